"""Planted defects, each with the rule that must name it: cells of seeds, files, further reports, exports.

tests/system/test_proofs.py fails where a rule has no defect, and where a defect is named by another rule first; `make mutants`
counts these defects with the random mutants.
"""

import copy
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
from made import make_reports

from claimhouse.check.folder import check_folder, check_rows, seed_problems
from claimhouse.check.keys import FREE
from claimhouse.check.source import check_source
from claimhouse.expectations import exported_problems, exported_suite, guarded_notes
from claimhouse.loading import bulk
from claimhouse.loading.folders import bulk_tables
from claimhouse.rules import KEYS, REQUIRED, Problem, is_id

ROOT = Path(__file__).resolve().parents[1]
MARKET = "market_estimates_observations"
BERT = {"observation_id": "bert-release_date-2018-l36"}
FAMILY = f"observations/{MARKET}.csv"


class Tally:
    """Counts by rule: defects that it names first, and those that it names alone, with an example."""

    def __init__(self):
        self.first, self.alone, self.example = Counter(), Counter(), {}

    def count(self, kind: str, names: list[str]) -> None:
        for name in names[:1]:
            self.first[name] += 1
            self.example.setdefault(name, kind)
        if len(set(names)) == 1:
            self.alone[names[0]] += 1


# --- Defects of cells: the rule, the seed, cells of the row that is spoiled (none: the first), and what is written into it ----------

CELLS = [
    *(("id_is_known", MARKET, {}, {column: "nothing"}) for column in KEYS),
    *(("cell_is_filled", MARKET, {}, {column: ""}) for column in REQUIRED),
    ("cell_is_filled", "subjects", {}, {"name": ""}),
    ("text_is_printable", MARKET, {}, {"note": "a\u200bb"}),
    ("text_is_printable", "subjects", {}, {"name": "Open\ufffeAI"}),
    ("text_has_no_outer_space", "subjects", {}, {"name": "OpenAI "}),
    ("text_was_decoded_once", MARKET, {}, {"note": "30Ã—"}),
    ("text_is_composed", "subjects", {}, {"name": "Cafe\u0301"}),
    ("id_form", "subjects", {}, {"subject_id": "../../etc"}),
    ("name_has_plain_spaces", "subjects", {}, {"name": "Open\u00a0AI"}),
    ("name_has_one_alphabet", "subjects", {}, {"name": "ОpenAI"}),
    ("printed_form", MARKET, {}, {"printed": "9" * 61}),
    ("line_form", MARKET, {}, {"line": "04"}),
    ("token_form", MARKET, {}, {"token": "x"}),
    ("line_form", MARKET, {}, {"period_line": "0"}),
    ("count_form", "source_lines", {}, {"numeric_tokens": "many"}),
    ("line_list_form", "cited_sources", {}, {"named_on": "7,8"}),
    ("difference_form", "declared_relations", {}, {"differs_in": "hard"}),
    ("section_number_form", "sections", {}, {"number": "1.x"}),
    ("mantissa_form", MARKET, {}, {"low": "1,000"}),
    ("unit_mult_form", MARKET, {}, {"unit_mult": "13"}),
    ("number_form", "declared_terms", {}, {"observation_id": "", "constant": "1e3"}),
    ("weight_form", "declared_terms", {}, {"weight": "0"}),
    ("word_form", "subjects", {}, {"subject_type": "a;b"}),
    ("number_text_form", "excluded_tokens", {}, {"text": "many"}),
    ("withdrawn_after_publication", "reports", {}, {"withdrawn_on": "2026-05-31"}),
    ("url_form", "reports", {}, {"url": "javascript:alert(1)"}),
    ("country_form", "companies", {}, {"home_country": "China"}),
    ("hash_form", "reports", {}, {"source_sha256": "0"}),
    ("mart_is_known", "metrics", {}, {"marts": "market_sizes"}),
    ("word_is_distinct", "subjects", {}, {"subject_type": "compnay"}),
    ("chain_has_an_end", "subjects", {}, {"parent_subject_id": "openai"}),
    ("pair_differs", "exchange_rates", {}, {"to_unit": "USD"}),
    ("term_has_one_value", "declared_terms", {}, {"constant": "5"}),
    ("role_is_of_kind", "declared_terms", {}, {"role": "part"}),
    ("role_is_played_once", "declared_terms", {}, {"role": "stated"}),
    ("term_is_named_once", "declared_terms", {}, {"observation_id": "netflix-willingness_to_pay-undated-l369"}),
    ("relation_has_its_terms", "declared_terms", {}, {"role": "reference"}),
    ("identity_agrees", "metric_identities", {}, {"severity": "soft"}),
    ("member_is_registered", "list_members", {"list_id": "ai_entities_top_ten"}, {"member_id": "nobody"}),
    ("unit_has_its_base", "units", {"unit": "percent"}, {"dimension": "fractions", "factor": "1000"}),
    ("points_are_of_a_rate", "metrics", {"metric_id": "gross_margin_change"}, {"growth_of_metric_id": "revenue"}),
    ("period_has_its_days", "periods", {}, {"period_end": ""}),
    ("days_fit_type", "periods", {}, {"period_type": "year"}),
    ("year_is_of_days", "periods", {}, {"year": "1995"}),
    ("part_is_within", "periods", {}, {"part_of_period_id": "2025"}),
    ("prior_is_before", "periods", {}, {"prior_period_id": "2025"}),
    ("edition_is_known", "reports", {}, {"edition_of": "nothing"}),
    ("rate_form", "exchange_rates", {}, {"source": "a bank", "rate_low": "1e5", "rate_high": "100001"}),
    ("word_is_known", "declared_relations", {}, {"comparison": "at_lest"}),
    ("word_is_known", "declared_relations", {}, {"kind": "summ"}),
    ("day_form", "periods", {}, {"period_start": "2025/12/31"}),
    ("month_form", "reports", {}, {"as_of": "June 2026"}),
    ("year_form", "periods", {}, {"year": "1899"}),
    ("yes_no_form", MARKET, {}, {"token_shared": "true"}),
    ("day_exists", "periods", {}, {"period_start": "1995-02-29"}),
    ("period_ends_after_start", "periods", {}, {"period_start": "2025-01-01", "period_end": "2024-01-01"}),
    ("value_is_in_range", MARKET, {}, {"high": "999999999999"}),
    ("end_fits_qualifier", MARKET, {}, {"low": ""}),
    ("fraction_has_no_scale", MARKET, {}, {"low": "1/3"}),
    ("reference_is_known", "subjects", {"subject_id": "ai_glasses"}, {"parent_subject_id": "nothing"}),
    ("key_is_unique", "subjects", {}, {"subject_id": "google"}),
    ("id_is_distinct", "subjects", {}, {"subject_id": "GOOGLE"}),
    ("observation_id_is_unique", MARKET, {}, {"observation_id": "manufacturer_example-cost_saving-undated-l126"}),
    ("observation_id_is_composed", MARKET, {}, {"observation_id": "china_llm_market-market_size-2025-l5"}),
    ("unit_is_of_metric", MARKET, {}, {"unit": "percent"}),
    ("scope_is_permitted", MARKET, {}, {"scope_id": ""}),
    ("label_is_of_period", MARKET, {}, {"period_id": "2026"}),
    ("label_is_of_its_days", "period_labels", {"printed": "2018"}, {"period_id": "2006"}),
    ("label_is_on_line", MARKET, {}, {"period_line": "3"}),
    ("status_fits_period", MARKET, {"period_id": "2030"}, {"obs_status": "A"}),
    ("source_is_named_on_line", "device_shipments_observations", {"cited_source_id": "idc"}, {"cited_source_id": "canalys"}),
    ("heading_is_marked", "landscape_observations", {"usage_warning": "heading"}, {"usage_warning": ""}),
    ("line_has_section", "sections", {"section_id": "s00_abstract"}, {"last_line": "3"}),
    ("line_is_in_report", "reports", {}, {"source_lines": "3"}),
    ("section_ends_after_start", "sections", {"section_id": "s01_1_classification"}, {"last_line": "1"}),
    ("sections_do_not_overlap", "sections", {"section_id": "s00_abstract"}, {"last_line": "80"}),
    ("low_is_not_above_high", MARKET, {}, {"high": "15"}),
    ("token_is_claimed_once", MARKET, {}, {"token": "4"}),
    ("tokens_are_complete", "source_lines", {}, {"numeric_tokens": "6"}),
    ("observations_are_complete", "source_lines", {}, {"further_observations": "2"}),
    ("line_is_counted", "source_lines", {}, {"line": "3"}),
    ("figure_has_scale", MARKET, {}, {"unit_mult": ""}),
    *(
        ("date_has_no_number", "events_observations", BERT, cells)
        for cells in ({"low": "2018"}, {"high": "2018"}, {"unit_mult": "0"}, {"qualifier": "approx"}, {"printed": "in 2018"})
    ),
    ("figure_is_found", MARKET, {}, {"printed": "a figure"}),
    ("parse_note_form", MARKET, {}, {"parse_note": "as printed"}),
    ("parse_note_is_needed", MARKET, {}, {"parse_note": "low=49.5: as printed"}),
    *(("cell_is_as_printed", MARKET, {}, cells) for cells in ({"low": "48"}, {"high": "52"}, {"unit_mult": "6"}, {"qualifier": "approx"})),
    (
        "currency_is_printed",
        "company_financials_observations",
        {"observation_id": "volcano_engine-ai_revenue-2026-06-l51"},
        {"unit": "CNY"},
    ),
    ("unit_is_as_printed", MARKET, {}, {"unit": "USD"}),
    ("role_is_of_one_metric", "metrics", {"metric_id": "revenue"}, {"marts": "market_size"}),
    ("growth_is_of_a_metric", "metrics", {"metric_id": "revenue_growth"}, {"growth_of_metric_id": ""}),
    ("rate_has_its_ends", "exchange_rates", {}, {"to_observation_id": "", "rate_low": "7.2", "rate_high": "7.1", "source": "a bank"}),
    ("rate_has_its_ends", "exchange_rates", {}, {"to_observation_id": "", "rate_low": "7.1", "rate_high": "7.2"}),
    ("declaration_has_figures", "concentration_markets", {}, {"market_id": "narrow"}),
    ("declaration_has_figures", "share_holders", {}, {"subject_id": "nvidia_data_center"}),
]


def of_cells(observations: list, reference: dict) -> Iterator[tuple[str, str, list[Problem]]]:
    """What is spoiled, the rule that must name it, and the problems that do."""
    for rule, name, wanted, cells in CELLS:
        seeds = {seed.name: seed for seed in [*observations, *reference.values()]}
        rows = copy.deepcopy(seeds[name].rows)
        next(row for row in rows if wanted.items() <= row.items()).update(cells)
        seeds[name] = type(seeds[name])(name, seeds[name].file, rows, seeds[name].lines)
        spoiled = [type(seed)(seed.name, seed.file, seed.rows, seed.lines) for seed in (seeds[seed.name] for seed in observations)]
        what = ", ".join(f"{column} {value!r}" for column, value in cells.items())
        yield f"{name}: {what}", rule, seed_problems(spoiled, {key: seeds[key] for key in reference})


# --- Defects of files: the rule, and what is done to a folder ------------------------------------------------------------------------


def rewrite(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_bytes(change((folder / name).read_bytes()))


def in_place_of(name: str, make: Callable[[Path], object]) -> Callable[[Path], None]:
    """Makes something else of the same name."""

    def change(folder: Path) -> None:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        make(path)

    return change


FILES = [
    ("file_is_there", in_place_of("reference/units.csv", lambda path: None)),
    ("folder_has_observations", in_place_of("observations", lambda path: None)),
    ("file_is_read", in_place_of(FAMILY, lambda path: path.symlink_to("nowhere"))),
    ("file_is_read", in_place_of(FAMILY, Path.mkdir)),
    ("file_is_known", in_place_of("observations/notes.txt", Path.touch)),
    ("file_is_known", in_place_of("reference/old", Path.mkdir)),
    ("file_is_text", rewrite(FAMILY, lambda raw: raw.replace("–".encode(), b"\xff", 1))),
    ("file_has_no_nul", rewrite(FAMILY, lambda raw: raw.replace(b"medium", b"med\0ium", 1))),
    ("file_has_rows", rewrite(FAMILY, lambda raw: b"")),
    ("file_has_rows", rewrite(FAMILY, lambda raw: raw.splitlines()[0] + b"\n")),
    ("file_is_csv", rewrite(FAMILY, lambda raw: raw + b'"')),
    ("file_has_one_line_end", rewrite(FAMILY, lambda raw: raw.replace(b"\n", b"\r\n", 2))),
    ("file_has_one_line_end", rewrite(FAMILY, lambda raw: raw.replace(b"\n", b"\r"))),
    ("column_is_there", rewrite(FAMILY, lambda raw: raw.replace(b"low,", b"", 1))),
    ("column_is_known", rewrite(FAMILY, lambda raw: raw.replace(b"note", b"note,note", 1))),
    ("row_has_all_cells", rewrite(FAMILY, lambda raw: raw.replace(b"medium", b"medium,extra", 1))),
    ("family_is_registered", lambda folder: (folder / FAMILY).rename(folder / "observations/gossip_observations.csv")),
]
FURTHER = [
    ("table_is_once", lambda folder: shutil.copytree(folder / "sections", folder / "reports")),
    (
        "column_is_text",
        lambda folder: duckdb.execute(
            f"copy (select * replace (try_cast(low as double) as low) from '{folder}/observations/a.parquet')"
            f" to '{folder}/observations/b.parquet'"
        ),
    ),
    (
        "columns_are_alike",
        lambda folder: duckdb.execute(
            f"copy (select * exclude (note) from '{folder}/observations/a.parquet') to '{folder}/observations/b.parquet'"
        ),
    ),
    ("file_is_parquet", lambda folder: (folder / "observations/b.parquet").write_bytes(b"PAR1")),
    ("file_is_parquet", lambda folder: (folder / "observations/b.parquet").touch()),
    ("rows_are_all_read", lambda folder: (folder / "reports.csv").write_bytes((folder / "reports.csv").read_bytes() + b"\n")),
    ("report_has_observations", lambda folder: rewrite("reports.csv", lambda raw: raw + b"r9" + raw.splitlines()[1][7:] + b"\n")(folder)),
]


def of_files() -> Iterator[tuple[str, str, list[Problem]]]:
    """A folder of seeds, and one of further reports, with a fault of its files."""
    with tempfile.TemporaryDirectory() as temporary:
        for number, (rule, spoil) in enumerate(FILES):
            seeds = Path(temporary) / str(number)
            shutil.copytree(ROOT / "seeds", seeds)
            spoil(seeds)
            yield f"files of seeds, {number}", rule, check_folder(seeds, ROOT)[0]
        whole = bulk.ROWS_JUDGED_ONE_BY_ONE
        make_reports(Path(temporary) / "made", 2, ROOT)
        for number, (rule, spoil) in enumerate(FURTHER):
            folder = Path(temporary) / f"further{number}"
            for table in ("observations", "sections"):
                (folder / table).mkdir(parents=True)
                shutil.copy(Path(temporary) / f"made/{table}.parquet", folder / table / "a.parquet")
            duckdb.execute(f"copy (from '{temporary}/made/reports.parquet') to '{folder}/reports.csv'")
            spoil(folder)
            bulk.ROWS_JUDGED_ONE_BY_ONE = 0 if rule == "rows_are_all_read" else whole
            try:
                found, _ = bulk.bulk_problems(bulk_tables(folder, ROOT), ROOT)
            except bulk.BuildFailed as error:
                found = str(error).split("\n")
            finally:
                bulk.ROWS_JUDGED_ONE_BY_ONE = whole
            yield f"files of further reports, {number}", rule, [named(line) for line in found]


# Defects of a report folder: the rule, the table, and the text that is replaced in it.
FOLDERS = [
    ("report_is_of_folder", "periods", ("period_id,", "report_id,period_id,"), ("\nF", "\nother,F")),
    ("report_is_not_of_seeds", "reports"),
    ("source_is_of_report", "reports", (",5ab4", ",5ab5")),
    ("thing_is_known", "same_as", ("", "register,id,same_as,reason\nsubjects,lamps,nothing,one thing\n")),
]


def of_folders() -> Iterator[tuple[str, str, list[Problem]]]:
    """A report folder that disagrees with its name, the seeds or its source text."""
    for rule, table, *replaced in FOLDERS:
        with tempfile.TemporaryDirectory() as temporary:
            name = "cai2026" if rule == "report_is_not_of_seeds" else "lumen-q1"
            folder = Path(shutil.copytree(ROOT / "tests/support/reports/lumen-q1", Path(temporary) / "reports" / name))
            path = folder / f"{table}.csv"
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            for old, new in replaced:
                text = text.replace(old, new)
            path.write_text(text, encoding="utf-8")
            yield f"report folder: {table}", rule, bulk.folder_problems(folder, ROOT)[0]


def named(line: str) -> Problem:
    """A problem of which the message alone is known."""
    return Problem(re.search(r"\[(\w+)\]; ", line)[1], line.split(":")[0], 1, "", "", line)


def of_source(observations: list) -> Iterator[tuple[str, str, list[Problem]]]:
    """Figures and labels that stand on another line of the source than the row says."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source.txt"
        for rule, text in (
            ("figure_is_on_line", "2025"),
            ("token_is_of_figure", "2025 1 approximately RMB 49.5–51 billion"),
            ("figure_is_whole", "approximately RMB 49.5–51 billion thousand in 2025"),
            ("period_is_on_line", "approximately RMB 49.5–51 billion"),
            ("qualifier_is_of_line", "nearly 41% in 2025"),
        ):
            source.write_text("\n\n\n" + text + "\n", encoding="utf-8")
            first = next(seed for seed in observations if seed.name == MARKET)
            lost = {"printed": "41%", "qualifier": "exact"} if rule == "qualifier_is_of_line" else {}
            spoiled = type(first)(first.name, first.file, [first.rows[0] | lost], first.lines[:1])
            yield f"source: {text}", rule, check_source([spoiled], source)


def all_defects(observations: list, reference: dict) -> Iterator[tuple[str, str, list[Problem]]]:
    yield from of_cells(observations, reference)
    yield from of_files()
    yield from of_folders()
    yield from of_source(observations)


def of_registers(observations: list, reference: dict) -> Iterator[tuple[str, str, list[Problem]]]:
    """An id in a row of each register that stands nowhere. An id that the table gives itself, or that no register has, is a free one."""
    for name, seed in reference.items():
        for column in seed.rows[0] if seed.rows else ():
            at = next((number for number, row in enumerate(seed.rows) if row[column]), None)
            own = {column, f"{name}.{column}"} & FREE or KEYS.get(column) == name
            if at is None or own or not (is_id(column) or column in ("calendar", "home_city", "observation_ids")):
                continue
            rows = copy.deepcopy(seed.rows)
            rows[at][column] = "nothing"
            spoiled = reference | {name: type(seed)(name, seed.file, rows, seed.lines)}
            yield f"{name}: {column} 'nothing'", "reference_is_known", check_rows(observations, spoiled)


# --- Exports ------------------------------------------------------------------------------------------------------


def of_exports():
    """The published observations in a CSV file that was spoiled after it was written, and the rules that name it."""
    with duckdb.connect(str(ROOT / "warehouse" / "claimhouse.duckdb"), read_only=True) as connection:
        sound = connection.execute("select * from marts.observations where bound_low < bound_high").df()
    columns = list(sound.columns)
    spoiled = {
        "column renamed": sound.rename(columns={"qualifier": "modifier"}),
        "row lost": sound.iloc[1:],
        "line 0": sound.assign(line=0),
        "bounds swapped": sound.assign(bound_low=sound.bound_high, bound_high=sound.bound_low),
        "decoded twice": sound.assign(printed="30Ã—"),
        "formula": sound.assign(note="=1+1"),
    }
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "csv").mkdir()
        for what, frame in spoiled.items():
            frame.to_csv(Path(folder) / "csv" / "observations.csv", index=False)
            problems, _ = exported_problems(Path(folder), ["csv"], {"columns": columns, "rows": len(sound)})
            named = [re.search(r": (\w*): (\w+) does not hold", problem) for problem in problems]
            yield f"export: {what}", [f"export: {match[2]} ({match[1]})" for match in named]


def checks_of_exports() -> set[str]:
    rules = [*exported_suite(["x"], 1), guarded_notes()]
    named = [(rule["kwargs"], rule["type"]) for rule in rules]
    return {f"export: {kind} ({words.get('column') or words.get('column_A', '')})" for words, kind in named}
