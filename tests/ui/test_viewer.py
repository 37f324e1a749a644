"""The viewer: two fingers, a double tap, a drag that flies on, and edges."""

import pytest

from kiosk.ui.widgets.zoom_area import ZoomArea
from tests.ui.test_visits import begin
from tests.ui.visit import Visit


@pytest.fixture
def viewer(made_up: Visit) -> Visit:
    begin(made_up, "en", "gallery-steppe")
    made_up.touch(made_up.card("r00003"))
    made_up.touch("open-viewer")
    return made_up


def area(visit: Visit) -> ZoomArea:
    return visit.screen.zoom_area


def offset(visit: Visit) -> tuple[float, float]:
    """Where the picture's middle lies from the area's."""
    return tuple(axis.position for axis in area(visit)._axes)  # type: ignore[return-value]


def test_begins_with_the_whole_picture(viewer: Visit) -> None:
    assert area(viewer).zoom == area(viewer).fit
    assert offset(viewer) == (0, 0)


def test_two_fingers_zoom_about_the_point_between_them(viewer: Visit) -> None:
    zoom_area = area(viewer)
    at = (zoom_area.center_x + 200, zoom_area.center_y + 50)
    under = under_finger(zoom_area, at)
    viewer.pinch(at, 120, 300)
    assert zoom_area.zoom == pytest.approx(zoom_area.fit * 2.5, rel=0.02)
    assert under_finger(zoom_area, at) == pytest.approx(under, abs=4 / zoom_area.zoom)


def test_two_fingers_zoom_out_no_further_than_the_whole_picture(viewer: Visit) -> None:
    viewer.pinch(area(viewer).center, 120, 300)
    viewer.pinch(area(viewer).center, 400, 60)
    assert area(viewer).zoom == area(viewer).fit
    assert offset(viewer) == (0, 0)


def test_zooms_in_no_further_than_the_pixels_allow(viewer: Visit) -> None:
    for _ in range(4):
        viewer.pinch(area(viewer).center, 60, 400)
    assert area(viewer).zoom == area(viewer).deepest
    assert not viewer.target("zoom-in").enabled
    assert viewer.target("zoom-out").enabled


def test_a_double_tap_goes_near_and_another_one_back(viewer: Visit) -> None:
    zoom_area = area(viewer)
    point = (zoom_area.center_x + 100, zoom_area.center_y)
    viewer.double_tap(point)
    assert zoom_area.zoom == pytest.approx(zoom_area.fit * 2.5)
    viewer.double_tap(point)
    assert zoom_area.zoom == pytest.approx(zoom_area.fit)


def test_a_drag_follows_the_finger_and_flies_on(viewer: Visit) -> None:
    viewer.pinch(area(viewer).center, 100, 400)
    x, y = area(viewer).center
    viewer.drag((x, y), (x + 60, y - 30), steps=6)
    assert offset(viewer) == pytest.approx((60, -30), abs=2)
    viewer.drag((x, y), (x - 120, y), steps=4, rest=False)
    let_go = offset(viewer)[0]
    viewer.settle()
    assert offset(viewer)[0] < let_go - 20


def test_a_drag_over_the_edge_comes_back(viewer: Visit) -> None:
    viewer.pinch(area(viewer).center, 100, 200)
    x, y = area(viewer).center
    for _ in range(6):
        viewer.drag((x - 300, y), (x + 300, y), steps=5)
    edge = area(viewer)._axes[0].limit
    assert offset(viewer)[0] > edge
    viewer.settle()
    assert offset(viewer)[0] == edge


def test_is_sharp_when_near(viewer: Visit) -> None:
    """Tiles of the full picture, only as many as the window takes."""
    for _ in range(3):
        viewer.pinch(area(viewer).center, 60, 400)
    tiles = area(viewer)._tiles
    assert {tile.level for tile in tiles} == {0}
    assert 0 < len(tiles) <= 12


def test_buttons_zoom_as_fingers_do(viewer: Visit) -> None:
    assert not viewer.target("zoom-out").enabled
    viewer.touch("zoom-in")
    assert area(viewer).zoom > area(viewer).fit * 1.5
    viewer.touch("zoom-out")
    assert area(viewer).zoom == pytest.approx(area(viewer).fit)


def test_language_and_text_size_keep_what_is_looked_at(viewer: Visit) -> None:
    viewer.pinch(area(viewer).center, 100, 300)
    x, y = area(viewer).center
    viewer.drag((x, y), (x + 50, y + 20))
    viewer.settle()
    zoom, where = area(viewer).zoom, offset(viewer)
    viewer.touch("language-zh")
    assert area(viewer).zoom == pytest.approx(zoom)
    assert offset(viewer) == pytest.approx(where, abs=1)


def under_finger(zoom_area: ZoomArea, at: tuple[float, float]) -> tuple[float, float]:
    """Which point of the picture lies under a point of the window, in its own pixels from the middle."""
    return tuple(
        (point - middle - axis.position) / zoom_area.zoom
        for point, middle, axis in zip(at, zoom_area.center, zoom_area._axes, strict=True)
    )  # type: ignore[return-value]
