"""The screens around a shift with the mockups' own texts: gallery and tests draw these."""

# Names and quotes as the mockups have them: dotless i, curly quotes.

from app.models.values import Status
from app.screens.room.closing import (
    CheckLevel,
    ClosingCheck,
    ClosingScreen,
    LastAct,
    Preview,
    Sealed,
    SigningBox,
    SigningState,
    Statement,
)
from app.screens.room.today import (
    ActionLook,
    CheckKind,
    CheckRow,
    Countdown,
    PlannedMoment,
    SessionCard,
    SessionDetails,
    TodayScreen,
)
from app.screens.room.unlock import (
    BeginScreen,
    CurtainScreen,
    Hotline,
    PinPrompt,
    ShiftHolder,
    SideCheck,
    SideColumn,
    SideCount,
)
from app.screens.room.wording import BarStatus, Notice, ScreenAction, Span, Tone, line

# Two empty pages of A4, as small as a PDF can be.
PLAIN_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
HOTLINE = Hotline("Hotline examenbureau, de hele dag", "4400", "mobiel: 088 000 44 00")

BEGIN_SIDE = SideColumn(
    clock="08:10",
    date="dinsdag 9 juni 2026",
    title="Laptop EX-07",
    subtitle="Locatie Kanaalstraat, lokaal B1.14",
    hotline=HOTLINE,
    checks=(
        SideCheck("circle-check", "Dagpakketten klaar", "3 zittingen, bijgewerkt 07:42"),
        SideCheck("circle-check", "Klok loopt gelijk", "Verschil met centrale tijd: 0,2 seconde"),
        SideCheck("battery-full", "Accu 97%", "Genoeg voor ongeveer 7 uur"),
        SideCheck("lock", "Gegevens zijn versleuteld", "Niets is leesbaar voor je dagcode klopt"),
    ),
)
BEGIN = BeginScreen(side=BEGIN_SIDE, no_card=line("Geen kaart? Ga naar de balie of bel *4400*."))

CURTAIN_SIDE = SideColumn(
    clock="09:53",
    date="dinsdag 9 juni 2026",
    title="B1.14, examen bezig",
    subtitle="gestart 09:00, einde 10:40, eigen tot 11:10",
    hotline=HOTLINE,
    counts=(
        SideCount(Status.PRESENT, "in de zaal", 25),
        SideCount(Status.AWAY, "even weg", 0),
        SideCount(Status.HANDED_IN, "ingeleverd", 0),
        SideCount(Status.ABSENT, "afwezig", 3),
    ),
    sync=SideCheck("circle-check", "Bewaard · centraal t/m 09:53", ""),
)
CURTAIN = CurtainScreen(
    side=CURTAIN_SIDE,
    subtitle="3 minuten niets gedaan. De klok en het examen lopen door. Wie ben je?",
    holders=(
        ShiftHolder("vos", "Rina Vos", "RV", "dienst sinds 08:10"),
        ShiftHolder("bakir", "Mehmet Bakır", "MB", "dienst sinds 08:14"),
    ),
    chosen="vos",
    pin=PinPrompt("Pincode van Rina"),
)

KEYRING_LOCKED = Notice(
    Tone.WARNING,
    "De sleutelbewaring van deze laptop is op slot.",
    "Je kunt wel beginnen. Alles heet dan ‘voorlopig’ tot twee mensen het bevestigen.",
    (ScreenAction("as-provisional", "Doorgaan als voorlopig", "Alt V"),),
)
STORE_DAMAGED = Notice(
    Tone.DANGER,
    "Het bestand van vandaag is beschadigd.",
    "Er is niets weggegooid. Begin opnieuw met een nieuw bestand en bel 4400.",
    (ScreenAction("new-store", "Opnieuw beginnen met een nieuw bestand", "Alt V"),),
)

HELP = ScreenAction("help", "Help", "F1")
F1, F9 = ScreenAction("keys", "Help", "F1"), ScreenAction("calamity", "Calamiteit", "F9")
TODAY = TodayScreen(
    status=BarStatus(
        sync="Bewaard · centraal t/m 08:13",
        battery="96%",
        who="R. Vos",
        actions=(HELP, F9),
    ),
    place="dinsdag 9 juni · lokaal B1.14",
    clock="08:13",
    heading="3 zittingen",
    sessions=(
        SessionCard(
            "rek",
            "09:00",
            "10:40",
            "Rekenen niveau 4",
            "28 kandidaten · 7 met voorzieningen",
            "Inloop over 17 minuten",
            "hourglass",
        ),
        SessionCard(
            "ned",
            "11:30",
            "13:30",
            "Nederlands lezen 3F",
            "24 kandidaten · 5 met voorzieningen",
            "Over 3 uur",
        ),
        SessionCard(
            "eng",
            "14:15",
            "15:45",
            "Engels schrijven B1",
            "22 kandidaten · 4 met voorzieningen",
            "Vanmiddag",
        ),
    ),
    chosen="rek",
    details=SessionDetails(
        title="Rekenen niveau 4",
        about=(
            line("Instellingsexamen · variant B · surveillanten Rina Vos en Mehmet Bakır"),
            line("Afnameleider *Jelle Bosma*, telefoon 4410"),
        ),
        moments=(
            PlannedMoment("08:30", "Inloop"),
            PlannedMoment("09:00", "Start gepland"),
            PlannedMoment("09:30", "Laatste binnenkomst"),
            PlannedMoment("10:40", "Einde"),
            PlannedMoment("11:10", "Einde extra tijd"),
        ),
        countdown=Countdown("Inloop over", "16:42"),
        checks_text="5 van 9 klaar",
        checks=(
            CheckRow(
                "list",
                CheckKind.AUTOMATIC,
                "Kandidatenlijst op deze laptop",
                line("28 kandidaten, bijgewerkt 07:42"),
                "automatisch",
            ),
            CheckRow(
                "provisions",
                CheckKind.AUTOMATIC,
                "Voorzieningen bekend",
                line("7 kandidaten, 11 voorzieningen"),
                "automatisch",
            ),
            CheckRow(
                "release",
                CheckKind.ATTENTION,
                "Vrijgave per kandidaat",
                (
                    Span("26 Go, "),
                    Span("2 zonder Go", strong=True, tone=Tone.WARNING),
                    Span(": C1 Hussein, D1 Mulder"),
                ),
                action=ScreenAction("show-release", "Bel 4400 of bekijk"),
                look=ActionLook.LINK,
            ),
            CheckRow(
                "laptop", CheckKind.AUTOMATIC, "Klok, accu en opslag in orde", note="automatisch"
            ),
            CheckRow(
                "envelope",
                CheckKind.DONE,
                "Examenwerk ontvangen",
                line("verzegeld, 30 stuks"),
                "R. Vos 08:11",
            ),
            CheckRow("keys", CheckKind.DONE, "Scanner en F-toetsen getest", note="R. Vos 08:12"),
            CheckRow(
                "second",
                CheckKind.OPEN,
                "Tweede surveillant meldt zich aan",
                action=ScreenAction("sign-on", "Aanmelden met dagcode", "Spatie"),
            ),
            CheckRow(
                "tables",
                CheckKind.OPEN,
                "Voorlezen",
                line("A2"),
                "geluid staat aan in het toetssysteem, of wie voorleest is er",
                action=ScreenAction("ready", "Ligt klaar", "Spatie"),
                second=ScreenAction("show-seats", "Bekijk op plattegrond"),
            ),
            CheckRow(
                "clock",
                CheckKind.OPEN,
                "Zaalklok op het scherm voor kandidaten",
                action=ScreenAction("show-clock", "Toon", "F12"),
                look=ActionLook.HINT,
            ),
        ),
    ),
    notices=(
        Notice(
            Tone.NOTE,
            "Gewijzigd om 07:40:",
            "Ruben Koster zit in B1.14, stoel C5. Zijn aparte ruimte B1.02 is dubbel geboekt. "
            "Dit meld je als voorziening ‘niet geleverd’.",
        ),
    ),
    footer=(
        line("Nog 4 punten open. Je kunt wel verder,"),
        line("open punten komen in het proces-verbaal."),
    ),
)

SIGNED = SigningBox(
    "bakir",
    "Mehmet Bakır",
    "Tweede surveillant · van 08:14 tot 10:47",
    SigningState.SIGNED,
    signed="getekend 10:48:12, vertrok eerder",
)
RULES = (
    "De regelset van dit examen vraagt 2 handtekeningen. "
    "Ieder tekent voor de eigen periode, met de pincode van deze dienst."
)
TIMES_OK = ClosingCheck(
    "times", CheckLevel.OK, "Zitting en tijden", "gestart 09:00, einde 10:47, extra tijd tot 11:17"
)
NETWORK_OK = ClosingCheck(
    "network",
    CheckLevel.OK,
    "Netwerk weg, 10:12 tot 10:18",
    "7 minuten terug, besluit bevestigd 10:24",
)


OPEN_CHECKS = (
    ClosingCheck(
        "end/berg",
        CheckLevel.BLOCKS,
        "Thijs van den Berg heeft geen eindstatus",
        "Aanwezig sinds 08:49. Het einde was 10:47.",
        (
            ScreenAction(
                "not-seen",
                "Ingeleverd, tijd niet gezien",
                detail="werk geteld om 11:19",
            ),
            ScreenAction("other-time", "Andere tijd", asks="Hoe laat?", example="uu:mm"),
        ),
        stacked=True,
    ),
    ClosingCheck(
        "id/abdi",
        CheckLevel.WARNS,
        "Hamza Abdi zonder geldig ID",
        "Wanneer moet het origineel er zijn?",
        (
            ScreenAction("until", "Uiterlijk 16 juni"),
            ScreenAction("other-date", "Andere datum", asks="Welke datum?", example="dd-mm"),
        ),
    ),
    ClosingCheck(
        "provision/demir",
        CheckLevel.WARNS,
        "Koptelefoon van Yusuf Demir",
        "Nog geen uitkomst.",
        (
            ScreenAction("given", "Gegeven"),
            ScreenAction("partly", "Deels"),
            ScreenAction("refused", "Geweigerd"),
            ScreenAction("not-delivered", "Niet geleverd"),
            ScreenAction("not-used", "Aangeboden, niet gebruikt"),
        ),
    ),
    TIMES_OK,
    NETWORK_OK,
)


def checking(pdf: bytes) -> ClosingScreen:
    """Return 07a: one check blocks, two warn."""
    return ClosingScreen(
        place="B1.14 · Rekenen niveau 4",
        clock="11:19",
        status=BarStatus(
            sync="Bewaard · centraal t/m 11:19", battery="71%", who="R. Vos", actions=(F1, F9)
        ),
        checks_summary="1 punt blokkeert, 2 punten vragen aandacht.",
        checks=OPEN_CHECKS,
        more_checks="En 2 punten die kloppen: afwezigen, examenwerk",
        preview=Preview(pdf),
        signing_about=RULES,
        boxes=(
            SIGNED,
            SigningBox(
                "vos",
                "Rina Vos",
                "Eerste surveillant · van 08:10 tot nu",
                SigningState.WAITING,
            ),
        ),
        blocked=line("*Tekenen kan nog niet.* Geef Thijs van den Berg eerst een eindstatus."),
        hint="Komt er na een handtekening iets bij, dan vervalt die en vraagt Examendag hem "
        "opnieuw.",
    )


SETTLED_CHECKS = (
    ClosingCheck(
        "added",
        CheckLevel.WARNS,
        "Erbij gekomen om 11:22",
        "Zakje 3, telefoon van Yusuf Demir: teruggegeven 11:13 aan kandidaat. R. Vos.",
        (ScreenAction("show", "Bekijk in het verslag"),),
    ),
    TIMES_OK,
    ClosingCheck(
        "ends",
        CheckLevel.OK,
        "Alle 28 kandidaten hebben een eindstatus",
        "25 ingeleverd, 3 afwezig",
    ),
    ClosingCheck(
        "ids",
        CheckLevel.OK,
        "ID en toelichtingen",
        "24 met ID, 1 zonder, origineel uiterlijk 16 juni",
    ),
    ClosingCheck(
        "provisions",
        CheckLevel.OK,
        "11 voorzieningen hebben een uitkomst",
        "8 gegeven, 1 niet gebruikt, 1 niet geleverd, 1 n.v.t.",
    ),
    NETWORK_OK,
    ClosingCheck("irregularities", CheckLevel.OK, "10 bijzonderheden, verder geen"),
    ClosingCheck(
        "material", CheckLevel.OK, "Examenwerk geteld", "25 gemaakt, 5 ongebruikt, 30 uit"
    ),
)


def signing(pdf: bytes) -> ClosingScreen:
    """Return 07b: a signature lapsed and is asked again."""
    return ClosingScreen(
        place="B1.14 · Rekenen niveau 4",
        clock="11:23",
        status=BarStatus(
            sync="Bewaard · centraal t/m 11:23", battery="71%", who="R. Vos", actions=(F1, F9)
        ),
        checks_summary="Alles is compleet. 1 feit kwam erbij na je handtekening.",
        checks=SETTLED_CHECKS,
        preview=Preview(pdf),
        signing_about=RULES,
        boxes=(
            SIGNED,
            SigningBox(
                "vos",
                "Rina Vos",
                "Eerste surveillant · van 08:10 tot nu",
                SigningState.LAPSED,
                signed="getekend 11:21:40",
                ask="Lees wat erbij kwam en teken opnieuw.",
            ),
        ),
        signer="vos",
        seal_note=line(
            "Na deze handtekening is het verslag *verzegeld*. "
            "Verbeteren kan dan alleen met een aanvulling."
        ),
        can_sign=True,
        last_act=LastAct("11:22", "Zakje 3 teruggegeven, vastgelegd door R. Vos"),
    )


NO_MORE = Statement("nothing-else", "Verder geen bijzonderheden")
SEALED = Sealed(
    "Verzegeld om 11:24.", "Aanvullen kan nog, wijzigen niet meer.", "3c1f 8a90 57be … 84f3"
)
