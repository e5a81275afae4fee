"""Notes of research firms on vendors, and Chinese notes on markets and firms: a case for each kind of wording, and near misses."""

from __future__ import annotations

import pytest

from claimhouse.draft.drafting import draft_document
from claimhouse.draft.registers import Book, is_research_firm

REGISTERS = {"subject_id": "subjects", "metric_id": "metrics"}
CASES = """\
md a table of tablets in a document on two markets, its scale in a note, and a quarter that is a count
# Orbbook and tablet shipments fall for fourth quarter in a row in Q2 2031

Tablets fell for a fourth quarter in a row, down 11% year on year in Q2 2031.

| Worldwide tablet shipments and annual growth | | | | |
|---|---|---|---|---|
| Vendor (company) | Q2 2031 shipments | Q2 2031 market share | Q2 2030 shipments | Annual growth |
| Norvane | 12,102 | 34.8% | 14,185 | -14.7% |
| Zeldit | 6,959 | 20.0% | 7,996 | -13.0% |
| Others | 7,181 | 20.7% | 6,726 | 6.8% |
| Total | 34,773 | 100% | 39,018 | -10.9% |
| Note: Unit shipments in thousands. Percentages may not add up. | | | | |
---
12,102 | unit | units
12,102 | unit_mult | 3
12,102 | metric_id | Shipments
14,185 | period_id | 2030-Q2
down 11% | period_id | 2031-Q2
34,773 | subject_id | Tablet
===
md the rest and the total below numbers of ranks have their labels
# Flash revenue rises 4.8%, TrendForce says

November 28, 2031

| Ranking | Company | Revenue 3Q31 (US$ million) | Market Share 3Q31 |
|---|---|---|---|
| 1 | Norvane | 6,200.0 | 35.2% |
| 2 | Zeldit | 3,632.1 | 20.6% |
| Others | | 735.3 | 44.2% |
---
735.3 | subject_id | Others
6,200.0 | subject_id | Norvane
===
txt a research firm announces its own results
Gartner reports second quarter 2031 financial results

Gartner reported revenue of $1.6 billion in the second quarter of 2031.
---
$1.6 billion | subject_id | Gartner
===
txt vendors with what they sold, and pairs of shares in parentheses
Smartphone shipments dip 0.1% in Q3 2031: IDC

Top smartphone vendors in Q3 2031 are Norvane with 59.5 million units, Zeldit with 53.6 million and Korrel with 26 million units.
The top players included Ostrim (26.4% and 31.1%, respectively) and Fellin (9.8% and 8.3%).
---
dip 0.1% | low | -0.1
53.6 million | unit | units
53.6 million | metric_id | Shipments
31.1% | subject_id | Ostrim
8.3% | subject_id | Fellin
===
txt a day in numbers where the day stands first, and what a share was long ago is no day of the text
Grocery share in the UK

07/11/2031

The figures for the 12 weeks ending 28 October show that Norvane has a share of 16.8%, its highest since the end of 2027.
---
16.8% | obs_status | A
===
txt a share and behind it the growth of what was shipped
机构：2031年第三季度全球个人电脑出货量6820万台

2031年第三季度，联想出货1600万台，市场占有率为23.5%，同比增长6.4%，所占的份额较去年同期的21.0%有所增加。出货量第二高的是惠普，他们的电脑在三季度出货1357.2万台。
其他厂商的电脑共出货1584.8万台，环比增长7.1%。
---
1600万台 | metric_id | Shipments
23.5% | metric_id | Market share
6.4% | metric_id | Shipment growth
1357.2万台 | subject_id | 惠普
1584.8万台 | subject_id | 其他厂商
===
md a Chinese table of millions
# 2031年三季度手机厂商出货量

某机构发布报告。单位：百万台

| 厂商 | 2031年Q3出货量 | 2031年Q3市场份额 | 年增长率 |
|---|---|---|---|
| 三星 | 57.5 | 18% | -2% |
| 小米 | 42.8 | 14% | 3% |
| 其他 | 99.3 | 68% | 4% |
---
57.5 | unit_mult | 6
57.5 | unit | units
-2% | metric_id | Shipment growth
===
txt adjusted profit and the growth against the quarter before
云岭科技发布2031年第三季度业绩

2031年第三季度，云岭科技公司实现营收922.78亿元，同比下降12.48%，环比增长6.07%；经调整净利润131.36亿元。公司员工总数22074名。
---
131.36亿元 | metric_id | Net profit
131.36亿元 | subject_id | 云岭科技
6.07% | metric_id | Growth of revenue since the period before
下降12.48% | metric_id | Revenue growth
===
txt what a thing grew by, in a bulletin of a country, with a month before in between
国家统计局：2031年10月份发电量7044亿千瓦时

10月份，发电量7044亿千瓦时，同比增长5.2%。其中，火电增长4.0%；核电下降0.2%，9月份增速为6.7%；风电下降13.1%。截至10月底，全国太阳能发电装机容量约5.4亿千瓦。
---
4.0% | metric_id | 火电增长
下降13.1% | metric_id | 风电增长
下降13.1% | period_id | 2031-10
约5.4亿千瓦 | metric_id | 太阳能发电装机容量
约5.4亿千瓦 | period_id | 2031-10-31
===
md months against months, and months in numbers
# October 2031 crude steel production

22 November 2031

World crude steel production was 151.2 million tonnes (Mt) in October 2031, a 0.4% increase compared to October 2030.

| | Oct 2031 (Mt) | % change Oct 31/30 | 2031. 1~10 (Mt) |
|---|---|---|---|
| Norvania | 81.9 | 2.9 | 850.7 |
| Vastria | 12.5 | 1.7 | 123.2 |
---
2.9 | period_id | 2031-10
81.9 | metric_id | Crude steel production
===
md days of two digits over columns
# 云岭铜业 财务指标

| 指标 | 31-09-30 | 31-06-30 |
|---|---|---|
| 每股净资产(元) | 23.59 | 23.06 |
| 毛利率(%) | 3.58 | 3.92 |
---
23.06 | period_id | 2031-06-30
===
txt a quantity in parentheses is no negative, and a point of percent none either
Battery usage in 2031: the share of Norvane was 20.8%, a 3.1%p decline

Norvane had a growth of 4.4%(72.4GWh) in 2031.
---
72.4GWh | low | 72.4
3.1% | unit | percentage_points
===
txt shares of all that was shipped
TV set shipments rise in 2031

TV set shipments grew 15% to 62.9 million units in 2031. UHD sets were 58.6% of all shipments. Shipments fell 5% in Vastria.
---
58.6% | metric_id | Share of units
fell 5% | metric_id | Shipment growth
"""


@pytest.mark.parametrize("case", CASES.split("\n===\n"), ids=lambda case: case.split("\n")[0])
def test_notes_on_vendors(root, tmp_path, case):
    head, _, rest = case.partition("\n")
    text, _, wanted = rest.partition("\n---\n")
    path = tmp_path / f"note.{head.split()[0]}"
    path.write_text(text + "\n", encoding="utf-8")
    draft, book = draft_document(path, tmp_path / "reports" / "note", root), Book(root)
    found, read, should = {item.printed: item for item in reversed(draft.in_order())}, {}, {}
    for printed, cell, value in ([one.strip() for one in line.split(" |")] for line in wanted.strip().split("\n")):
        id, register = found[printed].value(cell), REGISTERS.get(cell, "")
        row = draft.ids.get((register, id)) or book.rows.get(register, {}).get(id, {})
        read[printed, cell], should[printed, cell] = row.get("name", id), value
    assert read == should


def test_a_research_firm_is_known_by_its_whole_name():
    assert is_research_firm("TrendForce") and is_research_firm("the Dell'Oro Group") and is_research_firm("国际数据公司")
    assert not is_research_firm("Norvane Research") and not is_research_firm("Dell")
