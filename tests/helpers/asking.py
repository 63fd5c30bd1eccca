"""Asking for pages without gate, network and workers, and counting what they ask of workers."""

import json
from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient
from pyoxigraph import Store
from werkzeug.test import TestResponse

from graph.release import Release
from server.app import create_app
from server.jobs import handle
from server.limits import Limits
from server.pool.channel import Message
from server.site import Site

HTML = {"Accept": "text/html"}
KINDS = (
    "/",
    "/markets",
    "/editions",
    "/agents",
    "/propositions",
    "/documents",
    "/claims",
    "/data",
    "/ontology",
    "/shapes",
    "/about/id/market/taobao.html",
    "/about/id/market/dhgate.html",
    "/about/id/market-group/nml2021-online.html",
    "/about/id/edition/2021.html",
    "/about/id/edition/2011.html",
    "/about/id/company/alibaba-group.html",
    "/about/id/company/getty.html",
    "/about/id/government/ustr.html",
    "/about/id/association/aafa.html",
    "/about/id/publisher/cnn.html",
    "/about/id/person/michael-evans.html",
    "/about/id/person/sean-gallup.html",
    "/about/id/group/smes.html",
    "/about/id/claim/004-446-518-ustr.html",
    "/about/id/proposition/met-requests.html",
    "/about/id/proposition/scapegoat.html",
    "/about/id/document/004.html",
    "/about/id/communication/aafa-letter.html",
    "/about/id/listing/2021/taobao.html",
    "/about/id/country/china.html",
    "/about/id/comparison/wangwan.html",
    "/about/id/list/nml.html",
    "/about/concept/accuses.html",
)
"""A page of each kind, and the long, the short and the empty ones."""


@dataclass
class Asked:
    """A client that remembers the round trips to workers, and the queries of each."""

    client: FlaskClient
    trips: list[list[str]] = field(default_factory=list)

    def get(self, path: str, **parameters: str) -> TestResponse:
        """Ask for a page as a browser does, and forget what was asked before."""
        self.trips.clear()
        return self.client.get(path, query_string=parameters or None, headers=HTML)


def asked(store: Store, release: Release | None = None) -> Asked:
    """Serve a store without a network."""
    limits = Limits()
    trips: list[list[str]] = []

    def ask(header: dict[str, Any], body: bytes) -> Message:
        trips.append(json.loads(body) if header["job"] == "rows" else [header["job"]])
        return handle(store, limits, Message(json.loads(json.dumps(header)), body))

    site = (
        Site(release.id, release.triples, release.folder, limits, ask)
        if release
        else Site("", len(store), None, limits, ask)
    )
    return Asked(create_app(site).test_client(), trips)
