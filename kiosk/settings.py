"""The kinds of value that a configuration key may have: what is accepted, and its JSON Schema.

Only the standard library: the configuration is read before the first frame.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.messages import NOTHING, Message, coded, say

if TYPE_CHECKING:
    from kiosk.keys import PublicKey


_PIN_HASH = (
    r"\$argon2id\$v=19\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=[0-9]{1,2}"
    r"\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{22,86}"
)
"""Argon2id: memory in KiB, passes, lanes, salt, hash."""

_CONNECTOR = r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}"


class Unfit(ValueError):
    """The value cannot be used."""

    def __init__(self, hint: Message = NOTHING) -> None:
        self.hint = hint
        super().__init__(hint)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value."""

    what: Message
    """Completes "must be …"."""
    accept: Callable[[Any], Any]
    """Gives the value as the program uses it; raises Unfit."""
    schema: dict[str, Any]
    group: type | None = None
    """The dataclass whose keys stand under this one."""
    secret: bool = False
    """A value that may hold a password: it is never shown."""
    key: "Kind | None" = None
    """For a map whose keys are not known beforehand: what each of them is, and …"""
    entry: "Kind | None" = None
    """… what stands under each."""


def setting(default: Any, kind: Kind) -> Any:
    """A dataclass field: its default, and the kind of value that a file may give."""
    if callable(default):
        return field(default_factory=default, metadata={"kind": kind})
    return field(default=default, metadata={"kind": kind})


def kinds(group: type) -> dict[str, Kind]:
    """Key -> kind of a dataclass made of settings."""
    assert is_dataclass(group)
    return {each.name: each.metadata["kind"] for each in fields(group)}


def default_of(each: Field[Any]) -> Any:
    return each.default_factory() if each.default_factory is not MISSING else each.default


def number(least: float, most: float) -> Kind:
    def accept(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise Unfit
        return float(value)

    schema = {"type": "number", "minimum": least, "maximum": most}
    return Kind(say("a number from {least} to {most}", least=f"{least:g}", most=f"{most:g}"), accept, schema)


def whole(least: int, most: int) -> Kind:
    def accept(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise Unfit
        return value

    schema = {"type": "integer", "minimum": least, "maximum": most}
    return Kind(say("a whole number from {least} to {most}", least=least, most=most), accept, schema)


def flag() -> Kind:
    def accept(value: Any) -> bool:
        if not isinstance(value, bool):
            raise Unfit(say("Write `true` or `false`, without quotes."))
        return value

    return Kind(say("`true` or `false`"), accept, {"type": "boolean"})


def one_of(choices: Sequence[str]) -> Kind:
    def accept(value: Any) -> str:
        if value not in choices:
            raise Unfit
        return str(value)

    return Kind(say("one of {names}", names=coded(choices)), accept, {"enum": list(choices)})


def one_number(choices: Sequence[int]) -> Kind:
    def accept(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value not in choices:
            raise Unfit
        return value

    shown = coded([str(choice) for choice in choices])
    return Kind(say("one of {names}", names=shown), accept, {"enum": list(choices)})


def some_of(choices: Sequence[str]) -> Kind:
    """A list of different choices, at least one."""

    def accept(value: Any) -> tuple[str, ...]:
        listed = _different_texts(value)
        if not listed or not set(listed) <= set(choices):
            raise Unfit(say("For example `[{names}]`.", names=", ".join(choices[:2])))
        return listed

    schema = {"type": "array", "items": {"enum": list(choices)}, "minItems": 1, "uniqueItems": True}
    return Kind(say("a list of some of {names}", names=coded(choices)), accept, schema)


def names() -> Kind:
    """A list of different names, or nothing."""

    def accept(value: Any) -> tuple[str, ...] | None:
        return None if value is None else _different_texts(value)

    schema = {"type": ["array", "null"], "items": {"type": "string"}, "uniqueItems": True}
    return Kind(say("a list of different names in brackets"), accept, schema)


def public_keys() -> Kind:
    """A list of the lines that ``kiosk keys`` prints."""

    def accept(value: Any) -> "tuple[PublicKey, ...]":
        from kiosk.keys import NotAKey, read_line  # most configurations have none

        try:
            return tuple(map(read_line, _different_texts(value)))
        except NotAKey as error:
            raise Unfit(error.reason) from error

    schema = {"type": "array", "items": {"type": "string", "pattern": "^ed25519:"}, "uniqueItems": True}
    return Kind(say("a list of different public keys in brackets"), accept, schema)


def folder(optional: bool = False) -> Kind:
    """A folder; where it is optional, nothing means none."""

    def accept(value: Any) -> Path | None:
        if value is None and optional:
            return None
        if not isinstance(value, str) or not value.strip():
            raise Unfit
        return Path(value).expanduser()

    kinds_of_value = ["string", "null"] if optional else "string"
    return Kind(say("the name of a folder"), accept, {"type": kinds_of_value, "minLength": 1})


def file() -> Kind:
    """A file, or nothing."""
    return replace(folder(optional=True), what=say("the name of a file"))


def line() -> Kind:
    """A few words, or nothing."""

    def accept(value: Any) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip() or not value.isprintable() or len(value) > 64:
            raise Unfit
        return value.strip()

    return Kind(say("a name of at most 64 characters"), accept, {"type": ["string", "null"], "maxLength": 64})


def pattern() -> Kind:
    """A pattern for names, with ``*`` and ``?``; empty for all."""

    def accept(value: Any) -> str:
        if not isinstance(value, str) or not value.isprintable() or len(value) > 200:
            raise Unfit
        return value.strip()

    what = say("a pattern for names, such as `{example}`", example="*usb-0:2:*")
    return Kind(what, accept, {"type": "string", "maxLength": 200})


def connector() -> Kind:
    """What a screen is plugged into, as the X server calls it, or nothing."""

    def accept(value: Any) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str) or not re.fullmatch(_CONNECTOR, value):
            raise Unfit(say("`xrandr` names them, for example `HDMI-1`."))
        return value

    schema = {"type": ["string", "null"], "pattern": f"^{_CONNECTOR}$"}
    return Kind(say("the name of a screen's connector"), accept, schema)


def pin_hash() -> Kind:
    """What ``kiosk pin set`` prints, or nothing."""

    def accept(value: Any) -> str | None:
        if value is None:
            return None
        found = re.fullmatch(_PIN_HASH, value) if isinstance(value, str) else None
        if found is None or not 8 <= int(found[1]) <= 1_048_576 or not 1 <= int(found[2]) <= 100:
            raise Unfit(say("`kiosk pin set` writes it."))
        return str(value)

    schema = {"type": ["string", "null"], "pattern": f"^{_PIN_HASH}$"}
    return Kind(say("the line that `kiosk pin set` prints"), accept, schema, secret=True)


def database() -> Kind:
    """Where a PostgreSQL database is, or nothing."""

    def accept(value: Any) -> str | None:
        if value is None:
            return None
        hint = say(
            "For example `postgresql://name@server/database`; a password comes after the name and a colon."
        )
        if not isinstance(value, str):
            raise Unfit(hint)
        from urllib.parse import urlsplit  # most configurations have none

        try:
            parts = urlsplit(value)
            fits = parts.scheme == "postgresql" and bool(parts.hostname) and (parts.port or 1) > 0
        except ValueError:
            fits = False
        if not fits or not parts.path.strip("/"):
            raise Unfit(hint)
        return value

    schema = {"type": ["string", "null"], "pattern": "^postgresql://"}
    return Kind(say("the address of a PostgreSQL database"), accept, schema, secret=True)


def size(least: int, most: int) -> Kind:
    """Width and height."""

    def accept(value: Any) -> tuple[int, int]:
        if not isinstance(value, tuple) or len(value) != 2:
            raise Unfit(say("Write `[width, height]`."))
        one = whole(least, most)
        return one.accept(value[0]), one.accept(value[1])

    items = {"type": "integer", "minimum": least, "maximum": most}
    schema = {"type": "array", "items": items, "minItems": 2, "maxItems": 2}
    return Kind(say("two whole numbers from {least} to {most}", least=least, most=most), accept, schema)


def group(cls: type) -> Kind:
    """Keys of their own, indented under this one."""

    def accept(value: Any) -> Any:
        raise Unfit(say("Its keys, each on an indented line: {names}.", names=coded(kinds(cls))))

    return Kind(say("a group of keys"), accept, {}, cls)


def _different_texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, tuple) or not all(isinstance(each, str) and each for each in value):
        raise Unfit(say("Write them in brackets, with commas between."))
    if len(set(value)) != len(value):
        raise Unfit(say("One stands there twice."))
    return value
