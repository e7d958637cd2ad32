"""Pages of associations: sizes, filters and order as the standard's query has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dossier.oke.enrolment import ROLES, STATES, TYPE
from dossier.oke.json_text import Json
from dossier.oke.problems import Rejected

PAGE_SIZES: Final = (10, 20, 50, 100, 250)
_TYPES: Final = ("programOfferingAssociation", "courseOfferingAssociation", TYPE)
_RESULT_STATES: Final = ("in progress", "postponed", "completed", "queued")


@dataclass(frozen=True, slots=True)
class Page:
    """Which page is asked."""

    size: int = PAGE_SIZES[0]
    number: int = 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which associations are asked, in which order; None asks nothing."""

    page: Page
    role: str | None = None
    state: str | None = None
    result_state: str | None = None
    association_type: str | None = None
    consumer: str | None = None
    is_descending: bool = False


def read_wanted(query: Mapping[str, str]) -> Wanted:
    """Read the query of a list.

    Raises:
        Rejected: 400, naming the parameter.
    """
    return Wanted(
        page=read_page(query),
        role=_choice(query, "role", ROLES),
        state=_choice(query, "state", tuple(STATES)),
        result_state=_choice(query, "result-state", _RESULT_STATES),
        association_type=_choice(query, "associationType", _TYPES),
        consumer=query.get("consumer"),
        is_descending=_choice(query, "sort", ("associationId", "-associationId"))
        == "-associationId",
    )


def read_page(query: Mapping[str, str]) -> Page:
    """Read pageSize and pageNumber."""
    sizes = tuple(str(size) for size in PAGE_SIZES)
    size = _choice(query, "pageSize", sizes) or sizes[0]
    number = query.get("pageNumber", "1")
    if not (number.isascii() and number.isdigit() and len(number) < 7 and int(number) > 0):
        raise Rejected(400, "Query unreadable", "pageNumber counts from 1.")
    return Page(int(size), int(number))


def _choice(query: Mapping[str, str], name: str, options: tuple[str, ...]) -> str | None:
    asked = query.get(name)
    if asked is not None and asked not in options:
        raise Rejected(400, "Query unreadable", f"{name} is one of: {', '.join(options)}.")
    return asked


def selected(items: list[Json], wanted: Wanted) -> list[Json]:
    """Return the associations that were asked, in the order that was asked."""
    kept = [_for_consumer(item, wanted.consumer) for item in items if _fits(item, wanted)]
    return sorted(kept, key=lambda i: str(i["associationId"]), reverse=wanted.is_descending)


def _fits(item: Json, wanted: Wanted) -> bool:
    asked = (
        (wanted.role, item["role"]),
        (wanted.state, item["state"]),
        (wanted.association_type, item["associationType"]),
        (wanted.result_state, item.get("result", {}).get("state")),
    )
    return all(want is None or want == has for want, has in asked)


def _for_consumer(item: Json, consumer: str | None) -> Json:
    if consumer is None or "consumers" not in item:
        return item
    blocks = [block for block in item["consumers"] if block["consumerKey"] == consumer]
    return {**item, "consumers": blocks}


def page_json(items: list[Json], page: Page) -> Json:
    """Return one page with its place among the others."""
    pages = -(-len(items) // page.size)
    start = (page.number - 1) * page.size
    return {
        "pageSize": page.size,
        "pageNumber": page.number,
        "hasPreviousPage": page.number > 1,
        "hasNextPage": page.number < pages,
        "totalPages": pages,
        "items": items[start : start + page.size],
    }
