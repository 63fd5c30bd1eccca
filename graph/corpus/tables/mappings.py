"""The mappings of the tables in `graph/sources/tables`, one value each; the first that is read dates the editions."""

from graph.corpus.tables.mapping import Column, Counted, Fact, Issue, Table, Type

_OWNED = {"ownedThing": "market_name", "owner": "owner"}
_RUN = {"operatedMarket": "market_name", "operator": "owner"}
_CONTROLLED = {"controlledThing": "market_name", "controller": "owner"}
_TIED = {"affiliatedWith": "market_name", "affiliate": "owner"}
_HAPPENED = {"involves": "market_or_edition", "actor": "actor", "note": "what"}
_LISTED = {"listsMarket": "market_or_edition", "actor": "actor", "note": "what"}
_REMOVED = {"removesMarket": "market_or_edition", "actor": "actor", "note": "what"}
_NOMINATED = {"nominatesMarket": "market_or_edition", "actor": "actor", "note": "what"}


def _owns(share: str = "") -> tuple[Fact, ...]:
    constants = {"share": share} if share else {}
    return (Fact("Ownership", _OWNED, constants, since="since", until="until"),)


def _tied(kind: str, share: str = "") -> tuple[Fact, ...]:
    constants = {"affiliationKind": kind, **({"share": share} if share else {})}
    return (Fact("Affiliation", _TIED, constants, since="since", until="until"),)


def _happened(kind: str, *only: str) -> Fact:
    constants = {"happeningKind": kind, "name": f"{kind}.{{time}}.{{involves}}.{{actor}}"}
    return Fact("Happening", _HAPPENED, constants, time="date", only=only)


_OPERATES = (Fact("Operation", _RUN, since="since", until="until"),)
# More than half of the votes decide: that is control, whatever the shares.
_DECIDES = (Fact("Control", _CONTROLLED, since="since", until="until"),)
_NOMINATES = Fact("Nomination", _NOMINATED, time="date", issue=Issue.NEXT, only=("market",))

EDITIONS = Table(
    "editions",
    "Editions of the Notorious Markets List",
    (
        Column("edition", Type.EDITION, required=True),
        Column("title", required=True),
        Column("publication_date", Type.PERIOD),
        Column("report_url", Type.ADDRESS),
        Column("issue_focus"),
        Column("online_count", Type.COUNT),
        Column("physical_count", Type.COUNT),
        Column("total_count", Type.COUNT),
        Column("source_url", Type.ADDRESSES, required=True),
        Column("confidence_and_notes"),
    ),
    facts=(
        Fact(
            "Happening",
            {"involves": "edition"},
            {
                "happeningKind": "publication-of-list",
                "actor": "government/ustr",
                "name": "publication-of-{involves}-list",
            },
            time="publication_date",
        ),
    ),
    counts=(
        Counted("edition", "online_count", "listed-online-markets", "online-markets"),
        Counted("edition", "physical_count", "listed-physical-markets", "physical-markets"),
        Counted("edition", "total_count", "listed-markets", "markets"),
    ),
    describes={"edition": {"title": "title", "issueFocus": "issue_focus", "report": "report_url"}},
    note="confidence_and_notes",
    issues="publication_date",
)

LISTINGS = Table(
    "listings",
    "Markets named in editions of the Notorious Markets List",
    (
        Column("edition", Type.EDITION, required=True),
        Column("market_name", Type.NAME, required=True, kinds=("market",)),
        Column("kind", Type.KIND, required=True),
        Column("country", Type.COUNTRY),
        Column("city"),
        Column("category", Type.CONCEPT, required=True, scheme="listingCategory"),
        Column("operator_or_owner", Type.NAME, kinds=("agent",)),
        Column("source_url", Type.ADDRESSES, required=True),
        Column("note"),
    ),
    facts=(
        Fact(
            "Listing",
            {"listsMarket": "market_name", "inEdition": "edition", "listingCategory": "category"},
            {"actor": "government/ustr"},
        ),
        Fact("Location", {"locatedMarket": "market_name", "locationCountry": "country", "city": "city"}),
        # The column does not say which of the two it is.
        Fact("Control", {"controlledThing": "market_name", "controller": "operator_or_owner"}),
    ),
    note="note",
    elsewhere={
        "country/operator filled from other sources": ("country", "city", "operator_or_owner"),
        "operator from Wikipedia infobox": ("operator_or_owner",),
    },
)

OWNERS = Table(
    "owners",
    "Owners and operators of markets",
    (
        Column("market_name", Type.NAME, required=True, kinds=("market", "agent", "thing")),
        Column("owner", Type.NAME, required=True, kinds=("agent",)),
        Column(
            "relation",
            Type.WORD,
            required=True,
            choices={
                "owns": _owns(),
                "owns 100%": _owns("100"),
                "owns 75.01%": _owns("75.01"),
                "owns (d/b/a)": _owns(),
                "operates": _OPERATES,
                "operates (alleged)": (),  # no fact of record: owners.yaml has it as the claim that it is
                "affiliate (founder)": _tied("founder"),
                "affiliate (investor)": _tied("investor"),
                "affiliate (developer)": _tied("developer"),
                "affiliate (24.99% minority)": _tied("minority-holder", "24.99"),
                "affiliate (over 50% of votes)": _DECIDES,
                "affiliate (controlling votes via MF Technologies)": _DECIDES,
            },
        ),
        Column("since", Type.PERIOD),
        Column("until", Type.PERIOD),
        Column("source_url", Type.ADDRESSES, required=True),
        Column("note"),
    ),
    note="note",
)

EVENTS = Table(
    "events",
    "Events about the list and its markets",
    (
        Column("date", Type.PERIOD, required=True),
        Column("market_or_edition", Type.NAME, required=True, kinds=("market", "edition", "country")),
        Column(
            "event_type",
            Type.WORD,
            required=True,
            choices={
                "listed": (Fact("Listing", _LISTED, time="date", issue=Issue.SAME),),
                "relisted": (Fact("Listing", _LISTED, {"listingStatus": "relisted"}, time="date", issue=Issue.SAME),),
                "removed": (Fact("Removal", _REMOVED, time="date", issue=Issue.SAME, only=("market",)),),
                "nominated": (_NOMINATES, _happened("submission", "edition")),
                "nominated but not listed": (_NOMINATES,),
                "publication": (
                    Fact(
                        "Happening",
                        _HAPPENED,
                        {"happeningKind": "publication-of-list", "name": "publication-of-{involves}-list"},
                        time="date",
                    ),
                ),
                "listed (EU list)": (_happened("listing-elsewhere"),),
                **{
                    words: (_happened(words.replace(" ", "-")),)
                    for words in (
                        "closure",
                        "criticism",
                        "error in list",
                        "government action",
                        "government objection",
                        "government statement",
                        "legal action",
                        "lobbying",
                        "objection",
                        "rebuttal",
                        "statement",
                        "support",
                    )
                },
            },
        ),
        Column("actor", Type.NAME, required=True, kinds=("agent",)),
        Column("what", required=True),
        Column("source_url", Type.ADDRESSES, required=True),
    ),
    note="what",
)

IDENTIFIERS = Table(
    "identifiers",
    "Identifiers of entities elsewhere",
    (
        Column("entity", Type.ENTITY, required=True),
        Column("scheme", Type.WORD, required=True, choices={"wikidata": ()}),
        Column("identifier", Type.WIKIDATA, required=True),
        Column("note"),
    ),
    facts=(Fact("Identification", {"identifiedEntity": "entity", "outsideIdentifier": "identifier", "note": "note"}),),
    describes={"entity": {"exactMatch": "identifier"}},
    pages="",
    note="note",
)

TABLES = (EDITIONS, LISTINGS, OWNERS, EVENTS, IDENTIFIERS)
