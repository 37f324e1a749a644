"""Children: many fingers, anywhere, at any moment. The kiosk must not mind."""

from random import Random

from kivy.core.window import Window

from kiosk.ui.film_player import FilmPlayer
from kiosk.ui.navigation import ABOUT, ATTRACT, Place
from tests.ui.conftest import Open
from tests.ui.hall import Editions
from tests.ui.hands import Finger
from tests.ui.test_visits import begin
from tests.ui.visit import Visit


def test_hands_everywhere(open_kiosk: Open, editions: Editions) -> None:
    """A screen that fails is logged, which fails the test."""
    visit = open_kiosk(editions.made_up, idle_seconds=10)
    seen = let_loose(visit, Random(0), 1000) | let_loose(visit, Random(1), 1000)
    visit.leave_alone(35)
    assert visit.place == ATTRACT
    assert seen >= {"attract", "languages", "galleries", "gallery", "record"}


def test_hands_all_over_a_film(open_kiosk: Open, editions: Editions) -> None:
    """Play, seek, pause, away and back: the player's threads are not done when the next touch comes."""
    visit = open_kiosk(editions.made_up, idle_seconds=10)
    key = visit.stage.opened().record_keys("steppe")[0]
    for seed in range(12):
        visit.stage.navigation.reset(Place("film", "steppe", key, film=seed % 2))
        if seed % 3:
            visit.touch("play")
        let_loose(visit, Random(seed), 50)
    visit.stage.navigation.reset(ATTRACT)
    visit.hall.until(lambda: FilmPlayer.alive == 0, "all players' threads to end")


def let_loose(visit: Visit, chance: Random, count: int) -> set[str]:
    """So many things that hands do; the screens they came to."""
    visit.hall.draws = False
    fingers: list[Finger] = []
    seen = set()
    for _ in range(count):
        play(visit, chance, fingers)
        visit.hall.live_frame()
        seen.add(visit.place.screen)
    for finger in fingers:
        visit.hall.hands.lift(finger)
        visit.hall.frame()
    return seen


def play(visit: Visit, chance: Random, fingers: list[Finger]) -> None:
    """One thing that a hand may do."""
    hands = visit.hall.hands
    dice = chance.random()
    if len(fingers) < 3 and dice < 0.35:
        fingers.append(hands.put(somewhere(visit, chance)))
    elif fingers and dice < 0.6:
        hands.move(chance.choice(fingers), somewhere(visit, chance))
    elif fingers and dice < 0.95:
        hands.lift(fingers.pop(chance.randrange(len(fingers))))
    elif dice > 0.993:
        visit.leave_alone(chance.choice((1, 12, 31)))
    elif dice > 0.985:
        visit.hall.resize(*chance.choice(((1280, 720), (720, 1280))))


def somewhere(visit: Visit, chance: Random) -> tuple[float, float]:
    """Half of the time on something that can be touched."""
    targets = visit.targets()
    if targets and chance.random() < 0.5:
        return chance.choice(targets).box.centre
    width, height = Window.system_size
    return chance.uniform(0, width - 1), chance.uniform(0, height - 1)


def test_a_page_that_is_touched_on_its_way_back_over_the_edge(visit: Visit) -> None:
    """It was left hanging there, and nothing was tidied up while it hung."""
    begin(visit, "en", "about")
    area = visit.screen.scroll
    x, y = area.center
    visit.drag((x, y), (x, y - 200), rest=False)
    assert area.kinetic.position < 0, "pulled beyond its beginning"
    assert area.kinetic.moving
    visit.touch_at((x, area.top - 5))
    assert visit.place == ABOUT
    visit.wait(2)
    assert area.kinetic.position == 0
    assert not area.kinetic.moving
