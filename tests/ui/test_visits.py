"""Whole visits, as lists of steps."""

from tests.ui.visit import Visit


def test_from_attract_to_a_record_and_home_again(visit: Visit) -> None:
    assert visit.place.screen == "attract"
    visit.touch_at((600, 400))
    visit.settle()
    assert visit.place.screen == "languages"
    visit.touch("choose-en")
    assert visit.place.screen == "galleries"
    visit.touch("gallery-esik")
    assert visit.place.screen == "gallery"
    visit.touch(visit.card("golden-man"))
    assert visit.place.screen == "record"
    assert visit.shows("Golden Man")
    visit.touch("home")
    assert visit.place.screen == "galleries"
