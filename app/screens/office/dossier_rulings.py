"""What the board of examiners has to rule on: its evidence, its rulings, and the form of one."""

from collections.abc import Sequence
from typing import Final

from app.models.matters import Matter, Ruling
from app.models.office_day import OfficeDay
from app.models.paper import paper_of
from app.models.report_rulings import MATTER_KIND, ended_text, evidence_text, ruling_text
from app.models.session import ExamSession
from app.models.values import Role, RulingOutcome
from app.models.words import (
    clock_text,
    date_text,
    listed,
    ruling_word,
    staff_name,
)
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
from app.screens.office.dossier_words import event_line, exam_text, label_text, person_text
from app.screens.office.typed_day import LIKE, day_to_type
from app.screens.room.wording import Notice, ScreenAction, Span, Tone, line

FILTERS: Final = (("", "Te beslissen"), ("ruled", "Beslist"), ("all", "Alles"))
NOT_YOURS: Final = "Alleen de examencommissie legt hier een besluit vast."


def is_shown(matter: Matter, shown: str) -> bool:
    """Whether a matter passes a filter."""
    return {"": matter.is_open, "ruled": not matter.is_open}.get(shown, True)


def ruling_filters(found: Sequence[Matter], ui: DossierUi) -> tuple[Choice, ...]:
    """Return the filters, each with how many it holds."""
    return tuple(
        Choice(name, text, is_chosen=name == ui.shown,
               count=sum(is_shown(each, name) for each in found))
        for name, text in FILTERS
    )  # fmt: skip


def ruling_figures(found: Sequence[Matter]) -> tuple[Figure, ...]:
    """Return the figures over the list."""
    still_open = sum(each.is_open for each in found)
    deferred = sum(
        any(r.act.outcome is RulingOutcome.DEFERRED for r in each.standing) for each in found
    )
    return (
        Figure(str(still_open), "te beslissen"),
        Figure(str(len(found) - still_open), "beslist"),
        Figure(str(deferred), "aangehouden"),
    )


def ruling_rows(
    day: OfficeDay, found: Sequence[Matter], ui: DossierUi
) -> tuple[tuple[DossierRow, ...], tuple[Matter, ...]]:
    """Return the rows that pass filter and search, the oldest first, with their matters."""
    query = ui.query.casefold().strip()
    pairs = [(_row(day, each, ui), each) for each in found if is_shown(each, ui.shown)]
    kept = [pair for pair in pairs if query in f"{pair[0].title} {pair[0].place}".casefold()]
    return tuple(row for row, _ in kept), tuple(matter for _, matter in kept)


def ruling_panel(day: OfficeDay, matter: Matter, ui: DossierUi) -> DossierPanel:
    """Return the panel of one matter."""
    session = day.sessions.get(matter.session) or ExamSession(matter.session)
    paper = paper_of(session, matter.room)
    evidence = tuple(
        event_line(each, ui.zone, evidence_text(each, paper)) for each in matter.evidence
    )
    groups = [FactGroup("Wat er vastligt", evidence)] if evidence else []
    if matter.is_lapsed:
        told = FactLine(line("Wat er lag is doorgestreept. Het besluit blijft staan."))
        groups.append(FactGroup("Wat er vastligt", (told,)))
    if matter.rulings:
        lines = tuple(_ruling_line(each, ui) for each in reversed(matter.rulings))
        groups.append(FactGroup("Besluiten", lines))
    fields, actions = _form(day, matter, ui)
    return DossierPanel(
        key=matter.key + ui.asks,
        title=person_text(session, matter.candidate) or exam_text(session),
        subtitle=f"{MATTER_KIND[matter.kind]} · {_place(session, matter)} · {_on(matter, ui)}",
        groups=tuple(groups),
        fields=fields,
        actions=actions,
        notices=_notices(matter, ui),
        is_asking=bool(ui.asks),
    )


# ---------------------------------------------------------------- within


def _place(session: ExamSession, matter: Matter) -> str:
    part = session.parts.get(matter.room)
    return f"{exam_text(session)}, {matter.room if part is None else label_text(part)}"


def _on(matter: Matter, ui: DossierUi) -> str:
    return date_text(matter.since.astimezone(ui.zone).date())


def _row(day: OfficeDay, matter: Matter, ui: DossierUi) -> DossierRow:
    session = day.sessions.get(matter.session) or ExamSession(matter.session)
    who = person_text(session, matter.candidate)
    state, step, icon, tone = (
        MATTER_KIND[matter.kind],
        "Neem een besluit.",
        "octagon-alert",
        Tone.DANGER,
    )
    if matter.standing:
        act = matter.standing[-1].act
        state = ruling_word(act.kind, act.outcome)
        step = f"{MATTER_KIND[matter.kind]}. {act.follows or act.grounds}"
        icon, tone = "circle-check", Tone.GOOD
        if act.outcome is RulingOutcome.DEFERRED:
            icon, tone = "hourglass", Tone.WARNING
    if matter.differs:
        words = listed([ruling_word(each.act.kind, each.act.outcome) for each in matter.standing])
        state, step = f"Verschil: {words}", "Neem samen een nieuw besluit."
        icon, tone = "triangle-alert", Tone.WARNING
    part = session.parts.get(matter.room)
    label = matter.room if part is None else label_text(part)
    place = _place(session, matter) if who else label
    on = _on(matter, ui).rpartition(" ")[0]  # the year stands in the panel
    name, since = who or exam_text(session), f"{on} {clock_text(matter.since, ui.zone)}"
    return DossierRow(matter.key, name, place, state, step, since, icon, tone)


def _ruling_line(ruling: Ruling, ui: DossierUi) -> FactLine:
    text, detail = ruling_text(ruling), ended_text(ruling, ui.zone)
    if ruling.ended_by is not None:
        return FactLine((Span(text, tone=Tone.MUTED),), detail, "undo-2", Tone.MUTED)
    return FactLine((Span(text),), detail, "circle-check", Tone.GOOD)


def _form(
    day: OfficeDay, matter: Matter, ui: DossierUi
) -> tuple[tuple[DossierField, ...], tuple[ScreenAction, ...]]:
    if Role.EXAM_BOARD not in ui.roles:
        return (), ()
    if ui.asks == "withdraw":
        field = DossierField("reason", "Waarom trek je het besluit in?")
        return (field,), (ScreenAction("withdraw", "Besluit intrekken", "Ctrl Enter"),)
    fields = (
        DossierField("decider", "Besluit van", staff_name(day.me.name)),
        DossierField("mandate", "Mandaat", "", "Bijvoorbeeld: vergadering, of voorzitter"),
        DossierField("grounds", "Op welke grond?"),
        DossierField("follows", "Wat volgt er?", "", "mag leeg blijven"),
        DossierField("ruled_on", "Datum van het besluit", day_to_type(ui.on), LIKE),
    )
    words = {each: ruling_word(matter.kind, each) for each in RulingOutcome}
    actions = [
        ScreenAction("upheld", words[RulingOutcome.UPHELD], "Ctrl Enter"),
        ScreenAction("rejected", words[RulingOutcome.REJECTED], "Alt R"),
        ScreenAction("deferred", "Aanhouden", "Alt H"),
    ]
    if matter.standing:
        actions.append(ScreenAction("to-withdraw", "Besluit intrekken", "Alt I"))
    return fields, tuple(actions)


def _notices(matter: Matter, ui: DossierUi) -> tuple[Notice, ...]:
    found = []
    if ui.trouble:
        found.append(Notice(Tone.WARNING, ui.trouble, "Er is niets vastgelegd."))
    if matter.differs:
        text = "Twee besluiten spreken elkaar tegen. Allebei blijven bewaard."
        found.append(Notice(Tone.WARNING, "Een verschil.", text))
    if Role.EXAM_BOARD not in ui.roles:
        found.append(Notice(Tone.PLAIN, NOT_YOURS, "Je kunt wel alles lezen."))
    return tuple(found)
