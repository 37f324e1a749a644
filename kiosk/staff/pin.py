"""The PIN that opens the staff menu. Only its Argon2id hash is kept, in ``config.yaml``.

A million PINs of six digits are soon tried by somebody who has the hash, however slow each try is: the hash
keeps the PIN from being read over a shoulder, and ``tries`` keeps it from being guessed at the screen.
"""

from itertools import pairwise

from kiosk.errors import KioskError
from kiosk.languages import Language
from kiosk.messages import NOTHING, Message, say, told

LEAST, MOST = 6, 12
"""Digits of a PIN."""
TIME_COST, MEMORY_KIB, LANES = 6, 65_536, 1
"""Argon2id: passes over so much memory, on one core, so that the screen keeps the others."""

_FAVOURITES = (
    "112233 121212 123123 131313 147258 147852 159357 159753 168168 201314 222333 258258 332211 456456 "
    "520131 520520 521521 789789 987789 1314520 5201314 7758258 11223344 12344321 13145200"
)
"""What people choose most, besides rows of digits."""


class UnfitPin(KioskError):
    """A PIN that is guessed too easily."""

    def __init__(self, reason: Message) -> None:
        self.reason = reason
        super().__init__(reason)

    def told(self, language: Language) -> str:
        return told(self.reason, language)


def weakness(pin: str) -> Message:
    """Why this PIN may not be used; empty when it may."""
    if not (pin.isascii() and pin.isdigit()):
        return say("A PIN is of the digits 0 to 9 only.")
    if not LEAST <= len(pin) <= MOST:
        return say("A PIN has {least} to {most} digits.", least=LEAST, most=MOST)
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        return say("This PIN is a row of digits, and would be guessed first. Choose another.")
    if pin in _FAVOURITES.split() or len(set(pin)) < 3 or _repeats(pin):
        return say("This PIN is one that many people choose, and would be guessed early. Choose another.")
    return NOTHING


def _repeats(pin: str) -> bool:
    """True for one group of at most three digits, again and again."""
    return any(len(pin) % size == 0 and pin[:size] * (len(pin) // size) == pin for size in (1, 2, 3))


def hash_pin(pin: str) -> str:
    """What stands in the configuration. Raises UnfitPin."""
    from argon2 import PasswordHasher  # most starts need none of it

    reason = weakness(pin)
    if reason:
        raise UnfitPin(reason)
    return PasswordHasher(TIME_COST, MEMORY_KIB, LANES).hash(pin)


def fits(pin_hash: str, pin: str) -> bool:
    """Whether this is the PIN. Takes a good part of a second, and 64 MB: not for the thread that draws."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False
