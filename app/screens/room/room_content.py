"""Who is listed in a room, with the paper of each session."""

from dataclasses import dataclass

from app.models.paper import Paper
from app.models.remembered import Latest
from app.models.standing import standings
from app.screens.room.room_actions import Shown
from app.screens.room.room_ui import RoomUi


@dataclass(frozen=True, slots=True)
class RoomContent:
    """The candidates of a room with their papers, as the list and the steps need them."""

    papers: tuple[Paper, ...]
    people: dict[str, Shown]

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


@Latest
def content_of(papers: tuple[Paper, ...]) -> RoomContent:
    """Return everybody who is listed in a room."""
    people: dict[str, Shown] = {}
    for paper in papers:
        standing = standings(paper.session, paper.part)
        people |= {
            each.candidate: Shown(paper, each, standing[each.candidate].status)
            for each in paper.enrolments()
        }
    return RoomContent(papers, people)
