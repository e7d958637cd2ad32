"""The page of reports: figures of a week or a month, a plot of one, and what it rests on."""

from datetime import date
from typing import Final

from app.models.measures import Measure, MeasureKind
from app.models.measuring import Figures
from app.models.report_measures import (
    GROUP,
    KIND,
    NAME,
    NOT_WHOLE,
    REPORT,
    WHOLE,
    TraceLine,
    gone_texts,
    ground_text,
    shown,
    span_text,
    value_text,
)
from app.models.spans import SpanKind
from app.models.words import DAYS, MONTHS, clock_text
from app.screens.office.board_ui import Figure
from app.screens.office.report_ui import Bar, Narrowing, ReportScreen, ReportUi, TableLine
from app.screens.room.wording import Notice, Tone

ON_TOP: Final = {
    SpanKind.DAY: ("no-show", "late", "open-issues", "waiting"),
    SpanKind.WEEK: ("no-show", "seal", "complete", "provided"),
    SpanKind.MONTH: ("corrections", "settled", "no-show", "complete"),
}
"""The large figures: what the report is made for."""
BEFORE: Final = {
    SpanKind.DAY: "de dag ervoor",
    SpanKind.WEEK: "de week ervoor",
    SpanKind.MONTH: "de maand ervoor",
}
BY_DAY: Final = (MeasureKind.COUNT, MeasureKind.SHARE, MeasureKind.LEAD)


def report_screen(ui: ReportUi) -> ReportScreen:
    """Return what the page says."""
    figures = ui.figures
    chosen = None if figures is None else figures.measure(ui.selected)
    opened = None if figures is None or not ui.traced else figures.measure(ui.traced)
    return ReportScreen(
        title=REPORT[ui.span.kind],
        days=span_text(ui.span) + _as_of(ui),
        kind=ui.span.kind,
        figures=() if figures is None else _large(figures),
        narrowed=_narrowed(ui),
        lines=() if figures is None else _lines(figures),
        selected="" if chosen is None else chosen.key,
        plot_title="" if chosen is None else _side_title(ui, chosen),
        plot_more="" if chosen is None or opened is not None else _beside(ui, chosen),
        bars=() if figures is None or chosen is None or opened else bars_of(figures, chosen),
        traces=None if opened is None else ui.rows,
        trace_title="" if opened is None else f"{NAME[opened.key]}: {_told(opened)}",
        trace_at=ui.at,
        act=() if opened is None or not ui.lines else _act(ui.lines[ui.at]),
        progress=_progress(ui),
        empty=_empty(ui, opened),
        lists=ui.lists,
        foot=ui.foot,
        notices=_notices(ui),
    )


def first_key(figures: Figures) -> str:
    """Return the figure that is chosen when nobody chose one."""
    return next((each.key for _, its in figures.groups for each in its), "")


def bars_of(figures: Figures, measure: Measure) -> tuple[Bar, ...]:
    """Return the plot of a figure: a bar for each day on which there is something to tell."""
    if measure.kind not in BY_DAY or figures.span.kind is SpanKind.DAY:
        return ()
    busy = {each.on for each in (*measure.counted, *measure.of)}
    told = [(day, value) for day, value in measure.by_day(figures.span.days) if day in busy]
    highest = max((value for _, value in told if value is not None), default=0.0)
    return tuple(
        Bar(
            _day(day),
            shown(measure.kind, value),
            None if value is None else value / highest if highest else 0.0,
        )
        for day, value in told
    )


def trace_rows(lines: tuple[TraceLine, ...], measure: Measure) -> tuple[TableLine, ...]:
    """Return what a figure counts, and under a heading what it is a share of."""
    rows, counted = list(map(_trace, enumerate(lines))), len(measure.counted)
    if measure.kind is not MeasureKind.SHARE:
        return tuple(rows)
    return (
        TableLine("", (f"Telt: {counted}",)),
        *rows[:counted],
        TableLine("", (f"Van: {len(measure.of)} {WHOLE[measure.key]}",)),
        *rows[counted:],
    )


# ---------------------------------------------------------------- within


def _lines(figures: Figures) -> tuple[TableLine, ...]:
    found: list[TableLine] = []
    for group, measures in figures.groups:
        found.append(TableLine("", (GROUP[group],)))
        found += [
            TableLine(each.key, (NAME[each.key], value_text(each), ground_text(each)))
            for each in measures
        ]
    return tuple(found)


def _as_of(ui: ReportUi) -> str:
    """Return when the figures were told: what came in since is not in them."""
    if ui.figures is None or ui.told_at is None:
        return ""
    return f", stand {clock_text(ui.told_at, ui.zone)}"


def _large(figures: Figures) -> tuple[Figure, ...]:
    found = (figures.measure(key) for key in ON_TOP[figures.span.kind])
    return tuple(
        Figure(value_text(each), NAME[each.key].lower(), _short(each)) for each in found if each
    )


def _short(measure: Measure) -> str:
    """Return in a few words what a large figure is told of."""
    many = len(measure.counted)
    if measure.kind is MeasureKind.SHARE and measure.of:
        return f"{many} van {len(measure.of)}"
    return f"middelste van {many}" if measure.kind is MeasureKind.LEAD and many else ""


def _side_title(ui: ReportUi, chosen: Measure) -> str:
    if not ui.traced:
        is_plotted = ui.span.kind is not SpanKind.DAY and chosen.kind in BY_DAY
        return f"{NAME[chosen.key]} per dag" if is_plotted else NAME[chosen.key]
    return f"{ui.at + 1} van {len(ui.lines)}" if ui.lines else ""


def _act(line: TraceLine) -> tuple[tuple[str, str], ...]:
    """Return one act in full; its identity in groups that a person can compare."""
    leaf = " ".join(line.leaf[at : at + 8] for at in range(0, len(line.leaf), 8))
    pairs = (
        ("Wanneer", f"{line.day} {line.time}".strip()),
        ("Wat", line.what),
        ("Zitting", line.session),
        ("Zaal", line.room),
        ("Kandidaat", line.candidate),
        ("Door", line.by),
        ("Toelichting", line.detail),
        ("Gebeurtenis", leaf),
    )
    return tuple((name, word) for name, word in pairs if word)


def _trace(numbered: tuple[int, TraceLine]) -> TableLine:
    at, line = numbered
    where = " · ".join(each for each in (line.session, line.room) if each)
    detail = " · ".join(each for each in (line.candidate, line.detail) if each)
    cells = (f"{line.day} {line.time}".strip(), line.what, where, detail, line.by)
    return TableLine(str(at + 1), cells)


def _beside(ui: ReportUi, measure: Measure) -> str:
    """Return what a figure is told of, and what it was in the span before."""
    before = None if ui.before is None else ui.before.measure(measure.key)
    told = [_told(measure)]
    if before is not None and before.value is not None:
        told.append(f"{BEFORE[ui.span.kind]}: {value_text(before)}")
    return " · ".join(told)


def _told(measure: Measure) -> str:
    return " · ".join(each for each in (value_text(measure), ground_text(measure)) if each)


def _narrowed(ui: ReportUi) -> tuple[Narrowing, ...]:
    sorts = None if ui.figures is None else ui.figures.sorts
    found = (
        ("location", "Locatie", "Alt L", ui.choice.location, () if not sorts else sorts.locations),
        ("team", "Team", "Alt T", ui.choice.team, () if not sorts else sorts.teams),
        ("kind", "Examen", "Alt E", ui.choice.kind, () if not sorts else sorts.kinds),
    )
    return tuple(
        Narrowing(
            name,
            f"{word}: {KIND.get(chosen, chosen) or 'alle'}",
            keys,
            (("", "Alle"), *((each, KIND.get(each, each)) for each in sorts_of_it)),
            chosen,
        )
        for name, word, keys, chosen, sorts_of_it in found
    )


def _progress(ui: ReportUi) -> str:
    if ui.is_made:
        return "Bezig met schrijven. Esc stopt."
    if not ui.is_asked:
        return ""
    return f"Bezig: {ui.done} van {ui.whole} zittingen. Esc stopt." if ui.whole else "Bezig…"


def _empty(ui: ReportUi, opened: Measure | None) -> str:
    if opened is not None and not ui.lines:
        if opened.kind is MeasureKind.UNMEASURED:
            return "Dit is niet gemeten, dus er is niets om te tonen."
        return "Er is niets vastgelegd dat dit cijfer telt."
    if ui.figures is None:
        made = "De cijfers worden gemaakt." if ui.is_asked else "De cijfers zijn nog niet gemaakt."
        return made if ui.is_asked else f"{made} Ctrl Enter maakt ze."
    return ""


def _notices(ui: ReportUi) -> tuple[Notice, ...]:
    found = []
    if ui.trouble:
        found.append(Notice(Tone.WARNING, ui.trouble, "Probeer het nog eens."))
    figures = ui.figures
    if figures is not None and not figures.is_whole:
        found.append(Notice(Tone.NOTE, *NOT_WHOLE))
    if figures is not None and figures.gone:
        found.append(Notice(Tone.NOTE, *gone_texts(figures.gone)))
    if figures is not None and figures.told is None and not ui.is_asked:
        text = "Wat alleen het dossier weet, staat er als niet gemeten."
        found.append(Notice(Tone.NOTE, "Het dossier antwoordt nu niet.", text))
    return tuple(found)


def _day(day: date) -> str:
    return f"{DAYS[day.weekday()][:2]} {day.day} {MONTHS[day.month - 1][:3]}"
