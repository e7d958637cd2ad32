"""Playing the day: every act at its moment, the outage in the middle, and the closing."""

import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from tests.demo.programs import DemoFailed, Program
from tests.demo.rooms import ZONE
from tests.demo.script import OUTAGE, Act, PartScript
from tests.demo.world import Card, Desk, World

SLICE = timedelta(minutes=1)
SLICE_ACTS = 40
WAIT_S = 120.0
HALL_S = 240.0
"""By keyboard every provision of a hall of 400 takes longer than one act."""
STATEMENTS = ["Naar waarheid opgemaakt.", "Verder geen bijzonderheden."]
Cue = tuple[datetime, int, Desk, PartScript | None, Act]


class Contact:
    """How the laptops of a day reach the dossier and each other."""

    def __init__(self, world: World, scripts: list[PartScript]) -> None:
        self._world = world
        self._scripts = scripts
        self._left: set[tuple[str, str]] = set()
        self._sealed: set[tuple[str, str]] = set()
        self._slice: list[tuple[Program, Act]] = []
        self._is_down = False
        self.kills = 0
        self._desks = {id(desk.room): desk for desk in world.desks}

    def desk(self, script: PartScript) -> Desk:
        """Return the room of a part."""
        return self._desks[id(script.room)]

    def delivered(self, patience_s: float = WAIT_S) -> None:
        """Wait until a receipt covers everything on every laptop that is open."""

        def missing() -> str | None:
            left = {}
            for desk in self._begun():
                for laptop in desk.laptops:
                    laptop.ask("nudge")
                    if waiting := laptop.ask("status")["waiting"]:
                        left[laptop.name] = waiting
            return f"nog niet bevestigd: {left}" if left else None

        wait_until([missing], patience_s, self._world.clock)

    def _sync(self, desk: Desk, _script: PartScript | None, _act: Act) -> None:
        """Wait until the laptops of a room tell the same."""
        if len(desk.laptops) < 2:
            return
        self._up(desk, None, _act)

        def missing() -> str | None:
            for laptop in desk.laptops:
                laptop.ask("nudge")
            told = [laptop.ask("digest") for laptop in desk.laptops]
            waits = sum(laptop.ask("status")["waiting"] for laptop in desk.laptops)
            same = all(each == told[0] for each in told) and not waits
            return None if same else f"de laptops van {desk.room.label} zijn niet gelijk"

        wait_until([missing], WAIT_S)

    def _down(self, _desk: Desk, _script: PartScript | None, _act: Act) -> None:
        """Take the dossier away, in the middle of what it does."""
        if self._is_down:
            return
        self._is_down = True
        self.kills += 1
        say(f"{self._clock()} het dossier valt uit (kill -9); vastleggen gaat door")
        self._world.kill_dossier()

    def _up(self, _desk: Desk, _script: PartScript | None, _act: Act) -> None:
        """Bring the dossier back, where it is away, and see everything arrive."""
        if not self._is_down:
            return
        self._is_down = False
        held = sum(
            laptop.ask("status")["waiting"] for desk in self._begun() for laptop in desk.laptops
        )
        self._world.serve()
        say(f"{self._clock()} het dossier is terug; {held} gebeurtenissen wachtten op de laptops")
        self.delivered()

    def _begun(self) -> list[Desk]:
        return [desk for desk in self._world.desks if desk.room_id]

    def _clock(self) -> str:
        return f"{self._world.clock.now().astimezone(ZONE):%H:%M}"


class Stage(Contact):
    """Carries out the scripts of a day in the order of the clock."""

    def play(self) -> None:
        """Play everything."""
        for at, _, desk, script, act in self._cues():
            if act.do.startswith("@"):
                self._flush()
                self._world.clock.set(at)
                getattr(self, f"_{act.do[1:]}")(desk, script, act)
                continue
            if desk.is_window(act.laptop):
                self._flush()
                self._world.clock.set(at)
                desk.laptops[0].ask("record", command=act.do, members=act.members)
                continue
            if self._slice and (
                at - self._slice[0][1].at > SLICE or len(self._slice) >= SLICE_ACTS
            ):
                self._flush()
            self._slice.append((desk.laptops[act.laptop], act))
        self._flush()

    def _cues(self) -> list[Cue]:
        order = count()
        cues: list[Cue] = []
        for desk in self._world.desks:
            scripts = [each for each in self._scripts if each.room is desk.room]
            opens = min(each.opens for each in scripts) - timedelta(minutes=5)
            cues.append((opens, next(order), desk, None, Act(opens, 0, "@begin")))
            if desk.room.has_early_leaver:
                at = scripts[0].at(0.545)
                cues.append((at, next(order), desk, None, Act(at, 0, "@leave")))
        for script in self._scripts:
            for act in script.acts:
                cues.append((act.at, next(order), self.desk(script), script, act))
        if self._scripts:
            largest = max(self._scripts, key=lambda each: len(each.students))
            for share, do in zip(OUTAGE, ("@down", "@up"), strict=True):
                at = largest.at(share)
                cues.append((at, next(order), self.desk(largest), largest, Act(at, 0, do)))
        return sorted(cues, key=lambda cue: cue[:2])

    def _flush(self) -> None:
        """Let all laptops record what happened in this minute, each in its own order."""
        if not self._slice:
            return
        self._world.clock.set(self._slice[-1][1].at)
        for laptop, act in self._slice:
            laptop.send(
                {"do": "record", "command": act.do, "members": act.members,
                 "at": act.at.isoformat()}
            )  # fmt: skip
        for laptop, _ in self._slice:
            laptop.take()
        self._slice = []

    def _begin(self, desk: Desk, _script: PartScript | None, _act: Act) -> None:
        """Let everybody begin the shift with the own code, spread over the laptops."""
        begun: list[str] = []
        for n, laptop in enumerate(desk.laptops):
            codes = [
                {"person": card.person, "code": card.code, "pin": card.pin}
                for card in desk.cards
                if desk.laptop_of(card.person) == n
            ]
            told = laptop.ask("begin", codes=codes)
            desk.room_id = told["room"]
            begun += told["begun"]
        desk.let_go({card.person for card in desk.cards} - set(begun))

    def _dispute(self, desk: Desk, script: PartScript, act: Act) -> None:
        """Two laptops can only tell something else while they do not hear of each other."""
        if not self._is_down:
            self._sync(desk, script, act)
            self._down(desk, script, act)

    def _settle(self, desk: Desk, script: PartScript, act: Act) -> None:
        """A person looks at what two laptops told, and chooses."""
        self._up(desk, script, act)
        laptop = desk.laptops[desk.room.is_window]
        found: list[dict[str, Any]] = []

        def missing() -> str | None:
            for each in desk.laptops:
                each.ask("nudge")
            told = laptop.ask("differences", session=script.session.id)["differences"]
            found[:] = [d for d in told if d["candidate"] == act.members["candidate"]]
            return None if found else "het verschil tussen twee laptops is niet gezien"

        wait_until([missing], WAIT_S)
        for each in found:
            leaf = next(h["leaf"] for h in each["heads"] if h["type"] == "ArrivalRegistered")
            members = {"session": script.session.id, "candidate": each["candidate"],
                       "aspect": each["aspect"], "leaf": leaf}  # fmt: skip
            laptop.ask("record", command="SettleDifference", members=members)
        say(f"{self._clock()} {desk.room.label}: verschil tussen twee laptops opgelost")
        self._sync(desk, script, act)

    def _leave(self, desk: Desk, _script: PartScript | None, _act: Act) -> None:
        """Somebody goes home, and signs the own period in every session of the room."""
        self._sync(desk, _script, _act)
        card = desk.cards[-1]
        laptop = desk.laptops[desk.laptop_of(card.person)]
        laptop.ask("record", command="LeaveShift", members={"person": card.person})
        self._left.add((desk.room_day, card.person))
        self._world.clock.step(seconds=20)
        for session, _ in desk.room.parts:
            if (desk.room_day, session.id) not in self._sealed:
                self._sign(desk, card, session.id)
        say(f"{self._clock()} {desk.room.label}: een surveillant gaat eerder weg en tekent")

    def _close(self, desk: Desk, script: PartScript, _act: Act) -> None:
        """Mend what is open, let everybody sign, and see the seal."""
        session = script.session.id
        self._sync(desk, script, _act)
        self._report_provisions(desk, session)
        self._sync(desk, script, _act)
        is_sealed = False
        for card in desk.cards:
            if (desk.room_day, card.person) in self._left:
                continue
            self._world.clock.step(seconds=15)
            is_sealed = self._sign(desk, card, session)
            self._sync(desk, script, _act)
        if not is_sealed:
            told = desk.laptops[0].ask("checks", session=session)
            raise DemoFailed(f"{desk.room.label}: niet verzegeld: {told}")
        self._sealed.add((desk.room_day, session))
        say(f"{self._clock()} {desk.room.label}: {script.session.code} getekend en verzegeld")

    def _sign(self, desk: Desk, card: Card, session: str) -> bool:
        laptop = desk.laptops[desk.laptop_of(card.person)]
        told = laptop.ask("sign", session=session, person=card.person, pin=card.pin,
                          statements=STATEMENTS)  # fmt: skip
        return bool(told["sealed"])

    def _report_provisions(self, desk: Desk, session: str) -> None:
        laptop = desk.laptops[0]
        if desk.is_window(0):
            laptop.ask("provision", HALL_S, session=session)
        for check in laptop.ask("checks", session=session)["checks"]:
            if check["blocks"]:
                raise DemoFailed(f"{desk.room.label}: afsluiten kan niet: {check}")
            if check["kind"] == "no-provision-outcome" and not desk.is_window(0):
                members = {"session": session, "candidate": check["candidate"],
                           "code": check["aspect"], "outcome": "given"}  # fmt: skip
                laptop.ask("record", command="ReportProvision", members=members)


def wait_until(wanted: Iterable[Any], patience_s: float, clock: Any = None) -> None:
    """Ask again until nothing is missing; the demo's clock goes on meanwhile when it is given."""
    until = time.monotonic() + patience_s
    for missing in wanted:
        while (told := missing()) is not None:
            if time.monotonic() > until:
                raise DemoFailed(f"na {patience_s:.0f} s: {told}")
            time.sleep(0.1)
            if clock is not None:
                clock.step(seconds=1)


def say(line: str) -> None:
    """Tell how far the day is."""
    print(line, flush=True)
