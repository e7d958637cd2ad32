"""The room of the real window: `python -m tests.demo.window FOLDER CLOCK SCREENS|--shown`.

The shipped window on the demo's clock. What happened in the room is told by lines of JSON, as to
every laptop of the demo, and goes in by keyboard alone.
"""

import json
import os
import secrets
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QSocketNotifier
from PySide6.QtWidgets import QApplication

from app.bootstrap import workplace
from app.desktop.main import Desktop, Parts, run
from app.models.closing import checks_of
from app.settings import Settings
from tests.demo.hands import ALT, CTRL, LIKE_A_PERSON_MS, SHIFT, Hands, Key, Stuck
from tests.demo.laptop import Asked
from tests.demo.whereabouts import Whereabouts
from tests.stepped_clock import SteppedClock

SHOWN = "--shown"
SUFFIX = 5
"""A person types the end of a number; six characters at once would be a scanner."""


class RoomKeys(Whereabouts):
    """What happens in the room, by keyboard."""

    def do_record(self, command: str, members: Asked, at: str | None = None) -> Asked:  # noqa: ARG002
        """Do by keyboard what happened."""
        self._to_room(members["session"])
        getattr(self, f"_{command}")(members)
        return {}

    def _RegisterArrival(self, told: Asked) -> None:  # noqa: N802
        self._choose(told["candidate"])
        self._once("03-zoeken")
        without_id = told.get("identity") not in (None, "seen")
        self._recorded(Key.Key_Return, SHIFT if without_id else None)

    def _EstablishNoShow(self, told: Asked) -> None:  # noqa: N802
        for candidate in told["candidates"]:
            self._choose(candidate)
            self._recorded(Key.Key_F4)

    def _LeaveForAMoment(self, told: Asked) -> None:  # noqa: N802
        self._choose(told["candidate"])
        self._recorded(Key.Key_F5, asks=True)
        self._once("03-even-weg")

    def _ComeBack(self, told: Asked) -> None:  # noqa: N802
        self._choose(told["candidate"])
        self._recorded(Key.Key_Return)

    def _HandIn(self, told: Asked) -> None:  # noqa: N802
        for candidate in told["candidates"]:
            self._choose(candidate)
            if told.get("seen_at") == "not-observed":
                self._time_not_seen()
            self._recorded(Key.Key_F6)

    def _LeaveForGood(self, told: Asked) -> None:  # noqa: N802
        self._choose(told["candidate"])
        self._recorded(Key.Key_F5, SHIFT, asks=True)

    def _StartSession(self, _told: Asked) -> None:  # noqa: N802
        self._recorded(Key.Key_F11)
        self._once("03-gestart")

    def _NoteStartReason(self, told: Asked) -> None:  # noqa: N802
        room: Any = self.desktop.window.page("room")
        if not room.ui.asks_start_reason:  # this exam's rules let it start so much later
            return
        self.hands.press(Key.Key_R, ALT)
        self._until_focus("LineField")
        self.hands.type(told["reason"])
        self._recorded(Key.Key_Return)

    def _EndSession(self, _told: Asked) -> None:  # noqa: N802
        self._once("03-voor-het-einde")
        self._recorded(Key.Key_F11)
        self._once("03-beeindigd")

    def _NoteIrregularity(self, told: Asked) -> None:  # noqa: N802
        hands = self.hands
        if told["candidate"] is None:
            hands.press(Key.Key_F7, SHIFT)
        else:
            self._choose(told["candidate"])
            hands.press(Key.Key_F7)
        self._until_focus("ChoiceChip")
        self._choose_chip(told["category"])
        hands.tab_to(lambda w: type(w).__name__ == "TextField", "wat je zag")
        hands.type(told["text"])
        self._once("03-bijzonderheid")
        self._recorded(Key.Key_Return, CTRL)

    def _time_not_seen(self) -> None:
        room: Any = self.desktop.window.page("room")
        self.hands.press(Key.Key_T, ALT)
        self._until_focus("LineField")
        self.hands.tab_to(lambda w: type(w).__name__ == "ChoiceChip", "tijd niet waargenomen")
        self._choose_chip("unseen")
        self.hands.press(Key.Key_Return)
        self.hands.until(lambda: room.ui.other_time is not None, "tijd niet waargenomen")

    def _choose(self, candidate: str) -> None:
        """Find somebody as a person does: the number's end, all of it, or along the list."""
        number = self._number(candidate)
        room: Any = self.desktop.window.page("room")
        tries = ((number[-SUFFIX:], -1), (number, LIKE_A_PERSON_MS)) if number.isascii() else ()
        for text, delay_ms in tries:
            self.hands.press(Key.Key_Escape)
            self.hands.type(text, delay_ms)
            self.hands.until(lambda wanted=text: room.ui.query == wanted, "wat getypt is")
            if room.ui.selected == candidate:
                return
        if not self.hands.go_down(lambda: room.ui.selected == candidate, len(room.content.people)):
            raise Stuck("de kandidaat is niet te vinden")

    def _recorded(self, key: Any, held: Any = None, *, asks: bool = False) -> None:
        """Press a key, and Enter when it `asks`; wait until what it did is on disk and shown."""
        room: Any = self.desktop.window.page("room")
        for each in (key, Key.Key_Return)[: 1 + asks]:
            self.hands.press(each, *([] if held is None else [held]))
        if room._again is None:
            self.hands.picture("geweigerd")
            raise Stuck(f"de toets {key} deed niets: {room.ui.notice}")
        self.hands.until(lambda: room._again is None, "vastgelegd")


class WindowLaptop(RoomKeys):
    """A laptop whose acts go through the window: beginning and closing."""

    def do_start(self, room_day: str) -> None:
        """Open the window, and wait for the package of the room."""
        settings, clock = self._settings, self._clock
        parts = Parts(settings, clock, lambda heard: workplace(settings, heard, clock))
        preferences = QSettings(str(settings.folder / "window.ini"), QSettings.Format.IniFormat)
        self._hands = Hands(Desktop(parts, preferences), self._pictures)
        self.desktop.show()
        self.hands.until(lambda: self.desktop.world.workplace is not None, "een geopende laptop")
        cards = settings.room(room_day)
        self.hands.until(lambda: any(cards.glob("v*/cards.json")), "het pakket van het lokaal")
        self.hands.until(lambda: not self.desktop.world.known.trouble, "een bruikbaar pakket")

    def do_begin(self, codes: list[Asked]) -> Asked:
        """Type each code and PIN; the second person signs on from the page of today."""
        begun = []
        for each in codes:
            if begun and not self._sign_on():
                break
            self._type_card(each)
            begun.append(each["person"])
            self._pins[each["person"]] = each["pin"]
        self.hands.picture("02-vandaag")
        self._room_day = self.work._work._room.header.room_day  # type: ignore[union-attr]
        self.hands.press(Key.Key_Return)
        self.hands.until(lambda: self.desktop.window.front == "room", "het lokaal")
        self.hands.picture("03-lokaal-inloop")
        return {"room": self.work.look(lambda folds: folds.day.room).result(), "begun": begun}

    def _sign_on(self) -> bool:
        paper = self._papers()[0]
        here = {p.person for shift in paper.part.shifts for p in shift.people}
        if len(here) >= paper.session.rules.signatures:
            return False
        self.hands.tab_to(_asks("sign-on"), "aanmelden met dagcode")
        self.hands.press(Key.Key_Space)
        self.hands.until(lambda: self.desktop.window.front == "begin", "de dagcode")
        return True

    def _type_card(self, card: Asked) -> None:
        hands, before = self.hands, len(self.desktop.world.known.holders)
        self._until_focus("CodeField")
        self._once("01b-dagcode")
        hands.type("".join(char for char in card["code"] if char.isalnum()))
        hands.press(Key.Key_Return)
        self._until_focus("PinField")
        self._once("01b-pincode")
        hands.type(card["pin"])
        hands.press(Key.Key_Return)
        hands.type(card["pin"])
        hands.press(Key.Key_Return)
        hands.until(lambda: len(self.desktop.world.known.holders) > before, "een begonnen dienst")
        hands.until(lambda: self.desktop.window.front == "today", "de pagina van vandaag")

    def close(self) -> None:
        """Close the window, and with it the laptop."""
        self.desktop.close()

    def do_sign(self, session: str, person: str, pin: str, statements: list[str]) -> Asked:  # noqa: ARG002
        """Open the report, type the PIN, and see what came of it."""
        hands = self.hands
        self._to_closing(session)
        closing: Any = self.desktop.window.page("closing")
        before = len(self._paper(session).part.signatures)
        while any(not each.ticked for each in closing.view._shown.statements):
            hands.tab_to(lambda w: type(w).__name__ == "Tick" and not w.isChecked(), "vinkje")
            hands.press(Key.Key_Space)
        hands.until(lambda: closing.view._shown.can_sign, "een verslag dat klaar is")
        if type(hands.focus()).__name__ != "PinField":
            hands.press(Key.Key_Return)
        self._until_focus("PinField")
        shown = closing.view._shown
        if shown.signer != person:
            raise Stuck("een ander is aan de beurt om te tekenen")
        hands.until(lambda: closing.ui.pdf is not None, "het echte verslag")
        self._once("07b-tekenen")
        hands.type(pin)
        hands.press(Key.Key_Return)
        hands.until(lambda: len(self._paper(session).part.signatures) > before, "getekend")
        hands.until(lambda: not closing.ui.busy, "klaar met tekenen")
        is_sealed = self._paper(session).part.seal is not None
        if is_sealed:
            self._once("07-verzegeld")
        return {"sealed": is_sealed}

    def do_provision(self, session: str) -> Asked:
        """Give every granted provision its outcome, on the page of the report."""
        self._to_closing(session)
        self._once("07a-controle")
        while any(c.kind == "no-provision-outcome" for c in checks_of(self._paper(session))):
            before = len(checks_of(self._paper(session)))
            self.hands.tab_to(lambda w: type(w).__name__ == "CheckCard", "een controlepunt")
            self._step_to_provision()
            self.hands.press(Key.Key_1)
            self.hands.until(
                lambda was=before: len(checks_of(self._paper(session))) < was, "een uitkomst"
            )
        return {}

    def _step_to_provision(self) -> None:
        for step in [Key.Key_Up] * 60 + [Key.Key_Down] * 60:
            card: Any = QApplication.focusWidget()
            if card.check.check.startswith("no-provision-outcome"):
                return
            self.hands.press(step)
        raise Stuck("het punt over de voorziening is niet te bereiken")


def _asks(action: str) -> Any:
    def is_it(widget: Any) -> bool:
        row = getattr(widget, "row", None)
        return row is not None and row.action is not None and row.action.name == action

    return is_it


class Lines:
    """Answers the lines that come in on stdin while the window goes on."""

    def __init__(self, laptop: WindowLaptop) -> None:
        self._laptop = laptop
        self._read = b""
        self._told = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)
        self._notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._came)

    def _came(self) -> None:
        portion = os.read(0, 1 << 16)
        if not portion:
            QApplication.quit()
            return
        self._read += portion
        self._notifier.setEnabled(False)
        while b"\n" in self._read:
            line, _, self._read = self._read.partition(b"\n")
            self._answer(json.loads(line))
        self._notifier.setEnabled(True)

    def _answer(self, asked: Asked) -> None:
        try:
            content = self._laptop.answer(asked)
        except Exception as problem:  # noqa: BLE001 - the demo tells it and stops
            said = f"{asked['do']} {asked.get('command', '')}".strip()
            content = {"fault": f"{said}: {type(problem).__name__}: {problem}"}
        self._told.write(json.dumps(content) + "\n")
        self._told.flush()
        if asked["do"] == "stop":
            QApplication.quit()


def main() -> int:
    """Show the window and do what is told; with --shown, leave it to a person."""
    folder, clock = Path(sys.argv[1]), SteppedClock(Path(sys.argv[2]), boot=secrets.token_hex(8))
    if SHOWN in sys.argv:
        settings = Settings(folder)
        parts = Parts(settings, clock, lambda heard: workplace(settings, heard, clock))
        return run(parts, sys.argv[:1])
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    lines = Lines(WindowLaptop(folder, clock, Path(sys.argv[3])))
    code = application.exec()
    del lines
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
