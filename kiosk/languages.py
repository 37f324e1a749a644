"""The four languages of the screen, and nothing else; every room may import this."""

from collections.abc import Mapping
from typing import Literal, get_args

Language = Literal["kk", "zh", "en", "ru"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

#: Each language's name for itself, in its own script.
ENDONYMS: dict[Language, str] = {"kk": "Қазақша", "zh": "中文", "en": "English", "ru": "Русский"}


def of_environment(environment: Mapping[str, str]) -> Language:
    """The language of a terminal (``LC_ALL``, ``LC_MESSAGES``, ``LANG``); English where it is another."""
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    wanted = next(filter(None, names), "").partition("_")[0].partition(".")[0].lower()
    return next((language for language in LANGUAGES if language == wanted), "en")
