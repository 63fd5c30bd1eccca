"""Makes the rules on facts that an ontology calls for: tables 5, 6 and 7 of OWL 2 RL/RDF with its axioms filled in.

What follows from several axioms is not made a rule of its own: `a` member of a class climbs to the superclass of its
superclass in the next round, so the number of rules grows with the axioms and not with their closure.
"""

from collections.abc import Callable, Iterator, Sequence

from pyoxigraph import NamedNode, Variable

from graph.infer import terms
from graph.infer.fixpoint import Key, key
from graph.infer.model import Atom, Axiom, Axioms, Restriction, Rule, Selection, Term

U, V, X, Y, Z = map(Variable, ("u", "v", "x", "y", "z"))
_Bodies = Iterator[tuple[str, Atom, tuple[Atom, ...]]]


def member(individual: Term, class_: NamedNode) -> Atom:
    """Write that an individual belongs to a class."""
    return Atom(individual, terms.TYPE, class_)


def rules(ontology: Axioms) -> tuple[Rule, ...]:
    """Give the rules of an ontology, but for those that conclude equality."""
    made: list[Rule] = []
    for axiom in ontology.axioms:
        if axiom.kind in _OF_AXIOM:
            made += (Rule(name, head, body, axiom) for name, head, body in _OF_AXIOM[axiom.kind](axiom))
    for restriction in ontology.restrictions:
        if restriction.kind in _OF_RESTRICTION:
            made += (Rule(n, h, body, restriction) for n, h, body in _OF_RESTRICTION[restriction.kind](restriction))
    for sub, sup, name in ontology.implied:
        made.append(Rule(name, member(X, sup), (member(X, sub),), Axiom(terms.SUB_CLASS, sub, (sup,))))
    return tuple(rule for rule in made if rule.head not in rule.body)


def needed(all_rules: Sequence[Rule], selection: Selection, asked: Iterator[Atom]) -> tuple[Rule, ...]:
    """Leave out the rules that lead neither to a kept conclusion nor to an atom that is asked for."""
    wanted: set[Key] = {key(atom) for atom in asked}
    left, chosen = list(all_rules), list[Rule]()
    while True:
        now = [rule for rule in left if _leads_to(rule.head, wanted, selection)]
        if not now:
            return tuple(chosen)
        chosen += now
        left = [rule for rule in left if rule not in now]
        wanted |= {key(atom) for rule in now for atom in rule.body}


def _leads_to(head: Atom, wanted: set[Key], selection: Selection) -> bool:
    if not isinstance(head.predicate, NamedNode) or None in wanted or key(head) in wanted:
        return True
    if head.predicate == terms.TYPE:
        return not isinstance(head.object, NamedNode) or selection.term(head.object) or terms.TYPE in wanted
    return selection.term(head.predicate)


def _sub_class(axiom: Axiom) -> _Bodies:
    yield "cax-sco", member(X, axiom.objects[0]), (member(X, axiom.subject),)


def _equivalent_class(axiom: Axiom) -> _Bodies:
    one, other = axiom.subject, axiom.objects[0]
    yield "cax-eqc1", member(X, other), (member(X, one),)
    yield "cax-eqc2", member(X, one), (member(X, other),)


def _intersection(axiom: Axiom) -> _Bodies:
    yield "cls-int1", member(Y, axiom.subject), tuple(member(Y, class_) for class_ in axiom.objects)
    for class_ in axiom.objects:
        yield "cls-int2", member(Y, class_), (member(Y, axiom.subject),)


def _union(axiom: Axiom) -> _Bodies:
    for class_ in axiom.objects:
        yield "cls-uni", member(Y, axiom.subject), (member(Y, class_),)


def _one_of(axiom: Axiom) -> _Bodies:
    for individual in axiom.objects:
        yield "cls-oo", member(individual, axiom.subject), ()


def _sub_property(axiom: Axiom) -> _Bodies:
    yield "prp-spo1", Atom(X, axiom.objects[0], Y), (Atom(X, axiom.subject, Y),)


def _equivalent_property(axiom: Axiom) -> _Bodies:
    one, other = axiom.subject, axiom.objects[0]
    yield "prp-eqp1", Atom(X, other, Y), (Atom(X, one, Y),)
    yield "prp-eqp2", Atom(X, one, Y), (Atom(X, other, Y),)


def _chain(axiom: Axiom) -> _Bodies:
    steps = [Variable(f"u{index}") for index in range(1, len(axiom.objects) + 2)]
    links = zip(steps, axiom.objects, steps[1:], strict=False)
    yield "prp-spo2", Atom(steps[0], axiom.subject, steps[-1]), tuple(Atom(*link) for link in links)


def _inverse(axiom: Axiom) -> _Bodies:
    one, other = axiom.subject, axiom.objects[0]
    yield "prp-inv1", Atom(Y, other, X), (Atom(X, one, Y),)
    yield "prp-inv2", Atom(Y, one, X), (Atom(X, other, Y),)


def _domain(axiom: Axiom) -> _Bodies:
    yield "prp-dom", member(X, axiom.objects[0]), (Atom(X, axiom.subject, Y),)


def _range(axiom: Axiom) -> _Bodies:
    yield "prp-rng", member(Y, axiom.objects[0]), (Atom(X, axiom.subject, Y),)


def _symmetric(axiom: Axiom) -> _Bodies:
    yield "prp-symp", Atom(Y, axiom.subject, X), (Atom(X, axiom.subject, Y),)


def _transitive(axiom: Axiom) -> _Bodies:
    yield "prp-trp", Atom(X, axiom.subject, Z), (Atom(X, axiom.subject, Y), Atom(Y, axiom.subject, Z))


def _some(restriction: Restriction) -> _Bodies:
    node, on, filler = restriction.node, restriction.property, restriction.filler
    if filler == terms.THING:
        yield "cls-svf2", member(U, node), (Atom(U, on, V),)
    else:
        yield "cls-svf1", member(U, node), (Atom(U, on, V), member(V, filler))


def _all(restriction: Restriction) -> _Bodies:
    node, on = restriction.node, restriction.property
    yield "cls-avf", member(V, restriction.filler), (member(U, node), Atom(U, on, V))


def _value(restriction: Restriction) -> _Bodies:
    node, on, value = restriction.node, restriction.property, restriction.filler
    yield "cls-hv1", Atom(U, on, value), (member(U, node),)
    yield "cls-hv2", member(U, node), (Atom(U, on, value),)


_OF_AXIOM: dict[NamedNode, Callable[[Axiom], _Bodies]] = {
    terms.SUB_CLASS: _sub_class,
    terms.EQUIVALENT_CLASS: _equivalent_class,
    terms.INTERSECTION: _intersection,
    terms.UNION: _union,
    terms.ONE_OF: _one_of,
    terms.SUB_PROPERTY: _sub_property,
    terms.EQUIVALENT_PROPERTY: _equivalent_property,
    terms.CHAIN: _chain,
    terms.INVERSE: _inverse,
    terms.DOMAIN: _domain,
    terms.RANGE: _range,
    terms.SYMMETRIC: _symmetric,
    terms.TRANSITIVE: _transitive,
}
_OF_RESTRICTION: dict[NamedNode, Callable[[Restriction], _Bodies]] = {
    terms.SOME: _some,
    terms.ALL: _all,
    terms.VALUE: _value,
}
