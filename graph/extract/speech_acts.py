"""What kind of act somebody's words are, where the verb by which they are told says no more than that they were said."""

import re

from graph.extract.speech import UNDECIDED

_ANYBODY, _LIST_MAKER, _OTHERS = "anybody", "the list's maker", "others"
_SELF = r"^\W*(?:that )?(?:[^,.]{0,60}, )?(?:[Ww]e|[Ii]t|[Tt]he company|[Ii]ts (?:platforms?|team))"
# Cues in the order in which they count: the act, whose words they must be, and what stands in the words. Each is one
# that hardly means anything else; what has none keeps the act of its verb.
_CUES: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("undecided", _ANYBODY, UNDECIDED),
    ("objects", _OTHERS, re.compile(r"\b(?:(?:do|does|did) not (?:agree|accept)|don't agree|disagrees?|disagreed|objects? to|objected|(?:firmly|strongly|resolutely) oppos\w+)\b")),
    ("welcomes", _ANYBODY, re.compile(_SELF + r" (?:also )?(?:(?:was|were|is|are) (?:pleased|glad|grateful|encouraged)|welcome[sd]?|appreciate[sd]?)\b")),
    ("praises", _ANYBODY, re.compile(_SELF + r" (?:also )?(?:applaud|commend|congratulate|praise)(?:s|ed)?\b|\ban honest account\b")),
    ("promises", _ANYBODY, re.compile(
        r"^(?:\W*(?:that |and )?)?(?:(?:it|we|they|he|she|the company)\b)?['’]? ?(?:will|'ll|are committed to|is committed to|was committed to|remains? committed to|"
        r"remained committed to|intends? to|plans? to|pledge|would (?:keep|continue|work|co))\b", re.I)),
    ("disputes", _OTHERS, re.compile(
        r"\b(?:(?:is|are|was|were) not (?:an? )?(?:accurate|true|correct|fair|factual)|inaccurate|untrue|unfounded|groundless|baseless|without (?:any )?(?:basis|foundation|merit)|"
        r"(?:does|do|did) not (?:accurately |fairly )?reflect|misrepresent\w*)\b")),
    ("rebuts", _OTHERS, re.compile(
        _SELF[:-1] + r"|China)?\W*(?:have |has |had )?(?:always (?:attached|been committed|taken|respected|protected)|not only met|exceeded|went above|gone above|dramatically exceeded)\b")),
    ("accuses", _OTHERS, re.compile(
        r"\b(?:scapegoat\w*|politically[- ]motivated|politics (?:were|was|is|are) behind|trade protectionism|political (?:tool|weapon|pressure)|win points|political vendetta|"
        r"(?:not|isn't|aren't) acting in good faith|double standards?|turn(?:s|ed|ing)? a blind eye|in bad faith)\b", re.I)),
    ("accuses", _ANYBODY, re.compile(r"\bfail(?:s|ed|ing)? to (?:meet|honou?r|keep|comply with|live up to|fulfil)\b|\bviolat(?:es|ed|ing) (?:its|their) (?:commitments|obligations)\b")),
    ("announces", _LIST_MAKER, re.compile(
        r"^[^,;]{0,120}\b(?:(?:has|have) been|(?:was|were)) (?:newly |also )?(?:included|added|placed|removed|designated)\b|^\W*(?:it )?(?:had |has )?(?:added|designated|removed|delisted)\b")),
    ("statistic", _LIST_MAKER, re.compile(r"\b\d+ (?:online|physical|digital|markets?|marketplaces|entities|e-?commerce|countries)\b")),
    ("demands", _LIST_MAKER, re.compile(r"\bmust (?!be\b|have\b)")),
    ("accuses", _LIST_MAKER, re.compile(
        r"\b(?:facilitat\w+|infring\w+|counterfeit goods|pirated|offer\w* .{0,30}(?:counterfeit|fake)|illegal|unauthori[sz]ed|number one source|world's (?:largest|biggest) source)\b", re.I)),
    ("urges", _ANYBODY, re.compile(r"^(?!.*\b(?:not|n't|n’t) (?:believe|think)\b).*\b(?:should(?! (?:be (?:the|an?)|have)\b)|must|needs? to|ought to|urge)\b", re.S)),
    ("reports", _OTHERS, re.compile(_SELF + r" (?:also )?(?:have |has |had )?(?:also |already )?(?:taken down|(?!said|need)[a-z]+(?:ed|down|shut))\b[^.]{0,90}?\d")),
    ("criticizes", _ANYBODY, re.compile(
        r"\b(?:fail(?:s|ed)?|lacks?|unresolved|insufficient|inadequate|weak|unfair|flawed|biased|ill-informed|irresponsible|unacceptably|disappointed|disappointing|"
        r"(?:serious|grave|deep|significant|growing) concerns?|not responsible|too slow(?:ly)?|slow to|no improvements?|yet to see|paying the price|"
        r"not (?:yet )?(?:been )?(?:clear|adequate|sufficient)|hasn't)\b", re.I)),
    ("statistic", _ANYBODY, re.compile(r"\d[\d,.]*(?: ?%| percent| per cent| million| billion)|\b\d{1,3}(?:,\d{3})+\b|\b(?:hundreds|thousands|millions) of\b")),
)  # fmt: skip


def act(verb_act: str, words: str, *, by_publisher: bool) -> str:
    """Refine the act of a verb that merely says something by what is said; `by_publisher`: the list's maker speaks."""
    if verb_act not in ("asserts", "reports"):
        return verb_act
    speaker = _LIST_MAKER if by_publisher else _OTHERS
    return next((name for name, of, cue in _CUES if of in (_ANYBODY, speaker) and cue.search(words)), verb_act)
