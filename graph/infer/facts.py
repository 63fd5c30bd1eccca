"""Loads the facts that rules look at into a store."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from graph.infer import terms
from graph.infer.fixpoint import Key
from graph.infer.model import Name
from graph.infer.nodes import Nodes
from graph.infer.values import belongs, is_datatype, is_ill_formed


@dataclass(frozen=True, slots=True)
class Loaded:
    """The facts in the default graph of a store, and how many there are of each property and class."""

    store: Store
    sizes: Mapping[Key, int]


def load(facts: Iterable[Triple], nodes: Nodes, wanted: Set[Key]) -> Loaded:
    """Load the facts that match one of the keys; all, if None is among them.

    Literals are given the datatypes among the keys that they belong to (rule dt-type2).
    """
    store, sizes = Store(), Counter[Key]()
    store.bulk_extend([*_encoded(facts, nodes, wanted, sizes)])
    store.extend([*_typed(nodes, wanted, sizes)])
    return Loaded(store, sizes)


def _encoded(facts: Iterable[Triple], nodes: Nodes, wanted: Set[Key], sizes: Counter[Key]) -> Iterator[Quad]:
    everything, encode, type_ = None in wanted, nodes.encode, terms.TYPE
    for triple in facts:
        predicate = triple.predicate
        if predicate != type_:
            found: Key = predicate
        else:
            found = (predicate, encode(triple.object))
        if everything or found in wanted:
            sizes[found] += 1
            subject, value = triple.subject, triple.object
            # Most terms are IRIs, which stand for themselves.
            yield Quad(
                subject if isinstance(subject, NamedNode) else encode(subject),
                predicate,
                value if isinstance(value, NamedNode) else encode(value),
            )


def _typed(nodes: Nodes, wanted: Set[Key], sizes: Counter[Key]) -> Iterator[Quad]:
    datatypes = [key[1] for key in wanted if isinstance(key, tuple) and is_datatype(key[1])]
    for datatype in datatypes:
        for node, literal in nodes.literals():
            if belongs(literal, datatype):
                sizes[terms.TYPE, datatype] += 1
                yield Quad(node, terms.TYPE, datatype)


def ill_formed(facts: Sequence[Triple], name: Name) -> Iterator[str]:
    """Report literals that are none of their own datatype (rule dt-not-type)."""
    checked: dict[Literal, bool] = {}
    plain = {NamedNode(terms.XSD + "string"), NamedNode(terms.RDF + "langString")}
    for triple in facts:
        value = triple.object
        if isinstance(value, Literal) and value.datatype not in plain:
            wrong = checked.get(value)
            if wrong is None:
                wrong = checked[value] = is_ill_formed(value)
            if wrong:
                subject = triple.subject
                whose = name(subject.value) if isinstance(subject, NamedNode) else str(subject)
                yield f"{whose} {name(triple.predicate.value)} {value}: the literal is none of its datatype"
