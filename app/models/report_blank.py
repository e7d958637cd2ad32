"""The empty proces-verbaal: the fields of domain.md 1b, by the kind of exam, for a pen."""

from app.models.pack import (
    Block,
    Figures,
    Form,
    FormColumn,
    Pairs,
    PenSignatures,
    Ticks,
    Told,
)
from app.models.paper import Paper
from app.models.report import Cell, Figure, LabelledLines
from app.models.report_signing import signing_text
from app.models.reporting import KIND
from app.models.rules import ExamKind
from app.models.timing import is_released, personal_end, schedule_if
from app.models.values import StaffRole
from app.models.words import ROLE, listed

DIGITAL_OR_PAPER = (
    "Op papier: verzegeling heel, geopend in bijzijn van een tweede, aantal geteld",
    "Digitaal: codelijst ontvangen, toetssysteem getest",
)


def blank_report(paper: Paper) -> tuple[Block, ...]:
    """Return the sections of an empty report, with what the plan tells already in them."""
    is_practical = paper.session.rules.kind is ExamKind.PRACTICAL
    return (
        Pairs("Zitting", _session_pairs(paper)),
        _people(paper),
        Ticks("Voor de start", _before(paper)),
        _course(paper),
        Told("Regels van dit examen", _rules_told(paper)),
        *((_own_starts(paper),) if is_practical else ()),
        _figures(paper),
        _movements(),
        *_happened(paper),
        _material(is_practical=is_practical),
        Ticks("Verklaringen", _statements(paper)),
        _signatures(paper),
        _handover(),
    )


def _columns(*pairs: tuple[str, int]) -> tuple[FormColumn, ...]:
    return tuple(FormColumn(caption, share) for caption, share in pairs)


def _empty(count: int, columns: tuple[FormColumn, ...]) -> tuple[tuple[Cell, ...], ...]:
    return (("",) * len(columns),) * count


# ---------------------------------------------------------------- before the start


def _session_pairs(paper: Paper) -> tuple[LabelledLines, ...]:
    plan, room, rules = paper.session.plan, paper.part.plan, paper.session.rules
    chiefs = [
        each.name for each in paper.session.staff if each.role is StaffRole.CHIEF_INVIGILATOR
    ]
    location = "" if room is None else f"{room.location}, "
    hint = "" if plan is None else plan.location_hint or ""
    pairs = (
        ("Examen en code", f"{paper.exam_name} · {paper.code}"),
        ("Soort", KIND[rules.kind]),
        ("Locatie en lokaal", f"{location}{paper.room_label}"),
        ("Regelset", rules.title),
        ("Afnameleider", listed(chiefs)),
        ("Laptop", ""),
        ("Plaats in planning", hint),
        ("Toetssysteem", ""),
    )
    return tuple(LabelledLines(label, (text or "................",)) for label, text in pairs)


def _people(paper: Paper) -> Form:
    columns = _columns(
        ("Naam", 190), ("Rol", 110), ("Gekomen", 70), ("Weg", 70), ("Afgelost door, hoe laat", 234)
    )
    known: dict[str, tuple[Cell, ...]] = {}
    for each in paper.part.people:
        known[each.person] = (each.name, ROLE[each.role], "", "", "")
    if paper.session.rules.kind is ExamKind.PRACTICAL:
        for staff in paper.session.staff:
            if staff.role is StaffRole.ASSESSOR:
                known.setdefault(staff.person, (staff.name, ROLE[staff.role], "", "", ""))
    rows = (*known.values(), *_empty(max(2, 4 - len(known)), columns))
    note = "Niet gekomen? Schrijf dat bij Gekomen, met de tijd waarop je belde."
    return Form("Wie er dienst heeft", columns, rows, note)


def _before(paper: Paper) -> tuple[str, ...]:
    rules = paper.session.rules
    always = (
        "Klok zichtbaar en gelijk, examen met begin en einde op het bord",
        "Tafels uit elkaar, muren zonder hulp, noodtelefoon bereikbaar",
    )
    last = (
        "Toegestane hulpmiddelen genoemd, telefoons en horloges ingenomen",
        "Instructie voorgelezen",
    )
    if rules.kind is ExamKind.PRACTICAL:
        own = (
            "Werkplek, gereedschap en veiligheid nagekeken",
            "Beoordelaars aanwezig, opdracht en beoordelingsformulier liggen klaar",
        )
        return (*always, *own, "Instructie voorgelezen")
    central = (
        ("Geheimhouding: niemand zag de opgaven voor de start",)
        if rules.has_central_limits
        else ()
    )
    return (*always, *DIGITAL_OR_PAPER, *central, *last)


# ---------------------------------------------------------------- times and rules


def _course(paper: Paper) -> Form:
    columns = _columns(("Moment", 214), ("Gepland", 90), ("Werkelijk", 110), ("Opmerking", 260))
    planned = schedule_if(paper.session, None) or paper.schedule
    plan = paper.session.plan
    moments = [("Inloop", planned.doors_open), ("Start", planned.planned_start)]
    if plan is not None and is_released(plan):
        moments.append(("Vrijgave", planned.planned_start))
    rows: list[tuple[Cell, ...]] = [(label, paper.clock(at), "", "") for label, at in moments]
    for label, at in (
        ("Laatste binnenkomst", planned.entry_until),
        ("Niet weg voor", planned.leave_from),
        ("Niet meer weg na", planned.leave_until),
        ("Einde", planned.end),
    ):
        if at is not None:
            rows.append((label, paper.clock(at), "", ""))
    ends = {
        end.at
        for each in paper.enrolments()
        if (end := personal_end(paper.session, paper.part, each)) is not None
        and end.at is not None
        and end.at != planned.end
    }
    rows += [("Einde, eigen tijd", paper.clock(at), "", "") for at in sorted(ends)]
    rows.append(("Examen beëindigd", "", "", ""))
    limit = paper.session.rules.start_deviation_min
    note = f"Meer dan {limit} minuten anders gestart? Schrijf waarom bij Opmerking."
    return Form("Verloop", columns, tuple(rows), note)


def _rules_told(paper: Paper) -> tuple[str, ...]:
    rules, planned = paper.session.rules, schedule_if(paper.session, None) or paper.schedule
    told = []
    if planned.entry_until is None:
        told.append("Te laat: er is geen vaste grens. Schrijf de tijd op en wie besliste.")
    elif rules.has_central_limits:
        told.append(
            f"Te laat: tot {paper.clock(planned.entry_until)} mag iemand naar binnen. Daarna "
            "niet, ook niet na overleg: verwijs door naar het examenbureau."
        )
    else:
        told.append(
            f"Te laat: tot {paper.clock(planned.entry_until)} mag iemand naar binnen. Daarna "
            "beslist het examenbureau: schrijf op wie."
        )
    told.append(
        "Wie te laat is houdt dezelfde eindtijd."
        if rules.late_keeps_end
        else "Wie te laat is krijgt de volle tijd."
    )
    if planned.leave_from is not None and planned.leave_until is not None:
        told.append(
            f"Weg mag niet voor {paper.clock(planned.leave_from)} en niet na "
            f"{paper.clock(planned.leave_until)}."
        )
    if planned.started_at is None and rules.moves_with_start:
        told.append("Later gestart? Dan schuiven deze tijden even veel op.")
    return (" ".join(told),)


def _own_starts(paper: Paper) -> Form:
    columns = _columns(
        ("Nummer", 76), ("Kandidaat", 198), ("Start", 76), ("Einde", 76), ("Beoordelaar", 248)
    )
    rows: list[tuple[Cell, ...]] = [
        (paper.number(each), paper.name(each), "", "", "") for each in paper.enrolments()
    ]
    note = (
        "Eén regel per kandidaat. Verschillen beoordelaars van mening? "
        "Schrijf het bij Bijzonderheden."
    )
    return Form("Eigen start per kandidaat", columns, tuple(rows), note)


# ---------------------------------------------------------------- what happened


def _figures(paper: Paper) -> Figures:
    captions = ("aanwezig", "waarvan te laat", "afwezig", "doorverwezen", "ingeleverd")
    return Figures(
        "Aantallen",
        (
            Figure(str(len(paper.enrolments())), "verwacht"),
            *(Figure("....", each) for each in captions),
        ),
        "Verwacht is aanwezig plus afwezig plus doorverwezen. "
        "Aanwezig is ingeleverd plus gestopt.",
    )


def _movements() -> Form:
    columns = _columns(
        ("Nummer of stoel", 108),
        ("Naam", 150),
        ("Uit", 58),
        ("Terug", 58),
        ("Wat, en wie ging mee of besliste", 300),
    )
    note = "Even weg, te laat, doorverwezen, gestopt of voorgoed vertrokken: één regel per keer."
    return Form("Weg en terug, te laat, gestopt", columns, _empty(8, columns), note)


def _happened(paper: Paper) -> tuple[Form, Form]:
    seen = _columns(
        ("Gezien", 58),
        ("Gezegd", 58),
        ("Genoteerd", 70),
        ("Wie, en wat je zag (geen oordeel)", 268),
        ("Wat je deed; zakje; kandidaat zegt", 220),
    )
    note = (
        "Schrijf wat je zag, niet wat je denkt. Ingenomen? Nummer van het zakje, en aan wie je "
        "het teruggaf. Onderstreep wat de examencommissie moet weten."
    )
    stopped = _columns(
        ("Begin", 58),
        ("Einde", 58),
        ("Wat, en wie kon niet werken", 220),
        ("Gebeld: wie, hoe laat", 150),
        ("Besluit: door wie, namens wie", 188),
    )
    rules = paper.session.rules
    more = (
        " Centraal examen: vraag het meldingsnummer van de Helpdesk Facet en houd iedereen apart."
        if rules.kind is ExamKind.CENTRAL
        else ""
    )
    return (
        Form("Bijzonderheden", seen, _empty(6, seen), note),
        Form(
            "Onderbreking en calamiteit",
            stopped,
            _empty(3, stopped),
            f"Zie de calamiteitenkaart. Eén regel per onderbreking.{more}",
        ),
    )


# ---------------------------------------------------------------- closing


def _material(*, is_practical: bool) -> Form:
    columns = _columns(("Wat", 200), ("Uit", 90), ("Terug", 90), ("Verzegeld, of verschil", 294))
    kinds: tuple[str, ...] = ("Opgaven", "Uitwerkingen", "Kladpapier", "Codelijst")
    if is_practical:
        kinds = ("Opdrachten", "Beoordelingsformulieren", "Materiaal")
    rows: list[tuple[Cell, ...]] = [(kind, "", "", "") for kind in kinds]
    return Form("Materiaal", columns, (*rows, *_empty(1, columns)))


def _statements(paper: Paper) -> tuple[str, ...]:
    disagree = "Ik ben het ergens niet mee eens: ik schreef het bij Bijzonderheden, met mijn naam"
    practical = (
        ("Alle opdrachten zijn beoordeeld",)
        if paper.session.rules.kind is ExamKind.PRACTICAL
        else ()
    )
    return (
        "Er waren geen bijzonderheden, of ze staan er allemaal in",
        "Niemand werd gestoord, of het staat erin met de tijd",
        *practical,
        disagree,
    )


def _signatures(paper: Paper) -> PenSignatures:
    asked = paper.session.rules.signatures
    boxes = [f"{ROLE[each.role].capitalize()}: {each.name}" for each in paper.part.people]
    boxes += ["Surveillant"] * max(0, max(2, asked) - len(boxes))
    return PenSignatures("Ondertekening", signing_text(asked), tuple(boxes))


def _handover() -> PenSignatures:
    return PenSignatures(
        "Overdracht aan het examenbureau",
        "Neem alle bladen van dit pakket mee. Wat op papier staat wordt later overgetypt: met de "
        "tijd van dit papier, en nagekeken door een tweede.",
        ("Afgegeven door", "Ontvangen door"),
    )
