"""A release: one folder that holds everything a server or a downloader needs, and never changes once published."""

from graph.release.publish import publish
from graph.release.read import Release, current, open_release

__all__ = ["Release", "current", "open_release", "publish"]
