"""A school with a real dossier: made by its own command lines, served as its own process."""

import io
import json
import os
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from app.crypto.tls import client_context
from app.crypto.trust import decode_trust
from dossier.bootstrap import run
from tests.dossier.laptop import Laptop, Line, write_request
from tests.patience import PATIENCE_S

CHECKOUT = Path(__file__).resolve().parents[2]
SESSION = "545bf72d-5bdd-42c8-ab7f-86af589674c6"
OTHER_SESSION = "bb7a187e-008b-4e6e-b057-5137228e3864"
LOCATION = "Campus Noord"
DAY = (datetime.now(UTC) + timedelta(days=12)).date().isoformat()
"""Soon, whenever the tests are run: what is served goes by the real clock."""


class School:
    """One data folder, and the commands on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "dossier"
        self.process: subprocess.Popen[str] | None = None
        self.url = ""
        self.program = "dossier"
        """What is started to serve."""

    def command(self, *words: str, code: int = 0) -> str:
        """Run a command line as the program does, in this process: a new one reads Python anew."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            done = run([words[0], "--data", str(self.data), *words[1:]])
        assert done == code, out.getvalue() + err.getvalue()
        return out.getvalue() + (err.getvalue() if code else "")

    def found(self, *words: str) -> None:
        self.command(
            "init", "--contact-mail", "bureau@roc-test.example",
            "--school", "roc-test", "--name", "ROC Test", "--url", "https://127.0.0.1",
            "--host", "127.0.0.1", "--root", str(self.folder / "root-1"),
            "--root", str(self.folder / "root-2"), "--hotline", "0512 000 000", *words,
        )  # fmt: skip

    def start(self, *words: str) -> str:
        words = ("serve", "--data", str(self.data), "--port", "0", *words)
        with (self.folder / "serve.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", self.program, *words],
                cwd=CHECKOUT,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line.startswith("Klaar: "), (self.folder / "serve.log").read_text()
        self.url = line.split()[1]
        return self.url

    def stop(self, number: int = signal.SIGTERM) -> int:
        assert self.process is not None
        os.kill(self.process.pid, number)
        code = self.process.wait(timeout=PATIENCE_S)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process = None
        return code

    def enrol(self, name: str, location: str = LOCATION) -> Laptop:
        request, out = self.folder / f"{name}.request", self.folder / f"{name}.bundle"
        key = write_request(request)
        self.command(
            "enrol", "--name", name, "--location", location, "--request", str(request),
            "--out", str(out),
        )  # fmt: skip
        return Laptop(key, json.loads(out.read_text()))

    def line(self, laptop: Laptop) -> Line:
        return Line(laptop, self.url)

    def plan_day(self, lines: list[dict[str, object]]) -> None:
        """Send the lines of a day through the OKE door, as a planner."""
        told = self.command("planner", "add", "--id", "tpl").splitlines()
        secret = told[1].split("\t")[1]
        trust = decode_trust((self.data / "keys" / "trust.json").read_bytes())
        with httpx.Client(
            base_url=self.url,
            verify=client_context(trust.tls_ca),
            trust_env=False,
            timeout=PATIENCE_S,
        ) as http:
            answer = http.post(
                "/oauth2/token",
                auth=("tpl", secret),
                data={"grant_type": "client_credentials"},
            )
            token = answer.json()["access_token"]
            for line in lines:
                answer = http.request(
                    str(line["method"]),
                    f"/ooapi{line['path']}",
                    headers={"Authorization": f"Bearer {token}"},
                    json=line["body"],
                )
                assert answer.status_code in (200, 201), answer.text

    def codes(self, room_day: str, *words: str) -> list[list[str]]:
        told = self.command("codes", "--room-day", room_day, *words)
        return [line.split("\t") for line in told.splitlines()]


def demo_day() -> list[dict[str, object]]:
    """The lines of the demo day, as of a day soon."""
    text = (CHECKOUT / "resources" / "demo" / "day.ndjson").read_text("utf-8")
    return [json.loads(line) for line in text.replace("2026-12-09", DAY).splitlines()]


def of_session(lines: list[dict[str, object]], session: str) -> list[dict[str, object]]:
    """The lines about one session and its enrolments."""
    return [
        line
        for line in lines
        if session in str(line["path"]) or session in json.dumps(line["body"].get("offering", ""))  # type: ignore[attr-defined]
    ]
