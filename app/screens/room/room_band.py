"""The band of a room from its schedule: phase in words, moments, lanes of several exams."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from app.models.paper import Paper
from app.models.standing import last_end, standings, working
from app.models.timing import phase_of
from app.models.values import Phase
from app.models.words import clock_text, minutes_of
from app.screens.room.band import (
    BandButton,
    BandScreen,
    Lane,
    Lanes,
    MomentKind,
    Rail,
    RailMoment,
)
from app.screens.room.room_actions import bulk_absent, can_end
from app.screens.room.wording import Line, line


def band_of(papers: tuple[Paper, ...], chosen: Paper, now: datetime) -> BandScreen:
    """Return the band: a rail for one exam, lanes for two to four."""
    clock, seconds = clock_text(now, chosen.zone), f"{now.astimezone(chosen.zone):%S}"
    if len(papers) > 1:
        return BandScreen(
            clock=clock,
            seconds=seconds,
            lanes=_lanes(papers[:4], chosen, now),
            short_title=chosen.exam_name,
            short_subline=phase_title(chosen, now),
            spoken=f"{len(papers)} examens. {chosen.exam_name}: {phase_title(chosen, now)}",
        )
    title, subline = phase_title(chosen, now), _subline(chosen, now)
    button = button_of(chosen, now)
    started = chosen.part.started_at is not None or not chosen.session.is_active
    return BandScreen(
        clock=clock,
        seconds=seconds,
        title=title,
        subline=() if button is not None else subline,
        button=button,
        aside=subline if button is not None else (),
        rail=_rail(chosen, now),
        short_title=_SHORT.get(title, title) if started else "Nog niet gestart",
        short_subline=(
            "".join(span.text for span in subline)
            if started
            else f"gepland {chosen.clock(chosen.schedule.planned_start)}"
        ),
        short_button="" if button is None else button.text.split(" ")[-1].capitalize(),
        spoken=f"{title}. {''.join(span.text for span in subline)}",
    )


def minutes_on_clock(moment: datetime, zone: ZoneInfo, day: datetime) -> float:
    """Return minutes since midnight of the exam's day; past midnight goes on past 1440."""
    midnight = day.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return (moment - midnight).total_seconds() / 60


def phase_title(paper: Paper, now: datetime) -> str:
    """Return the phase in words; it follows acts, not the clock."""
    phase = phase_of(paper.session, paper.part, now)
    if not paper.session.is_active:
        return "Ingetrokken door de planning"
    if paper.seal is not None:
        return "Verzegeld"
    if phase is Phase.NOT_STARTED:
        planned = paper.clock(paper.schedule.planned_start)
        return f"Gepland {planned}, nog niet gestart"
    if phase is Phase.ENDED:
        return "Examen beëindigd"
    return _running_title(paper, phase, now)


def _running_title(paper: Paper, phase: Phase, now: datetime) -> str:
    if any(each.candidate is None and each.until is None for each in paper.part.interruptions):
        return "Examentijd staat stil"
    if now >= paper.schedule.end:
        return "Alle eindtijden zijn voorbij" if can_end(paper, now) else "Extra tijd"
    has_limit = paper.schedule.entry_until is not None
    if phase is Phase.DOOR_OPEN and has_limit:
        return "Binnenkomst open"
    return "Binnenkomst gesloten" if bulk_absent(paper, now) else "Examen bezig"


def _subline(paper: Paper, now: datetime) -> Line:
    schedule, phase = paper.schedule, phase_of(paper.session, paper.part, now)
    if phase is Phase.NOT_STARTED:
        until = schedule.planned_start - now
        if until.total_seconds() > 0:
            minutes, seconds = divmod(int(until.total_seconds()), 60)
            told = f"{minutes // 60} u {minutes % 60} min" if minutes >= 60 else ""
            return line(f"over *{told or f'{minutes} min {seconds} s'}*")
        return line(f"*{minutes_of(-until)} min* later")
    if phase is Phase.ENDED:
        return line(f"Beëindigd {paper.clock(paper.part.ended_at)}")
    if phase is Phase.DOOR_OPEN and schedule.entry_until is not None and now < schedule.end:
        left = minutes_of(schedule.entry_until - now)
        return line(f"Deur open tot {paper.clock(schedule.entry_until)}, *{left} min*")
    latest = last_end(paper.session, paper.part) or schedule.end
    ends = schedule.end if now < schedule.end else latest
    if now >= ends and can_end(paper, now):
        return line(f"gestart {paper.clock(schedule.started_at)}")
    told = f", nog *{minutes_of(ends - now)} min*" if now < ends else ""
    return line(f"Gestart {paper.clock(schedule.started_at)}{told}{_resting(paper)}")


def _resting(paper: Paper) -> str:
    """How many have a rest break now: their own clock stands still."""
    count = working(paper.session, paper.part).resting
    return "" if not count else " · 1 pauze" if count == 1 else f" · {count} pauzes"


def button_of(paper: Paper, now: datetime) -> BandButton | None:
    """Return the start button, the end button when it is time, or none."""
    part = paper.part
    if paper.seal is not None or part.ended_at is not None:
        return None
    if part.started_at is None:
        return BandButton("Examen starten", filled=now >= paper.schedule.planned_start)
    return BandButton("Examen beëindigen", filled=True) if can_end(paper, now) else None


_SHORT = {
    "Alle eindtijden zijn voorbij": "Tijd is om",
    "Ingetrokken door de planning": "Ingetrokken",
    "Binnenkomst gesloten": "Deur is dicht",
}
"""What does not fit beside the button in a narrow window."""

# ---------------------------------------------------------------- one exam


def _rail(paper: Paper, now: datetime) -> Rail:
    schedule, started = paper.schedule, paper.part.started_at is not None
    moments = [_moment(paper, MomentKind.WALK_IN, schedule.doors_open, "Inloop", "Inloop", 6)]
    start_name = "Gestart" if started else "Gepland"
    moments.append(_moment(paper, MomentKind.START, schedule.start, start_name, start_name, 2))
    if schedule.entry_until is not None:
        name = "Laatste binnenkomst" if started else "Binnenkomst"
        moments.append(
            _moment(paper, MomentKind.ENTRY, schedule.entry_until, name, "Binnenkomst", 5)
        )
    if schedule.leave_until is not None and schedule.leave_until > schedule.start:
        clock = paper.clock(schedule.leave_until)
        name = f"Na {clock} niet meer weg"
        moments.append(
            _moment(paper, MomentKind.LEAVE, schedule.leave_until, name, "Niet meer weg", 3)
        )
    moments.append(_moment(paper, MomentKind.END, schedule.end, "Einde", "Einde", 1))
    latest = last_end(paper.session, paper.part)
    if latest is not None and latest > schedule.end:
        moments.append(
            _moment(paper, MomentKind.EXTRA, latest, "Einde extra tijd", "Extra tijd", 4)
        )
    ordered = sorted(moments, key=lambda moment: moment.at)
    return Rail(
        moments=tuple(_with_leave_from(paper, _marked(ordered, now, paper))),
        now=minutes_on_clock(_this_minute(now), paper.zone, schedule.planned_start),
        planned=not started,
        stopped=_stopped(paper, now),
    )


def _moment(
    paper: Paper, kind: MomentKind, at: datetime, name: str, short: str, priority: int
) -> RailMoment:
    leftward = kind in (MomentKind.LEAVE, MomentKind.EXTRA)
    return RailMoment(
        kind,
        minutes_on_clock(at, paper.zone, paper.schedule.planned_start),
        paper.clock(at),
        name,
        short,
        priority,
        leftward=leftward,
    )


def _marked(moments: list[RailMoment], now: datetime, paper: Paper) -> list[RailMoment]:
    """The next moment comes first when labels do not all fit."""
    at = minutes_on_clock(now, paper.zone, paper.schedule.planned_start)
    upcoming = next((moment for moment in moments if moment.at > at), None)
    return [
        replace(moment, priority=0, upcoming=True) if moment is upcoming else moment
        for moment in moments
    ]


def _with_leave_from(paper: Paper, moments: list[RailMoment]) -> list[RailMoment]:
    """Niet weg voor: it stands under the entry limit when it is the same moment."""
    schedule = paper.schedule
    if schedule.leave_from is None:
        return moments
    clock = paper.clock(schedule.leave_from)
    return [
        replace(moment, under=f"Niet weg voor {clock}")
        if moment.kind is MomentKind.ENTRY
        else moment
        for moment in moments
    ]


def _stopped(paper: Paper, now: datetime) -> tuple[float, float] | None:
    last = next((i for i in reversed(paper.part.interruptions) if i.candidate is None), None)
    if last is None:
        return None
    day = paper.schedule.planned_start
    return (
        minutes_on_clock(last.since, paper.zone, day),
        minutes_on_clock(last.until or max(last.since, _this_minute(now)), paper.zone, day),
    )


def _this_minute(now: datetime) -> datetime:
    """The marker of now moves each minute: nothing else of the rail is painted for a second."""
    return now.replace(second=0, microsecond=0)


# ---------------------------------------------------------------- several exams


def _lanes(papers: tuple[Paper, ...], chosen: Paper, now: datetime) -> Lanes:
    lanes = tuple(
        _lane(paper, number, now, day=papers[0].schedule.planned_start, is_chosen=paper is chosen)
        for number, paper in enumerate(papers, start=1)
    )
    at = minutes_on_clock(_this_minute(now), chosen.zone, papers[0].schedule.planned_start)
    first = min(at, *(lane.start for lane in lanes))
    last = max(at, *(lane.extra_end for lane in lanes))
    return Lanes(lanes, first, last + max(1.0, (last - first) / 50), at)


def _lane(paper: Paper, number: int, now: datetime, *, day: datetime, is_chosen: bool) -> Lane:
    schedule = paper.schedule
    latest = last_end(paper.session, paper.part) or schedule.end
    started = paper.part.started_at is not None
    if started:
        ends = line(f"einde *{paper.clock(schedule.end)}*{_own_ends(paper)}")
    else:
        ends = line(f"gepland {paper.clock(schedule.planned_start)}")
    button = button_of(paper, now) if is_chosen else None
    if button is not None:
        short = "Starten" if not started else "Beëindigen"
        button = BandButton(short, button.filled)
    return Lane(
        keys=f"Alt {number}",
        title=paper.exam_name,
        phase=_lane_phase(paper, now),
        ends=ends,
        start=minutes_on_clock(schedule.start, paper.zone, day),
        end=minutes_on_clock(schedule.end, paper.zone, day),
        extra_end=minutes_on_clock(latest, paper.zone, day),
        planned=not started,
        button=button,
    )


def _own_ends(paper: Paper) -> str:
    """The other ends of a lane; of more than two the first and the last."""
    known = (each.end for each in standings(paper.session, paper.part).values())
    later = sorted({each.at for each in known if each is not None and each.at is not None})
    told = [paper.clock(at) for at in later if at > paper.schedule.end]
    told = list(dict.fromkeys(told))
    shown = " · ".join(told if len(told) < 3 else (told[0], told[-1]))
    return f"\u00a0\u00a0 eigen *{shown}*" if told else ""


def _lane_phase(paper: Paper, now: datetime) -> Line:
    if paper.part.ended_at is not None:
        return line(f"beëindigd {paper.clock(paper.part.ended_at)}")
    started = paper.part.started_at
    if started is None:
        return line("nog niet gestart")
    if now >= paper.schedule.end:
        return _lane_after_end(paper, now)
    return line(f"gestart {paper.clock(started)}")


def _lane_after_end(paper: Paper, now: datetime) -> Line:
    """What is true after the common end: time is up, or how long the longest own time lasts."""
    latest = last_end(paper.session, paper.part) or paper.schedule.end
    if can_end(paper, now):
        return line("*tijd is om*")
    left = minutes_of(latest - now)
    return line(f"*extra tijd*, {left} min" if left > 0 else "*extra tijd*")
