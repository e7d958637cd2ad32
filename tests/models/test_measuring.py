"""The auditor's walk: figures of a month down to single acts, counted again without our folds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from statistics import median

import pytest

from app.models.act import Event
from app.models.counting import DOSSIER
from app.models.dossier_told import DossierTold
from app.models.facts import (
    ArrivalRegistered,
    Corrected,
    NoShowEstablished,
    ProvisionReported,
    SessionEnded,
    SessionStarted,
)
from app.models.marks import ReportAmended, ReportSealed
from app.models.measures import Choice, MeasureKind, Missing
from app.models.measuring import Figures, Stopped, measured
from app.models.office_day import OfficeDay
from app.models.plan import CandidatePlanned
from app.models.report_measures import caveat_text, trace_line, value_text
from app.models.retention_facts import PersonErased
from app.models.spans import SpanKind, span_of
from app.models.standard_facts import StandardChanged
from app.models.standards import MINIMUM
from app.models.values import ProvisionOutcome
from tests.builders import (
    START,
    Writer,
    a_candidate,
    a_room,
    a_session,
    candidate_id,
)
from tests.months import DAYS, ZONE, Month, a_month, start_of

JUNE = span_of(SpanKind.MONTH, DAYS[0])
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def month() -> Month:
    return a_month()


@pytest.fixture(scope="module")
def june(month: Month) -> Figures:
    return measured(month.day(), JUNE, ZONE, Choice(), month.told())


Acts = list[tuple[Event, object]]


def acts_of(month: Month, cls: type) -> Acts:
    """Every act of a type in the raw events; nothing of a fold is asked."""
    told = [(event, event.body.act) for event in month.raw if event.body is not None]
    return [(event, act) for event, act in told if isinstance(act, cls)]


def about(event: Event) -> tuple[str, str]:
    assert event.body is not None
    return event.header.scope, event.body.candidate or ""


def no_shows(month: Month) -> tuple[set[str], float]:
    """Somebody did not come when an absence is recorded and no arrival."""
    came = {about(event) for event, _ in acts_of(month, ArrivalRegistered)}
    missed = [e for e, _ in acts_of(month, NoShowEstablished) if about(e) not in came]
    started = {event.header.scope for event, _ in acts_of(month, SessionStarted)}
    expected = {about(event) for event, _ in acts_of(month, CandidatePlanned)}
    return {event.leaf for event in missed}, len(missed) / len(
        [scope for scope, _ in expected if scope in started]
    )


def corrections(month: Month) -> tuple[set[str], float]:
    found = {e.leaf for e, act in acts_of(month, Corrected)
             if isinstance(act, Corrected) and not act.is_undo}  # fmt: skip
    return found, len(found)


def settled(month: Month) -> tuple[set[str], float]:
    """Who settles a difference saw what both laptops said, and says again what one of them did."""
    arrivals = [*acts_of(month, ArrivalRegistered), *acts_of(month, NoShowEstablished)]
    found = {e.leaf for e, _ in arrivals if e.body is not None and len(e.body.seen) == 2}
    return found, len(found)


def sealed(month: Month) -> tuple[set[str], float]:
    ends = {event.header.scope: event.header.corrected
            for event, _ in acts_of(month, SessionEnded)}  # fmt: skip
    seals = acts_of(month, ReportSealed)
    took = [(event.header.corrected - ends[event.header.scope]) / MINUTE for event, _ in seals]
    return {event.leaf for event, _ in seals}, median(took)


def amended(month: Month) -> tuple[set[str], float]:
    found = {event.leaf for event, _ in acts_of(month, ReportAmended)}
    return found, len(found)


def provided(month: Month) -> tuple[set[str], float]:
    """Of every need in a plan whether it was given; extra time is given by the clock."""
    reported = [(e, act) for e, act in acts_of(month, ProvisionReported)
                if isinstance(act, ProvisionReported)]  # fmt: skip
    given = {e.leaf for e, act in reported if act.outcome is ProvisionOutcome.GIVEN}
    granted = [act for _, act in acts_of(month, CandidatePlanned)
               if isinstance(act, CandidatePlanned)]  # fmt: skip
    timed = sum(act.extra_time_min is not None for act in granted)
    needs = sum(len(act.needs) for act in granted)
    return given, (len(given) + timed) / (needs + timed)


WALK: dict[str, Callable[[Month], tuple[set[str], float]]] = {
    "no-show": no_shows,
    "corrections": corrections,
    "settled": settled,
    "seal": sealed,
    "amendments": amended,
}


@pytest.mark.parametrize("key", WALK)
def test_a_figure_of_the_month_is_what_its_single_acts_say(
    month: Month, june: Figures, key: str
) -> None:
    leaves, value = WALK[key](month)
    measure = june.measure(key)
    assert measure is not None
    assert measure.value == pytest.approx(value)
    assert len(measure.counted) == len(leaves)
    assert {each.leaf for each in measure.counted} == leaves


def test_provisions_count_what_was_granted_and_what_was_given(month: Month, june: Figures) -> None:
    leaves, value = provided(month)
    measure = june.measure("provided")
    assert measure is not None
    assert measure.value == pytest.approx(value)
    assert leaves <= {each.leaf for each in measure.counted}


def test_roles_given_and_people_who_read_are_counted(month: Month, june: Figures) -> None:
    told = {key: value_text(measure) for key in ("granted-roles", "confirmed-roles", "reads",
            "withdrawn-roles", "broken-glass", "refused-reads", "operator-reads")
            if (measure := june.measure(key)) is not None}  # fmt: skip
    assert set(told.values()) == {"1"}
    granted = june.measure("granted-roles")
    assert granted is not None
    assert [each.leaf for each in granted.counted] == [month.school[0].leaf]
    broken = june.measure("broken-glass")
    assert broken is not None
    assert [each.detail for each in broken.counted] == ["b2, functioneel beheer: brand"]


def test_of_what_came_in_it_tells_whom_it_cannot_place() -> None:
    month = a_month(DAYS[:1])
    play, before = month.plays[1], start_of(DAYS[0]) - 30 * MINUTE
    play.plan(replace(a_candidate(7, needs=("ROKEN",)), number="100002"), candidate_id(7), before)
    play.plan(replace(a_candidate(8), number=" "), candidate_id(8), before)
    figures = measured(month.day(), span_of(SpanKind.WEEK, DAYS[0]), ZONE, Choice(), month.told())
    told = {
        key: [each.candidate for each in measure.counted]
        for key in ("no-team", "same-number", "no-number", "unknown-provision")
        if (measure := figures.measure(key)) is not None
    }
    assert told["no-team"] == [candidate_id(7), candidate_id(8)]
    assert told["same-number"] == [candidate_id(2), candidate_id(7)]
    assert told["no-number"] == [candidate_id(8)]
    assert candidate_id(7) in told["unknown-provision"]


def test_a_session_that_was_taken_out_of_its_room_has_none_and_is_not_held() -> None:
    play = a_session(started=False)
    play.plan(a_room(is_held=False))
    day = OfficeDay({play.session_id: play.session})
    figures = measured(
        day, span_of(SpanKind.WEEK, START.date()), ZONE, Choice(), DossierTold(START)
    )
    values = {key: figures.measure(key) for key in ("no-room", "planned")}
    assert {key: each and each.value for key, each in values.items()} == {
        "no-room": 1, "planned": 0,
    }  # fmt: skip


def test_what_was_erased_counts_no_longer_and_the_report_says_so() -> None:
    month = a_month(DAYS[:1])
    went = ("s-0/plain", "s-9/plain")
    act = PersonErased("person-6", "b1", "b2", went, 7, 0, 1, 0, (), "2026-07-20")
    erasure = Writer(DOSSIER).act(act, start_of(DAYS[0]), scope="office")
    day = replace(month.day(), erasures=(erasure,))
    june, part, other = (
        measured(day, span, ZONE, choice, month.told())
        for span, choice in ((JUNE, Choice()), (JUNE, Choice(location="Kanaalstraat")),
                             (JUNE, Choice(location="Havenstraat")))
    )  # fmt: skip
    assert (june.gone, part.gone, other.gone) == (1, 1, 0)
    assert "Van 1 persoon is iets gewist" in caveat_text(june)
    assert caveat_text(other) == ""
    measure = june.measure("erased-people")
    assert measure is not None
    assert [(each.leaf, each.by) for each in measure.counted] == [(erasure.leaf, "b1, b2")]


def test_who_gave_a_role_and_who_read_is_told_by_name_where_the_name_is_known(
    month: Month,
) -> None:
    names = {"s1": "A. Steward", "b1": "S. Lieverse", "b2": "T. Auditor"}
    day = replace(month.day(), people=names)
    june = measured(day, JUNE, ZONE, Choice(), month.told())
    told = {
        key: [trace_line(each, day, ZONE, key) for each in measure.counted]
        for key in ("granted-roles", "reads", "operator-reads")
        if (measure := june.measure(key)) is not None
    }
    (granted,), (read,), (operator,) = told.values()
    assert (granted.by, granted.detail) == ("A. Steward", "T. Auditor, auditor")
    assert (read.by, operator.by) == ("S. Lieverse", "op de server zelf")


def test_a_dossier_is_complete_by_the_minimum_set_of_its_own_day(month: Month) -> None:
    """The same rule as the page of the dossiers; what is missing stands beside the others."""
    only_report = '{"items": [{"code": "report", "dutch": "Verslag", "next": "Teken."}]}'
    change = StandardChanged(MINIMUM, only_report, DAYS[1].isoformat(), 1, "minder", "t1")
    event = Writer(DOSSIER).act(change, start_of(DAYS[0]), scope="school")
    before, since = (
        measured(replace(month.day(), school=school), JUNE, ZONE, Choice(), month.told())
        for school in ((), (event,))
    )
    told = [
        {each.session: each.detail for each in measure.of}
        for figures in (before, since)
        if (measure := figures.measure("complete")) is not None
    ]
    assert told[0] == {
        "s-0": "Documenten gemaakt",
        "s-1": "",
        "s-2": "Verschillen opgelost, Verslag aan de planning, Presentie aan de planning",
        "s-3": "Proces-verbaal getekend en verzegeld, Documenten gemaakt, "
        "Verslag aan de planning, Presentie aan de planning",
        "s-4": "",
    }
    assert told[1] == {"s-0": told[0]["s-0"], "s-1": "", "s-2": "", "s-3": "Verslag", "s-4": ""}
    for figures, ready in ((before, {"s-1", "s-4"}), (since, {"s-1", "s-2", "s-4"})):
        measure = figures.measure("complete")
        assert measure is not None
        assert {each.session for each in measure.counted} == ready


# ---------------------------------------------------------------- what adds up


@pytest.mark.parametrize("name", ["location", "team", "kind"])
def test_the_parts_of_a_school_add_up_to_all_of_it(month: Month, june: Figures, name: str) -> None:
    sorts = {"location": june.sorts.locations, "team": june.sorts.teams, "kind": june.sorts.kinds}
    parts = [
        measured(month.day(), JUNE, ZONE, Choice(**{name: each}), month.told())
        for each in sorts[name]
    ]
    assert len(parts) == 2
    for key in ("expected", "no-show", "late", "granted", "provided", "withheld"):
        whole = june.measure(key)
        its = [part.measure(key) for part in parts]
        assert whole is not None
        assert sum(len(each.counted) for each in its if each is not None) == len(whole.counted)


def test_the_days_of_a_month_add_up_to_it(june: Figures) -> None:
    for _, measures in june.groups:
        for each in measures:
            if each.kind is MeasureKind.COUNT:
                by_day = sum(value or 0 for _, value in each.by_day(JUNE.days))
                assert by_day == each.value, each.key


@pytest.mark.parametrize(("kind", "days"), [(SpanKind.DAY, DAYS[1:2]), (SpanKind.WEEK, DAYS[:2])])
def test_a_span_holds_only_its_own_days(
    month: Month, kind: SpanKind, days: tuple[date, ...]
) -> None:
    figures = measured(month.day(), span_of(kind, DAYS[1]), ZONE, Choice(), month.told())
    held = figures.measure("expected")
    assert held is not None
    assert {each.on for each in held.counted} == set(days)


# ---------------------------------------------------------------- what is not measured


def missing(figures: Figures, key: str) -> Missing | None:
    measure = figures.measure(key)
    assert measure is not None
    assert (measure.missing is None) == (measure.kind is not MeasureKind.UNMEASURED)
    return measure.missing


def test_what_nobody_sends_a_date_of_is_never_measured(june: Figures) -> None:
    assert missing(june, "establish") is missing(june, "register") is Missing.NEVER_RECEIVED


def test_without_an_answer_of_the_dossier_its_figures_are_missing_and_not_zero(
    month: Month,
) -> None:
    alone = measured(month.day(), JUNE, ZONE, Choice())
    for key in ("delivered", "refused", "deliver", "warned", "complete", "reads"):
        assert missing(alone, key) is Missing.NOT_ANSWERED
    assert missing(alone, "no-show") is None


def test_a_figure_of_the_whole_school_is_not_shown_for_a_part_of_it(month: Month) -> None:
    part = measured(month.day(), JUNE, ZONE, Choice(team="Zorg"), month.told())
    for key in ("reads", "granted-roles", "warned", "no-room"):
        assert missing(part, key) is Missing.WHOLE_SCHOOL
    assert missing(part, "delivered") is None


def test_it_stops_when_somebody_does_not_want_to_wait(month: Month) -> None:
    heard: list[int] = []

    def step(done: int, _whole: int) -> bool:
        heard.append(done)
        return done < 2

    with pytest.raises(Stopped):
        measured(month.day(), JUNE, ZONE, Choice(), None, step)
    assert heard == [1, 2]
