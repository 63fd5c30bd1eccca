"""What is likely wrong with a query that the parser refused.

The parser names what it would have taken where it gave up, which is seldom what a person has to mend. So the tokens
are looked at again, for the mistakes that people make.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain, pairwise

from graph.sparql.tokens import FORMS, FUNCTIONS, KEYWORDS, UPDATES, Token, tokens

_PAIRS = {"}": "{", ")": "(", "]": "["}
_CLOSING = {left: right for right, left in _PAIRS.items()}
_QUOTES = "“”„‟«»‘’‚"
_TERMS = ("variable", "iri", "name")
_NEAR = 0.75
_ESCAPE = re.compile(r"\\(?![tbnrf\"'\\uU])")


@dataclass(frozen=True, slots=True)
class Hint:
    """A guess: the offset of the place, what is wrong there, and how to mend it."""

    start: int
    what: str
    hint: str


def find(query: str, prefixes: Collection[str]) -> Hint | None:
    """Give the first likely mistake; None where there is no good guess. `prefixes` need no declaration."""
    found = [*tokens(query)]
    if not found:
        return Hint(0, "there is nothing but space and comments", "The query is empty; try SELECT * { ?s ?p ?o }.")
    guesses = chain(
        _broken(found), _update(found), _words(found), _undeclared(found, prefixes), _unbalanced(query, found),
        _structure(found),
    )  # fmt: skip
    return next(guesses, None)


def _broken(found: list[Token]) -> Iterator[Hint]:
    """Find strings without an end, IRIs that are none, and signs of other languages."""
    for token in found:
        text = token.text
        if token.kind == "open_string":
            quote = text[: 3 if text.startswith(('"""', "'''")) else 1]
            yield Hint(token.start, "a string begins and does not end", f"Close it with {quote}, on the same line; "
                       'a string over several lines stands in """ … """.')  # fmt: skip
        elif token.kind == "broken_iri":
            yield Hint(token.start, f"{text} is not an IRI",
                       "Write space and \" { } | \\ ^ ` percent-encoded, a space as %20.")  # fmt: skip
        elif token.kind == "string" and (escape := _ESCAPE.search(text.replace("\\\\", "  "))):
            place = token.start + escape.start()
            yield Hint(place, "a backslash stands before what needs none", "A backslash itself is written twice.")
        elif text in _QUOTES:
            yield Hint(token.start, f"{text} is a typographic quote", "Strings stand in straight quotes: \"…\" or '…'.")
        elif text in ("==", "===", "!=="):
            yield Hint(token.start, f"SPARQL has no {text}", f"Write {'!=' if text[0] == '!' else '='}.")


def _update(found: list[Token]) -> Iterator[Hint]:
    """Find an update where a query is expected."""
    first = next((token for token in found if token.is_word(*FORMS, *UPDATES)), None)
    if first is not None and first.is_word(*UPDATES) and first is _first_after_prologue(found):
        yield Hint(first.start, "this is an update", "This endpoint is read-only; it takes no updates.")


def _words(found: list[Token]) -> Iterator[Hint]:
    """Find words that SPARQL does not know."""
    for token, after in pairwise([*found, Token("end", "", -1)]):
        if token.kind != "word" or token.is_word(*KEYWORDS, *UPDATES):
            continue
        word = token.text
        known = FUNCTIONS if after.text == "(" else KEYWORDS
        near = get_close_matches(word.upper(), known, 1, _NEAR) or get_close_matches(word.upper(), KEYWORDS, 1, _NEAR)
        joined = next((f"{a} BY" for a in ("ORDER", "GROUP") if word.upper() == f"{a}BY"), None)
        if joined or near:
            hint = f"Did you mean {joined or near[0]}?"
        elif after.text == "(":
            hint = "Functions of other makers are called by their IRI; this endpoint has none."
        else:
            hint = f"A variable is written ?{word}, a text “{word}” in straight quotes, a name with its prefix."
        yield Hint(token.start, f"“{word}” is not a word of SPARQL", hint)


def _undeclared(found: list[Token], prefixes: Collection[str]) -> Iterator[Hint]:
    """Find names whose prefix is not declared, and declarations that are not whole."""
    declared = {*prefixes}
    for n, token in enumerate(found):
        declares = n > 0 and found[n - 1].is_word("PREFIX")
        if token.kind != "name":
            if declares:
                yield Hint(token.start, "PREFIX has no name with a colon behind it", "Write PREFIX name: <…>.")
            continue
        prefix = token.text.partition(":")[0]
        if declares:
            declared.add(prefix)
        elif prefix not in declared and prefix != "_":
            near = get_close_matches(prefix, declared, 1, 0.6)
            maybe = f" Did you mean {near[0]}:?" if near and near[0] else ""
            yield Hint(token.start, f"the prefix “{prefix}:” is not declared",
                       f"Add a line PREFIX {prefix}: <…> before the query.{maybe}")  # fmt: skip


def _unbalanced(query: str, found: list[Token]) -> Iterator[Hint]:
    """Find brackets that are not closed or not opened."""
    opened: list[Token] = []
    for token in found:
        if token.kind != "sign":
            continue
        if token.text in _CLOSING:
            opened.append(token)
        elif token.text in _PAIRS:
            if not opened:
                yield Hint(token.start, f"“{token.text}” closes what was not opened",
                           f"Remove it, or write “{_PAIRS[token.text]}” before.")  # fmt: skip
                return
            if opened[-1].text != _PAIRS[token.text]:
                last = opened[-1]
                wanted = _CLOSING[last.text]
                yield Hint(token.start, f"“{token.text}” comes where “{wanted}” is missing",
                           f"Close “{last.text}” of {_place(query, last.start)} with “{wanted}” first.")  # fmt: skip
                return
            opened.pop()
    if opened:
        yield Hint(len(query.rstrip()), f"the query ends, and “{_CLOSING[opened[-1].text]}” is missing",
                   f"“{opened[-1].text}” of {_place(query, opened[-1].start)} is not closed.")  # fmt: skip


def _structure(found: list[Token]) -> Iterator[Hint]:
    """Find parts of the query in the wrong place."""
    first = _first_after_prologue(found)
    if first is None or not first.is_word(*FORMS):
        yield Hint(first.start if first else 0, "this does not begin a query",
                   "A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, after any PREFIX lines.")  # fmt: skip
        return
    head = [token for token in found if token.start > first.start]
    yield from _selected(first, head)
    for token, after in pairwise([*head, Token("end", "", head[-1].start if head else 0)]):
        if token.is_word("WHERE") and after.text != "{":
            yield Hint(after.start, "the pattern does not stand in braces", "Write WHERE { … }.")
        elif token.is_word("LIMIT", "OFFSET") and not after.text.isdigit():
            yield Hint(token.start, f"{token.text} has no number behind it", f"Write {token.text.upper()} 10.")
        elif token.is_word("FILTER") and after.kind in ("variable", "string", "number"):
            yield Hint(after.start, "the condition does not stand in brackets", "Write FILTER( … ).")
        elif token.is_word("BIND") and after.text != "(":
            yield Hint(after.start, "what is bound does not stand in brackets", "Write BIND( … AS ?name).")
        elif token.is_word("ORDER", "GROUP") and not after.is_word("BY"):
            yield Hint(token.start, f"{token.text} has no BY behind it", f"Write {token.text.upper()} BY.")
        elif token.text == after.text == ".":
            yield Hint(after.start, "two dots follow each other", "One dot separates triple patterns.")
    yield from _triples(head)


def _selected(first: Token, head: list[Token]) -> Iterator[Hint]:
    """Find mistakes between SELECT and the pattern."""
    depth = 0
    for n, token in enumerate(head if first.is_word("SELECT") else []):
        if token.text == "{" or token.is_word("WHERE", "FROM"):
            if not n or head[n - 1].is_word("DISTINCT", "REDUCED"):
                yield Hint(token.start, "SELECT selects nothing", "Name variables, or write SELECT *.")
            return
        depth += (token.text == "(") - (token.text == ")")
        if token.text == "," and not depth:
            yield Hint(token.start, "variables are separated by space, not by commas", "Leave the comma out.")
        elif not depth and (token.is_word("AS") or token.is_word(*FUNCTIONS)):
            yield Hint(token.start, "an expression does not stand in brackets",
                       "Write SELECT ( expression AS ?name ), with both brackets.")  # fmt: skip


def _triples(head: list[Token]) -> Iterator[Hint]:
    """Find triple patterns of two terms or of four; what VALUES lists is none."""
    begins = {place.start for place in _places(head)}
    for before, *terms in zip(head, head[1:], head[2:], head[3:], head[4:], strict=False):
        is_pattern = before.start in begins and terms[1].kind in (*_TERMS, "word")
        if is_pattern and all(term.kind in (*_TERMS, "string", "number") or term.is_word("A") for term in terms):
            yield Hint(terms[3].start, "a triple pattern has more than three terms",
                       "Triple patterns are separated by a dot; is one missing before this?")  # fmt: skip
    for before, subject, predicate, after in zip(head, head[1:], head[2:], head[3:], strict=False):
        ends = before.start in begins and after.text in ("}", ".") and after.kind == "sign"
        if ends and subject.kind in _TERMS and predicate.kind in _TERMS:
            yield Hint(after.start, "a triple pattern has only two terms",
                       "A triple pattern has a subject, a predicate and an object.")  # fmt: skip


def _places(head: list[Token]) -> Iterator[Token]:
    """Give the braces and dots behind which a triple pattern may begin."""
    for n, token in enumerate(head):
        one_variable = n > 1 and head[n - 2].is_word("VALUES")
        several = n > 0 and head[n - 1].text == ")"
        if token.text == "." or (token.text == "{" and not one_variable and not several):
            yield token


def _first_after_prologue(found: list[Token]) -> Token | None:
    """Give the first token behind PREFIX and BASE lines."""
    n = 0
    while n < len(found) and found[n].is_word("PREFIX", "BASE", "VERSION"):
        n += 3 if found[n].is_word("PREFIX") else 2
    return found[n] if n < len(found) else None


def _place(query: str, start: int) -> str:
    before = query[:start].split("\n")
    return f"line {len(before)}, column {len(before[-1]) + 1}"
