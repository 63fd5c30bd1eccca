"""The words by which English tells that a market was put on a list, is still on it, or was taken off."""

import re

from graph.extract.cues import Cued
from graph.extract.masks import pattern

_ON = r"(?:part of|on(?:to)?|to|in|among|as part of|at the top of)"
_OFF = r"(?:from|off(?: of)?|on|in)"
_THE_LIST = (
    r"(?:(?:the|its|their|this|that|a|an|US|U\.S\.|<OC>'s?|(?:this|last) year's|so-called|famous|infamous|annual|yearly|latest|new|current|most recent|updated|first|second|official|"
    r"(?:government|regulator|office|representative|administration|agency|country|nation|watchdog)(?:'s)?|[\"'‘“]|\d{4}|<OC>|of|trade|roll of shame|dishonou?r roll) ?)*"
    r"(?:<L>|<E>|it(?=[ ,.;]|$)|(?:black ?|naughty |watch ?|piracy )?list\b(?! of)|blacklist|roll of shame|notorious markets?)"
)
_AUX = r"(?:(?:is|are|was|were|be|been|being|has|have|had|also|again|newly|once|still|now|recently|first|previously|just|finally|subsequently|\w+ly) )*"
# Verbs that put a market on the list, with the status that the verb alone gives.
_LISTED = (
    "added adds add listed lists included includes include named names placed places put puts designated designates identified identifies flagged flags "
    "cited cites retained retains kept keeps blacklisted blacklists returned restored reinstated relisted highlighted categorised categorized classified "
    "branded labeled labelled mentioned featured inducted recognised recognized tagged maintained"
)
_LISTS = rf"(?:(?:re-?)?(?:{_LISTED.replace(' ', '|')}|singled out|called out))"
_LISTS_CUES = " ".join(
    (*_LISTED.split(), *(f"re{verb}" for verb in _LISTED.split()), "singled", "resingled", "called", "recalled")
)
_DROPS = r"(?:removed|removes|dropped|drops|drop|delisted|delists|deleted|struck|(?:taken|took|takes)(?=[^.;]{0,60}? off\b)|omitted|excluded|cleared|scrubbed|pulled)"
_STAYS = (
    r"(?:remains?|remained|stays?|stayed|continues? to (?:be(?: part)?|feature|appear)(?: listed| included| named)?|continued to be(?: listed)?|"
    r"retains?(?: (?:its|a))? (?:place|spot|position)|is still|are still|keeps its (?:place|spot))"
)
_APPEARS = r"(?:(?:re-?)?appear(?:s|ed)?|features?|featured|featuring|figures?|figured|is|are|was|were|stands?|(?:has|have) been|came|comes|lands?|landed|ended up|found (?:itself|themselves))"
_JOINS = r"(?:joins?|joined|ma(?:kes|de) it (?:on)?to|makes?|made|enters?|entered|rejoins?|rejoined|returns? to|returned to|landing(?: anew| again| back)? on|makes? (?:its|their) (?:debut|return) (?:on|to|in)|lands? on|landed on|(?:is|are) back on|back on(?:to)?|(?:has|have) (?:joined|made|landed on|returned to))"

# “the list, which is kept by the office”: it is the list that is kept.
PASSIVE = Cued(
    pattern(rf"\b(?:is|are|was|were|been|being|has|have|,) {_AUX}?(?!(?:kept|maintained) by\b)({_LISTS})\b"),
    _LISTS_CUES,
)
ACTIVE = Cued(
    pattern(
        rf"(?:(?:<OC>|<E>|<L>|it|It|government|office|administration|States|which)\)?(?: ?\([^)]*\))?,?(?: on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?)? (?:has |had |have |also |again |once again |once more |for the first time |newly |then |recently |today |first |\w+ly )*)({_LISTS})\b"
    ),
    _LISTS_CUES,
)
STAYS = Cued(
    pattern(
        rf"\b({_STAYS})(?: \w+)? (?:listed\b|named\b|included\b|{_ON} {_THE_LIST})|\b(continues? to be listed|remains? listed|retains? (?:its )?(?:place|spot) {_ON} {_THE_LIST})"
    ),
    "remain remains remained stay stays stayed continue continues continued retain retains still keeps",
)
APPEARS = Cued(
    pattern(
        rf"\b({_APPEARS})(?: (?:also|again|still|now|once again|once more|back|newly|currently|among the [\w ]{{3,30}}|one of [\w ]{{3,60}}|[\w]+ly))* {_ON} {_THE_LIST}"
    ),
    "on onto to in among of at",
)
JOINS = Cued(
    pattern(rf"\b({_JOINS}) {_THE_LIST}"),
    "join joins joined make makes made enter enters entered rejoin rejoins rejoined return returns returned land lands landed landing back",
)
REMOVES = Cued(
    pattern(rf"\b({_DROPS})\b(?=[^.;]{{0,160}}?(?:{_OFF} {_THE_LIST}|<E>|<L>|,|\.|$))"),
    "removed removes dropped drops drop delisted delists deleted struck taken took takes omitted excluded cleared scrubbed pulled",
)
GONE = Cued(
    pattern(
        rf"\b(no longer (?:on|in|appears?|features?|listed|included|figures?)|(?:does|do|did) not (?:re-?appear|appear (?:again|(?:{_ON} {_THE_LIST} )?this (?:year|time)))|(?:is|are|was|were) (?:now |also |conspicuously |notably )?(?:absent|missing|gone) from|(?:left|leaves|came off|comes off|escaped|exited)(?= {_THE_LIST}))"
    ),
    "longer not absent missing gone left leaves came comes escaped exited",
)
COMPANION = Cued(
    pattern(
        rf"(?:<M>|\b(?:[Tt]hey|[Bb]oth)\b|\b[Tt]he (?:two |new )?(?:platforms|sites|apps|marketplaces|pair|two)\b)(?: ?\([^)]*\))?(?:, [^,;.]{{2,60}},)? (?:has |have |now )?(joins?|joined|is joining) (?:[\w-]+ ){{0,5}}?(?:<M>[^.;]{{0,90}}?) {_ON} {_THE_LIST}"
    ),
    "join joins joined joining",
)
GERUND = Cued(
    pattern(
        r"\b((?:continuing|continues|continued) to (?:identify|list|include|name)|identifying|naming|adding|listing|designating|including)\b(?: for the first time)?(?= (?:the )?(?:[\w-]+ |<C>(?:[\w-]+ )?){0,8}?<M>)"
    ),
    "continuing continues continued identifying naming adding listing designating including",
)
DROPPING = Cued(
    pattern(r"\b(dropping|removing|delisting)\b(?= (?:the )?(?:[\w-]+ ){0,3}<M>)"), "dropping removing delisting"
)
ANEW = Cued(
    pattern(
        r"\b(appears?|appeared|features?|is included|was included|is named|was named) (?:for the (?:first|second|third|fourth|fifth) time|again|once more|anew)\b"
    ),
    "again anew more time",
)
FLAGGED = Cued(
    pattern(
        rf"\b(?:is|are|was|were|remains?|remained) (?:again |also |still )?(?:(?:among|one of|two of) (?:only |just )?(?:the |those |several |\d+ |<G> )?|the (?:only|lone|sole) )(?:[\w-]+ |in (?:the )?<C> |<C>-? ){{0,9}}?({_LISTS})\b"
    ),
    "among one two only lone sole",
)
NOMINAL = Cued(
    pattern(
        rf"\b(inclusion|listing|identification|designation|addition|naming|relisting|re-listing|reinstatement)(?: on {_THE_LIST})? of (?=[^.;]{{0,60}}?<M>)"
    ),
    "inclusion listing identification designation addition naming relisting reinstatement",
)
OWN_NOMINAL = Cued(
    pattern(
        rf"(<M>|<O>)'s? ((?:continued |renewed |repeated )?(?:inclusion|listing|relisting|designation|presence|reappearance|place)) {_ON} {_THE_LIST}"
    ),
    "inclusion listing relisting designation presence reappearance place",
)
GONE_TOO = Cued(pattern(r"\b(Gone(?: too| also)?,? (?:is|are|was|were)) (?=[^.;]{0,60}?<M>)"), "gone")
DECIDED = Cued(
    pattern(
        r"\b((?:decision|move)(?: by (?:the )?<O>)? to (?:include|add|list|name|place|put|keep|re-?list|return|blacklist|designate))\b(?=[^.;]{0,60}?<[MO]>)".replace(
            "<[MO]>", "<MO>"
        )
    ),
    "decision move",
)
BECAME = Cued(
    pattern(
        rf"\b((?:(?:is|was|became|becomes|become) )?(?:the )?(?:latest|newest) (?:[\w-]+ |<C>){{1,6}}?(?:to be )?(?:added|named|listed|included|placed|put)) {_ON} {_THE_LIST}"
    ),
    "latest newest",
)
INVERTED = Cued(
    pattern(
        rf"\b((?:[Nn]amed|[Ii]ncluded|[Ll]isted|[Ff]eatured|[Aa]lso)(?: also)? (?:on|in) {_THE_LIST} (?:is|are|was|were)) (?=(?:the )?(?:[\w-]+ |<C>'s? ){{0,5}}?<M>)"
    ),
    "named included listed featured also",
)
# “added in 2008, removed in 2012 and put back in 2016”: what follows shares the subject of the first verb.
_THEN = r"(?:,|,? and|,? but|,? then)(?: (?:was|then|later|subsequently|finally|only))*"
THEN_OFF = Cued(
    pattern(rf"{_THEN} (removed|dropped|delisted|taken off)(?: from it| again)? in (?=\d{{4}})"),
    "removed dropped delisted taken",
)
THEN_ON = Cued(
    pattern(
        rf"{_THEN} (re-?added|put back|re-?listed|returned|reinstated|restored)(?: on it| to it| again)? in (?=\d{{4}})"
    ),
    "readded added put relisted listed returned reinstated restored",
)
LONG_LISTED = Cued(
    pattern(
        r"\b((?:long-?time|long-standing|perennial|repeat|existing|returning|perpetual|fellow|veteran) (?:[\w-]+ ){0,2}?(?:entries|entrants?|entry|offenders?|names|fixtures?|listees?))\b,?(?= (?:the )?(?:[\w-]+ ){0,3}?<M>)"
    ),
    "entries entrant entrants entry offender offenders names fixture fixtures listee listees",
)
NEWLY_LISTED = Cued(
    pattern(
        r"\b((?:first-time|new|newly listed|new and notable) (?:[\w-]+ ){0,2}?(?:entries|entrants?|entry|additions?|listees?|newcomers?))\b,?(?: -+ | \u2013 |: |, | )(?=(?:the )?(?:[\w-]+ ){0,3}?<M>)"
    ),
    "entries entrant entrants entry addition additions listee listees newcomer newcomers",
)
IN_REPORT = Cued(
    pattern(
        r"\b(describe[sd]?|slam(?:s|med)?|blast(?:s|ed)?|criticize[sd]?|single[sd] out|call(?:s|ed) out|target(?:s|ed)|point(?:s|ed) to|mention(?:s|ed)|accuse[sd])\b(?= (?:[\w-]+ |<CO> ){0,8}?(?:-+ namely )?<M>)"
    ),
    "describe describes described slam slams slammed blast blasts blasted criticize criticizes criticized singled singles called calls target targets targeted points pointed mention mentions mentioned accuse accuses accused",
)
WITHIN_REPORT = pattern(r"(?:^|\b)[Ii]n (?:its|the|their|this year's|the (?:US|U\.S\.)) (?:[\w-]+ ){0,4}?(?:<L>|<E>)")
HOLDS = Cued(
    pattern(
        r"(?:<E>|<L>|(?:[Tt]he|[Tt]his year's) (?:annual |latest |new )?list)(?: ?\([^)]*\))?(?:, [^,.;]{3,80},)? (?:also |again |once again )*"
        r"(includes?|included|names?|named|identifie[sd]|lists|listed|cites?|cited|features?|featured|highlights?|flags?|flagged|contains?|singles? out|singled out|retains?|adds)\b"
    ),
    "include includes included name names named identifies identified lists listed cite cites cited feature features featured highlight highlights flag flags flagged contain contains contained single singles singled retain retains adds",
)
AMONG = Cued(
    pattern(
        rf"\b(?:(?:[Tt]he|[Tt]hese) (?:[\w-]+ ){{0,4}}?(?:markets|sites|websites|platforms|marketplaces|bazaars|malls|names)(?: that| which)?(?: (?:is|are|was|were|have|has|had|found|find|mention|a|place|named|listed|included|cited))* (?:in|on) {_THE_LIST} (?:are|were|include[sd]?) )|"
        r"\b(?:(?:other|those|newly|new|Other|Those|Among|among|New)(?: [\w-]+){0,4} (?:markets|sites|platforms|marketplaces|entries|additions|names|listed|named|list|blacklist|identified|year)[^.;:]{0,40}?(?: are|include[sd]?|is|were|:) )"
    ),
    "other those newly new among markets sites websites platforms marketplaces bazaars malls names",
)
# “The four markets are A, B, C and D”, “These include A and B”: that they are listed, the sentence before tells.
MARKETS_ARE = Cued(
    pattern(
        r"\b(?:(?:Other than [^,.;]{3,60}, the|[Tt]he|[Tt]hese|[Tt]hose) (?:other )?(?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?:other )?"
        r"(?:[\w-]+ |<C> ){0,3}?(?:markets|sites|platforms|marketplaces|complexes) are |[Tt]hese include )"
    ),
    "are include",
)
# A company's own sites: “Amazon's overseas operations”.
OWN_SITES = pattern(
    r"'?s? (?:[a-z-]+ ){0,2}(?:domain names|domains|operations|sites|websites|platforms|marketplaces|stores|storefronts|portals)\b"
)
NEW = re.compile(
    r"\b(?:[Ff]or the first time|newly|new to the|debut|first-time|was added|were added|new entr|new additions?|New this year)\b"
)
AGAIN = re.compile(
    r"\b(?:back (?:on|onto|to|in)|put back|re-?listed|return(?:s|ed)?(?: to| after)?|reinstated|restored|rejoin(?:s|ed)?|re-?added|again after)\b"
)
STILL = re.compile(
    r"\b(?:long-?time|perennial|repeat offenders?|remains?|remained|continues? to|continued to|continuing to|still (?:on|in|listed|included|named|part|among|appears?|features?|being|a)\b|stays?|retain(?:s|ed)?|yet again|for another time|again|once more|once again|(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+th|\d+rd|consecutive) (?:consecutive )?(?:year|time)|in a row)\b"
)  # fmt: skip
UNREAL = re.compile(
    r"\b(?:not|never|n't|may|might|could|would|should|can|cannot|must|ought|will|if|whether|unless|likely|unlikely|possibl[ye]|potential(?:ly)?|"
    r"expected|considering|considers|threat(?:en(?:ed|s)?)?|fear(?:s|ed)?|avoid(?:s|ed|ing)?|risk(?:s|ed)?|hope[sd]?|wants?|wanted|seek(?:s|ing)?|sought|asked|asking|asks|urged|urges|urging|"
    r"request(?:s|ed|ing)?|recommend(?:s|ed|ing)?|called for|calls for|calling for|propos(?:e[sd]?|ing)|nominat(?:e[sd]?|ing)|petition(?:ed)?|lobb(?:y|ied|ying)|pressed|push(?:ed|ing) for|"
    r"denie[sd]|deny|rumou?rs?|speculat\w+|reportedly be|without|rather than|instead of|calls? on|called on|to be|to (?:re-?)?(?:add|include|list|name|put|place|remove|drop|designate|keep)|demand(?:s|ed)?|support(?:s|ed)? (?:the )?(?:inclusion|listing)|oppos\w+|argued? for|against)\b"
)  # fmt: skip
NO_FACT_BEFORE = re.compile(r"\b(?:so far|neither|none of|no)\b")
CLAUSE = pattern(
    r"(?=[\s.,:;\u2014])(?:;|(?<!NASDAQ)(?<!NYSE)(?<!HKEX)(?<!SEHK):|\u2014| - |(?<!Mr)\. (?=[A-Z'\ue000-\ue010])|, (?:while|whereas|although|though|but|and (?=<MOGP>(?: ?\([^)]*\))? (?:was|were|is|are|has|have|had|[a-z]+ed|[a-z]+s)\b)|after|before|when|because|since|despite|so|as(?! well))\b| (?:while|whereas|although|though|but|after|because|if|unless|when|even though|even as|despite|years after) )"
)
SUCH_AS = pattern(r",? (?:such as|including|like|among them|notably|namely|corresponding to|e\.g\.) ")
ALONG = pattern(r",? (?:along with|as well as|together with|alongside) ")
PAST = re.compile(
    r"\b(?:for a (?:time|while)|having been|after being|years? ago|decades? ago|in the past|previously|formerly|earlier editions?|past editions?|past years|previous (?:years|editions|lists))\b"
)
BY_MAKER = re.compile(
    r"^(?:[Gg]one\b|(?:continu\w+ to )?(?:re-?)?(?:designat|identif|list|nam|add|flag|inclu|put|plac|retain|kept|keeps|drop|remov|relist|blacklist))"
)
RELATIVE = pattern(r"(?:, | )(?:which|who|whose|that|where)\b[^,;.]*")
