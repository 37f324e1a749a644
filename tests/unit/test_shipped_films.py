"""The shipped films: silent, full HD, small enough, each with a poster and captions one can read in time."""

import sys
from pathlib import Path

import pytest
from PIL import Image

from kiosk.languages import LANGUAGES
from kiosk.media.captions import read_captions
from kiosk.media.films import probe_film

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "assets" / "studio" / "films"))

from films.check_captions import faults  # noqa: E402

FILMS = sorted((ROOT / "content").glob("*/media/*.mp4"))
STUDIO = ROOT / "assets" / "studio" / "films" / "films"
MOST_BYTES = 15_000_000
SECONDS = (20, 45)
FASTEST = {"kk": 23, "zh": 10.5, "en": 21.5, "ru": 20.5}
"""Signs a second that a visitor can still read, spaces not counted."""


@pytest.mark.parametrize("film", FILMS, ids=lambda path: path.stem)
def test_a_film_is_small_silent_and_begins_at_once(film: Path) -> None:
    facts = probe_film(film)
    assert (facts.width, facts.height) == (1920, 1080)
    assert SECONDS[0] <= facts.duration <= SECONDS[1]
    assert film.stat().st_size <= MOST_BYTES
    head = film.read_bytes().partition(b"mdat")[0]
    assert b"moov" in head, "the index stands at the end"
    assert b"soun" not in head


@pytest.mark.parametrize("film", FILMS, ids=lambda path: path.stem)
def test_a_film_has_its_poster_its_script_and_its_record(film: Path) -> None:
    poster = film.with_suffix(".jpg")
    assert poster.stat().st_size <= 300_000
    with Image.open(poster) as picture:
        assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (1920, 1080))
    assert (STUDIO / f"{film.stem.replace('-', '_')}.py").is_file()
    entry = f"- file: media/{film.name}\n"
    records = (path.read_text(encoding="utf-8") for path in film.parents[1].glob("objects/*.yaml"))
    assert sum(entry in record for record in records) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("film", FILMS, ids=lambda path: path.stem)
def test_captions_are_short_and_stay_long_enough(film: Path, language: str) -> None:
    captions = film.with_suffix(f".{language}.vtt")
    assert faults(captions.read_text(encoding="utf-8"), language, probe_film(film).duration) == []
    hasty = [
        cue.text
        for cue in read_captions(captions)
        if len("".join(cue.text.split())) / (cue.end - cue.start) > FASTEST[language]
    ]
    assert hasty == []


@pytest.mark.parametrize("film", FILMS, ids=lambda path: path.stem)
def test_captions_change_at_the_same_moments_in_every_language(film: Path) -> None:
    times = {
        tuple((cue.start, cue.end) for cue in read_captions(film.with_suffix(f".{language}.vtt")))
        for language in LANGUAGES
    }
    assert len(times) == 1
