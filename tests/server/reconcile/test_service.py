"""The reconciliation service, asked as its clients ask it.

The structure of answers is that of the schemas that the specification publishes (0.2).
"""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, Store

from graph import iris
from server.app import create_app
from server.jobs import handle
from server.limits import Limits
from server.pool.channel import Message
from server.reconcile.model import BATCH
from server.site import Site

Ask = Callable[..., Any]

COLUMN = {
    "Taobao": "market/taobao",
    "TAO BAO ": "market/taobao",
    "WeChat e-commerce ecosystem": "market/wechat",
    "DHGATE": "market/dhgate",
    "taobao.com": "market/taobao",
    "Wangwan": "market/baidu-wangpan",
    "Alibaba": "company/alibaba-group",
    "USTR": "government/ustr",
    "market/taobao": "market/taobao",
    f"{iris.ID}market/pinduoduo": "market/pinduoduo",
}
NEARLY = {"Pindoudou": "market/pinduoduo", "Ali Expres": "market/aliexpress", "taobao.cn": "market/taobao"}
DOMAINS = """
@prefix nm: <https://w3id.org/notorious-markets/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/notorious-markets/id/> .
nm:OnlineMarket rdfs:subClassOf nm:Market ; rdfs:label "online market" .
nm:Market rdfs:label "market" . nm:share rdfs:label "share" . nm:since rdfs:label "since" .
<market/vk> a nm:OnlineMarket , nm:Market ; skos:prefLabel "VK" ; nm:domain "vk.com" ; nm:share 0.5 ;
  nm:since "2011-12-20"^^xsd:date ; nm:runs true ; nm:homepage <https://vk.com/> .
<market/vk-bazaar> a nm:PhysicalMarket , nm:Market ; skos:prefLabel "Vk" .
<market/amazon-de> a nm:OnlineMarket , nm:Market ; skos:prefLabel "Amazon.de" .
"""


@pytest.fixture(scope="module")
def domains() -> FlaskClient:
    store, limits = Store(), Limits()
    store.load(DOMAINS.encode(), RdfFormat.TURTLE)
    site = Site("", 9, None, limits, lambda header, body: handle(store, limits, Message(header, body)))
    return create_app(site).test_client()


def _matched(client: FlaskClient, batch: dict[str, Any], method: str = "POST") -> dict[str, list[dict[str, Any]]]:
    form = {"queries": json.dumps(batch)}
    answer = client.post("/reconcile", data=form) if method == "POST" else client.get("/reconcile", query_string=form)
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "application/json"
    results = answer.get_json()
    assert results.keys() == batch.keys()
    for result in results.values():
        assert result.keys() == {"result"}
        _check_candidates(result["result"])
    return {key: result["result"] for key, result in results.items()}


def _check_candidates(candidates: list[dict[str, Any]]) -> None:
    for candidate in candidates:
        assert candidate.keys() - {"description"} == {"id", "name", "type", "score", "features", "match"}
        assert isinstance(candidate["id"], str)
        assert candidate["name"]
        assert isinstance(candidate["match"], bool)
        assert 0 <= candidate["score"] <= 100
        assert all(type_.keys() == {"id", "name"} for type_ in candidate["type"])
        assert all(isinstance(feature["value"], int | float) for feature in candidate["features"])
    scores = [candidate["score"] for candidate in candidates]
    assert scores == sorted(scores, reverse=True)
    assert sum(candidate["match"] for candidate in candidates) <= 1


def test_the_manifest_says_where_everything_is(client: FlaskClient) -> None:
    answer = client.get("/reconcile", headers={"Host": "graph.example:8000"})
    manifest = answer.get_json()
    assert {"versions", "name", "identifierSpace", "schemaSpace"} <= manifest.keys()
    assert manifest["versions"] == ["0.2"]
    assert (manifest["identifierSpace"], manifest["schemaSpace"]) == (iris.ID, iris.NM)
    assert "{{id}}" in manifest["view"]["url"]
    assert "{{id}}" in manifest["preview"]["url"]
    assert isinstance(manifest["preview"]["width"], int)
    assert isinstance(manifest["preview"]["height"], int)
    assert all({"id", "name"} <= type_.keys() for type_ in manifest["defaultTypes"])
    services = [*manifest["suggest"].values(), manifest["extend"]["propose_properties"]]
    for service in services:
        host, path = (service["service_url"] + service["service_path"]).split("/reconcile/")
        assert host == "http://graph.example:8000"
        assert client.get(f"/reconcile/{path}?prefix=a").status_code == 200
    for setting in manifest["extend"]["property_settings"]:
        assert {"type", "label", "name"} <= setting.keys()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_column_of_names_is_matched(client: FlaskClient, method: str) -> None:
    results = _matched(client, {f"q{n}": {"query": name} for n, name in enumerate(COLUMN)}, method)
    for n, (name, expected) in enumerate(COLUMN.items()):
        assert [c["id"] for c in results[f"q{n}"] if c["match"]] == [expected], name


def test_what_is_only_like_a_name_is_offered_and_not_matched(client: FlaskClient) -> None:
    results = _matched(client, {name: {"query": name} for name in NEARLY})
    for name, expected in NEARLY.items():
        assert results[name][0]["id"] == expected
        assert not any(candidate["match"] for candidate in results[name])
    assert _matched(client, {"x": {"query": "zzzqqq"}}) == {"x": []}


def test_a_column_of_domains_is_matched(domains: FlaskClient) -> None:
    column = ["vk.com", "www.vk.com", "https://vk.com/feed?w=1", "amazon.de"]
    results = _matched(domains, {name: {"query": name} for name in column})
    assert [results[name][0]["id"] for name in column] == ["market/vk"] * 3 + ["market/amazon-de"]
    assert all(results[name][0]["match"] for name in column)
    other = _matched(domains, {name: {"query": name} for name in ("m.vk.com", "vk.ru", "amazon.com")})
    assert not any(candidate["match"] for found in other.values() for candidate in found)


def test_two_of_one_name_are_no_match_until_a_type_or_property_tells_them_apart(domains: FlaskClient) -> None:
    asked = {
        "name": {"query": "VK"},
        "type": {"query": "VK", "type": "OnlineMarket"},
        "types": {"query": "VK", "type": [f"{iris.NM}OnlineMarket", "nm:Market"], "type_strict": "all"},
        "any": {"query": "VK", "type": ["OnlineMarket", "PhysicalMarket"], "type_strict": "any"},
        "property": {"query": "VK", "properties": [{"pid": "domain", "v": "VK.com"}]},
    }
    results = _matched(domains, asked)
    matched = {key: [c["id"] for c in found if c["match"]] for key, found in results.items()}
    expected: dict[str, list[str]] = {"name": [], "type": ["market/vk"], "types": ["market/vk"], "any": []}
    assert matched == {**expected, "property": ["market/vk"]}
    assert {c["id"] for c in results["name"]} == {"market/vk", "market/vk-bazaar"}


def test_types_restrict_and_should_only_prefers(client: FlaskClient) -> None:
    asked = {
        "no": {"query": "Taobao", "type": "Company"},
        "should": {"query": "Taobao", "type": "Company", "type_strict": "should"},
        "yes": {"query": "Taobao", "type": [{"id": "Market", "name": "market"}]},
    }
    results = _matched(client, asked)
    assert results["no"] == []
    assert [(c["id"], c["match"]) for c in results["should"]][:1] == [("market/taobao", False)]
    assert [(c["id"], c["match"]) for c in results["yes"]] == [("market/taobao", True)]


def test_properties_raise_or_lower_a_score_and_decide_a_match(client: FlaskClient) -> None:
    def asked(*properties: dict[str, Any]) -> dict[str, Any]:
        return {"q": {"query": "Taobao", "type": "Market", "properties": properties}}

    right = _matched(client, asked({"pid": "country", "v": {"id": "country/china"}}, {"pid": "listedIn", "v": 2021}))
    assert [(c["score"], c["match"]) for c in right["q"]] == [(100.0, True)]
    several = _matched(client, asked({"pid": "country", "v": ["India", "China"]}))
    assert several["q"][0]["match"]
    wrong = _matched(client, asked({"pid": "country", "v": "India"}))
    assert [(c["score"], c["match"]) for c in wrong["q"]] == [(70.0, False)]
    for pid in ("nonsense", "http://exa mple/", "> } #"):
        assert not _matched(client, asked({"pid": pid, "v": "x"}))["q"][0]["match"]


def test_properties_alone_find_those_that_have_them(client: FlaskClient) -> None:
    listed = {"pid": "listedIn", "v": {"id": "edition/2021"}}
    found = _matched(client, {"q": {"type": "OnlineMarket", "limit": 100, "properties": [listed]}})["q"]
    assert len(found) == 22
    assert {(c["score"], c["match"]) for c in found} == {(100.0, False)}


def test_the_limit_is_kept(client: FlaskClient) -> None:
    assert len(_matched(client, {"q": {"query": "alibaba", "limit": 2}})["q"]) == 2


@pytest.mark.parametrize(
    "queries",
    ["{", "[]", '"x"', '{"q": []}', '{"q": {}}', '{"q": {"query": ""}}', '{"q": {"query": 3}}',
     '{"q": {"query": "a", "limit": 0}}', '{"q": {"query": "a", "limit": "3"}}', '{"q": {"query": "a", "type": 3}}',
     '{"q": {"query": "a", "type_strict": "maybe"}}', '{"q": {"query": "a", "properties": {}}}',
     '{"q": {"query": "a", "properties": [{"pid": "x"}]}}', '{"q": {"query": "a", "properties": [{"v": "x"}]}}',
     '{"q": {"query": "a", "properties": [{"pid": "x", "v": null}]}}', "[" * 100_000],
)  # fmt: skip
def test_what_is_no_batch_is_refused_with_the_fault(client: FlaskClient, queries: str) -> None:
    answer = client.post("/reconcile", data={"queries": queries})
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"


def test_too_much_at_once_is_refused(client: FlaskClient) -> None:
    batch = {str(n): {"query": "a"} for n in range(BATCH + 1)}
    assert client.post("/reconcile", data={"queries": json.dumps(batch)}).status_code == 413
    asked = {"ids": [str(n) for n in range(BATCH + 1)], "properties": []}
    assert client.post("/reconcile", data={"extend": json.dumps(asked)}).status_code == 413
    assert client.post("/reconcile", data={"x": "1"}).status_code == 400


def _extended(client: FlaskClient, ids: list[str], *properties: dict[str, Any]) -> dict[str, Any]:
    form = {"extend": json.dumps({"ids": ids, "properties": properties})}
    answer = client.post("/reconcile", data=form)
    assert answer.get_json() == client.get("/reconcile", query_string=form).get_json()
    found: dict[str, Any] = answer.get_json()
    assert found.keys() == {"meta", "rows"}
    assert [meta["id"] for meta in found["meta"]] == [asked["id"] for asked in properties]
    assert all(meta["name"] for meta in found["meta"])
    assert list(found["rows"]) == ids
    for row in found["rows"].values():
        assert list(row) == [asked["id"] for asked in properties]
        for value in (value for values in row.values() for value in values):
            assert value.keys() in ({"id", "name"}, {"str"}, {"int"}, {"float"}, {"date"})
    return found


def test_values_of_properties_are_fetched(client: FlaskClient) -> None:
    asked = [{"id": "listedIn", "settings": {"limit": "4"}}, {"id": "controlledBy"}, {"id": "skos:altLabel"},
             {"id": "nonsense"}]  # fmt: skip
    found = _extended(client, ["market/taobao", "market/none", "edition/2021"], *asked)
    row = found["rows"]["market/taobao"]
    editions = {"edition/2010-ocr": "2010 out-of-cycle list", "edition/2011": "2011 list",
                "edition/2016": "2016 list", "edition/2017": "2017 list"}  # fmt: skip
    assert row["listedIn"] == [{"id": identifier, "name": name} for identifier, name in editions.items()]
    assert row["controlledBy"] == [{"id": "company/alibaba-group", "name": "Alibaba Group"}]
    assert row["skos:altLabel"] == [{"str": "TaoBao"}, {"str": "Taobao.com"}]
    assert found["meta"][0]["type"] == {"id": "ListEdition", "name": "list edition"}
    assert found["rows"]["market/none"] == {asked["id"]: [] for asked in asked}


def test_each_kind_of_value_has_its_form(domains: FlaskClient) -> None:
    names = ("share", "since", "runs", "homepage", "domain")
    row = _extended(domains, ["market/vk"], *({"id": name} for name in names))["rows"]["market/vk"]
    assert row["share"] == [{"float": 0.5}]
    assert row["since"] == [{"date": "2011-12-20T00:00:00"}]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", row["since"][0]["date"])
    assert (row["runs"], row["homepage"], row["domain"]) == (
        [{"str": "true"}],
        [{"str": "https://vk.com/"}],
        [{"str": "vk.com"}],
    )


@pytest.mark.parametrize("extend", ["{", "{}", '{"ids": [3], "properties": []}', '{"ids": [], "properties": [{}]}'])
def test_what_is_no_extension_is_refused(client: FlaskClient, extend: str) -> None:
    assert client.post("/reconcile", data={"extend": extend}).status_code == 400


def test_properties_are_proposed_for_a_type(client: FlaskClient) -> None:
    found = client.get("/reconcile/properties?type=OnlineMarket&limit=3").get_json()
    assert (found["type"], found["limit"], len(found["properties"])) == ("OnlineMarket", 3, 3)
    whole = client.get("/reconcile/properties?type=OnlineMarket").get_json()
    assert "limit" not in whole
    assert {"listedIn", "country", "skos:altLabel"} <= {each["id"] for each in whole["properties"]}
    assert client.get("/reconcile/properties?type=Nonsense").get_json()["properties"] == []


@pytest.mark.parametrize(
    ("what", "prefix", "expected"),
    [
        ("entity", "Taobao", "market/taobao"),
        ("entity", "taob", "market/taobao"),
        ("entity", "market/dhgate", "market/dhgate"),
        ("type", "online market", "OnlineMarket"),
        ("type", "OnlineMarket", "OnlineMarket"),
        ("property", "listed in", "listedIn"),
        ("property", "listedIn", "listedIn"),
        ("property", "based", "country"),
        ("property", "pref", "skos:prefLabel"),
    ],
)
def test_names_are_completed(client: FlaskClient, what: str, prefix: str, expected: str) -> None:
    found = client.get(f"/reconcile/suggest/{what}", query_string={"prefix": prefix}).get_json()["result"]
    assert found[0]["id"] == expected
    assert found[0]["name"]
    after = client.get(f"/reconcile/suggest/{what}", query_string={"prefix": prefix, "cursor": 1}).get_json()["result"]
    assert found[0] not in after


def test_a_property_is_found_by_the_beginning_of_its_name_though_its_label_is_another(client: FlaskClient) -> None:
    found = client.get("/reconcile/suggest/property", query_string={"prefix": "coun"}).get_json()["result"]
    assert {"countryCode", "country"} <= {each["id"] for each in found}
    assert next(each["name"] for each in found if each["id"] == "country").startswith("based")


def test_a_preview_may_be_framed_and_nothing_else_may(client: FlaskClient, ask: Ask) -> None:
    framed = ask("/reconcile/preview?id=market%2Ftaobao")
    assert "frame-ancestors *" in framed.headers["content-security-policy"]
    assert "x-frame-options" not in framed.headers
    assert all(text in framed.text for text in ("Taobao", ", 2011, 2016, 2017, 2018, ", "Alibaba Group"))
    edition = client.get("/reconcile/preview?id=edition%2F2017").text
    assert "2017 list" in edition
    assert "2017 Out-of-Cycle" not in edition
    other = ask("/search?q=taobao")
    assert "frame-ancestors 'none'" in other.headers["content-security-policy"]
    assert other.headers["x-frame-options"] == "DENY"
    for identifier in ("market/none", "<script>", "a b"):
        assert client.get("/reconcile/preview", query_string={"id": identifier}).status_code == 404


def test_the_view_template_leads_to_the_entity_and_other_sites_may_ask(ask: Ask) -> None:
    template = json.loads(ask("/reconcile").text)["view"]["url"]
    path = "/" + template.replace("{{id}}", "market%2Ftaobao").split("/", 3)[3]
    assert ask(path, headers={"Accept": "text/turtle"}).status == 303
    asked = ask("/reconcile", "OPTIONS", {"Origin": "https://refine.example", "Access-Control-Request-Method": "POST"})
    assert asked.headers["access-control-allow-origin"] == "*"
    assert "POST" in asked.headers["access-control-allow-methods"]
    form = b"queries=%7B%22q%22%3A%7B%22query%22%3A%22Taobao%22%7D%7D"
    answer = ask("/reconcile", "POST", {"Content-Type": "application/x-www-form-urlencoded"}, form)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert json.loads(answer.text)["q"]["result"][0]["match"]
