"""What goes over the wire is one text per meaning: keys sorted, no spaces."""

from hypothesis import given
from hypothesis import strategies as st

from app.crypto.signed_event import SignedEvent
from app.models.strict_json import dumps
from app.sync.protocol import (
    PushRequest,
    decode_chunk_content,
    decode_push,
    encode_chunk_content,
    encode_push,
    event_members,
)

EVENTS = st.lists(
    st.builds(
        SignedEvent,
        st.binary(max_size=40),
        st.binary(max_size=64),
        st.none() | st.binary(max_size=40),
    ),
    max_size=3,
).map(tuple)


@given(EVENTS, st.dictionaries(st.text(), st.text(), max_size=2))
def test_events_are_written_as_the_json_of_their_members(
    events: tuple[SignedEvent, ...], cards: dict[str, str]
) -> None:
    told = [event_members(each) for each in events]
    pushed, content = encode_push(PushRequest(events)), encode_chunk_content(events, cards)
    assert pushed == dumps({"events": told})
    assert decode_push(pushed).events == events
    assert content == dumps({"events": told, "cards": cards})
    assert decode_chunk_content(content) == (events, cards)
