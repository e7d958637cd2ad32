"""From what a laptop knows to the screens around a shift: begin (01b) and curtain (01)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.models.clocks import is_off
from app.models.paper import Paper, paper_of
from app.models.session import RoomDay
from app.models.standing import last_end
from app.models.timing import status_of
from app.models.values import Status
from app.models.words import HOTLINE, clock_text, day_text
from app.screens.room.laptop_status import LaptopStatus, sync_icon, sync_text
from app.screens.room.troubles import FATAL, TROUBLES
from app.screens.room.unlock import (
    BeginScreen,
    BeginStage,
    CodeStep,
    CurtainScreen,
    Hotline,
    NameStep,
    PinPrompt,
    PinStep,
    ShiftHolder,
    SideCheck,
    SideColumn,
    SideCount,
)
from app.screens.room.wording import Tone, line

PIN_TRIES = 5
CURTAIN_RUNNING = timedelta(minutes=3)
CURTAIN_QUIET = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class PackageStatus:
    """What may be seen of the room-days on this laptop before a code: no names."""

    school: str = ""
    location: str = ""
    label: str = ""
    sessions: int = 0
    updated_at: datetime | None = None
    hotline: str = HOTLINE
    hotline_mobile: str = ""
    time_zone: str = "Europe/Amsterdam"


@dataclass(frozen=True, slots=True)
class BeginUi:
    """Where beginning a shift is: the open step, errors, and what stands in the way."""

    stage: BeginStage = BeginStage.CODE
    is_reserve: bool = False
    code_error: str = ""
    name_error: str = ""
    pin_error: str = ""
    busy: str = ""
    trouble: str = ""
    can_go_back: bool = False


def begin_screen(
    now: datetime, package: PackageStatus, status: LaptopStatus, ui: BeginUi
) -> BeginScreen:
    """Return the screen that begins a shift; no name stands on it before a code is given."""
    notice = TROUBLES.get(ui.trouble)
    accepted = "Dagcode klopt." if ui.stage is not BeginStage.CODE else ""
    error = ui.code_error
    return BeginScreen(
        side=_side(now, package, _checks(package, status), f"Laptop {status.device}"),
        stage=ui.stage,
        code=CodeStep(accepted=accepted, error=error),
        name=NameStep(error=ui.name_error) if ui.is_reserve else None,
        pin=PinStep(error=ui.pin_error),
        no_card=line(f"Geen kaart? Ga naar de balie of bel *{package.hotline}*."),
        notices=() if notice is None else (notice,),
        typing=ui.trouble not in FATAL,
        busy=ui.busy,
        back="Terug" if ui.can_go_back else "",
    )


def _side(
    now: datetime, package: PackageStatus, checks: tuple[SideCheck, ...], title: str
) -> SideColumn:
    zone = ZoneInfo(package.time_zone)
    places = (("Locatie", package.location), ("lokaal", package.label))
    where = ", ".join(f"{kind} {name}" for kind, name in places if name)
    return SideColumn(
        clock=clock_text(now, zone),
        date=day_text(now.astimezone(zone).date()),
        title=title,
        subtitle=where[:1].upper() + where[1:],
        hotline=_hotline(package),
        checks=checks,
    )


def _hotline(package: PackageStatus) -> Hotline:
    mobile = f"mobiel: {package.hotline_mobile}" if package.hotline_mobile else ""
    return Hotline("Hotline examenbureau, de hele dag", shown_number(package.hotline), mobile)


def shown_number(hotline: str) -> str:
    """Return a number as it stands alone, large, or that the school told none."""
    return "nummer niet bekend" if hotline == HOTLINE else hotline


def _checks(package: PackageStatus, status: LaptopStatus) -> tuple[SideCheck, ...]:
    zone = ZoneInfo(package.time_zone)
    found = []
    if package.updated_at is not None:
        count = "1 zitting" if package.sessions == 1 else f"{package.sessions} zittingen"
        detail = f"{count}, bijgewerkt {clock_text(package.updated_at, zone)}"
        found.append(SideCheck("circle-check", "Dagpakket klaar", detail))
    found.append(_clock_check(status))
    if status.battery_percent is not None:
        is_low = status.battery_percent < 20
        detail = "Sluit de laptop aan op stroom" if is_low else "Genoeg om te beginnen"
        tone = Tone.WARNING if is_low else Tone.GOOD
        icon = "battery-medium" if is_low else "battery-full"
        found.append(SideCheck(icon, f"Accu {status.battery_percent}%", detail, tone))
    found.append(
        SideCheck("lock", "Gegevens zijn versleuteld", "Niets is leesbaar voor je dagcode klopt")
    )
    return tuple(found)


def _clock_check(status: LaptopStatus) -> SideCheck:
    if status.clock_offset_ms is None:
        detail = "Nog geen contact met het dossier"
        return SideCheck("info", "Klok nog niet vergeleken", detail, Tone.MUTED)
    seconds = abs(status.clock_offset_ms) / 1000
    told = f"{seconds:.1f}".replace(".", ",")
    if is_off(status.clock_offset_ms):
        detail = f"Verschil {told} seconde; beide tijden worden bewaard"
        return SideCheck("triangle-alert", "Klok wijkt af", detail, Tone.WARNING)
    return SideCheck(
        "circle-check", "Klok loopt gelijk", f"Verschil met centrale tijd: {told} seconde"
    )


# ---------------------------------------------------------------- the curtain


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with an open shift on this laptop."""

    person: str
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class CurtainUi:
    """Where coming back is: who was chosen, and how many tries are left."""

    holders: tuple[Holder, ...]
    chosen: str
    tries_left: int = PIN_TRIES
    error: str = ""
    is_automatic: bool = True
    busy: str = ""
    called_at: datetime | None = None
    """When the calamity key was pressed through the curtain."""


def curtain_screen(
    now: datetime,
    package: PackageStatus,
    status: LaptopStatus,
    papers: tuple[Paper, ...],
    ui: CurtainUi,
) -> CurtainScreen:
    """Return the curtain: clock and counts, who you are, your PIN; no name of a candidate."""
    zone = ZoneInfo(package.time_zone)
    chosen = next((each for each in ui.holders if each.person == ui.chosen), ui.holders[0])
    first = chosen.name.split(" ")[0]
    rest = CURTAIN_RUNNING if is_running(papers) else CURTAIN_QUIET
    minutes = rest // timedelta(minutes=1)
    why = "Je zette het scherm op slot."
    if ui.is_automatic:
        why = f"{minutes} minuten niets gedaan."
    subtitle = f"{why} De klok en het examen lopen door. Wie ben je?"
    if ui.called_at is not None:
        at = clock_text(ui.called_at, zone, seconds=True)
        subtitle = f"F9 gedrukt {at}, die tijd ligt vast. De rest wacht op je pincode."
    sync = SideCheck(sync_icon(status), sync_text(status, zone), "")
    side = SideColumn(
        clock=clock_text(now, zone),
        date=day_text(now.astimezone(zone).date()),
        title=f"{package.label}, {_phase_word(papers)}",
        subtitle=_moments(papers),
        hotline=_hotline(package),
        counts=_counts(papers),
        sync=sync,
    )
    return CurtainScreen(
        side=side,
        subtitle=subtitle,
        holders=tuple(
            ShiftHolder(
                each.person,
                each.name,
                initials_of(each.name),
                f"dienst sinds {clock_text(each.since, zone)}",
            )
            for each in ui.holders
        ),
        chosen=chosen.person,
        pin=PinPrompt(f"Pincode van {first}", error=_pin_error(ui), locked=ui.tries_left <= 0),
        busy=ui.busy,
    )


def is_running(papers: tuple[Paper, ...]) -> bool:
    """Whether an exam is going on, for how soon the curtain falls."""
    return any(
        paper.part.started_at is not None and paper.part.ended_at is None for paper in papers
    )


def initials_of(name: str) -> str:
    """Return at most two initials, of the first and the last word."""
    words = [word for word in name.split() if word[:1].isalpha()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def _pin_error(ui: CurtainUi) -> str:
    if ui.tries_left <= 0:
        return "Te vaak geprobeerd. Begin opnieuw met je dagcode."
    if ui.tries_left < PIN_TRIES:
        times = "1 poging" if ui.tries_left == 1 else f"{ui.tries_left} pogingen"
        return f"Die pincode klopt niet. Nog {times}."
    return ui.error


def _phase_word(papers: tuple[Paper, ...]) -> str:
    if all(paper.part.ended_at is not None for paper in papers) and papers:
        return "examen beëindigd"
    if any(paper.part.started_at is not None for paper in papers):
        return "examen bezig"
    return "nog niet gestart"


def _moments(papers: tuple[Paper, ...]) -> str:
    if len(papers) != 1:
        return f"{len(papers)} examens"
    paper = papers[0]
    started = paper.schedule.started_at
    if started is None:
        return f"gepland {paper.clock(paper.schedule.planned_start)}"
    told = f"gestart {paper.clock(started)}, einde {paper.clock(paper.schedule.end)}"
    latest = last_end(paper.session, paper.part)
    if latest is not None and latest > paper.schedule.end:
        told += f", eigen tot {paper.clock(latest)}"
    return told


def _counts(papers: tuple[Paper, ...]) -> tuple[SideCount, ...]:
    statuses = [
        status_of(paper.session, paper.part, each)
        for paper in papers
        for each in paper.enrolments()
    ]
    inside = sum(statuses.count(status) for status in (Status.PRESENT, Status.LATE))
    return (
        SideCount(Status.PRESENT, "in de zaal", inside),
        SideCount(Status.AWAY, "even weg", statuses.count(Status.AWAY)),
        SideCount(Status.HANDED_IN, "ingeleverd", statuses.count(Status.HANDED_IN)),
        SideCount(Status.ABSENT, "afwezig", statuses.count(Status.ABSENT)),
    )


def papers_of(day: RoomDay, laptop: str) -> tuple[Paper, ...]:
    """Return the papers of all sessions in a room that have a plan, in order of start."""
    found = [paper_of(session, day.room, (), laptop) for session, _ in day.parts()]
    return tuple(paper for paper in found if paper is not None)
