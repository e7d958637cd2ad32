"""A second opinion on OKE messages: the published yaml, then what only the agreement's text says.

The yaml was written out in full, so it loads as objects that contain themselves. JSON Schema
walks along the message, not along the schema, and so never runs in that circle.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import FormatChecker
from openapi_schema_validator import OAS30Validator
from rfc3339_validator import validate_rfc3339

ROOT = Path(__file__).resolve().parents[2] / "oke_standard"
OURS = "nl-test-admin"
COMPONENT = "componentOfferingAssociation"
MARKS = {
    "offering": "offeringState",
    "association": "personalNeeds",
    "result": "attendance",
    "person": "idCheckName",
}

formats = FormatChecker(formats=())
formats.checks("date-time")(lambda v: not isinstance(v, str) or bool(validate_rfc3339(v)))
formats.checks("date")(
    lambda v: not isinstance(v, str) or bool(re.fullmatch(r"\d{4}-\d\d-\d\d", v))
)
_UUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
formats.checks("uuid")(lambda v: not isinstance(v, str) or bool(re.fullmatch(_UUID, v)))
formats.checks("email")(lambda v: not isinstance(v, str) or "@" in v)


@cache
def published() -> dict[str, Any]:
    text = (ROOT / "ooapiv5_MBO.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


@cache
def block_schemas() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for schema in _every_object(published()["paths"]):
        members = schema.get("properties")
        if isinstance(members, dict) and "consumerKey" in members:
            for kind, mark in MARKS.items():
                if mark in members:
                    found.setdefault(kind, schema)
    return found


def _every_object(start: Any) -> Iterator[dict[str, Any]]:
    seen: set[int] = set()
    ahead = [start]
    while ahead:
        node = ahead.pop()
        if id(node) in seen or not isinstance(node, dict | list):
            continue
        seen.add(id(node))
        if isinstance(node, dict):
            yield node
            ahead.extend(reversed(list(node.values())))
        else:
            ahead.extend(reversed(node))


def template_of(path: str) -> str:
    kind, *rest = path.partition("?")[0].strip("/").split("/")
    if not rest:
        return f"/{kind}"
    name = {"offerings": "offeringId", "associations": "associationId"}[kind]
    return "/".join([f"/{kind}", f"{{{name}}}", *rest[1:]])


def wrong_in_request(method: str, path: str, body: Any) -> list[str]:
    """Return what is wrong with a request, at the level of the whole agreement."""
    operation = published()["paths"][template_of(path)][method.lower()]
    media = next(iter(operation["requestBody"]["content"].values()))
    found = list(_against(media["schema"], body))
    if method == "PATCH":
        return found + list(_patch_rules(path, body))
    return found + list(_object_rules(path, body))


def wrong_in_answer(path: str, body: Any) -> list[str]:
    """Return what is wrong with our 200 answer to a GET."""
    operation = published()["paths"][template_of(path)]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    if "items" not in body:
        return [*_against(schema, body), *_object_rules(path, body)]
    found = list(_against(schema, {**body, "items": []}))
    one = published()["paths"]["/associations/{associationId}"]["get"]["responses"]["200"]
    item_schema = one["content"]["application/json"]["schema"]
    for item in body["items"]:
        found += _against(item_schema, item)
        found += _object_rules(f"/associations/{item.get('associationId')}", item)
    return found


def _against(schema: dict[str, Any], body: Any) -> Iterator[str]:
    variants = schema.get("oneOf", [])
    if len(variants) == 3 and body.get("associationType") == COMPONENT:
        schema = variants[2]
    for error in OAS30Validator(schema, format_checker=formats).iter_errors(body):
        if error.validator not in ("readOnly", "writeOnly"):
            yield f"{'/'.join(map(str, error.absolute_path))}: {error.validator}"


def _blocks(holder: dict[str, Any]) -> list[dict[str, Any]]:
    return [b for b in holder.get("consumers", []) if b["consumerKey"] == OURS]


def _block_rules(kind: str, holder: dict[str, Any], *, is_patch: bool = False) -> Iterator[str]:
    schema = dict(block_schemas()[kind])
    if is_patch:
        schema["required"] = ["consumerKey"]
    for block in _blocks(holder):
        for error in OAS30Validator(schema, format_checker=formats).iter_errors(block):
            yield f"{kind} block {'/'.join(map(str, error.absolute_path))}: {error.validator}"
        for name in set(block) - set(schema["properties"]):
            yield f"{kind} block {name}: unknown"
        for document in block.get("documents", []):
            if set(document) != {"documentId", "documentType", "documentName"}:
                yield f"{kind} block: half a document"


def _object_rules(path: str, body: dict[str, Any]) -> Iterator[str]:
    wanted = path.partition("?")[0].strip("/").split("/")[1]
    if path.startswith("/offerings/"):
        yield from _offering_rules(wanted, body)
    else:
        yield from _association_rules(wanted, body)


def _offering_rules(wanted: str, body: dict[str, Any]) -> Iterator[str]:
    yield from _block_rules("offering", body)
    start, end = (datetime.fromisoformat(body[n]) for n in ("startDateTime", "endDateTime"))
    rules = {
        "one block": len(_blocks(body)) == 1,
        "id": body.get("offeringId") == wanted,
        "type": body.get("offeringType") == "component",
        "result expected": body.get("resultExpected") is True,
        "language": body.get("teachingLanguage") == "nld",
        "code type": body["primaryCode"].get("codeType") == "offeringCode",
        "times": start < end,
        "minutes": not re.search(r"^-|P\d+[YM]", _blocks(body)[0].get("duration", "")),
    }
    yield from (name for name, holds in rules.items() if not holds)


def _association_rules(wanted: str, body: dict[str, Any]) -> Iterator[str]:
    yield from _block_rules("association", body)
    person = body.get("person")
    if isinstance(person, dict):
        yield from _block_rules("person", person)
    if "result" in body:
        yield from _block_rules("result", body["result"])
    is_candidate = body.get("role") == "student"
    rules = {
        "id": body.get("associationId") == wanted,
        "type": body.get("associationType") == COMPONENT,
        "person": bool(person),
        "offering": bool(body.get("offering")),
        "own block": not is_candidate or len(_blocks(body)) == 1,
        "names": not (is_candidate and isinstance(person, dict))
        or {"preferredName", "idCheckName"} <= set(_blocks(person)[0]),
        "result only of candidates": is_candidate or "result" not in body,
    }
    yield from (name for name, holds in rules.items() if not holds)


def _patch_rules(path: str, body: dict[str, Any]) -> Iterator[str]:
    if path.startswith("/offerings/"):
        yield from _block_rules("offering", body, is_patch=True)
        block = _blocks(body)[0]
        is_report = bool(block.get("irregularities")) and isinstance(block.get("documents"), list)
        rules = {
            "type": body.get("offeringType") == "component",
            "no id": "offeringId" not in body,
            "cancellation or report": is_report or block.get("offeringState") == "canceled",
        }
    else:
        result = body.get("result", {})
        yield from _block_rules("result", result)
        rules = {
            "type": body.get("associationType") == COMPONENT,
            "no id": "associationId" not in body,
            "weight": not result or result.get("weight") == 100,
            "attendance": not result or "attendance" in _blocks(result)[0],
            "cancellation or result": bool(result) or body.get("state") == "canceled",
        }
    yield from (name for name, holds in rules.items() if not holds)
