"""What the screen of storage says: what is where, and the next step when nothing arrives."""

from dataclasses import replace

import pytest

from app.models import facts as f
from app.models.calamity_facts import CalamityOpened
from app.models.events import ACTS
from app.models.stored import StoredGroup, counted, group_of
from app.models.values import Kind
from app.screens.room.contact_words import CONTACT
from app.screens.room.laptop_status import sync_text
from app.screens.room.storage import Stick, storage_screen
from app.sync.messages import Trouble
from tests.builders import START, a_laptop
from tests.models.samples import fixed
from tests.views.storage_day import OFFLINE, STATUS, UI, ZONE, screen_11


def test_it_counts_what_exists_only_on_this_laptop() -> None:
    shown = screen_11()
    assert shown.title == "14 handelingen staan alleen op deze laptop."
    assert shown.title_more == "Houd hem aan en neem hem mee naar het examenbureau."
    assert [(each.text, each.here, each.waiting, each.central) for each in shown.rows][:2] == [
        ("Aanwezigheid en tijden", "35", "3", "32"),
        ("Voorzieningen", "9", "–", "9"),
    ]
    assert (shown.total.here, shown.total.waiting, shown.total.central) == ("58", "14", "44")


def test_it_says_so_when_nothing_waits() -> None:
    counts = tuple(replace(each, waiting=0) for each in OFFLINE.counts)
    shown = storage_screen(
        replace(OFFLINE, counts=counts, offline_since=None, trouble=""), STATUS, UI
    )
    assert shown.title == "Alles van deze laptop staat ook in het centrale dossier."
    assert (shown.title_more, shown.waiting, shown.notices) == ("", "niets wacht", ())


def test_a_journal_that_was_damaged_stays_to_be_found() -> None:
    (*_, healed) = storage_screen(replace(OFFLINE, is_journal_hurt=True), STATUS, UI).notices
    (*_, lost) = storage_screen(
        replace(OFFLINE, is_journal_hurt=True, missing=2), STATUS, UI
    ).notices
    assert "Er is niets weg" in healed.text
    assert "missen hier 2 handelingen" in lost.title


def test_a_laptop_that_is_voorlopig_points_to_the_stick() -> None:
    shown = storage_screen(replace(OFFLINE, can_send=False), STATUS, UI)
    assert "USB-stick" in shown.subtitle
    assert not shown.can_try
    assert shown.can_copy


def test_without_a_stick_the_copy_waits_and_says_why() -> None:
    shown = storage_screen(OFFLINE, STATUS, replace(UI, sticks=()))
    assert not shown.can_copy
    assert "Geen stick gevonden" in shown.copy_note


def test_the_copy_goes_to_the_stick_that_was_picked_and_to_the_first_when_that_is_gone() -> None:
    two = (Stick("/a", "A", 1), Stick("/b", "B", 2))
    for chosen, expected in (("/b", "B"), ("/weg", "A"), ("", "A")):
        shown = storage_screen(OFFLINE, STATUS, replace(UI, sticks=two, chosen=chosen))
        assert [each.name for each in shown.sticks if each.is_chosen] == [expected]


@pytest.mark.parametrize("trouble", list(Trouble))
def test_every_trouble_is_named_with_its_next_step(trouble: Trouble) -> None:
    words = CONTACT[trouble.value]
    (notice,) = storage_screen(replace(OFFLINE, trouble=trouble.value), STATUS, UI).notices
    assert (notice.title, notice.text) == (words.title, words.step)
    assert words.step.endswith(".")


@pytest.mark.parametrize(
    ("trouble", "chip"),
    [
        ("strange-answer", "Bewaard · netwerk vraagt inloggen"),
        ("strange-certificate", "Bewaard · netwerk leest mee"),
        ("refused", "Bewaard · laptop niet herkend"),
        ("unreachable", "Bewaard · centraal t/m 10:11"),
    ],
)
def test_the_chip_names_what_a_person_has_to_do(trouble: str, chip: str) -> None:
    assert sync_text(replace(STATUS, trouble=trouble), ZONE) == chip


SAID = {
    "strange": ({"is_log_strange": True}, "log-strange"),
    "replaced": ({"is_log_replaced": True}, "log-replaced"),
    "refilled": ({"is_log_replaced": True, "waiting": 0}, "log-refilled"),
    "clock": ({"is_clock_doubtful": True}, "clock-doubtful"),
}


@pytest.mark.parametrize(("changes", "code"), SAID.values(), ids=list(SAID))
def test_what_is_strange_about_the_dossier_or_the_clock_is_told_with_its_next_step(
    changes: dict[str, object], code: str
) -> None:
    status = replace(STATUS, **changes)
    words = CONTACT[code]
    (notice,) = storage_screen(replace(OFFLINE, trouble=""), status, UI).notices
    assert (notice.title, notice.text) == (words.title, words.step)
    expected = words.chip or "centraal t/m 10:11"
    assert sync_text(status, ZONE) == f"Bewaard · {expected}"


def test_a_clock_that_is_known_to_be_off_is_not_doubted_as_well() -> None:
    status = replace(STATUS, is_clock_doubtful=True, clock_offset_ms=3_600_000)
    shown = storage_screen(replace(OFFLINE, trouble=""), status, UI)
    assert [each.title for each in shown.notices] == [
        "De klok van deze laptop loopt 60 min achter."
    ]


def test_the_worst_news_stands_on_the_chip_and_all_of_it_on_the_page() -> None:
    status = replace(STATUS, trouble="refused", is_log_strange=True, is_log_replaced=True)
    assert sync_text(status, ZONE) == "Bewaard · laptop niet herkend"
    shown = storage_screen(replace(OFFLINE, trouble="refused"), status, UI)
    assert len(shown.notices) == 3


def test_a_clock_that_is_off_and_other_rooms_are_told() -> None:
    status = replace(STATUS, clock_offset_ms=3_600_000)
    shown = storage_screen(replace(OFFLINE, trouble="", other_rooms=2), status, UI)
    assert [each.title for each in shown.notices] == [
        "De klok van deze laptop loopt 60 min achter.",
        "Van 2 andere lokalen wacht hier nog iets.",
    ]


def test_every_act_of_a_room_is_counted_once_in_a_group() -> None:
    acts = [fixed(cls) for cls in ACTS.values() if cls.KIND in (Kind.FACT, Kind.MARK)]
    assert {group_of(act) for act in acts} == set(StoredGroup)
    assert group_of(fixed(CalamityOpened)) is StoredGroup.CALAMITY
    one = a_laptop("laptop-1")
    for _ in range(3):
        one.act(f.AwayStarted(), START, "c0001")
    central = {one.written[1].leaf}
    told = {each.group: (each.here, each.waiting) for each in counted(one.written, central)}
    assert told[StoredGroup.AWAY] == (3, 2)
    assert sum(here for here, _ in told.values()) == 4
