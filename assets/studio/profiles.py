"""Heights over a shape, from its signed distance field."""

from __future__ import annotations

import numpy as np
from scipy import ndimage
from scipy.sparse import coo_matrix
from scipy.sparse.linalg import spsolve


def profile(
    signed: np.ndarray, height: float, kind: str, power: float, reach: float, density: float
) -> np.ndarray:
    """Return the height over a shape.

    dome: a body, full in the middle; `power` under 0.5 makes the sides steeper.
    ridge: straight flanks that meet in a sharp spine (antlers, feathers).
    round: a quarter circle of width `reach`, then flat (granules, rims).
    flat: a soft step of width `reach`, then flat.
    carved: a body with a soft spine, as carvers of wood and bone bevel their planes.
    """
    depth = np.clip(signed, 0, None)
    if kind == "dome":
        return (height * inflate(signed) ** power).astype(np.float32)
    if kind == "carved":
        spine = ndimage.gaussian_filter(depth / max(float(depth.max()), 1e-6), 3 * density)
        return (height * (0.62 * inflate(signed) ** power + 0.38 * spine)).astype(np.float32)
    t = np.clip(depth / reach, 0, 1)
    if kind == "ridge":
        return (height * ndimage.gaussian_filter(t, 1.2 * density)).astype(np.float32)
    if kind == "round":
        return (height * np.sqrt(np.clip(1 - (1 - t) ** 2, 0, 1))).astype(np.float32)
    if kind == "flat":
        return (height * t * t * (3 - 2 * t)).astype(np.float32)
    raise ValueError(f"unknown profile: {kind}")


def inflate(signed: np.ndarray) -> np.ndarray:
    """Return the shape of a membrane blown up over the outline, 0 at the edge, 1 at the top.

    Solves the Poisson equation at low resolution and multiplies the (smooth) ratio of
    solution to distance by the sharp distance: fast, and exact at the edge.
    """
    factor = max(1, int(np.ceil(max(signed.shape) / 150)))
    low = ndimage.zoom(signed, 1 / factor, order=1)
    mask = low > 0
    count = int(mask.sum())
    if count < 20:  # too small for a grid: a cone is good enough
        return np.clip(signed / max(float(signed.max()), 1e-6), 0, 1)
    index = -np.ones(low.shape, int)
    index[mask] = np.arange(count)
    ys, xs = np.where(mask)
    rows, cols, values = [index[mask]], [index[mask]], [np.full(count, 4.0)]
    for dy, dx in ((0, 1), (0, -1), (1, 0), (-1, 0)):
        y = np.clip(ys + dy, 0, low.shape[0] - 1)
        x = np.clip(xs + dx, 0, low.shape[1] - 1)
        neighbour = index[y, x]
        known = neighbour >= 0
        rows.append(index[ys, xs][known])
        cols.append(neighbour[known])
        values.append(np.full(int(known.sum()), -1.0))
    matrix = coo_matrix(
        (np.concatenate(values), (np.concatenate(rows), np.concatenate(cols))), (count, count)
    )
    solution = np.zeros(low.shape)
    solution[mask] = spsolve(matrix.tocsc(), np.ones(count))
    ratio = np.zeros(low.shape)
    ratio[mask] = solution[mask] / np.maximum(low[mask], 0.5)
    weight = ndimage.gaussian_filter(mask.astype(float), 2.0)
    ratio = ndimage.gaussian_filter(ratio, 2.0) / np.maximum(weight, 1e-3)
    zoom = (signed.shape[0] / low.shape[0], signed.shape[1] / low.shape[1])
    out = np.clip(signed, 0, None) * ndimage.zoom(ratio, zoom, order=1)
    return out / max(float(out.max()), 1e-9)
