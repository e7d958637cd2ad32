"""What can be wrong with a laptop or its store: the sentence and the next step."""

from collections.abc import Iterable

from app.screens.room.wording import Notice, ScreenAction, Tone

PROVISIONAL = (
    "Je kunt gewoon beginnen. Alles wordt voorlopig vastgelegd en door het examenbureau bevestigd."
)

TROUBLES: dict[str, Notice] = {
    "no-package": Notice(
        Tone.WARNING,
        "Op deze laptop staan geen zittingen van vandaag.",
        "Sluit hem aan op het netwerk en wacht een minuut. Of haal een andere laptop.",
        (ScreenAction("look-again", "Opnieuw kijken", keys="Alt O"),),
        icon="cloud-off",
    ),
    "not-enrolled": Notice(
        Tone.DANGER,
        "Deze laptop hoort nog bij geen school.",
        "Breng hem naar het examenbureau om hem aan te melden.",
        icon="laptop",
    ),
    "bundle-gone": Notice(
        Tone.DANGER,
        "Het aanmeldbestand van deze laptop is weg of beschadigd.",
        "Wat hier is vastgelegd, staat er nog. Werk verder op een andere laptop en breng deze "
        "naar het examenbureau: dat zet het bestand terug.",
        icon="laptop",
    ),
    "keyring-missing": Notice(
        Tone.WARNING,
        "De sleutelbewaring van deze laptop werkt niet.",
        PROVISIONAL,
        icon="lock",
    ),
    "keyring-locked": Notice(
        Tone.WARNING,
        "De sleutelbewaring van deze laptop is op slot.",
        PROVISIONAL,
        icon="lock",
    ),
    "keyring-other": Notice(
        Tone.WARNING,
        "De sleutel van deze laptop is een andere dan bij het aanmelden.",
        PROVISIONAL,
        icon="lock",
    ),
    "store-plain": Notice(
        Tone.DANGER,
        "Het bestand van dit lokaal is niet versleuteld en wordt niet gebruikt.",
        "Het blijft staan. Begin met een nieuw bestand en meld dit aan het examenbureau.",
        (ScreenAction("new-store", "Begin met een nieuw bestand", keys="Alt V"),),
        icon="octagon-alert",
    ),
    "store-damaged": Notice(
        Tone.DANGER,
        "Het bestand van dit lokaal is beschadigd.",
        "Het blijft bewaard. Begin met een nieuw bestand; wat al centraal was komt vanzelf terug.",
        (ScreenAction("new-store", "Begin met een nieuw bestand", keys="Alt V"),),
        icon="octagon-alert",
    ),
    "store-other-key": Notice(
        Tone.DANGER,
        "Het bestand van dit lokaal hoort bij een andere sleutel.",
        "Het blijft bewaard. Begin met een nieuw bestand en meld dit aan het examenbureau.",
        (ScreenAction("new-store", "Begin met een nieuw bestand", keys="Alt V"),),
        icon="octagon-alert",
    ),
    "store-newer": Notice(
        Tone.DANGER,
        "Het bestand van dit lokaal is van een nieuwere versie van Examendag.",
        "Pak een andere laptop en laat ICT deze bijwerken.",
        icon="octagon-alert",
    ),
    "store-rolled-back": Notice(
        Tone.WARNING,
        "Het bestand van dit lokaal is ouder dan wat deze laptop eerder had.",
        "Je kunt doorgaan. Kijk of alles er staat en meld dit aan het examenbureau; "
        "wat al centraal was komt vanzelf terug.",
    ),
    "store-gone": Notice(
        Tone.WARNING,
        "Het bestand van dit lokaal dat hier eerder stond, is weg.",
        "Je gaat verder in een nieuw bestand; wat al centraal was komt vanzelf terug. "
        "Meld dit aan het examenbureau.",
    ),
    "store-healed": Notice(
        Tone.NOTE,
        "Het bestand van dit lokaal was niet heel; alles is teruggezet uit het journaal.",
        "Je kunt doorgaan. Meld deze laptop na afloop aan het examenbureau.",
        icon="info",
    ),
    "journal-healed": Notice(
        Tone.NOTE,
        "Het journaal van deze laptop was niet heel en is weer aangevuld.",
        "Er is niets weg. Meld deze laptop na afloop aan het examenbureau.",
        icon="info",
    ),
    "laptop-forgets": Notice(
        Tone.DANGER,
        "Het dossier heeft handelingen van deze laptop die hier niet staan.",
        "Ze komen vanzelf terug. Is deze laptop teruggezet of gekopieerd? Houd hem aan en op het "
        "netwerk tot alles centraal staat, en meld het aan het examenbureau.",
        icon="laptop",
    ),
    "feed-doubted": Notice(
        Tone.WARNING,
        "Een deel van de planning van dit lokaal is niet te controleren.",
        "Dat deel telt niet mee. Je kunt doorgaan; meld dit aan het examenbureau.",
    ),
    "memory": Notice(
        Tone.WARNING,
        "Wat deze laptop zelf onthoudt, is niet te lezen.",
        "Je kunt gewoon beginnen. Er is niets gewist; meld dit aan het examenbureau.",
        icon="hard-drive",
    ),
    "disk": Notice(
        Tone.DANGER,
        "Bewaren lukt niet.",
        "Noteer vanaf nu op papier en bel de hotline.",
        icon="octagon-alert",
    ),
}
"""By reason, as `services/opening.py` names it."""

CODE_ERRORS = {
    "not-a-code": "Een dagcode heeft 16 tekens. Kijk op je kaart of bel {hotline}.",
    "wrong-code": "Deze dagcode klopt niet. Kijk op je kaart of bel {hotline}.",
    "code-revoked": "Deze kaart is ingetrokken. Haal een nieuwe aan de balie of bel {hotline}.",
    "code-of-another-room": "Deze dagcode is van een ander lokaal. Kijk op je kaart.",
    "package-damaged": "Het dagpakket is niet heel. Ga op het netwerk en probeer opnieuw.",
    "store-in-use": "Examendag staat al open op deze laptop. Gebruik dat venster.",
}
"""What to do when a code opens nothing; never whose it is, or which character is wrong."""

FATAL = frozenset({"no-package", "not-enrolled", "bundle-gone", "store-newer", "disk"})
"""With these no shift can be begun on this laptop."""

ON_DISK = {"store-cannot-write": "disk", "store-missing": "store-gone"}
"""What is told of a file that cannot be written or is not there."""


def trouble_text(code: str) -> str:
    """Return what is wrong and the next step, where there is no window to show it in."""
    if code in CODE_ERRORS:
        return CODE_ERRORS[code].format(hotline="het examenbureau")
    told = TROUBLES[ON_DISK.get(code, code)]
    return f"{told.title} {told.text}"


def opening_notices(codes: Iterable[str]) -> tuple[Notice, ...]:
    """Return what people must know of a room that did open, each once."""
    return tuple(TROUBLES[code] for code in dict.fromkeys(codes) if code in TROUBLES)
