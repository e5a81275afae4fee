"""Which part of a title names a firm, and whether the text below bears it out."""

from __future__ import annotations

import pytest

from claimhouse.draft.drafting import Drafting
from claimhouse.draft.registers import Book
from claimhouse.draft.source import open_source


def read(tmp_path, root, text: str) -> tuple[Drafting, list]:
    """The drafting of a text, and its observations."""
    path = tmp_path / "note.txt"
    path.write_text(text, encoding="utf-8")
    drafting = Drafting(open_source(path), Book(root, None, "note"), tmp_path / "note", path)
    draft = drafting.run()
    return drafting, [item for item in draft.in_order() if item.state != "excluded"]


def subject(drafting: Drafting) -> str:
    return drafting.book.rows["subjects"].get(drafting.reader.subject, {}).get("name", "")


REST = (
    "\n\nThe group sells lamps in nine towns and has done so for years.\n\nIts owners were content with the year, it said."
    "\n\nA meeting in spring is to choose a board of five people again.\n"
)


@pytest.mark.parametrize(
    "title, text, name",
    [
        (
            "Tarnwick Bank first bank to pass a mark",
            "Tarnwick Bank reported a profit of $3 million. Tarnwick Bank is content.",
            "Tarnwick Bank",
        ),
        (
            "Norway's Tarnwick posts a 5% jump in first-half profit",
            "Norway's Tarnwick ASA reported a 5% rise in its profit. Demand for Tarnwick's lamps rose 3%.",
            "Tarnwick",
        ),
        (
            "Merrow Capital Partners Updates Coverage on Tarnwick, Inc. (NYSE: TRN) Q4",
            "Merrow Capital Partners updates coverage on Tarnwick, Inc. (NYSE: TRN). The Company ended the quarter with 135 shops.",
            "Tarnwick",
        ),
        (
            "Tarnwick raises 2025 earnings forecast on demand",
            "Tarnwick raised its forecast to $2.10. Power use rises by 2%, according to the U.S. Energy Information Administration."
            "\n\nTarnwick said its plan has increased to $19 billion.\n\nOn that basis, Tarnwick reported a profit of $3 million.",
            "Tarnwick",
        ),
    ],
)
def test_firm_of_a_title(tmp_path, root, title, text, name):
    assert subject(read(tmp_path, root, f"{title}\n\n{text}{REST}")[0]) == name


@pytest.mark.parametrize(
    "title, text",
    [
        ("Shelf Space Reports Results of a Survey", "The shelf space of shops fell by 3%, and shelf space costs $5 a foot."),
        (
            "Old habits did something new. Merrow says it is time to shift.",
            "Rates fell 3% and prices rose 2% last year.\n\n"
            + "Many of the old makers of lamps and chairs say the same.\n\n" * 3
            + "Merrow said so.",
        ),
    ],
)
def test_what_names_no_firm(tmp_path, root, title, text):
    assert subject(read(tmp_path, root, f"{title}\n\n{text}{REST}")[0]) == ""


@pytest.mark.parametrize(
    "sentence, sure",
    [
        ("Net sales were $5.2 million, an increase of 7% from last year.", True),
        ("GAAP net income was $5.2 million in the third quarter of 2024.", True),
        ("The best surprise was Deep Sea Lamps, which had net sales of $5.2 million.", False),
        ("Halvor, a larger bank, will report a profit of $5.2 million this month.", False),
    ],
)
def test_no_other_name_stands_beside_a_sure_subject(tmp_path, root, sentence, sure):
    head = "Tarnwick Lamps, Inc. Reports Third Quarter 2024 Results\n\nTarnwick Lamps, Inc. (NYSE: TRN) today announced its results."
    _, items = read(tmp_path, root, f"{head}\n\n{sentence}{REST}")
    item = next(one for one in items if one.printed == "$5.2 million")
    assert (item.cells["subject_id"].sure == "sure") is sure


def test_one_sign_makes_no_subject_sure(tmp_path, root):
    text = (
        "Merrow Reports Third Quarter 2024 Results\n\n" + "The quarter was good for the makers of lamps, and many of them said so.\n\n" * 4
    )
    drafting, items = read(tmp_path, root, f"{text}Net sales were $5.2 million in the third quarter.\n")
    assert subject(drafting) == "Merrow"
    assert next(one for one in items if one.printed == "$5.2 million").cells["subject_id"].sure == "unsure"


def test_country_of_a_text_on_an_economy(tmp_path, root):
    """A firm's text that speaks of prices has no such country."""
    text = (
        "In May, consumer prices rose by 0.6 percent, and annual inflation was 6.6 percent. Inflation of food fell.\n\n"
        "According to TurkStat data, GDP grew by 4.8 percent. External demand from the European Union rose. Domestic demand slowed.\n\n"
        "The Turkish lira lost 2 percent. Monetary policy stays tight, and the policy rate was kept. Unemployment was 10 percent.\n"
    )
    assert subject(read(tmp_path, root, f"Summary of the Meeting\n\n{text}")[0]) == "Turkey"
    lamps = (
        text.replace("According to TurkStat data, ", "")
        .replace("inflation", "output")
        .replace("Inflation", "Output")
        .replace("GDP", "Output")
        .replace("olicy", "lan")
    )
    assert subject(read(tmp_path, root, f"Summary of the Meeting\n\n{lamps}")[0]) == ""


@pytest.mark.parametrize(
    "sentence, name",
    [
        ("Halvor saw shipments of its smartphones jump by 5.5%.", "Halvor"),
        ("Halvor said smartphones rose 5.5% in the quarter.", "smartphones"),
        ("Halvor won buyers; analysts see smartphones at 5.5%.", "smartphones"),
    ],
)
def test_a_firm_stands_before_what_several_make(tmp_path, root, sentence, name):
    text = "Smartphone market grows\n\nHalvor and Orrery lead the market. Halvor shipped 3.1 million units, Orrery shipped 2 million."
    text = f"{text}\n\n{sentence}\n"
    drafting, items = read(tmp_path, root, text)
    item = next(one for one in items if "5.5%" in one.printed)
    assert drafting.book.rows["subjects"][item.value("subject_id")]["name"] == name
