"""Filters of a gallery: what they count is what they leave."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from kiosk.viewmodels.make import FEW_CHOICES
from tests.ui.conftest import Open
from tests.ui.eyes import Box
from tests.ui.hall import Editions
from tests.ui.test_layout import nothing_matches
from tests.ui.test_visits import begin
from tests.ui.visit import Visit


@cache
def records(pack: Path) -> list[dict[str, Any]]:
    """The pack's records as a curator wrote them."""
    return [
        yaml.load(file.read_bytes(), yaml.CSafeLoader) for file in sorted((pack / "objects").glob("*.yaml"))
    ]


@pytest.fixture
def steppe(made_up: Visit) -> Visit:
    begin(made_up, "en", "gallery-steppe")
    return made_up


@pytest.fixture
def written(editions: Editions) -> list[dict[str, Any]]:
    return records(editions.made_up_content / "steppe")


def count_on(visit: Visit, name: str) -> int:
    """The number that a filter's button shows."""
    return int(visit.label(name).split()[-1])


def test_every_choice_says_how_many_it_leaves(steppe: Visit, written: list[dict[str, Any]]) -> None:
    for kind, field in (("theme", "themes"), ("material", "materials")):
        keys = {key for record in written for key in record[field]}
        for key in keys:
            assert count_on(steppe, f"filter-{kind}-{key}") == sum(key in record[field] for record in written)
    assert steppe.says("30 objects")


def test_a_choice_leaves_what_it_counted(steppe: Visit, written: list[dict[str, Any]]) -> None:
    steppe.touch("filter-theme-horse")
    left = [record for record in written if "horse" in record["themes"]]
    assert len(steppe.screen.view.keys) == len(left)
    assert steppe.says(f"{len(left)} objects")
    for record in left:
        steppe._search(steppe.card(record["id"]))
    for key in {key for record in left for key in record["materials"]}:
        assert count_on(steppe, f"filter-material-{key}") == sum(
            key in record["materials"] for record in left
        )


def test_a_choice_leaves_the_filters_under_the_finger(steppe: Visit) -> None:
    steppe.screen.scroll.scroll_to(100)
    before = steppe.target("filter-theme-horse").box
    steppe.touch("filter-theme-horse")
    assert steppe.target("filter-theme-horse").box == before


def filters(visit: Visit) -> dict[str, Box]:
    """Where each choice is."""
    return {each.name: each.box for each in visit.targets() if each.name.startswith("filter-")}


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)], ids=["landscape", "portrait"])
@pytest.mark.parametrize("larger", [0, 2], ids=["normal", "largest"])
def test_no_choice_moves_a_filter(open_kiosk: Open, size: tuple[int, int], larger: int) -> None:
    """Whether it leaves a long page or a short one, and wherever on the window it is touched."""
    visit = open_kiosk(size=size)
    begin(visit, "ru", "gallery-berel")
    for _ in range(larger):
        visit.touch("larger")
    area = visit.screen.scroll
    names = [name for name in filters(visit) if not name.endswith("-all")]
    shortened = 0
    for name in (names[0], names[-1], *[each for each in names if "material" in each][:4]):
        for share in (0.2, 0.7):
            area = visit.screen.scroll
            here = filters(visit)[name].centre[1]
            area.scroll_to(area.kinetic.position + area.y + area.height * share - here)
            visit.settle()
            for step in (name, "-".join((*name.split("-")[:2], "all"))):
                visit.bring_into_sight(step)  # with large texts "all" may be a screen above
                position, before = visit.screen.scroll.kinetic.position, filters(visit)
                visit.touch(step)
                area = visit.screen.scroll
                assert area is not None
                shortened += area.content_height - area.height < position
                assert filters(visit) == before, step
    if size == (720, 1280) and not larger:
        assert shortened, "one of them leaves too little to scroll as far"


def test_of_many_filters_those_of_one_object_are_left_out(visit: Visit) -> None:
    begin(visit, "en", "gallery-saka")
    materials = visit.stage.opened().facets("saka").materials
    assert len(materials) > FEW_CHOICES
    shown = {name for name in filters(visit) if name.startswith("filter-material-")}
    assert shown == {"filter-material-all"} | {
        f"filter-material-{each.key}" for each in materials if each.total > 1
    }


def test_a_choice_shows_its_cards_at_once(visit: Visit) -> None:
    begin(visit, "en", "gallery-berel")
    for position in (visit.screen.scroll.kinetic.limit, 0.0):
        visit.screen.scroll.scroll_to(position)
        visit.settle()
    finger = visit.hall.hands.put(visit.target("filter-theme-burial").box.centre)
    visit.hall.frame()
    visit.hall.hands.lift(finger)
    visit.hall.frame()
    assert visit.place.theme == "burial"
    assert visit.stage.pictures.idle, "pictures that were just seen do not come anew"


def test_what_would_leave_nothing_cannot_be_chosen(visit: Visit) -> None:
    begin(visit, "en", "gallery-berel")
    assert all(each.enabled for each in visit.targets() if each.name.startswith("filter-"))
    theme, material = nothing_matches(visit, "berel")
    visit.touch(f"filter-theme-{theme}")
    empty = visit.target(f"filter-material-{material}")
    assert not empty.enabled
    assert count_on(visit, empty.name) == 0
    visit.touch_at(empty.box.centre)
    assert (visit.place.theme, visit.place.material) == (theme, None)
    visit.touch("filter-theme-all")
    assert visit.target(empty.name).enabled


def test_both_filters_together_and_all_again(steppe: Visit, written: list[dict[str, Any]]) -> None:
    steppe.touch("filter-theme-horse")
    materials = {key for record in written if "horse" in record["themes"] for key in record["materials"]}
    chosen = min(materials)
    steppe.touch(f"filter-material-{chosen}")
    left = [r["id"] for r in written if "horse" in r["themes"] and chosen in r["materials"]]
    cards = steppe.stage.opened().cards(steppe.screen.view.keys)
    assert [card.record_id for card in cards] == left
    steppe.touch("filter-theme-all")
    assert len(steppe.screen.view.keys) == sum(chosen in record["materials"] for record in written)
    steppe.touch("filter-material-all")
    assert len(steppe.screen.view.keys) == len(written)


def test_next_and_previous_stay_within_the_filter(steppe: Visit, written: list[dict[str, Any]]) -> None:
    steppe.touch("filter-theme-horse")
    left = [record["id"] for record in written if "horse" in record["themes"]]
    steppe.touch(steppe.card(left[0]))
    seen = [steppe.record_id]
    while steppe.target("next").enabled:
        steppe.touch("next")
        seen.append(steppe.record_id)
    assert seen == left
    steppe.touch("back")
    assert steppe.place.theme == "horse"


def test_the_language_keeps_the_filter(steppe: Visit) -> None:
    steppe.touch("filter-theme-horse")
    kept = list(steppe.screen.view.keys)
    steppe.touch("language-kk")
    assert steppe.place.theme == "horse"
    assert list(steppe.screen.view.keys) == kept


def test_when_nothing_matches_one_touch_shows_all(made_up: Visit) -> None:
    from kiosk.ui.navigation import Place

    begin(made_up, "en", "gallery-river")
    theme, material = nothing_matches(made_up, "river")
    made_up.stage.navigation.replace(Place("gallery", "river", theme=theme, material=material))
    assert made_up.says("Nothing matches these filters")
    made_up.touch("show-all")
    assert len(made_up.screen.view.keys) == 3
