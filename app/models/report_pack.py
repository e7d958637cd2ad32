"""From the plan of one part to the papers that lie ready before the day (domain.md 1b, PAPER).

Four sheets: the list, an empty proces-verbaal, the card for calamities and the card of provisions.
Nothing on them is invented: what the plan does not tell is room for the pen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.models.absence import notice_of
from app.models.calamities import CalamityRoute, RouteStep, When
from app.models.pack import Block, Figures, Form, FormColumn, PaperPack, Sheet, Ticks, Told
from app.models.paper import Paper
from app.models.provision_states import ProvisionState, provision_states
from app.models.report import Cell, Figure, PaperHead, ReportStatus, Run
from app.models.report_blank import blank_report
from app.models.report_provisions import granted_text
from app.models.session import Enrolment
from app.models.standard_facts import StandardHolds
from app.models.standards import routes_of
from app.models.timing import personal_end
from app.models.words import date_text, listed, minutes_text

WALK_IN_ROWS = 4
SPARE_PROVISIONS = 3
UNKNOWN = "niet bekend"
NAME_MAX = 80
RETURNED = ("Deze lijst is terug aan de balie", "Deze lijst is vernietigd")
WORKING = (
    "Schrijf meteen de tijd op van de zaalklok. Kan iedereen doorwerken, sommigen, of niemand? "
    "Wie niet kan werken krijgt tijd terug: schrijf begin en einde op."
)
DECIDING = (
    "Hervatten of stoppen beslis je niet zelf: schrijf op wie het besloot, namens wie, hoe laat, "
    "en lees het besluit hardop terug."
)


@dataclass(frozen=True, slots=True)
class CardStep:
    """One step of a calamity in short; `say` is read out aloud."""

    title: str
    say: str = ""


@dataclass(frozen=True, slots=True)
class CalamityCard:
    """One calamity on the card: how it is known, what is told on the phone, what is done."""

    title: str
    about: str
    sentence: str
    steps: tuple[CardStep, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """One granted provision: the measure, never why, and what is looked at to confirm it."""

    word: str
    confirm: str = ""


def cards_of(held: Iterable[StandardHolds] = ()) -> tuple[CalamityCard, ...]:
    """Return the cards of the calamity routes of a session; of none: as shipped."""
    return tuple(card_of(route) for route in routes_of(held))


def card_of(route: CalamityRoute) -> CalamityCard:
    """Return a route as it stands on the card: what is done, and of a call who comes after."""
    steps = tuple(CardStep(_step_text(step), step.say) for step in route.steps)
    return CalamityCard(route.title, route.about, route.sentence, steps)


def _step_text(step: RouteStep) -> str:
    only = " (alleen centraal examen)" if step.when is When.CENTRAL else ""
    after = f", daarna {listed(list(step.then))}" if step.then else ""
    return f"{step.title}{after}{only}"


def pack_of(paper: Paper, cards: Sequence[CalamityCard], printed_at: datetime) -> PaperPack:
    """Return the papers of one session in one room, as the plan stood when they were made."""
    local = printed_at.astimezone(paper.zone)
    printed = f"stand van {date_text(local.date())} {local:%H:%M}"
    heads = Heads(paper, printed)
    return PaperPack(
        title=f"Papieren pakket · {paper.exam_name} · {date_text(paper.local_day)}"
        f" · {paper.room_label}",
        foot=f"{paper.room_label} · {paper.exam_name}",
        printed=printed,
        sheets=(
            attendance_sheet(paper, printed),
            Sheet(heads.of("Proces-verbaal van afname", "PV"), blank_report(paper)),
            Sheet(heads.of("Calamiteitenkaart", "CK"), _calamity_blocks(paper, cards)),
            Sheet(heads.of("Voorzieningenkaart (AWE)", "VK"), _provision_blocks(paper)),
        ),
    )


def attendance_sheet(paper: Paper, printed: str) -> Sheet:
    """Return the list to sign; personal data on paper comes back, and says so."""
    blocks = (*_list_blocks(paper), Ticks("Terug naar het examenbureau", RETURNED))
    return Sheet(Heads(paper, printed).of("Presentielijst", "PL"), blocks)


def pack_name(paper: Paper, printed_at: datetime) -> str:
    """Return the name of a pack's file: what and when, in letters that a name may hold."""
    at = f"{paper.local_day:%Y-%m-%d} {paper.clock(paper.schedule.planned_start).replace(':', '')}"
    local = f"{printed_at.astimezone(paper.zone):%Y%m%d-%H%M%S}"
    words = f"{paper.room_label} {paper.exam_name}"
    plain = "".join(char if char.isalnum() or char in " .-" else "-" for char in words)
    return f"Papieren pakket {at} {plain[:NAME_MAX].strip(' .')} ({local}).pdf"


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of the sheets of one pack."""

    paper: Paper
    printed: str

    def of(self, title: str, letters: str) -> PaperHead:
        """Return the head of one sheet; its reference begins with its own letters."""
        paper = self.paper
        school = "Examenbureau" if paper.part.plan is None else paper.part.plan.school_name
        day = date_text(paper.local_day)
        return PaperHead(
            school=f"{school} · Examenbureau",
            author=school,
            title=title,
            subtitle=f"{paper.exam_name}, {paper.day()}, {paper.room_label}",
            running_title=f"{title} · {paper.exam_name} · {day} · {paper.room_label}",
            reference=paper.reference.replace("PV", letters, 1),
            status=ReportStatus.BLANK,
            status_text="op papier",
            status_moment=self.printed,
        )


# ---------------------------------------------------------------- the list


def _list_blocks(paper: Paper) -> tuple[Block, ...]:
    columns = tuple(
        FormColumn(caption, share)
        for caption, share in (
            ("Stoel", 42),
            ("Nummer", 64),
            ("Naam en maatregel", 170),
            ("Geboren", 70),
            ("ID", 44),
            ("Zit op", 50),
            ("Binnen", 54),
            ("Ingeleverd", 76),
            ("Handtekening", 116),
        )
    )
    rows = [_list_row(paper, each) for each in paper.enrolments()]
    rows += [("", "", "", "", "", "", "", "", "")] * WALK_IN_ROWS
    note = (
        "Tijden van de zaalklok, in uren en minuten. Niet zelf gezien? Schrijf ‘niet gezien’. "
        "ID: haak als het klopt, anders ‘geen’ of ‘twijfel’. Niet gekomen: een streep bij Binnen."
    )
    title = f"Kandidaten ({len(paper.enrolments())}), onderaan plaats voor bijschrijven"
    return (Form(title, columns, tuple(rows), note),)


def _list_row(paper: Paper, enrolment: Enrolment) -> tuple[Cell, ...]:
    seat = "" if enrolment.extras is None else enrolment.extras.seat or ""
    name: Cell = paper.name(enrolment)
    told = [measure.word for measure in measures_of(paper, enrolment)]
    measures = ", ".join([*told, *(["afgemeld"] if notice_of(enrolment) else [])])
    if measures:
        name = (Run(f"{paper.name(enrolment)}\n"), Run(measures))
    return (seat, paper.number(enrolment), name, _born(enrolment), "", "", "", "", "")


def _born(enrolment: Enrolment) -> str:
    """Return the masked birth date: the list lies on a table (decisions 25)."""
    raw = None if enrolment.extras is None else enrolment.extras.birth_date
    try:
        return "" if raw is None else f"••-••-{date.fromisoformat(raw).year}"
    except ValueError:
        return ""


# ---------------------------------------------------------------- provisions


def measures_of(paper: Paper, enrolment: Enrolment) -> tuple[Measure, ...]:
    """Return what is granted to a candidate, each once, as a measure."""
    return tuple(_measure(paper, enrolment, state) for state in provision_states(paper, enrolment))


def _measure(paper: Paper, enrolment: Enrolment, state: ProvisionState) -> Measure:
    kind, extra = state.granted.kind, state.extra
    confirm = "" if kind is None else kind.confirm
    if extra is None or extra.is_unlimited:
        return Measure(granted_text(state), confirm)
    end = personal_end(paper.session, paper.part, enrolment)
    if end is not None and end.at is not None:
        confirm = f"einde volgens planning {paper.clock(end.at)}"
    word = f"{minutes_text(extra.applied_min)} extra" if extra.applied_min else granted_text(state)
    return Measure(word, confirm)


def _provision_blocks(paper: Paper) -> tuple[Block, ...]:
    columns = tuple(
        FormColumn(caption, share)
        for caption, share in (
            ("Stoel", 42),
            ("Kandidaat", 128),
            ("Wat er moet zijn", 118),
            ("Zo kijk je het na", 142),
            ("Klaar", 50),
            ("Uitkomst, tijd en reden", 206),
        )
    )
    rows: list[tuple[Cell, ...]] = []
    for each in paper.enrolments():
        number = paper.number(each)
        who = f"{paper.name(each)} ({number})", f"{number}, zie boven"
        rows += [
            (
                each.seat or "",
                who[min(position, 1)],
                (Run(measure.word, bold=True),),
                measure.confirm,
                "",
                "",
            )
            for position, measure in enumerate(measures_of(paper, each))
        ]
    count = len(rows)
    rows += [("", "", "", "", "", "")] * SPARE_PROVISIONS
    note = (
        "Schrijf per regel: gegeven, deels, aangeboden en niet gebruikt, geweigerd of niet "
        "geleverd. Deels, geweigerd of niet geleverd: schrijf waarom en wat je deed. Laat deze "
        "kaart niet aan kandidaten zien."
    )
    title = f"Eén regel per voorziening ({count})" if count else "Geen voorzieningen toegekend"
    return (Form(title, columns, tuple(rows), note),)


# ---------------------------------------------------------------- calamities


def _calamity_blocks(paper: Paper, cards: Sequence[CalamityCard]) -> tuple[Block, ...]:
    room = paper.part.plan
    fixed = None if room is None else room.hotline
    mobile = None if room is None else room.hotline_mobile
    numbers = Figures(
        "Wie bel je, in deze volgorde",
        (
            Figure("112", "bij gevaar, daarna de BHV"),
            Figure(fixed or UNKNOWN, "hotline examenbureau"),
            Figure(mobile or UNKNOWN, "met je mobiel, als de lijn uit is"),
        ),
        "Niemand bereikt? Schrijf op wie je belde en hoe laat, en bel na vijf minuten opnieuw.",
    )
    always = Told(
        "Altijd",
        (WORKING, DECIDING),
    )
    columns = (FormColumn("Wat is er", 180), FormColumn("Wat je doet en zegt", 494))
    rows = tuple(_calamity_row(paper, card) for card in cards)
    return (numbers, always, Form("Per calamiteit", columns, rows))


def _calamity_row(paper: Paper, card: CalamityCard) -> tuple[Cell, ...]:
    steps: list[Run] = []
    for number, step in enumerate(card.steps, start=1):
        end = "" if step.title.endswith(("?", "!", ".")) else "."
        steps.append(Run(f"{number}  {step.title}{end} "))
        if step.say:
            steps.append(Run(f"Zeg: “{step.say}” ", bold=True))
    told = _filled(paper, card.sentence)
    said = (Run(f"\nAan de telefoon: {told}"),) if told else ()
    return ((Run(f"{card.title}\n", bold=True), Run(card.about)), (*steps, *said))


def _filled(paper: Paper, sentence: str) -> str:
    """Return what is said on the phone; what only the day knows is a line to fill in."""
    for name, told in (("room", paper.room_label), ("exam", paper.exam_name)):
        sentence = sentence.replace(f"{{{name}}}", told)
    for name in ("since", "working", "text"):
        sentence = sentence.replace(f"{{{name}}}", "....")
    return sentence
