"""A dossier that runs, and what whoever stands between a laptop and it can take hold of."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import chance
from tests.dossier.laptop import Laptop, Stream
from tests.dossier.world import School
from tests.faults.proxy import Line

SCOPE = "part/zitting-1/zaal-1"


@dataclass(frozen=True)
class Running:
    """A served dossier, and the certificate it answers under."""

    school: School
    pem: Path
    laptop: Laptop

    @property
    def line(self) -> Line:
        """A new line to it."""
        return Line(self.school.url, self.laptop.trust.tls_ca)

    def stream(self, scope: str = SCOPE) -> Stream:
        """Return a new stream of the laptop, in an epoch of its own."""
        return self.laptop.stream(scope, chance.token_hex(16))


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("running")
    school = School(folder)
    school.found()
    school.start()
    keys, pem = school.data / "keys", folder / "server.pem"
    own = [keys / "tls-server.pem", keys / "tls-server.key.pem"]
    pem.write_bytes(b"".join(path.read_bytes() for path in own))
    yield Running(school, pem, school.enrol("EX-01"))
    school.stop()
