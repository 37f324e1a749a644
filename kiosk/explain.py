"""pydantic's complaints as Problems: the place in the file, plain words, and what to write instead."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kiosk.messages import NOTHING, Message, coded, described, quoted, say, say_many
from kiosk.plain_yaml import MAX_PROBLEMS, Document, FieldPath, dotted
from kiosk.problems import Problem, must_be
from kiosk.suggest import did_you_mean, suggest

#: Codes that people take for ours.
_LANGUAGE_SLIPS = {
    "kz": "kk", "kaz": "kk", "qaz": "kk", "kazakh": "kk", "cn": "zh", "ch": "zh", "chi": "zh", "zho": "zh",
    "zh-cn": "zh", "zh_cn": "zh", "zh-hans": "zh", "chinese": "zh", "eng": "en", "english": "en", "gb": "en",
    "uk": "en", "us": "en", "rus": "ru", "russian": "ru",
}  # fmt: skip


def explain(
    error: ValidationError, model: type[BaseModel], shown: Path, document: Document, prefix: FieldPath = ()
) -> Iterator[Problem]:
    """One Problem per complaint about the value at ``prefix`` in ``document``, MAX_PROBLEMS at most."""
    for details in error.errors(include_url=False)[:MAX_PROBLEMS]:
        path = (*prefix, *details["loc"])
        owner = _model_at(model, details["loc"][:-1])
        explained = _SAYINGS.get(details["type"], _other)
        code, message, hint = explained(details, owner)
        yield Problem(shown, document.line(path), dotted(path), code, message, hint)
    if error.error_count() > MAX_PROBLEMS:
        count = say_many(
            "{count} field of this file is wrong.",
            "{count} fields of this file are wrong.",
            error.error_count(),
        )
        yield Problem(shown, None, "", "too-many", count)


_LEAVE_OUT = say("Write it, or leave the line out.")

Saying = tuple[str, Message, Message]
"""Code, message, hint."""


def _is_text(model: type[BaseModel] | None) -> bool:
    return model is not None and set(model.model_fields) == {"kk", "zh", "en", "ru"}


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every model that an annotation names: ``Text`` of ``Text | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from models_in(argument)


def _model_at(model: type[BaseModel], loc: Iterable[str | int]) -> type[BaseModel] | None:
    """The model whose field the last step of a location names."""
    current: type[BaseModel] | None = model
    for step in loc:
        field = current.model_fields.get(step) if current is not None and isinstance(step, str) else None
        if field is not None:
            current = next(models_in(field.annotation), None)
    return current


def _name(details: ErrorDetails) -> str:
    """The field as it stands in a sentence."""
    return f"`{_field(details)}`" if details["loc"] else say("This file")


def _field(details: ErrorDetails) -> str:
    return dotted(details["loc"][-1:])


def _missing(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    name = _field(details)
    field = owner.model_fields.get(name) if owner is not None else None
    message = say("The field `{name}` is missing.", name=name)
    if field is None or not field.description:
        return "missing-field", message, say("Add `{name}:`.", name=name)
    return (
        "missing-field",
        message,
        say("Add `{name}:`. {description}", name=name, description=described(field.description)),
    )


def _unknown(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    name = _field(details)
    if _is_text(owner):
        meant = _LANGUAGE_SLIPS.get(name.lower())
        hint = did_you_mean(meant) if meant else say("Use `kk`, `zh`, `en` or `ru`.")
        return "unknown-language", say("`{name}` is not one of the kiosk's languages.", name=name), hint
    known = list(owner.model_fields) if owner is not None else []
    hint = suggest(name.replace("-", "_").replace(" ", "_"), known)
    return (
        "unknown-field",
        say("There is no field `{name}` here.", name=name),
        hint or say("Known here: {names}.", names=coded(known)),
    )


def _wrong(
    kind: Message, hint: Message = NOTHING
) -> Callable[[ErrorDetails, type[BaseModel] | None], Saying]:
    def explained(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
        if details["input"] is None:
            return "wrong-type", _unlike(details, kind), hint or _LEAVE_OUT
        return "wrong-type", _unlike(details, kind), hint

    return explained


def _unlike(details: ErrorDetails, kind: str) -> Message:
    """The value is not of the kind that it should be."""
    value = details["input"]
    return must_be(_name(details), kind, None if value is None else _kind(value))


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, int | float):
        return say("the number {value}", value=value)
    if isinstance(value, str):
        line = " ".join(value[:200].split())
        return say("the text “{text}”", text=line if len(line) <= 30 else line[:29] + "…")
    return say("a list") if isinstance(value, tuple | list) else say("a group of fields")


def _string(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    value = details["input"]
    if isinstance(value, bool | int | float):
        text = str(value).lower() if isinstance(value, bool) else str(value)
        return _wrong(say("a text"), say('Put it in quotes: `"{text}"`.', text=text))(details, owner)
    if isinstance(value, Mapping) and not _is_text(owner):
        same = say("one text, the same in every language")
        return _wrong(same, say("Write it on one line."))(details, owner)
    return _wrong(say("a text"))(details, owner)


def _group(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    value = details["input"]
    expected = _model_at(owner, details["loc"][-1:]) if owner is not None and details["loc"] else owner
    if isinstance(expected, type) and _is_text(expected):
        hint = say(
            "Write `{name}:` and under it, indented, `en: {text}`.",
            name=_field(details),
            text=value[:80] if isinstance(value, str) else "…",
        )
        return _wrong(say("a text per language"), hint)(details, owner)
    known = coded(expected.model_fields) if expected is not None else ""
    if not details["loc"]:
        hint = say("Write one `field: value` a line; the fields are {names}.", names=known)
        if value is None:
            return "empty-file", say("This file is empty."), hint
        return "wrong-type", say("This file holds {value} and no fields.", value=_kind(value)), hint
    hint = say("Its fields, each on an indented line: {names}.", names=known) if known else NOTHING
    return _wrong(say("a group of fields"), hint)(details, owner)


def _list(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    value = details["input"]
    if isinstance(value, str):
        return _wrong(say("a list"), say("Write `[{text}]`.", text=value[:60]))(details, owner)
    if value is None:
        return _wrong(say("a list"), say("Leave the line out, or write `[]`."))(details, owner)
    return _wrong(say("a list"), say("Begin each entry with a hyphen on a line of its own."))(details, owner)


def _number(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    hint = say("Write digits only, without quotes or units.")
    if details["type"] in ("int_type", "int_from_float") and "year" in str(details["loc"]) + str(
        owner and owner.__name__
    ).lower().replace("dates", "year"):
        hint = say("Write a year alone, such as 1969, or -500 for 500 BC.")
    kind = say("a whole number") if details["type"].startswith("int") else say("a number")
    return _wrong(kind, hint)(details, owner)


def _choice(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    choices = re.split(r", | or ", str(details["ctx"]["expected"]).replace("'", ""))
    value = details["input"]
    hint = suggest(value, choices) if isinstance(value, str) else NOTHING
    if value is None:
        hint = _LEAVE_OUT
    kind = say("one of {names}", names=coded(choices)) if choices[1:] else f"`{choices[0]}`"
    return "not-a-choice", _unlike(details, kind), hint


def _pattern(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    value = str(details["input"])
    if details["ctx"]["pattern"].startswith("^#"):
        hint = say('For example `"#c9a24b"`.')
        if re.fullmatch("#[0-9a-fA-F]{6}", value):
            hint = did_you_mean(f'"{value.lower()}"')
        return (
            "bad-colour",
            say(
                "{name} must be a colour in quotes: `#` and six digits or letters `a`–`f`.",
                name=_name(details),
            ),
            hint,
        )
    slug = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
    return (
        "bad-key",
        say("`{text}` is not a short name: lower-case Latin letters, digits, hyphens.", text=value[:40]),
        did_you_mean(slug) if slug else say("For example `winged-horses`."),
    )


def _too_short(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    return "empty-text", say("{name} is an empty text.", name=_name(details)), _LEAVE_OUT


def _too_long(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    most = details["ctx"]["max_length"]
    message = say("{name} has more than {most} characters.", name=_name(details), most=most)
    return "too-long", message, say("Shorten it.")


def _too_many(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    name, most, count = _name(details), details["ctx"]["max_length"], details["ctx"]["actual_length"]
    if count is None:
        message = say("{name} has too many entries; {most} is the most.", name=name, most=most)
    else:
        message = say_many(
            "{name} has {count} entry; {most} is the most.",
            "{name} has {count} entries; {most} is the most.",
            count,
            name=name,
            most=most,
        )
    return "too-long", message, say("Take some out.")


_LIMITS = {
    "ge": say("{name} must be at least {limit}, not {value}."),
    "gt": say("{name} must be more than {limit}, not {value}."),
    "le": say("{name} must be at most {limit}, not {value}."),
    "lt": say("{name} must be less than {limit}, not {value}."),
}


def _range(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    sign, limit = next(iter(details["ctx"].items()))
    limit = int(limit) if limit == int(limit) else limit
    message = _LIMITS[sign].filled(name=_name(details), limit=limit, value=details["input"])
    hint = NOTHING
    if details["loc"] and details["loc"][-1] in ("latitude", "longitude"):
        hint = say("Latitude is -90 to 90, longitude -180 to 180, in degrees with a point: 43.38.")
    return "out-of-range", message, hint


def _other(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    message = say("{name} cannot be used: {words}.", name=_name(details), words=quoted(details["msg"]))
    return "invalid", message, NOTHING


_SAYINGS: dict[str, Callable[[ErrorDetails, type[BaseModel] | None], Saying]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "string_type": _string,
    "model_type": _group,
    "model_attributes_type": _group,
    "dict_type": _wrong(say("a group of entries")),
    "tuple_type": _list,
    "int_type": _number,
    "int_from_float": _number,
    "float_type": _number,
    "finite_number": _number,
    "bool_type": _wrong(say("`true` or `false`"), say("Write `true` or `false`, without quotes.")),
    "literal_error": _choice,
    "string_pattern_mismatch": _pattern,
    "string_too_short": _too_short,
    "string_too_long": _too_long,
    "too_long": _too_many,
    "greater_than": _range,
    "greater_than_equal": _range,
    "less_than": _range,
    "less_than_equal": _range,
}
