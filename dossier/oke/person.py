"""The person inside an association: read literally, never parsed, never guessed."""

from typing import Final

from dossier.oke import fields
from dossier.oke.blocks import own_consumers, required_block
from dossier.oke.fields import Check
from dossier.oke.json_text import OUR_KEY, Json, our_block
from dossier.oke.notes import Notes

_KEPT: Final[dict[str, Check]] = {
    "ICEName": fields.is_name,
    "ICEPhoneNumber": fields.is_name,
    "ICERelation": fields.one_of("partner", "parent", "other"),
    "address": fields.is_object,
    "cityOfBirth": fields.is_text,
    "countryOfBirth": fields.is_text,
    "dateOfBirth": fields.is_date,
    "dateOfNationality": fields.is_date,
    "ext": fields.is_object,
    "gender": fields.one_of("M", "F", "U", "X"),
    "initials": fields.is_text,
    "languageOfChoice": fields.is_texts,
    "mobileNumber": fields.is_name,
    "nationality": fields.is_text,
    "office": fields.is_text,
    "otherCodes": fields.is_codes,
    "photoOfficial": fields.is_text,
    "photoSocial": fields.is_text,
    "secondaryMail": fields.is_mail,
    "surnamePrefix": lambda value: fields.is_text(value, fields.TEXT),
    "telephoneNumber": fields.is_name,
    "titlePrefix": fields.is_text,
    "titleSuffix": fields.is_text,
}
_KEPT_IN_BLOCK: Final[dict[str, Check]] = {"assignedNeeds": fields.is_objects}
_BLOCK_MEMBERS: Final = (*_KEPT_IN_BLOCK, "consumerKey", "idCheckName", "preferredName")
_MOVED: Final[dict[str, Check]] = {
    "preferredName": fields.is_name,
    "idCheckName": fields.is_long_name,  # the standard sets no limit, and it holds all names
}


def take_person(person: Json, notes: Notes, *, is_candidate: bool) -> None:
    """Check a person object in place; candidates need both names for the exam day.

    Raises:
        Rejected: 400, when a required member is missing or unreadable.
    """
    _take_ids(person, notes)
    for name in ("givenName", "surname", "displayName"):
        fields.require(person, name, fields.is_name, "person.")
    fields.require(person, "activeEnrollment", fields.is_flag, "person.")
    fields.require(
        person, "affiliations", fields.some_of("student", "employee", "guest"), "person."
    )
    fields.require(person, "mail", fields.is_mail, "person.")
    fields.keep_well_formed(person, _KEPT, notes)
    own_consumers(person)
    _take_old_places(person, notes)
    _take_block(person, notes, is_candidate=is_candidate)


def _take_ids(person: Json, notes: Notes) -> None:
    told = fields.require(person, "personId", fields.is_uuid, "person.")
    if told != told.lower():
        person["personId"] = told.lower()
        notes.written_as("personId", told, told.lower())
    fields.require(person, "primaryCode", fields.is_code, "person.")


def _take_old_places(person: Json, notes: Notes) -> None:
    for member in _MOVED:
        if member not in person:
            continue
        value = person.pop(member)
        block = our_block(person)
        if block is None:
            block = {"consumerKey": OUR_KEY}
            person["consumers"] = [*person.get("consumers", []), block]
        if member in block:
            notes.beside(f"person.{member}", f"person.consumers.{member}")
        else:
            notes.old_place(member, f"person.consumers.{member}")
            block[member] = value


def _take_block(person: Json, notes: Notes, *, is_candidate: bool) -> None:
    block = required_block(person, "person.") if is_candidate else our_block(person)
    if block is None:
        return
    fields.keep_known(block, _BLOCK_MEMBERS, notes)
    fields.keep_well_formed(block, _KEPT_IN_BLOCK, notes)
    for member, check in _MOVED.items():
        if is_candidate or member in block:
            fields.require(block, member, check, "person.consumers.")


def number_of(person: Json) -> str:
    """Return the number people know this person by: the studentNumber where there is one."""
    codes = [person["primaryCode"], *person.get("otherCodes", [])]
    numbers = (code["code"] for code in codes if code["codeType"] == "studentNumber")
    return str(next(numbers, codes[0]["code"]))
