"""The forms in which names are compared: without case, accents and punctuation; domains without what is around them."""

import re
import unicodedata
from urllib.parse import urlsplit

_LETTER = r"[^\W_][\u0300-\u036f]*"
_WORD = re.compile(rf"(?:{_LETTER})+(?:['’ʼ](?:{_LETTER})+)*")
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]")


def fold(text: str) -> str:
    """Give the words of a text, folded and joined by single spaces: `Tao-Bao’s “Máll”` is `tao baos mall`."""
    return " ".join(word for word, _, _ in words(text))


def words(text: str) -> list[tuple[str, int, int]]:
    """Give each word folded, and where it stands in the text as it was; an apostrophe does not end a word."""
    found = ((_folded(match[0]), match.start(), match.end()) for match in _WORD.finditer(text))
    return [(word, start, end) for word, start, end in found if word]


def squeeze(folded: str) -> str:
    """Give a folded text without its spaces, so that `tao bao` is `taobao`."""
    return folded.replace(" ", "")


def domain(text: str) -> str | None:
    """Give the domain that a text is, from an address or a bare name, without `www.`; None where it is none.

    A domain in its ASCII form (RFC 5891) is given in letters.
    """
    bare = text.strip().casefold()
    if not bare or any(char.isspace() for char in bare):
        return None
    try:
        host = urlsplit(bare if "//" in bare else f"//{bare}").hostname or ""
    except ValueError:  # brackets that hold no address
        return None
    host = ".".join(map(_letters, host.strip(".").removeprefix("www.").split(".")))
    return host if _DOMAIN.fullmatch(host) else None


def _folded(word: str) -> str:
    if word.isascii() and word.isalnum():
        return word.lower()
    return "".join(char for char in unicodedata.normalize("NFKD", word).casefold() if char.isalnum())


def _letters(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label
