"""The text of a report with every figure marked by what became of it, and for each mark the relations that it takes part in."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

from claimhouse.check.tokens import TOKEN
from claimhouse.coverage import OPEN
from claimhouse.files import text_lines
from claimhouse.report.marts import Marts

# States of a mark, the gravest first: where figures share their characters, the mark shows the gravest.
STATES = {
    "contradicted": "in a conflict",
    "agrees": "with another figure",
    "alone": "compared with nothing",
    "open": "waiting for review",
    "excluded": "no figure, each with its reason",
    "unread": "neither read nor excluded",
}
VERDICTS = ("contradicted", "strained", "consistent", "implied", "unknown")


def marked(marts: Marts, source: Path) -> dict:
    """What the page shows: `lines` of pieces, each a text and, where it is marked, the index of its mark and its state; `marks`, the
    figures or the reason of each; `relations`, their sentences; `counts` of the marks by state; `states`, what these mean.

    Figures are looked up on their lines; `lost` lists those that do not stand there.
    """
    texts = text_lines(source)
    states, relations, of_observation = marts.states(), *sentences(marts)
    figures, reasons = defaultdict(list), defaultdict(dict)
    tokens = {row["observation_id"]: row for row in marts.rows("select observation_id, token from claimhouse.core.fct_observation")}
    for name, row in marts.observations.items():
        figures[row["line"]].append((name, row["printed"], tokens[name]["token"]))
    for row in marts.rows("select line, token, reason from excluded_tokens"):
        reasons[int(row["line"])][int(row["token"])] = row["reason"].replace("_", " ")
    again = restated(marts)
    lines, marks, lost, counts = [], [], [], Counter()
    for number, text in enumerate(texts, 1):
        spans, missing = spans_of(text, figures[number], reasons[number])
        lost += missing
        pieces, at = [], 0
        for start, end, names, reason in spans:
            if names:
                state = min((states[name] for name in names), key=list(STATES).index)
            else:
                state = "open" if reason == OPEN else "excluded" if reason else "unread"
            counts[state] += 1
            pieces += [{"text": text[at:start]}, {"text": text[start:end], "mark": len(marks), "state": state}]
            marks.append(
                {"state": state, "reason": reason}
                if not names
                else {"state": state, "figures": [figure(marts, name, of_observation[name], again[name]) for name in names]}
            )
            at = end
        lines.append({"number": number, "pieces": [*pieces, {"text": text[at:]}]})
    shown = {state: meaning for state, meaning in STATES.items() if counts[state] or state not in ("open", "unread")}
    return {"lines": lines, "marks": marks, "relations": relations, "counts": counts, "states": shown, "lost": sorted(lost)}


def spans_of(text: str, figures: list[tuple], reasons: dict[int, str]) -> tuple[list[tuple], list[str]]:
    """Marks of a line in their order, each start, end, names of its figures and the reason of an excluded token; and figures that are not
    on the line. Figures that share characters share a mark."""
    starts = [found.start() for found in TOKEN.finditer(text)]
    spans, lost = [], []
    for name, printed, token in figures:
        found = [place.span() for place in re.finditer(re.escape(printed), text)]
        own = [span for span in found if token and next((at for at, start in enumerate(starts, 1) if start >= span[0]), 0) == token]
        if found:
            spans.append((*(own or found)[0], [name]))
        else:
            lost.append(name)
    merged: list[tuple] = []
    for start, end, names in sorted(spans):
        if merged and start < merged[-1][1]:
            before = merged[-1]
            merged[-1] = (before[0], max(before[1], end), before[2] + names, "")
        else:
            merged.append((start, end, names, ""))
    for number, found in enumerate(TOKEN.finditer(text), 1):
        start, end = found.start(), found.start() + len(found[0].rstrip(".,"))
        if not any(start < other[1] and other[0] < end for other in merged if other[2]):
            merged.append((start, end, [], reasons.get(number, "")))
    return sorted(merged), lost


def sentences(marts: Marts) -> tuple[list[dict], dict[str, list[int]]]:
    """Every relation and every conflict found by reading as a sentence with its verdict, the gravest first; and for each observation the
    indexes of its own."""
    rows = marts.rows("""
        select statement, verdict, observation_ids, relation_id as id from relation_audit
        union all
        select statement, 'contradicted', observation_ids, contradiction_id from contradictions where relation_id is null
    """)
    rows.sort(key=lambda row: (VERDICTS.index(row["verdict"]), row["id"]))
    of_observation = defaultdict(list)
    for index, row in enumerate(rows):
        for name in row["observation_ids"] or []:
            of_observation[name].append(index)
    return [{"statement": row["statement"], "verdict": row["verdict"]} for row in rows], of_observation


def restated(marts: Marts) -> dict[str, list[int]]:
    """For each observation the other lines that print the same thing."""
    same = defaultdict(list)
    for name, row in marts.observations.items():
        same[tuple(row[key] for key in ("subject_id", "metric_id", "scope_id", "geography_id", "period_id", "unit"))].append((name, row))
    return {name: sorted({other["line"] for _, other in group} - {row["line"]}) for group in same.values() for name, row in group}


def figure(marts: Marts, name: str, relations: list[int], again: list[int]) -> dict:
    row = marts.observations[name]
    return {
        "what": ", ".join(filter(None, (row[f"{part}_name"] for part in ("subject", "metric", "scope", "geography", "period")))),
        "printed": row["printed"],
        "read": marts.reading(name),
        "status": marts.statuses[row["obs_status"]]["name"],
        "again": again,
        "relations": relations,
        "subject": row["subject_id"],
    }
