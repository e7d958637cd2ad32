"""Who was on duty, the boxes they sign in, and what they declare."""

from dataclasses import dataclass
from datetime import datetime

from app.models.paper import Paper
from app.models.plan import PersonAssigned
from app.models.report import (
    Cell,
    Run,
    SignatureBox,
)
from app.models.report_items import undo_count
from app.models.session import Signature
from app.models.timing import instant
from app.models.values import (
    StaffRole,
)
from app.models.words import (
    ROLE,
    date_text,
    staff_name,
)


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Somebody who was on duty in the part, since when (UTC)."""

    person: str
    name: str
    role: StaffRole
    since: datetime


def people_of(paper: Paper) -> dict[str, OnDuty]:
    """Return who was on duty here, by person, in order of opening."""
    found: dict[str, OnDuty] = {}
    for shift in sorted(paper.part.shifts, key=lambda each: (each.since, each.leaf)):
        for person in shift.people:
            on_duty = OnDuty(person.person, staff_name(person.name), person.role, shift.since)
            found.setdefault(person.person, on_duty)
    return found


def statements_of(paper: Paper) -> tuple[str, ...]:
    """Return what the signers declared, and how many slips were taken back."""
    said = [text for each in paper.signatures if each.stands for text in each.act.statements]
    count = undo_count(paper)
    undone = f"{count} directe vergissingen hersteld, zie dossier."
    if count == 1:
        undone = "1 directe vergissing hersteld, zie dossier."
    return (*dict.fromkeys(said), *([undone] if count else []))


def signing_text(asked: int) -> str:
    """Return the sentence above the boxes."""
    number = "1 handtekening" if asked == 1 else f"{asked} handtekeningen"
    return (
        f"De regelset van dit examen vraagt {number}. Ieder verklaart dat dit "
        "proces-verbaal voor de eigen periode naar waarheid is opgemaakt."
    )


def boxes_of(paper: Paper) -> tuple[SignatureBox, ...]:
    """Return one box per person on duty, and for who cannot sign."""
    boxes: list[SignatureBox] = []
    by_person: dict[str, list[Signature]] = {}
    for signature in paper.signatures:
        by_person.setdefault(signature.act.person, []).append(signature)
    for each in people_of(paper).values():
        boxes.append(_box(paper, each, by_person.get(each.person, [])))
    for _, act in paper.part.unable:
        if act.person not in people_of(paper):
            boxes.append(SignatureBox("Surveillant", staff_name(act.name), unable=act.reason))
    return tuple(boxes)


def period_text(paper: Paper, on_duty: OnDuty) -> str:
    """Return from when to when somebody was on duty."""
    left = paper.part.left.get(on_duty.person)
    until = "einde" if left is None else paper.clock(left)
    return f"{paper.clock(on_duty.since)} tot {until}"


def _box(paper: Paper, on_duty: OnDuty, signed: list[Signature]) -> SignatureBox:
    person = on_duty.person
    caption = f"{ROLE[on_duty.role].capitalize()}, van {period_text(paper, on_duty)}"
    standing = [each for each in signed if each.stands]
    lapsed = tuple(
        f"Eerdere handtekening {paper.clock(each.event.header.corrected, seconds=True)} "
        "vervallen: er was iets bijgekomen."
        for each in signed
        if not each.stands
    )
    unable = next((act.reason for _, act in paper.part.unable if act.person == person), "")
    lines: tuple[Cell, ...] = ()
    if standing:
        last = standing[-1]
        moment = paper.clock(last.event.header.corrected, seconds=True)
        writer = last.event.header.writer
        lines = (f"Elektronisch ondertekend {moment}, laptop {writer}{_card(paper, person)}",)
        if last.act.remark:
            lines = (*lines, (Run("Eigen aantekening: ", bold=True), Run(last.act.remark)))
    elif not unable:
        lines = ("Nog niet ondertekend",)
    return SignatureBox(caption, on_duty.name, lines, "" if standing else unable, lapsed)


def _card(paper: Paper, person: str) -> str:
    """Return where the signer's code came from, when the desk noted it."""
    assigned = next((each for each in paper.part.people if each.person == person), None)
    told = "" if assigned is None else issued_text(paper, assigned)
    return f"; {told or 'persoonlijke dagcode'}"


def issued_text(paper: Paper, assigned: PersonAssigned) -> str:
    """Return when a code was issued and by whom, as far as the desk noted it."""
    try:
        issued = instant(assigned.card_issued_at or "")
    except ValueError:
        return ""
    day = issued.astimezone(paper.zone).date()
    when = "" if day == paper.local_day else f"op {date_text(day)} om "
    by = f" door {assigned.card_issued_by}" if assigned.card_issued_by else ""
    return f"dagcode uitgereikt {when}{paper.clock(issued)}{by}"
