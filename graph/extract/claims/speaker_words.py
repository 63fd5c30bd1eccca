"""The words by which English tells who speaks: names, roles, reports and pronouns before and behind a speaking verb."""

import re

from graph.extract.cues import Cued
from graph.extract.masks import pattern

_AUX = (
    r"(?:also|then|later|immediately|subsequently|further|furthermore|repeatedly|again|today|yesterday|now|already|"
    r"often|long|always|just|never|not|n't|has|have|had|is|was|are|were|been|did|does|do|itself|himself|herself|"
    r"once|meanwhile|too|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"in turn|for (?:its|his|her|their) part|in (?:a|its|his|her|an) [\w ]{3,40}?|instead|still|even|[a-z]+ly)"
)
_TAIL = rf"(?:,? {_AUX})*,? ?$"
_ASIDE = r"(?: ?\([^()]{1,60}\))?(?:, (?!and |but |while |which said )[^;:]{2,160}?,|, (?!and |but )[^,;:]{2,120},)?"
_NOUNS = (
    "spokesperson spokesman spokeswoman spokespeople spokespersons spokesmen official officials executive executives representative representatives analyst "
    "analysts expert experts lawyer lawyers attorney attorneys counsel manager managers management director directors chair chairman chairwoman ceo founder "
    "secretary minister ambassador commissioner head source sources critics observers insiders brands groups associations lawmakers senators operator operators "
    "owner owners police authorities regulator regulators prosecutor prosecutors shopkeeper shopkeepers trader traders vendor vendors company firm"
)
_ROLES = (
    r"(?:(?:vice[- ])?president|chief executive(?: officer)?|co-founder|rights? ?holders|brand owners|"
    + "|".join(sorted(_NOUNS.replace("ceo", "CEO").split(), key=len, reverse=True))
    + ")"
)
_ROLES_CUES = f"{_NOUNS} president holders rightsholders rightholders"
NAMED = pattern(
    rf"(<OPCXMH>(?:(?:,(?: the)? <OPCXMH>){{0,5}},? and(?: the)? <OPCXMH>)?)(?: office)?(?: of (?:the )?<C>)?(?: in (?:[A-Z]\w+|<CX>))?{_ASIDE}{_TAIL}"
)
ROLE = Cued(
    pattern(
        r"\b((?:(?:[Aa]n?|[Tt]he|[Oo]ne|[Aa]nother|[Ss]ome|[Ss]everal|[Mm]any|[Tt]wo|[Ii]ts|[Tt]heir|[Ss]enior) )?"
        rf"(?:[\w-]+ ){{0,2}}?(?:<OCMX>(?:'s?)? )?(?:[\w-]+ ){{0,2}}?{_ROLES}"
        rf"(?: (?:for|of|at|from|with|in) (?:the )?<OCMX>(?: (?:website|site|app|platform|group))?)?(?: (?:for|of|at|from|familiar with|close to|briefed on) [\w' -]{{2,50}})?){_ASIDE}{_TAIL}"
    ),
    _ROLES_CUES,
)
PRONOUN = Cued(pattern(rf"(?:^|[ \"'(])([Ii]t|[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e){_TAIL}"), "it he she they i we")
REPORT = pattern(rf"((?:<E>|<L>)){_ASIDE}{_TAIL}")
OWN = Cued(
    pattern(
        rf"(<OC>'s? (?:[\w-]+ ){{0,3}}(?:report|statement|letter|comments?|submission|filing|announcement|release|notice|website|blog)){_TAIL}"
    ),
    "report statement letter comment comments submission filing announcement release notice website blog",
)
AFTER_NAMED = pattern(r"^ (?:the )?((?:<OC>(?:'s)? (?:[A-Za-z-]+ ){0,4})?<P>|<X>|<OPCMH>)(?! ?'s)")
AFTER_ROLE = pattern(
    rf"^ ((?:an?|the|one|its|another) (?:[\w-]+ ){{0,2}}?(?:<OCM>(?:'s?)? )?(?:[\w-]+ ){{0,2}}?{_ROLES}(?! (?:spokes|official|executive|representative))"
    r"(?: (?:for|of|at|from|with) (?:the )?<OCMX>)?)"
)
AFTER_REPORT = pattern(r"^ (?:the |its |this )?(?:latest |new |annual |[a-z]+'s )*(<EL>)(?! ?'s)")
AFTER_TITLED = pattern(r"^ (?:the )?(?:[A-Za-z.-]+,? ){0,5}?(<P>|<X>)")
# “advocates for listing Amazon have cited”: what is listed does not speak.
GERUND = re.compile(r"\b(?:for|by|of|about|against|to|with|in|from|on) \w+ing (?:the )?$")
ROLE_WORD = re.compile(rf"\b{_ROLES}\b")
AGENT = re.compile(r"[\ue000\ue001\ue002\ue006\ue007\ue009]")
# “said Customs Bureau acting director Ada Lorne”: the person speaks, not her house.
THEN_PERSON = pattern(r"(?:'s?)? (?:[A-Za-z-]+,? ){1,6}(<PX>)")
