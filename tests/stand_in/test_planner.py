"""The stand-in against the real routes over TLS: a day goes in, documents are fetched back."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import uvicorn
from litestar import Litestar
from sqlalchemy import create_engine

from app.crypto.tls import issue_server_certificate, make_ca
from dossier.archive.oke_tables import PlannerRow, create_tables, keep_planner
from dossier.oke.auth import SCOPE, TokenOffice, hashed_secret
from dossier.oke.door import OkeDoor
from dossier.oke.outbound import report_patch
from dossier.oke.ports import Announced, StoredDocument
from dossier.oke.routes import OkeParts, ServiceCard, oke_router, token_router
from tests.dossier.oke.memory_desk import MemoryDesk, MemoryDesks
from tests.dossier.oke.messages import FIXTURES, lines_of
from tests.patience import PATIENCE_S
from tests.stand_in.planner import DossierAddress, PlanningOffice, PlanningServer, ServerPlace

SCHOOL, SECRET = "roc-lauwerzijl", "geheim"  # made up
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
FAR = timedelta(days=3650)
DOCUMENT = "c6d68af1-0044-44b5-9c63-a632c831a1ec"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    ca = make_ca("ROC Lauwerzijl", MOMENT - FAR, MOMENT + FAR)
    server = issue_server_certificate(ca, ["localhost"], MOMENT - FAR, MOMENT + FAR)
    (tmp_path / "ca.pem").write_text(ca.certificate)
    (tmp_path / "cert.pem").write_text(server.certificate)
    (tmp_path / "key.pem").write_text(server.secret_key)
    return tmp_path


@pytest.fixture
def desk() -> MemoryDesk:
    return MemoryDesk()


@pytest.fixture
def office(place: Path, desk: MemoryDesk) -> Iterator[PlanningOffice]:
    engine = create_engine(f"sqlite:///{place / 'dossier.db'}")
    with engine.begin() as connection:
        create_tables(connection)
        keep_planner(connection, SCHOOL, PlannerRow("tpl", "tpl", hashed_secret(SECRET), SCOPE))
    parts = OkeParts(
        school=SCHOOL,
        door=OkeDoor(MemoryDesks(desk), lambda: MOMENT),
        office=TokenOffice(SCHOOL, engine.begin),
        card=ServiceCard("examens@school.example", "https://oke.example", "https://oke.example"),
        begin=engine.begin,
        clock=lambda: MOMENT,
        note_read=lambda *_: None,
    )
    config = uvicorn.Config(
        Litestar([oke_router(parts), token_router(parts)]),
        port=0,
        ssl_certfile=place / "cert.pem",
        ssl_keyfile=place / "key.pem",
        lifespan="off",
        ws="none",
        log_config=None,
    )
    server = uvicorn.Server(config)
    started = threading.Event()
    startup = server.startup

    async def told_startup(sockets: object = None) -> None:
        await startup()
        started.set()

    server.startup = told_startup  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run)
    thread.start()
    assert started.wait(PATIENCE_S)
    port = server.servers[0].sockets[0].getsockname()[1]
    home = f"https://localhost:{port}"
    address = DossierAddress(f"{home}/ooapi", f"{home}/oauth2/token", "tpl", SECRET)
    with PlanningOffice(address, place / "ca.pem") as office:
        yield office
    server.should_exit = True
    thread.join()
    engine.dispose()


def test_a_day_file_is_taken_in_line_by_line(office: PlanningOffice, desk: MemoryDesk) -> None:
    sent = office.push(FIXTURES / "zitting-4.ndjson")
    assert [line for line, _ in sent] == lines_of("zitting-4.ndjson")
    assert {status for _, status in sent} <= {200, 201}
    assert len(desk.sessions) == 1
    assert len(desk.people) == 13


def test_announced_documents_are_fetched_from_the_dossier(
    office: PlanningOffice, desk: MemoryDesk, place: Path
) -> None:
    office.push(FIXTURES / "zitting-4.ndjson")
    (session,) = desk.sessions
    desk.documents[DOCUMENT] = StoredDocument(DOCUMENT, session, "PV.pdf", b"%PDF-1.7")
    where = ServerPlace(
        place / "cert.pem", place / "key.pem", place / "in.ndjson", place / "pdf", "dossier", "x"
    )
    message = report_patch(session, "", (Announced(DOCUMENT, "session-report", "PV.pdf"),))
    with PlanningServer(where, office) as server:
        server.take_in(message.method, message.path, json.loads(message.body))
        server.wait_for_documents()
    assert (place / "pdf" / f"{DOCUMENT}.pdf").read_bytes() == b"%PDF-1.7"
