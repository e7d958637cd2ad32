"""Dutch words about the standaardset: what its items and fields are called, why not."""

from typing import Final

from app.models.standards import (
    IRREGULARITIES,
    MINIMUM,
    NAMES,
    NUMBERS,
    PERIODS,
    PROVISIONS,
    READY,
    SET_TIMES,
    StandardKind,
)

GROUPS: Final = {
    StandardKind.RULES: "Regels per soort examen",
    StandardKind.ROUTE: "Calamiteitenroutes",
    StandardKind.CATALOGUE: "Catalogi",
    StandardKind.OFFICE: "Examenbureau",
    StandardKind.NUMBERS: "Nummers",
    StandardKind.NAMES: "Namen",
    StandardKind.PERIODS: "Bewaren",
    StandardKind.READY: "Klaar voor nieuw werken",
}
ITEMS: Final = {
    IRREGULARITIES: "Soorten bijzonderheden",
    PROVISIONS: "Voorzieningen (AWE)",
    MINIMUM: "Wat in elk dossier moet zitten",
    SET_TIMES: "Tijden van de no-showlijsten",
    PERIODS: "Bewaartermijnen",
    NAMES: "Naamregels",
    NUMBERS: "Nummers van de hotline",
    READY: "De punten van de lijst",
}
COLUMNS: Final = {
    "title": "Titel",
    "detail": "Toelichting",
    "about": "Wanneer",
    "sentence": "Wat je zegt aan de telefoon",
    "stops_all": "Niemand kan doorwerken",
    "text": "Wat je doet",
    "say": "Wat je hardop zegt",
    "done": "Wat in het verslag komt",
    "at": "Tijd",
    "team": "Team",
    "next": "Wat je doet als het ontbreekt",
    "dutch": "Naam",
    "confirm": "Waar de surveillant naar kijkt",
    "months": "maanden",
    "ground": "grond",
    "pattern": "patroon",
    "says": "wat er bij staat",
    "hotline": "Hotline",
    "hotline_mobile": "Mobiel nummer, voor als het netwerk weg is",
    "code_pattern": "Voor examens met een code als",
    "doors_open_min": "Deur open, minuten voor de start",
    "entry_limit_min": "Binnenlaten tot, minuten na de start",
    "leave_from_min": "Weg mag vanaf, minuten na de start",
    "leave_until_min": "Weg mag tot, minuten voor het einde",
    "extra_time_max_min": "Extra tijd hoogstens, minuten",
    "signatures": "Handtekeningen",
    "start_deviation_min": "Later of eerder begonnen is een afwijking vanaf, minuten",
    "candidates_per_invigilator": "Kandidaten per surveillant",
    "away_max_min": "Even weg hoogstens, minuten",
    "away_at_once": "Tegelijk even weg",
    "identity_digits": "Tekens van het document die worden genoteerd",
    "moves_with_start": "Eindtijd schuift mee met de start",
    "late_keeps_end": "Te laat houdt dezelfde eindtijd",
    "late_counts_from_start": "Te laat telt vanaf de echte start",
    "extra_may_pass_end": "Extra tijd mag voorbij het geplande einde",
    "counts_sheets": "Bladen worden geteld",
    "candidate_signs": "Kandidaat tekent",
}
WHY_NOT: Final = {
    "unreadable": "Zo kan het niet: een waarde ontbreekt of past niet.",
    "same": "Er is niets anders dan op die dag al geldt.",
    "past": "Kies een dag van vandaag of later, als DD-MM-JJJJ.",
    "meanwhile": "Iemand anders wijzigde dit intussen. Begin opnieuw.",
    "no-note": "Schrijf wat er verandert, en waarom.",
}
EMPTY: Final = "geen"
YES: Final = "ja"
NO: Final = "nee"
