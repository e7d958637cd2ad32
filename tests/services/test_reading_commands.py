"""Commands as lines of JSON: exactly the members a command has, of their own types."""

import json
from datetime import UTC, datetime

import pytest

from app.models.commands import (
    CheckIdentity,
    ComeBack,
    Command,
    CopyFromPaper,
    EndSession,
    HandIn,
    RegisterArrival,
    Undo,
)
from app.models.strict_json import Malformed
from app.models.values import NOT_OBSERVED, IdentityOutcome
from app.services.reading_commands import read_command


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ('{"do":"Undo"}', Undo()),
        ('{"do":"RegisterArrival","session":"s","candidate":"c"}', RegisterArrival("s", "c")),
        (
            '{"do":"ComeBack","session":"s","candidate":"c","seen_at":"2026-12-09T08:00:00.000Z"}',
            ComeBack("s", "c", datetime(2026, 12, 9, 8, tzinfo=UTC)),
        ),
        (
            '{"do":"RegisterArrival","session":"s","candidate":"c","identity":null}',
            RegisterArrival("s", "c", None),
        ),
        (
            '{"do":"CheckIdentity","session":"s","candidate":"c","outcome":"doubt"}',
            CheckIdentity("s", "c", IdentityOutcome.DOUBT),
        ),
        (
            '{"do":"HandIn","session":"s","candidates":["a","b"],"seen_at":"not-observed"}',
            HandIn("s", ("a", "b"), seen_at=NOT_OBSERVED),
        ),
    ],
)
def test_a_line_is_the_command_it_says(line: str, command: Command) -> None:
    assert read_command(line) == command


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "{}",
        '{"do":"Object"}',
        '{"do":"Undo","more":1}',
        '{"do":"RegisterArrival","session":"s"}',
        '{"do":"RegisterArrival","session":"s","candidate":7}',
        '{"do":"CheckIdentity","session":"s","candidate":"c","outcome":"fine"}',
        '{"do":"HandIn","session":"s","candidates":"a"}',
        '{"do":"Undo","do":"Redo"}',
    ],
)
def test_anything_else_is_malformed(line: str) -> None:
    with pytest.raises(Malformed):
        read_command(line)


def test_any_line_may_say_who_types_it_over_from_paper() -> None:
    line = {"do": "EndSession", "session": "s1", "seen_at": "not-observed", "copied_by": "p1"}
    assert read_command(json.dumps(line)) == CopyFromPaper(EndSession("s1", NOT_OBSERVED), "p1")


@pytest.mark.parametrize("line", [{"do": "Undo", "copied_by": "p1"}, {"do": "CopyFromPaper"}])
def test_taking_back_and_a_bare_copy_are_no_lines(line: dict[str, str]) -> None:
    with pytest.raises(Malformed):
        read_command(json.dumps(line))
