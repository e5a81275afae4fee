"""Plants one defect at a time into a copy of the code and runs the tests that should notice it.

`make code-defects` tries all and writes docs/evidence/CODE_DEFECTS.md; DEFECTS="files engine" tries those alone whose file, text or
tests hold one of the words, DEFECTS=rest those that have no row yet. Returns 1 where fewer than nine in ten are noticed, or one is
not and has no reason.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from faults import ROOT, copy_project, environment, run, tree

PUBLISHING, PATHS = "tests/unit/test_publishing.py", "tests/system/test_paths.py"
CHECK, BAD_INPUT, COVERAGE = "tests/unit/test_check.py", "tests/unit/test_bad_input.py", "tests/unit/test_coverage.py"
BULK, BATCHES, REPORTS = "tests/system/test_bulk.py", "tests/system/test_batches.py", "tests/system/test_reports.py"
KEPT, SUITES = "tests/system/test_kept_tables.py", "tests/unit/test_suites.py"
SANDBOX, QUERY, PUBLISH = "tests/system/test_sandbox.py", "tests/system/test_query.py", "tests/system/test_publish.py"
PAGE = ROOT / "docs" / "evidence" / "CODE_DEFECTS.md"


@dataclass(frozen=True)
class Defect:
    """`old` stands once in `file` below src/claimhouse and becomes `new`; `tests` are arguments of pytest. `reason`: why no test
    notices it, where none does."""

    file: str
    old: str
    new: str
    tests: str
    reason: str = ""


DEFECTS = [
    Defect("publish.py", "        os.fsync(handle)", "        pass", PUBLISHING),
    Defect("publish.py", "for path in [*scratch.iterdir(), scratch]:", "for path in [scratch]:", PUBLISHING),
    Defect("publish.py", "    scratch.rename(build)\n    to_disk(build.parent)", "    scratch.rename(build)", PUBLISHING),
    Defect("publish.py", "    os.replace(fresh, link)", "    link.unlink(missing_ok=True)\n    os.replace(fresh, link)", PUBLISHING),
    Defect("publish.py", "if _name(text) != build.name:", "if False:", PUBLISHING),
    Defect("publish.py", "if problems or seen != _look(build):", "if problems or not seen:", PUBLISHING),
    Defect("publish.py", "stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]", "stat.st_mtime_ns]", PUBLISHING),
    Defect("publish.py", "    problems = strayed_links(warehouse, manifest)\n    try:", "    problems = []\n    try:", PUBLISHING),
    Defect("publish.py", "        elif file_hash(build / name) != expected:", "        elif False:", PUBLISHING),
    Defect("publish.py", 'sorted(names - manifest["files"].keys())]', "()]", PUBLISHING),
    Defect("publish.py", "        problems = differences(build, manifest_of(build))", "        problems = []", PUBLISHING),
    Defect("publish.py", "            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)", "            pass", PUBLISHING),
    Defect(
        "publish.py",
        "    if not problems:\n        found = contents_of",
        "    if False:\n        found = contents_of",
        f"{PUBLISH} -k rows_of_a_mart",
    ),
    Defect(
        "publish.py",
        "            if current(warehouse) == build:\n                return found",
        "            return found",
        f"{PUBLISH} -k whole_builds",
    ),
    Defect(
        "export.py",
        "            if not alike(cell(value), read):",
        "            if not isinstance(read, str) and not alike(cell(value), read):",
        PUBLISHING,
    ),
    Defect("export.py", "    return value == read", "    return value == read or value is None", PUBLISHING),
    Defect("files.py", "        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)", "        pass", PUBLISHING),
    Defect("export.py", "if os.path.lexists(out / name) and not (name in ours", "if os.path.lexists(out / name) and not (True", PUBLISHING),
    Defect(
        "export.py",
        "        if not Path(os.path.realpath(out / name)).is_relative_to(os.path.realpath(out)):",
        "        if False:",
        PUBLISHING,
    ),
    Defect("files.py", '    if os.path.realpath(path) == os.path.realpath("/"):', "    if False:", f"{PATHS} -k root_of"),
    Defect("files.py", "            if OURS.encode() not in page.read(2000):", "            if False:", f"{PATHS} -k others_wrote"),
    Defect("files.py", "        write(fresh)", "        write(out)", f"{PATHS} -k whole_or_not"),
    Defect("files.py", "    if os.path.lexists(out) and not out.is_file():", "    if False:", f"{PATHS} -k regular_files"),
    Defect("files.py", "            fresh.unlink(missing_ok=True)", "            pass", f"{PATHS} -k whole_or_not"),
    Defect("files.py", "not _running(stale.suffix[1:])", "True", f"{PATHS} -k whole_or_not"),
    Defect("engine.py", 'r"[\\[*?]"', 'r"[*?]"', f"{PATHS} -k escaped"),
    Defect("statements.py", "        if not read:", "        if False:", f"{SANDBOX} -k refused"),
    Defect(
        "statements.py",
        '            read = _select(connection.extract_statements(EXPLAIN.sub("", statement.query, count=1)))',
        "            read = True",
        f"{SANDBOX} -k refused",
    ),
    Defect("statements.py", "    for statement in statements:", "    for statement in statements[:1]:", f"{SANDBOX} -k refused"),
    Defect("statements.py", "and not statement.query", "", f"{SANDBOX} -k refused"),
    Defect("sandbox.py", "    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))", "", f"{SANDBOX} -k without_the_refusal"),
    Defect("sandbox.py", "    forbid_changes()  #", "    #", f"{SANDBOX} -k without_the_refusal"),
    Defect("sandbox.py", "communicate(given, limits.seconds)", "communicate(given)", f"{SANDBOX} -k beyond_its_time"),
    Defect("sandbox.py", '        "memory_limit": f"{memory}MiB",', "        ", f"{SANDBOX} -k beyond_its_time"),
    Defect("sandbox.py", '[sys.executable, "-P", ', "[sys.executable, ", f"{SANDBOX} -k not_taken"),
    Defect("query.py", "    if results > 1 and form in", "    if False and form in", f"{SANDBOX} -k several"),
    Defect("query.py", "    if sum(floors) > room:", "    if False:", f"{QUERY} -k width"),
    Defect("query.py", '            lines += [" " * (2 if below else indent) + other for other in others]', "", f"{QUERY} -k width"),
    Defect("query.py", "        names.append(next(free))", "        names.append(column)", f"{QUERY} -k json"),
    Defect("query.py", "        return as_csv_header(columns) +", "        return ','.join(columns) + '\\n' +", f"{QUERY} -k csv"),
    Defect("cells.py", "not math.isfinite(cell)", "False", f"{QUERY} -k json"),
    Defect("formats.py", "file.stat().st_mode & 0o444", "0o444", f"{PATHS} -k umask"),
    Defect("engine.py", 'if name.startswith("DBT_")]', "if False]", f"{PATHS} -k settings_of_dbt"),
    Defect("build.py", "        if failures:  #", "        if False:  #", f"{PUBLISH} -k expectation"),
    Defect("build.py", "if not problems and (source or not are_settled):", "if False:", f"{PUBLISH} -k cells_of_seeds"),
    Defect("readers.py", "comment = '',", "comment = '#',", f"{BAD_INPUT} -k comment"),
    Defect("readers.py", '    return lines + (last != b"\\n") - 1', "    return lines - 1", f"{BAD_INPUT} -k last_line"),
    Defect("readers.py", "' union all by name '.join", "' union all '.join", f"{BAD_INPUT} -k last_line"),
    Defect("loading/bulk.py", " if folder.name not in touched and", " if", f"{REPORTS} -k judged_again"),
    Defect("loading/bulk.py", "in touched and not names_others(folder, project)}", "in touched}", f"{REPORTS} -k judged_again"),
    Defect("loading/bulk.py", "            if read != counted(file):", "            if False:", f"{BULK} -k rows_that_are_not_read"),
    Defect(
        "loading/folders.py",
        '        elif table in tables:\n            problems.append(problem("table_is_once", str(entry)',
        '        elif False:\n            problems.append(problem("table_is_once", str(entry)',
        f"{BULK} -k loses_rows",
    ),
    Defect(
        "loading/bulk.py", '        elif observations and row["report_id"] not in printing:', "        elif False:", f"{BULK} -k loses_rows"
    ),
    Defect("loading/bulk.py", "    if not problems and source.exists():", "    if False:", f"{REPORTS} -k report_folder_is_named"),
    Defect(
        "loading/batches.py",
        '    if not held or "seeds" not in manifest or any(manifest["inputs"].get(name) != found.get(name) for name in shared | held):',
        "    if not held:",
        f"{BATCHES} -k kept_only",
    ),
    Defect(
        "loading/batches.py",
        '        total = combined(combined(published[1], published[1]["seeds"], -1), seeds) if published else seeds',
        "        total = combined(published[1], seeds) if published else seeds",
        f"{BATCHES} -k grows",
    ),
    Defect(
        "loading/plan.py",
        '            changed.update([step["relation"]] if differs else [])',
        "            pass",
        f"{KEPT} -k rows_of_seeds",
    ),
    Defect(
        "loading/plan.py", '            altered.update([step["relation"]] if is_altered else [])', "            pass", f"{KEPT} -k models"
    ),
    Defect(
        "loading/plan.py",
        '            changed.add(step["relation"])\n        return',
        "            pass\n        return",
        f"{KEPT} -k models",
    ),
    Defect("loading/plan.py", 'step["columns"], step["comments"],', 'step["columns"],', f"{KEPT} -k models"),
    Defect("loading/plan.py", "    if differs:\n", "    if False:\n", f"{KEPT} -k rows_of_seeds"),
    Defect("loading/plan.py", ' and step["relation"] not in changed}', "}", f"{KEPT} -k rows_of_seeds"),
    Defect("suites.py", "            return None not in values", "            return True", SUITES),
    Defect("suites.py", "            return bool(found) and", "            return not found or", SUITES),
    Defect("coverage.py", "        if registered.get(number) != token_hash(tokens.get(number, [])):", "        if False:", COVERAGE),
    Defect("coverage.py", "        if (line, token) in owner and not shared:", "        if False:", COVERAGE),
    Defect("coverage.py", '        if tokens.get(line, [])[token - 1 : token] != [row["text"]]:', "        if False:", COVERAGE),
    Defect("coverage.py", "if (line, token) not in owner]", "if False]", COVERAGE),
    Defect("check/tokens.py", '                if token in claimed and row["token_shared"] != "yes":', "                if False:", CHECK),
    Defect(
        "check/tokens.py",
        '        if not row["numeric_tokens"] == str(len(found)) == str(max(found, default=0)):',
        "        if False:",
        CHECK,
    ),
    Defect("check/tokens.py", '        if row["further_observations"] != str(counted):', "        if False:", f"{CHECK} -k dropped_row"),
    Defect("check/periods.py", "            if start and end and end < start:", "            if False:", f"{CHECK} -k first_day"),
    Defect("check/observations.py", '        if row["scope_id"] not in scopes:', "        if False:", f"{CHECK} -k scope_lost"),
    Defect("check/keys.py", "        if key and seen.setdefault(values, at) != at:", "        if False:", f"{CHECK} -k stands_once"),
    Defect(
        "check/observations.py",
        '        elif row[column] and abs(Fraction(row[column])) * Fraction(10) ** int(row["unit_mult"] or 0) >= 10**18:',
        "        elif False:",
        f"{CHECK} -k computed_with",
    ),
    Defect(
        "trace.py",
        '    chosen = f"where o.report_id = ${len(given) + 1}" if report else ""',
        '    chosen = ""',
        f"{REPORTS} -k every_command",
    ),
]


def fails(project: Path, tests: str) -> bool:
    """Whether one of the tests, given as arguments of pytest, fails on the copy `project`."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests.split()]
    place = environment(project) | {"PYTHONPATH": str(project / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=project, env=place, capture_output=True, text=True)
    assert done.returncode in (0, 1) and re.search(r"\d (passed|failed|error)", done.stdout), done.stdout + done.stderr
    return done.returncode == 1


def noticed(defect: Defect, project: Path) -> bool:
    """Whether a test fails on the copy `project` with the defect in it."""
    path = project / "src/claimhouse" / defect.file
    sound = path.read_text(encoding="utf-8")
    assert sound.count(defect.old) == 1, f"{defect.file}: {defect.old!r} stands {sound.count(defect.old)} times"
    path.write_text(sound.replace(defect.old, defect.new), encoding="utf-8")
    try:
        return fails(project, defect.tests)
    finally:
        path.write_text(sound, encoding="utf-8")


def shown(defect: Defect) -> str:
    """The defect in a cell of the page."""
    old, new = (" ".join(text.split()).replace("|", "\\|") for text in (defect.old, defect.new))
    return f"{defect.file} | `{old}` | {f'`{new}`' if new else 'nothing'}"


def main(words: list[str]) -> int:
    """Tries the defects chosen, or all, and writes their rows; those of the others stay."""
    known = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    rows = dict(re.findall(r"^\| (.+) \| ((?:noticed|missed.*) \| [^|]+) \|$", known, re.MULTILINE))
    commit = tree()
    chosen = [
        defect
        for defect in DEFECTS
        if not words
        or any(word in defect.file + defect.old + defect.tests for word in words)
        or (words == ["rest"] and shown(defect) not in rows)
    ]
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder))
        shutil.rmtree(project / "bi", ignore_errors=True)
        assert run(project, "build").returncode == 0
        missed = write_page(rows)
        unsound = [tests for tests in dict.fromkeys(defect.tests for defect in chosen) if fails(project, tests)]
        for defect in [defect for defect in chosen if defect.tests not in unsound]:
            result = "noticed" if noticed(defect, project) else f"missed: {defect.reason}"
            rows[shown(defect)] = f"{result} | {commit}"
            print(f"{result:8} {shown(defect)}", flush=True)
            missed = write_page(rows)
    print("\n".join([*(f"{tests}: fails without a defect" for tests in unsound), f"{missed} defects missed"]))
    return int(bool(unsound) or missed > 0.1 * len(DEFECTS) or any(result.startswith("missed:  |") for result in rows.values()))


def write_page(rows: dict[str, str]) -> int:
    """Writes the rows of the defects that there are; how many were missed."""
    rows = {shown(defect): rows[shown(defect)] for defect in DEFECTS if shown(defect) in rows}
    missed = sum(not result.startswith("noticed") for result in rows.values())
    lines = [
        "# Defects of the code\n",
        "Written by `make code-defects`: one defect at a time in `src/claimhouse`, and whether a test that should notice it fails; all of"
        f" them pass without it, on the tree of the commit. {len(rows)} of {len(DEFECTS)} tried, {len(rows) - missed} noticed.\n",
        "| file | sound | defect | tests | commit |",
        "| --- | --- | --- | --- | --- |",
        *(f"| {row} | {result} |" for row, result in rows.items()),
    ]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
