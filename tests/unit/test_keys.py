"""Keys: made once, never overwritten, and a line that notices when a letter of it is lost."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config import load_config
from kiosk.errors import ConfigError
from kiosk.keys import (
    KeyFileError,
    NotAKey,
    PublicKey,
    is_genuine,
    new_key,
    read_line,
    read_private,
    read_public,
)

RAW = bytes(range(32))


def never() -> str:
    raise AssertionError("nobody should be asked")


def test_a_new_key_signs_and_its_line_verifies(tmp_path: Path) -> None:
    private, public, key = new_key("almaty-museum", tmp_path)
    secret = read_private(private, never)
    signature = secret.sign(b"words")
    for known in (key, secret.public, read_public(private), read_public(public), read_line(key.line)):
        assert known == key
        assert is_genuine(known, signature, b"words")
        assert not is_genuine(known, signature, b"other words")
    assert not is_genuine(PublicKey("almaty-museum", RAW), signature, b"words")


def test_only_the_owner_reads_a_private_key(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        private, public, _ = new_key("almaty", tmp_path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert "PRIVATE" not in public.read_text()


@pytest.mark.parametrize("there", ["almaty.key", "almaty.pub"])
def test_a_key_is_never_overwritten(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text("mine")
    with pytest.raises(KeyFileError, match="never overwritten"):
        new_key("almaty", tmp_path)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(there, "mine")]


def test_a_key_is_not_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "almaty.key").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(KeyFileError, match="never overwritten"):
        new_key("almaty", tmp_path)
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("name", ["", "Almaty", "../almaty", "ал маты", "a--b", "a" * 65])
def test_names_of_keys_are_short_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(KeyFileError, match="almaty-museum"):
        new_key(name, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="Cannot be written"):
        new_key("almaty", tmp_path / "nowhere")


def test_a_passphrase_is_needed_and_its_letters_are_the_same_from_every_keyboard(tmp_path: Path) -> None:
    private, _, key = new_key("almaty", tmp_path, "Сырлы сөз й")
    assert b"ENCRYPTED" in private.read_bytes()
    decomposed = "Сырлы сөз и\u0306"
    assert read_private(private, lambda: decomposed).public == key
    for wrong in ("", "сырлы сөз й"):
        with pytest.raises(KeyFileError, match="passphrase is wrong"):
            read_private(private, lambda wrong=wrong: wrong)
    assert read_public(private) == key


def test_what_is_no_private_key_is_told(tmp_path: Path) -> None:
    private, public, _ = new_key("almaty", tmp_path)
    other, _, other_key = new_key("astana", tmp_path)
    with pytest.raises(KeyFileError, match="no private key"):
        read_private(public, never)
    with pytest.raises(KeyFileError, match="Cannot be read"):
        read_private(tmp_path / "none.key", never)
    with pytest.raises(KeyFileError, match="no file"):
        read_private(tmp_path, never)
    mixed = private.read_text().split("\n")
    mixed[1] = f"Public key: {other_key.line}"
    (tmp_path / "mixed.key").write_text("\n".join(mixed))
    with pytest.raises(KeyFileError, match="belong together"):
        read_private(tmp_path / "mixed.key", never)
    (tmp_path / "torn.key").write_text(other.read_text().replace("MC4", "MD4"))
    with pytest.raises(KeyFileError, match="damaged"):
        read_private(tmp_path / "torn.key", never)


@given(st.data())
def test_a_lost_or_changed_letter_of_a_public_key_is_noticed(data: st.DataObject) -> None:
    line = PublicKey("almaty", RAW).line
    at = data.draw(st.integers(len("ed25519:almaty:"), len(line) - 1))
    letter = data.draw(st.sampled_from("ABab01-_").filter(lambda each: each != line[at]))
    for changed in (line[:at] + letter + line[at + 1 :], line[:at] + line[at + 1 :]):
        with pytest.raises(NotAKey):
            read_line(changed)


def write_config(folder: Path, text: str) -> Path:
    (folder / "content").mkdir(exist_ok=True)
    path = folder / "config.yaml"
    path.write_text(text)
    return path


def test_trusted_keys_stand_in_the_configuration(tmp_path: Path) -> None:
    assert load_config(write_config(tmp_path, "")).trusted_keys == ()
    assert load_config(write_config(tmp_path, "")).require_signature is False
    keys = (PublicKey("almaty", RAW), PublicKey("astana-2", RAW[::-1]))
    lines = "".join(f"  - {key.line}\n" for key in keys)
    config = load_config(write_config(tmp_path, f"require_signature: true\ntrusted_keys:\n{lines}"))
    assert config.require_signature is True
    assert config.trusted_keys == keys


def test_a_bad_trusted_key_is_told_with_its_line(tmp_path: Path) -> None:
    line = PublicKey("almaty", RAW).line
    for text, words in (
        (line[:-1], "one line"),
        (line.swapcase().replace("ED25519:ALMATY", "ed25519:almaty"), "changed"),
    ):
        with pytest.raises(ConfigError) as caught:
            load_config(write_config(tmp_path, f"idle_seconds: 90\ntrusted_keys: [{text}]\n"))
        (problem,) = caught.value.problems
        assert problem.line == 2
        assert words in problem.hint
