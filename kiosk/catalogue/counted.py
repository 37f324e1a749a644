"""Tables that are counted from the others at build, so that no screen counts ten thousand records."""

from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from kiosk.packs.outline import Outline

_CREDITS = """
INSERT INTO credit (gallery, position, credit, rights, pictures, films)
SELECT gallery, row_number() OVER (PARTITION BY gallery ORDER BY first) - 1, credit, rights, pictures, films
FROM (
    SELECT gallery, credit, rights, min(id) AS first,
        count(DISTINCT CASE WHEN captions IS NULL THEN file END) AS pictures,
        count(DISTINCT CASE WHEN captions IS NOT NULL THEN file END) AS films
    FROM asset GROUP BY gallery, credit, rights
)
"""


def count_credits(connection: Connection) -> None:
    """Fill ``schema.credit`` from ``schema.asset``: who made a gallery's pictures and films, in the order of
    first use. Equal credits are one row, and a file that many records show counts once."""
    connection.exec_driver_sql(_CREDITS)


def facets(gallery: int, records: Sequence[Outline]) -> Iterator[tuple[int, str, str, str, int]]:
    """Rows of ``schema.facet``: how many records each choice of a filter leaves, alone and under each choice
    of the other one."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for record in records:
        themes, materials = set(record.themes), set(record.materials)
        counts.update([("themes", under, theme) for under in ("", *materials) for theme in themes])
        counts.update([("materials", under, material) for under in ("", *themes) for material in materials])
    for (kind, under, key), count in counts.items():
        yield gallery, kind, under, key, count
