"""Did you mean …?"""

from collections.abc import Collection

from kiosk.messages import NOTHING, Message, say


def suggest(word: str, known: Collection[str]) -> Message:
    """``Did you mean `gold`?``, or nothing when no known word is near."""
    from rapidfuzz import fuzz, process  # only where something is wrong

    near = process.extractOne(word[:200].lower(), list(known), scorer=fuzz.ratio, score_cutoff=60)
    return did_you_mean(near[0]) if near else NOTHING


def did_you_mean(word: str) -> Message:
    return say("Did you mean `{word}`?", word=word)
