"""The project's own generic dbt tests: each finds what it guards against, and nothing else."""

import duckdb
import jinja2
import pytest


def failing_rows(root, name, rows, **arguments):
    """Rows that a generic test returns for a table given as VALUES."""
    text = (root / "tests" / "dbt" / "generic" / f"{name}.sql").read_text(encoding="utf-8")
    body = text.split("%}", 1)[1].rsplit("{% endtest", 1)[0]
    query = jinja2.Environment().from_string(body).render(model=f"(values {rows}) as model (a, b)", **arguments)
    return duckdb.sql(query).fetchall()


@pytest.mark.parametrize(
    ("rows", "failing"),
    [
        ("('x', 1), ('x', 2)", []),
        ("('x', 1), ('x', 1), ('y', 1)", [("x", 1, 2)]),
        ("(null, 1), (null, 1)", [(None, 1, 2)]),  # an empty cell is a value of the key
    ],
)
def test_unique_key_names_what_stands_twice(root, rows, failing):
    assert failing_rows(root, "unique_key", rows, columns=["a", "b"]) == failing
