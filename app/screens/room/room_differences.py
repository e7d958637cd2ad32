"""What two laptops recorded differently: how many, the panel, and what settles it."""

from app.models import commands as c
from app.models.paper import Paper
from app.models.remembered import Gathered, Latest
from app.models.session import Enrolment, Value
from app.models.told import told_of, told_whole
from app.models.values import Status
from app.models.words import PART_TIME, STATUS
from app.screens.room.panel import DifferencePanel, DifferenceValue
from app.screens.room.room_actions import Shown
from app.screens.room.room_content import RoomContent
from app.screens.room.room_forms import person_of
from app.screens.room.room_ui import Mode, RoomUi
from app.screens.room.wording import Notice, Tone


@Latest
def differing(content: RoomContent) -> tuple[list[Paper], list[str]]:
    """Return the exams, then the candidates in order of the list, that wait for a choice."""
    open_papers = [paper for paper in content.papers if paper.seal is None]
    papers = [paper for paper in open_papers if paper.part.differences]
    found = set[str]()
    for paper in open_papers:
        found.update(_differences(paper.session.enrolments, paper.session.id))
    here = content.people if found else {}
    people = [
        who
        for who, each in here.items()
        if who in found and each.enrolment.differences and each.paper.seal is None
    ]
    return papers, people


@Gathered
def _differences(enrolment: Enrolment, _: str) -> tuple[tuple[str, Value], ...]:
    return enrolment.differences


def paper_differing(chosen: Paper, ui: RoomUi) -> Paper | None:
    """Return the exam whose own times are being settled now, if there still is a difference."""
    looks = ui.mode is Mode.SESSION_DIFFERENCE and bool(chosen.part.differences)
    return chosen if looks else None


def difference_panel(paper: Paper, shown: Shown | None, ui: RoomUi) -> DifferencePanel:
    """Return both sides of the first difference of a candidate, or of the exam itself."""
    differences = paper.part.differences if shown is None else shown.enrolment.differences
    (aspect, value), count = differences[0], len(differences)
    values = tuple(
        DifferenceValue(
            text=told_whole(head, paper.session),
            time=paper.clock(head.observed),
            source=f"{head.header.writer}, {paper.recorded_by(head)}",
            status=_status_of_head(told_of(head)),
        )
        for head in value.heads
    )
    chosen = min(ui.side, len(values) - 1)
    about = paper.session.id if shown is None else shown.enrolment.candidate
    what = PART_TIME.get(aspect, "een tijd")
    return DifferencePanel(
        difference=f"{about}|{aspect}",
        person=None if shown is None else person_of(shown),
        note=Notice(
            Tone.WARNING,
            "Twee laptops legden iets anders vast.",
            "Allebei blijven bewaard. Kies wat klopt.",
            icon="triangle-alert",
        ),
        question="Wat klopt?",
        values=values,
        chosen=chosen,
        button=_button(values[chosen], of_candidate=shown is not None),
        position=f"1 van {count}" if count > 1 else "",
        title=f"{what[:1].upper()}{what[1:]}" if shown is None else "",
    )


def _button(value: DifferenceValue, *, of_candidate: bool) -> str:
    """A time of the exam is told by the title; what is kept of it is the time."""
    return f"Houd: {value.text.lower()} om {value.time}" if of_candidate else f"Houd {value.time}"


def settling(paper: Paper, shown: Shown | None, side: int) -> c.SettleDifference:
    """Return the command that keeps one side of the first difference."""
    differences = paper.part.differences if shown is None else shown.enrolment.differences
    aspect, value = differences[0]
    candidate = None if shown is None else shown.enrolment.candidate
    return c.SettleDifference(paper.session.id, candidate, aspect, _side(value, side))


def _side(value: Value, side: int) -> str:
    return value.heads[min(max(0, side), len(value.heads) - 1)].leaf


def _status_of_head(word: str) -> Status | None:
    return next((status for status, text in STATUS.items() if text == word), None)
