"""Notice of absence (afgemeld): told beforehand to the office. Who comes came all the same."""

from app.models.act import Event
from app.models.desk_facts import AbsenceNotified
from app.models.facts import Corrected
from app.models.session import Enrolment


def notice_of(enrolment: Enrolment) -> Event | None:
    """Return the notice that stands, the first of them; None when nobody told."""
    standing = (each for each in enrolment.acts if each.leaf not in enrolment.struck)
    return next((each for each in standing if _is(each, AbsenceNotified)), None)


def is_bound(enrolment: Enrolment) -> bool:
    """Whether a room recorded something: a notice, or that it was a mistake, ties nobody."""
    return any(not _is(each, AbsenceNotified, Corrected) for each in enrolment.acts)


def _is(event: Event, *types: type) -> bool:
    return event.body is not None and isinstance(event.body.act, types)
