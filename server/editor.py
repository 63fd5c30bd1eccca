"""The page of `/sparql`: a query editor where its browser library is installed, a plain form where it is not."""

import json
from collections.abc import Sequence
from pathlib import Path

from flask import render_template, request

from graph import iris
from graph.query import Question, questions
from server.gate.headers import policy
from server.site import site

# What YASGUI 4.6.2 writes inline: a style sheet of its tables, and one style in the text that explains a fault. These
# are their digests; nothing else is allowed inline.
POLICY = policy(
    style_src="'self' 'unsafe-hashes' 'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk=' "
    "'sha256-EntWS0hFrz2vH7susM+dPUxvHlL6sBswmM8K80E5oUk='"
)

VENDOR = Path(__file__).parent / "static" / "vendor"
FIRST = "list-online-markets-2021"
FORMATS = {"json": "JSON", "xml": "XML", "csv": "CSV", "tsv": "TSV", "ttl": "Turtle", "nt": "N-Triples"}
TOPICS = {
    "The list": "What the editions name, since when, in whose words, and what only follows.",
    "Owners": "Who runs and who owns a market, as far as sources say, and where nothing is known.",
    "History": "When a market came, stayed and went, which editions are known whole, and what a gap does not prove.",
    "Claims": "What a source reports that somebody said: of whom, in which manner, how sure. None of it is asserted.",
    "Dispute": "Which propositions one side affirms and another denies, and who answers whom.",
    "Figures": "Numbers as they are printed, with their unit, their period, and what they are worth.",
    "Words": "Quotes with their place in a document, hedges, garbled names, dates as written.",
    "People": "Who holds which office, and who speaks for whom.",
    "Sources": "On which page or row a fact was read, where sources differ, and what was not used or not reviewed.",
}
"""What the topics of the example questions are about."""


def page() -> str:
    """Give the page, with the query of the address in it, or one to begin with."""
    asked = questions()
    first = next(question.query for question in asked if question.name == FIRST)
    given = request.args.get("query", "").strip()
    return render_template(
        "sparql.html",
        site=site(),
        query=given or first,
        run=bool(given),
        topics=_by_topic(asked),
        count=len(asked),
        formats=FORMATS,
        prefixes=json.dumps(iris.PREFIXES),
        known=iris.PREFIXES,
        editor=(VENDOR / "yasgui.min.js").is_file(),
    )


def _by_topic(asked: Sequence[Question]) -> list[tuple[str, str, list[Question]]]:
    order = [*TOPICS, *sorted({question.topic for question in asked} - set(TOPICS))]
    return [(name, TOPICS.get(name, ""), [each for each in asked if each.topic == name]) for name in order]
