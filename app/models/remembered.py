"""Remembered: what follows from frozen state alone is worked out once per state, not per asker."""

from collections.abc import Callable, Hashable, Mapping
from functools import update_wrapper
from itertools import compress, count
from operator import is_, is_not
from threading import Lock
from typing import Any, ClassVar, Concatenate, Final, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

STATES_KEPT: Final = 32
PEOPLE_KEPT: Final = 4096
SESSIONS_KEPT: Final = 1024
ROWS_KEPT: Final = 64
LATEST_KEPT: Final = 2


class Remembered(Generic[P, R]):
    """A function of frozen objects that keeps its latest answers, by which objects were given.

    Objects and not values are compared: a state of a thousand candidates is told apart at once.
    What was given is kept beside the answer, so that no other object can take its identity.
    """

    KEPT: ClassVar[int] = STATES_KEPT

    def __init__(self, function: Callable[P, R]) -> None:
        self._function: Callable[..., R] = function
        self._kept: dict[tuple[int, ...], tuple[tuple[Any, ...], R]] = {}
        self._lock = Lock()
        update_wrapper(self, function)

    def __call__(self, *given: P.args, **named: P.kwargs) -> R:
        """Return the answer; named arguments are not for remembered functions."""
        if named:
            raise TypeError("give these in order")
        key = tuple(map(id, given))
        found = self._kept.get(key)
        if found is not None:
            return found[1]
        answer = self._function(*given)
        with self._lock:
            while len(self._kept) >= self.KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = (given, answer)
        return answer


class OfPerson(Remembered[P, R]):
    """Remembered for everybody of a large room: a small answer about one candidate."""

    KEPT = PEOPLE_KEPT


class OfSession(Remembered[P, R]):
    """Remembered for every session of a school's days: an answer about one of them."""

    KEPT = SESSIONS_KEPT


class Latest(Remembered[P, R]):
    """Remembered only as long as it is on the screen: an answer as large as the whole room.

    Objects that go at once are never work for the garbage collector.
    """

    KEPT = LATEST_KEPT


class Gathered(Generic[T, R]):
    """What a function tells of everybody, where it tells anything: asked of who changed only.

    Whoever is still the same object is not asked again. `ground` is what else it follows from,
    compared by value; of each ground the last answer is kept.
    """

    def __init__(self, function: Callable[Concatenate[T, ...], R]) -> None:
        self._function = function
        self._kept: dict[tuple[Hashable, ...], tuple[Mapping[str, T], dict[str, R]]] = {}
        update_wrapper(self, function)

    def __call__(self, people: Mapping[str, T], *ground: Hashable) -> Mapping[str, R]:
        """Return the answers that say something, by whom they are about."""
        before, answers = self._kept.get(ground, ({}, {}))
        if people is before:
            return answers
        changed = [who for who, each in people.items() if before.get(who) is not each]
        told = {who: self._function(people[who], *ground) for who in changed}
        answers = {who: each for who, each in (answers | told).items() if each and who in people}
        if len(self._kept) >= STATES_KEPT:
            self._kept.clear()
        self._kept[ground] = (people, answers)
        return answers


class OfEach(Generic[T, R]):
    """What a function tells of each in a row: asked only of who is another object than before.

    The last row of each `key` is kept; `ground` is what else the answers follow from, compared
    by identity. In a room of a thousand one act is about one: the others are not even looked at
    one by one by Python itself.
    """

    def __init__(self, function: Callable[Concatenate[T, ...], R]) -> None:
        self._function = function
        self._kept: dict[Hashable, tuple[tuple[T, ...], tuple[R, ...], tuple[object, ...]]] = {}
        update_wrapper(self, function)

    def __call__(self, key: Hashable, row: tuple[T, ...], *ground: Any) -> tuple[R, ...]:
        """Return the answers in the order of the row."""
        before, answers, known = self._kept.get(key, ((), (), ()))
        if len(before) == len(row) and len(known) == len(ground) and all(map(is_, known, ground)):
            told = list(answers)
            for at in compress(count(), map(is_not, row, before)):
                told[at] = self._function(row[at], *ground)
            answers = tuple(told)
        else:
            answers = tuple(self._function(each, *ground) for each in row)
        if len(self._kept) >= ROWS_KEPT:
            self._kept.clear()
        self._kept[key] = (row, answers, ground)
        return answers
