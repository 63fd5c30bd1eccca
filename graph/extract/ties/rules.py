"""The patterns that tell who operates or owns a market, each with the words without which it cannot match, and their facts."""

from dataclasses import dataclass

from graph.extract.cues import Cued
from graph.extract.found import Fact, Mention, Place
from graph.extract.masks import Masked, pattern
from graph.extract.text import FILL, STOP

ADJECTIVES = (
    r"(?:(?:hugely|very|highly|wildly|immensely|popular|flagship|main|ubiquitous|huge|giant|giants|online|on-line|e-?commerce|famous|local|global|"
    r"ecommerce|shopping|messaging|super|social|consumer|consumer-facing|retail|buying|web-based|cellular|mobile|cloud|storage|video|streaming|auction|"
    r"media|network|marketplaces?|platforms?|apps?|applications?|sites?|websites?|services?|stores?|outlets?|portals?|bazaars?|brands?|Chinese|Russian|Indian|"
    r"Indonesian|English-language|Chinese-language|instant|short-video|wholesale|discount|group-buying|cross-border|flea|market-like|"
    r"business-to-business|customer-to-customer|consumer-to-consumer|peer-to-peer|B2B|B2C|C2C|own|well-known|largest|biggest|international|overseas|foreign|domestic|"
    r"sprawling|vast|massive|controversial|embattled|\w+-based) )"
)
NOUNS = "marketplace marketplaces platform platforms app apps application applications site sites website websites service services store stores portal portals bazaar network mall forum tracker ecosystem"
_NOUN = rf"(?:{NOUNS.replace(' ', '|')}|search engine)"
_SINGULAR = r"(?:marketplace|platform|app|application|site|website|service|store|portal|network|mall|search engine)"
_PLURAL = r"(?:marketplaces|platforms|apps|applications|sites|websites|services|stores|portals|networks)"
_PART = r"(?:unit|subsidiary|arm|division|offshoot|business)"
_ITEM = r"<MX>(?: ?\([^)]{1,40}\))?"
_LINK = (
    r" (?:and|&)(?: the| its)?(?: (?:online|e-commerce|shopping|marketplace|platform|site|app|cloud|storage|service))*"
)
# Of names in a row, only the last stands after an “and”: what follows a second one is told of somebody else.
LIST = rf"{_ITEM}(?:(?:, {_ITEM}){{1,6}},?{_LINK} {_ITEM}|,? as well as {_ITEM}|{_LINK} {_ITEM})?"
# A mention must be read to its end before what follows it may rule it out.
END = f"(?![{FILL}{STOP}])"
NO_OWNER = rf"{END}(?!'s?\s|-|\s(?:co-?)?founders?\b|\s(?:parent|owner|unit|subsidiary|chair|billionaire|CEO|executive|employee|rival|competitor|critic))"
_PARENT_OF = r"(?:<OXM>(?:'s)? (?:parent|owner)(?: company)? )?"
BY = (
    r" by (?:the )?(?:(?:(?!\b(?:by|who|that|which|whose|rivals?|from|against|than|not|at|to)\b)[^,.;:\n\ue000\ue002]){0,60}?"
    rf"(?:(?:company|giant|group|firm|conglomerate|retailer|titan),)? )??(?:<OCX>-based )?(?:<X> )?{_PARENT_OF}(<OXPM>){NO_OWNER}"
)
_RUN = r"(?:operated|run|managed)"
_OWN = r"(?:majority-owned|owned|controlled|acquired|bought)"
_APPOSED = r"(?: ?\([^)]{1,40}\))?, (?:which (?:is|was|are) |that is |now |a |an |the |one |another )?[^.;:\ue000\ue002]{0,110}?"
_NOW = r"(?:also |now |currently |both |wholly |jointly |majority |partly |all ){0,2}"
OWNER = r"(?:owner|parent(?: company| firm| group)?)"
_COMPANY = r"(<OXM>)(?: ?\([^)]*\))?"
# What follows a market's name where the name only tells of what kind it is: “Alibaba's Taobao ban”.
OTHER_HEAD = rf"{END}(?!'s?\s| (?:bid|acquisition|takeover|deal|talks|stake|investment|ban|lawsuit|case|rival|competitor|investors?|founders?|boss|chief|CEO)\b)"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with its cues, the tie it makes, which group is the market (or the thing owned) and which its company.

    Of markets in a row the tie holds for `all`, or for sure only for the one next to the company: `first` or `last`.
    """

    name: str
    kind: str
    shape: Cued
    thing: int
    company: int
    confidence: float
    holds: str


def _rule(
    name: str, kind: str, written: str, thing: int, company: int, confidence: float, cues: str, holds: str = "all"
) -> Rule:
    return Rule(name, kind, Cued(pattern(written), cues), thing, company, confidence, holds)


# The passive with both verbs (“owned and operated by”) is operation: who runs a market is what the list asks.
RULES = (
    _rule("apposition-run-by", "Operation", rf"(<M>){_APPOSED}\b(?:owned and )?{_RUN}(?: and owned)?{BY}", 1, 2, 0.9, "operated run managed"),
    _rule("apposition-owned-by", "Ownership", rf"(<M>){_APPOSED}\b{_OWN}{BY}", 1, 2, 0.9, "owned controlled acquired bought"),
    _rule("are-run-by", "Operation", rf"({LIST}),? (?:are|were|which are|that are|both|all) {_NOW}(?:owned and )?{_RUN}{BY}", 1, 2, 0.9, "operated run managed"),
    _rule("are-owned-by", "Ownership", rf"({LIST}),? (?:are|were|which are|that are|both|all) {_NOW}{_OWN}{BY}", 1, 2, 0.9, "owned controlled acquired bought"),
    _rule("is-run-by", "Operation", rf"({LIST})(?: marketplace| platform| app| site)?(?:,| -| \()? ?(?:is |was |which is |that is |which was )?{_NOW}(?:owned and )?{_RUN}{BY}", 1, 2, 0.9, "operated run managed", "last"),
    _rule("is-owned-by", "Ownership", rf"({LIST})(?: marketplace| platform| app| site)?(?:,| -| \()? ?(?:is |was |which is |that is |which was )?{_NOW}{_OWN}{BY}", 1, 2, 0.9, "owned controlled acquired bought", "last"),
    _rule("belongs-to", "Ownership", rf"({LIST}),? (?:which |that )?{_NOW}(?:belong|belongs|belonging) to (?:the )?(?:[\w'-]+ |<C>(?:'s)? ){{0,4}}?(<OXM>){NO_OWNER}", 1, 2, 0.85, "belong belongs belonging", "last"),
    _rule("which-runs", "Operation", rf"{_COMPANY},? which (?:also |now |currently )?(?:operates|runs|owns and operates|manages) (?:the )?{ADJECTIVES}{{0,4}}({LIST})", 2, 1, 0.85, "operates runs manages"),
    _rule("which-owns", "Ownership", rf"{_COMPANY},? which (?:also |now |currently )?(?:owns|controls) (?:the )?{ADJECTIVES}{{0,4}}({LIST})", 2, 1, 0.85, "owns controls"),
    _rule("runs", "Operation", rf"{_COMPANY} (?:also |now |currently )?(?:operates|runs|owns and operates) (?:the )?{ADJECTIVES}{{0,4}}({LIST})", 2, 1, 0.85, "operates runs"),
    _rule("owns", "Ownership", rf"{_COMPANY} (?:also |now |currently )?(?:owns|controls) (?:all of )?(?:the )?{ADJECTIVES}{{0,4}}({LIST}){OTHER_HEAD}", 2, 1, 0.85, "owns controls"),
    _rule("buys", "Ownership", rf"{_COMPANY} (?:has |had )?(?:also )?(?:acquired|bought) (?:the )?{ADJECTIVES}{{0,4}}({LIST}){END}(?=\s?[,.;)\n]| (?:in|for|from|last|this|earlier|outright)\b|\s?$)", 2, 1, 0.8, "acquired bought"),
    _rule("company-behind", "Operation", rf"\b(?:company|firm) (?:behind|that (?:runs|operates)|which (?:runs|operates)) ({LIST}), (<OX>){NO_OWNER}", 1, 2, 0.85, "behind runs operates"),
    _rule("which-it-runs", "Operation", r"(<M>)(?: ?\([^)]*\))?,? which (<OX>) (?:has )?(?:operates|operated|runs|run|owns and operates)\b", 1, 2, 0.9, "operates operated runs run"),
    _rule("which-it-owns", "Ownership", r"(<M>)(?: ?\([^)]*\))?,? which (<OX>) (?:has )?(?:owns|owned|controls|controlled)\b", 1, 2, 0.9, "owns owned controls controlled"),
    _rule("operator-of", "Operation", rf"{_COMPANY}(?:,| is| was)? ?\(?(?:the |an? )?(?:[\w-]+ ){{0,3}}?(?:operators?|makers?|developers?|company (?:behind|that runs|that operates)|firm behind) (?:of )?(?:the )?{ADJECTIVES}{{0,3}}({LIST})", 2, 1, 0.85, "operator operators maker makers developer developers behind runs operates"),
    _rule("owner-of", "Ownership", rf"{_COMPANY}(?:,| is| was)? ?\(?(?:the |an? )?(?:[\w-]+ ){{0,3}}?{OWNER} of (?:the |<C>'s? )?{ADJECTIVES}{{0,4}}(?:(?:such as|like|including) )?({LIST})", 2, 1, 0.85, "owner parent"),
    _rule("possessive", "Operation", rf"(<OM>)(?: \([^)]{{1,12}}\))?'s? (?:\([^)]{{1,12}}\) )?{ADJECTIVES}{{0,4}}({LIST}){OTHER_HEAD}", 2, 1, 0.8, "'", "first"),
    _rule("possessive-plural", "Operation", rf"(<OM>)'s? {ADJECTIVES}{{0,4}}({LIST}) {_PLURAL}\b", 2, 1, 0.8, "'"),
    _rule("plural-possessive", "Operation", rf"(<OM>)(?:'s?)? (?:two |three |four |several )?{ADJECTIVES}{{0,4}}{_PLURAL} (?:namely )?({LIST})", 2, 1, 0.8, "marketplaces platforms apps applications sites websites services stores portals networks"),
    _rule("two-possessive", "Operation", rf"(<OM>)(?:'s?)? two {ADJECTIVES}{{0,4}}{_PLURAL}(?:,| -|:) (<M>{_LINK} <M>)", 2, 1, 0.8, "two"),
    _rule("noun-possessive", "Operation", rf"(<OM>) {ADJECTIVES}{{0,3}}{_SINGULAR} (<M>){OTHER_HEAD}", 2, 1, 0.75, "marketplace platform app application site website service store portal network mall engine"),
    _rule("apposition-possessive", "Operation", rf"(<M>)(?: ?\([^)]*\))?, (<OM>)'s? [^,.;\ue000\ue002]{{0,60}}?\b{_NOUN}\b", 1, 2, 0.85, f"{NOUNS} engine"),
    _rule("apposition-of", "Operation", rf"(<M>)(?: ?\([^)]*\))?, (?:the|an?|one of the) [^,.;\ue000]{{0,60}}?\b{_NOUN} (?:of|from|by) (?:the )?(?:(?!owner|parent|rival)[\w-]+ ){{0,3}}?(<OM>){NO_OWNER}", 1, 2, 0.8, f"{NOUNS} engine"),
    _rule("company-run", "Operation", rf"(<OXM>)-(?:run|operated) {ADJECTIVES}{{0,4}}({LIST})", 2, 1, 0.85, "run operated", "first"),
    _rule("company-owned", "Ownership", rf"(<OXM>)-(?:owned|controlled) {ADJECTIVES}{{0,4}}({LIST})", 2, 1, 0.85, "owned controlled", "first"),
    _rule("apposition-company-run", "Operation", r"(<M>)(?: ?\([^)]*\))?, (?:an? |the |which is )?(?:[\w-]+ ){0,3}?(<OXM>)-(?:run|operated)\b", 1, 2, 0.85, "run operated"),
    _rule("apposition-company-owned", "Ownership", r"(<M>)(?: ?\([^)]*\))?, (?:an? |the |which is )?(?:[\w-]+ ){0,3}?(<OXM>)-(?:owned|controlled)\b", 1, 2, 0.85, "owned controlled"),
    _rule("platforms-such-as", "Operation", rf"(<OM>)(?:'s| and (?:its |some of its )?)(?:[\w-]+ |<G> ?)?(?:platforms|sites|marketplaces)?,? ?(?:such as|like|including) ({LIST})", 2, 1, 0.75, "such like including"),
    _rule("whose", "Operation", rf"{_COMPANY},? whose (?:{_PLURAL} include )?{ADJECTIVES}{{0,4}}({LIST}){OTHER_HEAD}", 2, 1, 0.8, "whose"),
    _rule("parent-of-possessive", "Ownership", rf"(<M>)(?:'s?)?[ -](?:<C>-based |\w+ ){{0,2}}?{OWNER},? (?:the )?(<OXM>){NO_OWNER}", 1, 2, 0.85, "parent owner"),
    _rule("its-parent", "Ownership", rf"({LIST}),? (?:and|or|with|via) its (?:[\w-]+ ){{0,2}}?{OWNER},? (?:the )?(<OXM>){NO_OWNER}", 1, 2, 0.85, "parent owner", "last"),
    _rule("owner-is", "Ownership", rf"\b{OWNER} of (?:the )?{ADJECTIVES}{{0,3}}({LIST}) (?:is|was) (?:the )?(<OXM>){NO_OWNER}", 1, 2, 0.85, "owner parent"),
    _rule("parent-possessive-after", "Ownership", rf"{_COMPANY}, (?:also |now )?({LIST})'s? (?:\w+ ){{0,2}}?{OWNER}\b", 2, 1, 0.85, "parent owner", "first"),
    _rule("operator-possessive", "Operation", rf"(<M>)(?:'s?)?[ -](?:<C>-based |\w+ ){{0,2}}?(?:operator|maker|developer),? (?:the )?(<OXM>){NO_OWNER}", 1, 2, 0.85, "operator maker developer"),
    _rule("unit-of", "Ownership", rf"(<M>)(?: ?\([^)]*\))?(?:,| is| was|, which is|, now) (?:(?:an?|the) (?:[\w-]+ ){{0,4}}?{_PART}|part) of (?:the )?(?:[\w-]+ ){{0,2}}?{_PARENT_OF}(<OXM>){NO_OWNER}", 1, 2, 0.8, "unit subsidiary arm division offshoot business part"),
    _rule("units-of", "Ownership", rf"({LIST}),? (?:are |were |which are |both |all |two ){{0,3}}(?:wholly-owned |wholly owned )?(?:units|subsidiaries|arms|divisions|part) of (?:the )?(?:[\w-]+ ){{0,2}}?(<OXM>){NO_OWNER}", 1, 2, 0.8, "units subsidiaries arms divisions part"),
    _rule("unit-possessive", "Ownership", rf"(<OXM>)(?:'s?)? (?:[\w-]+ ){{0,3}}?{_PART},? (<M>){OTHER_HEAD}", 2, 1, 0.8, "unit subsidiary arm division offshoot business"),
    _rule("apposition-unit-possessive", "Ownership", rf"(<M>)(?: ?\([^)]*\))?, (<OM>)'s? (?:[\w-]+ ){{0,4}}?{_PART}\b", 1, 2, 0.8, "unit subsidiary arm division offshoot business"),
)  # fmt: skip


def tie(kind: str, thing: str, company: str, where: tuple[Place, ...], rule: str, confidence: float) -> Fact:
    """Make an operation or an ownership."""
    roles = ("operatedMarket", "operator") if kind == "Operation" else ("ownedThing", "owner")
    return Fact(kind, ((roles[0], thing), (roles[1], company)), where, rule, confidence)


def company_named(masked: Masked, mention: Mention | None) -> str:
    """Give who may own or run a market: a company or a person; of a name that a market shares, its company."""
    entity = mention.entity if mention else ""
    if entity.startswith("market/"):
        entity = f"company/{entity.partition('/')[2]}"
        return entity if entity in masked.scene.lexicon.entities else ""
    return "" if entity.startswith(("government/", "publisher/", "association/")) else entity


def is_member(masked: Masked, market: str, group: str) -> bool:
    """Tell whether the register has a market among those of a group."""
    known = masked.scene.lexicon.entities.get(market)
    return bool(group) and known is not None and group in known.groups
