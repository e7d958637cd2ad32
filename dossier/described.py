"""What the OpenAPI document says of a path: what it takes, and every answer it may give."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from litestar.openapi.spec import (
    OpenAPIMediaType,
    OpenAPIResponse,
    OpenAPIType,
    Operation,
    Parameter,
    RequestBody,
    Schema,
)

JSON: Final = "application/json"
PATCH: Final = "application/merge-patch+json"
PROBLEM: Final = "application/problem+json"
BYTES: Final = "application/octet-stream"
FORM: Final = "application/x-www-form-urlencoded"
TEXT: Final = "text/plain"

DONE: Final = ((200, "Done"),)
DONE_OR_NEW: Final = ((200, "Changed"), (201, "New"))
_WHY: Final = {
    400: "Unreadable, or not what this path takes",
    401: "Nobody that is known here asks this",
    403: "Who asks this may not",
    404: "There is none",
    409: "It stands otherwise by now",
    410: "It took too long",
    413: "Larger than one message may be",
    415: "Packed; send it unpacked",
    429: "Too many tries; Retry-After says when again",
    502: "The identity provider answered what does not hold",
    503: "The identity provider is out of reach",
}
_PROBLEM: Final = Schema(
    type=OpenAPIType.OBJECT,
    properties={name: Schema(type=OpenAPIType.STRING) for name in ("status", "title", "detail")},
    required=["status", "title"],
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a path answers when it does, and the statuses of its refusals."""

    refuses: Collection[int]
    does: Collection[tuple[int, str]] = DONE
    gives: str = JSON
    refuses_as: str = PROBLEM


def described(
    answers: Answers, *, query: Collection[str] = (), takes: str | None = None
) -> type[Operation]:
    """Return how a path is told of in the document.

    Args:
        answers: What it may answer.
        query: The parameters of its query; all of them may be left out.
        takes: The media type of its body.
    """

    @dataclass
    class Described(Operation):
        def __post_init__(self) -> None:
            asked = [Parameter(name=each, param_in="query", schema=_text()) for each in query]
            self.parameters = [*(self.parameters or ()), *asked]
            self.responses = {**_done(answers), **_refused(answers)}
            if takes is not None:
                content = {takes: OpenAPIMediaType(schema=_body(takes))}
                self.request_body = RequestBody(content=content, required=True)

    return Described


def _done(answers: Answers) -> dict[str, OpenAPIResponse]:
    content = {answers.gives: OpenAPIMediaType(schema=Schema())}
    return {
        str(status): OpenAPIResponse(description=why, content=content)
        for status, why in answers.does
    }


def _refused(answers: Answers) -> dict[str, OpenAPIResponse]:
    schema = _PROBLEM if answers.refuses_as == PROBLEM else Schema(type=OpenAPIType.OBJECT)
    content = {answers.refuses_as: OpenAPIMediaType(schema=schema)}
    return {
        str(status): OpenAPIResponse(description=_WHY[status], content=content)
        for status in answers.refuses
    }


def _body(takes: str) -> Schema:
    is_object = takes in (JSON, PATCH, FORM)
    return Schema(type=OpenAPIType.OBJECT if is_object else OpenAPIType.STRING)


def _text() -> Schema:
    return Schema(type=OpenAPIType.STRING)
