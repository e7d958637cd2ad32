"""Facts of another room that the dossier brought here, because their candidate came (format.md 2).

A candidate who goes to another room keeps one history. Facts stay in the part where they were
recorded; the room that takes the candidate in gets them in `FactCarried`, and reads them from it.
"""

import base64
import binascii

from app.models.act import Event
from app.models.codec import body_digest, decode_body, decode_header
from app.models.counting import DOSSIER
from app.models.plan import FactCarried
from app.models.strict_json import Malformed
from app.models.values import Kind


def carrier_of(leaf: str, header: bytes, body: bytes, signature: bytes, room: str) -> FactCarried:
    """Return what brings a fact, as it was signed, to another room; `room` is where it is from."""
    return FactCarried(
        leaf,
        header.decode(),
        base64.b64encode(body).decode(),
        base64.b64encode(signature).decode(),
        room,
    )


def carried_by(event: Event) -> Event | None:
    """Return the fact of another room in an event of the plan; None when there is none to read."""
    act = None if event.body is None else event.body.act
    if not isinstance(act, FactCarried) or event.header.writer != DOSSIER:
        return None
    try:
        header = decode_header(act.header.encode())
        raw = base64.b64decode(act.body, validate=True)
        body = decode_body(raw)
    except (Malformed, binascii.Error, UnicodeEncodeError):
        return None
    is_whole = body_digest(raw) == header.body_sha256 and header.kind is Kind.FACT
    return Event(act.leaf, header, body) if is_whole and header.writer != DOSSIER else None
