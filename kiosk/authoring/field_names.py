"""The fields of a pack in plain words, for people who have never seen a YAML file."""

from collections.abc import Mapping

from kiosk.messages import Message, say
from kiosk.plain_yaml import FieldPath

_FIELDS: Mapping[str, Message] = {
    "title": say("Title"),
    "subtitle": say("Line under the title"),
    "intro": say("Introduction"),
    "label": say("Label text"),
    "story": say("Longer text"),
    "context": say("Where at the site"),
    "note": say("Remark"),
    "credit_line": say("Line of thanks and ownership"),
    "alt": say("What it shows, for a visitor who cannot see it"),
    "caption": say("Line under it"),
    "credit": say("Who made it, and how"),
    "city": say("City"),
    "region": say("Region and country"),
    "file": say("File"),
    "poster": say("Picture before it plays"),
    "captions": say("Captions"),
    "rights": say("Rights"),
    "coordinates_note": say("How sure the coordinates are"),
}
_GROUPS: Mapping[str, Message] = {
    "dates": say("Dates"),
    "dimensions": say("Sizes"),
    "find": say("Find"),
    "original": say("Original"),
    "cover": say("Cover picture"),
}


def name_of(path: FieldPath, term: bool = False) -> str:
    """The text at ``path`` of a record, a ``pack.yaml`` or (``term``) a term: "Picture 2: Line under it"."""
    last, groups = path[-1], path[:-1]
    if term:
        return say("Word") if last == "label" else _field(last)
    if groups == ("find", "excavators") and isinstance(last, int):
        return say("Excavator {number}", number=last + 1)
    if not groups:
        return _field(last)
    first = groups[0]
    number = groups[1] + 1 if len(groups) > 1 and isinstance(groups[1], int) else 0
    if first == "images":
        group: str = say("Picture {number}", number=number)
    elif first == "films":
        group = say("Film {number}", number=number)
    else:
        group = _GROUPS.get(str(first), str(first))
    return say("{part}: {field}", part=group, field=_field(last))


def _field(name: str | int) -> str:
    return _FIELDS.get(str(name), str(name))
