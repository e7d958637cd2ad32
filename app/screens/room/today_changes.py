"""What changed in the plan, in exact words: the blue notice of Vandaag (02)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from app.models.paper import Paper, spoken_name
from app.models.plan import (
    CandidateMovedAway,
    CandidatePlanned,
    ExtrasAdded,
    PersonAssigned,
    RoomPlanned,
    RulesChosen,
    SessionPlanned,
)
from app.models.plan_changes import PlanChange, unread_changes
from app.models.preparing_commands import SeePlan
from app.models.provisions import word_of
from app.models.remembered import Remembered
from app.models.session import Enrolment
from app.models.timing import instant
from app.models.values import PlanState
from app.models.words import day_text, staff_name
from app.screens.room.wording import Notice, ScreenAction, Tone

PLAN_SEEN: Final = "plan-seen|"
SHOWN: Final = 5
"""So many at a time: what is read is named in the act, so nothing is read unseen."""


@Remembered
def changes_notice(paper: Paper) -> Notice | None:
    """Return the notice of what nobody read yet; None when there is nothing."""
    shown = shown_changes(paper)
    if not shown or paper.seal is not None:
        return None
    texts = list(dict.fromkeys(text_of(paper, change) for change in shown))
    title = "Gewijzigd sinds je keek:"
    if len(shown) == 1:
        title = f"Gewijzigd om {paper.clock(shown[0].at)}:"
    more = len(unread_changes(paper)) - len(shown)
    if more:
        texts.append("Er is nog 1 wijziging." if more == 1 else f"Er zijn nog {more} wijzigingen.")
    seen = ScreenAction("plan-seen", "Gezien", "Alt G")
    return Notice(Tone.NOTE, title, " ".join(texts), (seen,), icon="info")


def room_changes(
    papers: Sequence[Paper], people: Sequence[str], *, with_key: bool
) -> tuple[Notice, ...]:
    """Return the same for the room (03): a button for each name, as reading is one person's."""
    found: list[Notice] = []
    for paper in papers:
        notice = changes_notice(paper)
        if notice is None:
            continue
        is_first = with_key and not found
        buttons = tuple(
            ScreenAction(
                f"{PLAN_SEEN}{paper.session.id}|{staff_name(name)}",
                "Gezien" if len(people) == 1 else f"Gezien door {staff_name(name)}",
                "Alt G" if is_first and number == 0 else "",
            )
            for number, name in enumerate(people)
        )
        found.append(replace(notice, actions=buttons))
    return tuple(found)


def seen_command(papers: Sequence[Paper], action: str) -> SeePlan | None:
    """Return what is recorded when a button of the room's notice was pressed."""
    session, _, name = action.removeprefix(PLAN_SEEN).partition("|")
    paper = next((each for each in papers if each.session.id == session), None)
    if not action.startswith(PLAN_SEEN) or paper is None or not name:
        return None
    return SeePlan(session, name, tuple(change.leaf for change in shown_changes(paper)))


def shown_changes(paper: Paper) -> tuple[PlanChange, ...]:
    """Return the changes the notice shows now: these are what somebody can have read."""
    return unread_changes(paper)[:SHOWN]


def text_of(paper: Paper, change: PlanChange) -> str:
    """Return one change in a sentence."""
    enrolment = paper.session.enrolments.get(change.candidate or "")
    return _TOLD[type(change.act)](paper, change.act, change.before, enrolment)


def _name(enrolment: Enrolment | None) -> str:
    return "Een kandidaat" if enrolment is None else spoken_name(enrolment)


def _moved(_: Paper, act: CandidateMovedAway, __: Any, enrolment: Enrolment | None) -> str:
    where = f" maar in {act.to_room}" if act.to_room else ""
    return f"{_name(enrolment)} zit niet meer hier,{where}.".replace(",.", ".")


def _planned(_: Paper, act: CandidatePlanned, before: Any, enrolment: Enrolment | None) -> str:
    name = _name(enrolment)
    if act.state is not PlanState.ACTIVE:
        return f"{name} is afgemeld."
    if not isinstance(before, CandidatePlanned) or before.state is not PlanState.ACTIVE:
        return f"{name} is toegevoegd."
    said = []
    if act.extra_time_min != before.extra_time_min:
        said.append(f"extra tijd {act.extra_time_min or 0} min, was {before.extra_time_min or 0}")
    text = "" if enrolment is None else enrolment.catalogue
    said += [f"{word_of(code, text)} erbij" for code in act.needs if code not in before.needs]
    said += [f"{word_of(code, text)} vervalt" for code in before.needs if code not in act.needs]
    if act.is_time_unlimited != before.is_time_unlimited:
        said.append("geen eindtijd" if act.is_time_unlimited else "weer een eindtijd")
    return f"{name}: {', '.join(said) or 'gegevens bijgewerkt'}."


def _extras(_: Paper, act: ExtrasAdded, before: Any, enrolment: Enrolment | None) -> str:
    old = before if isinstance(before, ExtrasAdded) else ExtrasAdded()
    said = []
    if act.seat != old.seat:
        was = f" (was {old.seat})" if old.seat else ""
        said.append(f"zit op stoel {act.seat}{was}" if act.seat else "heeft geen vaste stoel meer")
    if act.is_released != old.is_released and act.is_released is not None:
        said.append("heeft een Go" if act.is_released else "heeft geen Go")
    return f"{_name(enrolment)} {' en '.join(said) or 'heeft nieuwe gegevens'}."


def _assigned(_: Paper, act: PersonAssigned, before: Any, __: Enrolment | None) -> str:
    name = staff_name(act.name)
    if not act.is_assigned:
        return f"{name} werkt hier niet meer."
    if isinstance(before, PersonAssigned) and before.is_assigned:
        return f"{name}: dagcode uitgereikt." if act.card_issued_at else f"{name} is bijgewerkt."
    return f"{name} werkt ook hier."


def _room(_: Paper, act: RoomPlanned, before: Any, __: Enrolment | None) -> str:
    if not act.is_held:
        return f"Volgens de planning is deze zitting niet meer in {act.label}."
    if isinstance(before, RoomPlanned) and before.label != act.label:
        return f"Dit lokaal heet nu {act.label} (was {before.label})."
    if before is None:
        return f"{act.label} is het lokaal van deze zitting."
    return f"De gegevens van {act.label} zijn bijgewerkt."


def _rules(paper: Paper, _: RulesChosen, __: Any, ___: Enrolment | None) -> str:
    return f"De regels zijn nu: {paper.session.rules.title}."


def _session(paper: Paper, act: SessionPlanned, before: Any, _: Enrolment | None) -> str:
    if act.state is not PlanState.ACTIVE:
        return "De planning trok deze zitting in."
    if not isinstance(before, SessionPlanned):
        return f"{act.name} is toegevoegd."
    said = []
    for word, new, old in (
        ("Start", act.starts_at, before.starts_at),
        ("Einde", act.ends_at, before.ends_at),
    ):
        if new != old:
            now, was = _moments(paper, new, old)
            said.append(f"{word} {now}, was {was}.")
    return " ".join(said) or f"De gegevens van {act.name} zijn bijgewerkt."


def _moments(paper: Paper, *told: str) -> tuple[str, ...]:
    """Return times, with their days where those differ; what cannot be read is shown literally."""
    try:
        moments = [instant(each).astimezone(paper.zone) for each in told]
    except ValueError:
        return told
    is_one_day = len({each.date() for each in moments}) == 1
    days = ["" if is_one_day else f"{day_text(each.date(), year=False)} " for each in moments]
    return tuple(day + paper.clock(each) for day, each in zip(days, moments, strict=True))


_TOLD: Final[dict[type, Callable[[Paper, Any, Any, Enrolment | None], str]]] = {
    CandidateMovedAway: _moved,
    CandidatePlanned: _planned,
    ExtrasAdded: _extras,
    PersonAssigned: _assigned,
    RoomPlanned: _room,
    RulesChosen: _rules,
    SessionPlanned: _session,
}
