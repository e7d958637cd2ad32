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

    SCHOOL = "school"
    """Where the school has an identity provider: its account comes first."""
    BROWSER = "browser"
    """Somebody logs in there; the browser is waited for."""
    WORDS = "words"
    CODE = "code"
    """The first time: the printed code, and a passphrase of one's own."""
    RENEW = "renew"
    """Another passphrase, with the one of until now."""
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
    has_school: bool = False
    """Whether people can log in at school."""
    by_school: bool = False
    """Whether who is here did."""
    elsewhere: tuple[tuple[str, datetime], ...] = ()
    """At which machines who is here signed on too, and when."""


@dataclass(frozen=True, slots=True)
class Way:
    """Another way in, with its keys."""

    name: str
    text: str
    keys: str


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
    ways: tuple[Way, ...] = ()
    error: str = ""
    busy: str = ""
    notices: tuple[Notice, ...] = ()
    typing: bool = True


PERSON = FieldText("person", "Personeelsnummer")
WORDS = FieldText("words", "Wachtzin", is_hidden=True)
FORMER = FieldText("former", "Wachtzin van nu", is_hidden=True)
NEW_WORDS = FieldText("words", "Nieuwe wachtzin", is_hidden=True)
AGAIN = FieldText("again", "Nog een keer dezelfde wachtzin", is_hidden=True)
CODE = FieldText("code", "Startcode")
PIN = FieldText("pin", "Pincode", is_hidden=True)
PIN_AGAIN = FieldText("pin-again", "Nog een keer dezelfde pincode", is_hidden=True)

TITLE = "Meld je aan"
READING = "Je ziet pas namen als je bent aangemeld. Wat je leest, wordt bijgehouden."
BY_SCHOOL = Way("school", "Met account van school", "Alt A")
BY_WORDS = Way("words", "Met personeelsnummer en wachtzin", "Alt W")
HAS_WORDS = Way("words", "Ik heb al een wachtzin", "Alt W")
FIRST_TIME = Way("code", "Eerste keer, met een startcode", "Alt S")
RENEW = Way("renew", "Andere wachtzin kiezen", "Alt K")
KEEPS_WORDS = Way("words", "Toch mijn wachtzin van nu", "Alt W")
NOT_ME = Way("other", "Dat ben ik niet", "Alt I")
SOMEBODY_ELSE = Way("other", "Iemand anders", "Alt I")
LEAVE_BROWSER = Way("leave", "Annuleren", "Esc")

BACK_FROM_BROWSER = "Ga terug naar Examendag. Daar zie je of het gelukt is. Dit tabblad mag dicht."
"""What the browser shows in the end."""

OBSTACLES = {
    "unknown-passphrase": "Dit nummer en deze wachtzin horen niet bij elkaar. Kijk ze na.",
    "too-many-tries": "Te vaak geprobeerd. Probeer het over {wait} opnieuw.",
    "no-role": "Je hebt nu geen rol op het examenbureau. Vraag functioneel beheer.",
    "not-a-passphrase": "Een wachtzin heeft 12 tekens of meer, en is geen naam of rij toetsen. "
    "Vier woorden zijn goed.",
    "no-contact": (
        "Het dossier is niet bereikbaar, en je meldde je vandaag hier nog niet aan. "
        "Kijk of het netwerk werkt."
    ),
    "strange-answer": (
        "Er antwoordt iets anders dan het dossier. Kijk of het netwerk om inloggen vraagt."
    ),
    "no-contact-school": (
        "Het dossier is niet bereikbaar. Inloggen met account van school kan nu niet. "
        "Kijk of het netwerk werkt."
    ),
    "no-contact-new": (
        "Het dossier antwoordt niet. Kijk of het netwerk werkt. Meld je dan aan met je nieuwe "
        "wachtzin, en lukt dat niet met die van nu."
    ),
    "no-provider": (
        "Inloggen met account van school staat uit. Gebruik je personeelsnummer en wachtzin."
    ),
    "provider-away": (
        "De inlogdienst van school antwoordt niet. Probeer het zo opnieuw, of gebruik je "
        "wachtzin als je die hebt."
    ),
    "strange-word": (
        "Het antwoord van de inlogdienst van school klopt niet. Probeer het opnieuw. Lukt het "
        "weer niet, bel functioneel beheer."
    ),
    "not-fresh": (
        "School gebruikte een oudere aanmelding. Log in je browser uit bij school, en probeer "
        "het opnieuw."
    ),
    "too-late": "Het inloggen duurde te lang. Probeer het opnieuw.",
    "left": "Er is niet ingelogd bij school. Probeer het opnieuw.",
    "unlinked": (
        "Dit account van school hoort hier bij niemand. Nam je het goede account? Vraag anders "
        "functioneel beheer om het te koppelen."
    ),
    "no-door": "Deze laptop kan niet op je browser wachten. Start hem opnieuw op.",
    "disk": "De schijf van deze laptop weigert. Neem een andere laptop en meld dit aan ICT.",
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
    notice = TROUBLES.get(ui.trouble) or _elsewhere(ui, zone)
    shown = _by_stage(ui)
    side = SideColumn(
        clock=clock_text(now, zone),
        date=day_text(now.astimezone(zone).date()),
        title=f"Laptop {device[0]}",
        subtitle=f"Examenbureau, locatie {device[1]}",
        hotline=Hotline("Lukt aanmelden niet?", "Functioneel beheer", _help(ui)),
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


def _elsewhere(ui: SignOnUi, zone: ZoneInfo) -> Notice | None:
    """Return where who signed on just now did so today too: whether it was they, they know."""
    if ui.stage is not SignOnStage.PIN or not ui.elsewhere:
        return None
    told = [f"{machine} ({clock_text(since, zone)})" for machine, since in ui.elsewhere]
    what = (
        "laat functioneel beheer dat account bij school nakijken"
        if ui.by_school
        else ("kies bij het aanmelden een andere wachtzin: dan eindigt dat")
    )
    return Notice(
        Tone.NOTE, f"Je meldde je ook aan op {listed(told)}.", f"Was jij dat niet, {what}."
    )


def _help(ui: SignOnUi) -> str:
    """Return what functioneel beheer does for who cannot get in."""
    is_at_school = ui.stage in (SignOnStage.SCHOOL, SignOnStage.BROWSER)
    return "koppelt je account van school" if is_at_school else "geeft een nieuwe startcode"


def _by_stage(ui: SignOnUi) -> SignOnScreen:
    nothing = SideColumn("", "", "", "", Hotline("", "", ""))
    match ui.stage:
        case SignOnStage.SCHOOL:
            return SignOnScreen(
                nothing, ui.stage, TITLE, READING, "Wie ben je?",
                "Je logt in bij school, in je browser. Daarna kom je hier terug.",
                (), "Inloggen met account van school", (BY_WORDS,),
            )  # fmt: skip
        case SignOnStage.BROWSER:
            return SignOnScreen(
                nothing, ui.stage, "Ga verder in je browser",
                "Log daar in met je eigen account van school.", "Wachten op je browser",
                "Zie je geen inlogpagina? Open hem opnieuw. Je hebt vijf minuten.",
                (), "Open de inlogpagina opnieuw", (LEAVE_BROWSER,),
            )  # fmt: skip
        case SignOnStage.CODE | SignOnStage.RENEW:
            return _choosing(ui)
        case SignOnStage.PIN:
            roles = listed([SCHOOL_ROLE[role] for role in ui.roles])
            where = "zonder netwerk, met wat hier vandaag is" if ui.is_offline else roles
            return SignOnScreen(
                nothing, ui.stage, f"Welkom, {ui.name}", where[:1].upper() + where[1:],
                "Kies een pincode voor vandaag",
                "6 cijfers, twee keer. Je opent er het scherm mee na een pauze.",
                (PIN, PIN_AGAIN), "Beginnen", (NOT_ME,) if ui.by_school else (),
            )  # fmt: skip
        case SignOnStage.LOCKED:
            return SignOnScreen(
                nothing, ui.stage, "Op slot", f"{ui.name} is aangemeld. Wat je deed is bewaard.",
                "Typ je pincode", "6 cijfers", (PIN,), "Openen", (SOMEBODY_ELSE,),
            )  # fmt: skip
        case _:
            own = (FIRST_TIME, RENEW)
            ways = (BY_SCHOOL, *own) if ui.has_school else own
            return SignOnScreen(
                nothing, ui.stage, TITLE, READING,
                "Wie ben je?", "Je personeelsnummer en je eigen wachtzin.",
                (PERSON, WORDS), "Aanmelden", ways,
            )  # fmt: skip


def _choosing(ui: SignOnUi) -> SignOnScreen:
    """Return the steps in which somebody sets a passphrase."""
    nothing = SideColumn("", "", "", "", Hotline("", "", ""))
    how = "12 tekens of meer, liefst vier gewone woorden. Alleen jij kent hem."
    if ui.stage is SignOnStage.CODE:
        return SignOnScreen(
            nothing, ui.stage, "Je eerste keer",
            "De startcode staat op het briefje van functioneel beheer. Hij werkt één keer.",
            "Kies je wachtzin", how, (PERSON, CODE, WORDS, AGAIN), "Aanmelden", (HAS_WORDS,),
        )  # fmt: skip
    return SignOnScreen(
        nothing, ui.stage, "Andere wachtzin",
        "Daarna meld je je overal met de nieuwe aan. Waar je nu nog bent aangemeld, eindigt dat.",
        "Kies een nieuwe wachtzin", how, (PERSON, FORMER, NEW_WORDS, AGAIN),
        "Aanmelden", (KEEPS_WORDS,),
    )  # fmt: skip
