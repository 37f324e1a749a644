"""What happens to texts: in their bytes as editors, transfers and burglars do it, and in their structure."""

import unicodedata
from random import Random
from typing import Any

import yaml

from tests.mutants.packs import Files

#: Pieces that YAML gives a meaning to, and that editors put in.
_SIGNS = (
    "[", "]", "{", "}", ": ", "- ", "? ", "|\n", ">-\n", "&a ", "*a", "!t ", "!!python/name:os.system ",
    "<<: ", "'", '"', "\n", "\n ", "\n\t", "---\n", "...\n", "%YAML 1.1\n", "\\", "#", ",", "\ufeff",
    "\x00", "\x1b[2J", "\u2028", "\u202e", "“", "”", "«", "：", "\r", "\udcff", "[b]", "{0}", "%s",
    "\U0001f600", "0x", "1e999",
)  # fmt: skip
#: Values that nobody asked for; ``lures`` are files outside of the pack.
_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 1e308, float("inf"), float("nan"), "", " ", "x" * 5000, "a\0b",
    "\x1b]0;x\x07", [], {}, [[[[]]]], {"en": {"en": "x"}}, "media", "pack.yaml", "objects/bowl.yaml", "..",
    "/", "CON", "file:///", "media/bowl.jpg\0.png", "media//bowl.jpg", "./media/bowl.jpg",
    "https://example.org/a.jpg", "C:\\a.jpg",
)  # fmt: skip
_ENCODINGS = (
    "utf-16",
    "utf-16-le",
    "utf-32",
    "gb18030",
    "windows-1251",
    "latin-1",
    "utf-7",
    "utf-8-sig",
    "cp037",
)


def spoil_text(files: Files, random: Random, lures: list[str]) -> str:
    """Change one text file; returns in a word what was done."""
    name = random.choice([each for each in files if each.endswith((".yaml", ".vtt", ".json"))])
    raw = files[name]
    acts = (_signs, _slice, _encoded, _swollen, _habits)
    act = random.choice(acts) if random.random() < 0.5 or not name.endswith(".yaml") else _structure
    files[name] = _structure(raw, random, lures) if act is _structure else act(raw, random)
    return act.__name__.strip("_")


def _signs(raw: bytes, random: Random) -> bytes:
    for _ in range(random.choice((1, 1, 2, 20))):
        at = random.randrange(len(raw) + 1)
        sign = random.choice(_SIGNS).encode("utf-8", "surrogateescape")
        raw = raw[:at] + sign + raw[at + random.choice((0, 0, len(sign))) :]
    return raw


def _slice(raw: bytes, random: Random) -> bytes:
    """Cut off, cut out, doubled, exchanged or drowned in noise."""
    start, end = sorted((random.randrange(len(raw) + 1), random.randrange(len(raw) + 1)))
    return random.choice(
        (
            raw[:start],
            raw[end:],
            raw[:start] + raw[end:],
            raw[:end] + raw[start:],
            raw[:start] + random.randbytes(min(end - start, 400)) + raw[end:],
            raw[:start] + bytes(end - start) + raw[end:],
            b"",
        )
    )


def _encoded(raw: bytes, random: Random) -> bytes:
    text = raw.decode("utf-8", "replace")
    return text.encode(random.choice(_ENCODINGS), "replace")


def _swollen(raw: bytes, random: Random) -> bytes:
    """Deep, long, or both."""
    count = random.choice((50, 2_000, 60_000))
    return random.choice(
        (
            b"[" * count,
            b"{a: " * count,
            b"a: " * count,
            raw + b"- " * count,
            raw + b"\n? " * count,
            b"title: " + b"x" * count * 20,
            b"a: 1\n" * count,
            b"a: &a [x, x]\n"
            + b"".join(b"b%d: &b%d [*a, *a]\n" % (each, each) for each in range(count // 50)),
            b"9" * count,
            b"%" * count,
            b"\n" * count,
            raw + b"\n".join(b"k%d: v" % each for each in range(count)),
            b'"' + b"\\x41" * count + b'"',
        )
    )


def _habits(raw: bytes, random: Random) -> bytes:
    """What editors and office programs do without being asked."""
    text = raw.decode("utf-8", "replace")
    changes = (
        lambda: text.replace("\n", "\r\n"),
        lambda: text.replace("\n", "\r"),
        lambda: "\ufeff" + text,
        lambda: text.replace('"', random.choice("“”„«")),
        lambda: text.replace("  ", "\t"),
        lambda: text.replace(" ", "\u00a0"),
        lambda: text.replace(":", "：").replace(",", "，"),
        lambda: unicodedata.normalize("NFD", text),
        lambda: text.upper(),
        lambda: "PK\x03\x04" + text + "xl/workbook.xml",
        lambda: f"<html>{text}",
        lambda: text.replace("en:", "en :").replace("kk:", "KK:"),
    )
    return random.choice(changes)().encode("utf-8", "replace")


def _structure(raw: bytes, random: Random, lures: list[str]) -> bytes:
    """Valid YAML that says something else."""
    try:
        data = yaml.safe_load(raw)
    except (yaml.YAMLError, ValueError):
        return _signs(raw, random)
    for _ in range(random.choice((1, 1, 1, 3))):
        data = _changed(data, random, lures)
    try:
        return yaml.safe_dump(data, allow_unicode=random.random() < 0.8).encode("utf-8", "surrogateescape")
    except RecursionError:
        return raw


def _changed(data: Any, random: Random, lures: list[str]) -> Any:
    """One place of nested data changed; which depth is left to chance."""
    if isinstance(data, dict) and data and random.random() < 0.8:
        key = random.choice(list(data))
        match random.randrange(6):
            case 0:
                del data[key]
            case 1:
                data[
                    random.choice((f"{key}s", f"{key}".upper(), key[::-1] if isinstance(key, str) else "x"))
                ] = data[key]
            case _:
                data[key] = _changed(data[key], random, lures)
        return data
    if isinstance(data, list) and data and random.random() < 0.8:
        at = random.randrange(len(data))
        if random.random() < 0.3:
            return data * random.choice((0, 2, 300))
        data[at] = _changed(data[at], random, lures)
        return data
    return random.choice(
        (
            random.choice(_VALUES),
            random.choice(_VALUES),
            random.choice(lures),
            [data],
            {"en": data},
            [data] * 3,
        )
    )
