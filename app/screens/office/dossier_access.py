"""Inzage: find a candidate, see what there is and what was given before, and have it made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from app.models.check_facts import ExtractMade
from app.models.dossier_check import Ground
from app.models.office_day import OfficeDay
from app.models.paper import spoken_name
from app.models.roles import Call, may_manage
from app.models.session import Enrolment, ExamSession
from app.models.timing import schedule_of
from app.models.words import date_text, staff_name
from app.screens.office.dossier_ui import (
    DossierField,
    DossierPanel,
    DossierRow,
    DossierUi,
    FactGroup,
    FactLine,
)
from app.screens.office.dossier_words import exam_text, label_text, trace
from app.screens.room.wording import Notice, ScreenAction, Tone, line

LETTERS_LEAST: Final = 2
ROWS_MOST: Final = 60
SEARCH_FIRST: Final = "Zoek op naam of nummer: typ ten minste twee tekens."
NOBODY: Final = "Niemand heet zo of heeft dit nummer."
NOT_YOURS: Final = "Alleen coördinator en examencommissie maken een uittreksel."
WHOLE: Final = (
    "Het uittreksel bevat alles over deze kandidaat, ook van andere dagen, zonder namen van "
    "anderen. Dat je het maakt, wordt vastgelegd."
)


@dataclass(frozen=True, slots=True)
class KnownCandidate:
    """Somebody with all enrolments that are known here, the last session last."""

    held: tuple[tuple[ExamSession, Enrolment], ...]

    @property
    def key(self) -> str:
        """What a row is told apart by."""
        session, enrolment = self.held[-1]
        return f"{session.id}/{enrolment.candidate}"

    @property
    def name(self) -> str:
        """The name as spoken."""
        return spoken_name(self.held[-1][1])

    @property
    def number(self) -> str:
        """The number of the school; empty for whoever was added by hand."""
        plan = self.held[-1][1].plan
        return "" if plan is None else plan.number


def is_unknown(day: OfficeDay, query: str) -> bool:
    """Whether somebody is looked for who is not in the sessions that are here."""
    return len(query.strip()) >= LETTERS_LEAST and not known_candidates(day, query)


def known_candidates(day: OfficeDay, query: str) -> tuple[KnownCandidate, ...]:
    """Return whom a query means, by name: each person once, over all sessions."""
    wanted = query.casefold().strip()
    if len(wanted) < LETTERS_LEAST:
        return ()
    found: dict[str, list[tuple[ExamSession, Enrolment]]] = {}
    for session in sorted(day.sessions.values(), key=_by_time):
        for candidate, enrolment in session.enrolments.items():
            plan = enrolment.plan
            who = candidate if plan is None else plan.person or candidate
            found.setdefault(who, []).append((session, enrolment))
    people = [KnownCandidate(tuple(held)) for held in found.values()]
    meant = [each for each in people if wanted in f"{each.name} {each.number}".casefold()]
    return tuple(sorted(meant, key=lambda each: (each.name.casefold(), each.key))[:ROWS_MOST])


def access_rows(people: Sequence[KnownCandidate]) -> tuple[DossierRow, ...]:
    """Return the rows of whom was found."""
    return tuple(_row(each) for each in people)


def access_panel(day: OfficeDay, who: KnownCandidate, ui: DossierUi) -> DossierPanel:
    """Return the panel of one candidate: what is here, and what was given before."""
    held = FactGroup("Zittingen die hier bekend zijn", tuple(_held(each, ui) for each in who.held))
    groups = [held]
    given = tuple(_given(day, who, ui))
    if given:
        groups.append(FactGroup("Eerder gegeven", given))
    fields: tuple[DossierField, ...] = ()
    actions: tuple[ScreenAction, ...] = ()
    notices = [Notice(Tone.WARNING, ui.trouble, "Er is niets gemaakt.")] if ui.trouble else []
    if any(may_manage(role, Call.MAKE_EXTRACT) for role in ui.roles):
        groups.append(FactGroup("Wat je geeft", (FactLine(line(WHOLE), "", "info", Tone.NOTE),)))
        fields = (
            DossierField("reason", "Waarvoor?", "", "Bijvoorbeeld: verzoek van de kandidaat"),
        )
        actions = (ScreenAction("extract", "Uittreksel maken", "Ctrl Enter"),)
    else:
        notices.append(Notice(Tone.PLAIN, NOT_YOURS, "Je kunt wel alles lezen."))
    number = f"nummer {who.number}" if who.number else "bijgeschreven"
    return DossierPanel(who.key, who.name, number, tuple(groups), fields, actions, tuple(notices))


# ---------------------------------------------------------------- within


def _by_time(session: ExamSession) -> tuple[str, str]:
    schedule = schedule_of(session, None)
    return "" if schedule is None else schedule.planned_start.isoformat(), session.id


def _row(who: KnownCandidate) -> DossierRow:
    session, enrolment = who.held[-1]
    count = len(who.held)
    sittings = "1 zitting" if count == 1 else f"{count} zittingen"
    return DossierRow(
        who.key, who.name, who.number or "bijgeschreven", exam_text(session),
        _place(session, enrolment), sittings, "user", Tone.MUTED,
    )  # fmt: skip


def _place(session: ExamSession, enrolment: Enrolment) -> str:
    part = session.parts.get(enrolment.room or "")
    return "" if part is None else label_text(part)


def _held(pair: tuple[ExamSession, Enrolment], ui: DossierUi) -> FactLine:
    session, enrolment = pair
    schedule = schedule_of(session, None)
    on = ""
    if schedule is not None:
        local = schedule.planned_start.astimezone(ui.zone)
        on = f"{date_text(local.date())} {local:%H:%M}"
    where = " · ".join(each for each in (on, _place(session, enrolment)) if each)
    acts = len(enrolment.acts)
    return FactLine(line(exam_text(session)), f"{where} · {acts} vastleggingen")


def _given(day: OfficeDay, who: KnownCandidate, ui: DossierUi) -> Iterable[FactLine]:
    ids = {enrolment.candidate for _, enrolment in who.held}
    for event in reversed(day.office):
        body = event.body
        if body is None or not isinstance(body.act, ExtractMade) or body.candidate not in ids:
            continue
        on = date_text(event.observed.astimezone(ui.zone).date())
        text = f"{on}, door {staff_name(body.act.name)}: {body.act.reason}".replace("*", "")
        at = trace(Ground("extract", "", event.observed, event.leaf), ui.zone)
        yield FactLine(line(text), at, "file-text", Tone.MUTED)
