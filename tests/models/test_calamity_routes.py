"""The calamity routes of the standaardset: strict to read, and each of them fit to be followed."""

import json

import pytest

from app.models.calamities import (
    CalamityRoute,
    Group,
    StepKind,
    When,
    read_route,
    read_routes,
)
from app.models.strict_json import Malformed
from app.models.values import Workability
from tests.house.tree import ROOT

FOLDER = ROOT / "resources" / "standaardset" / "calamities"
TEXTS = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.json")}
ROUTES = read_routes(TEXTS)
ICONS = {path.stem for path in (ROOT / "resources" / "icons").glob("*.svg")}

STEP = {"id": "a", "kind": "do", "title": "t", "text": "x"}
SOUND: dict[str, object] = {
    "id": "X",
    "group": "more",
    "digit": 1,
    "title": "t",
    "about": "a",
    "icon": "flame",
    "sentence": "{room}",
    "steps": [STEP],
}


def route(name: str) -> CalamityRoute:
    return next(each for each in ROUTES if each.id == name)


def titles(name: str, workable: Workability, *, is_central: bool = False) -> list[str]:
    return [step.title for step in route(name).steps_for(workable, is_central=is_central)]


def test_both_pages_are_full_but_for_the_key_that_turns_to_the_second():
    assert [r.digit for r in ROUTES if r.group is Group.FIRST] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [r.digit for r in ROUTES if r.group is Group.MORE] == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_power_and_network_are_routes_of_their_own():
    assert route("PWR").steps != route("NET").steps
    assert titles("NET", Workability.NONE) == [
        "Zeg dat iedereen stopt",
        "Kandidaten blijven stil zitten",
        "Bel de hotline",
        "Kijk of antwoorden bewaard zijn",
        "Hervat of stop het examen",
        "Geef tijd terug en sluit af",
    ]


def test_when_all_can_work_on_there_is_nothing_to_stop_or_give_back():
    assert titles("NET", Workability.ALL) == ["Bel de hotline", "Kijk of antwoorden bewaard zijn"]


def test_who_works_on_is_not_told_to_stop():
    assert titles("NET", Workability.SOME)[0] == "Bel de hotline"


def test_an_evacuation_counts_heads_twice_and_keeps_a_central_exam_apart():
    fire = route("FIRE")
    assert fire.stops_all
    kinds = [s.kind for s in fire.steps_for(Workability.NONE, is_central=True)]
    assert kinds.count(StepKind.ROLL_CALL) == 2
    assert StepKind.QUARANTINE in kinds
    kinds = [s.kind for s in fire.steps_for(Workability.NONE, is_central=False)]
    assert StepKind.QUARANTINE not in kinds


@pytest.mark.parametrize("each", ROUTES, ids=lambda each: each.id)
def test_every_route_calls_somebody_and_ends_with_a_decision(each: CalamityRoute):
    assert any(step.kind is StepKind.CALL and step.when is When.ALWAYS for step in each.steps)
    kinds = [step.kind for step in each.steps_for(Workability.NONE, is_central=False)]
    assert kinds[-2:] == [StepKind.RESUME, StepKind.TIME_BACK]
    assert each.icon in ICONS
    assert all(len(step.title) <= 34 for step in each.steps)
    assert {"room", "exam"} <= set(each.sentence.replace("{", " ").replace("}", " ").split())


@pytest.mark.parametrize(
    "changes",
    [
        {"extra": 1},
        {"title": None},
        {"digit": "1"},
        {"digit": 0},
        {"digit": True},
        {"group": "third"},
        {"stops_all": 1},
        {"sentence": "{name}"},
        {"steps": []},
        {"steps": [STEP, STEP]},
        {"steps": [{**STEP, "kind": "dance"}]},
        {"steps": [{**STEP, "kind": "call"}]},
        {"steps": [{**STEP, "whom": "iemand", "number": "112"}]},
        {"steps": [{**STEP, "kind": "roll-call"}]},
        {"steps": [{**STEP, "place": "outside"}]},
        {"steps": [{**STEP, "then": [1]}]},
        {"steps": [{"id": "a"}]},
        {"steps": ["a"]},
    ],
    ids=str,
)
def test_what_does_not_fit_is_no_route(changes: dict[str, object]):
    assert read_route(json.dumps(SOUND)).id == "X"
    with pytest.raises(Malformed):
        read_route(json.dumps({**SOUND, **changes}))


def test_two_routes_of_one_key_or_name_are_none():
    for changes in ({"id": "Y"}, {"digit": 2}):
        with pytest.raises(Malformed):
            read_routes({"a": json.dumps(SOUND), "b": json.dumps({**SOUND, **changes})})
    with pytest.raises(Malformed):
        read_routes({"a": json.dumps({**SOUND, "group": "first", "digit": 9})})
