"""A tour through the real kiosk: every screen, in every language and size, as a picture."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from kivy.core.window import Window

from kiosk.languages import ENDONYMS, Language
from kiosk.ui.app import KioskApp
from kiosk.ui.navigation import ABOUT, ATTRACT, ERROR, GALLERIES, LANGUAGES, QUIET, Place
from kiosk.ui.photograph import save_photograph
from kiosk.ui.screens.attract import AttractScreen
from kiosk.ui.screens.film import FilmScreen
from kiosk.ui.screens.viewer import ViewerScreen
from kiosk.ui.stage import Stage
from kiosk.ui.steps import Steps

PATIENCE_STEPS = 600
"""A picture that is not ready after so many steps is taken as it is, and the tour says so."""
FILM_SECONDS = 4.0
"""The moment of the film that is shown."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of the tour."""

    screen: str
    size: tuple[int, int]
    language: Language
    text_scale: float

    @property
    def file(self) -> str:
        width, height = self.size
        return f"{width}x{height}/{self.text_scale:g}x/{self.language}/{self.screen}.png"


@dataclass(frozen=True, slots=True)
class Stop:
    """One picture to take in each language and size."""

    name: str
    place: Place
    act: Callable[[Stage], None] = lambda _stage: None
    """What is done there before the picture is taken."""
    wanted: Callable[[Stage], bool] = lambda _stage: True
    """Whether there is anything to see, once the screen of the place is there."""


class Tour:
    """Drives the app from its own clock; stops it at the end. ``shots`` are the pictures taken."""

    def __init__(
        self,
        app: KioskApp,
        out: Path,
        sizes: Sequence[tuple[int, int]],
        languages: Sequence[Language],
        text_scale: float,
        told: Callable[[Shot, int], None],
        stops: Callable[[Stage], Iterator[Stop]] | None = None,
    ) -> None:
        self._app, self._out, self._told, self._stops = app, out, told, stops or every_kind
        self._sizes, self._languages, self._text_scale = sizes, languages, text_scale
        self.shots: list[Shot] = []
        self.late: list[Shot] = []
        self._steps = Steps(app, self._journey())
        self._waited = 0

    def start(self) -> None:
        self._steps.start()

    @property
    def error(self) -> Exception | None:
        """What ended the tour early."""
        return self._steps.error

    def _journey(self) -> Iterator[None]:
        stage = self._app.stage
        assert stage is not None
        for size in self._sizes:
            Window.size = size
            while tuple(Window.system_size) != size or tuple(stage.size) != size:
                self._waited += 1
                if self._waited > PATIENCE_STEPS:
                    raise RuntimeError(f"the window does not take the size {size[0]}x{size[1]}")
                yield
            self._waited = 0
            stops = list(self._stops(stage))
            total = len(self._sizes) * len(self._languages) * len(stops)
            for language in self._languages:
                stage.language, stage.text_scale = language, self._text_scale
                for stop in stops:
                    shot = Shot(stop.name, size, language, self._text_scale)
                    stage.presence.idle.touched(stage.now())
                    stage.navigation.reset(stop.place)
                    yield
                    if not stop.wanted(stage):
                        continue
                    stop.act(stage)
                    yield from self._ready(stage, shot)
                    save_photograph(self._out / shot.file)
                    self.shots.append(shot)
                    self._told(shot, total)

    def _ready(self, stage: Stage, shot: Shot) -> Iterator[None]:
        for _ in range(PATIENCE_STEPS):
            yield
            if stage.pictures.idle and _at_rest(stage):
                return
        self.late.append(shot)


def _at_rest(stage: Stage) -> bool:
    screen = stage.screen
    if stage.transition.running:
        return False
    if isinstance(screen, AttractScreen):
        return screen.at_rest
    if isinstance(screen, ViewerScreen):
        return screen.zoom_area.at_rest
    if isinstance(screen, FilmScreen):
        return screen.player.state != "playing" or screen.player.position >= FILM_SECONDS
    return True


def every_kind(stage: Stage) -> Iterator[Stop]:
    """Every screen: of each gallery its page, and of its records the kinds that look different."""
    yield Stop("01-attract", ATTRACT)
    yield Stop("02-languages", LANGUAGES)
    yield Stop("03-galleries", GALLERIES)
    catalogue = stage.opened()
    number = 4
    film: Place | None = None
    picture: Place | None = None
    for gallery in catalogue.galleries():
        yield Stop(f"{number:02d}-gallery-{gallery.id}", Place("gallery", gallery.id))
        yield Stop(f"{number:02d}-gallery-{gallery.id}-end", Place("gallery", gallery.id), _to_end)
        number += 1
        for key in catalogue.record_keys(gallery.id):
            record = catalogue.record(key)
            place = Place("record", gallery.id, key)
            name = f"{number:02d}-record-{gallery.id}-{record.record_id}"
            yield Stop(name, place)
            if record.films:
                film = film or Place("film", gallery.id, key)
                yield Stop(f"{name}-middle", place, lambda s: _to(s, 0.3))
                yield Stop(f"{name}-end", place, _to_end)
            if record.images:
                picture = picture or Place("viewer", gallery.id, key)
        number += 1
    if picture:
        yield Stop(f"{number:02d}-viewer", picture)
        yield Stop(f"{number:02d}-viewer-near", picture, _near)
    if film:
        yield Stop(f"{number + 1:02d}-film", film)
        yield Stop(f"{number + 1:02d}-film-plays", film, _play)
    yield Stop(f"{number + 2:02d}-about", ABOUT)
    yield Stop(f"{number + 3:02d}-still-there", GALLERIES, _walk_away)
    yield Stop(f"{number + 4:02d}-error", ERROR)
    yield Stop(f"{number + 5:02d}-quiet", QUIET)


def _to(stage: Stage, fraction: float) -> None:
    if stage.screen is not None and stage.screen.scroll is not None:
        stage.screen.scroll.scroll_to_fraction(fraction)


def _to_end(stage: Stage) -> None:
    _to(stage, 1.0)


def _walk_away(stage: Stage) -> None:
    """Nobody has touched for so long that the kiosk asks."""
    stage.presence.idle.touched(stage.now() - stage.settings.idle_seconds - 3)
    stage.presence.check()


def _near(stage: Stage) -> None:
    if isinstance(stage.screen, ViewerScreen):
        stage.screen.zoom_area.zoom_by(2.2)


def _play(stage: Stage) -> None:
    if isinstance(stage.screen, FilmScreen):
        stage.screen.player.play()


def write_page(
    out: Path, shots: Sequence[Shot], title: str = "Kiosk tour", language: Language = "en"
) -> Path:
    """One HTML page with all pictures: a row a screen, a column a language, sizes one under another.

    ``title`` is plain text in ``language``.
    """
    sizes = sorted({(shot.size, shot.text_scale) for shot in shots})
    parts = [
        f'<!doctype html><html lang="{language}"><meta charset=utf-8><title>{escape(title)}</title>',
        "<style>body{background:#14110d;color:#efe7d8;font:16px sans-serif;margin:2em}",
        "table{border-spacing:12px}img{width:100%;min-width:280px;border:1px solid #4a4035}",
        f"td{{vertical-align:top}}th{{text-align:left}}</style><h1>{escape(title)}</h1>",
    ]
    for size, scale in sizes:
        here = [shot for shot in shots if (shot.size, shot.text_scale) == (size, scale)]
        languages = list(dict.fromkeys(shot.language for shot in here))
        larger = f", {scale:g}×" if scale != 1 else ""
        parts.append(f"<h2>{size[0]} × {size[1]}{larger}</h2><table><tr><th>")
        parts += [f'<th lang="{each}">{escape(ENDONYMS[each])}' for each in languages]
        for screen in dict.fromkeys(shot.screen for shot in here):
            parts.append(f"<tr><th>{escape(screen)}")
            for each in languages:
                shot = Shot(screen, size, each, scale)
                if shot not in here:
                    parts.append("<td>")
                    continue
                file = shot.file
                parts.append(f'<td><a href="{file}"><img loading=lazy src="{file}" alt="{escape(file)}"></a>')
        parts.append("</table>")
    page = out / "index.html"
    page.write_text("\n".join(parts), encoding="utf-8")
    return page
