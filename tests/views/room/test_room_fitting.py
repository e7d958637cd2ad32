"""Little room in a row: the name is cut off last, and no provision disappears without a count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from app.screens.room.panel import Badge
from app.views.parts.fonts import choose, load_fonts, metrics
from app.views.parts.painting import badge_width
from app.views.room.room_fitting import BADGE_GAP, fit_badges, fit_name, initials, more_width

SIZES, GAP = (17.0, 15.0), 12.0
LONG = ("van der Hooghwerff-Schimmelpenninck", "Maximiliaan-Alexander", "2039954")
TIME, READ = Badge("+30 min", "timer", strong=True), Badge("Voorlezen", "volume-2")
MANY = (TIME, READ, Badge("Aparte ruimte", "door-closed"), Badge("Pauze", "coffee"))


@pytest.fixture(autouse=True)
def _faces(qtbot: QtBot) -> None:
    load_fonts()
    choose(dark=False, percent=100)


@pytest.mark.parametrize(
    ("room", "said"),
    [
        (900, LONG),
        (425, ("van der Hooghwerff-Schimmelpenninck", "M.-A.", "2039954")),
        (400, ("van der Hooghwerff-Schimmelpenninck", "M.-A.", "…9954")),
    ],
)
def test_a_name_gives_way_piece_by_piece(room: int, said: tuple[str, str, str]) -> None:
    assert fit_name(LONG, SIZES, room, GAP) == said


def test_the_surname_is_cut_off_last_and_the_number_stays() -> None:
    surname, given, number = fit_name(LONG, SIZES, 250, GAP)
    assert surname.startswith("van der Hoo")
    assert surname.endswith("…")
    assert (given, number) == ("M.-A.", "…9954")


@pytest.mark.parametrize(
    ("name", "said"), [("Noor", "N."), ("Anne Marie", "A.M."), ("", ""), ("-", "")]
)
def test_initials(name: str, said: str) -> None:
    assert initials(name) == said


def test_words_of_provisions_go_before_their_pictures_and_then_they_are_counted() -> None:
    texts = [text for _, text in fit_badges(MANY, 230)[0]]
    assert texts[0] == "+30 min"
    assert texts[-1] == ""
    fitting, left_out = fit_badges(MANY, 80)
    assert (len(fitting), left_out) == (1, 3)


def test_a_lone_provision_keeps_a_piece_of_its_name() -> None:
    ((_, text),), _ = fit_badges((Badge("Spellingcontrole uitgebreid", "check"),), 120)
    assert text.startswith("Spelling")
    assert text.endswith("…")


badges = st.lists(
    st.builds(Badge, st.text("abcdefgh ", min_size=1, max_size=30), st.just("timer")), max_size=7
)


@given(badges.map(tuple), st.integers(60, 500))
def test_no_provision_is_silently_left_out_and_nothing_sticks_out(
    some: tuple[Badge, ...], room: int
) -> None:
    fitting, left_out = fit_badges(some, room)
    assert len(fitting) + left_out == len(some)
    wide = sum(badge_width(text) for _, text in fitting) + BADGE_GAP * max(0, len(fitting) - 1)
    assert wide + more_width(left_out) <= room
    assert not some or fitting


@given(st.text("abc -", max_size=40), st.text("abc -", max_size=30), st.integers(150, 600))
def test_what_is_said_of_a_name_fits(surname: str, given_name: str, room: int) -> None:
    said = fit_name((surname, given_name, "2039954"), SIZES, room, GAP)
    wide = metrics(17, 700).horizontalAdvance(said[0])
    if said[1]:
        wide += metrics(17, 400).horizontalAdvance(f", {said[1]}")
    assert wide + GAP + metrics(15, 400).horizontalAdvance(said[2]) <= room + 120
    assert said[2].endswith("9954")
