"""Has the exported files read by the tools of the catalogues, each in an environment of its own; `make catalogues` writes the record.

Each check must pass on the export and fail on a copy with one defect. docs/evidence/CATALOGUES.md
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "quality/catalogues"
RECORD = ROOT / "docs/evidence/CATALOGUES.md"
FORMATS = ["parquet", "csv", "duckdb", "sdmx"]


@dataclass(frozen=True)
class Check:
    """`command` follows the programs of the environment `name`; `spoil` makes a defect in an exported folder that it must find."""

    name: str
    what: str
    command: tuple[str, ...]
    defect: str
    spoil: Callable[[Path], None]

    @property
    def programs(self) -> Path:
        return HERE / self.name / ".venv/bin"

    def run(self, folder: Path) -> subprocess.CompletedProcess:
        program, *arguments = self.command
        return subprocess.run([self.programs / program, *arguments], cwd=folder, capture_output=True, text=True)


def change(file: str, old: str, new: str) -> Callable[[Path], None]:
    def changed(folder: Path) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        if old not in text:
            raise ValueError(f"{file}: expected {old!r}, so that the defect strikes")
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return changed


def repeat(file: str) -> Callable[[Path], None]:
    """The first row twice."""

    def repeated(folder: Path) -> None:
        lines = (folder / file).read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / file).write_text("".join([*lines, lines[1]]), encoding="utf-8")

    return repeated


def contract(server: str, spoil: Callable[[Path], None], defect: str) -> Check:
    command = ("datacontract", "test", "--server", server, "datacontract.yaml")
    return Check("contract", f"`datacontract test --server {server}`: standard, columns, types, keys, intervals", command, defect, spoil)


CHECKS = [
    Check(
        "contract",
        "`datacontract lint`: the contract is one of ODCS 3.1.0",
        ("datacontract", "lint", "datacontract.yaml"),
        "an unknown version of the standard",
        change("datacontract.yaml", "apiVersion: v3.1.0", "apiVersion: v9.9.9"),
    ),
    contract("csv", repeat("csv/market_size.csv"), "a row of market_size.csv twice"),
    contract("parquet", lambda folder: (folder / "parquet/market_size.parquet").unlink(), "market_size.parquet is gone"),
    contract(
        "duckdb", change("datacontract.yaml", "name: market_name", "name: market_title"), "a column of the contract that the file has not"
    ),
    Check(
        "croissant",
        "mlcroissant reads every record of every record set",
        ("python", str(HERE / "croissant/read.py"), "croissant.json"),
        "a field of a column that the file has not",
        change("croissant.json", '"column": "market_name"', '"column": "market_title"'),
    ),
    Check(
        "sdmx",
        "pysdmx reads SDMX-CSV 2.0 by its structure, which its schema of SDMX-JSON 2.0 accepts",
        ("python", str(HERE / "sdmx/read.py"), "sdmx/observations.csv", "sdmx/structure.json"),
        "an observation twice",
        repeat("sdmx/observations.csv"),
    ),
]


def version(check: Check) -> str:
    """Name and version of the tool, as its lock says."""
    lock = (HERE / check.name / "requirements.lock").read_text(encoding="utf-8")
    asked = (HERE / check.name / "requirements.in").read_text(encoding="utf-8").splitlines()[-1].split("[")[0]
    return next(line.split(" ")[0] for line in lock.splitlines() if line.startswith(f"{asked}=="))


def main() -> int:
    from claimhouse.export import export

    rows, failures = [], []
    with tempfile.TemporaryDirectory() as place:
        folder, spoiled = Path(place) / "export", Path(place) / "spoiled"
        export(ROOT / "warehouse/claimhouse.duckdb", folder, FORMATS, lambda step: None)
        for check in CHECKS:
            if not check.programs.exists():
                rows.append((version(check), check.what, "not run: not installed", "not run"))
                continue
            passed = check.run(folder)
            shutil.copytree(folder, spoiled)
            check.spoil(spoiled)
            failed = check.run(spoiled)
            shutil.rmtree(spoiled)
            if passed.returncode or not failed.returncode:
                failures.append(f"{check.what}: {passed.stdout[-2000:]}{passed.stderr[-2000:]}")
            said = passed.stdout.strip().splitlines()[-1] if passed.stdout.startswith("{") else ""
            counts = f", {sum(json.loads(said).values()):,} records" if said else ""
            accepted = "accepted" if passed.returncode == 0 else "REFUSED"
            found = "refused" if failed.returncode else "ACCEPTED"
            rows.append((version(check), check.what, accepted + counts, f"{check.defect}: {found}"))
    head = [
        "# Catalogues",
        "",
        "Written by `make catalogues`, which fails where a tool refuses the exported files or accepts a defect in a copy of them.",
        "",
        "| tool | check | export | one defect |",
        "| --- | --- | --- | --- |",
    ]
    RECORD.write_text("\n".join([*head, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n", encoding="utf-8")
    print("\n".join(failures) or RECORD.read_text(encoding="utf-8"))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
