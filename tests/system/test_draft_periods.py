"""When the figures of a document were, and whether they happened: fiscal years, running totals, parts of years, changes, forecasts."""

from __future__ import annotations

import re
from pathlib import Path

import draft_keys
import pytest

from claimhouse.draft.calendar.periods import Periods
from claimhouse.draft.drafting import draft_document
from claimhouse.draft.registers import Book
from claimhouse.draft.source import open_source
from claimhouse.draft.year_end import fiscal_end

CASES = [
    (name, *rest.rstrip("\n").split("\n---\n"))
    for name, _, rest in (
        case.partition("\n")
        for case in re.split(r"^=== ", (Path(__file__).parents[1] / "support/dated.txt").read_text(encoding="utf-8"), flags=re.M)[1:]
    )
]


@pytest.mark.parametrize(("name", "text", "key"), CASES, ids=[case[0] for case in CASES])
def test_a_document_dates_its_figures(root, tmp_path, name, text, key):
    path = tmp_path / name
    path.write_text(text + "\n", encoding="utf-8")
    rows = []
    for line in key.split("\n"):
        printed, period, *status = (part.strip() for part in line.split(" | "))
        rows.append({"printed": printed, "period": period, "status": "".join(status) or "A"})
    draft = draft_document(path, tmp_path / "reports" / "dated", root)
    found = draft_keys.compare(draft, rows)
    assert not found["missed"] and not found["lost"]
    assert [(item.printed, kind, item.value(draft_keys.CELL_OF[kind]), key) for item, kind, key in found["wrong"]] == []


FORMS = """\
12-31 | 1.1.–30.6.2024 | 2024-01-01 2024-06-30
12-31 | 30.09.25 | 2025-09-30 2025-09-30
12-31 | I–IX 2024 | 2024-01-01 2024-09-30
12-31 | Q1-3 2024 | 2024-01-01 2024-09-30
12-31 | 10M25 | 2025-01-01 2025-10-31
06-30 | 10MFY24 | 2023-07-01 2024-04-30
06-30 | July-April FY24 | 2023-07-01 2024-04-30
09-30 | October-March 2024/25 | 2024-10-01 2025-03-31
12-31 | LTM Sep 2024 | 2023-10-01 2024-09-30
12-31 | YTD September 2025 | 2025-01-01 2025-09-30
03-31 | FY25Q1 | 2024-04-01 2024-06-30
03-31 | H1 24/25 | 2024-04-01 2024-09-30
03-31 | Q2 & H1 FY26 | 2025-07-01 2025-09-30; 2025-04-01 2025-09-30
03-31 | FY3/25 | 2024-04-01 2025-03-31
12-31 | first semester of 2025 | 2025-01-01 2025-06-30
12-31 | 2T24 | 2024-04-01 2024-06-30
12-31 | 2021M03 | 2021-03-01 2021-03-31
12-31 | model 2021M305 | None
12-31 | 2022 I-VI | 2022-01-01 2022-06-30
12-31 | the first three quarters of 2023 | 2023-01-01 2023-09-30
12-31 | Quarter 3 (July to Sept) 2015 | 2015-07-01 2015-09-30
12-31 | 2 qtr 2016 | 2016-04-01 2016-06-30
12-31 | the first 20 days of October 2024 | 2024-10-01 2024-10-20
12-31 | 2024年首两月 | 2024-01-01 2024-02-29
12-31 | 2018年4季度 | 2018-10-01 2018-12-31
12-31 | 2024 年第 3 季度 | 2024-07-01 2024-09-30
12-31 | 12M23 | 2023-01-01 2023-12-31
08-31 | 2024 fiscal year-end | 2023-09-01 2024-08-31
12-31 | 9 mos 2019 | 2019-01-01 2019-09-30
12-31 | HY24 | 2024-01-01 2024-06-30
06-30 | HY24 | 2023-07-01 2023-12-31
12-31 | 6 months to 30 Jun 23 | 2023-01-01 2023-06-30
12-31 | 30 Jun 23 | 2023-06-30 2023-06-30
12-31 | 30 Jun 23 million | None
12-31 | Dec-23 half year | 2023-07-01 2023-12-31
12-31 | Q3 YTD 2023 | 2023-01-01 2023-09-30
12-31 | three months ended May 31, 2021 and February 28, 2021 | 2021-03-01 2021-05-31; 2020-12-01 2021-02-28
12-31 | years ended August 31, 2020 and 2019 | 2019-09-01 2020-08-31; 2018-09-01 2019-08-31
12-31 | first half of 2022 and 2021 | 2022-01-01 2022-06-30; 2021-01-01 2021-06-30
12-31 | first half of 2022 and 2023 | 2022-01-01 2022-06-30; 2023-01-01 2023-12-31
12-31 | Q3/25 | 2025-07-01 2025-09-30
12-31 | the March 2019 year | 2018-04-01 2019-03-31
12-31 | July and August 2018 | 2018-07-01 2018-08-31
12-31 | first two months of 2018 | 2018-01-01 2018-02-28
12-31 | Lakeview Bank: 2024 annual report | 2024-01-01 2024-12-31
12-31 | Lakeview Bank: 2024 full-year revenue | 2024-01-01 2024-12-31
12-31 | 截至2025年9月30日止九个月 | 2025-01-01 2025-09-30
12-31 | 2025年上半年末 | 2025-06-30 2025-06-30
12-31 | 2025年前10个月 | 2025-01-01 2025-10-31
12-31 | 2025财年第二季度 | 2025-04-01 2025-06-30
12-31 | Quarter I 2020 | 2020-01-01 2020-03-31
12-31 | III quarter of 2020 | 2020-07-01 2020-09-30"""


@pytest.mark.parametrize("case", FORMS.split("\n"))
def test_a_form_of_a_period_gives_its_days(root, case):
    end, text, wanted = (part.strip() for part in case.split("|"))
    labels = Periods(Book(root), tuple(map(int, end.split("-"))), "report").labels(text)
    assert "; ".join(" ".join(map(str, one.days)) for one in labels if one.days) == wanted.replace("None", "")


NAMED = """\
Results for the first half of FY2025. The six months ended September 30, 2025 were good. (yen) | 1H FY2025 | 2025-04-01 2025-09-30
Results for Q2 FY26. The quarter ended September 30, 2025 was good. (₹ crore) | Q2 FY26 | 2025-07-01 2025-09-30
The first quarter of the fiscal year ending March 31, 2024. FY2022 was good. (yen) | FY2022 | 2021-04-01 2022-03-31"""


@pytest.mark.parametrize("case", NAMED.split("\n"))
def test_a_fiscal_year_is_named_as_its_title_has_it(root, case):
    text, label, wanted = (part.strip() for part in case.split("|"))
    labels = Periods(Book(root), (3, 31), "report", text).labels(label)
    assert [" ".join(map(str, one.days)) for one in labels] == [wanted]


YEAR_ENDS = """\
6-30 | The first half of its financial year to June 2009 was good.
3-31 | FYE March 2024 results
6-30 | Y/E June 2023: sales up
3-31 | Key data (year-end March)
3-31 | Fiscal year: April - March
6-30 | The company closes its books on 30 June.
9-30 | Fiscal 2023 results. Twelve Months Ended September 30,
6-30 | Fourth quarter and full year results. Three months ended June 30, 2023, twelve months ended June 30, 2023.
3-31 | In the first quarter (April-June 2024), sales rose.
9-30 | Second quarter (January to March 2022) of fiscal 2022
3-31 | Results for Q3 FY2018 (Apr-Dec)
6-30 | Half Year Results FY24: six months to 31 December 2023
6-30 | 24 August 2023. Koala Retail FY23 results
12-31 | 21 February 2024. Lund Retail FY23 results
12-31 | Lund Retail: results for Q4 and FY2023. 13 February 2024
None | Lund Retail: results for Q3 and FY2023 outlook. 13 February 2024
6-30 | FY23 results (A$m)
None | Key figures: Q4 2023, FY 2023
12-31 | First quarter (January-March 2024)
3-31 | 截至2024年3月31日止年度业绩
3-31 | 截至2023年9月30日止六个月中期业绩
6-30 | 财政年度截至6月30日止
2-28 | 今天发布截至 2034 年 5 月 31 日的 2035 财年第一季度财报
None | 截至2034年5月31日，公司有5家门店
9-30 | First nine months of the 2025/2026 financial year: debt on 30 June 2026 and 30 September 2025
None | First nine months of the 2025/2026 financial year: debt on 30 June 2026
6-30 | Fiscal first quarter results for the three months ended Sept. 30, 2025
8-31 | 2024 fiscal year-ended August 31, 2024
None | Key figures: Q4 FY23, FY23
None | The fiscal year may bring a deficit. In March, sales fell.
None | Net debt at year-end fell. In June, a bond was repaid.
None | Second quarter results. In the twelve months ended June 30, 2023, output was good.
None | Sales in the second half-year ended 31 December 2023 rose.
None | At the balance sheet date of 30 June 2023 there were no loans.
None | Rainfall in the year to June 2014 was low; in the financial year, to date, there was none.
6-30 | Koala Data annual report. 1 July 2023 to 30 June 2024
None | Rainfall of the island, 1 July 2023 to 30 June 2024
None | The survey (January-March 2024) covers firms."""


@pytest.mark.parametrize("case", YEAR_ENDS.split("\n"))
def test_a_text_tells_when_its_fiscal_year_ends(tmp_path, case):
    wanted, text = case.split(" | ")
    path = tmp_path / "text.txt"
    path.write_text(f"{text}\n", encoding="utf-8")
    end = fiscal_end(open_source(path).document)
    assert ("-".join(map(str, end)) if end else "None") == wanted


def test_a_year_of_an_unknown_name_is_not_sure(root, tmp_path):
    """In Japan a fiscal year is named after its beginning or its end: without days the heading does not say which."""
    table = (
        "# Tern Foods Co., Ltd.: key figures\n\nThe fiscal year ends on March 31.\n\n| Billions of yen | FY2024 | FY2025 |\n|---|---|---|\n"
    )
    sure = []
    for note in ("", "\nFY2025 is the year ended March 31, 2025.\n"):
        path = tmp_path / "years.md"
        path.write_text(f"{table}| Net sales | 120.4 | 126.2 |\n{note}", encoding="utf-8")
        items = draft_document(path, tmp_path / "reports" / "years", root).in_order()
        sure.append({item.cells["period_id"].sure for item in items if item.table_id and item.state != "excluded"})
    assert sure == [{"unsure"}, {"sure"}]
