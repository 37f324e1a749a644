"""The words of a hall or of a pack: ``terms/<kind>.yaml``, a key and its term each."""

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from kiosk.explain import explain
from kiosk.messages import coded, say
from kiosk.packs.checks import check_site
from kiosk.packs.model import KEY_PATTERN, Institution, Site, Term, Terms
from kiosk.packs.place import Place
from kiosk.packs.texts import check_texts
from kiosk.plain_yaml import MAX_PROBLEMS, Document, read_yaml
from kiosk.plain_yaml_errors import refusal
from kiosk.problems import Problem, unreadable
from kiosk.suggest import suggest

KINDS: dict[str, type[Term]] = {
    "materials": Term,
    "techniques": Term,
    "themes": Term,
    "institutions": Institution,
    "sites": Site,
}


def read_terms(folder: Path) -> tuple[Terms, tuple[Problem, ...]]:
    """The good terms of a hall, and every problem. No folder, no terms."""
    files = [path for path in folder.iterdir() if path.name[0] != "."] if folder.is_dir() else []
    terms, _, problems = read_term_files(files)
    return terms, problems


def read_term_files(files: Iterable[Path]) -> tuple[Terms, frozenset[str], tuple[Problem, ...]]:
    """The good terms, the keys of the bad ones, and every problem."""
    problems: list[Problem] = []
    good: dict[str, dict[str, Term]] = {kind: {} for kind in KINDS}
    bad: set[str] = set()
    for path in sorted(files):
        if path.suffix != ".yaml" or path.stem not in KINDS:
            known = [f"{kind}.yaml" for kind in KINDS]
            problems.append(
                Problem(
                    path,
                    None,
                    "",
                    "unknown-file",
                    say("No such file belongs into `terms/`."),
                    suggest(path.name, known) or say("Known here: {names}.", names=coded(known)),
                )
            )
            continue
        try:
            document, found = read_yaml(path, path)
        except OSError as error:
            problems.append(unreadable(path, error))
            continue
        problems += found
        if document is not None and document.data is not None:
            problems += _read_kind(document, path, KINDS[path.stem], good[path.stem], bad)
    return Terms.model_construct(None, **good), frozenset(bad), tuple(problems)


def _read_kind(
    document: Document, path: Path, model: type[Term], good: dict[str, Term], bad: set[str]
) -> list[Problem]:
    place = Place(path, document)
    if not isinstance(document.data, dict):
        return [
            place.error(
                (),
                "wrong-type",
                say("This file must hold keys, each with its term."),
                say("Write `gold:` and under it, indented, `label: {en: gold}`."),
            )
        ]
    problems: list[Problem] = []
    wrong = 0
    for key, value in document.data.items():
        if wrong >= MAX_PROBLEMS:
            # It may be a million of them; who names one of the others is told nothing wrong.
            bad.update(map(str, document.data))
            return [*problems, refusal(path, None, "", "too-many")]
        if not KEY_PATTERN.fullmatch(key) or len(key) > 64:
            wrong += 1
            problems.append(
                place.error(
                    (key,),
                    "bad-key",
                    say("`{text}` is not a short name.", text=key[:40]),
                    say("Use lower-case Latin letters, digits and single hyphens, e.g. `sheet-gold`."),
                )
            )
            continue
        try:
            term = model.model_validate(value)
        except ValidationError as error:
            wrong += 1
            bad.add(key)
            problems += explain(error, model, path, document, (key,))
            continue
        good[key] = term
        problems += check_texts(term, place, (key,))
        if isinstance(term, Site):
            problems += check_site(term, key, place)
    return problems
