"""A place in a text, shown as people look for it: the line, with a caret under the column."""

_SHOWN = 100


def context(line: str, column: int) -> str:
    """Give the line, or what is near the column in a long one, and a caret below; columns count from 1."""
    first = max(0, column - 1 - _SHOWN // 2)
    before = line[first : column - 1].ljust(column - 1 - first)
    indent = "".join("\t" if character == "\t" else " " for character in before)
    return f"{line[first : first + _SHOWN]}\n{indent}^"
