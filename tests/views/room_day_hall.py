"""The hall of 240 (03c) and the closed door (03d) of the mockups as RoomScreens."""

from dataclasses import replace

from app.screens.room.band import BandScreen, SyncState
from app.screens.room.intents import Act
from app.screens.room.panel import (
    ActButton,
    BigButton,
    BirthDate,
    CandidatePanel,
    PanelCard,
    Person,
    StatusNote,
)
from app.screens.room.room import (
    Block,
    BlocksColumn,
    Hint,
    ListFoot,
    ListScreen,
    ListStrip,
    RoomScreen,
    RowScreen,
    RowSize,
    SearchScreen,
    Step,
    StripButton,
)
from app.screens.room.wording import Notice, Tone, line
from tests.views.room_day import (
    ALL_KEYS,
    BADGES,
    PEOPLE,
    SMALL,
    S,
    acts,
    candidate,
    chips,
    footer,
    link,
    of_status,
    person,
    rail,
    top,
)

GIVEN = (
    *("Aylin", "Bas", "Celine", "Dylan", "Emma", "Fatih", "Gijs"),
    *("Hanna", "Ilias", "Julia", "Kaan", "Lisa", "Mees", "Nina"),
    *("Omar", "Puck", "Quinten", "Roos", "Sem", "Tess", "Umut"),
    *("Vera", "Wout", "Yara", "Zoë", "Amir", "Britt", "Cas"),
    *("Demi", "Enzo"),
)


SURNAMES = (
    *("Aalbers", "Achterberg", "Ahmed", "Akkerman", "Alberts", "Ali", "van Amstel"),
    *("Arslan", "Assink", "Baas", "Bakkali", "ter Beek", "Benali", "van den Bergh"),
    *("Blom", "Boersma", "Bosman", "Bouzid", "Brands", "Brouwer", "Cuypers"),
    *("Dekker", "van Dongen", "Elzinga", "Erol", "Faber", "Gerritsen", "Haan"),
)


def made_up(n: int, seat: str, number: int, end: str, given: int) -> RowScreen:
    particle, _, surname = SURNAMES[n].rpartition(" ")
    row = candidate(f"{seat}|{surname}|{GIVEN[given % 30]}|{particle}|{number}")
    return replace(row, end_time=end, end_strong=False)


def with_badges(row: RowScreen, end: str, *keys: str) -> RowScreen:
    return replace(row, badges=tuple(BADGES[key] for key in keys), end_time=end, end_strong=True)


def present(row: RowScreen) -> RowScreen:
    return of_status(row, S.PRESENT)


def hall_rows() -> tuple[RowScreen, ...]:
    rows = []
    for n in range(13):
        seat = f"{'ABCD'[n * 7 % 60 // 15]}{n * 7 % 15 + 1}"
        row = made_up(n + 3, seat, 2041011 + n * 37, "11:00", n * 11 + 2)
        if n == 3:
            row = with_badges(row, "11:30", "+25%")
        elif n == 8:
            row = with_badges(row, "11:30", "+30", "voor")
        elif n == 11:
            row = replace(row, badges=(BADGES["boek"],))
        row = row if n == 4 else present(row)
        if n == 6:
            row = of_status(row, S.LATE, "Te laat, 09:02")
        rows.append(replace(row, size=RowSize.DENSE))
    return tuple(rows)


def hall_blocks() -> BlocksColumn:
    return BlocksColumn(
        (
            Block("Mijn blok A–D", "Alt 1", 57, 60, chosen=True),
            Block("Blok E–H", "Alt 2", 60, 60),
            Block("Blok I–L", "Alt 3", 55, 60),
            Block("Blok M–P", "Alt 4", 59, 60),
            Block("Hele zaal A–P", "Alt 5", 231, 240, apart=True),
        ),
        Notice(
            Tone.WARNING,
            "Toezicht 1 : 40",
            "6 surveillanten, 240\u00a0kandidaten. Norm\u00a01\u00a0:\u00a030.",
            icon="users",
        ),
        "4 laptops in deze zaal, onderling bijgewerkt 09:03",
    )


def screen_03c() -> RoomScreen:
    rows = hall_rows()
    arslan = rows[4]
    panel = CandidatePanel(
        arslan.candidate,
        Person(
            "B14",
            "Quinten Arslan",
            arslan.number,
            BirthDate("••-••-2007", "14-03-2007"),
        ),
        BigButton("Te laat, ID gezien", S.LATE),
        second=ActButton(Act.PRESENT_WITHOUT_ID, "Geen geldig ID", "Shift Enter", icon="id-card"),
        acts=acts(Act.PRESENT, Act.AWAY_OR_BACK, Act.HAND_IN),
        link=replace(link(arslan), detail=""),
        button_note=line(
            "Gestart om 09:00. Enter legt nu ‘te laat, 3 min’ vast. De eindtijd blijft 11:00."
        ),
        card=PanelCard(
            "Nog 9 verwacht in de zaal",
            "Om 09:30 vraagt Examendag of je hen op afwezig zet (Shift F4).",
        ),
        narrow=True,
    )
    return RoomScreen(
        top(
            "09:03",
            "82%",
            "Blok A–D · T. de Wit",
            place="Sporthal Oost",
            subtitle="Nederlands lezen 3F · 240 kandidaten",
            sync=SyncState.SENDING,
        ),
        BandScreen(
            "09:03",
            "48",
            "Binnenkomst open",
            line("Deur open tot 09:30, *26 min*"),
            rail=rail("09:03", lv="10:45", ei="11:00", ex="11:30"),
        ),
        SearchScreen(has_map=True),
        chips((60, 3, 55, 2, 0, 0, 0)),
        ListScreen(rows, arslan.candidate),
        panel,
        footer("09:02", "Ilias Baas is te laat binnen, ID gezien", S.LATE, ALL_KEYS),
        blocks=hall_blocks(),
    )


def panel_03d(graaf: RowScreen) -> CandidatePanel:
    return CandidatePanel(
        "Graaf",
        person(graaf, "ICT-beheerder", "2007"),
        BigButton("Staat hier nu", icon="door-open"),
        (StatusNote(S.EXPECTED, line("Niet gezien tussen 08:30 en 09:30.")),),
        line("Legt vast: hier om 09:30, 30 min na de start. Toelaten is een besluit."),
        ActButton(Act.NOTE_DECISION, "Besluit per telefoon noteren", "Shift F3", icon="phone"),
        acts(Act.PRESENT, Act.LATE, Act.AWAY_OR_BACK, Act.HAND_IN),
        SMALL,
        link(graaf),
    )


def screen_03d() -> RoomScreen:
    rows = tuple(replace(PEOPLE[n], size=RowSize.TALL) for n in ("Graaf", "Hussein", "Mulder"))
    graaf = rows[0]
    return RoomScreen(
        top("09:30", "89%"),
        BandScreen(
            "09:30",
            "04",
            "Binnenkomst gesloten",
            line("Gestart 09:00, nog *69 min*"),
            rail=rail("09:30"),
        ),
        SearchScreen(has_map=True),
        chips((28, 3, 23, 2, 0, 0, 0), 1),
        ListScreen(
            rows,
            "Graaf",
            strip=ListStrip(
                "bell",
                "De deur is dicht. 3 kandidaten zijn er niet.",
                "Kijk nog één keer rond. Je kunt het daarna terugdraaien.",
                StripButton(Act.ALL_ABSENT, "Zet 3 op afwezig", "Shift F4", S.ABSENT, filled=True),
            ),
            foot=ListFoot(
                "Centraal examen, meer dan 30 minuten na de start? Dan kan niemand toelaten. Zit "
                "iemand er toch, dan leg je dat vast als feit: ‘toch in de zaal, in strijd met "
                "protocol’.",
                "Staat er nu nog iemand aan de deur?",
                (
                    Step("Staat hier nu", "De tijd ligt vast, besluit open.", "Enter"),
                    Step("Bel 4400", "De examencommissie beslist, niet jij."),
                    Step("Besluit noteren", "Wie, namens wie, tot wanneer.", "Shift F3"),
                ),
            ),
        ),
        panel_03d(graaf),
        footer(
            "09:21",
            "Selin Özdemir is te laat binnen, ID gezien",
            S.LATE,
            Hint("Toon iedereen", "Ctrl 1"),
        ),
    )
