"""What an ontology says that it cannot mean: classes below themselves, and classes that can have no member.

Neither is against OWL: a subclass cycle makes its classes one, an unsatisfiable class is just empty. Both are slips.
"""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from graph.errors import Contradiction
from graph.infer import terms
from graph.infer.engine import infer
from graph.infer.model import Name, Selection

# A made-up member of each class; conclusions on them are of no interest, contradictions are.
_MEMBER = "urn:x-member:"
_NOTHING = Selection(subjects="urn:x-none:")


def faults(triples: Iterable[Triple], name: Name = terms.abbreviate) -> tuple[str, ...]:
    """Say which classes are below themselves and which can have no member, and why; `name` writes an IRI for people.

    Raises UnsupportedAxiom where an axiom cannot be read at all.
    """
    given = frozenset(triples)
    return (*_cycles(given, name), *_unsatisfiable(given, name))


def _cycles(triples: frozenset[Triple], name: Name) -> Iterator[str]:
    above: dict[NamedNode, set[NamedNode]] = {}
    for triple in triples:
        one, other = triple.subject, triple.object
        if triple.predicate == terms.SUB_CLASS and isinstance(one, NamedNode) and isinstance(other, NamedNode):
            above.setdefault(one, set()).add(other)
    seen: set[NamedNode] = set()
    for start in sorted(above, key=str):
        path = _way_back(start, above)
        if path and start not in seen and path != (start, start):
            seen.update(path)
            chain = " below ".join(name(class_.value) for class_ in path)
            yield f"subclass cycle: {chain}; say owl:equivalentClass if they are one class"


def _way_back(start: NamedNode, above: dict[NamedNode, set[NamedNode]]) -> tuple[NamedNode, ...]:
    """Give the shortest chain of superclasses that leads from a class to itself, or nothing."""
    chains: list[tuple[NamedNode, ...]] = [(start,)]
    reached: set[NamedNode] = set()
    while chains:
        longer = []
        for chain in chains:
            for superclass in sorted(above.get(chain[-1], ()), key=str):
                if superclass == start:
                    return (*chain, start)
                if superclass not in reached:
                    reached.add(superclass)
                    longer.append((*chain, superclass))
        chains = longer
    return ()


def _unsatisfiable(triples: frozenset[Triple], name: Name) -> Iterator[str]:
    """Give every class a member and look for contradictions."""
    classes = {t.subject for t in triples if t.predicate == terms.TYPE and t.object == terms.CLASS}
    named = {c for c in classes if isinstance(c, NamedNode) and c != terms.NOTHING}

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
    # what counts is each class alone.
    for class_ in sorted(named, key=str) if broken(named) else ():
        yield from (f"unsatisfiable class {name(class_.value)}: {message}" for message in broken([class_]))
