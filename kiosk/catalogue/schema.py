"""The catalogue's tables. There are no migrations: a newer ``editions.SCHEMA_VERSION`` means a new build.

Texts are JSON maps of language -> text. Tables are normalised where screens ask questions of them
(themes, materials, related records, assets); what is only shown travels as one JSON column.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
)

metadata = MetaData()

Json = JSON(none_as_null=True)

centre = Table(
    "centre",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Json, nullable=False),
    Column("intro", Json, nullable=False),
    Column("facts", Json, nullable=False),
    Column("credits", Json, nullable=False),
    Column("sources", Json, nullable=False),
)

#: One gallery a pack, numbered in the order of the configuration. Its records have the keys
#: ``first_key`` to ``first_key + record_count - 1``, in the order in which they are shown.
gallery = Table(
    "gallery",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("title", Json, nullable=False),
    Column("subtitle", Json, nullable=False),
    Column("intro", Json, nullable=False),
    Column("accent", String, nullable=False),
    Column("version", String, nullable=False),
    Column("credit_line", Json, nullable=False),
    Column("rights", String, nullable=False),
    Column("first_key", Integer, nullable=False),
    Column("record_count", Integer, nullable=False),
    Column("cover", Integer, ForeignKey("asset.id"), nullable=False),
)

#: The words that one gallery's records use; a pack's own words are already put over the hall's.
term = Table(
    "term",
    metadata,
    Column("gallery", Integer, ForeignKey("gallery.number"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("label", Json, nullable=False),
    Column("city", Json),
    Column("region", Json),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("coordinates_note", Json),
    sqlite_with_rowid=False,
)

#: One file of which derivatives were made. Records that show the same bytes share it.
medium = Table(
    "medium",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("derivative", String, nullable=False, unique=True),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("duration", Float),
)

#: One use of a medium, with the texts that the pack gives it there; covers belong to no record.
asset = Table(
    "asset",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("gallery", Integer, ForeignKey("gallery.number"), nullable=False),
    Column("record", Integer, ForeignKey("record.key")),
    Column("medium", Integer, ForeignKey("medium.id"), nullable=False),
    Column("file", String, nullable=False),
    Column("title", Json, nullable=False),
    Column("alt", Json, nullable=False),
    Column("caption", Json, nullable=False),
    Column("credit", Json, nullable=False),
    Column("rights", String, nullable=False),
    Column("captions", Json),
    Column("poster", Integer, ForeignKey("asset.id")),
)

#: What a gallery's assets say of their makers and rights, gathered at build: equal ones are one row.
credit = Table(
    "credit",
    metadata,
    Column("gallery", Integer, ForeignKey("gallery.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("credit", Json, nullable=False),
    Column("rights", String, nullable=False),
    Column("pictures", Integer, nullable=False),
    Column("films", Integer, nullable=False),
    sqlite_with_rowid=False,
)

record = Table(
    "record",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("gallery", Integer, ForeignKey("gallery.number"), nullable=False),
    Column("id", String, nullable=False),
    Column("accession_number", String, nullable=False),
    Column("title", Json, nullable=False),
    Column("dates", Json),
    Column("picture", Integer, ForeignKey("asset.id")),
    Column("has_film", Boolean(create_constraint=False), nullable=False),
    Column("replica", Boolean(create_constraint=False), nullable=False),
    Column("label", Json, nullable=False),
    Column("story", Json, nullable=False),
    Column("materials", Json, nullable=False),
    Column("techniques", Json, nullable=False),
    Column("themes", Json, nullable=False),
    Column("dimensions", Json),
    Column("find", Json),
    Column("original", Json),
    Column("credit_line", Json, nullable=False),
    Column("sources", Json, nullable=False),
    Index("record_by_id", "gallery", "id", unique=True),
)


def _shown_under(kind: str) -> Table:
    """Which records a filter leaves; sorted by record so that two filters merge in order."""
    return Table(
        f"record_{kind}",
        metadata,
        Column("gallery", Integer, ForeignKey("gallery.number"), primary_key=True),
        Column(kind, String, primary_key=True),
        Column("record", Integer, ForeignKey("record.key"), primary_key=True),
        sqlite_with_rowid=False,
    )


record_theme = _shown_under("theme")
record_material = _shown_under("material")

#: Pictures and films of a record, in the pack's order.
record_asset = Table(
    "record_asset",
    metadata,
    Column("record", Integer, ForeignKey("record.key"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("asset", Integer, ForeignKey("asset.id"), nullable=False),
    sqlite_with_rowid=False,
)

related = Table(
    "related",
    metadata,
    Column("record", Integer, ForeignKey("record.key"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("other", Integer, ForeignKey("record.key"), nullable=False),
    sqlite_with_rowid=False,
)

#: How many records each choice of a filter leaves, counted at build: ``kind`` is the filter's column
#: (``themes`` or ``materials``), ``under`` the choice made in the other one, empty for none.
facet = Table(
    "facet",
    metadata,
    Column("gallery", Integer, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("under", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("records", Integer, nullable=False),
    ForeignKeyConstraint(["gallery", "kind", "key"], ["term.gallery", "term.kind", "term.key"]),
    sqlite_with_rowid=False,
)
