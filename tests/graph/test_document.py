"""One document at a time: what is RDF, and where what is not goes wrong."""

import pytest
from pyoxigraph import BlankNode, RdfFormat

from graph.document import MAX_DEPTH, BrokenDocument, UnsupportedTerm, quads

RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://e/"'


def broken(text: str, format_: RdfFormat, *, doctype: bool = True) -> BrokenDocument:
    with pytest.raises(BrokenDocument) as raised:
        list(quads(text.encode(), format_, "http://e/", doctype=doctype))
    return raised.value


def test_half_an_xml_document_is_not_taken_for_a_whole_one() -> None:
    whole = f'<rdf:RDF {RDF}>\n<rdf:Description rdf:about="a"><b>c</b></rdf:Description>\n</rdf:RDF>'
    assert len(list(quads(whole.encode(), RdfFormat.RDF_XML, "http://e/"))) == 1
    for end in range(1, len(whole)):
        assert broken(whole[:end], RdfFormat.RDF_XML).line


def test_what_xml_allows_and_rdf_does_not_has_a_place_too() -> None:
    error = broken(f"<rdf:RDF {RDF}>\n <a/>\n  <é x='y'/></rdf:RDF>", RdfFormat.RDF_XML)
    assert (error.line, error.column) == (3, 3)


def test_entities_are_expanded_for_ourselves_and_refused_to_strangers() -> None:
    text = f'<!DOCTYPE r [<!ENTITY e "http://e/">]>\n<rdf:RDF {RDF}><a rdf:about="&e;x"/></rdf:RDF>'
    assert [str(quad.subject) for quad in quads(text.encode(), RdfFormat.RDF_XML, "http://e/")] == ["<http://e/x>"]
    assert broken(text, RdfFormat.RDF_XML, doctype=False).line == 1
    commented = f"<!-- <!DOCTYPE r> --><rdf:RDF {RDF}><a/></rdf:RDF>"
    assert list(quads(commented.encode(), RdfFormat.RDF_XML, "http://e/", doctype=False))


def test_json_is_not_nested_without_measure() -> None:
    text = '{"http://e/p":' * MAX_DEPTH + "1" + "}" * MAX_DEPTH
    assert len(list(quads(text.encode(), RdfFormat.JSON_LD, "http://e/"))) == MAX_DEPTH
    error = broken(f"\n[{text}]", RdfFormat.JSON_LD)
    assert (error.line, error.column) == (2, 1 + len('{"http://e/p":') * (MAX_DEPTH - 1) + 1)
    brackets = '{"http://e/p": "' + '[{\\"' * 5000 + '"}'
    assert len(list(quads(brackets.encode(), RdfFormat.JSON_LD, "http://e/"))) == 1


def test_a_context_elsewhere_is_named() -> None:
    assert "http://c/1" in broken('{"@context": ["http://c/1", "http://c/2"], "a": 1}', RdfFormat.JSON_LD).message
    assert "http://c/3" in broken('{"@context": {"@import": "http://c/3"}, "a": 1}', RdfFormat.JSON_LD).message


def test_blank_nodes_of_two_documents_are_not_the_same() -> None:
    text = b"_:a <http://e/b> 1 ."
    names = {str(quad.subject) for _ in range(2) for quad in quads(text, RdfFormat.TURTLE, "http://e/")}
    assert len(names) == 2
    assert BlankNode("a") not in names


def test_rdf_1_2_is_refused_in_words() -> None:
    with pytest.raises(UnsupportedTerm, match=r"RDF 1\.2"):
        list(quads(b'<a> <b> "c"@en--ltr .', RdfFormat.TURTLE, "http://e/"))
