"""Runs rules as set queries on a store, in rounds that look only at what is new.

All that rules may read stands in the default graph. From the second round on, a rule is asked once for each atom of its
body that the last round may have matched, with that atom looked up in the last round only, which stands in a graph of
its own (semi-naive evaluation).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from pyoxigraph import NamedNode, Quad, QuerySolutions, QueryTriples, Store, Triple, Variable

from graph.infer import terms
from graph.infer.model import Atom, Rule, Term

# What an atom can match: a property, or a class for `rdf:type`; None matches anything.
Key = NamedNode | tuple[NamedNode, NamedNode] | None


Round = frozenset[Triple]


def close(
    store: Store, rules: Sequence[Rule], sizes: Mapping[Key, int] | None = None, read: Set[Key] = frozenset({None})
) -> tuple[Round, ...]:
    """Give the conclusions of each round, and add to the store those with a key that is read afterwards.

    `sizes` says how many triples each key has at the start, so that the first round begins where there are fewest.
    Without it, all keys are taken to be there.
    """
    new = set[Triple]()
    for rule in rules:
        body = [key(atom) for atom in rule.body]
        if sizes is None or all(matches(wanted, sizes) for wanted in body):
            fewest = [(sizes or {}).get(wanted, 0) for wanted in body]
            start = fewest.index(min(fewest)) if fewest else 0
            new.update(_conclusions(store, rule, start, None))
    rounds: list[Round] = []
    ends, everything = set[Triple](), None in read
    while new:
        rounds.append(frozenset(new))
        graph = NamedNode(f"urn:x-round:{len(rounds)}")
        present, read_later = set[Key](), list[Triple]()
        for triple in new:
            keys = _keys(triple)
            present.update(keys)
            if everything or not read.isdisjoint(keys):
                read_later.append(triple)
            else:
                ends.add(triple)
        store.extend([Quad(t.subject, t.predicate, t.object) for t in read_later])
        store.extend([Quad(t.subject, t.predicate, t.object, graph) for t in read_later])
        new = set()
        for rule in rules:
            for index, atom in enumerate(rule.body):
                if matches(key(atom), present):
                    new.update(_conclusions(store, rule, index, graph))
        store.remove_graph(graph)
        new -= ends
    return tuple(rounds)


def key(atom: Atom) -> Key:
    """Give what an atom can match."""
    if isinstance(atom.predicate, Variable):
        return None
    if atom.predicate == terms.TYPE and isinstance(atom.object, NamedNode):
        return atom.predicate, atom.object
    return atom.predicate


def matches(wanted: Key, present: Iterable[Key]) -> bool:
    """Tell whether an atom of this key can match a triple of one of the keys."""
    return wanted is None or wanted in present or (wanted == terms.TYPE and any(isinstance(k, tuple) for k in present))


def _keys(triple: Triple) -> tuple[Key, ...]:
    """Give what an atom must be to match a triple."""
    predicate, value = triple.predicate, triple.object
    if predicate == terms.TYPE and isinstance(value, NamedNode):
        return predicate, (predicate, value)
    return (predicate,)


def rows(store: Store, query: str) -> Iterator[tuple[NamedNode, ...]]:
    """Give the answers to a query over encoded triples."""
    found = store.query(query)
    if isinstance(found, QuerySolutions):
        yield from (tuple(row) for row in found)


def _conclusions(store: Store, rule: Rule, start: int, new: NamedNode | None) -> Iterator[Triple]:
    """Give what follows from a rule and is not known."""
    found = where(rule.body, start, new, rule.distinct)
    answer = store.query(f"CONSTRUCT {{ {rule.head} }} WHERE {{ {found} FILTER NOT EXISTS {{ {rule.head} }} }}")
    if isinstance(answer, QueryTriples):
        yield from answer


def where(
    body: Sequence[Atom], start: int = 0, new: NamedNode | None = None, distinct: tuple[Term, Term] | None = None
) -> str:
    """Write the conditions of a rule, looked up one after the other from the atom given.

    LATERAL keeps that order: the planner of the store does not know that the last round is small, and would scan a
    whole property to join it with ten triples.
    """
    if not body:
        return ""
    first = f"GRAPH {new} {{ {body[start]} }}" if new is not None else f"{body[start]} ."
    written, bound = [first], _variables(body[start])
    rest = [atom for index, atom in enumerate(body) if index != start]
    while rest:
        following = min(rest, key=lambda atom: len(_variables(atom) - bound))
        rest.remove(following)
        written.append(f"LATERAL {{ {following} }}")
        bound = bound | _variables(following)
    if distinct is not None:
        one, other = distinct
        # Each pair once; most pairs are a value and itself, which sameTerm sees without writing them out.
        written.append(f"FILTER(!sameTerm({one}, {other}) && STR({one}) < STR({other}))")
    return " ".join(written)


def _variables(atom: Atom) -> frozenset[Variable]:
    return frozenset(t for t in (atom.subject, atom.predicate, atom.object) if isinstance(t, Variable))
