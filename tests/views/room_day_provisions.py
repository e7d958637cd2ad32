"""The provisions of Yusuf Demir (05) as RoomScreens, told from a made-up record."""

from dataclasses import replace

from app.models import commands as c
from app.models.paper import paper_of
from app.models.values import ProvisionOutcome
from app.screens.room.candidate_provisions import ProvisionsScreen, provisions_screen
from app.screens.room.panels import ProvisionsPanel
from app.screens.room.provision_forms import ProvisionUi
from app.screens.room.room import ListScreen, RoomScreen
from tests.builders import MINUTE, SESSION, START, a_candidate, a_session, candidate_id
from tests.views.room_day import PEOPLE, person, rows_at_1011, screen_03b

NOW = START + 71 * MINUTE
ONE = candidate_id(1)


def provisions(ui: ProvisionUi | None = None, error: str = "") -> ProvisionsScreen:
    """A candidate of a central exam with the longest words, halfway through the outcomes."""
    play = a_session(1, started=False, rules={"kind": "central"})
    needs = ("ExtraTimeOnlyMath25%", "HEAD", "DOS", "STOP", "x-pauseTestAllowed")
    play.plan(a_candidate(1, needs=needs, extra_time_min=45), ONE)
    play.do(c.RegisterArrival(SESSION, ONE), START - 7 * MINUTE)
    play.do(c.StartSession(SESSION), START)
    play.do(
        c.ReportProvision(SESSION, ONE, "HEAD", ProvisionOutcome.OFFERED_NOT_USED, "niet nodig"),
        START + 20 * MINUTE,
    )
    play.do(c.StartRestBreak(SESSION, ONE), NOW - 4 * MINUTE)
    paper = paper_of(play.session, play.room)
    assert paper is not None
    shown = replace(ui or ProvisionUi(), error=error)
    return provisions_screen(paper, play.enrolment(), shown, NOW)


def _beside(section: ProvisionsScreen) -> RoomScreen:
    panel = ProvisionsPanel(
        "Demir", person(PEOPLE["Demir"], "MBO Verpleegkundige", "2007"), section
    )
    return replace(screen_03b(), panel=panel, listing=ListScreen(rows_at_1011(), "Demir"))


def screen_provisions() -> RoomScreen:
    """The section beside the list."""
    return _beside(provisions())


def screen_not_delivered() -> RoomScreen:
    """Why it was not delivered."""
    return _beside(provisions(ProvisionUi(chosen="DOS", outcome="not-delivered", form=1)))


def screen_requested() -> RoomScreen:
    """What was asked on the day."""
    return _beside(provisions(ProvisionUi(asks=True, form=2)))
