"""Did you mean …?"""

from collections.abc import Collection


def suggest(word: str, known: Collection[str]) -> str:
    """``Did you mean `gold`?``, or nothing when no known word is near."""
    from rapidfuzz import fuzz, process  # only where something is wrong

    near = process.extractOne(word[:200].lower(), list(known), scorer=fuzz.ratio, score_cutoff=60)
    return f"Did you mean `{near[0]}`?" if near else ""
