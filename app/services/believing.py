"""The epoch keys that a laptop has come to believe, and the events under them."""

from collections.abc import Iterable

from app.crypto import base64_text
from app.crypto.believing import Doubt, Doubted, believed, header_of, opening_of
from app.crypto.keys import PUBLIC_BYTES
from app.crypto.signed_event import SignedEvent
from app.crypto.trust import SchoolTrust
from app.models.act import Event, Header
from app.models.marks import StreamOpened


class Believer:
    """Knows the keys of epochs whose opening was proved up to a pinned root."""

    def __init__(self, trust: SchoolTrust) -> None:
        self._trust = trust
        self._keys: dict[tuple[str, str], bytes] = {}

    def learn(self, own: Iterable[Event]) -> None:
        """Take the epoch keys over from events that were verified before they were stored."""
        for event in own:
            act = None if event.body is None else event.body.act
            if isinstance(act, StreamOpened):
                public = base64_text.decode(act.epoch_key, least=PUBLIC_BYTES, most=PUBLIC_BYTES)
                self._keys.setdefault(_name(event.header), public)

    def believe(self, signed: SignedEvent) -> Event:
        """Return the event after everything about it was checked.

        Raises:
            Doubted: Something does not fit.
        """
        header = header_of(signed, self._trust.school)
        key = self._keys.get(_name(header))
        if key is None:
            opening = opening_of(signed, header, self._trust)
            if opening is None:
                raise Doubted(Doubt.EPOCH)
            key = opening.public
        event = believed(signed, key, may_lack_body=True)
        self._keys.setdefault(_name(header), key)
        return event


def _name(header: Header) -> tuple[str, str]:
    return header.writer, header.epoch
