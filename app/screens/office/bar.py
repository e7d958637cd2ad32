"""The dark bar of the examenbureau: its pages, the day and the clock, who works here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tab:
    """A page with its key; `count` beside its name where it asks for attention."""

    name: str
    text: str
    keys: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class OfficeBarScreen:
    """The whole bar. `day` is "dinsdag 9 juni", `clock` "10:19", `who` "S. Lieverse"."""

    tabs: tuple[Tab, ...]
    chosen: str
    day: str
    clock: str
    who: str = ""
