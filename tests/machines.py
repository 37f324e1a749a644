"""Made-up machines: what the kernel tells in ``/sys`` of displays, touch screens and the like."""

from pathlib import Path

BRAVIA = ("BRAVIA 43", 941, 529)
"""Name, width and height in mm of a screen of 43 inches."""


def edid(name: str, width_mm: int, height_mm: int, timing: bool = True) -> bytes:
    """What a display says of itself. Without ``timing`` its size stands only in whole centimetres."""
    said = bytearray(128)
    said[:8] = b"\x00\xff\xff\xff\xff\xff\xff\x00"
    said[21], said[22] = min(width_mm // 10, 255), min(height_mm // 10, 255)
    if timing:
        said[54:56] = (14850).to_bytes(2, "little")
        said[66], said[67] = width_mm & 0xFF, height_mm & 0xFF
        said[68] = (width_mm >> 8) << 4 | height_mm >> 8
    said[72:90] = b"\x00\x00\x00\xfc\x00" + name.encode().ljust(13, b"\n")[:13]
    said[127] = -sum(said) % 256
    return bytes(said)


def add_display(
    drm: Path,
    connector: str,
    status: str = "connected",
    modes: str = "1920x1080\n1920x1080\n1280x720\n",
    said: bytes = b"",
) -> None:
    folder = drm / f"card0-{connector}"
    folder.mkdir(parents=True)
    lit = status == "connected"
    (folder / "status").write_text(f"{status}\n")
    (folder / "enabled").write_text("enabled\n" if lit else "disabled\n")
    (folder / "dpms").write_text("On\n" if lit else "Off\n")
    (folder / "modes").write_text(modes if lit else "")
    (folder / "edid").write_bytes(said)


def bitmap(numbers: "list[int] | range") -> str:
    """The bits of these numbers, as the kernel writes them."""
    whole, words = sum(1 << number for number in numbers), []
    while whole:
        words.append(f"{whole & 0xFFFFFFFFFFFFFFFF:x}")
        whole >>= 64
    return " ".join(reversed(words)) or "0"


TOUCH_SCREEN = {"key": [0x14A], "abs": [0, 1, 0x2F, 0x35, 0x36, 0x39], "properties": [1]}
SINGLE_TOUCH = {"key": [0x14A], "abs": [0, 1]}
TOUCH_PAD = {"key": [0x110, 0x145, 0x14A], "abs": [0, 1, 0x35, 0x36], "properties": [0]}
MOUSE = {"key": [0x110, 0x111], "rel": [0, 1, 8]}
KEYBOARD = {"key": list(range(1, 120))}
POWER_BUTTON = {"key": [116]}
PEN = {"key": [0x140, 0x14A], "abs": [0, 1, 24], "properties": [1]}


def add_input(
    sys: Path, dev: Path, number: int, name: str, said: dict[str, list[int]], readable: bool = True
) -> Path:
    """A device; its node is a plain file."""
    device = sys / f"event{number}" / "device"
    (device / "capabilities").mkdir(parents=True)
    (device / "name").write_text(f"{name}\n")
    for kind in ("key", "rel", "abs"):
        (device / "capabilities" / kind).write_text(bitmap(said.get(kind, [])) + "\n")
    (device / "properties").write_text(bitmap(said.get("properties", [])) + "\n")
    dev.mkdir(exist_ok=True)
    node = dev / f"event{number}"
    if readable:
        node.touch()
    return node
