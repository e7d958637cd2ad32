"""The pages that sign on, as the gallery and the tests of every screen show them."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from app.models.values import Role
from app.screens.office.sign_on import (
    SignOnScreen,
    SignOnStage,
    SignOnUi,
    obstacle_text,
    sign_on_screen,
)

NOW = datetime(2026, 6, 9, 5, 48, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Amsterdam")
NAME = "Sanne Lieverse-van der Hooghwerff"


def page(ui: SignOnUi) -> SignOnScreen:
    """Return a page of a made-up machine."""
    return sign_on_screen(NOW, ZONE, ("BUREAU-1", "Campus Noord"), ui)


WORDS = page(SignOnUi())
WRONG = page(SignOnUi(error=obstacle_text("too-many-tries", 240)))
CODE = page(SignOnUi(SignOnStage.CODE))
PIN = page(SignOnUi(SignOnStage.PIN, name=NAME, roles=(Role.CHIEF_INVIGILATOR, Role.COORDINATOR)))
LOCKED = page(SignOnUi(SignOnStage.LOCKED, name=NAME))
ENDED = page(SignOnUi(trouble="ended"))
BUSY = replace(WORDS, busy="Aanmelden...")
RENEW = page(SignOnUi(SignOnStage.RENEW))
ELSEWHERE = page(
    SignOnUi(
        SignOnStage.PIN,
        name=NAME,
        roles=(Role.COORDINATOR,),
        elsewhere=(("BUREAU-2", NOW), ("BUREAU-OOST-03", NOW)),
    )
)
SCHOOL = page(SignOnUi(SignOnStage.SCHOOL, has_school=True))
UNLINKED = page(SignOnUi(SignOnStage.SCHOOL, has_school=True, error=obstacle_text("unlinked")))
BROWSER = page(SignOnUi(SignOnStage.BROWSER, has_school=True))
WORDS_TOO = page(SignOnUi(has_school=True))
PIN_AFTER = page(
    SignOnUi(
        SignOnStage.PIN, name=NAME, roles=(Role.COORDINATOR,), has_school=True, by_school=True
    )
)
