"""What a transaction wrote itself: the feed of the room takes it from here."""

from collections.abc import Iterable

from app.crypto.signed_event import SignedEvent
from dossier.archive.streams import Stored


class Written:
    """The events that one transaction wrote, by scope, from a place in the log on."""

    def __init__(self, size: int) -> None:
        """Begin behind a log of that size."""
        self.first = size
        """What stands before this place is read from the archive."""
        self._of_scope: dict[str, list[Stored]] = {}

    def add(self, scope: str, first: int, at: str, events: Iterable[SignedEvent]) -> None:
        """Add events that follow each other in the log."""
        self._of_scope.setdefault(scope, []).extend(
            Stored(position, at, each) for position, each in enumerate(events, first)
        )

    def forget(self, size: int) -> None:
        """Have all of it read from the archive, of that size now: bodies were taken out."""
        self.first = size
        self._of_scope.clear()

    def of(self, scopes: Iterable[str], after: int) -> list[Stored]:
        """Return what was written in these scopes beyond a place in the log."""
        some = (each for scope in scopes for each in self._of_scope.get(scope, ()))
        return [each for each in some if each.position > after]
