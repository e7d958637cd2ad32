"""The checklist of Vandaag (02): round is found by the laptop, square is ticked by people."""

from app.models.act import Event
from app.models.clocks import is_off
from app.models.collisions import Collision, CollisionKind, collisions_of
from app.models.duty import ratio_planned
from app.models.paper import Paper
from app.models.preparing import Item, Packet, items_to_tick, last_test, packets_of
from app.models.release import releases_of
from app.models.session import Enrolment
from app.screens.room.laptop_status import LaptopStatus, short_name
from app.screens.room.provision_checks import SUMMARY, provision_checks, ready_rows
from app.screens.room.room_content import hotline_of
from app.screens.room.staff_form import ratio_told
from app.screens.room.today import ActionLook, CheckKind, CheckRow
from app.screens.room.wording import ScreenAction, Span, Tone, line

AUTOMATIC = "automatisch"
NAMED = 4
CLOCK = "clock"
PACK = "paper-pack"
"""The action that makes the papers of a session for a day without laptop."""
STAFF = ScreenAction("staff", "Surveillanten", "Alt S")


def checks_of_today(
    paper: Paper, papers: tuple[Paper, ...], status: LaptopStatus, *, is_clock_on: bool = False
) -> tuple[CheckRow, ...]:
    """Return the rows: automatic first, then what people do."""
    return (
        _list_row(paper),
        *provision_checks(paper),
        *_release_rows(paper),
        _laptop_row(status),
        *_collision_rows(paper, papers),
        *_ratio_rows(papers),
        *_packet_rows(paper),
        _test_row(paper),
        _people_row(paper),
        *ready_rows(paper),
        *(_item_row(paper, each) for each in items_to_tick(paper)),
        _clock_row(is_clock_on=is_clock_on),
    )


# ---------------------------------------------------------------- automatic


def _list_row(paper: Paper) -> CheckRow:
    enrolments = paper.enrolments()
    planned = [event.header.corrected for each in enrolments for event in each.planned]
    updated = f", bijgewerkt {paper.clock(max(planned))}" if planned else ""
    detail = line(f"{_people(len(enrolments))}{updated}")
    title = "Kandidatenlijst op deze laptop"
    kind = CheckKind.AUTOMATIC if enrolments else CheckKind.ATTENTION
    pack = ScreenAction(PACK, "Papieren pakket", "Ctrl P")
    look = ActionLook.HINT
    return CheckRow("list", kind, title, detail, AUTOMATIC, action=pack, look=look)


def _people(count: int) -> str:
    return "1 kandidaat" if count == 1 else f"{count} kandidaten"


def _release_rows(paper: Paper) -> tuple[CheckRow, ...]:
    """Nobody has a Go in a school that does not work with it: then there is no row."""
    releases = releases_of(paper)
    title = "Vrijgave per kandidaat"
    go = f"{len(releases.released)} Go"
    if not releases.held:
        if not releases.released:
            return ()
        return (CheckRow("release", CheckKind.AUTOMATIC, title, line(go), AUTOMATIC),)
    named = ", ".join(_seat_and_name(each) for each in releases.held[:NAMED])
    more = len(releases.held) - NAMED
    detail = (
        Span(f"{go}, "),
        Span(f"{len(releases.held)} zonder Go", strong=True, tone=Tone.WARNING),
        Span(f": {named} en {more} anderen" if more > 0 else f": {named}"),
    )
    link = ScreenAction("release", f"Bel {hotline_of(paper)} of bekijk")
    kind, look = CheckKind.ATTENTION, ActionLook.LINK
    return (CheckRow("release", kind, title, detail, action=link, look=look),)


def _seat_and_name(enrolment: Enrolment) -> str:
    plan = enrolment.plan
    name = "bijgeschreven" if plan is None else plan.surname
    if plan is not None and plan.surname_prefix:
        name = f"{plan.surname_prefix} {name}"
    return f"{enrolment.seat} {name}" if enrolment.seat else name


def _laptop_row(status: LaptopStatus) -> CheckRow:
    off, battery = is_off(status.clock_offset_ms), status.battery_percent
    title = "Klok en opslag in orde" if battery is None else "Klok, accu en opslag in orde"
    if off:
        title = "Klok wijkt af, beide tijden worden bewaard"
    if battery is not None and battery < 20:
        title = f"Accu {battery}%, sluit aan"
    is_fine = not off and (battery is None or battery >= 20)
    kind = CheckKind.AUTOMATIC if is_fine else CheckKind.ATTENTION
    return CheckRow("laptop", kind, title, (), AUTOMATIC)


def _collision_rows(paper: Paper, papers: tuple[Paper, ...]) -> tuple[CheckRow, ...]:
    """What extra time runs into, before the day begins."""
    found = collisions_of([(each.session, each.part) for each in papers])
    return tuple(
        CheckRow(
            each.kind,
            CheckKind.ATTENTION,
            "Extra tijd past niet",
            line(_collision_text(paper, each)),
            AUTOMATIC,
        )
        for each in found
        if each.session == paper.session.id
    )


def _collision_text(paper: Paper, collision: Collision) -> str:
    ends, limit = collision.ends, paper.clock(collision.limit)
    told = "iemand zonder eindtijd" if ends is None else f"laatste eindtijd {paper.clock(ends)}"
    if collision.kind is CollisionKind.NEXT_SESSION:
        return f"{told}, inloop {collision.other} om {limit}"
    return f"{told}, venster van het examen sluit {limit}"


def _ratio_rows(papers: tuple[Paper, ...]) -> tuple[CheckRow, ...]:
    """Too few for whoever is in; before anybody came, for whoever is listed."""
    told = ratio_told(papers)
    if told is not None:
        notice = told[1]
        row = CheckRow(
            "ratio", CheckKind.ATTENTION, notice.title, line(notice.text), action=STAFF,
            look=ActionLook.HINT,
        )  # fmt: skip
        return (row,)
    planned = ratio_planned([(paper.session, paper.part) for paper in papers[:1]])
    if not planned.watching or not planned.is_above:
        return ()
    text = f"als iedereen komt. Norm 1\u00a0:\u00a0{planned.norm}."
    title = f"Toezicht 1\u00a0:\u00a0{planned.each}"
    return (
        CheckRow(
            "ratio", CheckKind.ATTENTION, title, line(text), action=STAFF, look=ActionLook.HINT
        ),
    )


# ---------------------------------------------------------------- by people


def _packet_rows(paper: Paper) -> tuple[CheckRow, ...]:
    packets = packets_of(paper.part)
    if not paper.session.rules.has_packets and not packets:
        return ()
    title = "Examenwerk ontvangen"
    if not packets:
        action = ScreenAction("packet", "Ontvangen", "Spatie")
        return (CheckRow("packets", CheckKind.OPEN, title, action=action),)
    odd = any(each.is_broken or each.is_wrong or not each.balances for each in packets)
    last = packets[-1]
    told = last.opened or last.received
    note = "" if told is None else _by(paper, told[0])
    opening = "Openen" if last.opened is None else "Nog een pakket"
    return (
        CheckRow(
            "packets",
            CheckKind.ATTENTION if odd else CheckKind.DONE,
            title,
            line(_packet_text(last)),
            note,
            ScreenAction("packet", opening),
            ActionLook.LINK,
        ),
    )


def _packet_text(packet: Packet) -> str:
    if packet.is_wrong:
        return f"{packet.packet}: verkeerd pakket"
    if not packet.balances:
        return f"{packet.packet}: aantallen kloppen niet"
    seal = "zegel niet heel" if packet.is_broken else "verzegeld"
    opened = None if packet.opened is None else packet.opened[1]
    if opened is not None and opened.used is not None:
        spare = opened.spare or 0
        return f"{packet.packet} geopend, {opened.used + spare} = {opened.used} + {spare}"
    received = None if packet.received is None else packet.received[1]
    counted = None if received is None else received.counted
    return seal if counted is None else f"{seal}, {counted} stuks"


def _by(paper: Paper, event: Event) -> str:
    shift = paper.shift_of(event)
    names = "" if shift is None else ", ".join(short_name(p.name) for p in shift.people)
    return f"{names} {paper.clock(event.observed)}".strip()


def _test_row(paper: Paper) -> CheckRow:
    tested = last_test(paper.part)
    title = "Scanner en F-toetsen getest"
    action = ScreenAction("test", "Laptop testen", "Spatie")
    if tested is None:
        return CheckRow("test", CheckKind.OPEN, title, action=action)
    event, act = tested
    kind = CheckKind.DONE if act.is_ok else CheckKind.ATTENTION
    wrong = [each for each in act.outcomes if not each.is_ok]
    detail = line("" if act.is_ok else f"{len(wrong)} niet in orde")
    again = ScreenAction("test", "" if act.is_ok else "Nog eens testen", "Spatie")
    return CheckRow("test", kind, title, detail, _by(paper, event), again, ActionLook.LINK)


def _people_row(paper: Paper) -> CheckRow:
    asked, here = paper.session.rules.signatures, len(_signed_on(paper))
    if here >= asked:
        title, detail = "Surveillanten aangemeld", line(f"{here} van {asked}")
        return CheckRow(
            "people", CheckKind.DONE, title, detail, action=STAFF, look=ActionLook.HINT
        )
    title = "Tweede surveillant meldt zich aan" if here else "Surveillant meldt zich aan"
    action = ScreenAction("sign-on", "Aanmelden met dagcode", "Spatie")
    return CheckRow("people", CheckKind.OPEN, title, action=action)


def _signed_on(paper: Paper) -> set[str]:
    return {person.person for shift in paper.part.shifts for person in shift.people}


def _item_row(paper: Paper, item: Item) -> CheckRow:
    if item.ticked is None:
        detail = line(item.detail)
        tick = ScreenAction("tick", "")
        return CheckRow(item.item, CheckKind.OPEN, item.title, detail, action=tick)
    note = _by(paper, item.ticked.event)
    untick = ScreenAction("untick", "")
    return CheckRow(item.item, CheckKind.DONE, item.title, (), note, untick)


def _clock_row(*, is_clock_on: bool) -> CheckRow:
    """Whether candidates can see the clock: the window is there, or is not."""
    kind = CheckKind.DONE if is_clock_on else CheckKind.OPEN
    action = ScreenAction("clock", "Weg" if is_clock_on else "Toon", "F12")
    title = "Zaalklok op het scherm voor kandidaten"
    return CheckRow(CLOCK, kind, title, action=action, look=ActionLook.HINT)


def points_of(checks: tuple[CheckRow, ...]) -> tuple[CheckRow, ...]:
    """Return the rows that ask something of somebody, and stand in the report if not done.

    A sum of other rows asks nothing, and whether the clock shows is no part of the record.
    """
    return tuple(row for row in checks if row.check not in (SUMMARY, CLOCK))
