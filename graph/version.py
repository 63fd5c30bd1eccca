"""The version, kept in pyproject.toml only."""

from importlib.metadata import version

VERSION = version("notorious-markets-kg")
