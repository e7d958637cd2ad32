"""The OKE door as a planner meets it: the real routes, a real database, a plan in memory."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar import Litestar
from litestar.exceptions import HTTPException
from litestar.testing import TestClient
from sqlalchemy import Engine, create_engine

from dossier.archive.oke_tables import PlannerRow, create_tables, keep_planner
from dossier.oke.auth import SCOPE, TokenOffice, hashed_secret
from dossier.oke.door import OkeDoor
from dossier.oke.routes import (
    OkeParts,
    ServiceCard,
    http_problem,
    oke_router,
    token_router,
)
from tests.dossier.oke.memory_desk import MemoryDesk, MemoryDesks

SCHOOL = "roc-lauwerzijl"
SECRET = "geheim-van-de-planning"  # made up
HASHED = hashed_secret(SECRET)
MORNING = datetime(2026, 12, 9, 8, 0, tzinfo=UTC)


class SteppedClock:
    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now

    def step(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = create_engine(f"sqlite:///{tmp_path / 'dossier.db'}")
    with engine.begin() as connection:
        create_tables(connection)
        for name, scopes in (("tpl", SCOPE), ("ander", SCOPE), ("krap", "nl-test-admin-flow-0")):
            keep_planner(connection, SCHOOL, PlannerRow(name, name, HASHED, scopes))
    yield engine
    engine.dispose()


@dataclass
class Planner:
    """Calls the dossier as one planner does."""

    http: httpx.Client
    token: str

    def call(self, method: str, path: str, body: Any = None) -> httpx.Response:
        kind = "application/merge-patch+json" if method == "PATCH" else "application/json"
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": kind}
        return self.http.request(method, f"/ooapi{path}", content=content, headers=headers)

    def get(self, path: str) -> Any:
        response = self.call("GET", path)
        assert response.status_code == 200, response.text
        return response.json()


@dataclass
class Door:
    http: httpx.Client
    desk: MemoryDesk

    def token_answer(self, client: str, secret: str = SECRET) -> httpx.Response:
        form = {"grant_type": "client_credentials", "scope": ""}
        return self.http.post("/oauth2/token", data=form, auth=(client, secret))

    def planner(self, client: str = "tpl") -> Planner:
        return Planner(self.http, self.token_answer(client).json()["access_token"])


@pytest.fixture
def door(engine: Engine, clock: SteppedClock) -> Iterator[Door]:
    desks = MemoryDesks()
    parts = OkeParts(
        school=SCHOOL,
        door=OkeDoor(desks, clock),
        office=TokenOffice(SCHOOL, engine.begin),
        card=ServiceCard(
            "examens@roc-lauwerzijl.example", "https://oke.example/1", "https://oke.example/2"
        ),
        begin=engine.begin,
        clock=clock,
        note_read=lambda *_: None,
    )
    app = Litestar(
        [oke_router(parts), token_router(parts)],
        exception_handlers={HTTPException: http_problem},
    )
    with TestClient(app) as http:
        yield Door(http, desks.desk)


@pytest.fixture
def planner(door: Door) -> Planner:
    return door.planner()
