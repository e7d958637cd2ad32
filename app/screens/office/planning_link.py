"""Who was added by hand in a room is linked to what Toetsplanning sent of him later."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from app.models.collation import plain
from app.models.office_day import OfficeDay
from app.models.paper import spoken_name
from app.models.planning import added_act, in_order, links_of
from app.models.planning_commands import LinkCandidate
from app.models.planning_day import PlannedSession, candidates_of, unlinked
from app.models.planning_facts import PartOrder
from app.models.session import Enrolment, ExamSession
from app.screens.office.desk_intents import DeskSubmitted
from app.screens.office.desk_ui import DeskChoice, DeskField, DeskForm, DeskPanel
from app.screens.office.planning_ui import PlanningUi
from app.screens.room.search import squeeze
from app.screens.room.wording import ScreenAction

PAIRS_MAX: Final = 6
ASK: Final = "Typ een deel van de naam of het nummer zoals Toetsplanning het stuurde, en kies."

Pair = tuple[Enrolment, Enrolment | None]
"""Who was added, and who the planner sent; None: the link is taken off."""


def link_panel(day: OfficeDay, row: PlannedSession, ui: PlanningUi, _: date) -> DeskPanel:
    """Return who was added in this session, and whom the planner sent that may be him."""
    session = day.sessions[row.session]
    loose, links = unlinked(session), links_of(session)
    pairs = list(_pairs(session, ui.find))[:PAIRS_MAX]
    fields = (DeskField("find", "Zoek een deelname", ui.find, is_search=True),)
    told = [(written(each), _room(row, each)) for each in loose]
    told += [(written(session.enrolments[who]), f"is {spoken_name(session.enrolments[planned])}")
             for who, planned in links.items()]  # fmt: skip
    ready = [s for s in ui.steps if isinstance(s, LinkCandidate) and s.session == row.session]
    told += [(written(session.enrolments[s.candidate]), "klaargezet") for s in ready]
    heading = f"{len(loose)} bijgeschreven en niet gekoppeld"
    return DeskPanel(
        key=f"{row.session}/link/{len(ui.prepared)}/{len(links)}",
        title=row.name,
        subtitle="Wat de zaal vastlegde hoort dan bij de deelname die je kiest.",
        heading=heading if loose else "Niemand om te koppelen",
        form=DeskForm.PLAN,
        fields=fields if loose or links else (),
        action=ScreenAction("link", "Eerste klaarzetten", "Ctrl Enter") if pairs else None,
        told=tuple(told),
        choices=tuple(_choice(each, planned) for each, planned in pairs),
    )


def link_step(
    day: OfficeDay, row: PlannedSession, ui: PlanningUi, intent: DeskSubmitted
) -> tuple[LinkCandidate | None, str]:
    """Return what is prepared and what the foot says; without a step: what is missing."""
    pairs = {_key(*pair): pair for pair in _pairs(day.sessions[row.session], ui.find)}
    pair = pairs.get(intent.choice or next(iter(pairs), ""))
    if pair is None:
        return None, ASK
    added, planned = pair
    if planned is None:
        return LinkCandidate(row.session, added.candidate, ""), f"{written(added)}: los"
    step = LinkCandidate(row.session, added.candidate, planned.candidate)
    return step, f"{written(added)} is {spoken_name(planned)}"


def written(enrolment: Enrolment) -> str:
    """Return the name and number as the room wrote them."""
    act = added_act(enrolment)
    if act is None:
        return spoken_name(enrolment)
    return f"{act.name} · {act.number}" if act.number else act.name


def _pairs(session: ExamSession, find: str) -> Iterator[Pair]:
    """Yield who may be who: what was typed, else the same number or name; links that are."""
    asked = squeeze(find)
    people = in_order(candidates_of(session), PartOrder.NAME)
    free = [each for each in people if added_act(each) is None and not each.has_facts]
    for added in unlinked(session):
        for planned in free:
            told = squeeze(f"{spoken_name(planned)} {_number(planned)}")
            if asked in told if asked else _is_alike(added, planned):
                yield added, planned
    for who in links_of(session):
        if asked and asked in squeeze(written(session.enrolments[who])):
            yield session.enrolments[who], None


def _is_alike(added: Enrolment, planned: Enrolment) -> bool:
    value = added_act(added)
    if value is None:
        return False
    is_number = bool(value.number) and squeeze(value.number or "") == squeeze(_number(planned))
    return is_number or plain(value.name).split() == plain(spoken_name(planned)).split()


def _choice(added: Enrolment, planned: Enrolment | None) -> DeskChoice:
    if planned is None:
        return DeskChoice(_key(added, None), written(added), "koppeling losmaken")
    name = f"{spoken_name(planned)} · {_number(planned)}"
    return DeskChoice(_key(added, planned), name, f"in de zaal: {written(added)}")


def _key(added: Enrolment, planned: Enrolment | None) -> str:
    return f"{added.candidate}/{'' if planned is None else planned.candidate}"


def _number(enrolment: Enrolment) -> str:
    return "" if enrolment.plan is None else enrolment.plan.number


def _room(row: PlannedSession, enrolment: Enrolment) -> str:
    return next((room.label for room in row.rooms if room.room == enrolment.room), "–")
