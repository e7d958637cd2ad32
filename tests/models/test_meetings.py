"""The papers of the meetings (H16): filled from figures, complete, and without anybody's name."""

import pytest

from app.models.measures import Choice
from app.models.measuring import measured
from app.models.meetings import MEETING_SPANS, meeting_pack
from app.models.pack import Form, PaperPack
from app.models.report_measures import NAME
from app.models.report_span import SpanGround, span_report
from app.models.spans import SpanKind, span_of
from app.reports.paper_pack import render_paper_pack
from tests.months import DAYS, NOW, ZONE, Month, a_month
from tests.reports.test_session_report import folded, pages_of

GROUND = SpanGround("School voor Proeven", ZONE, NOW, "S. Lieverse")


@pytest.fixture(scope="module")
def month() -> Month:
    return a_month()


def paper_of(name: str, month: Month) -> PaperPack:
    day = month.day()
    found = []
    for kind, by in MEETING_SPANS[name]:
        span = span_of(kind, DAYS[0])
        span = span.moved(by) if by else span
        found.append(measured(day, span, ZONE, Choice(), month.told()))
    return meeting_pack(name, tuple(found), day, GROUND)


def text_of(pack: PaperPack) -> str:
    return folded("".join(pages_of(render_paper_pack(pack))))


@pytest.mark.parametrize("name", MEETING_SPANS)
def test_no_candidate_is_named_in_the_papers_of_a_meeting(month: Month, name: str) -> None:
    text = text_of(paper_of(name, month))
    assert folded("Noor") not in text
    assert folded("Proef 6") not in text
    assert "10000" not in text


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("weekly", ("Te weinig opgaven", "Komende week", "Zonder Go")),
        ("chain", ("Week ervoor", "hiervan komt geen datum binnen", "Geweigerd")),
        ("board", ("verkeerde kandidaat", "later gehoord", "Rol toegekend", "Op de server")),
        ("sources", ("locatie is gelezen als locationCode.", "1 keer", "Zonder lokaal")),
    ],
)
def test_each_meeting_gets_what_it_talks_about(
    month: Month, name: str, told: tuple[str, ...]
) -> None:
    text = text_of(paper_of(name, month)).lower()
    for each in told:
        assert folded(each).lower().removeprefix("op ") in text, each


def test_what_is_agreed_has_room_on_paper_but_for_the_quality_of_data(month: Month) -> None:
    titles = {
        name: [b.title for b in paper_of(name, month).sheets[0].blocks if isinstance(b, Form)]
        for name in MEETING_SPANS
    }
    assert [name for name, its in titles.items() if "Afspraken" not in its] == ["sources"]


@pytest.mark.parametrize("kind", SpanKind)
def test_the_report_on_paper_tells_every_figure_of_its_span(month: Month, kind: SpanKind) -> None:
    figures = measured(month.day(), span_of(kind, DAYS[0]), ZONE, Choice(), month.told())
    text = text_of(span_report(figures, GROUND))
    for _, measures in figures.groups:
        for each in measures:
            assert folded(NAME[each.key]) in text
    assert (folded("niet gemeten") in text) == (kind is not SpanKind.DAY)
