"""Keys that sign packs: a private one in a file, its public one in a line of ``config.yaml``.

Ed25519. Reading a public line needs only the standard library, for the configuration is read before the
first frame; ``cryptography`` is loaded when something is signed or verified.
"""

import base64
import hashlib
import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import FileError
from kiosk.messages import Message, reason, say

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

NAME_PATTERN = r"[a-z0-9]+(-[a-z0-9]+)*"
LINE_PATTERN = rf"ed25519:({NAME_PATTERN}):([A-Za-z0-9_-]{{48}})"
MAX_NAME = 64
_LINE = re.compile(LINE_PATTERN)
_PUBLIC_IN_FILE = re.compile(rf"^Public key: ({LINE_PATTERN})$", re.MULTILINE)
_PEM = re.compile(
    rb"-----BEGIN (ENCRYPTED )?PRIVATE KEY-----.*?-----END (ENCRYPTED )?PRIVATE KEY-----", re.DOTALL
)
_CHECK = 4
_MAX_FILE = 10_000


class KeyFileError(FileError):
    """A key cannot be made or used."""


class NotAKey(ValueError):
    """A line that is no public key. ``reason`` is a sentence."""

    def __init__(self, reason: Message) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """One public key."""

    name: str
    """What people call it: that of its museum or its keeper."""
    raw: bytes
    """32 bytes."""

    @property
    def id(self) -> str:
        """Short name of the key itself: the first 16 hexadecimal digits of its SHA-256."""
        return hashlib.sha256(self.raw).hexdigest()[:16]

    @property
    def line(self) -> str:
        """``ed25519:<name>:<48 letters>``, as it stands in ``trusted_keys``."""
        check = hashlib.sha256(self.raw).digest()[:_CHECK]
        return f"ed25519:{self.name}:{base64.urlsafe_b64encode(self.raw + check).decode()}"


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """A key that can sign."""

    public: PublicKey
    ed25519: "Ed25519PrivateKey"

    def sign(self, message: bytes) -> bytes:
        """64 bytes."""
        return self.ed25519.sign(message)


def read_line(line: str) -> PublicKey:
    """The public key in a line. Raises NotAKey."""
    match = _LINE.fullmatch(line.strip())
    if match is None or len(match[1]) > MAX_NAME:
        raise NotAKey(
            say("A public key is one line that begins with `ed25519:`; `kiosk keys show FILE` prints it.")
        )
    packed = base64.urlsafe_b64decode(match[3])
    key = PublicKey(match[1], packed[:-_CHECK])
    if key.line != line.strip():
        raise NotAKey(
            say("A letter of the key `{name}` has changed. Copy the whole line again.", name=key.name)
        )
    return key


def is_genuine(key: PublicKey, signature: bytes, message: bytes) -> bool:
    """Whether ``signature`` over ``message`` was made with the private half of ``key``."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key.raw).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def new_key(name: str, folder: Path, passphrase: str = "") -> tuple[Path, Path, PublicKey]:
    """Make ``NAME.key``, which only its owner can read, and ``NAME.pub``; gives both and the public key.

    An empty passphrase leaves the private key in plain text. Raises KeyFileError when either file is there
    already or cannot be written.
    """
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private, public = folder / f"{name}.key", folder / f"{name}.pub"
    if not re.fullmatch(NAME_PATTERN, name) or len(name) > MAX_NAME:
        raise KeyFileError(
            private,
            say(
                "A key's name has lower-case Latin letters, digits and single hyphens, e.g. `almaty-museum`."
            ),
        )
    if public.exists() or public.is_symlink():
        raise KeyFileError(public, _there_already())
    secret = Ed25519PrivateKey.generate()
    raw = secret.public_key().public_bytes(form.Encoding.Raw, form.PublicFormat.Raw)
    key = PublicKey(name, raw)
    locked = form.BestAvailableEncryption(_typed(passphrase)) if passphrase else form.NoEncryption()
    pem = secret.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, locked)
    head = f"This file signs packs for the kiosk. Keep it secret.\nPublic key: {key.line}\n"
    _write_new(private, head.encode() + pem, 0o600)
    _write_new(public, f"{key.line}\n".encode(), 0o644)
    return private, public, key


def read_public(file: Path) -> PublicKey:
    """The public key in a ``.pub`` or ``.key`` file; needs no passphrase. Raises KeyFileError."""
    text = _read(file).decode("utf-8", "replace")
    match = _PUBLIC_IN_FILE.search(text)
    try:
        return read_line(match[1] if match else text)
    except NotAKey as error:
        raise KeyFileError(file, error.reason) from error


def read_private(file: Path, ask: Callable[[], str]) -> PrivateKey:
    """The private key in a file; ``ask`` gives the passphrase where one is needed. Raises KeyFileError."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    text = _read(file)
    pem = _PEM.search(text)
    if pem is None:
        raise KeyFileError(file, say("This is no private key. `kiosk keys new NAME` makes one."))
    public = read_public(file)
    passphrase = _typed(ask()) if pem[1] else None
    try:
        secret = form.load_pem_private_key(pem[0], passphrase)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        wrong = say("The passphrase is wrong, or the file is damaged.") if pem[1] else _damaged()
        raise KeyFileError(file, wrong) from error
    if not isinstance(secret, Ed25519PrivateKey) or public.raw != secret.public_key().public_bytes(
        form.Encoding.Raw, form.PublicFormat.Raw
    ):
        raise KeyFileError(
            file, say("The private key and the public key in this file do not belong together.")
        )
    return PrivateKey(public, secret)


def _typed(passphrase: str) -> bytes:
    """The same bytes from every keyboard."""
    return unicodedata.normalize("NFC", passphrase).encode()


def _read(file: Path) -> bytes:
    if file.exists() and not file.is_file():
        # Opening a pipe would wait for ever.
        raise KeyFileError(file, say("This is no file."))
    try:
        with file.open("rb") as stream:
            return stream.read(_MAX_FILE)
    except OSError as error:
        raise KeyFileError(file, say("Cannot be read: {reason}.", reason=reason(error))) from error


def _write_new(file: Path, content: bytes, mode: int) -> None:
    try:
        fd = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    except FileExistsError as error:
        raise KeyFileError(file, _there_already()) from error
    except OSError as error:
        raise KeyFileError(file, say("Cannot be written: {reason}.", reason=reason(error))) from error
    try:
        with os.fdopen(fd, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        # Half a key is none, and its name would stand in the way of the next try.
        file.unlink()
        raise KeyFileError(file, say("Cannot be written: {reason}.", reason=reason(error))) from error


def _damaged() -> Message:
    return say("The file is damaged.")


def _there_already() -> Message:
    return say("This file is there already, and a key is never overwritten. Choose another name or folder.")
