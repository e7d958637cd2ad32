"""The rule sets of the standaardset: read from a folder, chosen by exam code (decisions 6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.models.plan import RulesChosen
from app.models.rules import RuleSet, choose_rules, read_rules
from app.models.standards import FOLDER as STANDARD_FOLDER

__all__ = ["STANDARD_FOLDER", "RuleBook", "read_rule_book"]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rule sets that may be chosen, by file name in its order, each with its whole text."""

    available: tuple[RuleSet, ...]
    texts: tuple[str, ...]
    names: tuple[str, ...] = ()

    def choose(self, code: str) -> RulesChosen:
        """Return the act that lets a rule set hold for an exam code."""
        rules = choose_rules(code, self.available)
        for held, text in zip(self.available, self.texts, strict=True):
            if held == rules:
                return RulesChosen(rules.id, text)
        return RulesChosen(rules.id, "{}")

    def with_texts(self, changed: Mapping[str, str]) -> "RuleBook":
        """Return the book in which some rule sets read otherwise.

        Raises:
            Malformed: One is no rule set.
        """
        if changed.keys().isdisjoint(self.names):
            return self
        texts = tuple(changed.get(n, t) for n, t in zip(self.names, self.texts, strict=True))
        return RuleBook(tuple(map(read_rules, texts)), texts, self.names)


def read_rule_book(folder: Path) -> RuleBook:
    """Return the rule sets in a folder, in order of file name.

    Raises:
        Malformed: A file is no rule set.
        OSError: It cannot be read.
    """
    paths = sorted(folder.glob("*.json"))
    texts = tuple(path.read_text("utf-8") for path in paths)
    return RuleBook(tuple(map(read_rules, texts)), texts, tuple(path.stem for path in paths))
