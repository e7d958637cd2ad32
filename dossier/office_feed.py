"""The feed of the office: what one person may read, in order of the log."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.models.act import Header
from app.models.codec import decode_body, decode_header, instant_text, read_instant
from app.models.contacts import LaptopContact
from app.models.fold import DOSSIER, read_scope, session_scope
from app.models.grants import Rights
from app.models.roles import ScopeKind, may_read, scope_kind
from app.models.values import Kind
from app.sync.office_protocol import OfficePage, PlacedEvent, decode_heartbeat
from dossier.archive.contacts import ContactRows
from dossier.archive.devices import DeviceRows
from dossier.archive.ledger import Ledger
from dossier.archive.places import last_days_of, locations_of, places_of_candidate
from dossier.archive.reading import Reading, last_position
from dossier.archive.streams import Stored
from dossier.enrolling import plain_name
from dossier.feed import EVENT_OVERHEAD, sign_committed
from dossier.keys import DossierKeys

OFFICE: Final = ScopeKind.OFFICE.value
LOOKED_AT_ONCE: Final = 500
BEHIND_AT_ONCE: Final = 2_000
"""Stepping over sessions costs the more, the more looks it takes."""
LOOKS_MAX: Final = 20
"""How many runs of the log one answer looks through when little in it may be read."""
FAR_BEHIND: Final = 5_000
"""From so many events on, sessions of before are stepped over in the database."""
PAGE_EVENTS_BYTES: Final = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """What a look through the log gave, and which scopes with personal data it read."""

    events: tuple[PlacedEvent, ...]
    through: int
    read: tuple[str, ...]


class OfficeFeed:
    """Answers what somebody may read beyond a place in the log."""

    def __init__(self, ledger: Ledger, keys: DossierKeys) -> None:
        self._ledger = ledger
        self._keys = keys

    def look(self, reading: Reading, rights: Rights, after: int, since: str = "") -> Found:
        """Look through the log from a place on, until a page is full or it ends.

        `since` leaves out sessions that were over before that day (ISO). Who is far behind steps
        over them in the database; who follows what happens is asked of each by itself.
        """
        sieve = _Sieve(reading, rights, since)
        events: list[PlacedEvent] = []
        room_left, through = PAGE_EVENTS_BYTES, after
        end = last_position(reading)
        is_behind = bool(since) and end - after > FAR_BEHIND
        at_once = BEHIND_AT_ONCE if is_behind else LOOKED_AT_ONCE
        for _ in range(LOOKS_MAX):
            some = reading.all_stored(through, at_once, since if is_behind else "")
            for each, header in sieve.with_headers(some):
                if sieve.may_read(header) and sieve.is_near(header, each):
                    if events and room_left < _size(each):
                        return Found(tuple(events), through, sieve.read)
                    room_left -= _size(each)
                    events.append(PlacedEvent(each.position, each.signed))
                    sieve.note(header)
                through = each.position
            if len(some) < at_once:
                through = max(through, end) if is_behind else through
                break
        return Found(tuple(events), through, sieve.read)

    def page(self, reading: Reading, rights: Rights, found: Found, now: datetime) -> OfficePage:
        """Return an answer: events, how the log stands, and how laptops do."""
        return OfficePage(
            events=found.events,
            through=found.through,
            size=self._ledger.tree()[1].size,
            checkpoint=sign_committed(self._ledger, self._keys),
            laptops=laptops_of(reading, rights),
            server_time=instant_text(now),
        )


class _Sieve:
    """Lets through what somebody may read."""

    def __init__(self, reading: Reading, rights: Rights, since: str) -> None:
        self._reading = reading
        self._rights = rights
        self._since = since
        self._days: dict[str, str] = {}
        self._places: dict[str, frozenset[str]] = {}
        self._may: dict[str, bool] = {}
        self._near: dict[str, bool] = {}
        self._read: dict[str, None] = {}

    @property
    def read(self) -> tuple[str, ...]:
        """What was read that is about people: sessions, and the office itself."""
        return tuple(self._read)

    def with_headers(self, some: Sequence[Stored]) -> list[tuple[Stored, Header]]:
        """Return these events with their headers, after their places were looked up at once."""
        found = [(each, decode_header(each.signed.header)) for each in some]
        scopes = {header.scope for _, header in found} - self._places.keys()
        told = locations_of(self._reading.connection, self._reading.school, scopes)
        if self._since:
            sessions = {_whole(scope) for scope in scopes} - self._days.keys()
            self._days |= last_days_of(self._reading.connection, self._reading.school, sessions)
        for scope in scopes:
            self._places[scope] = frozenset(map(plain_name, told.get(scope, ())))
        return found

    def may_read(self, header: Header) -> bool:
        """Whether an event goes out; what a planner sent as text stays at the dossier."""
        kind, scope = scope_kind(header.scope), header.scope
        if kind is ScopeKind.OFFICE and header.writer == DOSSIER and header.kind is Kind.PLAN:
            return False
        if scope not in self._may:
            # Of a session itself no candidate is told, and before it has rooms it has no place.
            places = self._places[scope] if kind is ScopeKind.PART else None
            is_over = self._days.get(_whole(scope), self._since) < self._since
            self._may[scope] = not is_over and self._rights.may_read(scope, places)
        return self._may[scope]

    def is_near(self, header: Header, stored: Stored) -> bool:
        """Whether what the office told of a candidate is of where somebody may read."""
        content = stored.signed.body
        if header.scope != OFFICE or content is None or self._rights.may_read(OFFICE, ()):
            return True
        candidate = decode_body(content).candidate
        if candidate is None:
            return True
        if candidate not in self._near:
            told = places_of_candidate(self._reading.connection, self._reading.school, candidate)
            places = None if told is None else set(map(plain_name, told))
            self._near[candidate] = self._rights.may_read(OFFICE, places)
        return self._near[candidate]

    def note(self, header: Header) -> None:
        """Remember what was read that is about people."""
        kind, scope = scope_kind(header.scope), read_scope(header.scope)
        if kind is ScopeKind.PART and scope is not None:
            self._read[f"session {scope.session}"] = None
        elif kind is ScopeKind.OFFICE:
            self._read["office"] = None


def _whole(scope: str) -> str:
    """Return the scope of the session over all rooms; every room of it reads that one."""
    told = read_scope(scope)
    return scope if told is None else session_scope(told.session)


def laptops_of(reading: Reading, rights: Rights) -> tuple[LaptopContact, ...]:
    """Return how every laptop of these locations was last heard of.

    Who may read no rooms is told of no laptops.
    """
    if not rights.may_read("part/-/-"):
        return ()
    told = ContactRows(reading.connection, reading.school).all()
    places = set(rights.locations_as(lambda role: may_read(role, "part/-/-")))
    found = []
    for row in DeviceRows(reading.connection, reading.school).all():
        if row.revoked_at is not None or (places and plain_name(row.location) not in places):
            continue
        word = told.get(row.id)
        found.append(
            LaptopContact(
                device=row.id,
                name=row.name,
                location=row.location,
                at=None if word is None else read_instant(word.at),
                heartbeat=None if word is None else decode_heartbeat(word.heartbeat.encode()),
            )
        )
    return tuple(found)


def reads_in(found: Found) -> Iterable[str]:
    """Return how the reads of a page are called in the log of reads."""
    return (f"feed {each}" for each in found.read)


def _size(each: Stored) -> int:
    return (len(each.signed.header) + len(each.signed.body or b"")) * 4 // 3 + EVENT_OVERHEAD
