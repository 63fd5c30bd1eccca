"""The queries of the pages: SPARQL files with places to be filled. What a page needs is asked in one round trip."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Template

from pyoxigraph import Literal, NamedNode
from werkzeug.exceptions import NotFound

from server.site import Row, site

# Inverses and shortcuts, of which a node can have thousands; pages ask for what lies behind them.
_MANY = [
    "nm:listEvent",
    "nm:isEvidenceFor",
    "nm:says",
    "nm:affirmedBy",
    "nm:deniedBy",
    "nm:contradicts",
    "nm:rebuttedBy",
    "nm:controls",
    "nm:sameStatementAs",
    "nm:takesStanceOn",
    "nm:attributableTo",
    "nm:statedIn",
    "nm:ofMarket",
    "nm:listedIn",
    "nm:mentionedIn",
    "nm:nominatedFor",
]
_CLAIM = [
    "rdf:type",
    "nm:speaker",
    "nm:onBehalfOf",
    "nm:attributableTo",
    "nm:speechAct",
    "nm:quotationMode",
    "nm:hedge",
    "nm:caution",
    "nm:summary",
    "nm:evidence",
    "nm:notBefore",
    "nm:notAfter",
    "nm:dateText",
    "nm:affirms",
    "nm:denies",
    "nm:questions",
    "nm:topic",
    "nm:sameStatementAs",
]


def rows(iri: str, queries: Mapping[str, str]) -> dict[str, list[Row]] | None:
    """Give the rows of each query, by the query's name; None where nothing is known of the IRI."""
    known, *found = site().rows(about("known", iri), *queries.values())
    return dict(zip(queries, found, strict=True)) if known else None


def filled(name: str, **places: str | int) -> str:
    """Give the query of a file of `queries/`, without its `.rq`, each `$place` filled with SPARQL.

    Raises KeyError for a place that is not filled.
    """
    return _template(name).substitute(places)


def about(name: str, iri: str, **places: str | int) -> str:
    """Fill a query whose `$node` is an IRI."""
    return filled(name, node=ref(iri), **places)


def ref(iri: str) -> str:
    """Write an IRI as SPARQL. Raises NotFound for what is no IRI."""
    try:
        return str(NamedNode(iri))
    except ValueError as error:
        raise NotFound("That is not an IRI.") from error


def text(value: str) -> str:
    """Write a string as SPARQL."""
    return str(Literal(value))


def frames(title: str, pattern: str, limit: int, offset: int = 0, properties: str = "") -> str:
    """Ask for the nodes that match a pattern of `?node`, each with its values; `terms.frames` reads the rows.

    `properties` is a clause that tells which; without one all count but those of which a node can have thousands.
    """
    wanted = properties or (
        f"FILTER(?property NOT IN ({', '.join(_MANY)}) && !STRSTARTS(STR(?property), CONCAT(STR(nm:), 'has')))"
    )
    return filled("frames", title=title, pattern=pattern, limit=limit, offset=offset, properties=wanted)


def datings(title: str, pattern: str, limit: int) -> str:
    """Ask for what is said of the time of the facts, `?fact`, that match a pattern."""
    return frames(title, f"?node nm:datingOf ?fact . {pattern}", limit)


def thing(iri: str) -> str:
    """Ask for one node with its values."""
    return frames("What is said of it", f"BIND({ref(iri)} AS ?node)", 1)


def claims(title: str, pattern: str, limit: int, offset: int = 0) -> str:
    """Ask for claims, `?node`, with what a list shows of each."""
    return frames(title, pattern, limit, offset, f"VALUES ?property {{ {' '.join(_CLAIM)} }}")


def total(title: str, pattern: str) -> str:
    """Count the nodes that match a pattern of `?node`."""
    return filled("total", title=title, pattern=pattern)


@cache
def _template(name: str) -> Template:
    return Template(files("server.pages").joinpath("queries", f"{name}.rq").read_text(encoding="utf-8").strip())
