"""`claimhouse site`: the pages for people who install nothing, in one folder: report, console, documentation, lineage, expectations."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from claimhouse.engine import BuildFailed, dbt_settings
from claimhouse.files import OURS, own_folder, own_page, replace_file
from claimhouse.loading.plan import load_plan, run_plan
from claimhouse.publish import DATABASE, current
from claimhouse.report import PAGES, TEMPLATES, links, write

# The generated pages may run what they hold and load nothing else, whatever their libraries would like to.
POLICY = OURS + """<meta http-equiv="Content-Security-Policy" content="default-src 'unsafe-inline' 'unsafe-eval' data: blob:">"""
# Without a model in its address the page of column lineage opens on any; a mart is what readers know.
FIRST_MODEL = """<script>location.search || history.replaceState(null, "", "?model=model.claimhouse.market_size")</script>"""


class SiteFailed(Exception):
    """A page could not be made; the message says which and why."""


def make(project: Path, out: Path, say: Callable[[str], None], report_id: str | None = None, source: Path | None = None) -> list[str]:
    """Writes the pages of the published build into `out`; returns their names. The report is the newest where none is named; its marked-up
    text is among the pages where its text `source` is given. The console comes from `make console`.

    Raises SiteFailed, or OSError where another page or no folder stands there, and leaves the pages of `out` as they were.
    """
    for name in PAGES:
        own_page(own_folder(out) / name)
    build = current(project / "warehouse")
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        say("writing the report")
        kept = {name for name in PAGES if (out / name).exists()}
        to_come = {*kept, "index.html", "models.html", "columns.html", "expectations.html"}
        counts = write(build / DATABASE, scratch / "report.html", report_id, source, to_come)
        shutil.copy(build / "expectations.html", scratch)
        say("writing the documentation of the models")
        document(project, scratch)
        say("writing the lineage of the columns")
        trace_columns(scratch)
        console = out / "console.html"
        if console.exists():
            shutil.copy(console, scratch)
        for name in ("console.html", "expectations.html"):
            if (scratch / name).exists():
                link(scratch, name, kept)
        has_text = source is not None or "marked.html" in kept
        index = TEMPLATES.get_template("index.html").render(counts=counts, build=build.name, console=console.exists(), marked=has_text)
        (scratch / "index.html").write_text(index, encoding="utf-8")
        made = sorted(path.name for path in scratch.glob("*.html"))
        for name in made:
            replace_file(out / name, partial(shutil.copy, scratch / name))
    return made


def link(folder: Path, name: str, kept: set[str]) -> None:
    """Gives a page of `folder` the links to the others, where it leaves room for them."""
    page = (folder / name).read_bytes()  # of any encoding
    bar = TEMPLATES.get_template("bar.html").render(pages=links(folder / "report.html", {*kept, "index.html"}), current=name)
    bar = f"<!--pages-->{bar}<!--/pages-->".encode("ascii", "xmlcharrefreplace")
    (folder / name).write_bytes(re.sub(rb"(?s)<!--pages-->.*?<!--/pages-->", lambda _: bar, page, count=1))


def readable() -> str:
    """What makes the pages of other tools readable with a keyboard, a screen reader and weak eyes."""
    return TEMPLATES.get_template("readable.html").render()


def document(project: Path, scratch: Path) -> None:
    """The documentation of dbt as `models.html`, from a build of the seeds alone: a published one with further reports keeps the marts
    and what they read, not every model."""
    try:
        run_plan(project, scratch / DATABASE, load_plan(project))
    except BuildFailed as error:
        raise SiteFailed(str(error)) from error
    run(
        "dbt docs",
        [
            "dbt",
            "--quiet",
            "--log-level-file",
            "none",
            "--no-version-check",
            "docs",
            "generate",
            "--static",
            "--project-dir",
            str(project),
            "--profiles-dir",
            str(project),
            "--target-path",
            str(scratch / "dbt"),
        ],
        CLAIMHOUSE_DB=str(scratch / DATABASE),
    )
    page = without_macros_of_others(
        (scratch / "dbt/static_index.html").read_text(encoding="utf-8"), (scratch / "dbt/manifest.json").read_text()
    )
    # Angular fills these addresses in only after the browser has asked for what stands there.
    page = page.replace('xlink:href="{{', 'ng-attr-xlink:href="{{').replace("${require('./assets/favicons/favicon.ico')}", "data:,")
    (scratch / "models.html").write_text(page.replace("<head>", f"<head>{POLICY}{readable()}", 1), encoding="utf-8")


def without_macros_of_others(page: str, manifest: str) -> str:
    """The documentation without the macros that dbt and its adapter bring, the rows of unit tests, and what it does not show of a node: a
    third of it."""
    if manifest not in page:
        raise SiteFailed("dbt docs wrote another form of page than expected: its manifest is not in it")
    kept = json.loads(manifest)
    kept["macros"] = {name: macro for name, macro in kept["macros"].items() if macro["package_name"] == kept["metadata"]["project_name"]}
    kept["disabled"] = {}
    for node in kept["nodes"].values():
        for unshown in ("unrendered_config", "checksum", "created_at", "build_path"):
            node.pop(unshown, None)
    for test in kept["unit_tests"].values():
        test["given"], test["expect"] = [], {"rows": []}
    return page.replace(manifest, json.dumps(kept, separators=(",", ":")))


def with_names_once(page: str) -> str:
    """The lineage of columns with each name of its edges written once and without base64: two fifths of the page are the same names."""
    found = re.search(r'JSON\.parse\(atob\("([^"]+)"\)\)', page)
    if not found:
        raise SiteFailed("dbt-colibri wrote another form of page than expected: its data are not in it")
    data = json.loads(base64.b64decode(found[1]))
    edges = data["lineage"].pop("edges")
    keys = sorted({key for edge in edges for key in edge} - {"id"})
    names = sorted({edge[key] for edge in edges for key in keys if key in edge})
    at = {name: index for index, name in enumerate(names)}
    rows = [[edge["id"], *(at[edge[key]] if key in edge else -1 for key in keys)] for edge in edges]
    parts = [json.dumps(part, separators=(",", ":")).replace("<", "\\u003c") for part in (data, keys, names, rows)]
    script = f"""((data, keys, names, rows) => {{
      const named = (row) => keys.map((key, at) => [key, names[row[at]]]).filter(([, name]) => name !== undefined);
      data.lineage.edges = rows.map(([id, ...row]) => ({{ id, ...Object.fromEntries(named(row)) }}));
      return data;
    }})({", ".join(parts)})"""
    return page[: found.start()] + script + page[found.end() :]


def trace_columns(scratch: Path) -> None:
    """The lineage of every column as `columns.html`, without telemetry. Fails where a model that reads others has none."""
    said = run(
        "dbt-colibri",
        [
            "colibri",
            "generate",
            "--light",
            "--disable-telemetry",
            "--manifest",
            str(scratch / "dbt/manifest.json"),
            "--catalog",
            str(scratch / "dbt/catalog.json"),
            "--output-dir",
            str(scratch / "colibri"),
        ],
    )
    if "ERROR" in said:
        raise SiteFailed(f"no lineage of some columns:\n{said}")
    traced = {edge["target"] for edge in json.loads((scratch / "colibri/colibri-manifest.json").read_text())["lineage"]["edges"]}
    models = json.loads((scratch / "dbt/manifest.json").read_text())["nodes"]
    lost = [
        name for name, node in models.items() if node["resource_type"] == "model" and node["depends_on"]["nodes"] and name not in traced
    ]
    if lost:
        raise SiteFailed(f"no lineage of the columns of {', '.join(lost)}")
    page = with_names_once((scratch / "colibri/index.html").read_text(encoding="utf-8"))
    (scratch / "columns.html").write_text(page.replace("<head>", f"<head>{POLICY}{FIRST_MODEL}{readable()}", 1), encoding="utf-8")


def run(what: str, command: list[str], **environment: str) -> str:
    """What a program of this environment prints. Raises SiteFailed where it fails or is not installed."""
    program = Path(sys.executable).with_name(command[0])
    if not program.exists():
        raise SiteFailed(f"{what} is missing: pip install --no-deps --require-hashes -r requirements/site.lock")
    sound = {name: value for name, value in os.environ.items() if name not in dbt_settings()}
    done = subprocess.run([program, *command[1:]], capture_output=True, text=True, env=sound | environment | {"DO_NOT_TRACK": "1"})
    if done.returncode:
        raise SiteFailed(f"{what} failed:\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr
