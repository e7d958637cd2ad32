"""The rows of Vandaag (02) about provisions: what is known, and what lies ready."""

from collections import defaultdict

from app.models import commands as c
from app.models.paper import Paper
from app.models.provision_states import ProvisionState, provision_count, provision_states
from app.models.remembered import Remembered
from app.models.session import Enrolment
from app.models.values import ProvisionOutcome
from app.screens.room.today import CheckKind, CheckRow
from app.screens.room.wording import Line, ScreenAction, Span, Tone, line

READY = "ready"
SUMMARY = "provisions-ready"
SHOWN = 4
SEATS = ScreenAction("map", "Plattegrond", "Ctrl K")


def provision_checks(paper: Paper) -> tuple[CheckRow, ...]:
    """Return what is known of provisions, and how many lie ready."""
    count = provision_count(paper)
    people = "1 kandidaat" if count.candidates == 1 else f"{count.candidates} kandidaten"
    known = CheckRow(
        "provisions",
        CheckKind.AUTOMATIC,
        "Voorzieningen bekend",
        line(f"{people}, {_provisions(count.granted)}" if count.granted else "niemand"),
        "automatisch",
    )
    asked = _to_ready(paper)
    if not asked:
        return (known,)
    looked = [state.is_ready for _, state in asked]
    ready = looked.count(True)
    waiting = len(asked) - ready
    broken = looked.count(False)
    told = [f"{ready} klaar"] if ready else []
    told += [f"{waiting - broken} nog niet"] if waiting - broken else []
    told += [f"{broken} werkt niet" if broken == 1 else f"{broken} werken niet"] if broken else []
    summary = CheckRow(
        SUMMARY,
        CheckKind.ATTENTION if waiting else CheckKind.AUTOMATIC,
        f"{_provisions(len(asked))} in dit lokaal",
        line(", ".join(told)),
    )
    return (known, summary)


def _provisions(count: int) -> str:
    return "1 voorziening" if count == 1 else f"{count} voorzieningen"


Asked = list[tuple[Enrolment, ProvisionState]]


@Remembered
def _to_ready(paper: Paper) -> Asked:
    """Return what has to lie ready or be tested before the start."""
    return [
        (each, state)
        for each in paper.enrolments()
        for state in provision_states(paper, each)
        if state.granted.is_readied and state.outcome is not ProvisionOutcome.NOT_APPLICABLE
    ]


def ready_rows(paper: Paper) -> list[CheckRow]:
    """Return a row per provision that nobody found ready yet: these are for people to tick."""
    by_code: dict[str, Asked] = defaultdict(list)
    for each, state in _to_ready(paper):
        if state.is_ready is not True:
            by_code[state.granted.code].append((each, state))
    return [_waiting_row(paper, code, its) for code, its in by_code.items()]


def _waiting_row(paper: Paper, code: str, its: Asked) -> CheckRow:
    granted = its[0][1].granted
    broken = [each for each, state in its if state.is_ready is False]
    detail: Line = (Span(_who(paper, [each for each, _ in its])),)
    if broken:
        words = f"werkt niet: {_who(paper, broken)}"
        detail = (Span(words, strong=True, tone=Tone.WARNING),)
    return CheckRow(
        f"{READY}|{code}",
        CheckKind.ATTENTION if broken else CheckKind.OPEN,
        granted.word,
        detail,
        "" if granted.kind is None else granted.kind.confirm,
        ScreenAction(READY, "Klaar", keys="Spatie"),
        second=SEATS if any(each.seat for each, _ in its) else None,
    )


def _who(paper: Paper, people: list[Enrolment]) -> str:
    shown = [each.seat or paper.name(each) for each in people[:SHOWN]]
    more = len(people) - SHOWN
    return ", ".join([*shown, f"en {more} anderen"] if more > 0 else shown)


def ready_command(paper: Paper, check: str) -> c.ReadyProvision | None:
    """Return the command of a row: all of one kind that nobody found ready yet."""
    name, _, code = check.partition("|")
    who = tuple(
        each.candidate
        for each, state in _to_ready(paper)
        if state.granted.code == code and state.is_ready is not True
    )
    return c.ReadyProvision(paper.session.id, who, code) if name == READY and who else None
