"""Clients that take nothing."""

import socket
import time

import pytest

from server.gate import stalled

MORE = b"x" * (1 << 20)


def test_a_connection_whose_client_takes_nothing_is_ended() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()) as client:
        ours, _ = listener.accept()
        host, port = client.getsockname()
        with ours:
            assert stalled.limit(f"{host}:{port}", 0.5)
            with pytest.raises(TimeoutError):
                _send_on(ours)


def _send_on(connection: socket.socket) -> None:
    began = time.monotonic()
    while time.monotonic() - began < 30:
        connection.sendall(MORE)


def test_a_client_that_has_left_is_no_error() -> None:
    assert not stalled.limit("127.0.0.1:1", 1)
    assert not stalled.limit("unix", 1)
