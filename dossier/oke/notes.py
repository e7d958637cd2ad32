"""What was read leniently, in sentences for the coordinator: member names, never persons."""

from typing import Final

SHORT: Final = 40


def _brief(text: object) -> str:
    written = str(text)
    return written if len(written) <= SHORT else f"{written[:SHORT]}…"


class Notes:
    """The warnings of one message, in order and each once."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    @property
    def lines(self) -> tuple[str, ...]:
        """The sentences so far."""
        return tuple(self._lines)

    def _add(self, line: str) -> None:
        if line not in self._lines:
            self._lines.append(line)

    def old_name(self, seen: str, meant: str) -> None:
        """Note a member under a former name whose value was used."""
        self._add(f"{_brief(seen)} is gelezen als {meant}.")

    def beside(self, seen: str, used: str) -> None:
        """Note a former name that stands beside the right one and was not used."""
        self._add(f"{_brief(seen)} is niet gebruikt, want {used} staat er ook.")

    def old_place(self, member: str, place: str) -> None:
        """Note a member at a former place."""
        self._add(f"{member} stond op een oude plaats en is gelezen als {place}.")

    def written_as(self, member: str, seen: object, meant: object) -> None:
        """Note a value written otherwise than agreed; only for values that name nobody."""
        self._add(f"{member}: '{_brief(seen)}' is gelezen als '{_brief(meant)}'.")

    def no_id(self, member: str) -> None:
        """Note that the id came from the path."""
        self._add(f"{member} ontbrak; die uit het adres is gebruikt.")

    def ignored(self, member: str) -> None:
        """Note a member that a planner does not set."""
        self._add(f"{_brief(member)} is genegeerd: dat levert de planning niet aan.")

    def unknown(self, member: str) -> None:
        """Note a member of our own block that the standard does not know."""
        self._add(f"{_brief(member)} is weggelaten: de afspraak kent dit veld niet.")

    def malformed(self, member: str) -> None:
        """Note an unused member in a wrong form."""
        self._add(f"{_brief(member)} is weggelaten: het heeft een onjuiste vorm.")

    def assumed(self, member: str, meant: str) -> None:
        """Note a member that was not sent though the clock depends on it."""
        self._add(f"{member} ontbrak; aangenomen is '{meant}'.")

    def differs(self, member: str, usual: str) -> None:
        """Note a value that is legal but not as agreed for this flow."""
        self._add(f"{member} is anders dan afgesproken ('{usual}').")

    def outside(self, member: str) -> None:
        """Note a moment that lies outside the session."""
        self._add(f"{member} ligt buiten de zitting.")

    def known_person(self) -> None:
        """Note that only the person's id came and earlier details were used."""
        self._add("Alleen personId kwam binnen; de eerder ontvangen persoon is gebruikt.")
