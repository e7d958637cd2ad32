"""Made-up papers: variants of the mockup day, and sessions of any size."""

from dataclasses import replace

from app.models.report import (
    CandidateRow,
    NumberedItem,
    ReportStatus,
    SessionReport,
    SignatureBox,
)
from tests.reports.mockup_day import (
    AUTHENTICITY,
    HEAD,
    ITEMS,
    MOCKUP_DAY,
    SIGNATURES,
    bold,
)

LONG_NAME = (
    "van der Şahinoğlu-Wielewaal ʿAbd al-Raḥmān ibn Muḥammad aṭ-Ṭabarānī, "
    "Zübeyde-Gülşen İrem Ġhāliyya"
)


def hall(size: int) -> SessionReport:
    """Return a report with this many candidates; every ninth has a long name."""
    rows = tuple(
        CandidateRow(
            f"{chr(65 + number // 20)}{number % 20 + 1}",
            f"{2050000 + number}",
            LONG_NAME if number % 9 == 8 else f"Voorbeeld{number:03d}, Kandidaat",
            "Aanwezig",
            "08:4" + str(number % 10),
            "10:47",
            "zie 5.7" if number % 25 == 3 else "",
        )
        for number in range(size)
    )
    return replace(MOCKUP_DAY, candidates=rows)


HARD_DAY = replace(
    MOCKUP_DAY,
    head=replace(
        HEAD,
        status=ReportStatus.CONCEPT,
        status_text="concept, nog niet verzegeld",
        status_moment="concept van 9 juni 2026 11:19:30",
        subtitle="Communicatieve vaardigheden en loopbaanoriëntatie niveau 4 (keuzedeel), "
        "dinsdag 9 juni 2026, Sporthal Oost en aangrenzende ruimten",
    ),
    irregularities=(
        replace(
            ITEMS[0],
            corrections=(
                bold(
                    "Gecorrigeerd 10:20:31 door R. Vos: gemeld om ~~08:36~~ 08:38. "
                    "Reden: op de verkeerde klok gekeken."
                ),
                bold(
                    "Gecorrigeerd 10:41:02 door M. Bakır: ~~B1.02~~ B1.04. "
                    "Reden: lokaalnummer verkeerd gelezen."
                ),
            ),
        ),
        NumberedItem(
            "tijd niet waargenomen",
            "Onwel geworden",
            "Kandidaat 🤒 viel stil; naam op het ID: محمد.\nTweede alinea van het verslag. "
            + "De surveillant beschrijft uitvoerig wat er is gezien en gedaan. " * 90,
        ),
        NumberedItem(
            "09:01",
            "",
            bold("~~Even weg · Bos, Sanne.~~ Ingetrokken 09:03. Reden: verkeerde rij."),
        ),
    ),
    provisions=(),
    material=(),
    material_note="",
    signatures=(
        replace(SIGNATURES[0], name=LONG_NAME),
        SignatureBox(
            "Tweede surveillant, van 08:14 tot 10:47",
            "Mehmet Bakır",
            unable="naar huis gegaan om 10:48, ziek; vastgelegd door R. Vos 10:52",
        ),
        SignatureBox("Afnameleider, van 08:00 tot 11:24", "Jet Bosma", ("Nog niet ondertekend",)),
    ),
    authenticity=replace(
        AUTHENTICITY,
        text="Dit is een concept. Er is nog niets verzegeld.",
        digest_caption="",
        record_root=None,
    ),
)

WITH_LATE = replace(
    MOCKUP_DAY,
    late_text="Vastgelegd na de verzegeling van 9 juni 2026 11:24:08.",
    late=(
        NumberedItem(
            "11:40",
            "Nagekomen handeling",
            "Laptop EX-09 bracht om 11:40 nog een binnenkomst: Kaya, Deniz, gezien 08:58.",
        ),
        NumberedItem(
            "13:05",
            "Aanvulling",
            "De telefoon uit zakje 3 was uit. Ondertekend 13:06:10 door R. Vos.",
        ),
    ),
)
