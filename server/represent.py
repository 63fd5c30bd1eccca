"""A problem as the one who asked likes it: a page where HTML is preferred, problem details (RFC 9457) for the rest."""

from server.html import environment
from server.jobs.negotiate import preferred
from server.problem import MEDIA_TYPE, Problem

_PAGE = "text/html"
# A program that takes nothing of what there is gets JSON all the same: it can read the status.
_OFFERED = (MEDIA_TYPE, "application/json", _PAGE)


def represent(problem: Problem, accept: str, query_id: str) -> tuple[dict[str, str], bytes]:
    """Give header fields, with lower-case names, and body."""
    as_page = preferred(accept, _OFFERED) == _PAGE
    fields = {
        "content-type": f"{_PAGE}; charset=utf-8" if as_page else MEDIA_TYPE,
        "cache-control": "no-store",
        "vary": "accept",
        **dict(problem.headers),
    }
    return fields, _page(problem, query_id) if as_page else problem.body(query_id)


def _page(problem: Problem, query_id: str) -> bytes:
    page = environment().get_template("problem.html")
    return page.render(problem=problem, more=problem.more, title=problem.title, query_id=query_id).encode()
