"""Phrases that act as one speaking verb, and the ways of saying nothing."""

import re

from graph.extract.cues import Cued
from graph.extract.masks import pattern

# Verbs of more than one word, and phrases that act as one: pattern with its cues, what it takes, act.
PHRASES = (
    (Cued(re.compile(r"\b(?:hit|hits|hitting|lash|lashed|lashes|lashing|fire|fired|push|pushed) (?:back|out|again) (?:at|against)\b"), "back out again"), "o", "rebuts"),
    (Cued(re.compile(r"\b(?:ask(?:ed|s|ing)?|press(?:ed|es|ing)?|push(?:ed|es|ing)?|lobb(?:ied|ies|ying)) for\b"), "asked asks asking ask press pressed presses pressing push pushed pushes pushing lobbied lobbies lobbying"), "o", "requests"),
    (Cued(re.compile(r"\b(?:point(?:ed|s|ing)? out)\b"), "point pointed points pointing"), "c", "asserts"),
    (Cued(re.compile(r"\b(?:had|has|have) this to say\b"), "say"), "c", "asserts"),
    (Cued(re.compile(r"\b(?:call(?:ed|s|ing)? (?:for|on|upon))\b"), "call called calls calling"), "o", "demands"),
    (Cued(re.compile(r"\b(?:object(?:ed|s|ing)? to|disagree[ds]? with|[td](?:akes|ook) (?:issue|exception) with)\b"), "object objected objects objecting disagree disagreed disagrees issue exception"), "o", "objects"),
    (Cued(re.compile(r"\b(?:express(?:ed|es|ing)? (?:(?:deep|serious|strong|its|his|her|their|great|grave) )*"
                r"(?:concern|concerns|regret|disappointment|dissatisfaction|dismay|opposition|outrage))\b"), "express expressed expresses expressing"), "o", "criticizes"),
    (Cued(re.compile(r"\b(?:express(?:ed|es|ing)? (?:(?:its|his|her|their|strong|deep) )*(?:support|gratitude|appreciation))\b"), "express expressed expresses expressing"), "o", "welcomes"),
    (Cued(re.compile(r"\b(?:(?:is|was|were|are) (?:very |deeply |extremely )?(?:disappointed|dismayed|saddened|outraged))\b"), "disappointed dismayed saddened outraged"), "o", "criticizes"),
    (Cued(re.compile(r"\b(?:(?:is|was|were|are) (?:very |deeply )?(?:pleased|grateful|delighted|encouraged|gratified))\b"), "pleased grateful delighted encouraged gratified"), "o", "welcomes"),
    (Cued(re.compile(r"\b(?:took aim at|takes aim at|found fault with|finds fault with|raised (?:\w+ )?concerns? (?:about|over|with))\b"), "took takes finds found raised"), "o", "criticizes"),
    (Cued(re.compile(r"\b(?:respond(?:ed|s|ing)? with)\b"), "respond responded responds responding"), "o", "rebuts"),
    (Cued(pattern(r"\b(?:sent|wrote|filed|submitted) (?:(?:an?|its(?: own)?|their) )?(?:(?!in |at |on |to |by )[a-z]+ ){0,2}(?:letter|petition|request|comments?|submission|<T>) (?:to|with)\b"), "sent wrote filed submitted"), "p", "requests"),
    (Cued(re.compile(r"\b(?:offer(?:ed|s)|issue[ds]|release[ds]|ma(?:de|kes)|share[ds]|gave) the following (?:comments?|statements?|remarks?|reaction)\b"), "following"), "n", "asserts"),
    (Cued(re.compile(r"\b(?:doubled down on|stood by|stands by|spoke of|speaking to)\b"), "doubled stood stands spoke speaking"), "n", "asserts"),
    (Cued(re.compile(r"\b(?:(?:is|are|was|were) committed to|committed (?:itself )?to)\b"), "committed"), "o", "promises"),
    (Cued(re.compile(r"\b(?:[td]ook|takes) note of\b"), "note"), "o", "asserts"),
)  # fmt: skip
PHRASE_CUES = frozenset(cue for phrase, _, _ in PHRASES for cue in phrase.cues)

NO_COMMENT = Cued(
    re.compile(
        r"\b(?:declin(?:ed|es|ing) (?:\w+ )?(?:to comment|comment|(?:\w+ ){0,3}requests? for comment|to (?:\w+ )?(?:discuss|elaborate|respond|be interviewed))|"
        r"refused to comment|would not comment|"
        r"(?:did not|didn't|didn’t|has not|hasn't|have not|haven't|had not|hadn't|does not|do not)(?: yet)?(?: \w+ly)?(?: \w+ly)? "
        r"(?:respond(?:ed)?|repl(?:y|ied)|return(?:ed)?|comment(?:ed)?|answer(?:ed)?|offer(?:ed)?)"
        r"(?: to)?(?: (?:a|an|the|our|multiple|several|repeated|\w+'s))*(?: (?:emailed|written|further|\w+))?"
        r"(?: (?:requests?|inquir(?:y|ies)|enquir(?:y|ies)|questions?|emails?|calls?|messages?|remarks?))?"
        r"(?: (?:for|seeking) (?:a )?(?:remark|comment|information|response))?|"
        r"(?:could not|couldn't) (?:immediately )?be reached(?: for (?:comment|remark))?|"
        r"(?:was|were) not (?:immediately )?available(?: for comment)?)"
    ),
    "declined declines declining refused not t",
)
UNDECIDED = re.compile(
    r"\b(?:not yet (?:made|taken) a decision|have not (?:yet )?decided|has not (?:yet )?decided|no decision (?:has been|was) (?:made|taken)|undecided)\b",
    re.I,
)
