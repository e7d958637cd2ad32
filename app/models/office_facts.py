"""Acts of the exams office: its shift, and who was given which role (format.md, Roles)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from app.models.act import Act
from app.models.facts import ShiftOpened
from app.models.values import Kind, Role


@dataclass(frozen=True, slots=True)
class OfficeShiftOpened(Act):
    """From here on this person records at an office machine, in these roles.

    `roles` and `locations` are those of the day certificate in `chain`; without locations: all.
    The signature covers {school, device, epoch key, opened}.
    """

    TYPE: ClassVar[str] = "OfficeShiftOpened"
    person: str
    name: str
    roles: tuple[Role, ...]
    locations: tuple[str, ...]
    opened: str
    public: str
    signature: str
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleGranted(Act):
    """The dossier's word that somebody has a role: `by` whom, where, and until when.

    Without locations everywhere, without `until` until it is withdrawn.
    """

    TYPE: ClassVar[str] = "RoleGranted"
    KIND: ClassVar[Kind] = Kind.SYSTEM
    person: str
    role: Role
    by: str
    locations: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class RoleConfirmed(Act):
    """A second person stands for the grant in `refs`."""

    TYPE: ClassVar[str] = "RoleConfirmed"
    KIND: ClassVar[Kind] = Kind.SYSTEM
    by: str


@dataclass(frozen=True, slots=True)
class RoleWithdrawn(Act):
    """The grant in `refs` holds no longer."""

    TYPE: ClassVar[str] = "RoleWithdrawn"
    KIND: ClassVar[Kind] = Kind.SYSTEM
    by: str


@dataclass(frozen=True, slots=True)
class GlassBroken(Act):
    """Whoever runs the server gave somebody a role for hours, alone, and says why (break-glass).

    It holds without a second person and may be one's own; every screen of the office tells it.
    """

    TYPE: ClassVar[str] = "GlassBroken"
    KIND: ClassVar[Kind] = Kind.SYSTEM
    person: str
    role: Role
    by: str
    reason: str
    until: datetime
    locations: tuple[str, ...] = ()


SHIFTS = (ShiftOpened, OfficeShiftOpened)
"""What facts of a laptop count under."""
