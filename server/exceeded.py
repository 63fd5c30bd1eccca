"""What is told where a job was ended because it went beyond a limit."""

from server.limits import MEGABYTE, Limits
from server.problem import Problem

_DUMPS = "or load the dumps from /dumps/ and ask them yourself"
_NAMES = {"validate": "validation"}
_LESS_TIME = {
    "query": f"Ask for less, with LIMIT or a more selective pattern, {_DUMPS}.",
    "validate": "Send a smaller document, or validate it yourself with `nmkg validate`.",
}
_LESS_MEMORY = {
    "query": f"Sort, group or join less, {_DUMPS}.",
    "validate": _LESS_TIME["validate"],
}


def time(job: str, limits: Limits) -> Problem:
    """Say that a job took too long."""
    return Problem(
        504,
        f"The {_NAMES.get(job, 'query')} ran for {limits.timeout:g} seconds and was ended. "
        f"{_LESS_TIME.get(job, _LESS_TIME['query'])}",
        {"limit": "time", "seconds": limits.timeout},
    )


def memory(job: str, limits: Limits) -> Problem:
    """Say that a job took too much memory."""
    return Problem(
        504,
        f"The {_NAMES.get(job, 'query')} took more than {limits.memory // MEGABYTE} MB of memory and was ended. "
        f"{_LESS_MEMORY.get(job, _LESS_MEMORY['query'])}",
        {"limit": "memory", "bytes": limits.memory},
    )


def result(limits: Limits) -> Problem:
    """Say that a result is too large."""
    return Problem(
        507,
        f"The result is larger than {limits.result // MEGABYTE} MB, so none of it is sent. "
        "Ask for less with LIMIT or a narrower pattern, or download the dumps at /dumps/.",
    )
