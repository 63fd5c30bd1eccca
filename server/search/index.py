"""The index: exact names, names that begin alike, words, and names spelt nearly alike; then quotes by their words."""

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from heapq import nsmallest
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from server.search.fold import domain, fold, squeeze, words
from server.search.model import EXACT, Entry, Field, Hit, Results

_ALIKE = 0.7
"""How alike two spellings must be: three letters in ten may be wrong, missing, added, or swapped with a neighbour."""
_SHORTEST = 4
"""Letters of the shortest word that may be misspelt."""
_FUZZY = 50
_EXPANDED = 300
_MOST_WORDS = 12
_COVERED = 0.5
"""The part of the query, weighed by how rare its words are, that a text must answer."""
_VOCABULARY = ("term", "concept")
"""Kinds that stand behind the things that people look for."""
_PREFIX, _NEARLY, _WORDS, _TEXT, _PHRASE = 94.0, 90.0, 88.0, 55.0, 62.0

Scored = tuple[float, int]
"""A score and the number of the text that earned it."""


class Index:
    """An index of entries, made once and then only read."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Index all texts of all entries."""
        self.entries: list[Entry] = []
        self._by_iri: dict[str, int] = {}
        self._owner = array("L")
        self._field: list[Field] = []
        self._text: list[str] = []
        self._length = array("L")
        self._exact: dict[str, array[int]] = {}
        self._postings: dict[str, array[int]] = {}
        for entry in entries:
            self._by_iri[entry.iri] = len(self.entries)
            self.entries.append(entry)
            for field, text in entry.texts:
                self._add(field, text)
        self._names = sorted(self._exact)
        self._words = sorted(self._postings)
        self._alike = _ByLength(self._words), _ByLength(self._names)

    def _add(self, field: Field, text: str) -> None:
        unit = len(self._owner)
        folded = fold(text).split()
        if field != "text" and folded:
            self._exact.setdefault("".join(folded), array("L")).append(unit)
        if field != "text" and len(folded) > 1 and "." in text and domain(text):
            folded.pop()  # `com` finds nothing
        self._owner.append(len(self.entries) - 1)
        self._field.append(field)
        self._text.append(text)
        self._length.append(len(folded))
        for word in set(folded) if field != "id" else ():
            self._postings.setdefault(word, array("L")).append(unit)

    def entry(self, iri: str) -> Entry | None:
        """Give the entry of an IRI."""
        number = self._by_iri.get(iri)
        return None if number is None else self.entries[number]

    def search(
        self, query: str, *, keep: Callable[[Entry], bool] | None = None, quotes: bool = True,
        limit: int = 20, offset: int = 0,
    ) -> Results:  # fmt: skip
        """Give what answers a query, best first; `keep` says which entries count, `quotes` whether long texts do.

        Spellings are compared only where too few names answer as they are written.
        """
        if known := self.entry(query.strip()):
            return Results((Hit(known, 100.0, "id", known.label),), 1, {known.kind: 1})
        folded = fold(query)
        key = squeeze(folded)
        if not key:
            return Results(kinds={})
        best: dict[int, Scored] = {}
        self._take(best, self._named(key, query))
        self._take(best, self._beginning(key))
        asked = {word: self._expanded(word) for word in dict.fromkeys(folded.split()[:_MOST_WORDS])}
        self._take(best, self._worded(asked, folded, quotes=quotes))
        named = sum(score > _PHRASE for score, _ in best.values())
        if named < limit and not any(score >= EXACT["id"] for score, _ in best.values()):
            self._take(best, self._nearly(key))
            asked = {word: matches | self._misspelt(word) for word, matches in asked.items()}
            self._take(best, self._worded(asked, folded, quotes=quotes))
        return self._results(best, asked, keep, limit, offset)

    def _take(self, best: dict[int, Scored], found: Iterable[Scored]) -> None:
        for each in found:
            owner = self._owner[each[1]]
            if owner not in best or best[owner][0] < each[0]:
                best[owner] = each

    def _results(
        self, best: dict[int, Scored], asked: dict[str, dict[str, float]], keep: Callable[[Entry], bool] | None,
        limit: int, offset: int,
    ) -> Results:  # fmt: skip
        entries = self.entries
        kinds = Counter(entries[number].kind for number in best)
        kept = [item for item in best.items() if keep is None or keep(entries[item[0]])]

        def order(item: tuple[int, Scored]) -> tuple[float, int, str, str]:
            number, (score, unit) = item
            return -self._final(number, score), len(self._text[unit]), entries[number].label, entries[number].iri

        first = nsmallest(offset + limit, kept, key=order)[offset:]
        hits = tuple(
            Hit(entries[number], round(self._final(number, score), 1), self._field[unit], self._text[unit])
            for number, (score, unit) in first
        )
        return Results(hits, len(kept), kinds, frozenset(word for matches in asked.values() for word in matches))

    def _final(self, number: int, score: float) -> float:
        behind = score < EXACT["id"] and self.entries[number].kind in _VOCABULARY
        return score * 0.8 if behind else score

    def _named(self, key: str, query: str) -> Iterator[Scored]:
        """Find names that are the query; for a domain also its parents, and what is called like it."""
        for unit in self._exact.get(key, ()):
            yield EXACT[self._field[unit]], unit
        host = domain(query)
        if host is None:
            return
        labels = host.split(".")
        for depth in range(len(labels) - 1):
            for unit in self._exact.get(squeeze(fold(".".join(labels[depth:]))), ()):
                yield (_NEARLY - depth if depth else EXACT[self._field[unit]]), unit
        for label in labels[:-1]:
            for unit in self._exact.get(squeeze(fold(label)), ()):
                yield _NEARLY - 5, unit

    def _beginning(self, key: str) -> Iterator[Scored]:
        for name in _range(self._names, key):
            if name != key:
                score = 70 + (_PREFIX - 70) * len(key) / len(name)
                yield from ((score, unit) for unit in self._exact[name] if self._field[unit] != "id")

    def _nearly(self, key: str) -> Iterator[Scored]:
        if len(key) >= _SHORTEST:
            for name, alike in self._alike[1].find(key):
                yield from ((_NEARLY * alike, unit) for unit in self._exact[name] if self._field[unit] != "id")

    def _worded(self, asked: dict[str, dict[str, float]], folded: str, *, quotes: bool) -> Iterator[Scored]:
        """Find texts by the words of the query, each with the indexed words that it may mean."""
        known = [self._rarity(matches) for matches in asked.values() if matches]
        if not known:
            return
        # A word that nothing holds says little of what is meant; it only keeps others from answering in full.
        whole = sum(known) + (len(asked) - len(known)) * sum(known) / len(known) / 2
        covered: dict[int, float] = defaultdict(float)
        count: dict[int, int] = defaultdict(int)
        for matches in filter(None, asked.values()):
            part = self._rarity(matches) / whole
            for unit, likeness in self._units(matches).items():
                covered[unit] += likeness * part
                count[unit] += 1
        for unit, share in covered.items():
            if share < _COVERED:
                continue
            if self._field[unit] != "text":
                yield share * (60 + (_WORDS - 60) * count[unit] / self._length[unit]), unit
            elif quotes:
                phrase = share > 0.99 and count[unit] > 1 and f" {folded} " in f" {fold(self._text[unit])} "
                yield (_PHRASE if phrase else share * (_TEXT - log(1 + self._length[unit]))), unit

    def _units(self, matches: dict[str, float]) -> dict[int, float]:
        """Give the texts that hold one of several words, with the best word's likeness."""
        found: dict[int, float] = {}
        for word, likeness in sorted(matches.items(), key=lambda match: match[1]):
            found.update(dict.fromkeys(self._postings[word], likeness))
        return found

    def _expanded(self, word: str) -> dict[str, float]:
        """Give the indexed words that a word of the query is or begins, and how surely each is meant."""
        return {each: 0.6 + 0.4 * len(word) / len(each) for each in _range(self._words, word)}

    def _misspelt(self, word: str) -> dict[str, float]:
        """Give the indexed words that an unknown one may be misspelt for."""
        if len(word) < _SHORTEST or word in self._postings:
            return {}
        return {each: likeness * 0.95 for each, likeness in self._alike[0].find(word)}

    def _rarity(self, matches: Collection[str]) -> float:
        frequent = max(len(self._postings[word]) for word in matches)
        return log(1 + (len(self._owner) + 1) / frequent)


class _ByLength:
    """Strings by their length: those of very different lengths need not be compared."""

    def __init__(self, strings: Iterable[str]) -> None:
        self._strings: dict[int, list[str]] = defaultdict(list)
        for string in strings:
            self._strings[len(string)].append(string)

    def find(self, string: str) -> list[tuple[str, float]]:
        """Give the strings spelt nearly like one, and how alike they are (0 to 1), best first."""
        near = [n for n in self._strings if min(n, len(string)) >= _ALIKE * max(n, len(string))]
        found: list[tuple[str, float]] = []
        for n in sorted(near):
            scorer = OSA.normalized_similarity
            alike = process.extract(string, self._strings[n], scorer=scorer, score_cutoff=_ALIKE, limit=_FUZZY)
            found += [(each, likeness) for each, likeness, _ in alike]
        return sorted(found, key=lambda each: (-each[1], each[0]))[:_FUZZY]


def highlighted(text: str, matched: frozenset[str]) -> list[tuple[int, int]]:
    """Give the places of matched words in a text, in code points, end exclusive."""
    return [(start, end) for word, start, end in words(text) if word in matched]


def _range(ordered: list[str], prefix: str) -> list[str]:
    """Give strings of a sorted list that begin with a prefix, the first few hundred."""
    start = bisect_left(ordered, prefix)
    return ordered[start : min(bisect_left(ordered, prefix + "\U0010ffff", start), start + _EXPANDED)]
