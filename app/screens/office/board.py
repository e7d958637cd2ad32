"""The board (09): all rooms live, attention first; a silent room says what it last told."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from app.models.board import Board, BoardPhase, BoardRoom
from app.models.board_figures import Concern
from app.models.collation import name_key
from app.models.duty import Duty
from app.models.paper import spoken_name
from app.models.session import Enrolment
from app.models.values import Status
from app.models.words import clock_text
from app.screens.office.board_ahead import NO_ROOMS_YET, ahead_figures, ahead_notices
from app.screens.office.board_detail import detail_of
from app.screens.office.board_ui import BoardRow, BoardScreen, BoardSort, BoardUi, Figure, MiniRail
from app.screens.office.board_words import cluster_notice, flagged, phase_text
from app.screens.office.log_notices import log_notices
from app.screens.room.laptop_status import short_name
from app.screens.room.search import squeeze
from app.screens.room.wording import Notice, Tone

SHOWN: Final = (
    (Status.PRESENT, (Status.PRESENT,)),
    (Status.LATE, (Status.LATE,)),
    (Status.HANDED_IN, (Status.HANDED_IN, Status.LEFT)),
    (Status.AWAY, (Status.AWAY,)),
    (Status.EXPECTED, (Status.EXPECTED,)),
    (Status.ABSENT, (Status.ABSENT, Status.REFUSED)),
)
"""What the bar shows, from the left."""
SORTS: Final = {
    BoardSort.ATTENTION: "aandacht",
    BoardSort.ROOM: "zaal",
    BoardSort.LOCATION: "locatie",
    BoardSort.START: "starttijd",
}
HIGH: Final = 0.1
"""From this share on a no-show is set in red."""
NAMES_SHOWN: Final = 2
NO_ROOMS: Final = (
    "Vandaag staan er geen zalen op het bord. Op de pagina Planning geef je "
    "zittingen een zaal; staan ze er niet, vraag Toetsplanning of de dag is verstuurd."
)


class BoardRows:
    """The rows as they were told last: a room of which nothing changed keeps its row."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: dict[str, tuple[tuple[object, ...], BoardRow]] = {}

    def row(self, room: BoardRoom, ui: BoardUi) -> BoardRow:
        """Return the row of a room; minutes are as fine as a row tells time."""
        figures = room.figures
        ground = (
            room.phase, room.laptops, room.worries, int(ui.now.timestamp()) // 60, ui.query,
            tuple(each.is_silent(ui.now) for each in room.laptops),
        )  # fmt: skip
        known = self._known.get(figures.room)
        if known is not None and known[0][0] is figures and known[0][1] == ground:
            return known[1]
        row = _row(room, ui)
        self._known[figures.room] = ((figures, ground), row)
        return row


def board_screen(board: Board, ui: BoardUi, book: BoardRows | None = None) -> BoardScreen:
    """Return what the board says; with a `book` a row that is the same is the same object."""
    told = book or BoardRows()
    found = [room for room in _sorted(board.rooms, ui.sort) if _matches(room, ui)]
    rows = tuple(told.row(room, ui) for room in found)
    known = [row.room for row in rows]
    selected = ui.selected if ui.selected in known else next(iter(known), "")
    chosen = next((room for room in found if room.figures.room == selected), None)
    return BoardScreen(
        figures=_figures(board, ui),
        rows=rows,
        selected=selected,
        query=ui.query,
        found=_found(len(rows)) if ui.query.strip() else "",
        empty=_empty(board, ui) if not rows else "",
        sort=SORTS[ui.sort],
        notices=_notices(board, ui),
        detail=detail_of(chosen, ui) if ui.is_open and chosen is not None else None,
        until="" if ui.until is None else f"centraal t/m {clock_text(ui.until, ui.zone)}",
        can_tell=ui.can_tell,
    )


def next_sort(sort: BoardSort) -> BoardSort:
    """Return the next order of the rooms."""
    every = list(BoardSort)
    return every[(every.index(sort) + 1) % len(every)]


# ---------------------------------------------------------------- figures


def percent_text(part: int, whole: int) -> str:
    """Return a share as on the board, "3,5%"."""
    return f"{100 * part / whole:.1f}%".replace(".", ",")


def _figures(board: Board, ui: BoardUi) -> tuple[Figure, ...]:
    totals = board.totals
    if ui.ahead is not None:
        return ahead_figures(totals, board.rooms, ui.ahead)
    away = f"+ {totals.away} even weg, " if totals.away else ""
    no_show = Figure("–", "no-show", "nog niets gestart")
    if totals.due:
        told = f"{totals.absent} van {totals.due} in gestarte zittingen"
        no_show = Figure(percent_text(totals.absent, totals.due), "no-show", told)
    silent = "laptop stil" if totals.silent == 1 else "laptops stil"
    since = ""
    if totals.silent_since is not None:
        since = f"laatste contact {clock_text(totals.silent_since, ui.zone)}"
    return (
        Figure(f"{totals.started} van {totals.rooms}", "zalen gestart"),
        Figure(str(totals.inside), "in de zaal", f"{away}van {totals.listed}"),
        no_show,
        Figure(
            str(ui.issues),
            "open melding" if ui.issues == 1 else "open meldingen",
            f"{ui.new} nieuw" if ui.new else "",
        ),
        Figure(str(totals.silent), silent, since),
    )


def _notices(board: Board, ui: BoardUi) -> tuple[Notice, ...]:
    clusters = [cluster_notice(each, ui) for each in board.clusters]
    ahead = ahead_notices(ui.ahead, ui) if ui.ahead is not None else ()
    return (*log_notices(board.rooms, ui), *clusters, *ahead)


# ---------------------------------------------------------------- finding


def _sorted(rooms: Iterable[BoardRoom], sort: BoardSort) -> list[BoardRoom]:
    if sort is BoardSort.ATTENTION:
        return list(rooms)

    def key(room: BoardRoom) -> tuple[object, ...]:
        figures, schedule = room.figures, room.figures.schedule
        name = name_key(figures.label, "", figures.room)
        start = "~" if schedule is None else schedule.planned_start.isoformat()
        return {
            BoardSort.ROOM: (name,),
            BoardSort.LOCATION: (name_key(figures.location, "", ""), name),
            BoardSort.START: (start, name),
        }[sort]

    return sorted(rooms, key=key)


def _matches(room: BoardRoom, ui: BoardUi) -> bool:
    if ui.only and room.figures.label not in ui.only:
        return False
    asked = squeeze(ui.query)
    if not asked:
        return True
    figures = room.figures
    told = (
        figures.label,
        figures.location,
        *_exams(room),
        *(each.name for each in figures.people),
    )
    return any(asked in squeeze(text) for text in told) or bool(_people_found(room, asked))


def _people_found(room: BoardRoom, asked: str) -> list[Enrolment]:
    """Return the candidates of a room with a number or a name like this; one letter finds none."""
    if len(asked) < 2:
        return []
    return [
        each
        for session, part in room.figures.together
        for each in session.in_room(part.room)
        if asked in squeeze(spoken_name(each))
        or (each.plan is not None and asked in squeeze(each.plan.number))
    ]


def _found(count: int) -> str:
    return "1 zaal" if count == 1 else f"{count} zalen"


def _empty(board: Board, ui: BoardUi) -> str:
    if not board.rooms:
        return NO_ROOMS if ui.ahead is None else NO_ROOMS_YET
    return f"Geen zaal of kandidaat gevonden met ‘{ui.query.strip()}’. Esc maakt het vak leeg."


# ---------------------------------------------------------------- one row


def _row(room: BoardRoom, ui: BoardUi) -> BoardRow:
    figures = room.figures
    no_show, is_high = _no_show(room)
    icon, tone, name, more = _laptop(room, ui)
    provided = figures.provided
    return BoardRow(
        room=figures.room,
        label=figures.label,
        people=_watching(figures.people),
        exam=_exam(room, ui),
        location=figures.location,
        rail=_rail(room, ui),
        phase=phase_text(room, ui),
        bar=_bar(room),
        came=str(figures.came),
        listed=str(figures.listed),
        no_show=no_show,
        is_high=is_high,
        provisions=str(provided.candidates) if provided.candidates else "–",
        provided=_provided(room),
        flagged=flagged(room, ui.now),
        laptop_icon=icon,
        laptop_tone=tone,
        laptop=name,
        laptop_more=more,
    )


def spoken(row: BoardRow) -> str:
    """Return what a screen reader says of a room."""
    parts = [
        f"Zaal {row.label}",
        row.people,
        row.exam,
        row.location,
        row.phase,
        f"{row.came} gekomen van {row.listed}",
        f"no-show {row.no_show}",
        "" if row.flagged is None else f"{row.flagged.text} {row.flagged.more}".strip(),
        f"laptop {row.laptop}, {row.laptop_more}" if row.laptop else row.laptop_more,
    ]
    return ", ".join(each for each in parts if each)


def _exams(room: BoardRoom) -> list[str]:
    plans = [session.plan for session, _ in room.figures.together]
    return list(dict.fromkeys(plan.name for plan in plans if plan is not None))


def _exam(room: BoardRoom, ui: BoardUi) -> str:
    """Return what is held here; after a search for a person, who of them."""
    asked = squeeze(ui.query)
    people = _people_found(room, asked) if asked else []
    if people:
        first = spoken_name(people[0])
        return first if len(people) == 1 else f"{first} en {len(people) - 1} meer"
    names = _exams(room)
    return names[0] if len(names) == 1 else f"{len(names)} examens"


def _watching(people: tuple[Duty, ...]) -> str:
    here = [each for each in people if each.is_here] or list(people)
    names = [short_name(each.name) for each in here]
    if len(names) <= NAMES_SHOWN:
        return ", ".join(names) if names else "nog geen surveillant"
    return f"{names[0]} en {len(names) - 1} anderen"


def _bar(room: BoardRoom) -> tuple[tuple[Status, int], ...]:
    counts = room.figures.counts
    told = [(shown, sum(counts.get(each, 0) for each in its)) for shown, its in SHOWN]
    return tuple((status, count) for status, count in told if count)


def _no_show(room: BoardRoom) -> tuple[str, bool]:
    figures = room.figures
    if not figures.due:
        return "nog niet", False
    return percent_text(figures.absent, figures.due), figures.absent / figures.due >= HIGH


def _provided(room: BoardRoom) -> str:
    """Return how many lie ready before the start, and how many were delivered after it."""
    provided = room.figures.provided
    if not provided.granted:
        return ""
    if not room.figures.is_started:
        return f"{provided.ready}/{provided.asked_ready}" if provided.asked_ready else ""
    return f"{provided.delivered}/{provided.granted}"


def _rail(room: BoardRoom, ui: BoardUi) -> MiniRail | None:
    schedule = room.figures.schedule
    if schedule is None:
        return None
    last = max(each for each in (room.figures.last_end, schedule.end) if each is not None)

    def minute(moment: datetime) -> float:
        return (moment - schedule.doors_open).total_seconds() / 60

    return MiniRail(
        doors=0.0,
        start=minute(schedule.start),
        end=minute(schedule.end),
        last=minute(last),
        now=minute(ui.now),
        entry=None if schedule.entry_until is None else minute(schedule.entry_until),
    )


def _laptop(room: BoardRoom, ui: BoardUi) -> tuple[str, Tone, str, str]:
    """Return icon, tone, name and what was last heard: silent is unknown, never fine."""
    laptops = room.laptops
    if not laptops:
        return "", Tone.MUTED, "", "nog geen laptop"
    name = laptops[0].name if len(laptops) == 1 else f"{len(laptops)} laptops"
    at = room.heard_at
    heard = "nog nooit contact" if at is None else clock_text(at, ui.zone)
    if any(each.concern is Concern.SILENT for each in room.worries):
        silent = [each.contact_at for each in laptops if each.is_silent(ui.now)]
        known = [each for each in silent if each is not None]
        told = f"laatste contact {clock_text(min(known), ui.zone)}" if known else heard
        return "cloud-off", Tone.PLAIN, name, told
    is_resting = room.phase in (BoardPhase.PLANNED, BoardPhase.SEALED)
    if is_resting and all(each.is_silent(ui.now) for each in laptops):
        return "laptop", Tone.MUTED, name, heard
    if any(each.waiting for each in laptops):
        return "refresh-cw", Tone.PLAIN, name, heard
    return "circle-check", Tone.GOOD, name, heard
