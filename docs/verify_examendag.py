"""Checks a record of Examendag: exports, extracts, PDFs against them, journals and sticks.

    python verify_examendag.py EXPORT|EXTRACT... [PDF...] [--root FINGERPRINT]...
    python verify_examendag.py JOURNAL|STICK... --trust trust.json --seal-key seal.key

It needs Python 3.11 and `cryptography` only, and shares no line with the program whose record it
checks; docs/format.md says what is checked. With --root (SHA-256 of a root key, as the school gave
it to you) the roots are compared; without, they are printed and you compare. Journals are sealed:
only who holds the school's seal key reads them. --tsa-ca is PEM of the authority that stamped the
log, if one did. Exit code 0: everything is as it says. 1: not so.
"""

import argparse
import base64
import hashlib
import json
import struct
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.x509.oid import ExtendedKeyUsageOID

TYPE = "application/vnd.examendag."
EVENT, CERTIFICATE = f"{TYPE}event+json", f"{TYPE}certificate+json"
EPOCH, PERSON = f"{TYPE}epoch-signature+json", f"{TYPE}person-signature+json"
ISSUED_BY_ROOT = {"issuing", "log", "plan", "seal", "tls-ca"}
ISSUED_BY_ISSUING = {"device", "person"}


class Wrong(Exception):
    """Something is not as it says."""


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that names one member twice."""
    if len({name for name, _ in pairs}) != len(pairs):
        raise Wrong("a member twice")
    return dict(pairs)


def load(raw: bytes | str) -> Any:
    """Read JSON."""
    try:
        return json.loads(raw, object_pairs_hook=unique)
    except (ValueError, RecursionError) as problem:
        raise Wrong("not JSON") from problem


def dump(told: object) -> bytes:
    """Write JSON as the record writes it: sorted, no spaces, UTF-8."""
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def unpack(text: str) -> bytes:
    """Read base64."""
    return base64.b64decode(text, validate=True)


def pae(kind: str, payload: bytes) -> bytes:
    """Pre-authentication encoding of DSSE v1: the bytes that are signed."""
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind.encode(), len(payload), payload)


def signed(public: bytes, signature: bytes, content: bytes) -> None:
    """Check an Ed25519 signature."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (InvalidSignature, ValueError) as problem:
        raise Wrong("a signature that does not fit") from problem


# ---------------------------------------------------------------- the tree (RFC 9162)


def node(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves: list[bytes]) -> bytes:
    """Root over leaves (2.1.1)."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node(root_of(leaves[:split]), root_of(leaves[split:]))


def included(leaf: bytes, index: int, size: int, path: list[bytes], root: bytes) -> bool:
    """Whether an audit path leads from a leaf to the root (2.1.3.2)."""
    place, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node(found, step)
        place, last = place >> 1, last >> 1
    return 0 <= index < size and last == 0 and found == root


def grown(old: int, old_root: bytes, size: int, root: bytes, proof: list[bytes]) -> bool:
    """Whether the tree of `old` leaves is the beginning of that of `size` (2.1.4.2)."""
    if old == size:
        return not proof and old_root == root
    steps = proof if old & (old - 1) else [old_root, *proof]
    return 0 < old < size and bool(steps) and climbed(old, size, steps) == (old_root, root)


def climbed(old: int, size: int, steps: list[bytes]) -> tuple[bytes, bytes] | None:
    """Return the two roots to which the steps of a proof lead; None when it has another length."""
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    former = newer = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            former, newer = node(step, former), node(step, newer)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            newer = node(newer, step)
        place, last = place >> 1, last >> 1
    return None if last else (former, newer)


# ---------------------------------------------------------------- who may sign


class Trust:
    """The school's certificates, each checked up to one of its two roots."""

    def __init__(self, raw: bytes) -> None:
        told = load(raw)
        self.school = told["school"]
        self.roots = {hashlib.sha256(unpack(r)).hexdigest(): unpack(r) for r in told["roots"]}
        self.by_kind: dict[str, list[dict[str, Any]]] = {}
        self.issuing: dict[str, bytes] = {}
        for each in told["certificates"]:
            found = self._checked(each, self.roots, ISSUED_BY_ROOT)
            self.by_kind.setdefault(found["kind"], []).append(found)
            if found["kind"] == "issuing":
                public = unpack(found["pub"])
                self.issuing[hashlib.sha256(public).hexdigest()] = public

    def key_of(self, text: str, kinds: set[str]) -> tuple[str, str, bytes]:
        """Return kind, id and key of a certificate of a device, a person or the plan."""
        issuers, may = self.issuing, ISSUED_BY_ISSUING
        if load(unpack(load(text)["payload"]))["kind"] in ISSUED_BY_ROOT:
            issuers, may = self.roots, ISSUED_BY_ROOT
        found = self._checked(load(text), issuers, may)
        if found["kind"] not in kinds:
            raise Wrong("a certificate of another kind")
        return found["kind"], found["id"], unpack(found["pub"])

    def _checked(
        self, envelope: dict[str, Any], issuers: dict[str, bytes], may: set[str]
    ) -> dict[str, Any]:
        payload = unpack(envelope["payload"])
        told: dict[str, Any] = load(payload)
        if told["school"] != self.school or told["kind"] not in may:
            raise Wrong("a certificate of another school or kind")
        if envelope["payloadType"] != CERTIFICATE or told["issuer"] not in issuers:
            raise Wrong("a certificate by somebody else")
        signature = unpack(envelope["signatures"][0]["sig"])
        signed(issuers[told["issuer"]], signature, pae(CERTIFICATE, payload))
        return told


def note_of(note: str) -> tuple[str, int, bytes]:
    """Return origin, size and root in a signed note; its signature is not checked."""
    origin, size, root = note.split("\n")[:3]
    return origin, int(size), unpack(root)


def checkpoint(note: str, trust: Trust) -> tuple[str, int, bytes]:
    """Return origin, size and root of a signed note (C2SP tlog-checkpoint)."""
    body, _, rest = note.partition("\n\n")
    body += "\n"
    origin, size, root = note_of(note)
    for each in trust.by_kind["log"]:
        public = unpack(each["pub"])
        key_id = hashlib.sha256(origin.encode() + b"\n\x01" + public).digest()[:4]
        for line in rest.splitlines():
            mark = unpack(line.rpartition(" ")[2])
            if line.startswith(f"— {origin} ") and mark[:4] == key_id:
                signed(public, mark[4:], body.encode())
                return origin, size, root
    raise Wrong("a checkpoint that the school's log did not sign")


# ---------------------------------------------------------------- events


class Event:
    """One event, wherever it was found; `path` leads to the root in an export of one session."""

    def __init__(self, position: int, raw: bytes, signature: bytes, body: bytes | None) -> None:
        self.position, self.raw, self.signature, self.body = position, raw, signature, body
        self.header = load(self.raw)
        self.told: dict[str, Any] = {} if self.body is None else load(self.body[16:])
        self.type: str = self.told.get("type", "")
        self.path: list[bytes] = []
        self.leaf = hashlib.sha256(b"\x00" + pae(EVENT, self.raw)).digest()
        header = self.header
        self.stream = (header["writer"], header["epoch"], header["scope"])

    def epoch_key(self, trust: Trust) -> bytes:
        """Return the key of the epoch that this `StreamOpened` begins (format.md, Streams)."""
        kinds = {"plan"} if self.stream[0] == "dossier" else {"device", "person"}
        kind, name, public = trust.key_of(self.told["chain"][0], kinds)
        if kind == "device" and name != self.stream[0]:
            raise Wrong("the certificate of another device")
        statement = dict(zip(("writer", "epoch", "scope"), self.stream, strict=True))
        statement |= {"school": trust.school, "epoch_key": self.told["epoch_key"]}
        signed(public, unpack(self.told["device_signature"]), pae(EPOCH, dump(statement)))
        return unpack(self.told["epoch_key"])


def exported(line: dict[str, Any]) -> Event:
    """Return the event in a line of an export."""
    body = unpack(line["body"]) if "body" in line else None
    event = Event(line["position"], unpack(line["header"]), unpack(line["sig"]), body)
    event.path = [unpack(step) for step in line.get("proof", [])]
    return event


def check_event(event: Event, trust: Trust, key: bytes) -> None:
    """Check signature, school and body of one event."""
    if event.header["school"] != trust.school:
        raise Wrong("of another school")
    signed(key, event.signature, pae(EVENT, event.raw))
    digest = event.header["body_sha256"]
    if event.body is not None and hashlib.sha256(event.body).hexdigest() != digest:
        raise Wrong("another body than was signed")


def covered(events: list[Event], entry: dict[str, Any]) -> set[bytes]:
    """Return the leaves on the chain that ends in an entry of a frontier, from there back.

    Below its first number nothing is. Where it says none, nobody can tell of what lies below a
    gap which branch of a fork it was: everything there is covered.
    """
    stream = (entry["writer"], entry["epoch"], entry["scope"])
    at: dict[int, list[Event]] = {}
    for each in events:
        if each.stream == stream and each.header["seq"] <= entry["seq"]:
            at.setdefault(each.header["seq"], []).append(each)
    found: set[bytes] = set()
    wanted = {entry["leaf"]}
    for seq in range(entry["seq"], entry.get("first", 0) - 1, -1):
        here = [each for each in at.get(seq, []) if not wanted or each.leaf.hex() in wanted]
        found |= {each.leaf for each in here}
        wanted = {each.header["prev"] for each in here}
    return found


def check_seal(event: Event, events: list[Event]) -> None:
    """Check that a manifest is the root over the plan and the facts inside its frontier."""
    manifest = event.told["manifest"]
    if not {e["leaf"] for e in manifest["frontier"]} <= {e.leaf.hex() for e in events}:
        raise Wrong("a manifest of events that are not here")
    inside = {leaf for entry in manifest["frontier"] for leaf in covered(events, entry)}
    signed_kinds = {each.leaf for each in events if each.header["kind"] in ("plan", "fact")}
    leaves = sorted(inside & signed_kinds)
    if (len(leaves), root_of(leaves).hex()) != (manifest["n"], manifest["root"]):
        raise Wrong("a manifest over something else")


def check_person(event: Event, trust: Trust) -> None:
    """Check a person's signature over manifest, role, statements, period and remark."""
    told = event.told
    entries = told["manifest"]["frontier"]
    names = ("writer", "epoch", "scope", "seq", "leaf", "first")
    frontier = [[entry[name] for name in names if name in entry] for entry in entries]
    content = {
        "manifest": {**told["manifest"], "frontier": frontier},
        "role": told["role"],
        "statements": told["statements"],
        "period_from": told["period_from"],
        "period_until": told.get("period_until"),
    }
    if told.get("remark") is not None:
        content["remark"] = told["remark"]
    _, _, public = trust.key_of(told["chain"][0], {"person"})
    signed(public, unpack(told["signature"]), pae(PERSON, dump(content)))


def check_chains(events: list[Event]) -> list[str]:
    """Return what was left out or exchanged within a stream."""
    at: dict[object, set[str]] = {}
    for each in events:
        at.setdefault((each.stream, each.header["seq"]), set()).add(each.leaf.hex())
    return [
        f"event {each.position}: what came before it is missing or another"
        for each in events
        if (each.header["seq"] or each.header["prev"])
        and each.header["prev"] not in at.get((each.stream, each.header["seq"] - 1), ())
    ]


def check_one(event: Event, events: list[Event] | None, trust: Trust, key: bytes) -> None:
    """Check everything about one event that does not ask for its place in the log."""
    check_event(event, trust, key)
    if event.type == "ReportSealed" and events is not None:
        check_seal(event, events)
    if event.type == "ReportSigned":
        check_person(event, trust)


def check_events(events: list[Event], trust: Trust, *, has_plan: bool = True) -> list[str]:
    """Return what is wrong with events, whatever log they stand in.

    Without the plan, as in the journal of a laptop, what a seal is over cannot be told.
    """
    keys: dict[tuple[str, str], bytes] = {}
    for each in events:
        if each.type == "StreamOpened" and each.header["seq"] == 0:
            keys.setdefault(each.stream[:2], each.epoch_key(trust))
    told = [each.told["leaves"] for each in events if each.type == "BodyErased"]
    erased = {leaf for leaves in told for leaf in leaves}
    wrong = []
    for each in events:
        if each.body is None and each.leaf.hex() not in erased:
            wrong.append(f"event {each.position}: its body is missing")
        try:
            key = keys.get(each.stream[:2], b"")
            check_one(each, events if has_plan else None, trust, key)
        except (Wrong, LookupError, TypeError, ValueError) as problem:
            wrong.append(f"event {each.position}: {problem}")
    return wrong + check_chains(events)


def check_places(events: list[Event], size: int, root: bytes, *, is_whole: bool) -> list[str]:
    """Return which events are not where the signed log has them."""
    if not is_whole:
        return [
            f"event {each.position}: not in the signed log"
            for each in events
            if not included(each.leaf, each.position, size, each.path, root)
        ]
    in_order = [each.position for each in events] == list(range(size))
    if in_order and root_of([each.leaf for each in events]) == root:
        return []
    return ["the events are not those of the signed log"]


def check_documents(lines: list[dict[str, Any]], told: dict[str, str]) -> list[str]:
    """Return which documents have other bytes than were issued."""
    digests = {
        line["document"]: hashlib.sha256(unpack(line["content"])).hexdigest() for line in lines
    }
    return [
        f"document {name}: other bytes than were issued"
        for name, digest in digests.items()
        if told.get(name, digest) != digest
    ]


def check_extract(events: list[Event], trust: Trust) -> list[str]:
    """Return what is wrong with the events of an extract: of others' names bodies stay out."""
    keys = {e.stream[:2]: e.epoch_key(trust) for e in events if e.type == "StreamOpened"}
    wrong = []
    for each in events:
        try:
            check_event(each, trust, keys[each.stream[:2]])
        except (Wrong, LookupError, TypeError, ValueError) as problem:
            wrong.append(f"event {each.position}: {problem}")
    say(f"  of {sum(each.body is None for each in events)} events what they held is left out")
    return wrong


def check_export(raw: bytes, roots: set[str], issued: set[str]) -> list[str]:
    """Return everything in an export or an extract that is not as it says."""
    head, *lines = [load(line) for line in raw.splitlines()]
    trust = Trust(unpack(head["trust"]))
    for print_of_root in sorted(trust.roots):
        say(f"  root {print_of_root}{'' if roots else '  <- compare with the school'}")
    wrong = ["other roots than you named"] if roots and not set(trust.roots) <= roots else []
    origin, size, root = checkpoint(head["checkpoint"], trust)
    say(f"  log {origin}, {size} events, root {root.hex()}")
    stamps = [line for line in lines if "stamp" in line]
    events = [exported(line) for line in lines if "header" in line]
    if head["type"] == "examendag-extract":
        issued.add(head["pdf_sha256"])
        wrong += check_places(events, size, root, is_whole=False)
        return wrong + check_extract(events, trust)
    told = {e.told["document"]: e.told["sha256"] for e in events if e.type == "DocumentIssued"}
    issued |= set(told.values())
    say(f"  {len(events)} events, {len(told)} issued documents")
    wrong += check_places(events, size, root, is_whole=head["session"] is None)
    wrong += check_documents([line for line in lines if "document" in line], told)
    is_whole = head["session"] is None
    wrong += check_stamps(stamps, events, (size, root), is_whole=is_whole)
    return wrong + check_events(events, trust)


# ---------------------------------------------------------------- stamps from outside (RFC 3161)

HASHES = {  # DER of the object identifiers
    bytes.fromhex("608648016503040201"): hashes.SHA256(),
    bytes.fromhex("608648016503040202"): hashes.SHA384(),
    bytes.fromhex("608648016503040203"): hashes.SHA512(),
}
DIGEST_OF_CONTENT = bytes.fromhex("2a864886f70d010904")


def der(raw: bytes, at: int = 0) -> tuple[int, bytes, bytes, int]:
    """Return tag, content, the whole element, and the place after it."""
    tag, size, begin = raw[at], raw[at + 1], at + 2
    if size > 0x80:
        begin += size & 0x7F
        size = int.from_bytes(raw[at + 2 : begin], "big")
    if begin + size > len(raw):
        raise Wrong("a stamp that is cut off")
    return tag, raw[begin : begin + size], raw[at : begin + size], begin + size


def within(raw: bytes) -> list[tuple[int, bytes, bytes]]:
    """Return the elements in a constructed one."""
    found, at = [], 0
    while at < len(raw):
        tag, content, whole, at = der(raw, at)
        found.append((tag, content, whole))
    return found


def stamped_at(note: str, response: bytes, authority: list[x509.Certificate]) -> str | None:
    """Return the time on a stamp over a note; None where no authority was named to judge it by."""
    status, token = within(der(response)[1])
    if int.from_bytes(within(status[1])[0][1], "big") not in (0, 1):
        raise Wrong("a stamp that was not granted")
    content = within(within(within(token[1])[1][1])[0][1])
    info = within(within(content[2][1])[1][1])[0][1]
    parts = within(der(info)[1])
    imprint = within(parts[2][1])
    algorithm = HASHES[within(imprint[0][1])[0][1]]
    if hashlib.new(algorithm.name, note.encode()).digest() != imprint[1][1]:
        raise Wrong("a stamp over something else")
    time = parts[4][1].decode("ascii")
    if not authority:
        return None
    certificates = next(each[1] for each in content if each[0] == 0xA0)
    signer = within(within(content[-1][1])[0][1])
    serial = within(signer[1][1])[1][1]
    digest = HASHES[within(signer[2][1])[0][1]]
    attributes = b"\x31" + signer[3][2][1:]
    told = {
        within(each[1])[0][1]: within(within(each[1])[1][1])[0][1] for each in within(signer[3][1])
    }
    if told.get(DIGEST_OF_CONTENT) != hashlib.new(digest.name, info).digest():
        raise Wrong("a stamp that was changed")
    by = next(
        each
        for each in (x509.load_der_x509_certificate(w) for _, _, w in within(certificates))
        if each.serial_number == int.from_bytes(serial, "big")
    )
    check_stamp_key(by, authority, attributes, (signer[5][1], digest))
    return time


def check_stamp_key(
    by: x509.Certificate,
    authority: list[x509.Certificate],
    content: bytes,
    signature: tuple[bytes, hashes.HashAlgorithm],
) -> None:
    """Check who signed a stamp: a certificate for stamping, issued by the authority itself."""
    usage = by.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    public = by.public_key()
    try:
        if isinstance(public, ec.EllipticCurvePublicKey):
            public.verify(signature[0], content, ec.ECDSA(signature[1]))
        elif isinstance(public, rsa.RSAPublicKey):
            public.verify(signature[0], content, padding.PKCS1v15(), signature[1])
        else:
            raise Wrong("a stamp by a key of another kind")
    except InvalidSignature as problem:
        raise Wrong("a stamp that was changed") from problem
    for each in authority:
        try:
            by.verify_directly_issued_by(each)
        except (InvalidSignature, ValueError, TypeError):
            continue
        if ExtendedKeyUsageOID.TIME_STAMPING in usage:
            return
    raise Wrong("a stamp by another authority")


def check_stamps(
    lines: list[dict[str, Any]], events: list[Event], head: tuple[int, bytes], *, is_whole: bool
) -> list[str]:
    """Return which stamps are not over a beginning of this log, or not by the authority."""
    wrong = []
    for line in lines:
        try:
            _, size, root = note_of(line["note"])
            proof = [unpack(step) for step in line.get("proof", [])]
            is_here = grown(size, root, *head, proof)
            if is_whole:
                is_here = root_of([each.leaf for each in events[:size]]) == root
            if not is_here:
                raise Wrong("of another log")
            at = stamped_at(line["note"], unpack(line["stamp"]), AUTHORITY)
            say(f"  stamped from outside: {size} events, {at or 'give --tsa-ca to know when'}")
        except (Wrong, LookupError, ValueError, StopIteration, x509.ExtensionNotFound) as problem:
            wrong.append(f"a stamp: {problem}")
    return wrong


AUTHORITY: list[x509.Certificate] = []
"""The certificates of the time-stamping authority, when the reader named one."""


# ---------------------------------------------------------------- journals and sticks

MARKER = b"\xf7EXDJ\r\n\x1a"
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def frame_at(raw: bytes, at: int) -> tuple[int, int, bytes] | None:
    """Return kind, number and content of the frame at a marker; None when it is not whole."""
    rest, begin = raw[at + 8 : at + 25], at + 25
    if len(rest) < 17:
        return None
    kind, n, size, told = struct.unpack(">BQII", rest)
    if kind > 1 or size > 3 << 20 or len(raw) < begin + size:
        return None
    if raw.find(MARKER, begin, begin + size) >= 0:
        return None
    content = raw[begin : begin + size]
    if zlib.crc32(content, zlib.crc32(struct.pack(">BQI", kind, n, size))) != told:
        return None
    return kind, n, content


def frames(raw: bytes) -> Iterator[tuple[int, int, bytes] | None]:
    """Yield every whole frame, and None for bytes between two of them that are none."""
    at = end = 0
    while (at := raw.find(MARKER, at)) >= 0:
        frame = frame_at(raw, at)
        if frame is None:
            at += 1
            continue
        if at > end:
            yield None
        yield frame
        at = end = at + 25 + len(frame[2])


def opened(head: bytes, seal_key: bytes) -> bytes:
    """Return the key of a journal, which its head holds sealed to the school."""
    told = load(head)
    place = {name: told[name] for name in ("room_day", "school", "store")}
    info = b"examendag/journal/v1\x00" + dump(place)
    secret = X25519PrivateKey.from_private_bytes(seal_key)
    try:
        return SUITE.decrypt(unpack(told["sealed"]), secret, info=info)
    except (InvalidTag, ValueError) as problem:
        raise Wrong("sealed to another key") from problem


def recorded(content: bytes) -> Iterator[tuple[bytes, bytes, bytes | None]]:
    """Yield header, signature and body of the events in an opened record."""
    at = 0
    while at < len(content):
        header, body = struct.unpack_from(">HI", content, at)
        signature = at + 6 + header
        end = signature + 64 + (0 if body == 0xFFFFFFFF else body)
        if end > len(content):
            raise Wrong("a record of another form")
        told = None if body == 0xFFFFFFFF else content[signature + 64 : end]
        yield content[at + 6 : signature], content[signature : signature + 64], told
        at = end


def check_journal(raw: bytes, trust: Trust, seal_key: bytes) -> list[str]:
    """Return everything in a journal that is not as it says."""
    found = list(frames(raw))
    heads = [each[2] for each in found if each is not None and each[0] == 0]
    if not heads:
        return ["a journal without its head"]
    key, bound = opened(heads[0], seal_key), hashlib.sha256(heads[0]).digest()
    wrong = ["a place that cannot be read"] * found.count(None)
    events: list[Event] = []
    for each in found:
        if each is None or each[0] == 0:
            continue
        nonce, sealed = each[2][:12], each[2][12:]
        try:
            content = AESGCM(key).decrypt(nonce, sealed, bound + each[1].to_bytes(8, "big"))
        except (InvalidTag, ValueError):
            wrong.append(f"record {each[1]}: changed")
            continue
        for told in recorded(content):
            events.append(Event(len(events), *told))
    say(f"  {len(events)} events")
    return wrong + check_events(events, trust, has_plan=False)


def journals_on(stick: Path) -> Iterator[tuple[Path, str | None]]:
    """Yield the journals on a stick, each with the SHA-256 that the list beside them tells."""
    for listed in sorted((stick / "examendag").glob("*/manifest.json")):
        told = load(listed.read_bytes())["journals"]
        for each in told:
            yield listed.parent / each["room_day"] / each["name"], each["sha256"]


def say(sentence: str) -> None:
    """Write a line."""
    sys.stdout.write(f"{sentence}\n")


def verdict(path: Path, told: argparse.Namespace, issued: set[str]) -> list[str]:
    """Return what is wrong with a file."""
    raw = path.read_bytes()
    if raw.startswith(b"%PDF"):
        is_issued = hashlib.sha256(raw).hexdigest() in issued
        return [] if is_issued else ["not a document that was issued"]
    try:
        if not raw.startswith(MARKER):
            return check_export(raw, set(told.root), issued)
        if told.trust is None or told.seal_key is None:
            return ["a journal: give --trust and --seal-key"]
        trust = Trust(told.trust.read_bytes())
        return check_journal(raw, trust, unpack(load(told.seal_key.read_bytes())["seed"]))
    except (Wrong, LookupError, TypeError, ValueError, AttributeError, struct.error) as problem:
        return [f"not what it should be, or damaged: {problem}"]


def main(arguments: list[str]) -> int:
    """Check every file and tell what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--root", action="append", default=[])
    parser.add_argument("--trust", type=Path)
    parser.add_argument("--seal-key", type=Path)
    parser.add_argument("--tsa-ca", type=Path)
    told = parser.parse_args(arguments)
    if told.tsa_ca is not None:
        AUTHORITY.extend(x509.load_pem_x509_certificates(told.tsa_ca.read_bytes()))
    files: list[tuple[Path, str | None]] = []
    for path in told.files:
        files += journals_on(path) if path.is_dir() else [(path, None)]
    issued: set[str] = set()
    is_sound = bool(files)
    for path, digest in sorted(files, key=lambda each: is_pdf(each[0])):
        say(str(path))
        wrong = verdict(path, told, issued) if path.is_file() else ["is not there"]
        if digest and path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            wrong.append("other bytes than were copied")
        for each in wrong:
            say(f"  WRONG: {each}")
        say("  NOT SOUND" if wrong else "  sound")
        is_sound &= not wrong
    return 0 if is_sound else 1


def is_pdf(path: Path) -> bool:
    """Whether a file is a document to compare."""
    return path.is_file() and path.read_bytes()[:4] == b"%PDF"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
