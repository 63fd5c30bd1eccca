"""The tokens of a query, for those who explain what is wrong with it. Whatever it holds, every character is in one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BODIES = {
    '"""': r'(?:[^"\\]|\\.|"(?!""))*+',
    "'''": r"(?:[^'\\]|\\.|'(?!''))*+",
    '"': r'(?!"")(?:[^"\\\n\r]|\\.)*+',
    "'": r"(?!'')(?:[^'\\\n\r]|\\.)*+",
}
# A string without an end is a token as long as it may be, and names are looked for in so many characters only: no
# character is read again and again, whatever the query.
_TOKEN = re.compile(
    rf"(?P<string>{'|'.join(f'{quote}{body}{quote}' for quote, body in _BODIES.items())})"
    rf"|(?P<open_string>{'|'.join(f'{quote}{body}' for quote, body in _BODIES.items())})"
    r"|(?P<comment>\#[^\n\r]*)"
    r'|(?P<iri><[^<>"{}|^`\\\s]*>)'
    # Not an IRI, though it begins as one; a comparison has no scheme behind its sign.
    r"|(?P<broken_iri><[A-Za-z][A-Za-z0-9+.-]{0,30}:[^<>\n\r]*>)"
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
    r"|(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>(?:[^\W\d][\w.-]{0,100})?:(?:[\w:%.-]|\\.)*)"
    r"|(?P<word>[^\W\d][\w-]*)"
    r"|(?P<sign>\^\^|&&|\|\||[!=<>]=+|[^\s])"
    r"|(?P<space>\s+)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind (the names of the groups above), its text, and the offset of its first character."""

    kind: str
    text: str
    start: int

    def is_word(self, *words: str) -> bool:
        """Say whether it is one of these keywords (in capitals), in any case."""
        return self.kind == "word" and self.text.upper() in words


def tokens(query: str) -> Iterator[Token]:
    """Give the tokens that mean something, in order: no space and no comments."""
    for found in _TOKEN.finditer(query):
        kind = found.lastgroup or "sign"
        if kind not in ("space", "comment"):
            yield Token(kind, found[0], found.start())


# What SPARQL 1.1 knows, and what the store knows of SPARQL 1.2.
FUNCTIONS = frozenset(
    """ABS ADJUST AVG BNODE BOUND CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE DAY ENCODE_FOR_URI EXISTS FLOOR
    GROUP_CONCAT HASLANG HASLANGDIR HOURS IF IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISTRIPLE ISURI LANG LANGDIR
    LANGMATCHES LCASE MAX MD5 MIN MINUTES MONTH NOW OBJECT PREDICATE RAND REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS
    SHA1 SHA256 SHA384 SHA512 STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLANGDIR STRLEN STRSTARTS STRUUID SUBJECT
    SUBSTR SUM TIMEZONE TRIPLE TZ UCASE URI UUID YEAR""".split()  # noqa: SIM905 - a list would be a word a line
)
FORMS = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))
UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD"))
KEYWORDS = (
    FUNCTIONS
    | FORMS
    | frozenset(
        """A AS ASC BASE BIND BY DESC DISTINCT FALSE FILTER FROM GRAPH GROUP HAVING IN LATERAL LIMIT MINUS NAMED NOT
        OFFSET OPTIONAL ORDER PREFIX REDUCED SEPARATOR SERVICE SILENT TRUE UNDEF UNION VALUES VERSION WHERE""".split()  # noqa: SIM905 - as above
    )
)
