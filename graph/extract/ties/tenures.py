"""Who holds which office where: “AAFA President and CEO Rick Helfenbein”, “Wang Wenbin, a ministry spokesperson”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.extract.cues import Cued
from graph.extract.found import Fact, Mention
from graph.extract.masks import Masked, pattern
from graph.extract.parties import publisher
from graph.extract.text import Sentence
from graph.extract.ties.rules import END

_HEADS = (
    "president chair chairman chairwoman chairperson ceo coo cfo cto chief director founder cofounder spokesperson spokesman "
    "spokeswoman secretary minister ambassador commissioner counsel head manager officer executive representative evp svp vp "
    "partner owner attorney lawyer negotiator adviser advisor assistant analyst boss"
)
_HEAD = rf"(?i:{'|'.join(sorted(_HEADS.split(), key=len, reverse=True))})"
# Words that end an office or begin something else; no office is described with them.
_ENDS = (
    r"(?!(?i:said|says|told|tells|wrote|who|which|whose|that|at|is|was|are|were|be|been|has|had|have|with|by|to|from|as|under|"
    r"when|after|before|while|also|former|ex|then|rivals?|competitors?|critics?|the|a|an|its|his|her)\b)"
)
_QUALIFIER = rf"(?:{_ENDS}(?!(?:of|for|on|in|and|or)\b)[A-Za-z][\w-]*[ -])"
_OFFICE_WORDS = rf"{_QUALIFIER}{{0,4}}?{_HEAD}\b(?: (?:[Oo]fficer|[Ee]xecutive|[Gg]eneral|-[Gg]eneral))*"
_ROLE = rf"{_OFFICE_WORDS}(?:(?:,? and |, | & |/){_OFFICE_WORDS}){{0,2}}"
# What an office is for: “of global policy, trade and enforcement”.
_FOR = rf"(?: (?:of|for|on) {_ENDS}[\w'&/-]+(?:,? {_ENDS}[\w'&/-]+){{0,9}}?)?"
_KIND = r"(?:(?:[\w-]+ |<C>(?:'s)? ){0,3}?(?:firm|company|group|giant|association|body|coalition|alliance|retailer|platform|marketplace) |<C>'s )?"
_AT = r"(<OXM>)(?: ?\([^)]{1,40}\))?"


@dataclass(frozen=True, slots=True)
class _Shape:
    """A pattern with its cues, which groups are the office, the organisation and the person, and how sure it is."""

    rule: str
    shape: Cued
    role: int
    organisation: int
    person: int
    confidence: float


def _shape(rule: str, written: str, order: str, confidence: float) -> _Shape:
    role, organisation, person = (order.index(letter) + 1 for letter in "rop")
    return _Shape(rule, Cued(pattern(written), _HEADS), role, organisation, person, confidence)


_SHAPES = (
    _shape("role-before-name", rf"{_AT}(?:'s?)? ({_ROLE}{_FOR}),? (<PX>)", "orp", 0.85),
    _shape("role-after-name", rf"(<PX>),? (?:who is |is |who serves as |has been )?(?:now |currently )?(?:the |an? |its )?({_ROLE}{_FOR}),? (?:of|at|for|with) (?:the )?{_KIND}(<OXM>)", "pro", 0.85),
    _shape("organisation-role-after-name", rf"(<PX>)(?:,| is|, who is| \() ?(?:the |an? |now )?{_AT}(?:'s?)? ({_ROLE}(?:{_FOR}(?=[,.;)]))?)\b", "por", 0.8),
    _shape("role-of-organisation-then-name", rf"\b({_ROLE}{_FOR}) (?:of|at|for) (?:the )?{_KIND}{_AT},? (<PX>)", "rop", 0.8),
    _shape("role-name-organisation", rf"\b({_ROLE}) (<PX>) (?:of|from|at) (?:the )?{_KIND}(<OXM>)", "rpo", 0.8),
    _shape("name-role-organisation", rf"(<PX>), ({_ROLE}(?:,? [A-Z][\w&'-]*(?: [A-Z&][\w&'-]*){{0,3}})?), (?:the )?(<OXM>){END}(?=\s?[,.;()\n]|\s?$)", "pro", 0.75),
    _shape("whose-role", rf"{_AT},? whose ({_ROLE}),? (<PX>)", "orp", 0.8),
)  # fmt: skip
_ITS = Cued(
    pattern(
        rf"\b(?:[Ii]ts|[Tt]he (?:company|firm|group|association|coalition|platform|marketplace|office)'s) ({_ROLE}{_FOR}),? (<PX>)"
    ),
    _HEADS,
)
_ITS_AFTER = Cued(pattern(rf"(<PX>), its ({_ROLE}(?:{_FOR}(?=[,.;)]))?)\b"), _HEADS)
_OFFICE = pattern(r"((?:(?:Deputy|Assistant|Acting) )?<O>) (<PX>)")
_BARE_TITLE = Cued(pattern(r"(?:^|[^\w\s]\s?|\b[a-z]+\s)(Trade Representative) (<PX>)"), "representative")
_PAST = re.compile(r"\b(?:former|ex|onetime|one-time|late|erstwhile)[- ](?:the )?$", re.I)


def find(masked: Masked) -> list[Fact]:
    """Find who holds an office where, each once."""
    found: dict[tuple[str, str], Fact] = {}
    for fact in _all(masked):
        found.setdefault((fact.get("tenureHolder"), fact.get("tenureAt")), fact)
    return sorted(found.values(), key=lambda f: (f.evidence, f.fields))


def _all(masked: Masked) -> Iterator[Fact]:
    inner = masked.inner
    peopled = [
        s for s in masked.scene.text.sentences if any(m.kind in "\ue001\ue009" for m in masked.between(s.start, s.end))
    ]
    for shape in _SHAPES:
        for match in _matches(inner, shape.shape, peopled):
            at, who = masked.at(match.start(shape.organisation)), masked.at(match.start(shape.person))
            if at and who:
                yield from _tenure(who, at.entity, match, shape.role, shape.rule, shape.confidence)
    for its, role, person in ((_ITS, 1, 2), (_ITS_AFTER, 2, 1)):
        for match in _matches(inner, its, peopled):
            who = masked.at(match.start(person))
            public = match[0].lower().startswith("the office")
            entity = _organisation_before(masked, match.start(), public=public)
            if who and entity:
                yield from _tenure(who, entity, match, role, "its-role", 0.65)
    for match in (m for s in peopled for m in _OFFICE.finditer(inner, s.start, s.end)):
        office, who = masked.at(match.end(1) - _length(match[1])), masked.at(match.start(2))
        words = masked.scene.text.plain[match.start(1) : match.end(1)]
        if office and who and re.search(r"(?:[Rr]epresentative|Secretary|^USTR)$", words):
            yield from _tenure(who, office.entity, match, 1, "office-holder", 0.8)
    for match in _matches(inner, _BARE_TITLE, peopled):
        who, body = masked.at(match.start(2)), publisher(masked.scene.lexicon)
        if who and body:
            yield from _tenure(who, body, match, 1, "office-holder", 0.8)


def _length(words: str) -> int:
    """Count the characters of the mention that ends some masked words."""
    return len(re.findall(r"[\ue000-\ue0ff]+$", words)[0])


def _matches(inner: str, shape: Cued, sentences: list[Sentence]) -> Iterator[re.Match[str]]:
    for sentence in sentences:
        for match in shape.finditer(inner, sentence):
            if not (
                "\n" in match[0]
                or _PAST.search(inner, max(sentence.start, match.start() - 12), match.start())
                or inner.startswith(" until ", match.end())
            ):
                yield match


def _organisation_before(masked: Masked, offset: int, *, public: bool) -> str:
    """Find whose “its director” is: the first organisation of the sentence or the one before, of the right kind."""
    text = masked.scene.text
    at = text.sentence_at(offset)
    for number in (at, at - 1):
        if number >= 0:
            sentence = text.sentences[number]
            for mention in masked.between(sentence.start, min(sentence.end, offset)):
                if mention.kind in "\ue000\ue002\ue009" and _holds_office(mention.entity, public=public):
                    return mention.entity
    return ""


def _holds_office(entity: str, *, public: bool) -> bool:
    return entity.startswith("government/") if public else entity.startswith(("company/", "association/", "market/"))


def _tenure(who: Mention, at: str, match: re.Match[str], role: int, rule: str, confidence: float) -> Iterator[Fact]:
    known = at.startswith(("company/", "association/", "government/", "publisher/", "market/"))
    if not who.entity.startswith("person/") or not known:
        return
    fields = (("tenureHolder", who.entity), ("tenureAt", at))
    sure = round(confidence * min(1.0, who.confidence + 0.1), 2)
    yield Fact("Tenure", fields, (match.span(),), rule, sure, quoted=(("roleTitle", match.span(role)),))
