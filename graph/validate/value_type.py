"""sh:class, sh:datatype and sh:nodeKind (SHACL 4.1)."""

from graph.validate.conditions import UNKNOWN, Condition, either, exactly, exists, not_
from graph.validate.index import RDF, RDFS, SH
from graph.validate.literals import KEPT
from graph.validate.scope import Generators, Scope
from graph.validate.shapes import Constraint

# pySHACL takes these two as datatypes of all, or all typed, literals.
_SPECIAL = {f"<{RDFS}Literal>", f"<{RDFS}Datatype>"}
_KINDS = {
    "IRI": "isIRI({0})",
    "BlankNode": "isBlank({0})",
    "Literal": "isLiteral({0})",
    "BlankNodeOrIRI": "!isLiteral({0})",
    "BlankNodeOrLiteral": "!isIRI({0})",
    "IRIOrLiteral": "!isBlank({0})",
}


def of_class(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:class: by rdf:type and, from there, rdfs:subClassOf."""
    classes = scope.subclasses(constraint.value)

    def bad(value: str) -> Condition:
        if classes is None:
            return exactly(not_(exists(f"{value} <{RDF}type>/<{RDFS}subClassOf>* {constraint.value} .")))
        types = [exists(f"{value} <{RDF}type> {one} .") for one in classes[:1]]
        if len(classes) > 1:
            listed = ", ".join(map(str, classes))
            types.append(exists(f"{value} <{RDF}type> ?type .", f"?type IN ({listed})"))
        return exactly(not_(either(types)))

    return scope.some_value(bad)


def of_datatype(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:datatype. Ill-typed literals are stand-ins with a datatype of their own, so they never match."""
    datatype = str(constraint.value)
    if datatype in _SPECIAL:
        return scope.some_value(lambda _: UNKNOWN)
    kept = f"<{KEPT}{datatype[1:-1]}>"
    if datatype == f"<{RDF}langString>":
        return scope.some_value(lambda v: exactly(f'!(isLiteral({v}) && COALESCE(LANG({v}) != "", false))'))
    return scope.some_value(lambda v: exactly(f"!(isLiteral({v}) && DATATYPE({v}) IN ({datatype}, {kept}))"))


def of_kind(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:nodeKind."""
    kind = _KINDS[str(constraint.value)[1:-1].removeprefix(SH)]
    return scope.some_value(lambda v: exactly(f"!({kind.format(v)})"))


GENERATORS: Generators = {"class": of_class, "datatype": of_datatype, "nodeKind": of_kind}
