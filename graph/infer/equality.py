"""Equality: the rules that conclude `owl:sameAs`, and those that carry everything over to what is the same.

Equality is rare, and dear: each triple of one node is a triple of the other. So conclusions are drawn without it first;
only where that leads to two nodes being one, they are drawn again with all rules of table 4.
"""

from collections.abc import Iterator

from pyoxigraph import Variable

from graph.infer import terms
from graph.infer.model import Atom, Axiom, Axioms, Restriction, Rule
from graph.infer.rules import U, X, Y, member

Y1, Y2, X1, X2 = map(Variable, ("y1", "y2", "x1", "x2"))
_S, _P, _O, _OTHER = map(Variable, ("s", "p", "o", "other"))

# Table 4 without eq-ref (that a node is itself is never kept) and eq-rep-p (equal properties are refused, for which OWL
# has `owl:equivalentProperty`).
CARRY = (
    Rule("eq-sym", Atom(Y, terms.SAME, X), (Atom(X, terms.SAME, Y),)),
    Rule("eq-trans", Atom(X, terms.SAME, _O), (Atom(X, terms.SAME, Y), Atom(Y, terms.SAME, _O))),
    Rule("eq-rep-s", Atom(_OTHER, _P, _O), (Atom(_S, terms.SAME, _OTHER), Atom(_S, _P, _O))),
    Rule("eq-rep-o", Atom(_S, _P, _OTHER), (Atom(_O, terms.SAME, _OTHER), Atom(_S, _P, _O))),
)


def equalities(ontology: Axioms) -> tuple[Rule, ...]:
    """Give the rules of an ontology that conclude equality."""
    return (*_of_axioms(ontology), *_of_restrictions(ontology))


def _of_axioms(ontology: Axioms) -> Iterator[Rule]:
    for axiom in ontology.axioms:
        property_ = axiom.subject
        if axiom.kind == terms.FUNCTIONAL:
            values = (Atom(X, property_, Y1), Atom(X, property_, Y2))
            yield _same("prp-fp", Y1, Y2, values, axiom)
        elif axiom.kind == terms.INVERSE_FUNCTIONAL:
            values = (Atom(X1, property_, Y), Atom(X2, property_, Y))
            yield _same("prp-ifp", X1, X2, values, axiom)
        elif axiom.kind == terms.KEY:
            shared = [Variable(f"z{index}") for index in range(len(axiom.objects))]
            keys = [Atom(x, k, z) for k, z in zip(axiom.objects, shared, strict=True) for x in (X1, X2)]
            yield _same("prp-key", X1, X2, (*keys, member(X1, axiom.subject), member(X2, axiom.subject)), axiom)


def _of_restrictions(ontology: Axioms) -> Iterator[Rule]:
    for restriction in ontology.restrictions:
        if restriction.kind not in (terms.AT_MOST, terms.AT_MOST_OF) or restriction.limit != 1:
            continue
        on, of = restriction.property, restriction.filler
        body = (member(U, restriction.node), Atom(U, on, Y1), Atom(U, on, Y2))
        if restriction.kind == terms.AT_MOST:
            yield _same("cls-maxc2", Y1, Y2, body, restriction)
        elif of == terms.THING:
            yield _same("cls-maxqc4", Y1, Y2, body, restriction)
        else:
            yield _same("cls-maxqc3", Y1, Y2, (*body, member(Y1, of), member(Y2, of)), restriction)


def _same(name: str, one: Variable, other: Variable, body: tuple[Atom, ...], why: Axiom | Restriction) -> Rule:
    return Rule(name, Atom(one, terms.SAME, other), body, why, distinct=(one, other))
