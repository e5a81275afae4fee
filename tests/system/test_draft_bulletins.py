"""Bulletins of statistics offices and central banks: months under a year, quarters in rows, units in titles, classes of people, indices."""

from __future__ import annotations

import pytest

from claimhouse.draft.drafting import draft_document


@pytest.fixture
def drafted(root, tmp_path):
    """Drafts a text: a function that gives the figures with the names of their cells, in the order of the document."""

    def draft_of(text: str, form: str = "md") -> list[dict[str, str]]:
        path = tmp_path / f"bulletin.{form}"
        path.write_text(text, encoding="utf-8")
        draft = draft_document(path, tmp_path / "reports" / "bulletin", root)
        names = {id: row.get("name", id) for (_, id), row in draft.ids.items()}
        found = []
        for item in (one for one in draft.in_order() if one.state != "excluded"):
            row = {name: item.value(name) for name in ("low", "unit", "unit_mult", "subject_id", "metric_id")}
            period = draft.ids.get(("periods", item.value("period_id")), {})
            days = f"{period.get('period_start', '')}/{period.get('period_end', '')}" if period else item.value("period_id")
            found.append(
                row
                | {"printed": item.printed, "days": days, **{k: names.get(row[f"{k}_id"], row[f"{k}_id"]) for k in ("subject", "metric")}}
            )
        return found

    return draft_of


def rows_of(lines: str) -> str:
    head, *rest = lines.strip().split("\n")
    return "\n".join([head, "|---" * (head.count("|") - 1) + "|", *rest])


def test_rows_of_months_and_quarters_are_in_the_year_above_them(drafted):
    table = rows_of("""\
| Period | Milk deliveries |
| 2022 | 41.5 |
| 2023 | |
| November | 3.5 |
| December | 3.6 |
| 2024 Q1 | 9.7 |
| Q2 | 9.9 |
| Total cows | 12.5 |
| Q3 | 9.1 |""")
    found = drafted(f"# Milk deliveries in Norvania, million litres\n\n{table}\n")
    days = {one["printed"]: one["days"] for one in found}
    assert [days[one] for one in ("3.5", "3.6", "9.9")] == ["2023-11-01/2023-11-30", "2023-12-01/2023-12-31", "2024-04-01/2024-06-30"]
    assert days["9.1"] != "2024-07-01/2024-09-30"  # behind a row of something else


def test_months_in_a_second_column_of_labels_are_those_of_each_year(drafted):
    table = """<h1>Sales of poultry by kind, million euros</h1><table>
<tr><th></th><th></th><th>2022</th><th>2023</th></tr>
<tr><td rowspan="2">Ducks</td><td>January</td><td>1.5</td><td>1.6</td></tr><tr><td>February</td><td>1.7</td><td>1.8</td></tr>
<tr><td rowspan="2">Geese</td><td>January</td><td>2.5</td><td>2.6</td></tr><tr><td>February</td><td>2.7</td><td>2.8</td></tr></table>"""
    found = {one["printed"]: one for one in drafted(table, "html")}
    assert found["1.8"]["days"] == "2023-02-01/2023-02-28" and found["2.5"]["days"] == "2022-01-01/2022-01-31"
    assert (found["2.5"]["subject"], found["2.5"]["unit"], found["2.5"]["unit_mult"]) == ("Geese", "EUR", "6")


@pytest.mark.parametrize(
    ("title", "unit", "mult"),
    [
        ("Generation of electricity. GWh", "GWh", "0"),
        ("Ferry passengers, thousands", "count", "3"),
        ("Credit to households /percentage change/", "percent", "0"),
        ("Output of mills (% increase)", "percent", "0"),
        ("Sales of cars, trucks", "", "0"),
    ],
)
def test_the_end_of_a_title_gives_the_unit(drafted, title, unit, mult):
    table = rows_of("| | 2022 | 2023 |\n| North | 7.5 | 8.5 |\n| South | 3.5 | 4.5 |")
    found = drafted(f"# {title}\n\n{table}\n")
    assert {(one["unit_mult"]) for one in found} == {mult}
    assert {one["unit"] for one in found} == {unit} if unit else all(one["unit"] != "trucks" for one in found)


def test_sexes_below_a_measure_are_whom_it_counts(drafted):
    table = """<h1>Labour force survey of Norvania, Q3 2024</h1><table>
<tr><th></th><th>Absolute numbers</th><th>Per cent</th></tr><tr><td>Employed persons</td><td></td><td></td></tr>
<tr><td>Males</td><td>14,500</td><td>61.5</td></tr><tr><td>Females</td><td>13,400</td><td>58.5</td></tr>
<tr><td>Unemployed</td><td></td><td></td></tr>
<tr><td>Males</td><td>1,500</td><td>4.5</td></tr><tr><td>Females</td><td>1,400</td><td>4.4</td></tr></table>"""
    found = {one["printed"]: one for one in drafted(table, "html")}
    assert (found["13,400"]["subject"], found["13,400"]["metric"]) == ("Females", "Employed persons")
    assert (found["4.5"]["subject"], found["4.5"]["metric"], found["4.5"]["unit"]) == ("Males", "Unemployed", "percent")


def test_columns_below_measures_are_whom_they_are_about(drafted):
    table = rows_of("""\
| | Consumer credit | | Mortgage loans | |
| Period | Banks | Others | Banks | Others |
| 2022 | 8.5 | 7.5 | 6.5 | 5.5 |
| 2023 | 8.4 | 7.4 | 6.4 | 5.4 |""")
    found = {one["printed"]: one for one in drafted(f"# Credit in Norvania, percentage change\n\n{table}\n")}
    assert (found["7.5"]["subject"], found["7.5"]["metric"]) == ("Others", "Growth of consumer credit")
    assert (found["6.4"]["subject"], found["6.4"]["metric"]) == ("Banks", "Growth of mortgage loans")


def test_an_index_beside_money_is_none(drafted):
    table = rows_of("""\
| Period | 2022 | | 2023 | | Index | |
| | Exports | Imports | Exports | Imports | Exports | Imports |
| January | 7 807 | 7 615 | 9 539 | 8 731 | 122.2 | 114.7 |
| February | 7 503 | 7 084 | 9 677 | 8 970 | 129.0 | 126.6 |
| March | 9 330 | 8 324 | 11 623 | 10 690 | 124.6 | 128.4 |""")
    found = {one["printed"]: one for one in drafted(f"# External trade of Norvania, USD million\n\n{table}\n")}
    assert (found["8 731"]["unit"], found["8 731"]["days"]) == ("USD", "2023-01-01/2023-01-31")
    assert (found["126.6"]["unit"], found["126.6"]["days"], found["126.6"]["metric"]) == ("count", "2023-02-01/2023-02-28", "Imports index")


def test_digits_in_groups_are_one_number_where_the_document_prints_them_so(drafted):
    text = "Output of mills in May 2024\n\nMills ground 13 176 tonnes of rye and 2 415 tonnes of oats. In March 13 firms closed.\n"
    assert [one["printed"] for one in drafted(text, "txt")][:2] == ["13 176 tonnes", "2 415 tonnes"]
    dated = "Mills in 2012\n\nIn 2012 345 firms with 2 415 people closed 1 176 mills.\n"
    assert [one["printed"] for one in drafted(dated, "txt")] == ["345 firms", "2 415 people", "1 176"]


def test_a_count_beside_its_change_is_no_percentage(drafted):
    text = "Ferries in May 2024\n\n- Crossings: 137,876, -36.5%;\n- Boats: 412, +1.5%.\n"
    found = {one["printed"]: one for one in drafted(text, "txt")}
    assert found["137,876"]["unit"] != "percent" and found["-36.5%"]["unit"] == "percent"


def test_notes_and_classes_are_no_figures(drafted):
    text = (
        "Hotels in May 2024\n\nIn April3 guests fell by 1.5%, and in April 2023 by 2.5%. "
        "Nights in 4-star and 5-star hotels grew by 3.5%.\n\n"
        "Prices (current) 2)\n\n3 Without hostels in the north.\n"
    )
    assert [one["printed"] for one in drafted(text, "txt")] == ["fell by 1.5%", "2.5%", "3.5%"]


def test_a_unit_behind_a_number_in_parentheses(drafted):
    found = drafted("Power in 2024\n\nPlants sent out 9,717.81 (GWh) in Q1, 2024, of which 12.5 (a) in June.\n", "txt")
    assert found[0]["unit"] == "GWh" and found[1]["unit"] != "GWh"
