"""One member at a time: required, of the right form, or read leniently with a note."""

import re
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final

from dossier.oke.json_text import Json
from dossier.oke.notes import Notes
from dossier.oke.problems import Rejected

TEXT: Final = 256
LONG: Final = 2048
MANY: Final = 100

_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(:\d{2})?(\.\d{1,9})?(?:[Zz]|([+-]\d{2}):?(\d{2}))",
    re.ASCII,
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEARS = range(2000, 2100)

Check = Callable[[Any], bool]


def is_text(value: Any, limit: int = LONG) -> bool:
    """Tell whether it is a text of a sensible length."""
    return isinstance(value, str) and len(value) <= limit


def is_name(value: Any) -> bool:
    """Tell whether it is a text of at most 256 characters that says something."""
    return is_text(value, TEXT) and bool(value.strip())


def is_long_name(value: Any) -> bool:
    """Tell whether it is a text of a sensible length that says something."""
    return is_text(value) and bool(value.strip())


def is_flag(value: Any) -> bool:
    """Tell whether it is true or false."""
    return isinstance(value, bool)


def is_whole(value: Any) -> bool:
    """Tell whether it is a whole number that fits 32 bits."""
    return isinstance(value, int) and not isinstance(value, bool) and -(2**31) <= value < 2**31


def is_count(value: Any) -> bool:
    """Tell whether it is a number of something."""
    return is_whole(value) and value >= 0


def is_uuid(value: Any) -> bool:
    """Tell whether it is a UUID in its usual form."""
    if not isinstance(value, str):
        return False
    try:
        return str(uuid.UUID(value)) == value.lower()
    except ValueError:
        return False


def is_same_id(told: Any, known: str) -> bool:
    """Tell whether an id in a body is the one of the path; the case of letters says nothing."""
    return isinstance(told, str) and told.lower() == known


def is_date(value: Any) -> bool:
    """Tell whether it is a day as RFC 3339 writes it."""
    return isinstance(value, str) and bool(_DATE.fullmatch(value)) and _is_real_date(value)


def _is_real_date(value: str) -> bool:
    try:
        datetime.strptime(value, "%Y-%m-%d")  # noqa: DTZ007 - a day has no offset
    except ValueError:
        return False
    return True


def is_mail(value: Any) -> bool:
    """Tell whether it could be a mail address."""
    return is_text(value, TEXT) and bool(re.fullmatch(r"[^@\s]+@[^@\s]+", value))


def is_codes(value: Any) -> bool:
    """Tell whether it is a list of identifiers {codeType, code}."""
    return is_list(value, is_code)


def is_code(value: Any) -> bool:
    """Tell whether it is one identifier {codeType, code} and nothing more."""
    return (
        isinstance(value, dict)
        and set(value) == {"codeType", "code"}
        and is_name(value["codeType"])
        and is_text(value["code"])
        and bool(value["code"].strip())
    )


def is_list(value: Any, check: Check) -> bool:
    """Tell whether it is a list of at most a hundred, each of the right form."""
    return isinstance(value, list) and len(value) <= MANY and all(check(one) for one in value)


def is_texts(value: Any) -> bool:
    """Tell whether it is a list of texts."""
    return is_list(value, is_name)


def is_translated(value: Any) -> bool:
    """Tell whether it is a text in at least one language: [{language, value}]."""
    return bool(value) and is_list(
        value,
        lambda one: (
            isinstance(one, dict)
            and is_name(one.get("language"))
            and is_text(one.get("value"))
            and bool(one["value"].strip())
        ),
    )


def is_reference(value: Any) -> bool:
    """Tell whether it is an id, or the object itself."""
    return is_uuid(value) or isinstance(value, dict)


def is_object(value: Any) -> bool:
    """Tell whether it is an object."""
    return isinstance(value, dict)


def is_objects(value: Any) -> bool:
    """Tell whether it is a list of objects."""
    return is_list(value, is_object)


def one_of(*options: str) -> Check:
    """Return the check for a closed set of texts."""
    return lambda value: isinstance(value, str) and value in options


def some_of(*options: str) -> Check:
    """Return the check for a list out of a closed set of texts."""
    return lambda value: is_list(value, one_of(*options))


def require(body: Json, member: str, check: Check, where: str = "") -> Any:
    """Return a member that must be there in the right form.

    Raises:
        Rejected: 400, naming the member.
    """
    if member not in body:
        raise Rejected(400, "Member missing", f"{where}{member} is required.")
    if not check(body[member]):
        raise Rejected(400, "Member unreadable", f"{where}{member} has a wrong form.")
    return body[member]


def keep_well_formed(body: Json, checks: dict[str, Check], notes: Notes) -> None:
    """Take out the members we do not use ourselves when their form is wrong."""
    for member, check in checks.items():
        if member in body and not check(body[member]):
            del body[member]
            notes.malformed(member)


def keep_known(block: Json, known: Iterable[str], notes: Notes) -> None:
    """Take out of our own block what the standard does not know there."""
    for member in [name for name in block if name not in set(known)]:
        del block[member]
        notes.unknown(member)


def take_former_name(block: Json, former: str, member: str, notes: Notes) -> None:
    """Read a member under its former name; the right name wins when both are there."""
    if former not in block:
        return
    value = block.pop(former)
    if member in block:
        notes.beside(former, member)
    else:
        notes.old_name(former, member)
        block[member] = value


def take_choice(
    body: Json, member: str, options: dict[str, str], notes: Notes, where: str = ""
) -> str:
    """Read a word out of a closed set, put it in the agreed spelling and return it.

    `options` maps each spelling that is understood, in lower-case letters, to the agreed one.
    """
    value = body.get(member)
    agreed = options.get(_letters(value)) if isinstance(value, str) else None
    if agreed is None:
        raise Rejected(400, "Member unreadable", f"{where}{member} is not one of the known words.")
    if value != agreed:
        notes.written_as(member, value, agreed)
    body[member] = agreed
    return agreed


def _letters(word: str) -> str:
    return re.sub(r"[^a-z0-9]", "", word.lower())


def spellings(*agreed: str, **also: str) -> dict[str, str]:
    """Return the table for :func:`take_choice`: loose spellings to the agreed word."""
    return {**{_letters(word): word for word in agreed}, **also}


def take_moment(body: Json, member: str, notes: Notes, where: str = "") -> datetime:
    """Read a moment with offset; its text is kept as received where it is as RFC 3339 has it.

    Seconds may be left out; so may the colon of the offset, and capitals.

    Raises:
        Rejected: 400, when it has no offset or is no moment: never guessed.
    """
    value = require(body, member, is_text, where)
    found = _MOMENT.fullmatch(value)
    if found is None:
        raise Rejected(400, "Member unreadable", f"{where}{member} is no date-time with offset.")
    day, minutes, seconds, fraction, hour, minute = found.groups()
    start, fraction = f"{day}T{minutes}{seconds or ':00'}", fraction or ""
    try:
        moment = datetime.fromisoformat(f"{start}{fraction[:7]}{hour or '+00'}:{minute or '00'}")
    except ValueError:
        raise Rejected(400, "Member unreadable", f"{where}{member} does not exist.") from None
    if moment.year not in _YEARS:
        raise Rejected(400, "Member unreadable", f"{where}{member} lies outside 2000-2099.")
    agreed = f"{start}{fraction}{f'{hour}:{minute}' if hour else 'Z'}"
    if value != agreed:
        body[member] = agreed
        notes.written_as(member, value, agreed)
    return moment
