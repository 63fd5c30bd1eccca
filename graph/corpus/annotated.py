"""A text beside its annotation, and the names by which other annotations refer to its claims."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from graph import iris
from graph.corpus.quotes import QuotedText
from graph.corpus.reader import Reader
from graph.corpus.records import Mapping, Scalar, scalar, scalars
from graph.errors import Problem


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article's text beside the tree of its annotation."""

    text: QuotedText
    tree: Mapping
    sha256: str

    @property
    def id(self) -> str:
        """The document's id."""
        return self.text.document.id


def claim_iris(source: Annotated, reader: Reader) -> dict[str, NamedNode]:
    """Name every claim of an article: `000/name` to its IRI, made of its first words' place and its speaker.

    Faults of evidence are left for `read_article` to report; a claim that has any is named all the same, so that
    references to it are not reported as well.
    """
    found: dict[str, NamedNode] = {}
    for name, claim in claims(source, []):
        words = [source.text.find(quote, []) for quote in quotes(claim, "evidence", [])]
        speaker = scalar(claim, "speaker", [])
        node = iris.node(speaker.text if speaker and iris.is_local_id(speaker.text) else "none")
        first = words[0] if words and words[0] is not None else source.text.span(0, 0)
        iri = iris.claim(source.id, first.start, first.end, node)
        if iri in found.values() and first.end:
            message = f"claim “{name}” has the speaker and words of another claim"
            reader.problems.append(Problem(claim.place, message, "Quote narrower words, or make one claim of both."))
        found[f"{source.id}/{name}"] = iri
    return found


def claims(source: Annotated, problems: list[Problem]) -> list[tuple[str, Mapping]]:
    """List the claims of an annotation with their names."""
    node = source.tree.entries.get("claims")
    if node is None:
        return []
    if not isinstance(node, Mapping):
        problems.append(Problem(node.place, "“claims” must name each claim (name: fields)"))
        return []
    found = []
    for name, claim in node.entries.items():
        if not isinstance(claim, Mapping):
            problems.append(Problem(claim.place, f"claim “{name}” must have named fields"))
        elif not iris.is_local_id(f"claim/{name}"):
            problems.append(Problem(claim.place, f"“{name}” cannot be a name", "Use a-z, 0-9 and hyphens."))
        else:
            found.append((name, claim))
    return found


def quotes(record: Mapping, name: str, problems: list[Problem]) -> tuple[Scalar, ...]:
    """List the quotes of a field, which may be left out."""
    node = record.entries.get(name)
    return () if node is None else scalars(node, problems)
