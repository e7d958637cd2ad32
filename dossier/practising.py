"""A made-up day to practise with, in a dossier of its own that reports to nobody.

The day is sent as a planner would send it. Each practice day has ids of its own, so that whoever
practises again begins with empty rooms.
"""

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from app.models.values import PlanState
from dossier.oke.door import OkeDoor
from dossier.oke.problems import Rejected
from dossier.opened import OpenDossier
from dossier.planners import clock_of, known_planners
from dossier.rooms import Place, RoomDesk

DAY_FILE: Final = Path(__file__).parents[1] / "resources" / "demo" / "day.ndjson"
MARK: Final = "oefen"
"""How the id of a school begins where only practising is done."""
CLIENT: Final = "oefenen"
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


class NotForPractice(Exception):
    """This dossier is a school's own, or a planner sends to it: no made-up day belongs in it."""


@dataclass(frozen=True, slots=True)
class PracticeRoom:
    """A room of the practice day, with the session in it."""

    room_day: str
    session: str
    starts_at: str


def practise(dossier: OpenDossier, day: date, location: str) -> list[PracticeRoom]:
    """Plan the made-up day on a day, at the location whose laptops practise.

    Raises:
        NotForPractice: It is not a dossier of its own.
    """
    if not dossier.config.school.startswith(MARK) or known_planners(dossier):
        raise NotForPractice
    door, sessions = OkeDoor(dossier.desks, lambda: clock_of(dossier)), []
    for method, kind, key, raw in _messages(day, ZoneInfo(dossier.config.time_zone)):
        keep = {
            ("PUT", "offerings"): door.put_offering,
            ("PATCH", "offerings"): door.patch_offering,
            ("PUT", "associations"): door.put_enrolment,
            ("PATCH", "associations"): door.patch_enrolment,
        }[method, kind]
        try:
            keep(CLIENT, key, raw)
        except Rejected:  # the made-up day has what a planner sends wrong, too
            continue
        sessions += [key] if kind == "offerings" else []
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        desk, made = RoomDesk(writing, dossier.feed, dossier.config), []
        for key in dict.fromkeys(sessions):
            plan = writing.session(key).plan
            if plan is None or plan.state is not PlanState.ACTIVE:
                continue
            place = Place(plan.location_hint or plan.name, location, day.isoformat())
            desk.assign(key, [place])
            made.append(PracticeRoom(place.room_day, plan.name, plan.starts_at))
        return made


def _messages(day: date, zone: ZoneInfo) -> Iterator[tuple[str, str, str, bytes]]:
    """Yield method, kind, id and body of each message, moved to a day, with ids of that day."""

    def moved(found: re.Match[str]) -> str:
        local = datetime.fromisoformat(found[0]).astimezone(zone)
        return datetime.combine(day, local.time(), zone).isoformat()

    def renamed(found: re.Match[str]) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{day}/{found[0]}"))

    with DAY_FILE.open(encoding="utf-8") as lines:
        for line in lines:
            message = json.loads(_UUID.sub(renamed, _INSTANT.sub(moved, line)))
            _, kind, key = message["path"].split("/")
            body = json.dumps(message["body"], ensure_ascii=False).encode()
            yield message["method"], kind, key, body
