"""Measure validation: set queries against pySHACL alone and pyrudof, in one run, on the real graph and larger ones.

Run it with `make bench`. Each measurement runs in a process of its own, so that time and peak memory are its own, and
begins when the data is in memory as the build has it; the reports are compared. Without pyrudof, that is left out.
"""

import gc
import importlib.util
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from graph import iris
from graph.model import Report

sys.path.insert(0, str(Path(__file__).parent))
from scaled import scaled

HERE = Path(__file__)
SKOS = "http://www.w3.org/2004/02/skos/core#"
# Times as large; whether it is broken; which engines are measured. The references get too slow or large beyond that.
RUNS = (
    (1, False, ("sets", "pyshacl", "pyrudof")),
    (1, True, ("sets", "pyshacl")),
    (10, False, ("sets", "pyshacl", "pyrudof")),
    (10, True, ("sets", "pyshacl")),
    (100, False, ("sets",)),
)


def main(factors: Iterable[int]) -> None:
    """Print the table for the factors asked for."""
    with tempfile.TemporaryDirectory() as folder:
        real, shapes = Path(folder, "real.nt"), Path(folder, "shapes.nt")
        _write_real(real, shapes)
        sys.stdout.write(f"{'data':<14}{'triples':>9}  {'engine':<8}{'seconds':>9}{'ratio':>7}{'MB':>7}  report\n")
        for factor, with_faults, engines in RUNS:
            if factor not in factors:
                continue
            data = Path(folder, "data.nt")
            triples = told_apart(scaled(_read(real), factor))
            serialize(broken(triples) if with_faults else triples, output=str(data), format=RdfFormat.N_TRIPLES)
            del triples
            gc.collect()
            _rows(f"{factor} x{', broken' if with_faults else ''}", data, shapes, engines)


def _rows(name: str, data: Path, shapes: Path, engines: Iterable[str]) -> None:
    first: dict[str, object] = {}
    for engine in engines:
        if engine == "pyrudof" and importlib.util.find_spec("pyrudof") is None:
            sys.stdout.write("pyrudof is not installed\n")
            continue
        command = [sys.executable, "-W", "ignore", str(HERE), "--measure", engine, str(data), str(shapes)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found = json.loads(done.stdout.splitlines()[-1])
        first = first or found
        ratio = found["seconds"] / first["seconds"]
        said = f"{found['results']} results" + (
            ", the same" if found["report"] == first["report"] and found is not first else ""
        )
        measured = f"{found['triples']:>9}  {engine:<8}{found['seconds']:>9.2f}{ratio:>7.1f}{found['megabytes']:>7.0f}"
        sys.stdout.write(f"{name:<14}{measured}  {said}\n")
        sys.stdout.flush()


def measure(engine: str, data_file: Path, shapes_file: Path) -> None:
    """Validate once and print what was measured, as JSON."""
    data, shapes = _read(data_file), _read(shapes_file)
    gc.collect()
    gc.freeze()
    began = time.perf_counter()
    if engine == "pyrudof":
        results, report = _rudof(data_file, shapes_file)
    else:
        from graph.validate import validate

        found = validate(data, shapes, "pyshacl" if engine == "pyshacl" else "sets")
        results, report = len(found.findings), _digest(found)
    seconds = time.perf_counter() - began
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    said = {"triples": len(data), "seconds": seconds, "megabytes": megabytes, "results": results, "report": report}
    sys.stdout.write(json.dumps(said) + "\n")


def _digest(report: Report) -> str:
    return json.dumps(
        [report.conforms, [str(finding) for finding in report.findings], sorted(map(str, report.triples))]
    )


def _rudof(data: Path, shapes: Path) -> tuple[int, str]:
    """Let pyrudof read and validate the files: it takes no triples, so its reading is measured with it."""
    import pyrudof

    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    rudof.read_data(str(data), pyrudof.RDFFormat.NTriples)
    rudof.read_shacl(str(shapes), pyrudof.ShaclFormat.NTriples)
    rudof.validate_shacl()
    report = str(rudof.serialize_shacl_validation_results())
    return report.count("sh:ValidationResult"), ""


def told_apart(triples: frozenset[Triple]) -> frozenset[Triple]:
    """Give each copy names of its own, within a class they are unique; a country's code is left to the first copy."""
    return frozenset(_own_name(triple) for triple in triples if not _code_of_a_copy(triple))


def _code_of_a_copy(triple: Triple) -> bool:
    return triple.predicate == iris.term("countryCode") and "-copy" in str(triple.subject)


def _own_name(triple: Triple) -> Triple:
    subject, value = triple.subject, triple.object
    if (
        not isinstance(subject, NamedNode)
        or not isinstance(value, Literal)
        or not triple.predicate.value.startswith(SKOS)
    ):
        return triple
    copy = re.search(r"-copy(\d+)", subject.value)
    if not copy or not triple.predicate.value.endswith("Label"):
        return triple
    return Triple(subject, triple.predicate, Literal(f"{value.value} ({copy[1]})", language=value.language))


def broken(triples: frozenset[Triple], share: float = 0.01, seed: int = 1) -> frozenset[Triple]:
    """Break a share of the nodes, one triple each: lost, with a wrong literal beside it, or leading elsewhere."""
    chance = random.Random(seed)
    nodes = sorted({t.subject for t in triples if isinstance(t.subject, NamedNode) and _ours(t.subject)}, key=str)
    chosen = set(chance.sample(nodes, max(1, round(len(nodes) * share))))
    left = set(triples)
    for triple in sorted((t for t in triples if t.subject in chosen), key=str):
        if triple.subject not in chosen:
            continue
        chosen.discard(triple.subject)
        match chance.randrange(3):
            case 0:
                left.discard(triple)
            case 1:
                left.add(Triple(triple.subject, triple.predicate, Literal("broken")))
            case _:
                left.discard(triple)
                left.add(Triple(triple.subject, triple.predicate, chance.choice(nodes)))
    return frozenset(left)


def _ours(node: NamedNode) -> bool:
    return node.value.startswith(iris.ID)


def _write_real(data: Path, shapes: Path) -> None:
    from importlib.resources import as_file, files

    from graph import corpus, triples, vocabulary
    from graph.infer import infer

    with as_file(files("graph").joinpath("sources")) as sources:
        read = corpus.read(sources)
    asserted = triples.merge(triples.asserted(read))
    everything = asserted | infer(asserted) | triples.full_texts(read)
    serialize(everything, output=str(data), format=RdfFormat.N_TRIPLES)
    serialize(vocabulary.shapes(), output=str(shapes), format=RdfFormat.N_TRIPLES)


def _read(path: Path) -> frozenset[Triple]:
    return frozenset(quad.triple for quad in parse(path=str(path), format=RdfFormat.N_TRIPLES))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    else:
        main([int(argument) for argument in sys.argv[1:]] or [1, 10, 100])
