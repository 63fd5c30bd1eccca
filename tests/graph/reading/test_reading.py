"""Files as people find them: what is read of them, and what is refused with which reason."""

import datetime
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from graph.errors import CorpusError
from graph.reading import document, read

PAGE = """<html lang="{lang}"><head><title>Market listed | The Bugle</title>
<meta property="og:title" content="Market listed"><meta property="og:site_name" content="The Bugle">
<meta property="article:published_time" content="2023-02-01T10:00:00Z"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Market listed</h1><p>The trade office kept the market on its list of notorious markets on Tuesday. The list
has 39 online markets and many more that people visit.</p><p>“We are disappointed,” the company said in a statement. “We
will keep working with brands to take down what is fake.”</p></article><footer>Copyright</footer></body></html>"""


def said(path: Path) -> str:
    with pytest.raises(CorpusError) as caught:
        read(path)
    return str(caught.value)


def pdf(lines: list[str]) -> bytes:
    """Write a page of text by hand, as small as a PDF can be."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 60 740 Td {shown} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    )


def test_a_page_gives_its_text_title_publisher_and_day(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(lang="en"), encoding="utf-8")
    found = read(path)
    assert found.title == "Market listed"
    assert (found.publisher, found.publisher_how) == ("The Bugle", "the page's metadata")
    assert found.date == datetime.date(2023, 2, 1)
    assert "Home" not in found.text
    assert "Copyright" not in found.text
    assert "“We are disappointed,” the company said in a statement." in found.text
    assert "\n\n" in found.text


def test_a_page_is_known_by_its_bytes_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE.format(lang="en"), encoding="utf-8")
    assert not read(path).text.lstrip().startswith("<")


def test_a_pdf_gives_its_text_with_lines_and_words_joined(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    lines = [
        "The review of notorious markets names many markets that are said to sell coun-",
        "terfeit goods, and the office asks the governments of the countries concerned to act",
        "against them without delay.",
    ]
    path.write_bytes(pdf(lines))
    found = read(path)
    assert "sell counterfeit goods, and the office asks" in found.text
    assert "countries concerned to act against them without delay." in found.text


def test_a_scanned_pdf_is_refused(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=600, height=800)
    buffer = BytesIO()
    writer.write(buffer)
    (tmp_path / "scan.pdf").write_bytes(buffer.getvalue())
    assert "is scanned: 1 pages hold pictures and no text" in said(tmp_path / "scan.pdf")


def test_a_damaged_or_locked_pdf_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    assert "is no PDF that can be read" in said(tmp_path / "bad.pdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=600, height=800)
    writer.encrypt("secret", algorithm="RC4-40")
    buffer = BytesIO()
    writer.write(buffer)
    (tmp_path / "locked.pdf").write_bytes(buffer.getvalue())
    assert "is locked by a password" in said(tmp_path / "locked.pdf")


GERMAN = "Der Markt ist nicht auf der Liste und die Behörde sagt, dass sie ihn nicht mehr auf der Liste nennt. "
FRENCH = "Le marché est sur la liste des marchés notoires et les autorités ont dit que cette liste est pour les aider. "
CHINESE = "美国贸易代表办公室发布恶名市场名单，淘宝再次上榜。" * 10


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (" \n\t\n", "is empty"),
        (GERMAN * 3, "is in German"),
        (FRENCH * 3, "is in French"),
        (CHINESE, "is written in another script"),
        ("1234 5678 !!! " * 20, "holds no words"),
        ("a" * 100_000, "without a space"),
        ("\x00\x01" * 500 + " the market is on the list and the list is long", "control characters"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_the_reason(text: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(text, encoding="utf-8")
    message = said(path)
    assert message.startswith(f"{path}: ")
    assert reason in message


def test_a_page_in_another_language_or_without_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(lang="zh-CN"), encoding="utf-8")
    assert "is said to be in another language" in said(path)
    path.write_text("<html><body><script>draw()</script></body></html>", encoding="utf-8")
    assert "is a page without text" in said(path)


def test_a_file_of_a_hundred_megabytes_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.txt"
    path.write_text("the market is on the list of the office " * 2600, encoding="utf-8")
    monkeypatch.setattr(document, "MOST_CHARACTERS", 100_000)
    assert "is too long to be one document" in said(path)
    path.write_text("the market is on the list of the office " * 200_000, encoding="utf-8")
    assert "bytes" in said(path)


@pytest.mark.parametrize(
    ("article", "tell"), [("000", "paywall"), ("003", "machine back-translation"), ("004", "word-spun copy")]
)
def test_texts_that_cannot_be_trusted_have_a_warning(article: str, tell: str, sources: Path) -> None:
    assert any(tell in warning for warning in read(sources / "articles" / f"{article}.txt").warnings)


@pytest.mark.parametrize("article", ["001", "002"])
def test_texts_that_can_be_trusted_have_none(article: str, sources: Path) -> None:
    assert read(sources / "articles" / f"{article}.txt").warnings == ()
