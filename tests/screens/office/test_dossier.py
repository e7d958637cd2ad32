"""The page of the dossier: what a role is offered, what a ruling needs, and the paper of it."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zoneinfo import ZoneInfo

import pypdfium2

from app.models import check_commands as c
from app.models import commands as room
from app.models.deliveries import Outbox, Sending, SessionDelivery
from app.models.report_day import ReportGround
from app.models.report_rulings import rulings_paper
from app.models.values import Role, RulingOutcome
from app.reports.paper_pack import render_paper_pack
from app.screens.office import dossier_intents as i
from app.screens.office.dossier import DossierBook, DossierDay, dossier_screen
from app.screens.office.dossier_steps import DossierStep, dossier_step
from app.screens.office.dossier_ui import Area, DossierUi
from tests.builders import MINUTE, ROOM, SESSION, START, Play, a_session, candidate_id
from tests.models.test_dossier_check import END, closed
from tests.models.test_hotline import Office

ZONE = ZoneInfo("Europe/Amsterdam")


def ui(*roles: Role, **changes: object) -> DossierUi:
    return replace(DossierUi(END, ZONE, roles), **changes)  # type: ignore[arg-type]


def told(play: Play, office: Office, shown: DossierUi) -> DossierDay:
    refused = SessionDelivery(
        SESSION, Sending.DELIVERED, delivered=1, refused=2, status=422, answer="onbekend"
    )
    return DossierBook().tell(office.day(), Outbox((refused,), END), shown)


def actions(day: DossierDay, shown: DossierUi) -> list[str]:
    panel = dossier_screen(day, shown).panel
    return [] if panel is None else [each.name for each in panel.actions]


def noted() -> tuple[Play, Office]:
    play = a_session(2, arrived=True)
    note = room.NoteIrregularity(SESSION, candidate_id(1), "device", "Telefoon ging af.",
                                 is_reported=True)  # fmt: skip
    play.do(note, START + MINUTE)
    return play, Office(play)


def act(day: DossierDay, shown: DossierUi, action: str, **texts: str) -> DossierStep:
    return dossier_step(day, shown, i.DossierActed(action, tuple(texts.items())))


def test_each_role_is_offered_what_it_may_record_and_nothing_else() -> None:
    play, office = noted()
    closed(play)
    offered = {}
    for role in (Role.COORDINATOR, Role.EXAM_BOARD, Role.AUDITOR, Role.CHIEF_INVIGILATOR):
        for area in Area:
            shown = ui(role, area=area)
            offered[role, area] = actions(told(play, office, shown), shown)
    draws, rules = ["draw-sessions", "draw-candidates"], ["upheld", "rejected", "deferred"]
    assert {key: found for key, found in offered.items() if found} == {
        (Role.COORDINATOR, Area.CHECK): ["receive", "to-ask"],
        (Role.EXAM_BOARD, Area.CHECK): ["receive", "to-ask"],
        (Role.EXAM_BOARD, Area.RULINGS): rules,
        (Role.EXAM_BOARD, Area.SAMPLE): draws,
        (Role.AUDITOR, Area.SAMPLE): draws,
    }


def test_what_the_planner_refused_is_said_with_its_answer_and_counts() -> None:
    play, office = noted()
    closed(play)
    shown = ui(Role.COORDINATOR, shown="sending")
    screen = dossier_screen(told(play, office, shown), shown)
    (row,) = screen.rows
    assert row.state.startswith("Ontbreekt: presentie aan de planning")
    assert screen.panel is not None
    lines = ["".join(s.text for s in each.text) for g in screen.panel.groups for each in g.lines]
    assert "De planning weigerde het. Antwoord: 422 onbekend." in lines
    assert "Van 2 kandidaten geweigerd." in lines


def test_a_ruling_needs_a_name_a_mandate_and_grounds_and_carries_its_evidence() -> None:
    play, office = noted()
    shown = ui(Role.EXAM_BOARD, area=Area.RULINGS)
    day = told(play, office, shown)
    given = {"decider": "A. Kok", "mandate": "M-03", "grounds": "in de tas",
             "ruled_on": "10-12-2026"}  # fmt: skip
    for name in given:
        lacking = act(day, shown, "upheld", **(given | {name: " "}))
        assert lacking.command is None
        assert lacking.ui.trouble
    step = act(day, shown, "upheld", **given)
    assert isinstance(step.command, c.GiveRuling)
    assert step.command.ruled_on == "2026-12-10"
    assert (step.command.outcome, step.command.decided_by, step.command.evidence) == (
        RulingOutcome.UPHELD, "A. Kok", tuple(e.leaf for e in day.matters[0].evidence),
    )  # fmt: skip


def test_the_paper_of_the_meeting_has_evidence_ruling_and_room_to_write() -> None:
    play, office = noted()
    play.do(room.RefuseEntry(SESSION, candidate_id(2), "te laat"), START + 40 * MINUTE)
    shown = ui(Role.EXAM_BOARD, area=Area.RULINGS)
    step = act(told(play, office, shown), shown, "rejected", decider="A. Kok", mandate="M-03",
               grounds="lag uit en weg", ruled_on="2026-12-10")  # fmt: skip
    assert step.command is not None
    office.do(step.command, END)
    day = office.day()
    matters = DossierBook().matters(day)
    ground = ReportGround("School voor Proeven", date(2026, 12, 9), None, ZONE, END, "B. Baas")
    pdf = render_paper_pack(rulings_paper(matters, day.sessions.values(), ground))
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    for words in (
        "Telefoon ging af.", "Geen onregelmatigheid. Besluit van A. Kok", "lag uit en weg", ROOM,
        office.me.name.split()[-1],
    ):  # fmt: skip
        assert words in text, words
