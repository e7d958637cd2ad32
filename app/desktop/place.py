"""Where the window is, as it is kept in the encrypted store: page, session and candidate."""

from dataclasses import dataclass

from app.models.strict_json import Malformed, dumps, loads_strict

PAGES = frozenset({"today", "room", "closing", "calamity"})


@dataclass(frozen=True, slots=True)
class Place:
    """A page, the session it is about, and the candidate that is selected; ids, no names."""

    page: str = "today"
    session: str = ""
    selected: str = ""


def place_text(place: Place) -> str:
    """Return a place as it is kept."""
    return dumps(
        {"page": place.page, "session": place.session, "selected": place.selected}
    ).decode()


def read_place(text: str) -> Place:
    """Return the place in kept text; anything else is the first page."""
    try:
        kept = loads_strict(text.encode(), max_bytes=1024, max_depth=1)
    except Malformed:
        return Place()
    if not isinstance(kept, dict) or kept.get("page") not in PAGES:
        return Place()
    session, selected = kept.get("session", ""), kept.get("selected", "")
    if not isinstance(session, str) or not isinstance(selected, str):
        return Place()
    return Place(str(kept["page"]), session, selected)
