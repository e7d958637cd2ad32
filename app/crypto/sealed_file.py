"""A file of any size that only the school opens: sealed in portions to its seal key.

The first portion is the head, four bytes of length before it and JSON: {v, school, purpose,
sealed_to, sealed}; `sealed` is the file key, by HPKE. Each portion after it is length (4),
nonce (12) and AES-256-GCM, bound to SHA-256 of the head, its number (8) and whether it is the
last (1): nothing can be left out, exchanged or cut off unseen.
"""

import hashlib
import struct
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.crypto import base64_text, members
from app.crypto.derive import KEY_BYTES
from app.crypto.keys import RandomBytes, fingerprint
from app.crypto.sealing import OVERHEAD_BYTES, NotSealed, open_sealed, seal_public, seal_to
from app.models.strict_json import Malformed, dumps, loads_strict

PORTION_BYTES: Final = 1024 * 1024
HEAD_BYTES_MAX: Final = 1024
_NONCE_BYTES = 12
_TAG_BYTES = 16
_LENGTH = struct.Struct(">I")
_MEMBERS = {"v", "school", "purpose", "sealed_to", "sealed"}


def seal_file(
    source: BinaryIO,
    target: BinaryIO,
    named: tuple[str, str],
    public: bytes,
    random_bytes: RandomBytes,
) -> None:
    """Write everything of `source` to `target`, sealed.

    Args:
        source: Read to its end.
        target: Written from where it is.
        named: School and purpose; who opens it names both.
        public: The school's seal key.
        random_bytes: For the file key and the nonces.

    Raises:
        UnfitKey: The seal key is none.
        OSError: One of them cannot be read or written.
    """
    secret = random_bytes(KEY_BYTES)
    head = dumps(
        {
            "v": 1,
            "school": named[0],
            "purpose": named[1],
            "sealed_to": fingerprint(public),
            "sealed": base64_text.encode(seal_to(public, secret, _info(named))),
        }
    )
    target.write(_LENGTH.pack(len(head)) + head)
    cipher, n = AESGCM(secret), 0
    portion = source.read(PORTION_BYTES)
    while True:
        following = source.read(PORTION_BYTES)
        nonce = random_bytes(_NONCE_BYTES)
        sealed = cipher.encrypt(nonce, portion, _bound(head, n, is_last=not following))
        target.write(_LENGTH.pack(len(nonce) + len(sealed)) + nonce + sealed)
        if not following:
            return
        portion, n = following, n + 1


def open_file(
    source: BinaryIO, named: tuple[str, str], seal_seeds: Sequence[bytes]
) -> Iterator[bytes]:
    """Yield the portions of a sealed file; it is whole only when all of them came.

    `seal_seeds` are the keys it may be sealed to: the one of now, and those before it.

    Raises:
        Malformed: Not such a file.
        NotSealed: To another key or for another purpose, changed, or cut off.
        OSError: It cannot be read.
    """
    head = _portion(source, HEAD_BYTES_MAX)
    read = members.exact(loads_strict(head, max_bytes=HEAD_BYTES_MAX, max_depth=1), _MEMBERS)
    members.whole(read["v"], 1, 1)
    if (read["school"], read["purpose"]) != named:
        raise NotSealed("of another school, or something else")
    fitting = [each for each in seal_seeds if fingerprint(seal_public(each)) == read["sealed_to"]]
    if not fitting:
        raise NotSealed("sealed to another key")
    most = KEY_BYTES + OVERHEAD_BYTES
    wrapped = base64_text.decode(read["sealed"], least=most, most=most)
    cipher = AESGCM(open_sealed(fitting[0], wrapped, _info(named)))
    n, is_last = 0, False
    while not is_last:
        sealed = _portion(source, PORTION_BYTES + _NONCE_BYTES + _TAG_BYTES)
        is_last = _is_at_end(source)
        nonce, content = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            yield cipher.decrypt(nonce, content, _bound(head, n, is_last=is_last))
        except (InvalidTag, ValueError) as problem:
            raise NotSealed("changed, or cut off") from problem
        n += 1


def _portion(source: BinaryIO, most: int) -> bytes:
    told = source.read(_LENGTH.size)
    size = _LENGTH.unpack(told)[0] if len(told) == _LENGTH.size else 0
    content = source.read(size) if 0 < size <= most else b""
    if not content or len(content) != size:
        raise Malformed("not a sealed file, or cut off")
    return content


def _is_at_end(source: BinaryIO) -> bool:
    here = source.tell()
    is_end = not source.read(1)
    source.seek(here)
    return is_end


def _bound(head: bytes, n: int, *, is_last: bool) -> bytes:
    return hashlib.sha256(head).digest() + n.to_bytes(8, "big") + bytes([is_last])


def _info(named: tuple[str, str]) -> bytes:
    told = {"school": named[0], "purpose": named[1]}
    return b"examendag/sealed-file/v1\x00" + dumps(told)
