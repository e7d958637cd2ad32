"""The right column of a route: the stopwatch, the ends that move, for whom, how it is kept."""

from dataclasses import replace
from datetime import datetime, timedelta

from app.models.confirming import confirmation_of
from app.models.extra_words import extra_kinds
from app.models.paper import Paper, spoken_name
from app.models.session import Enrolment, Part
from app.models.timing import MINUTE, personal_end, schedule_of
from app.models.values import Confirmation, DecisionOutcome, decision_aspect, time_back_matter
from app.models.words import CONFIRMATION, minutes_text
from app.screens.room.calamity import NewEnd, Side
from app.screens.room.calamity_people import compensated, who_lines
from app.screens.room.calamity_ui import CalamityUi, Seen, part_until
from app.screens.room.laptop_status import LaptopStatus
from app.screens.room.wording import Line, Notice, Tone, line

ENDS_MAX = 5
HEARD_TEXT = (
    "Zo staat het in het verslag tot het examenbureau het zelf invoert. Klopt dat, dan wordt het "
    "‘bevestigd’. Verschilt het, dan zien jullie allebei het verschil."
)


def side_of(seen: Seen, ui: CalamityUi, status: LaptopStatus) -> Side:
    """Return the side at this moment."""
    papers = tuple(paper for paper, _ in seen.places)
    told = seen.interruptions()
    notice = _offline(status, is_over=seen.calamity.closed_at is not None)
    if not told:
        return Side(
            "Onderbreking",
            "nog niet gestart" if seen.calamity.workable is None else "geen",
            who_title="Wie is er nu",
            who=who_lines(papers),
            notice=notice,
        )
    since = min(each.since for _, each in told)
    running = any(each.until is None for _, each in told)
    until = ui.now if running else max(each.until or since for _, each in told)
    pill = _pill(seen)
    return Side(
        _caption(seen.paper, since, None if running else until),
        watch_text(until - since),
        is_watch=True,
        ends_title="Tijd terug",
        ends_aside="als je nu hervat" if running else "",
        ends=_ends(seen, until),
        ends_text=_ends_text(seen, until - since) if running else "",
        who_title="" if pill else "Voor wie",
        who=() if pill else _for_whom(seen, papers),
        change="" if pill else "Wijzig",
        pill=pill,
        pill_text=HEARD_TEXT if pill else "",
        notice=notice,
    )


def watch_text(time: timedelta) -> str:
    """Return `03:15`, with hours where there are."""
    minutes, seconds = divmod(max(0, int(time.total_seconds())), 60)
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02d}:{seconds:02d}" if hours else f"{minutes:02d}:{seconds:02d}"


def _caption(paper: Paper, since: datetime, until: datetime | None) -> str:
    if until is None:
        return "Onderbreking"
    span = f"{paper.clock(since, seconds=True)} tot {paper.clock(until, seconds=True)}"
    return f"Onderbreking, {span}"


def _pill(seen: Seen) -> str:
    part, matter = seen.paper.part, time_back_matter(seen.calamity.leaf)
    value, heard = part.values.get(decision_aspect(matter)), part.decision(matter)
    if heard is not None and heard.outcome is DecisionOutcome.AWAITED:
        return "wacht op examencommissie"
    if value is not None:
        return CONFIRMATION[confirmation_of(part, value)]
    is_over = all(each.until is not None for _, each in seen.interruptions())
    return CONFIRMATION[Confirmation.HEARD] if is_over else ""


def _for_whom(seen: Seen, papers: tuple[Paper, ...]) -> tuple[Line, ...]:
    count = len(compensated(seen))
    told = [line(f"*{count}* {'kandidaat' if count == 1 else 'kandidaten'}")]
    excluded = sum(len(each.excluded) for _, each in seen.interruptions())
    if excluded:
        told.append(line(f"{excluded} zonder tijd terug"))
    return (*told, *who_lines(papers)[1:])


def minutes_back(seen: Seen, now: datetime) -> int:
    """Return the whole minutes that the measured time comes to."""
    told = seen.interruptions()
    if not told:
        return 0
    since = min(each.since for _, each in told)
    until = max(each.until or now for _, each in told)
    return -(-(until - since) // MINUTE)


def _ends_text(seen: Seen, time: timedelta) -> str:
    told = minutes_text(-(-time // MINUTE))
    number = len(seen.steps)
    return f"{told}, naar boven afgerond. Wie mandaat heeft beslist, bij stap {number}."


def _ends(seen: Seen, until: datetime) -> tuple[NewEnd, ...]:
    """The moments that move, before and after: of all, or of the few who stand still."""
    rows: list[NewEnd] = []
    for paper, calamity in seen.places:
        before = part_until(paper.part, calamity.leaf, None)
        after = part_until(paper.part, calamity.leaf, until)
        few = [
            enrolment
            for whose, each in seen.interruptions()
            if whose is paper
            and (enrolment := paper.session.enrolments.get(each.candidate or "")) is not None
        ]
        if few:
            rows += [_own_end(paper, before, after, each) for each in few]
        elif len(seen.places) > 1:
            end = _shared_ends(paper, before, after)[-1:]
            rows += [replace(each, label=f"{paper.exam_name}, einde") for each in end]
        else:
            rows += _shared_ends(paper, before, after)
            rows += _longer_ends(paper, before, after)
    return tuple(rows[:ENDS_MAX])


def _shared_ends(paper: Paper, before: Part, after: Part) -> list[NewEnd]:
    one, two = schedule_of(paper.session, before), schedule_of(paper.session, after)
    if one is None or two is None:
        return []
    rows = []
    if one.leave_until is not None and two.leave_until is not None:
        leave = (paper.clock(one.leave_until), paper.clock(two.leave_until))
        rows.append(NewEnd("Niet meer weg na", *leave))
    rows.append(NewEnd("Einde", paper.clock(one.end), paper.clock(two.end)))
    return rows


def _longer_ends(paper: Paper, before: Part, after: Part) -> list[NewEnd]:
    """Other ends than the common one, each once."""
    rows: dict[int, NewEnd] = {}
    words = extra_kinds(paper)
    for each in paper.enrolments():
        extra = 0 if each.plan is None else each.plan.extra_time_min or 0
        if extra in words and extra not in rows:
            own = _own_end(paper, before, after, each)
            rows[extra] = replace(own, label=f"{words[extra]} extra tijd")
    return [row for _, row in sorted(rows.items())]


def _own_end(paper: Paper, before: Part, after: Part, enrolment: Enrolment) -> NewEnd:
    was = personal_end(paper.session, before, enrolment)
    becomes = personal_end(paper.session, after, enrolment)
    label = " ".join(filter(None, (enrolment.seat, spoken_name(enrolment))))
    return NewEnd(
        label,
        paper.clock(None if was is None else was.at),
        paper.clock(None if becomes is None else becomes.at),
    )


def _offline(status: LaptopStatus, *, is_over: bool) -> Notice | None:
    if not status.is_offline:
        return None
    text = "Alles wordt hier bewaard en later gestuurd."
    if is_over:
        text = "De nieuwe eindtijden gelden hier al wel."
    return Notice(Tone.NOTE, "Geen netwerk.", text, icon="cloud-off")
