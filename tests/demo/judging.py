"""Judging the day: everything that must be true at the end, checked apart from the product."""

import hashlib
import shutil
from collections import defaultdict
from typing import Any

from tests.demo.canaries import clear_text_found
from tests.demo.day_file import Session
from tests.demo.programs import DemoFailed
from tests.demo.script import PartScript
from tests.demo.stage import Stage, say, wait_until
from tests.demo.world import World
from tests.dossier.oke.oke_validator import wrong_in_request

WAIT_S = 120.0
HEADINGS = ("Zitting", "verwacht", "aanwezig", "te laat", "afwezig", "ingeleverd", "handelingen",
            "bevestigd", "PV (SHA-256)")  # fmt: skip
Json = dict[str, Any]


class Judge:
    """Waits until everything arrived, compares it, and says what is not so."""

    def __init__(
        self, world: World, stage: Stage, sessions: list[Session], scripts: list[PartScript]
    ) -> None:
        self._world = world
        self._stage = stage
        self._sessions = sessions
        self._scripts = scripts
        self._by_session: dict[str, list[PartScript]] = defaultdict(list)
        for script in scripts:
            self._by_session[script.session.id].append(script)
        self.faults: list[str] = []
        self._dossier: Json = {}
        self._acts: dict[str, Json] = defaultdict(lambda: defaultdict(int))
        self._papers: dict[str, list[str]] = defaultdict(list)

    def judge(self) -> None:
        """Judge everything.

        Raises:
            DemoFailed: Something is not as it should be; the text names it.
        """
        self._stage.delivered()
        wait_until([self._not_reported], WAIT_S, self._world.clock)
        wait_until([self._not_equal], WAIT_S, self._world.clock)
        self._compare_papers()
        self._compare_attendance()
        self._compare_counts()
        self._check_lines()
        self._count_acts()
        self._faults_when("Het logboek klopt" not in self._world.bureau("verify"), "verify")
        self._look_for_names()
        self._table()
        if self.faults:
            raise DemoFailed("\n".join(f"- {fault}" for fault in self.faults))

    def _faults_when(self, is_wrong: object, fault: str) -> None:
        if is_wrong:
            self.faults.append(fault)

    # ------------------------------------------------------------ waiting

    def _not_reported(self) -> str | None:
        """Tell what the planner still has to get: one report per session and per student."""
        paths = {line["path"].lower() for line in self._world.received()}
        wanted = {f"/offerings/{session}" for session in self._by_session}
        wanted |= {f"/associations/{who}" for s in self._scripts for who in s.expected}
        left = sorted(wanted - paths)
        return f"{len(left)} meldingen ontbreken: {left[:3]}" if left else None

    def _not_equal(self) -> str | None:
        """Tell where the state of a laptop is not that of the dossier."""
        parts = [[s.session.id, self._stage.desk(s).room_id] for s in self._scripts]
        self._dossier = self._world.ask_dossier("digests", parts=parts)
        left = []
        for desk in self._world.desks:
            for laptop in desk.laptops:
                for session, digest in laptop.ask("digest").items():
                    if self._dossier[f"{session} {desk.room_id}"]["digest"] != digest:
                        left.append(f"{laptop.name} {session}")
                        laptop.ask("nudge")
        return f"niet gelijk aan het dossier: {left}" if left else None

    # ------------------------------------------------------------ comparing

    def _compare_papers(self) -> None:
        """The document that was fetched, the dossier's and each laptop's are the same bytes."""
        assert self._world.planner is not None
        self._world.planner.wait_for_documents()
        fetched = self._fetched()
        for script in self._scripts:
            desk, session = self._stage.desk(script), script.session.id
            issued = self._dossier[f"{session} {desk.room_id}"]["documents"]
            where = f"PV {script.session.code}, {desk.room.label}"
            for laptop in desk.laptops:
                rendered = laptop.ask("pdf", session=session)["sha256"]
                self._faults_when([rendered] != issued, f"{where}: {laptop.name} wijkt af")
            self._faults_when(not set(issued) <= set(fetched), f"{where}: niet opgehaald")
            self._papers[session] += issued

    def _fetched(self) -> set[str]:
        """Give the papers the planner fetched their names in `pv`; return their digests."""
        folder = self._world.folder.path
        digests = set()
        for line in self._world.received():
            for document in _block(line["body"]).get("documents", []):
                paper = folder / "planner" / "documents" / f"{document['documentId']}.pdf"
                if not paper.exists():
                    self.faults.append(f"document {document['documentId']} is niet opgehaald")
                    continue
                digests.add(hashlib.sha256(paper.read_bytes()).hexdigest())
                target = folder / "pv" / document["documentName"]
                if target.exists() and target.read_bytes() != paper.read_bytes():
                    target = target.with_name(f"{document['documentId'][:8]} {target.name}")
                shutil.copyfile(paper, target)
        return digests

    def _compare_attendance(self) -> None:
        """Every student of an active session is reported with the attendance of the script."""
        told: dict[str, list[Json]] = defaultdict(list)
        for line in self._world.received():
            told[line["path"].lower()].append(line["body"])
        expected = {who: value for s in self._scripts for who, value in s.expected.items()}
        for path, bodies in told.items():
            kind, key = path.strip("/").split("/")
            if kind == "associations":
                value = _block(bodies[-1]["result"]).get("attendance")
                self._faults_when(
                    value != expected.get(key), f"{path}: {value}, niet {expected.get(key)}"
                )
            else:
                self._faults_when(key not in self._by_session, f"{path}: is niet actief")
            self._faults_when(
                any(body != bodies[0] for body in bodies), f"{path}: een herhaling wijkt af"
            )
        assert self._world.planner is not None
        repeats = sum(len(bodies) - 1 for bodies in told.values())
        lost = self._world.lost_answers + self._stage.kills
        self._faults_when(repeats > lost, f"{repeats} herhalingen, {lost} antwoorden zoek")

    def _compare_counts(self) -> None:
        """What the dossier counts is what the script let happen."""
        for script in self._scripts:
            told = self._dossier[f"{script.session.id} {self._stage.desk(script).room_id}"]
            values = list(script.expected.values())
            wanted = {
                "expected": len(script.students),
                "present": sum(value != "notPresent" for value in values),
                "late": sorted(script.late),
                "absent": values.count("notPresent"),
                "handed_in": values.count("present"),
            }
            for name, number in wanted.items():
                has = sorted(told[name]) if name == "late" else told[name]
                where = f"{script.session.code}, {script.room.label}: {name}"
                self._faults_when(has != number, f"{where} is {has}, niet {number}")

    def _check_lines(self) -> None:
        """Every line fits the published agreement."""
        for number, line in enumerate(self._world.received(), start=1):
            wrong = wrong_in_request(line["method"], line["path"], line["body"])
            self._faults_when(wrong, f"regel {number} past niet in de afspraak: {wrong[:2]}")

    def _count_acts(self) -> None:
        """Every act is covered by a receipt that the laptop kept."""
        for laptop in self._world.laptops:
            for session, counts in laptop.ask("stop")["acts"].items():
                for name, number in counts.items():
                    self._acts[session][name] += number
                self._faults_when(counts["unsent"], f"{laptop.name}: niet alles is bevestigd")

    def _look_for_names(self) -> None:
        """No name or number of a candidate lies in the clear on a laptop or in a log."""
        folder = self._world.folder.path
        students = [student for session in self._sessions for student in session.students]
        known = [desk.room.label for desk in self._world.desks]
        self.faults += clear_text_found(
            [folder / "laptops", folder / "logs"],
            {canary for student in students for canary in student.canaries},
            known,
        )

    # ------------------------------------------------------------ telling

    def _table(self) -> None:
        rows = [self._row(session) for session in self._sessions]
        widths = [max(len(row[n]) for row in [HEADINGS, *rows]) for n in range(len(HEADINGS))]
        say("")
        for row in [HEADINGS, *rows]:
            cells = [row[0].ljust(widths[0])]
            cells += [row[n].rjust(widths[n]) for n in range(1, len(row) - 1)]
            say("  ".join([*cells, row[-1]]).rstrip())

    def _row(self, session: Session) -> tuple[str, ...]:
        scripts = self._by_session.get(session.id)
        if not scripts:
            why = "ingetrokken" if not session.is_active else "geen kandidaten"
            return (session.code, *["–"] * 7, why)
        told = [
            self._dossier[f"{session.id} {self._stage.desk(script).room_id}"] for script in scripts
        ]
        names = ("expected", "present", "late", "absent", "handed_in")
        numbers = [
            sum(len(t[name]) if name == "late" else t[name] for t in told) for name in names
        ]
        acts = self._acts[session.id]
        papers = " ".join(digest[:16] for digest in self._papers[session.id])
        numbers += [acts["recorded"], acts["acknowledged"]]
        self._faults_when(acts["recorded"] != acts["acknowledged"], f"{session.code}: bevestigd")
        return (session.code, *map(str, numbers), papers)


def _block(body: Json) -> Json:
    blocks: list[Json] = body.get("consumers") or [{}]
    return blocks[0]
