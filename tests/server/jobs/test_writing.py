"""What a worker writes: XML that a parser reads as what was meant, or a refusal; prefixes that are used."""

from xml.etree import ElementTree

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from graph import iris
from server.jobs import handle
from server.limits import Limits
from server.pool.channel import Message

XML, RDF = "application/sparql-results+xml", "application/rdf+xml"
S = NamedNode("http://example.org/s")


def _ask(query: str, accept: str, store: Store | None = None) -> Message:
    return handle(store or Store(), Limits(), Message({"job": "query", "accept": accept}, query.encode()))


@pytest.mark.parametrize(
    ("query", "accept", "why"),
    [
        (r'SELECT ("\u0001" AS ?x) {}', XML, "U+0001"),
        (r'SELECT ("\uFFFE"@en AS ?x) {}', XML, "U+FFFE"),
        (r'SELECT ?x { VALUES ?x { "fine" "\u000C" } }', "application/xml", "U+000C"),
        (r'CONSTRUCT { ?s nm:note "\uFFFF" } { BIND(nm:x AS ?s) }', RDF, "U+FFFF"),
        ("CONSTRUCT { <http://x/s> <http://x/123> 1 } {}", RDF, "<http://x/123>"),
        ("CONSTRUCT { <http://x/s> <http://x/> 1 } {}", RDF, "<http://x/>"),
        ("CONSTRUCT { <http://x/s> nm: 1 } {}", RDF, "property"),
    ],
)
def test_what_xml_cannot_write_is_refused_with_the_formats_that_can(query: str, accept: str, why: str) -> None:
    told = _ask(query, accept).header["problem"]
    assert told["status"] == 406
    assert why in told["detail"]
    assert told["more"]["available"]
    for name in told["more"]["available"]:
        assert "xml" not in name
        assert "problem" not in _ask(query, name).header


@pytest.mark.parametrize("length", [1, 70_000])
def test_a_return_is_read_as_a_return(length: int) -> None:
    text = "a\rb\r\n" + "c" * length + "\r"
    store = Store()
    store.add(Quad(S, NamedNode(f"{iris.NM}note"), Literal(text)))
    selected = _ask("SELECT ?o { ?s ?p ?o }", XML, store).read()
    assert ElementTree.fromstring(selected)[1][0][0][0].text == text  # noqa: S314 - our own
    for reply in (
        _ask("CONSTRUCT WHERE { ?s ?p ?o }", RDF, store),
        handle(store, Limits(), Message({"job": "graph", "accept": RDF})),
        handle(store, Limits(), Message({"job": "describe", "iri": S.value, "format": "rdf"})),
    ):
        root = ElementTree.fromstring(reply.read())  # noqa: S314 - our own
        assert [element.text for element in root.iter(f"{{{iris.NM}}}note")] == [text]


@pytest.mark.parametrize("format_", [RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML])
def test_a_small_graph_declares_the_prefixes_it_uses_and_no_others(format_: RdfFormat) -> None:
    query = 'CONSTRUCT { market:a nm:b "c"^^xsd:date , "foaf:d", <http://example.org/> } {}'
    body = _ask(query, format_.media_type).read()
    expected = _ask(query, "application/n-triples").read()
    declared = {name for name, iri in iris.PREFIXES.items() if f"{name}: <{iri}>" in body.decode()
                or f'xmlns:{name}="{iri}"' in body.decode()}  # fmt: skip
    assert declared == ({"nm", "rdf"} if format_ == RdfFormat.RDF_XML else {"market", "nm", "xsd"})
    assert {quad.triple for quad in parse(body, format=format_)} == {
        quad.triple for quad in parse(expected, format=RdfFormat.N_TRIPLES)
    }
