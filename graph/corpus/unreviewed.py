"""Annotations that nobody has reviewed: what they can give without anybody having to look.

They may speak of entities that they only propose. What rests on such an entity is left out; a person's claim goes to
the organisation that the person is said to speak for, where that is known. What is wrong with one of them never stops
a build: the whole annotation is set aside, and that is said.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from graph.corpus.annotated import Annotated, claim_iris
from graph.corpus.annotation import read_article
from graph.corpus.quotes import QuotedText
from graph.corpus.reader import Reader
from graph.corpus.records import Mapping, Node, Scalar, scalar, scalars
from graph.corpus.records import Sequence as Items
from graph.errors import Place, Problem
from graph.model import Article, Document

Draft = Callable[[Sequence[Document]], Iterable["Mapping | Problem"]]
_REFERENCES = (
    "listsMarket", "removesMarket", "nominatesMarket", "inEdition", "actor", "operatedMarket", "operator", "ownedThing",
    "owner", "stakeHolder", "stakeIn", "affiliate", "affiliatedWith", "part", "whole", "tenureHolder", "tenureAt",
    "speaker", "onBehalfOf",
)  # fmt: skip


def is_unreviewed(tree: Mapping) -> bool:
    """Tell whether an annotation says that nobody has reviewed it."""
    status = scalar(tree, "status", [])
    return status is not None and status.text == "unreviewed"


def read_unreviewed(sources: Iterable[Annotated], known: Collection[str], set_aside: list[str]) -> tuple[Article, ...]:
    """Read annotations that nobody has reviewed; what cannot be used is said in `set_aside`."""
    read: list[Article] = []
    for source in sources:
        settled = Annotated(source.text, settle(source.tree, {*known, f"document/{source.id}"}), source.sha256)
        problems: list[Problem] = []
        naming = Reader({*known, f"document/{source.id}"}, {}, problems)
        reader = Reader({*known, f"document/{source.id}"}, claim_iris(settled, naming), problems)
        article = read_article(settled, reader, reviewed=False)
        if problems:
            first = sorted(problems)[0]
            set_aside.append(f"{source.id}: its unreviewed annotation cannot be used: {first}")
        else:
            read.append(article)
    return tuple(read)


def drafted(documents: Sequence[Document], draft: Draft, set_aside: list[str]) -> list[Annotated]:
    """Have annotations drafted for texts that have none; a text that cannot be understood is said in `set_aside`."""
    found: list[Annotated] = []
    for document, tree in zip(documents, draft(documents), strict=True):
        if isinstance(tree, Problem):
            set_aside.append(str(tree))
        else:
            found.append(Annotated(QuotedText(document), tree, ""))
    return found


def settle(tree: Mapping, known: Collection[str]) -> Mapping:
    """Leave out what rests on entities that are only proposed."""
    entries = dict(tree.entries)
    entries.pop("proposals", None)
    mentions = entries.get("mentions")
    if isinstance(mentions, Mapping):
        entries["mentions"] = Mapping({k: v for k, v in mentions.entries.items() if k in known}, mentions.place)
    facts = entries.get("facts")
    if isinstance(facts, Items):
        entries["facts"] = Items(tuple(f for f in facts.items if not _strangers(f, known)), facts.place)
    claims = entries.get("claims")
    if isinstance(claims, Mapping):
        settled = {name: _claim(claim, known) for name, claim in claims.entries.items()}
        entries["claims"] = Mapping({name: claim for name, claim in settled.items() if claim is not None}, claims.place)
    return Mapping(entries, tree.place)


def _strangers(record: Node, known: Collection[str]) -> bool:
    """Tell whether an entry refers to an entity that is not known."""
    if not isinstance(record, Mapping):
        return False
    given = (scalar(record, name, []) for name in _REFERENCES if isinstance(record.entries.get(name), Scalar))
    return any(value is not None and value.text not in known for value in given)


def _claim(claim: Node, known: Collection[str]) -> Node | None:
    if not isinstance(claim, Mapping):
        return claim
    entries = dict(claim.entries)
    speaker, behalf = scalar(claim, "speaker", []), scalar(claim, "onBehalfOf", [])
    if speaker and behalf and speaker.text not in known and behalf.text in known:
        entries["speaker"] = behalf
        entries["note"] = Scalar(f"Said by {speaker.text}, whom the register does not have.", claim.place)
        del entries["onBehalfOf"]
    elif behalf and behalf.text not in known:
        del entries["onBehalfOf"]
    if "addressee" in entries:
        to = tuple(value for value in scalars(entries["addressee"], []) if value.text in known)
        entries["addressee"] = Items(to, claim.place)
    about = scalars(entries["about"], []) if "about" in entries else ()
    kept = tuple(value for value in about if value.text in known)
    entries["about"] = Items(kept, claim.place)
    figures = entries.get("figures")
    if isinstance(figures, Items):
        entries["figures"] = Items(tuple(_figure(f, known, kept) for f in figures.items), figures.place)
    settled = Mapping(entries, claim.place)
    return None if not kept or _strangers(settled, known) else settled


def _figure(figure: Node, known: Collection[str], about: tuple[Scalar, ...]) -> Node:
    """Let a figure be about what its claim is about, where its own subject is only proposed."""
    if not isinstance(figure, Mapping):
        return figure
    given = scalar(figure, "about", [])
    if given is not None and given.text in known:
        return figure
    return Mapping({**figure.entries, "about": about[0]} if about else figure.entries, figure.place)


def tree_of(values: object, path: Path) -> Node:
    """Turn plain values into the tree that reading a file would give."""
    place = Place(path)
    if isinstance(values, dict):
        return Mapping({str(name): tree_of(value, path) for name, value in values.items()}, place)
    if isinstance(values, list):
        return Items(tuple(tree_of(value, path) for value in values), place)
    return Scalar(str(values), place)
