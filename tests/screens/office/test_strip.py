"""The strip under the bar: who got a role in an emergency, as long as it holds."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from app.models.office_day import OfficeDay
from app.models.office_facts import GlassBroken, RoleWithdrawn
from app.models.values import Role
from app.screens.office.strip import strip_notices
from tests.builders import START, Writer

ZONE = ZoneInfo("Europe/Amsterdam")
DOSSIER = Writer("dossier")
UNTIL = START + timedelta(minutes=30)


def test_a_role_given_in_an_emergency_is_told_with_who_until_when_by_whom_and_why() -> None:
    act = GlassBroken("b1", Role.STEWARD, "s2", "niemand bereikbaar", UNTIL)
    given = DOSSIER.act(act, START, scope="school")
    (notice,) = strip_notices(OfficeDay(school=(given,)), START, ZONE)
    assert notice.title == "Noodrol: b1 is functioneel beheer tot 09:30, door s2."
    assert notice.text == "Reden: niemand bereikbaar"
    later = UNTIL + timedelta(seconds=1)
    assert strip_notices(OfficeDay(school=(given,)), later, ZONE) == ()
    taken = DOSSIER.act(RoleWithdrawn("s2"), START, refs=(given,), scope="school")
    assert strip_notices(OfficeDay(school=(given, taken)), START, ZONE) == ()


def test_who_gave_it_to_himself_is_told_so() -> None:
    act = GlassBroken("b1", Role.COORDINATOR, "b1", "brand", UNTIL)
    day = OfficeDay(school=(DOSSIER.act(act, START, scope="school"),))
    (notice,) = strip_notices(day, START, ZONE)
    assert notice.title.endswith("tot 09:30, zichzelf gegeven op de server.")
