"""Programs of the demo: separate processes that are spoken to in lines of JSON."""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]
PATIENCE_S = 180.0


class DemoFailed(Exception):
    """The day did not go as it should; the text says what is missing."""


class Program:
    """One process: a line in, a line out, in order."""

    def __init__(
        self, name: str, module: str, words: Sequence[str], env: Mapping[str, str], log: Path
    ) -> None:
        self.name = name
        self._log = log
        self._waiting = 0
        self._read = b""
        with log.open("ab") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", module, *words],
                cwd=CHECKOUT,
                env={**os.environ, **env},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )

    def send(self, asked: Mapping[str, Any]) -> None:
        """Ask something; the answer is taken later."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(asked).encode() + b"\n")
            self.process.stdin.flush()
        except BrokenPipeError as problem:
            raise self._failed("het programma is gestopt") from problem
        self._waiting += 1

    def take(self, patience_s: float = PATIENCE_S) -> dict[str, Any]:
        """Return the answer to the oldest question."""
        line = self.line(patience_s)
        self._waiting -= 1
        answer: dict[str, Any] = json.loads(line)
        if "fault" in answer:
            raise self._failed(answer["fault"])
        return answer

    def ask(self, do: str, patience_s: float = PATIENCE_S, **members: Any) -> dict[str, Any]:
        """Ask something and return the answer."""
        assert not self._waiting, f"{self.name}: an answer was not taken"
        self.send({"do": do, **members})
        return self.take(patience_s)

    def settle(self) -> None:
        """Take every answer that was not taken yet."""
        while self._waiting:
            self.take()

    def line(self, patience_s: float = PATIENCE_S) -> str:
        """Return the next line this program writes."""
        assert self.process.stdout is not None
        until = time.monotonic() + patience_s
        while b"\n" not in self._read:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                raise self._failed(f"geen antwoord binnen {patience_s:.0f} s")
            portion = os.read(self.process.stdout.fileno(), 1 << 16)
            if not portion:
                raise self._failed("het programma is gestopt")
            self._read += portion
        line, _, self._read = self._read.partition(b"\n")
        return line.decode()

    def end(self, number: int, patience_s: float = 15.0) -> int:
        """Send this process a signal and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            code = self.process.wait(patience_s)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        return code

    def _failed(self, what: str) -> DemoFailed:
        lines = self._log.read_text("utf-8", "replace").splitlines()[-12:]
        told = "".join(f"\n    {line}" for line in lines)
        return DemoFailed(f"{self.name}: {what}{told}")


def answer_lines(answer: Any) -> None:
    """Answer each line on stdin with a line on stdout, until stdin ends or `stop` was answered."""
    told = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # nothing else may write between the answers
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            content = answer(asked)
        except Exception as problem:  # noqa: BLE001 - the demo tells it and stops
            said = f"{asked.get('do')} {asked.get('command', '')}".strip()
            content = {"fault": f"{said}: {type(problem).__name__}: {problem}"}
        told.write(json.dumps(content) + "\n")
        told.flush()
        if asked.get("do") == "stop":
            return
