"""A monitor reads counts and times of the dossier, and nothing of anybody."""

import re
from pathlib import Path

import pytest
from litestar.testing import TestClient

from app.crypto.requests import Request, sign_request
from app.sync.protocol import PushRequest, encode_push
from dossier.backing_up import check_backup, write_backup
from dossier.metrics import BUCKETS_MS, Metrics, metrics_router, text_of
from dossier.opened import OpenDossier
from dossier.service import laptop_router, make_app
from tests.dossier.inside import SESSION, enrol, enrolment_id, plan, take
from tests.dossier.laptop import START

PUSH = "/v1/streams/push"


def scraped(dossier: OpenDossier, metrics: Metrics) -> dict[str, float]:
    app = make_app(metrics_router(dossier, metrics, lambda: True), title="metrics")
    with TestClient(app) as http:
        answer = http.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z_]+(\{.*\})? [-+.e0-9]+", line) for line in lines)
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_an_answer_is_counted_by_its_path_and_status_and_by_how_long_it_took(
    dossier: OpenDossier,
) -> None:
    plan(dossier, 1)
    laptop = enrol(dossier)
    stream = laptop.stream(f"part/{SESSION}/A0.22")
    body = encode_push(PushRequest(tuple(stream.events)))
    fields = sign_request(
        Request("POST", PUSH, body), laptop.device, START, laptop.key, lambda n: b"n" * n
    )
    metrics = Metrics(lambda: dossier.around.moment().mono)
    app = make_app(laptop_router(dossier), title="laptops", around=metrics.around)
    with TestClient(app) as http:
        assert http.post(PUSH, content=body, headers=dict(fields)).status_code == 200
        assert (
            http.post(PUSH, content=body, headers=dict(fields)).status_code == 401
        )  # asked before
    found = scraped(dossier, metrics)
    named = f'route="{PUSH}"'
    assert found[f'examendag_answers_total{{{named},status="200"}}'] == 1
    assert found[f'examendag_answers_total{{{named},status="401"}}'] == 1
    assert found[f"examendag_answer_seconds_count{{{named}}}"] == 2
    assert found[f'examendag_answer_seconds_bucket{{{named},le="+Inf"}}'] == 2
    assert found["examendag_log_events"] == dossier.ledger.tree()[1].size


def test_how_old_the_backup_is_and_what_it_lacks_is_told(
    dossier: OpenDossier, tmp_path: Path
) -> None:
    plan(dossier, 1)
    metrics = Metrics(lambda: 0)
    assert "examendag_backup_age_seconds" not in scraped(dossier, metrics)
    write_backup(dossier, tmp_path / "back-up")
    check_backup(dossier, tmp_path / "back-up")
    assert scraped(dossier, metrics)["examendag_backup_lacks_events"] == 0
    laptop = enrol(dossier)
    take(dossier, laptop, laptop.stream(f"part/{SESSION}/A0.22").events)
    assert scraped(dossier, metrics)["examendag_backup_lacks_events"] == 1


@pytest.mark.parametrize(("took_ms", "least"), [(4, 0.005), (5, 0.005), (6, 0.01), (99_999, None)])
def test_a_time_is_counted_where_it_is_not_more(took_ms: int, least: float | None) -> None:
    metrics = Metrics(lambda: 0)
    metrics.answered("/v1/time", "200", took_ms)
    text = text_of(metrics.samples())
    first = next(line for line in text.splitlines() if "_bucket" in line and line.endswith(" 1"))
    assert (f'le="{least:g}"' if least else 'le="+Inf"') in first
    assert text.count("_bucket{") == len(BUCKETS_MS) + 1


def test_no_id_and_no_name_is_in_what_a_monitor_reads(dossier: OpenDossier) -> None:
    plan(dossier, 2)
    laptop = enrol(dossier)
    metrics = Metrics(lambda: 0)
    app = make_app(laptop_router(dossier), title="laptops", around=metrics.around)
    with TestClient(app) as http:
        http.get(f"/v1/packages/{enrolment_id(0)}")
        http.get(f"/v1/nergens/{laptop.device}")
    told = "".join(scraped(dossier, metrics))
    assert 'route="/v1/packages/{room_day}"' in told
    for secret in (laptop.device, enrolment_id(0), SESSION, dossier.config.school, "Testnaam"):
        assert secret not in told
