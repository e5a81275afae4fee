"""The title of a document and its first figure, which most of what the overview says is read from."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path

from claimhouse.documents.periods import calendar_of
from claimhouse.draft.cells import Reader
from claimhouse.draft.registers import Book, clean, vocabulary
from claimhouse.draft.source import Source

KIND_OF_TEXT = re.compile(
    r"\W*(?:(?:press|media|news|regulatory|stock exchange|company|investor)\s+(?:release|announcement|statement|information|news)"
    r"|https?://\S+|www\.\S+|for immediate release|unaudited|announcement|analysis|press|embargo\w*\b.*|.*\bembargoed\s+(?:until|for)\b.*"
    r"|(?:\w+\s+)?(?:information|contacts?|enquiries|inquiries):.*|新闻稿|公告)\W*",
    re.IGNORECASE,
)
CONTINUED = re.compile(r"\W*[(（]?\b(?:contd|cont['’]?d|continued)\b.*$|[（(]续[）)]$", re.IGNORECASE)
PUBLISHER = re.compile(r"^\W*(?:[A-Z]\w+\s+){1,3}(?:says|reports|finds|forecasts|predicts|estimates)\b:?|^\W*[\w\s]{3,30}:", re.IGNORECASE)


class Beginning:
    """Title and opening of a document; what is read from them is in the modules that build on this."""

    def __init__(self, source: Source, book: Book, reader: Reader, path: Path):
        self.source, self.book, self.reader, self.path = source, book, reader, path
        self.calendar = calendar_of(source.document)
        self.locale = self.calendar.locale

    def title(self) -> str:
        named = self.source.document.title if self.source.document.format != "txt" else ""  # a plain text marks no title
        named = "" if named == self.path.stem else named  # what a file is called titles no sheet
        texts = [named, *self.first_texts(6)]
        first = next((text for text in texts if text and not self.is_no_title(text)), named or next(filter(None, texts), self.path.stem))
        return clean(first.lstrip("# "))[:200].strip() or "untitled"

    def first_texts(self, most: int) -> list[str]:
        """The first paragraphs; of a sheet, which has none, the cells that stand alone in their row above its figures."""
        if self.source.paragraphs or not self.source.document.tables:
            return [one.text for one in self.source.paragraphs[:most]]
        rows: dict[int, list[str]] = {}
        for cell in self.source.document.tables[0].cells:
            rows.setdefault(cell.row, []).append(cell.text.strip())
        return [texts[0] for texts in takewhile(lambda texts: len(texts) == 1, rows.values())][:most]

    def is_no_title(self, text: str) -> bool:
        """Whether a line at the beginning says what kind of text this is, who publishes it or when, and not of what it is."""
        text = text.lstrip("# ").strip()
        if is_page_head(text) or KIND_OF_TEXT.fullmatch(text):
            return True
        if vocabulary("offices").whole(text) or vocabulary("agencies", "name").whole(text):
            return True
        for label in reversed(self.reader.periods.labels(text) if len(text) < 40 else []):
            if label.days and label.days[0] == label.days[1]:
                text = f"{text[: label.start]} {text[label.end :]}"
        return not re.search(
            r"[^\W\d_]{2}",
            re.sub(r"\b(?:published|date[d]?|on|updated|[A-Z][a-z]+day|utc|gmt|[ap]m|[ecmp][sd]t)\b", " ", text, flags=re.IGNORECASE),
        )

    def opening(self) -> str:
        """The beginning of the first paragraph below the title with a figure."""
        title = self.title()
        texts = (one.text[:400] for one in self.source.paragraphs if title not in one.text)
        return next((text for text in texts if re.search(r"\d\s?(?:%|percent|million|billion|trillion)", text)), "")


def is_page_head(text: str) -> bool:
    """Whether a text is what stands over pages of any report: "Directors' Report", "Notes (continued)"."""
    return bool(vocabulary("page_heads").whole(CONTINUED.sub("", text.lstrip("# ")).strip(" :.–-")))


def is_measure(book: Book, name: str) -> bool:
    """Whether a name says what is measured or when, or words that headings have of any firm."""
    kinds = ("heads_en", "generic_en", "openers", "adjectives", "sectors", "corporate", "headings")
    plain = [word for word in name.split() if any(vocabulary(kind).whole(word) for kind in kinds)]
    return bool(book.names["metrics"].find(name)) or 2 * len(plain) > len(name.split())
