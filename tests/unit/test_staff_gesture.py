"""The gesture that asks for the PIN: staff make it, visitors do not."""

import random

import pytest

from kiosk.staff.gesture import Answer, Area, Gesture

AREAS = [Area(1920, 1080, 77), Area(1080, 1920, 77), Area(3840, 2160, 154), Area(1280, 720, 52)]
NOTHING, PART, DONE = Answer.NOTHING, Answer.PART, Answer.DONE


class Hand:
    """One hand before one screen."""

    def __init__(self, area: Area) -> None:
        self.area, self.gesture, self.now, self._id = area, Gesture(), 100.0, 0

    def spot(self, where: str) -> tuple[float, float]:
        side, area = self.area.side / 2, self.area
        return {
            "left": (side, side),
            "right": (area.width - side, side),
            "upper left": (side, area.height - side),
            "middle": (area.width / 2, area.height / 2),
        }[where]

    def touch(self, where: str, seconds: float, slip: float = 0.0, pause: float = 0.4) -> Answer:
        self.now += pause
        self._id += 1
        x, y = self.spot(where)
        self.gesture.down(self._id, x, y, self.area, self.now)
        self.now += seconds
        self.gesture.move(self._id, x + slip, y, self.area)
        return self.gesture.up(self._id, self.now)

    def make(self, hold: float = 3.2) -> list[Answer]:
        return [self.touch("left", hold), *(self.touch(side, 0.15) for side in ("right", "left", "right"))]


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("hold", [3.05, 5.0, 11.0])
def test_staff_make_it_with_one_finger(area: Area, hold: float) -> None:
    hand = Hand(area)
    assert hand.make(hold) == [PART, PART, PART, DONE]
    assert hand.make(hold)[-1] == DONE, "and again"


def test_what_is_nearly_it_is_not() -> None:
    for change in range(9):
        hand = Hand(AREAS[0])
        assert hand.touch(
            "middle" if change == 0 else "left", 2.0 if change == 1 else 3.2, 60 if change == 2 else 5
        )
        answers = [
            hand.touch("left" if change == 3 else "right", 0.2, pause=4.0 if change == 4 else 0.4),
            hand.touch("upper left" if change == 5 else "left", 1.5 if change == 6 else 0.2),
        ]
        if change == 7:
            hand.touch("middle", 0.2)
        answers.append(hand.touch("middle" if change == 8 else "right", 0.2))
        assert DONE not in answers, change


def test_a_second_finger_ends_it_and_it_can_be_made_afterwards() -> None:
    hand = Hand(AREAS[0])
    x, y = hand.spot("left")
    hand.gesture.down("a", x, y, hand.area, hand.now)
    hand.gesture.down("b", 500, 500, hand.area, hand.now + 1)
    assert hand.gesture.up("a", hand.now + 4) is NOTHING
    assert hand.gesture.up("b", hand.now + 4) is NOTHING
    hand.now += 4
    assert hand.make()[-1] == DONE


def test_a_finger_that_the_screen_has_lost_blocks_it_for_seconds_only() -> None:
    hand = Hand(AREAS[0])
    hand.gesture.down("lost", 500, 500, hand.area, hand.now)
    assert hand.make()[-1] is NOTHING
    hand.now += 30
    assert hand.make()[-1] == DONE


@pytest.mark.parametrize("area", AREAS[:2])
def test_random_touches_do_not_make_it(area: Area, capsys: pytest.CaptureFixture[str]) -> None:
    """Also not where half of them are in a lower corner, and as long or as short as the gesture's."""
    count, opened, held = 200_000, 0, 0
    luck = random.Random(20261122)
    gesture, now = Gesture(), 0.0
    for number in range(count):
        now += luck.expovariate(1.5)
        x, y = luck.uniform(0, area.width), luck.uniform(0, area.height)
        if luck.random() < 0.5:
            x, y = luck.choice([luck.uniform(0, 77), area.width - luck.uniform(0, 77)]), luck.uniform(0, 77)
        gesture.down(number, x, y, area, now)
        now += luck.choice([0.1, 0.2, 0.5, 1.5, luck.uniform(0, 5)])
        gesture.move(number, x + luck.gauss(0, 20), y + luck.gauss(0, 20), area)
        answer = gesture.up(number, now)
        opened += answer is DONE
        held += answer is PART
    with capsys.disabled():
        print(  # noqa: T201
            f"\n{count} touches at {area.width:.0f}x{area.height:.0f}: {held} parts, opened {opened} times",
            end="",
        )
    assert held, "the first part happens"
    assert opened <= 40, "half in the corners, on purpose: one in five thousand"
