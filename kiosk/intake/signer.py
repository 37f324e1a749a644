"""Who signed a delivery: asked of every one, and where the hall takes signed packs only, a condition."""

from dataclasses import replace
from pathlib import Path

from kiosk.config import Config
from kiosk.messages import say
from kiosk.packs.contents import FolderContents
from kiosk.packs.signature import SIGNATURE
from kiosk.packs.signing import verified, verify
from kiosk.problems import Problem


def signer_of(root: Path, config: Config) -> tuple[str, tuple[Problem, ...]]:
    """Name of the key, empty when nobody signed; and what is wrong with the signature.

    Where signatures are required these are errors, and the signer is empty. Elsewhere they are warnings, and
    a signer that is not trusted here is a Message that says so.
    """
    if config.require_signature:
        signed = verified(root, config.trusted_keys)
        return ("", signed) if isinstance(signed, tuple) else (signed.key.name, ())
    contents = FolderContents.of(root)
    if SIGNATURE not in contents.files:
        return "", ()
    signed = verify(contents, trusted=None)
    if isinstance(signed, tuple):
        return "", _as_warnings(signed)
    key = signed.key
    for known in config.trusted_keys:
        if known.raw == key.raw:
            return known.name, ()
    stranger = verify(contents, config.trusted_keys) if config.trusted_keys else ()
    assert isinstance(stranger, tuple)
    return say("{name} ({id}), not trusted here", name=key.name, id=key.id), _as_warnings(stranger)


def _as_warnings(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(replace(each, severity="warning") for each in problems)
