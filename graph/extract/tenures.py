"""Who holds which office where: “AAFA President and CEO Rick Helfenbein”, “Wang Wenbin, a ministry spokesperson”."""

import re
from collections.abc import Iterator

from graph.extract.found import Fact, Mention
from graph.extract.masks import Masked, pattern

_WORD = (
    r"(?:(?:[Vv]ice|[Dd]eputy|[Ss]enior|[Ee]xecutive|[Gg]lobal|[Mm]anaging|[Aa]cting|[Ii]nterim|[Cc]o|[Aa]ssistant|[Ff]ormer|[Gg]eneral|[Cc]hief|[Oo]perating|[Ll]egal)[- ])*"
    r"(?:[Pp]resident|[Cc]hair(?:man|woman|person)?|CEO|COO|CFO|[Cc]hief [Ee]xecutive(?: [Oo]fficer)?|[Dd]irector(?:[- ][Gg]eneral)?|[Ff]ounder|[Cc]o-?[Ff]ounder|"
    r"[Ss]pokes(?:person|man|woman)|[Ss]ecretary(?:[- ][Gg]eneral)?|[Mm]inister|[Aa]mbassador|[Cc]ommissioner|[Cc]ounsel|[Hh]ead|[Mm]anager|[Oo]fficer|[Ee]xecutive|"
    r"[Rr]epresentative|EVP|SVP|[Pp]artner|[Oo]wner|[Aa]ttorney|[Ll]awyer)"
)
_ANY_ROLE = re.compile(
    r"resident|hair|CEO|COO|CFO|hief|irector|ounder|pokes|ecretary|inister|mbassador|ommissioner|ounsel|ead|anager|fficer|xecutive|"
    r"epresentative|EVP|SVP|artner|wner|ttorney|awyer"
)
_ROLE = (
    rf"{_WORD}(?:(?:,? and |, | & ){_WORD})*(?: (?:of|for) (?!the )[\w' -]{{3,40}}?(?= (?:at|of|for) (?:the )?<OX>))?"
)
_LEADING = pattern(rf"(<OX>)(?:'s?)? ((?:(?!under|by|with|for|and|of|to|from|as|at|told)[a-z]+ )?{_ROLE}),? (<PX>)")
_TRAILING = pattern(
    rf"(<PX>),? (?:who is |is |who serves as |has been )?(?:the |an? |its )?((?:[a-z-]+ ){{0,2}}{_ROLE})(?:,)? (?:of|at|for|with) (?:the )?(<OX>)"
)
_APPOSED = pattern(rf"(<PX>),? (?:the |an? )?(<OX>)(?:'s?)? ((?:[a-z-]+ ){{0,2}}{_ROLE})\b")
_OF_FIRST = pattern(rf"\b((?:[a-z-]+ ){{0,1}}{_ROLE}) (?:of|at|for) (?:the )?(<OX>),? (<PX>)")
_ITS = pattern(rf"\b(?:[Ii]ts|the company's|the group's|the office's) ((?:[a-z-]+ ){{0,1}}{_ROLE}),? (<PX>)")
_OFFICE = pattern(r"(<O>) (<PX>)")


def find(masked: Masked) -> list[Fact]:
    """Find who holds an office where, each once."""
    found: dict[tuple[str, str], Fact] = {}
    for fact in _all(masked):
        found.setdefault((fact.get("tenureHolder"), fact.get("tenureAt")), fact)
    return sorted(found.values(), key=lambda f: (f.evidence, f.fields))


def _all(masked: Masked) -> Iterator[Fact]:
    inner = masked.inner
    shapes = (
        ("role-before-name", _LEADING, 1, 2, 3, 0.85),
        ("role-after-name", _TRAILING, 3, 2, 1, 0.85),
        ("organisation-role-after-name", _APPOSED, 2, 3, 1, 0.8),
        ("role-of-organisation-then-name", _OF_FIRST, 2, 1, 3, 0.8),
    )
    lines = _with_role(masked)
    for rule, shape, organisation, role, person, confidence in shapes:
        for match in (m for low, high in lines for m in shape.finditer(inner, low, high)):
            at, who = masked.at(match.start(organisation)), masked.at(match.start(person))
            if at and who and "\n" not in match[0]:
                yield from _tenure(masked, who, at.entity, match.span(role), match.span(), rule, confidence)
    for match in (m for low, high in lines for m in _ITS.finditer(inner, low, high)):
        who = masked.at(match.start(2))
        public = match[0].lower().startswith("the office")
        entity = _organisation_before(masked, match.start(), public=public)
        if who and entity:
            yield from _tenure(masked, who, entity, match.span(1), match.span(), "its-role", 0.65)
    for match in _OFFICE.finditer(inner):
        office, who = masked.at(match.start(1)), masked.at(match.start(2))
        words = masked.scene.text.plain[match.start(1) : match.end(1)]
        if office and who and re.search(r"(?:Representative|Secretary|^USTR)$", words):
            yield from _tenure(masked, who, office.entity, match.span(1), match.span(), "office-holder", 0.8)


def _with_role(masked: Masked) -> list[tuple[int, int]]:
    """List the sentences that name an office and somebody who could hold it."""
    return [
        (s.start, s.end)
        for s in masked.scene.text.sentences
        if any(m.kind in "\ue001\ue009" for m in masked.between(s.start, s.end))
        and _ANY_ROLE.search(masked.inner, s.start, s.end)
    ]


def _organisation_before(masked: Masked, offset: int, *, public: bool) -> str:
    """Find whose “its director” is: the first organisation of the sentence or the one before, of the right kind."""
    text = masked.scene.text
    at = text.sentence_at(offset)
    for number in (at, at - 1):
        if number >= 0:
            sentence = text.sentences[number]
            for mention in masked.between(sentence.start, min(sentence.end, offset)):
                if mention.kind in "\ue000\ue009" and _holds_office(mention.entity, public=public):
                    return mention.entity
    return ""


def _holds_office(entity: str, *, public: bool) -> bool:
    return entity.startswith("government/") if public else entity.startswith(("company/", "association/"))


def _tenure(
    masked: Masked, who: Mention, at: str, role: tuple[int, int], where: tuple[int, int], rule: str, confidence: float
) -> Iterator[Fact]:
    words = masked.scene.text.plain[slice(*role)]
    known = at.startswith(("company/", "association/", "government/", "publisher/"))
    if not who.entity.startswith("person/") or not known or re.match(r"[Ff]ormer\b|ex-", words):
        return
    fields = (("tenureHolder", who.entity), ("tenureAt", at))
    sure = round(confidence * min(1.0, who.confidence + 0.1), 2)
    yield Fact("Tenure", fields, (where,), rule, sure, quoted=(("roleTitle", role),))
