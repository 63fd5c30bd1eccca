"""YAML and CSV become trees of written text that know their line; what is malformed is refused with file and line."""

from pathlib import Path

import pytest

from graph.corpus.records import Mapping, Scalar, Sequence, mappings, read_csv, read_yaml, scalars
from graph.errors import CorpusError, Place, Problem

FILE = Path("sources/one.yaml")
TABLE = Path("sources/entities.csv")


def yaml_problems(text: str) -> list[str]:
    with pytest.raises(CorpusError) as caught:
        read_yaml(FILE, text)
    return [str(problem) for problem in caught.value.problems]


def csv_problem(text: str) -> str:
    with pytest.raises(CorpusError) as caught:
        list(read_csv(TABLE, text))
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", "sources/one.yaml:3: is not YAML: expected ',' or ']', but got ':'"),
        ('a: 1\nb: "open\n', "sources/one.yaml:3: is not YAML: found unexpected end of stream"),
        ("a: 1\n\tb: 2\n", "sources/one.yaml:2: is not YAML: found character '\\t' that cannot start any token"),
        ("a: 1\n---\nb: 2\n", "sources/one.yaml:2: is not YAML: but found another document"),
        ("- a\n- b\n", "sources/one.yaml:1: must hold named fields (key: value)"),
        ("only words\n", "sources/one.yaml:1: must hold named fields (key: value)"),
        ("# nothing\n", "sources/one.yaml:1: must hold named fields (key: value)"),
        ("a: 1\n[b, c]: 2\n", "sources/one.yaml:2: a key must be a plain word"),
    ],
)
def test_malformed_yaml_is_refused_with_file_and_line(text: str, said: str) -> None:
    assert yaml_problems(text) == [said]


def test_characters_that_yaml_forbids_are_refused_with_the_file() -> None:
    assert yaml_problems("a: \x01\n")[0].startswith("sources/one.yaml: is not YAML:")


def test_every_key_that_stands_twice_is_said_at_its_line() -> None:
    text = "a: 1\nb:\n  c: 1\n  c: 2\na: 3\n"
    assert yaml_problems(text) == [
        "sources/one.yaml:4: “c” stands twice\n    Keep one of the two.",
        "sources/one.yaml:5: “a” stands twice\n    Keep one of the two.",
    ]


@pytest.mark.parametrize("written", ["000", "2018-01-15", "no", "1.50", "0x1f", "1_000", "~", "12:30", "true"])
def test_yaml_values_stay_the_text_that_was_written(written: str) -> None:
    assert read_yaml(FILE, f"key: {written}\n").entries["key"] == Scalar(written, Place(FILE, 1))


def test_yaml_keys_stay_the_text_that_was_written() -> None:
    assert list(read_yaml(FILE, "no: 1\n007: 2\n").entries) == ["no", "007"]


def test_every_yaml_value_knows_its_line() -> None:
    tree = read_yaml(FILE, "# a comment\na:\n  - one\n  - two\nb: {c: 1}\n")
    assert tree == Mapping(
        {
            "a": Sequence((Scalar("one", Place(FILE, 3)), Scalar("two", Place(FILE, 4))), Place(FILE, 3)),
            "b": Mapping({"c": Scalar("1", Place(FILE, 5))}, Place(FILE, 5)),
        },
        Place(FILE, 2),
    )


def test_a_byte_order_mark_is_no_part_of_the_first_name() -> None:
    assert list(read_yaml(FILE, "\ufeffa: 1\n").entries) == ["a"]
    assert [list(row.entries) for row in read_csv(TABLE, "\ufeffid,name\nx,y\n")] == [["id", "name"]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "sources/entities.csv:1: needs a header row that names each column once"),
        ("id,name,id\n", "sources/entities.csv:1: needs a header row that names each column once"),
        ("id,,name\n", "sources/entities.csv:1: needs a header row that names each column once"),
        (
            "id,name\nx,y\nz\n",
            "sources/entities.csv:3: has 1 cells where the header has 2\n"
            "    Put cells that hold a comma in double quotes.",
        ),
        (
            'id,name\nx,"y\ny"\nz,a,b\n',
            "sources/entities.csv:4: has 3 cells where the header has 2\n"
            "    Put cells that hold a comma in double quotes.",
        ),
        ('id,name\nx,y\nz,"open\nq,r\ns,t\n', "sources/entities.csv:3: is not CSV: unexpected end of data"),
        ('id,name\nx,"y"y\n', "sources/entities.csv:2: is not CSV: ',' expected after '\"'"),
    ],
)
def test_malformed_csv_is_refused_with_file_and_the_line_where_the_row_begins(text: str, said: str) -> None:
    assert csv_problem(text) == said


def test_a_quoted_cell_may_run_over_lines_and_hold_commas_and_quotes() -> None:
    rows = list(read_csv(TABLE, 'id,name\nx,"one,\ntwo ""three"""\ny,z\n'))
    assert [row.entries["name"].text for row in rows if isinstance(row.entries["name"], Scalar)] == [
        'one,\ntwo "three"',
        "z",
    ]
    assert [row.place.line for row in rows] == [2, 4]


def test_csv_cells_stay_text_are_trimmed_and_left_out_where_empty() -> None:
    rows = list(read_csv(TABLE, "id,name,note\r\n000, no ,\r\n"))
    assert rows == [
        Mapping({"id": Scalar("000", Place(TABLE, 2)), "name": Scalar("no", Place(TABLE, 2))}, Place(TABLE, 2))
    ]


def test_a_value_stands_for_a_list_of_one() -> None:
    problems: list[Problem] = []
    one = Scalar("a", Place(FILE, 1))
    assert scalars(one, problems) == scalars(Sequence((one,), Place(FILE, 1)), problems) == (one,)
    assert problems == []


def test_values_and_entries_of_the_wrong_shape_are_refused_at_their_place() -> None:
    problems: list[Problem] = []
    mapping = Mapping({}, Place(FILE, 3))
    assert scalars(mapping, problems) == ()
    assert scalars(Sequence((mapping,), Place(FILE, 4)), problems) == ()
    assert mappings(Scalar("a", Place(FILE, 5)), problems) == ()
    assert mappings(Sequence((Scalar("a", Place(FILE, 6)),), Place(FILE, 6)), problems) == ()
    assert [str(problem) for problem in problems] == [
        "sources/one.yaml:3: must be a value or a list of values",
        "sources/one.yaml:4: must be a value or a list of values",
        "sources/one.yaml:5: must be a list of entries, each with named fields",
        "sources/one.yaml:6: must be a list of entries, each with named fields",
    ]


@pytest.mark.parametrize("text", ["a: &x [*x]", "a: " + "[" * 3000])
def test_yaml_that_leads_back_into_itself_or_too_deep_is_refused(text: str) -> None:
    with pytest.raises(CorpusError, match="nested"):
        read_yaml(Path("x.yaml"), text)


def test_blank_lines_of_a_csv_are_passed_over() -> None:
    rows = list(read_csv(Path("x.csv"), "a,b\n\n1,2\n\n"))
    assert [row.place.line for row in rows] == [3]
