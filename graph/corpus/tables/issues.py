"""When each edition of the list came out and how many markets it counts, from the table of editions alone."""

import datetime
import io
from dataclasses import dataclass
from pathlib import Path

from graph.corpus import files, period
from graph.corpus.tables import rows
from graph.corpus.tables.mapping import Type
from graph.corpus.tables.mappings import EDITIONS
from graph.errors import CorpusError, Place, Problem

_EDITION = next(column.name for column in EDITIONS.columns if column.type is Type.EDITION)
_COUNTS = {counted.measure: counted.column for counted in EDITIONS.counts}


@dataclass(frozen=True, slots=True)
class Issue:
    """An edition: its slug, the first day on which it can have come out, what it counts (0: not known)."""

    edition: str
    first: datetime.date
    online: int = 0
    physical: int = 0
    total: int = 0


def issues(folder: Path) -> tuple[Issue, ...]:
    """Read the editions that came out on a known day or in a known month, in the order of the table in `folder`.

    The table may be absent. Raises CorpusError where it is malformed.
    """
    path = folder / f"{EDITIONS.name}.csv"
    if not path.is_file():
        return ()
    problems: list[Problem] = []
    found: list[Issue] = []
    lines = io.StringIO(files.decode(path, files.read_bytes(path)), newline="")
    columns = tuple(column.name for column in EDITIONS.columns)
    for row in rows.read(EDITIONS.name, Place(path), lines, columns, problems):
        edition, when = row.cells.get(_EDITION), row.cells.get(EDITIONS.issues)
        if edition is None or when is None:
            continue
        try:
            counts = (int(row.cells[column].text) if column in row.cells else 0 for column in _counted())
            found.append(Issue(edition.text, period.read(when.text).first, *counts))
        except ValueError as error:
            problems.append(Problem(row.place, str(error)))
    if problems:
        raise CorpusError(problems)
    return tuple(found)


def _counted() -> tuple[str, str, str]:
    return _COUNTS["listed-online-markets"], _COUNTS["listed-physical-markets"], _COUNTS["listed-markets"]
