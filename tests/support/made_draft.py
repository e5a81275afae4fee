"""Drafts without a document: of a report folder as a reviewer finds it, and of any number of figures."""

import csv
import hashlib
import re
from pathlib import Path

from claimhouse.check.tokens import TOKEN
from claimhouse.draft.store import CELLS, Draft, Item, id_of_row
from claimhouse.draft.tables import write_tables

LUMEN = Path(__file__).with_name("reports") / "lumen-q1"
HOSTILE = "<script>window.hostile = 1</script><img src=x onerror='window.hostile = 1'>\u202egnp.exe\u200b &amp;"


def rows_of(folder, table):
    path = folder / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def item_of(line, text, printed, occurrence=0, **more):
    """An item for the characters of a line, found where they stand for the given time."""
    start = [match.start() for match in re.finditer(re.escape(printed), text)][occurrence]
    end = start + len(printed)
    inside = [number for number, match in enumerate(TOKEN.finditer(text), 1) if start <= match.start() < end]
    return Item(f"l{line}c{start}", line, str(inside[0]) if inside else "", len(inside), start, end, printed, **more)


def no_figure(line, token, match, reason):
    """An item for a token that is none."""
    id = f"l{line}c{match.start()}"
    return Item(id, line, str(token), 1, match.start(), match.end(), match[0], state="excluded", reason=reason)


def finished(folder, items, ids, about, lines, project):
    about |= {"source_sha256": hashlib.sha256("\n".join(lines).encode()).hexdigest()}
    folder.mkdir(parents=True)
    draft = Draft(folder, {item.id: item for item in items}, ids, about, lines)
    draft.save()
    write_tables(draft, project)
    return draft


def lumen(folder, project):
    """The example report as a draft: what its folder says is drafted surely, but for one open, one unsure and one wrong cell each."""
    lines = (LUMEN / "source.txt").read_text(encoding="utf-8").split("\n")
    items = []
    for row in rows_of(LUMEN, "observations"):
        item = item_of(int(row["line"]), lines[int(row["line"]) - 1], row["printed"])
        for cell in CELLS:
            item.put(cell, row.get(cell, ""), "label")
        items.append(item)
    revenue, growth, _, profit, *_ = items
    growth.put("metric_id", "", "", "open")
    growth.candidates = {"metric_id": ["revenue_growth"]}
    revenue.put("period_id", "FQ1-2026", "sentence", sure=False)
    profit.put("metric_id", "shipments", "antecedent", sure=False)  # wrong
    for item in items:
        item.judge()
    for row in rows_of(LUMEN, "excluded_tokens"):
        line, token = int(row["line"]), int(row["token"])
        place = list(TOKEN.finditer(lines[line - 1]))[token - 1]
        items.append(no_figure(line, token, place, row["reason"]))
    ids = {}
    for register in ("subjects", "metrics", "periods", "period_labels", "units"):
        for row in rows_of(LUMEN, register):
            ids[register, id_of_row(register, row)] = row
    about = rows_of(LUMEN, "reports")[0] | {"sections": rows_of(LUMEN, "sections")}
    return finished(folder, items, ids, about, lines, project)


def many(folder, project, count):
    """A table of revenues of firms in twelve months, with `count` figures, every third unsure."""
    months = [f"2024-{month:02}" for month in range(1, 13)]
    lines, ids = [f"Revenue by firm, {HOSTILE}", f"Firm {' '.join(months)}"], {}
    items = [no_figure(2, place, token, "period_label") for place, token in enumerate(TOKEN.finditer(lines[1]), 1)]
    items += [no_figure(1, place, token, "number_format") for place, token in enumerate(TOKEN.finditer(lines[0]), 1)]
    for number in range(-(-count // len(months))):
        firm = f"firm_{number}"
        ids["subjects", firm] = {"subject_id": firm, "name": f"Firm {number}", "subject_type": "company", "parent_subject_id": ""}
        line, text = len(lines) + 1, f"Firm no. {number}:"
        places = []
        for place in range(len(months)):
            printed = f"${number + place + 1}.5 million"
            places.append((len(text) + 1, printed))
            text += f" {printed},"
        lines.append(text)
        found = list(TOKEN.finditer(text))
        tokens = [match.start() for match in found]
        items.append(no_figure(line, 1, found[0], "list_ordinal"))
        for place, (start, printed) in enumerate(places[: count - number * len(months)]):
            item = Item(f"l{line}c{start}", line, str(tokens.index(start + 1) + 1), 1, start, start + len(printed), printed)
            item.table_id, item.row, item.column, item.worth = "t1", str(number + 1), str(place + 1), number
            values = {"subject_id": firm, "metric_id": "revenue", "period_id": months[place], "family": "company_financials"}
            values |= {"period_printed": months[place], "period_line": "2"}
            values |= {"low": f"{number + place + 1}.5", "high": f"{number + place + 1}.5", "unit_mult": "6", "unit": "USD"}
            for cell in CELLS:
                item.put(cell, (values | {"qualifier": "exact", "obs_status": "A"}).get(cell, ""), "grammar")
            if place % 3 == 0:
                item.put("subject_id", firm, "label", sure=False)
            item.judge()
            items.append(item)
    for month in months:
        ids["period_labels", f"{month}|calendar"] = {"printed": month, "calendar": "calendar", "period_id": month}
        last = {"02": "29", "04": "30", "06": "30", "09": "30", "11": "30"}.get(month[-2:], "31")
        ids["periods", month] = {
            "period_id": month,
            "name": month,
            "period_start": f"{month}-01",
            "period_end": f"{month}-{last}",
            "period_type": "month",
            "calendar": "calendar",
        }
    sections = [{"section_id": "all", "title": "All", "first_line": "1", "last_line": str(len(lines))}]
    about = {"title": f"Revenues {HOSTILE}", "as_of": "2025-01", "sections": sections}
    assert sum(item.state != "excluded" for item in items) == count
    return finished(folder, items, ids, about, lines, project)


def linked(folder, root, target):
    """A project whose models and seeds are those of this one, and whose reports are its own. It keeps the compiled models in `target`."""
    folder.mkdir(parents=True)
    (folder / "reports").mkdir()
    (folder / "target").symlink_to(target)
    for name in ("models", "macros", "seeds", "tests", "src", "dbt_project.yml", "profiles.yml"):
        (folder / name).symlink_to(root / name)
    return folder
