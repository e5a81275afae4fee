"""The published warehouse describes itself; what is not described, or named unsafely, is refused."""

import duckdb
import pytest
import yaml

from claimhouse.catalog import CatalogError, read_catalog


def test_every_mart_is_described_and_keyed(warehouse):
    marts = read_catalog(warehouse)
    assert {"observations", "contradictions", "market_size"} <= {mart.name for mart in marts}
    for mart in marts:
        rows, keys = warehouse.execute(f"select count(*), count(distinct ({', '.join(mart.key)})) from marts.{mart.name}").fetchone()
        assert rows == keys, mart.name


@pytest.mark.parametrize(
    ("spoiled", "named"),
    [
        ("comment on column marts.figures.low is null", "marts.figures.low"),
        ("comment on table marts.figures is null", "marts.figures: expected a description"),
        ("delete from core.mart_keys", "marts.figures: expected columns of the mart in `primary_key`"),
        ("update core.mart_keys set column_name = 'nothing'", "marts.figures: expected columns of the mart in `primary_key`"),
        ('alter table marts.figures rename to "../figures"', "'../figures'"),
    ],
)
def test_undescribed_or_unsafe_is_refused(spoiled, named):
    connection = duckdb.connect()
    connection.execute("""
        create schema marts; create table marts.figures (low integer);
        comment on table marts.figures is 'One figure.'; comment on column marts.figures.low is 'Lower end';
        create schema core; create table core.mart_keys as select 'figures' as mart, 1 as position, 'low' as column_name
    """)
    assert [column.description for column in read_catalog(connection)[0].columns] == ["Lower end"]
    connection.execute(spoiled)
    with pytest.raises(CatalogError) as error:
        read_catalog(connection)
    assert named in str(error.value)


class Strict(yaml.SafeLoader):
    """YAML in which a key may stand once only."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key) for key, _ in node.value if key.tag != "tag:yaml.org,2002:merge"]
        assert len(keys) == len(set(keys)), f"{node.start_mark}: a key stands twice among {keys}"
        return super().construct_mapping(node, deep)


def test_no_key_stands_twice_in_what_dbt_reads(root):
    """dbt-core takes the last one and says nothing."""
    for path in [root / "dbt_project.yml", *sorted((root / "models").rglob("*.yml"))]:
        with path.open(encoding="utf-8") as file:
            yaml.load(file, Strict)
    with pytest.raises(AssertionError, match="columns"):
        yaml.load("models: [{columns: [a], columns: [b]}]", Strict)
