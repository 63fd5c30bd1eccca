"""What an ontology says that it cannot mean: subclass cycles, and classes that can have no member.

Neither is against OWL: a cycle makes its classes one, an unsatisfiable class is just empty. Both are slips.

A cycle is a fault where `rdfs:subClassOf` leads from one class to another, and back by whatever way: further
subclasses, equivalences, intersections, unions, restrictions of which one implies the other. No faults are
`A rdfs:subClassOf A`, which says nothing; `owl:equivalentClass` in any direction, which says that two classes are one;
a subclass of what is so said to be equivalent; and what leads through `owl:Thing` or `owl:Nothing`, which stand above
and below all classes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import NamedNode, Triple

from graph.errors import Contradiction
from graph.infer import terms
from graph.infer.engine import infer, ontology
from graph.infer.model import Axioms, Name, Selection
from graph.infer.names import Names
from graph.infer.nodes import STAND_IN, Nodes
from graph.infer.source import part
from graph.infer.values import is_datatype

# A made-up member of each class; conclusions on them are of no interest, contradictions are.
_MEMBER = "urn:x-member:"
_NOTHING = Selection(subjects="urn:x-none:")
_ENDS = {terms.THING, terms.NOTHING}
# How it is said: by rdfs:subClassOf, by another axiom, by owl:equivalentClass.
_SUB, _BELOW, _IS = "below", "and so below", "the same as"
_OF_CLASSES = {
    *(terms.SUB_CLASS, terms.EQUIVALENT_CLASS, terms.DISJOINT_CLASS, terms.COMPLEMENT),
    *(terms.INTERSECTION, terms.UNION, terms.ALL_DISJOINT_CLASSES),
}
# One step up the hierarchy: the class below, how it is said, the class above.
_Step = tuple[NamedNode, str, NamedNode]


def faults(triples: Iterable[Triple], name: Name = terms.abbreviate) -> tuple[str, ...]:
    """Say which classes are on cycles and which can have no member, and why; `name` writes an IRI for people.

    Classes that are used without a declaration count too. Raises UnsupportedAxiom where an axiom cannot be read at all.
    """
    given = frozenset(triples)
    nodes = Nodes()
    axioms = ontology(part(given)[0], nodes)
    return (*_cycles(axioms, Names(axioms, nodes, name)), *_unsatisfiable(given, _classes(given, axioms), name))


def _cycles(axioms: Axioms, names: Names) -> Iterator[str]:
    steps = [step for step in _steps(axioms) if _ENDS.isdisjoint((step[0], step[2]))]
    ups, same = _by_start(steps), _by_start(step for step in steps if step[1] == _IS)
    reported: set[NamedNode] = set()
    for one, how, other in steps:
        if how != _SUB or one == other or reported.issuperset((one, other)):
            continue
        back = _way(other, one, ups)
        if back is not None and _way(other, one, same) is None:
            reported.update((one, *(step[0] for step in back)))
            chain = " ".join(f"{how} {names.describe(above)}" for _, how, above in ((one, _SUB, other), *back))
            yield f"subclass cycle: {names.describe(one)} {chain}; say owl:equivalentClass if they are one class"


def _steps(axioms: Axioms) -> Iterator[_Step]:
    """Give every step from a class to one that is above it or the same, as far as a single axiom says it."""
    for axiom in axioms.axioms:
        for other in axiom.objects:
            if axiom.kind == terms.SUB_CLASS:
                yield axiom.subject, _SUB, other
            elif axiom.kind == terms.INTERSECTION:
                yield axiom.subject, _BELOW, other
            elif axiom.kind == terms.UNION:
                yield other, _BELOW, axiom.subject
            elif axiom.kind == terms.EQUIVALENT_CLASS:
                yield axiom.subject, _IS, other
                yield other, _IS, axiom.subject
    yield from ((sub, _BELOW, above) for sub, above, _ in axioms.implied)


def _by_start(steps: Iterable[_Step]) -> dict[NamedNode, list[_Step]]:
    found: dict[NamedNode, list[_Step]] = {}
    for step in steps:
        found.setdefault(step[0], []).append(step)
    return found


def _way(start: NamedNode, end: NamedNode, ups: Mapping[NamedNode, Sequence[_Step]]) -> tuple[_Step, ...] | None:
    """Give the shortest way up from one class to another; None where there is none."""
    ways: list[tuple[_Step, ...]] = [()]
    reached = {start}
    while ways:
        longer: list[tuple[_Step, ...]] = []
        for way in ways:
            at = way[-1][2] if way else start
            if at == end:
                return way
            for step in ups.get(at, ()):
                if step[2] not in reached:
                    reached.add(step[2])
                    longer.append((*way, step))
        ways = longer
    return None


def _classes(triples: Iterable[Triple], axioms: Axioms) -> tuple[NamedNode, ...]:
    """Give the named classes: those that are declared, that axioms speak of, and that something belongs to."""
    found: set[object] = set()
    for triple in triples:
        if triple.predicate == terms.TYPE:
            found.add(triple.subject if triple.object in (terms.CLASS, terms.rdfs("Class")) else triple.object)
    for axiom in axioms.axioms:
        if axiom.kind in _OF_CLASSES:
            found.update((axiom.subject, *axiom.objects))
        elif axiom.kind in (terms.ONE_OF, terms.KEY):
            found.add(axiom.subject)
        elif axiom.kind in (terms.DOMAIN, terms.RANGE):
            found.update(axiom.objects)
    for restriction in axioms.restrictions:
        found.add(restriction.node)
        found.update(() if restriction.kind == terms.VALUE else (restriction.filler,))
    return tuple(sorted((node for node in found if isinstance(node, NamedNode) and _is_class(node)), key=str))


def _is_class(node: NamedNode) -> bool:
    """Tell a class with a name from anonymous ones, from datatypes and from the words of OWL."""
    return not is_datatype(node) and not node.value.startswith((STAND_IN, terms.OWL, terms.RDF, terms.RDFS))


def _unsatisfiable(triples: frozenset[Triple], classes: tuple[NamedNode, ...], name: Name) -> Iterator[str]:
    """Give every class a member and look for contradictions."""

    def describe(iri: str) -> str:
        return f"any {name(iri.removeprefix(_MEMBER))}" if iri.startswith(_MEMBER) else name(iri)

    def broken(classes: Iterable[NamedNode]) -> tuple[str, ...]:
        members = {Triple(NamedNode(_MEMBER + class_.value), terms.TYPE, class_) for class_ in classes}
        try:
            infer(triples | members, _NOTHING, describe)
        except Contradiction as error:
            return error.messages
        return ()

    # All at once finds whether there is anything to find; members of two classes may also break an axiom together, so
    # what counts is each class alone. What breaks without any member is no fault of a class.
    if broken(classes):
        at_once = broken(())
        yield from (f"the ontology contradicts itself: {message}" for message in at_once)
        for class_ in () if at_once else classes:
            yield from (f"unsatisfiable class {name(class_.value)}: {message}" for message in broken([class_]))
