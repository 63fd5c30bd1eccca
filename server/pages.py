"""The plain front page."""

from flask import Blueprint, render_template

from graph.query import questions
from server.site import site

FIRST = "list-online-markets-2021"

routes = Blueprint("pages", __name__)


@routes.get("/")
def front() -> str:
    """Say what this is, how to query, what to ask, what to download."""
    asked = questions()
    first = next(question.query for question in asked if question.name == FIRST)
    return render_template("front.html", site=site(), questions=asked, first=first)
