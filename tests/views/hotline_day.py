"""The issue log of the mockup's day at 10:21 (10), as its screen would say it."""

from app.screens.office.hotline_ui import DecisionForm, HotlineScreen, IssueCard, LogRow, Shown
from app.screens.room.wording import ScreenAction, Span, Tone, line

GOOD, CALL, SAID = (
    ("circle-check", Tone.GOOD),
    ("phone", Tone.NOTE),
    ("message-square", Tone.PLAIN),
)


def log(time: str, text: str, who: str, look: tuple[str, Tone]) -> LogRow:
    """Return one line of what happened."""
    return LogRow(time, (Span(text), Span(f" · {who}", tone=Tone.MUTED)), *look)


CARDS = (
    IssueCard("9", "Te weinig opgaven", "4 min", True, "A0.02 · Engels schrijven B1 · P. Smeets",
              "H-0609-09 · 10:17, niemand", "octagon-alert", Tone.DANGER),
    IssueCard("8", "Netwerk weg", "7 min", False, "B1.14 · Rekenen niveau 4 · R. Vos",
              "H-0609-08 · 10:14, bij jou", "phone", Tone.NOTE),
    IssueCard("7", "Telefoon op tafel", "23 min", False, "B1.18 · Rekenen niveau 3 · D. Prins",
              "H-0609-07 · 09:58, wacht op zaal", "hourglass", Tone.WARNING),
    IssueCard("", "Vandaag opgelost, 4"),
    IssueCard("6", "Kandidaat onwel", "09:51", False, "E0.01 · Praktijk verzorging · G. Hofman",
              "H-0609-06 · M. Timmer", "circle-check", Tone.GOOD),
    IssueCard("5", "Start 7 minuten later", "09:08", False,
              "B1.16 · inlogcodes kwamen om 09:06 · F. Aksoy", "H-0609-05 · M. Timmer",
              "circle-check", Tone.GOOD),
    IssueCard("4", "Geen geldig ID", "08:43", False, "B1.14 · Hamza Abdi · R. Vos",
              "H-0609-04 · jij", "circle-check", Tone.GOOD),
    IssueCard("3", "Aparte ruimte B1.02 dubbel geboekt", "08:36", False,
              "B1.14 · Ruben Koster · R. Vos", "H-0609-03 · jij", "circle-check", Tone.GOOD),
)  # fmt: skip
ROWS = (
    log("10:12:30", "Iedereen is gestopt", "R. Vos, zaal", GOOD),
    log("10:12:48", "Kandidaten blijven stil zitten", "R. Vos, zaal", GOOD),
    log("10:14:10", "Geen netwerk op gang B1, 22 kandidaten wachten", "R. Vos belt, jij nam op",
        CALL),
    log("10:15:02", "ICT gebeld (J. van Loon), is onderweg", "jij", SAID),
    log("10:17:40", "ICT: vaste aansluitingen werken weer, wifi volgt", "jij", SAID),
    log("10:18:57", "Examen hervat", "R. Vos, zaal", GOOD),
    log("10:20:02", "7 minuten voorgelezen en teruggelezen", "R. Vos belt, jij nam op", CALL),
)  # fmt: skip
HOTLINE = HotlineScreen(
    open_count=3,
    today_count=7,
    shown=Shown.TODAY,
    cards=CARDS,
    selected="8",
    empty="",
    title="Netwerk weg in B1.14",
    subtitle=line("H-0609-08 · onderbreking *6 min 52 s*, 10:12:05 tot 10:18:57"),
    owner="Bij jou",
    rows=ROWS,
    asks="Wat gebeurde er, wat deed je?",
    actions=(
        ScreenAction("await", "Wacht op", "Alt W"),
        ScreenAction("solve", "Oplossen", "Alt O"),
        ScreenAction("call", "Bellen", "Alt B"),
        ScreenAction("heard", "Zaal belt", "Alt Z"),
        ScreenAction("message", "Bericht", "Alt R"),
        ScreenAction("hand-over", "Overdragen", "Alt D"),
    ),
    decision=DecisionForm(
        title="Besluit: tijd terug",
        pill="telefonisch",
        tone=Tone.WARNING,
        minutes="7",
        is_minutes=True,
        for_whom="22 kandidaten",
        ends=(
            ("Niet meer weg na", "10:32"),
            ("Einde", "10:47"),
            ("Met extra tijd", "11:12"),
            ("Met extra tijd", "11:17"),
        ),
        decider="S. Lieverse",
        on_behalf_of="de examencommissie",
        mandate="M-07, tijd terug tot 30 min",
        until="einde van deze zitting",
        note=line(
            "De zaal noteerde het als *telefonisch, nog te bevestigen*. Jouw invoer bevestigt "
            "dat, of laat het verschil zien."
        ),
    ),
    room=(line("R. Vos en M. Bakır"), line("EX-07, laatste contact 10:11")),
    also="B1.16 en B1.18 zitten op dezelfde locatie.",
    foot=("10:20", "H-0609-08: gesprek toegevoegd"),
)
