"""Fitting a typed dagcode to a card: what opens, and why something does not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from app.crypto.certificates import KeyKind, UntrustedChain
from app.crypto.dagcode import CardWraps, NotACode, OpenedCard, WrongCode, normalise, open_card
from app.crypto.envelope import from_json
from app.crypto.keys import SigningKey
from app.crypto.neighbours import Neighbours, open_neighbours
from app.crypto.roomfeed import FeedPlace
from app.models.strict_json import Malformed
from app.services.enrolling import Install
from app.services.packages import KeptPackage, packages
from app.services.reading_feed import FeedRefused, ReadFeed, read_feed
from app.settings import Settings
from app.store.trouble import StoreTrouble
from app.sync.protocol import CardWrap, PackageHeader


class Obstacle(StrEnum):
    """Why a code opens nothing; stable codes, the sentences live in screens."""

    NO_PACKAGE = "no-package"
    NOT_A_CODE = "not-a-code"
    WRONG_CODE = "wrong-code"
    REVOKED = "code-revoked"
    OTHER_ROOM = "code-of-another-room"
    PACKAGE_DAMAGED = "package-damaged"
    STORE_PLAIN = StoreTrouble.PLAIN.value
    STORE_OTHER_KEY = StoreTrouble.OTHER_KEY.value
    STORE_DAMAGED = StoreTrouble.DAMAGED.value
    STORE_NEWER = StoreTrouble.NEWER.value
    STORE_IN_USE = StoreTrouble.IN_USE.value
    CANNOT_WRITE = StoreTrouble.NO_SPACE.value


ANEW: Final = frozenset(
    {
        Obstacle.STORE_PLAIN,
        Obstacle.STORE_OTHER_KEY,
        Obstacle.STORE_DAMAGED,
        Obstacle.STORE_NEWER,
    }
)
"""Where a new store beside the old one is offered; the old one stays as it is."""


class Obstructed(Exception):
    """Nothing was opened, and nothing on disk was changed."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle


@dataclass(frozen=True, slots=True)
class Card:
    """What a code opened: K_room per key version, the person's key, and the feed."""

    header: PackageHeader
    number: str
    person: str
    is_reserve: bool
    certificate: str = field(repr=False)
    room_keys: Mapping[int, bytes] = field(repr=False)
    person_seed: bytes = field(repr=False)
    feed: ReadFeed = field(repr=False)
    neighbours: Neighbours = field(default_factory=Neighbours, repr=False)


def fit_code(settings: Settings, install: Install, typed: str) -> Card:
    """Find the card a typed code belongs to, and open it.

    Raises:
        Obstructed: It opens nothing here; the obstacle says why.
    """
    try:
        code = normalise(typed)
    except NotACode:
        code = ""
    if not code:
        raise Obstructed(Obstacle.NOT_A_CODE)
    kept = packages(settings)
    if not kept:
        raise Obstructed(Obstacle.NO_PACKAGE)
    for versions in kept:
        fitting = [
            (package, found)
            for package in versions
            if (found := _fitting(package, install.school, code)) is not None
        ]
        if fitting:
            if fitting[0][0] is not versions[0]:
                raise Obstructed(Obstacle.REVOKED)
            return _card(install, fitting)
    raise Obstructed(Obstacle.WRONG_CODE)


def _fitting(package: KeptPackage, school: str, code: str) -> tuple[CardWrap, OpenedCard] | None:
    for card in package.cards:
        wraps = CardWraps(card.room_wrap, card.person_wrap)
        try:
            opened = open_card(code, school, package.header.room_day, card.number, wraps)
        except WrongCode:
            continue
        return card, opened
    return None


def _card(
    install: Install, fitting: list[tuple[KeptPackage, tuple[CardWrap, OpenedCard]]]
) -> Card:
    package, (wrap, opened) = fitting[0]
    try:
        place = package.place(install.school)
        feed = read_feed(package.pages(), place, opened.room_key, install.trust)
        text = feed.certificates[wrap.number]
        certificate = install.trust.verified(from_json(text), KeyKind.PERSON)
    except (FeedRefused, KeyError, Malformed, UntrustedChain, OSError):
        certificate = None
    if certificate is None or SigningKey.from_seed(opened.person_seed).public != certificate.pub:
        raise Obstructed(Obstacle.PACKAGE_DAMAGED)
    return Card(
        header=package.header,
        number=wrap.number,
        person=certificate.id,
        is_reserve=wrap.is_reserve,
        certificate=text,
        room_keys={each.header.key_version: found.room_key for each, (_, found) in fitting},
        person_seed=opened.person_seed,
        feed=feed,
        neighbours=_neighbours(package, opened.room_key, place),
    )


def _neighbours(package: KeptPackage, room_key: bytes, place: FeedPlace) -> Neighbours:
    """Return the other rooms; a list that does not open only costs their names at a scan."""
    try:
        return open_neighbours(room_key, place, package.neighbours)
    except Malformed:
        return Neighbours()
