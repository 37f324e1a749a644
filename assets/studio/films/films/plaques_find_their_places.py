"""Film: the plaques find their places. Run: python -m films.plaques_find_their_places --out FOLDER"""

from __future__ import annotations

import numpy as np
import skia
from scipy import ndimage

from films.cli import run
from films.core import (
    BONE,
    GROUND,
    HEIGHT,
    WIDTH,
    Camera,
    Frame,
    colour,
    line,
    mix,
    plate_edge,
    ramp,
    rgb,
    vignette,
)
from films.costume import cut, earth, raster
from films.costume.cloth import Cloth
from films.costume.flight import Flight, Moment, settled, smooth
from films.costume.places import ZONES, gold
from films.costume.reliefs import surfaces
from films.pen import polygon
from films.video import Encoding

NAME = "plaques-find-their-places"
SECONDS = 44.8
POSTER_AT = 18.4
# Thousands of turning edges: more bytes than the other films, with more of them for the colour of the gold.
ENCODING = Encoding(
    crf=28,
    limit=13_500_000,
    options=("-psy-rd", "0.5:0", "-x264-params", "chroma-qp-offset=-4:vbv-maxrate=8000:vbv-bufsize=12000"),
)
LIES = -90.0  # the head to the west, and north up: to the left

VIEWS = (  # from, to (seconds), the view then reached
    (0.0, 0.1, Camera(0.05, 1.26, 1750, LIES)),
    (1.2, 7.4, Camera(0.0, 1.215, 690, LIES)),
    (7.6, 11.2, Camera(0.0, 1.93, 1160, LIES)),
    (12.6, 16.8, Camera(0.0, 1.36, 1020, LIES)),
    (21.0, 24.2, Camera(0.0, 1.22, 1250, LIES)),
    (25.2, 28.8, Camera(0.0, 0.50, 1480, LIES)),
    (31.9, 36.4, Camera(0.0, 1.19, 520, LIES)),
    (33.8, 39.6, Camera(0.0, 1.208, 368, 0.0)),
    (37.6, 46.4, Camera(0.0, 1.204, 405, 0.0)),
)


def camera_at(t: float) -> Camera:
    """The view: close to the gold, the whole grave, from the feet to the head, the figure upright."""
    view = VIEWS[0][2]
    for start, end, goal in VIEWS[1:]:
        view = view.between(goal, ramp(t, start, end))
    return view


def light_at(t: float) -> np.ndarray:
    """The window's direction and the rim's, then ambient, wide, middle, rim, core (see `raster`)."""
    swing, lean = 0.85 * np.sin(0.27 * t - 0.7), 0.46 + 0.08 * np.sin(0.19 * t)
    turn = -2.2 + swing
    key = np.array([lean * np.cos(turn), lean * np.sin(turn), np.sqrt(1 - lean**2)])
    # At the end it passes once over the standing figure, from left to right.
    last = np.array([-0.85 + 1.35 * ramp(t, 39.0, 44.6), -0.36, 0.72])
    key = key + (last / np.linalg.norm(last) - key) * ramp(t, 35.5, 39.5)
    key /= np.linalg.norm(key)
    rim = np.array([0.74, 0.34, 0.58])
    return np.array([*key, *(rim / np.linalg.norm(rim)), 0.07, 0.50, 1.40, 0.42, 3.4])


def level_at(t: float) -> float:
    """How much light there is: it comes slowly, and goes a little before the end."""
    return ramp(t, 0.1, 3.2) * (1 - 0.96 * ramp(t, 43.7, 44.9))


class Film:
    """The drawn parts and their movement."""

    def __init__(self) -> None:
        seeds = [int(s.generate_state(1)[0]) for s in np.random.SeedSequence(1970).spawn(4)]
        self.gold = gold(seeds[0])
        self.flight = Flight(self.gold, seeds[1])
        self.earth, self.cloth = earth.earth(seeds[2]), Cloth(seeds[3])
        self.surfaces = surfaces()
        self.frame = Frame(7)
        self.linear = _linear()
        self.curve = _curve()
        self.shade = vignette(0.42)[..., 0].astype(np.float32)
        self.edge = _edge()
        self.picture = np.zeros((HEIGHT, WIDTH, 3), np.float32)

    def render(self, t: float) -> np.ndarray:
        """The picture at t seconds."""
        view, moment = camera_at(t), self.flight.at(t)
        self._behind(t, view)
        pool = self._pool(t)
        x, y, radius, floor, level = pool
        across = np.exp(-(((np.arange(WIDTH) - x) / radius) ** 2)).astype(np.float32)
        down = level * (1 - floor) * np.exp(-(((np.arange(HEIGHT) - y) / radius) ** 2)).astype(np.float32)
        raster.ground(self.picture, self.frame.pixels, self.linear, across, down, level * floor)
        self._lay(t, view, moment, pool)
        return self._develop(t)

    def _behind(self, t: float, view: Camera) -> None:
        """Earth, glow and cloth."""
        canvas = self.frame.canvas
        canvas.clear(colour(GROUND))
        upright = ramp(t, 34.4, 38.8)
        canvas.save()
        view.apply(canvas)
        there = 1 - 0.35 * ramp(t, 19, 25) - 0.65 * ramp(t, 31.0, 35.2)
        if there > 0:
            fine = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
            canvas.drawImageRect(self.earth, skia.Rect.MakeLTRB(*earth.BOX), fine, skia.Paint(Alphaf=there))
        self._glow(canvas, t)
        self.cloth.draw(canvas, self.shown(t), upright)
        dash = ramp(t, 38.6, 40.8)
        if dash > 0:
            paint = line(BONE, 0.0042, 0.85 * dash)
            paint.setPathEffect(skia.DashPathEffect.Make([0.016, 0.0145], 0))
            canvas.drawPath(polygon(cut.HEADDRESS), paint)
        canvas.restore()

    @staticmethod
    def shown(t: float) -> dict[str, float]:
        """How visible each part of the dress is: it comes after its gold."""
        ends = {zone: settled(zone) for zone in ZONES}
        return {
            "wearer": 0.55 * ramp(t, 34.0, 38.5),
            **{
                zone: (0.55 + 0.35 * ramp(t, 33, 38)) * ramp(t, ends[zone] - 2.2, ends[zone] + 1.2)
                for zone in ("trousers", "boots", "caftan", "belt", "headdress")
            },
        }

    @staticmethod
    def _glow(canvas: skia.Canvas, t: float) -> None:
        """A soft light behind the standing figure."""
        there = ramp(t, 34.5, 41.0)
        if there <= 0:
            return
        tint = mix(GROUND, rgb("#c4772c"), 0.36)
        paint = skia.Paint(AntiAlias=True, Dither=True)
        stops = [colour(tint, a * there).toColor() for a in (0.85, 0.42, 0.12, 0.0)]
        paint.setShader(
            skia.GradientShader.MakeRadial(skia.Point(0, 1.05), 1.75, stops, [0.0, 0.35, 0.7, 1.0])
        )
        canvas.drawCircle(0, 1.05, 1.75, paint)

    @staticmethod
    def _pool(t: float) -> np.ndarray:
        """The pool of light on the picture: x, y, radius, what is left outside, level."""
        wide, work, last = ramp(t, 1.5, 7.0), ramp(t, 8.0, 11.0), ramp(t, 33, 38)
        radius = 520 + 560 * wide - 240 * work + 700 * last
        x = WIDTH / 2 + (1 - wide) * 260 * np.cos(0.9 * t + 2.4)
        y = HEIGHT / 2 - (1 - wide) * 120
        return np.array([x, y, radius, 0.08 + 0.16 * work + 0.5 * last, (1.25 + 0.35 * last) * level_at(t)])

    def _lay(self, t: float, view: Camera, moment: Moment, pool: np.ndarray) -> None:
        """The gold, and its shadows."""
        g, shown = self.gold, self.shown(t)
        rest = smooth((moment.way - 0.75) / 0.25)
        gone = np.array([shown.get(zone, 0.0) for zone in ZONES])[g.zone] / 0.55
        cover = np.where(g.back, 1 - rest * np.clip(gone, 0, 1), 1.0)
        dim = np.where(g.back, 1 - 0.72 * rest, 1.0)
        waits = 0.42 * ramp(t, 7.6, 9.4) * (1 - smooth((t - self.flight.start + 0.9) / 1.2))
        dim = dim * (1 - waits)  # what lies and waits steps back
        table = self.flight.table(moment, view, dim, cover)
        far = (table[:, raster.X] - pool[0]) ** 2 + (table[:, raster.Y] - pool[1]) ** 2
        table[:, raster.LIGHT] *= pool[4] * (pool[3] + (1 - pool[3]) * np.exp(-far / pool[2] ** 2))
        order = np.argsort(moment.z - np.where(g.back, 0.05, 0.0) * rest, kind="stable")
        order = order[table[order, raster.COVER] > 0.01]
        table, z = table[order], np.maximum(0.0, moment.z[order])
        height = (z + 0.0035) * view.scale
        low = z < 0.30
        textures = self.surfaces.texels, self.surfaces.levels, self.surfaces.inner
        raster.shade(
            self.picture, *textures, table[low],
            0.42 * height[low], 0.62 * height[low], 1.0 + 0.10 * height[low],
        )  # fmt: skip
        raster.lay(self.picture, *textures, table, light_at(t))

    def _develop(self, t: float) -> np.ndarray:
        """Haze round what is bright, then the finished picture."""
        small = np.zeros((HEIGHT // 4, WIDTH // 4, 3), np.float32)
        raster.bright(self.picture, 0.75 - 0.3 * ramp(t, 36, 41), small)
        haze = sum(
            part * ndimage.gaussian_filter(small, (size, size, 0))
            for size, part in ((2.2, 0.34), (9.0, 0.40))
        )
        out = np.empty((HEIGHT, WIDTH, 3), np.uint8)
        grain = self.frame.grain[..., 0]
        bone = np.array(BONE, np.float32) * 255
        raster.develop(
            self.picture, haze.astype(np.float32), self.shade, grain, self.edge, bone, self.curve, out
        )
        return out


def _linear() -> np.ndarray:
    """Linear light of an 8-bit value."""
    v = np.arange(256) / 255
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4).astype(np.float32)


def _curve() -> np.ndarray:
    """8-bit values of linear light 0..4, gently rounded off above 0.55."""
    x = np.linspace(0, 4, 16385)
    y = np.where(x < 0.55, x, 0.55 + 0.45 * (1 - np.exp(-(x - 0.55) / 0.45)))
    return (255 * np.where(y <= 0.0031308, 12.92 * y, 1.055 * y ** (1 / 2.4) - 0.055)).astype(np.float32)


def _edge() -> np.ndarray:
    """How much of the plate's double rule covers each pixel."""
    frame = Frame()
    frame.canvas.clear(skia.ColorBLACK)
    plate_edge(frame.canvas, 0.8)
    return (frame.pixels[..., 0] / (255 * BONE[0])).astype(np.float32)


if __name__ == "__main__":
    run(NAME, Film().render, SECONDS, POSTER_AT, ENCODING)
