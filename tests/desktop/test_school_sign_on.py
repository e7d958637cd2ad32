"""Signing on with the account of school, by keyboard, through the system's own browser."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from app.models.values import Role
from app.screens.office.sign_on import SignOnStage
from app.services import browser_return
from dossier.bootstrap import run
from dossier.opened import OpenDossier, Surroundings, open_dossier
from tests.desktop.office import ALT, Hands, Key, Machine, at_the_office
from tests.dossier.conftest import around, clock, founded
from tests.dossier.identity_provider import CLIENT, IdentityProvider
from tests.dossier.inside import SESSION, assign, plan, staff
from tests.dossier.office import granted, steward
from tests.patience import PATIENCE_S

__all__ = ["around", "clock", "founded"]

PIN = "314159"
NO = Qt.KeyboardModifier.NoModifier


class Browser(QObject):
    """What the system opens addresses with: somebody logs in there, or does not."""

    def __init__(self, provider: IdentityProvider) -> None:
        super().__init__()
        self.provider, self.opened = provider, []
        self.subject, self.error, self.is_away = "u-1", "", False
        QDesktopServices.setUrlHandler("https", self, "open")

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        told = {name: values[0] for name, values in parse_qs(urlsplit(url.url()).query).items()}
        self.opened.append(told)
        if self.is_away:
            return
        back = {"state": told["state"], "iss": self.provider.issuer}
        if self.error:
            back["error"] = self.error
        else:
            back["code"] = f"c-{len(self.opened)}"
            words = told["nonce"], told["code_challenge"], self.subject
            self.provider.log_in(back["code"], *words)
        httpx.get(told["redirect_uri"], params=back, trust_env=False, timeout=PATIENCE_S)


@pytest.fixture
def database() -> str:
    """The window does not see what the archive stands on."""
    return ""


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[IdentityProvider]:
    made = IdentityProvider(tmp_path / "provider")
    yield made
    made.close()


@pytest.fixture
def dossier(
    founded: Path, around: Surroundings, provider: IdentityProvider
) -> Iterator[OpenDossier]:
    with closing(open_dossier(founded, around)) as opened:
        plan(opened, 2)
        staff(opened, assign(opened)[0])
        steward(opened)
        granted(opened, "b1", Role.COORDINATOR)
        words = ["--issuer", provider.issuer, "--client", CLIENT, "--ca", str(provider.ca)]
        assert run(["provider", "--data", str(founded), *words], around) == 0
        linked = ["--id", "b1", "--subject", "u-1"]
        assert run(["people", "link", "--data", str(founded), *linked], around) == 0
        yield opened


@pytest.fixture
def browser(provider: IdentityProvider, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    monkeypatch.setattr(browser_return, "_READ_S", PATIENCE_S)
    made = Browser(provider)
    yield made
    QDesktopServices.unsetUrlHandler("https")


@pytest.fixture
def hands(dossier: OpenDossier, browser: Browser, tmp_path: Path, qtbot: QtBot) -> Iterator[Hands]:
    with at_the_office(Machine(dossier, tmp_path), qtbot) as hands:
        hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.SCHOOL)
        yield hands


def test_somebody_logs_in_at_school_and_every_way_in_which_that_fails_says_what_to_do(
    hands: Hands, browser: Browser, dossier: OpenDossier
) -> None:
    def fails(part: str) -> None:
        hands.press(Key.Key_Return, NO)
        hands.until(lambda: part in hands.sign_on.ui.error)
        assert hands.sign_on.ui.stage is SignOnStage.SCHOOL

    browser.error = "access_denied"
    fails("niet ingelogd bij school")
    browser.error = ""
    browser.provider.changes = {"auth_time": 1_700_000_000}
    fails("oudere aanmelding")
    browser.provider.changes = {"aud": "another"}
    fails("klopt niet")
    browser.provider.changes = {}
    browser.subject = "u-9"
    fails("hoort hier bij niemand")
    browser.subject = "u-1"
    hands.press(Key.Key_Return, NO)
    hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.PIN)
    asked = browser.opened[-1]
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    assert (asked["code_challenge_method"], asked["response_type"]) == ("S256", "code")
    assert asked["redirect_uri"].startswith("http://127.0.0.1:")
    assert len({each["state"] for each in browser.opened}) == len(browser.opened)
    hands.press(Key.Key_I, ALT)  # that is not me
    hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.SCHOOL)
    hands.press(Key.Key_Return, NO)
    hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.PIN)
    hands.type(PIN, PIN)
    hands.until(lambda: hands.window.is_open)
    hands.until(lambda: SESSION in hands.desktop.world.known.day.sessions)
    assert hands.desktop.world.known.day.me.id == "b1"


def test_a_browser_that_does_not_come_back_is_left_or_opened_again(
    hands: Hands, browser: Browser
) -> None:
    browser.is_away = True
    hands.press(Key.Key_Return, NO)
    hands.until(lambda: len(browser.opened) == 1)
    assert hands.sign_on.ui.stage is SignOnStage.BROWSER
    hands.press(Key.Key_Escape, NO)
    hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.SCHOOL)
    hands.press(Key.Key_Return, NO)
    hands.until(lambda: len(browser.opened) == 2)
    browser.is_away = False
    hands.press(Key.Key_Return, NO)  # the page of school once more
    hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.PIN)
    hands.press(Key.Key_I, ALT)
    hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.SCHOOL)
    hands.press(Key.Key_W, ALT)
    hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.WORDS)
    hands.press(Key.Key_A, ALT)
    hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.PIN)
