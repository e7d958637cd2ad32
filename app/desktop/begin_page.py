"""Beginning a shift (01b): from a typed code to an open room."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.desktop.code_trial import CodeTrial, code_of
from app.desktop.page import Given, Page, Way
from app.desktop.world import World
from app.models.words import staff_name
from app.screens.room import shift_intents as s
from app.screens.room.troubles import CODE_ERRORS
from app.screens.room.unlock import BeginStage
from app.screens.room.unlock_screen import BeginUi, Holder, begin_screen
from app.views.room.begin_shift import BeginView

if TYPE_CHECKING:
    from app.services.fitting import Card
    from app.services.opening import OpenRoom
    from app.services.recording import Recorded

LOOKING = "Deze laptop haalt de nieuwste gegevens op, misschien is je kaart nieuw..."
NOT_LOOKED = (
    "Deze dagcode klopt niet, of je kaart is nieuw en deze laptop heeft nu geen contact. Kijk op "
    "je kaart. Is hij nieuw? Sluit de laptop aan op het netwerk en probeer opnieuw, of bel "
    "{hotline}."
)
STORE_TROUBLES = {
    "store-plain",
    "store-other-key",
    "store-damaged",
    "store-newer",
}


class BeginPage(Page):
    """The page that begins a shift, for the first person and for who comes later."""

    def __init__(self, world: World, way: Way) -> None:
        """Begin with the code."""
        super().__init__(world, way, BeginView())
        self.ui = BeginUi()
        self._card: Card | None = None
        self._trial = CodeTrial(
            world, lambda: self._show(busy=LOOKING), self._fitted, self._not_fitted
        )
        self._name = ""
        self._pin = ""
        self._room_day = ""
        """The room that is open: the code of another one is refused, and this one stays open."""

    def shown(self, given: Given) -> None:
        """Come to the front, with an empty code field."""
        self.ui = BeginUi(trouble=self.ui.trouble, can_go_back=given.back)
        self._card, self._name, self._pin = None, "", ""
        self._trial.forget()
        self.render()

    def render(self) -> None:
        """Show where beginning is."""
        known = self.world.known
        trouble = self.ui.trouble or known.trouble
        shown = replace(self.ui, trouble=trouble)
        screen = begin_screen(self.world.now(), known.package, known.status, shown)
        self.view.render(screen)  # type: ignore[call-overload]

    def rules(self) -> dict[type, Callable[[Any], None]]:
        """Return what follows from each intent."""
        return {
            s.CodeEntered: self._code,
            s.NameGiven: self._named,
            s.PinChosen: self._pin_chosen,
            s.NoticeActionChosen: self._notice,
            s.BackPressed: lambda _: (
                self.way.go("back") if self.ui.can_go_back else self.shown(Given())
            ),
        }

    def _show(self, **changes: Any) -> None:
        self.ui = replace(self.ui, **changes)
        self.render()

    # ------------------------------------------------------------ steps

    def _code(self, intent: s.CodeEntered) -> None:
        if self.world.workplace is None:
            self._show(code_error="Nog een ogenblik: Examendag start nog op.")
            return
        self._show(busy="Dagcode openen...", code_error="", trouble="")
        self._trial.begin(intent.code)

    def _fitted(self, card: "Card") -> None:
        if self._room_day not in ("", card.header.room_day):
            text = _sentence("code-of-another-room", self.world.known.package.hotline)
            self._show(busy="", code_error=text)
            return
        self._card = card
        stage = BeginStage.NAME if card.is_reserve else BeginStage.PIN
        self._show(busy="", stage=stage, is_reserve=card.is_reserve)

    def _not_fitted(self, problem: BaseException, may_be_new: bool) -> None:  # noqa: FBT001
        code, hotline = code_of(problem), self.world.known.package.hotline
        if code == "no-package":
            self._show(busy="", trouble="no-package")
        elif may_be_new:
            self._show(busy="", code_error=NOT_LOOKED.format(hotline=hotline))
        else:
            self._show(busy="", code_error=_sentence(code, hotline))

    def _named(self, intent: s.NameGiven) -> None:
        name = " ".join(intent.name.split())
        if len(name) < 2:
            self._show(name_error="Typ je voornaam en achternaam.")
            return
        self._name = name
        self._show(name_error="", stage=BeginStage.PIN)

    def _pin_chosen(self, intent: s.PinChosen) -> None:
        if len(intent.pin) != 6 or not intent.pin.isdecimal():
            self._show(pin_error="Een pincode heeft 6 cijfers.")
        elif intent.pin != intent.again:
            self._show(pin_error="De twee pincodes zijn niet gelijk. Typ ze opnieuw.")
        else:
            self._pin = intent.pin
            self._open(anew=False)

    def _open(self, *, anew: bool) -> None:
        workplace, card = self.world.workplace, self._card
        if workplace is None or card is None:
            return
        self._show(busy="Lokaal openen...", pin_error="", trouble="")
        self.world.bridge.after(workplace.open(card, anew=anew), self._opened, self._not_opened)

    def _opened(self, room: "OpenRoom") -> None:
        workplace, card = self.world.workplace, self._card
        if workplace is None or card is None:
            return
        told = tuple(notice.value for notice in room.notices)
        self.world.learn(opening=told, neighbours=card.neighbours)
        pin, self._pin = self._pin, ""
        begun = workplace.begin_shift(card, pin, self._name)
        self.world.bridge.after(begun, self._begun, self._not_opened)

    def _not_opened(self, problem: BaseException) -> None:
        code = code_of(problem)
        if code in STORE_TROUBLES:
            self._show(busy="", trouble=code)
        elif code in CODE_ERRORS:
            self._show(
                busy="",
                stage=BeginStage.CODE,
                code_error=_sentence(code, self.world.known.package.hotline),
            )
        else:
            self._show(busy="", trouble="disk")

    def _begun(self, recorded: "Recorded") -> None:
        card = self._card
        if card is None:
            return
        self._room_day = card.header.room_day
        holder = Holder(
            card.person, _holder_name(recorded, card.person, self._name), self.world.now()
        )
        others = tuple(h for h in self.world.known.holders if h.person != card.person)
        self.world.learn_day(recorded.day)
        self.world.learn(holders=(*others, holder), needs_code=False)
        self._card, self._name = None, ""
        self.way.go("begun")

    # ------------------------------------------------------------ notices

    def _notice(self, intent: s.NoticeActionChosen) -> None:
        if intent.action == "new-store":
            if self._pin:
                self._open(anew=True)
            else:
                self._show(trouble="", stage=BeginStage.PIN)
        elif intent.action == "look-again":
            self._show(trouble="")
            self.way.go("look-again")


def _sentence(code: str, hotline: str) -> str:
    text = CODE_ERRORS.get(code, "Dit lukt niet. Probeer het opnieuw of bel {hotline}.")
    return text.format(hotline=hotline)


def _holder_name(recorded: "Recorded", person: str, typed: str) -> str:
    for _, part in recorded.day.parts():
        for shift in part.shifts:
            for each in shift.people:
                if each.person == person:
                    return staff_name(each.name)
    return typed
