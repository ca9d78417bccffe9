"""Going back and forward over places."""

from __future__ import annotations

from reader_tui.tui.history import History


def test_back_and_forward_are_inverse() -> None:
    history: History[int] = History()
    for place in (10, 20):
        history.leave(place)
    assert [history.back(30), history.back(20), history.back(10)] == [20, 10, None]
    assert [history.forward(10), history.forward(20), history.forward(30)] == [20, 30, None]


def test_a_jump_forgets_what_lay_forward() -> None:
    history: History[int] = History()
    history.leave(10)
    assert history.back(20) == 10
    history.leave(10)
    assert history.forward(40) is None


def test_the_same_place_twice_is_one_step() -> None:
    history: History[int] = History()
    history.leave(10)
    history.leave(10)
    assert history.back(20) == 10
    assert history.back(10) is None


def test_old_places_give_way() -> None:
    history: History[int] = History(limit=2)
    for place in (1, 2, 3):
        history.leave(place)
    assert [history.back(4), history.back(3), history.back(2)] == [3, 2, None]
