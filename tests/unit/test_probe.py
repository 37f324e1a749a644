"""Pictures and captions are taken for hostile until they are looked into."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.catalogue.rows import Cue
from kiosk.media.captions import CAPTION_BYTES, read_captions
from kiosk.media.faults import MediaError
from kiosk.media.probe import ImageFacts, probe_image

CASES = Path(__file__).parents[1] / "packs"

on_disk = settings(
    max_examples=100,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_size_of_a_picture(tmp_path: Path, ending: str) -> None:
    Image.new("RGB", (40, 30), "gray").save(tmp_path / f"x.{ending}")
    assert probe_image(tmp_path / f"x.{ending}") == ImageFacts(40, 30)


def test_a_turned_photo_has_its_upright_size(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 30), "gray").save(tmp_path / "x.jpg", exif=exif)
    assert probe_image(tmp_path / "x.jpg") == ImageFacts(30, 40)


def test_other_formats_are_refused_whatever_they_are_called(tmp_path: Path) -> None:
    Image.new("RGB", (4, 3)).save(tmp_path / "x.jpg", "GIF")
    with pytest.raises(MediaError) as caught:
        probe_image(tmp_path / "x.jpg")
    assert caught.value.code == "not-an-image"
    assert str(tmp_path) not in caught.value.reason


@on_disk
@given(st.binary(max_size=200), st.integers(0, 600))
def test_a_spoilt_picture_never_raises_anything_else(tmp_path: Path, noise: bytes, at: int) -> None:
    raw = (CASES / "good" / "gallery" / "media" / "bowl.jpg").read_bytes()
    (tmp_path / "x.jpg").write_bytes(raw[:at] + noise + raw[at + len(noise) :])
    try:
        probe_image(tmp_path / "x.jpg")
    except MediaError as error:
        assert error.code in ("not-an-image", "image-too-large")


def test_captions_with_everything_webvtt_knows(tmp_path: Path) -> None:
    (tmp_path / "x.vtt").write_text(
        """\
\ufeffWEBVTT - a title
Kind: captions
Language: kk

NOTE a remark
on two lines

STYLE
::cue { color: red }

first
00:00:00.000 --> 00:00:02.000 align:start position:10%
<i>Алтын</i> адам &amp; 金人
- екінші жол [b]x[/b]

00:02.500 --> 01:00:03.000
<v Bob>a &lt; b</v>
""",
        encoding="utf-8",
    )
    assert read_captions(tmp_path / "x.vtt") == (
        Cue(0.0, 2.0, "Алтын адам & 金人\n- екінші жол [b]x[/b]"),
        Cue(2.5, 3603.0, "a < b"),
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("WEBVTTX\n", 1),
        ("WEBVTT\n\n00:00.000 -> 00:01.000\nx\n", 3),
        ("WEBVTT\n\n00:00.000 --> 00:01\nx\n", 3),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nx\n", 3),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nx\n\n00:00.000 --> 00:01.000\ny\n", 6),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nx\n\nlost words\n", 6),
        ("WEBVTT\n\n00:01.000 --> 00:02.000 --> 00:03.000\nx\n", None),
    ],
)
def test_captions_say_where_they_are_wrong(tmp_path: Path, text: str, line: int | None) -> None:
    (tmp_path / "x.vtt").write_text(text, encoding="utf-8")
    with pytest.raises(MediaError) as caught:
        read_captions(tmp_path / "x.vtt")
    assert (caught.value.code, caught.value.line) == ("bad-captions", line)


def test_captions_in_gbk_are_told(tmp_path: Path) -> None:
    (tmp_path / "x.vtt").write_bytes("WEBVTT\n\n00:00.000 --> 00:01.000\n金人\n".encode("gbk"))
    with pytest.raises(MediaError, match="not saved as UTF-8") as caught:
        read_captions(tmp_path / "x.vtt")
    assert caught.value.line == 4


def test_endless_captions_are_not_read(tmp_path: Path) -> None:
    with (tmp_path / "x.vtt").open("wb") as file:
        file.truncate(CAPTION_BYTES * 1_000_000)
    with pytest.raises(MediaError, match="larger than 1 MB"):
        read_captions(tmp_path / "x.vtt")


@on_disk
@given(
    st.lists(
        st.sampled_from(
            ["WEBVTT", "\n", "\n\n", "00:01.000", " --> ", "00:00:02.000", "NOTE", "STYLE", "&lt;", "<i>"]
        )
        | st.text(max_size=5),
        max_size=20,
    ).map("".join)
)
def test_any_captions_give_cues_or_one_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.vtt").write_text(f"WEBVTT\n\n{text}", encoding="utf-8", errors="surrogatepass")
    try:
        cues = read_captions(tmp_path / "x.vtt")
    except MediaError as error:
        assert error.code == "bad-captions"
    else:
        assert all(cue.start < cue.end for cue in cues)
