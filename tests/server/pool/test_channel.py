"""Messages between processes."""

import os
import tempfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from running import descriptors

from server.pool.channel import INLINE, Channel, Message
from server.pool.spool import Spool, TooLarge

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@settings(deadline=None)
@given(st.dictionaries(st.text(), JSON), st.binary(), st.sampled_from((0, 1, INLINE - 1, INLINE, INLINE + 1, 500_000)))
def test_a_message_arrives_as_it_was_sent(header: dict[str, object], body: bytes, more: int) -> None:
    one, other = Channel.pair()
    try:
        one.send(Message({**header, "more": "m" * more}, body + b"x" * more))
        received = other.receive()
        assert received is not None
        message, files = received
        assert message.header == {**header, "more": "m" * more}
        assert message.read() == body + b"x" * more
        assert files == []
    finally:
        one.close()
        other.close()


def test_an_open_file_goes_over_with_its_content_and_descriptors_beside_it() -> None:
    before = descriptors(os.getpid())
    one, other = Channel.pair()
    with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as beside:
        file.write(b"content")
        one.send(Message({"long": "x" * 100_000}, file), beside.fileno())
        received = other.receive()
        assert received is not None
        message, (descriptor,) = received
        assert os.fstat(descriptor).st_ino == os.fstat(beside.fileno()).st_ino
        os.close(descriptor)
    assert message.header["long"] == "x" * 100_000
    assert message.read() == b"content"
    one.close()
    other.close()
    assert descriptors(os.getpid()) == before


def test_an_end_that_is_gone_is_told() -> None:
    one, other = Channel.pair()
    other.close()
    with pytest.raises((BrokenPipeError, ConnectionResetError)):
        one.send(Message({}))
    assert one.receive() is None
    one.close()


def test_an_end_that_is_gone_after_it_was_sent_something_is_told_too() -> None:
    one, other = Channel.pair()
    one.send(Message({}))
    other.close()
    assert one.receive() is None
    one.close()


def test_a_channel_that_does_not_block_says_that_nothing_has_come() -> None:
    one, other = Channel.pair()
    one.socket.setblocking(False)
    with pytest.raises(BlockingIOError):
        one.receive()
    one.close()
    other.close()


@settings(deadline=None)
@given(st.lists(st.binary(max_size=50_000), max_size=8))
def test_a_spool_holds_what_was_written_in_memory_or_in_a_file(parts: list[bytes]) -> None:
    spool = Spool(1 << 20)
    for part in parts:
        assert spool.file().write(part) == len(part)
    whole = b"".join(parts)
    content = spool.content()
    assert isinstance(content, bytes) == (len(whole) <= INLINE)
    assert Message({}, content).read() == whole


def test_a_spool_has_a_limit() -> None:
    spool = Spool(100)
    spool.write(b"x" * 100)
    with pytest.raises(TooLarge):
        spool.write(b"x")
    assert spool.writable()
