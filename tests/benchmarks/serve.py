"""Measure the endpoint beside others: the same data, the same queries, in one run.

Run it with `make bench`. The load comes from wrk (Debian's package `wrk`), which shares the machine's cores with what
it measures. Each request of a cold workload is a query that was not asked before; a repeated one is the same each time;
the mix asks the example queries with the frequencies of Zipf's law.
"""

import argparse
import json
import random
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

import click
from pyoxigraph import RdfFormat, serialize
from rivals import Endpoint, available, running
from scaled import scaled

from graph import iris, pipeline
from graph.cli.group import folder_of
from graph.query import questions

JSON = "application/sparql-results+json"
MARKETS = ("taobao", "aliexpress", "pinduoduo", "dhgate", "wechat", "baidu-wangpan")
POINT = "SELECT ?p ?o { <id/market/%s> ?p ?o }"
GROUP = "SELECT ?type (COUNT(*) AS ?n) { ?s a ?type } GROUP BY ?type ORDER BY DESC(?n) ?type"
LARGE = "SELECT ?s ?type ?p ?o { ?s a ?type ; ?p ?o } LIMIT 20000"
ADDRESSES = 2000
# One address a line; `%23` begins a comment that makes a query a new one.
SCRIPT = """
local addresses, n = {}, 0
for line in io.lines("%s") do addresses[#addresses + 1] = line end
request = function()
  n = n + 1
  return wrk.format("GET", addresses[n %% #addresses + 1]%s, {["Accept"] = "%s"})
end
"""


@dataclass(frozen=True, slots=True)
class Workload:
    """Queries to ask in turn; cold ones are made new each time."""

    name: str
    queries: tuple[str, ...]
    cold: bool


@dataclass(frozen=True, slots=True)
class Result:
    """Requests a second, latencies as wrk prints them, how many were not answered well."""

    rate: float
    p50: str
    p99: str
    failed: int


def main() -> None:
    """Print what each endpoint reaches, then how many times as fast as each other one ours is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--factors", type=int, nargs="+", default=[1, 13])
    arguments = parser.parse_args()
    if not shutil.which("wrk"):
        click.echo("wrk is not installed; there is no load to measure with")
        return
    merged = pipeline.check(folder_of(None)).merged
    for factor in arguments.factors:
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "data.nt"
            triples = scaled(merged, factor)
            serialize(triples, str(data), RdfFormat.N_TRIPLES)
            click.echo(f"\n{len(triples):,} triples")
            _compare({name: _measured(name, data, Path(folder), arguments.seconds) for name in available()})


def _compare(rates: dict[str, dict[str, float]]) -> None:
    click.echo("  times as fast as")
    ours, *others = rates
    for name in others:
        ratios = (f"{row}: {rates[ours][row] / rate:.2f}" for row, rate in rates[name].items() if rate)
        click.echo("\n".join([f"    {name}", *(f"      {ratio}" for ratio in ratios)]))


def workloads() -> Iterator[Workload]:
    """Give what is asked."""
    points = tuple(POINT % name for name in MARKETS)
    yield Workload("point lookup, cold", points, cold=True)
    yield Workload("point lookup, repeated", points, cold=False)
    yield Workload("group and order, cold", (GROUP,), cold=True)
    yield Workload("group and order, repeated", (GROUP,), cold=False)
    yield Workload("20,000 rows, cold", (LARGE,), cold=True)
    yield Workload("20,000 rows, repeated", (LARGE,), cold=False)
    asked = [question.query for question in questions()]
    draw = random.Random(0)
    draw.shuffle(asked)
    weights = [1 / rank for rank in range(1, len(asked) + 1)]
    yield Workload("example queries by Zipf", tuple(draw.choices(asked, weights, k=ADDRESSES)), cold=False)


def _measured(name: str, data: Path, folder: Path, seconds: int) -> dict[str, float]:
    """Measure one endpoint; requests a second of each workload, nothing where it is not installed."""
    rates: dict[str, float] = {}
    if reason := available()[name]:
        click.echo(f"  {name}: {reason}")
        return rates
    with running(name, data, folder) as endpoint:
        click.echo(f"  {name}: the large query has {_rows(endpoint)} rows")
        for clients in (1, 8):
            for workload in workloads():
                with _peak(endpoint) as memory:
                    result = _load(endpoint, workload, folder, clients, seconds)
                row = f"{workload.name}, {clients} client{'s' if clients > 1 else ''}"
                failed = f"  {result.failed} failed" if result.failed else ""
                click.echo(
                    f"    {row:38} {result.rate:10.1f}/s  p50 {result.p50:>9}  p99 {result.p99:>9}"
                    f"  {memory[0] >> 20:5} MB{failed}"
                )
                rates[row] = result.rate
    return rates


def _load(endpoint: Endpoint, workload: Workload, folder: Path, clients: int, seconds: int) -> Result:
    path = "/" + endpoint.address.split("/", 3)[3]
    addresses = folder / "addresses"
    lines = (f"{path}?query={quote(complete(query), safe='')}" for query in workload.queries)
    addresses.write_text("\n".join(lines) + "\n", encoding="ascii")
    script = folder / "load.lua"
    new = ' .. "%23" .. n .. "-" .. os.time()' if workload.cold else ""
    script.write_text(SCRIPT % (addresses, new, JSON), encoding="ascii")
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "60s", "--latency", "-s", str(script)]
    out = subprocess.run([*command, endpoint.address], capture_output=True, text=True, check=True).stdout
    found = re.search(r"Requests/sec: +([\d.]+)", out)
    latency = dict(re.findall(r"(50|99)% +(\S+)", out))
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", out)
    failed = (int(bad[1]) if bad else 0) + (sum(map(int, errors.groups())) if errors else 0)
    return Result(float(found[1]) if found else 0.0, latency.get("50", "-"), latency.get("99", "-"), failed)


def complete(query: str) -> str:
    """Declare the base and the prefixes that a query uses, which only our endpoint knows by itself."""
    used = [name for name in iris.PREFIXES if re.search(rf"(?<![\w-]){re.escape(name)}:", query)]
    declared = [f"PREFIX {name}: <{iris.PREFIXES[name]}>" for name in used if f"PREFIX {name}:" not in query]
    return "\n".join([f"BASE <{iris.BASE}>", *declared, query])


def _rows(endpoint: Endpoint) -> int:
    request = Request(f"{endpoint.address}?query={quote(complete(LARGE))}", headers={"Accept": JSON})
    with urlopen(request, timeout=600) as answer:
        return len(json.load(answer)["results"]["bindings"])


@contextmanager
def _peak(endpoint: Endpoint) -> Iterator[list[int]]:
    """Give the highest memory seen, looked at ten times a second."""
    highest, done = [0], threading.Event()

    def look() -> None:
        while not done.wait(0.1):
            highest[0] = max(highest[0], endpoint.memory())

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield highest
    finally:
        done.set()
        watcher.join()


if __name__ == "__main__":
    main()
