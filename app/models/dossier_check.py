"""Whether the dossier of a part is complete against the minimum set, and who received it.

Everything follows from the record and from how the outbox stands; nothing is ticked by hand. Each
item tells which facts it is told from, so that every line leads back to its events (H2, H13).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from app.models.act import Event
from app.models.apart import closing_seal, overlapping
from app.models.check_facts import DossierReceived
from app.models.completeness import codes_of, items_kept, packets_kept
from app.models.deliveries import Outbox, Sending, SessionDelivery
from app.models.hotline import Person, people_of
from app.models.late import late_events, unissued_late
from app.models.minimum_set import ItemCode, MinimumItem, MinimumSet
from app.models.paper import Paper
from app.models.pending import pending_of
from app.models.preparing import packets_of
from app.models.provision_states import provision_states
from app.models.questions import questions_of
from app.models.reporting import Seal
from app.models.standing import standings
from app.models.values import Status


class ItemState(StrEnum):
    """Where an item stands; `NOT_ASKED`: there is nothing of this kind here."""

    DONE = "done"
    MISSING = "missing"
    WAITING = "waiting"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True)
class Ground:
    """One fact that an item is told from: what it is, of whom, when (UTC), and its event."""

    what: str
    text: str = ""
    at: datetime | None = None
    leaf: str = ""
    candidate: str | None = None


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """One item of the minimum set: what is missing, and what is there."""

    item: MinimumItem
    state: ItemState
    missing: tuple[Ground, ...] = ()
    there: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiptOfDossier:
    """Who received the dossier, and whether something came after it that was not there then."""

    event: Event
    act: DossierReceived
    by: Person
    later: tuple[str, ...] = ()
    """What came since: seals, amendments and late facts, by leaf."""

    @property
    def is_overtaken(self) -> bool:
        """Whether something came after it was received."""
        return bool(self.later)


@dataclass(frozen=True, slots=True)
class Checked:
    """The dossier of one part: every item in order, and every receipt, the last one last."""

    paper: Paper
    items: tuple[CheckedItem, ...]
    receipts: tuple[ReceiptOfDossier, ...] = ()

    @property
    def missing(self) -> tuple[CheckedItem, ...]:
        """What is not there; what only waits comes last."""
        wanted = (ItemState.MISSING, ItemState.WAITING)
        found = [each for each in self.items if each.state in wanted]
        return tuple(sorted(found, key=lambda each: wanted.index(each.state)))

    @property
    def asked(self) -> int:
        """How many items apply here."""
        return sum(each.state is not ItemState.NOT_ASKED for each in self.items)

    @property
    def receipt(self) -> ReceiptOfDossier | None:
        """The receipt that counts: one that nothing came after, else the last."""
        standing = [each for each in self.receipts if not each.is_overtaken]
        found = standing or list(self.receipts)
        return found[-1] if found else None

    @property
    def seals(self) -> tuple[Seal, ...]:
        """The seals of the part."""
        return tuple(Seal(event, act) for event, act in self.paper.part.seals)


def checked(paper: Paper, wanted: MinimumSet, outbox: Outbox, office: Sequence[Event]) -> Checked:
    """Return how complete the dossier of a part is; `office` is what counts of its scope."""
    told = receipts_in(office).get((paper.session.id, paper.part.room), ())
    return _with_receipts(Checked(paper, _items(paper, wanted, outbox)), told)


class CheckBook:
    """The dossiers as they were last told: a part of which nothing changed is not told anew."""

    def __init__(self, wanted: MinimumSet) -> None:
        self.wanted = wanted
        self._kept: dict[tuple[str, str], tuple[tuple[object, ...], Checked]] = {}

    def look(
        self, papers: Iterable[Paper], outbox: Outbox, office: Sequence[Event]
    ) -> tuple[Checked, ...]:
        """Return every dossier, in the order of the papers."""
        receipts, found = receipts_in(office), []
        for paper in papers:
            here = (paper.session.id, paper.part.room)
            ground = (paper.session, paper.part, outbox.of(here[0]), outbox.as_of is None)
            before = self._kept.get(here)
            if before is None or not _is_same(before[0], ground):
                items = Checked(paper, _items(paper, self.wanted, outbox))
                before = self._kept[here] = (ground, items)
            found.append(_with_receipts(before[1], receipts.get(here, ())))
        return tuple(found)


Received = tuple[Event, DossierReceived, Person]
"""A receipt, and who recorded it."""


def receipts_in(office: Sequence[Event]) -> Mapping[tuple[str, str], Sequence[Received]]:
    """Return every receipt by session and room, in order of showing."""
    people, found = people_of(office), dict[tuple[str, str], list[Received]]()
    for event in office:
        act = None if event.body is None else event.body.act
        if isinstance(act, DossierReceived):
            by = people.get(event.header.shift or "", Person("", ""))
            found.setdefault((act.session, act.room), []).append((event, act, by))
    return found


def came_after(paper: Paper) -> tuple[str, ...]:
    """Return the leaves of what came after the seals of a part, in order of recording."""
    found = [
        event.leaf for sealing in paper.part.seals for event in late_events(paper, Seal(*sealing))
    ]
    return tuple(dict.fromkeys(found))


# ---------------------------------------------------------------- within

Grounds = tuple[ItemState | None, list[Ground], list[Ground]]
"""A state where one is fixed, what is missing, what is there."""


def _item(item: MinimumItem, told: Grounds) -> CheckedItem:
    state, missing, there = told
    if state is None:
        state = ItemState.MISSING if missing else ItemState.DONE
    return CheckedItem(item, state, tuple(missing), tuple(there))


def _items(paper: Paper, wanted: MinimumSet, outbox: Outbox) -> tuple[CheckedItem, ...]:
    return tuple(_item(each, _TOLD[each.code](paper, outbox)) for each in wanted.items)


def _is_same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Compare state by identity, the rest by value."""
    return one[0] is other[0] and one[1] is other[1] and one[2:] == other[2:]


def _with_receipts(told: Checked, receipts: Sequence[Received]) -> Checked:
    if not receipts:
        return told
    seals = [event.leaf for event, _ in told.paper.part.seals]
    now = (*seals, *came_after(told.paper))
    found = tuple(
        ReceiptOfDossier(
            event, act, by, tuple(e for e in now if e not in {*act.seals, *act.later})
        )
        for event, act, by in receipts
    )
    return replace(told, receipts=found)


def _report(paper: Paper, _: Outbox) -> Grounds:
    part = paper.part
    missing = [Ground("overlapping", "", each[0].observed, each[0].leaf)
               for each in overlapping(part)]  # fmt: skip
    if closing_seal(paper.session, part) is None:
        missing.append(Ground("unsealed" if part.ended_at else "not-ended", "", part.ended_at))
    there = [
        Ground("signed", each.act.name, each.event.observed, each.event.leaf)
        for each in part.signatures
        if each.stands
    ]
    there += [Ground("sealed", act.manifest.root, e.observed, e.leaf) for e, act in part.seals]
    return None, missing, there


def _attendance(paper: Paper, _: Outbox) -> Grounds:
    told = standings(paper.session, paper.part).values()
    missing, count = [], 0
    for each in told:
        if each.status is Status.EXPECTED:
            missing.append(Ground("unknown", candidate=each.enrolment.candidate))
        else:
            count += 1
    return None, missing, [Ground("counted", f"{count}")]


def _provisions(paper: Paper, _: Outbox) -> Grounds:
    missing: list[Ground] = []
    there: list[Ground] = []
    for each in paper.enrolments():
        for state in provision_states(paper, each):
            found = missing if state.outcome is None else there
            word = state.granted.word
            outcome = "" if state.outcome is None else state.outcome.value
            text = f"{word}|{outcome}" if outcome else word
            found.append(Ground("provision", text, candidate=each.candidate))
    return (None if missing or there else ItemState.NOT_ASKED), missing, there


def _decisions(paper: Paper, _: Outbox) -> Grounds:
    missing = [
        Ground(
            "pending",
            each.matter.partition("/")[0],
            each.since,
            "" if each.value is None else each.value.event.leaf,
            each.candidate,
        )
        for each in pending_of([(paper.session, paper.part)])
    ]
    return None, missing, []


def _differences(paper: Paper, _: Outbox) -> Grounds:
    part = paper.part
    missing = [
        Ground("difference", aspect, value.observed, value.event.leaf)
        for aspect, value in part.differences
    ]
    for enrolment in paper.session.in_room(part.room):
        missing += [
            Ground("difference", aspect, value.observed, value.event.leaf, enrolment.candidate)
            for aspect, value in enrolment.differences
        ]
    missing += [Ground("gap", f"{gap.writer} {gap.first}") for gap in part.gaps]
    missing += [
        Ground("aside", each.writer, each.since, each.leaf)
        for each in part.asides
        if each.is_to_judge
    ]
    return None, missing, []


def _documents(paper: Paper, _: Outbox) -> Grounds:
    part = paper.part
    issued = {each.seal for each in part.documents if not each.covers}
    missing = [Ground("unissued", "", e.observed, e.leaf) for e, _ in part.seals
               if e.leaf not in issued]  # fmt: skip
    missing += [Ground("unissued-late", "", None, each.seal.event.leaf)
                for each in unissued_late(paper)]  # fmt: skip
    if not part.seals:
        missing.append(Ground("unsealed"))
    return None, missing, [Ground("document", each.name) for each in part.documents]


def _material(paper: Paper, _: Outbox) -> Grounds:
    part, rules = paper.part, paper.session.rules
    missing = [Ground("packet-kept", name) for name in packets_kept(paper)]
    if rules.is_digital and codes_of(part) is None:
        missing.append(Ground("codes-kept"))
    missing += [
        Ground("item-kept", note.act.item_taken or "", note.event.observed, note.event.leaf,
               None if note.event.body is None else note.event.body.candidate)
        for note in items_kept(part)
    ]  # fmt: skip
    there = [
        Ground("packet", each.packet, each.handed_over[0].observed, each.handed_over[0].leaf)
        for each in packets_of(part)
        if each.handed_over is not None
    ]
    is_asked = missing or there or rules.has_packets or rules.is_digital
    return (None if is_asked else ItemState.NOT_ASKED), missing, there


def _questions(paper: Paper, _: Outbox) -> Grounds:
    missing: list[Ground] = []
    there: list[Ground] = []
    for each in questions_of(paper.part):
        found = missing if each.is_open else there
        ground = Ground("question", each.act.text, each.asked_at, each.event.leaf, each.candidate)
        found.append(ground)
        there += [
            Ground("amended" if a.is_amendment else "answered", a.text, a.event.observed,
                   a.event.leaf)
            for a in each.answers
        ]  # fmt: skip
    return (None if missing or there else ItemState.NOT_ASKED), missing, there


def _report_sent(paper: Paper, outbox: Outbox) -> Grounds:
    delivery = outbox.of(paper.session.id)
    return _sent(outbox, delivery, None if delivery is None else delivery.report)


def _attendance_sent(paper: Paper, outbox: Outbox) -> Grounds:
    delivery = outbox.of(paper.session.id)
    if delivery is None:
        return _sent(outbox, None, None)
    state, missing, there = _sent(outbox, delivery, delivery.attendance)
    for count, what, found in (
        (delivery.refused, "refused-of", missing),
        (delivery.waiting, "waiting-of", missing),
        (delivery.delivered, "delivered-of", there),
    ):
        if count:
            found.append(Ground(what, str(count)))
    return state, missing, there


def _sent(outbox: Outbox, delivery: SessionDelivery | None, how: Sending | None) -> Grounds:
    """What the dossier was not asked is unknown, and never fine."""
    if outbox.as_of is None:
        return ItemState.WAITING, [Ground("unasked")], []
    if delivery is None or how is None:
        return ItemState.MISSING, [Ground("unsent")], []
    if how is Sending.DELIVERED:
        return ItemState.DONE, [], [Ground(how.value)]
    status = "" if delivery.status is None else f"{delivery.status}"
    grounds = [Ground(how.value, " ".join(filter(None, (status, delivery.answer))))]
    if how is Sending.WAITING:
        tried = Ground("tried", str(delivery.tries), delivery.next_try)
        return ItemState.WAITING, [*grounds, tried], []
    return ItemState.MISSING, grounds, []


_TOLD: Final[dict[ItemCode, Callable[[Paper, Outbox], Grounds]]] = {
    ItemCode.REPORT: _report,
    ItemCode.ATTENDANCE: _attendance,
    ItemCode.PROVISIONS: _provisions,
    ItemCode.DECISIONS: _decisions,
    ItemCode.DIFFERENCES: _differences,
    ItemCode.DOCUMENTS: _documents,
    ItemCode.MATERIAL: _material,
    ItemCode.QUESTIONS: _questions,
    ItemCode.REPORT_SENT: _report_sent,
    ItemCode.ATTENDANCE_SENT: _attendance_sent,
}


def missing_codes(items: Iterable[CheckedItem]) -> tuple[str, ...]:
    """Return the codes of what is not complete."""
    return tuple(each.item.code.value for each in items)
