"""Drafts a report from a document: every numeric token becomes part of an observation, or is excluded with its reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from claimhouse.documents.model import Table
from claimhouse.draft.calendar.periods import Periods
from claimhouse.draft.cells import Reader, doubt_amount, is_trusted, put_period, way_of
from claimhouse.draft.digit_groups import join_groups
from claimhouse.draft.note_marks import raise_marks
from claimhouse.draft.overview.document import Overview
from claimhouse.draft.registers import Book, vocabulary, wordings
from claimhouse.draft.running_text import RunningText
from claimhouse.draft.source import Paragraph, Source, open_source
from claimhouse.draft.store import Draft, Item
from claimhouse.draft.tabular.layout import TOTAL
from claimhouse.draft.tabular.table import TableDraft
from claimhouse.draft.year_end import fiscal_end
from claimhouse.rules import broken_cells


def draft_document(path: Path, folder: Path, project: Path, own: dict | None = None) -> Draft:
    """The draft of a document for the report folder; nothing is written. `own` are tables of the report before. Raises Unreadable."""
    source = join_groups(raise_marks(open_source(path)))
    book = Book(project, own, folder.name)
    return Drafting(source, book, folder, path).run()


FAR_ABOVE = 10  # paragraphs above a table that may say what it is in


class Drafting:
    """Goes through a document: first as a whole, then its tables, then its text. Text and tables share their items."""

    def __init__(self, source: Source, book: Book, folder: Path, path: Path):
        self.source, self.book, self.folder, self.path = source, book, folder, path
        self.reader = Reader(source, book, Periods(book, fiscal_end(source.document), folder.name, "\n".join(source.lines)))
        self.overview = Overview(source, book, self.reader, path)
        self.text = RunningText(self.overview)
        self.items = self.text.items.by_id

    def run(self) -> Draft:
        self.overview.look_at_whole()
        before = None
        for position, block in enumerate(self.source.order):  # tables first: the text speaks of what their rows name
            if isinstance(block, Table):
                before = TableDraft(self.text, block, self.above(position, FAR_ABOVE), self.below(position), before)
                before.run()
        self.learn_from_tables()
        for block in self.source.order:
            if isinstance(block, Paragraph):
                self.text.paragraph(block)
        self.text.items.remaining()
        self.text.sections.close()
        self.drop_newcomers()
        for item in self.items.values():
            self.finish(item)
        about = {
            "file": self.path.name,
            "title": self.overview.title(),
            "as_of": self.reader.as_of,
            "subject": self.reader.subject,
            "sections": self.text.sections.rows,
            "remarks": list(self.source.document.remarks),
        }
        draft = Draft(self.folder, self.items, self.book.ids, about, self.source.lines)
        draft.whys, draft.subject_how = self.book.whys, self.reader.subject_how
        return draft

    def drop_newcomers(self) -> None:
        """Names that no figure took are no rows of the report."""
        taken = {item.value("subject_id") for item in self.items.values()}
        for id in self.reader.newcomers - taken:
            if all(row.get("parent_subject_id") != id for row in self.book.ids.values()):
                self.book.forget("subjects", id)
        placed = {item.value("geography_id") for item in self.items.values()}
        for id in [id for register, id in self.book.ids if register == "geographies" and id not in placed]:
            self.book.forget("geographies", id)
        for item in self.items.values():
            if "geography_id" in item.candidates:
                item.candidates["geography_id"] = [id for id in item.candidates["geography_id"] if id in self.book.rows["geographies"]]
            if "subject_id" in item.candidates:
                item.candidates["subject_id"] = [id for id in item.candidates["subject_id"] if id in self.book.rows["subjects"]]

    def learn_from_tables(self) -> None:
        """What the tables say of the text: the subject of totals, and the metric of a unit where all figures of it have one."""
        reader, subjects = self.reader, self.book.rows["subjects"]
        reader.last_subject, reader.heading_subject, reader.intro = (), (), None
        reader.period = reader.period or self.overview.period_of_tables(self.items.values())
        if asked := self.overview.fieldwork():  # what people answered is of then, whatever the title speaks of
            reader.period, reader.period_line = asked
        ways = (self.overview.usual_period, self.overview.ended_period, self.overview.opening_period)
        if not reader.period and (usual := next(filter(None, (way() for way in ways)), None)):
            reader.period, reader.period_line = usual
            self.date_tables()
        reader.days = reader.period.days if reader.period else self.overview.first_days([one.text for one in self.source.paragraphs])
        found: dict[str, Counter] = {}
        for item in self.items.values():
            subject, metric, unit = (item.value(name) for name in ("subject_id", "metric_id", "unit"))
            if subject and subjects[subject]["subject_type"] == "total" and subject not in reader.total:
                if block := self.block_of(item, subjects[subject]["name"]):
                    self.book.names["subjects"].add(block, subject)
                else:
                    reader.total.append(subject)
            if metric and item.table_id:
                grown = self.book.rows["metrics"][metric].get("growth_of_metric_id")
                kind = "growth" if grown else "share" if unit == "percent" and "share" in metric else unit
                found.setdefault(kind, Counter())[metric] += 1
        money = {unit for unit in found if unit in self.book.currencies}
        reader.usual = {unit: list(counts) for unit, counts in found.items() if len(counts) == 1 and unit not in money | {"percent", ""}}
        if not reader.subject and not reader.total:
            reader.theme = reader.theme or self.overview.topic()
            for item in self.items.values() if reader.theme else ():
                if item.table_id and item.cells["subject_id"].how == "rows of periods":
                    item.put("subject_id", reader.theme, "document", False)
        if len(reader.usual) == 1 and not reader.usual.keys() & {"share", "rank", "growth"}:
            reader.usual[""] = next(iter(reader.usual.values()))
        elif len(rest := [unit for unit in reader.usual if unit not in ("share", "rank", "growth", "")]) == 1:
            reader.usual[""] = reader.usual[rest[0]]

    def date_tables(self) -> None:
        """Gives figures of tables that nothing dated the period of the document, where only its text told it."""
        for item in self.items.values():
            cell = item.cells["period_id"]
            if item.table_id and not cell.value and (cell.how, cell.sure) == ("heading", "unsure") and self.reader.period.days:
                put_period(item, self.reader, self.reader.period, self.reader.period_line, "document", False)

    def block_of(self, item: Item, total: str) -> str:
        """The heading of the table alone of which a total is, not of the document: "Scooters" of "All scooters" below it, in a document on
        vehicles."""
        name = TOTAL.sub("", total).strip().lower()
        table = next((one for one in self.source.document.tables if one.table_id == item.table_id), None)
        plain = any(name in (row["wording"], f"{row['wording']}s") for row in wordings("kinds_of_firms")) or vocabulary("generic_en").whole(
            name
        )
        if not name or not table or plain or name.rstrip("s") in self.reader.title.lower():
            return ""
        first = min(cell.row for cell in table.cells)
        return next((cell.text.strip() for cell in table.cells if cell.row == first and cell.text.strip().lower() == name), "")

    def above(self, position: int, count: int = 3) -> list[Paragraph]:
        """The paragraphs right before a table, the nearest first."""
        found = []
        for block in reversed(self.source.order[max(0, position - count) : position]):
            if isinstance(block, Table):
                break
            found.append(block)
        return found

    def below(self, position: int) -> list[Paragraph]:
        """The paragraphs right behind a table."""
        found = []
        for block in self.source.order[position + 1 : position + 4]:
            if isinstance(block, Table):
                break
            found.append(block)
        return found

    def finish(self, item: Item) -> None:
        """Headings are marked, scopes of first lines too; then the state follows from the cells."""
        if item.state == "excluded":
            return
        if item.value("unit") == "date" and (item.value("low") or item.value("high")):
            for name in ("metric_id", "unit"):  # a number is no day
                item.put(name, "", "", "open")
        for name in ("printed", "period_printed"):
            broken = broken_cells("printed", item.printed if name == "printed" else item.value(name))
            if broken and name == "printed":
                item.why = f"printed: {broken[0].id}"
                item.cells["unit"].value = ""  # it stays open
            elif broken:
                for part in ("period_id", "period_printed", "period_line"):
                    item.put(part, "", "", "open")
        period, labels = item.cells["period_id"], self.reader.periods.labels(self.source.lines[item.line - 1])
        if not period.value and period.sure == "unsure" and labels and not self.book.is_property(item.value("unit")):
            period.sure = "open"  # the line names a period, and nothing says that it is none of this figure
        for name, cell in item.cells.items():
            before = self.book.is_of_report_before(name, cell.value)  # a reviewer has accepted that name
            if cell.sure == "sure" and cell.value and not before and not is_trusted(name, way_of(item, name, self.reader)):
                cell.sure = "unsure"
        for name in ("period_id", "subject_id", "metric_id", "obs_status") if self.reader.is_foreign else ():
            if item.cells[name].sure == "sure":
                item.cells[name].sure = "unsure"
        if item.cells["unit"].sure != "sure" and item.value("unit_mult") in ("", "0"):
            doubt_amount(item)  # what it is measured in may have a scale
        first = {section["first_line"] for section in self.text.sections.rows}
        if str(item.line) in first and not item.value("usage_warning"):
            item.put("usage_warning", "heading", "heading", True)
        item.judge()
