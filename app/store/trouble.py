"""Why a store does not open; nothing is deleted and nothing is made in its place."""

from enum import StrEnum


class StoreTrouble(StrEnum):
    """Stable codes for screens and logs."""

    MISSING = "store-missing"
    PLAIN = "store-plain"
    OTHER_KEY = "store-other-key"
    DAMAGED = "store-damaged"
    NEWER = "store-newer"
    IN_USE = "store-in-use"
    NO_SPACE = "store-cannot-write"


class StoreUnusable(Exception):
    """A store that cannot be used; the text never holds content or keys."""

    code: StoreTrouble


class Missing(StoreUnusable):
    """There is no such file."""

    code = StoreTrouble.MISSING


class PlainFile(StoreUnusable):
    """An unencrypted SQLite file lies in the store's place."""

    code = StoreTrouble.PLAIN


class WrongKey(StoreUnusable):
    """The store was made under another key."""

    code = StoreTrouble.OTHER_KEY


class Damaged(StoreUnusable):
    """The store was made under this key, but its content is not whole."""

    code = StoreTrouble.DAMAGED


class TooNew(StoreUnusable):
    """A newer version of the program made the store."""

    code = StoreTrouble.NEWER


class InUse(StoreUnusable):
    """Another program has the store open."""

    code = StoreTrouble.IN_USE


class NotWritten(StoreUnusable):
    """The disk refused: what was to be recorded is not recorded."""

    code = StoreTrouble.NO_SPACE
