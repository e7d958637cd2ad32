"""Who may read a page and record nothing there is offered nothing, and no intent records."""

from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, replace
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.models.roles import may_read, may_write
from app.models.values import DayPart, Role
from app.screens.office import desk_intents, intents, planning_intents
from app.screens.office.desk import LOOK_ONLY, desk_screen
from app.screens.office.desk_steps import desk_step
from app.screens.office.desk_ui import DeskUi
from app.screens.office.hotline import hotline_screen
from app.screens.office.hotline_steps import hotline_step
from app.screens.office.hotline_ui import HotlineUi
from app.screens.office.planning import NOT_YOURS, planning_screen
from app.screens.office.planning_steps import planning_step
from app.screens.office.planning_ui import PlanMode, PlanningUi
from tests.builders import MINUTE, START, a_session
from tests.models.test_hotline import Office, calamity

ZONE = ZoneInfo("Europe/Amsterdam")
AT = START + 30 * MINUTE
TEXT = {"action": "take", "text": "iets", "title": "Netwerk", "room": "a0.22"}
Step = Callable[[Any, Any, object], Any]
PAGES: dict[str, tuple[Step, Any, tuple[ModuleType, ...], str]] = {
    "issues": (hotline_step, HotlineUi(AT, ZONE, can_write=False), (intents,), "IssueTaken"),
    "desk": (
        desk_step, DeskUi(AT, ZONE, DayPart.MORNING, can_write=False), (desk_intents,),
        "ThingsIssued",
    ),
    "planning": (
        planning_step, PlanningUi(AT, ZONE, can_plan=False, can_notify=False),
        (planning_intents, desk_intents),
        "SessionPlaced",
    ),
}  # fmt: skip


def every_intent(*modules: ModuleType) -> Iterator[object]:
    """One of each, with something in every field."""
    for module in modules:
        for cls in vars(module).values():
            if not isinstance(cls, type) or cls.__module__ != module.__name__:
                continue
            told = {each.name: TEXT.get(each.name, "x") for each in fields(cls)
                    if each.default is MISSING and each.default_factory is MISSING}  # fmt: skip
            told |= {each.name: True for each in fields(cls) if each.type in ("bool", bool)}
            told |= {each.name: 1 for each in fields(cls) if each.type in ("int", int)}
            yield cls(**told)


@pytest.fixture
def office() -> Office:
    play = a_session(3, arrived=True)
    calamity(play)
    return Office(play)


@pytest.mark.parametrize("name", PAGES)
def test_no_intent_records_anything(name: str, office: Office) -> None:
    step, ui, modules, _ = PAGES[name]
    tried = 0
    for intent in every_intent(*modules):
        try:
            done = step(office.day(), ui, intent)
        except (KeyError, ValueError):  # a word that no key sends
            continue
        tried += 1
        assert done.command is None, intent
        assert not getattr(done.ui, "prepared", ()), intent
    assert tried >= 5


def test_nothing_is_offered_and_it_says_why(office: Office) -> None:
    _, ui, *_ = PAGES["issues"]
    screen = hotline_screen(office.day(), ui)
    assert screen.title
    assert (screen.actions, screen.hand_over, screen.decision, screen.submit) == ((), (), None, "")
    assert screen.asks == LOOK_ONLY
    _, desk_ui, *_ = PAGES["desk"]
    assert desk_screen(office.day(), desk_ui).panel is None
    assert LOOK_ONLY in desk_screen(office.day(), desk_ui).note
    _, plan_ui, *_ = PAGES["planning"]
    for mode in PlanMode:
        plan = planning_screen(office.day(), replace(plan_ui, mode=mode))
        assert plan.panel is not None
        assert (plan.panel.fields, plan.panel.action, plan.panel.choices) == ((), None, ())
        assert (plan.note, plan.proposals, plan.can_plan) == (NOT_YOURS, 0, False)
        assert plan.modes == (PlanMode.ROOMS, PlanMode.PEOPLE)


def test_only_the_auditor_reads_the_office_and_records_nothing_of_its_day() -> None:
    acts = {act for _, _, _, act in PAGES.values()} - {"SessionPlaced"}
    readers = [role for role in Role if may_read(role, "office")]
    looking = {role for role in readers for act in acts
               if not may_write(role, act, "office", at_office=True)}  # fmt: skip
    assert looking == {Role.AUDITOR}
