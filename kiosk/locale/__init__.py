"""The catalogues of the kiosk's own words: a template (``kiosk.pot``) and one ``.po`` a language.

Those for visitors stand here, those for curators and technicians in ``staff/``.
``python -m kiosk.locale`` collects the words from the code, brings the ``.po`` files up to date and
compiles them. Needs Babel; ``kiosk.i18n`` reads the compiled files without it.
"""

import ast
import inspect
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from kiosk.languages import LANGUAGES
from kiosk.messages import described

HERE = Path(__file__).parent
CODE = HERE.parent


@dataclass(frozen=True)
class Words:
    """The words for one kind of reader."""

    comment: str
    folder: Path
    keywords: Mapping[str, tuple[int, ...] | None]
    """Calls whose first argument is a message; two numbers for singular and plural."""
    languages: Sequence[str]
    documented: Sequence[str] = ()
    """Modules whose docstrings under fields without a default are messages."""

    @property
    def template(self) -> Path:
        return self.folder / "kiosk.pot"

    def catalogue(self, language: str) -> Path:
        return self.folder / f"{language}.po"


VISITORS = Words(
    "The kiosk's own words.",
    HERE,
    {
        "_": None,
        "gettext": None,
        "ngettext": (1, 2),
        "own": None,  # viewmodels.Wording.own
        "fact": (1,),  # viewmodels: the heading of a fact
    },
    LANGUAGES,
)
# The messages are English already.
STAFF = Words(
    "The kiosk's words for curators and technicians.",
    HERE / "staff",
    {"say": (1,), "say_many": (1, 2)},
    [each for each in LANGUAGES if each != "en"],
    ["packs/model.py", "authoring/from_table_mapping.py"],  # messages.described: what a missing field is
)


def extracted(words: Words = VISITORS, root: Path = CODE) -> Catalog:
    """Every message for these readers in the code under ``root``."""
    catalogue = Catalog(charset="utf-8", fuzzy=False, header_comment=f"# {words.comment}")
    for file, _line, message, _comments, context in extract_from_dir(root, keywords=words.keywords):
        # No line numbers: they would change in every commit.
        catalogue.add(message, locations=[(f"kiosk/{file}", 0)], context=context)
    for file in words.documented:
        if (root / file).exists():
            for message in _docstrings((root / file).read_text(encoding="utf-8")):
                catalogue.add(message, locations=[(f"kiosk/{file}", 0)])
    return catalogue


def _docstrings(source: str) -> Iterator[str]:
    """What stands under the fields that must be given."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            for field, text in zip(node.body, node.body[1:], strict=False):
                if isinstance(field, ast.AnnAssign) and field.value is None and isinstance(text, ast.Expr):
                    assert isinstance(text.value, ast.Constant) and isinstance(text.value.value, str)
                    yield described(inspect.cleandoc(text.value.value))


def read(path: Path) -> Catalog:
    """A ``.pot`` or ``.po`` file; ``PoFileError`` when it is not one."""
    language = None if path.suffix == ".pot" else path.stem
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8", abort_invalid=True)


def compile_catalogue(source: Path) -> bytes:
    """Compile a ``.po`` file: writes the ``.mo`` beside it where that is allowed, and returns its bytes."""
    buffer = BytesIO()
    write_mo(buffer, read(source))
    _keep(source.with_suffix(".mo"), buffer.getvalue())
    return buffer.getvalue()


def _keep(file: Path, content: bytes) -> None:
    """Write a file whole or not at all. An installed kiosk may not write there: then its catalogues are
    compiled at each start instead, as where the disk is full."""
    with suppress(OSError), NamedTemporaryFile(dir=file.parent, delete=False) as unfinished:
        finished = Path(unfinished.name)
        try:
            unfinished.write(content)
            unfinished.flush()
            finished.chmod(0o644)
            finished.replace(file)
        except OSError:
            finished.unlink()


def update(words: Words, root: Path = CODE) -> None:
    """Collect the messages under ``root``, bring template and ``.po`` files up to date, compile.

    New messages come without translation (a test refuses that); those no longer used stay in the file as
    comments, and come back when they are used again.
    """
    template = extracted(words, root)
    _write(words.template, template)
    for language in words.languages:
        path = words.catalogue(language)
        catalogue = read(path)
        for message in list(catalogue.obsolete.values()):
            catalogue[message.id] = message
        catalogue.obsolete.clear()
        catalogue.update(template, no_fuzzy_matching=True)
        _write(path, catalogue)
        compile_catalogue(path)


def _write(path: Path, catalogue: Catalog) -> None:
    # Babel's header has the hour and blank names in it; what a reader needs is the encoding and the plurals.
    headers = {"Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "8bit"}
    if catalogue.locale:
        headers |= {"Language": str(catalogue.locale), "Plural-Forms": catalogue.plural_forms}
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in headers.items())
    body = BytesIO()
    write_po(body, catalogue, width=110, omit_header=True, sort_output=True, include_lineno=False)
    head = f'{catalogue.header_comment}\nmsgid ""\nmsgstr ""\n{lines}\n'
    path.write_text(head + body.getvalue().decode(), encoding="utf-8")
