"""A real PostgreSQL server for tests: made in a scratch folder, reached over a socket only."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

OWNER = "postgres"
SCHOOL = "school"
NOT_HERE = "no PostgreSQL server is installed here: apt-get install postgresql"
"""`make setup` installs one; where it may not, the tests that need it are skipped with this."""


def binaries() -> Path | None:
    """Return the folder of the newest server that is installed."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"),
        key=lambda path: int(path.parts[-3]),
    )
    if found:
        return found[-1].parent
    on_path = shutil.which("postgres")
    return None if on_path is None else Path(on_path).parent


@dataclass(frozen=True)
class Server:
    """One server with one database, made anew for each test."""

    folder: Path
    programs: Path

    def start(self) -> None:
        self.control("-w", "-l", str(self.folder / "log"), "start")

    def stop(self, how: str = "fast") -> None:
        """Stop: `immediate` is what a power cut looks like to the database."""
        self.control("-w", "-m", how, "stop")

    def control(self, *words: str) -> None:
        self.run("pg_ctl", "-D", str(self.folder / "data"), *words)

    def run(self, program: str, *words: str) -> None:
        # Files, not pipes: the server would hold a pipe open.
        with (self.folder / "told").open("w+") as told:
            done = subprocess.run(
                [str(self.programs / program), *words],
                cwd=self.folder,
                stdout=told,
                stderr=told,
                check=False,
                timeout=60,
                **_as_owner(),
            )
            told.seek(0)
            assert done.returncode == 0, told.read()

    def address(self, database: str = OWNER) -> str:
        return f"postgresql://{OWNER}@/{database}?host={self.folder}"

    def emptied(self, of: str = "template1") -> str:
        """Return the address of a database with what another holds: nothing, unless told."""
        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {SCHOOL} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {SCHOOL} TEMPLATE {of} STRATEGY FILE_COPY")
        return self.address(SCHOOL)

    def keep(self, name: str) -> None:
        """Keep what the database holds, under a name: to be copied."""
        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(f"ALTER DATABASE {SCHOOL} RENAME TO {name}")


@contextmanager
def running_server(settings: str = "") -> Iterator[Server]:
    """Run a server until the end of the block; durable as a school's would be."""
    programs = binaries()
    assert programs is not None, NOT_HERE
    folder = Path(tempfile.mkdtemp(prefix="examendag-pg-"))
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam(OWNER).pw_uid, -1)
    server = Server(folder, programs)
    try:
        server.run("initdb", "-D", str(folder / "data"), "-U", OWNER, "-A", "trust", "--no-sync")
        with (folder / "data" / "postgresql.conf").open("a") as file:
            file.write(
                f"listen_addresses = ''\nunix_socket_directories = '{folder}'\n"
                f"shared_buffers = 64MB\nmax_connections = 200\n{settings}"
            )
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")
    finally:
        shutil.rmtree(folder)


def _as_owner() -> dict[str, object]:
    """PostgreSQL refuses to be run by root."""
    return {"user": OWNER, "group": OWNER, "extra_groups": ()} if os.geteuid() == 0 else {}
