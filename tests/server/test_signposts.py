"""FAIR Signposting: files, catalogues and redirects say in Link what they belong to."""

from collections.abc import Callable
from typing import Any

from werkzeug.http import parse_list_header, parse_options_header

from graph import iris
from graph.release import Release

Ask = Callable[..., Any]
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def _links(ask: Ask, path: str, accept: str = "*/*") -> dict[str, dict[str, str]]:
    """Of each relation, the targets with their media types."""
    found: dict[str, dict[str, str]] = {}
    for link in parse_list_header(ask(path, headers={"Accept": accept}).headers["link"]):
        target, options = parse_options_header(link)
        found.setdefault(options["rel"], {})[target.strip("<>")] = options.get("type", "")
    return found


def test_a_file_says_its_collection_its_licence_and_what_it_is(ask: Ask, served: Release) -> None:
    links = _links(ask, f"/dumps/{served.id}/nmkg.nt.zst")
    assert links["collection"] == {f"/dumps/{served.id}/": "text/html"}
    assert [*links["license"]] == [LICENCE]
    assert [*links["type"]] == ["https://schema.org/DataDownload"]
    assert ask(next(iter(links["collection"])), headers={"Accept": "text/html"}).status == 200


def test_catalogues_and_the_description_say_of_what(ask: Ask, served: Release) -> None:
    for path in ("/dumps/", f"/dumps/{served.id}/"):
        for accept in ("text/html", "text/turtle"):
            links = _links(ask, path, accept)
            assert links["describedby"] == {"/void": "text/turtle"}
            assert [*links["cite-as"]] == [f"{iris.ID}dataset/nmkg"]
            assert [*links["license"]] == [LICENCE]
    void = _links(ask, "/void")
    assert ([*void["describes"]], [*void["license"]]) == ([f"{iris.ID}dataset/nmkg"], [LICENCE])
    assert [*void["author"]] == [f"{iris.BASE}team"]


def test_a_redirect_names_all_that_describes_the_thing(ask: Ask) -> None:
    described = _links(ask, "/id/market/vk")["describedby"]
    assert len(described) == 5
    for path, media_type in described.items():
        assert ask(path).media_type == media_type
