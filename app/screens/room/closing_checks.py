"""The checks of the closing screen (07a): words, fixes, and the command of a fix."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.models import commands as c
from app.models.closing import Check, CheckKind
from app.models.paper import Paper, spoken_name
from app.models.provision_states import provision_count
from app.models.provisions import granted_of, word_of
from app.models.report_items import items_of
from app.models.report_provisions import provisions_text
from app.models.session import Enrolment, Value
from app.models.timing import arrived_at, personal_end, status_of
from app.models.told import told_whole
from app.models.values import NOT_OBSERVED, IdentityOutcome, ProvisionOutcome, Status
from app.models.words import NOT_DELIVERED, PART_TIME, PROVISION_OUTCOME
from app.screens.room.closing import (
    CheckLevel,
    ClosingCheck,
    LastAct,
)
from app.screens.room.closing_repairs import NOTES, Told, repair_of, told_of_part
from app.screens.room.laptop_status import LaptopStatus
from app.screens.room.shift_intents import CheckFixChosen
from app.screens.room.wording import ScreenAction

SHOWN_CHECKS = 30
ITEMS = "items"
OF_PART = (
    CheckKind.NO_START_REASON,
    CheckKind.UNBALANCED,
    CheckKind.OPEN_CALAMITY,
    CheckKind.ITEM_KEPT,
    CheckKind.PACKET_KEPT,
    CheckKind.CODES_KEPT,
    CheckKind.UNCOUNTED_SHEETS,
)
FOLLOW_UP = "Spreek een controle achteraf af bij de kandidaat. Komt in het verslag."
CHECK_PAPER = "check-paper"
"""The fix that leads to the acts that were typed over from paper."""
DIFFERS = "Twee laptops legden iets anders vast. Wat klopt?"
WHY = "Reden"
WITHOUT_TEXT = (ProvisionOutcome.GIVEN, ProvisionOutcome.NOT_DELIVERED)
OTHER_REASON = "other"
OUTCOMES = {
    "given": ProvisionOutcome.GIVEN,
    "partly": ProvisionOutcome.PARTLY,
    "refused": ProvisionOutcome.REFUSED,
    "not-delivered": ProvisionOutcome.NOT_DELIVERED,
    "offered": ProvisionOutcome.OFFERED_NOT_USED,
}


class FixRefused(Exception):
    """What was typed with a fix cannot be; carries the Dutch sentence."""


@dataclass(frozen=True, slots=True)
class ClosingUi:
    """What the closing screen holds besides the record: ticks, texts typed and their errors."""

    now: datetime
    device: str
    hotline: str
    pdf: bytes = field(default=b"", repr=False)
    page: int = 1
    ticked: frozenset[str] = frozenset()
    remarks: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What somebody who is going to sign does not agree with, by person."""
    amendment: tuple[str, str, str, str] | None = field(default=None, repr=False)
    """What somebody will sign after the seal: who, the words, why, and to which question."""
    busy: str = ""
    pin_error: str = ""
    asked: str = ""
    asked_error: str = ""
    asked_check: str = ""
    status: LaptopStatus = field(default_factory=lambda: LaptopStatus(""))
    names: tuple[str, ...] = ()
    shift_people: tuple[str, ...] = ()
    """Who holds a key on this laptop now, and so can sign here."""
    last_act: LastAct | None = None
    unrecorded: tuple[Check, ...] = ()
    """Of a part that is closed apart: whom no laptop recorded."""
    is_alone: bool = True
    """Whether this laptop knows of no other one that has a shift here."""


# ---------------------------------------------------------------- checks


def check_name(check: Check) -> str:
    """Return the name of a check as it comes back in an intent."""
    return "|".join((check.kind, check.candidate or "", check.aspect or ""))


def summary_of(checks: tuple[Check, ...]) -> str:
    """Return the line above the checks."""
    blocks = sum(check.blocks for check in checks)
    warns = len(checks) - blocks
    if not checks:
        return "Alles is compleet."
    told = []
    if blocks:
        told.append("1 punt blokkeert" if blocks == 1 else f"{blocks} punten blokkeren")
    if warns:
        told.append("1 punt vraagt aandacht" if warns == 1 else f"{warns} punten vragen aandacht")
    return f"{', '.join(told)}."


def rows_of(paper: Paper, checks: tuple[Check, ...], ui: ClosingUi) -> tuple[ClosingCheck, ...]:
    """Return the open checks with their fixes, then what is in order."""
    rows = [_row(paper, check, ui) for check in checks[:SHOWN_CHECKS]]
    return (*rows, *_settled(paper, checks, ui))


def _row(paper: Paper, check: Check, ui: ClosingUi) -> ClosingCheck:
    enrolment = None if check.candidate is None else paper.session.enrolments.get(check.candidate)
    title, detail, fixes = _told(paper, check, enrolment, ui)
    asked = ui.asked if ui.asked_check == check_name(check) else ""
    return ClosingCheck(
        check=check_name(check),
        level=CheckLevel.BLOCKS if check.blocks else CheckLevel.WARNS,
        title=title,
        detail=detail,
        fixes=fixes,
        stacked=check.kind in (CheckKind.NO_END_STATUS, CheckKind.DIFFERENCE),
        asked=asked,
        error=ui.asked_error if asked else "",
    )


def _told(paper: Paper, check: Check, enrolment: Enrolment | None, ui: ClosingUi) -> Told:
    if check.kind in OF_PART:
        return told_of_part(paper, check)
    if enrolment is None and check.kind is CheckKind.DIFFERENCE:
        title = f"Verschil over {PART_TIME.get(check.aspect or '', 'een tijd')}"
        return title, DIFFERS, _sides(paper, paper.part.values.get(check.aspect or ""))
    if enrolment is None:
        clock = paper.clock(ui.now)
        fix = ScreenAction("end", "Examen beëindigen", detail=f"nu, {clock}")
        of_part: dict[CheckKind, Told] = {
            CheckKind.NOT_ENDED: ("Het examen is nog niet beëindigd", "", (fix,)),
            CheckKind.NOT_STARTED: ("Het examen is niet gestart", "Komt zo in het verslag.", ()),
            CheckKind.UNCOUNTED: (
                "Er komt nog iets binnen",
                "Een andere laptop stuurt nog. Wacht even.",
                (),
            ),
            CheckKind.UNRECORDED: (
                f"{counted(int(check.aspect or 0))} door niemand vastgelegd",
                "Zet die op afwezig, hier of op de andere laptop.",
                (),
            ),
            CheckKind.UNCHECKED_PAPER: (
                f"Van papier, niet nagekeken: {check.aspect}",
                "Een tweede legt het naast het papier.",
                (ScreenAction(CHECK_PAPER, "Nakijken"),),
            ),
            CheckKind.CLOCK: (
                f"De klok van {check.aspect} week af",
                "Beide tijden zijn bewaard. Komt zo in het verslag.",
                (),
            ),
        }
        return of_part[check.kind]
    return _TOLD[check.kind](paper, check, enrolment, ui)


def counted(candidates: int) -> str:
    """Return how many candidates something is about, with the verb: `3 kandidaten zijn`."""
    return "1 kandidaat is" if candidates == 1 else f"{candidates} kandidaten zijn"


def _unknown(_paper: Paper, _check: Check, enrolment: Enrolment, _ui: ClosingUi) -> Told:
    absent = ScreenAction("absent", "Afwezig")
    return f"{spoken_name(enrolment)} heeft geen status", "Nog verwacht.", (absent,)


def _no_end(paper: Paper, _check: Check, enrolment: Enrolment, ui: ClosingUi) -> Told:
    clock = paper.clock(ui.now)
    fixes = (
        ScreenAction("unseen", "Ingeleverd, tijd niet gezien", detail=f"werk geteld om {clock}"),
        ScreenAction("other-time", "Andere tijd", asks="Ingeleverd om", example="10:47"),
        ScreenAction("left", "Vertrokken, niet ingeleverd"),
    )
    return f"{spoken_name(enrolment)} heeft geen eindstatus", _since(paper, enrolment), fixes


def _difference(paper: Paper, check: Check, enrolment: Enrolment, _ui: ClosingUi) -> Told:
    value = enrolment.values.get(check.aspect or "")
    return f"Verschil bij {spoken_name(enrolment)}", DIFFERS, _sides(paper, value)


def _no_identity(_paper: Paper, _check: Check, enrolment: Enrolment, _ui: ClosingUi) -> Told:
    seen = ScreenAction("id-seen", "ID alsnog gezien")
    return f"{spoken_name(enrolment)} zonder geldig ID", FOLLOW_UP, (seen,)


def _open_admission(_paper: Paper, _check: Check, enrolment: Enrolment, ui: ClosingUi) -> Told:
    detail = f"Toelaten is een besluit: bel {ui.hotline}."
    return f"{spoken_name(enrolment)} kwam na de laatste binnenkomst", detail, ()


def _open_permission(_paper: Paper, _check: Check, enrolment: Enrolment, ui: ClosingUi) -> Told:
    detail = f"Of het werk meetelt is een besluit: bel {ui.hotline}. Komt zo in het verslag."
    return f"{spoken_name(enrolment)} is bijgeschreven zonder toestemming", detail, ()


def _open_release(_paper: Paper, _check: Check, enrolment: Enrolment, ui: ClosingUi) -> Told:
    detail = f"Zonder Go in de zaal is een besluit: bel {ui.hotline}."
    return f"{spoken_name(enrolment)} is zonder Go binnen", detail, ()


def _no_outcome(_paper: Paper, check: Check, enrolment: Enrolment, _ui: ClosingUi) -> Told:
    granted = granted_of(enrolment)
    code = check.aspect or ""
    other = word_of(code, enrolment.catalogue)
    word = next((each.word for each in granted if each.code == code), other)
    return f"{word} van {spoken_name(enrolment)}", "Nog geen uitkomst.", _outcome_fixes()


_TOLD: dict[CheckKind, Callable[[Paper, Check, Enrolment, ClosingUi], Told]] = {
    CheckKind.UNKNOWN: _unknown,
    CheckKind.NO_END_STATUS: _no_end,
    CheckKind.DIFFERENCE: _difference,
    CheckKind.NO_VALID_IDENTITY: _no_identity,
    CheckKind.OPEN_ADMISSION: _open_admission,
    CheckKind.OPEN_PERMISSION: _open_permission,
    CheckKind.NO_PROVISION_OUTCOME: _no_outcome,
    CheckKind.OPEN_RELEASE: _open_release,
}


def _since(paper: Paper, enrolment: Enrolment) -> str:
    end = personal_end(paper.session, paper.part, enrolment)
    told = "" if end is None or end.at is None else f" Het einde was {paper.clock(end.at)}."
    return f"Aanwezig sinds {paper.clock(arrived_at(enrolment))}.{told}"


def _outcome_fixes() -> tuple[ScreenAction, ...]:
    return tuple(
        ScreenAction(
            name,
            PROVISION_OUTCOME[outcome],
            asks=""
            if outcome in (ProvisionOutcome.GIVEN, ProvisionOutcome.NOT_DELIVERED)
            else WHY,
            choices=_reasons(name) if outcome is ProvisionOutcome.NOT_DELIVERED else (),
        )
        for name, outcome in OUTCOMES.items()
    )


def _reasons(fix: str) -> tuple[ScreenAction, ...]:
    """The reasons of the room's own form; only another one has to be typed."""
    return tuple(
        ScreenAction(
            f"{fix}:{code}",
            f"{word[:1].upper()}{word[1:]}",
            asks="Wat precies?" if code == OTHER_REASON else "",
        )
        for code, word in NOT_DELIVERED.items()
    )


def _sides(paper: Paper, value: Value | None) -> tuple[ScreenAction, ...]:
    return tuple(
        ScreenAction(
            f"keep:{head.leaf}",
            f"{told_whole(head, paper.session)} om {paper.clock(head.observed)}",
            detail=f"{head.header.writer}, {paper.recorded_by(head)}",
        )
        for head in (() if value is None else value.heads)
    )


def _settled(paper: Paper, checks: tuple[Check, ...], ui: ClosingUi) -> tuple[ClosingCheck, ...]:
    """The rows with a green glyph: what is in order."""
    kinds = {check.kind for check in checks}
    part, rows = paper.part, []
    if CheckKind.NOT_ENDED not in kinds and part.started_at is not None:
        detail = f"gestart {paper.clock(part.started_at)}, einde {paper.clock(paper.schedule.end)}"
        rows.append(("times", "Zitting en tijden", detail))
    statuses = [status_of(paper.session, part, each) for each in paper.enrolments()]
    if not kinds & {CheckKind.UNKNOWN, CheckKind.NO_END_STATUS}:
        handed, absent = statuses.count(Status.HANDED_IN), statuses.count(Status.ABSENT)
        detail = f"{handed} ingeleverd, {absent} afwezig"
        rows.append(("ends", f"Alle {len(statuses)} kandidaten hebben een eindstatus", detail))
    if CheckKind.NO_VALID_IDENTITY not in kinds:
        rows.append(("ids", "ID van iedereen die kwam", "gezien, of later nog te controleren"))
    if CheckKind.NO_PROVISION_OUTCOME not in kinds:
        count = provision_count(paper).granted
        if count:
            title = "1 voorziening heeft" if count == 1 else f"{count} voorzieningen hebben"
            rows.append(("provisions", f"{title} een uitkomst", provisions_text(paper)))
    items = len(items_of(paper))
    settled = [ClosingCheck(name, CheckLevel.OK, title, detail) for name, title, detail in rows]
    title = f"{items} bijzonderheden in het verslag"
    fixes = () if paper.seal is not None else NOTES
    asked = ui.asked if ui.asked_check == ITEMS else ""
    error = ui.asked_error if asked else ""
    told = ClosingCheck(
        ITEMS, CheckLevel.OK, title, "Vraag ook de kandidaten.", fixes, asked=asked, error=error
    )
    return (*settled, told)


# ---------------------------------------------------------------- from a fix to a command


def command_of(paper: Paper, intent: CheckFixChosen, now: datetime) -> c.Command:
    """Return the command of a fix.

    Raises:
        FixRefused: The text that was typed cannot be a time, or a reason is missing.
    """
    kind, who, aspect = [*intent.check.split("|", 2), "", ""][:3]
    session = paper.session.id
    known = CheckKind(kind) if kind in OF_PART else CheckKind.UNKNOWN
    repair = repair_of(
        paper,
        Check(known, who or None, aspect),
        intent.fix,
        intent.entry.split("\n"),
        lambda typed: typed_time(paper, typed, now),
    )
    if isinstance(repair, str):
        raise FixRefused(repair)
    if repair is not None:
        return repair
    if intent.fix.startswith("keep:"):
        return c.SettleDifference(session, who or None, aspect, intent.fix[5:])
    if intent.fix.partition(":")[0] in OUTCOMES:
        return _outcome_command(session, who, aspect, intent)
    if intent.fix == "other-time":
        return c.HandIn(session, (who,), seen_at=typed_time(paper, intent.entry, now))
    plain: dict[str, c.Command] = {
        "end": c.EndSession(session),
        "absent": c.EstablishNoShow(session, (who,)),
        "unseen": c.HandIn(session, (who,), seen_at=NOT_OBSERVED),
        "left": c.LeaveForGood(session, who),
        "id-seen": c.CheckIdentity(session, who, IdentityOutcome.SEEN),
    }
    return plain[intent.fix]


def _outcome_command(session: str, who: str, code: str, intent: CheckFixChosen) -> c.Command:
    name, _, reason = intent.fix.partition(":")
    outcome, typed = OUTCOMES[name], intent.entry.strip()
    if outcome is ProvisionOutcome.NOT_DELIVERED and reason not in NOT_DELIVERED:
        raise FixRefused("Kies waarom het niet geleverd is.")
    if reason == OTHER_REASON and not typed:
        raise FixRefused("Typ wat er precies was.")
    if outcome not in WITHOUT_TEXT and not typed:
        raise FixRefused("Typ een reden.")
    remark = (typed or None) if reason else None
    return c.ReportProvision(session, who, code, outcome, reason or typed or None, remark=remark)


def typed_time(paper: Paper, text: str, now: datetime) -> datetime:
    """Return the latest such time until now, "10:47", "1047" or "10:47:31", in UTC.

    A time of before midnight is of the day before, as long as the room was open then; of an hour
    that comes twice, the last one that has been.

    Raises:
        FixRefused: Not a time, or one that has not been yet.
    """
    digits = "".join(char for char in text if char.isdecimal())
    clock, seconds = (digits[:-2], digits[-2:]) if len(digits) > 4 else (digits, "0")
    hours, minutes = clock[:-2], clock[-2:]
    if not 3 <= len(digits) <= 6 or int(hours) > 23 or int(minutes) > 59 or int(seconds) > 59:
        raise FixRefused("Typ een tijd als 10:47.")
    today = now.astimezone(paper.zone).replace(
        hour=int(hours), minute=int(minutes), second=int(seconds), microsecond=0
    )
    meant = [
        (today - timedelta(days=ago)).replace(fold=fold).astimezone(now.tzinfo)
        for ago in (0, 1)
        for fold in (0, 1)
    ]
    been = [each for each in meant[:2] if each <= now + timedelta(seconds=1)]
    been += [each for each in meant[2:] if paper.schedule.doors_open <= each <= now]
    if not been:
        raise FixRefused("Deze tijd is nog niet geweest.")
    return max(been)
