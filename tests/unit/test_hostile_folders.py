"""Folders and files as sticks, archives and careless hands bring them: taken as meant, or explained."""

import errno
import os
import shutil
import socket
import stat
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.packs.layout import MOST_TOLD
from kiosk.packs.model import Terms
from kiosk.packs.reader import PackReading, read_pack
from kiosk.plain_yaml import MAX_PROBLEMS
from kiosk.problems import Problem, errors
from tests.builds import codes, run, shown
from tests.synthetic import make_content

CASES = Path(__file__).parents[1] / "packs"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A good pack of one record and one picture."""
    shutil.copytree(CASES / "good" / "gallery", tmp_path / "gallery")
    return tmp_path / "gallery"


def only(reading: PackReading) -> Problem:
    (problem,) = reading.problems
    return problem


def rewrite(file: Path, change: Callable[[bytes], bytes]) -> None:
    file.write_bytes(change(file.read_bytes()))


# How texts are saved -----------------------------------------------------------------------------


@pytest.mark.parametrize("ends", [b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_marks_of_other_systems_change_nothing(ends: bytes, mark: bytes, root: Path) -> None:
    before = read_pack(root, Terms()).pack
    for file in root.rglob("*.yaml"):
        rewrite(file, lambda raw: mark + raw.replace(b"\n", ends))
    reading = read_pack(root, Terms())
    assert reading.problems == ()
    assert before is not None
    assert reading.pack is not None
    assert reading.pack.records == before.records
    rewrite(root / "objects" / "bowl.yaml", lambda raw: raw.replace(b"credit_line", b"credit_lime"))
    lines = {each.line for each in read_pack(root, Terms()).problems}
    text = (root / "objects" / "bowl.yaml").read_bytes().removeprefix(mark).split(ends)
    assert text.index(next(line for line in text if b"credit_lime" in line)) + 1 in lines


@pytest.mark.parametrize(
    ("line", "code", "severity"),
    [
        ("accession_number: “T-1”", "quotes-shown", "warning"),
        ("accession_number: «T-1»", "quotes-shown", "warning"),
        ("accession_number: „T-1“", "quotes-shown", "warning"),
        ("accession_number: “T: 1”", "curly-quotes", "error"),
        ("accession_number: “T #1”", "curly-quotes", "error"),
        ("accession_number: “T-1", "curly-quotes", "error"),
        ("sources: [“A, B”]\naccession_number: T-1", "curly-quotes", "error"),
    ],
)
def test_quotation_marks_of_office_programs_are_explained(
    line: str, code: str, severity: str, root: Path
) -> None:
    old = 'accession_number: "T-1"'
    text = (root / "objects" / "bowl.yaml").read_text("utf-8")
    assert old in text
    (root / "objects" / "bowl.yaml").write_text(text.replace(old, line), "utf-8")
    problem = only(read_pack(root, Terms()))
    assert (problem.code, problem.severity) == (code, severity)
    assert problem.line == text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize("text", ["“Алас” деді ол", "«Алтын адам»", "“金人”", "‘Abd al-Rahman"])
def test_texts_in_quotation_marks_are_texts(text: str, root: Path) -> None:
    file = root / "objects" / "bowl.yaml"
    before = file.read_text("utf-8")
    rewrite(file, lambda raw: raw.replace(b"Test bowl", text.encode(), 1))
    assert file.read_text("utf-8") != before
    assert read_pack(root, Terms()).problems == ()


# Files of other programs -------------------------------------------------------------------------

OTHERS = {
    "an Excel workbook": b"PK\x03\x04" + bytes(26) + b"xl/workbook.xml" + bytes(900),
    "a Word document": b"PK\x03\x04" + bytes(26) + b"word/document.xml" + bytes(900),
    "an OpenDocument spreadsheet": b"PK\x03\x04"
    + bytes(26)
    + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
    "a document of Pages or Numbers": b"PK\x03\x04" + bytes(26) + b"Index/Document.iwa",
    "an archive": b"PK\x03\x04" + bytes(26) + b"bowl.yaml",
    "a document of an office program (RTF)": b"{\\rtf1\\ansi title: x}",
    "a web page": b"<!DOCTYPE html><title>x</title>",
    "a PDF": b"%PDF-1.7\n",
    "a picture": b"\x89PNG\r\n\x1a\n",
}


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("name", ["objects/bowl.yaml", "pack.yaml", "terms/sites.yaml"])
def test_another_programs_file_called_yaml_is_named(kind: str, name: str, root: Path) -> None:
    (root / name).write_bytes(OTHERS[kind])
    told = [each for each in read_pack(root, Terms()).problems if each.code == "not-yaml"]
    assert [(each.file, kind in each.message) for each in told] == [(root / name, True)]


def test_a_real_workbook_called_yaml_is_named(root: Path) -> None:
    from openpyxl import Workbook

    Workbook().save(root / "table.xlsx")
    (root / "table.xlsx").rename(root / "objects" / "bowl.yaml")
    told = [each for each in read_pack(root, Terms()).problems if each.code == "not-yaml"]
    assert "an Excel workbook" in told[0].message


@pytest.mark.parametrize(
    ("name", "program"),
    [("objects/bowls.xlsx", "Excel"), ("objects/cup.docx", "Word"), ("texts.ods", "OpenDocument")],
)
def test_a_table_beside_the_records_is_not_passed_over(name: str, program: str, root: Path) -> None:
    (root / name).write_bytes(b"PK\x03\x04")
    problem = only(read_pack(root, Terms()))
    assert (problem.code, problem.severity, problem.file) == ("office-file", "warning", root / name)
    assert program in problem.message


def test_a_file_copied_as_zeros_is_named(root: Path) -> None:
    rewrite(root / "objects" / "bowl.yaml", lambda raw: bytes(len(raw)))
    assert "not copied whole" in only(read_pack(root, Terms())).message


# Names -------------------------------------------------------------------------------------------


def with_picture_called(root: Path, written: str, on_disk: bytes) -> None:
    (root / "media" / "bowl.jpg").rename(root / "media" / os.fsdecode(on_disk))
    for file in root.rglob("*.yaml"):
        rewrite(file, lambda raw: raw.replace(b"media/bowl.jpg", f"media/{written}".encode()))


def test_names_that_a_mac_took_apart_are_the_same_names(tmp_path: Path) -> None:
    """In the check, and through a build to the screen."""
    make_content(tmp_path / "content", {"alpha": 3}, pictures=1, size=(320, 240))
    pack = tmp_path / "content" / "alpha"
    composed, apart = (
        unicodedata.normalize("NFC", "кесе-ыдысй.jpg"),
        unicodedata.normalize("NFD", "кесе-ыдысй.jpg"),
    )
    assert composed != apart
    (pack / "media" / "p0.jpg").rename(pack / "media" / apart)
    for file in pack.rglob("*.yaml"):
        rewrite(file, lambda raw: raw.replace(b"media/p0.jpg", f"media/{composed}".encode()))
    result = run(tmp_path)
    assert result.problems == ()
    assert len(shown(tmp_path / "data")["alpha"]) == 3
    # Written apart in the record, too.
    for file in pack.rglob("*.yaml"):
        rewrite(file, lambda raw: raw.replace(composed.encode(), apart.encode()))
    assert run(tmp_path).problems == ()


def test_two_names_that_look_the_same_are_told(root: Path) -> None:
    for form in ("NFC", "NFD"):
        shutil.copy(root / "media" / "bowl.jpg", root / "media" / unicodedata.normalize(form, "é.jpg"))
    told = {each.code for each in read_pack(root, Terms()).problems}
    assert told == {"file-name", "unused-file"}


def test_a_name_in_gbk_is_told(root: Path) -> None:
    with_picture_called(root, "碗.jpg", "碗.jpg".encode("gbk"))
    reading = read_pack(root, Terms())
    assert {each.code for each in reading.problems} == {"file-name", "missing-file"}
    for problem in reading.problems:
        assert str(problem).isprintable()


def test_upper_and_lower_case_are_told_apart(root: Path) -> None:
    with_picture_called(root, "bowl.jpg", b"Bowl.JPG")
    told = read_pack(root, Terms()).problems
    assert "file-case" in {each.code for each in told}
    assert any("Bowl.JPG" in each.message for each in told)


@pytest.mark.parametrize(("wrong", "right"), [("Objects", "objects"), ("MEDIA", "media"), ("Terms", "terms")])
def test_a_folder_in_the_wrong_case_is_named(wrong: str, right: str, root: Path) -> None:
    (root / right).rename(root / wrong)
    told = [each for each in read_pack(root, Terms()).problems if each.code == "file-case" and not each.line]
    assert [each.file for each in told] == [root / wrong]
    assert f"`{wrong}`" in told[0].message


@pytest.mark.parametrize("name", ["Pack.yaml", "pack.yml", "pack.yaml.txt", "PACK.YAML"])
def test_a_manifest_of_another_name_is_named(name: str, root: Path) -> None:
    (root / "pack.yaml").rename(root / name)
    assert f"`{name}`" in only(read_pack(root, Terms())).hint


@pytest.mark.parametrize("name", ["objects/cup.yaml.txt", "objects/cup.yml", "objects/cup.YAML"])
def test_a_record_of_another_ending_is_not_passed_over(name: str, root: Path) -> None:
    (root / name).write_text("id: cup\n")
    problem = only(read_pack(root, Terms()))
    assert (problem.code, problem.hint) == ("file-ending", "Rename it to `cup.yaml`.")


@pytest.mark.parametrize("name", ["b" * 190 + ".jpg", "碗" * 80 + ".jpg"])
def test_long_names_are_names(name: str, root: Path) -> None:
    with_picture_called(root, name, name.encode())
    assert read_pack(root, Terms()).problems == ()


@pytest.mark.parametrize("length", [250, 300, 5000, 100_000])
def test_endless_names_are_told(length: int, root: Path) -> None:
    with_picture_called(root, "b" * length, b"b" * 250)
    told = errors(read_pack(root, Terms()).problems)
    assert {each.code for each in told} == {"too-long"}


def test_a_path_too_long_to_be_opened_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    for _ in range(25):
        Path("a" * 250).mkdir()
        os.chdir("a" * 250)
    reading = read_pack(root, Terms())
    assert "unreadable" in {each.code for each in reading.problems}
    assert "name is too long" in str(reading.problems)


# Many files, and what are no files ---------------------------------------------------------------


def test_ten_thousand_files_that_nobody_asked_for(root: Path) -> None:
    for number in range(100):
        folder = root / "media" / f"{number:03}"
        folder.mkdir()
        for each in range(100):
            os.close(os.open(f"{folder}/{each}.jpg", os.O_CREAT | os.O_WRONLY))
    start = time.process_time()
    reading = read_pack(root, Terms())
    seconds = time.process_time() - start
    shutil.rmtree(root / "media")
    assert reading.pack is not None
    assert len(reading.problems) == MOST_TOLD + 1
    assert "9900 more files" in str(reading.problems)
    assert seconds < 2


@pytest.mark.parametrize("line", ["k{}: v", "k_{}: {{label: {{en: x}}}}"])
def test_thirty_thousand_wrong_terms_are_not_told_one_by_one(line: str, root: Path) -> None:
    with (root / "terms" / "materials.yaml").open("a") as file:
        file.writelines(f"{line.format(number)}\n" for number in range(30_000))
    start = time.process_time()
    reading = read_pack(root, Terms())
    assert time.process_time() - start < 2
    assert len(reading.problems) == MAX_PROBLEMS + 1
    assert "too-many" in {each.code for each in reading.problems}
    assert {each.file.name for each in reading.problems} == {"materials.yaml"}


def test_pipes_sockets_and_devices_are_told_and_not_opened(root: Path) -> None:
    os.mkfifo(root / "media" / "pipe.jpg")
    channel = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(root / "media")
    try:
        channel.bind("socket.jpg")
    finally:
        os.chdir(here)
    special = {"pipe.jpg", "socket.jpg"}
    try:
        os.mknod(root / "media" / "zero.jpg", 0o600 | stat.S_IFCHR, os.makedev(1, 5))
        special.add("zero.jpg")
    except PermissionError:
        assert os.geteuid() != 0
    told = read_pack(root, Terms()).problems
    assert {each.file.name for each in told} == special
    assert {each.code for each in told} == {"not-a-file"}
    channel.close()


@pytest.mark.parametrize("name", ["objects/bowl.yaml", "pack.yaml", "media/bowl.jpg"])
@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
def test_a_file_that_cannot_be_read_is_told(
    name: str, number: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the disk refuses it; permissions alone would not stop root."""
    honest_open, honest_path_open = os.open, Path.open

    def refusing(path: object, *rest: object, **more: object) -> int:
        if os.fspath(path) == str(root / name):  # type: ignore[call-overload]
            raise OSError(number, os.strerror(number), str(path))
        return honest_open(path, *rest, **more)  # type: ignore[arg-type]

    def path_refusing(self: Path, *rest: object, **more: object) -> object:
        if self == root / name:
            raise OSError(number, os.strerror(number), str(self))
        return honest_path_open(self, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "open", refusing)
    monkeypatch.setattr(Path, "open", path_refusing)
    told = errors(read_pack(root, Terms()).problems)
    assert "unreadable" in {each.code for each in told}
    words = "permission" if number == errno.EACCES else "disk has a fault"
    assert any(words in each.message for each in told)


def test_a_build_names_a_picture_that_its_decoder_refuses(tmp_path: Path) -> None:
    make_content(tmp_path / "content", {"alpha": 3}, pictures=1, size=(320, 240))
    picture = tmp_path / "content/alpha/media/p0.jpg"
    assert run(tmp_path).published
    rewrite(picture, lambda raw: raw[:-2000])
    result = run(tmp_path)
    assert {"not-an-image", "last-good"} <= codes(result)
    assert any("p0.jpg" in each.message and "cut off" in each.message for each in result.problems)
    assert len(shown(tmp_path / "data")["alpha"]) == 3
