"""sh:closed, sh:hasValue and sh:in (SHACL 4.8)."""

from pyoxigraph import Literal, NamedNode

from graph.validate.conditions import ALWAYS, NEVER, UNKNOWN, YES, Condition, exactly, exists, not_
from graph.validate.index import RDF, RDFS
from graph.validate.scope import Generators, Scope, term
from graph.validate.shapes import Constraint

_FREE = f"(?p = <{RDF}type> && sameTerm(?o, <{RDFS}Resource>))"


def open_property(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:closed; that a node is an rdfs:Resource is no offence to pySHACL."""
    if not isinstance(constraint.value, Literal) or constraint.value.value not in ("true", "1"):
        return NEVER
    allowed = ", ".join(str(item) for item in constraint.items if isinstance(item, NamedNode))
    strange = f"?p NOT IN ({allowed}) && !{_FREE}" if allowed else f"!{_FREE}"
    return scope.some_value(lambda v: exactly(exists(f"{v} ?p ?o .", strange)))


def lacks_value(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:hasValue."""
    wanted = term(constraint.value)
    if wanted is None:
        return UNKNOWN
    if scope.path is None:
        return exactly(f"!sameTerm({scope.focus}, {wanted})")
    return exactly(not_(scope.reaches([wanted], YES)))


def not_listed(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:in, by the identity of terms: to `IN`, 1 and 1.0 are the same."""
    terms = [term(item) for item in constraint.items]
    if None in terms:
        return scope.some_value(lambda _: UNKNOWN)
    if not terms:
        return scope.some_value(lambda _: ALWAYS)
    return scope.some_value(lambda v: exactly("!(" + " || ".join(f"sameTerm({v}, {one})" for one in terms) + ")"))


GENERATORS: Generators = {"closed": open_property, "hasValue": lacks_value, "in": not_listed}
