"""Go, the release per candidate by the teaching team: by the plan, else by who was asked (H22)."""

from dataclasses import dataclass

from app.models.paper import Paper
from app.models.preparing_facts import ReleaseAsked
from app.models.session import Enrolment, Value
from app.models.timing import arrived_at
from app.models.values import Aspect


@dataclass(frozen=True, slots=True)
class Releases:
    """The candidates of a part by their Go; those without a word on it are in neither."""

    released: tuple[Enrolment, ...]
    held: tuple[Enrolment, ...]


def asked_of(enrolment: Enrolment) -> tuple[Value, ReleaseAsked] | None:
    """Return the answer that was given about a candidate, if somebody was asked."""
    value = enrolment.values.get(Aspect.RELEASE)
    if value is None or not isinstance(value.act, ReleaseAsked):
        return None
    return value, value.act


def has_go(enrolment: Enrolment) -> bool:
    """Whether nothing says that the Go is missing: no word on it is not a missing Go."""
    if enrolment.extras is not None and enrolment.extras.is_released:
        return True
    asked = asked_of(enrolment)
    if asked is not None:
        return asked[1].is_released and not asked[0].is_difference
    return enrolment.extras is None or enrolment.extras.is_released is not False


def is_open(enrolment: Enrolment) -> bool:
    """Whether somebody without Go came in: an open decision."""
    return arrived_at(enrolment) is not None and not has_go(enrolment)


def releases_of(paper: Paper) -> Releases:
    """Return who has a Go and who is without, among those the plan says a word on."""
    told = [
        each
        for each in paper.enrolments()
        if (each.extras is not None and each.extras.is_released is not None) or asked_of(each)
    ]
    return Releases(
        tuple(each for each in told if has_go(each)),
        tuple(each for each in told if not has_go(each)),
    )
