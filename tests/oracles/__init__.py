"""Others' word on what we compute: published vectors, and programs with no line of ours."""

import json
from typing import Any

from tests.house.tree import ROOT

PUBLISHED = ROOT / "tests" / "oracles" / "published"


def published(name: str) -> list[dict[str, Any]]:
    """Return the cases in a published file."""
    cases: list[dict[str, Any]] = json.loads((PUBLISHED / f"{name}.json").read_text("utf-8"))
    return cases
