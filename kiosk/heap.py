"""What a kiosk asks of the C library's memory: it runs for weeks, and pictures and films come and go.

Only glibc knows these words; elsewhere nothing is asked.
"""

import ctypes

LARGE = 1024 * 1024
"""Bytes. A decoded picture, a texture or a frame of a film is larger."""
_MMAP_THRESHOLD, _ARENA_MAX = -3, -8
"""M_MMAP_THRESHOLD and M_ARENA_MAX of glibc's malloc.h."""
_ARENAS = 2


def spare() -> None:
    """Give large pieces back as soon as they are freed, and share the others between threads. Left to itself,
    the C library learns from the first pictures to keep such pieces, and each decoding thread has a heap of
    its own: all that forty pictures took stays taken (``test_heap.py``). Call it before there are threads."""
    tell = getattr(ctypes.CDLL(None), "mallopt", None)
    if tell is not None:
        tell(_MMAP_THRESHOLD, LARGE)
        tell(_ARENA_MAX, _ARENAS)


def give_back() -> None:
    """Hand the small pieces that are free back to the system. It may take longer than a frame."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
