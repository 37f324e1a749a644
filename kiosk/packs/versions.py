"""Which of two versions of a pack is the older one."""

import re
import unicodedata

_PART = re.compile(r"\d+|[^\W\d_]+")


def older(version: str, installed: str) -> bool:
    """Whether ``version`` comes before ``installed``, so that taking it would be a step back.

    Numbers count as numbers (1.9 is before 1.10, 2026-05 the same as 2026.5), words by the alphabet and
    before numbers; where all parts of one are the beginning of the other, the longer is the newer (2, 2.1,
    2.1 b). Signs and the difference of upper and lower case do not count.
    """
    return _parts(version) < _parts(installed)


def _parts(version: str) -> list[tuple[int, str]]:
    found = _PART.findall(unicodedata.normalize("NFKC", version).casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in found]
