"""Validators, encodings and what is kept: repeated answers are cheap, and the same."""

import gzip
import json
from urllib.parse import quote, urlencode

import brotli
import pytest
import zstandard
from running import Reply, Server

from server.jobs import negotiate, report

DIRECT = {"Content-Type": "application/sparql-query"}
LONG = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 200"
UNPACK = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
}


def path(text: str, **more: str) -> str:
    return f"/sparql?{urlencode({'query': text, **more})}"


def outcomes(server: Server) -> dict[str, float]:
    return {name.split('"')[1]: n for name, n in server.metrics().items() if name.startswith("nmkg_cache_total")}


def counted(server: Server, outcome: str, ask: "list[tuple[str, dict[str, str]]]") -> list[Reply]:
    """Ask, and demand that every answer was of this kind by the server's own count."""
    before = outcomes(server).get(outcome, 0)
    answers = [server.ask("GET", address, headers) for address, headers in ask]
    assert outcomes(server)[outcome] - before == len(ask)
    return answers


def test_an_answer_has_a_strong_etag_that_depends_on_all_that_the_answer_depends_on(server: Server) -> None:
    etags = [
        server.ask("GET", address, headers).headers["etag"]
        for address, headers in (
            (path(LONG), {}),
            (path(LONG + " "), {}),
            (path(LONG, format="csv"), {}),
            (path(LONG), {"Accept": "text/csv"}),
            (path(LONG), {"Accept-Encoding": "gzip"}),
            (path(LONG), {"Accept-Encoding": "br"}),
            (path(LONG), {"Accept-Encoding": "zstd"}),
            (path(LONG, **{"default-graph-uri": "http://example.org/"}), {}),
        )
    ]
    assert len(set(etags)) == len(etags)
    assert all(etag.startswith('"') and etag.endswith('"') and len(etag) > 10 for etag in etags)
    assert server.get(path(LONG)).headers["etag"] == etags[0]


@pytest.mark.parametrize("form", ["%s", "W/%s", '"a", %s', '%s, "b"', 'W/"x" , W/%s', '"a,b", %s', "*", " * "])
def test_what_the_client_holds_is_304_without_a_body(form: str, server: Server) -> None:
    asked = path("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 7")
    for encoding in ("identity", "gzip"):
        for method in ("GET", "HEAD"):
            first = server.ask(method, asked, {"Accept-Encoding": encoding})
            headers = {"Accept-Encoding": encoding, "If-None-Match": form.replace("%s", first.headers["etag"])}
            same = server.ask(method, asked, headers)
            assert (same.status, same.body) == (304, b"")
            for name in ("etag", "cache-control", "vary"):
                assert same.headers[name] == first.headers[name]
            assert "content-type" not in same.headers
            assert "content-length" not in same.headers


@pytest.mark.parametrize("given", ['"other"', "W/", '""', "garbage", '"', "\xff", ",", '"a" "b"', "W/W/x"])
def test_what_the_client_does_not_hold_is_sent(given: str, server: Server) -> None:
    answer = server.get(path("ASK {}"), If_None_Match=given)
    assert (answer.status, answer.json()["boolean"]) == (200, True)


def test_an_etag_of_another_encoding_is_not_the_same(server: Server) -> None:
    packed = server.get(path(LONG), Accept_Encoding="gzip")
    plain = server.get(path(LONG), If_None_Match=packed.headers["etag"])
    assert (plain.status, plain.headers.get("content-encoding")) == (200, None)
    again = server.get(path(LONG), Accept_Encoding="gzip", If_None_Match=plain.headers["etag"])
    assert (again.status, again.headers["content-encoding"]) == (200, "gzip")


def test_small_answers_are_not_packed_and_their_etag_is_taken_back_from_who_would_unpack(server: Server) -> None:
    for _ in range(2):
        answer = server.get(path("ASK {}"), Accept_Encoding="gzip, br")
        assert "content-encoding" not in answer.headers
        same = server.get(path("ASK {}"), Accept_Encoding="gzip, br", If_None_Match=answer.headers["etag"])
        assert same.status == 304


def test_no_error_is_304(server: Server) -> None:
    for asked, status in (
        (path("SELEC"), 400),
        ("/none", 404),
        ("/id/market/none", 404),
        (path("ASK {}", format="x"), 406),
    ):
        assert server.get(asked, If_None_Match="*").status == status


def test_another_wanted_answer_is_412(server: Server) -> None:
    etag = server.get(path("ASK {}")).headers["etag"]
    assert server.get(path("ASK {}"), If_Match=etag).status == 200
    assert server.get(path("ASK {}"), If_Match="*").status == 200
    for wanted in ('"other"', f"W/{etag}"):
        refused = server.get(path("ASK {}"), If_Match=wanted, If_None_Match=etag)
        assert refused.status == 412
        refused.problem()


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
@pytest.mark.parametrize("text", [LONG, "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_answers_are_packed_as_asked_once(encoding: str, text: str, server: Server) -> None:
    plain = server.get(path(text))
    for _ in range(2):
        packed = server.get(path(text), Accept_Encoding=encoding)
        assert packed.headers["content-encoding"] == encoding
        assert packed.headers["content-length"] == str(len(packed.body))
        assert len(packed.body) < len(plain.body) / 2
        assert UNPACK[encoding](packed.body) == plain.body
        assert "accept-encoding" in packed.headers["vary"]
        head = server.ask("HEAD", path(text), {"Accept-Encoding": encoding})
        assert head.headers["content-length"] == str(len(packed.body))
    assert "accept-encoding" in plain.headers["vary"]


@pytest.mark.parametrize(
    ("accept", "encoding"),
    [
        ("", None),
        ("identity", None),
        ("gzip;q=0", None),
        ("*;q=0, identity", None),
        ("deflate", None),
        ("garbage", None),
        ("gzip;q=x", None),
        (";;;q=", None),
        ("gzip, identity;q=0", "gzip"),
        ("gzip;q=0.5, identity", None),
        ("gzip;q=0.5, br;q=0.6", "br"),
        ("*", "zstd"),
        ("*;q=0.1", "zstd"),
        ("*, zstd;q=0, br;q=0", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
    ],
)
def test_accept_encoding_is_read_as_rfc_9110_says(accept: str, encoding: str | None, server: Server) -> None:
    answer = server.get(path(LONG), Accept_Encoding=accept)
    assert answer.status == 200
    assert answer.headers.get("content-encoding") == encoding


def test_who_takes_nothing_plain_gets_nothing_plain(server: Server) -> None:
    for _ in range(2):
        small = server.get(path("ASK { }"), Accept_Encoding="identity;q=0, gzip")
        assert small.headers["content-encoding"] == "gzip"
        assert json.loads(gzip.decompress(small.body))["boolean"] is True
        assert "content-encoding" not in server.get(path("ASK { }")).headers
    for accept in ("identity;q=0", "*;q=0", "deflate, *;q=0"):
        refused = server.get(path("ASK { }"), Accept_Encoding=accept)
        assert refused.status == 406
        assert "gzip" in refused.problem()["available"]


def test_errors_and_packed_files_are_not_packed(server: Server) -> None:
    refused = server.get("/none" + "x" * 300, Accept_Encoding="gzip")
    assert "content-encoding" not in refused.headers
    refused.problem()
    packed = server.get(server.get("/dumps/current/nmkg.ttl.gz").headers["location"], Accept_Encoding="gzip")
    assert "content-encoding" not in packed.headers
    assert gzip.decompress(packed.body).startswith(b"@prefix")


def test_kept_answers_are_those_that_were_made(server: Server) -> None:
    for n, encoding in enumerate(("identity", "gzip", "br", "zstd")):
        asked = path(f"{LONG} OFFSET {n}")
        headers = {"Accept-Encoding": encoding}
        (made,) = counted(server, "miss", [(asked, headers)])
        for kept in counted(server, "hit", [(asked, headers)] * 3):
            assert kept.body == made.body
            changing = ("date", "x-query-id")
            assert {k: v for k, v in kept.headers.items() if k not in changing} == {
                k: v for k, v in made.headers.items() if k not in changing
            }
            assert kept.headers["x-query-id"] != made.headers["x-query-id"]


def test_head_after_get_comes_from_what_is_kept(server: Server) -> None:
    asked = path(f"{LONG} OFFSET 77")
    got = server.get(asked)
    before = outcomes(server)["hit"]
    head = server.ask("HEAD", asked)
    assert outcomes(server)["hit"] == before + 1
    assert (head.headers["etag"], head.headers["content-length"]) == (got.headers["etag"], str(len(got.body)))


def test_a_304_asks_no_worker(server: Server) -> None:
    asked = path(f"{LONG} OFFSET 5")
    etag = server.get(asked).headers["etag"]
    assert [a.status for a in counted(server, "304", [(asked, {"If-None-Match": etag})] * 2)] == [304, 304]


@pytest.mark.parametrize("call", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()"])
def test_what_may_be_otherwise_the_next_time_is_not_kept(call: str, server: Server) -> None:
    asked = path(f"SELECT ({call} AS ?x) (CONCAT('{'x' * 300}', '') AS ?y) {{}}")
    answers = [server.get(asked, If_None_Match="*") for _ in range(3)]
    for answer in answers:
        assert answer.status == 200
        assert "etag" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
    if call != "BNODE()":  # a name of a blank node means nothing
        assert len({answer.rows()[0]["x"] for answer in answers}) == 3
    packed = server.get(asked, Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.body))["results"]["bindings"]


def test_the_word_for_chance_in_a_string_is_kept(server: Server) -> None:
    assert "etag" in server.get(path("SELECT ('NOW()' AS ?rand) {}")).headers


def test_what_a_proxy_may_keep_is_said(server: Server) -> None:
    answer = server.get(path("ASK {}"))
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert answer.headers["vary"] == "accept, accept-encoding"
    for private in (server.get("/health/live"), server.get("/metrics"), server.get(path("SELEC"))):
        assert private.headers["cache-control"] == "no-store"


def test_the_answer_to_post_has_no_validator_and_no_condition_but_is_kept_here(server: Server) -> None:
    text = f"{LONG} OFFSET 9"
    before = outcomes(server)
    answers = [server.sparql(text, "POST", headers={"If-None-Match": "*", "If-Match": '"x"'}) for _ in range(3)]
    assert [answer.status for answer in answers] == [200, 200, 200]
    assert len({answer.body for answer in answers}) == 1
    assert all("etag" not in answer.headers for answer in answers)
    assert outcomes(server)["hit"] == before.get("hit", 0) + 2


def test_the_answer_to_query_has_one_that_depends_on_the_body(server: Server) -> None:
    one = server.ask("QUERY", "/sparql", DIRECT, b"ASK { }")
    assert server.ask("QUERY", "/sparql", DIRECT, b"ASK {  }").headers["etag"] != one.headers["etag"]
    held = {**DIRECT, "If-None-Match": one.headers["etag"]}
    assert server.ask("QUERY", "/sparql", held, b"ASK { }").status == 304
    assert server.ask("QUERY", "/sparql", held, b"ASK {   }").status == 200


def test_post_and_query_and_get_do_not_answer_for_each_other(server: Server) -> None:
    address = path("ASK { FILTER(false) }")
    assert server.get(address).status == 200
    assert server.ask("POST", address, DIRECT, b"ASK { }").status == 400
    assert server.ask("QUERY", address, DIRECT, b"ASK { }").status == 400
    assert server.ask("POST", address).status == 415


def test_an_answer_that_names_the_host_is_kept_for_that_host_only(server: Server) -> None:
    bodies = {}
    for host in ("one.example", "two.example", "one.example"):
        answer = server.ask("GET", "/sparql", {"Host": host, "Accept": "text/turtle"})
        assert f"http://{host}/sparql" in answer.text
        bodies.setdefault(host, answer.body)
        assert bodies[host] == answer.body
    assert "two.example" not in bodies["one.example"].decode()


def test_a_path_with_nul_is_not_the_path_and_query_that_it_looks_like(server: Server) -> None:
    assert server.get(path("ASK {}")).status == 200
    assert server.get(f"/sparql%00{quote('query=ASK {}')}").status == 404


def test_what_is_kept_is_bounded_in_bytes(limited: Server) -> None:
    """8 MB hold no more than that, the largest answer being an eighth; keys of long queries cost nothing."""
    limit = 8 << 20
    for n in range(30):
        answer = limited.sparql(f"SELECT * {{ ?s ?p ?o }} LIMIT {2900 + n}", "POST")
        assert len(answer.rows()) == 2900 + n
    assert limit // 2 < limited.metrics()["nmkg_cache_bytes"] <= limit
    for n in range(40):
        limited.sparql(f"ASK {{}} #{n}{'x' * 90_000}", "POST")
    assert limited.metrics()["nmkg_cache_bytes"] <= limit


def test_a_large_answer_is_kept_in_a_file_and_is_the_same(server: Server) -> None:
    asked = path("SELECT ?a ?b ?c ?d { ?a a nm:Claim . ?b a nm:Claim . ?a ?c ?d } LIMIT 12000")
    plain = server.get(asked)
    assert len(plain.body) > 2 << 20
    assert len(plain.rows()) == 12000
    for encoding in ("identity", "gzip", "identity", "br", "gzip", "zstd"):
        again = server.get(asked, Accept_Encoding=encoding)
        body = UNPACK.get(encoding, bytes)(again.body) if "content-encoding" in again.headers else again.body
        assert body == plain.body
        assert again.headers["content-length"] == str(len(again.body))
    before = outcomes(server)["hit"]
    assert server.get(asked).body == plain.body
    assert outcomes(server)["hit"] == before + 1
    assert server.get(asked, If_None_Match=plain.headers["etag"]).status == 304


def test_an_address_that_says_its_format_has_one_tag_and_is_kept_once(server: Server) -> None:
    address = "/about/id/market/vk.ttl"
    first = server.get(address, Accept="text/turtle")
    accepts = ("text/html", "*/*", "image/png, application/ld+json;q=0.1")
    for answer in counted(server, "hit", [(address, {"Accept": accept}) for accept in accepts]):
        assert (answer.body, answer.headers["etag"]) == (first.body, first.headers["etag"])
    same = server.get(address, If_None_Match=first.headers["etag"], Accept=accepts[0])
    assert (same.status, same.headers["vary"]) == (304, first.headers["vary"])


def test_headers_that_choose_alike_have_one_tag_and_others_do_not(server: Server) -> None:
    asked = path("SELECT ?s { ?s a nm:OnlineMarket } ORDER BY ?s LIMIT 9")
    first = server.get(asked, Accept="text/csv")
    alike = ("text/csv;q=0.9", "image/png, text/csv;q=0.2", "text/csv, application/foo;q=0.5")
    for answer in counted(server, "hit", [(asked, {"Accept": accept}) for accept in alike]):
        assert (answer.body, answer.headers["etag"]) == (first.body, first.headers["etag"])
    other = server.get(asked, Accept="text/csv;q=0.5, application/json;q=0.6", If_None_Match=first.headers["etag"])
    assert (other.status, other.media_type) == (200, "application/json")


def test_what_tells_headers_apart_names_every_type_that_is_offered() -> None:
    tables = (negotiate.RESULTS, negotiate.GRAPHS, report.WRITERS)
    assert {name for table in tables for name in table} <= set(negotiate.OFFERED)
