"""From the record and the window's own state to everything the pages of a calamity say."""

from dataclasses import replace

from app.models.act import Event
from app.models.calamities import CalamityRoute, Group, RouteStep, StepKind
from app.models.calamity_facts import WorkabilityAnswered
from app.models.paper import Paper
from app.models.repair import UNDO_WITHIN
from app.models.told import told_of
from app.models.values import DecisionOutcome, Workability, resumption_matter
from app.screens.room.band import BandScreen
from app.screens.room.calamity import (
    CalamityScreen,
    Centre,
    Choice,
    ChooseScreen,
    RouteScreen,
    StepRow,
    StepState,
)
from app.screens.room.calamity_centre import adjusting, finished, picking, question, step_centre
from app.screens.room.calamity_side import side_of
from app.screens.room.calamity_ui import CalamityUi, Seen, seen_of
from app.screens.room.intents import Act
from app.screens.room.laptop_status import LaptopStatus, short_name
from app.screens.room.room import ErrorModal, FooterScreen, Hint
from app.screens.room.room_band import band_of
from app.screens.room.room_content import content_of
from app.screens.room.room_screen import top_of
from app.screens.room.room_ui import RoomUi
from app.screens.room.unlock_screen import PackageStatus
from app.screens.room.wording import line

CHOOSING = (Hint("Kies", "1–9"),)
ANSWERS = {Workability.ALL: "Ja", Workability.SOME: "Sommigen", Workability.NONE: "Nee"}


def calamity_screen(
    papers: tuple[Paper, ...],
    routes: tuple[CalamityRoute, ...],
    ui: CalamityUi,
    status: LaptopStatus,
    package: PackageStatus,
) -> CalamityScreen:
    """Return everything the page says; `papers` has at least one."""
    seen = seen_of(papers, ui.key, routes)
    first = papers[0]
    exams = first.exam_name if len(papers) == 1 else f"{len(papers)} examens"
    screen = CalamityScreen(
        bar_title="Calamiteit melden",
        bar_place=f"{first.room_label} · {exams}",
        bar_clock=first.clock(ui.now),
        error=ErrorModal("Bewaren lukt niet.", ui.disk) if ui.disk else None,
        announcement=ui.announcement,
    )
    if seen is None or seen.route is None or seen.calamity.name is None:
        return replace(
            screen,
            choose=_choose(first, routes, ui, package),
            footer=_choose_footer(first, ui, package),
        )
    return replace(
        screen,
        route=_route(papers, seen, ui, status, package),
        footer=_footer(seen, ui),
    )


# ---------------------------------------------------------------- the choice


def choices_of(routes: tuple[CalamityRoute, ...], page: Group) -> tuple[Choice, ...]:
    """Return the cards of a page; the last card of the first page turns to the other."""
    cards = [
        Choice(route.id, str(route.digit), route.icon, route.title, route.about)
        for route in routes
        if route.group is page
    ]
    if page is Group.FIRST:
        about = "Beschrijf kort, de hotline kijkt mee."
        cards.append(Choice("more", "9", "circle-help", "Iets anders", about))
    return tuple(cards)


def _choose(
    paper: Paper, routes: tuple[CalamityRoute, ...], ui: CalamityUi, package: PackageStatus
) -> ChooseScreen:
    pressed = paper.clock(ui.pressed_at or ui.now, seconds=True)
    mobile = package.hotline_mobile or package.hotline
    call = f"Liever eerst overleggen?  *{package.hotline}*"
    if package.hotline_mobile:
        call += f"  of *{package.hotline_mobile}* vanaf een mobiel"
    return ChooseScreen(
        title="Wat is er aan de hand?",
        lines=(
            line("Kies met een cijfer."),
            line(f"F9 gedrukt om *{pressed}*, die tijd ligt vast."),
        ),
        danger_title="Brand of gevaar? Volg de BHV. Laat alles liggen.",
        danger_lines=(
            line("Neem alleen de presentielijst mee als die binnen handbereik ligt."),
            line(f"Bel buiten *{mobile}*."),
        ),
        choices=choices_of(routes, ui.page),
        call=line(call),
    )


def _choose_footer(paper: Paper, ui: CalamityUi, _package: PackageStatus) -> FooterScreen:
    if ui.page is Group.MORE:
        return FooterScreen(text="Esc gaat terug naar de eerste lijst.", icon="info")
    pressed = paper.clock(ui.pressed_at or ui.now, seconds=True)
    text = f"Esc sluit dit scherm. Er blijft een regel staan: F9 gedrukt {pressed}, ingetrokken."
    return FooterScreen(text=text, icon="info", hints=CHOOSING)


# ---------------------------------------------------------------- the route


def _route(
    papers: tuple[Paper, ...],
    seen: Seen,
    ui: CalamityUi,
    status: LaptopStatus,
    package: PackageStatus,
) -> RouteScreen:
    room_ui = RoomUi(ui.now, people=ui.people)
    top = top_of(content_of(papers), room_ui, status)
    is_asked = seen.calamity.workable is None
    count = len(seen.steps)
    return RouteScreen(
        top=replace(top, offers=()),
        band=_band(papers, seen, ui),
        steps_title=seen.calamity.title if is_asked else f"Route, {count} stappen",
        steps=_rows(seen, ui),
        centre=_centre(seen, ui, package),
        side=side_of(seen, ui, status),
    )


def _centre(seen: Seen, ui: CalamityUi, package: PackageStatus) -> Centre:
    if ui.picking:
        return picking(seen, ui)
    if ui.adjusting:
        return adjusting(seen, ui)
    if ui.asking or seen.calamity.workable is None:
        return question(seen, ui)
    step = seen.step
    return finished(seen, ui) if step is None else step_centre(seen, step, ui, package)


def _band(papers: tuple[Paper, ...], seen: Seen, ui: CalamityUi) -> BandScreen:
    paper, calamity = seen.paper, seen.calamity
    told = seen.interruptions()
    running = [each for _, each in told if each.until is None]
    pressed = paper.clock(calamity.since, seconds=True)
    if running:
        since = paper.clock(min(each.since for each in running), seconds=True)
        for_all = any(each.candidate is None for each in running)
        still = "Examentijd staat stil." if for_all else f"{len(running)} kandidaten staan stil."
        first, second = f"Onderbreking sinds {since}", still
    elif paper.part.ended_at is not None:
        first = f"Beëindigd om {paper.clock(paper.part.ended_at, seconds=True)}"
        second = "Het examen is afgelopen."
    elif told:
        until = max(each.until for _, each in told if each.until is not None)
        first, second = f"Hervat om {paper.clock(until, seconds=True)}", "Het examen loopt weer."
    else:
        first = f"F9 gedrukt {pressed}"
        second = "Examentijd loopt nog door." if paper.part.started_at else "Nog niet gestart."
    band = band_of(papers, paper, ui.now)
    return replace(
        band,
        title=calamity.title,
        alarm=True,
        button=None,
        aside=(),
        subline=line(first),
        second_line=line(f"*{second}*"),
        short_title=calamity.title,
        short_subline=second,
        spoken=f"{calamity.title}. {first}. {second}",
    )


def _rows(seen: Seen, ui: CalamityUi) -> tuple[StepRow, ...]:
    calamity, now = seen.calamity, seen.step
    answer = ""
    if calamity.workable is not None:
        answer = f" {ANSWERS[calamity.workable]}"
    answered = next((e for e in reversed(calamity.acts) if _is_answer(e)), None)
    is_asked = answer == "" or ui.picking or ui.asking
    rows = [
        StepRow(
            "?",
            f"Kunnen ze doorwerken?{answer}",
            "" if answered is None else _by(seen.paper, answered),
            StepState.NOW if is_asked else StepState.DONE,
        )
    ]
    for number, step in enumerate(seen.steps, start=1):
        state = StepState.DONE if seen.is_done(step) else StepState.LATER
        if step is now and not is_asked:
            state = StepState.NOW
        title, about = _told_step(seen, step, done=state is StepState.DONE)
        rows.append(StepRow(str(number), title, about, state))
    return tuple(rows)


def _is_answer(event: Event) -> bool:
    return event.body is not None and isinstance(event.body.act, WorkabilityAnswered)


def _by(paper: Paper, event: Event) -> str:
    shift = paper.shift_of(event)
    people = " · ".join(short_name(each.name) for each in shift.people) if shift else ""
    return f"{paper.clock(event.observed, seconds=True)} · {people}"


def _told_step(seen: Seen, step: RouteStep, *, done: bool) -> tuple[str, str]:
    """What a row says, and when it was done; a call has two times."""
    paper, calamity = seen.paper, seen.calamity
    taken = calamity.steps.get(step.id)
    if step.kind is StepKind.CALL:
        calls = [call for call in calamity.calls if call.act.step == step.id]
        if calls and taken is None:
            call = calls[-1]
            since = paper.clock(call.event.observed, seconds=True)
            if call.ended is None:
                return step.title, f"in gesprek sinds {since}"
            until = paper.clock(call.until, seconds=True)
            missed = call.end is not None and call.end.nobody_reached
            return step.title, f"{since} tot {until}{', niemand bereikt' if missed else ''}"
    if taken is None:
        taken = _event_of(seen, step) if done else None
    title = step.done if done and step.done else step.title
    if step.kind is StepKind.RESUME and done:
        heard = paper.part.decision(resumption_matter(calamity.leaf))
        is_over = heard is not None and heard.outcome is DecisionOutcome.DENIED
        title = "Beëindigd" if is_over else "Hervat"
    return title, "" if taken is None else _by(paper, taken)


def _event_of(seen: Seen, step: RouteStep) -> Event | None:
    """Return the act that did a step which is not a deed."""
    calamity = seen.calamity
    if step.kind is StepKind.ROLL_CALL and step.place is not None:
        taken = calamity.roll_call(step.place)
        return None if taken is None else taken.event
    if step.kind is StepKind.QUARANTINE:
        return calamity.quarantines[0].event if calamity.quarantines else None
    matter = "resumption/" if step.kind is StepKind.RESUME else "time-back/"
    value = seen.paper.part.values.get(f"decision/{matter}{calamity.leaf}")
    return None if value is None else value.event


def _footer(seen: Seen, ui: CalamityUi) -> FooterScreen:
    """The last act of the calamity, and how to take it back."""
    last = seen.calamity.acts[-1]
    paper = seen.paper
    by = _by(paper, last).partition(" · ")[2]
    text = told_of(last)
    if len(seen.calamity.acts) == 1:
        text = "F9 gedrukt"
    return FooterScreen(
        time=paper.clock(last.observed, seconds=True),
        text=f"{text}, {by}" if by else text,
        icon="siren",
        can_undo=ui.now - last.header.corrected <= UNDO_WITHIN,
        undo_text="Stap terug",
        hints=_hints(seen, ui),
    )


def _hints(seen: Seen, ui: CalamityUi) -> tuple[Hint, ...]:
    look = Hint("Bekijk de zaal", "F8", Act.EVERYTHING)
    if ui.picking or ui.adjusting or ui.asking:
        return (Hint("Terug", "Esc"), look)
    if seen.calamity.workable is None:
        return (Hint("Intrekken, regel blijft staan", "Esc"), look)
    return (look, Hint("Andere calamiteit", "F9", Act.CALAMITY))
