"""What the report tells of before the start and of people on duty: packets, Go, ratio, relief."""

from collections.abc import Iterator

from app.models.act import Event
from app.models.closing_facts import CodesSettled
from app.models.duty import WATCHING, Duty, DutyState, RatioSpell, duties_of, ratio_spells
from app.models.paper import Paper
from app.models.preparing import Packet, counted_acts, open_items, packets_of
from app.models.registers import shown_order
from app.models.release import asked_of, is_open
from app.models.report import Cell, Item, MaterialRow, NumberedItem, Run
from app.models.session import Enrolment, Note
from app.models.values import NOT_OBSERVED, PartAspect
from app.models.words import ROLE, listed, staff_name


def preparing_items(paper: Paper) -> list[Item]:
    """Return the items of section Bijzonderheden about preparing and people."""
    return [
        *_readiness(paper),
        *(_packet_item(paper, each) for each in packets_of(paper.part) if _is_odd(each)),
        *(_release_item(paper, each) for each in paper.enrolments() if is_open(each)),
        *(_ratio_item(paper, each) for each in _spells(paper)),
        *_judges(paper),
    ]


def _readiness(paper: Paper) -> Iterator[Item]:
    """What nobody ticked; it is told once the exam began, at the moment it began."""
    start, missing = paper.part.values.get(PartAspect.START), open_items(paper)
    if start is None or not missing:
        return
    text = f"Niet afgevinkt: {_small(list(missing))}."
    printed = NumberedItem(paper.clock(start.observed), "Klaarzetten", text)
    yield Item(shown_order(start.event), None, printed)


def _small(titles: list[str]) -> str:
    return listed([f"{title[:1].lower()}{title[1:]}" for title in titles])


# ---------------------------------------------------------------- packets


def _is_odd(packet: Packet) -> bool:
    return packet.is_broken or packet.is_wrong or not packet.balances


def _packet_item(paper: Paper, packet: Packet) -> Item:
    told = packet.opened or packet.received or packet.handed_over
    if told is None:
        raise ValueError("a packet has at least one act")
    said = []
    if packet.is_broken:
        said.append("De verzegeling was niet heel.")
    if packet.is_wrong:
        said.append("Het was niet het examen van deze zitting.")
    if not packet.balances:
        said.append(f"{_counts_text(packet)}.")
    for pair in (packet.received, packet.opened):
        if pair is not None and pair[1].remark:
            said.append(f"{pair[1].remark.rstrip('.')}.")
    event = told[0]
    printed = NumberedItem(paper.clock(event.observed), _title(packet), " ".join(said))
    return Item(shown_order(event), None, printed)


def _title(packet: Packet) -> str:
    return f"Examenwerk {packet.packet}".strip()


def _received_count(packet: Packet) -> str:
    counted = None if packet.received is None else packet.received[1].counted
    return "niet geteld" if counted is None else str(counted)


def _opened_count(packet: Packet) -> str:
    act = None if packet.opened is None else packet.opened[1]
    if act is None or act.used is None:
        return "niet geteld"
    if act.spare is None:
        return str(act.used)
    return f"{act.used + act.spare} = {act.used} + {act.spare}"


def material_rows(paper: Paper) -> tuple[MaterialRow, ...]:
    """Return a row for each packet, the list of codes and what was taken: where it went."""
    packets = tuple(_material_row(paper, each) for each in packets_of(paper.part))
    codes = [
        MaterialRow("Codelijst", "", _at(paper, event), _codes_text(act))
        for event, act in counted_acts(paper.part, CodesSettled)[-1:]
    ]
    taken = (_taken_row(paper, note) for note in paper.part.notes if note.act.item_taken)
    return (*packets, *codes, *(row for row in taken if row is not None))


def _taken_row(paper: Paper, note: Note) -> MaterialRow | None:
    """A bijzonderheid that was struck took nothing."""
    if note.is_struck:
        return None
    item = note.act.item_taken or ""
    what = f"Zakje {note.act.bag} ({item})" if note.act.bag else f"Ingenomen: {item}"
    back = "niet teruggegeven"
    if note.returned is not None:
        event, act = note.returned
        back = f"{_at(paper, event)} aan {act.given_to}"
    return MaterialRow(what, f"ingenomen {_at(paper, note.event)}", back)


def _codes_text(act: CodesSettled) -> str:
    return "vernietigd" if act.is_destroyed else f"teruggegeven aan {act.given_to or 'onbekend'}"


def _at(paper: Paper, event: Event) -> str:
    if event.body is not None and event.body.seen_at is NOT_OBSERVED:
        return "tijd niet waargenomen"
    return paper.clock(event.observed)


def _returned(paper: Paper, packet: Packet) -> str:
    if packet.handed_over is None:
        return "overdracht niet genoteerd"
    event, act = packet.handed_over
    counted = "niet geteld" if act.counted is None else f"{act.counted} stuks"
    closed = f", dicht met {act.seal}" if act.seal else ""
    return f"{counted}, {_at(paper, event)}, aan {act.given_to}{closed}"


def _counts_text(packet: Packet) -> str:
    told = [f"Ontvangen {_received_count(packet)}", f"geopend {_opened_count(packet)}"]
    if packet.handed_over is not None:
        counted = packet.handed_over[1].counted
        told.append(f"overgedragen {'niet geteld' if counted is None else counted}")
    return ", ".join(told)


def _material_row(paper: Paper, packet: Packet) -> MaterialRow:
    given: Cell = "ontvangst niet genoteerd"
    if packet.received is not None:
        event, received = packet.received
        seal = "verzegeling heel" if received.is_intact else "verzegeling niet heel"
        given = f"{_received_count(packet)} stuks, {paper.clock(event.observed)}, {seal}"
    opened = "niet geopend"
    if packet.opened is not None:
        event, act = packet.opened
        witness = f", getuige {act.witness}" if act.witness else ", zonder getuige"
        opened = (
            f"geopend {paper.clock(event.observed)} door {act.opened_by}{witness}: "
            f"{_opened_count(packet)}"
        )
    return MaterialRow(_title(packet), given, _returned(paper, packet), opened)


# ---------------------------------------------------------------- Go and people


def _release_item(paper: Paper, enrolment: Enrolment) -> Item:
    arrival, asked = enrolment.arrival, asked_of(enrolment)
    if arrival is None:
        raise ValueError("only who came in is an open decision")
    told = "Niet gevraagd bij het onderwijsteam."
    if asked is not None:
        answer = f": {asked[1].answer.rstrip('.')}" if asked[1].answer else ""
        at = paper.clock(asked[0].observed)
        told = f"Gevraagd aan {asked[1].asked} om {at}, geen Go{answer}."
    who = f"{paper.name(enrolment)} ({paper.number(enrolment)}). "
    text = (Run(f"{who}In de zaal zonder Go, besluit open. {told}"),)
    printed = NumberedItem(paper.clock(arrival.observed), "Zonder Go", text)
    return Item(shown_order(arrival.event), enrolment.candidate, printed)


def _spells(paper: Paper) -> tuple[RatioSpell, ...]:
    """The spells of this session: of another session in the room its own report tells."""
    known = any(duty.spans for duty in duties_of(paper.session, paper.part))
    return ratio_spells(((paper.session, paper.part),)) if known else ()


def _ratio_item(paper: Paper, spell: RatioSpell) -> Item:
    worst = spell.worst
    span = paper.clock(spell.since)
    if spell.until is not None:
        span += f"–{paper.clock(spell.until)}"
    people = "1 surveillant" if worst.watching == 1 else f"{worst.watching} surveillanten"
    text = (
        f"{people} in de zaal bij {worst.candidates} kandidaten van deze zitting. "
        f"Norm 1 : {worst.norm}."
    )
    order = (spell.since, spell.since, "ratio")
    return Item(order, None, NumberedItem(span, f"Toezicht 1 : {worst.each}", text))


def _judges(paper: Paper) -> Iterator[Item]:
    """Functiescheiding: who watches also judges or teaches this exam (domain.md check 19)."""
    for duty in duties_of(paper.session, paper.part):
        if duty.is_judge and duty.came is not None and duty.role in WATCHING:
            text = f"{duty.name} houdt toezicht en is ook beoordelaar of docent van dit examen."
            printed = NumberedItem(paper.clock(duty.came), "Functiescheiding", text)
            yield Item((duty.came, duty.came, duty.key), None, printed)


def staff_lines(paper: Paper) -> tuple[Cell, ...]:
    """Return who worked here without a shift on a laptop, who did not come, and who relieved."""
    signed_on = {person.person for shift in paper.part.shifts for person in shift.people}
    lines = []
    for duty in duties_of(paper.session, paper.part):
        if duty.key not in signed_on and duty.came is not None:
            lines.append(f"{duty.name} ({ROLE[duty.role]}) {_period(paper, duty)}, zonder laptop")
        if duty.state is DutyState.MISSING:
            measure = f": {duty.measure.rstrip('.')}" if duty.measure else ""
            lines.append(f"{duty.name} niet gekomen, {paper.clock(duty.since)}{measure}")
        if duty.relieved_by:
            lines.append(f"{duty.name} afgelost door {staff_name(duty.relieved_by)}")
    return tuple(lines)


def _period(paper: Paper, duty: Duty) -> str:
    until = paper.clock(duty.since) if duty.state is DutyState.LEFT else "einde"
    return f"{paper.clock(duty.came)} tot {until}"
