"""Building SVG as a tree, so that it is well-formed whatever the data hold. Looks are in the style sheet."""

from xml.etree.ElementTree import Element, tostring

from markupsafe import Markup

from server.pages.terms import plain

_WIDE = 0.56
"""Width of a character in parts of the size of its type, on average."""


def node(tag: str, *children: Element | str, **attributes: object) -> Element:
    """Make an element; `class_` is class, `text_anchor` is text-anchor; a child that is a string is its text."""
    element = Element(tag, {name.rstrip("_").replace("_", "-"): _written(v) for name, v in attributes.items()})
    for child in children:
        if isinstance(child, str):
            element.text = plain(child)
        else:
            element.append(child)
    return element


def picture(
    name: str, width: float, height: float, title: str, description: str, *children: Element, kind: str = ""
) -> Markup:
    """Make a picture for use inside a page; `name` is unique there, `kind` tells its looks where the name does not.

    Title and description stand for it when it is read out.
    """
    element = node(
        "svg",
        node("title", title, id=f"{name}-title"),
        node("desc", description, id=f"{name}-desc"),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"picture {kind or name}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        viewBox=f"0 0 {_written(width)} {_written(height)}",
        width=width,
        height=height,
    )
    return Markup(tostring(element, encoding="unicode"))  # noqa: S704 - made of a tree, each text escaped


def text(words: str, x: float, y: float, most: float = 0, size: float = 13, **attributes: object) -> Element:
    """Write words at a place; cut to `most` units of width, the whole then being told as a title."""
    shown = cut(words, most, size) if most else plain(words)
    element = node("text", shown, x=x, y=y, **attributes)
    if shown != plain(words):
        element.append(node("title", words))
    return element


def cut(words: str, most: float, size: float = 13) -> str:
    """Cut words to a width."""
    words = plain(words)
    room = max(int(most / (size * _WIDE)), 2)
    return words if len(words) <= room else words[: room - 1].rstrip() + "…"


def wrapped(words: str, most: float, lines: int, size: float = 13) -> list[str]:
    """Break words into at most so many lines of a width; the last one is cut."""
    room = max(int(most / (size * _WIDE)), 2)
    found = [""]
    for word in plain(words).split(" "):
        longer = f"{found[-1]} {word}".strip()
        if len(longer) <= room or not found[-1] or len(found) == lines:
            found[-1] = longer
        else:
            found.append(word)
    return [cut(line, most, size) for line in found]


def _written(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else plain(str(value))
