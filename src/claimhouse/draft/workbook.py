"""A draft as an Excel workbook: one row per figure, lists to choose from, and what is open marked; read back with every check.

Sheet `figures` has a decision per row (accept, exclude, or nothing), sheet `new ids` takes rows of registers, `lists` holds the choices.
Cells are text, so that 147.50 keeps its last digit and a text that begins with "=" is no formula.
"""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from claimhouse.check import TOKEN
from claimhouse.draft.judge import Judge
from claimhouse.draft.registers import ID
from claimhouse.draft.store import CELLS, Draft, Item
from claimhouse.files import replace_file
from claimhouse.rules import KEYS, nearest
from claimhouse.seeds import families

BEFORE = ("id", "line", "text", "printed", "state", "why", "decision", "reason")
DECISIONS = ("accept", "exclude")
NONE = "none"  # as period_id: the figure has no period
WIDTHS = {"text": 60, "printed": 22, "why": 24, "subject_id": 26, "metric_id": 26, "period_id": 16}
FILLS = {"open": "F8D7DA", "unsure": "FFF3CD"}
AROUND = 120  # characters of the line shown on either side of a figure
NEW = ("register", "id", "name", "row")
PROBLEMS = 40
CELL_LIMIT = 32_767


class WorkbookFailed(Exception):
    """The workbook cannot be read back; nothing was changed. One problem per line, with sheet and cell."""


def write_workbook(draft: Draft, path: Path, project: Path) -> None:
    """Writes the workbook whole or not at all."""
    judge = Judge(draft, project)
    book = Workbook(write_only=True)
    figures, new, lists, about = (book.create_sheet(name) for name in ("figures", "new ids", "lists", "about"))
    choices = choices_of(judge, draft, project)
    for values in in_rows(choices):
        lists.append([text(lists, value) for value in values])
    header = [*BEFORE, *CELLS]
    figures.freeze_panes = "E2"
    for place, name in enumerate(header, 1):
        figures.column_dimensions[get_column_letter(place)].width = WIDTHS.get(name, 14)
    items = [item for item in draft.in_order() if item.token or item.state != "excluded"]
    for place, name in enumerate(header, 1):
        if name in choices:
            column = get_column_letter(list(choices).index(name) + 1)
            rule = DataValidation("list", formula1=f"lists!${column}$2:${column}${len(choices[name]) + 1}", allow_blank=True)
            rule.showErrorMessage = name in ("decision", "qualifier", "obs_status")  # another id may stand in the sheet of new ids
            rule.add(f"{get_column_letter(place)}2:{get_column_letter(place)}{len(items) + 1}")
            figures.data_validations.append(rule)
    figures.append([bold(figures, name) for name in header])
    figures.auto_filter.ref = f"A1:{get_column_letter(len(header))}{len(items) + 1}"
    for item in items:
        line = draft.lines[item.line - 1]
        around = line[max(0, item.start - AROUND) : item.start] + "[" + item.printed + "]" + line[item.end : item.end + AROUND]
        row = [text(figures, value) for value in (item.id, str(item.line), around, item.printed, item.state, item.why, "", item.reason)]
        row[2].alignment = Alignment(wrap_text=True, vertical="top")
        figures.append([*row, *(marked(figures, item, name) for name in CELLS)])
    new.append([bold(new, name) for name in NEW])
    for (register, id), row in draft.ids.items():
        new.append([text(new, value) for value in (register, id, row.get("name", ""), json.dumps(row, ensure_ascii=False))])
    for name in ("source_sha256", "title"):
        about.append([text(about, name), text(about, str(draft.about.get(name, "")))])
    for sheet in (lists, about):
        sheet.sheet_state = "hidden"
    replace_file(path, book.save)


def in_rows(choices: dict[str, list[str]]) -> list[list[str]]:
    """The choices as rows below their names."""
    longest = max(map(len, choices.values()))
    return [list(choices)] + [[values[at] if at < len(values) else "" for values in choices.values()] for at in range(longest)]


def choices_of(judge: Judge, draft: Draft, project: Path) -> dict[str, list[str]]:
    """What each column can hold, ids in order."""
    found = {name: sorted({row[name] for row in judge.reference[KEYS[name]].rows}) for name in CELLS if name in KEYS}
    reasons = {item.reason for item in draft.items.values() if item.reason}
    common = {"period_label", "product_name", "section_number", "list_ordinal", "law_or_paper_name", "number_format", "footnote"}
    found["period_id"].insert(0, NONE)
    return {"decision": list(DECISIONS), "reason": sorted(reasons | common), "family": families(project)} | found


def text(sheet, value: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value)[:CELL_LIMIT])
    cell.data_type, cell.number_format = "s", "@"
    return cell


def bold(sheet, value: str) -> WriteOnlyCell:
    cell = text(sheet, value)
    cell.font = Font(bold=True)
    return cell


def marked(sheet, item: Item, name: str) -> WriteOnlyCell:
    """A cell with its colour where it is open or unsure, and a comment that says how it was found and what else it can be."""
    found = item.cells[name]
    cell = text(sheet, found.value)
    if item.state != "excluded" and found.sure in FILLS and (found.sure == "unsure" or name in item.why):
        cell.fill = PatternFill("solid", start_color=FILLS[found.sure], end_color=FILLS[found.sure])
        other = [one for one in item.candidates.get(name, []) if one != found.value][:6]
        said = f"{found.sure}: found by {found.how or 'nothing'}" + (f"\nalso: {', '.join(other)}" if other else "")
        cell.comment = Comment(said, "claimhouse", width=260, height=90)
    return cell


def read_workbook(path: Path, draft: Draft, project: Path) -> int:
    """Takes the decisions and changed cells of a workbook; the number of figures that changed. Raises WorkbookFailed, and takes nothing,
    where any row breaks a check."""
    try:
        book = load_workbook(path)
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise WorkbookFailed(f"{path}: expected a workbook of claimhouse draft --workbook: {error}") from error
    if not {"figures", "new ids", "about"} <= set(book.sheetnames):
        raise WorkbookFailed(f"{path}: expected the sheets figures, new ids and about")
    about = {str(row[0]): str(row[1]) for row in book["about"].iter_rows(values_only=True) if row and row[0]}
    if about.get("source_sha256") != draft.about.get("source_sha256"):
        raise WorkbookFailed(f"{path}: made from another text than that of {draft.report}; write the workbook again")
    added = new_rows(path, book["new ids"], draft)
    for (register, _), row in added.items():
        draft.add_id(register, row, by="workbook")
    judge = Judge(draft, project)
    rows = book["figures"].iter_rows()
    header = [plain(cell) for cell in next(rows, ())]
    missing = [name for name in (*BEFORE, *CELLS) if name not in header]
    if missing:
        raise WorkbookFailed(f"{path}: figures!1: expected the column {missing[0]}")
    changes, problems = {}, []
    for cells in rows:
        row = dict(zip(header, cells, strict=False))
        id = plain(row["id"])
        if not id:
            continue
        if id not in draft.items:
            problems.append(f"figures!{row['id'].coordinate}: {id!r}: expected the id of a figure of this draft")
            continue
        fields, found = decided(row, draft.items[id], judge)
        problems += found
        if fields:
            changes[id] = fields
    if problems:
        for _ in added:
            draft.undo()
        more = f"\nand {len(problems) - PROBLEMS} more" if len(problems) > PROBLEMS else ""
        raise WorkbookFailed("\n".join(f"{path}: {one}" for one in problems[:PROBLEMS]) + more)
    return draft.take(changes.items(), "workbook")


def new_rows(path: Path, sheet, draft: Draft) -> dict[tuple[str, str], dict[str, str]]:
    """Rows of the sheet of new ids that the draft does not have yet."""
    found = {}
    for number, cells in enumerate(sheet.iter_rows(min_row=2), 2):
        register, id, name, row = (plain(cell) for cell in cells[:4])
        if not register or (register, id) in draft.ids:
            continue
        if register not in ID:
            raise WorkbookFailed(f"{path}: new ids!A{number}: {register!r}: expected one of {', '.join(ID)}")
        try:
            cells_of_row = json.loads(row) if row else {}
        except ValueError:
            raise WorkbookFailed(f'{path}: new ids!D{number}: expected nothing, or an object such as {{"subject_type": "company"}}')
        found[register, id] = {ID[register]: id, "name": name} | cells_of_row
    return found


def decided(row: dict[str, Cell], item: Item, judge: Judge) -> tuple[dict[str, str], list[str]]:
    """The fields that a row changes, and what is wrong with it."""
    decision, reason = plain(row["decision"]), plain(row["reason"])
    changed = {name: plain(row[name]) for name in CELLS if plain(row[name]) != item.value(name)}
    if changed.get("period_id") == NONE:
        changed["period_id"] = ""
    problems = [
        f"figures!{row[name].coordinate}: {value!r}: expected an id of {KEYS[name]}"
        + nearest(value, {one[name] for one in judge.reference[KEYS[name]].rows})
        for name, value in changed.items()
        if name in KEYS and not judge.knows(name, value)
    ]
    if decision and decision not in DECISIONS:
        problems.append(f"figures!{row['decision'].coordinate}: {decision!r}: expected accept, exclude or nothing")
    if decision == "exclude" and not reason:
        problems.append(f"figures!{row['reason'].coordinate}: expected a reason, such as product_name")
    if problems or not (decision or changed):
        return {}, problems
    if decision == "exclude":
        return {"state": "excluded", "reason": reason}, []
    item = deepcopy(item)
    for name, value in changed.items():
        item.put(name, value, "workbook", "reviewed")
    if decision == "accept":
        item.state, item.reason = "corrected" if changed else "accepted", ""
        place = row["decision"].coordinate
        problems = [f"figures!{place}: {one}" for one in judge.problems(item)]
        if item.token and not TOKEN.search(item.printed):
            problems.append(f"figures!{place}: {item.printed!r}: expected a figure")
    return item.fields(), problems


def plain(cell: Cell | None) -> str:
    """The text of a cell; a number that Excel made of it without its point zero."""
    value = getattr(cell, "value", cell)
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
