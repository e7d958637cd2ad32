"""Who is listed in a room, with the paper of each session."""

from dataclasses import dataclass
from datetime import datetime

from app.models.paper import Paper
from app.models.remembered import Latest
from app.models.standing import last_end, standings
from app.models.words import HOTLINE
from app.screens.room.room_actions import Shown
from app.screens.room.room_ui import RoomUi


@dataclass(frozen=True, slots=True)
class RoomContent:
    """The candidates of a room with their papers, as the list and the steps need them."""

    papers: tuple[Paper, ...]
    people: dict[str, Shown]
    later: tuple[Paper, ...] = ()
    """The sessions of this room at another time of the day: Vandaag leads to those."""

    def chosen(self, ui: RoomUi) -> Paper:
        """Return the session that F11 and F10 are about."""
        shown = self.people.get(ui.selected)
        by_id = {paper.session.id: paper for paper in self.papers}
        if ui.session in by_id:
            return by_id[ui.session]
        if shown is not None:
            return shown.paper
        waiting = [paper for paper in self.papers if paper.seal is None]
        return (waiting or list(self.papers))[0]


def hotline_of(paper: Paper) -> str:
    """Return the number to call, or whom where the plan told none."""
    plan = paper.part.plan
    return ("" if plan is None else plan.hotline) or HOTLINE


@Latest
def content_of(papers: tuple[Paper, ...], session: str = "") -> RoomContent:
    """Return everybody who is listed in a room with a session, or with the first open one."""
    at_once = together(papers, session)
    people: dict[str, Shown] = {}
    for paper in at_once:
        standing = standings(paper.session, paper.part)
        people |= {
            each.candidate: Shown(paper, each, standing[each.candidate].status)
            for each in paper.enrolments()
        }
    ids = {paper.session.id for paper in at_once}
    later = tuple(paper for paper in papers if paper.session.id not in ids)
    return RoomContent(at_once, people, later)


def together(papers: tuple[Paper, ...], session: str) -> tuple[Paper, ...]:
    """Return the sessions whose exams are in this room at one time, with the one that is meant."""
    waiting = [paper for paper in papers if paper.seal is None]
    meant = [paper for paper in papers if paper.session.id == session]
    found = {each.session.id: each for each in [*meant, *waiting, *papers][:1]}
    fresh = list(found.values())
    while fresh:
        one = fresh.pop()
        new = [each for each in papers if each.session.id not in found and _overlap(one, each)]
        found |= {each.session.id: each for each in new}
        fresh += new
    return tuple(paper for paper in papers if paper.session.id in found)


def _overlap(one: Paper, other: Paper) -> bool:
    first, second = sorted((_span(one), _span(other)))
    return second[0] < first[1]


def _span(paper: Paper) -> tuple[datetime, datetime]:
    schedule = paper.schedule
    end = paper.part.ended_at or last_end(paper.session, paper.part) or schedule.end
    return min(schedule.start, schedule.planned_start), end
