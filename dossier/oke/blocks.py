"""The consumer blocks: found, owned by us, and the two texts of a name in a language."""

from dossier.oke.fields import is_list, is_name
from dossier.oke.json_text import OUR_KEY, Json, our_block
from dossier.oke.problems import Rejected


def own_consumers(holder: Json) -> None:
    """Check the list of consumer blocks and copy each block, so that it may be changed."""
    if "consumers" not in holder:
        return
    blocks = holder["consumers"]
    if not is_list(blocks, lambda b: isinstance(b, dict) and is_name(b.get("consumerKey"))):
        raise Rejected(400, "Unreadable consumers", "A list of blocks, each with its consumerKey.")
    holder["consumers"] = [dict(block) for block in blocks]


def required_block(holder: Json, where: str) -> Json:
    """Return our consumer block.

    Raises:
        Rejected: 400, when it is not there.
    """
    block = our_block(holder)
    if block is None:
        raise Rejected(400, "Member missing", f"{where}consumers with {OUR_KEY} is required.")
    return block


def dutch_text(translated: list[Json]) -> str:
    """Return the Dutch one of texts in several languages, else the first."""
    dutch = (one for one in translated if str(one["language"]).lower().startswith("nl"))
    return str(next(dutch, translated[0])["value"])
