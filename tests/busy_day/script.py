"""What happens in a room on a busy day, as commands at their second; from a seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from app.models import commands as c
from tests.busy_day.school import Room

SEATED, BEGUN, HANDING_IN, OVER = 0.22, 0.25, 0.75, 0.97
"""Shares of the day: everybody is seated, the exam begins, the first hand in, it is over."""
MISTAKES = 0.04
ABSENT = 0.04


@dataclass(frozen=True, slots=True)
class Cue:
    """A command at so many seconds from the beginning of the day."""

    at: float
    command: c.Command


def cues(room: Room, seconds: float, seed: int) -> list[Cue]:
    """Return everything that is recorded in a room, in order."""
    chance = random.Random(f"{seed}/{room.label}")
    found: list[Cue] = []
    here = [each for each in room.candidates if chance.random() >= ABSENT]
    for candidate in here:
        found += _life(room.session, candidate, chance)
    absent = tuple(each for each in room.candidates if each not in here)
    found.append(Cue(BEGUN, c.StartSession(room.session)))
    if absent:
        found.append(Cue(BEGUN + 0.02, c.EstablishNoShow(room.session, absent)))
    found.append(Cue(OVER, c.EndSession(room.session)))
    told = sorted(found, key=lambda cue: cue.at)
    return [Cue(each.at * seconds, each.command) for each in told]


def _life(session: str, candidate: str, chance: random.Random) -> Iterator[Cue]:
    came = chance.uniform(0.01, SEATED)
    if chance.random() < MISTAKES:  # the wrong row, and taken back at once
        yield Cue(came - 0.002, c.RegisterArrival(session, candidate))
        yield Cue(came - 0.002, c.Undo())
    yield Cue(came, c.RegisterArrival(session, candidate))
    left = chance.uniform(BEGUN + 0.02, HANDING_IN - 0.12)
    yield Cue(left, c.LeaveForAMoment(session, candidate, "toilet"))
    yield Cue(left + chance.uniform(0.03, 0.1), c.ComeBack(session, candidate))
    yield Cue(chance.uniform(HANDING_IN, OVER - 0.01), c.HandIn(session, (candidate,)))
