"""The catalogue's SQL, built once: building a statement costs more than running it.

Lists of keys travel as one JSON parameter, so that a statement has one form whatever their number.
"""

from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select

from kiosk.catalogue import schema

_asset, _medium, _record = schema.asset.c, schema.medium.c, schema.record.c
_theme, _material = schema.record_theme.c, schema.record_material.c
_facet, _used, _related = schema.facet.c, schema.record_asset.c, schema.related.c

_KEYS = select(func.json_each(bindparam("keys")).table_valued("value").c.value)

_PICTURE = (
    _asset.id,
    _asset.alt,
    _asset.caption,
    _asset.credit,
    _asset.rights,
    _medium.derivative,
    _medium.width,
    _medium.height,
)

CENTRE = select(schema.centre)

GALLERIES = select(schema.gallery).order_by(schema.gallery.c.number)

TERMS = select(schema.term).where(schema.term.c.gallery == bindparam("gallery"))

PICTURES = select(*_PICTURE).join(schema.medium, _medium.id == _asset.medium).where(_asset.id.in_(_KEYS))

CARDS = select(
    _record.key, _record.id, _record.title, _record.dates, _record.has_film, _record.picture
).where(_record.key.in_(_KEYS))

KEY_OF = select(_record.key).where(_record.gallery == bindparam("gallery"), _record.id == bindparam("id"))

ID_OF = select(_record.id).where(_record.key == bindparam("key"))

RECORD = select(schema.record).where(_record.key == bindparam("key"))

ASSETS_OF = (
    select(*_PICTURE, _used.kind, _asset.title, _asset.captions, _asset.poster, _medium.duration)
    .select_from(schema.record_asset)
    .join(schema.asset, _asset.id == _used.asset)
    .join(schema.medium, _medium.id == _asset.medium)
    .where(_used.record == bindparam("key"))
    .order_by(_used.kind, _used.position)
)

RELATED = select(_related.other).where(_related.record == bindparam("key")).order_by(_related.position)

FACETS = select(_facet.under, _facet.key, _facet.records).where(
    _facet.gallery == bindparam("gallery"),
    _facet.kind == bindparam("kind"),
    _facet.under.in_(["", bindparam("under")]),
)

CREDITS = select(schema.credit).order_by(schema.credit.c.gallery, schema.credit.c.position)


def _keys(rows: Select[Any]) -> Select[Any]:
    """Ten thousand keys as one JSON array: one row to fetch instead of ten thousand."""
    return select(func.json_group_array(rows.subquery().c.record))


_BY_THEME = select(_theme.record).where(
    _theme.gallery == bindparam("gallery"), _theme.theme == bindparam("theme")
)
_BY_MATERIAL = select(_material.record).where(
    _material.gallery == bindparam("gallery"), _material.material == bindparam("material")
)

KEYS_BY_THEME = _keys(_BY_THEME.order_by(_theme.record))
KEYS_BY_MATERIAL = _keys(_BY_MATERIAL.order_by(_material.record))
KEYS_BY_BOTH = _keys(
    _BY_THEME.join(
        schema.record_material,
        and_(
            _material.gallery == _theme.gallery,
            _material.record == _theme.record,
            _material.material == bindparam("material"),
        ),
    ).order_by(_theme.record)
)
