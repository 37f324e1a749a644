"""What a pack says of itself, and how much is in it: for reports, so also of a broken one."""

from dataclasses import dataclass
from pathlib import Path

from kiosk.messages import NAMELESS, Name
from kiosk.packs.assets import AssetReader
from kiosk.packs.folder import Folder, is_record
from kiosk.packs.place import Place


@dataclass(frozen=True, slots=True)
class Summary:
    """As far as that can be read."""

    root: Path
    """The folder that was read."""
    title: Name = NAMELESS
    version: str = ""
    records: int = 0
    """Files of records, good or not."""
    pictures: int = 0
    """Files that records name; each counts once."""
    films: int = 0


def summary_of(folder: Folder, manifest: Place | None, assets: AssetReader) -> Summary:
    """``manifest`` is the place of ``pack.yaml`` where that is YAML; ``assets`` knows all records."""
    data = manifest.document.data if manifest is not None else None
    version = data.get("version") if isinstance(data, dict) else None
    kinds = [kind for kind, _, _ in assets.named.values()]
    return Summary(
        folder.root,
        manifest.title if manifest is not None else NAMELESS,
        version[:40] if isinstance(version, str) else "",
        sum(map(is_record, folder.files)),
        kinds.count("image"),
        kinds.count("film"),
    )
