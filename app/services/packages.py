"""The packages of room-days on disk: ciphertext, kept per key version, replaced as a whole."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from app.crypto.device_keys import write_new
from app.crypto.roomfeed import FeedPlace
from app.models.strict_json import Malformed
from app.settings import Settings
from app.sync.protocol import (
    CardWrap,
    FeedAnswer,
    Package,
    PackageHeader,
    decode_feed,
    decode_package,
    encode_feed,
    encode_package,
)

CARDS: Final = "cards.json"
_VERSION = re.compile(r"v([1-9][0-9]{0,5})\Z")
_PAGE = re.compile(r"feed-[0-9]{6}\.json\Z")


@dataclass(frozen=True, slots=True)
class KeptPackage:
    """One key version of a room-day's package, its feed still on disk."""

    header: PackageHeader
    cards: tuple[CardWrap, ...] = field(repr=False)
    folder: Path
    neighbours: bytes = field(default=b"", repr=False)

    def place(self, school: str) -> FeedPlace:
        """Return what its chunks are bound to."""
        return FeedPlace(school, self.header.room_day, self.header.key_version)

    def pages(self) -> Iterator[FeedAnswer]:
        """Yield the pages of the feed, in order.

        Raises:
            Malformed: A page is not one.
            OSError: A page cannot be read.
        """
        for path in sorted(self.folder.iterdir()):
            if _PAGE.match(path.name):
                yield decode_feed(path.read_bytes())


def keep_package(settings: Settings, package: Package) -> None:
    """Write a package in the place of the one of the same key version.

    Raises:
        OSError: It cannot be written; what was there before is there still.
    """
    folder = _folder(settings, package.header)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    bare = replace(package, feed=replace(package.feed, chunks=()))
    for path in [each for each in folder.iterdir() if _PAGE.match(each.name)][1:]:
        path.unlink()
    _put(folder / _page_name(0), encode_feed(package.feed))
    _put(folder / CARDS, encode_package(bare))


def keep_page(settings: Settings, header: PackageHeader, page: FeedAnswer) -> None:
    """Write a further page of a package's feed.

    Raises:
        OSError: It cannot be written.
    """
    folder = _folder(settings, header)
    number = sum(1 for each in folder.iterdir() if _PAGE.match(each.name))
    _put(folder / _page_name(number), encode_feed(page))


def packages(settings: Settings) -> tuple[tuple[KeptPackage, ...], ...]:
    """Return the packages on this laptop: per room-day its key versions, the newest first.

    A package that cannot be read is passed over: it is fetched again.
    """
    if not settings.rooms.is_dir():
        return ()
    found = (_versions(folder) for folder in sorted(settings.rooms.iterdir()) if folder.is_dir())
    return tuple(versions for versions in found if versions)


def _versions(folder: Path) -> tuple[KeptPackage, ...]:
    numbered = sorted(
        (int(match[1]), path) for path in folder.iterdir() if (match := _VERSION.match(path.name))
    )
    kept = (_read(path) for _, path in reversed(numbered))
    return tuple(each for each in kept if each is not None and each.header.room_day == folder.name)


def _read(folder: Path) -> KeptPackage | None:
    try:
        package = decode_package((folder / CARDS).read_bytes())
    except (OSError, Malformed):
        return None
    return KeptPackage(package.header, package.cards, folder, package.neighbours)


def _folder(settings: Settings, header: PackageHeader) -> Path:
    return settings.room(header.room_day) / f"v{header.key_version}"


def _page_name(number: int) -> str:
    return f"feed-{number:06d}.json"


def _put(path: Path, content: bytes) -> None:
    """Replace a file whole or not at all."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    write_new(draft, content)
    draft.replace(path)
