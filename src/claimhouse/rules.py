"""The rules of the data, each once: what it expects and how to fix what breaks it.

`claimhouse check` reads them for seeds, bulk.py makes SQL of them for large folders of further reports, and
suites.py makes expectations of them for Great Expectations. quality/proofs.py has a defect for each.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

# Columns whose cells are ids of a seed, whatever table they stand in. The last three are vocabularies.
KEYS = {
    "subject_id": "subjects",
    "metric_id": "metrics",
    "scope_id": "scopes",
    "geography_id": "geographies",
    "period_id": "periods",
    "unit": "units",
    "cited_source_id": "cited_sources",
    "report_id": "reports",
    "qualifier": "qualifiers",
    "obs_status": "obs_statuses",
    "usage_warning": "usage_warnings",
}
REGISTERS = {seed: key for key, seed in KEYS.items()}
# Cells that an observation cannot do without.
REQUIRED = ("report_id", "observation_id", "line", "printed", "subject_id", "metric_id", "unit", "qualifier", "obs_status")
# What tells the rows of a seed apart. Where only one column is named, it must be filled.
PRIMARY_KEYS = {
    "aliases": ["register", "id", "alias"],
    "subjects": ["subject_id"],
    "metrics": ["metric_id"],
    "scopes": ["scope_id"],
    "geographies": ["geography_id"],
    "periods": ["period_id"],
    "units": ["unit"],
    "cited_sources": ["report_id", "cited_source_id"],
    "reports": ["report_id"],
    "qualifiers": ["qualifier"],
    "obs_statuses": ["obs_status"],
    "usage_warnings": ["usage_warning"],
    "companies": ["company_id"],
    "declared_relations": ["relation_id"],
    "curated_contradictions": ["contradiction_id"],
    "likely_readings": ["report_id", "relation_id"],
    "period_labels": ["printed", "calendar"],
    "relation_rules": ["rule"],
    "source_lines": ["report_id", "line"],
    "excluded_tokens": ["report_id", "line", "token"],
    "sections": ["report_id", "section_id"],
    "share_holders": ["subject_id"],
    "metric_identities": ["identity_id", "role", "metric_id", "basis"],
    "scope_components": ["scope_id", "component_id", "breakdown_id"],
    "list_members": ["report_id", "list_id", "listing_line", "position"],
    "group_members": ["group_id", "member_id", "breakdown_id"],
    "scope_constraints": ["scope_id", "metric_id", "subject_type", "subject_id"],
    "same_as": ["report_id", "register", "id"],
    "primary_sources": ["report_id", "subject_id"],
    "exchange_rates": ["report_id", "from_unit", "to_unit", "period_id", "to_observation_id", "from_observation_id"],
    "asserted_orders": ["report_id", "line", "metric_id"]
    + [f"{end}_{column}" for end in ("lesser", "greater") for column in ("subject_id", "scope_id", "period_id")],
    "concentration_markets": ["report_id", "market_id", "metric_id", "period_id"],
    "declared_terms": ["relation_id", "role", "observation_id", "constant"],
    "home_groups": ["group_id", "list_id"],
    "precedences": ["report_id", "line", "earlier_subject_id", "earlier_metric_id", "later_subject_id", "later_metric_id"],
    "ratio_levels": ["ratio_metric_id", "level_metric_id"],
    "scope_markets": ["scope_id", "market_id", "market_period_id"],
    "share_bases": ["part_id", "share_metric_id", "whole_id"],
    "stated_periods": ["report_id", "observation_id", "line"],
}

# Characters that show nothing, move the cursor, turn the writing direction or stand for a lost character. Both Python and
# DuckDB read the class.
UNPRINTABLE = (
    r"[\x00-\x1f\x7f-\x9f"
    "\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ue000-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # all but the ordinary one
FOREIGN = "\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff"  # Greek and Cyrillic letters, many of which look like Latin ones
DAY = r"(?:19[0-9]{2}|20[0-9]{2}|2100)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"

VERBATIM = {"printed", "period_printed", "text"}  # columns that repeat the source letter by letter
NAMES = {"name", "title"}
LINES = {"line", "period_line", "listing_line", "first_line", "last_line", "source_lines"}
COUNTS = {"start", "end", "numeric_tokens", "further_observations"}
ORDINALS = {"token", "position", "page", "row", "column", "firms_count", "stated_firms", "members_count"}
DAYS = {"period_start", "period_end", "covers_until", "published_on", "withdrawn_on", "source_date"}
# The operands of each kind of a declared relation, as the macro operand_roles has them; of those of a sum there may be any number.
ROLES = {
    "sum": ("add", "subtract"),
    "product": ("left", "right"),
    "ratio": ("numerator", "denominator"),
    "share": ("part", "whole"),
    "total": ("part", "share"),
    "growth": ("later", "earlier"),
    "base": ("level", "growth"),
    "grown": ("level", "growth"),
    "compound": ("later", "earlier"),
    "portion": ("part", "add"),
    "equal": ("left",),
    "order": ("left",),
    "nesting": ("left",),
}
# Columns that hold one of a few words, which the models compare with; of one table alone where that is named.
WORDS = {
    "comparison": ("equal", "at_least", "at_most"),
    "severity": ("hard", "soft"),
    "additive": ("yes", "no", "across", "average"),
    "quantity_kind": ("count", "date", "money", "percent", "rank", "ratio", "size"),
    "growth_over": ("previous", "year_ago", "year_end"),
    "basis": ("previous", "year_ago", "year_end"),
    "period_type": ("day", "month", "quarter", "half", "nine_months", "year", "interval"),
    "side": ("below", "above"),
    "tier": ("1", "2", "3"),
    "layer": ("foundation_model", "vertical_model", "compute", "application"),
    "declared_terms.role": ("stated", "reference", *sorted({role for roles in ROLES.values() for role in roles})),
    "declared_relations.kind": tuple(ROLES),
    "metric_identities.role": ("stated", "add", "subtract", "left", "right"),
    "metric_identities.kind": ("sum", "product"),
    "curated_contradictions.kind": ("numeric", "date", "count", "ordering", "scope", "logic"),
    "units.kind": ("currency", "count", "size", "duration", "percentage_points", "percent", "ratio", "date", "rank"),
    "aliases.register": ("subjects", "metrics", "scopes", "geographies", "periods", "units"),
    "same_as.register": ("subjects", "metrics", "scopes", "geographies", "periods"),
}
# Columns whose words are open: another word is one of its own, unless it is nearly one of these.
OPEN_WORDS = {
    "subject_type": ("company", "product", "model", "device", "chip", "technology", "segment", "market", "group", "person_group", "list")
    + ("enumeration", "remainder", "total", "country", "city", "policy", "source"),
    "excluded_tokens.reason": ("period_label", "product_name", "section_number", "list_ordinal", "ticker", "number_format")
    + ("law_or_paper_name", "url_or_service_name", "page_number", "time_of_day", "footnote", "contact", "open"),
}
# What `marts` may name: a mart, and of one that shows several metrics side by side the role of this one.
MARTS = (
    "chip_shares",
    "company_financials",
    "company_growth",
    "compute_mix",
    "device_shipments.growth",
    "device_shipments.penetration",
    "device_shipments.units",
    "funding_rounds",
    "market_concentration.rank",
    "market_concentration.ratio",
    "market_concentration.share",
    "market_growth",
    "market_size",
    "model_specs",
    "price_ratios",
    "usage_metrics",
    "valuation_multiples.revenue",
    "valuation_multiples.valuation",
)


def is_id(column: str) -> bool:
    return column in ("unit", "edition_of", "id", "same_as") or column.endswith(("_id", "_unit"))


@dataclass(frozen=True)
class Rule:
    """What the rule expects, as a template for the facts of a problem, and how to fix what breaks it."""

    expected: str
    fix: str


@dataclass(frozen=True)
class CellRule:
    """A rule that one cell breaks by itself. It holds for cells that are not empty.

    `must` is a pattern that the whole cell matches, `never` one that is found nowhere in it. Python and DuckDB read both.
    """

    id: str
    applies: object  # which columns: a set of names or a function of a name
    must: str = ""
    never: str = ""
    is_computed_with: bool = False  # a row in which it fails is not computed with

    def covers(self, column: str, table: str = "") -> bool:
        if callable(self.applies):
            return self.applies(column)
        return column in self.applies or f"{table}.{column}" in self.applies

    def is_broken_by(self, cell: str) -> bool:
        if self.id == "text_is_composed":
            return not unicodedata.is_normalized("NFC", cell)
        must, never = compiled(self.must), compiled(self.never)
        return bool((must and not must.fullmatch(cell)) or (never and never.search(cell)))

    def sql(self, column: str) -> str:
        """The condition of a cell that breaks the rule."""
        quoted = [pattern.replace("'", "''") for pattern in (self.must, self.never)]
        if self.id == "text_is_composed":
            broken = f"nfc_normalize({column}) <> {column}"
        elif self.must and self.never:
            broken = f"(not regexp_full_match({column}, '{quoted[0]}') or regexp_matches({column}, '{quoted[1]}'))"
        else:
            broken = f"not regexp_full_match({column}, '{quoted[0]}')" if self.must else f"regexp_matches({column}, '{quoted[1]}')"
        return f"{column} <> '' and {broken}"


@functools.cache
def compiled(pattern: str) -> re.Pattern | None:
    return re.compile(pattern) if pattern else None


CELL_RULES = [
    CellRule("text_is_printable", lambda column: True, never=UNPRINTABLE),
    CellRule("text_has_no_outer_space", lambda column: True, never=f"^[ {SPACES}]|[ {SPACES}]$"),
    CellRule(
        "text_was_decoded_once",
        lambda column: True,
        never="[\u00c3\u00c2\u00e2\u00d0\u00d1][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
        "\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]",
    ),
    CellRule("text_is_composed", lambda column: column not in VERBATIM),
    CellRule("id_form", is_id, must=r"[A-Za-z0-9]+(?:[_./-][A-Za-z0-9]+)*", never=r".{121}"),
    CellRule("name_has_plain_spaces", NAMES, never=f"[{SPACES}]|  "),
    CellRule("name_has_one_alphabet", NAMES, never=f"[A-Za-z][{FOREIGN}]|[{FOREIGN}][A-Za-z]"),
    CellRule("printed_form", {"printed"}, must=r"[^\n]{1,60}", is_computed_with=True),
    CellRule("line_form", LINES, must=r"[1-9][0-9]{0,8}", is_computed_with=True),
    CellRule("token_form", ORDINALS, must=r"[1-9][0-9]{0,8}", is_computed_with=True),
    CellRule("count_form", COUNTS, must=r"0|[1-9][0-9]{0,8}", is_computed_with=True),
    CellRule("line_list_form", {"named_on", "lines", "further_lines"}, must=r"[1-9][0-9]{0,8}(?:;[1-9][0-9]{0,8})*"),
    CellRule("difference_form", {"differs_in"}, must=r"period|scope|measure|unit|source|wording"),
    CellRule("section_number_form", {"number"}, must=r"[^.]*|[0-9]{1,4}(?:\.[0-9]{1,4}){1,4}"),
    CellRule(
        "mantissa_form", {"low", "high"}, must=r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?|[1-9][0-9]{0,9}/[1-9][0-9]{0,9}", is_computed_with=True
    ),
    CellRule("unit_mult_form", {"unit_mult"}, must=r"-2|[0-9]|1[0-2]", is_computed_with=True),
    CellRule("number_form", {"constant"}, must=r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?", is_computed_with=True),
    CellRule("weight_form", {"weight"}, must=r"[0-9]{1,6}(?:\.[0-9]{1,6})?", never=r"^[0.]+$", is_computed_with=True),
    CellRule(
        "rate_form",
        {"rate_low", "rate_high", "factor", "upper_limit"},
        must=r"[0-9]{1,12}(?:\.[0-9]{1,6})?",
        never=r"^[0.]+$",
        is_computed_with=True,
    ),
    CellRule("word_form", {"subject_type"}, must=r"[a-z]+(?:_[a-z]+)*"),
    CellRule("number_text_form", {"excluded_tokens.text"}, must=r"[0-9][0-9,.]*"),
    CellRule("url_form", {"url"}, must=r"https?://[^\s<>\"]+"),
    CellRule("country_form", {"home_country"}, must=r"[A-Z]{2}"),
    CellRule("hash_form", {"source_sha256"}, must=r"[0-9a-f]{64}"),
    CellRule("day_form", DAYS, must=DAY),
    CellRule("month_form", {"as_of"}, must=r"(?:19[0-9]{2}|20[0-9]{2}|2100)-(?:0[1-9]|1[0-2])"),
    CellRule("year_form", {"year"}, must=r"19[0-9]{2}|20[0-9]{2}|2100"),
    CellRule(
        "yes_no_form",
        {
            "complete",
            "named_largest",
            "token_shared",
            "counts",
            "is_compared",
            "is_unclear",
            "is_forecast",
            "is_rounded",
            "is_vague",
            "has_low",
            "has_high",
            "is_strict",
            "is_signed",
            "is_basis",
            "any_scope",
            "is_cost",
        },
        must=r"yes|no",
    ),
    *(CellRule("word_is_known", {column}, must="|".join(words)) for column, words in WORDS.items()),
    CellRule("mart_is_known", {"marts"}, must="(?:{0})(?:;(?:{0}))*".format("|".join(map(re.escape, MARTS)))),
]

RULES = {
    # files
    "file_is_there": Rule("this file", "add it; seeds/_seeds.yml lists the columns of every seed"),
    "file_is_read": Rule("a file that can be read, not {reason}", "put a plain file here that your user may read"),
    "file_is_known": Rule("only {names}", "rename it as one of these, or move it out of the folder"),
    "file_is_text": Rule("UTF-8 text", "save the file as UTF-8"),
    "file_has_no_nul": Rule("text without NUL bytes", "save the file as plain text in UTF-8"),
    "file_has_rows": Rule("a header and at least one row below it", "add the header with the columns of this seed, and its rows"),
    "file_is_csv": Rule("well-formed CSV (RFC 4180)", "quote cells that hold commas or quotes, and double the quotes inside"),
    "file_has_one_line_end": Rule("the line end {usual} of the first line", "save the file with one kind of line end"),
    "file_is_parquet": Rule("a Parquet file, not one of which the reader says: {reason}", "write the file again"),
    "column_is_there": Rule("this column in the header", "add the column, with empty cells where there is nothing"),
    "column_is_known": Rule("once, and one of {names}", "rename or remove the column"),
    "column_is_text": Rule("text or whole numbers, not {type}", "write the column as text, so that 147.50 keeps its last digit"),
    "columns_are_alike": Rule("this column, which {other} has", "give all files of a table the same columns"),
    "row_has_all_cells": Rule("{count} cells, as many as the header has", "quote a cell that holds a comma, or add what is missing"),
    "rows_are_all_read": Rule(
        "{count} rows, as many as the file has lines below its header", "remove line breaks inside cells and blank lines"
    ),
    "table_is_once": Rule("one entry for the table, there is also {other}", "keep the folder or the file, not both"),
    "family_is_registered": Rule(
        "one of {names}, the variable observation_families of dbt_project.yml", "use one of these, or add the family there"
    ),
    "folder_has_observations": Rule("at least one family of observations", "add observations/<family>_observations.csv"),
    # cells
    "text_is_printable": Rule("text without {character}", "delete that character, or type the letter that was lost"),
    "text_has_no_outer_space": Rule("text that neither begins nor ends with a space", "delete the space"),
    "text_was_decoded_once": Rule("text in UTF-8 that was not decoded as something else before", "take the text from its source again"),
    "text_is_composed": Rule("composed characters (Unicode NFC)", "type the accented letters again, or normalise the file to NFC"),
    "id_form": Rule(
        "letters a-z, A-Z and digits, joined by single . _ - or /, at most 120 characters{character}",
        "write the id in that form, such as china_llm_market or 2025-H1",
    ),
    "name_has_plain_spaces": Rule("words parted by single ordinary spaces", "replace the other spaces"),
    "name_has_one_alphabet": Rule(
        "words in one alphabet{character}", "type the look-alike letters in the alphabet of the rest of the word"
    ),
    "printed_form": Rule("1 to 60 characters on one line", "copy the figure alone as printed"),
    "line_form": Rule("a line of the source, a whole number from 1", "write the number of the line, without leading zeros"),
    "token_form": Rule("a whole number from 1", "write digits, without leading zeros"),
    "count_form": Rule("a whole number", "write digits alone"),
    "line_list_form": Rule("line numbers parted by semicolons", "write them such as 77;223"),
    "difference_form": Rule(
        "period, scope, measure, unit, source or wording", "name what a reader has to assume; leave it empty where nothing is"
    ),
    "section_number_form": Rule("numbers where points part them, such as 10.2", "write digits on both sides of each point"),
    "mantissa_form": Rule(
        "digits such as 49.5, at most 12 before and 6 behind the point, or a fraction such as 1/10",
        "write the digits as printed, without commas, unit and scale; the scale is unit_mult",
    ),
    "unit_mult_form": Rule(
        "a power of ten: -2, or 0 to 12", "write 6 for million, 9 for billion, -2 for basis points and cents, 0 where none is printed"
    ),
    "number_form": Rule("a number such as 0.01 or 12", "write digits with a point, at most 12 before and 6 behind it"),
    "weight_form": Rule(
        "a number above 0 such as 0.01 or 12, at most 6 digits before and 6 behind the point",
        "write what the term is multiplied by; whether it is taken off is its role",
    ),
    "word_form": Rule("small letters, words joined by _", "write it such as person_group"),
    "number_text_form": Rule("a number as its line prints it", "copy the digits with their commas and points"),
    "url_form": Rule("an address that begins with http:// or https://, without spaces", "write the address of the page or file"),
    "country_form": Rule("two capital letters (ISO 3166), such as CN", "write the code of the country"),
    "hash_form": Rule("64 digits of a SHA-256, 0 to 9 and a to f", "write what sha256sum prints of the text"),
    "mart_is_known": Rule("one or more of {words}, parted by semicolons", "write one of these, or leave the cell empty"),
    "rate_form": Rule("a number above 0 such as 7.12", "write digits with a point, at most 12 before and 6 behind it"),
    "day_form": Rule("a day from 1900-01-01 to 2100-12-31 such as 2025-06-30, without a time", "write year, month and day with hyphens"),
    "month_form": Rule("a month such as 2026-06", "write year and month with a hyphen"),
    "year_form": Rule("a year from 1900 to 2100", "write four digits"),
    "yes_no_form": Rule("yes or no", "write one of the two"),
    "word_is_known": Rule("one of {words}", "write one of these"),
    "word_is_distinct": Rule(
        "another word than one that is nearly {other!r}", "correct the spelling, or choose a word that nobody takes for the other"
    ),
    "day_exists": Rule("a day of the calendar", "write a day that the month has"),
    "period_ends_after_start": Rule("a day not before {start}, the first day of the period", "swap or correct the two days"),
    "withdrawn_after_publication": Rule("a day not before {start}, when the report was published", "swap or correct the two days"),
    "value_is_in_range": Rule("a value below 10^18 in base units", "check unit_mult; larger values cannot be computed with"),
    "fraction_has_no_scale": Rule("0 where low or high is a fraction", "write a fraction with a scale as a decimal number"),
    # keys
    "cell_is_filled": Rule("a value", "fill in the cell"),
    "id_is_known": Rule("an id of reference/{seed}.csv{nearest}", "correct the id, or add a row for it there"),
    "reference_is_known": Rule("a known {key}{nearest}", "correct the id, or register it"),
    "key_is_unique": Rule("a row of its own, line {other} has the same {key}", "delete one of the two rows, or give it another key"),
    "id_is_distinct": Rule(
        "an id that differs from {other} in more than case, separators and look-alikes", "give it a name that nobody mixes up"
    ),
    "observation_id_is_unique": Rule(
        "an id of its own, {other} has it already", "end the id of the second figure of a line with -2, -3, ..."
    ),
    "observation_id_is_composed": Rule("what the id {id!r} says: subject, metric, period and line", "correct the cell or the id"),
    # what goes together
    "unit_is_of_metric": Rule("{unit}, the unit of metric {metric}", "correct unit or metric"),
    "points_are_of_a_rate": Rule(
        "percent, as {level} is no metric in percent", "percentage points are what a rate changes by; an amount grows by percent"
    ),
    "scope_is_permitted": Rule(
        "{scopes}, by reference/scope_constraints.csv for {metric} of {subject}",
        "correct the scope, or register it for this subject or its type",
    ),
    "label_is_of_period": Rule(
        "the period of {label!r} in reference/period_labels.csv{nearest}", "correct period_printed or period_id, or register the label"
    ),
    "label_is_of_its_days": Rule("a period from {start} to {end}, as {label!r} says", "correct the period of the label, or its days"),
    "label_is_on_line": Rule("the line that prints the label {label!r}", "name the line of the label in period_line"),
    "status_fits_period": Rule("a forecast or target for {period}, which {when} after the report", "correct period or status"),
    "source_is_named_on_line": Rule(
        "a source that line {line} names, by reference/cited_sources.csv", "correct the source, or add the line to named_on"
    ),
    "heading_is_marked": Rule("'heading' on the first line of a section", "write heading as usage_warning"),
    "line_has_section": Rule(
        "a line of the report within one of its sections", "correct the line, or the first and last line of the sections"
    ),
    "section_ends_after_start": Rule("a line not before {first}, the first line of the section", "correct the two lines"),
    "sections_do_not_overlap": Rule("a line after {other}, the last one of the section before", "let each line belong to one section"),
    "line_is_in_report": Rule("at most {lines}, the lines that the report has", "correct the line, or source_lines of the report"),
    "report_has_observations": Rule("a report with observations", "add its observations, or remove it from the table of reports"),
    "report_is_of_folder": Rule("{report}, the report of the folder", "leave the column out, or move the row to the folder of its report"),
    "report_is_not_of_seeds": Rule("a report that the seeds do not hold", "give the report another id"),
    "source_is_of_report": Rule("{found}, the SHA-256 of source.txt", "put the text of the report here, or correct the cell"),
    "end_fits_qualifier": Rule("{end}, as the qualifier {qualifier!r} {says}", "correct the end or the qualifier"),
    "low_is_not_above_high": Rule("at most high, {high}", "swap or correct the two ends"),
    "token_is_claimed_once": Rule(
        "a token of its own, {other} has number {token} of this line", "correct the token, or write yes in token_shared"
    ),
    "tokens_are_complete": Rule(
        "the number of the tokens that the seeds hold for source line {line}, {found}",
        "add the missing observations or excluded tokens of the line",
    ),
    "observations_are_complete": Rule(
        "{count}, the observations of source line {line} without a token of their own",
        "add the missing observations, or correct the count",
    ),
    "line_is_counted": Rule("a row for source line {line} of {report}, which has figures", "add the line with its counts"),
    "role_is_of_one_metric": Rule(
        "no {role}, which {other} has: the mart shows one metric there", "take it out of marts for the metric that is not to be shown"
    ),
    "growth_is_of_a_metric": Rule(
        "the metric whose growth {metric} is, as the mart company_growth compares both",
        "name it, or take company_growth out of marts",
    ),
    "rate_has_its_ends": Rule(
        "two observations, or ends above 0 in their order and a source; not both",
        "name the amount in both currencies, or fill in rate_low, rate_high and source",
    ),
    "declaration_has_figures": Rule("a printed figure of {of}", "correct the row, or delete it: it says nothing"),
    "chain_has_an_end": Rule("an id that does not lead back to its own row, as {way} does", "correct one of these rows"),
    "pair_differs": Rule("another than {one}", "name two things, or delete the row"),
    "term_has_one_value": Rule("an observation or a constant, not both, and an observation among the terms", "fill in one of the two"),
    "role_is_of_kind": Rule("one of {roles}, the roles of kind {kind}", "correct the role, or the kind of the relation"),
    "role_is_played_once": Rule("a role that no other term of {of} plays", "correct the role, or delete the term"),
    "term_is_named_once": Rule(
        "an observation that {of} does not name yet: compared with itself it could not disagree", "correct it, or delete the term"
    ),
    "relation_has_its_terms": Rule("terms in the role {roles} of kind {kind}", "add the term, or correct the roles"),
    "identity_agrees": Rule("{other}, as in line {line} of this identity", "write one kind and severity in all its rows"),
    "member_is_registered": Rule("one of {table}", "correct the id, or register it"),
    "unit_has_its_base": Rule("a dimension in which a unit of factor 1 is registered", "correct the dimension, or register that unit"),
    "period_has_its_days": Rule("a day: {why}", "write the day, or unstated as calendar where the text does not say when the year ends"),
    "days_fit_type": Rule(
        "a period_type that {days} days can be: a {type} has {least} to {most}", "correct the type or the days; any are an interval"
    ),
    "year_is_of_days": Rule("{year}, the year of the days", "correct it, or leave it empty where the period lies in two years"),
    "part_is_within": Rule("a period that holds {start} to {end}", "name a longer period, or correct the days"),
    "prior_is_before": Rule("a {type} that ends before {end}", "name an earlier period of the same type"),
    "edition_is_known": Rule("another report that is there{nearest}", "correct the id, or leave the cell empty"),
    "thing_is_known": Rule(
        "an id of the shared {register}, or a report, a dot and an id that its first edition defines{nearest}", "correct it"
    ),
    # the figure as printed
    "date_has_no_number": Rule("{value!r} for a date", "a date is its period: leave low, high and unit_mult empty, and repeat the label"),
    "figure_has_scale": Rule("a power of ten", "write 6 for million, 9 for billion, 0 where nothing is printed"),
    "figure_is_found": Rule("a figure in digits or words", "copy the figure as printed"),
    "parse_note_form": Rule("cells and reason, such as 'high=8 qualifier=range: ...'", "name each cell that differs, then the reason"),
    "parse_note_is_needed": Rule("no {column}={value}, the printed figure says so itself", "delete that cell from parse_note"),
    "cell_is_as_printed": Rule("{value!r} as in {printed!r}{declared}", "correct the cell, or declare it in parse_note with the reason"),
    "currency_is_printed": Rule(
        "'XXX', {printed!r} names no currency", "write XXX, include the currency in printed, or declare it in parse_note"
    ),
    "unit_is_as_printed": Rule("{unit!r} as in {printed!r}", "correct the unit"),
    "figure_is_on_line": Rule("words of source line {line}", "correct line or printed"),
    "figure_is_whole": Rule("{whole!r} as on source line {line}, not a part that says another value", "copy the whole figure"),
    "token_is_of_figure": Rule("one of {tokens} on source line {line}", "count the numbers of the line from 1"),
    "qualifier_is_of_line": Rule(
        "{value!r} as in {words!r} on source line {line}", "copy these words into printed, and write that qualifier"
    ),
    "period_is_on_line": Rule("words of source line {line}", "correct period_printed or period_line"),
}


@dataclass(frozen=True)
class Problem:
    """One place that breaks a rule. `line` is that of the file, from 1."""

    rule: str
    file: str
    line: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        return (
            f"{self.file}:{self.line}: {self.column}: {shown(self.value)}: expected {self.expected} [{self.rule}]; {RULES[self.rule].fix}"
        )


def problem(rule: str, file: str, line: int, column: str, value: str, /, **facts: object) -> Problem:
    """A problem whose message is that of the rule, filled with the facts."""
    return Problem(rule, file, line, column, value, RULES[rule].expected.format(**facts))


def shown(value: str) -> str:
    """A cell in quotes, what does not print spelled out, cut where it is long."""
    text = re.sub(f"{UNPRINTABLE}|[{SPACES}]", lambda match: f"\\u{ord(match[0]):04x}", value)
    return "'" + (text if len(text) <= 80 else text[:77] + "...") + "'"


def broken_cells(column: str, cell: str, table: str = "") -> list[CellRule]:
    """The cell rules that a cell of the column breaks."""
    return [rule for rule in rules_of(column, table) if rule.is_broken_by(cell)] if cell else []


@functools.cache
def rules_of(column: str, table: str = "") -> list[CellRule]:
    return [rule for rule in CELL_RULES if rule.covers(column, table)]


def facts_of(rule: CellRule, cell: str) -> dict[str, str]:
    """What the message of a cell rule says of this cell: the first character that does not belong there, or the words that do."""
    if rule.id == "text_is_printable":
        return {"character": named(compiled(UNPRINTABLE).search(cell)[0])}
    if rule.id == "id_form":
        strange = re.search(r"[^A-Za-z0-9._/-]", cell)
        return {"character": f", not {named(strange[0])}" if strange else ""}
    if rule.id == "word_is_known":
        return {"words": rule.must.replace("|", ", ")}
    if rule.id == "mart_is_known":
        return {"words": ", ".join(MARTS)}
    if rule.id == "name_has_one_alphabet":
        return {"character": f", not {named(re.search(f'[{FOREIGN}]', cell)[0])} among Latin letters"}
    return {}


def named(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'control character')}"


def skeleton(id: str) -> str:
    """What is left of an id when case, separators and letters that look like Latin ones count as equal."""
    folded = unicodedata.normalize("NFKC", id).translate(LOOK_ALIKES).casefold()
    return re.sub(r"[_./\s-]+", "_", re.sub(UNPRINTABLE, "", folded)).strip("_")


LOOK_ALIKES = str.maketrans("01АВЕКМНОРСТХаекморстухіјѕԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαρνι", "olABEKMHOPCTXaekmopctyxijsdqwABEZHIKMNOPTYXoapvi")


def nearest(id: str, known: set[str]) -> str:
    """The known id that looks like this one, as words of a message; nothing where none does."""
    alike = sorted(other for other in known if skeleton(other) == skeleton(id))
    return f" (it looks like {alike[0]!r})" if alike else ""
