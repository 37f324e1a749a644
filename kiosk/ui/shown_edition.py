"""The edition that the stage shows, and its catalogue once somebody has asked it something."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.catalogue.queries import Catalogue

log = logging.getLogger(__name__)


class ShownEdition:
    """``path`` is its folder, None where there is none; ``catalogue`` is None until it was opened."""

    def __init__(self, path: Path | None, open_catalogue: Callable[[Path], "Catalogue"]) -> None:
        self.path, self.open_catalogue = path, open_catalogue
        self.catalogue: Catalogue | None = None
        self._keys: tuple[tuple[str, str | None, str | None], Any] | None = None

    def opened(self) -> "Catalogue":
        """The catalogue, opened when first needed: the first frame does without it."""
        if self.catalogue is None:
            if self.path is None:
                raise RuntimeError("no edition to show")
            self.catalogue = self.open_catalogue(self.path)
        return self.catalogue

    def take(self, found: Path | None, catalogue: "Catalogue | None" = None) -> bool:
        """Show this one from now on, with its catalogue if that is open; False if it was shown before."""
        changed = found != self.path
        if changed:
            log.info("showing edition %s", found.name if found else "none")
            self.close()
            self.path, self._keys = found, None
        if self.catalogue is None:
            self.catalogue = catalogue
        elif catalogue is not None:
            catalogue.close()
        return changed

    @contextmanager
    def instead(self, path: Path, catalogue: "Catalogue") -> Iterator[None]:
        """Another one for a moment, while no frame is drawn."""
        kept = self.path, self.catalogue, self._keys
        self.path, self.catalogue, self._keys = path, catalogue, None
        try:
            yield
        finally:
            self.path, self.catalogue, self._keys = kept

    def keys(self, gallery: str, theme: str | None, material: str | None) -> Any:
        """The records that the visitor's filters leave; kept, because every record asks."""
        wanted = (gallery, theme, material)
        if self._keys is None or self._keys[0] != wanted:
            self._keys = (wanted, self.opened().record_keys(gallery, theme, material))
        return self._keys[1]

    def close(self) -> None:
        if self.catalogue is not None:
            self.catalogue.close()
            self.catalogue = None
