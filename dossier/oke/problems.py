"""Refusals of the OKE door, in the form the standard asks: problem+json with a text status."""

from typing import Any


class Rejected(Exception):
    """A message that is not taken in; nothing of it was stored.

    `title` and `detail` go back to the planner, so they name members and rules, never a value
    that may be somebody's name.
    """

    def __init__(self, status: int, title: str, detail: str | None = None) -> None:
        super().__init__(f"{status} {title}")
        self.status = status
        self.title = title
        self.detail = detail


def problem_json(status: int, title: str, detail: str | None = None) -> dict[str, Any]:
    """Return the body of a refusal; the standard's status is text (OKE 1.0.1, table 5.0.D)."""
    problem: dict[str, Any] = {"status": str(status), "title": title}
    if detail:
        problem["detail"] = detail
    return problem
