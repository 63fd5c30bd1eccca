"""Phrases that act as one speaking verb, and the ways of saying nothing."""

import re

from graph.extract.masks import pattern

# Verbs of more than one word, and phrases that act as one: pattern, what it takes, act.
PHRASES = (
    (re.compile(r"\b(?:hit|hits|hitting|lash|lashed|lashes|lashing|fire|fired|push|pushed) (?:back|out|again) (?:at|against)\b"), "o", "rebuts"),
    (
        re.compile(r"\b(?:ask(?:ed|s|ing)?|press(?:ed|es|ing)?|push(?:ed|es|ing)?|lobb(?:ied|ies|ying)) for\b"),
        "o",
        "requests",
    ),
    (re.compile(r"\b(?:point(?:ed|s|ing)? out)\b"), "c", "asserts"),
    (re.compile(r"\b(?:had|has|have) this to say\b"), "c", "asserts"),
    (re.compile(r"\b(?:call(?:ed|s|ing)? (?:for|on|upon))\b"), "o", "demands"),
    (re.compile(r"\b(?:object(?:ed|s|ing)? to|disagree[ds]? with|[td](?:akes|ook) (?:issue|exception) with)\b"), "o", "objects"),
    (re.compile(r"\b(?:express(?:ed|es|ing)? (?:(?:deep|serious|strong|its|his|her|their|great|grave) )*"
                r"(?:concern|concerns|regret|disappointment|dissatisfaction|dismay|opposition|outrage))\b"), "o", "criticizes"),
    (re.compile(r"\b(?:express(?:ed|es|ing)? (?:(?:its|his|her|their|strong|deep) )*(?:support|gratitude|appreciation))\b"), "o", "welcomes"),
    (re.compile(r"\b(?:(?:is|was|were|are) (?:very |deeply |extremely )?(?:disappointed|dismayed|saddened|outraged))\b"), "o", "criticizes"),
    (re.compile(r"\b(?:(?:is|was|were|are) (?:very |deeply )?(?:pleased|grateful|delighted|encouraged|gratified))\b"), "o", "welcomes"),
    (re.compile(r"\b(?:took aim at|takes aim at|found fault with|finds fault with|raised (?:\w+ )?concerns? (?:about|over|with))\b"), "o", "criticizes"),
    (re.compile(r"\b(?:respond(?:ed|s|ing)? with)\b"), "o", "rebuts"),
    (pattern(r"\b(?:sent|wrote|filed|submitted) (?:(?:an?|its(?: own)?|their) )?(?:(?!in |at |on |to |by )[a-z]+ ){0,2}(?:letter|petition|request|comments?|submission|<T>) (?:to|with)\b"), "p", "requests"),
    (re.compile(r"\b(?:doubled down on|stood by|stands by|spoke of|speaking to)\b"), "n", "asserts"),
    (re.compile(r"\b(?:(?:is|are|was|were) committed to|committed (?:itself )?to)\b"), "o", "promises"),
    (re.compile(r"\b(?:[td]ook|takes) note of\b"), "o", "asserts"),
)  # fmt: skip

# Without one of these no phrase can match; asked first, because it costs next to nothing.
MAYBE_PHRASE = re.compile(
    r"back|out |again|point| for |call|this to say|object|disagree|issue|exception|express|disappointed|dismayed|saddened|outraged|pleased|"
    r"grateful|delighted|encouraged|gratified|aim|fault|concern|committed|note of|respond|sent |wrote |filed |submitted |doubled|stood|stands|spoke of|speaking to"
)
# Without one of these nobody is said to be silent.
SILENCE = (
    "comment",
    "respon",
    "repl",
    "return",
    "reach",
    "remark",
    "available",
    "answer",
    "offer",
    "discuss",
    "elaborat",
    "declin",
)
NO_COMMENT = re.compile(
    r"\b(?:declin(?:ed|es|ing) (?:\w+ )?(?:to comment|comment|(?:\w+ ){0,3}requests? for comment|to (?:\w+ )?(?:discuss|elaborate|respond|be interviewed))|"
    r"refused to comment|would not comment|"
    r"(?:did not|didn't|didn’t|has not|hasn't|have not|haven't|had not|hadn't|does not|do not)(?: yet)?(?: \w+ly)?(?: \w+ly)? "
    r"(?:respond(?:ed)?|repl(?:y|ied)|return(?:ed)?|comment(?:ed)?|answer(?:ed)?|offer(?:ed)?)"
    r"(?: to)?(?: (?:a|an|the|our|multiple|several|repeated|\w+'s))*(?: (?:emailed|written|further|\w+))?"
    r"(?: (?:requests?|inquir(?:y|ies)|enquir(?:y|ies)|questions?|emails?|calls?|messages?|remarks?))?"
    r"(?: (?:for|seeking) (?:a )?(?:remark|comment|information|response))?|"
    r"(?:could not|couldn't) (?:immediately )?be reached(?: for (?:comment|remark))?|"
    r"(?:was|were) not (?:immediately )?available(?: for comment)?)"
)
UNDECIDED = re.compile(
    r"\b(?:not yet (?:made|taken) a decision|have not (?:yet )?decided|has not (?:yet )?decided|no decision (?:has been|was) (?:made|taken)|undecided)\b",
    re.I,
)
