"""Verbs by which English tells that somebody speaks, and what kind of act each one makes of it.

One line a verb: what it takes, the act, its forms (base, third person, past, participle, -ing). What a verb takes:
`c` a clause (with or without “that”) or a quotation, `q` a quotation only, `o` an object that is itself what was done
(“welcomed the report”), `i` an infinitive (“promised to pay”), `p` a person and then an infinitive or clause.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.extract.text import Sentence

_TABLE = """
c asserts say says said said saying
c asserts state states stated stated stating
c asserts add adds added added adding
c asserts note notes noted noted noting
c asserts claim claims claimed claimed claiming
c asserts argue argues argued argued arguing
c asserts insist insists insisted insisted insisting
c asserts stress stresses stressed stressed stressing
c asserts explain explains explained explained explaining
c asserts contend contends contended contended contending
c accuses allege alleges alleged alleged alleging
c asserts maintain maintains maintained maintained maintaining
c asserts assert asserts asserted asserted asserting
c asserts declare declares declared declared declaring
ci announces announce announces announced announced announcing
co acknowledges acknowledge acknowledges acknowledged acknowledged acknowledging
co acknowledges admit admits admitted admitted admitting
co acknowledges concede concedes conceded conceded conceding
co acknowledges recognize recognizes recognized recognized recognizing
co acknowledges recognise recognises recognised recognised recognising
cp asserts warn warns warned warned warning
cp asserts tell tells told told telling
c asserts write writes wrote written writing
q asserts reply replies replied replied replying
q asserts respond responds responded responded responding
q asserts continue continues continued continued continuing
q asserts comment comments commented commented commenting
q asserts remark remarks remarked remarked remarking
c asserts believe believes believed believed believing
c asserts hold holds held held holding
c asserts suggest suggests suggested suggested suggesting
c asserts emphasize emphasizes emphasized emphasized emphasizing
c asserts emphasise emphasises emphasised emphasised emphasising
c asserts reiterate reiterates reiterated reiterated reiterating
c reports report reports reported reported reporting
c asserts conclude concludes concluded concluded concluding
c reports find finds found found finding
c statistic estimate estimates estimated estimated estimating
c asserts confirm confirms confirmed confirmed confirming
c asserts affirm affirms affirmed affirmed affirming
c asserts observe observes observed observed observing
c asserts indicate indicates indicated indicated indicating
c reports show shows showed shown showing
c asserts reveal reveals revealed revealed revealing
c asserts mention mentions mentioned mentioned mentioning
c criticizes complain complains complained complained complaining
c rebuts counter counters countered countered countering
c asserts clarify clarifies clarified clarified clarifying
c asserts include includes included included including
c asserts instruct instructs instructed instructed instructing
c asserts read reads read read reading
c asserts quip quips quipped quipped quipping
c asserts hint hints hinted hinted hinting
c promises guarantee guarantees guaranteed guaranteed guaranteeing
cp promises assure assures assured assured assuring
c criticizes lament laments lamented lamented lamenting
c announces disclose discloses disclosed disclosed disclosing
c asserts caution cautions cautioned cautioned cautioning
c asserts testify testifies testified testified testifying
c asserts opine opines opined opined opining
co reports cite cites cited cited citing
o reports reference references referenced referenced referencing
co asserts highlight highlights highlighted highlighted highlighting
co denies deny denies denied denied denying
o denies reject rejects rejected rejected rejecting
o denies dismiss dismisses dismissed dismissed dismissing
o denies refute refutes refuted refuted refuting
o rebuts rebuff rebuffs rebuffed rebuffed rebuffing
o rebuts rebut rebuts rebutted rebutted rebutting
o disputes dispute disputes disputed disputed disputing
co disputes question questions questioned questioned questioning
o disputes challenge challenges challenged challenged challenging
o objects oppose opposes opposed opposed opposing
o objects protest protests protested protested protesting
o objects denounce denounces denounced denounced denouncing
o criticizes criticize criticizes criticized criticized criticizing
o criticizes criticise criticises criticised criticised criticising
o criticizes condemn condemns condemned condemned condemning
o criticizes slam slams slammed slammed slamming
o criticizes blast blasts blasted blasted blasting
o criticizes decry decries decried decried decrying
o criticizes deplore deplores deplored deplored deploring
o criticizes lambast lambasts lambasted lambasted lambasting
o criticizes lambaste lambastes lambasted lambasted lambasting
o criticizes rebuke rebukes rebuked rebuked rebuking
o criticizes bemoan bemoans bemoaned bemoaned bemoaning
o accuses accuse accuses accused accused accusing
o accuses blame blames blamed blamed blaming
o praises praise praises praised praised praising
o praises commend commends commended commended commending
o praises applaud applauds applauded applauded applauding
o praises hail hails hailed hailed hailing
o praises laud lauds lauded lauded lauding
o praises thank thanks thanked thanked thanking
o welcomes welcome welcomes welcomed welcomed welcoming
o welcomes back backs backed backed backing
o welcomes endorse endorses endorsed endorsed endorsing
o characterizes label labels labelled labelled labelling
o characterizes label labels labeled labeled labeling
o characterizes describe describes described described describing
o characterizes call calls called called calling
o characterizes brand brands branded branded branding
o characterizes dub dubs dubbed dubbed dubbing
ci promises promise promises promised promised promising
ci promises pledge pledges pledged pledged pledging
ci promises vow vows vowed vowed vowing
pc urges urge urges urged urged urging
pc requests request requests requested requested requesting
qp requests ask asks asked asked asking
p requests petition petitions petitioned petitioned petitioning
ic demands demand demands demanded demanded demanding
pc advises recommend recommends recommended recommended recommending
p advises advise advises advised advised advising
o announces unveil unveils unveiled unveiled unveiling
o asserts regret regrets regretted regretted regretting
"""


# The forms of a verb, in the order in which readings of one word are tried.
FORMS = ("base", "s", "past", "participle", "ing")


@dataclass(frozen=True, slots=True)
class Verb:
    """A form of a speaking verb: what it takes, its act, and which form it is (base, s, past, participle, ing)."""

    base: str
    takes: str
    act: str
    form: str


def _verbs() -> dict[str, tuple[Verb, ...]]:
    found: dict[str, list[Verb]] = {}
    for line in _TABLE.split("\n"):
        words = line.split()
        if not words:
            continue
        takes, act, *forms = words
        for form, kind in zip(forms, FORMS, strict=True):
            entry = Verb(forms[0], takes, act, kind)
            if all(v.form != kind or v.takes != takes for v in found.get(form, [])):
                found.setdefault(form, []).append(entry)
    return {form: tuple(verbs) for form, verbs in found.items()}


VERBS = _verbs()


def find(copy: str, sentence: Sentence) -> Iterator[tuple[int, int, Verb]]:
    """Find the forms of speaking verbs in a sentence of a copy of the text, in no order: where each stands, and the verb."""
    for word in VERBS.keys() & sentence.words:
        start = copy.find(word, sentence.start, sentence.end)
        while start >= 0:
            end = start + len(word)
            if not copy[start - 1 : start].isalpha() and not copy[end : end + 1].isalpha():
                yield from ((start, end, verb) for verb in VERBS[word])
            start = copy.find(word, end, sentence.end)
