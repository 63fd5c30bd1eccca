"""The plain front page."""

from flask import Blueprint, current_app, render_template

from graph.query import questions

FIRST = "list-online-markets-2021"

routes = Blueprint("pages", __name__)


@routes.get("/")
def front() -> str:
    """Say what this is, how to query, what to ask, what to download."""
    asked = questions()
    first = next(question.query for question in asked if question.name == FIRST)
    return render_template("front.html", served=current_app.config["served"], questions=asked, first=first)
