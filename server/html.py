"""Pages made outside of Flask: in workers, and where Flask was never reached. The templates are the same."""

from functools import cache

from jinja2 import Environment, PackageLoader


@cache
def environment() -> Environment:
    """Give Jinja as Flask would set it up, without what only a Flask request knows (`url_for`, `request`)."""
    return Environment(loader=PackageLoader("server"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
