"""The calamity routes of the standaardset, as data read strictly (domain.md 3b)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.models.shaped import shaped
from app.models.strict_json import Malformed, loads_strict
from app.models.values import RollCallPlace, Workability

ROUTE_BYTES_MAX: Final = 64 * 1024
PLACES: Final = frozenset({"room", "exam", "since", "working", "text"})
"""What a sentence may leave open, as `{room}`."""


class StepKind(StrEnum):
    """What a step asks: a deed, a call, a count of heads, being kept apart, or a decision."""

    DO = "do"
    CALL = "call"
    ROLL_CALL = "roll-call"
    QUARANTINE = "quarantine"
    RESUME = "resume"
    TIME_BACK = "time-back"


class When(StrEnum):
    """When a step is there.

    Always, when work stopped for some or all, for all only, when all or some work on, or when
    it stopped at a centraal examen.
    """

    ALWAYS = "always"
    STOPPED = "stopped"
    HALTED = "halted"
    WORKING = "working"
    CENTRAL = "central"


class Number(StrEnum):
    """Whose number is called; a school's own numbers come with its room."""

    HOTLINE = "hotline"
    HOTLINE_MOBILE = "hotline-mobile"
    RESCUE = "112"


class Group(StrEnum):
    """On which page of the choice a route stands."""

    FIRST = "first"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class RouteStep:
    """One step: what to do, what to say aloud, and of a call whom and who comes after.

    `done` is what the timeline says once it is done; `asks` the label of what is typed.
    """

    id: str
    kind: StepKind
    title: str
    text: str
    done: str = ""
    say: str = ""
    asks: str = ""
    when: When = When.ALWAYS
    whom: str = ""
    number: Number | None = None
    then: tuple[str, ...] = ()
    place: RollCallPlace | None = None


@dataclass(frozen=True, slots=True)
class CalamityRoute:
    """One route. `sentence` is what is said on the phone; `stops_all`: nobody can work on."""

    id: str
    group: Group
    digit: int
    title: str
    about: str
    icon: str
    sentence: str
    steps: tuple[RouteStep, ...]
    stops_all: bool = False

    def steps_for(
        self, workable: Workability | None, *, is_central: bool
    ) -> tuple[RouteStep, ...]:
        """Return the steps that this calamity has; before the answer, as if work stopped."""
        stopped = workable is not Workability.ALL
        wanted = {
            When.ALWAYS: True,
            When.STOPPED: stopped,
            When.HALTED: workable not in (Workability.ALL, Workability.SOME),
            When.WORKING: workable is not Workability.NONE,
            When.CENTRAL: stopped and is_central,
        }
        return tuple(step for step in self.steps if wanted[step.when])


def read_route(text: str) -> CalamityRoute:
    """Return the route in a JSON text.

    Raises:
        Malformed: A member is missing, unknown or of another type, or does not fit the others.
    """
    raw = text.encode("utf-8", "surrogatepass")
    route = shaped(CalamityRoute, loads_strict(raw, max_bytes=ROUTE_BYTES_MAX, max_depth=4))
    ids = [step.id for step in route.steps]
    if len(set(ids)) < len(ids) or not 1 <= route.digit <= 9 or not route.steps:
        raise Malformed("a route whose steps or digit do not fit")
    if not set(re.findall(r"\{(\w*)\}", route.sentence)) <= PLACES:
        raise Malformed("a sentence that leaves something else open")
    for step in route.steps:
        if (step.kind is StepKind.CALL) is not bool(step.whom and step.number):
            raise Malformed("a call without whom, or whom without a call")
        if (step.kind is StepKind.ROLL_CALL) is not (step.place is not None):
            raise Malformed("a count of heads without a place, or a place without a count")
    return route


def read_routes(texts: Mapping[str, str]) -> tuple[CalamityRoute, ...]:
    """Return the routes in texts by name, in order of page and digit.

    Raises:
        Malformed: One of them cannot be read, or two have the same id or the same key.
    """
    routes = [read_route(texts[name]) for name in sorted(texts)]
    order = list(Group)
    found = sorted(routes, key=lambda route: (order.index(route.group), route.digit))
    keys = {(route.group, route.digit) for route in found}
    if len({route.id for route in found}) < len(found) or len(keys) < len(found):
        raise Malformed("two routes of one name or key")
    if (Group.FIRST, 9) in keys:
        raise Malformed("key 9 leads to the other routes")
    return tuple(found)
