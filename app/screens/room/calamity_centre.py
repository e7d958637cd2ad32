"""The middle of a route: the question, who cannot work on, and each kind of step."""

from app.models.calamities import Number, RouteStep, StepKind
from app.models.calamity import RollCall
from app.models.calamity_facts import RouteStepTaken
from app.models.paper import Paper, spoken_name
from app.models.roll_call import expected_at
from app.models.values import RollCallPlace
from app.screens.room.calamity import ButtonRank, CalamityButton, Centre, Choice, PersonTick
from app.screens.room.calamity_deciding import resume_centre, time_back_centre
from app.screens.room.calamity_people import (
    REASONS,
    about_person,
    compensated,
    proposed_reason,
    working,
)
from app.screens.room.calamity_ui import CalamityUi, Seen
from app.screens.room.panel import FormField
from app.screens.room.unlock_screen import PackageStatus, shown_number
from app.screens.room.wording import line

WHAT = "what"
"""The step of which the text goes into the sentence for the phone."""
MAIN, DONE, PLAIN = ButtonRank.MAIN, ButtonRank.DONE, ButtonRank.PLAIN
CALL_FOOT = (
    "Beide tijden worden bewaard: toen je belde en toen het gesprek klaar was. "
    "Je kunt altijd een stap terug."
)


def question(seen: Seen, ui: CalamityUi) -> Centre:
    """Kunnen kandidaten doorwerken? Enter does nothing here."""
    since = seen.paper.clock(seen.calamity.since, seconds=True)
    return Centre(
        form="question",
        above="Eerste vraag",
        title="Kunnen kandidaten doorwerken?",
        choices=(
            Choice(
                "all",
                "1",
                "users",
                "Ja, allemaal",
                "Geen stopwatch. Je noteert wat er was en belt de hotline.",
            ),
            Choice(
                "some",
                "2",
                "user",
                "Sommigen",
                "Je wijst aan wie stilstaat. De stopwatch loopt alleen voor hen.",
            ),
            Choice(
                "none",
                "3",
                "circle-stop",
                "Nee",
                f"Iedereen stopt. De stopwatch loopt vanaf {since}.",
            ),
        ),
        foot="Kies met een cijfer. Enter doet hier niets. Het antwoord kun je later wijzigen, "
        "beide tijden blijven bewaard.",
        error=ui.error,
    )


def picking(seen: Seen, ui: CalamityUi) -> Centre:
    """Who cannot work on."""
    papers = tuple(paper for paper, _ in seen.places)
    people = tuple(
        PersonTick(
            each.enrolment.candidate,
            f"{each.enrolment.seat or '–'}  {spoken_name(each.enrolment)}",
            each.enrolment.candidate in ui.picked,
        )
        for each in working(papers)
    )
    n = len(ui.picked)
    told = "Wijs eerst iemand aan" if not n else f"Stopwatch voor {n}"
    return Centre(
        form=f"picking|{ui.form}",
        above="Sommigen",
        title="Wie kan niet doorwerken?",
        text=line("Typ een naam of stoel, Enter kiest. Spatie zet een vinkje."),
        people=people,
        find="Naam of stoel",
        buttons=(
            CalamityButton("picked", told, "Ctrl Enter", MAIN if n else PLAIN),
            CalamityButton("back", "Terug naar de vraag", "Esc"),
        ),
        error=ui.error,
    )


def adjusting(seen: Seen, ui: CalamityUi) -> Centre:
    """Who gets no time back after all, and why."""
    people = []
    for paper, interruption in seen.interruptions():
        for each in compensated(seen):
            if each.paper is paper:
                why = proposed_reason(each.enrolment, interruption)
                told = about_person(each, interruption)
                people.append(PersonTick(each.enrolment.candidate, told, ticked=True, reason=why))
        for who in sorted(interruption.excluded):
            enrolment = paper.session.enrolments.get(who)
            if enrolment is not None:
                text = f"{enrolment.seat or '–'}  {spoken_name(enrolment)} · geen tijd terug"
                people.append(PersonTick(who, text, ticked=False))
    unique = {each.candidate: each for each in people}
    return Centre(
        form=f"adjusting|{ui.form}",
        above="Tijd terug",
        title="Voor wie niet?",
        text=line("Kies waarom en haal het vinkje weg. Wat de lijst al weet, staat klaar."),
        reasons=REASONS,
        reason=ui.reason,
        people=tuple(unique.values()),
        find="Naam of stoel",
        buttons=(CalamityButton("adjusted", "Klaar", "Ctrl Enter", MAIN),),
        error=ui.error,
    )


def reason_for(seen: Seen, candidate: str) -> str:
    """Return the reason that the record suggests for somebody."""
    for paper, interruption in seen.interruptions():
        enrolment = paper.session.enrolments.get(candidate)
        if enrolment is not None and (found := proposed_reason(enrolment, interruption)):
            return found
    return ""


# ---------------------------------------------------------------- the steps


def step_centre(seen: Seen, step: RouteStep, ui: CalamityUi, package: PackageStatus) -> Centre:
    """Return the middle for one step."""
    steps = seen.steps
    above = f"Stap {steps.index(step) + 1} van {len(steps)}"
    make = {
        StepKind.DO: _deed,
        StepKind.ROLL_CALL: _roll_call,
        StepKind.QUARANTINE: _quarantine,
        StepKind.RESUME: resume_centre,
        StepKind.TIME_BACK: time_back_centre,
    }.get(step.kind)
    if make is None:
        return _call(seen, step, ui, package, above)
    return make(seen, step, ui, above)


def finished(seen: Seen, ui: CalamityUi) -> Centre:
    """Nothing is left to do."""
    return Centre(
        form="finished",
        above="Alle stappen zijn gedaan",
        title=seen.calamity.title,
        text=line("Alles staat in het verslag. Is het echt voorbij?"),
        buttons=(
            CalamityButton("close", "Sluit de route", "Enter", MAIN),
            CalamityButton("again", "Antwoord wijzigen", "Alt V"),
        ),
        error=ui.error,
    )


def _form(step: RouteStep, ui: CalamityUi) -> str:
    return f"{step.id}|{ui.form}"


def _deed(_seen: Seen, step: RouteStep, ui: CalamityUi, above: str) -> Centre:
    fields = ((FormField("text", step.asks, ui.texts.get("text", "")),),) if step.asks else ()
    return Centre(
        form=_form(step, ui),
        above=above,
        title=step.title,
        text=line(step.text),
        say_title="Zeg dit" if step.say else "",
        say=f"“{step.say}”" if step.say else "",
        fields=fields,
        buttons=(
            CalamityButton("next", "Gedaan", "Enter", MAIN),
            CalamityButton("again", "Antwoord wijzigen", "Alt V"),
        ),
        error=ui.error,
    )


def number_of(number: Number | None, package: PackageStatus) -> str:
    """Return the number to call; a school's own come with its room."""
    if number is Number.RESCUE:
        return "112"
    if number is Number.HOTLINE_MOBILE and package.hotline_mobile:
        return package.hotline_mobile
    return shown_number(package.hotline)


def sentence_of(seen: Seen) -> str:
    """Return what is said on the phone, from what the record knows."""
    route, calamity, paper = seen.route, seen.calamity, seen.paper
    if route is None:
        return ""
    names = [each.exam_name for each, _ in seen.places]
    count = len(working(tuple(each for each, _ in seen.places)))
    told = calamity.steps.get(WHAT)
    act = None if told is None or told.body is None else told.body.act
    what = act.text if isinstance(act, RouteStepTaken) else None
    return route.sentence.format(
        room=paper.room_label,
        exam=names[0] if len(names) == 1 else f"{len(names)} examens",
        since=paper.clock(calamity.since),
        working=count,
        text=(what or "iets anders").rstrip("."),
    )


def _call(
    seen: Seen, step: RouteStep, ui: CalamityUi, package: PackageStatus, above: str
) -> Centre:
    call = seen.calamity.call
    mine = call if call is not None and call.act.step == step.id else None
    missed = [c for c in seen.calamity.calls if c.act.step == step.id and c.ended is not None]
    text = step.text
    if step.then:
        text += f" Daarna belt de hotline: {', dan '.join(step.then)}."
    if mine is not None:
        since = seen.paper.clock(mine.event.observed, seconds=True)
        buttons = (
            CalamityButton("calling", f"Ik bel nu · {since}", "", DONE),
            CalamityButton("called", "Gesprek klaar", "Enter", MAIN),
            CalamityButton("nobody", "Niemand bereikt", "Alt N"),
        )
    else:
        later = (CalamityButton("later", "Later, verder", "Alt V"),) if missed else ()
        buttons = (CalamityButton("calling", "Ik bel nu", "Enter", MAIN), *later)
    foot = CALL_FOOT
    if missed and mine is None:
        at = seen.paper.clock(missed[-1].until, seconds=True)
        foot = f"Niemand bereikt om {at}. Bel opnieuw, of ga verder en bel later."
    fields: tuple[tuple[FormField, ...], ...] = ()
    if mine is not None:
        label = "Wie sprak je, wat is afgesproken?"
        fields = ((FormField("text", label, ui.texts.get("text", "")),),)
    return Centre(
        form=f"{_form(step, ui)}|{mine is not None}",
        above=above,
        title=step.title,
        text=line(text),
        number=number_of(step.number, package),
        say_title="Zeg dit",
        say=f"“{sentence_of(seen)}”",
        fields=fields,
        buttons=buttons,
        foot=foot,
        error=ui.error,
    )


def roll_text(inside: int, away: int, left: int) -> str:
    """Return "24 binnen, 1 toilet, 2 vertrokken" as the record has it."""
    pieces = [f"{inside} binnen"]
    pieces += [f"{away} even weg"] if away else []
    pieces += [f"{left} vertrokken of klaar"] if left else []
    return ", ".join(pieces)


def _roll_call(seen: Seen, step: RouteStep, ui: CalamityUi, above: str) -> Centre:
    papers = tuple(paper for paper, _ in seen.places)
    everybody = [expected_at(paper.session, paper.part) for paper in papers]
    people = tuple(
        PersonTick(
            each.enrolment.candidate,
            f"{each.enrolment.seat or '–'}  {spoken_name(each.enrolment)}",
            each.enrolment.candidate not in ui.picked,
        )
        for each in working(papers)
    )
    told = roll_text(
        sum(len(each.inside) for each in everybody),
        sum(len(each.away) for each in everybody),
        sum(len(each.left) for each in everybody),
    )
    missing = len(ui.picked)
    text = f"{len(people) - missing} geteld, {missing} niet" if missing else "Iedereen geteld"
    before = _missed_before(seen, step.place)
    return Centre(
        form=_form(step, ui),
        above=above,
        title=step.title,
        text=line(f"Volgens de lijst: *{told}*. {step.text}{before}"),
        people=people,
        find="Naam of stoel",
        buttons=(CalamityButton("counted", text, "Ctrl Enter", MAIN),),
        foot="Haal het vinkje weg bij wie je niet ziet. Meld die meteen aan de BHV.",
        error=ui.error,
    )


def _missed_before(seen: Seen, place: RollCallPlace | None) -> str:
    outside = seen.calamity.roll_call(RollCallPlace.OUTSIDE)
    if place is not RollCallPlace.BACK or outside is None:
        return ""
    return f" Buiten telde je {outside.act.counted}{_names(seen.paper, outside)}."


def _names(paper: Paper, taken: RollCall) -> str:
    people = [paper.session.enrolments.get(who) for who in taken.missed]
    names = [spoken_name(each) for each in people if each is not None]
    return f", zonder {', '.join(names)}" if names else ""


def _quarantine(_seen: Seen, step: RouteStep, ui: CalamityUi, above: str) -> Centre:
    who = ui.texts.get("who", ui.people[0] if ui.people else "")
    return Centre(
        form=_form(step, ui),
        above=above,
        title=step.title,
        text=line(step.text),
        fields=((FormField("who", "Wie let op?", who),),),
        buttons=(
            CalamityButton("quarantine", "Quarantaine begint nu", "Enter", MAIN),
            CalamityButton("later", "Is niet gelukt", "Alt V"),
        ),
        foot="Hij eindigt als het examen verder gaat. Lukt het niet, dan komt dat in het verslag.",
        error=ui.error,
    )
