"""The lines of one issue: what the room recorded and what the office did, in order of time."""

from app.models.act import Act, Event
from app.models.calamity_facts import DecisionHeard
from app.models.confirming import is_of_office
from app.models.facts import InterruptionEnded, InterruptionStarted
from app.models.hotline import Issue, people_of
from app.models.hotline_facts import (
    HelpdeskCalled,
    HelpdeskCallEnded,
    IssueAwaited,
    IssueHandedOver,
    IssueNoted,
    IssueOpened,
    IssueSolved,
    IssueTaken,
)
from app.models.messages import messages_to
from app.models.office_day import OfficeDay
from app.models.paper import paper_of
from app.models.registers import shown_order
from app.models.report_calamities import decision_text
from app.models.session import Part
from app.models.told import told_of
from app.models.values import decision_aspect
from app.models.words import clock_text, listed, staff_name
from app.screens.office.hotline_ui import HotlineUi, LogRow
from app.screens.room.laptop_status import short_name
from app.screens.room.wording import Line, Span, Tone

PHONE, NOTE, DONE = "phone", "message-square", "circle-check"
LOOKS = {
    IssueAwaited: ("hourglass", Tone.WARNING),
    IssueSolved: (DONE, Tone.GOOD),
    HelpdeskCalled: (PHONE, Tone.NOTE),
    HelpdeskCallEnded: (PHONE, Tone.NOTE),
}


def log_rows(day: OfficeDay, issue: Issue, ui: HotlineUi) -> tuple[LogRow, ...]:
    """Return what happened, in order of time: the room's own acts and those of the office."""
    told: list[tuple[Event, LogRow]] = []
    for place in issue.places[:1]:
        part = place.part
        stopped = [
            event
            for event in part.acts
            if event.body is not None
            and event.leaf not in part.struck
            and isinstance(event.body.act, InterruptionStarted | InterruptionEnded)
            and place.calamity.leaf in event.body.refs
        ]
        for event in {e.leaf: e for e in (*place.calamity.acts, *stopped)}.values():
            told += [(event, row) for row in _of_room(day, part, event, ui)]
    told += [(event, row) for event in issue.acts for row in _of_office(day, event, ui)]
    told.sort(key=lambda pair: shown_order(pair[0]))
    rows = [row for _, row in told]
    return tuple(rows + _messages(day, issue, ui))


def _row(event: Event, ui: HotlineUi, text: str, who: str, look: tuple[str, Tone]) -> LogRow:
    line = (Span(text), Span(f" · {who}", tone=Tone.MUTED)) if who else (Span(text),)
    return LogRow(clock_text(event.observed, ui.zone, seconds=True), line, *look)


def _of_room(day: OfficeDay, part: Part, event: Event, ui: HotlineUi) -> list[LogRow]:
    if event.body is None:
        return []
    act, look = event.body.act, (DONE, Tone.GOOD)
    if is_of_office(part, event):
        who = _colleague(day, part, event)
    else:
        shift = next((each for each in part.shifts if each.leaf == event.header.shift), None)
        names = [] if shift is None else [short_name(each.name) for each in shift.people]
        who = f"{listed(names)}, zaal" if names else "zaal"
    session = day.sessions.get(part.session)
    text = told_of(event, session)
    if isinstance(act, DecisionHeard):
        paper = None if session is None else paper_of(session, part.room)
        value = part.values.get(decision_aspect(act.matter))
        if paper is not None:
            text, look = decision_text(paper, act, value), (PHONE, Tone.NOTE)
    return [_row(event, ui, text, who, look)]


def _of_office(day: OfficeDay, event: Event, ui: HotlineUi) -> list[LogRow]:
    act = None if event.body is None else event.body.act
    if act is None:
        return []
    text, look = office_text(act)
    who = people_of(day.office).get(event.header.shift or "")
    name = "" if who is None else ("jij" if who.id == day.me.id else short_name(who.name))
    if isinstance(act, IssueNoted | IssueOpened):
        caller = act.heard_from if isinstance(act, IssueNoted) else act.caller
        if caller:
            name, look = f"{caller} belt, {name} nam op", (PHONE, Tone.NOTE)
    return [_row(event, ui, text, name, look)]


def office_text(act: Act) -> tuple[str, tuple[str, Tone]]:
    """Return an act of the office in words, with its icon."""
    look = LOOKS.get(type(act), (NOTE, Tone.PLAIN))
    if isinstance(act, HelpdeskCallEnded):
        return _call_text(act), look
    if isinstance(act, HelpdeskCalled):
        return f"{act.whom} gebeld" + (f", {act.number}" if act.number else ""), look
    return _plain_text(act), look


def _plain_text(act: Act) -> str:
    match act:
        case IssueOpened():
            told = act.text or act.title
        case IssueHandedOver():
            told = f"Overgedragen aan {staff_name(act.to_name)}"
        case IssueNoted():
            told = act.text
        case IssueAwaited():
            told = f"Wacht op {act.whom}"
        case IssueSolved():
            told = f"Opgelost: {act.text}" if act.text else "Opgelost"
        case _:
            told = "Opgepakt" if isinstance(act, IssueTaken) else "Heropend"
    return told


def _call_text(act: HelpdeskCallEnded) -> str:
    if act.nobody_reached:
        return "Niemand bereikt"
    reference = f", meldingsnummer {act.reference}" if act.reference else ""
    return f"{act.text or 'Gesprek klaar'}{reference}"


def _messages(day: OfficeDay, issue: Issue, ui: HotlineUi) -> list[LogRow]:
    """Return the messages to the room since the issue began, each with who read it."""
    room = issue.room or ""
    found = []
    for message in messages_to(room, [part for _, part in day.parts_of(room)]):
        if message.event.observed < issue.since:
            continue
        read = "nog niet gelezen"
        if message.read_at is not None:
            read = f"gelezen {clock_text(message.read_at, ui.zone)} door {message.read_by}"
        text = f"Bericht: {message.act.text}"
        found.append(_row(message.event, ui, text, read, ("message-square", Tone.NOTE)))
    return found


def _colleague(day: OfficeDay, part: Part, event: Event) -> str:
    """Return who of the office wrote in a part: its shifts stand there too."""
    found = people_of(part.acts).get(event.header.shift or "")
    if found is None:
        return "examenbureau"
    return "jij" if found.id == day.me.id else short_name(found.name)


def place_text(day: OfficeDay, issue: Issue) -> str:
    """Return where it is: room, exam, who works there."""
    pairs = day.parts_of(issue.room or "")
    if not pairs:
        return issue.caller or ""
    session, part = next((p for p in pairs if p[0].id == issue.session), pairs[0])
    label = part.room if part.plan is None else part.plan.label
    exam = "" if session.plan is None else session.plan.name
    people = [person.name for shift in part.shifts[-1:] for person in shift.people]
    told = (label, exam, issue.caller or (short_name(people[0]) if people else ""))
    return " · ".join(each for each in told if each)


def subtitle(issue: Issue, number: str, ui: HotlineUi) -> Line:
    """Return number and how long work stood still."""
    spans = [
        each
        for place in issue.places[:1]
        for each in place.part.interruptions
        if each.calamity == place.calamity.leaf
    ]
    if not spans:
        return (Span(f"{number} · sinds {clock_text(issue.since, ui.zone, seconds=True)}"),)
    since = min(each.since for each in spans)
    until = None
    if all(each.until is not None for each in spans):
        until = max(each.until for each in spans if each.until is not None)
    minutes, seconds = divmod(int(((until or ui.now) - since).total_seconds()), 60)
    end = "" if until is None else f" tot {clock_text(until, ui.zone, seconds=True)}"
    return (
        Span(f"{number} · onderbreking "),
        Span(f"{minutes} min {seconds} s", strong=True),
        Span(f", {clock_text(since, ui.zone, seconds=True)}{end}"),
    )


def room_lines(day: OfficeDay, issue: Issue, ui: HotlineUi) -> tuple[Line, ...]:
    """Return who works in the room, and the laptop as it was last heard."""
    pairs = day.parts_of(issue.room or "")
    if not pairs:
        return ()
    part = next((p for s, p in pairs if s.id == issue.session), pairs[0][1])
    people = [short_name(each.name) for shift in part.shifts[-1:] for each in shift.people]
    found: list[Line] = [(Span(listed(people) or "nog geen surveillant"),)]
    writers = {shift.writer for shift in part.shifts}
    for contact in day.contacts:
        if contact.device in writers:
            at = "nog geen contact"
            if contact.at is not None:
                at = f"laatste contact {clock_text(contact.at, ui.zone)}"
            found.append((Span(f"{contact.name}, {at}"),))
    return tuple(found)
