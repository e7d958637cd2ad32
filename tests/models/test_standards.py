"""The standaardset: what holds on a day, what an item must be, and its form back and forth."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.irregularities import irregularities
from app.models.standard_facts import StandardChanged, StandardHolds
from app.models.standard_fields import fields_of, with_values
from app.models.standards import (
    IRREGULARITIES,
    NUMBERS,
    READY,
    check,
    content_on,
    in_force,
    irregularities_of,
    routes_of,
    shipped,
)
from app.models.strict_json import Malformed

RULES = "20-praktijk"
DAY = date(2026, 9, 1)


def change(number: int, since: str) -> StandardChanged:
    return StandardChanged(NUMBERS, f'{{"n": {number}}}', since, number, "", "t1")


@pytest.mark.parametrize(
    ("changes", "holds"),
    [
        ([], 0),
        ([change(1, "2026-09-01")], 1),
        ([change(1, "2026-09-02")], 0),
        ([change(1, "2026-08-01"), change(2, "2026-09-01"), change(3, "2026-10-01")], 2),
        ([change(1, "2026-09-01"), change(2, "2026-08-15")], 1),  # said later, from an earlier day
        ([change(1, "2026-09-01"), change(2, "2026-09-01")], 2),  # of one day the last word
    ],
)
def test_the_change_of_the_latest_day_that_came_holds(
    changes: list[StandardChanged], holds: int
) -> None:
    found = in_force(changes, DAY).get(NUMBERS)
    assert (0 if found is None else found.number) == holds
    assert (content_on(NUMBERS, changes, DAY) == shipped()[NUMBERS]) is (holds == 0)


@pytest.mark.parametrize("item", sorted(shipped()))
def test_every_shipped_item_is_sound_and_its_form_changes_nothing_by_itself(item: str) -> None:
    text = shipped()[item]
    check(item, text, shipped())
    values = {each.name: each.value for each in fields_of(item, text)}
    assert json.loads(with_values(item, text, values)) == json.loads(text)
    check(item, with_values(item, text, {}), shipped())


def test_a_number_is_set_and_emptied_and_what_is_none_is_refused() -> None:
    text = shipped()[RULES]
    told = json.loads(with_values(RULES, text, {"own/signatures": "3", "own/doors_open_min": "20",
                                                "own/moves_with_start": ""}))  # fmt: skip
    assert (told["signatures"], told["doors_open_min"]) == (3, 20)
    assert told["moves_with_start"] is False
    assert json.loads(with_values(RULES, text, {"own/away_max_min": ""}))["away_max_min"] is None
    with pytest.raises(Malformed):
        check(RULES, with_values(RULES, text, {"own/signatures": "twee"}), shipped())


def test_a_line_is_added_with_a_code_of_its_own_and_an_emptied_one_goes() -> None:
    text = shipped()[READY]
    before = json.loads(text)
    grown = json.loads(with_values(READY, text, {"+/title": before[0]["title"], "0/detail": ""}))
    assert len(grown) == len(before) + 1
    assert len({each["id"] for each in grown}) == len(grown)
    gone = json.loads(with_values(IRREGULARITIES, shipped()[IRREGULARITIES], {"0/dutch": ""}))
    assert gone["kinds"][0]["code"] == "disturbance"


@given(st.text(max_size=60))
def test_a_laptop_that_cannot_read_an_item_uses_the_shipped_one(content: str) -> None:
    held = [StandardHolds(each, content, 3) for each in (IRREGULARITIES, "calamities/030-net")]
    assert irregularities_of(held) == irregularities()
    assert routes_of(held) == routes_of(())
