"""Signing on by the school's identity provider: for one key, at one machine, once, just now."""

import base64
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from app.crypto.certificates import KeyKind
from app.crypto.envelope import from_json
from app.crypto.keys import SigningKey
from app.crypto.provider_sign_on import code_challenge, nonce_for
from app.models.values import Role
from app.sync.office_protocol import Proof, SignedOn, SignOn, decode_signed_on, encode_sign_on
from app.sync.provider_protocol import ProviderAnswer, decode_ask, decode_offer
from dossier.archive.devices import accesses
from dossier.bootstrap import run
from dossier.identity.linking import unlink_again
from dossier.opened import OpenDossier
from tests import chance
from tests.dossier.conftest import SteppedClock
from tests.dossier.identity_provider import CLIENT, IdentityProvider
from tests.dossier.office import OfficeLine, enrol_office, granted, people, steward

VERIFIER = "v" * 43
REDIRECT = "http://127.0.0.1:50123/aangemeld"


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[IdentityProvider]:
    made = IdentityProvider(tmp_path / "provider")
    yield made
    made.close()


def command(dossier: OpenDossier, *words: str) -> int:
    return run([*words, "--data", str(dossier.folder.path)], dossier.around)


@pytest.fixture
def line(dossier: OpenDossier, provider: IdentityProvider) -> OfficeLine:
    """A machine of the office, and b1 whose account u-1 is."""
    steward(dossier)
    granted(dossier, "b1", Role.COORDINATOR, ("Noord",))
    words = ("--issuer", provider.issuer, "--client", CLIENT, "--ca", str(provider.ca))
    assert command(dossier, "provider", *words) == 0
    assert command(dossier, "people", "link", "--id", "b1", "--subject", "u-1") == 0
    return OfficeLine(dossier, enrol_office(dossier))


class Browser:
    """Somebody who logs in with a browser, and whatever else comes of it."""

    def __init__(self, line: OfficeLine, provider: IdentityProvider) -> None:
        self.line, self.provider = line, provider
        self.key = SigningKey.generate(chance.token_bytes)
        self.challenge, self.issuer = "", provider.issuer

    def log_in(self, subject: str = "u-1", code: str = "c-1") -> "Browser":
        answer = self.line.ask("GET", "/v1/office/provider/challenge")
        assert answer.status_code == 200, answer.text
        self.challenge = decode_ask(answer.content).challenge
        school, device = self.line.laptop.trust.school, self.line.laptop.device
        nonce = nonce_for(school, device, self.key.public, self.challenge)
        self.provider.log_in(code, nonce, code_challenge(VERIFIER), subject)
        return self

    def bring(self, code: str = "c-1", verifier: str = VERIFIER) -> httpx.Response:
        told = ProviderAnswer(code, verifier, REDIRECT, self.challenge, self.issuer)
        asked = SignOn("", self.key.public, Proof.PROVIDER, answer=told)
        answer = self.line.ask("POST", "/v1/office/sign-on", encode_sign_on(asked))
        if answer.status_code == 200:
            self.line.key = self.key
        return answer


@pytest.fixture
def browser(line: OfficeLine, provider: IdentityProvider) -> Browser:
    return Browser(line, provider)


def got(answer: httpx.Response) -> SignedOn:
    assert answer.status_code == 200, answer.text
    return decode_signed_on(answer.content)


def test_who_logs_in_at_the_provider_gets_the_same_key_for_the_day(
    dossier: OpenDossier, browser: Browser
) -> None:
    assert decode_offer(browser.line.ask("GET", "/v1/office/provider").content)
    told = got(browser.log_in().bring())
    certificate = dossier.keys.trust.verified(from_json(told.certificate), KeyKind.PERSON)
    assert (certificate.id, certificate.roles) == ("b1", ("coordinator",))
    assert certificate.pub == browser.key.public
    assert len(told.store_part) == 32
    assert browser.line.ask("GET", "/v1/office/roles").status_code == 200


def test_what_came_through_the_browser_is_of_no_use_with_another_key_machine_or_twice(
    dossier: OpenDossier, browser: Browser
) -> None:
    thief = Browser(browser.log_in().line, browser.provider)
    thief.challenge = browser.challenge
    assert thief.bring().status_code == 502  # another key: the nonce is not its own
    elsewhere = Browser(OfficeLine(dossier, enrol_office(dossier, "B-2")), browser.provider)
    elsewhere.challenge, elsewhere.key = browser.log_in().challenge, browser.key
    assert elsewhere.bring().status_code == 410  # another machine: not its challenge
    assert browser.bring(verifier="w" * 43).status_code == 410  # without what the app kept
    assert browser.log_in().bring().status_code == 200
    assert browser.bring().status_code == 410  # the provider gives a token once
    browser.provider.log_in("c-1", nonce_of(browser), code_challenge(VERIFIER))
    assert browser.bring().status_code == 400  # and a key is certified once


def nonce_of(browser: Browser) -> str:
    laptop = browser.line.laptop
    return nonce_for(laptop.trust.school, laptop.device, browser.key.public, browser.challenge)


def test_what_does_not_hold_gives_nothing(browser: Browser) -> None:
    browser.log_in()
    for issuer in ("", "https://another.example"):
        browser.issuer = issuer
        assert browser.bring().status_code == 502
    assert "/token" not in browser.provider.asked
    browser.issuer = browser.provider.issuer
    for changes, status in (
        ({"nonce": "another"}, 502),
        ({"aud": "another"}, 502),
        ({"iss": "https://another.example"}, 502),
        ({"exp": 1_700_000_000}, 502),
        ({"auth_time": 1_700_000_000}, 409),
    ):
        browser.provider.changes = changes
        answer = browser.log_in().bring()
        assert answer.status_code == status, changes
        assert answer.headers["content-type"].startswith("application/problem+json")


def test_an_account_of_nobody_here_is_refused_and_noted_and_nobody_is_made(
    dossier: OpenDossier, browser: Browser
) -> None:
    assert browser.log_in("u-9").bring().status_code == 401
    with dossier.ledger.reading() as reading:
        found = accesses(reading.connection, reading.school)
    assert [what for _, who, what in found if who == "account u-9"] == [
        f"refused sign-on at {browser.line.laptop.device}: account linked to nobody"
    ]
    people(dossier, "b2")
    assert command(dossier, "people", "link", "--id", "b2", "--subject", "u-9") == 0
    assert browser.log_in("u-9").bring().status_code == 403  # linked, and without a role


def test_a_provider_that_is_away_is_called_that_and_its_new_keys_are_found(
    browser: Browser, clock: SteppedClock
) -> None:
    browser.log_in()
    clock.now += timedelta(minutes=10, seconds=1)
    assert browser.bring().status_code == 410  # so long nobody logs in
    browser.provider.now = clock.now
    assert browser.log_in().bring().status_code == 200
    browser.provider.key = "new"
    browser.key = SigningKey.generate(chance.token_bytes)
    assert browser.log_in().bring().status_code == 502  # looked a moment ago: not again so soon
    clock.now += timedelta(minutes=2)
    browser.provider.now = clock.now
    assert browser.log_in().bring().status_code == 200
    assert browser.provider.asked.count("/keys") == 2
    browser.log_in()
    browser.provider.close()
    assert browser.bring().status_code == 503
    clock.now += timedelta(hours=1)
    assert browser.line.ask("GET", "/v1/office/provider/challenge").status_code == 503


def test_a_secret_comes_from_a_file_and_stands_in_no_settings(
    dossier: OpenDossier, browser: Browser, tmp_path: Path
) -> None:
    provider = browser.provider
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim van deze school\n")
    words = ("--issuer", provider.issuer, "--client", CLIENT, "--ca", str(provider.ca))
    assert command(dossier, "provider", *words, "--secret-file", str(secret)) == 0
    assert b"geheim" not in dossier.folder.provider_settings.read_bytes()
    assert dossier.folder.provider_secret.stat().st_mode & 0o077 == 0
    quoted = "geheim%20van%20deze%20school"
    provider.secret = base64.b64encode(f"{CLIENT}:{quoted}".encode()).decode()
    assert browser.log_in().bring().status_code == 200
    provider.discovery = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    provider.secret = "geheim van deze school"
    dossier.identity.forget()
    browser.key = SigningKey.generate(chance.token_bytes)
    assert browser.log_in().bring().status_code == 200
    browser.log_in()
    assert command(dossier, "provider", "--off") == 0
    assert not decode_offer(browser.line.ask("GET", "/v1/office/provider").content)
    assert browser.line.ask("GET", "/v1/office/provider/challenge").status_code == 404
    assert browser.bring().status_code == 404
    assert not dossier.folder.provider_secret.exists()


def test_a_document_that_is_not_of_this_provider_is_not_followed(
    dossier: OpenDossier, provider: IdentityProvider, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--issuer", provider.issuer, "--client", CLIENT, "--ca", str(provider.ca))
    for discovery in (
        {"issuer": "https://another.example"},
        {"token_endpoint": "http://127.0.0.1/token"},
        {"jwks_uri": "https://somebody@127.0.0.1/keys"},
        {"code_challenge_methods_supported": ["plain"]},
    ):
        provider.discovery = discovery
        assert command(dossier, "provider", *words) != 0
        assert "geen goed antwoord" in capsys.readouterr().err
    assert not dossier.identity.is_offered()


def test_a_link_is_one_persons_goes_at_once_and_no_restore_brings_it_back(
    dossier: OpenDossier, browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    people(dossier, "b2")
    assert command(dossier, "people", "link", "--id", "b2", "--subject", "u-1") != 0
    assert "hoort al bij iemand anders" in capsys.readouterr().err
    assert command(dossier, "people", "unlink", "--id", "b1") == 0
    assert browser.log_in().bring().status_code == 401
    told = dossier.folder.apart.read_text()
    assert "account-unlinked" in told
    assert "u-1" not in told
    assert command(dossier, "people", "link", "--id", "b1", "--subject", "u-1") == 0
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        unlink_again(writing, dossier.apart.records())
    assert browser.log_in().bring().status_code == 200  # linked anew since: that stands
