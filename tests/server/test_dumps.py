"""Dumps: whole, in part, unchanged, and nothing else."""

import base64
import hashlib
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from rdflib import DCTERMS, RDF, Graph, Namespace, URIRef

from graph import iris
from graph.release import Release
from server import downloads
from server.limits import Limits
from server.problem import Problem
from server.site import Site

Ask = Callable[..., Any]
DCAT = Namespace("http://www.w3.org/ns/dcat#")
NAME = "nmkg.nt.zst"
MEDIA_TYPES = {
    "nmkg.ttl": "text/turtle; charset=utf-8",
    "nmkg.nt": "application/n-triples",
    "nmkg.nq": "application/n-quads",
    "nmkg.trig": "application/trig",
    "nmkg.jsonld": "application/ld+json",
    "nmkg.rdf": "application/rdf+xml",
    "nmkg.ttl.gz": "application/gzip",
    "nmkg.nq.zst": "application/zstd",
    "graphs/entities.ttl": "text/turtle; charset=utf-8",
    "manifest.json": "application/json",
    "SHA256SUMS": "text/plain; charset=utf-8",
}


@pytest.fixture(scope="module")
def path(served: Release) -> str:
    return f"/dumps/{served.id}/{NAME}"


@pytest.fixture(scope="module")
def content(served: Release) -> bytes:
    return (served.folder / NAME).read_bytes()


def test_every_file_of_the_release_comes_whole_with_its_length_and_digests(ask: Ask, served: Release) -> None:
    names = [file.relative_to(served.folder).as_posix() for file in served.folder.rglob("*") if file.is_file()]
    assert len(names) > 30
    for name in names:
        data = (served.folder / name).read_bytes()
        got = ask(f"/dumps/{served.id}/{name}", headers={"Accept-Encoding": "gzip, br, zstd"})
        digest = hashlib.sha256(data)
        value = base64.b64encode(digest.digest()).decode()
        assert (got.status, got.body) == (200, data), name
        assert got.headers["content-length"] == str(len(data))
        assert got.headers["etag"] == f'"{digest.hexdigest()}"'
        assert got.headers["digest"] == f"sha-256={value}"
        assert got.headers["repr-digest"] == f"sha-256=:{value}:"
        assert got.headers["accept-ranges"] == "bytes"
        assert got.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert int(parsedate_to_datetime(got.headers["last-modified"]).timestamp()) == int(
            (served.folder / name).stat().st_mtime
        )
        assert "content-encoding" not in got.headers


@pytest.mark.parametrize(("name", "media_type"), MEDIA_TYPES.items())
def test_a_file_is_served_as_what_it_is(name: str, media_type: str, ask: Ask, served: Release) -> None:
    assert ask(f"/dumps/{served.id}/{name}", "HEAD").headers["content-type"] == media_type


def test_head_says_what_get_would_and_sends_nothing(ask: Ask, path: str) -> None:
    head, got = ask(path, "HEAD"), ask(path)
    own = ("date", "x-query-id")
    assert {k: v for k, v in head.headers.items() if k not in own} == {
        k: v for k, v in got.headers.items() if k not in own
    }
    assert head.body == b""


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-9", 0, 10),
        ("bytes=1000-1999", 1000, 2000),
        ("bytes=500-", 500, None),
        ("bytes=-7", -7, None),
        ("bytes=-99999999", 0, None),
        ("bytes=10-99999999", 10, None),
        ("BYTES=3-4", 3, 5),
    ],
)
def test_a_range_is_that_part_of_the_whole(
    asked: str, start: int, end: int | None, ask: Ask, path: str, content: bytes
) -> None:
    got = ask(path, headers={"Range": asked})
    part = content[start:end]
    first = start % len(content) if start < 0 else start
    assert (got.status, got.body) == (206, part)
    assert got.headers["content-range"] == f"bytes {first}-{first + len(part) - 1}/{len(content)}"
    assert got.headers["content-length"] == str(len(part))
    assert got.headers["etag"] == f'"{hashlib.sha256(content).hexdigest()}"'


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,4-5", "items=0-1", "bytes=5-2", "bytes=x-y", "bytes", f"bytes=0-{'9' * 5000}", "bytes=-"]
)
def test_a_range_that_need_not_be_understood_gives_the_whole(asked: str, ask: Ask, path: str, content: bytes) -> None:
    got = ask(path, headers={"Range": asked})
    assert (got.status, got.body) == (200, content)
    assert "content-range" not in got.headers


def test_a_range_means_nothing_to_head(ask: Ask, path: str, content: bytes) -> None:
    got = ask(path, "HEAD", {"Range": "bytes=0-9"})
    assert (got.status, got.headers["content-length"]) == (200, str(len(content)))


def test_a_range_behind_the_end_is_refused_with_the_length(ask: Ask, path: str, content: bytes) -> None:
    got = ask(path, headers={"Range": f"bytes={len(content)}-"})
    assert (got.status, got.headers["content-range"]) == (416, f"bytes */{len(content)}")
    assert got.media_type == "application/problem+json"


def test_if_range_gives_the_part_of_the_same_version_only(ask: Ask, path: str) -> None:
    fields = ask(path, "HEAD").headers
    later = format_datetime(parsedate_to_datetime(fields["last-modified"]) + timedelta(days=1), usegmt=True)
    expected = {
        fields["etag"]: 206,
        fields["last-modified"]: 206,
        f"W/{fields['etag']}": 200,
        '"other"': 200,
        later: 200,
    }
    got = {given: ask(path, headers={"Range": "bytes=0-9", "If-Range": given}).status for given in expected}
    assert got == expected


def test_what_the_client_has_is_not_sent_again(ask: Ask, path: str) -> None:
    fields = ask(path, "HEAD").headers
    etag, modified = fields["etag"], fields["last-modified"]
    before = format_datetime(parsedate_to_datetime(modified) - timedelta(seconds=1), usegmt=True)
    cases: list[tuple[dict[str, str], int]] = [
        ({"If-None-Match": etag}, 304),
        ({"If-None-Match": f"W/{etag}"}, 304),
        ({"If-None-Match": f'"x", {etag}'}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": '"x"'}, 200),
        ({"If-Modified-Since": modified}, 304),
        ({"If-Modified-Since": before}, 200),
        ({"If-None-Match": '"x"', "If-Modified-Since": modified}, 200),
        ({"If-None-Match": etag, "If-Modified-Since": before}, 304),
        ({"If-None-Match": etag, "Range": "bytes=0-9"}, 304),
    ]
    for headers, status in cases:
        got = ask(path, headers=headers)
        assert got.status == status, headers
        assert got.headers["etag"] == etag
        assert (status == 200) == bool(got.body)
    kept = ask(path, headers={"If-None-Match": etag}).headers
    assert kept["cache-control"] == "public, max-age=31536000, immutable"


def test_another_version_than_asked_for_is_refused(ask: Ask, path: str) -> None:
    fields = ask(path, "HEAD").headers
    before = format_datetime(parsedate_to_datetime(fields["last-modified"]) - timedelta(days=1), usegmt=True)
    cases = [
        ({"If-Match": fields["etag"]}, 200),
        ({"If-Match": "*"}, 200),
        ({"If-Match": '"x"'}, 412),
        ({"If-Match": f"W/{fields['etag']}"}, 412),
        ({"If-Unmodified-Since": fields["last-modified"]}, 200),
        ({"If-Unmodified-Since": before}, 412),
    ]
    assert [ask(path, headers=headers).status for headers, _ in cases] == [status for _, status in cases]


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
@pytest.mark.parametrize("name", ["nmkg.ttl", "nmkg.nq.gz", "nmkg.nq.zst"])
def test_curl_resumes_a_download_that_broke_off(name: str, endpoint: str, served: Release, tmp_path: Path) -> None:
    whole = (served.folder / name).read_bytes()
    target = tmp_path / "target"
    target.write_bytes(whole[: len(whole) // 3])
    address = f"{endpoint}/dumps/{served.id}/{name}"
    subprocess.run(["curl", "-sSf", "-C", "-", "-o", str(target), address], check=True, timeout=60)
    assert target.read_bytes() == whole


def test_current_redirects_to_the_releases_own_address(ask: Ask, served: Release) -> None:
    moved = ask("/dumps/current/graphs/entities.ttl")
    assert (moved.status, moved.headers["location"]) == (302, f"/dumps/{served.id}/graphs/entities.ttl")
    assert "immutable" not in moved.headers["cache-control"]
    assert ask("/dumps/current/none.ttl").status == 404
    assert ask("/dumps/current/").headers["location"] == f"/dumps/{served.id}/"


def test_an_older_release_stays_downloadable(ask: Ask, older: Release) -> None:
    got = ask(f"/dumps/{older.id}/nmkg.nt")
    assert (got.status, got.body) == (200, (older.folder / "nmkg.nt").read_bytes())
    assert f"/dumps/{older.id}/" in ask("/dumps/").text
    assert older.id in ask(f"/dumps/{older.id}/").text


@pytest.mark.parametrize(
    "rest",
    [
        "../SHA256SUMS",
        "..%2fSHA256SUMS",
        "%2e%2e/%2e%2e/etc/passwd",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "%252e%252e%252fSHA256SUMS",
        "..%5cSHA256SUMS",
        "..\\SHA256SUMS",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "./nmkg.nt",
        "graphs/../nmkg.nt",
        "graphs/%2e%2e/nmkg.nt",
        "graphs//entities.ttl",
        "graphs",
        "graphs/",
        "nmkg.nt/",
        "nmkg.nt%00",
        "nmkg.nt%00.ttl",
        "NMKG.NT",
        "nmkg.nt%20",
        "%ff%fe",
        "stray.ttl",
    ],
)
def test_only_what_the_release_lists_can_be_downloaded(rest: str, ask: Ask, served: Release, older: Release) -> None:
    (older.folder / "stray.ttl").write_text("# not of the release")
    for release in (served.id, older.id, "current"):
        assert ask(f"/dumps/{release}/{rest}").status == 404
    (older.folder / "stray.ttl").unlink()


def test_no_folder_but_a_release_is_served(ask: Ask, served: Release, tmp_path: Path) -> None:
    releases = served.folder.parent
    building = shutil.copytree(served.folder, releases / ".building-1")
    link = releases / "0123456789abcdef"
    link.symlink_to(tmp_path)
    (tmp_path / "SHA256SUMS").write_text("")
    empty = releases / "fedcba9876543210"
    empty.mkdir()
    try:
        for name in (".building-1", "%2ebuilding-1", link.name, empty.name, "..", "%2e%2e", ".", "", "none", tmp_path):
            assert ask(f"/dumps/{name}/SHA256SUMS").status == 404, name
        assert not any(name in ask("/dumps/").text for name in (building.name, link.name, empty.name))
    finally:
        shutil.rmtree(building)
        link.unlink()
        empty.rmdir()


def test_a_release_that_was_removed_is_gone(ask: Ask, served: Release, older: Release) -> None:
    copy = shutil.copytree(older.folder, served.folder.parent / "00000000000000aa")
    assert ask(f"/dumps/{copy.name}/nmkg.nt").status == 200
    listed = ask("/dumps/")
    assert copy.name in listed.text
    shutil.rmtree(copy)
    assert ask(f"/dumps/{copy.name}/nmkg.nt").status == 404
    again = ask("/dumps/", headers={"If-None-Match": listed.headers["etag"]})
    assert again.status == 200
    assert copy.name not in again.text
    assert ask("/dumps/", headers={"If-None-Match": again.headers["etag"]}).status == 304


def test_other_sites_may_read_and_nobody_may_write(ask: Ask, path: str) -> None:
    asked = {"Origin": "http://example.org", "Access-Control-Request-Method": "GET"}
    preflight = ask(path, "OPTIONS", {**asked, "Access-Control-Request-Headers": "range, if-range"})
    assert preflight.status == 204
    assert preflight.headers["allow"] == preflight.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    allowed = preflight.headers["access-control-allow-headers"].lower()
    assert all(name in allowed for name in ("range", "if-range", "if-none-match", "if-match"))
    part = ask(path, headers={"Range": "bytes=0-9", "Origin": "http://example.org"})
    assert part.headers["access-control-allow-origin"] == "*"
    exposed = part.headers["access-control-expose-headers"]
    assert all(name in exposed for name in ("Content-Range", "ETag", "Digest", "Repr-Digest", "Accept-Ranges"))
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        got = ask(path, method)
        assert (got.status, got.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_the_page_lists_every_file_with_size_and_checksum(ask: Ask, served: Release) -> None:
    page = ask("/dumps/", headers={"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
    assert page.media_type == "text/html"
    for line in (served.folder / "SHA256SUMS").read_text().splitlines():
        digest, _, name = line.partition("  ")
        assert f"/dumps/{served.id}/{name}" in page.text
        assert digest in page.text
        assert f"{(served.folder / name).stat().st_size:,}" in page.text


@pytest.mark.parametrize(
    ("media_type", "form"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ],
)
def test_the_list_is_dcat_too(media_type: str, form: str, ask: Ask, served: Release, older: Release) -> None:
    got = ask("/dumps/", headers={"Accept": media_type})
    assert got.media_type == media_type
    described = Graph().parse(data=got.text, format=form)
    dataset = URIRef(f"{iris.ID}dataset/nmkg")
    versions = {str(described.value(node, DCAT.version)): node for node in described.objects(dataset, DCAT.hasVersion)}
    assert versions.keys() == {served.id, older.id}
    assert described.value(dataset, DCAT.hasCurrentVersion) == versions[served.id]
    assert described.value(versions[older.id], DCTERMS.issued)
    (catalogue,) = described.subjects(RDF.type, DCAT.Catalog)
    assert set(described.objects(catalogue, DCAT.dataset)) == {dataset, *versions.values()}


def test_every_download_address_of_the_list_leads_to_a_file_of_that_size_and_digest(ask: Ask, endpoint: str) -> None:
    described = Graph().parse(data=ask("/dumps/", headers={"Accept": "text/turtle"}).text, format="turtle")
    rows = described.query(
        """SELECT ?url ?size ?sum {
            ?d dcat:downloadURL ?url ; dcat:byteSize ?size ; spdx:checksum/spdx:checksumValue ?sum }""",
        initNs={"dcat": DCAT, "spdx": Namespace("http://spdx.org/rdf/terms#")},
    )
    assert len(rows) > 60
    for url, size, digest in rows:
        got = ask(str(url).removeprefix(endpoint), "HEAD")
        assert (got.status, got.headers["content-length"]) == (200, str(int(size)))
        assert got.headers["etag"] == f'"{digest.toPython().hex() if isinstance(digest.toPython(), bytes) else digest}"'


def test_nothing_acceptable_is_said_and_a_format_can_be_asked_for_in_the_address(ask: Ask) -> None:
    assert ask("/dumps/", headers={"Accept": "image/png"}).status == 406
    assert ask("/dumps/?format=ttl", headers={"Accept": "text/html"}).media_type == "text/turtle"
    assert ask("/dumps/?format=html", headers={"Accept": "text/turtle"}).media_type == "text/html"
    assert ask("/dumps/?format=png").status == 406


def test_plain_files_have_no_dumps() -> None:
    site = Site("", 0, None, Limits(), lambda *_: pytest.fail("no job is needed"))
    with pytest.raises(Problem) as refused:
        downloads.find(site, "current", "nmkg.nt")
    assert refused.value.status == 404


def test_a_release_under_another_name_has_no_neighbours(served: Release, older: Release, tmp_path: Path) -> None:
    folder = shutil.copytree(served.folder, tmp_path / "mine")
    shutil.copytree(older.folder, tmp_path / older.id)
    site = Site(served.id, 0, folder, Limits(), lambda *_: pytest.fail("no job is needed"))
    assert downloads.releases(site) == [served.id]
    assert downloads.find(site, served.id, "nmkg.nt").size
    with pytest.raises(Problem):
        downloads.find(site, older.id, "nmkg.nt")
