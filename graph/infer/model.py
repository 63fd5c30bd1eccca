"""The values that pass between the parts of the reasoner. All are frozen."""

from collections.abc import Callable
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, Variable

from graph.errors import NmkgError
from graph.infer import terms

Name = Callable[[str], str]
Term = NamedNode | Variable
Value = NamedNode | BlankNode | Literal


class UnsupportedAxiom(NmkgError):
    """An axiom that no rule of OWL 2 RL covers, or that is ill-formed; the message names its kind and its node."""


@dataclass(frozen=True, slots=True)
class Axiom:
    """One axiom: its kind (the property or class of OWL that makes it one), what it is about, and what it says.

    `objects` are the class or property on the other side, or the members of a list in their order.
    """

    kind: NamedNode
    subject: NamedNode
    objects: tuple[NamedNode, ...] = ()


@dataclass(frozen=True, slots=True)
class Restriction:
    """A class by what its members' values of one property are: `kind` is someValuesFrom, hasValue, ...

    `filler` is the class or value. For the two cardinalities it is the class counted (`owl:Thing` where none is given)
    and `limit` the number.
    """

    kind: NamedNode
    node: NamedNode
    property: NamedNode
    filler: NamedNode
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Axioms:
    """All that an ontology says, and the pairs of restrictions that imply one another (sub, super, rule)."""

    axioms: tuple[Axiom, ...]
    restrictions: tuple[Restriction, ...]
    implied: tuple[tuple[NamedNode, NamedNode, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Atom:
    """A triple pattern."""

    subject: Term
    predicate: Term
    object: Term

    def __str__(self) -> str:
        """Write the pattern as SPARQL."""
        return f"{self.subject} {self.predicate} {self.object}"


@dataclass(frozen=True, slots=True)
class Rule:
    """If the body holds, so does the head. `name` is that of the OWL 2 RL/RDF tables, `why` the axiom it comes from.

    `distinct` are two variables that must not be the same node.
    """

    name: str
    head: Atom
    body: tuple[Atom, ...]
    why: Axiom | Restriction | None = None
    distinct: tuple[Variable, Variable] | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """If the body holds, facts and ontology cannot both hold. `message` has the variables of the body in braces."""

    name: str
    body: tuple[Atom, ...]
    message: str
    distinct: tuple[Variable, Variable] | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Which conclusions to keep, and which names stand for one thing each.

    Kept are conclusions on subjects whose IRI begins with `subjects`, with a property (of `rdf:type`: a class) whose
    IRI begins with one of `terms`; axioms are never kept. Two IRIs that begin with `unique` are never one individual:
    where the ontology says they are, that is a contradiction. With None no name is unique, as in OWL itself, and
    equality is drawn.
    """

    subjects: str = ""
    terms: tuple[str, ...] = ("",)
    unique: str | None = None
    literals: bool = False
    blank: bool = False

    def subject(self, term: Value | Triple) -> bool:
        """Tell whether conclusions on this node are kept."""
        if isinstance(term, BlankNode):
            return self.blank
        return isinstance(term, NamedNode) and term.value.startswith(self.subjects)

    def term(self, property_or_class: NamedNode) -> bool:
        """Tell whether conclusions with this property or class are kept."""
        return property_or_class.value.startswith(self.terms)

    def keeps(self, triple: Triple) -> bool:
        """Tell whether a conclusion is kept; a node's relation to itself never is: it says nothing."""
        value = triple.object
        if value == triple.subject or not self.subject(triple.subject):
            return False
        if triple.predicate == terms.TYPE:
            return isinstance(value, NamedNode) and self.term(value) and not terms.is_reserved(value)
        if (isinstance(value, Literal) and not self.literals) or (isinstance(value, BlankNode) and not self.blank):
            return False
        return self.term(triple.predicate) and not terms.is_reserved(triple.predicate)
