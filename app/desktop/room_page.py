"""The room (03): one loop of intent, step, record, screen."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from app.desktop.clock import CandidateClock
from app.desktop.looking_back import look_back
from app.desktop.page import Given, Page, Way
from app.desktop.paper_desk import PaperDesk
from app.desktop.place import Looks, Place
from app.desktop.world import World
from app.models import attendance_commands as attend
from app.models import commands as c
from app.models.drafts import Moment, Refused
from app.models.paper import spoken_name
from app.models.words import clock_text, refused_text
from app.screens.room.intents import NoticeChosen, ScanCompleted
from app.screens.room.laptop_status import LaptopStatus
from app.screens.room.room_content import RoomContent, content_of
from app.screens.room.room_paper import paper_step
from app.screens.room.room_rows import RowBook
from app.screens.room.room_screen import room_screen
from app.screens.room.room_seats import has_seats
from app.screens.room.room_steps import ticked
from app.screens.room.room_told import icon_of, is_act, told_handling
from app.screens.room.room_ui import LastAct, Mode, RoomUi
from app.screens.room.staff_steps import staff_opened
from app.screens.room.wording import Notice, ScreenAction, Tone
from app.views.room.room import RoomView

if TYPE_CHECKING:
    from app.services.recording import Recorded

NEW_CODE = "new-code"
CODE_AGAIN = Notice(
    Tone.WARNING,
    "Begin je dienst opnieuw met je dagcode.",
    "Deze laptop gaat verder in een nieuw deel. Wat vastligt blijft bewaard.",
    (ScreenAction(NEW_CODE, "Dagcode typen", keys="Alt N"),),
    icon="lock",
)
STORED_AT_ONCE_MS = 50
"""So long nothing is said of storing: most acts are on disk sooner."""
DISK = "Noteer vanaf nu op papier en bel de hotline."


class RoomPage(Page):
    """The screen a surveillant stands at."""

    def __init__(self, world: World, way: Way) -> None:
        """Begin with nobody chosen."""
        super().__init__(world, way, RoomView())
        self.ui = RoomUi(world.now())
        self.book = RowBook()
        self._content: tuple[tuple[Any, ...], str, RoomContent] | None = None
        self._waiting: list[tuple[c.Command, Moment]] = []
        self._is_slow = False
        self.clock = CandidateClock(world, self.view)
        self.paper = PaperDesk(world, self)

    @property
    def _again(self) -> tuple[c.Command, Moment] | None:
        """What was asked and is not on disk yet, the oldest first."""
        return self._waiting[0] if self._waiting else None

    @property
    def content(self) -> RoomContent:
        """Everybody in the room, as the papers of now tell."""
        papers, session = self.world.known.papers, self.ui.session
        known = self._content
        if known is None or known[0] is not papers or known[1] != session:
            known = self._content = (papers, session, content_of(papers, session))
        return known[2]

    def shown(self, given: Given) -> None:
        """Come to the front; a session that is given is the one F11 is about."""
        selected = given.selected or self.ui.selected
        session = given.session or self.ui.session
        self.ui = replace(self.ui, now=self.world.now(), session=session, selected=selected)
        if given.is_map:
            self.ui = replace(self.ui, is_map=has_seats(self.content))
        if given.staff:
            self.ui = staff_opened(self.ui)
        if given.paper:
            self.paper.open()
        look_back(self.world, self._looked_back)
        self.render()

    def tick(self) -> None:
        """A second went by: the clock moves, the fixed moment is let go after a rest."""
        self.ui = ticked(self.ui, self.world.now())
        self.render()

    def render(self) -> None:
        """Show the room."""
        if not self.world.known.papers:
            return
        holders = self.world.known.holders
        people = tuple(holder.name for holder in holders)
        shift = tuple((holder.person, holder.name) for holder in holders)
        around = self.world.known.neighbours
        rooms = () if around is None else around.rooms
        self.ui = replace(self.ui, people=people, shift=shift, rooms=rooms)
        needs_code = self.world.known.needs_code
        told = replace(self.ui, notice=CODE_AGAIN) if needs_code else self.ui
        if not self._is_slow:
            told = replace(told, storing="")
        status: LaptopStatus = self.world.known.status
        screen = room_screen(self.content, told, status, self.book)
        self.view.render(screen)  # type: ignore[call-overload]

    def _take(self, intent: object) -> None:
        """Take one step; every intent of the room goes through the same pure function."""
        if type(intent).__name__ in _WINDOW:
            self.way.take(intent)
            return
        if intent == NoticeChosen(NEW_CODE):
            self.way.go("begin", Given(back=True))
            return
        if self.ui.error:
            self._retry()
            return
        self.ui = replace(self.ui, now=self.world.now())
        self.ui = _with_room(self.ui, intent, self.world)
        moment = self.world.clock()
        was = self.ui.mode
        told = paper_step(self.content, self.book, self.ui, intent)
        taken = told.step
        self.ui = taken.ui
        if Mode.CLOCK in (was, self.ui.mode):
            self.clock.take(self.ui.clock_notices, on=self.ui.clock_on)
        if taken.command is not None:
            self._record(taken.command, moment)
        if told.check is not None:
            self.paper.check(told.check)
        self.render()
        self.world.keep_place(Place("room", self.ui.session, self.ui.selected, looks_of(self.ui)))
        if taken.opens:
            self.way.go(taken.opens, Given(session=self.ui.session, under="room"))

    def closed(self) -> None:
        """Take the clock for candidates along."""
        self.clock.close()

    def come_back(self, place: Place) -> None:
        """Have the same person selected as before a crash, also behind another page."""
        self.ui = replace(self.ui, session=place.session, selected=place.selected)
        if place.looks is not None:
            self.look_as(place.looks)

    def look_as(self, looks: Looks) -> None:
        """Look at the room as before a crash, with the same clock for candidates."""
        self.ui = replace(
            self.ui, is_map=looks.is_map, clock_on=looks.clock_on, clock_notices=looks.notices
        )
        self.clock.take(looks.notices, on=looks.clock_on)

    # ------------------------------------------------------------ recording

    def _record(self, command: c.Command, moment: Moment) -> None:
        asked = (command, moment)
        self._waiting.append(asked)

        def storing() -> None:
            if asked in self._waiting:
                self._is_slow = True
                self.way.soon()

        QTimer.singleShot(STORED_AT_ONCE_MS, self.view, storing)
        self.world.record(
            command,
            moment,
            lambda recorded: self._recorded(recorded, asked),
            lambda problem: self._failed(problem, asked),
        )

    def _recorded(self, recorded: "Recorded", asked: tuple[c.Command, Moment]) -> None:
        events = recorded.events
        content = self.content
        text = told_handling(content, events)
        acts = [event for event in events if is_act(event)]
        who = next((e.body.candidate for e in acts if e.body and e.body.candidate), None)
        shown = content.people.get(who or "")
        last = LastAct(
            at=acts[-1].header.corrected if acts else self.ui.now,
            text=text,
            status=None if shown is None else shown.status,
            icon=icon_of(events),
        )
        self.ui = replace(
            self.ui, last_act=last, flags=recorded.flags, storing="", error="", announcement=text
        )
        command = asked[0]
        done = command.command if isinstance(command, c.CopyFromPaper) else command
        if isinstance(done, attend.AddCandidate) and who is not None:
            self.ui = replace(self.ui, selected=who, query="")
        self._is_slow = False
        self._waiting.remove(asked)
        look_back(self.world, self._looked_back)
        self.way.soon()

    def _failed(self, problem: BaseException, asked: tuple[c.Command, Moment]) -> None:
        self._is_slow = False
        self.ui = replace(self.ui, storing="")
        if isinstance(problem, Refused):
            self._waiting.remove(asked)
            zone = self.content.papers[0].zone
            since = "" if problem.since is None else clock_text(problem.since, zone)
            text = refused_text(
                problem.reason,
                since,
                name=_chosen_name(self.content, self.ui),
                hotline=self.world.known.package.hotline,
            )
            notice = Notice(Tone.NOTE, text, "", icon="info")
            self.ui = replace(self.ui, notice=notice, announcement=text)
        else:
            self.ui = replace(self.ui, error=DISK)
        self.render()

    def _retry(self) -> None:
        self.ui = replace(self.ui, error="")
        unkept, self._waiting = self._waiting, []
        for command, moment in unkept:
            self._record(command, moment)
        self.render()

    def _looked_back(self, events: tuple[Any, ...]) -> None:
        last = self.ui.last_act
        if not events:
            last = None if last is None else _final(last)
        elif last is None or last.at != events[-1].header.corrected:
            text = told_handling(self.content, events)
            shown = self.content.people.get(events[0].body.candidate or "")
            status = None if shown is None else shown.status
            last = LastAct(events[-1].header.corrected, text, status, icon_of(events))
        if last != self.ui.last_act:  # mostly it is what was just recorded, and that shows
            self.ui = replace(self.ui, last_act=last)
            self.way.soon()


def _with_room(ui: RoomUi, intent: object, world: World) -> RoomUi:
    """Find out to which other room of the location a scanned card belongs."""
    neighbours = world.known.neighbours
    if neighbours is None or not isinstance(intent, ScanCompleted):
        return ui
    return replace(ui, scanned_room=neighbours.room_of(intent.text) or "")


def looks_of(ui: RoomUi) -> Looks:
    """Return how the room is looked at, for after a crash."""
    return Looks(ui.is_map, ui.clock_on, ui.clock_notices)


def _chosen_name(content: RoomContent, ui: RoomUi) -> str:
    shown = content.people.get(ui.selected)
    return "Deze kandidaat" if shown is None else spoken_name(shown.enrolment)


def _final(last: LastAct) -> LastAct:
    return replace(last, can_undo=False)


_WINDOW = frozenset({"ThemeToggled", "ZoomChanged", "FullScreenToggled"})
