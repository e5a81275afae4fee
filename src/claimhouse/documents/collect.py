"""Reads what the rules found from their tables, as findings in the order of the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from claimhouse.documents.findings import Finding, Term, order, position, said
from claimhouse.documents.frames import CELLS, MENTIONS


def collect(connection, rows: dict[str, list[tuple]]) -> tuple[list[Finding], list[dict], set[tuple]]:
    """Findings in the order of the document; how many relations were tried by kind and verdict; the cells of those that hold."""
    cells = {(row[0], row[1], row[2], row[3]): dict(zip(CELLS, row, strict=True)) for row in rows["cells"]}
    mentions = {(row[0], row[1]): dict(zip(MENTIONS, row, strict=True)) for row in rows["mentions"]}
    findings = [
        *by_cause(connection, of_tables(connection, cells)),
        *of_restatements(connection, cells, mentions),
        *of_counts(connection, cells),
        *of_growths(connection, mentions),
    ]
    return sorted(findings, key=position), tried(connection), agreeing(connection)


def of_tables(connection, cells: dict[tuple, dict]) -> dict[tuple, Finding]:
    """Relations between the cells of tables that cannot hold, by relation and slot."""
    terms: dict[tuple, list[Term]] = {}
    for relation, slot, role, document, table, row, column in connection.execute("""
        select distinct terms.relation_id, terms.slot, terms.role, terms.document_id, terms.table_id, terms.row_number, terms.column_number
        from int_table_relation_terms as terms
        inner join table_findings as found on terms.relation_id = found.relation_id and terms.slot = found.slot
        order by all""").fetchall():
        terms.setdefault((relation, slot), []).append(Term(role, cells[document, table, row, column]))
    findings = {}
    for relation, slot, kind, severity, *bounds, held, count in connection.execute("""
        select relation_id, slot, kind, severity, computed_low, computed_high, stated_low, stated_high, slots_held, slots_tried
        from table_findings order by all""").fetchall():
        found = terms.get((relation, slot))
        if not found:
            continue
        siblings = "columns" if kind == "restatement" or len({term.figure["row_number"] for term in found}) > 1 else "rows"
        verdict, document = "contradicted" if severity == "hard" else "strained", found[0].figure["document_id"]
        found, ends = tuple(sorted(found, key=order)), map(exact, bounds)
        findings[relation, slot] = said(Finding(document, kind, verdict, severity, found, *ends, held, count, siblings, None))
    return findings


def by_cause(connection, by_slot: dict[tuple, Finding]) -> list[Finding]:
    """The findings, those that one figure explains as one: the first names the figure, the others are its consequences."""
    causes: dict[tuple, list[tuple]] = {}
    for relation, slot, *cell in connection.execute("""
        select relation_id, slot, document_id, table_id, row_number, column_number from table_causes order by rank_in_cause""").fetchall():
        causes.setdefault(tuple(cell), []).append((relation, slot))
    for (_, table, row, column), slots in causes.items():
        if len(slots) < 2:
            continue
        first = by_slot[slots[0]]
        suspect = next(
            term
            for term in first.terms
            if (term.figure["table_id"], term.figure["row_number"], term.figure["column_number"]) == (table, row, column)
        )
        by_slot[slots[0]] = said(replace(first, suspect=suspect, consequences=tuple(by_slot.pop(slot) for slot in slots[1:])))
    return list(by_slot.values())


def of_restatements(connection, cells: dict[tuple, dict], mentions: dict[tuple, dict]) -> Iterator[Finding]:
    """Figures of the text that differ from the cell of which they speak."""
    for document, mention, table, row, column, held, shift, supported_by in connection.execute("""
        select document_id, mention_id, table_id, row_number, column_number, support, shift, supported_by
        from text_findings order by all""").fetchall():
        figure, cell = mentions[document, mention], cells[document, table, row, column]
        terms = (Term("stated", figure), Term("other", cell))
        ends = (*(cell[side].scaleb(shift) for side in ("bound_low", "bound_high")), figure["bound_low"], figure["bound_high"])
        siblings = f"figures of the {supported_by}"
        yield said(Finding(document, "restatement", "contradicted", "hard", terms, *ends, held, held + 1, siblings, None))


def of_counts(connection, cells: dict[tuple, dict]) -> Iterator[Finding]:
    """Shares of a table that their count and the whole do not give."""
    for document, table, row, column, whole, *bounds, held, count in connection.execute("""
        select
            document_id, table_id, row_number, column_number, whole, computed_low, computed_high, share_low, share_high,
            cells_held, cells_tried
        from count_findings order by all""").fetchall():
        term = Term("share", cells[document, table, row, column] | {"count_of": whole})
        yield said(Finding(document, "count", "contradicted", "hard", (term,), *map(exact, bounds), held, count, "rows", None))


def of_growths(connection, mentions: dict[tuple, dict]) -> Iterator[Finding]:
    """Growth in a sentence that its own two figures do not give."""
    for document, *figures, low, high, stated_low, stated_high, held, count in connection.execute("""
        select
            document_id, growth_mention_id, later_mention_id, earlier_mention_id, computed_low, computed_high, stated_low, stated_high,
            sentences_held, sentences_tried
        from int_text_growths where not holds order by all""").fetchall():
        roles = zip(("stated", "first", "second"), figures, strict=True)
        growth = tuple(Term(role, mentions[document, mention]) for role, mention in roles)
        ends = map(exact, (low, high, stated_low, stated_high))
        yield said(Finding(document, "growth", "contradicted", "hard", growth, *ends, held, count, "sentences", None))


def tried(connection) -> list[dict]:
    """How many relations were tried, by kind and verdict."""
    rows = connection.execute("""
        with judged as (
            select distinct slots.relation_id, slots.slot, terms.kind, slots.holds, found.severity
            from int_table_relation_slots as slots
            inner join (select distinct relation_id, kind from int_table_relation_terms) as terms on slots.relation_id = terms.relation_id
            left join table_findings as found on slots.relation_id = found.relation_id and slots.slot = found.slot
        )
        select kind, verdict, sum(count)::integer from (
        select
            kind,
            case
                when severity = 'soft' then 'strained'
                when severity = 'hard' then 'contradicted'
                when holds then 'consistent'
                else 'unknown'
            end as verdict,
            count(*) as count
        from judged group by 1, 2
        union all
        select 'restatement', 'consistent', count(distinct (document_id, mention_id)) from int_text_pairs where holds having count(*) > 0
        union all
        select 'restatement', 'contradicted', count(*) from text_findings having count(*) > 0
        union all
        select 'count', 'consistent', count(distinct (document_id, table_id, row_number, column_number)) from int_table_count_tries
        where holds having count(*) > 0
        union all
        select 'count', 'contradicted', count(*) from count_findings having count(*) > 0
        union all
        select 'growth', case when holds then 'consistent' else 'contradicted' end, count(*) from int_text_growths group by holds
        ) as counted
        group by 1, 2
        order by 1, 2""").fetchall()
    return [{"kind": kind, "verdict": verdict, "count": count} for kind, verdict, count in rows]


def agreeing(connection) -> set[tuple]:
    """The cells, and the figures of the text, of relations that hold."""
    cells = connection.execute("""
        select distinct terms.document_id, terms.table_id, terms.row_number, terms.column_number
        from int_table_relation_terms as terms
        inner join int_table_relation_slots as slots on terms.relation_id = slots.relation_id and terms.slot = slots.slot
        where slots.holds
        union all
        select distinct document_id, table_id, row_number, column_number from int_text_pairs where holds
        union all
        select distinct document_id, table_id, row_number, column_number from int_table_count_tries where holds""").fetchall()
    mentions = connection.execute("""
        select document_id, mention_id from int_text_pairs where holds
        union
        select document_id, unnest([growth_mention_id, later_mention_id, earlier_mention_id])
        from int_text_growths where holds""").fetchall()
    return {*cells, *mentions}


def exact(value) -> Decimal:
    return Decimal(str(value))
