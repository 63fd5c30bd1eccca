"""Measure extraction: articles a second on one core, beside other ways to find names, memory, and size of the register.

All in one run, on the same texts: the five articles cut to 500 words. Every figure is a median of processor time.
"""

import gc
import random
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click

from graph.corpus.fields import ENTITY
from graph.corpus.records import Mapping, Scalar
from graph.corpus.registers import rows
from graph.errors import Place
from graph.extract import Lexicon, compile_lexicon, understand
from graph.extract.drafts.propose import propose
from graph.extract.mentions import names
from graph.extract.text import Text
from graph.model import Document
from graph.reading import from_text

SOURCES = Path(__file__).parents[2] / "graph" / "sources"
WORDS = 500
SIZES = (100, 10_000, 100_000)
ARTICLES = 10_000
SYLLABLES = tuple(map("".join, zip("bktrmlnsdvpgzhfxmlsn", "aoiaeuoiaoeauiaeoeui", strict=True)))


def texts() -> list[str]:
    """Cut the five articles, joined end to end, into texts of 500 words, each at the end of a sentence near there."""
    joined = "\n\n".join(p.read_text(encoding="utf-8") for p in sorted((SOURCES / "articles").glob("*.txt")))
    lines = joined.split("\n")
    return [_cut("\n".join(lines[start:] + lines[:start])) for start in range(0, len(lines), 4)]


def _cut(text: str) -> str:
    """Cut a text where a sentence or a line ends, with as near to 500 words as that allows."""
    ends = (match.start() for match in re.finditer(r"(?<=[.!?”])\s|\n", text))
    return min((text[:end] for end in ends), key=lambda piece: abs(len(piece.split()) - WORDS))


def register(size: int) -> Lexicon:
    """Make a register of a size: the real one, and made-up markets besides."""
    rng, place = random.Random(1), Place(Path("entities.csv"), 1)
    real = rows(SOURCES / "entities.csv", ENTITY)

    def row(number: int) -> Mapping:
        words = (
            "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4))).title() for _ in range(rng.randint(1, 3))
        )
        cells = {"id": f"market/made-up-{number}", "class": "OnlineMarket", "prefLabel": " ".join(words)}
        return Mapping({key: Scalar(value, place) for key, value in cells.items()}, place)

    return compile_lexicon((*real, *(row(number) for number in range(max(0, size - len(real))))))


def median(work: Callable[[str], object], given: list[str], rounds: int = 5) -> float:
    """Give the processor time that one text takes, in milliseconds."""
    times = []
    for _ in range(rounds):
        began = time.process_time()
        for text in given:
            work(text)
        times.append((time.process_time() - began) / len(given) * 1000)
    return statistics.median(times)


def _drafted(text: str, lexicon: Lexicon) -> object:
    return propose(Document("x", text, ""), from_text(Path("x.txt"), text), lexicon)


def memory() -> float:
    """Give the most memory that this process ever had, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most / 1000


def compared(given: list[str], size: int) -> None:
    """Time names alone: ours, spaCy's phrase matcher on a blank pipeline, and an Aho-Corasick automaton."""
    lexicon = register(size)
    forms = [name.form for begun in lexicon.names.values() for found in begun.values() for name in found]
    click.echo(f"names alone, {len(forms)} names:")
    click.echo(f"  ours          {median(lambda text: names.find(Text(text), lexicon), given):8.2f} ms an article")
    try:
        import ahocorasick

        automaton = ahocorasick.Automaton()
        for form in forms:
            automaton.add_word(form.lower(), form)
        automaton.make_automaton()
        took = median(lambda text: list(automaton.iter(text.lower())), given)
        click.echo(f"  pyahocorasick {took:8.2f} ms an article (finds parts of words as well)")
        import spacy
        from spacy.matcher import PhraseMatcher

        before = memory()
        blank = spacy.blank("en")
        matcher = PhraseMatcher(blank.vocab, attr="LOWER")
        matcher.add("NAME", list(blank.tokenizer.pipe(forms)))
        blank.add_pipe("sentencizer")
        took = median(lambda text: matcher(blank(text)), given)
        click.echo(f"  spaCy blank   {took:8.2f} ms an article, {memory() - before:.0f} MB more")
    except ImportError as error:
        click.echo(f"  not installed: {error.name}")


def main() -> None:
    """Print all figures."""
    given = texts()
    words = statistics.mean(len(text.split()) for text in given)
    click.echo(f"{len(given)} texts of {words:.1f} words")
    lexicon = register(100)
    for text in given:
        understand("x", text, lexicon)
    before = memory()
    rng = random.Random(2)
    count = ARTICLES if "--short" not in sys.argv else 300
    for _ in range(count):
        understand("x", rng.choice(given), lexicon)
    click.echo(f"memory after {count} articles: {memory():.0f} MB, {memory() - before:.1f} MB more than before them")
    for size in SIZES:
        lexicon = register(size)
        gc.collect()
        took = median(lambda text, lexicon=lexicon: understand("x", text, lexicon), given)  # type: ignore[misc]
        speed = f"{took:6.2f} ms an article, {1000 / took:5.0f} articles a second on one core"
        click.echo(f"everything, register of {size:>7}: {speed}")
    took = median(lambda text: _drafted(text, lexicon), given)
    click.echo(
        f"the same, checked and drafted as a build does it: {took:.2f} ms an article, {1000 / took:.0f} a second"
    )
    lexicon = register(100)
    for factor in (1, 4, 16):
        text = "\n\n".join(given[:5] * factor)
        took = median(lambda text: understand("x", text, lexicon), [text], rounds=3)
        click.echo(f"one text of {len(text.split()):>6} words: {took / len(text.split()) * 1000:.1f} µs a word")
    for size in (10_000, 100_000):
        compared(given, size)


if __name__ == "__main__":
    main()
