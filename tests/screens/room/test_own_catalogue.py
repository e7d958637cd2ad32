"""What is told of an act calls a provision as its own session does, also in a figure's trace."""

import json
from zoneinfo import ZoneInfo

from app.models.act import Body
from app.models.commands import ReportProvision
from app.models.fold import session_scope
from app.models.measures import Trace
from app.models.office_day import OfficeDay
from app.models.paper import paper_of
from app.models.report_measures import trace_line
from app.models.standard_facts import StandardHolds
from app.models.standards import PROVISIONS, shipped
from app.models.values import ProvisionOutcome, standard_aspect
from app.screens.room.timeline import handling_text, handlings_of
from tests.builders import MINUTE, ROOM, SESSION, START, Play, a_candidate, a_session, candidate_id

OWN = "Voorleeshulp van school"


def told(play: Play) -> str:
    paper = paper_of(play.session, ROOM)
    assert paper is not None
    enrolment = play.enrolment(candidate_id(1))
    return handling_text(paper, enrolment, handlings_of(enrolment)[-1])


def test_a_provision_is_called_as_the_catalogue_of_its_session_does() -> None:
    kinds = json.loads(shipped()[PROVISIONS])
    spoken = next(each for each in kinds if "spoken" in each.get("also", ()))
    play = a_session(1, arrived=True)
    play.plan(a_candidate(1, needs=("spoken",)), candidate_id(1))
    given = ReportProvision(SESSION, candidate_id(1), "spoken", ProvisionOutcome.GIVEN)
    play.do(given, START + 3 * MINUTE)
    assert told(play) == f"{spoken['dutch']}: gegeven"
    spoken["dutch"] = OWN
    holds = StandardHolds(PROVISIONS, json.dumps(kinds), 3)
    body = Body(holds, aspect=standard_aspect(PROVISIONS))
    play.take(play.dossier.write(session_scope(SESSION), body, play.now))
    assert told(play) == f"{OWN}: gegeven"
    day = OfficeDay({SESSION: play.session})
    trace = Trace(session=SESSION, candidate=candidate_id(1), what="spoken")
    assert trace_line(trace, day, ZoneInfo("UTC"), "provided").what == OWN
