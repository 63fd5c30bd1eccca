"""How to cite the dataset: a sentence, and BibTeX."""

from graph import iris
from server.pages.releases import Published

TITLE = "Notorious Markets Knowledge Graph"
AUTHOR = "Notorious Markets Knowledge Graph team"


def text(release: Published | None) -> str:
    """Give a citation in words; the release makes it exact."""
    if release is None:
        return f"{AUTHOR}: {TITLE}. {iris.BASE}"
    return f"{AUTHOR} ({release.day[:4]}): {TITLE}, release {release.id}. {_address(release)} (CC BY 4.0)"


def bibtex(release: Published | None) -> str:
    """Give a citation as BibTeX, of the type that biblatex has for datasets."""
    fields = {"author": f"{{{AUTHOR}}}", "title": f"{{{TITLE}}}"}
    if release:
        fields |= {"year": release.day[:4], "version": release.id, "url": _address(release), "note": "CC BY 4.0"}
    else:
        fields["url"] = iris.BASE
    key = f"nmkg-{release.id}" if release else "nmkg"
    lines = ",\n".join(f"  {name:<8}= {{{value}}}" for name, value in fields.items())
    return f"@dataset{{{key},\n{lines}\n}}"


def _address(release: Published) -> str:
    return f"{iris.BASE}dumps/{release.id}/"
