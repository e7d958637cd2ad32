"""What somebody read of personal data, in words: the log of reads holds codes and ids."""

import re
from collections.abc import Mapping
from typing import Final

from app.models.roles import Call
from app.models.session import ExamSession
from app.models.values import Role
from app.models.words import SCHOOL_ROLE, written_day

REFUSED: Final = "refused "
_ASKED: Final = re.compile(
    r"(?!locked paper )(?P<what>.*?)(?: as (?P<roles>[a-z,-]+))? at (?P<device>\S+)"
)
_CALL: Final[Mapping[str, str]] = {
    Call.LIST_ROLES: "wie welke rol heeft",
    Call.GRANT_ROLE: "een rol geven",
    Call.CONFIRM_ROLE: "een rol bevestigen",
    Call.WITHDRAW_ROLE: "een rol intrekken",
    Call.LIST_READS: "wie wat las",
    Call.LIST_OUTBOX: "leveringen aan de planning",
    Call.LIST_TERMS: "bewaren: van wie, tot wanneer",
    Call.BRING_DATES: "einde van opleidingen inlezen",
    Call.PLACE_HOLD: "gegevens vasthouden",
    Call.LIFT_HOLD: "vasthouden opheffen",
    Call.ASK_ERASURE: "om wissen vragen",
    Call.CONFIRM_ERASURE: "wissen bevestigen",
    Call.LIST_STANDARDS: "de standaardset",
    Call.CHANGE_STANDARDS: "de standaardset veranderen",
    Call.LIST_READY: "de lijst klaar voor nieuw werken",
    Call.ANSWER_READY: "een punt van klaar voor nieuw werken",
    Call.MAKE_EXTRACT: "een uittreksel",
    Call.TELL_FIGURES: "cijfers",
    Call.LIST_NO_SHOWS: "no-showlijsten",
    "feed office": "meldingen, balie en besluiten van het examenbureau",
    "people": "de lijst van mensen",
    "retention list": "de lijst van bewaren",
    "export everything": "alles, als bestand",
    "sign-on": "aangemeld",
    "passphrase set": "wachtzin gekozen",
}
_FORMS: Final = (
    (r"feed session (?P<session>\S+)", "zitting {session}"),
    (r"feed (?P<rooms>\S+) \d+-\d+", "wat nieuw is voor zaal {rooms}"),
    (r"package (?P<rooms>\S+)", "gegevens voor een laptop, zaal {rooms}"),
    (r"paper (?P<rooms>\S+)", "papieren pakket, zaal {rooms}"),
    (r"codes (?P<rooms>.+)", "dagcodes gemaakt, zaal {rooms}"),
    (r"export (?P<session>\S+)", "zitting {session}, als bestand"),
    (r"no-show list (?P<day>\S+) empty", "no-showlijst van {day}, leeg"),
    (r"no-show list (?P<day>\S+) -", "no-showlijst van {day}, zonder team"),
    (r"no-show list (?P<day>\S+) (?P<who>.+)", "no-showlijst van {day}, team {who}"),
    (r"tell-figures (?P<day>\S+) (?P<last>\S+)", "cijfers van {day} t/m {last}"),
    (r"make-extract elsewhere", "een uittreksel van een andere locatie"),
    (r"make-extract (?P<session>\S+) \S+", "een uittreksel, zitting {session}"),
    (r"locked paper \S+ by (?P<who>.*)", "een verslag op slot, door {who}"),
    (r"account linked (?P<who>\S+)", "account van school gekoppeld aan {who}"),
    (r"account unlinked (?P<who>\S+)", "account van school losgemaakt van {who}"),
)
"""The entries that hold more than a name, and how each is told."""


def read_text(what: str, sessions: Mapping[str, ExamSession]) -> str:
    """Return an entry of the log of reads in words; one of another form is told literally."""
    refused = what.startswith(REFUSED)
    asked = _ASKED.fullmatch(what.removeprefix(REFUSED))
    bare = what.removeprefix(REFUSED) if asked is None else asked["what"]
    told = _CALL.get(bare) or _told(bare, sessions)
    said = [f"geweigerd: {told}" if refused else told]
    if asked is not None and asked["roles"] and asked["roles"] != "-":
        said.append(f"als {', '.join(map(_role, asked['roles'].split(',')))}")
    if asked is not None:
        said.append(f"op {asked['device']}")
    return ", ".join(said)


def _told(bare: str, sessions: Mapping[str, ExamSession]) -> str:
    for form, words in _FORMS:
        found = re.fullmatch(form, bare)
        if found is not None:
            return words.format_map(
                {name: _word(name, text, sessions) for name, text in found.groupdict().items()}
            )
    return bare


def _word(name: str, text: str, sessions: Mapping[str, ExamSession]) -> str:
    """Return what a part of an entry stands for: a session, rooms of a day, a day."""
    match name:
        case "session":
            session = sessions.get(text)
            return text if session is None or session.plan is None else session.plan.name
        case "rooms":
            return "; ".join(map(_room, text.split()))
        case "day" | "last":
            return written_day(text)
        case _:
            return text


def _room(room_day: str) -> str:
    room, _, day = room_day.rpartition(".")
    told = written_day(day)
    return room_day if not room or told == day else f"{room}, {told}"


def _role(code: str) -> str:
    return SCHOOL_ROLE[Role(code)] if code in set(Role) else code
