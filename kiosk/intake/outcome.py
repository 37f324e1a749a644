"""How taking in one delivery ended, and the sentence that says so."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kiosk.messages import NOTHING, Message, Name, both, say, say_many
from kiosk.packs.model import Pack
from kiosk.packs.reader import read_model
from kiosk.packs.summary import Summary
from kiosk.problems import Problem, errors

Result = Literal["shown", "unchanged", "back", "refused", "changing", "unread", "taken-back"]
"""``back``: an earlier version, or none, is shown because somebody asked for it.
``changing`` and ``unread`` say nothing of the pack: it was still being copied, or the disk that it lies on
did not give it. To be tried again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How taking in one delivery ended."""

    result: Result
    origin: str
    """Name of what was delivered."""
    problems: tuple[Problem, ...]
    """Their files are named from ``origin`` on."""
    summary: Summary
    """As far as the pack could be read; its root is ``origin``."""
    pack: str = ""
    """Id of the pack; empty when it could not be read."""
    folder: str = ""
    """Name of the folder of the version that is shown now; empty when nothing was installed."""
    signer: str = ""
    """Name of the key that the delivery was signed with; a Message where that key is not trusted here."""
    has_earlier: bool = False
    """There is something of this pack to go back to."""

    @property
    def version(self) -> str:
        """What the pack calls this version; empty when it could not be read."""
        return self.summary.version

    @property
    def sentence(self) -> Message:
        """How it ended."""
        facts = {"title": self.summary.title or self.pack or self.origin, "version": self.version}
        match self.result:
            case "shown":
                done = say(
                    "{title}, {version}, is installed. The screen shows it as soon as nobody is using it.",
                    **facts,
                )
                return both(done, self._warnings())
            case "back" if self.version:
                return say(
                    "{title}, {version}, is shown again as soon as nobody is using the screen.", **facts
                )
            case "back":
                return say(
                    "Once nobody is using the screen, no installed version of `{pack}` is shown any more.",
                    pack=self.pack,
                )
            case "unchanged":
                return say("{title}, {version}, is shown already.", **facts)
            case "changing":
                return say("{title} is still being copied. Try again when all of it is there.", **facts)
            case "unread":
                return say("{title} could not be read to its end. Try again.", **facts)
            case "taken-back":
                return say(
                    "{title}, {version}, was taken back: the kiosk could not show it. What was shown before "
                    "is shown again.",
                    **facts,
                )
            case "refused":
                return say("Not installed: {title}. What was shown stays on the screen.", **facts)

    def _warnings(self) -> Message:
        count = len(self.problems) - len(errors(self.problems))
        if not count:
            return NOTHING
        return say_many("{count} warning is worth a look.", "{count} warnings are worth a look.", count)


def summary_of_version(root: Path, origin: str) -> Summary:
    """Title and version of an installed version, as far as they can be read."""
    manifest = read_model(Pack, root / "pack.yaml")[0]
    if manifest is None:
        return Summary(Path(origin))
    return Summary(Path(origin), Name.of(manifest.title.model_dump()), manifest.version)


def without_summary(result: Result, origin: str, problems: tuple[Problem, ...], pack: str = "") -> Outcome:
    """Of a delivery that was not read as a pack."""
    return Outcome(result, origin, problems, Summary(Path(origin)), pack)
