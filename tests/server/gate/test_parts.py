"""The gate's parts, each by itself: heads, keys, encodings, cache, header fields, routes, metrics."""

import gzip
import io
import os
import tempfile
from dataclasses import replace

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from server.forms import form_fields
from server.gate import encoding, headers, heads, keep
from server.gate.cache import LARGEST, Cache
from server.gate.heads import LONGEST, Fields
from server.gate.keep import Key
from server.gate.message import Answer, NamedFile, Request, SpooledFile
from server.gate.metrics import Metrics
from server.gate.routes import handler_of
from server.jobs import negotiate
from server.problem import Problem
from server.site import Site

UNPACK = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
}


class Raw:
    """Header fields as the server gives them."""

    def __init__(self, *fields: tuple[str, str]) -> None:
        self.fields = fields

    def get(self, key: str, default: str = "") -> str:
        return next((value for name, value in self.fields if name == key), default)

    def get_all(self, key: str) -> list[str]:
        return [value for name, value in self.fields if name == key]

    def items(self) -> list[tuple[str, str]]:
        return [*self.fields]


class Scope:
    """The head of a request."""

    def __init__(self, *fields: tuple[str, str], version: str = "1.1", authority: str | None = None) -> None:
        self.headers = Raw(*fields)
        self.http_version = version
        self.authority = authority
        self.scheme, self.server = "http", "127.0.0.1:80"
        self.method, self.path, self.query_string, self.client = "GET", "/", "", "127.0.0.1:1"


HOST = ("host", "example.org")


def refused(*fields: tuple[str, str], **more: str) -> int:
    with pytest.raises(Problem) as problem:
        heads.read(Scope(*fields, **more))
    return problem.value.status


def test_a_head_is_read_or_refused() -> None:
    fields = heads.read(Scope(HOST, ("accept", "a"), ("accept", "b"), ("x", "")))
    assert (fields.get("accept"), fields.get("x", "d"), fields.get("y"), fields.get("y", "d")) == ("a, b", "", "", "d")
    assert refused() == 400
    assert refused(HOST, HOST) == 400
    assert refused(version="1.1", authority=None) == 400
    heads.read(Scope(version="1"))
    heads.read(Scope(version="2", authority="example.org"))
    heads.read(Scope(("host", ""), ("content-encoding", "Identity"), ("transfer-encoding", "Chunked")))
    for host in ("a b", "[::1", "a:b", "a:123456", "a/b", "a@b", "ä", "a\x00"):
        assert refused(("host", host)) == 400
    for host in ("a", "a.b-c:80", "[::1]:8000", "127.0.0.1:", "a%20b"):
        heads.read(Scope(("host", host)))
    for name in ("accept", "accept-encoding", "if-match", "if-none-match"):
        heads.read(Scope(HOST, (name, "x" * LONGEST)))
        assert refused(HOST, (name, "x" * (LONGEST + 1))) == 431
    assert refused(HOST, ("transfer-encoding", "gzip, chunked")) == 501
    assert refused(HOST, ("content-encoding", "gzip")) == 415


def test_the_origin_is_what_the_client_wrote() -> None:
    def origin(*fields: tuple[str, str], behind_proxy: bool = False, **more: str) -> str:
        scope = Scope(*fields, **more)
        return heads.origin(scope, Fields(scope.headers), behind_proxy=behind_proxy)

    assert origin(HOST) == "http://example.org"
    assert origin(HOST, ("x-forwarded-proto", "https")) == "http://example.org"
    assert origin(HOST, ("x-forwarded-proto", "https"), behind_proxy=True) == "https://example.org"
    assert origin(HOST, ("x-forwarded-proto", "javascript"), behind_proxy=True) == "http://example.org"
    assert origin(version="2", authority="two.example") == "http://two.example"
    assert origin(version="1") == "http://127.0.0.1:80"


def request(**more: object) -> Request:
    given = {"method": "GET", "path": "/sparql", "query": "q", "headers": Raw(("accept", "a"), ("content-type", "c"))}
    return Request(**{**given, **more})  # type: ignore[arg-type]


def test_a_key_holds_all_that_an_answer_depends_on_and_no_more() -> None:
    asked = (
        request(), request(method="POST"), request(method="QUERY"), request(path="/sparqlq", query=""),
        request(path="/sparql\0q", query=""), request(query="q2"), request(headers=Raw(("accept", "text/csv"))),
        request(headers=Raw()), request(body=b"x"), request(path="/sparqlx"), request(origin="https://localhost"),
        request(method="POST", headers=Raw(("accept", "a"), ("content-type", "d"))),
    )  # fmt: skip
    keys = [Key.of(one) for one in asked]
    assert len(set(keys)) == len(keys)
    assert len({key.etag("r", "gzip") for key in keys} | {key.etag("r", "br") for key in keys}) == 2 * len(keys)
    assert keys[0].etag("one", "") != keys[0].etag("two", "")
    assert Key.of(request(headers=Raw(("accept", "a"), ("cookie", "x"), ("user-agent", "y")))) == keys[0]
    assert Key.of(request(head=True)) == keys[0]
    assert {one.fixed for one in keys if one.digest in (keys[0].digest, keys[6].digest)} == {keys[0].fixed}
    alike = [
        Key.of(request(headers=Raw(("accept", accept), ("content-type", "c")))) for accept in ("", "*/*", "*/*;q=.3")
    ]
    assert len({*alike}) == 1, "headers that choose alike"
    assert len(Key.of(request(body=b"x" * 1_000_000)).digest) == 64, "a long body takes no room"


@given(st.tuples(st.text(), st.text(), st.text()), st.tuples(st.text(), st.text(), st.text()))
def test_no_two_requests_share_a_key(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    """A field of a head and a query string hold no NUL; a path and a body may."""
    keys = [
        Key.of(Request("POST", path, query.replace("\0", ""), Raw(), body.encode("utf-8", "surrogatepass"), "http://x"))
        for path, query, body in (one, other)
    ]
    same = (one[0], one[1].replace("\0", ""), one[2]) == (other[0], other[1].replace("\0", ""), other[2])
    assert (keys[0] == keys[1]) == same


def test_the_cache_holds_so_many_bytes_and_forgets_what_was_asked_for_longest_ago() -> None:
    cache = Cache(1 << 20)
    largest = Answer(200, {}, b"x" * ((1 << 20) // LARGEST - 1024))
    cache.put("too large", Answer(200, {}, b"x" * ((1 << 20) // LARGEST)))
    assert cache.get("too large") is None
    cache.put("file", Answer(200, {}, NamedFile(__file__, 1)))  # type: ignore[arg-type]
    assert (cache.get("file"), cache.size) == (None, 0)
    for n in range(LARGEST):
        cache.put(str(n), largest)
    assert cache.size == cache.limit
    assert cache.get("0") is largest
    cache.put("new", largest)
    assert (cache.get("0"), cache.get("1")) == (largest, None)
    cache.put("new", replace(largest, body=b""))
    assert cache.size == cache.limit - (cache.limit // LARGEST) + 1024
    empty = Cache(0)
    empty.put("any", Answer(200))
    assert empty.get("any") is None


def test_a_file_in_the_cache_is_closed_with_the_last_that_holds_it() -> None:
    cache = Cache(1 << 20)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - it is handed on
    file.write(b"x" * 100_000)
    cache.put("one", Answer(200, {}, SpooledFile(file, 100_000)))
    held = cache.get("one")
    for n in range(20):
        cache.put(f"more {n}", Answer(200, {}, b"x" * 100_000))
    assert cache.get("one") is None
    assert not file.closed
    del held
    assert file.closed


@pytest.mark.parametrize("name", ["gzip", "br", "zstd"])
@pytest.mark.parametrize("size", [0, 1, 1000, 600_000])
def test_what_is_packed_is_unpacked_the_same_from_memory_and_from_a_file(name: str, size: int) -> None:
    body = (b"abc %d " * size)[:size]
    assert UNPACK[name](encoding.pack(body, name)) == body
    assert encoding.pack(body, name) == encoding.pack(body, name)
    packed = encoding.pack_file(SpooledFile(io.BytesIO(body), size), name)
    assert os.fstat(packed.file.fileno()).st_size == packed.size, "the server reads the file by itself"
    whole = b"".join(packed.chunks())
    assert len(whole) == packed.size
    assert UNPACK[name](whole) == body


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(("gzip", "br", "*", "identity", ";q=0", ";q=1", ",", ";", "="))).map("".join)
)
def test_no_accept_encoding_is_an_error_of_the_server(accept: str) -> None:
    encoding.refuses_plain(accept)
    try:
        assert encoding.preferred(accept) in ("zstd", "br", "gzip", "identity")
    except Problem as problem:
        assert problem.status == 406  # noqa: PT017 - it need not be raised


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(("text/", "*/*", "csv", "*", ";q=0", ";q=.5", ",", ";", "=", '"'))).map("".join)
)
def test_no_accept_is_an_error_of_the_server(accept: str) -> None:
    assert negotiate.preferred(accept, tuple(negotiate.RESULTS)) in (None, *negotiate.RESULTS)


Q = st.sampled_from(("", ";q=0", ";q=0.3", ";q=0.7", ";q=1"))
RANGES = st.sampled_from(("*/*", "text/*", "application/*", "text/csv", "text/turtle", "application/xml", "image/png"))


@given(st.lists(st.tuples(RANGES, Q), min_size=1, max_size=6, unique_by=lambda pair: pair[0]))
def test_what_is_chosen_is_what_rfc_9110_likes_best(ranges: list[tuple[str, str]]) -> None:
    offered = ("application/json", "application/xml", "text/csv")
    quality = {name: float(q[3:] or 1) for name, q in ranges}

    def likes(name: str) -> float:
        return next((quality[r] for r in (name, f"{name.split('/')[0]}/*", "*/*") if r in quality), 0)

    chosen = negotiate.preferred(", ".join(map("".join, ranges)), offered)
    best = max(map(likes, offered))
    assert chosen == (next(name for name in offered if likes(name) == best) if best else None)


def test_every_answer_has_its_header_fields_and_none_can_hold_another() -> None:
    done = headers.completed({"content-type": "text/html; charset=utf-8", "location": "/a\r\nx: y\0ä"}, "GET")
    assert done["location"] == "/a??x: y??"
    assert "default-src 'none'" in done["content-security-policy"]
    assert "access-control-allow-methods" not in done
    data = headers.completed({"content-type": "text/csv", "access-control-allow-methods": "GET"}, "OPTIONS")
    assert "content-security-policy" not in data
    assert data["access-control-allow-methods"] == "GET", "an answer's own field goes before"
    assert data["access-control-allow-origin"] == "*"


def test_routes_have_few_names() -> None:
    names = {handler_of(f"/{n}/{n}")[1] for n in range(100)} | {handler_of(f"/{n}")[1] for n in range(100)}
    assert names == {"/*"}
    assert handler_of("/sparql")[1] == handler_of("/sparql/")[1] == "/sparql"
    assert None is not handler_of("/sparql")[0] == handler_of("/sparql/")[0]
    assert handler_of("/graphs/")[1] == "/graphs"
    assert handler_of("/id/market/taobao") == (None, "/id")


def test_metrics_do_not_grow_with_what_strangers_think_up() -> None:
    metrics = Metrics(lambda: [("nmkg_triples", "Triples.", 7, {}), ("nmkg_release", "It.", 1, {"release": 'a"b\n'})])
    metrics.count("/sparql", "GET", 200, 0.01, "hit")
    for n in range(100):
        metrics.count("/*", f"METHOD{n}", 405, 0.01, "")
    text = metrics.text().decode()
    assert 'nmkg_requests_total{method="GET",route="/sparql",status="200"} 1.0' in text
    assert 'nmkg_requests_total{method="other",route="/*",status="405"} 100.0' in text
    assert 'nmkg_cache_total{outcome="hit"} 1.0' in text
    assert "nmkg_triples 7.0" in text
    assert 'release="a\\"b\\n"' in text
    assert text.count("nmkg_requests_total{") == 2


def test_fields_of_a_form() -> None:
    assert form_fields(b"a=1&a=2&b=&c&=d&a%20b=%C3%A4+x") == [
        ("a", "1"), ("a", "2"), ("b", ""), ("c", ""), ("", "d"), ("a b", "ä x"),
    ]  # fmt: skip
    for bad, status in ((b"a=%ff", 400), (b"a=\xff", 400), (b"a&" * 1001, 400)):
        with pytest.raises(Problem) as problem:
            form_fields(bad)
        assert problem.value.status == status


def test_a_media_type_is_read_apart_from_its_parameters() -> None:
    def typed(value: str) -> tuple[str, str]:
        one = request(headers=Raw(("content-type", value)))
        return one.media_type, one.charset

    assert typed("Text/CSV ; Charset=UTF-8") == ("text/csv", "utf-8")
    assert typed('a/b; charset="utf-8"; x=y') == ("a/b", "utf-8")
    assert typed("") == ("", "")
    assert typed(";;;charset") == ("", "")


def test_a_condition_is_met_or_not() -> None:
    answer = Answer(200, {"etag": '"a"', "vary": "x", "content-type": "t", "cache-control": "c"}, b"body")

    def under(method: str = "GET", **fields: str) -> Answer:
        raw = Raw(*((name.replace("_", "-"), value) for name, value in fields.items()))
        return keep.conditional(request(method=method, headers=raw), answer)

    assert under() is answer
    for held in ('"a"', "*", 'W/"a"', '"b", "a"'):
        same = under(if_none_match=held)
        assert (same.status, same.body) == (304, b"")
        assert same.headers == {"etag": '"a"', "vary": "x", "cache-control": "c"}
    assert under(if_none_match='"b"') is answer
    assert under(if_match='"a"') is answer
    for wanted in ('"b"', 'W/"a"'):
        with pytest.raises(Problem) as problem:
            under(if_match=wanted, if_none_match='"a"')
        assert problem.value.status == 412
    assert under("QUERY", if_none_match='"a"').status == 304
    assert under("POST", if_none_match='"a"', if_match='"b"').headers == {
        k: v for k, v in answer.headers.items() if k != "etag"
    }
    weak = replace(answer, headers={"etag": 'W/"a"'})
    assert keep.conditional(request(headers=Raw(("if-none-match", '"a"'))), weak).status == 304
    refused = replace(answer, status=404)
    assert keep.conditional(request(headers=Raw(("if-none-match", "*"))), refused) is refused


def test_a_site_tells_the_problem_that_a_worker_has() -> None:
    from server.limits import Limits
    from server.pool.channel import Message

    told = {"status": 404, "detail": "gone", "more": {"x": 1}, "headers": [["allow", "GET"]]}
    site = Site("", 0, None, Limits(), lambda _h, _b: Message({"problem": told}))
    with pytest.raises(Problem) as problem:
        site.rows("SELECT * {}")
    assert problem.value == Problem(404, "gone", {"x": 1}, (("allow", "GET"),))
