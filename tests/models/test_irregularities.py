"""The kinds of bijzonderheid and the classes of a centraal examen, as data."""

import json

import pytest

from app.models.irregularities import (
    OTHER,
    SHIPPED,
    class_word,
    irregularities,
    irregularity_word,
    kinds_about,
    read_irregularities,
)
from app.models.strict_json import Malformed

KIND = {"code": "x", "dutch": "x", "english": "x"}
CLASS = {"code": "individual", "dutch": "individueel"}


def told(*kinds: dict[str, object], classes: object = (CLASS,)) -> str:
    return json.dumps({"kinds": [*kinds, KIND | {"code": OTHER}], "central_classes": classes})


def test_the_data_that_is_shipped_is_read_as_it_stands():
    read = read_irregularities(SHIPPED.read_text("utf-8"))
    assert read == irregularities()
    assert {each.code for each in read.kinds} >= {"copying", "device", "unwell", OTHER}
    assert len(read.central_classes) == 5


def test_a_candidate_and_a_session_are_offered_kinds_of_their_own():
    of_candidate = {each.code for each in kinds_about(irregularities(), candidate=True)}
    of_session = {each.code for each in kinds_about(irregularities(), candidate=False)}
    assert "copying" in of_candidate - of_session
    assert "material" in of_session - of_candidate
    assert {"disturbance", OTHER} <= of_candidate & of_session


def test_a_code_of_a_newer_version_is_shown_literally():
    assert irregularity_word(irregularities(), "disturbance") == "Verstoring"
    assert irregularity_word(irregularities(), "x-new") == "x-new"
    assert class_word(irregularities(), "collective") == "collectief, zonder overmacht"
    assert class_word(irregularities(), "x-new") == "x-new"


@pytest.mark.parametrize(
    "change",
    [{"code": OTHER}, {"dutch": ""}, {"about": "room"}, {"central": "none"}, {"why": "x"}],
)
def test_the_data_is_read_strictly(change):
    assert len(read_irregularities(told(KIND)).kinds) == 2
    with pytest.raises(Malformed):
        read_irregularities(told(KIND | change))


@pytest.mark.parametrize("classes", [[CLASS, CLASS], [{"code": "x"}], {}])
def test_classes_are_read_strictly(classes):
    with pytest.raises(Malformed):
        read_irregularities(told(KIND, classes=classes))
