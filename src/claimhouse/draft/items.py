"""The items of a document while it is drafted: which characters of which line each of them has."""

from __future__ import annotations

from claimhouse.check import TOKEN
from claimhouse.draft.source import Paragraph, Source
from claimhouse.draft.store import Item
from claimhouse.grammar import Span


class Items:
    """Items by id. Characters belong to the first item that takes them."""

    def __init__(self, source: Source):
        self.source = source
        self.by_id: dict[str, Item] = {}
        self.taken: dict[int, list[tuple[int, int]]] = {}

    def add(self, line: int, start: int, end: int, **more) -> Item | None:
        """An item for characters of a line; None where others have taken them."""
        if end <= start or any(first < end and start < last for first, last in self.taken.get(line, ())):
            return None
        text = self.source.lines[line - 1]
        places = [match.start() for match in TOKEN.finditer(text)]
        inside = [number for number, place in enumerate(places, 1) if start <= place < end]
        first = str(inside[0]) if inside else ""
        item = Item(f"l{line}c{start}", line, first, len(inside), start, end, text[start:end])
        for name, value in more.items():
            setattr(item, name, value)
        self.by_id[item.id] = item
        self.taken.setdefault(line, []).append((start, end))
        return item

    def exclude(self, line: int, start: int, end: int, reason: str) -> None:
        """Excludes the tokens in these characters; text without one needs no item."""
        if TOKEN.search(self.source.lines[line - 1], start, end):
            item = self.add(line, start, end)
            if item:
                item.state, item.reason = "excluded", reason

    def exclude_text(self, block: Paragraph, start: int, end: int, reason: str, spans: list[Span] | None = None) -> None:
        """The same for characters of a paragraph, on each line that they fill. A figure that covers a label more widely keeps it."""
        if spans and any(span.is_figure and span.start <= start and end <= span.end for span in spans):
            return
        by_line: dict[int, list[int]] = {}
        for at in range(start, end):
            line, character = block.at(at)
            by_line.setdefault(line, []).append(character)
        for line, characters in by_line.items():
            self.exclude(line, min(characters), max(characters) + 1, reason)

    def placed(self, block: Paragraph, start: int, end: int) -> Item | None:
        """An item for characters of a paragraph; of those that go over two lines the part with the digits."""
        places = [block.at(at) for at in range(start, end)]
        digits = [place for place, at in zip(places, range(start, end), strict=True) if block.text[at].isdigit()] or places
        line = digits[0][0]
        own = [character for number, character in places if number == line]
        page = str(block.page) if block.page else ""
        return self.add(line, min(own), max(own) + 1, page=page)

    def remaining(self) -> None:
        """Tokens that nothing has read: part of a name where letters touch them, else open."""
        for number, text in enumerate(self.source.lines, 1):
            for match in TOKEN.finditer(text):
                if any(start <= match.start() < end for start, end in self.taken.get(number, ())):
                    continue
                around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
                item = self.add(number, match.start(), match.end())
                if item and any(letter.isalpha() and letter.isascii() for letter in around):
                    item.state, item.reason = "excluded", "product_name"
                elif item:
                    item.why = "nothing says what this number is"
