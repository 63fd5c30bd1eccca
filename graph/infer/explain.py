"""Why a conclusion holds: the rule, the axiom, and the facts it came from, down to those that were stated."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad, QuerySolutions, Triple, Variable

from graph.infer.engine import Closure
from graph.infer.fixpoint import where
from graph.infer.model import Atom, Rule, Term

_Binding = Mapping[Variable, NamedNode]


@dataclass(frozen=True, slots=True)
class Derivation:
    """A statement and, if it was concluded, the name of the rule, the axiom, and the derivations of its premises."""

    statement: str
    rule: str = ""
    axiom: str = ""
    premises: tuple["Derivation", ...] = ()

    def lines(self, indent: int = 0) -> Iterator[str]:
        """Write the derivation as an indented list, each premise below what follows from it."""
        origin = f"   [{self.rule}{': ' if self.axiom else ''}{self.axiom}]" if self.rule else "   [stated]"
        yield f"{'  ' * indent}{self.statement}{origin}"
        for premise in self.premises:
            yield from premise.lines(indent + 1)


def explain(closure: Closure, triple: Triple) -> Derivation | None:
    """Give one derivation of a triple, of the fewest rounds; None where it does not follow."""
    encode = closure.nodes.encode
    atom = Atom(encode(triple.subject), triple.predicate, encode(triple.object))
    return None if _round(closure, atom) is None else _derivation(closure, atom)


def _derivation(closure: Closure, atom: Atom) -> Derivation:
    statement = " ".join(closure.names.describe(term) for term in _terms(atom))
    number = _round(closure, atom)
    if not number:
        return Derivation(statement)
    for rule in closure.rules:
        binding = _unified(rule.head, atom)
        for premises in _applications(closure, rule, binding) if binding is not None else ():
            # A premise of an earlier round: so no conclusion is ever its own reason.
            if all((of := _round(closure, premise)) is not None and of < number for premise in premises):
                axiom = closure.names.axiom(rule.why) if rule.why is not None else ""
                return Derivation(statement, rule.name, axiom, tuple(_derivation(closure, p) for p in premises))
    raise AssertionError(f"no rule gives {statement}, though a round did")


def _round(closure: Closure, atom: Atom) -> int | None:
    """Give the round that found a statement: 0 if it was stated, None if it does not hold."""
    for number, graph in enumerate(closure.rounds, start=1):
        if Quad(*_terms(atom), graph) in closure.store:
            return number
    return 0 if Quad(*_terms(atom)) in closure.store else None


def _applications(closure: Closure, rule: Rule, binding: _Binding) -> Iterator[tuple[Atom, ...]]:
    """Give the premises with which a rule gives its head, bound as it is."""
    body = tuple(_bound(atom, binding) for atom in rule.body)
    free = {term for atom in body for term in (atom.subject, atom.predicate, atom.object) if isinstance(term, Variable)}
    if not free:
        yield body
        return
    distinct = rule.distinct and (_value(rule.distinct[0], binding), _value(rule.distinct[1], binding))
    found = closure.store.query(f"SELECT DISTINCT * WHERE {{ {where(body, _most_bound(body), None, distinct)} }}")
    if isinstance(found, QuerySolutions):
        for row in found:
            values = {variable: row[variable] for variable in free}
            yield tuple(_bound(atom, values) for atom in body)


def _most_bound(body: tuple[Atom, ...]) -> int:
    free = [sum(isinstance(term, Variable) for term in (a.subject, a.predicate, a.object)) for a in body]
    return free.index(min(free))


def _unified(head: Atom, atom: Atom) -> dict[Variable, NamedNode] | None:
    """Bind the variables of a head so that it is the statement; None where it cannot be."""
    binding: dict[Variable, NamedNode] = {}
    for wanted, term in zip((head.subject, head.predicate, head.object), _terms(atom), strict=True):
        if binding.setdefault(wanted, term) != term if isinstance(wanted, Variable) else wanted != term:
            return None
    return binding


def _bound(atom: Atom, binding: _Binding) -> Atom:
    return Atom(*(_value(term, binding) for term in (atom.subject, atom.predicate, atom.object)))


def _value(term: Term, binding: _Binding) -> Term:
    return binding.get(term, term) if isinstance(term, Variable) else term


def _terms(atom: Atom) -> tuple[NamedNode, NamedNode, NamedNode]:
    subject, predicate, value = atom.subject, atom.predicate, atom.object
    if isinstance(subject, Variable) or isinstance(predicate, Variable) or isinstance(value, Variable):
        raise TypeError(f"{atom} is a pattern, not a statement")
    return subject, predicate, value


def explain_all(closure: Closure, triples: Iterable[Triple]) -> tuple[Derivation, ...]:
    """Give a derivation of each triple that follows."""
    return tuple(found for triple in triples if (found := explain(closure, triple)) is not None)
