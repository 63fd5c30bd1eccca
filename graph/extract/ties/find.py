"""Who operates, owns, holds a stake in or belongs to whom: from apposition, possessive, verb and passive patterns."""

import re
from collections.abc import Iterator

from graph.extract.cues import Cued
from graph.extract.found import Fact, Mention
from graph.extract.masks import Masked, pattern
from graph.extract.mentions.references import antecedent
from graph.extract.ties import references
from graph.extract.ties.rules import ADJECTIVES, OTHER_HEAD, RULES, Rule, company_named, is_member, tie

_STAKE = Cued(
    pattern(
        r"(<OPX>)(?: \([^)]*\))? (?:(?:has|had|have|also|recently|already) )*(?:holds?|held|owns?|owned|acquired|acquires|bought|buys|took|taken|purchased|has|had|sold)"
        r" (?:an? |its )?(?:about |around |nearly |roughly |almost )?(?:[\w.,%-]+ ){0,4}?(?:stake|interest|shareholding) in (?:the )?(?:[^,.;\ue000\ue002]{0,60}? )??(<OXM>)"
        + OTHER_HEAD
    ),
    "stake interest shareholding",
)
_BACKED = (
    Cued(pattern(rf"(?P<holder><OX>)-backed {ADJECTIVES}{{0,4}}(?P<thing><OM>){OTHER_HEAD}"), "backed"),
    Cued(pattern(r"(?P<thing><M>)(?: ?\([^)]*\))?, (?:an? |the )(?P<holder><OX>)-backed\b"), "backed"),
    Cued(
        pattern(
            r"(?P<thing><M>)(?: ?\([^)]*\))?, (?:which is |now )?(?:[^,.;\ue000\ue002]{0,40} )?backed by (?:the )?(?:[^,.;\ue000\ue002]{0,40} )??(?P<holder><OX>)"
        ),
        "backed",
    ),
)
_AFFILIATES = (
    Cued(pattern(r"(<O>)(?:, | is | was )(?:an?|the) (?:[\w-]+ ){0,2}affiliate of (?:the )?(<O>)"), "affiliate"),
    Cued(pattern(r"(?:(<O>)'s? )?(?:[\w-]+ ){0,1}\b[Aa]ffiliate,? (<O>)"), "affiliate"),
)
_PARTS = (
    Cued(
        pattern(
            r"(<O>)(?:, | is | was )(?:an?|the) (?:[\w-]+ ){0,3}(?:unit|subsidiary|arm|division) of (?:the )?(<O>)"
        ),
        "unit subsidiary arm division",
    ),
    Cued(pattern(r"(<O>)'s? (?:[\w-]+ ){0,2}(?:unit|subsidiary|arm|division),? (<O>)"), "unit subsidiary arm division"),
)
_COLLECTIVE = Cued(
    pattern(
        r"\b(?:sites|platforms|marketplaces|markets|services|apps|portals) (owned|operated|run|controlled) by (?:<C>'s? )?(?:[\w-]+ ){0,3}?(<O>) and (?:<C>'s? )?(?:[\w-]+ ){0,2}?(<O>)"
    ),
    "sites platforms marketplaces markets services apps portals",
)
_HIS_COMPANY = Cued(
    pattern(r"(<P>)'s? (?:[\w-]+ ){0,4}(?:company|firm|studio|holding) (<O>)"), "company firm studio holding"
)
_NOT = re.compile(
    r"\b(?:not|no longer|never|n't|once|formerly|previously|former|would|could|may|might|denie[sd]|false|[Ii]f|[Ww]hether|alleged(?:ly)?)\b"
)

_ASKED = re.compile(r"[^.!?\n]{0,80}\?")


def find(masked: Masked) -> list[Fact]:
    """Find ties between markets, companies and organisations, each once."""
    inner, text = masked.inner, masked.scene.text
    found: list[Fact] = []
    for rule in RULES:
        for match in rule.shape.throughout(inner, text):
            if _NOT.search(_between(inner, match)) or "\n" in match[0] or _ASKED.match(inner, match.end()):
                continue
            found += _market_ties(masked, rule, match)
    for match in _STAKE.throughout(inner, text):
        holder, thing = masked.at(match.start(1)), masked.at(match.start(2))
        if holder and thing and not _NOT.search(_between(inner, match)) and "sold" not in match[0]:
            fields = (("stakeHolder", holder.entity), ("stakeIn", thing.entity))
            found.append(Fact("Stake", fields, (match.span(),), "stake-in", 0.85))
    for shape in _BACKED:
        for match in shape.throughout(inner, text):
            holder, thing = masked.at(match.start("holder")), masked.at(match.start("thing"))
            if holder and thing and company_named(masked, holder) and not _NOT.search(_between(inner, match)):
                fields = (("stakeHolder", holder.entity), ("stakeIn", thing.entity))
                note = "who backs a company holds some of it"
                found.append(Fact("Stake", fields, (match.span(),), "backed-by", 0.6, "implied", note))
    found += _affiliations(masked)
    found += _parts(masked)
    found += _shared_out(masked)
    found += references.find(masked)
    for match in _HIS_COMPANY.throughout(inner, text):
        owner, thing = masked.at(match.start(1)), masked.at(match.start(2))
        if owner and thing and not _NOT.search(_between(inner, match)):
            fields = (("ownedThing", thing.entity), ("owner", owner.entity))
            found.append(
                Fact("Ownership", fields, (match.span(),), "his-company", 0.55, "implied", "a possessive only")
            )
    return _once(found)


def _between(inner: str, match: re.Match[str]) -> str:
    """Give the words of a match with those just before it, where a negation would stand."""
    before = inner[max(0, match.start() - 30) : match.start()]
    rival = " not " if re.search(r"\b(?:rival|competitor)s?\b", match[0]) else ""
    return rival + re.split(r"[.;\n]", before)[-1][-14:] + match[0]


def _market_ties(masked: Masked, rule: Rule, match: re.Match[str]) -> Iterator[Fact]:
    mention = masked.at(match.start(rule.company))
    company = company_named(masked, mention)
    if mention is None or not company:
        return
    if masked.inner.startswith(" until ", match.end()):
        return
    if "possessive" in rule.name and _is_rival(masked.inner, match):
        return
    row = masked.between(match.start(rule.thing), match.end(rule.thing))
    things = [m for m in row if m.kind == "\ue002"]
    if rule.holds != "all" and row:
        sure = row[0] if rule.holds == "first" else row[-1]
        group = masked.scene.lexicon.platforms.get(company, "")
        things = [m for m in things if m is sure or is_member(masked, m.entity, group)]
    for thing in things:
        if thing.entity.rpartition("/")[2] != company.rpartition("/")[2]:
            confidence = round(rule.confidence * mention.confidence, 2)
            yield tie(rule.kind, thing.entity, company, (match.span(),), rule.name, confidence)


def _is_rival(inner: str, match: re.Match[str]) -> bool:
    return bool(
        re.search(r"\b(?:against|versus|vs|than|compared to) $", inner[max(0, match.start() - 14) : match.start()])
    )


def _shared_out(masked: Masked) -> Iterator[Fact]:
    """Share out “sites owned by X and Y” among the two markets named next, where the register fixes one of the pairs."""
    text, lexicon = masked.scene.text, masked.scene.lexicon
    for match in _COLLECTIVE.throughout(masked.inner, text):
        owners = [masked.at(match.start(n)) for n in (2, 3)]
        at = text.sentence_at(match.start())
        for number in range(at, min(at + 4, len(text.sentences))):
            sentence = text.sentences[number]
            things = list(
                dict.fromkeys(m.entity for m in masked.between(sentence.start, sentence.end) if m.kind == "\ue002")
            )
            if not things:
                continue
            first = next(m for m in masked.between(sentence.start, sentence.end) if m.kind == "\ue002")
            last = [m for m in masked.between(sentence.start, sentence.end) if m.kind == "\ue002"][-1]
            for owner, other in (owners, owners[::-1]):
                group = lexicon.platforms.get(owner.entity, "") if owner else ""
                mine = [t for t in things if t in lexicon.entities and group in lexicon.entities[t].groups]
                if len(things) == 2 and len(mine) == 1 and owner and other:
                    rest = next(t for t in things if t != mine[0])
                    where = (match.span(), (first.start, last.end))
                    kind, roles = (
                        ("Ownership", ("ownedThing", "owner"))
                        if match[1] in ("owned", "controlled")
                        else ("Operation", ("operatedMarket", "operator"))
                    )
                    note = "that both own listed sites is said, not which is whose"
                    for thing, company in ((mine[0], owner), (rest, other)):
                        fields = ((roles[0], thing), (roles[1], company.entity))
                        yield Fact(kind, fields, where, "shared-out", 0.5, "implied", note)
            break


def _affiliations(masked: Masked) -> Iterator[Fact]:
    inner = masked.inner
    for number, shape in enumerate(_AFFILIATES):
        for match in shape.throughout(inner, masked.scene.text):
            first, second = (masked.at(match.start(n)) if match[n] else None for n in (1, 2))
            affiliate, of = (first, second) if number == 0 else (second, first)
            owner = of.entity if of else _company_before(masked, match.start())
            if affiliate and owner and owner != affiliate.entity and "\n" not in match[0]:
                confidence = 0.85 if of else 0.65
                fields = (("affiliate", affiliate.entity), ("affiliatedWith", owner))
                yield Fact("Affiliation", fields, (match.span(),), "affiliate-of", confidence)


def _company_before(masked: Masked, offset: int) -> str:
    def fits(mention: Mention) -> bool:
        return masked.scene.lexicon.is_a(mention.entity, "Company")

    return antecedent(masked.scene, offset, fits, 1)


def _parts(masked: Masked) -> Iterator[Fact]:
    inner = masked.inner
    for number, shape in enumerate(_PARTS):
        for match in shape.throughout(inner, masked.scene.text):
            first, second = masked.at(match.start(1)), masked.at(match.start(2))
            part, whole = (first, second) if number == 0 else (second, first)
            if part and whole and part.entity != whole.entity and not _NOT.search(_between(inner, match)):
                fields = (("part", part.entity), ("whole", whole.entity))
                yield Fact("Parthood", fields, (match.span(),), "unit-of", 0.8)
    lexicon = masked.scene.lexicon
    for mention in masked.mentions:
        known = lexicon.entities.get(mention.entity)
        if (
            known
            and known.cls == "GovernmentBody"
            and "Ministry" in known.label
            and known.country in lexicon.governments
        ):
            words = masked.scene.text.text[mention.start : mention.end]
            if re.match(r"[A-Z]\w+(?:['’]s)? .*Ministry", words):
                fields = (("part", mention.entity), ("whole", lexicon.governments[known.country]))
                yield Fact(
                    "Parthood", fields, ((mention.start, mention.end),), "ministry-of-state", 0.8, basis="implied"
                )


def _once(found: list[Fact]) -> list[Fact]:
    """Keep each tie once, by the surest rule; an operation stands for ownership that the same words would tell."""
    best: dict[tuple[str, tuple[tuple[str, str], ...]], Fact] = {}
    for fact in sorted(found, key=lambda f: (-f.confidence, f.evidence)):
        best.setdefault((fact.kind, fact.fields), fact)
    kept = list(best.values())
    spans = {(f.fields[0][1], f.fields[1][1]): f for f in kept if f.kind == "Ownership"}
    out = []
    for fact in kept:
        other = spans.get((fact.fields[0][1], fact.fields[1][1])) if fact.kind == "Operation" else None
        if other and fact.rule in ("possessive", "apposition-possessive"):
            continue
        out.append(fact)
    return sorted(out, key=lambda f: (f.evidence, f.kind, f.fields))
