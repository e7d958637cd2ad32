"""What a decision wants to have written: bodies with their scope, not yet signed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.models.act import Body
from app.models.values import Flag, Kind, Reason


@dataclass(frozen=True, slots=True)
class Draft:
    """A body for a scope; the writer adds header, salt and signature."""

    scope: str
    body: Body

    @property
    def kind(self) -> Kind:
        """The kind of the act."""
        return self.body.act.KIND


@dataclass(frozen=True, slots=True)
class Decision:
    """The events that follow from a command, and the rules those facts do not meet."""

    drafts: tuple[Draft, ...]
    flags: tuple[Flag, ...] = ()


class Refused(Exception):
    """The command is impossible; carries the reason and, where there is one, the moment."""

    def __init__(self, reason: Reason, since: datetime | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.since = since


@dataclass(frozen=True, slots=True)
class Moment:
    """One reading of a program's clock: system time in UTC, its offset, and the monotonic side."""

    wall: datetime
    offset_ms: int
    boot: str
    mono: int

    @property
    def corrected(self) -> datetime:
        """The best known true time, in UTC."""
        return self.wall + timedelta(milliseconds=self.offset_ms)
