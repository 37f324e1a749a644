"""The four languages of the screen, and nothing else; every room may import this."""

from typing import Literal, get_args

Language = Literal["kk", "zh", "en", "ru"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

#: Each language's name for itself, in its own script.
ENDONYMS: dict[Language, str] = {"kk": "Қазақша", "zh": "中文", "en": "English", "ru": "Русский"}
