"""XML is checked as it goes by, in pieces that may end anywhere."""

import io

import pytest

from graph.release.xml import NotXml, xml_file


@pytest.mark.parametrize("strange", ["\ufffe", "\x01", '<oxprefix: xmlns:oxprefix="http://example.org/1">'])
def test_what_cannot_be_written_is_found_wherever_a_piece_ends(strange: str) -> None:
    for before in range(65_500, 65_540):
        with pytest.raises(NotXml), xml_file(io.BytesIO(), is_rdf=True) as file:  # noqa: PT012 - as writers do
            for n, byte in enumerate(strange.encode()):
                file.write(b"a" * before + bytes([byte]) if not n else bytes([byte]))
            file.write(b"b" * 70_000)


def test_what_can_be_written_goes_through_whole() -> None:
    text = "a\t\n\ufffd\ue000\U0001fffe é: <a:b> \x7f" * 10_000
    target = io.BytesIO()
    with xml_file(target) as file:
        file.write(text.encode())
    assert target.getvalue().decode() == text
