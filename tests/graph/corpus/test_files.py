"""Sources are read byte by byte, kept to the last character, and what is missing or misnamed is said with its file."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from graph import corpus
from graph.corpus import files
from graph.errors import CorpusError


def said(folder: Path) -> list[str]:
    with pytest.raises(CorpusError) as caught:
        corpus.read(folder)
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]


def retext(folder: Path, change: Callable[[bytes], bytes]) -> str:
    """Change the text of an article, its digest in the annotation as well; give the text as decoded."""
    path = folder / "articles" / "one.txt"
    before, after = path.read_bytes(), change(path.read_bytes())
    path.write_bytes(after)
    notes = path.with_suffix(".yaml")
    digests = hashlib.sha256(before).hexdigest(), hashlib.sha256(after).hexdigest()
    notes.write_text(notes.read_text(encoding="utf-8").replace(*digests), encoding="utf-8")
    return after.decode("utf-8")


@pytest.mark.parametrize("name", ["articles/one.txt", "articles/one.yaml", "entities.csv", "comparisons.yaml"])
def test_bytes_that_are_no_utf_8_are_refused_with_line_and_byte(name: str, tiny: Path) -> None:
    path = tiny / name
    start = path.read_bytes().index(b"\n") + 1
    path.write_bytes(path.read_bytes()[:start] + b"caf\xe9" + path.read_bytes()[start:])
    assert said(tiny) == [
        f"{name}:2: is not UTF-8 at byte {start + 3} (0xe9)\n"
        "    Convert the file to UTF-8; the offsets of every quote count its characters."
    ]


def test_a_text_that_ends_within_a_character_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"one\.txt:1: is not UTF-8 at byte 2 \(0xe2\)"):
        files.decode(tmp_path / "one.txt", b"a \xe2\x80")


def test_windows_line_ends_are_characters_like_others(tiny: Path) -> None:
    text = retext(tiny, lambda data: data.replace(b"\n", b"\r\n"))
    article = corpus.read(tiny).articles[0]
    assert article.document.text == text
    assert text.count("\r\n") == 5
    assert all(text[span.start : span.end] == span.exact for span in article.excerpts)


def test_a_byte_order_mark_of_a_text_is_its_first_character(tiny: Path) -> None:
    text = retext(tiny, lambda data: b"\xef\xbb\xbf" + data)
    article = corpus.read(tiny).articles[0]
    assert article.document.text == text
    assert text[0] == "\ufeff"
    title = min(article.rests)
    assert (title.start, title.exact) == (1, "Quaymarket put on the list of notorious markets")


def test_the_digest_of_a_text_is_that_of_its_bytes(tiny: Path) -> None:
    data = (tiny / "articles" / "one.txt").read_bytes()
    assert corpus.read(tiny).articles[0].document.sha256 == hashlib.sha256(data).hexdigest() == files.sha256(data)


def test_registers_with_windows_line_ends_say_the_same(tiny: Path) -> None:
    before = corpus.read(tiny)
    for name in ("entities.csv", "propositions.csv"):
        data = (tiny / name).read_bytes().replace(b"\n", b"\r\n").replace(b"said,\r\n", b"said,\n")
        (tiny / name).write_bytes(data)
    after = corpus.read(tiny)
    assert (after.entities, after.propositions) == (before.entities, before.propositions)


def test_a_sources_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    (only,) = said(tmp_path / "nowhere")
    assert "nowhere: is not a folder" in only
    assert "entities.csv, propositions.csv and articles/" in only


def test_an_empty_sources_folder_is_said(tmp_path: Path) -> None:
    assert said(tmp_path) == ["entities.csv: cannot be read: No such file or directory"]


def test_sources_without_a_folder_of_articles_are_refused(tiny: Path) -> None:
    shutil.rmtree(tiny / "articles")
    assert said(tiny) == [
        "articles: is not a folder\n    Name the folder that holds entities.csv, propositions.csv and articles/."
    ]


def test_sources_without_an_article_are_refused(tiny: Path) -> None:
    for path in (tiny / "articles").iterdir():
        path.unlink()
    assert said(tiny) == [
        "articles: holds no article\n    Put each article's text and annotation there: 000.txt and 000.yaml."
    ]


def test_an_annotation_without_text_is_refused(tiny: Path) -> None:
    (tiny / "articles" / "one.yaml").rename(tiny / "articles" / "three.yaml")
    assert said(tiny) == ["articles/three.yaml: has no text beside it"]


def test_an_article_without_annotation_is_left_out_unless_one_is_drafted(tiny: Path) -> None:
    (tiny / "articles" / "three.txt").write_text("Nobody has read this.\n", encoding="utf-8")
    assert [article.document.id for article in corpus.read(tiny).articles] == ["one", "two"]


@pytest.mark.parametrize("name", ["Three", "the-third", "third one", "dritte-ü", "3.1", "ⅲ"])
def test_an_article_whose_name_cannot_be_an_id_is_refused(name: str, tiny: Path) -> None:
    for suffix in (".txt", ".yaml"):
        shutil.copy(tiny / "articles" / f"one{suffix}", tiny / "articles" / f"{name}{suffix}")
    assert said(tiny) == [
        f"articles/{name}.txt: has a name that cannot be a document's id\n    Use lower-case letters and digits."
    ]


def test_a_folder_in_place_of_a_text_is_refused(tiny: Path) -> None:
    (tiny / "articles" / "one.txt").unlink()
    (tiny / "articles" / "one.txt").mkdir()
    assert said(tiny) == ["articles/one.txt: cannot be read: Is a directory"]


def test_faults_of_several_files_are_said_together(tiny: Path) -> None:
    (tiny / "articles" / "one.yaml").write_text("- a list\n", encoding="utf-8")
    (tiny / "articles" / "two.yaml").write_text("a: [\n", encoding="utf-8")
    assert [fault.partition(": ")[0] for fault in said(tiny)] == ["articles/one.yaml:1", "articles/two.yaml:2"]


def test_comparisons_may_be_left_out(tiny: Path) -> None:
    (tiny / "comparisons.yaml").unlink()
    read = corpus.read(tiny)
    assert read.comparisons == ()
    assert set(read.digests) == {"entities.csv", "propositions.csv"}


def test_other_files_beside_the_articles_are_left_alone(tiny: Path) -> None:
    (tiny / "articles" / "README.md").write_text("# Articles\n", encoding="utf-8")
    assert len(corpus.read(tiny).articles) == 2


def test_articles_are_read_in_the_order_of_their_names_and_each_is_told(tiny: Path) -> None:
    told: list[str] = []
    read = corpus.read(tiny, told.append)
    assert told == [article.document.id for article in read.articles] == ["one", "two"]
