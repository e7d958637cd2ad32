"""A laptop of the demo: `python -m tests.demo.laptop FOLDER CLOCK`, told by lines of JSON.

The same services, store, keys and TLS as the shipped program, with the demo's clock.
"""

import hashlib
import secrets
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from app.bootstrap import vault_for, workplace
from app.models import commands
from app.models.closing import checks_of, signing_of
from app.models.drafts import Moment
from app.models.fold import RoomFold, read_scope
from app.models.values import NOT_OBSERVED, IdentityOutcome, Kind, ProvisionOutcome
from app.services.closing import paper_in, report_pdf
from app.services.enrolling import accept_bundle, ask_enrolment, read_install
from app.services.opening import open_device
from app.services.signing import sign_and_seal
from app.services.workplace import Workplace
from app.settings import Settings
from app.sync.outbox import verified
from tests.demo.digest import digest_of
from tests.demo.programs import answer_lines
from tests.stepped_clock import SteppedClock

PATIENCE_S = 45.0
Asked = dict[str, Any]
_WORDS: dict[str, Callable[[Any], Any]] = {
    "identity": IdentityOutcome,
    "outcome": ProvisionOutcome,
    "seen_at": {"not-observed": NOT_OBSERVED}.__getitem__,
    "candidates": tuple,
}


def command_of(name: str, members: Asked) -> commands.Command:
    """Return a command by its name and its members as JSON."""
    read = {
        key: _WORDS[key](value) if key in _WORDS and value is not None else value
        for key, value in members.items()
    }
    made: commands.Command = getattr(commands, name)(**read)
    return made


class LaptopSeen:
    """A laptop as it can be looked at."""

    def __init__(self, folder: Path, clock: SteppedClock) -> None:
        self._settings = Settings(folder)
        self._clock = clock
        self._work: Workplace | None = None
        self._room_day = ""

    def answer(self, asked: Asked) -> Asked:
        """Do what is asked and tell what came of it."""
        verb = getattr(self, f"do_{asked['do']}")
        told: Asked | None = verb(**{key: asked[key] for key in asked if key != "do"})
        return told or {}

    @property
    def work(self) -> Workplace:
        assert self._work is not None
        return self._work

    def do_status(self) -> Asked:
        delivery = self.work.delivery
        trouble = delivery.contact.trouble
        return {
            "waiting": delivery.waiting,
            "acknowledged": delivery.acknowledged,
            "trouble": None if trouble is None else trouble.value,
        }

    def do_digest(self) -> Asked:
        """Return one number per session, and how signing stands."""

        def read(folds: RoomFold) -> Asked:
            return {
                session.id: digest_of(session, folds.day.room) for session, _ in folds.day.parts()
            }

        return self._look(read)

    def do_checks(self, session: str) -> Asked:
        """Return what is open before closing, and who still has to sign."""

        def read(folds: RoomFold) -> Asked:
            paper = paper_in(folds, session)
            signing = signing_of(paper)
            return {
                "checks": [
                    {"kind": c.kind.value, "candidate": c.candidate, "aspect": c.aspect,
                     "blocks": c.blocks}
                    for c in checks_of(paper)
                ],
                "open": list(signing.open_people),
                "missing": signing.missing,
                "lapsed": [len(each.lapsed_by) for each in paper.part.signatures],
                "listed": [each.candidate for each in paper.enrolments()],
            }  # fmt: skip

        return self._look(read)

    def do_differences(self, session: str) -> Asked:
        """Return on which registers two laptops differ, with what each told."""

        def read(folds: RoomFold) -> Asked:
            return {
                "differences": [
                    {"candidate": each.candidate, "aspect": aspect,
                     "heads": [{"leaf": h.leaf, "type": h.body.act.TYPE} for h in value.heads]}
                    for each in folds.day.sessions[session].enrolments.values()
                    for aspect, value in each.differences
                ]
            }  # fmt: skip

        return self._look(read)

    def do_pdf(self, session: str) -> Asked:
        """Return the digest of the report as this laptop renders it, and of its record."""
        content = self._look(lambda folds: report_pdf(folds, session))
        seal = self._look(lambda folds: paper_in(folds, session).part.seals[0][1])
        return {"sha256": hashlib.sha256(content).hexdigest(), "root": seal.manifest.root}

    def _look(self, reader: Callable[[RoomFold], Any]) -> Any:
        return self.work.look(reader).result()

    def _moment(self, at: str | None) -> Moment | None:
        return None if at is None else self._clock.reading(datetime.fromisoformat(at))


class Laptop(LaptopSeen):
    """One laptop, and what it is asked to do."""

    def do_request(self) -> Asked:
        return {"request": str(ask_enrolment(self._settings, vault_for, secrets.token_bytes))}

    def do_accept(self, bundle: str) -> None:
        accept_bundle(self._settings, Path(bundle).read_bytes(), vault_for)

    def do_start(self, room_day: str) -> None:
        """Start, and wait for the package of the room."""
        self._work = workplace(self._settings, lambda _: None, self._clock)
        device = self._work.start().result()
        if device.key is None:
            raise RuntimeError(f"no device key: {device.keyring}")
        cards = self._settings.room(room_day)
        until = time.monotonic() + PATIENCE_S
        while not any(cards.glob("v*/cards.json")):
            if time.monotonic() > until:
                raise RuntimeError("no package of the room came")
            time.sleep(0.05)

    def do_begin(self, codes: list[Asked]) -> Asked:
        """Open the room with the first code, and let each person begin a shift."""
        for each in codes:
            card = self.work.fit(each["code"]).result()
            self.work.open(card).result()
            self._room_day = card.header.room_day
            self.work.begin_shift(card, each["pin"], each.get("name", "")).result()
        begun = [each["person"] for each in codes]
        return {"room": self._look(lambda folds: folds.day.room), "begun": begun}

    def do_record(self, command: str, members: Asked, at: str | None = None) -> Asked:
        recorded = self.work.record(command_of(command, members), self._moment(at)).result()
        return {"events": len(recorded.entries), "flags": [flag.value for flag in recorded.flags]}

    def do_sign(self, session: str, person: str, pin: str, statements: list[str]) -> Asked:
        """Sign the report of a session, and seal it when this was the last signature."""
        sign_and_seal(self.work, session, person, pin, statements)
        return {"sealed": bool(self._look(lambda folds: paper_in(folds, session).part.seals))}

    def do_nudge(self) -> None:
        self.work.nudge()

    def do_stop(self) -> Asked:
        """Stop, and tell from this laptop's own memory which acts a kept receipt covers."""
        own = self._look(_own_of(read_install(self._settings).device))
        self.close()
        return {"acts": self._acknowledged(own)}

    def close(self) -> None:
        """Stop; what was recorded is on disk."""
        self.work.close()

    def _acknowledged(self, own: list[tuple[str, tuple[str, str, str], int, bool]]) -> Asked:
        trust = read_install(self._settings).trust
        memory = open_device(self._settings, vault_for).memory
        assert memory is not None
        through: dict[tuple[str, str, str], int] = {}
        for kept in memory.receipts(self._room_day):
            receipt = verified(kept.envelope, trust)
            stream = (kept.stream.writer, kept.stream.epoch, kept.stream.scope)
            if receipt is not None and receipt.stream == kept.stream:
                through[stream] = -1 if receipt.through is None else receipt.through
        memory.close()
        acts: Asked = {}
        for session, stream, seq, is_fact in own:
            counts = acts.setdefault(session, {"recorded": 0, "acknowledged": 0, "unsent": 0})
            is_had = seq <= through.get(stream, -1)
            counts["recorded"] += is_fact
            counts["acknowledged"] += is_fact and is_had
            counts["unsent"] += not is_had
        return acts


def _own_of(device: str) -> Callable[[RoomFold], list[Any]]:
    def read(folds: RoomFold) -> list[Any]:
        found = []
        for fold in folds.folds.values():
            for event in fold.events.values():
                header = event.header
                scope = read_scope(header.scope)
                if header.writer == device and scope is not None:
                    stream = (header.writer, header.epoch, header.scope)
                    found.append((scope.session, stream, header.seq, header.kind is Kind.FACT))
        return found

    return read


def main() -> int:
    """Answer until told to stop."""
    laptop = Laptop(Path(sys.argv[1]), SteppedClock(Path(sys.argv[2]), boot=secrets.token_hex(8)))
    answer_lines(laptop.answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
