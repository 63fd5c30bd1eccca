"""An annotation held against what the rules find in its text now: for a person to decide, with nothing written over."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.corpus import files
from graph.corpus.quotes import QuotedText
from graph.corpus.records import Mapping, Scalar, Sequence, mapping, mappings, read_yaml, scalars
from graph.corpus.unreviewed import tree_of
from graph.errors import NmkgError
from graph.extract.drafts.propose import Known, propose
from graph.extract.lexicon import Lexicon
from graph.model import Document
from graph.reading import from_text

_PARTIES = (
    "listsMarket", "removesMarket", "nominatesMarket", "inEdition", "operatedMarket", "operator", "ownedThing", "owner",
    "stakeHolder", "stakeIn", "affiliate", "affiliatedWith", "part", "whole", "tenureHolder", "tenureAt",
)  # fmt: skip
_COMPARED = ("listingStatus", "actor", "speechAct", "quotationMode", "onBehalfOf", "addressee", "hedge", "basis")


@dataclass(frozen=True, slots=True)
class Entry:
    """A mention, fact or claim of an annotation: what makes it that one, its places, and its values."""

    kind: str
    key: str
    places: tuple[tuple[int, int], ...]
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What both have, what only one has, and what differs; `dismissed` was looked at before and is not wanted."""

    same: int
    theirs: tuple[Entry, ...]
    new: tuple[Entry, ...]
    dismissed: tuple[Entry, ...]
    differ: tuple[tuple[Entry, str], ...]

    def lines(self, *, everything: bool = False) -> Iterator[str]:
        """Show one entry a line."""
        for entry in self.theirs:
            yield f"- {entry.kind} {entry.key}"
        for entry, how in self.differ:
            yield f"~ {entry.kind} {entry.key}: {how}"
        for entry in self.new:
            yield f"+ {entry.kind} {entry.key}"
        for entry in self.dismissed if everything else ():
            yield f"x {entry.kind} {entry.key}"

    def summary(self) -> str:
        """Count."""
        return (
            f"{self.same} the same, {len(self.theirs)} only in the annotation (kept), {len(self.differ)} different (kept), "
            f"{len(self.new)} only found by rules, {len(self.dismissed)} dismissed before"
        )


def review(path: Path, lexicon: Lexicon, confidence: float) -> Review:
    """Read an annotation and its text, run the rules again, and compare.

    Raises NmkgError where either file is missing, and what reading them raises.
    """
    text_path, notes = path.with_suffix(".txt"), path.with_suffix(".yaml")
    for needed in (text_path, notes):
        if not needed.is_file():
            raise NmkgError(f"{needed}: is missing; `nmkg extract` writes a first annotation")
    data = files.read_bytes(text_path)
    document = Document(text_path.stem, files.decode(text_path, data), files.sha256(data))
    tree = read_yaml(notes, files.decode(notes, files.read_bytes(notes)))
    draft, _ = propose(document, from_text(text_path, document.text), lexicon, Known(), confidence)
    fresh = tree_of(draft.values, notes)
    quoted = QuotedText(document)
    mine = list(_entries(tree, quoted))
    theirs = list(_entries(fresh, quoted)) if isinstance(fresh, Mapping) else []
    dismissed_node = tree.entries.get("dismissed")
    unwanted = {scalar.text for scalar in scalars(dismissed_node, [])} if dismissed_node else set()
    return _compare(mine, theirs, unwanted)


def _compare(mine: list[Entry], found: list[Entry], unwanted: set[str]) -> Review:
    same = 0
    differ: list[tuple[Entry, str]] = []
    matched: set[int] = set()
    only: list[Entry] = []
    for entry in mine:
        at = next((n for n, other in enumerate(found) if n not in matched and _is_same(entry, other)), None)
        if at is None:
            # One that people cut more finely than the rules do has its counterpart all the same.
            if not any(_is_same(entry, other) for other in found):
                only.append(entry)
            else:
                same += 1
            continue
        matched.add(at)
        how = _difference(entry, found[at])
        if how:
            differ.append((entry, how))
        else:
            same += 1
    new = [e for n, e in enumerate(found) if n not in matched and not any(_is_same(e, other) for other in mine)]
    wanted = tuple(e for e in new if f"{e.kind} {e.key}" not in unwanted)
    return Review(same, tuple(only), wanted, tuple(e for e in new if e not in wanted), tuple(differ))


def _is_same(one: Entry, other: Entry) -> bool:
    if one.kind != other.kind:
        return False
    if one.kind == "claim":
        return one.key.split(" ")[0] == other.key.split(" ")[0] and _touch(one, other)
    return one.key == other.key


def _touch(one: Entry, other: Entry) -> bool:
    return any(start < high and low < end for start, end in one.places for low, high in other.places)


def _difference(one: Entry, other: Entry) -> str:
    mine, theirs = dict(one.values), dict(other.values)
    parts = [
        f"{n} {mine[n]} (rules: {theirs[n]})" for n in _COMPARED if n in mine and n in theirs and mine[n] != theirs[n]
    ]
    return ", ".join(parts)


def _entries(tree: Mapping, text: QuotedText) -> Iterator[Entry]:
    mentions = mapping(tree, "mentions", [])
    for entity, forms in mentions.entries.items() if mentions else ():
        for item in forms.items if isinstance(forms, Sequence) else (forms,):
            quote = item.entries.get("quote") if isinstance(item, Mapping) else item
            if isinstance(quote, Scalar):
                plain = re.sub(r"^.*\{|\}.*$", "", quote.text) if "{" in quote.text else quote.text
                for span in text.places(quote.text) if "{" in quote.text else text.whole_words(plain):
                    yield Entry("mention", f"{entity} “{span.exact}” {span.start}", ((span.start, span.end),), ())
    facts = tree.entries.get("facts")
    for record in mappings(facts, []) if facts is not None else ():
        values = _plain(record)
        parties = " ".join(values[name] for name in _PARTIES if name in values)
        yield Entry("fact", f"{values.get('fact', '')} {parties}", (), tuple(values.items()))
    claims = mapping(tree, "claims", [])
    for record_ in claims.entries.values() if claims else ():
        if isinstance(record_, Mapping):
            values = _plain(record_)
            quotes = scalars(record_.entries["evidence"], []) if "evidence" in record_.entries else ()
            spans = [span for quote in quotes for span in text.places(quote.text)[:1]]
            words = spans[0].exact[:70].replace("\n", " ") if spans else ""
            places = tuple((span.start, span.end) for span in spans)
            yield Entry("claim", f"{values.get('speaker', '')} “{words}”", places, tuple(values.items()))


def _plain(record: Mapping) -> dict[str, str]:
    return {name: node.text for name, node in record.entries.items() if isinstance(node, Scalar)}


def dismiss(path: Path, found: Review) -> int:
    """Add what is new to the list of what is not wanted, at the end of the annotation; nothing else is touched."""
    notes = path.with_suffix(".yaml")
    text = files.decode(notes, files.read_bytes(notes))
    entries = [f"{entry.kind} {entry.key}" for entry in found.new]
    lines = [f"  - {_quoted(entry)}" for entry in entries]
    if not lines:
        return 0
    head = re.search(r"^dismissed:[ \t]*$", text, re.M)
    if head:
        written = f"{text[: head.end()]}\n{chr(10).join(lines)}{text[head.end() :]}"
    else:
        opening = "# Found by rules, looked at, and not wanted."
        written = f"{text.rstrip()}\n\n{opening}\ndismissed:\n{chr(10).join(lines)}\n"
    notes.write_text(written, encoding="utf-8")
    return len(entries)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
