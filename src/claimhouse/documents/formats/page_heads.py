"""Running heads and page numbers of a plain text that was taken from pages: "Norvane Inc. 2019 Annual Report", "53"."""

from __future__ import annotations

import re

YEAR = r"(?:19|20)\d\d(?:\s?[-–/]\s?\d{2,4})?"
KIND = (
    r"(?:form\s+(?:10-k|20-f|40-f)"
    r"|(?:(?:annual|interim|integrated|half[\s-]year(?:ly)?|quarterly|universal|registration|financial)\s+){1,3}(?:report|review|document)"
    r"(?:\s+(?:and|&)\s+(?:accounts|financial\s+statements))?)"
)
RUNNING_HEAD = re.compile(  # a kind of report with its year, and the name of a firm or a page number beside them
    rf"[^.!?;:]{{0,70}}?(?:\binc\.|\bltd\.|\bco\.)?\W*(?:\b{YEAR}\W+{KIND}|{KIND}\W+{YEAR})\b\W*[^.!?;:]{{0,60}}\.?"
    r"|[\u4e00-\u9fff（）()A-Za-z]{4,30}\s?(?:19|20)\d\d\s?年(?:年度|半年度|第[一三]季度|中期)报告(?:全文|摘要|正文)?",
    re.IGNORECASE,
)
PAGE = re.compile(r"(?:page\s+)?(?:[A-Z]\s?)?[-–—]?\s?\d{1,3}\s?[-–—]?(?:\s+of\s+\d{1,3})?", re.IGNORECASE)
GAP = re.compile(r"\s{3,}|\t+")
FEWEST, MARGIN = 20, 10  # lines of a page, and blanks before a number alone below them


def pieces(line: str) -> list[str]:
    """What stands apart on a line, the name of the report first."""
    found = [one for one in GAP.split(line.strip()) if one]
    return sorted(found, key=lambda one: RUNNING_HEAD.fullmatch(one) is None)


def page_heads(printed: list[str]) -> tuple[set[int], set[int]]:
    """The running heads and the page numbers among lines, by place: at the first or last line of a text or a page, or again and again;
    a number alone counts beside a head or at the end, there also without one where it is set off from the lines above it."""
    filled = [place for place, line in enumerate(printed) if line.strip()]
    heads = [place for place in filled if len(printed[place].split()) < 20 and any(map(RUNNING_HEAD.fullmatch, pieces(printed[place])))]
    texts = [" ".join(re.sub(r"\d{1,3}(?!\d)(?<!\d{4})", " ", printed[place]).split()) for place in heads]
    ends = {filled[0], filled[-1], *filled[-2:-1]} if filled else set()
    order = {place: number for number, place in enumerate(filled)}
    found = {place for place, text in zip(heads, texts, strict=True) if place in ends or texts.count(text) > 1}
    numbers = {
        place
        for place in filled
        if PAGE.fullmatch(printed[place].strip())
        and found
        and (place == filled[-1] or any(order.get(head) in (order[place] - 1, order[place] + 1) for head in found))
    }
    last = filled[-1] if len(filled) > FEWEST else 0
    set_off = last and (not printed[last - 1].strip() or re.match(rf"\s{{{MARGIN},}}", printed[last]))
    return found, numbers | {last} if set_off and PAGE.fullmatch(printed[last].strip()) else numbers
