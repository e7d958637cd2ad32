"""Closing a session (07): mend what is open, read the real report, sign and seal."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.desktop.closing_amending import amendment_changes, write_amendment
from app.desktop.closing_part import ClosingPart
from app.desktop.looking_back import look_back
from app.desktop.page import BAR_WAYS, Given, Page, Way
from app.desktop.place import Place
from app.desktop.room_page import DISK
from app.desktop.world import World
from app.models import commands as c
from app.models.declaring import declarations_of
from app.models.drafts import Refused
from app.models.paper import Paper
from app.models.report_items import items_of
from app.models.words import refused_text
from app.screens.room import shift_intents as s
from app.screens.room.closing import LastAct
from app.screens.room.closing_amending import AMEND, with_amending
from app.screens.room.closing_checks import CHECK_PAPER, ClosingUi, FixRefused, command_of
from app.screens.room.closing_screen import closing_screen, remark_of
from app.screens.room.room_content import content_of
from app.screens.room.room_told import told_handling
from app.views.room.closing import ClosingView

if TYPE_CHECKING:
    from app.models.act import Event
    from app.services.recording import Recorded
    from app.services.workplace import Workplace


class ClosingPage(Page):
    """The page of the proces-verbaal."""

    def __init__(self, world: World, way: Way) -> None:
        """Make a page about no session yet."""
        super().__init__(world, way, ClosingView())
        self.ui = ClosingUi(world.now(), "", "")
        self._session = ""
        self._part = ClosingPart(world, self.view)
        self._declared: tuple[object, ...] = ()
        self._told: tuple[Paper, ...] = ()
        """Of which papers the foot tells the last act."""

    @property
    def paper(self) -> Paper | None:
        """What is being closed."""
        return self._part.paper

    def shown(self, given: Given) -> None:
        """Come to the front for one session."""
        known = self.world.known
        self._session = given.session or self._session
        self._part.begin(self._session)
        self._told = ()
        self.ui = ClosingUi(self.world.now(), known.status.device, known.package.hotline)
        self.render()
        self.world.keep_place(Place("closing", self._session))
        workplace, closing, writers = self.world.workplace, self._session, self._part.writers
        if workplace is not None:
            self.world.bridge.errand(
                lambda: _seal(workplace, closing, writers), self._signed, lambda _: None
            )

    def render(self) -> None:
        """Show checks, report and signatures."""
        self._part.draw(lambda pdf: self._show(pdf=pdf))
        paper = self.paper
        if paper is None:
            return
        if (papers := self.world.known.papers) is not self._told:
            self._told, session = papers, self._session
            look_back(
                self.world, lambda events: self._show(last_act=_last_act(papers, session, events))
            )
        people = tuple(holder.person for holder in self.world.known.holders)
        self.ui = replace(
            self.ui,
            ticked=self.ui.ticked if self._declared == _told_of(paper) else frozenset(),
            now=self.world.now(),
            status=self.world.known.status,
            names=tuple(holder.name for holder in self.world.known.holders),
            shift_people=people,
            is_alone=self._part.is_alone,
            unrecorded=self._part.unrecorded,
        )
        screen = closing_screen(paper, self.ui)
        if screen.sealed is not None:
            screen = with_amending(screen, paper, self.ui)
        self.view.render(screen)  # type: ignore[call-overload]

    def rules(self) -> dict[type, Callable[[Any], None]]:
        """Return what follows from each intent."""
        return {
            s.CheckFixChosen: self._fix,
            s.StatementTicked: lambda i: self._show(ticked=_ticks(self.ui, i)),
            s.SignAsked: self._sign,
            s.SigningActionChosen: self._signing_action,
            # The room asks who leaves; the own period is signed here.
            s.LeaveAsked: lambda _: self.way.go("room", Given(self._session, staff=True)),
            s.ApartAsked: self._close_apart,
            s.PageTurned: lambda i: self._show(page=i.page),
            s.BarActionChosen: lambda chosen: self.way.go(BAR_WAYS[chosen.action]),
            s.UndoAsked: lambda _: self._record(c.Undo()),
            s.BackPressed: self._back,
        }

    def _back(self, _: s.BackPressed) -> None:
        """Leave an amendment unsigned, else go to the room."""
        if self.ui.amendment is not None:
            self._show(amendment=None, pin_error="")
        else:
            self.way.go("room", Given(session=self._session))

    def _show(self, **changes: Any) -> None:
        self.ui = replace(self.ui, **changes)
        if "ticked" in changes and self.paper is not None:
            self._declared = _told_of(self.paper)  # with more to tell the tick is asked again
        self.render()

    def _close_apart(self, intent: s.ApartAsked) -> None:
        """Go on with this laptop's part; it first takes over what it knows by the others."""
        self._part.choose(apart=intent.apart)
        if intent.apart:
            self._record(c.CloseApart(self._session))
        self.render()

    # ------------------------------------------------------------ mending

    def _fix(self, intent: s.CheckFixChosen) -> None:
        paper = self.paper
        if intent.fix == CHECK_PAPER:
            self.way.go("room", Given(session=self._session, paper=True))
            return
        if paper is None:
            return
        if intent.check.partition("|")[0] == AMEND:
            self._show(**amendment_changes(intent))
            return
        try:
            command = command_of(paper, intent, self.world.now())
        except FixRefused as problem:
            self._show(asked=intent.fix, asked_check=intent.check, asked_error=str(problem))
            return
        self._show(asked="", asked_check="", asked_error="")
        self._record(command)

    def _record(self, command: c.Command) -> None:
        self.world.record(command, self.world.clock(), self._recorded, self._failed)

    def _recorded(self, _: "Recorded") -> None:
        self._show(busy="")

    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, Refused):
            text = refused_text(problem.reason, hotline=self.ui.hotline)
            self._show(busy="", last_act=LastAct("", text, undo=False))
        else:
            text = f"Bewaren lukt niet. {DISK}"
            self._show(busy="", last_act=LastAct("", text, icon="octagon-alert", undo=False))
            self.world.learn(trouble="disk")

    # ------------------------------------------------------------ signing

    def _signing_action(self, intent: s.SigningActionChosen) -> None:
        paper = self.paper
        reason = intent.entry.strip()
        if paper is None or not reason:
            return
        if intent.action == "remark":
            self._show(remarks={**self.ui.remarks, intent.person: reason})
            return
        name = next(
            (
                each.name
                for shift in paper.part.shifts
                for each in shift.people
                if each.person == intent.person
            ),
            "Tweede surveillant",
        )
        self._record(c.NoteSigningImpossible(paper.session.id, intent.person, name, reason))

    def _sign(self, intent: s.SignAsked) -> None:
        workplace, paper = self.world.workplace, self.paper
        if workplace is None or paper is None:
            return
        work = _signature(workplace, paper, self.ui, intent, self._part.writers)
        self._show(busy="Ondertekenen...", pin_error="")
        self.world.bridge.errand(
            work, self._signed, lambda problem: self._show(busy="", pin_error=_why_not(problem))
        )

    def _signed(self, recorded: "Recorded | None") -> None:
        if recorded is not None:
            self.world.learn_day(recorded.day)
            self.ui = replace(
                self.ui, ticked=frozenset(), amendment=None
            )  # who signs next declares it too
            self._recorded(recorded)


def _last_act(
    papers: tuple[Paper, ...], session: str, events: "tuple[Event, ...]"
) -> LastAct | None:
    """Return the last handling in the words of the room; after the seal nothing goes back."""
    paper = next((each for each in papers if each.session.id == session), None)
    if paper is None or not events:
        return None
    text = told_handling(content_of(papers, session), events)
    at = paper.clock(events[-1].header.corrected)
    return LastAct(at, text, icon="check", undo=paper.seal is None)


def _told_of(paper: Paper) -> tuple[object, ...]:
    """Return what the statement is about: its words and everything told beside it."""
    return (*declarations_of(paper), *items_of(paper))


def _why_not(problem: BaseException) -> str:
    left = getattr(problem, "left", None)
    if left is None:
        return "Tekenen kan nog niet: er is iets bijgekomen. Kijk links wat er openstaat."
    if left == 0:
        return "Te vaak geprobeerd. Begin opnieuw met je dagcode."
    times = "1 poging" if left == 1 else f"{left} pogingen"
    return f"Die pincode klopt niet. Nog {times}."


def _ticks(ui: ClosingUi, intent: s.StatementTicked) -> frozenset[str]:
    others = ui.ticked - {intent.statement}
    return others | {intent.statement} if intent.ticked else others


def _signature(
    workplace: "Workplace",
    paper: Paper,
    ui: ClosingUi,
    intent: s.SignAsked,
    writers: tuple[str, ...],
) -> "Callable[[], Recorded]":
    """Return what signs the report, or after the seal what signs an amendment."""
    session, person, pin, amendment = paper.session.id, intent.person, intent.pin, ui.amendment
    if amendment is not None:
        return lambda: write_amendment(workplace, session, ui.device, pin, amendment)
    early = person in paper.part.left
    declared = declarations_of(paper, leaves_early=early)
    statements = tuple(each.text for each in declared if each.name in ui.ticked)
    remark = remark_of(paper, ui, person) or None

    def signed() -> "Recorded":
        from app.services.signing import sign_and_seal

        return sign_and_seal(workplace, session, person, pin, statements, writers, remark=remark)

    return signed


def _seal(workplace: "Workplace", session: str, writers: tuple[str, ...]) -> "Recorded | None":
    from app.services.signing import seal_if_complete

    return seal_if_complete(workplace, session, writers)
