"""The one way tests make events, sessions and rooms: real header and body bytes, real leaves.

`a_session(candidates=3)` gives a `Play`: a room of one session with a dossier and a laptop that
have written their plan and opened a shift. `play.do(command)` decides, writes and folds.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from app.crypto.keys import SigningKey
from app.crypto.signed_event import SignedEvent, sign_event
from app.models.act import Act, Batch, Body, Event, Header
from app.models.carried import carrier_of
from app.models.codec import body_digest, decode_body, decode_header, encode_body, encode_header
from app.models.commands import Command, RegisterArrival, SeenAt, StartSession
from app.models.decide import decide
from app.models.drafts import Decision, Draft, Moment
from app.models.facts import ShiftOpened, ShiftPerson
from app.models.fold import DOSSIER, Fold, RoomFold, part_scope, session_scope
from app.models.plan import CandidatePlanned, FactCarried, RoomPlanned, RulesChosen, SessionPlanned
from app.models.session import Enrolment, ExamSession, Part
from app.models.strict_json import dumps
from app.models.values import DurationFrom, Kind, StaffRole, StartOption

SCHOOL = "school-1"
SESSION = "s1"
ROOM = "b1.14"
START = datetime(2026, 12, 9, 8, 0, tzinfo=UTC)
"""The planned start of a session when nothing else is said: 09:00 in Amsterdam."""
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)

_PAYLOAD_TYPE = b"application/vnd.examendag.event+json"


def leaf_of(header: bytes) -> str:
    """Return SHA-256(0x00 || PAE) of header bytes in hex, told apart from app.crypto."""
    pae = b"DSSEv1 %d %b %d %b" % (len(_PAYLOAD_TYPE), _PAYLOAD_TYPE, len(header), header)
    return hashlib.sha256(b"\x00" + pae).hexdigest()


def candidate_id(number: int) -> str:
    """Return the id of the candidate with a number from 1."""
    return f"c{number:04d}"


@dataclass
class Writer:
    """Somebody with streams of its own: a laptop or the dossier. Keeps what it wrote."""

    name: str
    epoch: str = "e1"
    boot: str = "boot-1"
    offset_ms: int = 0
    key: SigningKey | None = None
    written: list[Event] = field(default_factory=list)
    signed: list[SignedEvent] = field(default_factory=list)
    bodies: dict[str, bytes] = field(default_factory=dict)
    """The bytes of each body, by leaf: what a dossier would have of it."""
    shifts: dict[str, str] = field(default_factory=dict)
    _heads: dict[str, tuple[int, str]] = field(default_factory=dict)

    def write(self, scope: str, body: Body, at: datetime, kind: Kind | None = None) -> Event:
        """Write one event as the next of its stream; `at` is its corrected time."""
        seq, prev = self._heads.get(scope, (-1, None))
        raw_body = encode_body(
            body, hashlib.sha256(f"{self.name}{scope}{seq}".encode()).digest()[:16]
        )
        header = Header(
            v=1,
            kind=kind or body.act.KIND,
            school=SCHOOL,
            writer=self.name,
            epoch=self.epoch,
            scope=scope,
            seq=seq + 1,
            prev=prev,
            shift=self.shifts.get(scope),
            wall=at - timedelta(milliseconds=self.offset_ms),
            offset_ms=self.offset_ms,
            boot=self.boot,
            mono=len(self.written),
            body_sha256=body_digest(raw_body),
        )
        raw = encode_header(header)
        if self.key is not None:
            self.signed.append(sign_event(header, raw_body, self.key))
        event = Event(leaf_of(raw), decode_header(raw), decode_body(raw_body))
        self._heads[scope] = (seq + 1, event.leaf)
        self.written.append(event)
        self.bodies[event.leaf] = raw_body
        return event

    def write_all(self, drafts: Sequence[Draft], at: datetime) -> list[Event]:
        """Write the drafts of one handling: one batch when there are several."""
        name = f"batch-{self.name}-{len(self.written)}"
        return [
            self.write(
                draft.scope,
                draft.body
                if len(drafts) == 1
                else replace(draft.body, batch=Batch(name, i, len(drafts))),
                at,
            )
            for i, draft in enumerate(drafts, start=1)
        ]

    def act(  # noqa: PLR0913 - every member of a body by its name
        self,
        act: Act,
        at: datetime,
        candidate: str | None = None,
        *,
        seen: Iterable[Event | str] = (),
        refs: Iterable[Event | str] = (),
        seen_at: SeenAt = None,
        scope: str = part_scope(SESSION, ROOM),
        kind: Kind | None = None,
    ) -> Event:
        """Write one act, in the register its type belongs to."""
        return self.write(
            scope,
            Body(act, candidate, act.ASPECT, _leaves(seen), _leaves(refs), None, seen_at),
            at,
            kind,
        )

    def open_shift(self, at: datetime, scope: str = part_scope(SESSION, ROOM)) -> Event:
        """Open a shift of one made-up person; later facts of this scope stand under it."""
        event = self.write(scope, Body(a_shift(scope.rsplit("/", maxsplit=1)[-1])), at)
        self.shifts[scope] = event.leaf
        return event


def _leaves(events: Iterable[Event | str]) -> tuple[str, ...]:
    return tuple(sorted(each if isinstance(each, str) else each.leaf for each in events))


def a_shift(room: str = ROOM) -> ShiftOpened:
    """Return the opening of a shift; its signature is well-formed and not real."""
    person = ShiftPerson(
        person="p1",
        name="M. Vos",
        role=StaffRole.CHIEF_INVIGILATOR,
        opened="2026-12-09T07:30:00.000Z",
        public="AA==",
        signature="AA==",
    )
    return ShiftOpened(room, (person,))


def a_laptop(
    name: str, at: datetime = START - 30 * MINUTE, scope: str = part_scope(SESSION, ROOM)
) -> Writer:
    """Return a laptop whose shift is open."""
    laptop = Writer(name)
    laptop.open_shift(at, scope)
    return laptop


def a_plan(**changes: object) -> SessionPlanned:
    """Return the plan of a session of 90 minutes from START, for all at once."""
    plan = SessionPlanned(
        name="Rekenen mbo niveau 3",
        code="REK-N3",
        starts_at=START.isoformat(),
        ends_at=(START + 90 * MINUTE).isoformat(),
        start_option=StartOption.INDIVIDUAL,
        duration_from=DurationFrom.SESSION_START,
    )
    return replace(plan, **changes)  # type: ignore[arg-type]


def a_candidate(number: int = 1, **changes: object) -> CandidatePlanned:
    """Return the plan of one candidate with a made-up name."""
    planned = CandidatePlanned(
        person=f"person-{number}",
        number=f"{100_000 + number}",
        given_name="Noor",
        surname=f"Proef {number}",
        display_name=f"Noor Proef {number}",
    )
    return replace(planned, **changes)  # type: ignore[arg-type]


def a_room(label: str = ROOM, **changes: object) -> RoomPlanned:
    """Return the plan of a room."""
    planned = RoomPlanned(label, "Locatie Noord", "2026-12-09", "School voor Proeven")
    return replace(planned, **changes)  # type: ignore[arg-type]


@dataclass
class Play:
    """A room of one session, played step by step with decide, write and fold."""

    dossier: Writer
    laptop: Writer
    folds: RoomFold
    session_id: str = SESSION
    room: str = ROOM
    now: datetime = START - 20 * MINUTE

    @property
    def scope(self) -> str:
        """The scope of the part."""
        return part_scope(self.session_id, self.room)

    @property
    def fold(self) -> Fold:
        """The fold of the session."""
        return self.folds.folds[self.session_id]

    @property
    def session(self) -> ExamSession:
        """The session as it stands."""
        return self.fold.session

    @property
    def part(self) -> Part:
        """The part as it stands."""
        return self.session.parts[self.room]

    def enrolment(self, candidate: str = candidate_id(1)) -> Enrolment:
        """Return a candidate as it stands."""
        return self.session.enrolments[candidate]

    def moment(self, at: datetime | None = None) -> Moment:
        """Return the laptop's reading of a moment."""
        offset = self.laptop.offset_ms
        return Moment((at or self.now) - timedelta(milliseconds=offset), offset, "boot-1", 0)

    def decide(
        self, command: Command, at: datetime | None = None, by: Writer | None = None
    ) -> Decision:
        """Decide without writing."""
        return decide(self.folds, command, self.moment(at), (by or self.laptop).name)

    def do(
        self, command: Command, at: datetime | None = None, by: Writer | None = None
    ) -> list[Event]:
        """Decide, write and fold; the clock then stands at that moment."""
        decision = self.decide(command, at, by)
        self.now = at or self.now
        events = (by or self.laptop).write_all(decision.drafts, self.now)
        self.folds.add(events)
        return events

    def take(self, *events: Event) -> ExamSession:
        """Fold events that came from elsewhere."""
        self.folds.add(events)
        return self.session

    def plan(self, act: Act, candidate: str | None = None, at: datetime | None = None) -> Event:
        """Let the dossier write a plan event in the scope where it belongs."""
        is_session = isinstance(act, SessionPlanned | RulesChosen)
        scope = session_scope(self.session_id) if is_session else self.scope
        event = self.dossier.act(act, at or self.now, candidate, scope=scope)
        self.take(event)
        return event


def a_session(  # noqa: PLR0913 - a test names only what matters to it
    candidates: int = 3,
    *,
    started: bool = True,
    arrived: bool = False,
    plan: SessionPlanned | None = None,
    rules: dict[str, object] | None = None,
    session: str = SESSION,
    room: str = ROOM,
) -> Play:
    """Return a session in a room, its plan written, a shift open, and perhaps begun.

    `started` begins it at the planned start; `arrived` first registers everybody.
    """
    dossier, laptop, folds = Writer(DOSSIER), Writer("laptop-1"), RoomFold(room)
    play = Play(dossier, laptop, folds, session, room)
    before = START - timedelta(days=1)
    play.plan(plan or a_plan(), at=before)
    if rules is not None:
        chosen = RulesChosen(str(rules.get("id", "set")), dumps(rules).decode())
        play.plan(chosen, at=before)
    play.plan(a_room(room), at=before)
    for number in range(1, candidates + 1):
        play.plan(a_candidate(number), candidate_id(number), at=before)
    play.take(laptop.open_shift(START - 30 * MINUTE, play.scope))
    for number in range(1, candidates + 1) if arrived else ():
        play.do(RegisterArrival(session, candidate_id(number)), START - 10 * MINUTE)
    if started:
        play.do(StartSession(session), START)
    return play


def carried(play: Play, event: Event, label: str = ROOM) -> FactCarried:
    """Return what the dossier writes in another room to bring a fact of this one there."""
    raw = play.laptop.bodies[event.leaf]
    return carrier_of(event.leaf, encode_header(event.header), raw, b"signature", label)


def by_stream(events: Iterable[Event]) -> dict[str, list[Event]]:
    """Return events by writer and scope, each in order of seq: how they are delivered."""
    found: dict[str, list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda each: each.header.seq):
        found[f"{event.header.writer}/{event.header.epoch}/{event.header.scope}"].append(event)
    return found
