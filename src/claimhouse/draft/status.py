"""Whether a figure happened, is estimated, foreseen or aimed at: as its words, its heading and its period say."""

from __future__ import annotations

import re

from claimhouse.draft.cells import Reader
from claimhouse.draft.passage import Passage
from claimhouse.draft.registers import FORESEEN, foresees, of, vocabulary
from claimhouse.draft.store import Item

NOT_SAID = re.compile(  # a month, things that are called as verbs, "the project", and terms of accounts: "expected credit loss"
    r"目标(?:利率|区间)|\bwould\s+(?:not\s+)?have\s+(?:[a-z]+ed|been|risen|fallen|grown)\b|\bwhich\s+(?:may|might|could)\b"
    r"|(?<=[a-z,] )May\b|\b[Ee]xpected\s+(?:(?:credit\s+)?loss|(?:useful\s+)?li[fv]e|term\b|volatility|dividends?\b)"
    r"|\b[Pp]roject\b|\b(?:[Tt]he|[Tt]hese|[Oo]ur|[Nn]ew|[Ii]ts|[Oo]f|[Ff]or|[Aa]nd|[a-z]+ing)\s+projects\b"
)
NAME = re.compile(r"(?<=[a-z,(] )[A-Z][\w’&-]*(?:\s+(?:(?:and|of|&)\s+)?[A-Z][\w’&-]*)+")  # "the Water Visibility & Mobility segment"
TO_COME = re.compile(  # a headline that looks ahead: "Spending to total $5 billion in 2026"; not "Sales rise to reach $5 billion"
    r"(?:(?!\b(?:rose|rises?|fell|falls?|up|down|grew|grows|jump\w*|climb\w*|surge\w*|drop\w*|continue\w*)\b).)*\bto\s+"
    r"(?:total|reach|hit|grow|rise|fall|decline|exceed|surpass|top|increase|drop|account|represent|expand|double|shrink)\b",
    re.IGNORECASE,
)
REPORTS = re.compile(r"\b(?:reports?|reported|results|announces)\b", re.IGNORECASE)
HAPPENED = re.compile(rf"\b(?:{of('happened')})\b", re.IGNORECASE)
MODIFIES = re.compile(
    r"\b(?:expected|anticipated|projected|estimated)\s+(?!to\b|that\b|at\b|by\b|\d)", re.IGNORECASE
)  # "the expected decline"
AHEAD = re.compile(rf"\b(?:{of('ahead')})\b", re.IGNORECASE)
LEAD = re.compile(rf"\W*(?:[\w’'&-]+\s+){{0,5}}?(?:{of('ahead')})(?:\s+(?:for|in)\s+[^.:;]{{2,40}})?\s*[:：]", re.IGNORECASE)
NEAR = 40  # characters between "preliminary" and its period
LONG = 8  # words of a heading that says more than what is below it
IN_SENTENCE = ("sentence", "clause", "base", "list")  # how a period was found that the words of the figure name


def put_status(item: Item, reader: Reader, words: str, how: str) -> None:
    """A, or what the wording near the figure says; a period after the month of the document is no actual one."""
    said = words
    for label in reader.periods.labels(words):  # "May 2025" is no "may"
        words = words[: label.start] + " " * (label.end - label.start) + words[label.end :]
    words = NOT_SAID.sub(" ", FORESEEN.sub(" ", words))
    if len(re.findall(r"(?<!\w)[a-z]", words)) > len(re.findall(r"(?<!\w)[A-Z]", words)):  # no title in capitals
        words = NAME.sub(" ", words)
    found = vocabulary("statuses", "status").find(words)
    notes = vocabulary("statuses", "note").find(words)
    statuses = {id for match in found for id in match.ids}
    row = reader.book.rows["periods"].get(item.value("period_id"), {})
    later = bool(row.get("period_start")) and bool(reader.as_of) and row["period_start"][:7] > reader.as_of
    listed = item.cells["period_id"].how == "list" and bool(reader.as_of)  # of years to come
    later = later or listed and row.get("period_end", "")[:7] > reader.as_of
    past = bool(row.get("period_end")) and bool(reader.as_of) and row["period_end"][:7] < reader.as_of
    if not statuses:
        vague = item.value("qualifier").startswith("approx") or item.value("qualifier") == "range"  # it may be an estimate
        vague = vague or bool(vocabulary("conditions").find(words)) or bool(reader.as_of) and row.get("period_end", "")[:7] > reader.as_of
        if row.get("period_end") in reader.preliminary and not later:
            item.put("obs_status", "P", "document", False)
            return
        of_other = bool(reader.preliminary) and item.cells["period_id"].sure != "sure"  # the period may be one that is preliminary
        item.put("obs_status", "F" if later else "A", "period" if later else "sentence", not later and not vague and not of_other)
        return
    if statuses == {"P"} and is_of_later(reader, row.get("period_end", ""), found[0].end, said):
        item.put("obs_status", "A", "clause", False)
        return
    order = [status for status in ("T", "F", "P", "E") if status in statuses]
    status = "F" if later and order[0] in ("P", "E") else order[0]
    guidance = any("guidance" in match.ids for match in notes)
    sure = len(statuses) == 1 and (later or guidance or status in ("P", "E") and past) and not (past and status in ("F", "T"))
    item.put("obs_status", status, how, sure)
    if guidance:
        item.put("note", "guidance", how, True)


def is_of_later(reader: Reader, end: str, behind: int, words: str) -> bool:
    """Whether the period that follows a word for what is preliminary is a later one than that of the figure: "Preliminary figures for 2024
    show an increase to €7 million (2023: €6 million)"."""
    label = next((one for one in reader.periods.labels(words) if one.start >= behind), None)
    return bool(label and label.days and label.start - behind < NEAR and end and end < label.days[0].isoformat())


def put_status_of_text(item: Item, reader: Reader, passage: Passage, start: int, end: int, heading: bool) -> None:
    """The status of a figure of a paragraph, which may be a heading itself."""
    ends = reader.book.rows["periods"].get(item.value("period_id"), {}).get("period_end", "")
    past, dated = bool(ends and reader.as_of) and ends[:7] <= reader.as_of, item.cells["period_id"].how in IN_SENTENCE
    compared = past and (
        passage.is_compared(start) or start in passage.priors or passage.is_prior(start)
    )  # what is estimated or foreseen is the other figure
    first, last = passage.clause(start, end)
    happened = HAPPENED.search(passage.text[first:last]) is not None
    said = "" if compared else words_of_status(passage, start, end, happened or past and dated)
    if heading and TO_COME.match(passage.text) and not compared:
        said = f"{said} forecast"
    put_status(item, reader, said, "clause")
    if happened and item.cells["obs_status"].how == "period":  # "prices fell 8% last year": the period is another
        item.put("obs_status", "A", "sentence", False)
    if item.value("obs_status") != "A" or compared or happened:
        return
    later = ends[:7] > (reader.as_of or "9")
    if later and not REPORTS.search(reader.heading):
        put_status(item, reader, f"{reader.heading} {said}", "heading")  # below "Outlook for 2026"
    if item.value("obs_status") == "A" and not (past and dated):
        below = LEAD.match(passage.text[:start]) or is_ahead(reader)
        if below:  # "2026 outlook: Revenue of $5 million. Capital expenditure of $1 million."
            put_status(item, reader, f"{(reader.unmarked_heading or reader.heading) if below is True else below[0]} {said}", "heading")
            item.cells["obs_status"].sure = "unsure"
        elif later and dated and not REPORTS.search(reader.title):  # of a year that has not ended
            item.put("obs_status", "F", "period", False)


def is_ahead(reader: Reader) -> bool:
    """Whether a short heading over the figure, not that of the document, is on what is to come: "Outlook", "Long-term targets"."""
    heading = reader.unmarked_heading or reader.heading
    return bool(AHEAD.search(heading)) and not REPORTS.search(heading) and len(heading.split()) <= LONG and heading != reader.title


def words_of_status(passage: Passage, start: int, end: int, came: bool) -> str:
    """The words that may say the status of a figure. Of one that came about those of its sentence before its clause say nothing that is
    foreseen, nor does "the expected decline drove" in its clause."""
    said = passage.status_words(start, end)
    first, last = passage.clause(start, end)
    if not came:
        return said
    if said != passage.text[first:last]:
        return "" if foresees(said) else said
    adjective = MODIFIES.search(said)
    if adjective and HAPPENED.search(said, adjective.end()) and adjective.start() < start - first:
        return said[: adjective.start()] + said[adjective.end() :]
    return said
