"""Film: how the ice formed in Berel kurgan 11. Run: python -m films.how_the_ice_formed --out FOLDER"""

from __future__ import annotations

import numpy as np
import skia

from films.cli import run
from films.core import (
    BONE,
    CINNABAR,
    FROST,
    GROUND,
    HEIGHT,
    WIDTH,
    Camera,
    Frame,
    clamp,
    colour,
    mix,
    plate_edge,
    ramp,
    vignette,
    window,
)
from films.ice.dig import Dig, in_cut
from films.ice.horses import Horses
from films.ice.ice import IceLens
from films.ice.landscape import Earth, Landscape, Pit
from films.ice.plan import CLOSE, LENS_VIEW, MOUND_VIEW, PIT_DEPTH, WIDE
from films.ice.seasons import ColdAir, Heat, SnowCover, Snowfall, Sun
from films.ice.stones import Mound
from films.ice.tomb import Chamber

NAME = "how-the-ice-formed"
SECONDS = 29.6
POSTER_AT = 23.9


def camera_at(t: float) -> Camera:
    """The view: steppe, pit, whole mound, ice."""
    view = WIDE.between(CLOSE, ramp(t, 1.6, 5.2))
    view = view.between(MOUND_VIEW, ramp(t, 10.2, 13.8))
    return view.between(LENS_VIEW, ramp(t, 20.0, 23.6))


def ice_at(t: float) -> float:
    """How far the lens has grown: a little in the first winter, unchanged in summer, then to the full."""
    return 0.5 * ramp(t, 14.6, 18.4) + 0.52 * ramp(t, 20.4, 24.8)


class Film:
    """All parts, drawn once; `render` puts them together for a moment."""

    def __init__(self) -> None:
        seeds = iter(np.random.SeedSequence(294).spawn(12))

        def rng() -> np.random.Generator:
            return np.random.default_rng(next(seeds))

        self.landscape, self.earth, self.pit = Landscape(rng()), Earth(rng()), Pit(rng())
        self.chamber, self.horses, self.mound = Chamber(rng()), Horses(rng()), Mound(rng())
        self.cold = ColdAir(self.mound.air_paths(np.random.default_rng(7), 26), rng())
        self.snowfall, self.cover = Snowfall(rng()), SnowCover(self.mound.surface(), rng())
        self.sun, self.heat, self.ice = Sun(rng()), Heat(rng()), IceLens(rng())
        self.dig = Dig(np.random.default_rng(11))
        self.frame, self.shade = Frame(), vignette(0.5, 0.48)

    def render(self, t: float) -> np.ndarray:
        """The picture at t seconds."""
        canvas, camera = self.frame.canvas, camera_at(t)
        winter = max(window(t, 13.9, 17.6, 1.1, 1.0), 0.9 * window(t, 20.0, 24.8, 1.0, 1.0))
        summer = window(t, 16.9, 20.9, 1.2, 1.1)
        digging = ramp(t, 24.6, 25.6)
        tint = mix(mix(BONE, FROST, 0.65 * winter), CINNABAR, 0.22 * summer)
        canvas.clear(colour(GROUND))
        canvas.save()
        canvas.clipRect(skia.Rect.MakeLTRB(38, 38, WIDTH - 38, HEIGHT - 38))
        self.landscape.draw(canvas, camera, tint)
        canvas.save()
        camera.apply(canvas)
        self.sun.draw(canvas, 8.2, -4.2 - 1.0 * ramp(t, 16.9, 18.6) + 0.5 * ramp(t, 19.6, 20.9), t, summer)
        self._section(canvas, t, winter, summer)
        self.cover.draw(canvas, max(window(t, 14.2, 18.0, 1.6, 1.4), 0.8 * window(t, 20.3, 25.2, 1.6, 1.2)))
        self.heat.draw(canvas, t, summer)
        self.dig.draw_cut(canvas, ramp(t, 24.7, 26.0))
        self.dig.draw_marks(canvas, ramp(t, 26.7, 28.2))
        canvas.restore()
        ground = HEIGHT / 2 - camera.y * camera.scale
        self.snowfall.draw(canvas, t, ground, winter * (1 - digging))
        canvas.restore()
        plate_edge(canvas)
        return self.frame.finish(self.shade * ramp(t, -0.5, 1.1))

    def _section(self, canvas: skia.Canvas, t: float, winter: float, summer: float) -> None:
        """Ground, grave, mound and ice."""
        depth = PIT_DEPTH * ramp(t, 1.9, 4.7)
        self.earth.draw(canvas, depth)
        self.pit.draw(canvas, depth)
        self.chamber.draw(canvas, clamp((t - 4.5) / 3.1))
        self.horses.draw(canvas, clamp((t - 7.3) / 2.9))
        built = 0.35 * clamp((t - 10.2) / 3.9) + 0.65 * ramp(t, 9.9, 14.3)
        cleared = 1.1 * clamp((t - 24.9) / 2.6)
        self.mound.draw(canvas, built if t > 10.2 else 0.0, summer, cleared, in_cut)
        self.cold.draw(canvas, t, winter)
        glint = (t - 26.6) / 2.6
        self.ice.draw(canvas, ice_at(t), glint)


if __name__ == "__main__":
    run(NAME, Film().render, SECONDS, POSTER_AT)
