"""The words of figures and of what they rest on: for screen, paper and workbook alike."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from app.models.counting import DOSSIER
from app.models.deliveries import Sending
from app.models.measures import Choice, Measure, MeasureKind, Missing, Trace
from app.models.measuring import Figures
from app.models.measuring_office import OPERATOR
from app.models.office_day import OfficeDay
from app.models.paper import spoken_name
from app.models.provisions import word_of
from app.models.reads_told import read_text
from app.models.rules import ExamKind
from app.models.spans import Span, SpanKind
from app.models.told import TOLD
from app.models.values import ADMISSION
from app.models.words import MONTHS, PUT_ASIDE, clock_text, date_text, day_text

GROUP: Final = {
    "attendance": "Afname",
    "lead": "Doorlooptijd",
    "complete": "Volledigheid",
    "provisions": "Voorzieningen",
    "issues": "Meldingen",
    "stream": "Resultatenstroom",
    "coming-in": "Aangeleverde gegevens",
    "open": "Nog open",
    "quality": "Fouten en herstel",
    "audit": "Inzage in gegevens",
    "roles": "Toekenning van rollen",
}
NAME: Final = {
    "planned": "Zittingen gepland",
    "sessions": "Zittingen gestart",
    "expected": "Kandidaten verwacht",
    "no-show": "No-show",
    "late": "Te laat",
    "seal": "Van einde tot getekend",
    "receive": "Van getekend tot ontvangen",
    "deliver": "Van ontvangen tot Toetsplanning",
    "establish": "Van examen tot vaststellen",
    "register": "Van vaststellen tot registreren",
    "complete": "Dossiers volledig",
    "unsealed": "Beëindigd, niet getekend",
    "granted": "Voorzieningen toegekend",
    "provided": "Voorzieningen geleverd",
    "offered": "Aangeboden, niet gebruikt",
    "withheld": "Voorzieningen niet geleverd",
    "unreported": "Nog niets vastgelegd",
    "issues": "Meldingen",
    "solved": "Meldingen opgelost",
    "issue-time": "Tijd tot opgelost",
    "calamities": "Calamiteiten",
    "open-issues": "Open meldingen",
    "decisions": "Besluiten die wachten",
    "unreleased": "Zonder Go",
    "delivered": "Bezorgd bij Toetsplanning",
    "waiting": "Wacht op bezorging",
    "refused": "Geweigerd door Toetsplanning",
    "warned": "Berichten met een waarschuwing",
    "warnings": "Waarschuwingen",
    "unknown-exam": "Soort examen onbekend",
    "unknown-provision": "Voorziening met onbekende code",
    "no-hint": "Zonder lokaal in de planning",
    "no-room": "Nog zonder lokaal van de dag",
    "no-number": "Kandidaat zonder nummer",
    "same-number": "Kandidaten met hetzelfde nummer",
    "no-team": "Kandidaat zonder team",
    "added": "Bijgeschreven op de dag",
    "corrections": "Correcties met reden",
    "undone": "Direct hersteld",
    "amendments": "Aanvullingen op een verslag",
    "late-facts": "Nagekomen na verzegelen",
    "settled": "Verschillen opgelost",
    "differences": "Verschillen nog open",
    "copied": "Overgetypt van papier",
    "aside": "Apart gezet door het dossier",
    "gaps": "Gaten in de vastlegging",
    "suspicions": "Gemeld aan de examencommissie",
    "reads": "Gelezen op het examenbureau",
    "refused-reads": "Geweigerd, buiten de rol",
    "operator-reads": "Gelezen op de server zelf",
    "erased-people": "Mensen gewist na hun termijn",
    "granted-roles": "Rollen toegekend",
    "confirmed-roles": "Bevestigd door een tweede",
    "withdrawn-roles": "Rollen ingetrokken",
    "broken-glass": "Noodrollen gegeven",
}
WHOLE: Final = {
    "no-show": "verwacht bij gestarte zittingen",
    "late": "die kwamen",
    "complete": "beëindigde zittingen",
    "provided": "toegekend aan wie er was",
    "solved": "meldingen",
    "warned": "berichten van de planning",
    "no-hint": "zittingen",
}
"""What a figure is a share of."""
LED: Final = {
    "seal": ("verslag", "verslagen"),
    "receive": ("verslag", "verslagen"),
    "deliver": ("zitting", "zittingen"),
    "issue-time": ("opgeloste melding", "opgeloste meldingen"),
}
KIND: Final = {
    ExamKind.INSTITUTION.value: "Instellingsexamen",
    ExamKind.CENTRAL.value: "Centraal examen",
    ExamKind.PRACTICAL.value: "Praktijkexamen",
    ExamKind.UNKNOWN.value: "Soort onbekend",
}
REPORT: Final = {
    SpanKind.DAY: "Dagcijfers",
    SpanKind.WEEK: "Weekrapport",
    SpanKind.MONTH: "Maandrapport",
}
NOT_MEASURED: Final = "niet gemeten"
MISSING: Final = {
    Missing.NEVER_RECEIVED: "hiervan komt geen datum binnen",
    Missing.NOT_ANSWERED: "het dossier antwoordt nu niet",
    Missing.NOT_ALLOWED: "alleen voor de auditor",
    Missing.WHOLE_SCHOOL: "alleen voor de hele school",
}
PERSON: Final = "person "
"""How the log of reads begins about somebody who signed on."""
_BY: Final = {DOSSIER: "het dossier", OPERATOR: "op de server zelf"}
_WHAT: Final = {
    "issue": "Melding",
    "read": "Gelezen",
    "source": "Bericht van de planning",
    "calamity": "Calamiteit",
    "gap": "Gat",
    "CandidatePlanned": "Gepland",
    "RoomPlanned": "Lokaal gepland",
    "SessionPlanned": "Gepland",
    "RulesChosen": "Regels gekozen",
    "DocumentIssued": "Verslag ontvangen",
    "PersonErased": "Gewist, gebeurtenissen",
    "RoleGranted": "Rol toegekend",
    "RoleConfirmed": "Rol bevestigd",
    "RoleWithdrawn": "Rol ingetrokken",
    "GlassBroken": "Noodrol gegeven",
    "Corrected": "Gecorrigeerd",
    **{each.value: lead for each, (lead, _) in PUT_ASIDE.items()},
    ADMISSION: "Toelating",
    Sending.DELIVERED.value: "Bezorgd",
    Sending.WAITING.value: "Wacht",
    Sending.REFUSED.value: "Geweigerd",
}


@dataclass(frozen=True, slots=True)
class TraceLine:
    """What a figure rests on, in words; empty where there is nothing to tell."""

    day: str
    time: str
    what: str
    session: str
    room: str
    candidate: str
    by: str
    detail: str
    leaf: str


def span_text(span: Span) -> str:
    """Return the days of a report: `week 24, 8 t/m 14 juni 2026`."""
    if span.kind is SpanKind.DAY:
        return day_text(span.first)
    if span.kind is SpanKind.MONTH:
        return f"{MONTHS[span.first.month - 1]} {span.first.year}"
    first = str(span.first.day)
    if span.first.month != span.last.month:
        first += f" {MONTHS[span.first.month - 1]}"
    if span.first.year != span.last.year:
        first += f" {span.first.year}"
    week = span.first.isocalendar().week
    return f"week {week}, {first} t/m {date_text(span.last)}"


def choice_text(choice: Choice) -> str:
    """Return what a report was narrowed to, or that it was not."""
    told = [choice.location, choice.team, KIND.get(choice.kind, choice.kind)]
    return ", ".join(each for each in told if each) or "alle locaties, teams en soorten examen"


NOT_WHOLE: Final = ("Nog niet alles is hier binnen.", "Deze cijfers kunnen nog veranderen.")


def gone_texts(gone: int) -> tuple[str, str]:
    """Return that something of people was erased since, and what that means."""
    who = "1 persoon" if gone == 1 else f"{gone} mensen"
    return f"Van {who} is iets gewist na de termijn.", "Dat telt in deze cijfers niet meer mee."


def caveat_text(figures: Figures) -> str:
    """Return what a reader must know before trusting a figure; empty when there is nothing."""
    told = () if figures.is_whole else NOT_WHOLE
    gone = gone_texts(figures.gone) if figures.gone else ()
    return " ".join((*told, *gone))


def value_text(measure: Measure) -> str:
    """Return a figure as it is shown: `14`, `3,5%`, `18 min`, or that it is not measured."""
    return shown(measure.kind, measure.value)


def shown(kind: MeasureKind, value: float | None) -> str:
    """Return one value of a kind of figure."""
    if kind is MeasureKind.UNMEASURED:
        return NOT_MEASURED
    if value is None:
        return "–"
    if kind is MeasureKind.SHARE:
        return f"{100 * value:.1f}%".replace(".", ",")
    return lead_text(value) if kind is MeasureKind.LEAD else str(round(value))


def lead_text(minutes: float) -> str:
    """Return how long: `45 s`, `18 min`, `5 uur`, `3 dagen`."""
    if minutes < 2:
        return f"{round(minutes * 60)} s"
    if minutes < 120:
        return f"{round(minutes)} min"
    hours = round(minutes / 60)
    return f"{hours} uur" if hours < 48 else f"{round(hours / 24)} dagen"


def ground_text(measure: Measure) -> str:
    """Return what a figure is told of: how many of how many, or why it is not measured."""
    key, many = measure.key, len(measure.counted)
    if measure.kind is MeasureKind.UNMEASURED:
        return "" if measure.missing is None else MISSING[measure.missing]
    if key in WHOLE:
        return f"{many} van {len(measure.of)} {WHOLE[key]}"
    if key in LED:
        one, several = LED[key]
        return f"middelste van {many} {one if many == 1 else several}" if many else ""
    return ""


def trace_line(trace: Trace, day: OfficeDay, zone: ZoneInfo, key: str = "") -> TraceLine:
    """Return a trace in words; a candidate by name, for who may read the session.

    Its day is that of the event, which may lie before the day it is counted on.
    """
    session, catalogue = day.sessions.get(trace.session), ""
    room, name, candidate = _label(trace.room, day), trace.session, trace.candidate
    if session is not None:
        name = name if session.plan is None else session.plan.name
        enrolment = session.enrolments.get(trace.candidate)
        candidate = candidate if enrolment is None else spoken_name(enrolment)
        catalogue = session.catalogue
    detail, on = detail_text(trace, day), trace.on
    if trace.at is not None:
        on = trace.at.astimezone(zone).date()
    if trace.minutes is not None:
        detail = lead_text(trace.minutes) + (f" · {detail}" if detail else "")
    return TraceLine(
        day="" if on is None else _short(on),
        time="" if trace.at is None else clock_text(trace.at, zone),
        what=_what(trace, key, catalogue),
        session=name,
        room=room,
        candidate=candidate,
        by=_who(trace.by, day),
        detail=detail,
        leaf=trace.leaf,
    )


def detail_text(trace: Trace, day: OfficeDay) -> str:
    """Return the literal words of a trace; what the log of reads holds in codes, in words."""
    return read_text(trace.detail, day.sessions) if trace.what == "read" else trace.detail


# ---------------------------------------------------------------- within


def _what(trace: Trace, key: str, catalogue: str) -> str:
    if key == "refused-reads":
        return "Geweigerd"
    if key in {"granted", "provided", "offered", "withheld", "unreported", "unknown-provision"}:
        return word_of(trace.what, catalogue)
    if trace.what.startswith("time-back/"):
        return "Tijd terug"
    return _WHAT.get(trace.what) or TOLD.get(trace.what) or trace.what


def _who(by: str, day: OfficeDay) -> str:
    """Return who did it: by name for who works for the school, by id for anybody else."""
    names = day.names
    bare = (each.removeprefix(PERSON).replace("device ", "laptop ", 1) for each in by.split(", "))
    return ", ".join(names.get(each) or _BY.get(each, each) for each in bare)


def _label(room: str, day: OfficeDay) -> str:
    """Return what a room is called."""
    plans = (part.plan for _, part in day.parts_of(room))
    return next((each.label for each in plans if each is not None), room)


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}"
