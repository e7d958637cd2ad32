"""What a person does with the provisions of a candidate. A view emits these, decides nothing."""

from dataclasses import dataclass, field
from enum import StrEnum


class ProvisionAct(StrEnum):
    """What can be done besides giving an outcome."""

    READY = "ready"
    NOT_READY = "not-ready"
    REST_START = "rest-start"
    REST_END = "rest-end"
    REQUEST = "request"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class ProvisionPicked:
    """Another provision is looked at."""

    code: str


@dataclass(frozen=True, slots=True)
class OutcomePicked:
    """An outcome was pressed; one that asks why opens its form."""

    code: str
    outcome: str


@dataclass(frozen=True, slots=True)
class ProvisionActChosen:
    """Something else about a provision was pressed."""

    code: str
    act: ProvisionAct


@dataclass(frozen=True, slots=True)
class ProvisionFormSent:
    """A form was filled in: the chosen values and the texts, each by its name."""

    form: str
    choices: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, str], ...] = field(default=(), repr=False)


ProvisionIntent = ProvisionPicked | OutcomePicked | ProvisionActChosen | ProvisionFormSent
