"""The page of the dossier at half past one: some reports sealed, one received, one refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from app.desktop.office_dossier_page import DossierPage
from app.desktop.office_world import SignedOn
from app.models import check_commands as c
from app.models.calamity_commands import HearTimeBack
from app.models.commands import EndSession, HandIn, NoteIrregularity
from app.models.deliveries import Outbox, Sending, SessionDelivery
from app.models.marks import DocumentIssued, FrontierEntry, Manifest, ReportSealed, ReportSigned
from app.models.standing import standings
from app.models.values import (
    DecisionOutcome,
    FindingOutcome,
    MatterKind,
    Population,
    Role,
    RulingOutcome,
    StaffRole,
    Status,
)
from app.screens.office.dossier_ui import Area
from tests.builders import MINUTE, Play, candidate_id
from tests.screens_day.office import ME, Stage, at, picture, played, window_at

ROOT: Final = "91f02c4ab7d35e60" + "0" * 48
CLOSED: Final = ("A0.02", "B1.14", "B1.16", "B1.18", "D0.12")
ENDED: Final = at("11:30")
ZONE: Final = "Europe/Amsterdam"


def closed(made: Stage, label: str, end: datetime = ENDED, *, is_received: bool = True) -> None:
    """End, sign and seal what was held in a room, and have its document made if it came."""
    play = made.plays[label]
    told = standings(play.session, play.part).items()
    here = tuple(who for who, each in told if each.status in (Status.PRESENT, Status.LATE))
    play.do(HandIn(play.session_id, here), end - 10 * MINUTE)
    play.do(EndSession(play.session_id), end)
    last = [each for each in play.laptop.written if each.header.scope == play.scope][-1]
    entry = FrontierEntry(play.laptop.name, "e1", play.scope, last.header.seq, last.leaf)
    manifest = Manifest(play.scope, (), (entry,), 1, ROOT, 1, 1, "0" * 64)
    name = play.part.shifts[0].people[0].name
    signed = ReportSigned(name, name, StaffRole.INVIGILATOR, manifest, ("clear",),
                          at("08:30"), None, "AA==", "AA==")  # fmt: skip
    mark = play.laptop.act(signed, end + 10 * MINUTE, scope=play.scope)
    seal = ReportSealed(manifest, (mark.leaf,))
    sealed = play.laptop.act(seal, end + 11 * MINUTE, scope=play.scope)
    play.take(mark, sealed)
    if not is_received:
        return
    act = DocumentIssued(f"d-{label}", "0" * 64, sealed.leaf, 1, f"PV {label}")
    refs = (sealed.leaf,)
    play.take(play.dossier.act(act, end + 12 * MINUTE, refs=refs, scope=play.scope))


def checked(clock: str = "13:30") -> Stage:
    """Return the day with its reports closed and looked at by the office."""
    made = played(clock)
    note = NoteIrregularity("", candidate_id(3), "device", "Telefoon ging twee keer af in de tas.",
                            is_reported=True, item_taken="telefoon")  # fmt: skip
    play = made.plays["B1.16"]
    play.do(replace(note, session=play.session_id), at("09:44"))
    network = made.plays["B1.14"]
    leaf = network.part.calamities[0].leaf
    heard = HearTimeBack(leaf, DecisionOutcome.GRANTED, 7, "", "S. Lieverse")
    network.do(heard, at("10:33"))
    for label in CLOSED:
        closed(made, label)
    a, b = (made.plays[label] for label in ("A0.02", "B1.18"))
    made.do(c.ReceiveDossier(a.session_id, a.room, ("decisions",)), "12:10")
    made.do(c.ReceiveDossier(b.session_id, b.room), "12:12")
    ask = "Hoe laat ging de telefoon van tafel?"
    made.do(c.AskQuestion(b.session_id, b.room, ask, candidate_id(9)), "12:20")
    return made


def outbox(made: Stage) -> Outbox:
    """Return what the planner answered by then: one report was refused."""
    refused = made.plays["A0.02"].session_id
    waits = made.plays["D0.12"].session_id
    found = []
    for play in map(made.plays.__getitem__, CLOSED):
        each = SessionDelivery(play.session_id, Sending.DELIVERED, delivered=18)
        if each.session == refused:
            each = SessionDelivery(
                refused, Sending.REFUSED, 16, 0, 2, 4, 422,
                "associationId onbekend bij deze offering", None,
            )  # fmt: skip
        elif each.session == waits:
            each = SessionDelivery(waits, Sending.WAITING, 12, 13, 0, 3, 503, "", at("13:41"))
        found.append(each)
    return Outbox(tuple(found), at("13:29"))


def _pictured(
    name: str, change: dict[str, Any], role: Role = Role.COORDINATOR, *, is_dark: bool = False
) -> Callable[[Path], None]:
    def play(folder: Path) -> None:
        made = checked()
        chosen = dict(change)
        if chosen.get("area") is Area.RULINGS:
            _ruled(made)
        elif chosen.get("area") is Area.SAMPLE:
            _drawn(made)
        window, world = window_at(made, "13:30", folder)
        world.learn(outbox=outbox(made), signed_on=SignedOn(ME.id, ME.name, (role,)))
        page = window.page("dossier")
        assert isinstance(page, DossierPage)
        page._asked_by = ME.id
        label = chosen.pop("room", None)
        if label is not None:
            there: Play = made.plays[label]
            chosen["selected"] = f"{there.session_id}/{there.room}"
        page._ui = replace(page._ui, **chosen)
        picture(window, world, "dossier", name, dark=is_dark)

    return play


def _ruled(made: Stage) -> None:
    play = made.plays["B1.18"]
    note = next(each for each in play.part.notes if each.act.is_reported)
    made.do(
        c.GiveRuling(
            f"irregularity/{note.event.leaf}", MatterKind.IRREGULARITY, play.session_id, play.room,
            RulingOutcome.REJECTED, "voorzitter", "M-03",
            "de telefoon lag uit en buiten bereik", "2026-06-09", "", candidate_id(9),
            (note.event.leaf,),
        ),
        "12:55",
    )  # fmt: skip


def _drawn(made: Stage) -> None:
    day = "2026-06-09"
    draw = c.DrawSample(Population.CANDIDATES, day, day, 6, "controle examencommissie, week 24",
                        ZONE, "5e" * 32)  # fmt: skip
    made.do(draw, "13:02")
    sample = _samples(made)
    made.do(c.ListSample(sample, ZONE), "13:02:01")
    listed = [e for e in made.office if e.body and type(e.body.act).__name__ == "SampleListed"]
    found = ((FindingOutcome.IN_ORDER, ""), (FindingOutcome.NOT_IN_ORDER,
             "30 minuten extra tijd toegekend, einde staat op de gewone tijd"))  # fmt: skip
    for event, (outcome, text) in zip(listed, found, strict=False):
        made.do(c.NoteFinding(sample, event.leaf, outcome, text), "13:20")


def _samples(made: Stage) -> str:
    acts = [e.body.act for e in made.office if e.body is not None]
    return next(str(getattr(act, "sample", "")) for act in reversed(acts))


SCENES = (
    (
        ("18-dossiers-inzage",),
        _pictured("18-dossiers-inzage", {"area": Area.ACCESS, "query": "Proef 23"}),
    ),
    (("18-dossiers",), _pictured("18-dossiers", {"room": "A0.02"})),
    (("18-dossiers-donker",), _pictured("18-dossiers-donker", {"room": "B1.18"}, is_dark=True)),
    (
        ("18-dossiers-besluiten",),
        _pictured("18-dossiers-besluiten", {"area": Area.RULINGS}, Role.EXAM_BOARD),
    ),
    (
        ("18-dossiers-steekproef",),
        _pictured("18-dossiers-steekproef", {"area": Area.SAMPLE}, Role.AUDITOR),
    ),
)
