"""An elk in "flying gallop", the beast of the Esik belt, as a relief."""

from __future__ import annotations

import numpy as np

from .curves import brush, spiral, spline, stations
from .relief import Relief


def elk(density: float) -> Relief:
    """Draw it about 1,150 units wide: stretched legs, humped shoulder, hanging muzzle, antlers swept back."""
    r = Relief(1370, 860, density, origin=(-110, -110))
    _leg(r, [(330, 420), (240, 430), (170, 500), (84, 520)], [150, 84, 48, 42], (84, 520), 168, 6)
    _leg(r, [(720, 430), (840, 430), (940, 486), (1050, 484)], [110, 74, 46, 42], (1050, 484), -4, 6)
    _antler(r, 0)
    r.add(brush([(238, 352), (190, 330), (166, 346)], [56, 52, 14]), 26, "dome", base=8)
    neck = [(650, 380), (760, 320), (850, 268), (900, 250)]
    r.add(brush(neck, [250, 206, 158, 130]), 50, "dome", base=12, step=8, groove=13)
    trunk = [
        (216, 380), (260, 322), (360, 292), (480, 306), (590, 270), (680, 236), (760, 256), (806, 330),
        (800, 420), (736, 474), (620, 482), (500, 452), (400, 440), (320, 474), (246, 462),
    ]  # fmt: skip
    r.add(spline(trunk, True), 78, "dome", power=0.45, base=16, step=8, groove=14)
    for k in range(5):  # ribs
        x = 470 + 38 * k
        r.line([(x, 330 + 4 * k), (x + 22, 380), (x + 14, 434)], 8, 8)
    for k in range(6):  # hair of the hump and the neck
        x, y = 640 + 42 * k, 262 - 4 * k
        r.line([(x, y), (x + 26, y + 34), (x + 36, y + 76)], 8, 6)
    _leg(r, [(320, 430), (206, 500), (140, 590), (40, 610)], [140, 88, 52, 46], (40, 610), 172, 14)
    haunch = [(220, 376), (270, 318), (366, 304), (432, 340), (430, 410), (370, 462), (300, 500), (240, 470)]
    r.add(spline(haunch, True), 34, "carved", step=4, groove=8)
    r.line(spiral((338, 400), 66, 12, -120, 280), 11, 9, raw=True)
    _leg(r, [(726, 430), (850, 500), (944, 574), (1050, 576)], [130, 82, 52, 46], (1050, 576), 0, 14)
    shoulder = [
        (654, 316),
        (712, 250),
        (790, 276),
        (826, 360),
        (820, 446),
        (752, 488),
        (680, 450),
        (644, 384),
    ]
    r.add(spline(shoulder, True), 34, "carved", step=4, groove=8)
    r.line(spiral((736, 376), 60, 12, -60, 340), 11, 9, raw=True)
    r.add(brush([(950, 330), (948, 400), (926, 452)], [70, 56, 8]), 28, "dome", base=10, step=6)  # bell
    _head(r)
    _antler(r, 1)
    return r.finish(thickness=26, hammer=0.9)


def _leg(r: Relief, path, widths, fetlock, heading: float, base: float) -> None:
    """A leg and its cloven hoof, which points to `heading` in degrees."""
    r.add(brush(path, widths), 36, "dome", base=base, step=7, groove=12)
    x, y = fetlock
    way = np.array([np.cos(np.radians(heading)), np.sin(np.radians(heading))])
    side = np.array([-way[1], way[0]])
    start = np.array([x, y])
    r.add(brush([start - way * 4, start + way * 10], [58, 58]), 26, "dome", base=base, step=6, groove=8)
    for k in (1, -1):
        toe = [
            start + way * 20 + side * 12 * k,
            start + way * 52 + side * 16 * k,
            start + way * 92 + side * 6 * k,
        ]
        r.add(brush(toe, [30, 36, 10]), 28, "dome", base=base, step=6, groove=9)


def _antler(r: Relief, near: int) -> None:
    """A broad palm swept back over the body; the tines stand on its upper edge."""
    dx, dy = (0, 0) if near else (46, -26)
    palm = [(880, 214), (850, 150), (780, 122), (660, 128), (540, 120), (450, 96)]
    palm = [(x + dx, y + dy) for x, y in palm]
    stroke = brush(palm, [40, 52, 84, 112, 92, 40])
    base = 18 if near else 4
    for place, (lean, reach) in zip(
        stations(stroke, 6, 0.22, 0.99),
        ((-64, 150), (-82, 160), (-96, 156), (-108, 146), (-126, 130), (-158, 116)),
        strict=True,
    ):
        angle = np.radians(lean)
        tip = place.point + reach * np.array([np.cos(angle), np.sin(angle)])
        mid = (place.point + tip) / 2 + np.array([-16, 8])
        r.add(brush([place.point, mid, tip], [52, 40, 10]), 34, "dome", base=base, step=7, groove=11)
    brow = [(868, 180), (930, 130), (990, 112), (1030, 66)]
    r.add(
        brush([(x + dx, y + dy) for x, y in brow], [44, 40, 32, 8]), 32, "dome", base=base, step=7, groove=11
    )
    r.add(stroke, 36, "dome", power=0.42, base=base + 4, step=9, groove=13)
    for k in range(3):
        r.line([(x - 14, y - 22 + 22 * k + 4 * (k - 1)) for x, y in palm[2:]], 6, 6)


def _head(r: Relief) -> None:
    head = [
        (846, 252), (878, 204), (936, 188), (1000, 208), (1062, 240), (1120, 258), (1168, 296), (1184, 350),
        (1164, 392), (1122, 396), (1086, 372), (1082, 392), (1046, 394), (1000, 366), (940, 350), (876, 320),
    ]  # fmt: skip
    r.add(spline(head, True), 54, "dome", power=0.44, base=34, step=10, groove=15)
    r.line([(1160, 384), (1120, 366), (1076, 352), (1030, 346)], 12, 7)  # mouth under the hanging lip
    r.line([(1140, 300), (1154, 318), (1146, 340), (1128, 334)], 10, 6)  # nostril
    r.line([(900, 312), (946, 322), (976, 292), (966, 248)], 9, 7)
    r.line([(1006, 246), (1056, 276), (1106, 300)], 7, 7)
    r.eye((948, 242), 24, 9)
    ear = [(880, 262), (842, 222), (790, 204), (742, 222), (784, 256), (846, 286)]
    r.add(spline(ear, True, (3,)), 26, "dome", base=30, step=9, groove=12)
    r.line([(770, 224), (812, 236), (860, 262)], 10, 7)
