"""What ``make release`` packs, and what it says of it. Wheels and packages: ``test_deploy_debian.py``."""

import json
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest

from tests.houses import ROOT, installed, make_tree

IN_PROCESS = """
import json, sys
from pathlib import Path
sys.path.insert(0, {deploy!r})
import payload, release, sbom
"""


def run(code: str, deploy: Path = ROOT / "deploy") -> Any:
    """Code with the modules of a checkout's ``deploy``, in a process of its own; what it prints as JSON."""
    code = IN_PROCESS.format(deploy=str(deploy)) + code
    done = subprocess.run([sys.executable, "-B", "-c", code], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def made(tree: Path, out: Path, *words: str) -> Path:
    """The archive of a checkout that needs no Python packages."""
    (tree / "requirements.lock").write_text("# Nothing.\n")
    command = [sys.executable, "-BISE", tree / "deploy/release.py", "--out", out, "--python", "3.11", *words]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(path for path in out.glob("*.tar") if ("own-house" in path.name) != ("--to-hand-on" in words))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = make_tree(tmp_path / "tree", "1.0")
    (folder / "kiosk/__pycache__").mkdir()
    for litter in ("kiosk/__pycache__/x.pyc", "kiosk/words.mo", "content/.DS_Store", "build.log"):
        (folder / litter).write_text("litter")
    return folder


def test_an_archive_is_whole_and_installs(tree: Path, tmp_path: Path) -> None:
    archive = made(tree, tmp_path / "dist")
    said = archive.with_name(f"{archive.name}.sha256").read_text()
    assert (
        subprocess.run(["sha256sum", "--check", "-"], input=said, text=True, cwd=archive.parent).returncode
        == 0
    )
    with tarfile.open(archive) as tar:
        names = [entry.name for entry in tar]
        assert {(entry.uid, entry.gid, entry.mtime) for entry in tar} == {(0, 0, tar.getmembers()[0].mtime)}
    folder = names[0].partition("/")[0]
    assert {"SHA256SUMS", "sbom.cdx.json", "READ-ME.txt", "FOR-OUR-OWN-MACHINES.txt", "LICENSES.md"} <= {
        name.removeprefix(f"{folder}/") for name in names
    }
    assert [
        name for name in names if "litter" in name or name.endswith((".pyc", ".mo", ".DS_Store", ".log"))
    ] == []
    subprocess.run(["tar", "-xf", archive, "-C", tmp_path], check=True)
    root = tmp_path / "machine"
    root.mkdir()
    installed(tmp_path / folder, root)
    assert (root / "opt/kiosk/current").readlink().name == folder.removeprefix("kiosk-")
    (tmp_path / folder / "content/pack/added.yaml").write_text("id: added\n")
    done = subprocess.run(
        ["bash", tmp_path / folder / "deploy/install.sh", "--root", root], capture_output=True, text=True
    )
    assert "files were changed or added" in done.stderr


def test_the_same_checkout_gives_the_same_archive(tree: Path, tmp_path: Path) -> None:
    git = ["git", "-C", tree, "-c", "user.name=n", "-c", "user.email=n@example.org"]
    (tree / "requirements.lock").write_text("# Nothing.\n")
    subprocess.run(["git", "init", "-q", tree], check=True)
    subprocess.run([*git, "add", "kiosk", "deploy"], check=True)
    subprocess.run([*git, "commit", "-qm", "one"], check=True)
    first, second = (made(tree, tmp_path / name, "--to-hand-on").read_bytes() for name in ("a", "b"))
    assert first == second


def test_an_archive_to_hand_on_leaves_out_what_may_not_be_handed_on(tree: Path, tmp_path: Path) -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    kept = run(f"print(json.dumps([each.split('==')[0] for each in release._entries({lock!r})]))")
    assert sorted(kept) == sorted(run(f"print(json.dumps(list(sbom.pinned(Path({str(ROOT)!r})))))"))
    assert "ffpyplayer" in kept
    with tarfile.open(made(tree, tmp_path / "dist", "--to-hand-on")) as tar:
        names = [name.partition("/")[2] for name in tar.getnames()]
    assert "wheels/TO-BE-FETCHED.txt" in names
    assert "FOR-OUR-OWN-MACHINES.txt" not in names


def test_every_part_of_a_release_is_named_with_its_licence() -> None:
    code = (
        f"print(json.dumps(sbom.document(payload.read(Path({str(ROOT)!r})), [], [], '2026-01-01T00:00:00Z')))"
    )
    document = run(code)
    assert document["bomFormat"] == "CycloneDX"
    components = document["components"]
    names = {each["name"] for each in components}
    assert {"kivy", "ffpyplayer", "content", "assets/fonts/KioskSans-Regular.ttf"} <= names
    assert all(each["licenses"] for each in components)
    references = [each["bom-ref"] for each in components]
    assert len(set(references)) == len(references)
    assert document["dependencies"][0]["dependsOn"] == references
    remarks = {each["name"]: each["properties"] for each in components if each.get("properties")}
    assert "not to be handed on" in str(remarks["ffpyplayer"])


def test_the_name_of_a_release_changes_with_any_byte(tree: Path, tmp_path: Path) -> None:
    code = f"print(json.dumps(payload.read(Path({str(tree)!r})).name))"
    name = run(code)
    assert name.startswith("1.0-") and run(code) == name
    (tree / "kiosk/words.mo").write_text("made on each machine")
    assert run(code) == name
    (tree / "content/pack/pack.yaml").write_text("id: pack \n")
    assert run(code) != name
