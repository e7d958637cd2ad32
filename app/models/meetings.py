"""The papers for the three meetings of the handreiking, and on what came in: agenda items filled.

Weekly incidents and release, every two weeks the chain, each month the board of examiners (H16).
No candidate stands in them by name: who needs one finds it behind the figure, on the screen.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from app.models.measuring import Figures
from app.models.office_day import OfficeDay
from app.models.pack import Block, Form, FormColumn, PaperPack, Told
from app.models.pack import Figures as Large
from app.models.report_measures import (
    GROUP,
    NAME,
    caveat_text,
    choice_text,
    ground_text,
    span_text,
    trace_line,
    value_text,
)
from app.models.report_span import SpanGround, group_form, large_of, plot_of, span_pack
from app.models.spans import SpanKind

MEETING_SPANS: Final[Mapping[str, tuple[tuple[SpanKind, int], ...]]] = {
    "weekly": ((SpanKind.WEEK, 0), (SpanKind.WEEK, 1)),
    "chain": ((SpanKind.WEEK, 0), (SpanKind.WEEK, -1)),
    "board": ((SpanKind.MONTH, 0),),
    "sources": ((SpanKind.WEEK, 0),),
}
"""Which weeks or months each of them is about, counted from the one that is looked at."""
TITLE: Final = {
    "weekly": "Incidenten- en vrijgaveoverleg",
    "chain": "Ketenoverleg",
    "board": "Examencommissie",
    "sources": "Gegevenskwaliteit",
}
LETTERS: Final = {"weekly": "IV", "chain": "KO", "board": "EC", "sources": "GK"}
"""What their reference begins with."""
ROWS_MAX: Final = 40
LIST: Final = (("Wanneer", 16), ("Wat", 24), ("Waar", 30), ("Toelichting", 30))
COMPARED: Final = (
    FormColumn("Cijfer", 34), FormColumn("Deze week", 22, is_number=True),
    FormColumn("Week ervoor", 22, is_number=True), FormColumn("Waarvan", 32),
)  # fmt: skip
AGREED: Final = (("Afspraak of besluit", 60), ("Wie", 20), ("Wanneer", 20))


def meeting_pack(
    name: str, figures: tuple[Figures, ...], day: OfficeDay, ground: SpanGround
) -> PaperPack:
    """Return the papers of a meeting; `figures` are of the spans it is about, in that order."""
    blocks = _BLOCKS[name](figures, day, ground)
    agreed = Form("Afspraken", _columns(AGREED), (("", "", ""),) * 4)
    whole = blocks if name == "sources" else (*blocks, agreed)
    return span_pack(TITLE[name], figures[0].span, ground, whole, LETTERS[name])


# ---------------------------------------------------------------- the agendas


def _weekly(figures: tuple[Figures, ...], day: OfficeDay, ground: SpanGround) -> tuple[Block, ...]:
    now, coming = figures
    keys = ("issues", "solved", "issue-time", "calamities", "decisions", "no-show")
    return (
        _large(now, keys),
        _listed(now, "open-issues", day, ground),
        _listed(now, "calamities", day, ground),
        _listed(now, "decisions", day, ground),
        _listed(now, "unsealed", day, ground),
        Large(
            f"Komende week: {span_text(coming.span)}",
            large_of(coming, ("planned", "expected", "unreleased", "no-room")),
            "Zonder Go is een waarschuwing: het onderwijsteam geeft de Go, niet het bureau.",
        ),
        _listed(coming, "unreleased", day, ground),
    )


def _chain(figures: tuple[Figures, ...], day: OfficeDay, ground: SpanGround) -> tuple[Block, ...]:
    now, before = figures
    groups = ("lead", "complete", "stream", "provisions", "coming-in")
    plots = [each for key in ("seal", "no-show") if (each := plot_of(now, key)) is not None]
    return (
        _large(now, ("seal", "receive", "deliver", "complete", "waiting", "refused")),
        *(_compared(now, before, group) for group in groups),
        _listed(now, "refused", day, ground),
        *plots,
    )


def _board(figures: tuple[Figures, ...], day: OfficeDay, ground: SpanGround) -> tuple[Block, ...]:
    (now,) = figures
    keys = ("corrections", "late-facts", "settled", "suspicions", "decisions")
    return (
        _large(now, keys),
        group_form(now, "quality"),
        *(_listed(now, each, day, ground) for each in (
            "suspicions", "decisions", "corrections", "amendments", "settled", "late-facts",
        )),
        group_form(now, "audit"),
        _listed(now, "operator-reads", day, ground),
        group_form(now, "roles"),
        _listed(now, "granted-roles", day, ground),
        group_form(now, "complete"),
    )  # fmt: skip


def _sources(
    figures: tuple[Figures, ...], day: OfficeDay, ground: SpanGround
) -> tuple[Block, ...]:
    (now,) = figures
    warnings = now.measure("warnings")
    counted = Counter(() if warnings is None else (each.detail for each in warnings.counted))
    rows = tuple((told, f"{many} keer") for told, many in counted.most_common(ROWS_MAX))
    about = "" if rows else "Geen waarschuwingen, of het dossier antwoordde niet."
    return (
        _large(now, ("warned", "unknown-exam", "unknown-provision", "no-hint", "no-room",
                     "no-number")),
        group_form(now, "coming-in"),
        Form("Waarschuwingen bij het inlezen", _columns((("Wat", 80), ("Hoe vaak", 20))), rows,
             about),
        *_listed_or_not(now, ("unknown-exam", "unknown-provision", "no-hint", "no-room",
                              "no-number", "same-number", "no-team"), day, ground),
    )  # fmt: skip


# ---------------------------------------------------------------- pieces


def _large(figures: Figures, keys: tuple[str, ...]) -> Large:
    note = f"Over {choice_text(figures.choice)}. {caveat_text(figures)}".strip()
    return Large(span_text(figures.span).capitalize(), large_of(figures, keys), note)


def _listed_or_not(
    figures: Figures, keys: tuple[str, ...], day: OfficeDay, ground: SpanGround
) -> Iterator[Block]:
    """Yield a list for each figure that rests on something; one sentence names the others."""
    empty = []
    for key in keys:
        measure = figures.measure(key)
        if measure is not None and measure.value is not None and not measure.counted:
            empty.append(NAME[key])
        else:
            yield _listed(figures, key, day, ground)
    if empty:
        yield Told("Verder niets om te bespreken", (f"{'; '.join(empty)}: geen.",))


def _listed(figures: Figures, key: str, day: OfficeDay, ground: SpanGround) -> Block:
    """Return what a figure rests on as a list, without a candidate's name."""
    measure = figures.measure(key)
    title = NAME[key]
    if measure is None or not measure.counted:
        told = "Niets om te bespreken."
        if measure is not None and measure.value is None:
            told = f"Niet gemeten: {ground_text(measure)}."
        return Told(title, (told,))
    shown = measure.counted[:ROWS_MAX]
    rows = []
    for each in shown:
        line = trace_line(each, day, ground.zone, key)
        where = " · ".join(word for word in (line.session, line.room) if word)
        detail = " · ".join(word for word in (line.detail, line.by) if word)
        rows.append((f"{line.day} {line.time}".strip() or "–", line.what or "–", where or "–",
                     detail or "–"))  # fmt: skip
    left = len(measure.counted) - len(shown)
    note = f"{value_text(measure)} in totaal; {left} meer staan in de werkmap." if left else ""
    return Form(title, _columns(LIST), tuple(rows), note)


def _compared(now: Figures, before: Figures, group: str) -> Form:
    """Return a group of figures beside those of the week before."""
    measures = next((its for name, its in now.groups if name == group), ())
    rows = []
    for each in measures:
        earlier = before.measure(each.key)
        then = "–" if earlier is None else value_text(earlier)
        rows.append((NAME[each.key], value_text(each), then, ground_text(each) or "–"))
    return Form(GROUP[group], COMPARED, tuple(rows))


def _columns(told: tuple[tuple[str, int], ...]) -> tuple[FormColumn, ...]:
    return tuple(FormColumn(*each) for each in told)


_Agenda = Callable[[tuple[Figures, ...], OfficeDay, SpanGround], tuple[Block, ...]]
_BLOCKS: Final[Mapping[str, _Agenda]] = {
    "weekly": _weekly,
    "chain": _chain,
    "board": _board,
    "sources": _sources,
}
