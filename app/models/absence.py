"""Notice of absence (afgemeld): told beforehand to the office. Who comes came all the same."""

from app.models.act import Event
from app.models.desk_facts import AbsenceNotified
from app.models.session import Enrolment


def notice_of(enrolment: Enrolment) -> Event | None:
    """Return the notice that stands, the first of them; None when nobody told."""
    standing = (each for each in enrolment.acts if each.leaf not in enrolment.struck)
    return next((each for each in standing if _is_notice(each)), None)


def _is_notice(event: Event) -> bool:
    return event.body is not None and isinstance(event.body.act, AbsenceNotified)
