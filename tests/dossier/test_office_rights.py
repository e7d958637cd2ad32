"""Every pair of role and call, straight at the HTTP interface; outside a role it is noted."""

import json
import re
from collections.abc import Callable
from datetime import datetime

import httpx
import pytest
from litestar.routes import HTTPRoute

from app.crypto.dagcode import OpenedCard
from app.crypto.person_signatures import PersonSigned
from app.models.act import Act
from app.models.codec import decode_body, decode_header
from app.models.events import ACTS as EVERY_ACT
from app.models.facts import ShiftOpened
from app.models.marks import StreamOpened
from app.models.office_facts import OfficeShiftOpened
from app.models.roles import AT_OFFICE, IN_ROOMS, Call, may_manage, may_read, may_write
from app.models.values import Ineffective, Role
from app.sync.check_protocol import WantedExtract, encode_wanted_extract
from app.sync.protocol import PushRequest, encode_push
from dossier.archive.devices import accesses
from dossier.granting import all_grants
from dossier.opened import OpenDossier
from tests.dossier.inside import SESSION, enrol, enrolment_id, take
from tests.dossier.laptop import START
from tests.dossier.office import (
    DayKey,
    OfficeLine,
    granted,
    open_office_shift,
    people,
    signed_on,
    steward,
)
from tests.dossier.test_effect import marked
from tests.dossier.test_granting import given
from tests.dossier.test_intake import SCOPE, card, recording
from tests.house.tree import ROOT

__all__ = ["card"]


def act_of(vector: dict[str, str]) -> Act:
    return decode_body(bytes.fromhex(vector["body"])).act


OFFICE_ROLES = sorted(AT_OFFICE)
SCOPES = (SCOPE, f"session/{SESSION}", "office", "school")
ACTS = tuple(
    act
    for each in sorted((ROOT / "tests" / "vectors").glob("events*.json"))
    for vector in json.loads(each.read_text("utf-8"))
    if not isinstance(act := act_of(vector), StreamOpened | OfficeShiftOpened)
)
"""One act of every type, but for those that open a stream or a shift: `pushed` does that."""
FIGURES = "/v1/office/figures?from=2026-12-01&until=2026-12-31"
WANTED = encode_wanted_extract(WantedExtract(SESSION, enrolment_id(1), "inzage"))
STANDARD = {
    "do": "preview", "item": "nummers/nummers", "content": "{}", "holds_from": "2030-01-01",
    "note": "", "seen": 0,
}  # fmt: skip
READY = {"item": "trainings", "is_ready": True, "note": "april"}


@pytest.fixture(scope="module")
def asked() -> dict[Call, Callable[[OpenDossier, OfficeLine], httpx.Response]]:
    """How each call is asked, of something that another person than the asker began."""

    def grant(dossier: OpenDossier, line: OfficeLine) -> httpx.Response:
        people(dossier, "n1")
        wanted = {"person": "n1", "role": "coordinator", "locations": [], "until": None}
        return line.ask("POST", "/v1/office/roles", json.dumps(wanted).encode())

    def confirm(dossier: OpenDossier, line: OfficeLine) -> httpx.Response:
        people(dossier, "n2")
        leaf = given(dossier, "n2", Role.AUDITOR, "s1")
        return line.ask("POST", f"/v1/office/roles/{leaf}/confirm")

    def withdraw(dossier: OpenDossier, line: OfficeLine) -> httpx.Response:
        leaf = granted(dossier, "n3", Role.COORDINATOR)
        return line.ask("POST", f"/v1/office/roles/{leaf}/withdraw")

    return {
        Call.MAKE_EXTRACT: lambda _, line: line.ask("POST", "/v1/office/extract", WANTED),
        Call.LIST_ROLES: lambda _, line: line.ask("GET", "/v1/office/roles"),
        Call.LIST_READS: lambda _, line: line.ask("GET", "/v1/office/reads"),
        Call.LIST_OUTBOX: lambda _, line: line.ask("GET", "/v1/office/outbox"),
        Call.TELL_FIGURES: lambda _, line: line.ask("GET", FIGURES),
        Call.LIST_NO_SHOWS: lambda _, line: line.ask("GET", "/v1/office/no-shows?day=2026-12-09"),
        Call.GRANT_ROLE: grant,
        Call.CONFIRM_ROLE: confirm,
        Call.WITHDRAW_ROLE: withdraw,
        Call.LIST_TERMS: lambda _, line: line.ask("GET", "/v1/office/retention"),
        Call.LIST_STANDARDS: lambda _, line: line.ask("GET", "/v1/office/standards"),
        Call.CHANGE_STANDARDS: lambda _, line: line.ask(
            "POST", "/v1/office/standards", json.dumps(STANDARD).encode()
        ),
        Call.LIST_READY: lambda _, line: line.ask("GET", "/v1/office/ready"),
        Call.ANSWER_READY: lambda _, line: line.ask(
            "POST", "/v1/office/ready", json.dumps(READY).encode()
        ),
        **{
            call: lambda _, line, do=do: line.ask(
                "POST", "/v1/office/retention", json.dumps({"do": do}).encode()
            )
            for call, do in (
                (Call.BRING_DATES, "bring-dates"),
                (Call.PLACE_HOLD, "place-hold"),
                (Call.LIFT_HOLD, "lift-hold"),
                (Call.ASK_ERASURE, "ask"),
                (Call.CONFIRM_ERASURE, "confirm"),
            )
        },
    }


@pytest.mark.parametrize("role", OFFICE_ROLES)
def test_every_call_is_answered_inside_a_role_and_refused_and_noted_outside(
    dossier: OpenDossier,
    card: tuple[OpenedCard, str],
    role: Role,
    asked: dict[Call, Callable[[OpenDossier, OfficeLine], httpx.Response]],
) -> None:
    steward(dossier)
    line = signed_on(dossier, "b1", role)
    assert set(asked) == set(Call)
    for call, ask in asked.items():
        answer = ask(dossier, line)
        if may_manage(role, call):
            assert answer.status_code in (200, 201), (call, answer.text)
        else:
            assert answer.status_code == 403, call
            assert answer.headers["content-type"].startswith("application/problem+json")
    with dossier.ledger.reading() as reading:
        found = accesses(reading.connection, reading.school)
    noted = {what.split()[1] for _, who, what in found
             if who == "person b1" and what.startswith("refused ")}  # fmt: skip
    assert noted == {call.value for call in Call if not may_manage(role, call)}


BEFORE_A_ROLE = {
    "POST /v1/office/sign-on", "GET /v1/office/provider", "GET /v1/office/provider/challenge",
}  # fmt: skip
BY_SCOPE = {"GET /v1/office/feed"}
OF_ANY_MACHINE = {
    "POST /v1/streams/push", "POST /v1/streams/receipts", "POST /v1/contact", "GET /v1/time",
    "GET /v1/log", "POST /v1/log/seen", "GET /v1/log/consistency", "GET /v1/log/inclusion",
    "POST /v1/journals/{}/{}",
}  # fmt: skip
OF_ROOMS = {"GET /v1/packages", "GET /v1/packages/{}", "GET /v1/rooms/{}/feed"}


def test_every_route_has_its_row_and_answers_no_machine_that_it_is_not_for(
    dossier: OpenDossier,
    card: tuple[OpenedCard, str],
    asked: dict[Call, Callable[[OpenDossier, OfficeLine], httpx.Response]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A new route is in one of the lists above or in the table of calls; else this fails."""
    steward(dossier)
    line = signed_on(dossier, "b1", Role.AUDITOR)
    room = OfficeLine(dossier, enrol(dossier, "EX-9"))
    routes = {
        f"{method} {re.sub(r'{[^}]*}', '{}', each.path)}"
        for each in line.http.app.routes if isinstance(each, HTTPRoute)
        for method in each.methods - {"OPTIONS"} if each.path.startswith("/v1")
    }  # fmt: skip
    by_call: list[tuple[str, str]] = []
    real = OfficeLine.ask

    def noted(self: OfficeLine, method: str, path: str, body: bytes = b"") -> httpx.Response:
        by_call.append((method, path.partition("?")[0]))
        return real(self, method, path, body)

    monkeypatch.setattr(OfficeLine, "ask", noted)
    for ask in asked.values():
        ask(dossier, line)
    monkeypatch.undo()
    told = {
        f"{method} {re.sub(r'(?<=roles/)[0-9a-f]{64}', '{}', path)}" for method, path in by_call
    }
    assert routes == told | BEFORE_A_ROLE | BY_SCOPE | OF_ANY_MACHINE | OF_ROOMS
    for each in routes - OF_ANY_MACHINE - {"GET /v1/office/provider/challenge"}:
        method, path = each.replace("{}", "x").split()
        other = line if each in OF_ROOMS else room
        assert other.ask(method, path, b"{}" * (method == "POST")).status_code == 403, each


@pytest.mark.parametrize("role", OFFICE_ROLES)
def test_every_scope_is_in_the_feed_of_who_may_read_it_and_of_nobody_else(
    dossier: OpenDossier, card: tuple[OpenedCard, str], role: Role
) -> None:
    steward(dossier)
    writer = signed_on(dossier, "w1", Role.COORDINATOR)
    pushed(dossier, writer, "w1", (Role.COORDINATOR,), "office", ())
    line = signed_on(dossier, "b1", role)
    found = {decode_header(each.signed.header).scope for each in line.feed().events}
    assert found & set(SCOPES) == {each for each in SCOPES if may_read(role, each)}


@pytest.mark.parametrize("role", OFFICE_ROLES)
def test_every_act_outside_a_role_is_stored_marked_and_without_effect(
    dossier: OpenDossier, card: tuple[OpenedCard, str], role: Role
) -> None:
    steward(dossier)
    line = signed_on(dossier, "b1", role)
    assert {act.TYPE for act in ACTS} >= EVERY_ACT.keys() - {"StreamOpened", "OfficeShiftOpened"}
    for scope in SCOPES[:3]:
        leaves = pushed(dossier, line, "b1", (role,), scope, ACTS)
        found = marked(dossier, scope)
        for act, leaf in zip(ACTS, leaves, strict=True):
            is_inside = may_write(role, act.TYPE, scope, at_office=True)
            assert (leaf in found) != is_inside, (act.TYPE, scope)


def test_every_act_that_is_not_of_a_room_is_stored_marked_and_without_effect_there(
    dossier: OpenDossier, card: tuple[OpenedCard, str]
) -> None:
    laptop = enrol(dossier, "EX-9")
    stream = recording(laptop, card)
    leaves = [stream.add(act, candidate=enrolment_id(1)).leaf for act in ACTS]
    take(dossier, laptop, stream.events)
    found = marked(dossier, SCOPE)
    for act, leaf in zip(ACTS, leaves, strict=True):
        is_inside = any(may_write(role, act.TYPE, SCOPE, at_office=False) for role in IN_ROOMS)
        is_forged = isinstance(act, ShiftOpened | PersonSigned)  # its signature is made up
        assert (leaf in found) != (is_inside and not is_forged), act.TYPE
        if not is_inside:
            assert found[leaf] == Ineffective.RIGHTS, act.TYPE


def pushed(  # noqa: PLR0913, PLR0917 - who, where, what and when
    dossier: OpenDossier,
    line: OfficeLine,
    person: str,
    roles: tuple[Role, ...],
    scope: str,
    acts: tuple[Act, ...],
    at: datetime = START,
) -> list[str]:
    """Push acts under a shift through the interface; return their leaves."""
    assert line.key is not None
    stream = line.laptop.stream(scope, scope.replace("/", "."))
    stream.wall = at
    open_office_shift(stream, DayKey(person, line.key, line.certificate, roles))
    made = [stream.add(act, candidate=enrolment_id(1)).leaf for act in acts]
    body = encode_push(PushRequest(tuple(stream.events)))
    assert line.ask("POST", "/v1/streams/push", body).status_code == 200
    with dossier.ledger.reading() as reading:
        assert reading.had(made) == set(made)
    return made


def test_roles_are_given_through_the_interface_as_by_the_command(dossier: OpenDossier) -> None:
    steward(dossier)
    line = signed_on(dossier, "t1", Role.STEWARD)
    people(dossier, "n1")
    own = {"person": "t1", "role": "coordinator", "locations": [], "until": None}
    assert line.ask("POST", "/v1/office/roles", json.dumps(own).encode()).status_code == 409
    wanted = own | {"person": "n1", "locations": ["Campus Noord"]}
    answer = line.ask("POST", "/v1/office/roles", json.dumps(wanted).encode())
    with dossier.ledger.reading() as reading:
        grant = next(each for each in all_grants(reading) if each.leaf == answer.json()["grant"])
    assert (grant.person, grant.by, grant.locations) == ("n1", "t1", ("Campus-Noord",))
    assert line.ask("POST", "/v1/office/roles", b"{}").status_code == 400
