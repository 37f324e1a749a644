"""``kiosk keys new``, ``kiosk packs sign`` and ``verify`` as they are typed."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.commands.app import app
from tests.signed import GOOD


def kiosk(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(each) for each in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_a_pack_goes_from_a_new_key_to_a_verified_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(GOOD, tmp_path / "gallery")
    code, line, _ = kiosk("keys", "new", "almaty")
    assert code == 0
    assert kiosk("keys", "show", "almaty.key") == kiosk("keys", "show", "almaty.pub") == (0, line, "")

    code, said, _ = kiosk("packs", "verify", "gallery")
    assert (code, "not signed" in said) == (1, True)
    code, said, _ = kiosk("packs", "sign", "gallery", "--key", "almaty.key")
    assert (code, said) == (0, "`gallery` 1.0, 7 files: signed by `almaty`.\n")
    assert kiosk("packs", "verify", "gallery")[0] == 1, "nothing is trusted yet"
    assert kiosk("packs", "verify", "gallery", "--key", "almaty.pub")[0] == 0
    (tmp_path / "content").mkdir()
    (tmp_path / "config.yaml").write_text(f"trusted_keys: [{line.strip()}]\n")
    code, said, _ = kiosk("packs", "verify", "gallery")
    assert code == 0
    assert said.startswith("`gallery` 1.0 is as `almaty` (")

    code, said, _ = kiosk("packs", "check", "gallery")
    assert (code, "is as `almaty`" in said) == (0, True)
    with (tmp_path / "gallery" / "pack.yaml").open("a") as manifest:
        manifest.write("# remark\n")
    code, said, _ = kiosk("packs", "check", "gallery")
    assert code == 0, "whoever works on a pack signs it last"
    assert (
        "gallery/pack.yaml: warning: “Test gallery” This file was altered after the pack was signed." in said
    )
    assert "is as `almaty`" not in said
    code, said, _ = kiosk("packs", "verify", "gallery")
    assert (code, said.count("\n")) == (1, 1)


def test_commands_say_what_they_cannot_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    kiosk("keys", "new", "almaty")
    (tmp_path / "words.zip").write_text("no zip")
    code, _, said = kiosk("packs", "sign", "nowhere", "--key", "almaty.key")
    assert (code, said) == (2, "nowhere: error: There is no such file or folder.\n")
    code, said, _ = kiosk("packs", "sign", "words.zip", "--key", "almaty.key")
    assert (code, "no zip" in said) == (1, True)


def test_a_passphrase_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(GOOD, tmp_path / "gallery")
    run = CliRunner().invoke
    assert run(app, ["keys", "new", "almaty", "--passphrase"], input="secret\nsecret\n").exit_code == 0
    assert run(app, ["packs", "sign", "gallery", "--key", "almaty.key"], input="secret\n").exit_code == 0
    wrong = run(app, ["packs", "sign", "gallery", "--key", "almaty.key", "--language", "zh"], input="wrong\n")
    assert (wrong.exit_code, wrong.stderr) == (2, "almaty.key: 密码不对，或者文件已损坏。\n")
