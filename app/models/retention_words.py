"""Dutch words about keeping and erasing, for commands and screens alike."""

from typing import Final

from app.models.retention import TermStart, TermState

TERM_STATE: Final = {
    TermState.DUE: "kan gewist worden",
    TermState.RUNNING: "loopt",
    TermState.NO_DATE: "wacht op een datum",
    TermState.HELD: "vastgehouden",
}
PERIOD_AFTER: Final = {
    TermStart.EDUCATION: "diploma of uitschrijving",
    TermStart.SESSION: "de zitting",
    TermStart.READ: "het lezen",
}
DATE_FAULT: Final = {
    "columns": "De eerste regel noemt niet de kolommen studentnummer, diplomadatum en "
    "uitschrijfdatum.",
    "number": "Er staat geen studentnummer.",
    "date": "De datum klopt niet. Schrijf hem als JJJJ-MM-DD.",
    "future": "De datum ligt in de toekomst.",
    "none": "Er staat geen diplomadatum en geen uitschrijfdatum.",
    "twice": "Dit studentnummer staat twee keer in het bestand, met andere datums.",
}
WHY_NOT: Final = {
    "nothing-due": "Van deze kandidaat hoeft nog niets gewist te worden.",
    "same-person": "Een ander dan wie het vroeg, moet het bevestigen.",
    "planner-waits": "Een bericht over deze kandidaat is nog niet bij Toetsplanning aangekomen.",
    "not-asked": "Niemand vroeg nog om deze kandidaat te wissen.",
    "unknown": "Deze kandidaat, zitting of vasthouding is er niet.",
}
REMAINS: Final = {
    "held": "wat vastgehouden wordt",
    "no-date": "zittingen zonder diploma- of uitschrijfdatum",
    "running": "wat zijn termijn nog niet gehad heeft",
    "papers-locked": "het verslag, op slot, tot de laatste termijn van wie erin staat",
}
