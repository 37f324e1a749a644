"""Writing the hash of the PIN into ``config.yaml``, and nothing else of it: comments and order stay."""

import os
import stat
from pathlib import Path
from typing import Any

import yaml

from kiosk.errors import StorageError
from kiosk.messages import reason, say
from kiosk.storage import sync_entry


class CannotEdit(Exception):
    """The file is written in a way that only a person can change."""


def with_pin(text: str, pin_hash: str) -> str:
    """The configuration with this hash. Raises CannotEdit."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    value = f"'{pin_hash}'"
    try:
        before = yaml.safe_load(text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise CannotEdit from error
    staff = _under(node, "staff")
    if staff is None:
        if node is not None and (not isinstance(node, yaml.MappingNode) or node.flow_style):
            raise CannotEdit
        end = "" if not text or text.endswith("\n") else line_end
        changed = f"{text}{end}{line_end if text else ''}staff:{line_end}  pin_hash: {value}{line_end}"
    elif isinstance(staff, yaml.MappingNode) and staff.value:
        old = _under(staff, "pin_hash")
        if old is None:
            first = staff.value[0][0].start_mark
            joint = ", " if staff.flow_style else f"{line_end}{' ' * first.column}"
            changed = f"{text[: first.index]}pin_hash: {value}{joint}{text[first.index :]}"
        elif isinstance(old, yaml.ScalarNode):
            start, end_of_old = old.start_mark.index, old.end_mark.index
            space = " " if text[start - 1 : start] == ":" else ""
            changed = f"{text[:start]}{space}{value}{text[end_of_old:]}"
        else:
            raise CannotEdit
    elif isinstance(staff, yaml.ScalarNode) and staff.tag == "tag:yaml.org,2002:null" and not staff.value:
        at = staff.start_mark.index
        changed = f"{text[:at]}{line_end}  pin_hash: {value}{text[at:]}"
    else:
        raise CannotEdit
    _prove(before, changed, pin_hash)
    return changed


def _under(node: Any, key: str) -> Any:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _prove(before: Any, changed: str, pin_hash: str) -> None:
    """Raise CannotEdit unless nothing but the hash is different."""
    try:
        after = yaml.safe_load(changed)
    except yaml.YAMLError as error:
        raise CannotEdit from error
    wanted = dict(before or {})
    wanted["staff"] = {**(wanted.get("staff") or {}), "pin_hash": pin_hash}
    if after != wanted:
        raise CannotEdit


def write_pin(config: Path, pin_hash: str) -> None:
    """Write it into the file, at once, with the owner and the rights that the file has.

    Raises CannotEdit, or StorageError where the file cannot be replaced.
    """
    file = config.resolve()
    changed = with_pin(file.read_bytes().decode("utf-8"), pin_hash)
    unfinished = file.with_name(f".{file.name}.new")
    try:
        was = file.stat()
        fd = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(fd, "wb") as stream:
            os.fchmod(fd, stat.S_IMODE(was.st_mode))
            if (was.st_uid, was.st_gid) != (os.geteuid(), os.getegid()):
                os.fchown(fd, was.st_uid, was.st_gid)
            stream.write(changed.encode("utf-8"))
            stream.flush()
            os.fsync(fd)
        unfinished.replace(file)
        sync_entry(file.parent)
    except OSError as error:
        raise StorageError(file, say("Cannot be written: {reason}.", reason=reason(error))) from error
