"""What the extractor says of an entry that it made: the rule, and how far that rule can be trusted."""

from pyoxigraph import Literal, NamedNode

from graph import iris, vocabulary
from graph.corpus.records import Mapping, scalar
from graph.model import Values

_RULE, _CONFIDENCE = iris.term("foundByRule"), iris.term("confidence")
_DECIMAL = NamedNode(f"{vocabulary.XSD}decimal")


def found(record: Mapping) -> Values:
    """Read rule and confidence of an entry; an entry without them, or with half of them, has none."""
    rule, confidence = scalar(record, "rule", []), scalar(record, "confidence", [])
    return found_by(rule.text, confidence.text) if rule and confidence else ()


def found_by(rule: str, confidence: str) -> Values:
    """Make the values that name a rule and a confidence."""
    return ((_RULE, Literal(rule)), (_CONFIDENCE, Literal(confidence, datatype=_DECIMAL)))
