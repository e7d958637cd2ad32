"""The demo's school on one machine: dossier, planner, rooms, people, codes and laptops."""

import json
import os
import secrets
import shutil
import signal
import socket
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from app.crypto.tls import client_context, issue_server_certificate, make_ca
from tests.demo.keyring import DesktopSession
from tests.demo.programs import DemoFailed, Program
from tests.demo.rooms import LOCATION, Room
from tests.stand_in.planner import (
    DossierAddress,
    Fault,
    PlanningOffice,
    PlanningServer,
    ServerPlace,
)
from tests.stepped_clock import SteppedClock

PLANNER, LINK = "toetsplanning", "dossier"
HOTLINE = "0299 000 000"
MAIL = "examenbureau@roc-waterland.example"
STARTS_WITHIN_S = 120.0


@dataclass(frozen=True)
class Card:
    """What is printed on somebody's card, and the PIN the holder makes up."""

    person: str
    name: str
    code: str = field(repr=False)
    pin: str = field(repr=False)


@dataclass
class Desk:
    """A room as the stage knows it: where it is planned, its cards and its laptops."""

    room: Room
    room_day: str = ""
    room_id: str = ""
    cards: list[Card] = field(default_factory=list)
    laptops: list[Program] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    where: dict[str, int] = field(default_factory=dict)

    def laptop_of(self, person: str) -> int:
        """Return on which laptop somebody begins the shift: all laptops in turn."""
        return self.where.setdefault(person, len(self.where) % len(self.laptops))

    def is_window(self, laptop: int) -> bool:
        """Tell whether a laptop of this room is the real window."""
        return self.room.is_window and laptop == 0

    def let_go(self, people: set[str]) -> None:
        """Forget people who did not begin a shift."""
        self.cards = [card for card in self.cards if card.person not in people]


class Folder:
    """What the demo leaves behind, in a fresh folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if path.exists():
            shutil.rmtree(path)
        for name in ("pv", "screens", "laptops", "logs", "desk", "planner"):
            (path / name).mkdir(parents=True)

    @property
    def dossier(self) -> Path:
        """The data of the dossier."""
        return self.path / "dossier"

    @property
    def received(self) -> Path:
        """What the planner took in."""
        return self.path / "toetsplanning-received.ndjson"

    def log(self, name: str) -> Path:
        """Where a program writes what goes wrong."""
        return self.path / "logs" / f"{name}.log"


class DemoOffice(PlanningOffice):
    """The sending half of the planner, on the demo's day: dates of certificates lie ahead."""

    def __init__(self, address: DossierAddress, ca: str) -> None:
        self._dossier = address
        self._http = httpx.Client(verify=client_context(ca), timeout=30, trust_env=False)
        self._token = None
        self._renewing = threading.Lock()


class Machines:
    """The programs that run on the demo's day."""

    def __init__(self, folder: Folder, clock_file: Path, session: DesktopSession) -> None:
        self.folder = folder
        self.clock_file = clock_file
        self.clock = SteppedClock(clock_file)
        self.desks: list[Desk] = []
        self.office: DemoOffice | None = None
        self.planner: PlanningServer | None = None
        self.lost_answers = 0
        self._session = session
        self._port = free_port()
        self._service: Program | None = None
        self._programs: list[Program] = []
        self._desk = self._program("bureau", "tests.demo.dossier", str(clock_file), "--desk")

    def _program(self, name: str, module: str, *words: str) -> Program:
        platform = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
        env = {**self._session.env, **platform}
        program = Program(name, module, words, env, self.folder.log(name))
        self._programs.append(program)
        return program

    def bureau(self, *words: str) -> str:
        """Run one command of the dossier at the exams office."""
        words = (words[0], "--data", str(self.folder.dossier), *words[1:])
        answer = self._desk.ask("run", words=list(words))
        if answer["code"]:
            raise DemoFailed(f"dossier {words[0]}: {answer['out']}{answer['wrong']}")
        return str(answer["out"])

    def ask_dossier(self, do: str, **members: Any) -> dict[str, Any]:
        """Ask what the dossier's own record says."""
        return self._desk.ask(do, data=str(self.folder.dossier), **members)

    def serve(self) -> None:
        """Start the dossier and wait until it is ready."""
        self._service = self._program(
            "dossier", "tests.demo.dossier", str(self.clock_file), "serve",
            "--data", str(self.folder.dossier), "--port", str(self._port),
        )  # fmt: skip
        line = self._service.line(STARTS_WITHIN_S)
        if not line.startswith("Klaar: "):
            raise DemoFailed(f"het dossier start niet: {line}")

    def kill_dossier(self) -> None:
        """Take the dossier away in the middle of whatever it does."""
        assert self._service is not None
        self._service.end(signal.SIGKILL)
        self._programs.remove(self._service)
        self._service = None

    def close(self) -> None:
        """Stop everything that still runs."""
        for program in reversed(self._programs):
            program.end(signal.SIGTERM)
        if self.planner is not None:
            self.planner.__exit__()

    @property
    def laptops(self) -> list[Program]:
        """Every laptop of the day."""
        return [laptop for desk in self.desks for laptop in desk.laptops]

    def received(self) -> list[dict[str, Any]]:
        """Return what the planner took in, in order."""
        with self.folder.received.open(encoding="utf-8") as opened:
            return [json.loads(line) for line in opened]


class World(Machines):
    """Everything that is made in the days before."""

    def found(self) -> None:
        """Make the school's dossier and let the planner in."""
        desk = self.folder.path / "desk"
        url = f"https://127.0.0.1:{self._port}"
        self.bureau(
            "init", "--contact-mail", "examenbureau@roc-waterland.example",
            "--school", "roc-waterland", "--name", "ROC Waterland (verzonnen)",
            "--url", url, "--host", "127.0.0.1", "--host", "localhost",
            "--hotline", HOTLINE, "--contact-mail", MAIL,
            "--root", str(desk / "root-1"), "--root", str(desk / "root-2"),
        )  # fmt: skip
        ca = (self.folder.dossier / "keys" / "tls-ca.pem").read_text()
        place, link = self._planner_place(), desk / "planner-link"
        self.planner = PlanningServer(place)
        link.write_text(place.secret)
        told = self.bureau(
            "planner", "add", "--id", PLANNER, "--label", "Toetsplanning (nagespeeld)",
            "--server-url", self.planner.server_url, "--token-url", self.planner.token_url,
            "--link-id", LINK, "--link-secret-file", str(link),
            "--ca", str(self.folder.path / "planner" / "ca.pem"),
        )  # fmt: skip
        secret = next(line.split("\t")[1] for line in told.splitlines() if "secret" in line)
        address = DossierAddress(f"{url}/ooapi", f"{url}/oauth2/token", PLANNER, secret)
        self.office = DemoOffice(address, ca)
        self.planner._office = self.office
        self.planner.__enter__()
        self.planner.faults.append(Fault.LOST_ANSWER)
        self.lost_answers = len(self.planner.faults)
        self.serve()

    def _planner_place(self) -> ServerPlace:
        """Make the planner's own CA and certificate; TLS looks at them by real time."""
        now, years = datetime.now(UTC), timedelta(days=3650)
        authority = make_ca("Toetsplanning (nagespeeld)", now - timedelta(days=1), now + years)
        server = issue_server_certificate(
            authority, ["localhost"], now - timedelta(days=1), now + years
        )
        folder = self.folder.path / "planner"
        (folder / "ca.pem").write_text(authority.certificate)
        (folder / "cert.pem").write_text(server.certificate)
        (folder / "key.pem").write_text(server.secret_key)
        return ServerPlace(
            certificate=folder / "cert.pem",
            key=folder / "key.pem",
            received=self.folder.received,
            documents=folder / "documents",
            client_id=LINK,
            secret=secrets.token_urlsafe(24),
        )

    def push(self, day: Path) -> dict[int, str]:
        """Let the planner send its day; return which messages were refused, and how."""
        assert self.office is not None
        return {
            number: f"{status}: {line['method']} {line['path']}"
            for number, (line, status) in enumerate(self.office.push(day))
            if status >= 300
        }

    def assign(self, rooms: list[Room]) -> None:
        """Put sessions and people in rooms, and write the codes to a file once."""
        self.desks = [Desk(room) for room in rooms]
        people = {worker.person: worker for room in rooms for worker in room.workers}
        for worker in people.values():
            self.bureau("people", "add", "--id", worker.person, f"--name={worker.name}")
        seats: dict[str, list[tuple[Desk, list[str]]]] = {}
        for desk in self.desks:
            for session, students in desk.room.parts:
                here = [student.enrolment for student in students]
                seats.setdefault(session.id, []).append((desk, here))
        for session_id, places in seats.items():
            self._assign_session(session_id, places)
        for desk in self.desks:
            self._assign_people(desk)
        if not self.desks:
            return
        codes = self.folder.path / "desk" / "codes.tsv"
        days = [word for desk in self.desks for word in ("--room-day", desk.room_day)]
        self.bureau("codes", *days, "--out", str(codes))
        self._hand_out(codes)

    def _assign_session(self, session: str, places: list[tuple[Desk, list[str]]]) -> None:
        rooms = []
        for n, (desk, students) in enumerate(places):
            told = desk.room.label
            if len(places) > 1:
                seating = self.folder.path / "desk" / f"{session}-{n}.csv"
                seating.write_text("\n".join(students) + "\n")
                told = f"{told}={seating}"
            rooms.append(f"--room={told}")
        day = places[0][0].room.day
        out = self.bureau("assign", "--session", session, *rooms,
                          "--location", LOCATION, "--day", day)  # fmt: skip
        for (desk, _), room_day in zip(places, out.split("\n"), strict=False):
            desk.room_day = room_day.strip()

    def _assign_people(self, desk: Desk) -> None:
        people: list[str] = []
        for each in desk.room.workers:
            people += ["--person", f"{each.person}:{each.role}"]
        self.bureau("assign", f"--room={desk.room.label}", "--location", LOCATION,
                    "--day", desk.room.day, *people)  # fmt: skip

    def _hand_out(self, codes: Path) -> None:
        lines = [line.split("\t") for line in codes.read_text().split("\n")]
        for desk in self.desks:
            told = {line[2]: line[5] for line in lines if line[0] == desk.room_day}
            desk.cards = [
                Card(each.person, each.name, told[each.person], f"{secrets.randbelow(10**6):06d}")
                for each in desk.room.workers
            ]

    def enrol(self) -> None:
        """Make the laptops and enrol them; one program per laptop, all at once."""
        number = 0
        made: list[tuple[str, Program, Desk]] = []
        for desk in self.desks:
            for place in range(desk.room.laptops):
                number += 1
                name = f"EX-{number:02d}"
                folder = self.folder.path / "laptops" / name
                module, words = "tests.demo.laptop", [str(folder), str(self.clock_file)]
                if desk.is_window(place):
                    module = "tests.demo.window"
                    words.append(str(self.folder.path / "screens"))
                program = self._program(name, module, *words)
                desk.laptops.append(program)
                desk.names.append(name)
                made.append((name, program, desk))
                program.send({"do": "request"})
        for name, program, _ in made:
            out = self.folder.path / "desk" / f"{name}.bundle"
            self.bureau("enrol", "--name", name, "--location", LOCATION,
                        "--request", program.take()["request"], "--out", str(out))  # fmt: skip
            program.ask("accept", bundle=str(out))

    def start(self) -> None:
        """Start every laptop, all at once."""
        for desk in self.desks:
            for laptop in desk.laptops:
                laptop.send({"do": "start", "room_day": desk.room_day})
        for laptop in self.laptops:
            laptop.take()

    def let_rest(self) -> None:
        """Stop the programs of the laptops: a person opens them."""
        for laptop in self.laptops:
            laptop.end(signal.SIGTERM)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
