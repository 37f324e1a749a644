"""pydantic's complaints as Problems: the place in the file, plain words, and what to write instead."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kiosk.plain_yaml import MAX_PROBLEMS, Document, FieldPath, dotted
from kiosk.problems import Problem
from kiosk.suggest import suggest

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
        yield Problem(shown, None, "", "too-many", f"{error.error_count()} fields of this file are wrong.")


_LEAVE_OUT = "Write it, or leave the line out."

Saying = tuple[str, str, str]
"""Code, message, hint."""


def _is_text(model: type[BaseModel] | None) -> bool:
    return model is not None and set(model.model_fields) == {"kk", "zh", "en", "ru"}


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _model_at(model: type[BaseModel], loc: Iterable[str | int]) -> type[BaseModel] | None:
    """The model whose field the last step of a location names."""
    current: type[BaseModel] | None = model
    for step in loc:
        field = current.model_fields.get(step) if current is not None and isinstance(step, str) else None
        if field is not None:
            current = next(_models_in(field.annotation), None)
    return current


def _name(details: ErrorDetails) -> str:
    return dotted(details["loc"][-1:]) or "This file"


def _missing(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    name = _name(details)
    field = owner.model_fields.get(name) if owner is not None else None
    what = f" {field.description.replace('``', '`')}" if field is not None and field.description else ""
    return "missing-field", f"The field `{name}` is missing.", f"Add `{name}:`.{what}"


def _unknown(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    name = _name(details)
    if _is_text(owner):
        meant = _LANGUAGE_SLIPS.get(name.lower())
        hint = f"Did you mean `{meant}`?" if meant else "Use kk, zh, en or ru."
        return "unknown-language", f"`{name}` is not one of the kiosk's languages.", hint
    known = list(owner.model_fields) if owner is not None else []
    hint = suggest(name.replace("-", "_").replace(" ", "_"), known)
    return "unknown-field", f"There is no field `{name}` here.", hint or f"Known here: {', '.join(known)}."


def _wrong(kind: str, hint: str = "") -> Callable[[ErrorDetails, type[BaseModel] | None], Saying]:
    def explained(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
        value = details["input"]
        if value is None:
            return "wrong-type", f"`{_name(details)}` is empty; {kind} is needed.", hint or _LEAVE_OUT
        return "wrong-type", f"`{_name(details)}` must be {kind}, not {_kind(value)}.", hint

    return explained


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, str):
        line = " ".join(value[:200].split())
        return f"the text “{line if len(line) <= 30 else line[:29] + '…'}”"
    return "a list" if isinstance(value, tuple | list) else "a group of fields"


def _string(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    value, name = details["input"], _name(details)
    if isinstance(value, bool | int | float):
        text = str(value).lower() if isinstance(value, bool) else str(value)
        return "wrong-type", f"`{name}` must be a text, not {_kind(value)}.", f'Put it in quotes: "{text}".'
    if isinstance(value, Mapping) and not _is_text(owner):
        return _wrong("one text, the same in every language", "Write it on one line.")(details, owner)
    return _wrong("a text")(details, owner)


def _group(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    name, value = _name(details), details["input"]
    expected = _model_at(owner, details["loc"][-1:]) if owner is not None and details["loc"] else owner
    if isinstance(expected, type) and _is_text(expected):
        example = f"`{name}:` and under it, indented, `en: {value if isinstance(value, str) else '…'}`"
        return _wrong("a text per language", f"Write {example[:120]}.")(details, owner)
    known = ", ".join(expected.model_fields) if expected is not None else ""
    if not details["loc"]:
        message = "This file is empty." if value is None else f"This file holds {_kind(value)} and no fields."
        code = "empty-file" if value is None else "wrong-type"
        return code, message, f"Write one `field: value` a line; the fields are {known}."
    return _wrong("a group of fields", f"Its fields, each on an indented line: {known}." if known else "")(
        details, owner
    )


def _list(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    value, name = details["input"], _name(details)
    if isinstance(value, str):
        return _wrong("a list", f"Write [{value[:60]}].")(details, owner)
    if value is None:
        return "wrong-type", f"`{name}` is empty; a list is needed.", "Leave the line out, or write []."
    return _wrong("a list", "Begin each entry with a hyphen on a line of its own.")(details, owner)


def _number(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    hint = "Write digits only, without quotes or units."
    if details["type"] in ("int_type", "int_from_float") and "year" in str(details["loc"]) + str(
        owner and owner.__name__
    ).lower().replace("dates", "year"):
        hint = "Write a year alone, such as 1969, or -500 for 500 BC."
    kind = "a whole number" if details["type"].startswith("int") else "a number"
    return _wrong(kind, hint)(details, owner)


def _choice(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    expected = str(details["ctx"]["expected"]).replace("'", "")
    hint = (
        suggest(details["input"], re.split(r", | or ", expected)) if isinstance(details["input"], str) else ""
    )
    return "not-a-choice", f"`{_name(details)}` must be {expected}, not {_kind(details['input'])}.", hint


def _pattern(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    value, name = str(details["input"]), _name(details)
    if details["ctx"]["pattern"].startswith("^#"):
        hint = (
            f'Did you mean "{value.lower()}"?'
            if re.fullmatch("#[0-9a-fA-F]{6}", value)
            else 'For example "#c9a24b".'
        )
        return "bad-colour", f"`{name}` must be a colour in quotes: # and six digits or letters a–f.", hint
    slug = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
    hint = f"Did you mean `{slug}`?" if slug else "For example `winged-horses`."
    return "bad-key", f"`{value[:40]}` is not a short name: lower-case Latin letters, digits, hyphens.", hint


def _too_short(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    return "empty-text", f"`{_name(details)}` is an empty text.", _LEAVE_OUT


def _too_long(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    return (
        "too-long",
        f"`{_name(details)}` has more than {details['ctx']['max_length']} characters.",
        "Shorten it.",
    )


def _too_many(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    most, count = details["ctx"]["max_length"], details["ctx"]["actual_length"]
    return (
        "too-long",
        f"`{_name(details)}` has {count or 'too many'} entries; {most} is the most.",
        "Take some out.",
    )


def _range(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    signs = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    sign, limit = next(iter(details["ctx"].items()))
    limit = int(limit) if limit == int(limit) else limit
    message = f"`{_name(details)}` must be {signs[sign]} {limit}, not {details['input']}."
    hint = ""
    if details["loc"] and details["loc"][-1] in ("latitude", "longitude"):
        hint = "Latitude is -90 to 90, longitude -180 to 180, in degrees with a point: 43.38."
    return "out-of-range", message, hint


def _other(details: ErrorDetails, owner: type[BaseModel] | None) -> Saying:
    return "invalid", f"`{_name(details)}`: {details['msg']}.", ""


_SAYINGS: dict[str, Callable[[ErrorDetails, type[BaseModel] | None], Saying]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "string_type": _string,
    "model_type": _group,
    "model_attributes_type": _group,
    "dict_type": _wrong("a group of entries"),
    "tuple_type": _list,
    "int_type": _number,
    "int_from_float": _number,
    "float_type": _number,
    "finite_number": _number,
    "bool_type": _wrong("true or false", "Write true or false, without quotes."),
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
