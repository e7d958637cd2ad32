"""Where the window is, as the encrypted store keeps it: page, session, candidate and looks."""

from dataclasses import asdict, dataclass, field, replace

from app.models.strict_json import Malformed, dumps, loads_strict

PAGES = frozenset({"today", "room", "closing", "calamity"})
PLACE_BYTES_MAX = 4096


@dataclass(frozen=True, slots=True)
class Looks:
    """How the room is looked at: list or seat map, and what candidates read on their screen."""

    is_map: bool = False
    clock_on: bool = False
    notices: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Place:
    """A page, the session it is about, and the candidate that is selected; ids, no names.

    `looks` None: as they were, of a page that has none. Somebody is selected in the room only:
    of another page it is whom the room behind it shows.
    """

    page: str = "today"
    session: str = ""
    selected: str = ""
    looks: Looks | None = None

    def after(self, before: "Place") -> "Place":
        """Return this place with what it does not say itself as it was before."""
        return replace(
            self,
            session=self.session or before.session,
            selected=self.selected if self.page == "room" else before.selected,
            looks=before.looks if self.looks is None else self.looks,
        )


def place_text(place: Place) -> str:
    """Return a place as it is kept."""
    return dumps(asdict(place)).decode()


def read_place(text: str) -> Place:
    """Return the place in kept text; anything else is the first page."""
    try:
        kept = loads_strict(text.encode(), max_bytes=PLACE_BYTES_MAX, max_depth=3)
    except Malformed:
        return Place()
    page = kept.get("page") if isinstance(kept, dict) else None
    if not isinstance(kept, dict) or not isinstance(page, str) or page not in PAGES:
        return Place()
    session, selected = kept.get("session", ""), kept.get("selected", "")
    if not isinstance(session, str) or not isinstance(selected, str):
        return Place()
    return Place(page, session, selected, _read_looks(kept.get("looks")))


def _read_looks(kept: object) -> Looks | None:
    """Return kept looks; what an older version kept has none."""
    if not isinstance(kept, dict):
        return None
    notices = kept.get("notices")
    listed = notices if isinstance(notices, list) else []
    told = tuple(each for each in listed if isinstance(each, str))
    return Looks(kept.get("is_map") is True, kept.get("clock_on") is True, told)
