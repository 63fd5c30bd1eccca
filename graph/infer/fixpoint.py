"""Runs rules as set queries on a store, in rounds that look only at what is new.

All that rules may read stands in the default graph; what a round concludes stands in a graph of its own as well. From
the second round on, a rule is asked once for each atom of its body that the last round may have matched, with that atom
looked up in the last round only (semi-naive evaluation). Conclusions stay in the store: an update inserts them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import NamedNode, QuerySolutions, QueryTriples, Store, Triple, Variable

from graph.infer import terms
from graph.infer.model import Atom, Rule, Term

# What an atom can match: a property, or a class for `rdf:type`; None matches anything.
Key = NamedNode | tuple[NamedNode, NamedNode] | None


def close(store: Store, rules: Sequence[Rule], sizes: Mapping[Key, int] | None = None) -> tuple[NamedNode, ...]:
    """Add all conclusions to the default graph of a store, and give the graphs with those of each round.

    `sizes` says how many triples each key has at the start, so that the first round begins where there are fewest.
    Without it, all keys are taken to be there.
    """
    rounds = [_graph(1)]
    for rule in rules:
        body = [key(atom) for atom in rule.body]
        if sizes is None or all(matches(wanted, sizes) for wanted in body):
            fewest = [(sizes or {}).get(wanted, 0) for wanted in body]
            start = fewest.index(min(fewest)) if fewest else 0
            _conclude(store, rule, start, None, rounds[0], sizes is None or matches(key(rule.head), sizes))
    known = set(sizes or {})
    while present := keys(store, last := rounds[-1]):
        store.update(f"ADD GRAPH {last} TO DEFAULT")
        known |= present
        rounds.append(_graph(len(rounds) + 1))
        for rule in rules:
            for index, atom in enumerate(rule.body):
                if matches(key(atom), present):
                    _conclude(store, rule, index, last, rounds[-1], sizes is None or matches(key(rule.head), known))
    return tuple(rounds[:-1])


def _graph(number: int) -> NamedNode:
    return NamedNode(f"urn:x-round:{number}")


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


def keys(store: Store, graph: NamedNode) -> frozenset[Key]:
    """Give what an atom must be to match a triple of a graph."""
    found: set[Key] = {row[0] for row in rows(store, f"SELECT DISTINCT ?p WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}")}
    if terms.TYPE in found:
        classes = rows(store, f"SELECT DISTINCT ?c WHERE {{ GRAPH {graph} {{ ?s {terms.TYPE} ?c }} }}")
        found |= {(terms.TYPE, class_) for (class_,) in classes}
    return frozenset(found)


def rows(store: Store, query: str) -> Iterator[tuple[NamedNode, ...]]:
    """Give the answers to a query over encoded triples."""
    found = store.query(query)
    if isinstance(found, QuerySolutions):
        yield from (tuple(row) for row in found)


def constructed(store: Store, pattern: str, where: str) -> Iterator[Triple]:
    """Give the triples of a pattern, each once for each answer."""
    found = store.query(f"CONSTRUCT {{ {pattern} }} WHERE {{ {where} }}")
    if isinstance(found, QueryTriples):
        yield from found


def _conclude(store: Store, rule: Rule, start: int, new: NamedNode | None, into: NamedNode, known: bool) -> None:
    """Insert into a graph what follows from a rule and is not known; `known` says that some of it may be."""
    found = where(rule.body, start, new, rule.distinct)
    unknown = f"FILTER NOT EXISTS {{ {rule.head} }}" if known else ""
    store.update(f"INSERT {{ GRAPH {into} {{ {rule.head} }} }} WHERE {{ {found} {unknown} }}")


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
