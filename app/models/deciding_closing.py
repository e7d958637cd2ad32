"""What follows from a command about the material of a room."""

from datetime import datetime

from app.models import closing_commands as c
from app.models import closing_facts as f
from app.models.act import Body
from app.models.known import Known


def hand_over(_: Known, command: c.HandOverPacket, __: datetime) -> list[Body]:
    """A packet went to somebody; of two tellings the last one counts."""
    act = f.PacketHandedOver(command.packet, command.given_to, command.seal, command.counted)
    return [Body(act, seen_at=command.seen_at)]


def settle_codes(_: Known, command: c.SettleCodes, __: datetime) -> list[Body]:
    """The list of codes is out of the room."""
    given_to = None if command.is_destroyed else command.given_to
    return [Body(f.CodesSettled(command.is_destroyed, given_to), seen_at=command.seen_at)]
