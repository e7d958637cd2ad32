"""Draw the pages of one candidate into build/gallery/, to lay beside their mockups.

Run: QT_QPA_PLATFORM=offscreen python -m tests.views.gallery_candidate [PREFIX]
"""

import sys
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from app.screens.room import intents as i
from app.screens.room.provision_intents import OutcomePicked
from app.screens.room.room import RoomScreen
from app.views.parts.fonts import load_fonts
from tests.views.candidate_day import (
    DEMIR,
    EVERYTHING,
    LONGEST,
    a_day,
    a_day_with_moves,
    screen_after,
)
from tests.views.gallery import OUT, shoot


def after(*done: object, selected: str = DEMIR, **rules: object) -> Callable[[], RoomScreen]:
    return lambda: screen_after(a_day(rules), *done, selected=selected)


def act(kind: i.Act) -> i.ActChosen:
    return i.ActChosen(kind)


def correcting() -> RoomScreen:
    play = a_day()
    first = play.enrolment(DEMIR).arrival
    assert first is not None
    return screen_after(play, EVERYTHING, i.NoticeChosen(f"act|{first.event.leaf}"))


def moves(*done: object, comes: bool = False) -> Callable[[], RoomScreen]:
    def draw() -> RoomScreen:
        play, came = a_day_with_moves()
        return screen_after(play, *done, selected=came if comes else LONGEST)

    return draw


SHOTS: dict[str, tuple[Callable[[], RoomScreen], bool, int]] = {
    "05-kandidaat": (after(EVERYTHING), False, 100),
    "05-kandidaat-f7": (after(EVERYTHING, act(i.Act.IRREGULARITY)), False, 100),
    "05-kandidaat-donker": (after(EVERYTHING), True, 100),
    "05-kandidaat-lang": (after(EVERYTHING, selected=LONGEST), False, 125),
    "05-kandidaat-150": (after(EVERYTHING), False, 150),
    "05-kandidaat-200": (after(EVERYTHING), False, 200),
    "05-voorzieningen": (after(EVERYTHING, act(i.Act.PROVISIONS)), False, 100),
    "05-voorziening-niet": (
        after(EVERYTHING, act(i.Act.PROVISIONS), OutcomePicked("TTS", "not-delivered")),
        False,
        100,
    ),
    "05-besluit": (after(EVERYTHING, act(i.Act.NOTE_DECISION)), False, 100),
    "05-verbeteren": (correcting, False, 100),
    "05-id": (after(EVERYTHING, act(i.Act.IDENTITY), identity_digits=4), False, 100),
    "enter-cijfers": (
        after(
            i.Selected("c0006"),
            i.EnterPressed(),
            selected="",
            identity_digits=4,
            entry_limit_min=90,
        ),
        False,
        100,
    ),
    "05-andere-tijd": (after(act(i.Act.OTHER_TIME)), False, 100),
    "05-paneel": (after(), False, 100),
    "05b-bijschrijven": (after(i.QueryTyped("veenst"), act(i.Act.ADD_CANDIDATE)), False, 100),
    "05b-bijschrijven-200": (after(act(i.Act.ADD_CANDIDATE)), False, 200),
    "f5-even-weg": (after(act(i.Act.AWAY_OR_BACK)), False, 100),
    "f6-inleveren": (after(act(i.Act.HAND_IN), counts_sheets=True), False, 100),
    "shift-f5-vertrokken": (after(act(i.Act.LEFT)), True, 100),
    "shift-f5-doorverwijzen": (after(act(i.Act.LEFT), selected="c0006"), False, 100),
    "contact": (after(EVERYTHING, act(i.Act.CONTACT), selected="c0006"), False, 100),
    "05-ander-lokaal": (after(EVERYTHING, act(i.Act.OTHER_ROOM)), False, 100),
    "05-ander-lokaal-200": (after(act(i.Act.OTHER_ROOM)), True, 200),
    "verplaatst": (moves(), False, 100),
    "onderweg": (moves(comes=True), False, 100),
    "onderweg-05": (moves(EVERYTHING, comes=True), False, 100),
    "over-jou": (after(act(i.Act.REVIEW), candidate_signs=True), False, 100),
    "over-jou-200": (after(act(i.Act.REVIEW)), True, 200),
}


def main() -> None:
    app = QApplication([])
    app.setCursorFlashTime(0)
    load_fonts()
    OUT.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    for name, shot in SHOTS.items():
        if name.startswith(wanted):
            shoot(name, shot)
            print(OUT / f"{name}.png")


if __name__ == "__main__":
    main()
