"""The start, the end and the room with four exams (03e, 03e2, 03f, 03g) as RoomScreens."""

from dataclasses import replace

from app.screens.room.band import BandButton, BandScreen, Lane, Lanes
from app.screens.room.intents import Act
from app.screens.room.panel import (
    BigButton,
    CandidatePanel,
    CountLine,
    PanelLine,
    ShiftLine,
    StartPanel,
    StatusNote,
)
from app.screens.room.room import (
    FooterScreen,
    Hint,
    ListFoot,
    ListScreen,
    ListStrip,
    RoomScreen,
    RowScreen,
    RowSize,
    SearchScreen,
    StartStrip,
    StripButton,
)
from app.screens.room.wording import Tone, line
from tests.views.room_day import (
    ALL_KEYS,
    CLOSING,
    PEOPLE,
    SMALL,
    S,
    acts,
    away_panel,
    candidate,
    chips,
    footer,
    link,
    minutes,
    of_status,
    person,
    rail,
    top,
)
from tests.views.room_day_hall import made_up, present, with_badges


def rows_b116(shift: int, count: int) -> tuple[RowScreen, ...]:
    def clock(time: int) -> str:
        return f"{(time + shift) // 60:02}:{(time + shift) % 60:02}"

    rows = []
    for n in range(count):
        seat = f"{'ABCD'[n // 7]}{n % 7 + 1}"
        row = made_up(n, seat, 2042003 + n * 29, clock(630), n * 7 + 3)
        if n == 5:
            row = with_badges(row, clock(653), "+25%")
        elif n == 9:
            row = with_badges(row, clock(660), "+30", "groot")
        rows.append(row if n in {2, 6} else present(row))
    return tuple(rows)


def band_b116(seconds: str, **changes: object) -> BandScreen:
    short = "" if "short_title" in changes or "button" not in changes else "Nog niet gestart"
    return BandScreen("09:07", seconds, short_title=short, **changes)


def top_b116() -> object:
    return top(
        "09:07",
        "91%",
        "F. Aksoy",
        place="B1.16",
        subtitle="Rekenen niveau 3 · 28 kandidaten",
    )


OTHER_TIME = Hint("Andere tijd", "Alt T", Act.OTHER_TIME)


def screen_03e() -> RoomScreen:
    moments = (
        ShiftLine("Niet weg voor", "09:30", "09:37"),
        ShiftLine("Laatste binnenkomst", "09:30", "09:37"),
        ShiftLine("Niet meer weg na", "10:15", "10:22"),
        ShiftLine("Einde", "10:30", "10:37"),
        ShiftLine("Einde 25% extra", "10:53", "11:00"),
        ShiftLine("Einde 30 min extra", "11:00", "11:07"),
    )
    panel = StartPanel(
        "Nog niet gestart",
        "Gepland om 09:00. Je drukt op F11 als je zegt: ‘jullie mogen beginnen’.",
        (CountLine(S.PRESENT, "In de zaal", 26), CountLine(S.EXPECTED, "Nog verwacht", 2)),
        moments,
        "Regelset Instellingsexamens 2025-2026: alles schuift mee met de werkelijke start.",
        "Meer dan 5 minuten anders dan gepland. Na het starten mag je in één regel zeggen waarom.",
    )
    return RoomScreen(
        top_b116(),
        band_b116(
            "08",
            title="Gepland 09:00, nog niet gestart",
            button=BandButton("Examen starten", filled=True),
            aside=line("*7 min* later"),
            rail=rail("09:07", planned=True, lv="10:15", ei="10:30", ex="11:00"),
        ),
        SearchScreen(has_map=True),
        chips((28, 2, 26, 0, 0, 0, 0)),
        ListScreen(rows_b116(0, 28)),
        panel,
        footer("09:04", "Nina Bakkali is aanwezig, ID gezien", S.PRESENT, OTHER_TIME, ALL_KEYS),
    )


def screen_03e2() -> RoomScreen:
    rows = rows_b116(7, 28)
    ahmed = rows[2]
    panel = CandidatePanel(
        "Ahmed",
        person(ahmed, "Logistiek medewerker", "2007"),
        BigButton("Te laat, ID gezien", S.LATE, alive=False),
        (StatusNote(S.EXPECTED, line("Nog niet gezien.")),),
        line("Te laat telt vanaf de werkelijke start, 09:07."),
        acts=acts(Act.PRESENT, Act.AWAY_OR_BACK, Act.HAND_IN),
        small_acts=SMALL,
        link=link(ahmed),
    )
    times = {"st": "09:07", "lb": "09:37", "lv": "10:22", "ei": "10:37", "ex": "11:07"}
    return RoomScreen(
        top_b116(),
        band_b116(
            "31",
            title="Examen bezig",
            subline=line("Gestart 09:07, nog *89 min*"),
            rail=rail("09:07", **times),
        ),
        SearchScreen(has_map=True),
        chips((28, 2, 26, 0, 0, 0, 0)),
        ListScreen(rows, "Ahmed"),
        panel,
        FooterScreen(
            "09:07",
            "Examen gestart door F. Aksoy",
            icon="play",
            icon_tone=Tone.GOOD,
            can_undo=True,
            hints=(OTHER_TIME, ALL_KEYS),
        ),
        start_strip=StartStrip(
            line("Gestart om *09:07*, 7 minuten na de geplande tijd. *Waarom?*"),
            "In één regel, bijvoorbeeld: inlogcodes kwamen om 09:06",
        ),
    )


def rows_03f() -> tuple[RowScreen, ...]:
    four, three, two, civics = (
        "Rekenen niveau 4",
        "Nederlands lezen 3F",
        "Rekenen niveau 2",
        "Burgerschap",
    )
    people = (
        ("1|Maas|Joris||2040233|+30,pauze", "11:10", four, S.PRESENT, ""),
        ("2|Okafor|Chidi||2040871|+25%", "11:05", four, S.PRESENT, ""),
        ("3|Pinas|Shanice||2041344|+30,voor", "11:32", three, S.AWAY, "Even weg · 3 min"),
        ("4|Wouters|Bente||2039988|+30,groot", "11:32", three, S.PRESENT, ""),
        ("5|Bouali|Imane||2041702|+25%", "11:32", three, S.PRESENT, ""),
        ("6|Kramer|Sil||2040615|+25%,laptop", "10:34", two, S.PRESENT, ""),
        ("7|Yıldız|Ece||2041099|+25%", "10:34", two, S.HANDED_IN, "Ingeleverd 10:11"),
        ("8|Vries|Tom|de|2041450|+25%", "12:04", civics, S.PRESENT, "Aanwezig, wacht"),
    )
    return tuple(
        replace(of_status(candidate(who), status, text), exam=exam, end_time=end, end_strong=True)
        for who, end, exam, status, text in people
    )


def lanes_03f() -> Lanes:
    def lane(n: int, title: str, phase: str, ends: str, *times: str) -> Lane:
        return Lane(f"Alt {n}", title, line(phase), line(ends), *(minutes(time) for time in times))

    return Lanes(
        (
            lane(
                1, "Rekenen niveau 4", "gestart 09:00", "einde *10:40*    eigen *11:05 · 11:10*",
                "09:00", "10:40", "11:10",
            ),
            lane(
                2, "Nederlands lezen 3F", "gestart 09:02", "einde *11:02*    eigen *11:32*",
                "09:02", "11:02", "11:32",
            ),
            lane(
                3, "Rekenen niveau 2", "*extra tijd*, 15 min", "einde *10:15*    eigen *10:34*",
                "09:00", "10:15", "10:34",
            ),
            replace(
                lane(
                    4, "Burgerschap", "nog niet gestart", "gepland 10:30",
                    "10:30", "11:45", "12:04",
                ),
                planned=True,
                button=BandButton("Starten"),
            ),
        ),
        minutes("08:30"),
        minutes("12:10"),
        minutes("10:19"),
    )  # fmt: skip


def screen_03f() -> RoomScreen:
    rows = rows_03f()
    panel = away_panel(rows[2], "Nederlands lezen 3F", "10:16", "3:07")
    panel = replace(
        panel, blocks=(panel.blocks[0], PanelLine("user", "Gangwacht K. Smit loopt mee"))
    )
    return RoomScreen(
        top(
            "10:19",
            "84%",
            "C. Yılmaz",
            place="D1.03",
            subtitle="aparte ruimte · 4 examens · 8 kandidaten",
        ),
        BandScreen("10:19", "22", lanes=lanes_03f()),
        SearchScreen(has_map=True),
        chips((8, 0, 6, 0, 1, 1, 0)),
        ListScreen(
            rows,
            "Pinas",
            seat_label="Plaats",
            foot=ListFoot(
                "Elk examen heeft een eigen start, einde en proces-verbaal. F11 start of "
                "beëindigt het examen dat op de knop staat; Alt 1–4 kiest een ander. Een "
                "calamiteit geldt voor alle vier, tenzij je er een uithaalt."
            ),
        ),
        panel,
        footer(
            "10:16",
            "Shanice Pinas is even weg, met K. Smit",
            S.AWAY,
            Hint("Proces-verbaal per examen", "F10", Act.CLOSING),
        ),
    )


def screen_03g() -> RoomScreen:
    rows = tuple(
        replace(present(PEOPLE[name]), size=RowSize.LARGE, end_time=end, end_strong=end != "10:47")
        for name, end in (("Aydın", "11:17"), ("Berg", "10:47"), ("Koster", "11:17"))
    )
    berg = rows[1]
    panel = CandidatePanel(
        "Berg",
        person(berg, "MBO Verpleegkundige", "2006"),
        BigButton("Alles van Thijs"),
        (StatusNote(S.PRESENT, line("Aanwezig sinds 08:49. Eigen einde was 10:47.")),),
        line("Inleveren is altijd F6, nooit Enter."),
        acts=acts(Act.PRESENT, Act.LATE, Act.ABSENT),
        small_acts=SMALL,
        link=link(berg),
    )
    times = {"stop": "10:12", "go": "10:19", "lv": "10:32", "ei": "10:47", "ex": "11:17"}
    return RoomScreen(
        top("11:17", "72%", "R. Vos"),
        BandScreen(
            "11:17",
            "08",
            "Alle eindtijden zijn voorbij",
            short_title="Tijd is om",
            button=BandButton("Examen beëindigen", filled=True),
            aside=line("gestart 09:00"),
            rail=rail("11:17", **times),
        ),
        SearchScreen(has_map=True),
        chips((28, 0, 3, 0, 0, 22, 3), 2),
        ListScreen(
            rows,
            "Berg",
            strip=ListStrip(
                "bell",
                "Nog 3 kandidaten zonder eindstatus.",
                "Leg alleen vast wat je ziet. Beëindigen kan ook als er nog iets open staat.",
                StripButton(Act.ALL_HANDED_IN, "Zet 3 op ingeleverd", "Shift F6", S.HANDED_IN),
            ),
            foot=ListFoot(
                "Thijs van den Berg zit niet meer op zijn plaats en niemand zag hem inleveren? "
                "Laat het open. Het verslag vraagt het straks: ‘ingeleverd, tijd niet gezien’.",
                muted=True,
            ),
        ),
        panel,
        footer("11:12", "Yusuf Demir heeft ingeleverd", S.HANDED_IN, CLOSING),
    )
