"""What changed between two releases, compared in a worker: there it takes neither the front's time nor its memory."""

import json
from collections import Counter
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store

from graph.diff import diff
from graph.errors import NmkgError
from graph.release import open_release
from server.limits import Limits
from server.pool.channel import Message
from server.problem import Problem


def changes(_store: Store, _limits: Limits, request: Message) -> Message:
    """Compare the release folders of the header, `old` and `new`, and give the first `most` quads of each side.

    The body of the reply is JSON: `graphs`, a list of name, removed and added; `removed` and `added`, the totals;
    `first_removed` and `first_added`, quads as text. Raises Problem (404) where a folder holds no whole release.
    """
    header = request.header
    try:
        difference = diff(open_release(Path(header["old"])), open_release(Path(header["new"])))
    except NmkgError as error:
        raise Problem(404, "One of the two releases is not here, or not whole.") from error
    removed, added = Counter(map(_graph, difference.removed)), Counter(map(_graph, difference.added))
    most = header["most"]
    found = {
        "graphs": [[name, removed[name], added[name]] for name in sorted(removed | added)],
        "removed": len(difference.removed),
        "added": len(difference.added),
        "first_removed": [str(quad) for quad in difference.removed[:most]],
        "first_added": [str(quad) for quad in difference.added[:most]],
    }
    return Message({"type": "application/json"}, json.dumps(found).encode())


def _graph(quad: Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
