"""``signature.json`` in a pack's root: who answers for every byte of the pack.

It names the pack, its version, the key, the time, and every file with its SHA-256; the signature is made
over all of that. The file is written in one form only, so that one changed byte of it is found as well.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Annotated, Literal

from pydantic import StringConstraints

from kiosk.keys import MAX_NAME, NAME_PATTERN, PrivateKey, PublicKey, is_genuine
from kiosk.messages import Message, say
from kiosk.packs.contents import Readable
from kiosk.packs.model import Key, Line, Model

SIGNATURE = "signature.json"

_PREFIX = b"kiosk pack signature 1\n"
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_PIECE, _MAX_PIECES = 1 << 16, 512
"""The most that is read of the file: 32 MB, some 200,000 files."""

_Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class _KeyUsed(Model):
    id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    name: Annotated[str, StringConstraints(pattern=rf"^{NAME_PATTERN}$", max_length=MAX_NAME)]
    public: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Statement(Model):
    """What is signed."""

    format: Literal[1]
    pack: Key
    version: Line
    key: _KeyUsed
    signed: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
    files: dict[str, _Digest]

    @classmethod
    def of(cls, pack: str, version: str, key: PublicKey, now: datetime, files: dict[str, str]) -> "Statement":
        """Raises ValidationError when ``pack`` or ``version`` is none."""
        used = _KeyUsed(id=key.id, name=key.name, public=key.raw.hex())
        time = now.astimezone(UTC).strftime(_TIME)
        return cls(format=1, pack=pack, version=version, key=used, signed=time, files=files)

    def signed_by(self, key: PrivateKey) -> "SignatureFile":
        facts = {name: getattr(self, name) for name in Statement.model_fields}
        return SignatureFile(**facts, signature=key.sign(self.message()).hex())

    def message(self) -> bytes:
        """The bytes that the signature is made over."""
        facts = self.model_dump(include=set(Statement.model_fields))
        return _PREFIX + json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()


class SignatureFile(Statement):
    """The whole file."""

    signature: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{128}$")]

    @property
    def public_key(self) -> PublicKey:
        return PublicKey(self.key.name, bytes.fromhex(self.key.public))

    @property
    def time(self) -> datetime:
        return datetime.strptime(self.signed, _TIME).replace(tzinfo=UTC)

    def text(self) -> bytes:
        """The one form in which the file may stand."""
        facts = self.model_dump()
        facts["files"] = dict(sorted(facts["files"].items()))
        return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode()

    def is_genuine(self) -> bool:
        """Whether its own key made the signature."""
        return is_genuine(self.public_key, bytes.fromhex(self.signature), self.message())


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that fits its pack to the last byte."""

    pack: str
    version: str
    key: PublicKey
    """With the name that the trusted keys give it; with the name that it gives itself where it is unknown."""
    time: datetime
    """UTC, by the clock of whoever signed."""
    files: int
    """How many files it covers."""

    @property
    def sentence(self) -> Message:
        return say(
            "`{pack}` {version} is as `{name}` ({id}) signed it on {day}.",
            pack=self.pack,
            version=self.version,
            name=self.key.name,
            id=self.key.id,
            day=f"{self.time:%Y-%m-%d}",
        )


def read_signature(stream: Readable) -> SignatureFile | None:
    """The file, when it has the one form that is allowed. Raises OSError."""
    # Piece by piece: asked for 32 MB at once, Python would make room for them.
    raw = b"".join(islice(iter(lambda: stream.read(_PIECE), b""), _MAX_PIECES + 1))
    try:
        found = SignatureFile.model_validate_json(raw)
        is_whole = (
            raw == found.text()
            and found.time.strftime(_TIME) == found.signed
            and found.key.id == found.public_key.id
        )
    except ValueError:
        return None
    return found if is_whole else None
