"""Commands as lines of JSON: exactly the members a command has, of their own types."""

from datetime import UTC, datetime

import pytest

from app.models.commands import CheckIdentity, ComeBack, Command, HandIn, RegisterArrival, Undo
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
