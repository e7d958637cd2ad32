"""Through the window, a browser and a certified provider: what the default suite has of its own.

Not collected by default: `make test-oidc` names this file.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.models.values import Role
from app.screens.office.sign_on import BACK_FROM_BROWSER, SignOnStage
from dossier.bootstrap import run
from dossier.opened import OpenDossier, Surroundings, open_dossier
from tests.certified.browser import Browser
from tests.certified.provider import Certified, certified
from tests.desktop.office import ALT, Hands, Key, Machine, at_the_office
from tests.dossier.conftest import SteppedClock, around, found
from tests.dossier.office import granted, steward

__all__ = ["around"]

NO = Qt.KeyboardModifier.NoModifier
CLIENTS = ("RS256", ""), ("ES256", "a secret: 50%+~"), ("PS256", "a secret: 50%+~")


@pytest.fixture
def clock() -> SteppedClock:
    """The provider has this machine's clock, so the dossier begins with it too."""
    return SteppedClock(datetime.now(UTC))


@pytest.fixture
def founded(tmp_path: Path, around: Surroundings) -> Path:
    """Founded here and not copied: a copy brings the clock of when it was made."""
    return found(tmp_path, around, "")


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Certified]:
    with certified(tmp_path_factory.mktemp("certified") / "provider") as made:
        yield made


@pytest.fixture
def browser(provider: Certified) -> Iterator[Browser]:
    provider.put_ahead(timedelta(0))
    with closing(Browser(provider.ca)) as made:
        yield made


@pytest.fixture
def dossier(founded: Path, around: Surroundings) -> Iterator[OpenDossier]:
    with closing(open_dossier(founded, around)) as opened:
        steward(opened)
        granted(opened, "b1", Role.COORDINATOR)
        yield opened


def configure(dossier: OpenDossier, provider: Certified, client: tuple[str, str]) -> None:
    algorithm, secret = client
    words = ["--issuer", provider.issuer, "--client", f"examendag-{algorithm}"]
    if secret:
        path = dossier.folder.path / "told.txt"
        path.write_text(secret)
        words += ["--secret-file", str(path)]
    data = ["--data", str(dossier.folder.path)]
    assert run(["provider", *data, *words, "--ca", str(provider.ca)], dossier.around) == 0
    link = ["people", "link", *data, "--id", "b1", "--subject", "u-1"]
    assert run(link, dossier.around) == 0


def fails(hands: Hands, part: str) -> None:
    hands.press(Key.Key_Return, NO)
    hands.until(lambda: part in hands.sign_on.ui.error)
    assert hands.sign_on.ui.stage is SignOnStage.SCHOOL


def comes_in(hands: Hands) -> None:
    hands.press(Key.Key_Return, NO)
    hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.PIN)


@pytest.mark.parametrize("client", CLIENTS, ids=lambda each: each[0])
def test_somebody_logs_in_each_time_anew_and_who_declines_is_not_in(
    client: tuple[str, str],
    dossier: OpenDossier,
    provider: Certified,
    browser: Browser,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    configure(dossier, provider, client)
    with at_the_office(Machine(dossier, tmp_path), qtbot) as hands:
        hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.SCHOOL)
        browser.declines = True
        fails(hands, "niet ingelogd bij school")
        browser.declines = False
        comes_in(hands)
        assert BACK_FROM_BROWSER in browser.last
        assert browser.filled_in == ["login", "consent"]
        hands.press(Key.Key_I, ALT)  # that is not me
        hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.SCHOOL)
        browser.filled_in.clear()
        comes_in(hands)
        assert "login" in browser.filled_in  # though the browser still had a session


def test_a_session_of_the_browser_is_not_enough_and_a_strange_account_neither(
    dossier: OpenDossier,
    provider: Certified,
    browser: Browser,
    clock: SteppedClock,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    configure(dossier, provider, CLIENTS[0])
    with at_the_office(Machine(dossier, tmp_path), qtbot) as hands:
        hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.SCHOOL)
        browser.account = "u-9"
        fails(hands, "hoort hier bij niemand")
        browser.account = "u-1"
        comes_in(hands)
        hands.press(Key.Key_I, ALT)
        hands.until(lambda: hands.sign_on.ui.stage is SignOnStage.SCHOOL)
        later = timedelta(minutes=5)
        provider.put_ahead(later)
        clock.now = datetime.now(UTC) + later
        for without in ({"prompt": "", "max_age": "100000"}, {"prompt": "", "max_age": ""}):
            browser.without = without
            browser.filled_in.clear()
            fails(hands, "oudere aanmelding")
            assert "login" not in browser.filled_in
        browser.without = {"nonce": "of-another-key"}
        fails(hands, "klopt niet")
        browser.without = {"code_challenge": "x" * 43}
        fails(hands, "duurde te lang")
        browser.without = {}
        comes_in(hands)
