"""Drawing every sample again from the record as it was: whether chance gave what stands there.

A sample is what SHA-256 of its seed makes of a population (format.md, Samples). The population is
folded anew from what stood in the log up to the place that the draw names, and of the locations
that the machine could read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from app.crypto.signed_event import read_event
from app.models.fold import Fold
from app.models.office_facts import OfficeShiftOpened
from app.models.roles import ScopeKind
from app.models.sampling import Drawable, Sample, digest_of, drawn, population_of, samples_of
from app.models.session import ExamSession
from app.models.values import Kind, Population
from dossier.archive.reading import Reading
from dossier.archive.resources import SESSION, ResourceRows
from dossier.enrolling import plain_name

ZONE: Final = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True)
class Recount:
    """One draw, drawn again: the population then, and whether the same items came out."""

    sample: Sample
    size: int
    is_same_population: bool
    is_same_sample: bool

    @property
    def is_sound(self) -> bool:
        """Whether nothing about it was chosen."""
        return self.is_same_population and self.is_same_sample


def recounts(reading: Reading) -> tuple[Recount, ...]:
    """Return every draw that counts, drawn again, in order of drawing."""
    facts = [each for each in reading.events(ScopeKind.OFFICE) if each.header.kind is Kind.FACT]
    acts = {each.leaf: None if each.body is None else each.body.act for each in facts}
    found = []
    for sample in samples_of(facts, ZONE):
        shift = acts.get(sample.event.header.shift or "")
        places = shift.locations if isinstance(shift, OfficeShiftOpened) else ()
        found.append(_recount(reading, sample, frozenset(map(plain_name, places))))
    return tuple(found)


def _recount(reading: Reading, sample: Sample, places: frozenset[str]) -> Recount:
    act = sample.act
    try:
        days = date.fromisoformat(act.first_day), date.fromisoformat(act.last_day)
    except ValueError:
        return Recount(sample, 0, is_same_population=False, is_same_sample=False)
    sessions = _sessions_then(reading, act.through, places)
    people = population_of(sessions, act.population, days, ZONE)
    again = drawn(people, act.seed, act.count)
    is_of_candidates = act.population is Population.CANDIDATES
    listed = tuple(
        Drawable(each.act.session, each.act.room, (each.candidate or "") * is_of_candidates)
        for each in sample.items
    )
    return Recount(
        sample, len(people), digest_of(people) == act.digest and len(people) == act.size,
        listed == again,
    )  # fmt: skip


def _sessions_then(
    reading: Reading, through: int, places: frozenset[str]
) -> Iterable[ExamSession]:
    for row in ResourceRows(reading.connection, reading.school).of_kind(SESSION):
        stored = [each for each in reading.stored_of_session(row.id) if each.position <= through]
        session = Fold(row.id).add(read_event(each.signed) for each in stored)
        held = {plain_name(part.plan.location) for part in session.parts.values()
                if part.plan is not None}  # fmt: skip
        if not places or not held.isdisjoint(places):
            yield session
