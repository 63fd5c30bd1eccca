"""What cannot be: the rules of OWL 2 RL/RDF whose conclusion is `false`, as queries that find what breaks them."""

from collections.abc import Callable, Iterator
from itertools import combinations

from pyoxigraph import NamedNode, QuerySolutions, Store

from graph.infer import terms
from graph.infer.equality import Y1
from graph.infer.fixpoint import rows, where
from graph.infer.model import Atom, Axiom, Axioms, Clash, Restriction, Rule
from graph.infer.nodes import LITERAL, Nodes, literal_prefix
from graph.infer.rules import U, X, Y, member
from graph.infer.values import belongs, is_datatype

Describe = Callable[[NamedNode], str]
_Found = Iterator[tuple[str, tuple[Atom, ...], str]]


def clashes(ontology: Axioms, describe: Describe) -> tuple[Clash, ...]:
    """Give what must not be found, for an ontology; `describe` writes a class or property for people."""
    nothing = Clash("cls-nothing2", (member(X, terms.NOTHING),), "{x} belongs to owl:Nothing, which has no members")
    different = Clash(
        "eq-diff1", (Atom(X, terms.DIFFERENT, X),), "{x} is said to differ from itself (owl:differentFrom)"
    )
    both = Clash(
        "eq-diff1",
        (Atom(X, terms.SAME, Y), Atom(X, terms.DIFFERENT, Y)),
        "{x} and {y} are said to be the same (owl:sameAs) and different (owl:differentFrom)",
    )
    found = [nothing, different, both]
    for axiom in ontology.axioms:
        found += (Clash(*made) for made in _of_axiom(axiom, describe))
    for restriction in ontology.restrictions:
        found += (Clash(*made) for made in _of_restriction(restriction, describe))
    return tuple(found)


def find(store: Store, clash: Clash, describe: Describe) -> Iterator[str]:
    """Say what breaks the rule, and which axiom it breaks."""
    found = store.query(f"SELECT DISTINCT * WHERE {{ {where(clash.body)} }}")
    if isinstance(found, QuerySolutions):
        for row in found:
            yield clash.message.format_map({v.value: describe(row[v]) for v in found.variables})


def types_literals(rule: Rule) -> bool:
    """Tell whether a rule concludes membership in a datatype, which a literal either has or cannot have."""
    return (
        rule.head.predicate == terms.TYPE and isinstance(rule.head.object, NamedNode) and is_datatype(rule.head.object)
    )


def outside(store: Store, rule: Rule, nodes: Nodes, describe: Describe) -> Iterator[str]:
    """Report literals that a rule would give a datatype which they do not belong to (rule dt-not-type)."""
    node, datatype = rule.head.subject, rule.head.object
    if not isinstance(datatype, NamedNode):
        return
    suspect = f'STRSTARTS(STR({node}), "{LITERAL}") && !STRSTARTS(STR({node}), "{literal_prefix(datatype)}")'
    for (found,) in rows(store, f"SELECT DISTINCT {node} WHERE {{ {where(rule.body)} FILTER({suspect}) }}"):
        literal = nodes.literal(found)
        if literal is not None and belongs(literal, datatype) is False:
            for subject, property_ in rows(store, f"SELECT DISTINCT ?s ?p WHERE {{ ?s ?p {found} }}"):
                said = " ".join(map(describe, (subject, property_, found)))
                yield f"{said}: the value is no {describe(datatype)}"


def _of_axiom(axiom: Axiom, describe: Describe) -> _Found:
    kind, one = axiom.kind, axiom.subject
    name = _braces(describe(one))
    if kind in (terms.DISJOINT_CLASS, terms.COMPLEMENT):
        rule = "cax-dw" if kind == terms.DISJOINT_CLASS else "cls-com"
        yield _classes(rule, one, axiom.objects[0], kind, describe)
    elif kind == terms.ALL_DISJOINT_CLASSES:
        for class_, other in combinations(axiom.objects, 2):
            yield _classes("cax-adc", class_, other, kind, describe)
    elif kind == terms.DISJOINT_PROPERTY:
        yield _properties("prp-pdw", one, axiom.objects[0], kind, describe)
    elif kind == terms.ALL_DISJOINT_PROPERTIES:
        for property_, other in combinations(axiom.objects, 2):
            yield _properties("prp-adp", property_, other, kind, describe)
    elif kind == terms.IRREFLEXIVE:
        yield "prp-irp", (Atom(X, one, X),), f"{{x}} {name} itself, but the property is irreflexive ({_(kind)})"
    elif kind == terms.ASYMMETRIC:
        body = (Atom(X, one, Y), Atom(Y, one, X))
        yield (
            "prp-asyp",
            body,
            f"{{x}} {name} {{y}} and the other way round, but the property is asymmetric ({_(kind)})",
        )
    elif kind == terms.NOT:
        property_, value = axiom.objects
        text = f"{name} {_braces(describe(property_))} {_braces(describe(value))} is said and denied ({_(kind)})"
        yield "prp-npa2" if value.value.startswith(LITERAL) else "prp-npa1", (Atom(one, property_, value),), text
    elif kind == terms.ALL_DIFFERENT:
        for first, second in combinations(axiom.objects, 2):
            text = (
                f"{_braces(describe(first))} and {_braces(describe(second))} are the same, but members of one {_(kind)}"
            )
            yield "eq-diff2", (Atom(first, terms.SAME, second),), text


def _of_restriction(restriction: Restriction, describe: Describe) -> _Found:
    if restriction.kind not in (terms.AT_MOST, terms.AT_MOST_OF) or restriction.limit != 0:
        return
    on, of = restriction.property, restriction.filler
    body: tuple[Atom, ...] = (member(U, restriction.node), Atom(U, on, Y1))
    text = f"{{u}} {_braces(describe(on))} {{y1}}, but belongs to {_braces(describe(restriction.node))}"
    if restriction.kind == terms.AT_MOST:
        yield "cls-maxc1", body, text
    elif of == terms.THING:
        yield "cls-maxqc2", body, text
    else:
        yield "cls-maxqc1", (*body, member(Y1, of)), text


def _classes(
    rule: str, one: NamedNode, other: NamedNode, kind: NamedNode, describe: Describe
) -> tuple[str, tuple[Atom, ...], str]:
    both = f"{_braces(describe(one))} and {_braces(describe(other))}"
    text = f"Disjoint classes {both} have {{x}} in common ({_(kind)})"
    return rule, (member(X, one), member(X, other)), text


def _properties(
    rule: str, one: NamedNode, other: NamedNode, kind: NamedNode, describe: Describe
) -> tuple[str, tuple[Atom, ...], str]:
    text = (
        f"{{x}} is related to {{y}} by the disjoint properties {_braces(describe(one))} and {_braces(describe(other))}"
    )
    return rule, (Atom(X, one, Y), Atom(X, other, Y)), f"{text} ({_(kind)})"


def _braces(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _(node: NamedNode) -> str:
    return terms.abbreviate(node.value)
