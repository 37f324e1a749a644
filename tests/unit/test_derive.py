"""Pictures become cards, fitted pictures and tiles."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from kiosk.media import pictures
from kiosk.media.derive import Medium, derive_all, derive_picture, keep_film, key_of, known
from kiosk.media.faults import MediaError
from kiosk.media.sizes import CARD_WIDTHS, FIT_SIDES, TILE, fitted, level_size
from tests.synthetic import make_picture


def made_of(source: Path, tmp_path: Path) -> tuple[Path, Medium]:
    place = tmp_path / "derivatives" / "ab" / "key"
    return place, derive_picture(source, "key", place, tmp_path / "aside")


def saved(image: Image.Image, path: Path, **options: object) -> Path:
    image.save(path, **options)
    return path


def decoded(path: Path) -> Image.Image:
    """As a worker decodes it."""
    with path.open("rb") as stream:
        return pictures.upright(pictures.opened(stream))


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        assert (image.format, image.mode) == ("JPEG", "RGB")
        return image.size


def colour(path: Path, x: float = 0.5, y: float = 0.5) -> tuple[int, ...]:
    with Image.open(path) as image:
        found = image.getpixel((int(x * (image.width - 1)), int(y * (image.height - 1))))
        assert isinstance(found, tuple)
        return found


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= 6 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("size", [(3100, 1700), (1700, 3100), (640, 480), (90, 3000), (1, 1)])
def test_every_size_is_made_and_none_is_enlarged(size: tuple[int, int], tmp_path: Path) -> None:
    source = saved(Image.new("RGB", size, "gold"), tmp_path / "a.png")
    place, medium = made_of(source, tmp_path)
    assert (medium.width, medium.height) == size
    for side in FIT_SIDES:
        assert size_of(place / f"f{side}.jpg") == fitted(*size, side)
        assert max(size_of(place / f"f{side}.jpg")) == min(side, max(size))
    for width in CARD_WIDTHS:
        found = size_of(place / f"c{width}.jpg")
        assert found[0] == max(1, min(width, size[0], size[1] * 4 // 3))
        assert found[1] == max(1, round(found[0] * 3 / 4))
    assert known(place) == medium


def test_tiles_put_together_are_the_picture(tmp_path: Path) -> None:
    make_picture(tmp_path / "a.jpg", (1300, 1100), 5)
    place, medium = made_of(tmp_path / "a.jpg", tmp_path)
    original = decoded(tmp_path / "a.jpg")
    levels = sorted((place / "tiles").iterdir())
    assert [level.name for level in levels] == ["0", "1", "2"]
    for number, level in enumerate(levels):
        size = level_size(medium.width, medium.height, number)
        whole = Image.new("RGB", size)
        for file in level.iterdir():
            column, row = map(int, file.stem.split("_"))
            with Image.open(file) as tile:
                assert max(tile.size) <= TILE
                whole.paste(tile, (column * TILE, row * TILE))
        difference = ImageChops.difference(whole, original.resize(size, Image.Resampling.BOX))
        assert max(ImageStat.Stat(difference).mean) < 4
    assert max(level_size(medium.width, medium.height, len(levels) - 1)) <= TILE


def test_a_photo_taken_upright_stands_upright(tmp_path: Path) -> None:
    image = Image.new("RGB", (400, 200), "red")
    image.paste("blue", (0, 0, 200, 200))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90° clockwise
    place, medium = made_of(saved(image, tmp_path / "a.jpg", exif=exif), tmp_path)
    assert (medium.width, medium.height) == (200, 400)
    assert near(colour(place / "f480.jpg", y=0.1), (0, 0, 254))
    assert near(colour(place / "f480.jpg", y=0.9), (254, 0, 0))


def test_transparent_parts_show_the_ground(tmp_path: Path) -> None:
    image = Image.new("RGBA", (300, 300), (255, 255, 255, 0))
    place, _ = made_of(saved(image, tmp_path / "a.png"), tmp_path)
    assert near(colour(place / "f480.jpg"), (20, 17, 14))
    palette = Image.new("P", (300, 300))
    palette.putpalette([0, 200, 0])
    assert near(decoded(saved(palette, tmp_path / "p.png", transparency=0)).getpixel((5, 5)), (20, 17, 14))


@pytest.mark.parametrize(
    ("mode", "fill", "name", "expected"),
    [
        ("CMYK", (0, 255, 255, 0), "a.jpg", (254, 0, 0)),
        ("L", 128, "a.png", (128, 128, 128)),
        ("I;16", 128 * 256, "a.png", (128, 128, 128)),
        ("1", 1, "a.png", (255, 255, 255)),
        ("LA", (128, 255), "a.webp", (128, 128, 128)),
    ],
)
def test_every_mode_becomes_rgb(
    mode: str, fill: object, name: str, expected: tuple[int, ...], tmp_path: Path
) -> None:
    image = Image.new(mode, (64, 64), fill)
    place, _ = made_of(saved(image, tmp_path / name), tmp_path)
    assert near(colour(place / "c200.jpg"), expected)


def test_a_damaged_colour_profile_does_not_lose_the_picture(tmp_path: Path) -> None:
    source = saved(Image.new("RGB", (64, 64), (10, 200, 30)), tmp_path / "a.jpg", icc_profile=b"no profile")
    place, _ = made_of(source, tmp_path)
    assert near(colour(place / "c200.jpg"), (10, 200, 30))


@pytest.mark.parametrize("cut", [0, 20, 600, 4000])
def test_a_broken_picture_leaves_nothing(cut: int, tmp_path: Path) -> None:
    make_picture(tmp_path / "a.jpg", (320, 240), 1)
    broken = tmp_path / "b.jpg"
    broken.write_bytes((tmp_path / "a.jpg").read_bytes()[:cut])
    with pytest.raises(MediaError) as told:
        made_of(broken, tmp_path)
    assert told.value.path == broken
    assert not (tmp_path / "derivatives").exists()


def test_formats_that_packs_may_not_bring_are_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaError):
        made_of(saved(Image.new("RGB", (64, 64)), tmp_path / "a.bmp"), tmp_path)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    encoded = BytesIO()
    Image.new("1", (12_000, 11_000)).save(encoded, "PNG")
    (tmp_path / "a.png").write_bytes(encoded.getvalue())
    with pytest.raises(MediaError, match="12000 × 11000") as told:
        made_of(tmp_path / "a.png", tmp_path)
    assert told.value.code == "image-too-large"


def test_a_picture_of_one_endless_line_is_refused(tmp_path: Path) -> None:
    saved(Image.new("1", (50_000, 1)), tmp_path / "a.png")
    with pytest.raises(MediaError, match="50000 × 1"):
        made_of(tmp_path / "a.png", tmp_path)


def test_many_pictures_are_made_and_the_broken_one_is_named(tmp_path: Path) -> None:
    pictures = {}
    for number in range(5):
        pictures[f"k{number}"] = tmp_path / f"{number}.jpg"
        make_picture(pictures[f"k{number}"], (320, 240), number)
    pictures["k3"].write_bytes(b"not a picture")
    done = []
    results = derive_all(
        pictures, lambda key: tmp_path / "d" / key, tmp_path / "aside", lambda: done.append(1)
    )
    assert len(done) == 5
    assert [key for key, result in results.items() if isinstance(result, MediaError)] == ["k3"]
    assert sorted(path.name for path in (tmp_path / "d").iterdir()) == ["k0", "k1", "k2", "k4"]
    assert list((tmp_path / "aside").iterdir()) == []


def test_a_full_disk_is_not_taken_for_a_broken_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_picture(tmp_path / "a.jpg", (320, 240), 1)

    def full(self: Path, data: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        derive_all(
            {"k": tmp_path / "a.jpg"}, lambda key: tmp_path / "d" / key, tmp_path / "aside", lambda: None
        )
    assert not (tmp_path / "d").exists()


def test_what_is_there_already_stays(tmp_path: Path) -> None:
    make_picture(tmp_path / "a.jpg", (320, 240), 1)
    place, medium = made_of(tmp_path / "a.jpg", tmp_path)
    before = place.stat().st_ino
    assert made_of(tmp_path / "a.jpg", tmp_path) == (place, medium)
    assert place.stat().st_ino == before


def test_a_film_is_kept_with_its_facts(tmp_path: Path) -> None:
    (tmp_path / "ours.mp4").write_bytes(b"film")
    medium = Medium(key_of("00"), 640, 360, 2.5)
    place = tmp_path / "d" / medium.derivative
    assert keep_film(tmp_path / "ours.mp4", medium, place, tmp_path / "aside") == medium
    assert known(place) == medium
    assert (place / "film.mp4").read_bytes() == b"film"
    assert json.loads((place / "medium.json").read_text())["duration"] == 2.5
