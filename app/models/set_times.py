"""At what time of the day the no-show lists are made, as data of the standaardset."""

from dataclasses import dataclass
from datetime import time

from app.models.shaped import shaped
from app.models.strict_json import Malformed, loads_strict


@dataclass(frozen=True, slots=True)
class SetTimes:
    """At what time of the day the lists are made; `teams` are those with a time of their own."""

    at: time
    teams: tuple[tuple[str, time], ...] = ()

    def of(self, team: str) -> time:
        """Return the time of a team's list."""
        return dict(self.teams).get(team, self.at)


def read_set_times(text: str) -> SetTimes:
    """Return the set times in a JSON text.

    Raises:
        Malformed: A member does not fit, no time of the day, or a team that is there twice.
    """
    raw = text.encode("utf-8", "surrogatepass")
    read = shaped(_Written, loads_strict(raw, max_bytes=64 * 1024, max_depth=3))
    teams = tuple(sorted((each.team, _time(each.at)) for each in read.teams))
    if len(dict(teams)) < len(teams) or not all(team for team, _ in teams):
        raise Malformed("a team without a name, or there twice")
    return SetTimes(_time(read.at), teams)


# ---------------------------------------------------------------- within


@dataclass(frozen=True, slots=True)
class _OfTeam:
    team: str
    at: str


@dataclass(frozen=True, slots=True)
class _Written:
    at: str
    teams: tuple[_OfTeam, ...]


def _time(told: str) -> time:
    try:
        found = time.fromisoformat(told)
    except ValueError as problem:
        raise Malformed("not a time of the day") from problem
    return found.replace(tzinfo=None)
