"""Cutting quoted words into the single assertions that they make."""

import re

from graph.extract.found import Place
from graph.extract.masks import Masked
from graph.extract.text import sentences

_SPLIT = re.compile(
    r"(?:,|;|\u0020[-–—]) (?=(?:and|but|so|because) (?:we|it|they|I|he|she|our|the|their|this|that|as a result|stakeholders|is|are|has|have|can|[A-Z])\b)|"
    r" (?=and (?:are|is|have|has|we|stakeholders|it|they) )|; (?=\w)|(?<=, and) (?=the )"
)


def assertions(masked: Masked, start: int, end: int) -> list[Place]:
    """Cut a quotation into the single assertions that it makes."""
    found: list[Place] = []
    plain = masked.scene.text.plain
    for low, high in sentences(plain, start, end):
        at = low
        for match in _SPLIT.finditer(plain, low, high):
            left, right = plain[at : match.start()], plain[match.end() : high]
            if left.count(" ") >= 3 and right.count(" ") >= 3:
                found.append((at, match.start() + 1 if match[0][0] in ",;" else match.start()))
                at = match.end()
        found.append((at, high))
    return found
