"""What somebody wants recorded when a room is closed: imperative."""

from dataclasses import dataclass

from app.models.values import SeenAt


@dataclass(frozen=True, slots=True)
class HandOverPacket:
    """A packet goes to somebody, closed."""

    session: str
    packet: str
    given_to: str
    seal: str | None = None
    counted: int | None = None
    seen_at: SeenAt = None


@dataclass(frozen=True, slots=True)
class SettleCodes:
    """The list of codes is destroyed, or goes back to somebody."""

    session: str
    is_destroyed: bool
    given_to: str | None = None
    seen_at: SeenAt = None


ClosingCommand = HandOverPacket | SettleCodes
