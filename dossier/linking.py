"""Who was added by hand is linked to what the planner sent of him: one history, under one plan.

What the room recorded stays under the id that it made (format.md 2). The plan goes there, so that
rooms show name and provisions; what the planner sent is expected nowhere else, and hears of it.
"""

from collections.abc import Iterator

from app.models.act import Act, Body
from app.models.attendance_facts import CandidateAdded
from app.models.drafts import Draft
from app.models.fold import part_scope
from app.models.plan import CandidateMovedAway, CandidatePlanned
from app.models.planning import added_act, links_of
from app.models.planning_facts import PlanRefusal
from app.models.session import Enrolment, ExamSession
from dossier.archive.ledger import Writing
from dossier.archive.reading import Reading


class Links:
    """The exams office's hand on who somebody was, within one transaction and one session."""

    def __init__(self, writing: Writing, session: str) -> None:
        self._writing, self._session = writing, session
        self.because: tuple[str, ...] = ()
        """What the plan is written for: the request of the office that it answers."""

    @property
    def known(self) -> ExamSession:
        """The session as it stands."""
        return self._writing.session(self._session)

    def link(self, candidate: str, planned: str) -> PlanRefusal | None:
        """Link who was added to a planned enrolment, or with an empty one to nobody again."""
        known, links = self.known, links_of(self.known)
        walk_in = known.enrolments.get(candidate)
        added = None if walk_in is None else added_act(walk_in)
        if added is None:
            return PlanRefusal.UNKNOWN_CANDIDATE
        target = known.enrolments.get(planned)
        if planned and (target is None or target.plan is None or planned == candidate):
            return PlanRefusal.UNKNOWN_CANDIDATE
        if planned in {other for who, other in links.items() if who != candidate}:
            return PlanRefusal.TAKEN
        if target is not None and target.has_facts:
            return PlanRefusal.RECORDED
        former = links.get(candidate, planned)
        if former != planned:
            self._expect_again(former)
        if planned:
            self.stand_in(candidate, planned)
        else:
            self._plan(candidate, as_written(added))
        return None

    def stand_in(self, candidate: str, planned: str) -> None:
        """Let what was recorded of one stand under the plan of the other; not twice."""
        target, here = self.known.enrolments[planned], self.known.enrolments[candidate]
        if target.plan is not None and here.plan != target.plan:
            self._plan(candidate, target.plan)
        if target.extras is not None and here.extras is None:
            self._write(here, target.extras)
        if target.moved_to is None:
            self._write(target, CandidateMovedAway())

    # ------------------------------------------------------------ within

    def _expect_again(self, planned: str) -> None:
        known = self.known.enrolments[planned]
        if known.plan is not None and known.moved_to is not None:
            self._write(known, known.plan)

    def _plan(self, candidate: str, plan: CandidatePlanned) -> None:
        self._write(self.known.enrolments[candidate], plan)

    def _write(self, enrolment: Enrolment, act: Act) -> None:
        scope = part_scope(self._session, enrolment.room or "")
        fold = self._writing.fold(self._session)
        seen = fold.heads(enrolment.candidate, scope, act.ASPECT or "")
        body = Body(act, enrolment.candidate, act.ASPECT, seen, self.because)
        self._writing.write(Draft(scope, body))


def changed_since(reading: Reading, session: str) -> Iterator[tuple[str, str]]:
    """Yield links of which the planner sent something since: the plan is taken over anew."""
    known = reading.session(session)
    for candidate, planned in links_of(known).items():
        here, target = known.enrolments[candidate], known.enrolments[planned]
        is_same = target.moved_to is not None and here.plan == target.plan
        if target.plan is not None and not is_same:
            yield candidate, planned


def as_written(act: CandidateAdded) -> CandidatePlanned:
    """Return a plan of nothing but what the room wrote of somebody."""
    return CandidatePlanned(
        person="", number=act.number or "", given_name="", surname=act.name, display_name=act.name
    )
