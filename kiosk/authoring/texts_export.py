"""All texts of a pack for translators: one table, or one file a target language."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from kiosk.authoring.pack_texts import PackText
from kiosk.authoring.texts_po import write_po
from kiosk.authoring.texts_sheet import write_csv, write_xlsx
from kiosk.authoring.texts_xliff import write_xliff
from kiosk.errors import StorageError
from kiosk.languages import LANGUAGES, Language
from kiosk.messages import say
from kiosk.storage import clear_errors, write_file

Format = Literal["xlsx", "csv", "po", "xliff"]
_DELIMITERS: dict[Language, str] = {"kk": ";", "ru": ";", "zh": ",", "en": ","}
"""What a spreadsheet in this language expects between the cells of a CSV file."""


def exported(
    texts: Sequence[PackText],
    name: str,
    format: Format,
    source: Language,
    language: Language,
    delimiter: str = "",
) -> dict[str, bytes]:
    """File name -> content. The same texts always give the same bytes.

    ``name`` begins the names of files; ``source`` is translated from; headings are in ``language``.
    """
    if format == "csv":
        table = write_csv(texts, source, language, delimiter or _DELIMITERS[language])
        return {f"{name}-texts.csv": table}
    if format == "xlsx":
        return {f"{name}-texts.xlsx": write_xlsx(texts, source, language)}
    write = write_po if format == "po" else write_xliff
    ending = "po" if format == "po" else "xlf"
    targets = [each for each in LANGUAGES if each != source]
    return {f"{name}-texts.{each}.{ending}": write(texts, source, each, language) for each in targets}


def save(files: dict[str, bytes], folder: Path, overwrite: bool) -> list[Path]:
    """Write new files. Raises StorageError when one is there already with something else in it."""
    with clear_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        places = {folder / name: content for name, content in files.items()}
        for place, content in places.items():
            if not overwrite and place.exists() and place.read_bytes() != content:
                raise StorageError(place, say("A file of this name is there already."))
        for place, content in places.items():
            write_file(place, content, folder)
    return list(places)
