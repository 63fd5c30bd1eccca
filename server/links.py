"""Where this server shows what an IRI names."""

from urllib.parse import quote

from graph import iris


def path(iri: str) -> str:
    """Give the address of a thing: a path here for what is ours, the IRI itself for the web's, none for the rest.

    An excerpt's `#` is escaped, because a server does not see a fragment.
    """
    if iri.startswith((iris.ID, iris.NMC)):
        return "/" + quote(iri.removeprefix(iris.BASE), safe="/=,:")
    if iri.startswith(iris.BASE):
        return "/" + quote(iri.removeprefix(iris.BASE), safe="/#")
    return iri if iri.startswith(("http://", "https://")) else ""
