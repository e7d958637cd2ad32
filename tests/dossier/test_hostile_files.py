"""Hostile files at the dossier: lists of the school, and its own keys, damaged."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossier.bootstrap import run
from dossier.opened import Surroundings
from tests.fuzz.hostile import hostile_bytes

FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@given(raw=hostile_bytes([b"deelname;geboortedatum;plaats;opleiding\nx;2008-01-01;A1;MBO\n"]))
@FEW
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_hostile_list_of_the_school_is_refused_in_dutch(
    founded: Path, around: Surroundings, raw: bytes, quote: str
) -> None:
    path = founded.parent / "extras.csv"
    path.write_bytes(raw + quote.encode())
    assert run(["extras", "--data", str(founded), str(path)], around) in (0, 3)


@pytest.mark.parametrize(
    "raw",
    [
        b"deelname;plaats\n" + b"x" * 200_000,
        b'deelname;plaats\n"' + b"x" * 200_000,
        b"deelname;plaats\nx;\x00\n",
        b"deelname;plaats\nx;y;z;z\n",
        b"deelname;plaats\r\rx\n",
        b"deelname\n\n\n",
    ],
)
def test_a_list_that_no_program_writes_is_refused_in_dutch(
    founded: Path, around: Surroundings, raw: bytes
) -> None:
    path = founded.parent / "extras.csv"
    path.write_bytes(raw)
    assert run(["extras", "--data", str(founded), str(path)], around) in (0, 3)


@pytest.mark.parametrize("name", ["log.key", "seal.key", "rest.key", "trust.json"])
@given(data=st.data())
@FEW
def test_a_dossier_with_damaged_keys_says_so(
    founded: Path, around: Surroundings, name: str, data: st.DataObject
) -> None:
    path = founded / "keys" / name
    good = path.read_bytes()
    path.write_bytes(data.draw(hostile_bytes([good])))
    try:
        assert run(["verify", "--data", str(founded)], around) in (0, 3, 4)
    finally:
        path.write_bytes(good)
