"""Builds that read only what changed give the same as builds of everything, row by row."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kiosk.catalogue import build as building
from kiosk.catalogue import editions, readings
from kiosk.catalogue.editions import ATTRACT, CATALOGUE
from kiosk.catalogue.freshness import BuildResult
from kiosk.config import Config
from kiosk.packs import reader
from kiosk.packs.model import ObjectRecord
from kiosk.packs.reader import read_hall, read_packs
from kiosk.problems import errors
from tests.builds import SMALL, Quiet, codes, replace, versions
from tests.synthetic import make_content, make_picture

CASES = Path(__file__).parents[1] / "packs"
SEEDS, ROUNDS = 10, 3
RECORDS = {"alpha": 8, "beta": 4}
ALL = sum(RECORDS.values()) + 1
"""Records in all; one more is in the gallery that has a film."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two made-up packs and one with a film, built."""
    folder = tmp_path_factory.mktemp("built")
    make_content(folder / "content", RECORDS, pictures=2, size=SMALL)
    shutil.copytree(CASES / "good_film" / "gallery", folder / "content" / "gallery")
    replace(folder / "content/alpha/objects/r00003.yaml", "related: [", "related: [beta/r00001, gone/here, ")
    assert not errors(build(folder).problems)
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(built, tmp_path / "copy", symlinks=True)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the records that are really read."""
    names: list[str] = []
    parse = reader.parse_model

    def counted(model: type[Any], raw: bytes | None, path: Path) -> Any:
        if model is ObjectRecord:
            names.append(f"{path.parts[-3]}/{path.stem}")
        return parse(model, raw, path)

    monkeypatch.setattr(reader, "parse_model", counted)
    return names


def build(folder: Path, data: str = "data", galleries: tuple[str, ...] | None = None) -> BuildResult:
    config = Config(content=folder / "content", data=folder / data, galleries=galleries)
    return building.build(config, Quiet())


def current(data: Path) -> Path:
    edition = editions.current(data)
    assert edition is not None
    return edition


def tables(catalogue: Path) -> dict[str, list[Any]]:
    """Everything in a database: how each table is made, and its rows in order."""
    with closing(sqlite3.connect(catalogue)) as source:
        names = source.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        found = {
            name: [sql, *sorted(source.execute(f'SELECT * FROM "{name}"'), key=repr)]
            for name, sql in names
            if name in tables_of(source)
        }
        found["version"] = source.execute("PRAGMA user_version").fetchall()
        return found | {"indexes": [row for row in names if row[0] not in found]}


def tables_of(source: sqlite3.Connection) -> set[str]:
    return {name for (name,) in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def remembered(edition: Path) -> Any:
    return json.loads((edition / readings.READINGS).read_bytes().partition(b"\n")[2])["packs"]


def assert_as_if_built_anew(folder: Path, result: BuildResult, galleries: tuple[str, ...] | None) -> None:
    """Compare what ``result`` left in ``data`` with a build into an empty folder."""
    shutil.rmtree(folder / "anew", ignore_errors=True)
    anew = build(folder, "anew", galleries)
    assert result.problems == anew.problems
    assert [str(each) for each in result.problems] == [str(each) for each in anew.problems]
    assert result.packs == anew.packs
    ours, theirs = current(folder / "data"), current(folder / "anew")
    mine, other = tables(ours / CATALOGUE), tables(theirs / CATALOGUE)
    assert mine.keys() == other.keys()
    for name in other:
        assert mine[name] == other[name], name
    assert (ours / ATTRACT).read_text() == (theirs / ATTRACT).read_text()
    assert remembered(ours) == remembered(theirs)


# What curators do. Each takes the content folder and changes something; a pack may be broken after it.

Edit = Callable[[Path, Random], None]


def record(content: Path, random: Random) -> Path:
    return random.choice(sorted((content / random.choice(["alpha", "alpha", "beta"]) / "objects").iterdir()))


def line(file: Path, start: str, new: str) -> None:
    """Put ``new`` in place of the line that begins with ``start``."""
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([new if each.startswith(start) else each for each in lines] + [""]), "utf-8")


def text(content: Path, random: Random) -> None:
    line(record(content, random), "accession_number:", f"accession_number: N-{random.randrange(10**6)}")


def title(content: Path, random: Random) -> None:
    file = record(content, random)
    lines = file.read_text("utf-8").splitlines()
    at = lines.index("title:") + 3
    lines[at] = f"  en: Another name {random.randrange(10**6)}"
    file.write_text("\n".join([*lines, ""]), "utf-8")


def remark(content: Path, random: Random) -> None:
    file = record(content, random)
    file.write_text(f"# {random.random()}\n" + file.read_text("utf-8"), "utf-8")


def add(content: Path, random: Random) -> None:
    file = record(content, random)
    name = f"n{random.randrange(10**6)}"
    new = file.with_name(f"{name}.yaml")
    new.write_text(file.read_text("utf-8"), "utf-8")
    line(new, "id:", f"id: {name}")
    line(new, "order:", f"order: {random.randrange(100)}")


def remove(content: Path, random: Random, mend: bool = True) -> None:
    file = record(content, random)
    if len(list(file.parent.iterdir())) > 2:
        file.unlink()
        if mend:
            _forget(content, file.parent.parent.name, file.stem, "")


def rename(content: Path, random: Random) -> None:
    file = record(content, random)
    name = f"m{random.randrange(10**6)}"
    line(file, "id:", f"id: {name}")
    file.rename(file.with_name(f"{name}.yaml"))
    _forget(content, file.parent.parent.name, file.stem, name)


def _forget(content: Path, pack: str, old: str, new: str) -> None:
    """Let related lists name ``new`` in place of ``old``, or nothing."""
    for file in (content / pack / "objects").iterdir():
        for each in file.read_text("utf-8").splitlines():
            if each.startswith("related: ["):
                named = each.removeprefix("related: [").removesuffix("]").split(", ")
                kept = [new if name == old else name for name in named if name != old or new]
                line(file, "related:", f"related: [{', '.join(kept)}]")


def order(content: Path, random: Random) -> None:
    line(record(content, random), "order:", f"order: {random.randrange(100)}")


def related(content: Path, random: Random) -> None:
    file = record(content, random)
    others = [each.stem for each in sorted(file.parent.iterdir())]
    named = [*random.sample(others, 2), f"alpha/{random.choice(others)}", "gone/nothing"]
    line(file, "related:", f"related: [{', '.join(random.sample(named, 3))}]")


def filters(content: Path, random: Random) -> None:
    line(record(content, random), "themes:", f"themes: [{random.choice(['horse', 'trade', 'feast'])}]")


def picture(content: Path, random: Random) -> None:
    """Another picture under the same name, or the same as another one has."""
    media = content / random.choice(["alpha", "beta"]) / "media"
    if random.random() < 0.3:
        shutil.copyfile(media / "p1.jpg", media / "p0.jpg")
    else:
        make_picture(media / random.choice(["p0.jpg", "p1.jpg", "cover.jpg"]), SMALL, random.randrange(99))


def other_picture(content: Path, random: Random) -> None:
    """A record shows another picture, or none."""
    file = record(content, random)
    said = file.read_text("utf-8")
    if random.random() < 0.5 and "media/p0.jpg" in said:
        file.write_text(said.replace("media/p0.jpg", "media/p1.jpg"), "utf-8")
    elif "images:" in said:
        start = said.index("images:")
        file.write_text(said[:start] + said[said.index("related:", start) :], "utf-8")


def gallery(content: Path, random: Random) -> None:
    file = content / random.choice(["alpha", "beta"]) / "pack.yaml"
    line(file, "version:", f'version: "{random.randrange(100)}"')


def captions(content: Path, random: Random) -> None:
    file = content / "gallery/media/film.en.vtt"
    said = file.read_text("utf-8").rstrip("\n").splitlines()
    file.write_text("\n".join([*said[:-1], f"Something else {random.randrange(100)}.", ""]), "utf-8")


def term(content: Path, random: Random) -> None:
    """Another name for a word, or a new word."""
    file = content / "terms/themes.yaml"
    said = file.read_text("utf-8")
    if random.random() < 0.5:
        file.write_text(said + f"t{random.randrange(10**6)}:\n  label: {{en: New}}\n", "utf-8")
    else:
        replace(file, "en: ", "en: New ")


def hall(content: Path, random: Random) -> None:
    replace(content / "centre.yaml", "en: ", f"en: {random.randrange(100)} ")


def clock(content: Path, random: Random) -> None:
    """A file is copied once more: another time, the same words."""
    os.utime(record(content, random))


def bad_name(content: Path, random: Random) -> None:
    line(record(content, random), "id:", "id: elsewhere")


def same_id(content: Path, random: Random) -> None:
    file = record(content, random)
    line(file, "id:", f"id: {random.choice(sorted(file.parent.iterdir())).stem}")


def no_neighbour(content: Path, random: Random) -> None:
    remove(content, random, mend=False)


def no_picture(content: Path, random: Random) -> None:
    (content / random.choice(["alpha", "beta"]) / "media" / "p1.jpg").unlink(missing_ok=True)


def wrong_kind(content: Path, random: Random) -> None:
    file = content / "gallery/objects/bowl.yaml"
    file.write_text(file.read_text("utf-8").replace("media/film.en.vtt", "media/bowl.jpg"), "utf-8")


def no_term(content: Path, random: Random) -> None:
    file = content / "terms/materials.yaml"
    replace(file, "gold:", f"g{random.randrange(10**6)}:")


def no_yaml(content: Path, random: Random) -> None:
    file = record(content, random)
    file.write_text(file.read_text("utf-8") + "{", "utf-8")


GOOD: list[Edit] = [
    text, text, title, remark, add, remove, rename, order, related, filters, picture, other_picture, gallery,
    captions, term, hall, clock,
]  # fmt: skip
BAD: list[Edit] = [bad_name, same_id, no_neighbour, no_picture, wrong_kind, no_term, no_yaml]


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_changes_it_is_as_if_built_anew(seed: int, folder: Path) -> None:
    random = Random(seed)
    for number in range(ROUNDS):
        for edit in random.sample(GOOD, random.randint(1, 3)):
            edit(folder / "content", random)
        names = random.sample([*RECORDS, "gallery"], random.randint(1, 3)) if random.random() < 0.3 else None
        galleries = tuple(names) if names else None
        result = build(folder, galleries=galleries)
        assert not result.last_good, (seed, number)
        assert_as_if_built_anew(folder, result, galleries)


@pytest.mark.parametrize("edit", [*GOOD, *BAD], ids=lambda edit: edit.__name__)
def test_whatever_changes_the_same_is_told(edit: Edit, folder: Path) -> None:
    content = folder / "content"
    earlier = readings.recall(folder / "data")
    assert earlier is not None
    assert sum(len(memory.records) for memory in earlier.memories.values()) == ALL
    edit(content, Random(edit.__name__))
    terms = read_hall(content).terms
    roots = [content / name for name in (*RECORDS, "gallery")]
    anew = read_packs(roots, terms, decode_pictures=False)
    again = read_packs(roots, terms, decode_pictures=False, memories=earlier.memories)
    assert [[str(each) for each in reading.problems] for reading in again] == [
        [str(each) for each in reading.problems] for reading in anew
    ]
    assert [reading.summary for reading in again] == [reading.summary for reading in anew]
    assert any(reading.pack is None for reading in anew) == (edit in BAD)


def test_only_what_changed_is_read(folder: Path, read: list[str]) -> None:
    text(folder / "content", Random(1))
    assert build(folder).published
    assert len(read) == 1
    del read[:]
    picture(folder / "content", Random(2))
    assert build(folder).published
    assert read == []
    rename(folder / "content", Random(3))
    assert build(folder).published
    assert any("/m" in name for name in read)
    assert len(read) <= 3, "the record, and those whose lists name it"


def test_a_broken_record_does_not_cost_the_others(folder: Path, read: list[str]) -> None:
    file = folder / "content/alpha/objects/r00001.yaml"
    said = file.read_text("utf-8")
    replace(file, "credit_line:", "credit_lime:")
    text(folder / "content/", Random(4))
    assert "alpha" in build(folder).last_good
    assert len(set(read)) <= 2
    file.write_text(said, "utf-8")
    assert_as_if_built_anew(folder, build(folder), None)


def test_another_program_reads_everything(
    folder: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "PROGRAM", "another")
    text(folder / "content", Random(5))
    result = build(folder)
    assert len(read) == ALL
    assert_as_if_built_anew(folder, result, None)


def _byte(file: Path, at: int) -> None:
    """Another byte, the same size."""
    raw = bytearray(file.read_bytes())
    raw[at] ^= 1
    file.write_bytes(raw)


@pytest.mark.parametrize("harm", ["gone", "empty", "byte", "digest", "catalogue", "schema"])
def test_what_is_damaged_is_not_believed(harm: str, folder: Path, read: list[str]) -> None:
    edition = current(folder / "data")
    left = edition / readings.READINGS
    if harm == "gone":
        left.unlink()
    elif harm == "empty":
        left.write_bytes(b"")
    elif harm == "schema":
        replace(edition / editions.EDITION, f'"schema": {editions.SCHEMA_VERSION}', '"schema": 1')
    elif harm == "catalogue":
        _byte(edition / CATALOGUE, (edition / CATALOGUE).stat().st_size // 2)
    else:
        _byte(left, 5 if harm == "digest" else left.stat().st_size // 2)
    text(folder / "content", Random(6))
    result = build(folder)
    assert len(read) == ALL
    assert_as_if_built_anew(folder, result, None)


def test_going_back_and_on_again(folder: Path, read: list[str]) -> None:
    manifest = folder / "content/alpha/pack.yaml"
    first = manifest.read_text("utf-8")
    gallery(folder / "content", Random(1))
    build(folder)
    manifest.write_text(first, "utf-8")
    build(folder)
    assert versions(folder)["gallery"]
    title(folder / "content", Random(7))
    result = build(folder)
    assert len(read) == 1
    assert codes(result) == codes(build(folder, "other"))
    assert_as_if_built_anew(folder, result, None)


def test_versions_share_the_texts_that_did_not_change(tmp_path: Path) -> None:
    make_content(tmp_path / "content", {"alpha": 300}, pictures=1, size=SMALL)
    build(tmp_path)
    (before,) = (tmp_path / "data/packs/alpha").glob("*/")
    kept = {path.name: path.stat().st_ino for path in before.glob("texts-*")}
    assert len(kept) > 1
    line(tmp_path / "content/alpha/objects/r00007.yaml", "accession_number:", "accession_number: N")
    build(tmp_path)
    (after,) = (tmp_path / "data/packs/alpha").glob("*/")
    shared = {path.name for path in after.glob("texts-*") if kept.get(path.name) == path.stat().st_ino}
    assert len(shared) == len(kept) - 1
