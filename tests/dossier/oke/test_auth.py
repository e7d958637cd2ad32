"""The token office: who gets a token, for how long, and what a guesser meets."""

import base64
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from dossier.archive.oke_tables import PLANNERS, TOKENS, PlannerRow, keep_planner
from dossier.oke.auth import (
    FAILURES_ALLOWED,
    SCOPE,
    Credentials,
    TokenOffice,
    TokenRefused,
    hashed_secret,
    is_secret,
    new_secret,
    read_credentials,
)
from tests.dossier.oke.conftest import HASHED, MORNING, SCHOOL, SECRET, Door, SteppedClock

RIGHT = Credentials("tpl", SECRET)
WRONG = Credentials("tpl", "geraden")
GRANT = b"grant_type=client_credentials"


@pytest.fixture
def office(engine: Engine) -> TokenOffice:
    return TokenOffice(SCHOOL, engine.begin)


def test_a_token_holds_for_an_hour_and_says_whose_it_is(office: TokenOffice) -> None:
    granted = office.grant(RIGHT, "here", MORNING)
    bearer = f"Bearer {granted.token}"
    assert (granted.scopes, granted.expires_in_s) == ((SCOPE,), 3600)
    assert office.holder(bearer, MORNING + timedelta(minutes=59)) == ("tpl", frozenset({SCOPE}))
    assert office.holder(bearer, MORNING + timedelta(hours=1)) is None


@pytest.mark.parametrize("bearer", [None, "", "Bearer", "Bearer x", "Basic x", "Bearer é\udcff"])
def test_what_is_no_token_of_ours_is_nobody(office: TokenOffice, bearer: str | None) -> None:
    assert office.holder(bearer, MORNING) is None


def test_neither_secret_nor_token_is_kept(office: TokenOffice, engine: Engine) -> None:
    token = office.grant(RIGHT, "here", MORNING).token
    with engine.begin() as connection:
        kept = repr(connection.execute(select(PLANNERS)).all())
        kept += repr(connection.execute(select(TOKENS)).all())
    assert SECRET not in kept
    assert token not in kept
    assert SECRET not in repr(RIGHT)


def test_a_new_secret_ends_the_old_tokens(office: TokenOffice, engine: Engine) -> None:
    bearer = f"Bearer {office.grant(RIGHT, 'here', MORNING).token}"
    with engine.begin() as connection:
        keep_planner(connection, SCHOOL, PlannerRow("tpl", "tpl", HASHED, SCOPE))
    assert office.holder(bearer, MORNING) is None


def test_a_planner_that_was_ended_gets_nothing(office: TokenOffice, engine: Engine) -> None:
    ended = PlannerRow("tpl", "tpl", HASHED, SCOPE, is_active=False)
    with engine.begin() as connection:
        keep_planner(connection, SCHOOL, ended)
    with pytest.raises(TokenRefused, match="invalid_client"):
        office.grant(RIGHT, "here", MORNING)


def test_a_token_of_one_school_is_nobody_at_another(office: TokenOffice, engine: Engine) -> None:
    bearer = f"Bearer {office.grant(RIGHT, 'here', MORNING).token}"
    assert TokenOffice("another-school", engine.begin).holder(bearer, MORNING) is None


@pytest.mark.parametrize("who", [WRONG, Credentials("niemand", SECRET)])
def test_wrong_secret_and_unknown_client_are_told_the_same(
    office: TokenOffice, who: Credentials
) -> None:
    with pytest.raises(TokenRefused) as refused:
        office.grant(who, "here", MORNING)
    assert (refused.value.status, refused.value.error) == (401, "invalid_client")


def test_a_scope_that_was_not_given_out_is_refused(office: TokenOffice) -> None:
    with pytest.raises(TokenRefused, match="invalid_scope"):
        office.grant(Credentials("tpl", SECRET, ("nl-test-admin-flow-6",)), "here", MORNING)


def test_a_guesser_is_slowed_down_and_locks_out_nobody_else(office: TokenOffice) -> None:
    for _ in range(FAILURES_ALLOWED):
        with pytest.raises(TokenRefused, match="invalid_client"):
            office.grant(WRONG, "guesser", MORNING)
    with pytest.raises(TokenRefused) as refused:
        office.grant(RIGHT, "guesser", MORNING)
    assert (refused.value.status, refused.value.retry_after_s) == (429, 61)
    assert office.grant(RIGHT, "school", MORNING)
    assert office.grant(RIGHT, "guesser", MORNING + timedelta(minutes=1))


def test_a_secret_is_known_again_and_each_is_kept_in_its_own_way() -> None:
    secret = new_secret()
    assert len(secret) >= 40
    assert is_secret(secret, hashed_secret(secret))
    assert not is_secret(secret + "x", hashed_secret(secret))
    assert hashed_secret(secret) != hashed_secret(secret)


def test_credentials_come_by_basic_or_by_form() -> None:
    basic = "Basic " + base64.b64encode(f"tpl:{SECRET}".encode()).decode()
    assert read_credentials(basic, GRANT) == RIGHT
    form = GRANT + f"&client_id=tpl&client_secret={SECRET}&scope={SCOPE}".encode()
    assert read_credentials(None, form) == Credentials("tpl", SECRET, (SCOPE,))


@pytest.mark.parametrize(
    ("authorization", "form", "error"),
    [
        (None, b"", "unsupported_grant_type"),
        (None, b"grant_type=password", "unsupported_grant_type"),
        (None, GRANT, "invalid_client"),
        (None, GRANT + b"&scope=a&scope=b", "invalid_request"),
        (None, b"\xff=1", "invalid_request"),
        ("Basic ???", GRANT, "invalid_client"),
        ("Basic " + base64.b64encode(b"no colon").decode(), GRANT, "invalid_client"),
        ("Basic " + base64.b64encode(b"\xff:x").decode(), GRANT, "invalid_client"),
        ("Basic dHBsOng=", GRANT + b"&client_secret=x", "invalid_request"),
        ("Bearer dHBsOng=", GRANT, "invalid_client"),
    ],
)
def test_a_request_that_is_none_is_refused(
    authorization: str | None, form: bytes, error: str
) -> None:
    with pytest.raises(TokenRefused, match=error):
        read_credentials(authorization, form)


def test_over_http_a_refusal_is_what_oauth_says(door: Door, clock: SteppedClock) -> None:
    good = door.token_answer("tpl")
    assert good.json()["token_type"] == "Bearer"
    assert good.headers["cache-control"] == "no-store"
    bad = door.token_answer("tpl", "geraden")
    assert (bad.status_code, bad.json()) == (401, {"error": "invalid_client"})
    assert bad.headers["www-authenticate"] == "Basic"
    clock.step(hours=2)
    bearer = {"Authorization": f"Bearer {good.json()['access_token']}"}
    late = door.http.get("/ooapi/components", headers=bearer)
    assert (late.status_code, late.headers["www-authenticate"]) == (401, "Bearer")
