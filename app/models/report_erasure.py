"""The report of erasing on paper: what went of whom by the word of which two, without a name."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from app.models.codec import read_instant
from app.models.pack import Figures, Form, FormColumn, PaperPack, Sheet, Told
from app.models.report import Figure, PaperHead, ReportStatus
from app.models.report_day import ReportGround
from app.models.retention import Period, TermStart
from app.models.retention_told import ErasedTold
from app.models.retention_words import PERIOD_AFTER, REMAINS
from app.models.words import clock_text, date_text

TITLE: Final = "Verslag van wissen"
_COLUMNS: Final = (
    FormColumn("Wanneer", 20),
    FormColumn("Kenmerk", 23),
    FormColumn("Gevraagd, bevestigd", 18),
    FormColumn("Gewist", 19),
    FormColumn("Verslagen", 20),
)
_PERIODS: Final = (FormColumn("Wat", 30), FormColumn("Hoe lang", 28), FormColumn("Grond", 42))
ABOUT: Final = (
    "Dit verslag noemt geen namen: het kenmerk is dat van de kandidaat bij Toetsplanning.",
    "De keten blijft controleerbaar: van wat gewist is staat er alleen nog een vingerafdruk.",
)


def erasure_report(
    erased: Sequence[ErasedTold],
    periods: Sequence[Period],
    ground: ReportGround,
    names: Mapping[str, str],
) -> PaperPack:
    """Return the report of everything in `erased`, the latest first; `names`: of staff, by id."""
    bodies = sum(each.bodies for each in erased)
    destroyed = sum(each.documents_destroyed for each in erased)
    figures = (
        Figure(str(len({each.person for each in erased})), "kandidaten"),
        Figure(str(bodies), "vastleggingen"),
        Figure(str(sum(each.messages for each in erased)), "berichten"),
        Figure(str(sum(each.documents_locked for each in erased)), "verslagen op slot"),
        Figure(str(destroyed), "vernietigd"),
    )
    blocks = (
        Figures("Samen", figures),
        Form(
            "Wat gewist is",
            _COLUMNS,
            tuple(_row(each, ground, names) for each in erased),
            "" if erased else "Er is nog niemand gewist.",
        ),
        Told("Wat blijft, en tot wanneer", tuple(map(_stays, erased)) or ("Niets.",)),
        Form("Termijnen", _PERIODS, tuple(map(_period, periods))),
        Told("Over dit verslag", ABOUT),
    )
    head = PaperHead(
        school=f"{ground.school} · Examenbureau" if ground.school else "Examenbureau",
        author=ground.school or "Examenbureau",
        title=TITLE,
        subtitle=ground.made,
        running_title=TITLE,
        reference=f"WIS-{ground.day:%Y-%m%d}",
        status=ReportStatus.BLANK,
        status_text=ground.made,
        status_moment=ground.made,
    )
    name = f"verslag-van-wissen-{ground.day.isoformat()}"
    return PaperPack(name, TITLE, ground.made, (Sheet(head, blocks),))


def period_text(period: Period) -> str:
    """Return how long something is kept, "18 maanden na diploma of uitschrijving"."""
    years, months = divmod(period.months, 12)
    if months or period.after is TermStart.SESSION:
        told = f"{period.months} {'maand' if period.months == 1 else 'maanden'}"
    else:
        told = f"{years} jaar"
    return f"{told} na {PERIOD_AFTER[period.after]}"


def _row(each: ErasedTold, ground: ReportGround, names: Mapping[str, str]) -> tuple[str, ...]:
    at = read_instant(each.at)
    day = date_text(at.astimezone(ground.zone).date())
    return (
        f"{day} {clock_text(at, ground.zone)}",
        each.person,
        ", ".join(names.get(who, who) for who in (each.by, each.confirmed_by)),
        f"{each.bodies} vastleggingen, {each.messages} berichten",
        f"{each.documents_locked} op slot, {each.documents_destroyed} vernietigd",
    )


def _stays(each: ErasedTold) -> str:
    stays = "; ".join(REMAINS[code] for code in each.remains if code in REMAINS) or "niets"
    until = date_text(date.fromisoformat(each.backups_until))
    return f"{each.person}: {stays}. Back-ups van ervoor: tot uiterlijk {until}."


def _period(period: Period) -> tuple[str, ...]:
    return period.title, period_text(period), period.ground
