"""PouchDB replicating to express-pouchdb over TLS: the peer that ours is measured beside."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.bench.load import spent

HERE = Path(__file__).parent / "peer"
MODULES = Path("build/peer").absolute()


@dataclass(frozen=True, slots=True)
class Pushed:
    """How long so many documents took, and when each client was done (ms)."""

    seconds: float
    documents: int
    each_ms: tuple[float, ...]
    spent_s: float = 0.0
    """Processor time of the serving side, its database included."""


def is_here() -> bool:
    """Whether there is a node and an npm to bring the peer."""
    return bool(shutil.which("node") and shutil.which("npm"))


def install() -> None:
    """Install the versions that package.json names, once."""
    MODULES.mkdir(parents=True, exist_ok=True)
    named = (HERE / "package.json").read_bytes()
    if (MODULES / "node_modules").is_dir() and (MODULES / "package.json").read_bytes() == named:
        return
    (MODULES / "package.json").write_bytes(named)
    told = ["--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(["npm", "install", *told], cwd=MODULES, check=True)


def push(clients: int, each: int, size: int, keys: Path) -> Pushed:
    """Let so many clients push so many documents each, all at once, to a fresh server."""
    folder = Path(tempfile.mkdtemp(prefix="peer-", dir=MODULES.parent))
    try:
        for name in ("server", "clients"):
            (folder / name).mkdir()
        with _served(folder / "server", keys) as (url, process):
            before = spent.seconds([process])
            pushed = _pushed(url, folder / "clients", (clients, each, size))
            return replace(pushed, spent_s=spent.seconds([process]) - before)
    finally:
        shutil.rmtree(folder)


@contextmanager
def _served(folder: Path, keys: Path) -> Iterator[tuple[str, int]]:
    words = [str(folder), str(keys / "tls-server.pem"), str(keys / "tls-server.key.pem")]
    with _node("server.js", words) as server:
        assert server.stdout is not None
        yield f"https://127.0.0.1:{int(server.stdout.readline())}", server.pid
        server.terminate()


def _pushed(url: str, folder: Path, told: tuple[int, int, int]) -> Pushed:
    with _node("client.js", [url, str(folder), *map(str, told)]) as client:
        assert client.stdout is not None
        assert client.stdin is not None
        assert client.stdout.readline() == "ready\n"
        client.stdin.write("go\n")
        client.stdin.flush()
        read = json.loads(client.stdout.readline())
    return Pushed(read["seconds"], read["documents"], tuple(read["each_ms"]))


def _node(script: str, words: list[str]) -> "subprocess.Popen[str]":
    around = os.environ | {
        "NODE_PATH": str(MODULES / "node_modules"),
        "NODE_TLS_REJECT_UNAUTHORIZED": "0",  # the certificate is of the school's own CA
        "NODE_NO_WARNINGS": "1",
    }
    return subprocess.Popen(
        ["node", str(HERE / script), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=around,
    )
