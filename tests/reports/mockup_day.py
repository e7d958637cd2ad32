"""The made-up day of the design's fact sheet, as it stands in the report."""

import re

from app.models.report import (
    Authenticity,
    CandidateRow,
    Cell,
    CourseRow,
    Figure,
    LabelledLines,
    MaterialRow,
    NumberedItem,
    PaperHead,
    ProvisionRow,
    ReportStatus,
    Run,
    SessionReport,
    SignatureBox,
)

ROOT = bytes.fromhex("3c1f8a9057bed24e06a1f9c37b58e41290d72f6bc8a5314d5ee0b7961a2c84f3")

HEAD = PaperHead(
    school="Instelling X · Examenbureau",
    author="Instelling X",
    title="Proces-verbaal van afname",
    subtitle="Rekenen niveau 4, dinsdag 9 juni 2026, lokaal B1.14",
    running_title="Proces-verbaal van afname · Rekenen niveau 4 · 9 juni 2026 · B1.14",
    reference="PV-2026-0609-B114-01",
    status=ReportStatus.SEALED,
    status_text="verzegeld",
    status_moment="verzegeld 9 juni 2026 11:24:08",
)

SESSION = tuple(
    LabelledLines(label, lines)
    for label, lines in (
        ("Examen en code", ("Rekenen niveau 4 · REK4-2526-P4, variant B",)),
        ("Soort, kans", ("Instellingsexamen, 1e kans",)),
        ("Crebo", ("25655 en 3 andere, zie dossier",)),
        ("Toetssysteem", ("TOA, opgaven op papier",)),
        ("Locatie en lokaal", ("Kanaalstraat, B1.14",)),
        ("Laptop", ("EX-07",)),
        ("Afnameleider", ("J. Bosma",)),
        ("Regelset", ("Instellingsexamens 2025-2026",)),
        (
            "Surveillanten",
            ("R. Vos (eerste) 08:10 tot 11:24", "M. Bakır (tweede) 08:14 tot 10:47"),
        ),
        ("Verzegeling", ("E-0417 intact, open 08:51 door R. Vos, erbij M. Bakır",)),
        ("Hulpmiddelen", ("Rekenmachine, kladpapier (28 uit en terug)",)),
        ("Examenwerk", ("25 gemaakt, 5 ongebruikt",)),
    )
)

COURSE = tuple(
    CourseRow(*cells)
    for cells in (
        ("Inloop", "08:30", "08:30"),
        ("Start", "09:00", "09:00:14", "gestart door R. Vos"),
        (
            "Laatste binnenkomst, niet weg voor",
            "09:30",
            "09:30",
            "2 kandidaten te laat, niemand daarna",
        ),
        ("Onderbreking", "", "10:12:05–10:18:57", "6 min 52 s, zie 5.9"),
        ("Niet meer weg na", "10:25", "10:32", "7 min tijd terug"),
        ("Einde", "10:40", "10:47", "7 min tijd terug"),
        (
            "Einde extra tijd (25% en 30 min)",
            "11:05 en 11:10",
            "11:12 en 11:17",
            "7 min tijd terug",
        ),
        ("Examen beëindigd", "", "11:17:20", "beëindigd door R. Vos"),
    )
)

FIGURES = tuple(
    Figure(*pair)
    for pair in (
        ("28", "verwacht"),
        ("25", "deelgenomen"),
        ("2", "waarvan te laat"),
        ("3", "afwezig"),
        ("24", "met geldig ID"),
        ("25", "ingeleverd"),
    )
)


def bold(text: str) -> Cell:
    """Return runs of a text in which **double stars** are bold and ~~waves~~ are struck."""
    parts = re.split(r"(\*\*.+?\*\*|~~.+?~~)", text)
    return tuple(
        Run(part.strip("*~"), bold=part.startswith("**"), struck=part.startswith("~~"))
        for part in parts
        if part
    )


PROVISIONS = tuple(
    ProvisionRow(seat, name, granted, bold(outcome))
    for seat, name, granted, outcome in (
        ("A2", "Aydın, Elif", "30 minuten extra", "Gegeven, einde 11:17"),
        ("A2", "Aydın, Elif", "Voorlezen", "Gegeven, met voorleessoftware"),
        ("A6", "Bos, Sanne", "25% extra tijd", "Gegeven, einde 11:12"),
        ("B1", "Demir, Yusuf", "25% extra tijd", "Gegeven, einde 11:12"),
        ("B1", "Demir, Yusuf", "Koptelefoon", "Aangeboden, niet gebruikt. Reden: niet nodig"),
        ("B4", "Fernandes, Tiago", "Woordenboek", "Gegeven"),
        ("C1", "Hussein, Ayaan", "Woordenboek", "Niet van toepassing, afwezig"),
        ("C5", "Koster, Ruben", "30 minuten extra", "Gegeven, einde 11:17"),
        ("C5", "Koster, Ruben", "Laptop", "Gegeven, EX-38"),
        (
            "C5",
            "Koster, Ruben",
            "Aparte ruimte",
            (
                "**Niet geleverd**, zat op C5 in B1.14. Reden: B1.02 dubbel geboekt. "
                "Gemeld aan S. Lieverse om 08:36"
            ),
        ),
        ("D4", "Peters, Luuk", "Vergroot examenwerk", "Gegeven, A3"),
    )
)

ITEMS = tuple(
    NumberedItem(time, lead, bold(text))
    for time, lead, text in (
        (
            "08:36",
            "Voorziening niet geleverd",
            (
                "Koster, Ruben (2038640). Aparte ruimte B1.02 dubbel geboekt, zat op C5 in B1.14. "
                "Gemeld aan S. Lieverse om 08:36."
            ),
        ),
        (
            "08:41",
            "Geen geldig ID",
            (
                "Abdi, Hamza (2041207). Schoolpas met foto getoond, naam en foto komen overeen. "
                "Besluit: toegelaten. S. Lieverse, namens de examencommissie, mandaat M-03. "
                "Telefonisch genoteerd 08:43, bevestigd 08:44. "
                "**Origineel tonen uiterlijk 16 juni 2026.**"
            ),
        ),
        (
            "09:12",
            "Te laat, 12 min",
            (
                "de Boer, Jesse (2041662). Reden: bus viel uit. Toegelaten volgens de regelset "
                "(binnenkomst tot 09:30). Eindtijd gelijk."
            ),
        ),
        (
            "09:21",
            "Te laat, 21 min",
            (
                "Özdemir, Selin (2041550). Reden: verslapen. Toegelaten volgens de regelset "
                "(binnenkomst tot 09:30). Eindtijd gelijk."
            ),
        ),
        ("09:44–09:47", "Even weg", "Demir, Yusuf. Toilet, begeleid door M. Bakır."),
        (
            "10:08–10:13",
            "Even weg",
            (
                "El Amrani, Salma (2041395). Toilet, begeleid door M. Bakır. In de zaal bleef "
                "R. Vos, 21 kandidaten."
            ),
        ),
        (
            "10:10",
            "Telefoon of hulpmiddel",
            (
                "Demir, Yusuf (2041873). Gezien 10:10, aangesproken 10:11, genoteerd 10:11:56 "
                "door R. Vos. Telefoon lag zichtbaar op tafel, scherm uit. Kandidaat: ‘Vergeten "
                "in mijn tas te doen.’ Niemand anders zag het. Ingenomen, zakje 3, teruggegeven "
                "11:13 aan kandidaat. Kandidaat heeft het examen afgemaakt. **Gemeld aan de "
                "examencommissie (vermoeden van onregelmatigheid).** Besluit is aan de "
                "examencommissie."
            ),
        ),
        (
            "10:10",
            "Verschil",
            (
                "de Graaf, Milan (2041744). Examenbureau: ziek gemeld om 10:10. Zaal: afwezig, "
                "vastgesteld 09:31. Nog niet beslist."
            ),
        ),
        (
            "10:12–10:18",
            "Calamiteit: netwerk weg",
            (
                "F9 gedrukt 10:12:05, melding H-0609-08. Kandidaten konden niet doorwerken. "
                "Gebeld 10:14:10 tot 10:16:02. Antwoorden bewaard. Hervat 10:18:57, onderbreking "
                "6 min 52 s, 22 kandidaten. Besluit: 7 minuten terug. S. Lieverse, namens de "
                "examencommissie, mandaat M-07. Telefonisch genoteerd 10:20, teruggelezen, "
                "bevestigd 10:24."
            ),
        ),
        (
            "10:47",
            "Inlevertijd niet waargenomen",
            (
                "van den Berg, Thijs (2040018). Zijn werk lag bij het ingeleverde werk bij de "
                "telling van 11:19."
            ),
        ),
    )
)

MATERIAL = tuple(
    MaterialRow(*cells)
    for cells in (
        (
            "Examenwerk, envelop E-0417",
            "30",
            "25 gemaakt, 5 ongebruikt",
            "11:20, zegel Z-2291, R. Vos",
        ),
        ("Kladpapier", "28", "28", "in dezelfde envelop"),
        ("Zakje 3 (telefoon)", "ingenomen 10:11", "11:13 aan kandidaat"),
    )
)

_CANDIDATES = """
A1|2041207|Abdi, Hamza|Aanwezig|08:41|10:47|geen geldig ID, zie 5.2
A2|2039954|Aydın, Elif|Aanwezig|08:44|11:17|
A3|2041530|Bakker, Noa|Aanwezig|08:36|10:04|
A4|2040018|van den Berg, Thijs|Aanwezig|08:49|tijd niet waargenomen|werk geteld 11:19, zie 5.10
A5|2041662|de Boer, Jesse|Te laat|09:12|10:47|12 min te laat, zie 5.3
A6|2038871|Bos, Sanne|Aanwezig|08:38|11:12|
A7|2041219|Çelik, Emre|Aanwezig|08:55|10:47|
B1|2041873|Demir, Yusuf|Aanwezig|08:53|11:12|zie 5.5 en 5.7
B2|2040446|van Dijk, Lotte|Aanwezig|08:40|10:47|
B3|2041395|El Amrani, Salma|Aanwezig|08:42|10:47|zie 5.6
B4|2039127|Fernandes, Tiago|Aanwezig|08:35|10:47|
B5|2041744|de Graaf, Milan|Afwezig|–|–|verschil, zie 5.8
B6|2041090|Haddad, Nour|Aanwezig|08:55|10:47|
B7|2040532|Hendriks, Fleur|Aanwezig|08:53|10:47|
C1|2041981|Hussein, Ayaan|Afwezig|–|–|
C2|2040277|Jansen, Daan|Aanwezig|08:39|09:58|
C3|2041003|de Jong, Eva|Aanwezig|08:46|10:47|
C4|2041458|Kaya, Deniz|Aanwezig|08:58|10:47|
C5|2038640|Koster, Ruben|Aanwezig|08:33|11:17|zie 5.1
C6|2041826|Kowalska, Zuzanna|Aanwezig|08:54|10:47|
C7|2040911|Meijer, Isa|Aanwezig|08:45|10:24|
D1|2041117|Mulder, Bram|Afwezig|–|–|
D2|2041604|Nguyen, Linh|Aanwezig|08:48|10:27|
D3|2041550|Özdemir, Selin|Te laat|09:21|10:47|21 min te laat, zie 5.4
D4|2039763|Peters, Luuk|Aanwezig|08:57|10:47|
D5|2040389|de Ruiter, Femke|Aanwezig|08:58|10:31|
D6|2041277|dos Santos, Kevin|Aanwezig|08:54|10:47|
D7|2041912|Visser, Mila|Aanwezig|08:37|10:06|
"""
CANDIDATES = tuple(
    CandidateRow(*line.split("|")) for line in _CANDIDATES.splitlines() if line.strip()
)

SIGNATURES = (
    SignatureBox(
        "Eerste surveillant, van 08:10 tot 11:24",
        "Rina Vos",
        (
            (
                "Elektronisch ondertekend 11:24:08, laptop EX-07; dagcode uitgereikt 08:05 door "
                "S. Lieverse na controle legitimatie"
            ),
        ),
        lapsed=("Eerdere handtekening 11:21:40 vervallen: er was iets bijgekomen.",),
    ),
    SignatureBox(
        "Tweede surveillant, van 08:14 tot 10:47",
        "Mehmet Bakır",
        (
            (
                "Elektronisch ondertekend 10:48:12, laptop EX-07; dagcode uitgereikt 08:06 door "
                "S. Lieverse na controle legitimatie"
            ),
        ),
    ),
)

AUTHENTICITY = Authenticity(
    "Dit document is na de laatste handtekening verzegeld. Wijzigen kan niet meer, aanvullen "
    "wel: een aanvulling krijgt een eigen nummer en handtekening.",
    "SHA-256 van de vastgelegde handelingen (niet van dit bestand):",
    ROOT,
)

MOCKUP_DAY = SessionReport(
    head=HEAD,
    session=SESSION,
    course=COURSE,
    attendance=FIGURES,
    provisions=PROVISIONS,
    irregularities=ITEMS,
    statements=(
        "Verder geen bijzonderheden.",
        "2 directe vergissingen hersteld, zie dossier.",
        "Naar waarheid opgemaakt.",
    ),
    material=MATERIAL,
    material_note="De overdracht aan de balie gebeurt na het ondertekenen en staat in de "
    "uitgifte- en innamelijst van die dag.",
    candidates=CANDIDATES,
    signing_text="De regelset van dit examen vraagt 2 handtekeningen. Ieder verklaart dat dit "
    "proces-verbaal voor de eigen periode naar waarheid is opgemaakt.",
    signatures=SIGNATURES,
    authenticity=AUTHENTICITY,
)
