"""What a mapping file may say: which columns of a collection system's table become which fields of records.

The docstring under each field is what the curator's editor shows (``kiosk schema mapping``).
"""

from collections.abc import Mapping as Map
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from kiosk.packs.model import Colour, FilePath, Image, Key, Line, Model, Text

Column = Annotated[str, Field(min_length=1, max_length=200)]
"""The heading of a column, as it stands in the table."""


def folded(word: str) -> str:
    """A word without the difference of small and capital letters, and of spaces."""
    return " ".join(word.split()).casefold()


def _by_word(values: Map[str, str]) -> dict[str, str]:
    return {folded(word): value for word, value in values.items()}


class Source(Model):
    """Where a text comes from: a column (its heading may stand alone), a template, or always the same."""

    column: Column | None = None
    """Heading of the column."""
    template: Line | None = None
    """A sentence with headings in braces: `{Object Name}, {Medium}`."""
    constant: Annotated[str, Field(min_length=1, max_length=20_000)] | None = None
    """The same text for every record."""
    values: dict[str, str] = Field(default_factory=dict)
    """Text of the table: what is written instead. Small and capital letters count as the same."""
    default: Annotated[str, Field(min_length=1, max_length=20_000)] | None = None
    """What is written where the table has nothing."""

    @model_validator(mode="before")
    @classmethod
    def _heading_alone(cls, value: Any) -> Any:
        return {"column": value} if isinstance(value, str) else value

    @cached_property
    def by_word(self) -> Map[str, str]:
        """``values`` by folded word."""
        return _by_word(self.values)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        whole = handler.resolve_ref_schema(handler(core_schema))
        return {"anyOf": [{"type": "string", "description": "Heading of the column."}, whole]}


class Texts(Model):
    """A text in up to four languages, each from somewhere else."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    kk: Source | None = None
    """Kazakh."""
    zh: Source | None = None
    """Chinese, simplified."""
    en: Source | None = None
    """English."""
    ru: Source | None = None
    """Russian."""


class KeysFrom(Model):
    """Words of the table that become keys of terms."""

    column: Column | None = None
    """Heading of the column."""
    split: tuple[Annotated[str, Field(min_length=1, max_length=10)], ...] = ()
    """Signs or words between several words in one cell: `[";", ",", " and "]`."""
    values: dict[str, Key] = Field(default_factory=dict)
    """Word of the table: key in `terms/`. A word that is itself a key needs no line here."""
    always: tuple[Key, ...] = ()
    """Keys that every record gets."""
    unknown: Literal["report", "ignore"] = "report"
    """What happens to a word that is in neither: `report` names it in the report, `ignore` does not."""

    @cached_property
    def by_word(self) -> Map[str, str]:
        """``values`` by folded word."""
        return _by_word(self.values)


class KeyFrom(Model):
    """One word of the table that becomes one key of a term."""

    column: Column | None = None
    """Heading of the column."""
    values: dict[str, Key] = Field(default_factory=dict)
    """Word of the table: key in `terms/`."""
    default: Key | None = None
    """The key where the table has nothing, or where no column is named."""

    @cached_property
    def by_word(self) -> Map[str, str]:
        """``values`` by folded word."""
        return _by_word(self.values)


class DatesFrom(Model):
    """Dates from two columns of years, from a text such as "5th–3rd century BC", or from both."""

    earliest: Column | None = None
    """Heading of the column with the first year; years BC are negative."""
    latest: Column | None = None
    """Heading of the column with the last year."""
    text: Column | None = None
    """Heading of the column with the date in words; read where the years are missing, and for "about"."""
    precision: Literal["century", "year"] | None = None
    """As in a record; without it, `century` where the years are those of whole centuries."""


class Size(Model):
    """A measure."""

    column: Column
    """Heading of the column with the number; a unit in the cell comes first."""
    unit: Literal["mm", "cm", "m", "in", "g", "kg"]
    """The unit of numbers that stand alone."""


class DimensionsFrom(Model):
    """Sizes."""

    height: Size | None = None
    """Height."""
    width: Size | None = None
    """Width."""
    depth: Size | None = None
    """Depth or thickness."""
    length: Size | None = None
    """Length."""
    diameter: Size | None = None
    """Diameter."""
    weight: Size | None = None
    """Weight."""
    of: Literal["original", "replica"] = "original"
    """What was measured."""
    note: Texts | None = None
    """A short remark, such as the sizes in words."""


class FindFrom(Model):
    """Where the original was found."""

    site: KeyFrom
    """The site; without one there is no find."""
    context: Texts | None = None
    """Where at the site."""
    year_from: Column | None = None
    """Heading of the column with the first year of the dig."""
    year_to: Column | None = None
    """Heading of the column with the last year of the dig."""


class OriginalFrom(Model):
    """Where the original is held."""

    institution: KeyFrom | None = None
    """The museum or institute."""
    inventory_number: Source | None = None
    """The holder's own number."""
    note: Texts | None = None
    """A short remark."""


class ImageFrom(Model):
    """Pictures that the table names."""

    file: Source
    """Name of the file inside the folder of `pictures`."""
    split: Annotated[str, Field(min_length=1, max_length=10)] | None = None
    """The sign between several names in one cell."""
    alt: Texts
    """What the picture shows."""
    caption: Texts | None = None
    """A line under the picture."""
    credit: Texts
    """Who made the picture, and how."""
    rights: Source
    """SPDX licence name such as `CC-BY-4.0`, or a short statement."""


class RecordFrom(Model):
    """The fields of a record."""

    id: Source | None = None
    """What the short name is made of; the accession number without it."""
    accession_number: Source
    """The number in this hall's list."""
    title: Texts
    """The name on the label."""
    label: Texts
    """The label text."""
    story: Texts | None = None
    """A longer text."""
    materials: KeysFrom | None = None
    """Keys in `terms/materials.yaml`."""
    techniques: KeysFrom | None = None
    """Keys in `terms/techniques.yaml`."""
    themes: KeysFrom | None = None
    """Keys in `terms/themes.yaml`."""
    dates: DatesFrom | None = None
    """When the original was made."""
    dimensions: DimensionsFrom | None = None
    """Sizes."""
    find: FindFrom | None = None
    """Where the original was found."""
    original: OriginalFrom | None = None
    """Where the original is held."""
    replica: bool = True
    """True when replicas stand in the hall."""
    credit_line: Texts
    """The line of thanks and ownership."""
    sources: tuple[Source, ...] = ()
    """Publications."""
    images: tuple[ImageFrom, ...] = ()
    """Pictures; the first stands for the record."""


class GalleryFrom(Model):
    """The gallery, as in `pack.yaml`; its id is the name of the new folder."""

    version: Line
    """Version of the pack's content."""
    title: Text
    """Name of the gallery."""
    subtitle: Text | None = None
    """One short line under the name."""
    intro: Text
    """What the gallery is about."""
    cover: Image
    """The picture that stands for the gallery; `file` is its name beside the mapping file."""
    accent: Colour
    """The gallery's colour."""
    credit_line: Text
    """Who made the pack."""
    rights: Line
    """Licence of the texts."""


class TableFrom(Model):
    """How the table is read."""

    sheet: Line | None = None
    """Name of the sheet of a workbook; the first one without it."""
    heading: Annotated[int, Field(ge=1, le=1000)] = 1
    """Number of the row with the headings."""
    encoding: Line | None = None
    """Of a csv file: `gb18030`, `windows-1251` …; UTF-8 without it."""
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    """Of a csv file: the sign between cells; found by itself without it."""
    only: dict[Column, tuple[str, ...]] = Field(default_factory=dict)
    """Heading: words. Only rows that have one of the words in the column are taken."""


class Mapping(Model):
    """How the rows of a table become the records of a pack: `kiosk packs from-table --mapping`."""

    format: Literal[1]
    """Version of this format; write 1."""
    table: TableFrom = TableFrom()
    """How the table is read."""
    pictures: FilePath | None = None
    """Folder with the pictures, beside the mapping file."""
    pack: GalleryFrom
    """The gallery."""
    record: RecordFrom
    """The fields of a record."""
