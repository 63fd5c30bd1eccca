"""Draws the conclusions of OWL 2 RL from any ontology and facts."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store, Triple, Variable

from graph.errors import Contradiction
from graph.infer import terms
from graph.infer.axioms import read
from graph.infer.contradictions import clashes, find, outside, types_literals
from graph.infer.equality import CARRY, equalities
from graph.infer.facts import ill_formed, load
from graph.infer.fixpoint import Key, close, constructed, key, keys
from graph.infer.identity import Pair, merged, pairs
from graph.infer.model import Atom, Axioms, Name, Rule, Selection
from graph.infer.names import Names
from graph.infer.nodes import STAND_IN, Nodes
from graph.infer.rules import X, needed, rules
from graph.infer.schema import closed, implied
from graph.infer.source import Facts, part

_O = Variable("o")


@dataclass(frozen=True, slots=True)
class Closure:
    """What was drawn from what: a store with all that holds, and the graphs in it with what each round concluded."""

    store: Store
    rounds: tuple[NamedNode, ...]
    rules: tuple[Rule, ...]
    nodes: Nodes
    names: Names

    def conclusions(self, selection: Selection) -> Iterator[Triple]:
        """Give the conclusions to keep.

        A fact with a literal that is written in two ways holds in both (rules dt-eq and eq-rep-o).
        """
        for node in self.nodes.written_differently() if selection.literals else ():
            for quad in self.store.quads_for_pattern(None, None, node, DefaultGraph()):
                yield from filter(selection.keeps, self.nodes.triples(quad.triple))
        for graph in self.rounds:
            for found in keys(self.store, graph):
                yield from self._kept(graph, found, selection)

    def _kept(self, graph: NamedNode, found: Key, selection: Selection) -> Iterator[Triple]:
        """Let the store find what is to be kept: most conclusions are on IRIs, which stand for themselves."""
        predicate, value = found if isinstance(found, tuple) else (found, _O)
        term = value if isinstance(value, NamedNode) else predicate
        if term is None or terms.is_reserved(term) or not selection.term(term):
            return
        pattern = f"?s {predicate} {value}"
        stand_in = " || ".join(f'STRSTARTS(STR({node}), "{STAND_IN}")' for node in ("?s", value))
        where = f"GRAPH {graph} {{ {pattern} }} FILTER (!sameTerm(?s, {value}))"
        kept = f"FILTER (STRSTARTS(STR(?s), {Literal(selection.subjects)}) && !({stand_in}))"
        yield from constructed(self.store, pattern, f"{where} {kept}")
        if selection.literals or selection.blank:
            for triple in constructed(self.store, pattern, f"{where} FILTER ({stand_in})"):
                yield from filter(selection.keeps, self.nodes.triples(triple))


def infer(triples: Iterable[Triple], selection: Selection, name: Name = terms.abbreviate) -> frozenset[Triple]:
    """Give the conclusions of OWL 2 RL/RDF that are not among the triples, as far as they are selected.

    `name` writes an IRI for people. Raises UnsupportedAxiom where the ontology says what no rule covers, and
    Contradiction with individuals and axiom where facts and ontology cannot both hold.
    """
    given = triples if isinstance(triples, frozenset) else frozenset(triples)
    return frozenset(draw(given, selection, name).conclusions(selection)) - given


def draw(triples: Iterable[Triple], selection: Selection, name: Name = terms.abbreviate) -> Closure:
    """Draw all conclusions that lead to a selected one; raises what `infer` raises."""
    of_terms, facts = part(triples)
    nodes = Nodes()
    with _uncollected():
        return _Reasoner(ontology(of_terms, nodes), facts, nodes, selection, name).draw()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector off: triples make no cycles, and walking them takes a third of the time at 500,000."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def ontology(of_terms: Iterable[Triple], nodes: Nodes) -> Axioms:
    """Read the axioms, and close them over one another."""
    encoded = [(nodes.encode(t.subject), t.predicate, nodes.encode(t.object)) for t in of_terms]
    axioms = read(encoded, nodes)
    return replace(axioms, implied=implied(closed(encoded, axioms)))


class _Reasoner:
    def __init__(self, axioms: Axioms, facts: Facts, nodes: Nodes, selection: Selection, name: Name) -> None:
        self._facts, self._nodes, self._selection, self._name = facts, nodes, selection, name
        self._axioms, self._names = axioms, Names(axioms, nodes, name)
        self._rules, self._same = rules(axioms), equalities(axioms)
        self._clashes = clashes(axioms, self._names.describe)

    def draw(self) -> Closure:
        """Draw all conclusions: first without equality, and if that finds two nodes to be one, again with it."""
        closure = self._closed(needed(self._rules, self._selection, self._asked()))
        same = tuple(pairs(closure.store, self._same))
        self._check(closure.store, same)
        if same:
            closure = self._closed((*self._rules, *self._same, *CARRY))
            self._check(closure.store, pairs(closure.store, self._same))
        return closure

    def _closed(self, used: tuple[Rule, ...]) -> Closure:
        read = self._read(used)
        # Beside what a rule reads: what it might conclude again.
        loaded = load(self._facts, self._nodes, read | {key(rule.head) for rule in used})
        rounds = close(loaded.store, used, loaded.sizes)
        return Closure(loaded.store, rounds, used, self._nodes, self._names)

    def _check(self, store: Store, same: Iterable[Pair]) -> None:
        merging = merged(same, self._axioms, self._selection, self._nodes, self._names)
        found = {*self._broken(store), *merging}
        if found:
            raise Contradiction(found)

    def _read(self, used: Iterable[Rule]) -> set[Key]:
        """Give the keys of what is read by rules, by contradictions and by the questions for equality."""
        atoms = chain(self._asked(), (atom for rule in used for atom in rule.body))
        # Kept literals need every fact: one written in another way may hold for each (rule dt-eq).
        return {*map(key, atoms), *((None,) if self._selection.literals else ())}

    def _asked(self) -> Iterator[Atom]:
        """Give the atoms that contradictions and equality are read from."""
        typing = (rule for rule in self._rules if types_literals(rule))
        for asked in (self._clashes, self._same, typing):
            yield from (atom for rule in asked for atom in rule.body)
        yield Atom(X, terms.SAME, X)

    def _broken(self, store: Store) -> Iterator[str]:
        for clash in self._clashes:
            yield from find(store, clash, self._names.describe)
        for rule in filter(types_literals, self._rules):
            yield from outside(store, rule, self._nodes, self._names.describe)
        yield from ill_formed(self._facts, self._name)
