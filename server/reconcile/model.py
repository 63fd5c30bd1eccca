"""What clients ask of the reconciliation service, read strictly from JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from server.problem import Problem

Value = str | float | bool

BATCH = 100
"""Queries of a batch, and entities of an extension, that the manifest names as the limit."""
MOST = 100
_STRICT = ("any", "should", "all")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A property with values, one of which a candidate should have; `ids` are values given as entities."""

    property: str
    values: tuple[Value, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """One query: a name, or properties, or both; types, and whether a candidate must be of any or all of them."""

    text: str = ""
    types: tuple[str, ...] = ()
    strict: Literal["any", "should", "all"] = "any"
    limit: int = 10
    properties: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True)
class Extension:
    """Entities, and the properties whose values are asked for, each with the most values that are wanted of it."""

    ids: tuple[str, ...]
    properties: tuple[tuple[str, int | None], ...]


def queries(text: str) -> dict[str, Query]:
    """Read a batch of queries. Raises Problem: 400 that names the fault, 413 for too many."""
    batch = _object(text, "queries")
    _bounded(len(batch), "queries")
    return {key: _query(key, form) for key, form in batch.items()}


def extension(text: str) -> Extension:
    """Read a request for data. Raises Problem as `queries` does."""
    form = _object(text, "extend")
    ids = _list(form, "ids")
    _bounded(len(ids), "ids")
    asked = _list(form, "properties")
    properties = []
    for each in asked:
        if not isinstance(each, dict) or not isinstance(each.get("id"), str):
            raise _wrong("extend", "each of “properties” is an object with an “id”")
        settings = each.get("settings")
        properties.append((each["id"], _most(settings.get("limit")) if isinstance(settings, dict) else None))
    if not all(isinstance(each, str) for each in ids):
        raise _wrong("extend", "“ids” are strings")
    return Extension(tuple(dict.fromkeys(ids)), tuple(dict(properties).items()))


def _query(key: str, form: object) -> Query:
    if not isinstance(form, dict):
        raise _wrong(key, "a query is an object")
    text = form.get("query", "")
    types = form.get("type", [])
    types = [types] if isinstance(types, str) else types
    limit = form.get("limit", 10)
    strict = form.get("type_strict", "any")
    wanted = form.get("properties", [])
    if not isinstance(text, str):
        raise _wrong(key, "“query” is a string")
    if not isinstance(types, list) or not all(isinstance(each, str | dict) for each in types):
        raise _wrong(key, "“type” is a type's id, or a list of them")
    if not isinstance(limit, int | float) or isinstance(limit, bool) or limit < 1:
        raise _wrong(key, "“limit” is a number above 0")
    if strict not in _STRICT:
        raise _wrong(key, f"“type_strict” is one of {', '.join(_STRICT)}")
    if not isinstance(wanted, list):
        raise _wrong(key, "“properties” is a list")
    if not text.strip() and not wanted:
        raise _wrong(key, "a query has “query” or “properties”")
    named = tuple(str(each.get("id", "")) if isinstance(each, dict) else each for each in types)
    properties = tuple(_wanted(key, each) for each in wanted)
    return Query(text, named, strict, min(int(limit), MOST), properties)


def _wanted(key: str, form: object) -> Wanted:
    if not isinstance(form, dict) or not isinstance(form.get("pid"), str) or "v" not in form:
        raise _wrong(key, "each of “properties” has a “pid” and a “v”")
    given = form["v"] if isinstance(form["v"], list) else [form["v"]]
    ids = tuple(each["id"] for each in given if isinstance(each, dict) and isinstance(each.get("id"), str))
    values = tuple(each for each in given if isinstance(each, str | int | float))
    if len(ids) + len(values) != len(given):
        raise _wrong(key, "a value is a string, a number, true, false, or an object with an “id”")
    return Wanted(form["pid"], values, ids)


def _most(limit: object) -> int | None:
    """Read the setting `limit`; forms send numbers as text, and nothing or 0 where there is none."""
    text = str(limit).removesuffix(".0")
    return int(text) or None if text.isascii() and text.isdigit() else None


def _object(text: str, name: str) -> Mapping[str, object]:
    try:
        form = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Problem(400, f"“{name}” is not JSON: {error}.") from error
    if not isinstance(form, dict):
        raise _wrong(name, "it is a JSON object")
    return cast("dict[str, object]", form)


def _list(form: Mapping[str, object], name: str) -> list[Any]:
    found = form.get(name)
    if not isinstance(found, list):
        raise _wrong("extend", f"“{name}” is a list")
    return found


def _bounded(count: int, name: str) -> None:
    if count > BATCH:
        raise Problem(413, f"“{name}” may hold {BATCH}; these are {count}.")


def _wrong(where: str, what: str) -> Problem:
    return Problem(
        400, f"{where}: {what}. See https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/"
    )
