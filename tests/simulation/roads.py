"""What else happens to a record: sticks, a dossier put back, people revoked and judging."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from app.crypto.journal_file import FRAME_OVERHEAD
from app.models.retention_facts import EducationEnded
from app.services.journal_delivery import known_log, note_taken
from app.services.stick import copy_to, receipts_on
from dossier.archive.asides import of_person
from dossier.archive.rooms import PersonRow
from dossier.erasing_at_term import Eraser, NotErased, Tools
from dossier.judging import OwnCase, judge, revoke, waiting
from dossier.retention import RetentionDesk, look
from dossier.sticks import is_stick, take_stick
from tests.simulation.disk import cut
from tests.simulation.requiring import require
from tests.simulation.school import CANDIDATES, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dossier.archive.ledger import Writing
    from tests.simulation.world import World

BUREAU = (PersonRow("p8", "Testnaam Bureau8", ""), PersonRow("p9", "Testnaam Bureau9", ""))
LONG_AFTER: Final = date(2040, 1, 1)
"""When every term of who got a diploma in this school is over."""


def stick(world: World) -> None:
    """A stick goes from a laptop to the dossier and back, and is pulled out somewhere."""
    alive = [each for each in world.laptops if not each.is_dead and each.starts]
    if not alive:
        return
    laptop = world.chance.choice(alive)
    place = world.folder / f"stick-{laptop.name}"
    place.mkdir(exist_ok=True)
    copy_to(laptop.settings, laptop.tools.install, place)
    if world.chance.random() < 0.5:
        _pull_out(world, place)
    if world.dossier.is_up and is_stick(place):
        moment = world.dossier.opened.around.moment()
        list(take_stick(world.dossier.parts.dossier.journals, place, moment))
    memory = None if laptop.work is None else laptop.work.device.memory
    if memory is not None:
        origin = known_log(memory, laptop.tools.install.trust)
        note_taken(memory, receipts_on(place, laptop.tools.install), origin)


def _pull_out(world: World, place: Path) -> None:
    files = sorted(path for path in place.rglob("*") if path.is_file())
    path = world.chance.choice(files)
    path.write_bytes(cut(path.read_bytes(), world.chance, FRAME_OVERHEAD))


# ---------------------------------------------------------------- the dossier put back


def put_back_by_hand(*, whole: bool) -> Callable[[World], None]:
    """Somebody copies a dossier, or puts a copy in its place: the archive, or all of a machine."""

    def do(world: World) -> None:
        dossier = world.dossier
        dossier.start()
        before = dossier.head
        dossier.stop()
        is_kept = world.chance.random() < 0.4
        if is_kept:
            dossier.keep_image()
        else:
            dossier.put_back_image(whole=whole)
            world.put_back(whole=whole)
            _die_with_it(world)
        dossier.start()
        require(
            is_kept or whole or dossier.head[0] != before[0] or dossier.head[1] >= before[1],
            "F18 an older archive goes on under the name of the log",
        )

    return do


def _die_with_it(world: World) -> None:
    """A laptop never comes back either: others bring what they hold of it."""
    ready = [each for each in world.laptops if each.room is not None]
    if len(ready) > 1 and world.chance.random() < 0.4:
        laptop = max(ready, key=lambda each: len(each.told))
        world.note(f"  {laptop.name} dies too")
        laptop.crash()
        laptop.is_dead = True


def replicas(world: World) -> None:
    """A second program begins to serve the same archive, or one of two stops."""
    dossier = world.dossier
    if len(dossier.every) > 1:
        dossier.stop_one()
    else:
        dossier.many = 2
        dossier.start()


def restored(world: World) -> None:
    """The commands: a backup that is checked, or the last one restored."""
    dossier = world.dossier
    if not dossier.is_up:
        return
    if not dossier.has_backup or world.chance.random() < 0.4:
        dossier.back_up()
        return
    former = dossier.head[0]
    dossier.restore()
    world.put_back()
    _die_with_it(world)
    require(dossier.head[0] != former, "F18 a restored dossier goes on under the name of the log")


# ---------------------------------------------------------------- what people at the school do


def revoke_somebody(world: World) -> None:
    """From here on nothing of somebody counts before two people judged it."""
    written(world, lambda writing: revoke(writing, of_person(world.chance.choice(PEOPLE))))


def judge_something(world: World) -> None:
    """Two people of the bureau judge what was put aside, and declare gaps."""

    def judged(writing: Writing) -> None:
        for each in waiting(writing):
            if world.chance.random() < 0.7:
                with contextlib.suppress(OwnCase):
                    judge(writing, each, BUREAU, "", is_accepted=world.chance.random() < 0.6)

    written(world, judged)


def written(world: World, verb: Callable[..., None]) -> None:
    """Have something written at the dossier, if it is there."""
    if world.dossier.is_up:
        opened = world.dossier.opened
        with opened.ledger.writing(opened.around.moment()) as writing:
            verb(writing)


# ---------------------------------------------------------------- after the term


def erase_somebody(world: World) -> None:
    """Two people erase a candidate whose term is over, while laptops hold what was recorded."""
    number = f"s{world.chance.randrange(CANDIDATES):05d}"
    ended = EducationEnded(number, diploma_on="2026-12-10", by=BUREAU[0].id)

    def erased(writing: Writing) -> None:
        person = look(writing, LONG_AFTER).person(number)
        if person is None:
            return
        told = replace(ended, person=person.key)
        RetentionDesk(writing, look(writing, LONG_AFTER)).end_education(told)
        opened = world.dossier.met
        for step, by in enumerate(BUREAU):
            tools = Tools(opened.feed, opened.keys)
            eraser = Eraser(writing, look(writing, LONG_AFTER), LONG_AFTER, tools)
            with contextlib.suppress(NotErased):
                (eraser.confirm if step else eraser.ask)(number, by.id)

    written(world, erased)
