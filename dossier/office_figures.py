"""What only the dossier knows of a time, for a report of the office; ids only, never a name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.crypto.signed_event import read_event
from app.models.codec import decode_header, instant_text, read_instant
from app.models.deliveries import Sending
from app.models.dossier_told import DossierTold, ReadNoted, ResultSent, SourceNoted
from app.models.fold import DOSSIER
from app.models.no_shows import TeamList, no_show_lists
from app.models.plan import SourceReceived
from app.models.values import Kind
from dossier.archive.devices import accesses
from dossier.archive.oke_tables import OutboxRow, outbox_since
from dossier.archive.reading import Reading
from dossier.archive.rooms import RoomRows
from dossier.oke.outbox import in_ms
from dossier.plan import OFFICE

ENROLMENT: Final = "/associations/"


@dataclass(frozen=True, slots=True)
class Days:
    """Local days of the school, both included."""

    first: date
    last: date
    zone: ZoneInfo

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies in them."""
        return self.first <= moment.astimezone(self.zone).date() <= self.last

    @property
    def begin(self) -> datetime:
        """The first moment of them, in UTC."""
        return datetime.combine(self.first, time(), self.zone).astimezone(UTC)

    @property
    def end(self) -> datetime:
        """The first moment after them, in UTC."""
        after = self.last + timedelta(days=1)
        return datetime.combine(after, time(), self.zone).astimezone(UTC)


def told_of_days(reading: Reading, days: Days, now: datetime, *, with_reads: bool) -> DossierTold:
    """Return what the dossier knows of these days; reads only for who may list them."""
    return DossierTold(
        as_of=now,
        sent=tuple(_sent(reading, days)),
        sources=tuple(_sources(reading, days)),
        reads=tuple(_reads(reading, days)) if with_reads else None,
    )


def no_shows_of(reading: Reading, day: date, zone: ZoneInfo) -> tuple[TeamList, ...]:
    """Return the lists of who did not come on a day, one for each team."""
    rooms = RoomRows(reading.connection, reading.school)
    ids = {
        scope.split("/")[1]
        for row in rooms.find(day=day.isoformat())
        for scope in rooms.scopes(row.id)
        if scope.startswith("part/")
    }
    return no_show_lists([reading.session(each) for each in sorted(ids)], day, zone)


# ---------------------------------------------------------------- within


def _sent(reading: Reading, days: Days) -> Iterator[ResultSent]:
    """Yield the newest message about each resource, of these days or still under way.

    About a session of these days nothing was sent before them; what is not delivered is told
    whenever it was put in.
    """
    rows = outbox_since(reading.connection, reading.school, in_ms(days.begin))
    yield from map(_result, {row.path: row for row in rows}.values())


def _result(row: OutboxRow) -> ResultSent:
    is_enrolment = row.path.startswith(ENROLMENT)
    return ResultSent(
        session=row.offering_id,
        candidate=row.path.removeprefix(ENROLMENT) if is_enrolment else "",
        state=Sending(row.state),
        since=_moment(row.enqueued_ms),
        answered=None if row.answered_ms is None else _moment(row.answered_ms),
        tries=row.tries,
        status=row.last_status,
    )


def _sources(reading: Reading, days: Days) -> Iterator[SourceNoted]:
    for each in reading.stored(OFFICE):
        header = decode_header(each.signed.header)
        is_source = header.writer == DOSSIER and header.kind is Kind.PLAN
        if not is_source or not days.holds(header.corrected):
            continue
        event = read_event(each.signed)
        act = None if event.body is None else event.body.act
        if isinstance(act, SourceReceived):
            yield SourceNoted(event.leaf, act.resource, act.client, header.corrected, act.warnings)


def _reads(reading: Reading, days: Days) -> Iterator[ReadNoted]:
    since, until = instant_text(days.begin), instant_text(days.end)
    for at, who, what in accesses(reading.connection, reading.school, since, until):
        yield ReadNoted(read_instant(at), who, what)


def _moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)
