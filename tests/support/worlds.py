"""Made-up worlds: the report again under another name, with values, open sides, periods and places changed at random.

They reach cases that the one report does not print.
"""

import csv
import random
from decimal import Decimal
from pathlib import Path

WORLDS = {"world1": "cai2026", "world2": "cai2026", "world3": "made2026"}  # by name the report that is changed
NAMES = ("observation_id", "from_observation_id", "to_observation_id", "observation_ids", "relation_id", "contradiction_id")
ALIKE = ("metric_id", "scope_id", "geography_id", "unit")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def add_worlds(seeds: Path) -> None:
    """Adds the worlds to a folder of seeds: the rows of every report, and the terms of its relations."""
    observations = [row for path in (seeds / "observations").glob("*.csv") for row in read(path)]
    observations.sort(key=lambda row: row["observation_id"])
    for path in sorted(seeds.rglob("*.csv")):
        rows = read(path)
        if not rows:
            continue
        of_report = "report_id" in rows[0] and path.stem != "likely_readings"  # other figures, other conflicts
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            for world, report in WORLDS.items():
                for row in rows if of_report or path.stem == "declared_terms" else []:
                    if row.get("report_id", report) != report:
                        continue
                    fresh = changed(row, observations, world) if path.parent.name == "observations" else dict(row)
                    fresh |= {name: ";".join(f"{part}.{world}" for part in row[name].split(";")) for name in NAMES if row.get(name)}
                    writer.writerow(fresh | ({"report_id": world} if of_report else {}))


def changed(row: dict[str, str], observations: list[dict[str, str]], world: str) -> dict[str, str]:
    """The row with some cells changed, still a row that the check of the tables lets pass; other rows do not matter to the choice."""
    row, choose = dict(row), random.Random(f"{world} {row['observation_id']}")
    likes = [other for other in observations if all(other[column] == row[column] for column in ALIKE)]
    for column in ("period_id", "subject_id", "obs_status", "usage_warning"):
        if choose.random() < 0.1:
            row[column] = choose.choice(likes)[column]
    if row["unit"] == "date" or "/" in row["low"] + row["high"]:
        return row
    low, high = (Decimal(row[side] or row[other]) for side, other in (("low", "high"), ("high", "low")))
    digit = Decimal((0, (1,), low.as_tuple().exponent))
    if choose.random() < 0.4:
        move = choose.choice([lambda x: x + digit, lambda x: abs(x - digit), lambda x: x * 2, lambda x: x / 2])
        low, high = sorted((move(low), move(high)))
    if choose.random() < 0.3:
        row["qualifier"] = choose.choice(["exact", "approx", "gt", "ge", "lt", "le", "range"])
        high = high + digit if row["qualifier"] == "range" else low
    row["low"] = "" if row["qualifier"] in ("lt", "le") else f"{low:f}"
    row["high"] = "" if row["qualifier"] in ("gt", "ge") else f"{high:f}"
    return row
