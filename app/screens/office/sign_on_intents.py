"""What a person asks for on the page that signs on."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SignOnTyped:
    """Enter: what stands in the fields, by their name."""

    typed: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class OtherWayAsked:
    """Another way in: at school, with a passphrase, with a start code, or somebody else."""

    way: str
