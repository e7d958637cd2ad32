"""From the state of a room and the window's own state to everything the room says (03)."""

from collections import Counter
from dataclasses import replace

from app.models.paper import Paper
from app.models.remembered import Latest
from app.models.values import Status
from app.models.words import FLAG, listed, minutes_text
from app.screens.room.band import SyncState, TopBar
from app.screens.room.intents import Act
from app.screens.room.laptop_status import LaptopStatus, short_name, sync_text
from app.screens.room.room import (
    ErrorModal,
    FilterChip,
    FooterScreen,
    Hint,
    ListScreen,
    ListStrip,
    RoomScreen,
    RowScreen,
    RowSize,
    SearchScreen,
    SectionRow,
    StartStrip,
    StripButton,
)
from app.screens.room.room_actions import Shown
from app.screens.room.room_band import band_of
from app.screens.room.room_blocks import (
    blocks_of,
    everybody,
    expected_of,
    in_block,
    statuses_of,
)
from app.screens.room.room_content import RoomContent, hotline_of
from app.screens.room.room_notices import notices_of
from app.screens.room.room_panel import panel_of
from app.screens.room.room_paper import paper_notices, paper_prompt
from app.screens.room.room_rows import MANY_ROWS, RowBook
from app.screens.room.room_seats import has_seats, map_of
from app.screens.room.room_strip import foot_of, strip_of
from app.screens.room.room_ui import Mode, RoomUi
from app.screens.room.search import Index
from app.screens.room.staff_form import staff_prompt
from app.screens.room.wording import Tone, line

LARGE_MATCHES = 4
CHIPS: tuple[tuple[str, Status | None], ...] = (
    ("Alle", None),
    ("Verwacht", Status.EXPECTED),
    ("Aanwezig", Status.PRESENT),
    ("Te laat", Status.LATE),
    ("Even weg", Status.AWAY),
    ("Ingeleverd", Status.HANDED_IN),
    ("Afwezig", Status.ABSENT),
)
SELDOM = (
    (Status.LEFT, "Vertrokken"),
    (Status.REFUSED, "Doorverwezen"),
    (Status.MOVED, "Ander lokaal"),
)
ALL_KEYS = Hint("Alle toetsen", "F1", Act.HELP)


def room_screen(
    content: RoomContent, ui: RoomUi, status: LaptopStatus, book: RowBook
) -> RoomScreen:
    """Return everything the room says; `content` has at least one paper."""
    chosen = content.chosen(ui)
    people = in_block(content, ui)
    shown = content.people.get(ui.selected)
    listing = _listing(content, people, ui, book)
    seat_map = map_of(content, ui, book, lambda: _order(content, people, ui, book))
    query = ui.query.strip()
    rows = listing.rows if query else ()
    blocks = blocks_of(content, ui)
    expected = None if blocks is None else len(expected_of(everybody(content)))
    matches = sum(isinstance(row, RowScreen) and bool(row.found) for row in rows)
    return RoomScreen(
        top=top_of(content, ui, status),
        band=band_of(content.papers, chosen, ui.now),
        search=SearchScreen(
            ui.query,
            _found_text(matches) if query else "",
            has_map=has_seats(content),
            is_map=seat_map is not None,
        ),
        chips=_chips(people, ui),
        listing=listing,
        panel=paper_prompt(chosen, ui) or panel_of(shown, chosen, ui, expected, content.papers)
        if ui.mode is not Mode.STAFF
        else staff_prompt(content.papers, ui.staff, ui.now),
        footer=_footer(content, chosen, ui, is_map=seat_map is not None),
        blocks=blocks,
        start_strip=_start_strip(content, ui),
        notices=(*paper_notices(chosen, ui), *notices_of(content, ui, status)),
        error=ErrorModal("Bewaren lukt niet.", ui.error) if ui.error else None,
        announcement=ui.announcement,
        seat_map=seat_map,
    )


def _found_text(matches: int) -> str:
    return f"{matches} gevonden" if matches else "niemand in deze zaal"


def top_of(content: RoomContent, ui: RoomUi, status: LaptopStatus) -> TopBar:
    """Return the first line: where we are, what is stored, who watches."""
    first = content.papers[0]
    count = len(content.people)
    people = "1 kandidaat" if count == 1 else f"{count} kandidaten"
    exams = first.exam_name if len(content.papers) == 1 else f"{len(content.papers)} examens"
    sync = SyncState.STORED
    if status.is_offline:
        sync = SyncState.OFFLINE
    elif status.waiting:
        sync = SyncState.SENDING
    if all(paper.seal is not None for paper in content.papers):
        sync = SyncState.SEALED if not status.waiting else sync
    battery = status.battery_percent
    low = battery is not None and battery < 20
    return TopBar(
        place=first.room_label,
        subtitle=f"{exams} · {people}",
        sync=sync,
        sync_text=sync_text(status, first.zone),
        battery="" if battery is None else f"{battery}%",
        battery_low=low,
        people=" · ".join(short_name(name) for name in ui.people),
        offers=(Act.HELP, Act.CALAMITY),
    )


# ---------------------------------------------------------------- the list


def _listing(content: RoomContent, people: list[Shown], ui: RoomUi, book: RowBook) -> ListScreen:
    with_exam = len(content.papers) > 1
    rows = book.rows(people, ui.now, storing=ui.storing, with_exam=with_exam)
    index = book.index(content)
    query = ui.query.strip()
    order = _order(content, people, ui, book)
    # A block of a hall is as dense as the hall.
    usual = RowSize.DENSE if len(content.people) > MANY_ROWS else RowSize.NORMAL
    if not query:
        size = RowSize.LARGE if ui.chip and len(order) <= LARGE_MATCHES else usual
        whole = book.listed(rows, order, size)
        strip, foot = strip_of(content, ui), foot_of(content, ui, order)
        return ListScreen(whole, ui.selected, strip=strip, foot=foot)
    if not order:  # nobody is found: everybody stays in sight
        whole = book.listed(rows, [who for who in index.ordered() if who in rows], usual)
        return ListScreen(whole, ui.selected, strip=_nobody(content.papers[0], ui))
    large = RowSize.LARGE if len(order) <= LARGE_MATCHES else RowSize.NORMAL
    found = [replace(rows[who], size=large, found=index.found(who, query)) for who in order[:80]]
    shown: list[RowScreen | SectionRow] = list(found)
    others = expected_of(people).difference(order) if large is RowSize.LARGE else ()
    if others:
        shown.append(SectionRow(f"Ook nog verwacht · {len(others)}"))
        rest = (rows[who] for who in index.ordered() if who in others)
        shown += book.sized(rest, RowSize.NORMAL)
    return ListScreen(tuple(shown), ui.selected)


def _order(content: RoomContent, people: list[Shown], ui: RoomUi, book: RowBook) -> list[str]:
    """Return whom search and filter leave of these people, best match first."""
    index = book.index(content)
    if ui.query.strip():
        statuses = statuses_of(people)
        return [
            who for who in index.rank(ui.query.strip(), expected_of(people)) if who in statuses
        ]
    chips = _chip_list(people)
    return _in_order(index, people, chips[min(ui.chip, len(chips) - 1)][1])


@Latest
def _in_order(index: Index, people: list[Shown], wanted: Status | None) -> list[str]:
    statuses = statuses_of(people)
    order = [who for who in index.ordered() if who in statuses]
    return [who for who in order if wanted is None or statuses[who] is wanted]


def _nobody(paper: Paper, ui: RoomUi) -> ListStrip:
    call = f"bijschrijven, dan {hotline_of(paper)} bellen"
    text = f"Andere zaal? De scan zegt het. Anders: {call}."
    button = StripButton(Act.ADD_CANDIDATE, "Bijschrijven", "Shift F2")
    title = f"Niemand gevonden met ‘{ui.query.strip()}’ in {paper.room_label}"
    return ListStrip("info", title, text, button, quiet=True)


@Latest
def _counts(people: list[Shown]) -> Counter[Status]:
    return Counter(each.status for each in people)


def _chip_list(people: list[Shown]) -> list[tuple[str, Status | None]]:
    statuses = _counts(people)
    return [*CHIPS, *((word, status) for status, word in SELDOM if status in statuses)]


def _chips(people: list[Shown], ui: RoomUi) -> tuple[FilterChip, ...]:
    counts = _counts(people)
    return tuple(
        FilterChip(
            text,
            len(people) if status is None else counts[status],
            status,
            chosen=number == ui.chip,
        )
        for number, (text, status) in enumerate(_chip_list(people))
    )


# ---------------------------------------------------------------- footer and strip


def _hints(content: RoomContent, chosen: Paper, ui: RoomUi, *, is_map: bool) -> tuple[Hint, ...]:
    """What may come next: the way on in a search, before the start the keys, then the report."""
    if is_map or ui.is_page or ui.query or ui.chip:
        return _hints_of_looks(ui, is_map=is_map)
    day = (Hint("Andere zittingen", "Ctrl T", Act.TODAY),) if content.later else ()
    if len(content.papers) > 1:
        return (*day, Hint("Proces-verbaal per examen", "F10", Act.CLOSING))
    if chosen.schedule.started_at is None:
        return (*day, ALL_KEYS)
    return (
        *day,
        Hint("Proces-verbaal", "F10", Act.CLOSING, lead="Klaar met toezicht?"),
    )


def _hints_of_looks(ui: RoomUi, *, is_map: bool) -> tuple[Hint, ...]:
    """The way on, and back, where the list is not looked at as a whole."""
    if is_map:
        return (Hint("Van stoel naar stoel", "Pijltjes"), Hint("Lijst", "Ctrl K", Act.MAP))
    if ui.is_page:
        return (Hint("Andere tijd", "Alt T", Act.OTHER_TIME), Hint("Terug naar de lijst", "Esc"))
    if ui.query:
        return (Hint("Volgende", "Pijl omlaag"), ALL_KEYS)
    return (Hint("Toon iedereen", "Ctrl 1"),)


def _footer(content: RoomContent, chosen: Paper, ui: RoomUi, *, is_map: bool) -> FooterScreen:
    last = ui.last_act
    hints = _hints(content, chosen, ui, is_map=is_map)
    if last is None:
        return FooterScreen(hints=hints)
    text = last.text
    if ui.flags:
        text = f"{text}. Komt in het verslag: {listed([FLAG[flag] for flag in ui.flags])}"
    return FooterScreen(
        time=chosen.clock(last.at),
        text=text,
        status=last.status,
        icon=last.icon or ("" if last.status is not None else "circle-check"),
        icon_tone=Tone.GOOD if last.icon else Tone.PLAIN,
        can_undo=last.can_undo,
        undo_reason=last.reason,
        hints=hints,
    )


def _start_strip(content: RoomContent, ui: RoomUi) -> StartStrip | None:
    paper = next((p for p in content.papers if p.session.id == ui.asks_start_reason), None)
    if paper is None or paper.part.started_at is None or paper.part.start_reason:
        return None
    minutes = int(abs(paper.schedule.start_deviation).total_seconds() // 60)
    later = "na" if paper.part.started_at > paper.schedule.planned_start else "voor"
    clock = paper.clock(paper.part.started_at)
    return StartStrip(
        line(f"Gestart om *{clock}*, {minutes_text(minutes)} {later} de geplande tijd. *Waarom?*"),
        "In één regel, bijvoorbeeld: inlogcodes kwamen later",
    )
