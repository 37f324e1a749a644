"""What a pack may say: validated, frozen records; unknown fields are refused.

The docstring under each field is the curator's dictionary (``docs/content-packs.md``) and the
text that her editor shows (``kiosk schema``).
"""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

KEY_PATTERN = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")

Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN.pattern, max_length=64)]
"""A short name in lower-case Latin letters, digits and single hyphens, e.g. ``winged-horses``."""

Ref = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)?$", max_length=130)]
"""A record: ``winged-horses`` in this pack, or ``esik/winged-horses`` in another."""

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
"""A text, as typed: nothing in it is ever obeyed as markup."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
"""A short text that is the same in every language."""

Year = Annotated[int, Field(ge=-100_000, le=2_100)]

Millimetres = Annotated[float, Field(gt=0, le=1_000_000, allow_inf_nan=False)]

FilePath = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""A file inside the pack, written with ``/``, e.g. ``media/bowl.jpg``."""

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]


Keys = Annotated[tuple[Key, ...], Field(max_length=50)]


class Model(BaseModel):
    """Frozen; unknown fields refused; field docstrings are descriptions."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True)


class Text(Model):
    """One text in up to four languages. At least one is needed; a missing one is a warning."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    kk: Words | None = None
    """Kazakh."""
    zh: Words | None = None
    """Chinese, simplified."""
    en: Words | None = None
    """English."""
    ru: Words | None = None
    """Russian."""


class Dates(Model):
    """When the original was made. Years BC are negative: 500 BC is -500. There is no year 0."""

    earliest: Year
    """First year of the range."""
    latest: Year
    """Last year of the range."""
    precision: Literal["century", "year"] = "century"
    """``century`` shows 5th–3rd century BC, ``year`` shows 730–690 BC."""
    circa: bool = False
    """True writes "about"."""
    debated: bool = False
    """True adds "dating debated"."""
    note: Text | None = None
    """A short remark, shown under the date."""


class Dimensions(Model):
    """Measured sizes of the object, in millimetres and grams. Leave out what is not known."""

    height_mm: Millimetres | None = None
    """Height."""
    width_mm: Millimetres | None = None
    """Width."""
    depth_mm: Millimetres | None = None
    """Depth or thickness."""
    length_mm: Millimetres | None = None
    """Length."""
    diameter_mm: Millimetres | None = None
    """Diameter."""
    weight_g: Annotated[float, Field(gt=0, le=1_000_000_000, allow_inf_nan=False)] | None = None
    """Weight."""
    of: Literal["original", "replica"] = "original"
    """What was measured."""
    note: Text | None = None
    """A short remark, such as "with headdress, on its stand"."""


class Find(Model):
    """Where, when and by whom the original was found."""

    site: Key
    """Key of a site in ``terms/sites.yaml``; the site holds the coordinates."""
    context: Text | None = None
    """Where at the site, e.g. "southern side grave"."""
    excavators: Annotated[tuple[Text, ...], Field(max_length=50)] = ()
    """Who dug, one name each."""
    year_from: Year | None = None
    """First year of the dig."""
    year_to: Year | None = None
    """Last year of the dig; leave out for a single year."""


class Original(Model):
    """Where the original of this replica is held. Leave out what is not known."""

    institution: Key | None = None
    """Key of an institution in ``terms/institutions.yaml``."""
    inventory_number: Line | None = None
    """The holder's own number."""
    note: Text | None = None
    """A short remark, such as "as of 2012"."""


class Image(Model):
    """A picture."""

    file: FilePath
    """JPEG, PNG or WebP in the pack."""
    alt: Text
    """What the picture shows, for a visitor who cannot see it."""
    caption: Text | None = None
    """A line under the picture."""
    credit: Text
    """Who made the picture, and how."""
    rights: Line
    """SPDX licence name such as ``CC-BY-4.0``, or a short statement."""


class Captions(Model):
    """WebVTT files, one a language."""

    kk: FilePath | None = None
    """Kazakh."""
    zh: FilePath | None = None
    """Chinese."""
    en: FilePath | None = None
    """English."""
    ru: FilePath | None = None
    """Russian."""


class Film(Model):
    """A film."""

    file: FilePath
    """MP4 with H.264 in the pack."""
    poster: FilePath
    """The picture shown before it plays."""
    title: Text
    """Title of the film."""
    captions: Captions
    """What is said or seen, as WebVTT."""
    alt: Text
    """What the film shows, for a visitor who cannot see it."""
    credit: Text
    """Who made the film, and how."""
    rights: Line
    """SPDX licence name such as ``CC-BY-4.0``, or a short statement."""


class ObjectRecord(Model):
    """One catalogued thing: ``objects/<id>.yaml``."""

    id: Key
    """Unique in the pack; equals the file's name."""
    order: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    """Place in the gallery; smaller comes first, equal ones by id."""
    accession_number: Line
    """The number in this hall's list."""
    title: Text
    """The name on the label."""
    label: Text
    """The label text: 40 to 80 words (Chinese: 80 to 160 characters)."""
    story: Text | None = None
    """A longer text. An empty line starts a new paragraph."""
    materials: Keys = ()
    """Keys in ``terms/materials.yaml``."""
    techniques: Keys = ()
    """Keys in ``terms/techniques.yaml``."""
    themes: Keys = ()
    """Keys in ``terms/themes.yaml``; visitors filter by them."""
    dates: Dates | None = None
    """When the original was made."""
    dimensions: Dimensions | None = None
    """Sizes, where they are known."""
    find: Find | None = None
    """Where the original was found."""
    original: Original | None = None
    """Where the original is held."""
    replica: bool = True
    """True when a replica stands in the hall."""
    credit_line: Text
    """The line of thanks and ownership."""
    sources: Annotated[tuple[Line, ...], Field(max_length=100)] = ()
    """Publications the texts rest on, by name."""
    images: Annotated[tuple[Image, ...], Field(max_length=100)] = ()
    """Pictures; the first stands for the record in the gallery."""
    films: Annotated[tuple[Film, ...], Field(max_length=50)] = ()
    """Films."""
    related: Annotated[tuple[Ref, ...], Field(max_length=50)] = ()
    """Records to look at next."""


class Pack(Model):
    """One gallery: ``pack.yaml``."""

    format: Literal[1]
    """Version of this format; write 1."""
    id: Key
    """Unique name of the pack; equals the folder's name."""
    version: Line
    """Version of the pack's content, e.g. ``1.0``."""
    title: Text
    """Name of the gallery."""
    subtitle: Text | None = None
    """One short line under the name."""
    intro: Text
    """What this gallery is about. An empty line starts a new paragraph."""
    cover: Image
    """The picture that stands for the gallery."""
    accent: Colour
    """The gallery's colour, ``#rrggbb`` in lower case; bright enough for a dark ground."""
    credit_line: Text
    """Who made the pack."""
    rights: Line
    """Licence of the texts, e.g. ``CC-BY-4.0``."""


class Term(Model):
    """A word of the field, named once in four languages."""

    label: Text
    """The word."""
    aat: Line | None = None
    """Number in the Getty Art & Architecture Thesaurus."""


class Institution(Term):
    """A museum or institute."""

    city: Text | None = None
    """Its city."""


class Site(Term):
    """A place where something was found."""

    region: Text | None = None
    """Region and country."""
    latitude: float | None = Field(None, ge=-90, le=90, allow_inf_nan=False)
    """Degrees north, WGS84."""
    longitude: float | None = Field(None, ge=-180, le=180, allow_inf_nan=False)
    """Degrees east, WGS84."""
    coordinates_note: Text | None = None
    """How sure the coordinates are."""


class Terms(Model):
    """The words of a hall or of one pack, by kind: one file ``terms/<kind>.yaml`` each."""

    materials: dict[Key, Term] = {}
    techniques: dict[Key, Term] = {}
    themes: dict[Key, Term] = {}
    institutions: dict[Key, Institution] = {}
    sites: dict[Key, Site] = {}


class Centre(Model):
    """The house that shows the packs: ``content/centre.yaml``."""

    name: Text
    """Name of the Centre."""
    intro: Text
    """What the Centre is. An empty line starts a new paragraph."""
    facts: Annotated[tuple[Text, ...], Field(max_length=50)] = ()
    """Short facts, one line each."""
    credits: Text
    """Who made the kiosk's content."""
    sources: Annotated[tuple[Line, ...], Field(max_length=100)] = ()
    """Publications the texts rest on."""
