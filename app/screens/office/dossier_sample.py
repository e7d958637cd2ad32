"""Samples: draw one, see what chance gave, and note what was found at each item."""

from collections.abc import Sequence
from typing import Final

from app.models.office_day import OfficeDay
from app.models.sampling import Sample, SampleItem
from app.models.session import ExamSession
from app.models.values import FindingOutcome, Population, Role
from app.models.words import FINDING, clock_text, date_text, staff_name, written_day
from app.screens.office.board_ui import Figure
from app.screens.office.dossier_ui import (
    Choice,
    DossierField,
    DossierPanel,
    DossierRow,
    DossierUi,
    FactGroup,
    FactLine,
)
from app.screens.office.dossier_words import exam_text, label_text, person_text
from app.screens.office.typed_day import LIKE, day_to_type
from app.screens.room.wording import Notice, ScreenAction, Tone, line

DRAWS: Final = (Role.EXAM_BOARD, Role.AUDITOR)
NOT_YOURS: Final = "Alleen examencommissie en auditor trekken een steekproef."
HOW: Final = "Elke trekking wordt vastgelegd, voordat iemand weet wat eruit komt."
SHOWN_DRAWS: Final = 6
LOOKS: Final = {
    None: ("hourglass", Tone.NOTE),
    FindingOutcome.IN_ORDER: ("circle-check", Tone.GOOD),
    FindingOutcome.REMARK: ("info", Tone.NOTE),
    FindingOutcome.NOT_IN_ORDER: ("triangle-alert", Tone.WARNING),
}
WHAT: Final = {Population.SESSIONS: "zittingen", Population.CANDIDATES: "kandidaten"}
NEW: Final = "new"


def chosen_sample(samples: Sequence[Sample], ui: DossierUi) -> Sample | None:
    """Return the draw that is shown: the chosen one, else the last; None for a new one."""
    if ui.shown == NEW or not samples:
        return None
    found = [each for each in samples if each.act.sample == ui.shown]
    return found[0] if found else samples[-1]


def sample_filters(samples: Sequence[Sample], ui: DossierUi) -> tuple[Choice, ...]:
    """Return a choice per draw, the last one first, and one for the next."""
    shown = chosen_sample(samples, ui)
    found = [Choice(NEW, "Nieuwe trekking", "Alt N", is_chosen=shown is None)]
    for each in reversed(samples[-SHOWN_DRAWS:]):
        local = each.event.observed.astimezone(ui.zone)
        text = f"{date_text(local.date())}, trekking {each.number}"
        found.append(Choice(each.act.sample, text, is_chosen=each is shown))
    return tuple(found)


def sample_figures(sample: Sample | None) -> tuple[Figure, ...]:
    """Return the figures of one draw."""
    if sample is None:
        return ()
    looked = [each for each in sample.items if each.findings]
    wrong = sum(_last(each) is FindingOutcome.NOT_IN_ORDER for each in looked)
    return (
        Figure(str(len(sample.items)), f"getrokken uit {sample.act.size}"),
        Figure(f"{len(looked)} van {len(sample.items)}", "bekeken"),
        Figure(str(wrong), "niet in orde"),
    )


def sample_rows(
    day: OfficeDay, sample: Sample | None, ui: DossierUi
) -> tuple[tuple[DossierRow, ...], tuple[SampleItem, ...]]:
    """Return the items of a draw that pass the search, by rank."""
    query, rows, items = ui.query.casefold().strip(), [], []
    for item in () if sample is None else sample.items:
        row = _row(day, item, ui)
        if query in f"{row.title} {row.place}".casefold():
            rows.append(row)
            items.append(item)
    return tuple(rows), tuple(items)


def draw_panel(samples: Sequence[Sample], ui: DossierUi) -> DossierPanel:
    """Return the form of a new draw."""
    today = ui.now.astimezone(ui.zone).date()
    count = sum(each.event.observed.astimezone(ui.zone).date() == today for each in samples)
    drawn = f"Vandaag {'is' if count == 1 else 'zijn'} er {count} getrokken."
    lines = (FactLine(line(drawn), HOW, "info", Tone.NOTE),)
    groups = (FactGroup("Hoe het gaat", lines),)
    if not set(DRAWS) & set(ui.roles):
        return DossierPanel(NEW, "Nieuwe trekking", "", groups, notices=_notices(ui))
    fields = (
        DossierField("count", "Hoeveel?", "5"),
        DossierField("first", "Van", day_to_type(ui.on), LIKE),
        DossierField("last", "Tot en met", day_to_type(ui.on), LIKE),
        DossierField("ground", "Waarvoor?", "", "Bijvoorbeeld: controle examencommissie"),
    )
    actions = (
        ScreenAction("draw-sessions", "Trek zittingen", "Ctrl Enter"),
        ScreenAction("draw-candidates", "Trek kandidaten", "Alt K"),
    )
    title = "Nieuwe trekking"
    return DossierPanel(NEW, title, "willekeurig, na te rekenen", groups, fields, actions,
                        _notices(ui))  # fmt: skip


def unlisted_panel(sample: Sample, ui: DossierUi) -> DossierPanel:
    """Return the panel of a draw of which nobody wrote down yet what it gives."""
    told = FactLine(line("Wat eruit komt staat vast, maar is nog niet opgeschreven."), HOW)
    actions: tuple[ScreenAction, ...] = ()
    if set(DRAWS) & set(ui.roles):
        actions = (ScreenAction("list", "Schrijf de trekking op", "Ctrl Enter"),)
    groups = (FactGroup("Getrokken", (told,)),)
    title = f"Trekking {sample.number}"
    return DossierPanel(sample.act.sample, title, "", groups, (), actions, _notices(ui))


def item_panel(day: OfficeDay, sample: Sample, item: SampleItem, ui: DossierUi) -> DossierPanel:
    """Return the panel of one item: how it was drawn, and what was found."""
    session = day.sessions.get(item.act.session) or ExamSession(item.act.session)
    groups = [FactGroup("Getrokken", _drawn(sample, item, ui))]
    if item.findings:
        lines = tuple(
            FactLine(
                line(f"{FINDING[each.act.outcome]}. {each.act.text}".replace("*", "").strip()),
                f"{staff_name(each.by.name)}, {clock_text(each.event.observed, ui.zone)}",
                *LOOKS[each.act.outcome],
            )
            for each in reversed(item.findings)
        )
        groups.insert(0, FactGroup("Bevindingen", lines))
    fields: tuple[DossierField, ...] = ()
    actions: tuple[ScreenAction, ...] = ()
    if set(DRAWS) & set(ui.roles):
        fields = (DossierField("text", "Wat vond je?", "", "mag leeg blijven als het klopt"),)
        actions = (
            ScreenAction(FindingOutcome.IN_ORDER, FINDING[FindingOutcome.IN_ORDER], "Ctrl Enter"),
            ScreenAction(FindingOutcome.REMARK, FINDING[FindingOutcome.REMARK], "Alt O"),
            ScreenAction(
                FindingOutcome.NOT_IN_ORDER, FINDING[FindingOutcome.NOT_IN_ORDER], "Alt X"
            ),
        )
    title = person_text(session, item.candidate) or exam_text(session)
    place = f"{exam_text(session)} · {_room(session, item)}"
    return DossierPanel(item.event.leaf, title, place, tuple(groups), fields, actions,
                        _notices(ui))  # fmt: skip


# ---------------------------------------------------------------- within


def _row(day: OfficeDay, item: SampleItem, ui: DossierUi) -> DossierRow:
    session = day.sessions.get(item.act.session) or ExamSession(item.act.session)
    outcome = _last(item)
    state = "Nog niet bekeken" if outcome is None else FINDING[outcome]
    step, right = "Kijk het dossier na.", ""
    if item.findings:
        last = item.findings[-1]
        step, right = last.act.text, clock_text(last.event.observed, ui.zone)
    title = person_text(session, item.candidate) or exam_text(session)
    place = f"{item.act.rank}. {exam_text(session)} · {_room(session, item)}"
    icon, tone = LOOKS[outcome]
    return DossierRow(item.event.leaf, title, place, state, step, right, icon, tone)


def _last(item: SampleItem) -> FindingOutcome | None:
    return item.findings[-1].act.outcome if item.findings else None


def _room(session: ExamSession, item: SampleItem) -> str:
    part = session.parts.get(item.act.room)
    return item.act.room if part is None else label_text(part)


def _drawn(sample: Sample, item: SampleItem, ui: DossierUi) -> tuple[FactLine, ...]:
    act, local = sample.act, sample.event.observed.astimezone(ui.zone)
    who = staff_name(sample.by.name) or "iemand"
    what = WHAT[act.population]
    days = " t/m ".join(dict.fromkeys(map(written_day, (act.first_day, act.last_day))))
    told = f"{act.count} van {act.size} {what} van {days}, dit is nummer {item.act.rank}."
    by = f"Trekking {sample.number} van {date_text(local.date())}, {local:%H:%M}, door {who}."
    return (
        FactLine(line(told), f"kenmerk {act.digest[:16]}, t/m plaats {act.through}"),
        FactLine(line(by), f"toevalsgetal {act.seed[:16]} · vastlegging {sample.event.leaf[:8]}"),
        FactLine(line(f"Waarvoor: {act.ground}".replace("*", "")), ""),
    )


def _notices(ui: DossierUi) -> tuple[Notice, ...]:
    found = []
    if ui.trouble:
        found.append(Notice(Tone.WARNING, ui.trouble, "Er is niets vastgelegd."))
    if not set(DRAWS) & set(ui.roles):
        found.append(Notice(Tone.PLAIN, NOT_YOURS, "Je kunt wel alles lezen."))
    return tuple(found)
