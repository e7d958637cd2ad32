"""The rest breaks of a candidate."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Rest:
    """A supervised rest break: the candidate's own clock stood still. UTC; None: not over."""

    since: datetime
    until: datetime | None
