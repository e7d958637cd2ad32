"""The certified provider, in a process of its own."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.crypto.tls import issue_server_certificate, make_ca

HERE = Path(__file__).parent / "provider"
MODULES = Path("build/identity-provider").absolute()
REDIRECT = "http://127.0.0.1/aangemeld"


@dataclass
class Certified:
    """A provider that runs: who it is, and under which CA."""

    issuer: str
    ca: Path
    process: "subprocess.Popen[str]"

    def put_ahead(self, by: timedelta) -> None:
        """Put its clock so far ahead of this machine's."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{by // timedelta(milliseconds=1)}\n")
        self.process.stdin.flush()
        self.process.stdout.readline()


def install() -> None:
    """Install the version that package.json names, once."""
    assert shutil.which("node"), "node and npm are needed for this, and not here"
    MODULES.mkdir(parents=True, exist_ok=True)
    named = (HERE / "package.json").read_bytes()
    if (MODULES / "node_modules").is_dir() and (MODULES / "package.json").read_bytes() == named:
        return
    (MODULES / "package.json").write_bytes(named)
    told = ["--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(["npm", "install", *told], cwd=MODULES, check=True)


@contextmanager
def certified(folder: Path) -> Iterator[Certified]:
    """Run the provider under a CA of its own."""
    install()
    folder.mkdir()
    began, ends = (datetime.now(UTC) + timedelta(days=days) for days in (-1, 1))
    authority = make_ca("Provider", began, ends)
    made = issue_server_certificate(authority, ["127.0.0.1"], began, ends)
    ca, certificate, key = (folder / name for name in ("ca.pem", "server.pem", "key.pem"))
    for path, text in (
        (ca, authority.certificate), (certificate, made.certificate), (key, made.secret_key)
    ):  # fmt: skip
        path.write_text(text)
    main = MODULES / "node_modules/oidc-provider/lib/index.js"
    words = ["node", str(HERE / "server.js"), str(certificate), str(key), str(main), REDIRECT]
    with (
        (folder / "provider.log").open("w") as log,
        subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
        ) as process,
    ):
        try:
            assert process.stdout is not None
            issuer = process.stdout.readline().strip()
            assert issuer, (folder / "provider.log").read_text()
            yield Certified(issuer, ca, process)
        finally:
            process.terminate()
