"""The marts for agents: a Model Context Protocol server of tools that read.

Queries go through `sandbox.ask` and texts of others through `texts`, each in a process of its own with a time and a memory limit. The
statements of this module take what an agent sends as parameters or literals alone.
"""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import anyio
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from claimhouse import publish, sandbox
from claimhouse import trace as tracing
from claimhouse.catalog import CatalogError, Mart, read_catalog
from claimhouse.engine import literal, open_duckdb
from claimhouse.sandbox import Limits
from claimhouse.statements import QueryFailed

MOST_BYTES, MOST_ROWS, MOST_SECONDS, MEMORY = 400_000, 1000, 60, 1024
AT_ONCE = 4  # processes of queries and texts; further calls wait, so that many at once take no more memory than these
ABOUT = """
Claimhouse holds every figure that industry reports print, as an interval with its place in the source, and says where a report
contradicts itself. Begin with list_marts, then describe_mart, then query (DuckDB SQL that reads; schema marts).
low and high belong together: quote both, never their mean. A null end is open, not zero. Values are in base units (49500000000, not
49.5 billion), percent is 41, not 0.41, and a column may hold several units: filter by unit before adding up.
Verdicts: consistent, the intervals meet; strained, they meet only because a side is open; contradicted, they cannot meet; implied,
nothing is printed to compare with; unknown, an input is missing.
Give the line of every figure that you quote: trace names it. For a text of your own use find_figures and audit_text.
"""
CONFLICTS = """
    select * from contradictions as conflict
    where {severity} in ('', severity) and {kind} in ('', kind) and {report} in ('', report_id) and (
        {subject} = '' or exists (
            select 1 from observations as figure
            where list_contains(conflict.observation_ids, figure.observation_id)
                and lower({subject}) in (lower(figure.subject_id), lower(figure.subject_name))
        )
    )
    order by severity_rank, report_id, contradiction_id
"""
READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
Rows = Annotated[int, Field(ge=1, le=MOST_ROWS, description="Rows at most; the answer says where it was cut.")]
Seconds = Annotated[float, Field(gt=0, le=MOST_SECONDS, description="Time that it may take.")]
Text = Annotated[str, Field(max_length=200_000, description="The text itself, not the name of a file.")]


class Tools:
    """What an agent can call, over the build that the project has published at the time of each call: the docstrings and the annotations
    are what it reads."""

    def __init__(self, project: Path):
        self.project, self.places = project, anyio.CapacityLimiter(AT_ONCE)

    @property
    def database(self) -> Path:
        try:
            return publish.sound(self.project / "warehouse") / publish.DATABASE
        except (publish.Refused, OSError) as error:
            raise ToolError(str(error)) from None

    def marts(self) -> list[Mart]:
        with open_duckdb(str(self.database), read_only=True) as connection:
            try:
                return read_catalog(connection)
            except CatalogError as error:
                raise ToolError(str(error)) from None

    async def apart(self, work: Callable, *arguments: object) -> tuple[bytes, str]:
        """What a process of its own answers. A call that still waits ends with the client."""
        return await anyio.to_thread.run_sync(work, *arguments, limiter=self.places, abandon_on_cancel=True)

    async def asked(self, sql: str, limits: Limits) -> str:
        try:
            found, remarks = await self.apart(lambda: sandbox.ask(self.database, sql, "json", limits=limits))
        except QueryFailed as error:
            raise ToolError(str(error)) from None
        return fitting(f'{{"rows": {found.decode().strip()}, "remarks": {json.dumps(remarks)}}}')

    async def read(self, task: str, text: str, seconds: float, **options: str) -> str:
        request = {"task": task, "text": text, "memory": MEMORY, "seconds": seconds} | options
        try:
            found, _ = await self.apart(sandbox.apart, "claimhouse.texts", request, Limits(seconds, MEMORY))
            return fitting(found.decode())
        except QueryFailed as error:
            raise ToolError(str(error)) from None

    def list_marts(self) -> str:
        """Every table that can be queried: name, what one row is, the columns that name a row."""
        return as_text([{"name": mart.name, "description": mart.description, "key": mart.key} for mart in self.marts()])

    def describe_mart(self, mart: str) -> str:
        """One table: what a row is, its key, and every column with its type and what it holds."""
        found = {each.name: each for each in self.marts()}
        if mart not in found:
            raise ToolError(f"{mart}: expected one of {', '.join(found)}")
        chosen = found[mart]
        columns = [{"name": column.name, "type": column.type, "description": column.description} for column in chosen.columns]
        return as_text({"name": chosen.name, "description": chosen.description, "key": chosen.key, "columns": columns})

    async def query(self, sql: str, max_rows: Rows = 100, seconds: Seconds = 20) -> str:
        """One DuckDB SQL statement that reads the marts, such as select market_name, low, high, unit from market_size where year = 2025.

        Answers {"rows": [...], "remarks": "..."} with exact decimals. It reaches no file and no network and changes nothing.
        """
        return await self.asked(sql, Limits(seconds, MEMORY, max_rows))

    def trace(self, name: str, row_key: str = "", column: str = "", report: str | None = None) -> str:
        """The printed figures behind a name, each with report, section, line and bounds, and the text of the line where it is known.

        `name` is an observation, a subject, a relation or a contradiction; or a mart, with the key of a row as in lineage.row_key and, if
        wanted, a column.
        """
        try:
            with open_duckdb(str(self.database), read_only=True) as connection:
                connection.execute("use claimhouse.marts")
                rows = tracing.places(connection, name, row_key, column, report)
        except LookupError as error:
            raise ToolError(error.args[0]) from None
        lines = tracing.texts_of(rows, self.project)
        return as_text([place_of(row, lines) for row in rows])

    async def contradictions(
        self,
        subject: Annotated[str, Field(description="Id or name of a subject; all if left out.")] = "",
        severity: Literal["", "hard", "soft"] = "",
        kind: Literal["", "numeric", "date", "count", "ordering", "scope", "logic"] = "",
        report: Annotated[str, Field(description="Id of a report; all if left out.")] = "",
        max_rows: Rows = 20,
    ) -> str:
        """Conflicts between two places of a report, the gravest first: both lines, the figures, the gap and the likely reading.

        hard: both cannot hold at face value; soft: only an unprinted scope, date or wording could reconcile them.
        """
        chosen = {"subject": subject, "severity": severity, "kind": kind, "report": report}
        return await self.asked(CONFLICTS.format(**{name: literal(text) for name, text in chosen.items()}), Limits(20, MEMORY, max_rows))

    async def find_figures(
        self, text: Text, locale: Annotated[str, Field(description="de or fr, say, where 4,44 has a decimal comma.")] = "en"
    ) -> str:
        """Every figure, date and period in a text: its characters, kind, value in base units and what it can stand for.

        English and Chinese. A null end is open. This is the reading that a transcription has to agree with.
        """
        return await self.read("figures", text, 20, locale=locale)

    async def audit_text(
        self,
        text: Text,
        form: Annotated[Literal["txt", "md", "html", "csv"], Field(description="What the text is; tables are read too.")] = "txt",
        seconds: Seconds = 60,
    ) -> str:
        """What cannot hold in a document: sums, shares, growth, restatements and the like that its own figures contradict.

        Each finding has its places with the figures as printed, the computed and the stated interval, and a sentence. No finding means that
        nothing was found to clash, not that everything is right: `relations` says how much could be compared.
        """
        return await self.read("audit", text, seconds, form=form)


def server(project: Path) -> MCPServer:
    """The server of the tools over the builds of a project."""
    agents = MCPServer(
        "claimhouse", instructions=ABOUT.strip(), version=importlib.metadata.version("claimhouse"), log_level="ERROR", subscriptions=False
    )
    tools = Tools(project)
    for tool in (
        tools.list_marts,
        tools.describe_mart,
        tools.query,
        tools.trace,
        tools.contradictions,
        tools.find_figures,
        tools.audit_text,
    ):
        agents.add_tool(tool, annotations=READS, structured_output=False)
    return agents


def place_of(row: tuple, lines: dict[str, list[str]]) -> dict:
    """A row of `trace.places` as an agent gets it, with its line of the texts `lines` by report."""
    report_id, observation, section, line, printed, _, _, unit, cells, *_ = row
    low, high = tracing.ends(row)
    place = {"report_id": report_id, "observation_id": observation, "section": section, "line": line, "printed": printed}
    place |= {"bound_low": low, "bound_high": high, "unit": unit} | ({"columns": cells} if cells else {})
    if 0 < line <= len(lines.get(report_id, ())):
        place["text"] = lines[report_id][line - 1]
    return place


def as_text(found: object) -> str:
    return fitting(json.dumps(found, ensure_ascii=False))


def fitting(answer: str) -> str:
    """The answer; raises ToolError where it is longer than an agent can use."""
    if (size := len(answer.encode())) > MOST_BYTES:
        raise ToolError(f"the answer has {size:,} bytes, more than {MOST_BYTES:,}: ask for fewer rows or columns, or send a shorter text")
    return answer
