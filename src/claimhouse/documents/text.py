"""The audit as text for a terminal."""

from __future__ import annotations

from claimhouse.cells import as_terminal
from claimhouse.documents.audit import Audit
from claimhouse.documents.findings import Finding


def as_text(done: Audit) -> str:
    """Findings with what supports them, then what was read and tried."""
    lines: list[str] = []
    for finding in done.findings:
        lines += [f"{finding.file}: {finding.statement}", *details(finding), ""]
    for finding in done.suppressed:
        lines += [f"suppressed {finding.finding_id} ({finding.reason}): {finding.statement}", ""]
    lines += summary(done)
    return "\n".join(as_terminal(line) for line in lines) + "\n"


def details(finding: Finding) -> list[str]:
    """Lines under the sentence of a finding."""
    found = []
    found += [f"  Also: {other.statement}" for other in finding.consequences]
    if finding.repair:
        found.append(f"  {finding.repair}")
    found.append(f"  {finding.kind}, {finding.severity}: {support(finding)}  [{finding.finding_id}]")
    return found


def support(finding: Finding) -> str:
    """In how many siblings the relation holds, and how probably it would have caught a wrong figure."""
    held = f"holds in {finding.support} of {finding.tried} {finding.siblings}" if finding.tried > 1 else "can be tried in this place alone"
    if finding.power is None:
        return held
    return f"{held}; power {finding.power:.2f}" if finding.power <= 0.99 else f"{held}; power above 0.99"


def summary(done: Audit) -> list[str]:
    """What was read, tried and held, and what was not read."""
    lines = []
    for document in done.documents:
        cells = sum(row["document_id"] == document.file for row in done.cells)
        mentions = sum(row["document_id"] == document.file for row in done.mentions)
        lines.append(f"{document.file}: {count(cells, 'figure')} in {count(len(document.tables), 'table')}, {mentions} in the text")
        lines += [f"{document.file}: {remark}" for remark in document.remarks]
    kinds: dict[str, dict[str, int]] = {}
    for row in done.tried:
        kinds.setdefault(row["kind"], {})[row["verdict"]] = row["count"]
    for kind, verdicts in kinds.items():
        lines.append(f"{kind}: {sum(verdicts.values())} tried, " + ", ".join(f"{number} {verdict}" for verdict, number in verdicts.items()))
    if not kinds:
        lines.append("no relation between figures found to try")
    wrong = count(len(done.findings), "finding")
    lines.append(wrong + (f", {len(done.suppressed)} suppressed" if done.suppressed else ""))
    return lines


def count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"
