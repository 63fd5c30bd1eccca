"""OWL 2 RL conclusions as set queries; README.md says what is supported.

The modules of this package know nothing of this project; which conclusions it keeps is said here.
"""

from pyoxigraph import Triple

from graph import iris
from graph.infer import engine
from graph.infer.model import Selection, UnsupportedAxiom

# Conclusions on our own subjects with our own terms; two of our ids never mean one thing.
OURS = Selection(subjects=iris.ID, terms=(iris.NM,), unique=iris.BASE)


def infer(triples: frozenset[Triple], selection: Selection = OURS) -> frozenset[Triple]:
    """Give the conclusions of OWL 2 RL/RDF that are not among the triples.

    Kept are triples with a subject under `id/`, a property of ours, and an IRI as object (or `rdf:type` with a class of
    ours). A node's relation to itself, which symmetry and transitivity together imply, is left out: it says nothing.

    Raises Contradiction with the individuals and the axiom where facts and ontology cannot both hold, and
    UnsupportedAxiom where the ontology says what no rule of OWL 2 RL covers.
    """
    return engine.infer(triples, selection, iris.shorten)


__all__ = ["OURS", "Selection", "UnsupportedAxiom", "infer"]
