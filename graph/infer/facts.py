"""Loads the facts that rules look at into a store."""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.infer import terms
from graph.infer.fixpoint import Key
from graph.infer.model import Name
from graph.infer.nodes import Nodes
from graph.infer.source import Facts
from graph.infer.values import belongs, is_datatype, is_ill_formed


@dataclass(frozen=True, slots=True)
class Loaded:
    """The facts in the default graph of a store, and how many there are of each property and class."""

    store: Store
    sizes: Mapping[Key, int]


def load(facts: Facts, nodes: Nodes, wanted: Set[Key]) -> Loaded:
    """Load the facts that match one of the keys; all, if None is among them.

    Literals are given the datatypes among the keys that they belong to (rule dt-type2).
    """
    store, sizes = Store(), Counter[Key]()
    store.bulk_extend([*_encoded(facts, nodes, wanted, sizes)])
    store.extend([*_typed(nodes, wanted, sizes)])
    return Loaded(store, sizes)


def _encoded(facts: Facts, nodes: Nodes, wanted: Set[Key], sizes: Counter[Key]) -> Iterator[Quad]:
    everything, encode = None in wanted, nodes.encode
    for predicate, triples in facts.items():
        typing = predicate == terms.TYPE
        if not (everything or typing or predicate in wanted):
            continue
        if not typing:
            sizes[predicate] = len(triples)
        for subject, _, value in triples:
            # Most terms are IRIs, which stand for themselves.
            node = value if isinstance(value, NamedNode) else encode(value)
            if typing:
                if not (everything or (predicate, node) in wanted):
                    continue
                sizes[predicate, node] += 1
            yield Quad(subject if isinstance(subject, NamedNode) else encode(subject), predicate, node)


def _typed(nodes: Nodes, wanted: Set[Key], sizes: Counter[Key]) -> Iterator[Quad]:
    datatypes = [key[1] for key in wanted if isinstance(key, tuple) and is_datatype(key[1])]
    for datatype in datatypes:
        for node, literal in nodes.literals():
            if belongs(literal, datatype):
                sizes[terms.TYPE, datatype] += 1
                yield Quad(node, terms.TYPE, datatype)


def ill_formed(facts: Facts, name: Name) -> Iterator[str]:
    """Report literals that are none of their own datatype (rule dt-not-type)."""
    checked: dict[Literal, bool] = {}
    plain = {NamedNode(terms.XSD + "string"), NamedNode(terms.RDF + "langString")}
    for subject, predicate, value in chain.from_iterable(facts.values()):
        if isinstance(value, Literal) and value.datatype not in plain:
            wrong = checked.get(value)
            if wrong is None:
                wrong = checked[value] = is_ill_formed(value)
            if wrong:
                whose = name(subject.value) if isinstance(subject, NamedNode) else str(subject)
                yield f"{whose} {name(predicate.value)} {value}: the literal is none of its datatype"
