"""The test of this laptop (02): what it measured, which keys came through, whether it scans."""

from dataclasses import dataclass, field
from typing import ClassVar, Final

from app.models.paper import Paper
from app.models.preparing_facts import TestOutcome
from app.models.values import SelfTest

TITLES: Final = {
    SelfTest.STORE: "Bewaren op deze laptop",
    SelfTest.CLOCK: "Klok",
    SelfTest.BATTERY: "Accu",
    SelfTest.DISK: "Ruimte op de schijf",
    SelfTest.ROSTER: "Kandidatenlijst compleet",
    SelfTest.KEYS: "F-toetsen",
    SelfTest.SCANNER: "Scanner",
}
TWINS: Final = {
    "F2": "A",
    "F3": "L",
    "F4": "Z",
    "F5": "W",
    "F6": "I",
    "F7": "B",
    "F8": "K",
    "F9": "C",
    "F10": "P",
    "F11": "E",
    "F12": "O",
}
"""Every function key with the letter that does the same with Alt."""
MEDIA: Final = (
    "Een mediatoets kwam door in plaats van een F-toets. Houd Fn ingedrukt, zet Fn-slot aan "
    "of gebruik Alt met de letter."
)
PRESS: Final = (
    "Druk op F2 tot en met F12: elke toets die doorkomt, wordt zwart. Doet er een niets, gebruik "
    "dan Alt met de letter eronder. Scan daarna een pas."
)


@dataclass(frozen=True, slots=True)
class TestUi:
    """What came through so far: keys by name, those by their Alt twin, and a scan."""

    __test__: ClassVar[bool] = False
    measured: tuple[TestOutcome, ...] = ()
    keys: frozenset[str] = frozenset()
    twins: frozenset[str] = frozenset()
    media: bool = False
    scan: str = field(default="", repr=False)


NOT_TESTED: Final = TestUi()


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One thing that was tested; `state` is "ok", "wrong" or "waiting"."""

    title: str
    detail: str
    state: str


@dataclass(frozen=True, slots=True)
class KeyCap:
    """A function key, the letter of its twin, and whether one of both came through."""

    key: str
    twin: str
    is_lit: bool
    by_twin: bool


@dataclass(frozen=True, slots=True)
class SelfTestScreen:
    """Everything the test says."""

    rows: tuple[OutcomeRow, ...]
    keys: tuple[KeyCap, ...]
    text: str
    warning: str = ""
    title: str = "Kan deze laptop de dag alleen draaien?"
    button: str = "Vastleggen"


def self_test_screen(ui: TestUi, papers: tuple[Paper, ...]) -> SelfTestScreen:
    """Return what the test says now."""
    rows = [
        OutcomeRow(TITLES[each.test], each.measured or "", "ok" if each.is_ok else "wrong")
        for each in ui.measured or ()
    ]
    keys, scanner = _keys(ui), _scanner(ui, papers)
    for outcome, tried in ((keys, bool(ui.keys | ui.twins)), (scanner, bool(ui.scan))):
        state = "ok" if outcome.is_ok else "waiting"
        told = outcome.measured if tried or outcome.is_ok else "nog niet geprobeerd"
        rows.append(OutcomeRow(TITLES[outcome.test], told or "", state))
    caps = tuple(_cap(ui, key, twin) for key, twin in TWINS.items())
    return SelfTestScreen(tuple(rows), caps, PRESS, MEDIA if ui.media else "")


def outcomes_of(ui: TestUi, papers: tuple[Paper, ...]) -> tuple[TestOutcome, ...]:
    """Return what is recorded: what was not tried is not in order, and says so."""
    return (*ui.measured, _keys(ui), _scanner(ui, papers))


def _keys(ui: TestUi) -> TestOutcome:
    silent = [key for key in TWINS if key not in ui.keys | ui.twins]
    by_twin = [key for key in TWINS if key not in ui.keys and key in ui.twins]
    if silent:
        told = "niet getest" if len(silent) == len(TWINS) else f"niet door: {', '.join(silent)}"
    else:
        told = f"met Alt: {', '.join(by_twin)}" if by_twin else "F2 tot en met F12"
    return TestOutcome(SelfTest.KEYS, not silent, told)


def _cap(ui: TestUi, key: str, twin: str) -> KeyCap:
    by_twin = key in ui.twins and key not in ui.keys
    return KeyCap(key, twin, is_lit=key in ui.keys or by_twin, by_twin=by_twin)


def _scanner(ui: TestUi, papers: tuple[Paper, ...]) -> TestOutcome:
    if not ui.scan:
        return TestOutcome(SelfTest.SCANNER, is_ok=False, measured="niet getest")
    plans = [each.plan for paper in papers for each in paper.enrolments()]
    is_ours = any(plan is not None and plan.number == ui.scan for plan in plans)
    told = "pas van een kandidaat hier" if is_ours else "pas gelezen, niet van dit lokaal"
    return TestOutcome(SelfTest.SCANNER, is_ok=True, measured=told)
