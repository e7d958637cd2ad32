"""The board of the mockup's day at 10:19 (09), as its screen would say it."""

from app.models.values import Status
from app.screens.office.bar import OfficeBarScreen, Tab
from app.screens.office.board_ui import BoardRow, BoardScreen, Figure, Flagged, MiniRail
from app.screens.room.wording import Tone

P, L, H, A, E, N = (
    Status.PRESENT,
    Status.LATE,
    Status.HANDED_IN,
    Status.AWAY,
    Status.EXPECTED,
    Status.ABSENT,
)
OK = ("circle-check", Tone.GOOD)
QUIET = ("cloud-off", Tone.PLAIN)
BUSY = ("refresh-cw", Tone.PLAIN)


def rail(start: float, end: float, last: float, now: float) -> MiniRail:
    """Return a line of an exam, in minutes after the doors opened."""
    return MiniRail(0, start, end, last, now, start + 30)


def row(  # noqa: PLR0913, PLR0917 - a row of the mockup from the left
    label: str,
    people: str,
    exam: str,
    location: str,
    line: MiniRail,
    phase: str,
    bar: dict[Status, int],
    no_show: str,
    provisions: str,
    laptop: tuple[tuple[str, Tone], str, str],
    flagged: Flagged | None = None,
) -> BoardRow:
    """Return one row."""
    listed = sum(bar.values())
    came = listed - bar.get(E, 0) - bar.get(N, 0)
    (icon, tone), name, more = laptop
    return BoardRow(
        room=label,
        label=label,
        people=people,
        exam=exam,
        location=location,
        rail=line,
        phase=phase,
        bar=tuple(bar.items()),
        came=str(came),
        listed=str(listed),
        no_show=no_show,
        is_high=no_show.startswith("1"),
        provisions=provisions,
        provided="",
        flagged=flagged,
        laptop_icon=icon,
        laptop_tone=tone,
        laptop=name,
        laptop_more=more,
    )


ROWS = (
    row("A0.02", "P. Smeets", "Engels schrijven B1", "Kanaalstraat", rail(30, 120, 150, 79),
        "Gestart 09:30, tot 11:00", {P: 16, N: 2}, "11,1%", "2", (OK, "EX-02", "10:19"),
        Flagged("Te weinig opgaven", "2 min", "octagon-alert", Tone.DANGER)),
    row("B1.14", "R. Vos, M. Bakır", "Rekenen niveau 4", "Kanaalstraat", rail(30, 130, 160, 109),
        "Gestart 09:00, tot 10:40", {P: 19, L: 2, H: 3, A: 1, N: 3}, "10,7%", "7",
        (QUIET, "EX-07", "laatste contact 10:11"),
        Flagged("Netwerk weg", "5 min", "phone", Tone.DANGER)),
    row("B1.18", "D. Prins", "Rekenen niveau 3", "Kanaalstraat", rail(30, 120, 143, 109),
        "Gestart 09:00, tot 10:30", {P: 17, H: 6, N: 2}, "8,0%", "5", (OK, "EX-09", "10:19"),
        Flagged("Telefoon op tafel", "21 min", "triangle-alert", Tone.WARNING)),
    row("D0.11", "A. Boersma", "Rekenen niveau 2", "Havenstraat", rail(30, 107, 124, 109),
        "Extra tijd tot 10:34", {P: 6, H: 13, N: 1}, "5,0%", "6",
        (QUIET, "EX-21", "laatste contact 09:58")),
    row("Sporthal Oost", "T. de Wit en 5 anderen", "Nederlands lezen 3F", "Sportlaan",
        rail(30, 150, 180, 109), "Gestart 09:00, tot 11:00", {P: 226, L: 3, H: 2, A: 4, N: 5},
        "2,1%", "31", (BUSY, "4 laptops", "10:19"),
        Flagged("Toezicht 1 : 40", "norm 1 : 30", "users", Tone.WARNING)),
    row("C2.08", "J. Kuiper", "Burgerschap", "Kanaalstraat", rail(30, 107, 124, 19),
        "Nog niet gestart, gepland 10:30", {P: 9, E: 13}, "nog niet", "3", (OK, "EX-11", "10:19")),
    row("C2.10", "H. Postma", "Burgerschap", "Kanaalstraat", rail(30, 107, 124, 19),
        "Nog niet gestart, gepland 10:30", {P: 12, E: 8}, "nog niet", "1", (OK, "EX-12", "10:19")),
    row("B1.16", "F. Aksoy", "Rekenen niveau 3", "Kanaalstraat", rail(37, 127, 157, 109),
        "Gestart 09:07, tot 10:37", {P: 21, L: 1, H: 4, A: 1, N: 1}, "3,6%", "4",
        (OK, "EX-08", "10:19")),
    row("D0.12", "L. Martens", "Engels lezen B1", "Havenstraat", rail(30, 120, 150, 79),
        "Gestart 09:30, tot 11:00", {P: 24, L: 1}, "0,0%", "2", (OK, "EX-22", "10:19")),
    row("D1.03", "C. Yılmaz", "4 examens", "Havenstraat", rail(30, 165, 195, 109),
        "Gestart 09:00, tot 11:45", {P: 6, H: 1, A: 1}, "0,0%", "8", (OK, "EX-23", "10:19")),
    row("E0.01", "G. Hofman", "Praktijk verzorging", "Parkweg", rail(30, 240, 240, 139),
        "Gestart 08:30, tot 12:00", {P: 8}, "0,0%", "–", (OK, "EX-31", "10:19")),
    row("E0.04", "N. Vermeer", "Theorie verpleegkunde", "Parkweg", rail(30, 120, 150, -11),
        "Inloop over 11 min", {E: 26}, "nog niet", "4", (OK, "EX-32", "10:18")),
)  # fmt: skip

BOARD = BoardScreen(
    figures=(
        Figure("9 van 12", "zalen gestart"),
        Figure("372", "in de zaal", "+ 6 even weg, van 468"),
        Figure("3,5%", "no-show", "14 van 399 in gestarte zittingen"),
        Figure("3", "open meldingen", "1 nieuw"),
        Figure("2", "laptops stil", "laatste contact 09:58"),
    ),
    rows=ROWS,
    selected="B1.14",
    query="",
    found="",
    empty="",
    sort="aandacht",
    can_tell=True,
)
BAR = OfficeBarScreen(
    (
        Tab("board", "Zalen", "Ctrl 1"),
        Tab("issues", "Meldingen", "Ctrl 2", 3),
        Tab("laptops", "Laptops", "Ctrl 3"),
        Tab("report", "Dagrapport", "Ctrl 4"),
        Tab("desk", "Balie", "Ctrl 5"),
        Tab("planning", "Planning", "Ctrl 6", 12),
        Tab("manage", "Beheer", "Ctrl 7"),
        Tab("dossiers", "Dossiers", "Ctrl 8"),
        Tab("standard", "Standaardset", "Ctrl 9"),
    ),
    "board",
    "dinsdag 9 juni",
    "10:19",
    "S. Lieverse",
)
