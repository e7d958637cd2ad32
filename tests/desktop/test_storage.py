"""The screen of storage by keyboard: Ctrl S, F5, Ctrl U with a stick, and Esc back."""

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.crypto.stick import FOLDER, MANIFEST, decode_manifest
from app.desktop.storage_page import StoragePage
from app.screens.room.contact_words import CONTACT
from app.screens.room.storage import Stick
from app.services.delivering import Delivery
from app.services.workplace import DeliveryChanged
from app.sync.state import Contact
from app.views.room.storage import StorageView
from tests.desktop.shift import CTRL, Key, Stand, a_hall, a_stand
from tests.services.school import ROOM_DAY


def at_storage(stand: Stand, qtbot: QtBot, *sticks: Stick) -> StorageView:
    page = stand.desktop.window.page("storage")
    assert isinstance(page, StoragePage)
    page._sticks = lambda: sticks
    stand.press(Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: stand.desktop.window.front == "storage")
    qtbot.waitUntil(lambda: page._stored.here > 0)
    assert isinstance(page.view, StorageView)
    return page.view


def titles(view: StorageView) -> list[str]:
    return [] if view._shown is None else [each.title for each in view._shown.notices]


def test_ctrl_s_tells_what_is_only_here_and_esc_leads_back(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        stand.find(1)
        stand.act(Key.Key_Return)
        view = at_storage(stand, qtbot)
        qtbot.waitUntil(
            lambda: view._shown is not None and "alleen op deze laptop" in view._shown.title
        )
        shown = view._shown
        assert shown is not None
        assert int(shown.total.waiting) == int(shown.total.here) > 1
        stand.press(Key.Key_F5)
        stand.press(Key.Key_Escape)
        assert stand.desktop.window.front == "room"


def test_ctrl_u_makes_a_copy_on_the_stick_and_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    place = tmp_path / "stick"
    place.mkdir()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        view = at_storage(stand, qtbot, Stick(str(place), "EXAMEN-STICK 3", 9_000_000))
        qtbot.waitUntil(lambda: view._shown is not None and bool(view._shown.sticks))
        stand.press(Key.Key_U, CTRL)
        qtbot.waitUntil(lambda: "De kopie staat op EXAMEN-STICK 3." in titles(view))
        (manifest,) = (place / FOLDER).glob(f"*/{MANIFEST}")
        (entry,) = decode_manifest(manifest.read_bytes()).entries
        assert entry.room_day == ROOM_DAY


def test_a_stick_that_was_pulled_out_is_named_and_nothing_breaks(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        gone = Stick(str(tmp_path / "weg"), "WEG", 1)
        view = at_storage(stand, qtbot, gone, replace(gone, path=str(tmp_path / "ook weg")))
        qtbot.waitUntil(lambda: view._shown is not None and len(view._shown.sticks) == 2)
        stand.press(Key.Key_U, CTRL)
        qtbot.waitUntil(lambda: "De stick is weg." in titles(view))


def test_another_log_and_a_restored_dossier_stand_on_chip_and_page(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        view = at_storage(stand, qtbot)
        for contact, words in (
            (Contact(is_log_strange=True), CONTACT["log-strange"]),
            (Contact(is_log_replaced=True), CONTACT["log-replaced"]),
            (Contact(is_clock_doubtful=True), CONTACT["clock-doubtful"]),
        ):
            stand.desktop.world.heard(DeliveryChanged(Delivery(contact, 3, 0)))
            qtbot.waitUntil(lambda words=words: words.title in titles(view))
            assert view._shown is not None
            assert words.chip in view._shown.status.sync
