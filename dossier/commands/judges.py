"""Two people of the school, as a command names them: nobody does such a thing alone."""

from collections.abc import Sequence

from dossier.archive.ledger import Writing
from dossier.archive.rooms import CardRows, PersonRow
from dossier.commands.speaking import WRONG_USE, Stop

JUDGES = 2


def two_people(writing: Writing, ids: Sequence[str]) -> list[PersonRow]:
    """Return the two people of these ids.

    Raises:
        Stop: Not two, or somebody who is not known.
    """
    if len(ids) != JUDGES or len(set(ids)) != JUDGES:
        raise Stop(
            "Geef twee verschillende mensen met --by.", "Kijk met 'people list'.", WRONG_USE
        )
    known = {row.id: row for row in CardRows(writing.connection, writing.school).people()}
    if not set(ids) <= set(known):
        raise Stop("Een van deze mensen is niet bekend.", "Kijk met 'people list'.")
    return [known[each] for each in ids]
