"""Closes the axioms over one another: table 9 of OWL 2 RL/RDF, "The Semantics of Schema Vocabulary".

The same rounds that draw conclusions from facts draw these, so the closure of an ontology takes milliseconds.
"""

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad, Store, Variable

from graph.infer import terms
from graph.infer.axioms import Fact
from graph.infer.fixpoint import close, rows
from graph.infer.model import Atom, Axioms, Rule

_C, _C1, _C2, _C3, _P, _P1, _P2, _P3, _I, _Y, _Y1, _Y2 = map(
    Variable, ("c", "c1", "c2", "c3", "p", "p1", "p2", "p3", "i", "y", "y1", "y2")
)
_SUB, _EQ, _SUBP, _EQP = terms.SUB_CLASS, terms.EQUIVALENT_CLASS, terms.SUB_PROPERTY, terms.EQUIVALENT_PROPERTY
_OBJECT, _DATA = terms.owl("ObjectProperty"), terms.owl("DatatypeProperty")


def _restrictions(kind: NamedNode, first: Variable, second: Variable, on: tuple[Variable, Variable]) -> list[Atom]:
    return [
        Atom(_C1, kind, first),
        Atom(_C1, terms.ON_PROPERTY, on[0]),
        Atom(_C2, kind, second),
        Atom(_C2, terms.ON_PROPERTY, on[1]),
    ]


# Rules that compare restrictions: they alone give subclasses that the rules on facts do not give anyway.
COMPARING = (
    ("scm-hv", _C1, _C2, (*_restrictions(terms.VALUE, _I, _I, (_P1, _P2)), Atom(_P1, _SUBP, _P2))),
    ("scm-svf1", _C1, _C2, (*_restrictions(terms.SOME, _Y1, _Y2, (_P, _P)), Atom(_Y1, _SUB, _Y2))),
    ("scm-svf2", _C1, _C2, (*_restrictions(terms.SOME, _Y, _Y, (_P1, _P2)), Atom(_P1, _SUBP, _P2))),
    ("scm-avf1", _C1, _C2, (*_restrictions(terms.ALL, _Y1, _Y2, (_P, _P)), Atom(_Y1, _SUB, _Y2))),
    ("scm-avf2", _C2, _C1, (*_restrictions(terms.ALL, _Y, _Y, (_P1, _P2)), Atom(_P1, _SUBP, _P2))),
)
RULES = (
    Rule("scm-cls", Atom(_C, _SUB, _C), (Atom(_C, terms.TYPE, terms.CLASS),)),
    Rule("scm-cls", Atom(_C, _EQ, _C), (Atom(_C, terms.TYPE, terms.CLASS),)),
    Rule("scm-cls", Atom(_C, _SUB, terms.THING), (Atom(_C, terms.TYPE, terms.CLASS),)),
    Rule("scm-cls", Atom(terms.NOTHING, _SUB, _C), (Atom(_C, terms.TYPE, terms.CLASS),)),
    Rule("scm-sco", Atom(_C1, _SUB, _C3), (Atom(_C1, _SUB, _C2), Atom(_C2, _SUB, _C3))),
    Rule("scm-eqc1", Atom(_C1, _SUB, _C2), (Atom(_C1, _EQ, _C2),)),
    Rule("scm-eqc1", Atom(_C2, _SUB, _C1), (Atom(_C1, _EQ, _C2),)),
    Rule("scm-eqc2", Atom(_C1, _EQ, _C2), (Atom(_C1, _SUB, _C2), Atom(_C2, _SUB, _C1))),
    Rule("scm-op", Atom(_P, _SUBP, _P), (Atom(_P, terms.TYPE, _OBJECT),)),
    Rule("scm-op", Atom(_P, _EQP, _P), (Atom(_P, terms.TYPE, _OBJECT),)),
    Rule("scm-dp", Atom(_P, _SUBP, _P), (Atom(_P, terms.TYPE, _DATA),)),
    Rule("scm-dp", Atom(_P, _EQP, _P), (Atom(_P, terms.TYPE, _DATA),)),
    Rule("scm-spo", Atom(_P1, _SUBP, _P3), (Atom(_P1, _SUBP, _P2), Atom(_P2, _SUBP, _P3))),
    Rule("scm-eqp1", Atom(_P1, _SUBP, _P2), (Atom(_P1, _EQP, _P2),)),
    Rule("scm-eqp1", Atom(_P2, _SUBP, _P1), (Atom(_P1, _EQP, _P2),)),
    Rule("scm-eqp2", Atom(_P1, _EQP, _P2), (Atom(_P1, _SUBP, _P2), Atom(_P2, _SUBP, _P1))),
    Rule("scm-dom1", Atom(_P, terms.DOMAIN, _C2), (Atom(_P, terms.DOMAIN, _C1), Atom(_C1, _SUB, _C2))),
    Rule("scm-dom2", Atom(_P1, terms.DOMAIN, _C), (Atom(_P2, terms.DOMAIN, _C), Atom(_P1, _SUBP, _P2))),
    Rule("scm-rng1", Atom(_P, terms.RANGE, _C2), (Atom(_P, terms.RANGE, _C1), Atom(_C1, _SUB, _C2))),
    Rule("scm-rng2", Atom(_P1, terms.RANGE, _C), (Atom(_P2, terms.RANGE, _C), Atom(_P1, _SUBP, _P2))),
    *(Rule(name, Atom(sub, _SUB, sup), body) for name, sub, sup, body in COMPARING),
)


def closed(facts: Iterable[Fact], axioms: Axioms) -> Store:
    """Give the axioms and all that follows from them by table 9, in the default graph of a store."""
    store = Store()
    store.extend(Quad(*fact) for fact in facts)
    store.extend(Quad(*fact) for fact in _once(axioms))
    close(store, RULES)
    return store


def implied(store: Store) -> tuple[tuple[NamedNode, NamedNode, str], ...]:
    """Give the subclasses that no axiom states and no rule on facts makes up for, with the rule that says so.

    They are the restrictions of which one implies the other, and every declared class under `owl:Thing`.
    """
    classes = rows(store, f"SELECT ?c WHERE {{ ?c {terms.TYPE} {terms.CLASS} }}")
    found = {(class_, terms.THING, "scm-cls") for (class_,) in classes if class_ not in (terms.THING, terms.NOTHING)}
    for name, sub, sup, body in COMPARING:
        compared = rows(store, f"SELECT DISTINCT {sub} {sup} WHERE {{ {' . '.join(map(str, body))} }}")
        found |= {(one, other, name) for one, other in compared if one != other}
    return tuple(sorted(found, key=str))


def _once(axioms: Axioms) -> Iterable[Fact]:
    """Give what follows without a further premise: cls-thing, cls-nothing1, scm-int, scm-uni."""
    yield terms.THING, terms.TYPE, terms.CLASS
    yield terms.NOTHING, terms.TYPE, terms.CLASS
    for axiom in axioms.axioms:
        for member in axiom.objects:
            if axiom.kind == terms.INTERSECTION:
                yield axiom.subject, _SUB, member
            elif axiom.kind == terms.UNION:
                yield member, _SUB, axiom.subject
