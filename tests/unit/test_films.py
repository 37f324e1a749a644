"""Films: what the kiosk plays, and what is said of all others. The small films are real ones."""

import os
import re
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.media import films
from kiosk.media.faults import MediaError
from kiosk.media.films import FilmFacts, conversion, probe_film
from kiosk.media.mp4 import is_mp4, read_layout
from kiosk.messages import told

FILMS = Path(__file__).parents[1] / "films"
FILM = Path(__file__).parents[1] / "packs" / "good_film" / "gallery" / "media" / "film.mp4"


def refused(path: Path) -> MediaError:
    with pytest.raises(MediaError) as caught:
        probe_film(path)
    assert str(path.parent) not in caught.value.reason
    return caught.value


@pytest.mark.parametrize(
    ("film", "facts"),
    [
        (FILM, FilmFacts(64, 48, 2.0)),
        (FILMS / "h264.mov", FilmFacts(64, 48, 1.0)),
        (FILMS / "sound.mp4", FilmFacts(64, 48, 1.0)),
        (FILMS / "fragments.mp4", FilmFacts(64, 48, 1.0)),
        (FILMS / "variable.mp4", FilmFacts(64, 48, 0.7)),
        (FILMS / "turned.mp4", FilmFacts(48, 64, 0.7)),  # upright, as a phone was held
        (FILMS / "odd.mp4", FilmFacts(62, 46, 1.0)),  # 63 x 47 in the file
        (FILMS / "4k.mp4", FilmFacts(3840, 2160, 0.4)),
        (FILMS / "mp3.mp4", FilmFacts(64, 48, 1.0, "MP3")),
        (FILMS / "ac3.mp4", FilmFacts(64, 48, pytest.approx(1, abs=0.05), "AC-3")),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
def test_films_that_play(film: Path, facts: FilmFacts) -> None:
    assert probe_film(film) == facts


@pytest.mark.parametrize(
    ("film", "code", "words"),
    [
        ("hevc.mp4", "film-codec", "H.265 (HEVC)"),
        ("vp9.mp4", "film-codec", "VP9"),
        ("prores.mov", "film-codec", "ProRes"),
        ("film.avi", "not-a-film", "AVI"),
        ("film.mkv", "not-a-film", "MKV"),
        ("film.webm", "not-a-film", "WebM"),
        ("film.flv", "not-a-film", "FLV"),
        ("film.mpg", "not-a-film", "MPEG"),
        ("film.wmv", "not-a-film", "WMV"),
        ("8k.mp4", "film-too-large", "7680 × 4320"),
    ],
)
def test_other_films_are_named_and_the_command_that_converts_them(film: str, code: str, words: str) -> None:
    error = refused(FILMS / film)
    assert error.code == code
    assert words in error.reason
    assert f'`ffmpeg -i "{film}" ' in error.hint
    for language in ("kk", "zh", "ru"):
        assert "ffmpeg -i" in told(error.hint, language)


@pytest.mark.parametrize(
    "film", ["hevc.mp4", "vp9.mp4", "film.avi", "film.mkv", "prores.mov", "8k.mp4", "mp3.mp4"]
)
def test_the_command_makes_a_film_that_plays(film: str, tmp_path: Path) -> None:
    if shutil.which("ffmpeg") is None:
        pytest.skip("there is no ffmpeg here to try the command with")
    shutil.copy(FILMS / film, tmp_path)
    command = re.search("`(.*)`", conversion(tmp_path / film))
    assert command is not None
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        assert os.system(f"{command[1]} 2>/dev/null </dev/null") == 0
    finally:
        os.chdir(before)
    (made,) = set(tmp_path.iterdir()) - {tmp_path / film}
    facts = probe_film(made)
    assert max(facts.width, facts.height) <= 1920
    assert facts.silenced == ""


@pytest.mark.parametrize(
    "name", ['a"; rm -rf ~; ".mov', "$(id).mov", "`id`.mov", "-y.mov", "a\nb.mov", "a.mov; x", "a.m$v"]
)
def test_a_command_repeats_no_name_that_a_shell_would_obey(name: str) -> None:
    command = re.search("`(.*)`", conversion(Path(name)), re.DOTALL)
    assert command is not None
    for part in re.findall('"([^"]*)"', command[1]):
        assert re.fullmatch(r"film(\.mov)?(-h264)?(\.mp4)?|scale=.*", part), part


def test_a_film_whose_copy_was_cut_off(tmp_path: Path) -> None:
    raw = (FILMS / "sound.mp4").read_bytes()
    (tmp_path / "x.mp4").write_bytes(raw[:-1000])
    assert refused(tmp_path / "x.mp4").code == "film-cut-off"
    (tmp_path / "x.mp4").write_bytes(raw[: raw.index(b"moov") - 4])
    error = refused(tmp_path / "x.mp4")
    assert (error.code, "moov" in error.reason) == ("film-cut-off", True)
    (tmp_path / "x.mp4").write_bytes(b"")
    assert "empty" in refused(tmp_path / "x.mp4").reason


def test_sound_alone_is_no_film() -> None:
    assert "only sound" in refused(FILMS / "only_sound.mp4").reason


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n/etc/passwd\n", "list of films"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "list of films"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><MPD>", "list of films"),
        (b"<!doctype html><title>x", "web page"),
        (b"\xff\xd8\xff\xe0 JFIF padding", "picture"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "picture"),
        (b"any text", "not an MP4"),
    ],
)
def test_what_is_no_film_is_never_given_to_ffmpeg(
    content: bytes, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(films, "_look", lambda path, film: pytest.fail("FFmpeg was asked"))
    (tmp_path / "x.mp4").write_bytes(content)
    assert words in refused(tmp_path / "x.mp4").reason


def test_a_film_that_names_another_file_does_not_reach_it(tmp_path: Path) -> None:
    """A QuickTime reference film: its pictures lie in another file, which even lies there."""
    raw = bytearray((FILMS / "h264.mov").read_bytes())
    at = raw.index(b"url \0\0\0\x01")
    raw[at + 7] = 0  # no longer "the data are in this file"
    (tmp_path / "x.mov").write_bytes(raw)
    facts = probe_film(tmp_path / "x.mov")
    assert (facts.width, facts.height) == (64, 48)


def test_a_film_that_hangs_the_decoder_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text("import time\nwhile True: time.sleep(1)\n")
    monkeypatch.setattr(films, "_WORKER", worker)
    monkeypatch.setattr(films, "FILM_SECONDS", 1)
    assert "no answer in 1 seconds" in refused(FILM).reason


@pytest.mark.parametrize("end", ["os.abort()", "print('[1]')", "os._exit(0)", "print('{\"width\": 1e999}')"])
def test_a_film_that_crashes_the_decoder_is_a_problem(
    end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text(f"import os\n{end}\n")
    monkeypatch.setattr(films, "_WORKER", worker)
    assert refused(FILM).code == "film-undecodable"


@settings(
    max_examples=100,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.binary(max_size=300), st.integers(0, 2300))
def test_a_spoilt_container_never_raises(noise: bytes, at: int) -> None:
    raw = FILM.read_bytes()
    raw = raw[:at] + noise + raw[at + len(noise) :]
    layout = read_layout(BytesIO(raw), len(raw))
    assert all(isinstance(each.codec, str) for each in layout.pictures)
    assert is_mp4(raw) in (True, False)
