"""Closing screens of a real record: what is still in the room, and after the seal."""

from dataclasses import replace

from app.models import commands as c
from app.models import preparing_commands as p
from app.models.manifest import manifest_of
from app.models.marks import ReportAmended, ReportSealed
from app.models.paper import paper_of
from app.models.values import StaffRole
from app.screens.room.closing import ClosingScreen
from app.screens.room.closing_amending import AMEND, with_amending
from app.screens.room.closing_checks import ClosingUi
from app.screens.room.closing_screen import closing_screen
from tests.builders import MINUTE, SESSION, START, Play, a_session, candidate_id

RULES: dict[str, object] = {
    "id": "proef",
    "kind": "institution",
    "signatures": 1,
    "has_packets": True,
}
END = START + 90 * MINUTE


def worked() -> Play:
    """Two handed in; a telephone was taken and the work lies in the room."""
    play = a_session(2, rules=RULES, arrived=True)
    play.do(p.ReceivePacket(SESSION, "E-0417", is_intact=True, counted=30), START - 25 * MINUTE)
    for number, item in ((1, "telefoon"), (2, "smartwatch van een ander")):
        play.do(
            c.NoteIrregularity(
                SESSION, candidate_id(number), "device", "Ging af", item_taken=item, bag="3"
            ),
            START + 20 * MINUTE,
        )
    play.do(c.HandIn(SESSION, (candidate_id(1), candidate_id(2))), START + 80 * MINUTE)
    play.do(c.EndSession(SESSION), END)
    return play


def drawn(play: Play, pdf: bytes, **changes: object) -> ClosingScreen:
    """Return the screen as the page shows it."""
    paper = paper_of(play.session, play.room)
    assert paper is not None
    ui = ClosingUi(END + 5 * MINUTE, "laptop-1", "4400", pdf=pdf, shift_people=("p1",))
    ui = replace(ui, **changes)  # type: ignore[arg-type]
    screen = closing_screen(paper, ui)
    return screen if screen.sealed is None else with_amending(screen, paper, ui)


def material(pdf: bytes) -> ClosingScreen:
    """What is still in the room, and a signer who does not agree with something."""
    return drawn(worked(), pdf, remarks={"p1": "De klok hing achter de kandidaten."})


def amending(pdf: bytes) -> ClosingScreen:
    """After the seal: one amendment was made, another one waits for its PIN."""
    play = worked()
    manifest = manifest_of(
        play.fold.in_scope(play.scope),
        play.scope,
        lambda _: bytes(32),
        standaardset="proef",
        render_version=1,
    )
    seal = play.laptop.act(ReportSealed(manifest, ()), END + 2 * MINUTE)
    amended = ReportAmended(
        person="p1",
        name="M. Vos",
        role=StaffRole.INVIGILATOR,
        seal=seal.leaf,
        number=1,
        text="De telefoon uit zakje 3 was uit.",
        reason="pas later gehoord",
        public="AA==",
        signature="AA==",
    )
    play.take(seal, play.laptop.act(amended, END + 3 * MINUTE, refs=(seal,)))
    told = ("p1", "Het raam stond open van 10:05 tot 10:20.", "vergeten te noteren", "")
    return drawn(play, pdf, amendment=told, asked_check=AMEND)
