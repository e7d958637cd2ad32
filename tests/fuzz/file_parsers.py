"""The parsers of files: journals, sticks, exports, backups, and what an install keeps."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.crypto import base64_text, envelope
from app.crypto.certificates import UntrustedChain
from app.crypto.device_keys import create_device_key, load_device_key
from app.crypto.export_file import Export, ExportedEvent, event_line, head_line, read_export
from app.crypto.extract_file import Extract, extract_bytes, read_extract
from app.crypto.journal import (
    BadJournal,
    open_record,
    open_with_day_key,
    open_with_seal_key,
    read_head,
    seal_record,
)
from app.crypto.journal_content import read_journal
from app.crypto.journal_file import FrameKind, framed, new_file
from app.crypto.sealed_file import open_file, seal_file
from app.crypto.sealing import NotSealed, open_sealed, seal_public, seal_to
from app.crypto.stick import (
    StickManifest,
    decode_manifest,
    decode_receipts,
    encode_manifest,
    encode_receipts,
    entry_of,
)
from app.crypto.trust import encode_trust
from app.crypto.vault import KeyringOther, _read_secret
from app.models.strict_json import Malformed
from app.services.enrolling import install_id, read_bundle
from app.services.verifying import verify_export, verify_extract
from app.settings import Settings
from dossier.config import DossierConfig, read_config, write_config
from dossier.enrolling import read_request
from dossier.kept_apart import read_records
from dossier.stamping import stamps
from tests.crypto.builders import (
    SCHOOL,
    checkpoint_text,
    device,
    key,
    stepped,
    trust,
)
from tests.fuzz.parsers import (
    EVENT,
    FILE_KEY,
    HEAD,
    HEAD_KEY,
    KIB,
    MALFORMED,
    SEED,
    Parser,
    journal_receipt,
    text_of,
)
from tests.services.school import CA, trust_with


def in_a_file(read: Callable[[Path], object], name: str = "told") -> Callable[[bytes], object]:
    """Return a reader of bytes that puts them in a file first, in memory where that is."""

    def read_file(raw: bytes) -> object:
        path = SCRATCH / name
        path.write_bytes(raw)
        return read(path)

    return read_file


_SCRATCH = TemporaryDirectory()
SCRATCH = Path(_SCRATCH.name)
"""The folder in which files for parsers are written; it goes with the process."""


def sealed_file(content: bytes) -> bytes:
    target = io.BytesIO()
    seal_file(io.BytesIO(content), target, (SCHOOL, "x"), seal_public(SEED), stepped("file"))
    return target.getvalue()


def journal() -> bytes:
    record = seal_record(HEAD_KEY, 0, [EVENT], stepped("record"))
    return new_file(HEAD) + framed(FrameKind.RECORD, 0, record)


def packed() -> bytes:
    sealed = seal_record(FILE_KEY, 0, [EVENT, EVENT], stepped("packed"))
    return AESGCM(FILE_KEY.secret).decrypt(sealed[:12], sealed[12:], FILE_KEY.bound_to + bytes(8))


def opened_record(raw: bytes) -> object:
    sealed = AESGCM(FILE_KEY.secret).encrypt(bytes(12), raw, FILE_KEY.bound_to + bytes(8))
    return open_record(FILE_KEY, 0, bytes(12) + sealed)


def extract() -> bytes:
    told = Export(
        SCHOOL, "c1", checkpoint_text(1), encode_trust(trust()), (ExportedEvent(0, EVENT),)
    )
    return extract_bytes(Extract(told, "0" * 64, ("Aanwezig.",)))


def export() -> bytes:
    told = Export(SCHOOL, None, checkpoint_text(1), encode_trust(trust()))
    return head_line(told) + event_line(ExportedEvent(0, EVENT), is_proved=False)


def config_bytes() -> bytes:
    path = SCRATCH / "dossier.json"
    path.unlink(missing_ok=True)
    write_config(
        path,
        DossierConfig(
            SCHOOL,
            "School",
            "https://localhost",
            ("localhost",),
            "Europe/Amsterdam",
            "1",
            "2",
            "a@b",
            "resources",
        ),
    )
    return path.read_bytes()


def device_key_bytes() -> bytes:
    path = SCRATCH / "device.key"
    create_device_key(path, "install-1", SEED, stepped("device-7"))
    return path.read_bytes()


def _installed(raw: bytes) -> Settings:
    settings = Settings(SCRATCH)
    settings.install_file.write_bytes(raw)
    return settings


def bundle_bytes() -> bytes:
    return json.dumps(
        {
            "v": 1,
            "device": "device-7",
            "name": "EX-7",
            "location": "north",
            "url": "https://x",
            "trust": base64_text.encode(encode_trust(trust_with(CA.certificate))),
            "chain": [envelope.to_dict(device())],
        }
    ).encode()


FILES: dict[str, Parser] = {
    "head of a journal": Parser(read_head, MALFORMED, (HEAD,), (read_head,)),
    "record of a journal": Parser(opened_record, (BadJournal,), (packed(),), (open_record,)),
    "journal": Parser(
        lambda raw: read_journal(raw, lambda head: open_with_seal_key(head, SEED)),
        (Malformed, BadJournal),
        (journal(),),
        (read_journal, open_with_seal_key),
        512 * KIB,
    ),
    "journal in its own room": Parser(
        lambda raw: read_journal(raw, lambda head: open_with_day_key(head, SEED)),
        (Malformed, BadJournal),
        (journal(),),
        (open_with_day_key,),
    ),
    "file of a device key": Parser(
        in_a_file(lambda path: load_device_key(path, "install-1", SEED)),
        (Malformed, KeyringOther),
        (device_key_bytes(),),
        (load_device_key,),
    ),
    "file of an install": Parser(
        lambda raw: install_id(_installed(raw)),
        MALFORMED,
        (b'{"v":1,"install":"0011"}',),
        (install_id,),
    ),
    "sealed file": Parser(
        lambda raw: list(open_file(io.BytesIO(raw), (SCHOOL, "x"), [SEED])),
        (Malformed, NotSealed),
        (sealed_file(b"content"), sealed_file(b"")),
        (open_file,),
    ),
    "sealed key": Parser(
        lambda raw: open_sealed(SEED, raw, b"x"),
        (NotSealed,),
        (seal_to(seal_public(SEED), bytes(32), b"x"),),
        (open_sealed,),
    ),
    "list on a stick": Parser(
        decode_manifest,
        MALFORMED,
        (
            encode_manifest(
                StickManifest(
                    SCHOOL, "device-7", (entry_of("r1:2026-12-09", "001.journal", b"x"),)
                )
            ),
        ),
        (decode_manifest,),
    ),
    "receipts on a stick": Parser(
        decode_receipts,
        MALFORMED,
        (encode_receipts([envelope.to_json(journal_receipt())]),),
        (decode_receipts,),
    ),
    "export": Parser(
        lambda raw: verify_export(read_export(raw.splitlines()), None),
        MALFORMED,
        (export(),),
        (read_export, verify_export),
    ),
    "extract": Parser(
        lambda raw: verify_extract(read_extract(raw.splitlines()), None),
        MALFORMED,
        (extract(),),
        (read_extract, verify_extract),
    ),
    "what a dossier kept apart": Parser(
        read_records, MALFORMED, (b'{"kind":"erased","leaves":["x"]}\n',), (read_records,)
    ),
    "stamps that were kept": Parser(
        lambda raw: stamps(read_records(raw)),
        MALFORMED,
        (
            b'{"kind":"stamp","asked_at":"2026-12-09T08:07:03.120Z","note":"x","response":"AAAA"}\n',
        ),
        (stamps,),
    ),
    "settings of a dossier": Parser(
        in_a_file(read_config), MALFORMED, (config_bytes(),), (read_config,)
    ),
    "answer to an enrolment": Parser(
        read_bundle, (Malformed, UntrustedChain), (bundle_bytes(),), (read_bundle,)
    ),
    "request to be enrolled": Parser(
        read_request,
        MALFORMED,
        (b'{"v":1,"pub":"%b"}' % base64_text.encode(key("device-7").public).encode(),),
        (read_request,),
    ),
    "secret in a keyring": Parser(
        lambda raw: _read_secret(text_of(raw)),
        (KeyringOther,),
        (b"1:" + base64_text.encode(SEED).encode(),),
        (_read_secret,),
    ),
}
