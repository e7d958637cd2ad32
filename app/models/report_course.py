"""Section Verloop: the moments of the exam, planned and as they were, and why they differ."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from app.models.compensation import lost_by_all
from app.models.extra_time import extra_time_of
from app.models.extra_words import extra_word
from app.models.paper import Paper
from app.models.registers import shown_order
from app.models.report import CourseRow
from app.models.session import Enrolment, Interruption
from app.models.timing import (
    PersonalEnd,
    Schedule,
    came_after_entry,
    finished_at,
    late_by,
    personal_end,
    schedule_if,
    status_of,
)
from app.models.values import PartAspect, Status
from app.models.words import listed, minutes_of, minutes_text

ENDS_MAX = 4
"""More other end times than this are told as from and to."""


def course_rows(paper: Paper, numbers: Mapping[tuple[object, ...], str]) -> tuple[CourseRow, ...]:
    """Return the rows; `numbers` are those of the bijzonderheden, by their order."""
    schedule = paper.schedule
    planned = schedule_if(paper.session, None) or schedule
    back = _back_text(paper)
    return (
        CourseRow("Inloop", paper.clock(schedule.doors_open), ""),
        CourseRow(
            "Start",
            paper.clock(schedule.planned_start),
            _seen_text(paper, PartAspect.START, schedule.started_at),
            _start_remark(paper),
        ),
        *_entry_rows(paper, planned),
        *_interruption_rows(paper, numbers),
        *_moment(paper, "Niet meer weg na", planned.leave_until, schedule.leave_until, back),
        *_moment(paper, "Einde", planned.end, schedule.end, back),
        *_end_rows(paper, planned),
        CourseRow(
            "Examen beëindigd",
            "",
            _seen_text(paper, PartAspect.END, paper.part.ended_at),
            _by(paper, PartAspect.END, "beëindigd"),
        ),
    )


def _moment(
    paper: Paper, label: str, before: datetime | None, after: datetime | None, remark: str = ""
) -> Iterator[CourseRow]:
    if before is not None or after is not None:
        has_started = paper.schedule.started_at is not None
        actual = paper.clock(after) if has_started else ""
        yield CourseRow(label, paper.clock(before), actual, remark if has_started else "")


def _seen_text(paper: Paper, aspect: PartAspect, at: datetime | None) -> str:
    """Return when something was seen; a moment that nobody saw is not printed as one."""
    value = paper.part.values.get(aspect)
    if value is not None and not value.is_time_observed:
        return "niet waargenomen"
    return paper.clock(at, seconds=True)


def _by(paper: Paper, aspect: PartAspect, done: str) -> str:
    """Return under whose shift it was recorded; nothing where it is told otherwise twice."""
    value = paper.part.values.get(aspect)
    if value is None or value.is_difference:
        return ""
    return f"{done} door {paper.recorded_by(value.event)}"


def _start_remark(paper: Paper) -> str:
    schedule = paper.schedule
    shift = minutes_of(abs(schedule.start_deviation))
    later = "later" if schedule.start >= schedule.planned_start else "eerder"
    planned = f"{minutes_text(shift)} {later} dan gepland" if shift else ""
    off = paper.part.start_reason or planned
    told = [_by(paper, PartAspect.START, "gestart"), off.rstrip(".")]
    return "; ".join(each for each in told if each)


def _entry_rows(paper: Paper, planned: Schedule) -> Iterator[CourseRow]:
    """The last entry and the moment from which somebody may go: one row where they are one."""
    schedule = paper.schedule
    entry = (planned.entry_until, schedule.entry_until)
    leave = (planned.leave_from, schedule.leave_from)
    if entry == leave:
        label = "Laatste binnenkomst, niet weg voor"
        yield from _moment(paper, label, *entry, _late_text(paper))
        return
    yield from _moment(paper, "Laatste binnenkomst", *entry, _late_text(paper))
    yield from _moment(paper, "Niet weg voor", *leave)


def _late_text(paper: Paper) -> str:
    """Return how many came late, and how many of them after the last entry."""
    people = [
        each for each in paper.enrolments() if late_by(paper.session, paper.part, each) is not None
    ]
    if not people:
        return ""
    after = sum(came_after_entry(paper.session, paper.part, each) for each in people)
    return f"{_people(len(people))} te laat, {f'{after} daarna' if after else 'niemand daarna'}"


def _interruption_rows(
    paper: Paper, numbers: Mapping[tuple[object, ...], str]
) -> Iterator[CourseRow]:
    """How long work stopped, for all or for some, each calamity once."""
    found: dict[str, list[Interruption]] = defaultdict(list)
    for each in paper.part.interruptions:
        found[each.calamity or each.leaf].append(each)
    for told in found.values():
        since = min(each.since for each in told)
        ends = [each.until for each in told if each.until is not None]
        span, lasted = f"{paper.clock(since, seconds=True)}–", "niet hervat"
        if len(ends) == len(told):
            span += paper.clock(max(ends), seconds=True)
            minutes, seconds = divmod(int((max(ends) - since).total_seconds()), 60)
            lasted = f"{minutes} min {seconds} s"
        some = {each.candidate for each in told}
        whom = "" if None in some else f" voor {_people(len(some))}"
        number = numbers.get(_order(paper, told[0]), "")
        see = f", zie {number}" if number else ""
        yield CourseRow("Onderbreking", "", span, f"{lasted}{whom}{see}")


def _people(count: int) -> str:
    return "1 kandidaat" if count == 1 else f"{count} kandidaten"


def _order(paper: Paper, told: Interruption) -> tuple[object, ...]:
    """Return the order of the item that tells of an interruption."""
    for calamity in paper.part.calamities:
        if calamity.leaf == told.calamity:
            return shown_order(calamity.acts[0])
    return (told.since, told.since, told.leaf)


def _back_text(paper: Paper) -> str:
    back = lost_by_all(paper.part.interruptions, paper.schedule.start)
    return f"{minutes_of(back)} min tijd terug" if back else ""


# ---------------------------------------------------------------- other ends than the common one


def _end_rows(paper: Paper, planned: Schedule) -> Iterator[CourseRow]:
    """The ends of who has extra time, and what ends otherwise still."""
    extra: dict[timedelta, str] = {}
    own: set[datetime] = set()
    for each in paper.enrolments():
        end = personal_end(paper.session, paper.part, each)
        if end is None or end.at is None or not _counts(paper, each, end):
            continue
        if end.extra and end.at == paper.schedule.end + end.extra:
            told = extra_time_of(each, paper.session.rules, paper.schedule.duration)
            extra.setdefault(end.extra, extra_word(told).removeprefix("+"))
        elif end.at != paper.schedule.end:
            own.add(end.at)
    if extra:
        spans = sorted(extra)
        label = f"Einde extra tijd ({listed([extra[span] for span in spans])})"
        before = _listed(paper, [planned.end + span for span in spans])
        after = _listed(paper, [paper.schedule.end + span for span in spans])
        has_started = paper.schedule.started_at is not None
        remark = _back_text(paper) if has_started else ""
        yield CourseRow(label, before, after if has_started else "", remark)
    if own:
        yield CourseRow("Einde, eigen tijden", "", _listed(paper, sorted(own)))


def _counts(paper: Paper, enrolment: Enrolment, end: PersonalEnd) -> bool:
    """Whether an end was anybody's to reach: not of the absent, nor of who stopped before."""
    if status_of(paper.session, paper.part, enrolment) is Status.ABSENT:
        return False
    stopped = finished_at(enrolment)
    is_short = end.at is not None and end.at < paper.schedule.end
    return not (is_short and stopped is not None and end.at is not None and stopped < end.at)


def _listed(paper: Paper, moments: list[datetime]) -> str:
    texts = [paper.clock(moment) for moment in moments]
    if len(texts) > ENDS_MAX:
        return f"{texts[0]} tot {texts[-1]}"
    return listed(texts)
