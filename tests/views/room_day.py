"""The room of the mockups as RoomScreens: one day (9 June 2026), everybody made up."""

import unicodedata
from dataclasses import replace

from app.models.values import Status
from app.screens.room.band import (
    BandButton,
    BandScreen,
    MomentKind,
    Rail,
    RailMoment,
    SyncState,
    TopBar,
)
from app.screens.room.intents import Act
from app.screens.room.panel import (
    ActButton,
    Badge,
    BigButton,
    BirthDate,
    CandidatePanel,
    PanelLine,
    PanelLink,
    Person,
    ProvisionBox,
    ProvisionLine,
    StatusNote,
)
from app.screens.room.room import (
    FilterChip,
    FooterScreen,
    Found,
    Hint,
    ListScreen,
    RoomScreen,
    RowField,
    RowScreen,
    RowSize,
    SearchScreen,
    SectionRow,
)
from app.screens.room.wording import line

S = Status
BADGES = {
    "+25%": Badge("+25%", "timer", strong=True),
    "+30": Badge("+30 min", "timer", strong=True),
    "voor": Badge("Voorlezen", "volume-2"),
    "ruimte": Badge("Aparte ruimte", "door-closed"),
    "groot": Badge("Vergroot", "zoom-in"),
    "kop": Badge("Koptelefoon", "headphones"),
    "boek": Badge("Woordenboek", "book-open"),
    "laptop": Badge("Laptop", "laptop"),
    "pauze": Badge("Pauze", "coffee"),
}
B114 = """A1|Abdi|Hamza||2041207
A2|Aydın|Elif||2039954|+30,voor
A3|Bakker|Noa||2041530
A4|Berg|Thijs|van den|2040018
A5|Boer|Jesse|de|2041662
A6|Bos|Sanne||2038871|+25%
A7|Çelik|Emre||2041219
B1|Demir|Yusuf||2041873|+25%,kop
B2|Dijk|Lotte|van|2040446
B3|El Amrani|Salma||2041395
B4|Fernandes|Tiago||2039127|boek
B5|Graaf|Milan|de|2041744
B6|Haddad|Nour||2041090
B7|Hendriks|Fleur||2040532
C1|Hussein|Ayaan||2041981|boek
C2|Jansen|Daan||2040277
C3|Jong|Eva|de|2041003
C4|Kaya|Deniz||2041458
C5|Koster|Ruben||2038640|+30,laptop,ruimte
C6|Kowalska|Zuzanna||2041826
C7|Meijer|Isa||2040911
D1|Mulder|Bram||2041117
D2|Nguyen|Linh||2041604
D3|Özdemir|Selin||2041550
D4|Peters|Luuk||2039763|groot
D5|Ruiter|Femke|de|2040389
D6|Santos|Kevin|dos|2041277
D7|Visser|Mila||2041912"""
IN_AT_0853 = {
    *("Abdi", "Aydın", "Bakker", "Berg", "Bos", "Dijk", "El Amrani", "Fernandes", "Hendriks"),
    *("Jansen", "Jong", "Koster", "Meijer", "Nguyen", "Visser"),
}


def candidate(record: str) -> RowScreen:
    """A row in state "verwacht" from "seat|surname|given|particle|number|provisions"."""
    seat, surname, given, particle, number, *rest = record.split("|")
    badges = tuple(BADGES[key] for key in rest[0].split(",")) if rest and rest[0] else ()
    end = {"+25%": "11:05", "+30 min": "11:10"}.get(badges[0].text if badges else "", "10:40")
    return RowScreen(
        candidate=surname,
        status=S.EXPECTED,
        seat=seat,
        surname=f"{particle} {surname}".strip(),
        given=given,
        number=number,
        end_time=end,
        status_text="Verwacht",
        badges=badges,
        end_strong=end != "10:40",
    )


PEOPLE = {row.candidate: row for row in map(candidate, B114.splitlines())}
WORDS = {
    S.EXPECTED: "Verwacht",
    S.PRESENT: "Aanwezig",
    S.LATE: "Te laat",
    S.AWAY: "Even weg",
    S.HANDED_IN: "Ingeleverd",
    S.ABSENT: "Afwezig",
}


def of_status(row: RowScreen, status: Status, text: str = "", **changes: object) -> RowScreen:
    return replace(
        row,
        status=status,
        status_text=text or WORDS[status],
        loud=status in {S.LATE, S.AWAY},
        muted=status in {S.HANDED_IN, S.ABSENT},
        **changes,
    )


def lit(row: RowScreen, query: str) -> RowScreen:
    folded = "".join(
        char for char in unicodedata.normalize("NFD", row.surname) if ord(char) < 0x300
    ).lower()
    at = folded.find(query)
    found = (Found(RowField.SURNAME, at, at + len(query)),)
    return replace(row, size=RowSize.LARGE, found=found)


def chips(counts: tuple[int, ...], chosen: int = 0) -> tuple[FilterChip, ...]:
    names = (("Alle", None), *((WORDS[status], status) for status in WORDS))
    return tuple(
        FilterChip(text, count, status, chosen=n == chosen)
        for n, ((text, status), count) in enumerate(zip(names, counts, strict=True))
    )


def minutes(time: str) -> float:
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)


def rail(now: str, planned: bool = False, **times: str) -> Rail:
    at = {
        "inl": "08:30",
        "st": "09:00",
        "lb": "09:30",
        "lv": "10:25",
        "ei": "10:40",
        "ex": "11:10",
    } | {key: value for key, value in times.items() if key not in {"stop", "go"}}
    n = minutes(now)
    ahead = [key for key in ("st", "lb", "lv", "ei") if n < minutes(at[key])]
    current = "st" if planned else ahead[0] if ahead else "ex"
    order = list(dict.fromkeys((current, "ei", "st", "lv", "ex", "lb", "inl")))
    start = "Gepland" if planned else "Gestart"
    labels = {
        "inl": (MomentKind.WALK_IN, "Inloop", "Inloop", False, ""),
        "st": (MomentKind.START, start, start if planned else "Start", False, ""),
        "lb": (
            MomentKind.ENTRY,
            "Laatste binnenkomst",
            "Binnenkomst",
            False,
            f"Niet weg voor {at['lb']}",
        ),
        "lv": (MomentKind.LEAVE, f"Na {at['lv']} niet meer weg", "Niet meer weg", True, ""),
        "ei": (MomentKind.END, "Einde", "Einde", False, ""),
        "ex": (MomentKind.EXTRA, "Einde extra tijd", "Extra tijd", True, ""),
    }
    moments = tuple(
        RailMoment(
            kind,
            minutes(at[key]),
            at[key],
            name,
            short,
            order.index(key),
            under,
            left,
            key == current,
        )
        for key, (kind, name, short, left, under) in labels.items()
    )
    stopped = (minutes(times["stop"]), minutes(times["go"])) if "stop" in times else None
    return Rail(moments, n, planned, stopped)


def top(synced: str, battery: str, people: str = "R. Vos · M. Bakır", **changes: object) -> TopBar:
    made = TopBar(
        "B1.14",
        "Rekenen niveau 4 · 28 kandidaten",
        SyncState.STORED,
        f"Bewaard · centraal t/m {synced}",
        battery,
        people=people,
    )
    return replace(made, **changes)


def act(act_: Act, text: str, keys: str, status: Status | None, *off: Act) -> ActButton:
    icon = "" if status else "triangle-alert"
    reason = "Dat kan nu niet." if act_ in off else ""
    return ActButton(act_, text, keys, status, icon, act_ not in off, reason)


def acts(*off: Act) -> tuple[ActButton, ...]:
    return (
        act(Act.PRESENT, "Aanwezig", "F2", S.PRESENT, *off),
        act(Act.LATE, "Te laat", "F3", S.LATE, *off),
        act(Act.ABSENT, "Afwezig", "F4", S.ABSENT, *off),
        act(Act.AWAY_OR_BACK, "Even weg", "F5", S.AWAY, *off),
        act(Act.HAND_IN, "Inleveren", "F6", S.HANDED_IN, *off),
        act(Act.IRREGULARITY, "Bijzonderheid", "F7", None, *off),
    )


SMALL = (
    ActButton(Act.CHANGE_SEAT, "Plaats wisselen", "Alt M"),
    ActButton(Act.ADD_CANDIDATE, "Bijschrijven", "Shift F2"),
    ActButton(Act.OTHER_TIME, "Andere tijd", "Alt T"),
    ActButton(Act.LEFT, "Definitief vertrokken", "Shift F5"),
)


def person(row: RowScreen, programme: str, year: str) -> Person:
    return Person(
        row.seat,
        f"{row.given} {row.surname}",
        f"{row.number} · {programme}",
        BirthDate(f"••-••-{year}", f"14-03-{year}"),
    )


def link(row: RowScreen) -> PanelLink:
    text = f"Alles van {row.given}"
    return PanelLink(Act.EVERYTHING, text, "tijdlijn, ID, voorzieningen", "F8")


def footer(time: str, text: str, status: Status, *hints: Hint) -> FooterScreen:
    return FooterScreen(time, text, status, can_undo=True, hints=hints)


ALL_KEYS = Hint("Alle toetsen", "F1", Act.HELP)
CLOSING = Hint("Proces-verbaal", "F10", Act.CLOSING, lead="Klaar met toezicht?")


def panel_03a(demir: RowScreen) -> CandidatePanel:
    return CandidatePanel(
        "Demir",
        person(demir, "MBO Verpleegkundige", "2007"),
        BigButton("Aanwezig, ID gezien", S.PRESENT),
        (
            ProvisionBox(
                (
                    ProvisionLine(BADGES["+25%"], line("Eindtijd *11:05*")),
                    ProvisionLine(BADGES["kop"], line("Ligt klaar op stoel B1")),
                )
            ),
        ),
        second=ActButton(
            Act.PRESENT_WITHOUT_ID, "Aanwezig, geen geldig ID", "Shift Enter", icon="id-card"
        ),
        acts=acts(Act.LATE, Act.AWAY_OR_BACK, Act.HAND_IN),
        small_acts=SMALL,
        link=link(demir),
    )


def screen_03a() -> RoomScreen:
    demir, ozdemir = PEOPLE["Demir"], PEOPLE["Özdemir"]
    others = [
        row for row in PEOPLE.values() if row.candidate not in IN_AT_0853 | {"Demir", "Özdemir"}
    ]
    matches = (lit(demir, "dem"), lit(ozdemir, "dem"))
    rows = (*matches, SectionRow(f"Ook nog verwacht · {len(others)}"), *others)
    return RoomScreen(
        top("08:53", "93%"),
        BandScreen(
            "08:53",
            "20",
            "Gepland 09:00, nog niet gestart",
            button=BandButton("Examen starten"),
            aside=line("over *6 min 40 s*"),
            rail=rail("08:53", planned=True),
            short_title="Nog niet gestart",
            short_subline="gepland 09:00",
            short_button="Starten",
        ),
        SearchScreen("dem", "2 gevonden", has_map=True),
        chips((28, 13, 15, 0, 0, 0, 0)),
        ListScreen(rows, "Demir"),
        panel_03a(demir),
        footer(
            "08:53",
            "Fleur Hendriks is aanwezig, ID gezien",
            S.PRESENT,
            Hint("Volgende", "Pijl omlaag"),
            ALL_KEYS,
        ),
    )


STATUS_AT_1011 = {
    "Bakker": (S.HANDED_IN, "Ingeleverd 10:04"),
    "Boer": (S.LATE, "Te laat, 09:12"),
    "El Amrani": (S.AWAY, "Even weg · 3 min"),
    "Graaf": (S.ABSENT, "Afwezig"),
    "Hussein": (S.ABSENT, "Afwezig"),
    "Jansen": (S.HANDED_IN, "Ingeleverd 09:58"),
    "Özdemir": (S.LATE, "Te laat, 09:21"),
    "Mulder": (S.ABSENT, "Afwezig"),
    "Visser": (S.HANDED_IN, "Ingeleverd"),
}


def rows_at_1011() -> tuple[RowScreen, ...]:
    rows = tuple(
        of_status(row, *STATUS_AT_1011.get(row.candidate, (S.PRESENT, "")))
        for row in PEOPLE.values()
    )
    spoken = "zonder geldig ID"
    return (replace(rows[0], mark="id-card", mark_spoken=spoken), *rows[1:])


def away_panel(row: RowScreen, programme: str, since: str, value: str) -> CandidatePanel:
    return CandidatePanel(
        row.candidate,
        person(row, programme, "2006"),
        BigButton("Terug in de zaal", S.AWAY, S.PRESENT),
        (
            StatusNote(S.AWAY, line(f"*Even weg sinds {since}* · toilet"), value, tinted=True),
            PanelLine("user", "Begeleid door M. Bakır", "1e keer weg"),
        ),
        acts=acts(Act.PRESENT, Act.LATE, Act.ABSENT, Act.AWAY_OR_BACK),
        small_acts=SMALL,
        link=link(row),
    )


def screen_03b() -> RoomScreen:
    return RoomScreen(
        top("10:11", "82%"),
        BandScreen(
            "10:11",
            "31",
            "Examen bezig",
            line("Gestart 09:00, nog *28 min*"),
            rail=rail("10:11"),
            spoken="Examen bezig, gestart 9 uur, nog 28 minuten, na 10 uur 25 niet meer weg",
        ),
        SearchScreen(has_map=True),
        chips((28, 0, 19, 2, 1, 3, 3)),
        ListScreen(rows_at_1011(), "El Amrani"),
        away_panel(PEOPLE["El Amrani"], "Doktersassistent", "10:08", "3:12"),
        footer("10:08", "Salma El Amrani is even weg, met M. Bakır", S.AWAY, CLOSING),
    )
