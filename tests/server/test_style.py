"""The style sheet: contrast of each pair of text and ground, and that it stands alone."""

import re
from importlib.resources import files

import pytest

CSS = files("server").joinpath("static", "style.css").read_text(encoding="utf-8")
ON_GROUND = ("text", "muted", "link", "visited", "against", "defence", "doubt", "focus")


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", block))


LIGHT = colours(CSS.partition("@media")[0])
DARK = colours(CSS.partition("@media (prefers-color-scheme: dark)")[2].partition("/* Ground")[0])


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ON_GROUND)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_has_contrast_on_both_grounds(palette: dict[str, str], name: str) -> None:
    for ground in ("ground", "raised"):
        least = 3 if name == "focus" else 4.5
        assert contrast(palette[name], palette[ground]) >= least, (name, ground)


def test_light_and_dark_name_the_same_colours_and_only_they_are_used() -> None:
    assert LIGHT.keys() == DARK.keys()
    rest = CSS.partition("/* Ground")[2].partition("@media print")[0]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\(", rest) == []
    assert set(re.findall(r"var\(--(\w+)\)", CSS)) <= LIGHT.keys() | {"serif", "sans", "mono"}


def test_it_loads_nothing_from_elsewhere() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS
