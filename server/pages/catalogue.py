"""Which lists there are: what each holds, its columns and its filters."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.pages.filters import Filter, contains


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and the properties whose values it shows, or the property that it counts from outside.

    `inside` is a property whose values are shown too, as editions that name the thing inside the entry of another.
    """

    heading: str
    properties: tuple[str, ...] = ()
    counted: str = ""
    missing: str = "not known"
    is_kind: bool = False
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: path, title, what it holds in a sentence, the pattern of ?node, columns, filters."""

    path: str
    title: str
    intro: str
    pattern: str
    columns: tuple[Column, ...] = ()
    filters: tuple[Filter, ...] = ()
    size: int = 50
    is_claims: bool = False

    @property
    def properties(self) -> tuple[str, ...]:
        """The properties that the columns show, and those that name an item."""
        own = (name for column in self.columns for name in (*column.properties, column.inside) if name)
        return tuple(dict.fromkeys(("rdf:type", "skos:prefLabel", "dcterms:title", "nm:summary", *own)))

    @property
    def counted(self) -> tuple[str, ...]:
        """The properties that are counted."""
        return tuple(column.counted for column in self.columns if column.counted)


_KIND = Column("Kind", is_kind=True)

MARKETS = Listed(
    "/markets",
    "Markets",
    "Every market that the sources here name, on the list or not, and the groups in which they name markets together.",
    "?node a nm:ListingTarget",
    (
        _KIND,
        Column("Country", ("nm:country",)),
        Column("Run by", ("nm:controlledBy",)),
        Column("Listed in", ("nm:listedIn",), missing="none that is known", inside="nm:includedIn"),
        Column("Claims about it", counted="nm:about", missing="0"),
    ),
    (
        contains(),
        Filter(
            "kind",
            "Kind",
            clauses={
                "online": ("online", "?node a nm:OnlineMarket"),
                "physical": ("physical", "?node a nm:PhysicalMarket"),
                "group": ("group of markets", "?node a nm:MarketGroup"),
            },
        ),
        Filter("country", "Country", "?node nm:country $value", choices="?any a nm:ListingTarget ; nm:country ?choice"),
        Filter("edition", "Listed in", "?node nm:listedIn $value", choices="?choice a nm:ListEdition"),
        Filter("owner", "Run or owned by", "?node nm:controlledBy $value", choices="?any nm:controlledBy ?choice"),
    ),
)
EDITIONS = Listed(
    "/editions",
    "Editions",
    "Each edition of the list with the number of its markets that are known here.",
    "?node a nm:ListEdition",
    (
        Column("Year", ("nm:editionYear",)),
        Column("List", ("nm:editionOf",)),
        Column("Listings known", counted="nm:listedIn", missing="0"),
        Column("Claims about it", counted="nm:about", missing="0"),
    ),
    (contains(),),
)
AGENTS = Listed(
    "/agents",
    "People and organisations",
    "Who runs markets, who makes the list, who speaks about it.",
    "?node a nm:Agent",
    (
        _KIND,
        Column("Country", ("nm:country",)),
        Column("Markets", counted="nm:controlledBy", missing="0"),
        Column("Claims of theirs", counted="nm:attributableTo", missing="0"),
        Column("Claims about them", counted="nm:about", missing="0"),
    ),
    (
        contains(),
        Filter(
            "kind",
            "Kind",
            clauses={
                "company": ("company", "?node a nm:Company"),
                "government": ("government body", "?node a nm:GovernmentBody"),
                "association": ("trade association", "?node a nm:TradeAssociation"),
                "publisher": ("news publisher", "?node a nm:NewsPublisher"),
                "person": ("person", "?node a nm:Person"),
                "group": ("group", "?node a nm:Group"),
            },
        ),
        Filter("country", "Country", "?node nm:country $value", choices="?any a nm:Agent ; nm:country ?choice"),
    ),
)
PROPOSITIONS = Listed(
    "/propositions",
    "Propositions and disputes",
    "What claims affirm, deny or question. None of it is asserted here.",
    "?node a nm:Proposition",
    (
        Column("About", ("nm:about",), missing="no one thing"),
        Column("Affirm", counted="nm:affirms", missing="0"),
        Column("Deny", counted="nm:denies", missing="0"),
        Column("Question", counted="nm:questions", missing="0"),
    ),
    (
        contains(),
        Filter("state", "State", clauses={"disputed": ("disputed", "?node a nm:DisputedProposition")}),
        Filter("about", "About", "?node nm:about $value", choices="?any a nm:Proposition ; nm:about ?choice"),
    ),
)
DOCUMENTS = Listed(
    "/documents",
    "Sources",
    "The documents: those that were read, and those that are known by what others say of them.",
    "?node a nm:Document",
    (
        _KIND,
        Column("Published by", ("nm:publishedBy",)),
        Column("Text quality", ("nm:textQuality",), missing="no warning"),
        Column("Excerpts", counted="nm:inDocument", missing="0"),
        Column("Claims", counted="nm:statedIn", missing="0"),
    ),
    (
        contains(),
        Filter(
            "kind",
            "Kind",
            clauses={
                "article": ("news article", "?node a nm:NewsArticle"),
                "communication": ("communication", "?node a nm:Communication"),
                "report": ("official report", "?node a nm:OfficialReport"),
                "table": ("table", "?node a nm:Table"),
                "page": ("web page", "?node a nm:WebPage"),
            },
        ),
    ),
)
CLAIMS = Listed(
    "/claims",
    "Claims",
    "What sources report that somebody said. None of it is asserted here.",
    "?node a nm:Claim",
    (),
    (
        Filter("name", "Summary contains", contains().clause, is_text=True),
        Filter("speaker", "Of", "?node nm:attributableTo $value", choices="?any nm:attributableTo ?choice"),
        Filter("about", "About", "?node nm:about $value", choices="?any a nm:Claim ; nm:about ?choice"),
        Filter("act", "Act", "?node nm:speechAct $value", choices="?any nm:speechAct ?choice"),
        Filter("document", "In", "?node nm:statedIn|nm:madeIn $value", choices="?any a nm:Claim ; nm:statedIn ?choice"),
        Filter("affirms", "Affirms", "?node nm:affirms $value"),
        Filter("denies", "Denies", "?node nm:denies $value"),
        Filter("questions", "Questions", "?node nm:questions $value"),
    ),
    size=30,
    is_claims=True,
)

LISTS: Mapping[str, Listed] = {each.path: each for each in (MARKETS, EDITIONS, AGENTS, PROPOSITIONS, DOCUMENTS, CLAIMS)}
"""The lists by their path."""
