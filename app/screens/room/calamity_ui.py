"""What the window holds of a calamity besides the record, and how the record is looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from app.models.calamities import CalamityRoute, Group, RouteStep, StepKind
from app.models.calamity import Calamity
from app.models.calamity_facts import CallEnded
from app.models.paper import Paper
from app.models.session import Interruption, Part
from app.models.values import DecisionOutcome, resumption_matter, time_back_matter

STEP_REST: Final = timedelta(seconds=3)
"""Enter is ignored this long after each step."""


@dataclass(frozen=True, slots=True)
class CalamityUi:
    """The window's own state; `key` names the calamity, empty before its opening is on disk."""

    now: datetime
    key: str = ""
    pressed_at: datetime | None = None
    page: Group = Group.FIRST
    chosen: str = ""
    acted_at: datetime | None = None
    picking: bool = False
    adjusting: bool = False
    asking: bool = False
    picked: frozenset[str] = frozenset()
    reason: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    read_back_at: datetime | None = None
    form: int = 0
    error: str = ""
    disk: str = ""
    announcement: str = ""
    people: tuple[str, ...] = ()

    @property
    def is_resting(self) -> bool:
        """Whether Enter is still ignored."""
        return self.acted_at is not None and self.now - self.acted_at < STEP_REST


@dataclass(frozen=True, slots=True)
class Seen:
    """A calamity as the papers of the room tell it; `places` are its parts, the first leads."""

    places: tuple[tuple[Paper, Calamity], ...]
    route: CalamityRoute | None

    @property
    def paper(self) -> Paper:
        """The paper of the first part."""
        return self.places[0][0]

    @property
    def calamity(self) -> Calamity:
        """The calamity in the first part."""
        return self.places[0][1]

    @property
    def is_central(self) -> bool:
        """Whether the limits of centrale examens hold for one of the parts."""
        return any(paper.session.rules.has_central_limits for paper, _ in self.places)

    @property
    def steps(self) -> tuple[RouteStep, ...]:
        """The steps of the route that this calamity has."""
        if self.route is None:
            return ()
        steps = self.route.steps_for(self.calamity.workable, is_central=self.is_central)
        heard = self.paper.part.decision(resumption_matter(self.calamity.leaf))
        if heard is not None and heard.outcome is DecisionOutcome.DENIED:
            return tuple(step for step in steps if step.kind is not StepKind.TIME_BACK)
        return steps

    @property
    def step(self) -> RouteStep | None:
        """The first step that is not done."""
        return next((step for step in self.steps if not self.is_done(step)), None)

    def is_done(self, step: RouteStep) -> bool:
        """Whether the record says that a step was done."""
        calamity, part = self.calamity, self.paper.part
        told = {
            StepKind.CALL: any(
                call.act.step == step.id and _is_reached(call.end) for call in calamity.calls
            ),
            StepKind.ROLL_CALL: step.place is not None
            and calamity.roll_call(step.place) is not None,
            StepKind.QUARANTINE: bool(calamity.quarantines),
            StepKind.RESUME: part.decision(resumption_matter(calamity.leaf)) is not None,
            StepKind.TIME_BACK: part.decision(time_back_matter(calamity.leaf)) is not None,
        }
        return step.id in calamity.steps or told.get(step.kind, False)

    def interruptions(self) -> tuple[tuple[Paper, Interruption], ...]:
        """Return the interruptions of this calamity, over its parts."""
        return tuple(
            (paper, each)
            for paper, calamity in self.places
            for each in paper.part.interruptions
            if each.calamity == calamity.leaf
        )


def _is_reached(end: CallEnded | None) -> bool:
    return end is not None and not end.nobody_reached


def seen_of(papers: tuple[Paper, ...], key: str, routes: tuple[CalamityRoute, ...]) -> Seen | None:
    """Return a calamity by its key, as the papers of now tell it."""
    places = tuple(
        (paper, calamity) for paper in papers if (calamity := paper.part.calamity(key)) is not None
    )
    if not places:
        return None
    name = places[0][1].name
    route = None if name is None else next((r for r in routes if r.id == name.route), None)
    return Seen(places, route)


def open_calamity(papers: tuple[Paper, ...]) -> str:
    """Return the key of the newest calamity in which there is something to do, or nothing."""
    found = [
        calamity
        for paper in papers
        if paper.part.seal is None
        for calamity in paper.part.calamities
        if calamity.is_open
    ]
    return max(found, key=lambda each: (each.since, each.key)).key if found else ""


def part_until(part: Part, leaf: str, until: datetime | None) -> Part:
    """Return a part as if what a calamity interrupts ended then; None: as if it never was."""
    told = []
    for each in part.interruptions:
        if each.calamity != leaf:
            told.append(each)
        elif until is not None:
            told.append(replace(each, until=each.until or until))
    return replace(part, interruptions=tuple(told))
