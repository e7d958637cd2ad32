"""The steps that are decisions: going on or ending (06b), and the time that goes back (06c)."""

from datetime import timedelta
from typing import Final

from app.models.calamities import RouteStep
from app.models.extra_words import extra_kinds
from app.models.timing import personal_end
from app.models.typed import whole_in
from app.screens.room.calamity import ButtonRank, CalamityButton, Centre
from app.screens.room.calamity_people import compensated
from app.screens.room.calamity_side import minutes_back
from app.screens.room.calamity_ui import CalamityUi, Seen
from app.screens.room.panel import FormField
from app.screens.room.wording import line

MAIN = ButtonRank.MAIN
MINUTES_MAX: Final = 600
NUMBERS = (
    "Nul", "Eén", "Twee", "Drie", "Vier", "Vijf", "Zes", "Zeven", "Acht", "Negen", "Tien",
    "Elf", "Twaalf", "Dertien", "Veertien", "Vijftien",
)  # fmt: skip


def _decider_fields(ui: CalamityUi) -> tuple[FormField, ...]:
    texts = ui.texts
    return (
        FormField("who", "Wie beslist", texts.get("who", ""), "naam"),
        FormField("behalf", "Namens", texts.get("behalf", ""), "examencommissie"),
        FormField("mandate", "Mandaat", texts.get("mandate", ""), "mag leeg"),
    )


def resume_centre(_seen: Seen, step: RouteStep, ui: CalamityUi, above: str) -> Centre:
    """Hervatten of beeindigen: whoever may decides, by name."""
    return Centre(
        form=f"{step.id}|{ui.form}",
        above=above,
        title=step.title,
        text=line(step.text),
        say_title="Zeg dit bij hervatten",
        say="“Jullie mogen verder. Je krijgt de verloren tijd terug.”",
        fields=(_decider_fields(ui),),
        buttons=(
            CalamityButton("resume", "Hervatten", "Enter", MAIN),
            CalamityButton("end", "Examen beëindigen", "Alt E"),
        ),
        foot="Hervatten stopt de stopwatch op dit moment.",
        error=ui.error,
    )


def time_back_centre(seen: Seen, step: RouteStep, ui: CalamityUi, above: str) -> Centre:
    """How much time goes back, as it was heard and read back aloud."""
    minutes = ui.texts.get("minutes", str(minutes_back(seen, ui.now)))
    count = len(compensated(seen))
    until = ui.texts.get("until", "einde van deze zitting")
    people = "1 kandidaat" if count == 1 else f"{count} kandidaten"
    back = ""
    if ui.read_back_at is not None:
        back = f", {seen.paper.clock(ui.read_back_at, seconds=True)}"
    return Centre(
        form=f"{step.id}|{ui.form}",
        above=above,
        title="Noteer het besluit over de tijd",
        fields=(
            (
                FormField("minutes", f"Minuten terug voor {people}", minutes),
                FormField("until", "Tot wanneer", until),
            ),
            _decider_fields(ui),
        ),
        says_last=True,
        say_title="Lees hardop voor",
        say=f"“{_read_aloud(seen, minutes)}”",
        tick=line(f"*Voorgelezen en bevestigd* aan de telefoon{back}"),
        ticked=ui.read_back_at is not None,
        buttons=(
            CalamityButton("time-back", "Noteren als telefonisch besluit", "Enter", MAIN),
            CalamityButton("no-decision", "Nog geen besluit", "Alt N"),
        ),
        error=ui.error,
    )


def typed_minutes(text: str) -> int | None:
    """Return the minutes somebody typed, or None when no exam can have lost so many."""
    return whole_in(text.strip(), MINUTES_MAX)


def _read_aloud(seen: Seen, minutes: str) -> str:
    """The minutes and the ends they lead to, in words that can be heard over a phone."""
    paper, number = seen.paper, typed_minutes(minutes)
    if number is None:
        return f"Hoeveel minuten terug voor {paper.room_label}?"
    told = NUMBERS[number] if number < len(NUMBERS) else str(number)
    word = "minuut" if number == 1 else "minuten"
    measured = timedelta(minutes=minutes_back(seen, seen.calamity.since))
    shift = timedelta(minutes=number) - measured
    ends = {}
    for each in paper.enrolments():
        end = personal_end(paper.session, paper.part, each)
        extra = 0 if each.plan is None else each.plan.extra_time_min or 0
        if end is not None and end.at is not None and extra:
            ends[extra] = paper.clock(end.at + shift)
    whole = paper.clock(paper.schedule.end + shift)
    longer = "".join(
        f", met {_spoken(word)} extra {ends[extra]}"
        for extra, word in extra_kinds(paper).items()
        if extra in ends
    )
    who = "iedereen" if len(seen.places) == 1 else "alle examens"
    return (
        f"{told} {word} terug voor {who} in {paper.room_label}. Einde {whole}{longer}. Klopt dat?"
    )


def _spoken(word: str) -> str:
    """Return extra time as it is read aloud."""
    return word.replace("%", " procent").removesuffix(" min") + " minuten" * word.endswith(" min")
