"""Shapes applied to what nobody has reviewed: what breaks them is left out, and the rest may be published.

What people wrote must conform or nothing is published. What rules found must conform as well, together with what people
wrote; but one misread sentence shall not stop a build: the statements that break a shape go, and it is said which.

Facts have one name in all documents, so all are held against each other (`facts`). All else that a document says is its
own, so documents are looked at in batches, on all processors, and what two of them say of one thing may differ
(`documents`): that claims differ is what this graph is about.
"""

from pyoxigraph import Triple

from graph.model import Graphs
from graph.sift import documents, facts

__all__ = ["sift"]


def sift(reviewed: frozenset[Triple], unreviewed: Graphs, texts: frozenset[Triple]) -> tuple[Graphs, tuple[str, ...]]:
    """Hold unreviewed graphs against what was reviewed, which conforms; give what conforms of them, and what does not.

    `texts` are those of all documents.
    """
    sound, of_facts = facts.sift(reviewed, unreviewed, texts)
    kept, of_documents = documents.sift(reviewed, sound, texts)
    return kept, (*of_facts, *of_documents)
