"""An extract on paper: for the candidate, with nobody else's name in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from app.models.extract import ExtractPart
from app.models.pack import Block, Form, FormColumn, Pairs, PaperPack, Sheet, Told
from app.models.paper import spoken_name
from app.models.report import Cell, LabelledLines, PaperHead, ReportStatus
from app.models.session import Enrolment
from app.models.timing import schedule_of
from app.models.words import date_text, minutes_text, written_day

WHAT_IT_IS: Final = (
    "Hier staat alles wat bij de examens over deze kandidaat is vastgelegd, op volgorde.",
    "Namen van anderen zijn vervangen door [naam].",
    "Bij dit papier hoort een bestand met dezelfde vastleggingen en de handtekeningen eronder.",
    "Daarmee kan iedereen nakijken dat ze zo in het logboek van de school staan.",
)
COLUMNS: Final = (FormColumn("Wanneer", 25), FormColumn("Wat", 53), FormColumn("Kenmerk", 22))


@dataclass(frozen=True, slots=True)
class ExtractGround:
    """What an extract is made for: the school, when (UTC), why, and its place in the log."""

    school: str
    zone: ZoneInfo
    made_at: datetime
    reason: str
    log: str


def extract_paper(parts: Sequence[ExtractPart], ground: ExtractGround) -> PaperPack:
    """Return the extract of a candidate; who made it stands in the record, not here."""
    who = parts[0].enrolment
    local = ground.made_at.astimezone(ground.zone)
    made = f"gemaakt {date_text(local.date())} {local:%H:%M}"
    title, subtitle = "Uittreksel voor inzage", spoken_name(who)
    head = PaperHead(
        school=ground.school,
        author=ground.school or "Examenbureau",
        title=title,
        subtitle=subtitle,
        running_title=f"{title} · {subtitle}",
        reference=f"UI-{local:%Y-%m%d-%H%M}",
        status=ReportStatus.BLANK,
        status_text=made,
        status_moment=made,
    )
    about = (
        LabelledLines("Gemaakt", (f"{date_text(local.date())} {local:%H:%M}",)),
        LabelledLines("Waarvoor", (ground.reason,)),
        LabelledLines("Logboek", (ground.log,)),
    )
    blocks: list[Block] = [
        Told("Wat dit is", WHAT_IT_IS),
        Pairs("Kandidaat", (*_person(who), *about)),
        *(_part(each, ground.zone) for each in parts),
    ]
    return PaperPack(f"{title} · {subtitle}", subtitle, made, (Sheet(head, tuple(blocks)),))


# ---------------------------------------------------------------- within


def _person(who: Enrolment) -> tuple[LabelledLines, ...]:
    plan, extras = who.plan, who.extras
    told = {"Naam": spoken_name(who)}
    if plan is not None:
        told |= {"Nummer": plan.number, "Naam in de planning": plan.display_name}
        if plan.extra_time_min:
            told["Extra tijd"] = minutes_text(plan.extra_time_min)
    if extras is not None:
        born = "" if extras.birth_date is None else written_day(extras.birth_date)
        told |= {"Geboortedatum": born, "Opleiding": extras.programme or ""}
    return tuple(LabelledLines(label, (text,)) for label, text in told.items() if text)


def _part(part: ExtractPart, zone: ZoneInfo) -> Form:
    rows: list[tuple[Cell, ...]] = []
    for each in part.entries:
        local = each.event.observed.astimezone(zone)
        when = f"{date_text(local.date())} {local:%H:%M:%S}"
        rows.append((when, each.text, each.event.leaf[:16]))
    session = part.session
    schedule = schedule_of(session, None)
    on = ""
    if schedule is not None:
        on = f", {date_text(schedule.planned_start.astimezone(zone).date())}"
    here = session.parts.get(part.enrolment.room or "")
    room = "" if here is None or here.plan is None else f", {here.plan.label}"
    name = session.id if session.plan is None else session.plan.name
    return Form(f"{name}{on}{room}", COLUMNS, tuple(rows))
