"""Every screen at every text size: no word is cut off, sticks out or lies over another."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.screens.room import intents as i
from app.screens.room.band import BandButton
from app.screens.room.key_words import keys_screen
from app.screens.room.room import ListScreen, RoomScreen, RowScreen
from app.screens.room.wording import Notice, ScreenAction, Tone, line
from app.views.office.board import BoardView
from app.views.office.day_report import DayReportView
from app.views.office.desk import DeskView
from app.views.office.dossier import DossierView
from app.views.office.hotline import HotlineView
from app.views.office.laptops import LaptopsView
from app.views.office.manage import ManageView
from app.views.office.office_bar import OfficeBar
from app.views.office.planning import PlanningView
from app.views.office.report import ReportView
from app.views.office.sign_on import SignOnView
from app.views.parts.fonts import choose, load_fonts, restyle
from app.views.room.begin_shift import BeginView
from app.views.room.calamity import CalamityView
from app.views.room.closing import ClosingView
from app.views.room.keys import KeysView
from app.views.room.room import RoomView
from app.views.room.storage import StorageView
from app.views.room.today import TodayView
from app.views.room.unlock import CurtainView
from tests.views import gallery_calamity as calamity
from tests.views import manage_day
from tests.views import office_sign_on_day as sign_on_day
from tests.views import room_day_forms as forms
from tests.views import room_day_hall as hall
from tests.views import room_day_paper as papers
from tests.views import room_day_seats as seats
from tests.views import room_day_start as start
from tests.views.board_day import BAR, BOARD
from tests.views.candidate_day import EVERYTHING, a_day, a_day_with_moves, screen_after
from tests.views.candidate_day import LONGEST as LONGEST_NAME
from tests.views.closing_day import amending, material
from tests.views.desk_day import DESK
from tests.views.dossier_day import bar_of_nine, dossier_screens
from tests.views.hotline_day import HOTLINE
from tests.views.laptops_day import LAPTOPS
from tests.views.long_names import long_board, long_desk, long_trace
from tests.views.painted_text import faults, scrolls_sideways
from tests.views.planning_day import planning_screens
from tests.views.report_day import REPORT
from tests.views.room.test_candidate_page import SCREENS
from tests.views.room_day import BADGES, rows_at_1011, screen_03a, screen_03b
from tests.views.screens_of_shift import BEGIN, CURTAIN, PLAIN_PDF, TODAY, checking, signing
from tests.views.span_day import SPAN, TRACED
from tests.views.storage_day import screen_11

ELSEWHERE = " · MBO Verpl"
"""The course over a page: it stands whole in it."""
LONGEST = ("van der Hooghwerff-Schimmelpenninck", "Maximiliaan-Alexander")


def longest_names() -> RoomScreen:
    """The list with the longest name and the most provisions that a room will meet."""
    rows: list[RowScreen] = list(rows_at_1011())
    many = tuple(BADGES[key] for key in ("+30", "voor", "ruimte", "laptop", "pauze"))
    rows[1] = replace(rows[1], surname=LONGEST[0], given=LONGEST[1], badges=many)
    rows[4] = replace(rows[4], status_text="Verschil, kies wat klopt")
    return replace(screen_03b(), listing=ListScreen(tuple(rows), "El Amrani"))


def crowded() -> RoomScreen:
    """Everything at once above the list: a question, paper, an alarm, a key that did nothing."""
    paper = ScreenAction("copy", "Klaar", keys="Ctrl P")
    told = (
        Notice(Tone.WARNING, "Je typt over van papier.", "M. Vos typt.", (paper,), icon="info"),
        Notice(Tone.DANGER, "Netwerk weg, sinds 10:02:31.", "De route wacht op je.", icon="siren"),
        Notice(Tone.NOTE, "Dit is langer dan 10 minuten geleden.", "", icon="info"),
    )
    return replace(hall.screen_03d(), notices=told)


def many_ends() -> RoomScreen:
    """Exams at once, each with two ends of its own, and people without an end."""
    screen = start.screen_03f()
    lanes = screen.band.lanes
    assert lanes is not None
    ends = line("einde *10:39*\u00a0\u00a0 eigen *10:50 · 11:18*")
    told = tuple(
        replace(lane, ends=ends, button=BandButton("Beëindigen", filled=True) if n == 1 else None)
        for n, lane in enumerate(lanes.lanes)
    )
    rows = tuple(
        replace(row, end_time="onbeperkt", end_strong=True) if isinstance(row, RowScreen) else row
        for row in screen.listing.rows
    )
    band = replace(screen.band, lanes=replace(lanes, lanes=told))
    return replace(screen, band=band, listing=replace(screen.listing, rows=rows))


def moved_day(selected: str, *done: object) -> RoomScreen:
    """Somebody who went to another room; without a name somebody who comes from one."""
    play, came = a_day_with_moves()
    return screen_after(play, *done, selected=selected or came)


ROOMS: dict[str, Callable[[], RoomScreen]] = {
    "03a": screen_03a,
    "03b": screen_03b,
    "03c": hall.screen_03c,
    "03d": hall.screen_03d,
    "03e": start.screen_03e,
    "03e2": start.screen_03e2,
    "03f": start.screen_03f,
    "03g": start.screen_03g,
    "04": seats.screen_04,
    "04b": seats.screen_04b,
    "f7": forms.screen_f7,
    "verschil": forms.screen_difference,
    "vraag": forms.screen_prompt,
    "papier-wie": papers.screen_who_types,
    "papier-tijd": papers.screen_time,
    "papier-nakijken": papers.screen_check,
    "papier-pincode": papers.screen_pin,
    "langste": longest_names,
    "druk": crowded,
    "veel eindtijden": many_ends,
    "verplaatst": lambda: moved_day(LONGEST_NAME),
    "onderweg": lambda: moved_day(""),
    "onderweg-pagina": lambda: moved_day("", EVERYTHING),
    "bijschrijven": lambda: screen_after(a_day(), i.ActChosen(i.Act.ADD_CANDIDATE)),
    "f7-op-pagina": lambda: screen_after(a_day(), EVERYTHING, i.ActChosen(i.Act.IRREGULARITY)),
    "ander-lokaal": lambda: screen_after(a_day(), i.ActChosen(i.Act.OTHER_ROOM)),
    **{f"pagina {name}": make for name, make in SCREENS.items()},
}
OTHERS: dict[str, tuple[Callable[[], QWidget], object]] = {
    "begin": (BeginView, BEGIN),
    "curtain": (CurtainView, CURTAIN),
    "today": (TodayView, TODAY),
    "checking": (ClosingView, checking(PLAIN_PDF)),
    "signing": (ClosingView, signing(PLAIN_PDF)),
    "material": (ClosingView, material(PLAIN_PDF)),
    "amending": (ClosingView, amending(PLAIN_PDF)),
    "calamity": (CalamityView, calamity.choice()),
    "calamity route": (CalamityView, calamity.route()),
    "keys": (KeysView, keys_screen("B1.14", "10:11")),
    "storage": (StorageView, screen_11()),
    "board": (BoardView, BOARD),
    "board of long names": (BoardView, long_board()),
    "office bar": (OfficeBar, BAR),
    "office bar of nine": (OfficeBar, bar_of_nine()),
    **{f"dossier {area}": (DossierView, told) for area, told in dossier_screens().items()},
    "hotline": (HotlineView, HOTLINE),
    "laptops": (LaptopsView, LAPTOPS),
    "desk": (DeskView, DESK),
    "desk of long names": (DeskView, long_desk()),
    "day report": (DayReportView, REPORT),
    "retention": (ManageView, manage_day.retention(selected="p2")),
    "standards": (ManageView, manage_day.standards()),
    "standards form": (ManageView, manage_day.standards(form="edit")),
    "ready": (ManageView, manage_day.ready()),
    "dismissed": (ManageView, manage_day.dismissed(step=1)),
    "planning rooms": (PlanningView, planning_screens()["rooms"]),
    "planning people": (PlanningView, planning_screens()["people"]),
    "figures": (ReportView, SPAN),
    "what a figure rests on": (ReportView, TRACED),
    "what a figure rests on, at length": (ReportView, long_trace()),
    "sign-on": (SignOnView, sign_on_day.WRONG),
    "sign-on code": (SignOnView, sign_on_day.CODE),
    "sign-on renew": (SignOnView, sign_on_day.RENEW),
    "sign-on pin": (SignOnView, sign_on_day.PIN),
    "sign-on pin elsewhere": (SignOnView, sign_on_day.ELSEWHERE),
    "sign-on locked": (SignOnView, sign_on_day.LOCKED),
    "sign-on ended": (SignOnView, sign_on_day.ENDED),
    "sign-on at school": (SignOnView, sign_on_day.UNLINKED),
    "sign-on in the browser": (SignOnView, sign_on_day.BROWSER),
    "sign-on either way": (SignOnView, sign_on_day.WORDS_TOO),
    "sign-on pin after school": (SignOnView, sign_on_day.PIN_AFTER),
}
VIEWS: dict[Callable[[], QWidget], dict[str, object]] = {
    RoomView: {name: make() for name, make in ROOMS.items()}
}
for each, (make_view, told_screen) in OTHERS.items():
    VIEWS.setdefault(make_view, {})[each] = told_screen
ROUNDS = 20
"""Of events, until a size that changed deep inside was heard by all around it."""
GIVES_WAY = ("PlaceName", "LastAct", "SearchBox", "LineField")
"""Where an end may give way: it stands whole elsewhere and is heard whole, or is an example."""


@pytest.fixture(autouse=True)
def _plain_looks(qapp: QApplication) -> Iterator[None]:
    load_fonts()
    yield
    choose(dark=False, percent=100)


def drawn(view: QWidget, screen: object) -> QWidget:
    view.resize(1366, 768)
    view.render(screen)  # type: ignore[call-overload]
    view.show()
    for _ in range(ROUNDS):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return view


def told(view: QWidget) -> list[str]:
    """Return the faults, without what gives way on purpose."""
    return [
        fault
        for fault in faults(view)
        if not fault.startswith(GIVES_WAY)
        and not any(
            piece in fault
            for piece in (*(name[:6] for name in LONGEST), ": …", "Woordenb…", ELSEWHERE)
        )
    ]


def cut(view: QWidget, screens: Mapping[str, object]) -> Iterator[str]:
    """Show one screen after the other, as a window does; tell what is cut off in which."""
    for name, screen in screens.items():
        drawn(view, screen)
        yield from (f"{name}: {fault}" for fault in told(view))
        if scrolls_sideways(view):
            yield f"{name}: scrolls sideways"
        if isinstance(view, RoomView) and view.width() != 1366:
            yield f"{name}: wider than the laptop"


@pytest.mark.parametrize("percent", [100, 125, 150, 200])
@pytest.mark.parametrize("make", VIEWS)
def test_no_screen_cuts_a_word(qtbot: QtBot, make: Callable[[], QWidget], percent: int) -> None:
    choose(dark=percent == 125, percent=percent)
    view = make()
    qtbot.addWidget(view)
    assert not [*cut(view, VIEWS[make])]


@pytest.mark.parametrize("make", VIEWS)
def test_nothing_is_cut_after_the_text_was_made_small_again(
    qtbot: QtBot, make: Callable[[], QWidget]
) -> None:
    choose(dark=False, percent=200)
    view, screens = make(), VIEWS[make]
    qtbot.addWidget(view)
    name, screen = next(iter(screens.items()))
    drawn(view, screen)
    choose(dark=False, percent=100)
    restyle(view)
    assert not [*cut(view, {name: screen})]


def test_a_word_that_does_not_fit_is_found(qtbot: QtBot) -> None:
    label = QLabel("een veel te lange zin voor zo weinig plaats")
    qtbot.addWidget(label)
    label.setFixedWidth(40)
    label.show()
    assert faults(label)
