"""Bytes as text and back: canonical base64, so that one content has one spelling."""

import base64
import binascii

from app.models.strict_json import Malformed


def encode(content: bytes) -> str:
    """Return standard base64 with padding."""
    return base64.b64encode(content).decode("ascii")


def decode(text: object, *, least: int = 0, most: int) -> bytes:
    """Return the bytes of a base64 text of `least` to `most` bytes.

    Raises:
        Malformed: Not a text, not canonical base64, or of another size.
    """
    if not isinstance(text, str) or len(text) > (most + 2) // 3 * 4:
        raise Malformed("not base64 of that size")
    content = _decoded(text)
    if content is None or encode(content) != text:
        raise Malformed("not canonical base64")
    if not least <= len(content) <= most:
        raise Malformed("not base64 of that size")
    return content


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
