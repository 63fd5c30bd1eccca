"""Is it English? Told by the commonest words of English and of its neighbours, and by the script."""

import re
import unicodedata
from collections import Counter

_SAMPLE = 40_000
_LETTERS = 4000
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = {
    "English": "the of and to in that is was for on with as by at it from are be has have its which not said this an",
    "German": "der die das und ist nicht ein eine zu den von mit auf dem sich des im für auch als wird sind wurde",
    "French": "le la les des et une est dans que pour sur qui par au du pas avec sont ce plus aux été cette",
    "Spanish": "el los las del que una por con para es se su al como más fue lo este han sido entre",
    "Portuguese": "os das dos uma não com por para que ao foi são como mais pela pelo entre sua seu está",
    "Italian": "il gli della che di una per con non è sono nel del alla più come anche stato dei",
    "Dutch": "het een van dat niet zijn op met voor aan ook door bij naar worden werd uit deze",
    "Indonesian": "yang dan di untuk dengan ini pada dari dalam tidak akan oleh telah itu juga",
    "Vietnamese": "và của là các trong được có cho không này với những một",
    "Turkish": "ve bir bu için ile olarak da de daha olan gibi çok ancak",
    "Polish": "nie na się że jest do przez oraz od dla ich został które",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_LEAST = 25


def refusal(text: str) -> str:
    """Say why a text is not taken for English; empty where it is."""
    sample = text[:_SAMPLE]
    letters = Counter([c for c in sample if c.isalpha()][:_LETTERS])
    if not letters:
        return "holds no words"
    latin = sum(count for c, count in letters.items() if "LATIN" in unicodedata.name(c, ""))
    if latin < 0.8 * letters.total():
        return "is written in another script than English"
    words = _WORD.findall(sample.lower())
    if len(words) < _LEAST:
        return ""
    told = Counter(words)
    shares = {language: sum(told[word] for word in common) / len(words) for language, common in _WORDS.items()}
    best = max(shares, key=lambda language: shares[language])
    if best != "English" and shares[best] > 1.3 * shares["English"]:
        return f"is in {best}, as its commonest words tell"
    if shares["English"] < 0.08 and len(words) > 80:
        return "does not read as English: its commonest words are hardly there"
    return ""
