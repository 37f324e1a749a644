"""A text that knows its language. On the path to the first frame, so apart from the other view-models."""

from dataclasses import dataclass

from kiosk.languages import Language


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text, the language it is in, and the words of its tag when that is not the visitor's."""

    text: str
    language: Language
    tag: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


def paragraphs(phrase: Phrase) -> tuple[Phrase, ...]:
    """Parted at empty lines; single line ends are spaces (none between Chinese characters)."""
    joiner = "" if phrase.language == "zh" else " "
    parts = [joiner.join(part.split("\n")).strip() for part in phrase.text.split("\n\n")]
    kept = [part for part in parts if part]
    return tuple(
        Phrase(part, phrase.language, phrase.tag if index == 0 else "") for index, part in enumerate(kept)
    )
