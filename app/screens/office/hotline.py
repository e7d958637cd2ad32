"""The issue log (10): what is open, what happened, what waits for a decision, and for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from app.models.hotline import Issue, IssueState, twins
from app.models.office_day import OfficeDay
from app.models.pending import Pending, pending_of
from app.models.session import Part
from app.models.words import clock_text, listed
from app.screens.office.board_words import lasting
from app.screens.office.desk import LOOK_ONLY
from app.screens.office.hotline_decision import decision_form
from app.screens.office.hotline_log import log_rows, place_text, room_lines, subtitle
from app.screens.office.hotline_ui import (
    HotlineScreen,
    HotlineUi,
    IssueCard,
    NewIssueForm,
    Shown,
    Writing,
)
from app.screens.room.laptop_status import short_name
from app.screens.room.wording import Notice, ScreenAction, Tone

URGENT_AFTER_MIN: Final = 3
"""From here on an issue that nobody took up is set in red."""
ASKS: Final = {
    Writing.NOTE: ("Wat gebeurde er, wat deed je?", "Toevoegen"),
    Writing.HEARD: ("Wat vertelt de zaal door de telefoon?", "Toevoegen"),
    Writing.AWAIT: ("Op wie of wat wacht je?", "Wachten"),
    Writing.SOLVE: ("Wat loste het op?", "Oplossen"),
    Writing.CALL: ("Wie bel je? Bijvoorbeeld: ICT, of de leverancier", "Ik bel nu"),
    Writing.CALL_DONE: ("Wat zeiden ze? Zet een meldingsnummer achter #", "Gesprek klaar"),
    Writing.HAND_OVER: ("Aan wie draag je over?", "Overdragen"),
    Writing.MESSAGE: ("Bericht aan deze zaal", "Versturen"),
}
EMPTY: Final = "Geen open meldingen. Een calamiteit in een zaal verschijnt hier vanzelf."


def hotline_screen(day: OfficeDay, ui: HotlineUi) -> HotlineScreen:
    """Return what the page says."""
    issues = day.issues
    still_open = [each for each in issues if each.is_open]
    chosen = chosen_issue(day, ui)
    cards = _cards(day, ui)
    base = HotlineScreen(
        open_count=len(still_open),
        today_count=len(issues),
        shown=ui.shown,
        cards=cards,
        selected="" if chosen is None else chosen.key,
        empty="" if cards else EMPTY,
        foot=ui.foot,
        new=_new_form(day, ui) if ui.is_new else None,
        notices=_notices(chosen, ui),
    )
    shown = base if chosen is None else _with_issue(base, day, chosen, ui)
    if ui.can_write:
        return shown
    return replace(
        shown, asks=LOOK_ONLY, submit="", actions=(), hand_over=(), decision=None, new=None
    )


def chosen_issue(day: OfficeDay, ui: HotlineUi) -> Issue | None:
    """Return the issue that is shown: the chosen one, else the first of the list."""
    keys = [card.key for card in _cards(day, ui) if card.key]
    key = ui.selected if ui.selected in keys else next(iter(keys), "")
    return day.issue(key)


def issue_number(day: OfficeDay, issue: Issue, ui: HotlineUi) -> str:
    """Return the number as it is said on the telephone: "H-0609-08"."""
    local = issue.since.astimezone(ui.zone)
    return f"H-{local:%m%d}-{issue.number:02d}{twins(day.issues)[issue.key]}"


# ---------------------------------------------------------------- the list


def _cards(day: OfficeDay, ui: HotlineUi) -> tuple[IssueCard, ...]:
    """Return what is open with what was solved under it, or everything as it was reported."""
    if ui.shown is Shown.TODAY:
        latest = sorted(day.issues, key=lambda each: each.since, reverse=True)
        return tuple(_card(day, each, ui) for each in latest)
    open_ones = [each for each in day.issues if each.is_open]
    solved = [each for each in day.issues if not each.is_open]
    open_ones.sort(key=lambda each: (each.state is not IssueState.NEW, -each.since.timestamp()))
    solved.sort(key=lambda each: each.solved_at or each.since, reverse=True)
    found = [_card(day, each, ui) for each in open_ones]
    if found and solved:
        found.append(IssueCard("", f"Vandaag opgelost, {len(solved)}"))
        found += [_card(day, each, ui) for each in solved]
    return tuple(found)


def _card(day: OfficeDay, issue: Issue, ui: HotlineUi) -> IssueCard:
    span = ui.now - issue.since
    is_hot = issue.state is IssueState.NEW and span.total_seconds() >= 60 * URGENT_AFTER_MIN
    right = lasting(span) if issue.is_open else clock_text(issue.since, ui.zone)
    icon, tone = {
        IssueState.NEW: ("octagon-alert", Tone.DANGER),
        IssueState.TAKEN: ("phone", Tone.NOTE),
        IssueState.AWAITED: ("hourglass", Tone.WARNING),
        IssueState.SOLVED: ("circle-check", Tone.GOOD),
    }[issue.state]
    number = issue_number(day, issue, ui)
    if issue.is_open:
        number = f"{number} · {clock_text(issue.since, ui.zone)}, {_with_whom(day, issue)}"
    elif issue.owner is not None:
        is_mine = issue.owner.id == day.me.id
        number = f"{number} · {'jij' if is_mine else short_name(issue.owner.name)}"
    place = place_text(day, issue)
    return IssueCard(issue.key, issue.title, right, is_hot, place, number, icon, tone)


def _with_whom(day: OfficeDay, issue: Issue) -> str:
    if issue.state is IssueState.AWAITED:
        return f"wacht op {issue.waits_for}"
    return "niemand" if issue.owner is None else f"bij {_who(day, issue)}"


def _who(day: OfficeDay, issue: Issue) -> str:
    if issue.owner is None:
        return "niemand"
    return "jou" if issue.owner.id == day.me.id else short_name(issue.owner.name)


# ---------------------------------------------------------------- one issue


def _with_issue(base: HotlineScreen, day: OfficeDay, issue: Issue, ui: HotlineUi) -> HotlineScreen:
    asks, submit = ASKS[ui.writing]
    pending = pending_here(day, issue)
    at = ui.pending_at % len(pending) if pending else 0
    return replace(
        base,
        title=_title(day, issue),
        subtitle=subtitle(issue, issue_number(day, issue, ui), ui),
        owner=_owner_pill(day, issue),
        owner_tone=Tone.NOTE if issue.is_open and issue.owner else Tone.MUTED,
        rows=log_rows(day, issue, ui),
        asks=asks,
        submit=submit,
        actions=_actions(day, issue, ui),
        hand_over=_colleagues(day) if ui.writing is Writing.HAND_OVER else (),
        decision=decision_form(day, pending[at], len(pending), ui) if pending else None,
        room=room_lines(day, issue, ui),
        also=_also(day, issue),
    )


def pending_here(day: OfficeDay, issue: Issue) -> tuple[Pending, ...]:
    """Return the decisions that wait in the rooms of an issue."""
    rooms = dict.fromkeys(
        [each.part.room for each in issue.places] or ([issue.room] if issue.room else [])
    )
    return pending_of(pair for room in rooms for pair in day.parts_of(room))


def _title(day: OfficeDay, issue: Issue) -> str:
    rooms = _labels(day, issue)
    return f"{issue.title} in {listed(rooms)}" if rooms else issue.title


def _labels(day: OfficeDay, issue: Issue) -> list[str]:
    if issue.places:
        parts = [each.part for each in issue.places]
    else:
        parts = [part for _, part in day.parts_of(issue.room or "")]
    told = [part.room if part.plan is None else part.plan.label for part in parts]
    return list(dict.fromkeys(told))


def _owner_pill(day: OfficeDay, issue: Issue) -> str:
    if not issue.is_open:
        return "Opgelost"
    return "Niemand" if issue.owner is None else f"Bij {_who(day, issue)}"


def _actions(day: OfficeDay, issue: Issue, ui: HotlineUi) -> tuple[ScreenAction, ...]:
    if not issue.is_open:
        return (ScreenAction("reopen", "Heropenen", "Alt H"),)
    found = []
    if issue.owner is None or issue.owner.id != day.me.id:
        found.append(ScreenAction("take", "Pak op", "Alt P"))
    call = ScreenAction("call", "Bellen", "Alt B")
    if issue.call is not None:
        call = ScreenAction("call-done", "Gesprek klaar", "Alt B")
    found += [
        ScreenAction("await", "Wacht op", "Alt W"),
        ScreenAction("solve", "Oplossen", "Alt O"),
        call,
        ScreenAction("heard", "Zaal belt", "Alt Z"),
        ScreenAction("message", "Bericht", "Alt R"),
        ScreenAction("hand-over", "Overdragen", "Alt D"),
    ]
    return tuple(each for each in found if each.name != ui.writing.value)


def _colleagues(day: OfficeDay) -> tuple[ScreenAction, ...]:
    others = {who: name for who, name in day.staff().items() if who != day.me.id}
    return tuple(
        ScreenAction(who, name, f"Alt {n}") for n, (who, name) in enumerate(others.items(), 1)
    )


def _also(day: OfficeDay, issue: Issue) -> str:
    """Name the rooms of the same location that still work as usual: they may be next."""
    rooms = {each.part.room for each in issue.places}
    if not issue.is_open or not rooms:
        return ""
    where = {part.plan.location for each in issue.places if (part := each.part).plan is not None}
    others = _labels_of(
        part
        for session in day.sessions.values()
        for part in session.parts.values()
        if part.room not in rooms
        and part.plan is not None
        and part.plan.location in where
        and part.started_at is not None
        and part.ended_at is None
        and not any(calamity.is_open for calamity in part.calamities)
    )
    if not others:
        return ""
    return f"{listed(others)} {'zit' if len(others) == 1 else 'zitten'} op dezelfde locatie."


def _labels_of(parts: Iterable[Part]) -> list[str]:
    labels = {part.room if part.plan is None else part.plan.label for part in parts}
    return sorted(labels)


def _new_form(day: OfficeDay, ui: HotlineUi) -> NewIssueForm:
    rooms = {
        part.room: part.room if part.plan is None else part.plan.label
        for session in day.sessions.values()
        for part in session.parts.values()
        if part.room != "none"
    }
    number = max((each.number for each in day.issues), default=0) + 1
    ordered = sorted(rooms.items(), key=lambda pair: pair[1])
    name = f"H-{ui.now.astimezone(ui.zone):%m%d}-{number:02d}"
    return NewIssueForm(tuple(ordered), name, rooms.get(ui.about, ""))


def _notices(issue: Issue | None, ui: HotlineUi) -> tuple[Notice, ...]:
    found = []
    if ui.trouble:
        found.append(Notice(Tone.WARNING, ui.trouble, "Er is niets vastgelegd."))
    if issue is not None and issue.also_taken_by:
        names = listed([each.name for each in issue.also_taken_by])
        text = f"{names} pakte dit ook op, zonder contact. Spreek af wie het doet."
        found.append(Notice(Tone.WARNING, "Twee mensen tegelijk.", text))
    return tuple(found)


def first_moment(issues: Sequence[Issue]) -> datetime | None:
    """Return since when something is open."""
    return min((each.since for each in issues if each.is_open), default=None)
