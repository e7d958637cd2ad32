"""The dossier does what its own OpenAPI document says, whatever is asked; schemathesis asks."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from litestar import Litestar
from litestar.testing import TestClient
from requests import Request as Asked
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app.crypto.requests import Request, sign_request
from dossier.opened import OpenDossier
from dossier.planners import add_planner, oke_routers
from dossier.service import laptop_router, make_app
from tests import chance
from tests.dossier.inside import SESSION, enrol, enrolment_id, plan
from tests.dossier.laptop import START, Laptop
from tests.dossier.oke.messages import ENROLMENT, OFFERING, an_enrolment, an_offering
from tests.fuzz.hostile import changed_json

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
CASES = settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
KNOWN = [SESSION, enrolment_id(0), "a022.2026-12-09", "11111111-2222-4333-8444-555555555555"]


@dataclass
class Asker:
    """Asks as somebody, of the whole service in this process."""

    http: TestClient[Litestar]
    laptop: Laptop
    token: str

    def ask(self, case: Case, *, is_known: bool) -> httpx.Response:
        told = case.as_transport_kwargs(base_url="http://testserver.local")
        told.pop("timeout", None)
        made = Asked(**told).prepare()
        body = made.body or b""
        content = body.encode() if isinstance(body, str) else body
        fields = dict(made.headers)
        if is_known:
            fields |= self.fields_of(made, content)
        return self.http.request(made.method, made.path_url, content=content, headers=fields)

    def fields_of(self, made: Any, content: bytes) -> dict[str, str]:
        if made.path_url.startswith("/ooapi"):
            return {"Authorization": f"Bearer {self.token}"}
        asked = Request(made.method, made.path_url, content)
        device = self.laptop.device
        return sign_request(asked, device, START, self.laptop.key, chance.token_bytes)


@pytest.fixture
def asker(dossier: OpenDossier) -> Iterator[Asker]:
    plan(dossier, 2)
    secret = add_planner(dossier, "tpl", "Planning", None)
    app = make_app(laptop_router(dossier), *oke_routers(dossier), title="Examendag dossier")
    with TestClient(app, raise_server_exceptions=False) as http:
        form = {"grant_type": "client_credentials"}
        told = http.post("/oauth2/token", data=form, auth=("tpl", secret)).json()
        yield Asker(http, enrol(dossier, "EX-7"), told["access_token"])


def schema_of(asker: Asker) -> Any:
    return schemathesis.openapi.from_dict(asker.http.get("/schema/openapi.json").json())


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_path_answers_as_documented_whatever_is_asked(
    asker: Asker, mode: GenerationMode
) -> None:
    paths = 0
    for found in schema_of(asker).get_all_operations():
        operation = found.ok()
        paths += 1

        @given(
            case=operation.as_strategy(generation_mode=mode),
            known=st.none() | st.sampled_from(KNOWN),
            is_known=st.sampled_from([True, True, True, False]),
        )
        @CASES
        def holds(case: Case, known: str | None, *, is_known: bool) -> None:
            if known is not None:
                case.path_parameters = dict.fromkeys(case.path_parameters, known)
            case.validate_response(asker.ask(case, is_known=is_known), checks=CHECKS)

        with suppress(Unsatisfiable):  # of a path that takes any text, nothing is wrong
            holds()
    assert paths > 15


def test_what_a_planner_sends_is_taken_or_refused_as_documented(asker: Asker) -> None:
    fields = {"Authorization": f"Bearer {asker.token}", "Content-Type": "application/json"}
    offering, enrolment = an_offering(), an_enrolment() | {"offering": SESSION}
    places = st.sampled_from(
        [
            ("PUT", f"/ooapi/offerings/{OFFERING}", offering),
            ("PATCH", f"/ooapi/offerings/{SESSION}", offering),
            ("PUT", f"/ooapi/associations/{ENROLMENT}", enrolment),
            ("PATCH", f"/ooapi/associations/{enrolment_id(1)}", enrolment),
        ]
    )

    @given(place=places, data=st.data())
    @settings(CASES, max_examples=30)
    def holds(place: tuple[str, str, dict[str, Any]], data: st.DataObject) -> None:
        method, path, body = place
        content = json.dumps(data.draw(changed_json([body]))).encode()
        answered = asker.http.request(method, path, content=content, headers=fields)
        assert answered.status_code in (200, 201, 400, 403, 404)
        for each in (f"/ooapi/offerings/{OFFERING}", f"/ooapi/offerings/{SESSION}/associations"):
            assert asker.http.get(each, headers=fields).status_code in (200, 404)

    holds()


@pytest.mark.parametrize("path", ["/ooapi/", "/v1/time", "/v1/packages", "/nergens", "/ooapi/x"])
def test_no_answer_is_kept_on_the_way_or_taken_for_something_else(asker: Asker, path: str) -> None:
    headers = asker.http.get(path).headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "DELETE"])
def test_a_method_that_no_path_has_does_nothing(asker: Asker, method: str) -> None:
    assert asker.http.request(method, "/v1/streams/push").status_code in (204, 405)
