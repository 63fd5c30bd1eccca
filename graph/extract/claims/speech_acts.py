"""What kind of act somebody's words are, where the verb by which they are told says no more than that they were said."""

import re

from graph.extract.claims.phrases import UNDECIDED
from graph.extract.cues import Cued

_ANYBODY, _LIST_MAKER, _OTHERS = "anybody", "the list's maker", "others"
_SELF = r"^\W*(?:that )?(?:[^,.]{0,60}, )?(?:[Ww]e|[Ii]t|[Tt]he company|[Ii]ts (?:platforms?|team))"
# Cues in the order in which they count: the act, whose words they must be, and what stands in the words. Each is one
# that hardly means anything else; what has none keeps the act of its verb.
_CUES: tuple[tuple[str, str, Cued], ...] = (
    ("undecided", _ANYBODY, Cued(UNDECIDED, "decision decided undecided")),
    ("objects", _OTHERS, Cued(re.compile(r"\b(?:(?:do|does|did) not (?:agree|accept)|don't agree|disagrees?|disagreed|objects? to|objected|(?:firmly|strongly|resolutely) oppos\w+)\b"), "agree accept disagree disagrees disagreed object objects objected firmly strongly resolutely")),
    ("welcomes", _ANYBODY, Cued(re.compile(_SELF + r" (?:also )?(?:(?:was|were|is|are) (?:pleased|glad|grateful|encouraged)|welcome[sd]?|appreciate[sd]?)\b"), "pleased glad grateful encouraged welcome welcomed welcomes appreciate appreciated appreciates")),
    ("praises", _ANYBODY, Cued(re.compile(_SELF + r" (?:also )?(?:(?:applaud|commend)(?:s|ed)?|(?:congratulate|praise)[sd]?)\b|\ban honest account\b"), "applaud applauds applauded commend commends commended congratulate congratulates congratulated praise praises praised honest")),
    ("promises", _ANYBODY, Cued(re.compile(
        r"^(?:\W*(?:that |and )?)?(?:(?:it|we|they|he|she|the company)\b)?['’]? ?(?:will|'ll|are committed to|is committed to|was committed to|remains? committed to|"
        r"remained committed to|intends? to|plans? to|pledge|would (?:keep|continue|work|co))\b", re.I), "will ll committed intend intends plan plans pledge would")),
    ("disputes", _OTHERS, Cued(re.compile(
        r"\b(?:(?:is|are|was|were) not (?:an? )?(?:accurate|true|correct|fair|factual)|inaccurate|untrue|unfounded|groundless|baseless|without (?:any )?(?:basis|foundation|merit)|"
        r"(?:does|do|did) not (?:accurately |fairly )?reflect|misrepresent(?:s|ed|ing|ations?)?)\b"), "accurate true correct fair factual inaccurate untrue unfounded groundless baseless basis foundation merit reflect misrepresent misrepresents misrepresented misrepresenting misrepresentation misrepresentations")),
    ("rebuts", _OTHERS, Cued(re.compile(
        _SELF[:-1] + r"|China)?\W*(?:have |has |had )?(?:always (?:attached|been committed|taken|respected|protected)|not only met|exceeded|went above|gone above|dramatically exceeded)\b"), "attached committed taken respected protected met exceeded above")),
    ("accuses", _OTHERS, Cued(re.compile(
        r"\b(?:scapegoat(?:s|ed|ing)?|politically[- ]motivated|politics (?:were|was|is|are) behind|trade protectionism|political (?:tool|weapon|pressure)|win points|political vendetta|"
        r"(?:not|isn't|aren't) acting in good faith|double standards?|turn(?:s|ed|ing)? a blind eye|in bad faith)\b", re.I), "scapegoat scapegoats scapegoated scapegoating politically politics protectionism political points acting double blind faith")),
    ("accuses", _ANYBODY, Cued(re.compile(r"\bfail(?:s|ed|ing)? to (?:meet|honou?r|keep|comply with|live up to|fulfil)\b|\bviolat(?:es|ed|ing) (?:its|their) (?:commitments|obligations)\b"), "fail fails failed failing violates violated violating")),
    ("announces", _LIST_MAKER, Cued(re.compile(
        r"^[^,;]{0,120}\b(?:(?:has|have) been|(?:was|were)) (?:newly |also )?(?:included|added|placed|removed|designated)\b|^\W*(?:it )?(?:had |has )?(?:added|designated|removed|delisted)\b"), "included added placed removed designated delisted")),
    ("statistic", _LIST_MAKER, Cued(re.compile(r"\b\d+ (?:online|physical|digital|markets?|marketplaces|entities|e-?commerce|countries)\b"), "#")),
    ("demands", _LIST_MAKER, Cued(re.compile(r"\bmust (?!be\b|have\b)"), "must")),
    ("accuses", _LIST_MAKER, Cued(re.compile(
        r"\b(?:facilitat(?:es?|ed|ing|ion|ors?)|infring(?:es?|ed|ing|ements?|ers?)|counterfeit goods|pirated|offer\w* .{0,30}\b(?:counterfeit|fake)|illegal|unauthori[sz]ed|number one source|world's (?:largest|biggest) source)\b", re.I), "facilitate facilitates facilitated facilitating facilitation facilitator facilitators infringe infringes infringed infringing infringement infringements infringer infringers counterfeit pirated fake illegal unauthorised unauthorized source")),
    ("urges", _ANYBODY, Cued(re.compile(r"^(?!.*\b(?:not|n't|n’t) (?:believe|think)\b).*\b(?:should(?! (?:be (?:the|an?)|have)\b)|must|needs? to|ought to|urge)\b", re.S), "should must need needs ought urge")),
    ("reports", _OTHERS, Cued(re.compile(_SELF + r" (?:also )?(?:have |has |had )?(?:also |already )?(?:taken down|(?!said|need)[a-z]+(?:ed|down|shut))\b[^.]{0,90}?\d"), "#")),
    ("criticizes", _ANYBODY, Cued(re.compile(
        r"\b(?:fail(?:s|ed)?|lacks?|unresolved|insufficient|inadequate|weak|unfair|flawed|biased|ill-informed|irresponsible|unacceptably|disappointed|disappointing|"
        r"(?:serious|grave|deep|significant|growing) concerns?|not responsible|too slow(?:ly)?|slow to|no improvements?|yet to see|paying the price|"
        r"not (?:yet )?(?:been )?(?:clear|adequate|sufficient)|hasn't)\b", re.I), "fail fails failed lack lacks unresolved insufficient inadequate weak unfair flawed biased ill irresponsible unacceptably disappointed disappointing concern concerns responsible slow slowly no yet paying clear adequate sufficient hasn")),
    ("statistic", _ANYBODY, Cued(re.compile(r"\d[\d,.]*(?: ?%| percent| per cent| million| billion)|\b\d{1,3}(?:,\d{3})+\b|\b(?:hundreds|thousands|millions) of\b"), "# hundreds thousands millions")),
)  # fmt: skip


def act(verb_act: str, words: str, known: frozenset[str], *, by_publisher: bool) -> str:
    """Refine the act of a verb that merely says something by what is said.

    `known` are the words of the sentence around; `by_publisher`: the list's maker speaks.
    """
    if verb_act not in ("asserts", "reports"):
        return verb_act
    speaker = _LIST_MAKER if by_publisher else _OTHERS
    for name, of, cued in _CUES:
        if of in (_ANYBODY, speaker) and not cued.cues.isdisjoint(known) and cued.shape.search(words):
            return name
    return verb_act
