"""Signing on at a machine of the office: what the page says, in the hand of 01."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.models.values import Role
from app.models.words import SCHOOL_ROLE, clock_text, day_text, listed
from app.screens.room.unlock import Hotline, SideCheck, SideColumn
from app.screens.room.wording import Notice, Tone


class SignOnStage(StrEnum):
    """Which step is open."""

    WORDS = "words"
    CODE = "code"
    """The first time: the printed code, and a passphrase of one's own."""
    PIN = "pin"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class SignOnUi:
    """Where signing on is. `person` is the id that was typed, `name` who is signed on."""

    stage: SignOnStage = SignOnStage.WORDS
    person: str = ""
    name: str = ""
    roles: tuple[Role, ...] = ()
    is_offline: bool = False
    error: str = ""
    busy: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class FieldText:
    """One field: its label above it, and what it is for."""

    name: str
    label: str
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class SignOnScreen:
    """The page: the dark column, a title, the fields that are asked now, and the button."""

    side: SideColumn
    stage: SignOnStage
    title: str
    subtitle: str
    step: str
    hint: str
    fields: tuple[FieldText, ...]
    button: str
    other: str = ""
    """The other way in, with its keys."""
    other_keys: str = ""
    error: str = ""
    busy: str = ""
    notices: tuple[Notice, ...] = ()
    typing: bool = True


PERSON = FieldText("person", "Personeelsnummer")
WORDS = FieldText("words", "Wachtzin", is_hidden=True)
AGAIN = FieldText("again", "Nog een keer dezelfde wachtzin", is_hidden=True)
CODE = FieldText("code", "Startcode")
PIN = FieldText("pin", "Pincode", is_hidden=True)
PIN_AGAIN = FieldText("pin-again", "Nog een keer dezelfde pincode", is_hidden=True)

OBSTACLES = {
    "unknown-passphrase": "Dit nummer en deze wachtzin horen niet bij elkaar. Kijk ze na.",
    "too-many-tries": "Te vaak geprobeerd. Probeer het over {wait} opnieuw.",
    "no-role": "Je hebt nu geen rol op het examenbureau. Vraag functioneel beheer.",
    "not-a-passphrase": "Een wachtzin heeft 12 tekens of meer. Vier woorden zijn goed.",
    "no-contact": (
        "Het dossier is niet bereikbaar, en je meldde je vandaag hier nog niet aan. "
        "Kijk of het netwerk werkt."
    ),
    "strange-answer": (
        "Er antwoordt iets anders dan het dossier. Kijk of het netwerk om inloggen vraagt."
    ),
    "disk": "De schijf van deze laptop weigert. Neem een andere laptop en meld dit.",
}
TROUBLES = {
    "keyring": Notice(
        Tone.DANGER,
        "De sleutelbewaring van deze laptop werkt niet.",
        "Zonder die sleutel kan niemand zich hier aanmelden. Neem een andere laptop.",
        icon="lock",
    ),
    "ended": Notice(
        Tone.WARNING,
        "Je aanmelding is voorbij, of je rol is ingetrokken.",
        "Meld je opnieuw aan. Wat je vastlegde is bewaard.",
        icon="lock",
    ),
}


def sign_on_screen(
    now: datetime, zone: ZoneInfo, device: tuple[str, str], ui: SignOnUi
) -> SignOnScreen:
    """Return the page; `device` is name and location."""
    notice = TROUBLES.get(ui.trouble)
    shown = _by_stage(ui)
    side = SideColumn(
        clock=clock_text(now, zone),
        date=day_text(now.astimezone(zone).date()),
        title=f"Laptop {device[0]}",
        subtitle=f"Examenbureau, locatie {device[1]}",
        hotline=Hotline(
            "Lukt aanmelden niet?", "Functioneel beheer", "geeft een nieuwe startcode"
        ),
        checks=(
            SideCheck(
                "lock", "Gegevens zijn versleuteld", "Niets is leesbaar voor je bent aangemeld"
            ),
        ),
    )
    return replace(
        shown,
        side=side,
        error=ui.error,
        busy=ui.busy,
        notices=() if notice is None else (notice,),
        typing=ui.trouble != "keyring",
    )


def obstacle_text(code: str, wait_s: int = 0) -> str:
    """Return why somebody is not signed on, with what to do."""
    minutes = -(-wait_s // 60)
    wait = f"{wait_s} seconden" if wait_s < 120 else f"{minutes} minuten"
    told = OBSTACLES.get(code, "Dit lukt niet. Probeer het opnieuw.")
    return told.format(wait=wait)


def _by_stage(ui: SignOnUi) -> SignOnScreen:
    nothing = SideColumn("", "", "", "", Hotline("", "", ""))
    match ui.stage:
        case SignOnStage.CODE:
            return SignOnScreen(
                nothing, ui.stage, "Je eerste keer",
                "De startcode staat op het briefje van functioneel beheer. Hij werkt één keer.",
                "Kies je wachtzin",
                "12 tekens of meer, liefst vier gewone woorden. Alleen jij kent hem.",
                (PERSON, CODE, WORDS, AGAIN), "Aanmelden", "Ik heb al een wachtzin", "Alt W",
            )  # fmt: skip
        case SignOnStage.PIN:
            roles = listed([SCHOOL_ROLE[role] for role in ui.roles])
            where = "zonder netwerk, met wat hier vandaag is" if ui.is_offline else roles
            return SignOnScreen(
                nothing, ui.stage, f"Welkom, {ui.name}", where[:1].upper() + where[1:],
                "Kies een pincode voor vandaag",
                "6 cijfers, twee keer. Je opent er het scherm mee na een pauze.",
                (PIN, PIN_AGAIN), "Beginnen",
            )  # fmt: skip
        case SignOnStage.LOCKED:
            return SignOnScreen(
                nothing, ui.stage, "Op slot", f"{ui.name} is aangemeld. Wat je deed is bewaard.",
                "Typ je pincode", "6 cijfers", (PIN,), "Openen", "Iemand anders", "Alt I",
            )  # fmt: skip
        case _:
            return SignOnScreen(
                nothing, ui.stage, "Meld je aan",
                "Je ziet pas namen als je bent aangemeld. Wat je leest, wordt bijgehouden.",
                "Wie ben je?", "Je personeelsnummer en je eigen wachtzin.",
                (PERSON, WORDS), "Aanmelden", "Eerste keer, met een startcode", "Alt S",
            )  # fmt: skip
