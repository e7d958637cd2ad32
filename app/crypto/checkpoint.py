"""Checkpoints of the log: C2SP tlog-checkpoint in a signed note (format.md 8)."""

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from app.crypto import base64_text
from app.crypto.envelope import BadSignature
from app.crypto.keys import SigningKey, UnfitKey, is_signed
from app.crypto.tree import HASH_BYTES
from app.models.strict_json import WHOLE_MAX, Malformed

CHECKPOINT_CHARACTERS_MAX: Final = 8 * 1024

_ED25519 = b"\x01"
_KEY_ID_BYTES = 4
_SIGNATURES_MAX = 16
_ORIGIN = re.compile(r"[\x21-\x2a\x2c-\x7e]{1,160}\Z")  # printable, no space, no plus
_SIZE = re.compile(r"(0|[1-9][0-9]{0,15})\Z")
_SIGNATURE_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/=]+)\Z")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How large the log was, and the root over all of it."""

    origin: str
    size: int
    root: bytes

    def body(self) -> str:
        """Return the text that is signed: three lines."""
        return f"{self.origin}\n{self.size}\n{base64_text.encode(self.root)}\n"


def note_key_id(origin: str, public: bytes) -> bytes:
    """Return the four bytes by which a signature line names its key."""
    named = origin.encode("utf-8") + b"\n" + _ED25519 + public
    return hashlib.sha256(named).digest()[:_KEY_ID_BYTES]


def sign_checkpoint(checkpoint: Checkpoint, key: SigningKey) -> str:
    """Return the signed note.

    Raises:
        ValueError: The checkpoint cannot be written in that form.
    """
    body = checkpoint.body()
    try:
        _read_body(body)
    except Malformed as problem:
        raise ValueError("not a checkpoint") from problem
    mark = note_key_id(checkpoint.origin, key.public) + key.sign(body.encode("utf-8"))
    return f"{body}\n— {checkpoint.origin} {base64_text.encode(mark)}\n"


def verify_checkpoint(text: str, origin: str, public: bytes) -> Checkpoint:
    """Return the checkpoint of a signed note of this log.

    Signatures by others, such as witnesses, are passed over; they prove nothing here.

    Raises:
        Malformed: Not a signed note with a checkpoint in it.
        BadSignature: Of another log, or not signed by its key.
    """
    checkpoint, signatures = _read_note(text)
    if checkpoint.origin != origin:
        raise BadSignature("the checkpoint of another log")
    key_id = note_key_id(origin, public)
    ours = [mark for name, mark in signatures if name == origin and mark[:_KEY_ID_BYTES] == key_id]
    if len(ours) != 1:
        raise BadSignature("not signed once by the log's key")
    signature = ours[0][_KEY_ID_BYTES:]
    try:
        is_good = is_signed(public, signature, checkpoint.body().encode("utf-8"))
    except UnfitKey as problem:
        raise BadSignature("not a key") from problem
    if not is_good:
        raise BadSignature("signed by another key, or changed")
    return checkpoint


def read_checkpoint(text: str) -> Checkpoint:
    """Return the checkpoint of a note whose signature is not checked, as of a former log.

    Raises:
        Malformed: Not a signed note with a checkpoint in it.
    """
    return _read_note(text)[0]


def _read_note(text: str) -> tuple[Checkpoint, list[tuple[str, bytes]]]:
    if len(text) > CHECKPOINT_CHARACTERS_MAX:
        raise Malformed("larger than a checkpoint")
    body, gap, rest = text.partition("\n\n")
    if not gap or not rest.endswith("\n"):
        raise Malformed("not a signed note")
    lines = rest[:-1].split("\n")
    if len(lines) > _SIGNATURES_MAX:
        raise Malformed("more signatures than allowed")
    return _read_body(body + "\n"), [_signature(line) for line in lines]


def _read_body(body: str) -> Checkpoint:
    lines = body.split("\n")
    if len(lines) != 4 or lines[3]:
        raise Malformed("not the three lines of a checkpoint")
    origin, size, root = lines[:3]
    if not _ORIGIN.match(origin) or not _SIZE.match(size) or int(size) > WHOLE_MAX:
        raise Malformed("not a checkpoint")
    return Checkpoint(
        origin, int(size), base64_text.decode(root, least=HASH_BYTES, most=HASH_BYTES)
    )


def _signature(line: str) -> tuple[str, bytes]:
    match = _SIGNATURE_LINE.match(line)
    if match is None:
        raise Malformed("not a line with a signature")
    # Witnesses may sign with other, longer kinds; ours is four bytes and an Ed25519 signature.
    mark = base64_text.decode(match[2], least=_KEY_ID_BYTES + 1, most=CHECKPOINT_CHARACTERS_MAX)
    return match[1], mark
