"""Keys of reference seeds, cells that their rows cannot do without, and ids that no register has."""

from __future__ import annotations

from collections.abc import Iterable

from claimhouse.rules import KEYS, PRIMARY_KEYS, REGISTERS, Problem, is_id, nearest, problem, skeleton
from claimhouse.seeds import Seed

# Cells that a row of a reference seed cannot do without, and a key of one column; of one table alone where that is named.
FILLED = {
    *("report_id", "name", "title", "line", "lines", "listing_line", "position", "first_line", "last_line", "numeric_tokens", "token"),
    *("observations", "text", "role", "weight", "complete", "named_largest", "kind", "register", "id", "same_as", "alias", "company_id"),
    *("group_id", "market_id", "member_id", "component_id", "part_id", "whole_id", "identity_id", "section_id"),
    *("from_unit", "to_unit", "comparison", "severity", "quantity_kind", "additive", "period_type"),
    *("has_low", "has_high", "is_strict", "is_rounded", "is_vague", "is_forecast", "counts", "is_compared", "is_unclear"),
    *("lesser_subject_id", "greater_subject_id", "earlier_subject_id", "earlier_metric_id", "later_subject_id", "later_metric_id"),
    *("share_metric_id", "ratio_metric_id", "level_metric_id", "further_observations"),
    *(f"{table}.metric_id" for table in ("asserted_orders", "concentration_markets", "metric_identities", "scope_constraints")),
    *("declared_terms.relation_id", "cited_sources.cited_source_id", "exchange_rates.period_id", "excluded_tokens.reason"),
    *("home_groups.home_country", "metrics.unit", "period_labels.printed", "period_labels.period_id", "primary_sources.subject_id"),
    *("scope_components.scope_id", "scope_markets.scope_id", "stated_periods.observation_id", "stated_periods.period_id"),
    *("home_groups.list_id", "list_members.list_id", "subjects.subject_type", "calendar"),
}
# Columns that hold an id under another name than the key of its register; of one table alone where that is named.
NAMED = dict.fromkeys(("company_id", "component_id", "group_id", "list_id", "market_id", "part_id", "whole_id"), "subject_id") | {
    "concentration_markets.market_id": "scope_id",
    "group_members.member_id": "subject_id",
    "home_city": "geography_id",
}
# Ids that no register has: those that a table gives itself, what a list prints, and what is known of all reports alone: relations that
# rules infer, which the build compares, editions and things of other reports.
FREE = {"breakdown_id", "conflict_id", "contradiction_id", "edition_of", "identity_id", "same_as", "section_id", "table_id"} | {
    "declared_relations.relation_id",
    "likely_readings.relation_id",
    "list_members.member_id",
}
CALENDARS = {"calendar", "unstated"}  # that no firm has


def key_problems(name: str, seed: Seed) -> list[Problem]:
    """Rows of a reference seed without a key, with the key of another, or with an id that is mixed up with another."""
    key = PRIMARY_KEYS.get(name, [])
    filled = [column for column in seed.rows[0] if {column, f"{name}.{column}"} & FILLED or [column] == key] if seed.rows else []
    problems, seen, alike = [], {}, {}
    for place, (row, at) in enumerate(seed.numbered()):
        for column in filled:
            if not row[column]:
                problems.append(problem("cell_is_filled", *at, column, ""))
                seed.broken.add(place)
        values = tuple(row[column] for column in key)
        if key and seen.setdefault(values, at) != at:
            problems.append(problem("key_is_unique", *at, key[-1], values[-1], other=seen[values][1], key=", ".join(key)))
        elif key and is_id(key[-1]) and KEYS.get(key[-1]) == name:
            likes = (*values[:-1], skeleton(values[-1]))
            if alike.setdefault(likes, values[-1]) != values[-1]:
                problems.append(problem("id_is_distinct", *at, key[-1], values[-1], other=repr(alike[likes])))
    return problems


def referenced(table: str, column: str, keys: Iterable[str]) -> str | None:
    """The key of the register whose ids a column names: `parent_subject_id` subjects, `observation_ids` observations."""
    if KEYS.get(column) == table or {column, f"{table}.{column}"} & FREE:
        return None
    found = NAMED.get(f"{table}.{column}") or NAMED.get(column)
    return found or next((key for key in keys if f"_{column}".removesuffix("s").endswith(f"_{key}")), None)


def reference_problems(own: dict[str, Seed], known: dict[str, set[str]]) -> list[Problem]:
    """Ids in reference seeds that stand nowhere."""
    problems = []
    declared = {row["relation_id"] for row in own["declared_relations"].rows} if "declared_relations" in own else set()
    known = known | {"unit": known["unit"] | {"currency"}, "relation_id": declared}
    calendars = known["subject_id"] | known["report_id"] | CALENDARS
    for name, seed in own.items():
        for column in seed.rows[0] if seed.rows else ():
            key = referenced(name, column, known)
            for row, at in seed.numbered() if key or column in ("calendar", "id") else ():
                key = REGISTERS.get(row["register"]) if column == "id" else key
                ids = calendars if column == "calendar" else known.get(key)
                problems += [
                    problem("reference_is_known", *at, column, id, key=key or "firm, calendar or unstated", nearest=nearest(id, ids))
                    for id in (row[column].split(";") if column.endswith("ids") else [row[column]])
                    if ids and id not in ids and row[column]
                ]
    return problems
