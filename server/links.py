"""Where this server shows what an IRI names."""

from urllib.parse import quote

from graph import iris


def field(*links: tuple[str, str, str]) -> str:
    """Give the value of a Link field (RFC 8288): of each link its relation, its target and its media type, if any."""
    return ", ".join(
        f'<{target}>; rel="{rel}"' + (f'; type="{type_}"' if type_ else "") for rel, target, type_ in links
    )


def unslashed(path: str, query: str) -> str:
    """Give the address without the slashes at its end, as a path of this host whatever stands in it."""
    return quote("/" + path.strip("/")) + (f"?{query}" if query else "")


def path(iri: str) -> str:
    """Give the address of a thing: a path here for what is ours, the IRI itself for the web's, none for the rest.

    An excerpt's `#` is escaped, because a server does not see a fragment.
    """
    if iri.startswith((iris.ID, iris.NMC)):
        return "/" + quote(iri.removeprefix(iris.BASE), safe="/=,:")
    if iri.startswith(iris.BASE):
        return "/" + quote(iri.removeprefix(iris.BASE), safe="/#")
    return iri if iri.startswith(("http://", "https://")) else ""
