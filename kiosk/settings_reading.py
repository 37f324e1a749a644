"""From a document to settings: every key that is wrong becomes a Problem, and its default stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kiosk.messages import Message, coded, say
from kiosk.plain_yaml import Document, FieldPath, dotted
from kiosk.problems import Problem, must_be
from kiosk.settings import Kind, Unfit, kinds
from kiosk.suggest import suggest


class Reader:
    """Reads groups of keys from one document; ``problems`` are what it found wrong so far."""

    def __init__(self, path: Path, document: Document) -> None:
        self._path, self._document = path, document
        self.problems: list[Problem] = []

    def group(self, cls: type, data: Any, prefix: FieldPath = ()) -> Any:
        """An object of ``cls``, a dataclass of settings, from the keys that stand at ``prefix``."""
        known = kinds(cls)
        if not isinstance(data, dict):
            message = say("The file must hold keys with values.")
            if prefix:
                message = must_be(f"`{dotted(prefix)}`", say("a group of keys"), _shown(data))
            self._add(prefix, "wrong-type", message, say("The keys are {names}.", names=coded(known)))
            return cls()
        values: dict[str, Any] = {}
        for key, value in data.items():
            where = (*prefix, key)
            if key not in known:
                self._unknown(where, list(known))
                continue
            kind = known[key]
            if kind.group is not None:
                values[key] = self.group(kind.group, {} if value is None else value, where)
            elif kind.entry is not None and isinstance(value, dict | None):
                values[key] = self._map(kind, value or {}, where)
            else:
                with self._told(f"`{dotted(where)}`", kind, value, where):
                    values[key] = kind.accept(value)
        return cls(**values)

    def _map(self, kind: Kind, data: Any, prefix: FieldPath) -> dict[Any, Any]:
        """The entries of a map whose keys are not known beforehand."""
        assert kind.key is not None
        assert kind.entry is not None
        values: dict[Any, Any] = {}
        for key, value in data.items():
            where = (*prefix, key)
            key_name = say("A key of `{name}`", name=dotted(prefix))
            with self._told(key_name, kind.key, key, where):
                read = kind.key.accept(key)
                with self._told(f"`{dotted(where)}`", kind.entry, value, where):
                    values[read] = kind.entry.accept(value)
        return values

    @contextmanager
    def _told(self, name: str, kind: Kind, value: Any, where: FieldPath) -> Iterator[None]:
        """Unfit inside becomes a Problem; nothing else happens to it."""
        try:
            yield
        except Unfit as error:
            message = must_be(name, kind.what, _shown(value))
            if kind.secret:
                message = say("{name} must be {kind}.", name=name, kind=kind.what)
            self._add(where, "wrong-value", message, error.hint)

    def _unknown(self, where: FieldPath, known: list[str]) -> None:
        key = str(where[-1])
        hint = suggest(key.replace("-", "_"), known) or say("Known here: {names}.", names=coded(known))
        self._add(where, "unknown-key", say("There is no key `{name}`.", name=dotted(where)), hint)

    def _add(self, where: FieldPath, code: str, message: Message, hint: Message) -> None:
        line = self._document.line(where)
        self.problems.append(Problem(self._path, line, dotted(where), code, message, hint))


def _shown(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, dict):
        return say("a group of keys")
    if isinstance(value, tuple):
        return f"[{', '.join(map(str, value))}]"[:60]
    return str(value).lower() if isinstance(value, bool) else str(value)[:60]
