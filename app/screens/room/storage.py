"""Storage and connection (11): what is where, what exists only here, and the ways out."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.models.clocks import is_off
from app.models.stored import Stored, StoredGroup
from app.models.words import clock_off_text, clock_text
from app.screens.room.contact_words import CONTACT
from app.screens.room.laptop_status import LaptopStatus, bar_status, delivery_news
from app.screens.room.wording import NO_STATUS, BarStatus, Line, Notice, Tone, line

GROUPS = {
    StoredGroup.ATTENDANCE: "Aanwezigheid en tijden",
    StoredGroup.PROVISIONS: "Voorzieningen",
    StoredGroup.AWAY: "Even weg en terug",
    StoredGroup.IRREGULARITIES: "Bijzonderheden",
    StoredGroup.CALAMITY: "Calamiteit, stappen en besluit",
    StoredGroup.ROOM: "Klaarzetten en surveillanten",
    StoredGroup.REPORT: "Verslag en handtekeningen",
}
QUIET = (StoredGroup.ROOM, StoredGroup.REPORT)
"""Left out while there is nothing of it."""
MEGABYTE = 1_000_000
_TONES = {
    "strange-certificate": Tone.DANGER,
    "log-strange": Tone.DANGER,
    "log-replaced": Tone.NOTE,
    "log-refilled": Tone.NOTE,
}


@dataclass(frozen=True, slots=True)
class Stick:
    """A place to copy to, as the system names it."""

    path: str
    name: str
    free_bytes: int


@dataclass(frozen=True, slots=True)
class StorageUi:
    """What the page holds besides what is stored."""

    now: datetime
    zone: ZoneInfo
    place: str = ""
    school: str = ""
    hotline: str = ""
    hotline_mobile: str = ""
    """What is called without a network: a fixed telephone may hang on it."""
    people: tuple[str, ...] = ()
    sticks: tuple[Stick, ...] = ()
    chosen: str = ""
    is_copying: bool = False
    copied: Notice | None = None


@dataclass(frozen=True, slots=True)
class StoredRow:
    """One line of the table; a dash where nothing waits."""

    text: str
    here: str
    waiting: str
    central: str


@dataclass(frozen=True, slots=True)
class StickRow:
    """One stick that was found."""

    path: str
    name: str
    detail: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class StorageScreen:
    """The whole page."""

    place: str
    clock: str
    title: str
    title_more: str
    subtitle: str
    kept: str
    central: str
    central_place: str
    waiting: str
    is_offline: bool
    rows: tuple[StoredRow, ...]
    total: StoredRow
    lines: tuple[tuple[str, str], ...]
    connection: str
    can_try: bool
    copy_hint: str
    sticks: tuple[StickRow, ...]
    can_copy: bool
    copy_note: str
    help: Line
    foot: str
    notices: tuple[Notice, ...] = ()
    status: BarStatus = NO_STATUS
    back: str = "Terug naar de zaal"


def storage_screen(stored: Stored, status: LaptopStatus, ui: StorageUi) -> StorageScreen:
    """Return what the page says."""
    return StorageScreen(
        place=" · ".join(each for each in (f"laptop {status.device}", ui.place) if each),
        clock=_clock(ui.now, ui),
        title=_title(stored),
        title_more=_title_more(stored),
        subtitle=_subtitle(stored, ui),
        kept=_until("Bewaard t/m", stored.kept_at, "Nog niets vastgelegd", ui),
        central=_until("Bijgewerkt t/m", stored.receipt_at, "Nog niets ontvangen", ui),
        central_place=" ".join(each for each in ("examenbureau", ui.school) if each),
        waiting=_waiting(stored.waiting),
        is_offline=stored.offline_since is not None or not stored.can_send,
        rows=tuple(
            _row(GROUPS[each.group], each.here, each.waiting)
            for each in stored.counts
            if each.here or each.group not in QUIET
        ),
        total=_row("Samen", stored.here, stored.waiting),
        lines=_lines(stored, ui),
        connection=_connection(stored),
        can_try=stored.can_send,
        copy_hint=(
            "Nodig als er na het tekenen nog geen verbinding is. De kopie is versleuteld, "
            "alleen het examenbureau kan hem openen."
        ),
        sticks=_sticks(ui),
        can_copy=bool(ui.sticks) and not ui.is_copying,
        copy_note=_copy_note(ui),
        help=_help(stored, ui),
        foot="" if stored.kept_at is None else clock_text(stored.kept_at, ui.zone, seconds=True),
        notices=_notices(stored, status, ui),
        status=replace(bar_status(status, ui.people, ui.zone), who=""),
    )


def chosen_stick(ui: StorageUi) -> Stick | None:
    """Return the stick that a copy goes to: the one that was picked, else the first."""
    picked = [each for each in ui.sticks if each.path == ui.chosen]
    return next(iter([*picked, *ui.sticks]), None)


# ---------------------------------------------------------------- sentences


def _help(stored: Stored, ui: StorageUi) -> Line:
    mobile = ui.hotline_mobile if stored.offline_since is not None else ""
    number = mobile or ui.hotline
    return line(f"Twijfel je? Bel *{number}*") if number else ()


def _title(stored: Stored) -> str:
    count = stored.waiting
    if not count:
        return "Alles van deze laptop staat ook in het centrale dossier."
    told = "1 handeling staat" if count == 1 else f"{count} handelingen staan"
    return f"{told} alleen op deze laptop."


def _title_more(stored: Stored) -> str:
    if not stored.waiting:
        return ""
    if stored.offline_since is None and stored.can_send:
        return "Examendag verstuurt ze nu."
    return "Houd hem aan en neem hem mee naar het examenbureau."


def _subtitle(stored: Stored, ui: StorageUi) -> str:
    if not stored.can_send:
        return "Deze laptop is voorlopig en verstuurt zelf niets. Maak een kopie op een USB-stick."
    if stored.offline_since is None:
        return "Er is contact met het centrale dossier."
    since = clock_text(stored.offline_since, ui.zone)
    return f"Sinds {since} is er geen contact. Je kunt doorwerken, ook het verslag tekenen."


def _connection(stored: Stored) -> str:
    if not stored.can_send:
        return "Zonder sleutelbewaring verstuurt deze laptop niets. De USB-stick is de weg."
    told = "Examendag stuurt na elke handeling en probeert het verder elke 30 seconden."
    if stored.next_try_s is None or stored.offline_since is None:
        return told
    return f"{told} Volgende poging over {stored.next_try_s} s."


def _waiting(count: int) -> str:
    if not count:
        return "niets wacht"
    return "1 wacht" if count == 1 else f"{count} wachten"


def _lines(stored: Stored, ui: StorageUi) -> tuple[tuple[str, str], ...]:
    words = CONTACT.get(stored.trouble)
    missed = "" if words is None else f"{words.title[:1].lower()}{words.title[1:-1]}"
    found = (
        (stored.kept_at, "Laatste handeling bewaard op deze laptop"),
        (stored.offline_since, missed and f"Verbinding geprobeerd, {missed}"),
        (stored.receipt_at, "Laatste ontvangstbewijs van het centrale dossier"),
    )
    told = [(at, text) for at, text in found if at is not None and text]
    return tuple(
        (clock_text(at, ui.zone, seconds=True), text)
        for at, text in sorted(told, key=lambda pair: pair[0], reverse=True)
    )


def _notices(stored: Stored, status: LaptopStatus, ui: StorageUi) -> tuple[Notice, ...]:
    found = [] if ui.copied is None else [ui.copied]
    for code in delivery_news(replace(status, trouble=stored.trouble)):
        words, tone = CONTACT[code], _TONES.get(code, Tone.WARNING)
        found.append(Notice(tone, words.title, words.step))
    if is_off(status.clock_offset_ms):
        behind = clock_off_text(timedelta(milliseconds=status.clock_offset_ms or 0))
        title = f"De klok van deze laptop loopt {behind}."
        found.append(Notice(Tone.NOTE, title, CONTACT["clock"].step, icon="timer"))
    shut = ["een eerder bestand van dit lokaal"] if stored.has_older_file else []
    if stored.other_rooms:
        count = stored.other_rooms
        shut.append("1 ander lokaal" if count == 1 else f"{count} andere lokalen")
    if shut:
        text = "Het gaat vanzelf mee, ook op de stick. Daar is geen dagcode voor nodig."
        found.append(Notice(Tone.NOTE, f"Van {' en '.join(shut)} wacht hier nog iets.", text))
    if stored.is_journal_hurt:
        found.append(_hurt(stored.missing))
    return tuple(found)


def _hurt(missing: int) -> Notice:
    if not missing:
        title = "Het journaal van deze laptop was niet heel en is weer aangevuld."
        text = "Er is niets weg. Meld deze laptop na afloop aan het examenbureau."
        return Notice(Tone.NOTE, title, text)
    told = "1 handeling" if missing == 1 else f"{missing} handelingen"
    title = f"Door schade aan het journaal {'mist' if missing == 1 else 'missen'} hier {told}."
    text = "Wat al centraal was komt vanzelf terug. Meld deze laptop nu aan het examenbureau."
    return Notice(Tone.WARNING, title, text)


# ---------------------------------------------------------------- pieces


def _row(text: str, here: int, waiting: int) -> StoredRow:
    return StoredRow(text, str(here), str(waiting) if waiting else "–", str(here - waiting))


def _sticks(ui: StorageUi) -> tuple[StickRow, ...]:
    chosen = chosen_stick(ui)
    return tuple(
        StickRow(each.path, each.name, f"{_size(each.free_bytes)} vrij", each == chosen)
        for each in ui.sticks
    )


def _copy_note(ui: StorageUi) -> str:
    if ui.is_copying:
        return "De kopie wordt gemaakt. Laat de stick zitten."
    if not ui.sticks:
        return "Geen stick gevonden. Steek hem in; Examendag ziet hem vanzelf."
    return "Twee keer maken kan geen kwaad: wat er al staat, blijft."


def _size(size: int) -> str:
    if size >= 1000 * MEGABYTE:
        return f"{size / (1000 * MEGABYTE):.1f} GB".replace(".", ",")
    return f"{size // MEGABYTE} MB"


def _until(words: str, at: datetime | None, otherwise: str, ui: StorageUi) -> str:
    return otherwise if at is None else f"{words} {clock_text(at, ui.zone, seconds=True)}"


def _clock(at: datetime, ui: StorageUi) -> str:
    return clock_text(at, ui.zone)
