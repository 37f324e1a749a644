"""``kiosk packs sign`` and ``kiosk packs verify``: who answers for a pack, and is it still the same."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.commands.options import CONFIG
from kiosk.commands.telling import TERMINAL, LanguageOption, errors_told, refuse, spoken, stop, tell
from kiosk.languages import Language

if TYPE_CHECKING:
    from kiosk.keys import PublicKey
    from kiosk.packs.contents import Contents

PackArgument = Annotated[
    Path, typer.Argument(metavar="PACK", help="Folder of a pack, or a zip of it.", show_default=False)
]


def sign(
    pack: PackArgument,
    key: Annotated[Path, typer.Option(help="Private key, a file of `kiosk keys new`.", metavar="FILE")],
    language: LanguageOption = TERMINAL,
) -> None:
    """Sign a pack: signature.json in it then says who answers for every byte.

    Sign last: every later change is found. Ends with 0, with 1 when the pack cannot be signed, with 2 when
    it or the key cannot be read.
    """
    from datetime import UTC, datetime

    from kiosk.keys import read_private
    from kiosk.messages import say, say_many
    from kiosk.packs.signed_zip import ZipContents, with_signature
    from kiosk.packs.signing import put_signature, signature_for, verify

    with errors_told(language):
        private = read_private(
            key, lambda: str(typer.prompt(spoken(say("Passphrase"), language), hide_input=True))
        )
    now = datetime.now(UTC)
    with _opened(pack, language) as contents:
        text = signature_for(contents, private, now)
        if isinstance(text, tuple):
            refuse(text, language)
        if isinstance(contents, ZipContents):
            with_signature(contents, pack, text, now)
        else:
            put_signature(pack, text)
    # Read again what now lies on the disk: a stick that fails is found here, not in the hall.
    with _opened(pack, language) as contents:
        signed = verify(contents, [private.public])
    if isinstance(signed, tuple):
        refuse(signed, language)
    message = say_many(
        "`{pack}` {version}, {count} file: signed by `{name}`.",
        "`{pack}` {version}, {count} files: signed by `{name}`.",
        signed.files,
        pack=signed.pack,
        version=signed.version,
        name=signed.key.name,
    )
    tell(message, language)


def verify(
    pack: PackArgument,
    config: Annotated[
        Path, typer.Option(help="The configuration with the trusted keys.", metavar="FILE")
    ] = CONFIG,
    key: Annotated[
        list[Path] | None, typer.Option(help="Trust this public key too: a .pub file.", metavar="FILE")
    ] = None,
    language: LanguageOption = TERMINAL,
) -> None:
    """Say who signed a pack, and every file that is no longer what was signed.

    Ends with 0 when a trusted key signed it and nothing was altered, with 1 when not, with 2 when it could
    not be read.
    """
    from kiosk.packs.signing import verify as verify_contents

    with errors_told(language):
        trusted = _trusted(config, key or [])
    with _opened(pack, language) as contents:
        signed = verify_contents(contents, trusted)
    if isinstance(signed, tuple):
        refuse(signed, language)
    tell(signed.sentence, language)


def _trusted(config: Path, files: Iterable[Path]) -> "list[PublicKey]":
    """Those of the configuration, where there is one: a curator's desk has none."""
    from kiosk.config import load_config
    from kiosk.keys import read_public

    keys = [read_public(file) for file in files]
    if config != CONFIG or config.exists():
        keys += load_config(config).trusted_keys
    return keys


@contextmanager
def _opened(pack: Path, language: Language) -> "Iterator[Contents]":
    """The files of a pack; what the disk refuses ends the program with a sentence."""
    from kiosk.config import Archive
    from kiosk.messages import reason, say
    from kiosk.packs.contents import FolderContents
    from kiosk.packs.signed_zip import UnusableZip, open_zip
    from kiosk.problems import Problem

    if not pack.exists():
        stop(Problem(pack, None, "", "missing-file", say("There is no such file or folder.")), language)
    try:
        if pack.is_dir():
            yield FolderContents.of(pack)
        else:
            with open_zip(pack, Archive()) as contents:
                yield contents
    except UnusableZip as error:
        refuse(error.problems, language)
    except OSError as error:
        message = say("Cannot be read or written: {reason}.", reason=reason(error))
        stop(Problem(pack, None, "", "unreadable", message), language)
