"""Derivatives for all assets of the packs that will be shown."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from kiosk.catalogue.delivery import Candidate
from kiosk.catalogue.editions import derivative_folder
from kiosk.catalogue.write import Exhibit
from kiosk.media import derive
from kiosk.media.derive import Medium
from kiosk.media.faults import MediaError
from kiosk.packs.reader import read_pack
from kiosk.problems import Problem, errors


def pictures_to_make(candidates: Iterable[Candidate], data: Path) -> dict[str, Path]:
    """Derivative key -> our copy of the picture, of those that nobody made yet; each content once."""
    wanted = {
        _key(candidate, file): candidate.version.file(file)
        for candidate in candidates
        for file in candidate.pack.assets.pictures
    }
    return {key: file for key, file in wanted.items() if derive.known(derivative_folder(data, key)) is None}


def keys(candidates: Iterable[Candidate]) -> set[str]:
    """Keys of all derivatives that these packs will show."""
    return {
        _key(candidate, file)
        for candidate in candidates
        for file in (*candidate.pack.assets.pictures, *candidate.pack.assets.films)
    }


def bytes_needed(candidates: Iterable[Candidate], pictures: Mapping[str, Path]) -> int:
    """About how much the derivatives still to be made and the new catalogue will take."""
    needed = 0
    for candidate in candidates:
        needed += 2 * sum(candidate.version.texts.values())
        for file, facts in candidate.pack.assets.pictures.items():
            if _key(candidate, file) in pictures:
                needed += facts.width * facts.height // 2 + 200_000
    return needed


def make_pictures(
    pictures: dict[str, Path], data: Path, aside: Path, done: Callable[[], None]
) -> dict[str, MediaError]:
    """Make derivatives; returns those that cannot be made. Raises OSError when the disk cannot take them."""
    made = derive.derive_all(pictures, lambda key: derivative_folder(data, key), aside, done)
    return {key: result for key, result in made.items() if isinstance(result, MediaError)}


def broken_pictures(candidate: Candidate, failed: dict[str, MediaError]) -> tuple[Problem, ...]:
    """What to tell of a pack some of whose pictures could not be made; nothing when all could."""
    reasons = {
        file: failed[key]
        for file in candidate.pack.assets.pictures
        if (key := _key(candidate, file)) in failed
    }
    if not reasons or candidate.last_good:
        return tuple(_broken(candidate.pack.root / file, error) for file, error in reasons.items())
    # Reading again with all pictures decoded names the line of the record, too.
    with_lines = errors(read_pack(candidate.pack.root, candidate.terms).problems)
    return tuple(with_lines) or tuple(
        _broken(candidate.pack.root / file, error) for file, error in reasons.items()
    )


def exhibit(candidate: Candidate, data: Path, aside: Path) -> Exhibit:
    """The pack with all its media in place. Its pictures must have been made."""
    media: dict[str, Medium] = {}
    for file in candidate.pack.assets.pictures:
        made = derive.known(derivative_folder(data, _key(candidate, file)))
        assert made is not None, file
        media[file] = made
    for file, facts in candidate.pack.assets.films.items():
        key = _key(candidate, file)
        place = derivative_folder(data, key)
        media[file] = derive.known(place) or derive.keep_film(
            candidate.version.file(file),
            Medium(key, facts.width, facts.height, facts.duration),
            place,
            aside,
        )
    return Exhibit(candidate.pack, candidate.terms, media)


def _key(candidate: Candidate, file: str) -> str:
    return derive.key_of(candidate.version.media[file].digest)


def _broken(file: Path, error: MediaError) -> Problem:
    return Problem(file, None, "", error.code, error.reason, error.hint)
