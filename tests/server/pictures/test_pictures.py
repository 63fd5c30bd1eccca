"""Pictures are pure functions: the same values give the same SVG, and its words tell what it shows."""

import re
import xml.etree.ElementTree as ET

import pytest

from server.pages.history import Edition, State, Year
from server.pictures import bars, contradictions, hierarchy, network, svg, timeline
from server.pictures.contradictions import Dispute
from server.pictures.network import Tie

SVG = "{http://www.w3.org/2000/svg}"
NASTY = "<script>&\"'\x07\u202eabc" + "long " * 100


def parsed(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 - made here


def year(slug: str, state: State, basis: str = "") -> Year:
    return Year(Edition(slug, slug, slug, (0, "")), state, basis)


def inside(root: ET.Element) -> bool:
    """Say whether each box and each place of words is inside the picture."""
    width, height = (float(root.get(name, "0")) for name in ("width", "height"))
    for element in root.iter():
        if element.tag in (f"{SVG}rect", f"{SVG}text"):
            x, y = float(element.get("x", "0")), float(element.get("y", "0"))
            wide, high = float(element.get("width", "0")), float(element.get("height", "0"))
            if not (x >= 0 and y >= 0 and x + wide <= width + 1 and y + high <= height + 1):
                return False
    return True


def test_listed_named_inside_an_entry_not_listed_and_unknown_have_four_looks_and_words() -> None:
    states = [("2018", State.INCLUDED, "external"), ("2019", State.LISTED, "stated")]
    picture = timeline.draw(
        "M", [*(year(*each) for each in states), year("2020", State.ABSENT, "external"), year("2021", State.UNKNOWN)]
    )
    looks = [rect.get("class") for rect in parsed(picture).iter(f"{SVG}rect")]
    assert looks == ["included", "listed stated", "absent", "unknown"]  # the legend has no more
    signs = [re.search(r'class="(dot|tick|bar|sign)"', part) for part in picture.split("<rect")[1:]]
    assert [sign and sign[1] for sign in signs] == ["dot", "tick", "bar", "sign"]
    told = "2018: named inside an entry; 2019: listed (stated); 2020: not listed; 2021: unknown."
    assert parsed(picture).findtext(f"{SVG}desc") == told


def test_implied_and_external_are_written_under_the_mark() -> None:
    picture = timeline.draw(
        "M", [year("2019", State.LISTED, "implied"), year("2010 out-of-cycle list", State.LISTED, "external")]
    )
    assert re.findall(r'class="basis">([\w ]+)<', picture) == ["implied", "out of", "cycle", "external"]
    assert re.findall(r'class="year">([\w-]+)<', picture) == ["2019", "2010"]


def test_bars_are_as_long_as_their_numbers() -> None:
    picture = bars.draw("b", "By country", [("China", 8), ("India", 4), ("not known", 0)])
    lengths = [float(rect.get("width", "0")) for rect in parsed(picture).iter(f"{SVG}rect")]
    assert lengths[0] == pytest.approx(2 * lengths[1])
    assert lengths[2] == 0
    assert "China: 8; India: 4; not known: 0." in picture


def test_a_network_goes_from_holders_to_what_is_held_and_ends_with_rings() -> None:
    ties = [
        Tie("a", "b", "owns", "stated"),
        Tie("b", "c", "runs", "implied"),
        Tie("c", "a", "owns", "external"),
        Tie("a", "a", "owns"),
    ]
    picture = network.draw("Ties", {"a": "A", "b": "B"}, ties, "b")
    assert [path.get("class") for path in parsed(picture).iter(f"{SVG}path")] == [
        "edge stated",
        "edge implied",
        "edge external",
    ]
    assert "A owns B (stated); B runs c (implied); c owns A (external)." in picture
    chain = network.draw("Ties", {}, [Tie(str(n), str(n + 1), "owns") for n in range(20)], "0")
    assert inside(parsed(chain))
    assert network.draw("Ties", {}, [Tie("a", "a", "owns")], "a") == ""


def test_the_words_of_a_tie_are_whole_and_stand_where_no_other_line_bends() -> None:
    ties = [Tie("a", name, "controls, owns, runs") for name in "bcd"] + [Tie("e", "d", "is tied to")]
    root = parsed(network.draw("Ties", {}, ties, "a"))
    words = [element for element in root.iter(f"{SVG}text") if element.get("class") == "tie"]
    assert " ".join(element.text or "" for element in words).count("controls, owns, runs") == 3
    places = [(element.get("x"), element.get("y")) for element in words]
    assert len(set(places)) == len(places)
    for path in root.iter(f"{SVG}path"):
        drawn = path.get("d", "")
        run = re.search(r"H([\d.]+)$", drawn) or re.search(r"^M[\d.]+ [\d.]+H([\d.]+)C", drawn)
        assert run, drawn  # every line has a straight part for its words
    assert inside(root)


def test_disputes_name_both_sides_and_count_those_who_do_not_fit() -> None:
    picture = contradictions.draw("D", [Dispute("It is so.", ("A",), tuple(f"No {n}" for n in range(9)))])
    assert "“It is so.” is affirmed by A and denied by No 0, No 1" in picture
    assert "and 4 more" in picture
    assert "No 8." in picture


def test_a_hierarchy_puts_each_under_its_parent_once_rings_too() -> None:
    picture = hierarchy.draw("h", "H", {"b": ["a"], "a": [], "c": ["b"], "x": ["y"], "y": ["x"]})
    assert "a; b under a; c under b; x under y; y under x." in picture
    assert len(list(parsed(picture).iter(f"{SVG}text"))) == 5


def test_nothing_is_no_picture() -> None:
    assert timeline.draw("M", []) == bars.draw("b", "t", []) == contradictions.draw("t", []) == ""
    assert network.draw("t", {}, [], "a") == hierarchy.draw("h", "t", {}) == ""


def test_nasty_and_long_words_stay_words_and_inside() -> None:
    pictures = [
        timeline.draw(NASTY, [year(NASTY.replace(" ", "-"), State.LISTED, NASTY)] * 3),
        bars.draw("b", NASTY, [(NASTY, 5)]),
        network.draw(NASTY, {"a": NASTY, "b": NASTY}, [Tie("a", "b", NASTY)], "a"),
        contradictions.draw(NASTY, [Dispute(NASTY, (NASTY,) * 9, (NASTY,))] * 3),
        hierarchy.draw("h", NASTY, {NASTY: [], "x": [NASTY]}),
    ]
    for picture in pictures:
        root = parsed(picture)
        assert inside(root)
        assert [element for element in root.iter() if element.tag == f"{SVG}script"] == []
        assert "\u202e" not in picture
        assert all(len(element.text or "") < 90 for element in root.iter(f"{SVG}text"))


def test_words_are_cut_and_wrapped_to_a_width() -> None:
    assert svg.cut("short", 100) == "short"
    assert svg.cut("a very long name indeed", 80).endswith("…")
    assert svg.wrapped("one two three four", 60, 2) == ["one two", "three f…"]
    assert svg.text("a very long name indeed", 0, 0, most=50).find("title") is not None
