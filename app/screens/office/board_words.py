"""The words of the board: what asks for attention, since when, and how urgent it is."""

from datetime import datetime, timedelta
from typing import Final

from app.models.board import BoardPhase, BoardRoom, Cluster
from app.models.board_figures import Concern, Worry
from app.models.timing import Schedule
from app.models.words import clock_text, listed
from app.screens.office.board_ui import BoardUi, Flagged
from app.screens.room.wording import Notice, ScreenAction, Tone

DANGER: Final = (Concern.CALAMITY, Concern.NO_SHIFT)
ICONS: Final = {
    Concern.CALAMITY: "octagon-alert",
    Concern.ADMISSION: "hourglass",
    Concern.NO_SHIFT: "octagon-alert",
    Concern.LATE_START: "timer",
    Concern.DIFFERENCE: "users",
    Concern.REPORTED: "triangle-alert",
    Concern.SILENT: "cloud-off",
    Concern.RATIO: "users",
    Concern.TO_CONFIRM: "phone",
    Concern.NO_GO: "hourglass",
    Concern.OVERRUN: "timer",
    Concern.GAP: "triangle-alert",
    Concern.CLOCK: "timer",
    Concern.BATTERY: "battery-medium",
    Concern.COLLISION: "timer",
    Concern.FEW_STAFF: "users",
    Concern.LEAVES_EARLY: "timer",
    Concern.STAFF_TWICE: "users",
    Concern.CANDIDATE_TWICE: "users",
    Concern.ASIDE: "triangle-alert",
}
WORDS: Final = {
    Concern.ADMISSION: ("Besluit over toelaten", "{} besluiten over toelaten"),
    Concern.NO_SHIFT: ("Nog niemand begonnen", ""),
    Concern.LATE_START: ("Nog niet gestart", ""),
    Concern.DIFFERENCE: ("Verschil tussen laptops", "{} verschillen tussen laptops"),
    Concern.REPORTED: ("Voor de examencommissie", "{} voor de examencommissie"),
    Concern.SILENT: ("Laptop stil", "{} laptops stil"),
    Concern.TO_CONFIRM: ("Besluit bevestigen", "{} besluiten bevestigen"),
    Concern.NO_GO: ("Binnen zonder Go", "{} binnen zonder Go"),
    Concern.OVERRUN: ("Nog niet beëindigd", ""),
    Concern.GAP: ("Gat in de vastlegging", "{} gaten in de vastlegging"),
    Concern.CLOCK: ("Klok van laptop wijkt af", ""),
    Concern.BATTERY: ("Accu bijna leeg", "{} accu's bijna leeg"),
    Concern.COLLISION: ("Extra tijd past niet", "{} eindtijden passen niet"),
    Concern.FEW_STAFF: ("Te weinig toezicht", ""),
    Concern.LEAVES_EARLY: ("Toezicht stopt te vroeg", ""),
    Concern.STAFF_TWICE: ("Surveillant dubbel gepland", "{} surveillanten dubbel"),
    Concern.CANDIDATE_TWICE: ("Kandidaat dubbel gepland", "{} kandidaten dubbel"),
    Concern.ASIDE: ("Vastlegging telt niet mee", "{} vastleggingen tellen niet mee"),
}


def worry_text(room: BoardRoom, worry: Worry) -> str:
    """Return what asks for attention, in a few words."""
    if worry.concern is Concern.CALAMITY:
        return worry.text
    if worry.concern is Concern.RATIO:
        return f"Toezicht 1 : {room.figures.ratio.each}"
    one, several = WORDS[worry.concern]
    return several.format(worry.count) if several and worry.count > 1 else one


def flagged(room: BoardRoom, now: datetime) -> Flagged | None:
    """Return what the row shows: the most urgent; that a laptop is silent stands elsewhere."""
    shown = [each for each in room.worries if each.concern is not Concern.SILENT]
    if not shown:
        return None
    first = shown[0]
    more = since_text(first, now)
    if first.concern is Concern.RATIO:
        more = f"norm 1 : {room.figures.ratio.norm}"
    if len(shown) > 1:
        more = f"{more} +{len(shown) - 1}".strip()
    return Flagged(worry_text(room, first), more, icon_of(first), tone_of(first))


def icon_of(worry: Worry) -> str:
    """Return the icon; a calamity that somebody is on the telephone about has that one."""
    return "phone" if worry.is_called else ICONS[worry.concern]


def tone_of(worry: Worry) -> Tone:
    """Return how urgent it is."""
    return Tone.DANGER if worry.concern in DANGER else Tone.WARNING


def since_text(worry: Worry, now: datetime) -> str:
    """Return how long it lasts, "5 min"; empty when it has no beginning."""
    return "" if worry.since is None else lasting(now - worry.since)


def lasting(span: timedelta) -> str:
    """Return a time in minutes, from an hour on in hours: "5 min", "1 u 5 min"."""
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours} u {rest} min" if rest else f"{hours} u"


def phase_text(room: BoardRoom, ui: BoardUi) -> str:
    """Return where a room stands: "Gestart 09:00, tot 10:40"."""
    figures, schedule = room.figures, room.figures.schedule
    if room.phase is BoardPhase.SEALED:
        return "Verslag getekend"
    if room.phase is BoardPhase.ENDED:
        ended = [part.ended_at for _, part in figures.together if part.ended_at is not None]
        return f"Beëindigd {clock_text(max(ended), ui.zone)}"
    if schedule is None:
        return "Nog geen tijden"
    if room.phase is BoardPhase.EXTRA:
        until = figures.last_end
        return "Extra tijd, geen einde" if until is None else (
            f"Extra tijd tot {clock_text(until, ui.zone)}")  # fmt: skip
    if room.phase in (BoardPhase.RUNNING, BoardPhase.EXTRA):
        start, end = clock_text(schedule.start, ui.zone), clock_text(schedule.end, ui.zone)
        return f"Gestart {start}, tot {end}"
    return _waiting_text(schedule, ui)


def _waiting_text(schedule: Schedule, ui: BoardUi) -> str:
    wait, planned = schedule.doors_open - ui.now, clock_text(schedule.planned_start, ui.zone)
    if wait <= timedelta():
        return f"Nog niet gestart, gepland {planned}"
    if wait < timedelta(hours=1):
        return f"Inloop over {lasting(wait + timedelta(seconds=59))}"
    return f"Gepland {planned}"


def cluster_notice(cluster: Cluster, ui: BoardUi) -> Notice:
    """Return one line for the same trouble in several rooms."""
    what = cluster.text.lower() if cluster.text else "laptop stil"
    since = clock_text(cluster.since, ui.zone)
    return Notice(
        Tone.DANGER if cluster.concern is Concern.CALAMITY else Tone.WARNING,
        f"{len(cluster.rooms)} zalen, {what}, sinds {since}.",
        f"{cluster.location}: {listed(list(cluster.rooms))}. Waarschijnlijk één oorzaak.",
        (ScreenAction("only", "Alleen deze zalen", "Alt Z"),),
    )
