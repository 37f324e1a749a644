"""The film: it plays at its own pace, says its words in the visitor's language, and leaves nothing behind."""

import pytest

from kiosk.ui.film_player import FilmPlayer
from tests.ui.visit import Visit

FILM_SECONDS = 2.0
"""How long the made-up films are."""


@pytest.fixture
def film(made_up: Visit) -> Visit:
    """A visitor before the poster of the first of two films, in Chinese."""
    made_up.touch_at((600, 400))
    made_up.settle()
    made_up.touch("choose-zh")
    made_up.touch("gallery-steppe")
    made_up.touch(made_up.card("r00000"))
    made_up.touch_nth("open-film", 0)
    assert made_up.place.screen == "film"
    return made_up


def player(visit: Visit) -> FilmPlayer:
    return visit.screen.player


def plays_until(visit: Visit, position: float) -> None:
    visit.hall.until(lambda: player(visit).position >= position, f"second {position} of the film")


def test_begins_with_its_poster_and_what_it_shows(film: Visit) -> None:
    assert player(film).state == "closed"
    assert FilmPlayer.alive == 0
    assert film.shows("影片")
    assert film.shows("0:00 / 0:02")


def test_plays_and_pauses_by_button_and_by_picture(film: Visit) -> None:
    film.touch("play")
    plays_until(film, 0.2)
    film.touch("play")
    assert player(film).state == "paused"
    stood = player(film).position
    film.wait(1.0)
    assert player(film).position == stood
    film.touch("film-picture")
    plays_until(film, stood + 0.2)
    assert player(film).state == "playing"


def test_captions_come_and_go_in_the_visitors_language(film: Visit) -> None:
    film.touch("play")
    plays_until(film, 0.2)
    assert film.shows("zh one")
    plays_until(film, 1.1)
    assert film.shows("zh two")
    film.touch("play")
    film.touch("language-en")
    assert film.shows("en two")


def test_captions_in_another_language_say_so(film: Visit) -> None:
    film.touch("language-ru")
    film.touch("play")
    plays_until(film, 0.2)
    assert film.shows("en one")
    assert film.shows("Текст на английском")


def test_switching_language_keeps_the_film_where_it_is(film: Visit) -> None:
    film.touch("play")
    plays_until(film, 0.8)
    film.touch("language-kk")
    assert player(film).state == "playing"
    assert player(film).position >= 0.8
    assert FilmPlayer.alive == 1
    film.touch("play")
    stood = player(film).position
    film.touch("language-en")
    assert player(film).state == "paused"
    assert player(film).position == stood


def test_larger_text_keeps_the_film_where_it_is(film: Visit) -> None:
    film.touch("play")
    plays_until(film, 0.5)
    film.touch("play")
    stood = player(film).position
    film.touch("larger")
    assert (player(film).state, player(film).position) == ("paused", stood)


def test_seeks_where_the_slider_is_touched(film: Visit) -> None:
    film.touch("play")
    plays_until(film, 0.2)
    film.touch("play")
    box = film.target("seek").box
    film.touch_at((box.left + box.width * 0.75, box.centre[1]))
    film.hall.until(lambda: film.shows("0:01 / 0:02"), "the sought second")
    film.hall.until(lambda: film.shows("zh two"), "its caption")
    assert player(film).state == "paused"


def test_a_small_step_on_the_slider_seeks_too(film: Visit) -> None:
    film.touch("play")
    plays_until(film, 0.2)
    film.touch("play")
    box = film.target("seek").box
    for share in (0.75, 0.6):
        film.touch_at((box.left + box.width * share, box.centre[1]))
        film.hall.until(
            lambda share=share: abs(player(film).position - 2 * share) < 0.15, f"{share} of the film"
        )


def test_a_seek_before_the_first_frame_waits_for_it(film: Visit) -> None:
    """A player that has no frame yet crashes the process when it is told to seek."""
    box = film.target("seek").box
    film.touch("play")
    film.touch_at((box.left + box.width * 0.75, box.centre[1]))
    film.hall.until(lambda: player(film).position >= 1.2, "the sought second")


def test_ends_where_it_began_and_plays_again(film: Visit) -> None:
    for _ in range(2):
        film.touch("play")
        film.hall.until(lambda: player(film).state == "ended", "the end of the film")
        assert film.shows("0:00 / 0:02")
        assert not film.shows("zh two")
    film.hall.until(lambda: FilmPlayer.alive == 0, "the player's threads to end")


def test_two_films_in_turn_leave_no_player_behind(film: Visit) -> None:
    film.touch("back")
    for turn in range(6):
        film.touch_nth("open-film", turn % 2)
        film.touch("play")
        plays_until(film, 0.1)
        assert FilmPlayer.alive <= 2
        film.touch("back")
        assert film.place.screen == "record"
    film.hall.until(lambda: FilmPlayer.alive == 0, "all players' threads to end")


def test_plays_at_its_own_pace(visit: Visit) -> None:
    """By the real clock: nobody may see a film run fast, nor its captions before their time."""
    visit.touch_at((600, 400))
    visit.settle()
    visit.touch("choose-en")
    visit.touch("gallery-saka")
    visit.touch(visit.card("snow-leopard-mask"))
    visit.touch_nth("open-film", 0)
    visit.touch("play")
    plays_until(visit, 0.1)
    start = player(visit).position
    passed = visit.hall.live(3.0)
    assert player(visit).position - start == pytest.approx(passed, abs=0.5)


def test_says_when_it_cannot_be_played_and_goes_on(made_up: Visit, film: Visit) -> None:
    film.screen.player.file = film.screen.player.file.with_name("gone.mp4")
    film.touch("play")
    film.hall.until(lambda: player(film).state == "failed", "the player to fail")
    film.touch("back")
    assert film.place.screen == "record"
