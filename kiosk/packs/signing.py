"""Sign a pack, and say of a signed one what is no longer as it was signed, file by file.

What desktops leave behind (``folder.is_litter``) is not covered, for it is never read as part of a pack.
"""

import hashlib
import os
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from kiosk.keys import PrivateKey, PublicKey
from kiosk.messages import NAMELESS, NOTHING, Message, say
from kiosk.packs.contents import Contents, Damaged, FolderContents, Readable
from kiosk.packs.place import Place
from kiosk.packs.signature import SIGNATURE, SignatureFile, Signed, Statement, read_signature
from kiosk.plain_yaml import MAX_BYTES, parse_bytes
from kiosk.problems import Problem, errors, unreadable
from kiosk.storage import sync_entry

_CHUNK = 1 << 20

_ALTERED = (say("The signature file itself was altered."), say("Ask for the pack again, or sign it anew."))
_NO_NAME = (
    say("The pack's `id` and `version` cannot be read here."),
    say("`kiosk packs check` says what is wrong."),
)


def signature_for(contents: Contents, key: PrivateKey, now: datetime) -> bytes | tuple[Problem, ...]:
    """The text of ``signature.json`` for a pack, or why it cannot be signed. ``now`` knows its time zone."""
    problems = list(errors(contents.problems))
    named = None
    if "pack.yaml" not in contents.files:
        message = say("There is no file `{file}`.", file="pack.yaml")
        problems.append(_problem(contents, "pack.yaml", "missing-file", message))
    elif (named := _named(contents)) is None:
        problems.append(_problem(contents, "pack.yaml", "no-version", *_NO_NAME))
    digests, unread = _digests(contents)
    problems += unread
    if problems or named is None:
        return tuple(problems)
    try:
        statement = Statement.of(*named, key.public, now, digests)
    except ValidationError:
        return (_problem(contents, "pack.yaml", "no-version", *_NO_NAME),)
    return statement.signed_by(key).text()


def put_signature(root: Path, text: bytes) -> None:
    """Write ``signature.json`` into a folder, by one rename. Raises OSError."""
    # A name that is litter: what a power cut leaves behind is no file of the pack.
    with tempfile.NamedTemporaryFile(dir=root, prefix=".signature-", delete=False) as file:
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(0o644)
            Path(file.name).replace(root / SIGNATURE)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    sync_entry(root)


def verified(folder: Path, trusted: Iterable[PublicKey]) -> Signed | tuple[Problem, ...]:
    """Whether a pack in a folder is signed by one of the ``trusted`` keys and unaltered since.

    Gives the signature, or every reason why not, file by file. Raises OSError when the folder cannot be
    listed. Whether the version is a step back is for ``versions.older`` to say.
    """
    return verify(FolderContents.of(folder), trusted)


def verify(contents: Contents, trusted: Iterable[PublicKey] | None) -> Signed | tuple[Problem, ...]:
    """The same for any contents; without ``trusted`` every key will do, for a look at the files alone."""
    document = _read(contents)
    if isinstance(document, Problem):
        return (document,)
    key = document.public_key
    if trusted is not None:
        known = {each.raw: each for each in trusted}
        if key.raw not in known:
            return (_stranger(contents, key),)
        key = known[key.raw]
    if not document.is_genuine():
        return (_problem(contents, SIGNATURE, "signature-altered", *_ALTERED),)
    problems = list(errors(contents.problems))
    digests, unread = _digests(contents)
    named = _named(contents) if "pack.yaml" in contents.files else None
    if named and named[0] != document.pack and not document.files.items() & digests.items():
        return (_moved(contents, document.pack, named[0]),)
    problems += unread
    unread_names = {problem.file.relative_to(contents.root).as_posix() for problem in unread}
    problems += _compared(contents, document.files, digests, unread_names)
    if not problems and named != (document.pack, document.version):
        problems.append(_other_version(contents, document))
    if problems:
        return tuple(sorted(problems, key=lambda each: (str(each.file), each.code)))
    return Signed(document.pack, document.version, key, document.time, len(digests))


def _read(contents: Contents) -> SignatureFile | Problem:
    if SIGNATURE not in contents.files:
        hint = say("`kiosk packs sign` signs it; ask the museum that made it.")
        return _problem(contents, "", "unsigned", say("The pack is not signed."), hint)
    try:
        with contents.open(SIGNATURE) as stream:
            document = read_signature(stream)
    except OSError as error:
        return _unreadable(contents, SIGNATURE, error)
    return document or _problem(contents, SIGNATURE, "signature-altered", *_ALTERED)


def _place(contents: Contents, name: str) -> Place | None:
    """A YAML file of the pack; None when it cannot be read, which is told where its digest is taken."""
    path = contents.root / name
    try:
        with contents.open(name) as stream:
            document, _ = parse_bytes(stream.read(MAX_BYTES + 1), path)
    except OSError:
        return None
    return Place(path, document) if document is not None else None


def _named(contents: Contents) -> tuple[str, str] | None:
    """Id and version as ``pack.yaml`` says them; None when it does not."""
    place = _place(contents, "pack.yaml")
    data = place.document.data if place else None
    if not isinstance(data, dict):
        return None
    name, version = data.get("id"), data.get("version")
    if not isinstance(name, str) or not isinstance(version, str):
        return None
    return name.strip(), version.strip()


def _digests(contents: Contents) -> tuple[dict[str, str], list[Problem]]:
    """SHA-256 of every file but the signature; a chunk at a time, however large a film is."""
    digests: dict[str, str] = {}
    problems: list[Problem] = []
    for name in sorted(contents.files):
        if name == SIGNATURE:
            continue
        try:
            with contents.open(name) as stream:
                digests[name] = _digest(stream)
        except OSError as error:
            problems.append(_unreadable(contents, name, error))
    return digests, problems


def _digest(stream: Readable) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _compared(
    contents: Contents, wanted: Mapping[str, str], found: Mapping[str, str], unread: Collection[str]
) -> Iterator[Problem]:
    """What has changed between two lists of files and their digests."""
    added = [name for name in found if name not in wanted]
    for name, digest in wanted.items():
        if name in unread:
            continue
        if name in found:
            if found[name] != digest:
                message = say("This file was altered after the pack was signed.")
                yield _problem(contents, name, "altered-file", message)
            continue
        now = next((each for each in added if found[each] == digest), None)
        if now is None:
            message = say("This file was there when the pack was signed, and is gone.")
            yield _problem(contents, name, "lost-file", message)
        else:
            added.remove(now)
            message = say("This file was called `{name}` when the pack was signed.", name=name)
            yield _problem(contents, now, "renamed-file", message)
    for name in added:
        message = say("This file was added after the pack was signed.")
        yield _problem(contents, name, "added-file", message)


def _stranger(contents: Contents, key: PublicKey) -> Problem:
    return _problem(
        contents,
        SIGNATURE,
        "untrusted-key",
        say(
            "The pack is signed with a key `{name}` ({id}) that is not trusted here.",
            name=key.name,
            id=key.id,
        ),
        say("If you know whose key it is, ask a technician to add it to `trusted_keys` in `config.yaml`."),
    )


def _moved(contents: Contents, signed: str, name: str) -> Problem:
    return _problem(
        contents,
        SIGNATURE,
        "signature-of-another-pack",
        say("This signature belongs to the pack `{signed}`, not to `{name}`.", signed=signed, name=name),
        say("Take it out, and sign this pack with `kiosk packs sign`."),
    )


def _other_version(contents: Contents, document: SignatureFile) -> Problem:
    """Only a signer that was not ours can have made this."""
    return _problem(
        contents,
        SIGNATURE,
        "signature-altered",
        say(
            "The signature is for `{pack}` in version {version}, and `pack.yaml` says otherwise.",
            pack=document.pack,
            version=document.version,
        ),
        say("Sign the pack anew."),
    )


def _unreadable(contents: Contents, name: str, error: OSError) -> Problem:
    if isinstance(error, Damaged):
        return _problem(contents, name, "damaged", say("The file is damaged."), say("Copy the pack again."))
    return unreadable(contents.root / name, error)


def _problem(contents: Contents, name: str, code: str, message: Message, hint: Message = NOTHING) -> Problem:
    title = NAMELESS
    if name in contents.files and name.endswith(".yaml") and (place := _place(contents, name)):
        title = place.title
    return Problem(contents.root / name, None, "", code, message, hint, title=title)
