"""A person at the keyboard of the office's window, with a dossier in this process behind it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from litestar.testing import TestClient
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import counted_ms
from app.crypto import base64_text
from app.crypto.keys import SigningKey
from app.crypto.requests import Request, sign_request
from app.desktop.office_main import OfficeDesktop, OfficeParts
from app.models.drafts import Moment
from app.services.enrolling import accept_bundle, ask_enrolment, read_install
from app.services.office_workplace import OfficeWorkplace
from app.services.tools import Tools
from app.settings import Settings
from app.sync.messages import Answer, Ask
from app.sync.transports.https import Unreachable, wire_request
from dossier.archive.devices import DeviceRows
from dossier.enrolling import EnrolmentRequest, bundle, enrol_device
from dossier.opened import OpenDossier
from dossier.service import laptop_router, make_app
from tests import chance
from tests.services.school import Clock, Keyring

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class Timepiece:
    """The stepped clock in the shape a workplace asks for."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    def __call__(self) -> Moment:
        return self.clock()

    def set_offset(self, offset_ms: int) -> None:
        self.clock.offset_ms = offset_ms


class InProcess:
    """A connection with the dossier's routes in this process; a test pulls the cable."""

    def __init__(self, office: "Machine", key: SigningKey, person: SigningKey | None) -> None:
        self._office, self._key, self._person = office, key, person
        self._http = TestClient(office.app)

    def send(self, ask: Ask) -> Answer:
        return self.ask(wire_request(ask))

    def ask(self, request: Request, _waits_s: float = 0.0) -> Answer:
        if self._office.is_unplugged:
            raise Unreachable("no cable")
        path = request.path.replace("wait=25", "wait=1")  # a test does not wait for nothing
        request = Request(request.method, path, request.body)
        fields = sign_request(
            request, self._office.device, self._office.clock().corrected, self._key,
            chance.token_bytes, self._person,
        )  # fmt: skip
        got = self._http.request(request.method, path, content=request.body, headers=fields)
        wait = got.headers.get("retry-after")
        return Answer(
            got.status_code, got.headers["content-type"], got.content, 5,
            None if wait is None else int(wait),
        )  # fmt: skip

    def close(self) -> None:
        pass


class Machine:
    """A machine of the office, enrolled at a dossier that is open in this process."""

    def __init__(self, dossier: OpenDossier, folder: Path) -> None:
        self.settings, self.keyring = Settings(folder / "bureau"), Keyring()
        self.is_unplugged = False
        self.app = make_app(laptop_router(dossier), title="test")
        asked = ask_enrolment(self.settings, self.keyring.for_install, chance.token_bytes)
        public = base64_text.decode(json.loads(asked.read_bytes())["pub"], most=32)
        with dossier.ledger.writing(dossier.around.moment()) as writing:
            self.device, certificate = enrol_device(
                writing, dossier.keys, EnrolmentRequest(public), "BUREAU-1", "Noord",
                for_office=True,
            )  # fmt: skip
            row = DeviceRows(writing.connection, writing.school).get(self.device)
            assert row is not None
            raw = bundle(dossier.keys, dossier.config.url, row, certificate)
        accept_bundle(self.settings, raw, self.keyring.for_install)
        self.clock = Timepiece(Clock(dossier.around.moment().corrected))

    def parts(self) -> OfficeParts:
        def line_for(key: SigningKey, person: SigningKey | None) -> InProcess:
            return InProcess(self, key, person)

        def workplace(heard: Any) -> OfficeWorkplace:
            tools = Tools(
                settings=self.settings,
                install=read_install(self.settings),
                vault_for=self.keyring.for_install,
                clock=self.clock,  # type: ignore[arg-type]
                delivery_clock=lambda: Moment(self.clock().wall, 0, "boot-1", counted_ms()),
                random_bytes=chance.token_bytes,
                jitter=lambda: 0.01,
                transport_for=lambda key: line_for(key, None),
            )
            return OfficeWorkplace(tools, line_for, heard)

        return OfficeParts(self.settings, self.clock, "BUREAU-1", "Noord", workplace)


class Hands:
    """What a person does with the keyboard, and what they see."""

    def __init__(self, desktop: OfficeDesktop, qtbot: QtBot) -> None:
        self.desktop, self.window, self._qtbot = desktop, desktop.window, qtbot

    @property
    def sign_on(self) -> Any:
        return self.window.sign_on

    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def type(self, *words: str) -> None:
        """Type each word in the field that has the focus, with Enter after it."""
        for word in words:
            QTest.keyClicks(self.focused(), word)
            QTest.keyClick(self.focused(), Key.Key_Return)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        QTest.keyClick(self.focused(), key, modifier)

    def open(self, name: str) -> None:
        """Come to a page by its key: Ctrl and the number of its tab."""
        number = [*self.window._pages].index(name) + 1
        self.press(Qt.Key(Key.Key_0 + number), CTRL)

    def until(self, is_so: Any) -> None:
        self._qtbot.waitUntil(is_so)

    def until_delivered(self) -> None:
        """Wait until the dossier has everything that was recorded here.

        News of the delivery comes later than the act is shown: what is asked counts it at once.
        """
        workplace = self.desktop.world.workplace
        assert workplace is not None
        deliverer = workplace._work.deliverer
        assert deliverer is not None
        self.until(lambda: deliverer.delivery.waiting == 0)


@contextmanager
def at_the_office(machine: Machine, qtbot: QtBot) -> Iterator[Hands]:
    """Open the program, and close it again."""
    settings = QSettings(str(machine.settings.folder / "window.ini"), QSettings.Format.IniFormat)
    desktop = OfficeDesktop(machine.parts(), settings)
    desktop.show()
    hands = Hands(desktop, qtbot)
    qtbot.waitExposed(desktop.window)
    hands.until(lambda: desktop.world.workplace is not None)
    try:
        yield hands
    finally:
        desktop.close()
