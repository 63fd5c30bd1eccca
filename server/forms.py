"""Fields in the form of a query string, wherever they come from."""

from urllib.parse import parse_qsl

from server.problem import Problem

_MOST = 1000


def form_fields(encoded: bytes) -> list[tuple[str, str]]:
    """Read fields (application/x-www-form-urlencoded). Raises Problem (400)."""
    try:
        text = encoded.decode("utf-8")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST)
    except UnicodeDecodeError as error:
        raise Problem(400, "The parameters are not UTF-8.") from error
    except ValueError as error:
        raise Problem(400, f"A request may have {_MOST} parameters.") from error
