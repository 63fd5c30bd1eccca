"""What a person is told whose query the parser refuses, on the command line and over HTTP alike."""

from graph.sparql.diagnose import Fault, diagnose

__all__ = ["Fault", "diagnose"]
