"""From the state of a part to the closing screen (07)."""

from dataclasses import replace

from app.models.apart import closes_apart, overlapping
from app.models.closing import Check, CheckKind, Signing, checks_of, period_of, signing_of
from app.models.declaring import Declaration, declarations_of
from app.models.paper import Paper, spoken_name
from app.models.report import digest_text
from app.models.report_signing import OnDuty
from app.models.words import PART_TIME, ROLE
from app.screens.room.closing import (
    ClosingScreen,
    Preview,
    Sealed,
    SigningBox,
    SigningState,
    Statement,
)
from app.screens.room.closing_checks import (
    SHOWN_CHECKS,
    ClosingUi,
    rows_of,
    summary_of,
)
from app.screens.room.closing_lapsed import came_after
from app.screens.room.laptop_status import bar_status
from app.screens.room.wording import ScreenAction, line

UNDECLARED = "Vink eerst aan wat je verklaart. Klopt het niet, noteer dan wat er was."
REMARK = ScreenAction(
    "remark",
    "Niet eens met iets? Eigen aantekening",
    asks="Waar ben je het niet mee eens?",
    example="komt in het verslag",
)
HINT = "Komt er na een handtekening iets bij, dan vervalt die en vraagt Examendag hem opnieuw."


def closing_screen(paper: Paper, ui: ClosingUi) -> ClosingScreen:
    """Return what the closing screen says."""
    checks, signing = (*checks_of(paper), *ui.unrecorded), signing_of(paper)
    blocking = [check for check in checks if check.blocks]
    signer = _signer(paper, signing, ui)
    seal = paper.seal
    early = signer in paper.part.left
    declared = declarations_of(paper, leaves_early=early)
    is_open = not early and seal is None
    blocked = _blocked(paper, signing, blocking, ui) if is_open else ""
    if not blocked and signer and seal is None and not _declares(declared, ui):
        blocked = f"*Tekenen kan nog niet.* {UNDECLARED}"
    more, lapsed = came_after(paper, signing, "" if seal is not None else signer)
    return ClosingScreen(
        place=f"{paper.label} · {paper.exam_name}",
        clock=paper.clock(ui.now),
        checks_summary=summary_of(checks) + more,
        checks=(*lapsed, *rows_of(paper, checks, ui)),
        preview=Preview(ui.pdf, ui.page, paper.reference),
        signing_about=_about(signing),
        boxes=_boxes(paper, signing, signer, ui),
        signer="" if seal is not None or (blocking and not early) else signer,
        statements=() if seal is not None else _statements(declared, ui),
        blocked=line(blocked),
        seal_note=line(_seal_note(signing, signer)) if not blocked and seal is None else (),
        hint=HINT if signing.signed else "",
        button="Tekenen en verzegelen" if signing.completes(signer) else "Tekenen",
        can_sign=not blocked and bool(signer),
        busy=ui.busy,
        leave=_leave(paper, signing, ui),
        apart=_apart(paper, ui),
        sealed=_sealed(paper),
        last_act=ui.last_act,
        status=bar_status(ui.status, ui.names, paper.zone),
        more_checks="" if len(checks) <= SHOWN_CHECKS else f"En {len(checks) - SHOWN_CHECKS} meer",
    )


# ---------------------------------------------------------------- signing


def _about(signing: Signing) -> str:
    asked = "1 handtekening" if signing.asked == 1 else f"{signing.asked} handtekeningen"
    return (
        f"De regelset van dit examen vraagt {asked}. Ieder tekent voor de eigen periode, "
        "met de pincode van deze dienst."
    )


def _signer(paper: Paper, signing: Signing, ui: ClosingUi) -> str:
    """Who signs next on this laptop: who went home first, then in order of duty."""
    here = [who for who in signing.open_people if who in ui.shift_people]
    left = [who for who in here if who in paper.part.left]
    return (left or here or [""])[0]


def _boxes(paper: Paper, signing: Signing, signer: str, ui: ClosingUi) -> tuple[SigningBox, ...]:
    def place(each: OnDuty) -> tuple[bool, bool]:
        """Who signed stands first, then who can sign here; others do so on their own laptop."""
        signature = signing.signature(each.person)
        return signature is None or not signature.stands, each.person not in ui.shift_people

    people = sorted(signing.on_duty, key=place)
    boxes = [_box(paper, signing, each, signer, ui) for each in people]
    for number in range(signing.missing):
        action = ScreenAction(
            "cannot-sign", "Tekent niet", asks="Waarom niet?", example="stond alleen in de zaal"
        )
        boxes.append(
            SigningBox(
                f"missing-{number + 1}",
                "Nog een handtekening",
                "De regelset vraagt er meer dan hier een dienst begonnen.",
                SigningState.WAITING,
                action=action,
            )
        )
    for _, act in paper.part.unable:
        if act.person not in {each.person for each in signing.on_duty}:
            boxes.append(
                SigningBox(act.person, act.name, "", SigningState.CANNOT, reason=act.reason)
            )
    return tuple(boxes)


def _box(
    paper: Paper, signing: Signing, on_duty: OnDuty, signer: str, ui: ClosingUi
) -> SigningBox:
    since, until = period_of(paper, on_duty.person)
    ends = "nu" if until is None else paper.clock(until)
    period = f"{ROLE[on_duty.role].capitalize()} · van {paper.clock(since)} tot {ends}"
    signature = signing.signature(on_duty.person)
    box = SigningBox(on_duty.person, on_duty.name, period, SigningState.WAITING)
    if on_duty.person in signing.unable:
        reason = next(a.reason for _, a in paper.part.unable if a.person == on_duty.person)
        return replace(box, state=SigningState.CANNOT, reason=reason)
    if signature is not None and signature.stands:
        told = f"getekend {paper.clock(signature.event.header.corrected, seconds=True)}"
        early = ", vertrok eerder" if until is not None else ""
        return replace(box, state=SigningState.SIGNED, signed=f"{told}{early}")
    state = SigningState.TO_SIGN if on_duty.person == signer else SigningState.WAITING
    error = ui.pin_error if on_duty.person == signer else ""
    if signature is not None:
        told = f"getekend {paper.clock(signature.event.header.corrected, seconds=True)}"
        return replace(
            box,
            state=SigningState.LAPSED,
            signed=told,
            ask="Lees wat erbij kwam en teken opnieuw.",
            error=error,
            remark=remark_of(paper, ui, on_duty.person) if on_duty.person == signer else "",
            action=REMARK if on_duty.person == signer else None,
        )
    if on_duty.person not in ui.shift_people:
        action = ScreenAction("cannot-sign", "Kan niet tekenen", asks="Waarom niet?")
        return replace(box, state=state, ask="Tekent op de eigen laptop.", action=action)
    if on_duty.person != signer:
        return replace(box, state=state, error=error)
    remark = remark_of(paper, ui, on_duty.person)
    return replace(box, state=state, error=error, remark=remark, action=REMARK)


def remark_of(paper: Paper, ui: ClosingUi, person: str) -> str:
    """Return what somebody does not agree with: typed now, else with a signature that lapsed."""
    before = signing_of(paper).signature(person)
    return ui.remarks.get(person) or (before and before.act.remark) or ""


def _blocked(paper: Paper, signing: Signing, blocking: list[Check], ui: ClosingUi) -> str:
    reason = _open_point(paper, blocking[0]) if blocking else _open_signing(paper, signing, ui)
    return f"*Tekenen kan nog niet.* {reason}" if reason else ""


def _open_point(paper: Paper, check: Check) -> str:
    enrolment = paper.session.enrolments.get(check.candidate or "")
    if enrolment is None and check.kind is CheckKind.DIFFERENCE:
        return f"Kies eerst wat klopt over {PART_TIME.get(check.aspect or '', 'een tijd')}."
    if enrolment is None:
        return "Beëindig eerst het examen."
    name = spoken_name(enrolment)
    if check.kind is CheckKind.DIFFERENCE:
        return f"Kies eerst wat klopt bij {name}."
    word = "een status" if check.kind is CheckKind.UNKNOWN else "een eindstatus"
    return f"Geef {name} eerst {word}."


def _open_signing(paper: Paper, signing: Signing, ui: ClosingUi) -> str:
    if signing.missing:
        return "Zeg eerst waarom er een handtekening ontbreekt."
    if signing.open_people and not _signer(paper, signing, ui):
        return "Wie nog moet tekenen doet dat op de eigen laptop."
    return ""


def _declares(declared: tuple[Declaration, ...], ui: ClosingUi) -> bool:
    return all(each.name in ui.ticked for each in declared)


def _statements(declared: tuple[Declaration, ...], ui: ClosingUi) -> tuple[Statement, ...]:
    """Return the explicit statements (domain.md F1, F4): what is not ticked is not declared."""
    return tuple(Statement(each.name, each.text, each.name in ui.ticked) for each in declared)


def _seal_note(signing: Signing, signer: str) -> str:
    if not signer or not signing.completes(signer):
        return ""
    return (
        "Na deze handtekening is het verslag *verzegeld*. Verbeteren kan dan alleen met een "
        "aanvulling."
    )


def _leave(paper: Paper, signing: Signing, ui: ClosingUi) -> ScreenAction | None:
    """Who leaves before the end signs the own period; only with somebody who stays."""
    here = [who for who in ui.shift_people if not signing.is_settled(who)]
    if paper.seal is not None or paper.part.ended_at is not None or len(here) < 2:
        return None
    return ScreenAction("leave", "Ik ga weg en teken mijn periode", keys="Alt G")


def _apart(paper: Paper, ui: ClosingUi) -> ScreenAction | None:
    """Each laptop of a room may close its own part, as when the other one is out of reach."""
    if paper.seal is not None:
        return None
    if not paper.writers:
        is_offered = not ui.is_alone or ui.status.is_offline
        action = ScreenAction("apart", "Alleen deze laptop afsluiten", keys="Alt L")
        return action if is_offered else None
    if closes_apart(paper.part, ui.device):
        return None
    return ScreenAction("whole", "Toch de hele zaal afsluiten", keys="Alt L")


def _sealed(paper: Paper) -> Sealed | None:
    seal = paper.seal
    if seal is None:
        return None
    event, act = seal
    return Sealed(
        title=f"Verzegeld om {paper.clock(event.header.corrected)}.",
        text=_sealed_text(paper),
        digest=digest_text(bytes.fromhex(act.manifest.root)),
    )


def _sealed_text(paper: Paper) -> str:
    text = "Aanvullen kan nog, wijzigen niet meer."
    if overlapping(paper.part):
        return (
            f"{text} Er is nog een verslag over dezelfde laptop verzegeld: bel het examenbureau."
        )
    if paper.writers:
        return f"{text} De andere laptop sluit het eigen deel."
    return text
