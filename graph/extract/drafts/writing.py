"""An annotation as YAML for people: short lists on one line, and what was not understood as comments at its place."""

import json
import re
from collections.abc import Iterator

from graph.extract.drafts.annotation import Draft

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9/_-]*")
_WORDS_THAT_ARE_VALUES = frozenset(["true", "false", "yes", "no", "on", "off", "null", "y", "n"])


def yaml(draft: Draft, text: str) -> str:
    """Write a draft as YAML; gaps stand as comments before the claim that follows them in the text."""
    lines = [
        "# Proposed by `nmkg extract` and not yet reviewed: correct it, complete it, then set `status: reviewed`.",
        "# `rule` and `confidence` say what made an entry; they may stay or go.",
    ]
    gaps = sorted(draft.gaps, key=lambda gap: gap.start)
    for name, value in draft.values.items():
        if name in ("mentions", "facts", "claims", "proposals", "publication"):
            lines.append("")
        if name != "claims":
            lines += _entry(name, value, 0)
            continue
        claims = value if isinstance(value, dict) else {}
        lines.append("claims:" if claims else "claims: {}")
        at = 0
        for claim, record in claims.items():
            while at < len(gaps) and gaps[at].start <= draft.claim_places[claim]:
                lines += _gap(gaps[at].start, gaps[at].end, gaps[at].why, text)
                at += 1
            lines += [*_entry(claim, record, 2), ""]
        for gap in gaps[at:]:
            lines += _gap(gap.start, gap.end, gap.why, text)
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def _gap(start: int, end: int, why: str, text: str) -> Iterator[str]:
    words = " ".join(text[start:end].split())
    shown = "".join(c if c.isprintable() else " " for c in words[:300])
    yield f"  # NOT UNDERSTOOD, line {text.count(chr(10), 0, start) + 1}: {why}"
    yield f"  #   {shown}"


def _entry(name: str, value: object, depth: int) -> list[str]:
    pad = " " * depth
    key = name if re.fullmatch(r"[\w./-]+", name) else json.dumps(name, ensure_ascii=False)
    if isinstance(value, dict):
        if not value:
            return [f"{pad}{key}: {{}}"]
        return [f"{pad}{key}:", *(line for k, v in value.items() for line in _entry(k, v, depth + 2))]
    if isinstance(value, list):
        if not value:
            return [f"{pad}{key}: []"]
        if (
            all(isinstance(item, str) for item in value)
            and sum(len(item) for item in value) < 90
            and all(map(_PLAIN.fullmatch, value))
        ):
            return [f"{pad}{key}: [{', '.join(value)}]"]
        if len(value) == 1 and isinstance(value[0], str) and name in ("evidence", "attribution"):
            return [f"{pad}{key}: {_scalar(value[0])}"]
        return [f"{pad}{key}:", *(line for item in value for line in _item(item, depth + 2))]
    return [f"{pad}{key}: {_scalar(str(value))}"]


def _item(item: object, depth: int) -> list[str]:
    pad = " " * depth
    if isinstance(item, dict):
        if "quote" in item:
            return [
                f"{pad}- {{quote: {_scalar(str(item['quote']), flow=True)}, rule: {item['rule']}, confidence: {item['confidence']}}}"
            ]
        lines = [line for k, v in item.items() for line in _entry(k, v, depth + 2)]
        return [f"{pad}- {lines[0].lstrip()}", *lines[1:]]
    return [f"{pad}- {_scalar(str(item))}"]


def _scalar(text: str, *, flow: bool = False) -> str:
    if not flow and (re.fullmatch(r"-?\d+(?:\.\d+)?", text) or re.fullmatch(r"\d{4}-\d\d-\d\d", text)):
        return text if not text.startswith("0") or text.startswith("0.") or text == "0" else json.dumps(text)
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS_THAT_ARE_VALUES:
        return text
    return (
        json.dumps(text, ensure_ascii=False)
        .replace("\x7f", "\\x7f")
        .replace("\x85", "\\x85")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
