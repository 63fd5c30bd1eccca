"""Targets as a SPARQL pattern that binds `?this` to each focus node once (SHACL 2.1.3)."""

from pyoxigraph import BlankNode, QuerySolutions, Store

from graph.validate.hierarchy import Hierarchy
from graph.validate.index import RDF, RDFS
from graph.validate.scope import term
from graph.validate.shapes import Targets

# As many focus nodes are listed in a query rather than looked for.
LISTED = 1000


def target_pattern(targets: Targets, hierarchy: Hierarchy) -> str:
    """Write the pattern; targets are no blank nodes."""
    parts: list[str] = []
    for one in targets.classes:
        classes = hierarchy.subclasses(one)
        if classes is None:
            name = term(one)
            parts += [f"?this <{RDF}type>/<{RDFS}subClassOf>* {name} ."] if name else []
        else:
            parts += [f"?this <{RDF}type> {name} ." for name in classes]
    parts += [f"?this {predicate} ?object ." for predicate in targets.subjects_of]
    parts += [f"?subject {predicate} ?this ." for predicate in targets.objects_of]
    nodes = [name for node in targets.nodes if (name := term(node))]
    parts += [f"VALUES ?this {{ {' '.join(nodes)} }}"] if nodes else []
    if len(parts) == 1 and targets.classes:
        return parts[0] if "*" not in parts[0] else f"{{ SELECT DISTINCT ?this WHERE {{ {parts[0]} }} }}"
    union = " UNION ".join(f"{{ {part} }}" for part in dict.fromkeys(parts)) or "FILTER (false)"
    return f"{{ SELECT DISTINCT ?this WHERE {{ {union} }} }}"


def listed(store: Store, pattern: str) -> str | None:
    """Give the pattern, as a list where focus nodes are few; None where there are none.

    Without the list each query would look for them again, and five hundred documents may have a
    hundred thousand triples that make them targets.
    """
    rows = store.query(f"SELECT DISTINCT ?this WHERE {{ {pattern} }} LIMIT {LISTED + 1}")
    nodes = [row["this"] for row in rows] if isinstance(rows, QuerySolutions) else []
    if not nodes:
        return None
    if len(nodes) > LISTED or any(isinstance(node, BlankNode) for node in nodes):
        return pattern
    return f"VALUES ?this {{ {' '.join(map(str, nodes))} }}"
