"""Who made a gallery's pictures and films, gathered while its rows are made: equal credits are one row."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def credit_rows(gallery: int, assets: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows of ``schema.credit`` for a gallery's rows of ``schema.asset``, in the order of first use.

    A file that many records show counts once.
    """
    files: dict[tuple[Any, ...], tuple[set[str], set[str]]] = {}
    for asset in assets:
        pictures, films = files.setdefault((asset["rights"], *asset["credit"].items()), (set(), set()))
        (pictures if asset["captions"] is None else films).add(asset["file"])
    for position, ((rights, *credit), (pictures, films)) in enumerate(files.items()):
        yield {
            "gallery": gallery,
            "position": position,
            "credit": dict(credit),
            "rights": rights,
            "pictures": len(pictures),
            "films": len(films),
        }
