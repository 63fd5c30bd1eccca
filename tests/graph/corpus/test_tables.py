"""Tables: strict cells, rows that know their characters, names that resolve, and no row that is lost."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import corpus, iris
from graph.corpus import period
from graph.corpus.tables import rows
from graph.errors import CorpusError, Place, Problem
from graph.model import Corpus, Table

HEADER = "edition,market_name,kind,country,city,category,operator_or_owner,source_url,note\n"
GOOD = "2021,Quaymarket,online,,,e-commerce,,https://example.org/a,\n"
PAGE = "https://example.org/a"
Edit = Callable[[str, str, str], Path]


def with_table(folder: Path, name: str, text: str) -> Path:
    (folder / "tables").mkdir(exist_ok=True)
    (folder / "tables" / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def said(folder: Path) -> list[str]:
    with pytest.raises(CorpusError) as caught:
        corpus.read(folder)
    return [str(problem).removeprefix(f"{folder}/tables/") for problem in caught.value.problems]


def table_of(read: Corpus) -> Table:
    (table,) = read.tables
    return table


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("1999,Quaymarket,online,,,e-commerce,,{p},", "edition: there is no edition/1999 in entities.csv"),
        (",Quaymarket,online,,,e-commerce,,{p},", "edition: is empty"),
        ("2021,Quaymarkt,online,,,e-commerce,,{p},", "market_name: “Quaymarkt” is no name of the registers"),
        ("2021,Quaymarket,offline,,,e-commerce,,{p},", "kind: “offline” is not one of online, physical"),
        ("2021,Quaymarket,physical,,,e-commerce,,{p},", "kind: physical, but market/quaymarket is a OnlineMarket"),
        ("2021,Quaymarket,online,UK,,e-commerce,,{p},", "country: “UK” is not a code of ISO 3166-1 alpha-2"),
        ("2021,Quaymarket,online,FR,,e-commerce,,{p},", "country: no country of entities.csv has the code “FR”"),
        ("2021,Quaymarket,online,,,torent,,{p},", "category: “torent” is the label of no concept"),
        ("2021,Quaymarket,online,,,e-commerce,Nobody,{p},", "operator_or_owner: “Nobody” is no name of the registers"),
        (
            "2021,Quaymarket,online,,,e-commerce,,ftp://example.org,",
            "source_url: “ftp://example.org” is not the address",
        ),
        ("2021,Quaymarket,online,,,e-commerce,,{p} {p},", "source_url: “https://example.org/a https"),
        ("2021,Quaymarket,online,,,e-commerce,,,", "source_url: is empty"),
        ("2021,Quaymarket,online,,,e-commerce,,{p}", "has 8 cells where the header has 9"),
    ],
)
def test_a_bad_cell_is_refused_with_file_line_column_and_reason(row: str, message: str, tiny: Path) -> None:
    folder = with_table(tiny, "listings", HEADER + GOOD + row.format(p=PAGE) + "\n")
    (problem,) = said(folder)
    assert problem.startswith(f"listings.csv:3: {message}")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("2021-13,Quaymarket,removed,trade office,,{p}", "date: “2021-13” is not a date: there is no such month"),
        (
            "2021-02-30,Quaymarket,removed,trade office,x,{p}",
            "date: “2021-02-30” is not a date: there is no such month",
        ),
        ("soon,Quaymarket,removed,trade office,x,{p}", "date: “soon” is not a date (YYYY, YYYY-MM, YYYY-Qn"),
        ("2021,Quaymarket,remved,trade office,x,{p}", "event_type: “remved” is not one of listed, relisted, removed"),
        ("2021,Quaymarket,removed,trade office,x,{p}", "date: no edition came out on 2021"),
    ],
)
def test_a_bad_date_or_word_is_refused(row: str, message: str, tiny: Path) -> None:
    header = "date,market_or_edition,event_type,actor,what,source_url\n"
    assert said(with_table(tiny, "events", header + row.format(p=PAGE) + "\n"))[0].startswith(
        f"events.csv:2: {message}"
    )


def test_all_bad_rows_of_a_file_are_reported_together(tiny: Path) -> None:
    bad = "1999,Nowhere,inside,ZZ,,torent,,none,\n"
    problems = said(with_table(tiny, "listings", HEADER + bad + GOOD + bad))
    assert [problem.split(":")[1] for problem in problems] == ["2"] * 6 + ["4"] * 6


def test_a_name_that_is_not_found_is_refused_with_the_nearest(tiny: Path) -> None:
    (problem,) = said(with_table(tiny, "listings", HEADER + GOOD.replace("Quaymarket", "Quay Markets")))
    assert "The nearest are “Quaymarket”" in problem
    assert "names.csv" in problem


def test_a_register_of_names_decides_what_a_printed_name_stands_for(tiny: Path) -> None:
    (tiny / "names.csv").write_text(
        "printed,ids,within,includes,domain,why\nquay.example,market/quaymarket,,,quay.example,Its domain.\n"
    )
    read = corpus.read(with_table(tiny, "listings", HEADER + GOOD.replace("Quaymarket", "quay.example")))
    (listing,) = [
        s for s in table_of(read).statements if s.iri == iris.node("listing/2021/quaymarket") and len(s.values) > 1
    ]
    said = {(name.value.rpartition("#")[2], value.value) for name, value in listing.values}
    assert ("reportedAs", "quay.example") in said
    domains = [s.iri for s in table_of(read).statements if any(n == iris.term("domain") for n, _ in s.values)]
    assert domains == [listing.iri, iris.node("market/quaymarket")]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("A,market/none,,,,", "“market/none” is not in the registers"),
        ("A,market/quaymarket | company/brightkeel,,,,", "“A” stands for entities of several kinds, or of none"),
        ("Quaymarket,market/quaymarket,,,,", "“Quaymarket” stands here twice, or is the preferred label"),
        ("A,market/quaymarket,,,Quay.example,", "domain: “Quay.example” is no internet domain in lower case"),
    ],
)
def test_a_bad_row_of_the_register_of_names_is_refused(row: str, message: str, tiny: Path) -> None:
    (tiny / "names.csv").write_text(f"printed,ids,within,includes,domain,why\n{row}\n")
    with pytest.raises(CorpusError) as caught:
        corpus.read(tiny)
    assert str(caught.value).startswith(f"{tiny}/names.csv:2: {message}")


def test_entities_that_look_alike_must_be_merged_or_declared_distinct(edited: Edit) -> None:
    folder = edited(
        "entities.csv",
        "company/brightkeel,",
        "market/quay-market,PhysicalMarket,Quay Markets,,,,,,,,,,\ncompany/brightkeel,",
    )
    with pytest.raises(CorpusError, match="market/quay-market and market/quaymarket have names that look alike"):
        corpus.read(folder)
    (folder / "distinct.csv").write_text("one,other,why\nmarket/quaymarket,market/quay-market,A site and a hall.\n")
    assert corpus.read(folder)


def test_a_row_that_makes_no_fact_must_be_accounted_for_and_one_that_does_must_not(tiny: Path) -> None:
    header = "market_name,owner,relation,since,until,source_url,note\n"
    row = f"Quaymarket,Brightkeel Holdings,operates (alleged),,,{PAGE},\n"
    assert said(with_table(tiny, "owners", header + row))[0].startswith(
        "owners.csv:2: makes no fact and is not accounted for"
    )
    (tiny / "unused.csv").write_text("table,row,why\nowners,2,An allegation.\n")
    (kept,) = table_of(corpus.read(tiny)).rows
    assert (kept.number, kept.unused) == (2, "An allegation.")
    with_table(tiny, "owners", header + row.replace(" (alleged)", ""))
    assert "gives a reason for a row that is used" in said(tiny)[0]
    (tiny / "unused.csv").write_text("table,row,why\nowners,9,Gone.\n")
    assert "owners has no row 9" in said(tiny)[0]


def test_a_table_without_a_mapping_and_a_wrong_header_are_refused(tiny: Path) -> None:
    assert said(with_table(tiny, "prices", "a,b\n1,2\n"))[0].startswith("prices.csv: has no mapping")
    (tiny / "tables" / "prices.csv").unlink()
    assert said(with_table(tiny, "listings", "edition,market\n"))[0].startswith(
        "listings.csv:1: has the columns edition, market"
    )


def test_what_a_note_says_is_not_on_the_page_rests_on_the_cell_alone(tiny: Path) -> None:
    row = f'2021,Quaymarket,online,,,e-commerce,Brightkeel Holdings,{PAGE},"operator from Wikipedia infobox"\n'
    table = table_of(corpus.read(with_table(tiny, "listings", HEADER + row)))
    evidence = {
        s.iri.value.removeprefix(iris.ID): [v.value for n, v in s.values if n == iris.term("evidence")]
        for s in table.statements
    }
    at = len(HEADER) + row.index("Brightkeel")
    assert evidence["listing/2021/quaymarket"] == [iris.row("listings", 2).value]
    assert evidence["control/brightkeel--quaymarket"] == [
        iris.excerpt("listings", at, at + len("Brightkeel Holdings")).value
    ]


CELLS = st.lists(st.lists(st.text(alphabet='ab,"\n é', max_size=4), min_size=3, max_size=3), max_size=6)


@given(CELLS)
def test_rows_and_cells_stand_on_the_characters_that_a_csv_writer_wrote(written: list[list[str]]) -> None:
    """The csv module writes; every row and cell must be found in the text at its place, and hold what was written."""
    target = io.StringIO(newline="")
    csv.writer(target, lineterminator="\n").writerows([["x", "y", "z"], *written])
    text, problems = target.getvalue(), list[Problem]()
    read = list(rows.read("t", Place(Path("t.csv")), io.StringIO(text, newline=""), ("x", "y", "z"), problems))
    assert not problems
    assert [row.number for row in read] == [*range(2, len(written) + 2)]
    for row, cells in zip(read, written, strict=True):
        assert text[row.span.start : row.span.end] == row.span.exact
        assert next(csv.reader(io.StringIO(row.span.exact, newline=""))) == cells
        assert {name: cell.text for name, cell in row.cells.items()} == {
            name: cell.strip() for name, cell in zip("xyz", cells, strict=True) if cell.strip()
        }
        for cell in row.cells.values():
            assert text[cell.span.start : cell.span.end] == cell.span.exact
            assert cell.span.exact in (cell.text, cell.text.replace('"', '""'))


def test_rows_are_read_one_at_a_time() -> None:
    """A row is given before the line after it is asked for."""
    taken: list[str] = []

    def source() -> Iterator[str]:
        for line in ("x\n", "1\n", "2\n"):
            taken.append(line)
            yield line

    found = rows.read("t", Place(Path("t.csv")), source(), ("x",), [])
    assert next(found).number == 2
    assert taken == ["x\n", "1\n"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2024-Q1", "2024-01-01", "2024-03-31"),
        ("2024-Q4", "2024-10-01", "2024-12-31"),
        ("2018-01-12", "2018-01-12", "2018-01-12"),
    ],
)
def test_a_printed_time_is_a_first_and_a_last_day(text: str, first: str, last: str) -> None:
    found = period.read(text)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "20", "2020-13", "2020-2", "2021-02-29", "2024-Q5", "2020/01", "circa 2020", "٢٠٢٠"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        period.read(text)
