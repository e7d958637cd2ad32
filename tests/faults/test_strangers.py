"""Who stands between laptop and dossier reads nothing, and makes nothing count as sent."""

import base64
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.crypto.envelope import from_json, to_json
from app.crypto.keys import SigningKey
from app.crypto.receipt import Receipt, sign_receipt, verify_receipt
from app.crypto.tls import issue_server_certificate, make_ca
from app.models.facts import ArrivalRegistered
from app.sync.protocol import PushRequest, encode_push
from tests.dossier.laptop import Laptop, Stream
from tests.faults.conftest import Running
from tests.faults.delivering import delivering
from tests.faults.proxy import Line, proxy
from tests.patience import PATIENCE_S

ATTEMPTS = 3
DAY = timedelta(days=1)

Forging = Callable[[Laptop, Receipt, str], str]


def test_a_proxy_whose_ca_the_machine_trusts_gets_no_byte(
    running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """T10: the machine's trust, its proxy settings and its variables make no difference."""
    now = datetime.now(UTC)
    authority = make_ca("Netwerk van de School", now - DAY, now + DAY)
    identity = issue_server_certificate(authority, ["127.0.0.1"], now - DAY, now + DAY)
    trusted, pem = tmp_path / "trusted.pem", tmp_path / "stranger.pem"
    trusted.write_text(authority.certificate)
    pem.write_text(identity.certificate + identity.secret_key)
    for variable in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.setenv(variable, str(trusted))
    laptop, stream, line = running.laptop, running.stream(), running.line
    with proxy(pem, line) as between:
        for variable in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(variable, between.url)
        with delivering(laptop, between.url) as delivery:
            delivery.written(stream.events)
            delivery.until_trouble("strange-certificate")
            assert delivery.deliverer.delivery.waiting == len(stream.events)
    assert line.passed == []


def claims_more(_: Laptop, __: Receipt, text: str) -> str:
    """The number in a receipt is changed; the signature is the dossier's."""
    told = json.loads(text)
    payload = json.loads(base64.b64decode(told["payload"]))
    payload["through"] += 1
    told["payload"] = base64.b64encode(json.dumps(payload).encode()).decode()
    return json.dumps(told)


def own_key(_: Laptop, receipt: Receipt, __: str) -> str:
    """A receipt that says the right things, under a key that somebody made."""
    return to_json(sign_receipt(receipt, SigningKey.from_seed(b"k" * 32)))


def device_key(laptop: Laptop, receipt: Receipt, _: str) -> str:
    """The same under a key of the school that is not the log's."""
    return to_json(sign_receipt(receipt, laptop.key))


def another_log(_: Laptop, receipt: Receipt, __: str) -> str:
    """A receipt of a log of another name."""
    told = replace(receipt, origin="examendag/roc-ander/log1")
    return to_json(sign_receipt(told, SigningKey.from_seed(b"k" * 32)))


def nothing_at_all(_: Laptop, __: Receipt, ___: str) -> str:
    """No receipt, only a friendly word."""
    return json.dumps({"ok": True})


@pytest.mark.parametrize("forge", [claims_more, own_key, device_key, another_log, nothing_at_all])
def test_who_reads_the_line_can_fake_no_receipt(running: Running, forge: Forging) -> None:
    """T10: even under the dossier's own TLS key only the log's signature counts."""
    laptop, stream, line = running.laptop, running.stream(), running.line
    stream.add(ArrivalRegistered(), candidate="kandidaat-1")
    seen = forging(laptop, line, forge)
    with proxy(running.pem, line) as between, delivering(laptop, between.url) as delivery:
        delivery.written(stream.events)
        for _ in range(ATTEMPTS):
            assert seen.acquire(timeout=PATIENCE_S)
        assert delivery.deliverer.delivery.acknowledged == 0
        line.change = lambda body: body
        assert delivery.until_all_is_central().acknowledged == len(stream.events)


def test_a_receipt_of_another_stream_says_nothing_of_this_one(running: Running) -> None:
    laptop, stream, line = running.laptop, running.stream(), running.line
    asked, other = running.school.line(laptop), running.stream()
    add_some(other, 5)
    answer = asked.ask("POST", "/v1/streams/push", encode_push(PushRequest(tuple(other.events))))
    kept = answer.json()["receipts"][0]
    asked.close()
    seen = forging(laptop, line, lambda *_: kept)
    with proxy(running.pem, line) as between, delivering(laptop, between.url) as delivery:
        delivery.written(stream.events)
        for _ in range(ATTEMPTS):
            assert seen.acquire(timeout=PATIENCE_S)
        assert delivery.deliverer.delivery.acknowledged == 0
        line.change = lambda body: body
        delivery.until_all_is_central()


def add_some(stream: Stream, many: int) -> None:
    for _ in range(many):
        stream.add(ArrivalRegistered(), candidate="kandidaat-1")


def forging(laptop: Laptop, line: Line, forge: Forging) -> threading.Semaphore:
    """Have every receipt on a line replaced; return what is released each time that was done."""
    seen = threading.Semaphore(0)

    def change(body: bytes) -> bytes:
        told = json.loads(body)
        if "receipts" not in told or not told["receipts"]:
            return body
        read = [
            verify_receipt(from_json(each), laptop.trust.school, None, laptop.log_key)
            for each in told["receipts"]
        ]
        texts = zip(read, told["receipts"], strict=True)
        told["receipts"] = [forge(laptop, each, text) for each, text in texts]
        seen.release()
        return json.dumps(told, separators=(",", ":")).encode()

    line.change = change
    return seen
