"""The Dutch word for each value: one place for screens, report and messages (B1, "je")."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.models.values import (
    Confirmation,
    DecisionOutcome,
    FindingOutcome,
    Flag,
    IdentityOutcome,
    Ineffective,
    MatterKind,
    PartAspect,
    Permission,
    ProvisionOutcome,
    PutAside,
    Reason,
    ReviewOutcome,
    Role,
    RulingOutcome,
    StaffRole,
    Status,
    Workability,
    WorkOutcome,
)

STATUS = {
    Status.EXPECTED: "Verwacht",
    Status.PRESENT: "Aanwezig",
    Status.LATE: "Te laat",
    Status.ABSENT: "Afwezig",
    Status.REFUSED: "Doorverwezen",
    Status.AWAY: "Even weg",
    Status.HANDED_IN: "Ingeleverd",
    Status.LEFT: "Vertrokken",
    Status.MOVED: "Ander lokaal",
}

ROLE = {
    StaffRole.INVIGILATOR: "surveillant",
    StaffRole.CHIEF_INVIGILATOR: "afnameleider",
    StaffRole.ASSESSOR: "beoordelaar",
    StaffRole.GUEST: "gast",
    StaffRole.LECTURER: "docent",
}

SCHOOL_ROLE = {
    Role.INVIGILATOR: "surveillant",
    Role.CHIEF_INVIGILATOR: "afnameleider",
    Role.COORDINATOR: "coördinator examenbureau",
    Role.EXAM_BOARD: "examencommissie",
    Role.STEWARD: "functioneel beheer",
    Role.AUDITOR: "auditor",
}

IDENTITY = {
    IdentityOutcome.SEEN: "ID gezien",
    IdentityOutcome.NO_VALID_DOCUMENT: "geen geldig ID",
    IdentityOutcome.NAME_DIFFERS: "naam wijkt af",
    IdentityOutcome.EXPIRED: "ID verlopen",
    IdentityOutcome.DOUBT: "twijfel over ID",
}

PUT_ASIDE = {
    PutAside.PROVISIONAL: ("Voorlopig vastgelegd", "de sleutelbewaring van de laptop werkte niet"),
    PutAside.DEVICE: ("Te beoordelen", "kwam binnen na het intrekken van de laptop"),
    PutAside.PERSON: ("Te beoordelen", "kwam binnen na het intrekken van een code of persoon"),
    PutAside.ISSUER: ("Te beoordelen", "kwam binnen na het intrekken van een uitgiftesleutel"),
    Ineffective.RIGHTS: ("Telt niet mee", "schreef iets waar een laptop geen recht op heeft"),
    Ineffective.SHIFT: ("Telt niet mee", "begon een dienst die niet iedereen ondertekende"),
    Ineffective.SIGNATURE: ("Telt niet mee", "bracht een handtekening die niet klopt"),
}
"""What stands before it, and why the dossier put it aside."""

PROVISION_OUTCOME = {
    ProvisionOutcome.GIVEN: "Gegeven",
    ProvisionOutcome.PARTLY: "Deels gegeven",
    ProvisionOutcome.OFFERED_NOT_USED: "Aangeboden, niet gebruikt",
    ProvisionOutcome.REFUSED: "Geweigerd",
    ProvisionOutcome.NOT_DELIVERED: "Niet geleverd",
    ProvisionOutcome.NOT_APPLICABLE: "Niet van toepassing",
}

NOT_DELIVERED = {
    "not-planned": "niet ingepland",
    "broken": "techniek werkt niet",
    "no-place-or-person": "ruimte of persoon ontbreekt",
    "known-too-late": "te laat bekend",
    "no-proof": "bewijs ontbreekt",
    "other": "anders",
}
"""Why a provision was not delivered: code and word; the record holds the code."""

FLAG = {
    Flag.AFTER_ENTRY_LIMIT: "na de laatste binnenkomst",
    Flag.AFTER_CENTRAL_LIMIT: "meer dan 30 minuten na de start van een centraal examen",
    Flag.LEFT_TOO_EARLY: "vertrokken eerder dan toegestaan",
    Flag.AWAY_IN_CLOSED_WINDOW: "even weg buiten de toegestane tijd",
    Flag.HANDED_IN_TOO_EARLY: "ingeleverd eerder dan toegestaan",
    Flag.STARTED_OFF_PLAN: "anders gestart dan gepland",
    Flag.NO_VALID_IDENTITY: "zonder geldig ID",
    Flag.REST_NOT_GRANTED: "pauze met stilstaande klok zonder toekenning",
    Flag.SESSION_CANCELED: "de planning heeft deze zitting ingetrokken",
    Flag.ENROLMENT_CANCELED: "de planning heeft deze deelname ingetrokken",
    Flag.AWAY_TOO_OFTEN: "vaker even weg dan toegestaan",
    Flag.TOO_MANY_AWAY: "te veel kandidaten tegelijk even weg",
    Flag.NAME_TWICE: "er is nog iemand met deze naam",
    Flag.WITHOUT_RELEASE: "zonder Go van het onderwijsteam",
}

HOTLINE = "de hotline"
"""Whom to call, where no number is known."""

REFUSED = {
    Reason.UNKNOWN_CANDIDATE: "Deze kandidaat staat niet in dit lokaal. Bel {hotline}.",
    Reason.UNKNOWN_SESSION: "Deze zitting staat niet in dit lokaal. Bel {hotline}.",
    Reason.UNKNOWN_SUBJECT: "Dit is er niet meer. Kijk nog eens in de lijst.",
    Reason.SEALED: "Het verslag is verzegeld om {since}. Aanvullen kan nog, wijzigen niet meer.",
    Reason.NEVER_ARRIVED: "{name} is nog niet binnengekomen. Leg eerst vast: aanwezig.",
    Reason.ALREADY_SO: "{name} had deze status al sinds {since}.",
    Reason.NOT_AWAY: "{name} is niet even weg.",
    Reason.NOT_STARTED: "Het examen is nog niet gestart.",
    Reason.ALREADY_STARTED: "Het examen is al gestart om {since}.",
    Reason.ALREADY_ENDED: "Het is al beëindigd om {since}.",
    Reason.HAS_ARRIVED: "{name} kwam binnen om {since} en kan niet afwezig zijn.",
    Reason.NOTHING_TO_UNDO: "Er is niets om ongedaan te maken.",
    Reason.NOTHING_TO_REDO: "Er is niets om opnieuw te doen.",
    Reason.TOO_LATE_TO_UNDO: "Dit is langer dan 10 minuten geleden. Verbeteren kan met een reden.",
    Reason.BUILT_UPON: "Hier is al op voortgebouwd. Verbeteren kan met een reden.",
    Reason.NO_DIFFERENCE: "Dit verschil is al opgelost.",
    Reason.IN_THE_FUTURE: "Deze tijd is nog niet geweest. Kies een tijd tot nu.",
    Reason.NOT_RESTING: "{name} heeft nu geen pauze.",
    Reason.NO_SHIFT: "Begin eerst je dienst met je dagcode.",
    Reason.SAME_ROOM: "Dit is het lokaal waar de kandidaat al zit.",
    Reason.ALREADY_HERE: "Deze kandidaat staat al op de lijst.",
    Reason.NOT_TIMED: "Deze handeling kan geen andere tijd krijgen. Streep door met reden.",
    Reason.NO_CALAMITY: "Deze calamiteit is al ingetrokken of afgesloten.",
    Reason.CENTRAL_LIMIT: (
        "Meer dan 30 minuten na de start van een centraal examen laat niemand meer toe. "
        "Noteer met F7 wat er gebeurt en wie dat zei."
    ),
    Reason.NOT_SEALED: "Dit verslag is nog niet verzegeld.",
    Reason.NOTHING_TO_DRAW: "Hier valt niets te trekken: kies andere dagen of een ander aantal.",
    Reason.TOO_LONG: "Dit is niet vastgelegd: de tekst is te lang. Maak hem korter.",
}

RULING_OUTCOME = {
    MatterKind.IRREGULARITY: ("Onregelmatigheid vastgesteld", "Geen onregelmatigheid"),
    MatterKind.CALAMITY: ("Afname geldig", "Afname ongeldig"),
    MatterKind.ADMISSION: ("Toegelaten", "Niet toegelaten"),
    MatterKind.REFUSAL: ("Terecht geweigerd", "Onterecht geweigerd"),
    MatterKind.TELEPHONE: ("Bekrachtigd", "Niet bekrachtigd"),
    MatterKind.DIFFERENCE: ("Akkoord", "Niet akkoord"),
}
"""The words of a ruling, by the kind of matter: upheld, rejected."""
RULING_DEFERRED = "Aangehouden"

FINDING = {
    FindingOutcome.IN_ORDER: "In orde",
    FindingOutcome.REMARK: "Opmerking",
    FindingOutcome.NOT_IN_ORDER: "Niet in orde",
}
"""What a look at one item of a sample gave."""

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

PART_TIME: dict[str, str] = {
    PartAspect.START: "de start van het examen",
    PartAspect.RELEASE: "de vrijgave van het examen",
    PartAspect.END: "het einde van het examen",
}
"""The times of a part, as what a difference is over."""

WORKABILITY = {
    Workability.ALL: "Ja, allemaal",
    Workability.SOME: "Sommigen",
    Workability.NONE: "Nee",
}

CONFIRMATION = {
    Confirmation.HEARD: "telefonisch, nog te bevestigen",
    Confirmation.OFFICE: "vastgelegd door het examenbureau",
    Confirmation.CONFIRMED: "telefonisch, bevestigd door het examenbureau",
    Confirmation.DIFFERS: "verschil tussen zaal en examenbureau",
}
"""How a decision stands between what the room heard and what the office entered."""

DECISION_OUTCOME = {
    DecisionOutcome.GRANTED: "Toegestaan",
    DecisionOutcome.DENIED: "Niet toegestaan",
    DecisionOutcome.AWAITED: "Wacht op examencommissie, voorlopig toegelaten",
}

RESUMPTION = {True: "Hervatten", False: "Beëindigen"}
"""Going on after a calamity, or not."""

PURPOSE = {"toilet": "toilet", "talk": "gesprek", "unwell": "onwel", "other": "anders"}
"""Why somebody is away for a moment: code and word."""

DOCUMENT = {
    "passport": "Paspoort",
    "id-card": "ID-kaart",
    "driving-licence": "Rijbewijs",
    "residence-permit": "Verblijfsdocument",
    "school-card": "Pas van school",
    "mobile": "Mobiele ID",
}
"""Kinds of identity document: code and word."""

CONTACT = {"phone": "Gebeld", "message": "Bericht gestuurd", "mail": "Mail gestuurd"}
"""How a candidate who did not come was sought: code and word."""

PERMISSION = {
    Permission.NOBODY_YET: "nog niemand, besluit staat open",
    Permission.BY_PHONE: "per telefoon",
    Permission.ON_PAPER: "op papier",
}

WORK = {
    WorkOutcome.HANDED_IN: "werk ingeleverd",
    WorkOutcome.NOT_HANDED_IN: "werk niet ingeleverd",
    WorkOutcome.REFUSED: "werk geweigerd",
}

REVIEW = {
    ReviewOutcome.AGREED: "klopt",
    ReviewOutcome.DISAGREED: "klopt niet",
    ReviewOutcome.REFUSED_TO_SIGN: "weigert te tekenen",
}


def ruling_word(kind: MatterKind, outcome: RulingOutcome) -> str:
    """Return the word of a ruling on a matter of this kind."""
    upheld, rejected = RULING_OUTCOME[kind]
    return {RulingOutcome.UPHELD: upheld, RulingOutcome.REJECTED: rejected}.get(
        outcome, RULING_DEFERRED
    )


def purpose_word(code: str) -> str:
    """Return why somebody was away; what was typed freely is shown literally."""
    return PURPOSE.get(code, code)


def document_word(code: str) -> str:
    """Return the word of an identity document; an unknown code is shown literally."""
    return DOCUMENT.get(code, code)


def met_text(met_leavers: bool | None) -> str:  # noqa: FBT001 - a word for an answer
    """Return whether somebody who was late spoke with who had left; "" when nobody knows."""
    told = {True: "sprak met wie al weg was", False: "sprak niet met wie al weg was"}
    return "" if met_leavers is None else told[met_leavers]


def contact_word(code: str) -> str:
    """Return how somebody was sought; an unknown code is shown literally."""
    return CONTACT.get(code, code)


def reason_word(reason: str) -> str:
    """Return the word of a reason; one that was typed is shown literally."""
    return NOT_DELIVERED.get(reason, reason)


def clock_text(moment: datetime, zone: ZoneInfo, *, seconds: bool = False) -> str:
    """Return the local time as on screen and paper, `10:11` or `10:11:31`."""
    return moment.astimezone(zone).strftime("%H:%M:%S" if seconds else "%H:%M")


def day_text(day: date, *, year: bool = True) -> str:
    """Return `dinsdag 9 juni 2026`."""
    text = f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def date_text(day: date) -> str:
    """Return `9 juni 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def written_day(iso: str) -> str:
    """Return a day that was written as text in words; what is no day is shown literally."""
    try:
        return date_text(date.fromisoformat(iso))
    except ValueError:
        return iso


def minutes_of(span: timedelta) -> int:
    """Return whole minutes, cut off."""
    return int(span.total_seconds() // 60)


def minutes_text(count: int) -> str:
    """Return a number of minutes in words: `1 minuut`, `7 minuten`."""
    return "1 minuut" if count == 1 else f"{count} minuten"


def late_text(span: timedelta) -> str:
    """Return how late somebody was: `7 minuten te laat`."""
    minutes = minutes_of(span)
    return f"{minutes_text(minutes) if minutes else 'minder dan 1 minuut'} te laat"


def span_text(span: timedelta) -> str:
    """Return how long, in the largest unit that says enough: `45 s`, `3 min`, `26 u`."""
    seconds = int(abs(span).total_seconds())
    if seconds < 120:
        return f"{seconds} s"
    return f"{seconds // 60} min" if seconds < 7200 else f"{seconds // 3600} u"


def clock_off_text(behind: timedelta) -> str:
    """Return how a clock differs from the dossier's: `3 min achter`."""
    return f"{span_text(behind)} {'achter' if behind > timedelta() else 'voor'}"


def clock_jump_text(by: timedelta) -> str:
    """Return how a clock jumped: `3 min vooruit`."""
    return f"{span_text(by)} {'vooruit' if by > timedelta() else 'terug'}"


def flaw_text(laptop: str, first: int, last: int, *, is_fork: bool) -> str:
    """Return what is wrong with a run of numbers of a laptop: a gap, or a number told twice."""
    if is_fork:
        return f"Twee vervolgen op {first} bij laptop {laptop}: beide zijn bewaard."
    if first == last:
        return f"Gat op {first} bij laptop {laptop}: één vastlegging ontbreekt."
    return f"Gat op {first} t/m {last} bij laptop {laptop}: {last - first + 1} ontbreken."


def listed(words: list[str]) -> str:
    """Return `a, b en c`; names that hold a comma themselves are kept apart by `;`."""
    if len(words) < 2:
        return "".join(words)
    between = "; " if any(", " in word for word in words) else ", "
    return f"{between.join(words[:-1])} en {words[-1]}"


def closed(text: str) -> str:
    """Return what somebody wrote as a sentence that ends."""
    text = text.rstrip()
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def refused_text(
    reason: Reason, since: str = "", *, name: str = "Deze kandidaat", hotline: str = HOTLINE
) -> str:
    """Return why something was impossible; `since` is a local time, empty where none is known."""
    told = REFUSED[reason]
    if not since:
        told = told.replace(" om {since}", "").replace(" sinds {since}", "")
    return told.format(name=name, since=since, hotline=hotline)


def staff_name(name: str) -> str:
    """Return a colleague's name as spoken: planners write "Berg van den, Thijs" or as spoken."""
    last, comma, first = name.partition(",")
    if not comma:
        return name
    words = last.split()
    while any(word != word.lower() for word in words) and words[-1] == words[-1].lower():
        words.insert(0, words.pop())
    return " ".join((first.strip(), *words)).strip()


def full_name(preferred: str | None, given: str, prefix: str | None, surname: str) -> str:
    """Return the name as spoken: `Noor in 't Veld`."""
    return " ".join(piece for piece in (preferred or given, prefix, surname) if piece)


def list_name(preferred: str | None, given: str, prefix: str | None, surname: str) -> str:
    """Return the name as listed: `in 't Veld, Noor`."""
    last = " ".join(piece for piece in (prefix, surname) if piece)
    return ", ".join(piece for piece in (last, preferred or given) if piece)
