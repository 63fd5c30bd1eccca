"""Names that the register does not have: likely persons, companies, associations, public bodies and markets.

They are proposed with the words that made them likely, and never minted: a person adds them to the register.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.extract.claims.verbs import VERBS
from graph.extract.cues import Cued
from graph.extract.found import Mention, Place, Proposal, in_order
from graph.extract.masks import Masked, pattern
from graph.extract.spans import merged
from graph.extract.text import FILL, STOP

UNKNOWN = "\ue009"
# A text that names more strangers than this is a directory.
_MOST = 300
_PART = r"(?:[A-Z][\w'’]*(?:-[A-Z]?\w+)*\.?(?<!['’]s)|[A-Z]\.)"
_NAME = re.compile(
    rf"(?<![\w.@/-]){_PART}(?: (?:{_PART}|&|(?:of|for|and|de|da|dos|van|von|al|bin|el|la)(?= {_PART}))){{0,7}}"
)
_DOMAIN = re.compile(
    r"(?<![\w@/.-])(?:[\w-]+\.)?[\w-]{2,30}\.(?:com|net|org|to|cc|tv|me|ua|ru|cn|in|io|se|is|vn|id|nu|ws|fm|la|biz|info|st|site)(?:\.[a-z]{2})?(?![\w.-]*@)\b"
)
_POINT_WITHIN = re.compile(r"\.[a-z]")
# Words with a capital that are no part of a name.
_NO_NAMES = (
    "The A An In On At It He She They We I This That These Those But And For As If When While First Last "
    "According After Before Although However Meanwhile Both Other Some Many Most All Each No Not Its Their "
    "His Her Our My Your There Here What Who Which Why How Since Monday Tuesday Wednesday Thursday Friday "
    "Saturday Sunday January February March April May June July August September October November December "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Chinese American Indian Russian British Canadian "
    "Mexican Vietnamese European Asian African Western Internet Twitter Facebook Inc Ltd Group Question "
    "Answer Q Despite During With Without By From To Of Or So Yet Also Then Now Today Yesterday Special "
    "Section New Old Back Once Only Even Still Among Under Over Between Being Inclusion Speaking Asked "
    "Certainly Industry Trade Online Physical Markets Market List Notorious Review Report IP Critics Sources "
    "Officials Experts Police Customs Congress Senate House Act Law Counsel Rebuttal Brand Owners Rights "
    "Right Client Alert Featured Image Published Please Most Popular Read More Photo By Share Follow "
    "Subscribe Copyright Home World News Business Two Three Four Five Six Seven Eight Nine Ten Several Police "
    "Washington Beijing Moscow Hanoi Brussels Delhi Amid Beyond Unlike Instead Finally Recently Earlier Later "
    "Such Any Every Across Within Throughout Inside Outside "
)
_STOP = frozenset(_NO_NAMES.split())
_TITLES = r"(?:Mr|Ms|Mrs|Dr|Prof|Professor|President|Ambassador|Minister|Secretary|Senator|Sen|Rep|Representative|Director|Chairman|Chairwoman|CEO|Attorney|Judge|Justice|Commissioner|Spokesperson|Spokesman|Spokeswoman|Deputy|Chief|General|Captain|Officer|Executive|Vice|Senior|Managing|Founder|Co-Founder|Head|Manager|Partner|Acting|Assistant|Former|Counsel|Lawyer|Analyst)\.?"
_ROLE = r"(?:president|chair(?:man|woman)?|chief|CEO|director|founder|co-founder|spokes(?:person|man|woman)|secretary|minister|ambassador|commissioner|counsel|head|manager|officer|executive|representative|partner|lawyer|attorney|owner|professor|analyst|editor|vice|senior|managing|deputy|general|EVP|SVP|VP)"
_SAYS = (
    r"(?:"
    + "|".join(sorted({form for form, verbs in VERBS.items() if any(v.form in ("past", "s") for v in verbs)}))
    + r"|said|says|told|added|adds|wrote|writes|noted|notes|argued|argues|claimed|claims|stated|states|explained|insisted|stressed|commented|warned|asked|urged|called|pointed|believes|continued|offered|issued|guaranteed|has said|has asked|has argued|also said)"
)
_SUFFIX = (
    (re.compile(r"\b(?:Inc|Ltd|LLC|LLP|Corp|Corporation|Company|Co|Group|Holdings|Limited|GmbH|S\.A|PLC|Technologies|Entertainment|Pictures|Studios)\.?$"), "Company", "company", "its name ends as companies' names do"),
    (re.compile(r"\b(?:Association|Alliance|Coalition|Federation|Chamber|Council|Guild|Society|Institute)\b"), "TradeAssociation", "association", "its name says that it is an association"),
    (re.compile(r"^(?:Ministry|Department|Bureau|Office|Commission|Administration|Agency|Directorate|Court)\b|\b(?:Ministry|Department|Commission|Bureau|Agency|Authority|Administration|Police|Office)$"), "GovernmentBody", "government", "its name says that it is a public body"),
    (re.compile(r"\b(?:Market|Markets|Mall|Bazaar|Bazar|Plaza|Arcade|Shopping (?:Center|Centre|Mall|Complex)|Souk|Mercado|Feira|Night Market)$"), "PhysicalMarket", "market", "its name says that it is a market"),
)  # fmt: skip
_GUESS = "named as one that speaks; of what kind it is, is a guess"
_PARTICLES = frozenset({"de", "da", "dos", "van", "von", "al", "bin", "el", "la"})
_BEFORE = re.compile(
    rf"(?:{_TITLES} |\b(?:said|says|told|by|added|wrote) (?:the )?(?:[a-z-]+ ){{0,5}}|\b{_ROLE}(?: officer| executive)?,? |"
    rf"\b{_ROLE} (?:of|at|for) (?:the )?[\ue000\ue009][{FILL}{STOP}]*,? |\b{_ROLE},? (?:of |for )?(?:[A-Z][\w&]+ ){{0,3}}(?:Policy|Affairs|Relations|Communications|Operations|Strategy), )$",
    re.I,
)
# “Intellectual Property Office of the Philippines (IPOPHL)”: the letters in brackets go by the same id.
_SHORT_FORM = pattern(r"(?: of (?:the )?(?:<C>|[A-Z]\w+))? \(([A-Z][A-Za-z&-]{1,9})\)")
_OFFICE_WITHIN = re.compile(
    r" (?:(?:Vice|Deputy|Senior|Executive|Managing|Chief|General) )*(?:CEO|President|Chair(?:man|woman)?|Director|Secretary|Founder|Minister|"
    r"Counsel|Spokes(?:person|man|woman)) (?=[A-Z][\w'-]+ [A-Z])"
)
# Names of two and more words that people do not bear.
_NO_PERSON = re.compile(
    r"(?:Center|Centre|Complex|Tower|Square|Street|Times|Post|Daily|News|Herald|Tribune|Journal|Policy|Affairs|Relations|Communications|Operations|Strategy|Rights|Property|Protection)$"
)
_AFTER = re.compile(
    rf"^(?:,? {_SAYS}\b|, (?:who |an? |the |[\w'’\s\ue000-\ue0ff-]{{2,80}}?['’]s )?(?:[\w-]+ ){{0,4}}?{_ROLE}\b|, \d\d,)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A run of capitalised words that is no known name."""

    start: int
    end: int
    words: str


def find(masked: Masked) -> tuple[list[Proposal], list[Mention]]:
    """Propose entities for unknown names; give every place that names one as a mention of the proposed id."""
    plain = masked.scene.text.plain
    proposals: dict[str, Proposal] = {}
    mentions: list[Mention] = []
    aliases: dict[str, str] = {}
    for unknown in sorted(_unknown(masked), key=lambda u: u.start):
        if len(proposals) >= _MOST:
            break
        made = _classify(masked, unknown)
        known = aliases.get(unknown.words)
        if made is None or (known and made.why == _GUESS):
            if known:
                mentions.append(Mention(unknown.start, unknown.end, known, UNKNOWN, "proposed-again", 0.6))
            continue
        proposal = proposals.setdefault(made.id, made)
        mentions.append(Mention(unknown.start, unknown.end, proposal.id, UNKNOWN, "proposed-name", proposal.confidence))
        aliases.setdefault(unknown.words, proposal.id)
        short = _SHORT_FORM.match(masked.inner, unknown.end)
        if short and proposal.cls != "Person":
            aliases.setdefault(short[1], proposal.id)
        if proposal.cls == "Person" and " " in unknown.words:
            # By family name, which in some languages stands first.
            aliases.setdefault(unknown.words.split()[-1], proposal.id)
            aliases.setdefault(unknown.words.split()[0], proposal.id)
    found = sorted(mentions, key=in_order)
    again = list(_again(plain, aliases, masked))
    return [proposals[name] for name in sorted(proposals)], merged(found, again, longest=False)


def _unknown(masked: Masked) -> Iterator[Unknown]:
    inner = masked.inner
    for sentence in masked.scene.text.sentences:
        line = inner[sentence.start : sentence.end]
        if sentence.capitals or _title_case(line):
            continue
        for match in _NAME.finditer(inner, sentence.start, sentence.end):
            # “Footwear Council CEO Lena Corrado”: an organisation, an office and who holds it.
            office = _OFFICE_WITHIN.search(inner, *match.span())
            yield from _parts(inner, (match.start(), office.start() if office else match.end()), sentence.start)
            if office:
                yield from _parts(inner, (office.end(), match.end()), sentence.start)
        if _POINT_WITHIN.search(inner, sentence.start, sentence.end):
            for match in _DOMAIN.finditer(inner, sentence.start, sentence.end):
                yield Unknown(*match.span(), match[0])


def _parts(inner: str, place: Place, opening: int) -> Iterator[Unknown]:
    """Strip titles and words that only open a sentence from a run of capitalised words."""
    start, end = place
    words = list(re.finditer(r"\S+", inner[start:end]))
    while words and (
        words[0][0].rstrip(".,") in (*_STOP, "and", "&", "of", "for") or re.fullmatch(_TITLES, words[0][0])
    ):
        words.pop(0)
    while (
        words
        and (words[-1][0] in _STOP or words[-1][0] in ("of", "for", "and", "&"))
        and words[-1][0] not in ("Inc", "Ltd", "Group", "Market", "Markets")
    ):
        words.pop()
    if words:
        low, high = start + words[0].start(), start + words[-1].end()
        text = (
            inner[low:high].rstrip(".")
            if not re.search(r"\b(?:Inc|Ltd|Co|Corp|[A-Z])\.$", inner[low:high])
            else inner[low:high]
        )
        if len(words) > 1 or low > opening:
            yield Unknown(low, low + len(text), text)


def _classify(masked: Masked, unknown: Unknown) -> Proposal | None:
    inner = masked.inner
    before, after = inner[max(0, unknown.start - 60) : unknown.start], inner[unknown.end : unknown.end + 90]
    words = unknown.words
    where = (unknown.start, unknown.end)
    if _DOMAIN.fullmatch(words):
        return Proposal(f"market/{slug(words)}", "OnlineMarket", words, where, "an address on the web", 0.55)
    for suffix, cls, kind, why in _SUFFIX:
        if suffix.search(words) and " " in words:
            return Proposal(f"{kind}/{slug(words)}", cls, words, where, why, 0.6)
    tokens = words.split()
    capital = [t for t in tokens if t[0].isupper()]
    person = 2 <= len(tokens) <= 4 and len(capital) >= 2 and all(t[0].isupper() or t in _PARTICLES for t in tokens)
    person = (
        person
        and not _NO_PERSON.search(words)
        and not any(t.isupper() and len(t) > 2 for t in tokens)
        and not any(c.isdigit() for c in words)
    )
    plain = masked.scene.text.plain
    titled = _BEFORE.search(before) or plain.endswith(" Representative ", 0, unknown.start)
    if person and (titled or _AFTER.match(after)):
        return Proposal(
            f"person/{slug(words)}", "Person", words, where, "named where a person speaks or holds an office", 0.7
        )
    speaks = re.match(rf"^ {_SAYS}\b|^, (?:said|says|wrote|added)\b", after) and not _NO_PERSON.search(words)
    # One plain word that speaks may as well be a person of whom the text said more elsewhere: nothing is proposed.
    plain_word = len(tokens) == 1 and (words[1:].islower() or (words.isupper() and len(words) > 6))
    if speaks and len(tokens) <= 3 and len(words) > 2 and not plain_word:
        return Proposal(
            f"company/{slug(words)}",
            "Company",
            words,
            where,
            _GUESS,
            0.5,
        )
    return None


_LISTED = Cued(
    pattern(
        r"(?:<E>|<L>|[Tt]he list) (?:also )?(?:includes?|included|names?|named|identifie[sd]|lists|listed|features?|adds|added|cites?) (?P<zone>[^.;]{3,200})"
    ),
    "include includes included name names named identifies identified lists listed feature features featured adds added cite cites cited",
)


def listed_unknowns(masked: Masked, known: Iterable[Mention]) -> Iterator[Proposal]:
    """Propose markets for unknown names that stand in a row with what the list is said to hold."""
    taken = {m.start for m in known}
    for match in _LISTED.throughout(masked.inner, masked.scene.text):
        zone = re.split(r"\b(?:which|that|who|as|for|because|after|while)\b", match["zone"])[0]
        for name in _NAME.finditer(masked.inner, match.start("zone"), match.start("zone") + len(zone)):
            for unknown in _parts(masked.inner, name.span(), -1):
                if unknown.start not in taken and unknown.words not in _STOP and len(unknown.words) > 2:
                    yield Proposal(
                        f"market/{slug(unknown.words)}", "OnlineMarket", unknown.words, (unknown.start, unknown.end),
                        "stands in a row with what the list holds", 0.5,
                    )  # fmt: skip


def _again(plain: str, aliases: dict[str, str], masked: Masked) -> Iterator[Mention]:
    for words, entity in aliases.items():
        if len(words) < 3:
            continue
        for match in re.finditer(rf"(?<![\w-]){re.escape(words)}(?![\w-])", plain):
            if not any(
                c in (FILL, STOP) or "\ue000" <= c <= "\ue008" for c in masked.inner[match.start() : match.end()]
            ):
                yield Mention(*match.span(), entity, UNKNOWN, "proposed-again", 0.6)


def _title_case(line: str) -> bool:
    if line.rstrip()[-1:] in ".!?:":
        return False
    words = re.findall(r"\b[A-Za-z]{4,}", line)
    return len(words) > 3 and sum(w[0].isupper() for w in words) > 0.7 * len(words)


def slug(words: str) -> str:
    """Make the slug of an id from a name: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9.]+", "-", plain.replace("'", "").replace("&", "and")).strip("-.") or "unnamed"
