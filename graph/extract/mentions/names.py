"""Known entities by name: names of the register, short forms that the text itself introduces, and surnames."""

import re
from collections.abc import Iterator

from graph.extract.cues import Cued
from graph.extract.found import Mention
from graph.extract.lexicon import OTHER, WORD, Lexicon, Name
from graph.extract.spans import merged
from graph.extract.text import Text

# What a company's name may go on with in print.
_COMPANY_FORM = re.compile(
    r" (?:Holdings?|Group|Inc|Ltd|Limited|Corp|Corporation|Co)\b(?: (?:Ltd|Limited|Inc))?\b(?! [A-Z])"
)
# Short forms of offices, as titles before a surname.
_TITLED = Cued(
    re.compile(
        r"\b(?:President|Ambassador|Mr|Ms|Mrs|Dr|Representative|Secretary|Minister|Chairman|Chairwoman|Senator|Sen|Rep|"
        r"Premier|Commissioner)\.? ([A-Z][\w'-]+)"
    ),
    "president ambassador mr ms mrs dr representative secretary minister chairman chairwoman senator sen rep premier commissioner",
)
_INTRODUCED = re.compile(r"\s*\(\s*(?:the\s+)?[\"']?([A-Za-z][\w&.-]{1,14})[\"']?\s*(?:\)|,|;)")
_SPELT_OUT = re.compile(
    r"((?:[A-Z][\w'.&-]*|&)(?: (?:[A-Z][\w'.&-]*|of|the|for|and|&|on|in))* [A-Z][\w'.&-]*) \((?:the )?\"?$"
)
_DOMAIN = re.compile(r"\.(?:com|net|org|to|cc|tv|me|ua|ru|cn|co|in|io|se|is|vn|id|br)(?:\.[a-z]{2})?\b(?!\.\w)", re.I)
_ADDRESS = re.compile(r"(?:://|www\.|\.\w{2,3}/)\S*$")
_QUALIFIES = re.compile(
    r"(?:['’]s)? (?:(?!and|or|to|was|is|in|on|for|with|has|as)[a-z-]+ ){0,3}(?:service|platform|site|app|website|marketplace|subsidiary|unit) (?=[A-Z])"
)
# In capitals a country's short name may be the pronoun.
_PRONOUN = re.compile(r"\b(?:FOR|WITH|TELL|TELLS|TOLD|GIVE|GAVE|LET|HELP|JOIN|ABOUT|CONTACT|FOLLOW|OF) $")


def find(text: Text, lexicon: Lexicon) -> list[Mention]:
    """Find mentions by name, in text order; of two that overlap, the longer and then the earlier one."""
    plain = text.plain
    tokens = list(WORD.finditer(plain))
    words = tuple([token[0].lower() for token in tokens])
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        best = _at(words, at, plain, tokens, lexicon) if words[at] in lexicon.names else None
        if best is None:
            at += 1
            continue
        name, stop = best
        start, end = tokens[at].start(), tokens[stop - 1].end()
        entity = _choose(name, lexicon, plain[end : end + 60])
        if entity and _fits(name, start, end, text):
            domain = _DOMAIN.match(plain, end) if plain.startswith(".", end) else None
            end = domain.end() if domain and lexicon.entities[entity].kind == "\ue002" else end
            form = _COMPANY_FORM.match(plain, end) if lexicon.entities[entity].cls == "Company" else None
            end = form.end() if form else end
            found.append(_mention(start, end, entity, lexicon, "known-name", 0.98))
            while stop < len(tokens) and tokens[stop].start() < end:
                stop += 1
            at = stop
        else:
            at += 1
    found = merged(found, _introduced(text, found, lexicon), longest=False)
    return merged(found, [*_surnames(text, found, lexicon), *_bare_bodies(text, found, lexicon)], longest=False)


def _mention(start: int, end: int, entity: str, lexicon: Lexicon, rule: str, confidence: float) -> Mention:
    known = lexicon.entities.get(entity)
    return Mention(start, end, entity, known.kind if known else OTHER, rule, confidence)


def _at(
    words: tuple[str, ...], at: int, plain: str, tokens: list[re.Match[str]], lexicon: Lexicon
) -> tuple[Name, int] | None:
    begun = lexicon.names[words[at]]
    for name in (*begun.get(words[at + 1] if at + 1 < len(words) else "", ()), *begun.get("", ())):
        stop = at + len(name.words)
        if words[at:stop] == name.words:
            start, end = tokens[at].start(), tokens[stop - 1].end()
            if "\n" not in plain[start:end] and _same_spacing(plain[start:end], name.form):
                return name, stop
    return None


def _same_spacing(printed: str, form: str) -> bool:
    """Refuse words that only follow each other: a point between them must stand in the name as well."""
    return ("." in printed) == ("." in form) or "." in form


def _choose(name: Name, lexicon: Lexicon, after: str) -> str | None:
    """Choose among the entities that share a name: a market before its company, otherwise none.

    Before another name that it qualifies it is the company: “Baidu cloud-storage service Baidu Wangpan”.
    """
    if len(name.entities) == 1:
        return name.entities[0]
    companies = [entity for entity in name.entities if lexicon.entities[entity].cls == "Company"]
    if len(companies) == 1 and _QUALIFIES.match(after):
        return companies[0]
    markets = [entity for entity in name.entities if lexicon.entities[entity].kind == "\ue002"]
    return markets[0] if len(markets) == 1 and len(name.entities) == 2 else None


def _fits(name: Name, start: int, end: int, text: Text) -> bool:
    """Tell whether a name's spelling fits: small letters may stand for capitals only where no plain word is meant."""
    plain = text.plain
    printed = plain[start:end]
    before = plain[max(0, start - 12) : start]
    if before[-1:] in ("@", "#") or (before[-1:] == "." and before[-2:-1].isalnum()) or _in_address(before):
        return False
    if name.form.islower() and before[-1:] == "-":
        return False
    if printed == name.form or len(name.words) > 1:
        return printed != "US" or not _PRONOUN.search(before)
    if name.form.islower():
        return True
    if name.form.isupper() and len(name.form) <= 5:
        return printed.isupper()
    if not name.form[0].isupper():
        return printed.lower() == name.form.lower()
    if printed[0].islower():
        distinctive = not name.form[1:].islower()
        return distinctive or re.search(rf"\b{re.escape(name.form)}\b", plain) is not None
    return True


def _in_address(before: str) -> bool:
    return ("/" in before or "www." in before) and _ADDRESS.search(before) is not None


def _introduced(text: Text, found: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """Find short forms that the text gives in brackets after a name, and long forms before a short one."""
    more: list[Mention] = []
    known = {text.plain[m.start : m.end] for m in found}
    for mention in found:
        match = _INTRODUCED.match(text.plain, mention.end)
        if match and match[1] not in known and not match[1].islower() and _short_of(match[1], text.plain, mention):
            known.add(match[1])
            more += _everywhere(text, match[1], mention.entity, lexicon, "introduced-name", 0.95, mention.end)
        bracket = "(" in text.plain[max(0, mention.start - 6) : mention.start]
        before = _SPELT_OUT.search(text.plain, max(0, mention.start - 120), mention.start) if bracket else None
        if before and _initials_agree(before[1], text.plain[mention.start : mention.end]):
            start = before.start(1) + (4 if before[1].startswith("The ") else 0)
            more.append(_mention(start, before.end(1), mention.entity, lexicon, "spelt-out-name", 0.95))
    return more


def _short_of(short: str, plain: str, mention: Mention) -> bool:
    letters = "".join(c for c in short if c.isalpha())
    if not letters.isupper() or len(letters) < 2:
        return False
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]\w*", plain[mention.start : mention.end])).upper()
    ticker = mention.kind in "\ue000\ue002" and letters[0] == initials[:1]
    return ticker or set(letters) <= set(initials)


def _initials_agree(words: str, short: str) -> bool:
    initials = [word[0] for word in re.findall(r"[A-Za-z]\w*", words) if word[0].isupper()]
    letters = [c for c in short if c.isupper()]
    return (
        short.isupper()
        and len(letters) >= 3
        and len(initials) >= 3
        and initials[-1] in letters
        and len(set(letters) & set(initials)) >= len(set(letters)) - 1
    )


def _everywhere(
    text: Text, form: str, entity: str, lexicon: Lexicon, rule: str, confidence: float, after: int = 0
) -> Iterator[Mention]:
    plain = text.plain
    start = plain.find(form, after)
    while start >= 0:
        end = start + len(form)
        alone = _stands_alone(plain, start, end)
        if alone:
            yield _mention(start, end, entity, lexicon, rule, confidence)
        start = plain.find(form, end if alone else start + 1)


def _stands_alone(plain: str, start: int, end: int) -> bool:
    before, after = plain[max(0, start - 1) : start], plain[end : end + 1]
    return not (before.isalnum() or before in ("_", ".", "-") or after.isalnum() or after == "_")


def _surnames(text: Text, found: list[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """Find persons by surname: after their full name, or after a title where the register knows one bearer only."""
    full: dict[str, set[str]] = {}
    first: dict[str, int] = {}
    for mention in found:
        entity = lexicon.entities.get(mention.entity)
        if entity and entity.cls == "Person" and " " in entity.label:
            words = entity.label.split()
            for word in {words[-1], words[0]} if len(words) == 2 else {words[-1]}:
                full.setdefault(word, set()).add(mention.entity)
                first.setdefault(word, mention.end)
    for word, bearers in full.items():
        if len(bearers) == 1:
            bearer = next(iter(bearers))
            given = word != lexicon.entities[bearer].label.split()[-1]
            for mention in _everywhere(text, word, bearer, lexicon, "surname", 0.93, first[word]):
                if not given or _SPEAKS.match(text.plain, mention.end):
                    yield mention
    for match in _TITLED.throughout(text.plain, text):
        bearers_ = lexicon.surnames.get(match[1], ())
        if len(bearers_) == 1 and match[1] not in full:
            yield _mention(match.start(1), match.end(1), bearers_[0], lexicon, "titled-surname", 0.85)


_SPEAKS = re.compile(
    r" (?:also |further )?(?:said|added|told|noted|stressed|urged|stated|says|pointed|called|responded)\b"
)


def _bare_bodies(text: Text, found: list[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """Find “Ministry of Commerce” where the text speaks of one country only that has it."""
    countries = {lexicon.entities[m.entity].country or m.entity for m in found if m.entity in lexicon.entities}
    for words, bodies in lexicon.bare.items():
        here = [body for body in bodies if lexicon.entities[body].country in countries]
        if len(here) == 1:
            form = " ".join(word if word in ("of", "and") else word.capitalize() for word in words)
            for printed in (form, form.lower()):
                yield from _everywhere(text, printed, here[0], lexicon, "body-without-country", 0.85)
