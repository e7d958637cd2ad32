"""What is stored and has no effect: whose it was, what it says and why, so that it is seen.

Nothing is refused for its meaning (decision 0015). What was nobody's to write, or what two people
still judge, counts in no fold; here it is told, of rooms and of the office alike.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from app.models.act import Event, Unknown
from app.models.counting import OF_THE_DOSSIER
from app.models.facts import ShiftOpened
from app.models.flaws import asides_of
from app.models.marks import EffectJudged
from app.models.office_facts import SHIFTS, OfficeShiftOpened
from app.models.session import ExamSession
from app.models.told import told_of
from app.models.values import Ineffective, Kind, PutAside
from app.models.words import listed, staff_name

GONE = "De inhoud is gewist"
ONLY_DOSSIER = "Handeling die alleen het dossier schrijft"


@dataclass(frozen=True, slots=True)
class Dismissed:
    """One event without effect; `by`: under whose shift, as that shift says.

    `is_proven`: that shift counts itself, so that who it names was there. `judged` is what two
    people said of it; what they accepted counts, and is not here.
    """

    event: Event
    reason: PutAside | Ineffective
    by: str = ""
    is_proven: bool = True
    judged: EffectJudged | None = None

    @property
    def is_to_judge(self) -> bool:
        """Whether two people still have to say whether it counts."""
        return isinstance(self.reason, PutAside) and self.judged is None

    @property
    def is_of_room(self) -> bool:
        """Whether it is about a session in a room, which tells of it too."""
        return self.event.header.scope.startswith("part/")

    def says(self, session: ExamSession | None = None) -> str:
        """Return what it says in a few words, at its session where it has one."""
        act = None if self.event.body is None else self.event.body.act
        if act is None:
            return GONE
        is_own = act.KIND in (Kind.PLAN, Kind.SYSTEM) or isinstance(act, OF_THE_DOSSIER)
        is_own = is_own and not isinstance(act, Unknown)
        return ONLY_DOSSIER if is_own else told_of(self.event, session)


def dismissed_by(
    marks: Mapping[str, Event], found: Callable[[str, str], Event | None]
) -> tuple[Dismissed, ...]:
    """Return what has no effect, the newest first.

    Args:
        marks: the dossier's own words on it, and those of two people, by leaf.
        found: returns an event by its scope and leaf, as far as it is here.
    """
    told = [
        Dismissed(event, aside.reason, judged=None if aside.judged is None else aside.judged[1])
        for aside in asides_of(sorted(marks.values(), key=lambda each: each.observed))
        if aside.judged is None or not aside.judged[1].is_accepted
        for event in _refs(marks[aside.leaf], found)
    ]
    fallen = {each.event.leaf for each in told}
    named = [_named(each, fallen, found) for each in told]
    return tuple(sorted(named, key=lambda each: each.event.observed, reverse=True))


def dismissed_at_office(
    found: Iterable[Dismissed], day: date, zone: ZoneInfo
) -> tuple[Dismissed, ...]:
    """Return what of the office itself has no effect, recorded on a local day."""
    return tuple(
        each for each in found
        if not each.is_of_room and each.event.observed.astimezone(zone).date() == day
    )  # fmt: skip


# ---------------------------------------------------------------- within


def _refs(mark: Event, found: Callable[[str, str], Event | None]) -> Iterable[Event]:
    for leaf in () if mark.body is None else mark.body.refs:
        event = found(mark.header.scope, leaf)
        if event is not None:
            yield event


def _named(
    told: Dismissed, fallen: set[str], found: Callable[[str, str], Event | None]
) -> Dismissed:
    """Return it with the names in its shift; a shift without effect proves nobody."""
    event = told.event
    is_shift = event.body is not None and isinstance(event.body.act, SHIFTS)
    leaf = event.leaf if is_shift else event.header.shift or ""
    shift = found(event.header.scope, leaf) if leaf else None
    is_proven = shift is not None and leaf not in fallen
    match None if shift is None or shift.body is None else shift.body.act:
        case ShiftOpened() as act:
            by = listed([staff_name(each.name) for each in act.people])
        case OfficeShiftOpened() as act:
            by = act.name
        case _:
            by = ""
    return replace(told, by=by, is_proven=is_proven)
