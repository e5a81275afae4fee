"""Asks a program about what is open: JSON lines on its standard input, proposals as JSON lines on its standard output.

The first line holds the registers: {"registers": {"subjects": [{"id", "name"}, ...], ...}, "cells": [names that may be proposed]}. Then
one line per open or unsure figure: {"id", "line", "printed", "text", "before", "cells": {name: {"value", "how", "sure"}}, "candidates"}.
The program answers {"id": ..., "cells": {name: value}} or {"id": ..., "exclude": reason}, in any order, and may leave figures out.

A proposal is taken only where the figure then passes every check; it is marked as proposed and waits for a reviewer. Value, scale and
qualifier are those of the printed figure and cannot be proposed. Nothing else is run or sent.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import tempfile
import threading
from copy import deepcopy
from pathlib import Path

from claimhouse.draft.judge import Judge
from claimhouse.draft.registers import ID, NAMED
from claimhouse.draft.store import Draft, Item
from claimhouse.rules import KEYS

PROPOSED = ("subject_id", "metric_id", "period_id", "scope_id", "geography_id", "unit", "obs_status", "cited_source_id", "usage_warning")
SECONDS, MOST_BYTES = 600, 50_000_000
NAMED_REFUSALS = 5


class AssistFailed(Exception):
    """The program could not be run, or said nothing that can be read."""


def ask(draft: Draft, command: str, project: Path) -> str:
    """Runs the program and takes what passes; a sentence about what became of its proposals. Raises AssistFailed."""
    judge = Judge(draft, project)
    asked = {item.id: item for item in draft.open_items()}
    if not asked:
        return "nothing is open to ask about"
    lines = [{"registers": registers_of(judge), "cells": list(PROPOSED)}, *(question(draft, item) for item in asked.values())]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    try:
        answered = answers(shlex.split(command), text.encode())
    except (OSError, ValueError) as error:
        raise AssistFailed(f"--assist {command}: {error}") from error
    changes, refused = {}, []
    for number, line in enumerate(answered.splitlines(), 1):
        if not line.strip():
            continue
        try:
            id, fields = accepted(json.loads(line), asked, draft, judge)
            changes[id] = fields
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            refused.append(f"answer {number}: {error}")
    draft.take(changes.items(), "proposed")
    text = f"{len(changes)} of {len(asked)} open figures have a proposal that passes every check"
    return "\n".join(
        [
            text,
            *(f"  refused: {one}" for one in refused[:NAMED_REFUSALS]),
            *([f"  and {len(refused) - NAMED_REFUSALS} more refused"] if len(refused) > NAMED_REFUSALS else []),
        ]
    )


def answers(command: list[str], asked: bytes) -> str:
    """What a program prints that gets `asked`. One that prints without end or takes too long is ended. Raises ValueError where it fails."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as complaints:
        given.write(asked)
        given.seek(0)
        with subprocess.Popen(command, stdin=given, stdout=subprocess.PIPE, stderr=complaints) as program:
            stopped = threading.Event()
            late = threading.Timer(SECONDS, lambda: (stopped.set(), program.kill()))
            late.start()
            try:
                found = program.stdout.read(MOST_BYTES + 1)
                if len(found) > MOST_BYTES:
                    raise ValueError(f"expected at most {MOST_BYTES:,} bytes of answers")
                status = program.wait()
            finally:
                late.cancel()
                program.kill()
        if stopped.is_set():
            raise ValueError(f"no answer within {SECONDS} seconds")
        if status:
            complaints.seek(0)
            said = complaints.read(MOST_BYTES).decode("utf-8", "replace").strip().split("\n")[-1]
            raise ValueError(f"ended with status {status}: {said}")
    return found.decode("utf-8", "replace")


def registers_of(judge: Judge) -> dict[str, list[dict[str, str]]]:
    return {
        name: [{"id": row[ID[name]], "name": row["name"]} for row in judge.reference[name].rows]
        for name in (*NAMED, "periods")
        if judge.reference[name].rows
    }


def question(draft: Draft, item: Item) -> dict:
    """What a program is told about one figure."""
    cells = {name: {"value": item.cells[name].value, "how": item.cells[name].how, "sure": item.cells[name].sure} for name in PROPOSED}
    text, before = draft.lines[item.line - 1], draft.lines[max(0, item.line - 4) : item.line - 1]
    place = {"id": item.id, "line": item.line, "start": item.start, "end": item.end, "printed": item.printed}
    return {**place, "text": text, "before": before, "cells": cells, "candidates": item.candidates}


def accepted(answer: dict, asked: dict[str, Item], draft: Draft, judge: Judge) -> tuple[str, dict[str, str]]:
    """The fields that a proposal changes. Raises ValueError with what it breaks."""
    id = answer["id"]
    if id not in asked:
        raise ValueError(f"{id}: expected the id of an open figure")
    if "exclude" in answer:
        reason = answer["exclude"]
        if not isinstance(reason, str) or not re.fullmatch(r"[a-z][a-z_]{1,39}", reason):
            raise ValueError(f"{id}: {reason!r}: expected a reason in small letters, such as product_name")
        return id, {"reason": reason, "why": f"proposed: exclude as {reason}"}
    item = deepcopy(asked[id])
    for name, value in answer["cells"].items():
        if name not in PROPOSED or not isinstance(value, str):
            raise ValueError(f"{id}: {name}: expected one of {', '.join(PROPOSED)} with a text")
        if value and name in KEYS and not judge.knows(name, value):
            raise ValueError(f"{id}: {name}: {value!r}: expected an id of {KEYS[name]}")
        if name == "period_id" and value != item.value("period_id"):
            label(item, value, draft, judge)
        item.put(name, value, "proposed", "unsure")
    if "metric_id" in answer["cells"] and not item.value("family"):
        item.put("family", "operations", "default", "unsure")
    item.state = "open"
    item.why = ""
    item.judge()
    if item.state == "open":
        raise ValueError(f"{id}: {item.why} still empty")
    if broken := judge.problems(item):
        raise ValueError(f"{id}: {broken[0]}")
    item.origin, item.why = "proposed", f"proposed: {', '.join(answer['cells'])}"
    return id, item.fields()


def label(item: Item, period: str, draft: Draft, judge: Judge) -> None:
    """The wording of a proposed period on the line of the figure. Raises ValueError where the line prints none."""
    text = draft.lines[item.line - 1]
    words = [row["printed"] for row in judge.reference["period_labels"].rows if row["period_id"] == period and row["printed"] in text]
    if period and not words:
        raise ValueError(f"{item.id}: {period}: expected a period that line {item.line} prints")
    item.put("period_printed", max(words, key=len) if period else "", "proposed", "unsure")
    item.put("period_line", "", "proposed", "unsure")
