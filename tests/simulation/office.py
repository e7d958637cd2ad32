"""A machine of the office in a world: the program's own workplace and feed, stepped by hand."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import pytest

import app.services.office_workplace
from app.crypto.keys import SigningKey
from app.crypto.requests import Request
from app.crypto.vault import KeyringUnusable
from app.services.office_pulling import OfficePulling, feed_path
from app.services.office_sign_on import Asked, NotSignedOn, OfficeObstacle
from app.services.office_workplace import OfficeWorkplace, SignOnNeeded
from app.services.recording import Recorded, Recorder
from app.store.trouble import StoreUnusable
from app.sync.messages import Answer, Happening, Trouble
from app.sync.state import NEVER
from app.sync.transports.https import NoAnswer
from tests.simulation.disk import files_in
from tests.simulation.machine import Came, HandDeliverer, Machine
from tests.simulation.requiring import require

IDLE_MS = 15_000
"""How long the dossier keeps an ask of the feed to which nothing came."""


class InlineThread:
    """The record thread of a program that has none: what is asked is done."""

    def __init__(self) -> None:
        self.is_closed = False
        self.later: Callable[..., None] = lambda *_: None

    def submit(self, verb: Callable[..., Any], *given: object) -> Future[Any]:
        """Do something; only a crash goes further than its future."""
        done: Future[Any] = Future()
        try:
            done.set_result(verb(*given))
        except Exception as problem:  # noqa: BLE001 - as a pool of threads does
            done.set_exception(problem)
        return done


class NoWire(NoAnswer):
    """Nothing came back, for a reason of the world."""


@dataclass
class OfficeWire:
    """The connection of one machine, in the name of a person or of the machine alone."""

    office: "SimOffice"
    person: SigningKey | None

    def ask(self, request: Request, _waits_s: float = 0.0) -> Answer:
        """Ask something while somebody waits for it."""
        office = self.office
        came = office.line.carry_at_once(office.name, office.signed(request, self.person))
        if isinstance(came, Trouble):
            problem = NoWire()
            problem.trouble = came
            raise problem
        return came

    def close(self) -> None:
        """Nothing is kept open."""


class HandPulling(OfficePulling):
    """The program's own feed without its thread: a world turns it."""

    wake_at = 0
    _line: OfficeWire

    def start(self) -> None:
        """Ask at once, once the world goes on."""
        self._line.office.pulling = self
        self.wake_at = self._line.office.world.ms

    @property
    def is_closed(self) -> bool:
        return self._closed.is_set()

    def turn(self) -> None:
        """Ask for what came, and hear of it later."""
        self.wake_at = NEVER
        asked = self._puller.after()
        line, path = self._line, feed_path(asked, self._wait_s)

        def heard(came: Came) -> None:
            if self.is_closed:
                return
            trouble = came if isinstance(came, Trouble) else self._taken(asked, came)
            pause = round(self._settled(trouble) * 1000)
            if trouble is None and self._puller.after() == asked:
                pause = IDLE_MS
            self.wake_at = NEVER if self.is_closed else line.office.world.ms + pause

        line.office.carry(Request("GET", path), heard, line.person)


@dataclass
class SimOffice(Machine):
    """A machine of the office: off, on, or with somebody signed on."""

    passphrases: dict[str, str] = field(kw_only=True)
    """What people of the office of this world type, by person."""
    codes: dict[str, str] = field(kw_only=True)
    """The start codes that were printed and not used yet."""
    workplace: OfficeWorkplace | None = None
    pulling: HandPulling | None = None
    is_ended: bool = False
    """Whether the dossier answers nobody here any more, before they sign on again."""
    former: set[str] = field(default_factory=set)
    """What lies in stores that no passphrase opens any more: it goes from the journal beside."""

    @property
    def recorder(self) -> Recorder | None:
        opened = None if self.work is None else self.work._open
        return None if opened is None else opened.recorder

    @property
    def person(self) -> str:
        """Who is signed on."""
        opened = None if self.work is None else self.work._open
        return "" if opened is None else opened.person.id

    @property
    def wake_at(self) -> int:
        is_asking = self.pulling is not None and not self.pulling.is_closed
        asks_at = self.pulling.wake_at if is_asking else NEVER
        return min(super().wake_at, max(self.world.ms, asks_at))

    def turn(self, came: Happening | None = None) -> None:
        super().turn(came)
        pulling = self.pulling
        if pulling is not None and not pulling.is_closed and pulling.wake_at <= self.world.ms:
            pulling.turn()

    def sign_on(self, person: str) -> bool:
        """Sign somebody on with what they know; tell whether that worked."""
        assert self.workplace is not None
        self.is_ended = False
        code = self.codes.get(person, "")
        if code:
            self.passphrases[person] = f"negen woorden over {code[:4]}"
        asked, slots = (
            Asked(person, self.passphrases[person], code),
            files_in(self.settings.office),
        )
        try:
            with _by_hand():
                self.workplace.sign_on(asked).result()
        except NotSignedOn as problem:
            self.noticed.append(problem.obstacle.value)
            if problem.obstacle is OfficeObstacle.UNKNOWN:  # used before, or never known
                self.codes.pop(person, None)
        except StoreUnusable as problem:
            self.noticed.append(problem.code.value)
        except (KeyringUnusable, OSError) as problem:
            self.noticed.append(type(problem).__name__)
        else:
            self.codes.pop(person, None)
            is_new = slots != files_in(self.settings.office)
            self._look(self.work.open_room_day, self.work.here.recorder, is_new=is_new)
            return True
        return False

    def sign_off(self) -> None:
        """Go, and let the program run."""
        assert self.workplace is not None
        self.workplace.sign_off().result()

    def record(self, command: Any) -> Recorded | None:
        """Record what somebody asks; None when it was refused."""
        workplace = self.workplace
        assert workplace is not None
        return self._recorded(lambda: workplace.record(command).result().recorded)

    def hurt(self, what: str) -> None:
        super().hurt(what)
        self.given_up |= self.former if what in ("journal", "both") else set()
        for folder, told in self.told_in.items():
            if "both" in self.hurts[folder] or {"store", "journal"} <= self.hurts[folder]:
                self.given_up |= told

    def _look(self, folder: str, recorder: Recorder, *, is_new: bool) -> None:
        """I1: what was called recorded in a day is there at every sign-on, or was given up.

        A slot that was made anew opens nothing of before.
        """
        told, hurts = self.told_in[folder], self.hurts.pop(folder, set())
        if is_new:
            self.given_up |= told if "journal" in hurts else set()
            self.former |= told
            self.told_in[folder] = set()
            return
        missing = {leaf for leaf in told if not recorder.store.has(leaf)} - self.given_up
        require(not missing, f"I1 {self.name} lost {len(missing)}; {self.noticed}")

    # ------------------------------------------------------------ within

    def _begin(self) -> None:
        """What the window does as it starts."""
        self.pulling = None
        with _by_hand():
            self.workplace = OfficeWorkplace(self.tools, self._line_for, self._heard)
            self.workplace._worker.later = self._do_later
            self.workplace.start().result()
        self.work = self.workplace._work

    def _let_go(self) -> None:
        super()._let_go()
        self.workplace = self.pulling = None

    def _line_for(self, key: SigningKey, person: SigningKey | None) -> Any:
        self.key = key
        return OfficeWire(self, person)

    def _heard(self, news: object) -> None:
        self.is_ended |= isinstance(news, SignOnNeeded)


@contextmanager
def _by_hand() -> Iterator[None]:
    """Let what the workplace makes have no thread of its own."""
    with pytest.MonkeyPatch.context() as patched:
        for name, plain in THREADLESS.items():
            patched.setattr(app.services.office_workplace, name, plain)
        yield


THREADLESS: Final = {
    "RecordThread": InlineThread,
    "Deliverer": HandDeliverer,
    "OfficePulling": HandPulling,
}
