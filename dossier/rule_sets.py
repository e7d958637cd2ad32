"""The rule sets of the standaardset: read from a folder, chosen by exam code (decisions 6)."""

from dataclasses import dataclass
from pathlib import Path

from app.models.plan import RulesChosen
from app.models.rules import RuleSet, choose_rules, read_rules

STANDARD_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "standaardset"


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rule sets that may be chosen, in order, each with its whole text."""

    available: tuple[RuleSet, ...]
    texts: tuple[str, ...]

    def choose(self, code: str) -> RulesChosen:
        """Return the act that lets a rule set hold for an exam code."""
        rules = choose_rules(code, self.available)
        for held, text in zip(self.available, self.texts, strict=True):
            if held == rules:
                return RulesChosen(rules.id, text)
        return RulesChosen(rules.id, "{}")


def read_rule_book(folder: Path) -> RuleBook:
    """Return the rule sets in a folder, in order of file name.

    Raises:
        Malformed: A file is no rule set.
        OSError: It cannot be read.
    """
    texts = tuple(path.read_text("utf-8") for path in sorted(folder.glob("*.json")))
    return RuleBook(tuple(read_rules(text) for text in texts), texts)
