"""Every format's bytes, for triples that do not change when the ontology does."""

import hashlib
import json
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph import iris, vocabulary
from graph.release.serialise import compressed, dumps

DIGESTS = Path(__file__).parents[1] / "fixtures" / "dump-digests.json"

TAOBAO, ALIBABA, EXCERPT = iris.node("market/taobao"), iris.node("company/a"), iris.node("document/000#char=1,9")
ENTITIES = frozenset(
    {
        Triple(TAOBAO, vocabulary.TYPE, iris.term("OnlineMarket")),
        Triple(TAOBAO, vocabulary.PREF_LABEL, Literal("Taobao – “the” market", language="en")),
        Triple(TAOBAO, iris.term("operatedBy"), ALIBABA),
        Triple(iris.ONTOLOGY, iris.term("x"), BlankNode("c14n0")),
        Triple(BlankNode("c14n0"), iris.term("y"), Literal("1", datatype=NamedNode(f"{vocabulary.XSD}integer"))),
    }
)
SOURCE = frozenset(
    {
        Triple(EXCERPT, iris.term("exact"), Literal("a\u00a0“b”\n\tc\\ \U0001f600")),
        Triple(EXCERPT, iris.term("value"), Literal("4.5", datatype=NamedNode(f"{vocabulary.XSD}decimal"))),
        Triple(TAOBAO, iris.term("operatedBy"), ALIBABA),
    }
)


def test_bytes_are_those_written_on_other_machines_and_python_versions() -> None:
    """The digests were taken once; whoever runs this, wherever, must get the same."""
    graphs = {iris.named_graph("entities"): ENTITIES, iris.named_graph("source/000"): SOURCE}
    written = dict(dumps(ENTITIES | SOURCE, graphs))
    written |= {name: data for source, content in written.items() for name, data in compressed(source, content)}
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in written.items()}
    assert len(digests) == 24
    assert digests == json.loads(DIGESTS.read_text(encoding="utf-8"))
