"""Lays small reliefs on a picture, each texel lit by itself: polished gold under one soft window.

Everything is in linear light, float32, (height, width, 3). x points right, y down, z to the eye.
"""

from __future__ import annotations

import numpy as np
from numba import njit

# Columns of the table of placed ornaments, one row an ornament.
KIND, X, Y, BLUR, LIGHT, DUST, COVER = range(7)
LOCAL = 7  # four numbers: the screen's steps for one long side to the right and down, row by row
NORMAL = 11  # nine numbers: the turn of its normals, row by row
COLUMNS = 20

_FAST = {"fastmath": True, "cache": True, "nogil": True}


@njit(**_FAST)
def _corners(level, a, b):
    """Where to look (a, b) long sides from a texture's middle: four texels and their weights, 0 outside."""
    start, height, width, long = level[0], level[1], level[2], level[3] / 1000.0
    u, v = a * long + width / 2 - 0.5, b * long + height / 2 - 0.5
    x, y = int(np.floor(u)), int(np.floor(v))
    if x < 0 or y < 0 or x + 1 >= width or y + 1 >= height:  # the rim of a texture is empty
        return start, start, 0.0, 0.0, 0.0, 0.0
    fx, fy = u - x, v - y
    top = start + y * width + x
    return top, top + width, (1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy


@njit(**_FAST)
def _look(channel, corners):
    """One channel of the texels at these corners."""
    top, low, p, q, r, s = corners
    return p * channel[top] + q * channel[top + 1] + r * channel[low] + s * channel[low + 1]


@njit(**_FAST)
def _frame(levels, inner, row, grow):
    """Determinant of an ornament's steps, level of detail, half of its width and height in pixels."""
    a, b, c, d = row[LOCAL], row[LOCAL + 1], row[LOCAL + 2], row[LOCAL + 3]
    det = a * d - b * c
    kind = int(row[KIND])
    long = levels[kind, 0, 3] / 1000.0
    across = max(0.5, np.sqrt(abs(det)))
    lod = np.log2(long / across) * 0.95
    if grow > 0:
        lod = max(lod, np.log2(long * grow / across))
    lod = min(max(lod, 0.0), levels.shape[1] - 1.001)
    rim = (2.0 * grow + 1.5 + 0.8 * 2.0**lod * across / long) / across
    hw = min(inner[kind, 0] + rim, levels[kind, 0, 2] / long / 2)
    hh = min(inner[kind, 1] + rim, levels[kind, 0, 1] / long / 2)
    return det, lod, abs(a) * hw + abs(b) * hh, abs(c) * hw + abs(d) * hh


@njit(**_FAST)
def shade(picture, texels, levels, inner, table, fall_x, fall_y, soft):
    """Darken what ornaments keep the light off; `fall_x`, `fall_y`, `soft` in pixels, one an ornament."""
    height, width = picture.shape[:2]
    covers = texels[3]
    for k in range(table.shape[0]):
        row = table[k]
        det, lod, rx, ry = _frame(levels, inner, row, soft[k])
        cx, cy = row[X] + fall_x[k], row[Y] + fall_y[k]
        if abs(det) < 0.2 or cx + rx < 0 or cx - rx > width or cy + ry < 0 or cy - ry > height:
            continue
        a, b, c, d = row[LOCAL] / det, row[LOCAL + 1] / det, row[LOCAL + 2] / det, row[LOCAL + 3] / det
        n = int(lod)
        part = lod - n
        fine, coarse = levels[int(row[KIND]), n], levels[int(row[KIND]), n + 1]
        strength = row[COVER] * 0.62 / (1 + 0.05 * soft[k])
        for y in range(max(0, int(cy - ry)), min(height, int(cy + ry) + 2)):
            for x in range(max(0, int(cx - rx)), min(width, int(cx + rx) + 2)):
                px, py = x - cx, y - cy
                u, v = d * px - b * py, a * py - c * px
                cover = (1 - part) * _look(covers, _corners(fine, u, v))
                cover += part * _look(covers, _corners(coarse, u, v))
                if cover > 0.004:
                    keep = 1 - strength * min(1.0, cover)
                    for channel in range(3):
                        picture[y, x, channel] *= keep


@njit(**_FAST)
def _window(rx, ry, rz, light):
    """What polished metal sees in the direction (rx, ry, rz): a window, its bright middle, a low warm rim."""
    near = rx * light[0] + ry * light[1] + rz * light[2]
    rim = rx * light[3] + ry * light[4] + rz * light[5]
    seen = light[6] * (0.62 + 0.38 * rz)
    seen += light[7] * np.exp(3.2 * (near - 1)) + light[8] * np.exp(26.0 * (near - 1))
    return seen + light[10] * np.exp(140.0 * (near - 1)), light[9] * np.exp(9.0 * (rim - 1))


@njit(**_FAST)
def lay(picture, texels, levels, inner, table, light):
    """Draw the ornaments in the table's order. `light`: two directions, ambient, wide, middle, rim, core."""
    height, width = picture.shape[:2]
    right, down, hollows, covers = texels[0], texels[1], texels[2], texels[3]
    for k in range(table.shape[0]):
        row = table[k]
        det, lod, rx, ry = _frame(levels, inner, row, row[BLUR])
        cx, cy = row[X], row[Y]
        if abs(det) < 0.05 or cx + rx < 0 or cx - rx > width or cy + ry < 0 or cy - ry > height:
            continue
        a, b, c, d = row[LOCAL] / det, row[LOCAL + 1] / det, row[LOCAL + 2] / det, row[LOCAL + 3] / det
        n = int(lod)
        part = lod - n
        fine, coarse = levels[int(row[KIND]), n], levels[int(row[KIND]), n + 1]
        m = row[NORMAL : NORMAL + 9]
        behind = m[8] < 0
        for y in range(max(0, int(cy - ry)), min(height, int(cy + ry) + 2)):
            for x in range(max(0, int(cx - rx)), min(width, int(cx + rx) + 2)):
                px, py = x - cx, y - cy
                u, v = d * px - b * py, a * py - c * px
                near, far = _corners(fine, u, v), _corners(coarse, u, v)
                cover = (1 - part) * _look(covers, near) + part * _look(covers, far)
                if cover < 0.004:
                    continue
                tx = ((1 - part) * _look(right, near) + part * _look(right, far)) / cover
                ty = ((1 - part) * _look(down, near) + part * _look(down, far)) / cover
                hollow = ((1 - part) * _look(hollows, near) + part * _look(hollows, far)) / cover
                if behind:
                    tx, ty = -tx, -ty
                tz = np.sqrt(max(0.02, 1 - tx * tx - ty * ty))
                nx = m[0] * tx + m[1] * ty + m[2] * tz
                ny = m[3] * tx + m[4] * ty + m[5] * tz
                nz = m[6] * tx + m[7] * ty + m[8] * tz
                if behind:
                    nx, ny, nz = -nx, -ny, -nz
                lit_by, rim = _window(2 * nz * nx, 2 * nz * ny, 2 * nz * nz - 1, light)
                dark = (1 - 0.78 * min(1.0, hollow)) * row[LIGHT] * (0.55 if behind else 1.0)
                key = lit_by * dark
                rim *= dark
                pale = key / (key + 0.9)
                lit = max(0.0, nx * light[0] + ny * light[1] + nz * light[2])
                dust = row[DUST]
                red = key + 1.05 * rim
                green = key * (0.445 + 0.255 * pale) + 0.44 * rim
                blue = key * (0.060 + 0.26 * pale * pale) + 0.05 * rim
                earth = 0.11 * lit * row[LIGHT]
                red = red * (1 - dust) + dust * (earth + 0.10 * red)
                green = green * (1 - dust) + dust * (earth * 0.66 + 0.10 * green)
                blue = blue * (1 - dust) + dust * (earth * 0.40 + 0.10 * blue)
                keep = min(1.0, cover) * row[COVER]
                picture[y, x, 0] += keep * (red - picture[y, x, 0])
                picture[y, x, 1] += keep * (green - picture[y, x, 1])
                picture[y, x, 2] += keep * (blue - picture[y, x, 2])


@njit(**_FAST)
def ground(picture, pixels, linear, across, down, floor):
    """Begin a picture: drawn pixels (RGBA, 8 bit) under a pool of light; its fall across and down."""
    for y in range(picture.shape[0]):
        for x in range(picture.shape[1]):
            gain = floor + across[x] * down[y]
            for c in range(3):
                picture[y, x, c] = linear[pixels[y, x, c]] * gain


@njit(**_FAST)
def bright(picture, limit, out):
    """What is brighter than `limit`, a quarter of the size."""
    for y in range(out.shape[0]):
        for x in range(out.shape[1]):
            for c in range(3):
                total = 0.0
                for j in range(4):
                    for i in range(4):
                        total += min(4.0, max(0.0, picture[4 * y + j, 4 * x + i, c] - limit))
                out[y, x, c] = total / 16


@njit(**_FAST)
def develop(picture, haze, shade_map, grain, edge, bone, curve, out):
    """The finished 8-bit picture: haze added, brought into range, darker at the corners, dithered, framed."""
    height, width = picture.shape[:2]
    small_h, small_w = haze.shape[:2]
    last = curve.shape[0] - 1
    for y in range(height):
        v = min(max((y - 1.5) / 4, 0.0), small_h - 1.001)
        y0 = int(v)
        fy = v - y0
        for x in range(width):
            u = min(max((x - 1.5) / 4, 0.0), small_w - 1.001)
            x0 = int(u)
            fx = u - x0
            for c in range(3):
                add = (haze[y0, x0, c] * (1 - fx) + haze[y0, x0 + 1, c] * fx) * (1 - fy)
                add += (haze[y0 + 1, x0, c] * (1 - fx) + haze[y0 + 1, x0 + 1, c] * fx) * fy
                at = min(max(picture[y, x, c] + add, 0.0), 4.0) * (last / 4.0)
                k = min(int(at), last - 1)
                value = curve[k] + (curve[k + 1] - curve[k]) * (at - k)
                value = value * shade_map[y, x] + grain[y, x]
                value += (bone[c] - value) * edge[y, x]
                out[y, x, c] = np.uint8(min(255.0, max(0.0, value + 0.5)))
