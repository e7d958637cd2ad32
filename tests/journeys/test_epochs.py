"""Laptops that are copied, put back or that die, at a real dossier: every act arrives, once."""

import shutil
import signal
from pathlib import Path

from app.crypto.export_file import read_export
from app.crypto.signed_event import read_event
from app.models.commands import CheckIdentity
from app.models.values import IdentityOutcome
from app.services.opening import Notice
from app.services.workplace import LaptopForgot, ShiftNeeded, Workplace
from app.settings import Settings
from tests import chance
from tests.dossier.world import SESSION
from tests.journeys.test_one_act import (
    PIN,
    Site,
    all_acknowledged,
    site,
)

__all__ = ["site"]


def folder_of(site: Site, name: str) -> Path:
    return Settings(site.school.folder / name).folder


def at_work(site: Site, work: Workplace) -> None:
    card = work.fit(site.code).result()
    work.open(card).result()
    work.begin_shift(card, PIN).result()


def act(work: Workplace, turn: int = 0) -> str:
    """Record one act and return its leaf."""
    candidate = work.look(lambda folds: min(folds.day.sessions[SESSION].enrolments)).result()
    outcome = list(IdentityOutcome)[turn % len(IdentityOutcome)]
    return work.record(CheckIdentity(SESSION, candidate, outcome)).result().events[-1].leaf


def arrived(site: Site) -> dict[str, str]:
    """Every event at the dossier by its leaf, and the epoch it was written in."""
    out = site.school.folder / f"export-{chance.token_hex(4)}"
    site.school.command("export", "--session", SESSION, "--out", str(out))
    events = [each.signed for each in read_export(out.read_bytes().splitlines()).events]
    leaves = [each.leaf for each in events]
    assert len(leaves) == len(set(leaves))
    return {each.leaf: read_event(each).header.epoch for each in events}


def test_a_laptop_that_forgets_at_each_start_says_so_and_loses_nothing(site: Site) -> None:
    work, _ = site.laptop("EX-21")
    work.close()
    folder, image = folder_of(site, "EX-21"), site.school.folder / "image"
    shutil.copytree(folder, image)
    work, heard = site.started("EX-21")
    at_work(site, work)
    first = act(work)
    heard.until(lambda: all_acknowledged(work, 3))
    work.close()
    shutil.rmtree(folder)
    shutil.copytree(image, folder)
    again, heard = site.started("EX-21")
    at_work(site, again)
    heard.until(lambda: LaptopForgot() in heard.news)
    second = act(again, 1)
    heard.until(lambda: all_acknowledged(again, 5))
    again.close()
    told = arrived(site)
    assert {first, second} <= told.keys()
    assert told[first] != told[second]
    reopened, _ = site.started("EX-21")
    room = reopened.open(reopened.fit(site.code).result()).result()
    assert Notice.FORGOTTEN not in room.notices  # it was told, and it is here again
    reopened.close()


def test_two_copies_of_one_laptop_both_arrive_and_each_goes_on_in_an_epoch_of_its_own(
    site: Site,
) -> None:
    work, heard = site.laptop("EX-22")
    at_work(site, work)
    heard.until(lambda: all_acknowledged(work, 2))
    work.close()
    shutil.copytree(folder_of(site, "EX-22"), folder_of(site, "EX-22-copy"))
    site.keyrings["EX-22-copy"] = site.keyrings["EX-22"]
    twins = [site.started(name) for name in ("EX-22", "EX-22-copy")]
    site.school.stop(signal.SIGKILL)  # neither hears of the other
    told: list[str] = []
    for turn, (twin, _) in enumerate(twins):
        at_work(site, twin)
        told.append(act(twin, turn))
    site.school.start("--port", str(site.port))
    for twin, heard in twins:
        twin.storage.try_now()
        heard.until(lambda twin=twin: twin.delivery.waiting == 0)
    for twin, heard in twins:
        twin.nudge()  # the feed brings what another wrote as this laptop
        heard.until(lambda heard=heard: ShiftNeeded() in heard.news)
    for turn, (twin, heard) in enumerate(twins):
        twin.begin_shift(twin.fit(site.code).result(), PIN).result()
        told.append(act(twin, turn + 2))
        heard.until(lambda twin=twin: twin.delivery.waiting == 0)
    here = arrived(site)
    assert set(told) <= here.keys()
    assert here[told[2]] != here[told[3]]
    for twin, _ in twins:
        twin.close()
    assert "Het logboek klopt" in site.school.command("verify")


def test_a_store_put_back_goes_on_in_a_new_epoch_and_gets_its_acts_back(site: Site) -> None:
    work, heard = site.laptop("EX-23")
    at_work(site, work)
    first = act(work)
    heard.until(lambda: all_acknowledged(work, 3))
    work.close()
    room = Settings(folder_of(site, "EX-23")).room(site.room_day)
    older = {path: path.read_bytes() for path in room.iterdir() if path.is_file()}
    work, heard = site.started("EX-23")
    at_work(site, work)
    second = act(work, 1)
    heard.until(lambda: all_acknowledged(work, 5))
    work.close()
    for path in [each for each in room.iterdir() if each.is_file()]:
        path.unlink()
    for path, content in older.items():
        path.write_bytes(content)
    again, heard = site.started("EX-23")
    opened = again.open(again.fit(site.code).result()).result()
    assert Notice.ROLLED_BACK in opened.notices
    again.begin_shift(again.fit(site.code).result(), PIN).result()
    third = act(again, 2)
    heard.until(lambda: again.delivery.waiting == 0)
    again.close()
    told = arrived(site)
    assert {first, second, third} <= told.keys()
    assert told[second] != told[third]


def test_what_a_dead_laptop_recorded_offline_comes_when_it_is_charged_and_joins_the_spare(
    site: Site,
) -> None:
    dead, heard = site.laptop("EX-24")
    at_work(site, dead)
    heard.until(lambda: all_acknowledged(dead, 2))
    spare, spare_heard = site.laptop("EX-25")
    site.school.stop(signal.SIGKILL)  # the network of the building is down
    late = act(dead)
    dead.close()
    at_work(site, spare)
    own = act(spare, 1)
    site.school.start("--port", str(site.port))
    charged, _ = site.started("EX-24")  # nobody types a code
    spare_heard.until(lambda: _is_here(spare, late))
    spare_heard.until(lambda: spare.delivery.waiting == 0)
    charged.close()
    spare.close()
    assert {late, own} <= arrived(site).keys()


def _is_here(work: Workplace, leaf: str) -> bool:
    work.nudge()
    return work._worker.submit(lambda: work._work.room.recorder.store.has(leaf)).result()
