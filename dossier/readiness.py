"""The checklist "klaar voor nieuw werken": what the dossier counts, and what people said of it.

A fact is counted each time it is asked; where there is none people answer, by name and date.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, TypeVar

from app.models.act import Body
from app.models.codec import instant_text, read_instant
from app.models.counting import DOSSIER
from app.models.drafts import Draft
from app.models.plan import SessionPlanned
from app.models.retention import TermState, terms_of
from app.models.standard_facts import ReadyAnswered
from app.models.standard_told import NameFound, ReadinessTold, ReadyTold
from app.models.standards import (
    NAMES,
    READY,
    NameOf,
    ReadyFact,
    ReadyItem,
    content_on,
    read_names,
    read_ready,
)
from app.models.values import Role
from dossier.archive.backups import backed_up
from dossier.archive.contacts import ContactRows
from dossier.archive.counting import counted
from dossier.archive.devices import DeviceRows
from dossier.archive.ledger import Writing
from dossier.archive.oke_tables import DELIVERED, REFUSED, WAITING
from dossier.archive.reading import Reading
from dossier.archive.resources import SESSION, ResourceRows
from dossier.archive.retained import planned
from dossier.archive.rooms import RoomRows
from dossier.config import DossierConfig
from dossier.enrolling import is_office
from dossier.granting import SCHOOL_SCOPE, all_grants
from dossier.retention import look
from dossier.standards import Changes, changes_in, numbers_on

CONTACT_WITHIN: Final = timedelta(days=7)
BACKUP_WITHIN: Final = timedelta(hours=36)
PAPERS_DAYS: Final = 30
MISSING_MAX: Final = 12
Each = TypeVar("Each")
ROLES: Final = (Role.COORDINATOR, Role.EXAM_BOARD, Role.STEWARD, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class Ground:
    """What is counted in: one look at the record, at a moment."""

    reading: Reading
    config: DossierConfig
    changes: Changes
    now: datetime
    today: date

    @property
    def plans(self) -> Iterator[tuple[str, SessionPlanned]]:
        """Every planned session by its id."""
        for row in planned(self.reading.connection, self.reading.school):
            if row.kind == SESSION and isinstance(row.act, SessionPlanned):
                yield row.id, row.act


@dataclass(frozen=True, slots=True)
class Counted:
    """Of `total` counted, `good` are as they should be; `missing` are not."""

    good: int
    total: int
    missing: tuple[str, ...] = ()


def readiness(ground: Ground) -> ReadinessTold:
    """Return the checklist as it stands."""
    items = read_ready(content_on(READY, ground.changes, ground.today))
    said = {act.item: (at, act) for at, act in _answers(ground.reading)}
    return ReadinessTold(tuple(_told(each, ground, said.get(each.id)) for each in items))


def answer(writing: Writing, act: ReadyAnswered, today: date) -> bool:
    """Keep what somebody says of an item; False when there is no such item."""
    items = read_ready(content_on(READY, changes_in(writing), today))
    if act.item not in {each.id for each in items}:
        return False
    writing.write(Draft(SCHOOL_SCOPE, Body(act)))
    return True


def names_found(ground: Ground) -> tuple[NameFound, ...]:
    """Return the names in the plan from today on that do not follow the rules of naming."""
    rules = read_names(content_on(NAMES, ground.changes, ground.today))
    names = _names(ground)
    found: Counter[tuple[str, str]] = Counter()
    for rule in rules:
        for name, count in names[rule.about].items():
            if not rule.fits(name):
                found[(rule.title, name)] += count
    return tuple(NameFound(rule, name, count) for (rule, name), count in sorted(found.items()))


# ---------------------------------------------------------------- within


def _told(item: ReadyItem, ground: Ground, said: tuple[str, ReadyAnswered] | None) -> ReadyTold:
    count = _COUNTS.get(item.fact)
    told = Counted(0, 0) if count is None else count(ground)
    word = "" if said is None else ("yes" if said[1].is_ready else "no")
    is_whole = 0 < told.total == told.good  # of nothing nothing is shown
    is_ready = word == "yes" if count is None else is_whole and word != "no"
    return ReadyTold(
        id=item.id,
        title=item.title,
        detail=item.detail,
        fact=item.fact,
        good=told.good,
        total=told.total,
        missing=told.missing[:MISSING_MAX],
        is_ready=is_ready,
        answered=word,
        note="" if said is None else said[1].note,
        by="" if said is None else said[1].by,
        at="" if said is None else said[0],
    )


def _answers(reading: Reading) -> Iterator[tuple[str, ReadyAnswered]]:
    for event in reading.events(SCHOOL_SCOPE):
        act = None if event.body is None else event.body.act
        if isinstance(act, ReadyAnswered) and event.header.writer == DOSSIER:
            yield instant_text(event.header.wall), act


def _names(ground: Ground) -> dict[NameOf, Counter[str]]:
    today = ground.today.isoformat()
    plans = [plan for _, plan in ground.plans if plan.starts_at[:10] >= today]
    rooms = RoomRows(ground.reading.connection, ground.reading.school).from_day(today)
    return {
        NameOf.CODE: Counter(each.code for each in plans),
        NameOf.EXAM: Counter(each.name for each in plans),
        NameOf.ROOM: Counter(each.label for each in rooms),
    }


def _named(ground: Ground) -> Counted:
    wrong = names_found(ground)
    total = sum(sum(each.values()) for each in _names(ground).values())
    bad = sum(each.count for each in wrong)
    return Counted(total - bad, total, tuple(f"{e.rule}: {e.name}" for e in wrong))


def _roles(ground: Ground) -> Counted:
    held = {e.role for e in all_grants(ground.reading) if e.holds_at(ground.now)}
    return _of(ROLES, lambda role: role in held, lambda role: role.value)


def _hotline(ground: Ground) -> Counted:
    told = numbers_on(ground.changes, ground.today.isoformat(), ground.config)
    numbers = (("hotline", told.hotline), ("hotline_mobile", told.hotline_mobile))
    return _of(numbers, lambda each: bool(each[1]), lambda each: each[0])


def _laptops(ground: Ground) -> Counted:
    connection, school = ground.reading.connection, ground.reading.school
    heard = ContactRows(connection, school).all()
    laptops = [
        each
        for each in DeviceRows(connection, school).all()
        if each.revoked_at is None and not is_office(each)
    ]
    since = ground.now - CONTACT_WITHIN

    def is_heard(device: str) -> bool:
        row = heard.get(device)
        return row is not None and read_instant(row.at) >= since

    return _of(laptops, lambda each: is_heard(each.id), lambda each: each.name)


def _backup(ground: Ground) -> Counted:
    last = backed_up(ground.reading)
    is_fresh = last is not None and ground.now - last.at <= BACKUP_WITHIN
    return Counted(int(is_fresh), 1)


def _papers(ground: Ground) -> Counted:
    since = (ground.today - timedelta(days=PAPERS_DAYS)).isoformat()
    rows = ResourceRows(ground.reading.connection, ground.reading.school)
    held = [
        (session, plan)
        for session, plan in ground.plans
        if since <= plan.starts_at[:10] < ground.today.isoformat()
        and any(p.started_at for p in ground.reading.session(session).parts.values())
    ]
    return _of(
        held,
        lambda each: bool(rows.documents(each[0])),
        lambda each: f"{each[1].name} ({each[1].starts_at[:10]})",
    )


def _delivery(ground: Ground) -> Counted:
    by_state = counted(ground.reading).outbox
    good = by_state.get(DELIVERED, 0)
    return Counted(good, good + by_state.get(WAITING, 0) + by_state.get(REFUSED, 0))


def _terms(ground: Ground) -> Counted:
    kept = look(ground.reading, ground.today)
    due = sum(
        any(
            term.state is TermState.DUE
            for term in terms_of(each, kept.periods, kept.holds, ground.today)
        )
        for each in kept.people
    )
    return Counted(len(kept.people) - due, len(kept.people))


def _of(
    every: Iterable[Each], is_good: Callable[[Each], bool], name: Callable[[Each], str]
) -> Counted:
    seen: Sequence[Each] = tuple(every)
    missing = tuple(sorted(name(each) for each in seen if not is_good(each)))
    return Counted(len(seen) - len(missing), len(seen), missing)


_COUNTS: Final[dict[ReadyFact, Callable[[Ground], Counted]]] = {
    ReadyFact.NAMES: _named,
    ReadyFact.ROLES: _roles,
    ReadyFact.HOTLINE: _hotline,
    ReadyFact.LAPTOPS: _laptops,
    ReadyFact.BACKUP: _backup,
    ReadyFact.PAPERS: _papers,
    ReadyFact.DELIVERY: _delivery,
    ReadyFact.TERMS: _terms,
}
