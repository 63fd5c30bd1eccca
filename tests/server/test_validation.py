"""Anyone's documents against our shapes: what is read, what is refused, what is answered."""

import csv
import gzip
import io
import json
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from pyoxigraph import RdfFormat, Store, parse, serialize
from rdflib import Graph
from rdflib.namespace import SH
from running import Reply, Server, eventually, serving

from graph import iris
from graph.cli.validation import _validated
from graph.release import Release
from graph.validate import Engine
from server.jobs import handle
from server.jobs.report import NAMES
from server.limits import Limits
from server.pool.channel import Message
from server.site import answered

TURTLE = b"@prefix nm: <https://w3id.org/notorious-markets/ontology#> .\n<http://example.org/x> a nm:OnlineMarket ."
FOCUS = "http://example.org/x"
SHAPE = f"{iris.NMS}Entity-prefLabelEnglish"
BOTH = b"""@prefix nm: <https://w3id.org/notorious-markets/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/notorious-markets/id/market/x> a nm:OnlineMarket , nm:Company ; skos:prefLabel "x"@en ."""
FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/trig": RdfFormat.TRIG,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "text/xml": RdfFormat.RDF_XML,
}
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'


def ask(body: bytes, media_type: str = "text/turtle", accept: str = "application/json", **options: str) -> Message:
    """Validate as a worker does, in this process."""
    header = {"job": "validate", "type": media_type, "accept": accept, "options": [*options.items()]}
    return handle(Store(), Limits(), Message({**header, "base": "http://localhost/validate"}, body))


def told(body: bytes, media_type: str = "text/turtle", **options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answered(ask(body, media_type, **options)).read())
    return found


def refused(body: bytes, media_type: str = "text/turtle", accept: str = "", **options: str) -> dict[str, Any]:
    problem: dict[str, Any] = ask(body, media_type, accept, **options).header["problem"]
    return {**problem["more"], **problem}


def form(*parts: tuple[str, str, bytes]) -> tuple[bytes, str]:
    """Make a form of parts: name, further parameters and fields of its head, content."""
    heads = (f'--limit\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n' for name, more, _ in parts)
    body = b"".join(head.encode() + content + b"\r\n" for head, (_, _, content) in zip(heads, parts, strict=True))
    return body + b"--limit--\r\n", "multipart/form-data; boundary=limit"


@pytest.mark.parametrize("media_type", FORMATS)
def test_every_serialisation_is_read(media_type: str) -> None:
    triples = [quad.triple for quad in parse(TURTLE, format=RdfFormat.TURTLE)]
    document = serialize(triples, format=FORMATS[media_type])
    assert document
    found = told(document, f"{media_type}; charset=utf-8")
    assert (found["conforms"], [row["focus"] for row in found["results"]]) == (False, [FOCUS])


@pytest.mark.parametrize(
    ("accept", "parser"),
    [("", "turtle"), ("*/*", "turtle"), ("text/turtle", "turtle"), ("application/n-triples", "nt"),
     ("application/ld+json", "json-ld"), ("application/rdf+xml", "xml")],
)  # fmt: skip
def test_a_report_is_shacl_and_names_our_shape(accept: str, parser: str) -> None:
    reply = answered(ask(TURTLE, accept=accept))
    assert reply.header["conforms"] is False
    report = Graph().parse(data=reply.read(), format=parser)
    assert [str(value) for value in report.objects(None, SH.conforms)] == ["false"]
    assert [str(value) for value in report.objects(None, SH.sourceShape)] == [SHAPE]
    assert [str(value) for value in report.objects(None, SH.focusNode)] == [FOCUS]
    assert "preferred label in English" in str(next(report.objects(None, SH.resultMessage)))


def test_a_document_that_conforms_is_told_so(release_turtle: bytes) -> None:
    for document in (b"<http://example.org/a> <http://example.org/b> 1 .", b"# nothing", release_turtle):
        reply = answered(ask(document, accept="text/turtle"))
        assert reply.header["conforms"] is True
        assert [str(value) for value in Graph().parse(data=reply.read()).objects(None, SH.conforms)] == ["true"]


@pytest.fixture(scope="module")
def release_turtle(release: Release) -> bytes:
    content: bytes = (release.folder / "nmkg.ttl").read_bytes()
    return content


@pytest.mark.parametrize("infer", ["true", "false"])
@pytest.mark.parametrize("engine", ["sets", "pyshacl"])
def test_the_service_and_the_command_say_the_same(infer: str, engine: Engine, tmp_path: Path) -> None:
    document = tmp_path / "lies.ttl"
    document.write_bytes(BOTH)
    report = _validated([document], with_inference=infer == "true", engine=engine)
    assert told(BOTH, infer=infer, engine=engine) == {
        "conforms": report.conforms,
        "results": [asdict(finding) for finding in report.findings],
    }


def test_inference_finds_what_the_words_alone_do_not_say() -> None:
    shapes = [{row["shape"] for row in told(BOTH, infer=infer)["results"]} for infer in ("true", "false")]
    assert f"{iris.NMS}Contradiction" in shapes[0] - shapes[1]


def test_a_report_is_a_page_a_table_and_a_text_too() -> None:
    page = answered(ask(TURTLE.replace(b"/x>", b"/x'&amp;>"), accept="text/html")).read().decode()
    assert "<h1>The document does not conform</h1>" in page
    assert "http://example.org/x&#39;&amp;amp;" in page
    table = answered(ask(TURTLE, accept="text/csv")).read().decode()
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert [(row["focus"], row["shape"], row["severity"]) for row in rows] == [(FOCUS, SHAPE, "Violation")]
    assert "does not conform: 1 result" in answered(ask(TURTLE, accept="text/plain")).read().decode()
    for name, media_type in NAMES.items():
        assert answered(ask(TURTLE, accept="text/html", format=name)).header["type"] == media_type
    assert refused(TURTLE, accept="image/png")["status"] == 406
    assert refused(TURTLE, format="odt")["available"]


def test_many_nodes_that_look_alike_are_told_one_by_one() -> None:
    prefix, node = b"@prefix nm: <https://w3id.org/notorious-markets/ontology#> . ", b"[] a nm:OnlineMarket ."
    one, blank = len(told(prefix + node)["results"]), prefix + node * 40
    report = Graph().parse(data=answered(ask(blank, accept="text/turtle")).read())
    assert len(set(report.objects(None, SH.focusNode))) == 40
    assert len(set(report.objects(None, SH.result))) == 40 * one > 0


@pytest.mark.parametrize(
    ("media_type", "document", "line", "column"),
    [
        ("text/turtle", b"<a> <b> <c> .\n<a> <b> <c d> .", 2, 9),
        ("text/turtle", b"<a> <b> .", 1, 9),
        ("text/turtle", "<a> <b> \"é𝔘\" <x> .".encode(), 1, 14),
        ("text/turtle", b"<a> <b>\n \"\xff\" .", 2, 3),
        ("application/n-triples", b"<http://e/a> <http://e/b> <c> .", 1, 27),
        ("application/trig", b"<g> {\n<a> <b> <c>", 2, 12),
        ("application/ld+json", b'{"@id": "http://e/a",\n "http://e/b": }', 2, 16),
        ("application/ld+json", b'[1,\n2', 2, 2),
        ("application/rdf+xml", f"<rdf:RDF {RDF}>\n<rdf:Description></rdf:RDF>".encode(), 2, 20),
        ("application/rdf+xml", f"<rdf:RDF {RDF}>\n<rdf:Description>".encode(), 2, 18),
        ("application/rdf+xml", f'<rdf:RDF {RDF}>\n  <rdf:Description rdf:about="a b"/></rdf:RDF>'.encode(), 2, 3),
        ("application/rdf+xml", f"<rdf:RDF {RDF}>\n\n<rdf:li/></rdf:RDF>".encode(), 3, 1),
        ("application/rdf+xml", b"\x1f\x8b", 1, 1),
    ],
)  # fmt: skip
def test_a_broken_document_is_told_with_line_and_column(
    media_type: str, document: bytes, line: int, column: int
) -> None:
    problem = refused(document, media_type)
    assert problem["status"] == 400, problem
    assert (problem["line"], problem["column"]) == (line, column), problem
    shown, caret = problem["context"].split("\n")
    assert document.decode("utf-8", "replace").split("\n")[line - 1].startswith(shown)
    assert len(caret) == column
    assert f"line {line}, column {column}: " in problem["detail"]


def test_what_is_packed_is_not_unpacked() -> None:
    bomb = gzip.compress(b" " * 20_000_000)
    assert refused(bomb)["line"] == 1
    body, media_type = form(("file", '; filename="data.ttl.gz"\r\nContent-Type: application/gzip', bomb))
    assert refused(body, media_type)["status"] == 415
    assert refused(b"PK\x03\x04", "application/zip")["status"] == 415


@pytest.mark.parametrize("media_type", ["", "text/plain", "text/html", "text/n3", "application/octet-stream", "x"])
def test_what_is_no_serialisation_is_415_with_the_list(media_type: str) -> None:
    problem = refused(TURTLE, media_type)
    assert problem["status"] == 415
    assert "application/trig" in problem["available"]
    assert told(TURTLE, media_type, syntax="turtle")["conforms"] is False


def test_only_utf_8_is_read() -> None:
    assert refused(TURTLE, "text/turtle; charset=iso-8859-1")["status"] == 415
    declared = f'<?xml version="1.0" encoding="ISO-8859-1"?><rdf:RDF {RDF}/>'.encode()
    assert "UTF-8" in refused(declared, "application/rdf+xml")["detail"]


@pytest.mark.parametrize("body", [b"", b" \n"])
def test_no_document_is_400(body: bytes) -> None:
    assert refused(body)["status"] == refused(body, "application/x-www-form-urlencoded")["status"] == 400
    assert refused(*form(("data", "", body), ("file", '; filename=""', b"")))["status"] == 400


def test_a_form_brings_a_file_or_a_text() -> None:
    named = form(("file", '; filename="a.NT"\r\nContent-Type: application/octet-stream', TURTLE.split(b"\n")[0]))
    assert refused(*named)["detail"].startswith("The document is not N-Triples: line 1")
    typed = form(("any", '; filename="a"\r\nContent-Type: text/turtle', TURTLE), ("data", "", b""), ("syntax", "", b""))
    assert told(*typed)["conforms"] is False
    assert told(*form(("data", "", TURTLE), ("infer", "", b"false")))["conforms"] is False
    overruled = form(("file", '; filename="a.nt"', TURTLE), ("syntax", "", b"turtle"))
    assert told(*overruled)["conforms"] is False
    two = form(("data", "", TURTLE), ("file", '; filename="a.ttl"', TURTLE))
    assert refused(*two)["status"] == 400
    assert refused(*form(*(("file", '; filename="a.ttl"', TURTLE) for _ in range(30))))["status"] == 413
    assert refused(b"nothing of the kind", "multipart/form-data; boundary=limit")["status"] == 400
    assert refused(TURTLE, "multipart/form-data")["status"] == 400
    plain = b"infer=false&data=%3Chttp%3A%2F%2Fe%2Fa%3E+a+%3Chttp%3A%2F%2Fe%2Fb%3E."
    assert told(plain, "application/x-www-form-urlencoded")["conforms"] is True


@pytest.mark.parametrize("options", [{"infer": "maybe"}, {"engine": "jena"}, {"inferr": "true"}, {"syntax": "n3"}])
def test_an_option_that_there_is_not_is_400_with_those_there_are(options: dict[str, str]) -> None:
    problem = refused(TURTLE, **options)
    assert (problem["status"], bool(problem["available"])) == (400, True)


def test_an_option_given_twice_is_400() -> None:
    assert refused(*form(("data", "", TURTLE), ("infer", "", b"true")), infer="false")["status"] == 400


@pytest.mark.parametrize(
    "document",
    [b"<http://e/a> <http://e/b> <<( <http://e/a> <http://e/b> 1 )>> .", b'<http://e/a> <http://e/b> "a"@en--ltr .'],
)
def test_rdf_1_2_is_refused_in_words(document: bytes) -> None:
    problem = refused(document)
    assert problem["status"] == 422
    assert "RDF 1.2" in problem["detail"]


def test_an_axiom_beyond_the_profile_is_refused_in_words() -> None:
    document = b"@prefix owl: <http://www.w3.org/2002/07/owl#> . <http://e/a> owl:hasSelf true ; a owl:Restriction ."
    assert refused(document)["status"] == 422


def test_relative_iris_are_resolved_by_the_address_of_the_request() -> None:
    found = told(TURTLE.replace(b"http://example.org/x", b"#x"))
    assert found["results"][0]["focus"] == "http://localhost/validate#x"


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A socket that waits for somebody to connect."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def hostile(address: str, file: Path) -> Iterator[tuple[str, str, int]]:
    """Documents that name what a careless reader would fetch or expand: media type, text, status they get."""
    owl = "http://www.w3.org/2002/07/owl#"
    ld = "application/ld+json"
    yield ld, f'{{"@context": "{address}", "name": "x"}}', 400
    yield ld, f'{{"@context": {{"@version": 1.1, "@import": "{address}"}}, "name": "x"}}', 400
    yield ld, f'[{{"http://e/p": {{"@context": [{{}}, "{address}"], "name": "x"}}}}]', 400
    yield ld, f'{{"@context": {{"p": {{"@id": "http://e/p", "@context": "{address}"}}}}, "p": {{"q": 1}}}}', 400
    yield "text/turtle", f"<> a <{owl}Ontology> ; <{owl}imports> <{address}> .", 422
    yield "text/turtle", f"<> <http://www.w3.org/ns/shacl#shapesGraph> <{address}> .", 200
    described = f'<rdf:RDF {RDF}><rdf:Description rdf:about="http://e/a">%s</rdf:Description></rdf:RDF>'
    value = '<p xmlns="http://e/">%s</p>'
    for entity in (f'<!ENTITY x SYSTEM "{address}">', f'<!ENTITY x SYSTEM "{file.as_uri()}">', '<!ENTITY x "y">'):
        yield "application/rdf+xml", f"<!DOCTYPE r [{entity}]>{described % (value % '&x;')}", 400
    yield "application/rdf+xml", f'<!DOCTYPE r SYSTEM "{address}">{described % ""}', 400
    laughs = "".join(f'<!ENTITY x{n + 1} "{f"&x{n};" * 10}">' for n in range(12))
    yield "text/xml", f'<!DOCTYPE r [<!ENTITY x0 "ha">{laughs}]>{described % (value % "&x12;")}', 400
    include = f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{address}" parse="text"/>'
    yield "application/rdf+xml", described % f'<p xmlns="http://e/" rdf:parseType="Literal">{include}</p>', 200
    literal = '"<!DOCTYPE x [<!ENTITY e SYSTEM \\"%s\\">]><x>&e;</x>"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#%s>'
    for kind in ("XMLLiteral", "HTML"):
        yield "text/turtle", f"<http://e/a> <http://e/b> {literal % (address, kind)} .", 200


def test_nothing_that_a_document_names_is_fetched_or_expanded(
    server: Server, listening: socket.socket, tmp_path: Path
) -> None:
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/context"
    secret = tmp_path / "secret"
    secret.write_text("a secret")
    for media_type, text, status in hostile(address, secret):
        for reply in (ask(text.encode(), media_type, "text/turtle"), post(server, text.encode(), media_type)):
            got = reply.status if isinstance(reply, Reply) else reply.header.get("problem", {"status": 200})["status"]
            content = reply.body if isinstance(reply, Reply) else reply.read() + json.dumps(reply.header).encode()
            assert got == status, (text, content)
            assert b"secret" not in content.replace(str(secret).encode(), b"")
    with pytest.raises(BlockingIOError):
        listening.accept()
    with pytest.raises(TimeoutError):
        urlopen(address, timeout=0.1)
    listening.accept()[0].close()  # had anything connected, we should have seen it


def test_a_remote_context_is_named_with_its_place() -> None:
    problem = refused(b'{"@id": "http://e/a",\n "@context": "https://schema.org/"}', "application/ld+json")
    assert "https://schema.org/" in problem["detail"]
    assert (problem["line"], problem["column"]) == (2, 14)


def test_depth_is_no_crash() -> None:
    for document in (b"[" * 60_000, b'{"http://e/p":' * 60_000 + b"1" + b"}" * 60_000):
        assert refused(document, "application/ld+json")["status"] in (400, 422)
    nested = b"<http://e/a> <http://e/b> " + b"(" * 20_000 + b")" * 20_000 + b" ."
    assert "problem" not in ask(nested).header


def post(server: Server, body: bytes, media_type: str = "text/turtle", path: str = "/validate", **more: str) -> Reply:
    return server.ask("POST", path, {"Content-Type": media_type, **more}, body)


def test_over_http_the_verdict_is_in_a_header_and_nothing_is_kept(server: Server) -> None:
    for body, conforms in ((TURTLE, "false"), (b"<a> a <b> .", "true")):
        reply = post(server, body)
        assert (reply.status, reply.media_type, reply.headers["x-conforms"]) == (200, "text/turtle", conforms)
        assert reply.headers["cache-control"] == "no-store"
        assert "x-conforms" in reply.headers["access-control-expose-headers"].lower()
        assert "etag" not in reply.headers
    assert post(server, b"<a> <b> <c d> .").problem()["line"] == 1
    packed = post(server, gzip.compress(TURTLE), **{"Content-Encoding": "gzip"})
    assert packed.problem()["status"] == 415


def test_the_form_of_the_page_works_and_needs_no_script(server: Server) -> None:
    page = server.get("/validate", Accept="text/html,*/*;q=0.8")
    assert re.findall("<script[^>]*>", page.text) == ['<script src="/static/suggest.js" defer>']
    assert 'action="/validate" method="post" enctype="multipart/form-data"' in page.text
    assert "'none'" in page.headers["content-security-policy"]
    body, media_type = form(
        ("file", '; filename=""\r\nContent-Type: application/octet-stream', b""), ("data", "", TURTLE),
        ("syntax", "", b""), ("infer", "", b"true"), ("format", "", b""),
    )  # fmt: skip
    report = post(server, body, media_type, Accept="text/html,*/*;q=0.8")
    assert (report.status, report.media_type) == (200, "text/html")
    assert "preferred label in English" in report.text


def test_programs_are_told_how_to_ask(server: Server) -> None:
    described = server.get("/validate").json()
    assert set(FORMATS) < set(described["accepts"])
    assert set(described["options"]) == {"syntax", "infer", "engine", "format"}
    assert server.get("/validate", Accept="text/turtle").status == 406
    assert "POST" in server.ask("PUT", "/validate").headers["allow"]
    offered = server.ask("OPTIONS", "/validate")
    assert (offered.status, "text/turtle" in offered.headers["accept-post"]) == (204, True)


@pytest.fixture(scope="module")
def strict(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of two workers with one second, 300 MB and uploads of 2 MB."""
    folder = tmp_path_factory.mktemp("strict")
    limits = ("--timeout", "1", "--memory", "300", "--max-upload", "2", "--workers", "2", "--patience", "20")
    with serving(folder, "--release", str(release.folder), *limits) as running:
        yield running


def offenders(number: int) -> bytes:
    lines = (f"<http://e/{n}> a <{iris.NM}OnlineMarket> .\n" for n in range(number))
    return "".join(lines).encode()


def test_validation_is_bounded_in_size_time_and_memory(strict: Server) -> None:
    head = b"POST /validate HTTP/1.1\r\nHost: a\r\nContent-Type: text/turtle\r\nContent-Length: 2100000\r\n\r\n"
    assert strict.raw(head, half_close=True).startswith(b"HTTP/1.1 413")
    late = post(strict, offenders(4_000)).problem()
    assert (late["status"], late["limit"]) == (504, "time")
    assert "validation" in late["detail"]
    nested = b"<http://e/a> <http://e/b> " + b"(" * 900_000 + b")" * 900_000 + b" ."
    large = post(strict, nested).problem()
    assert large["status"] == 504
    assert post(strict, TURTLE).status == 200


def test_validations_leave_a_worker_to_queries(strict: Server) -> None:
    document = offenders(4_000)
    head = f"POST /validate HTTP/1.1\r\nHost: a\r\nContent-Type: text/turtle\r\nContent-Length: {len(document)}\r\n\r\n"

    def at_work() -> tuple[float, float]:
        metrics = strict.metrics()
        return metrics["nmkg_queries_running"], metrics["nmkg_queries_waiting"]

    with ExitStack() as opened:
        for _ in range(4):
            client = opened.enter_context(socket.create_connection(("127.0.0.1", strict.port)))
            client.sendall(head.encode() + document)
        assert eventually(lambda: at_work() == (1, 3))
        assert strict.sparql("ASK {}").status == 200
        assert at_work()[0] == 1
