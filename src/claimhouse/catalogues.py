"""What catalogues read of the exported data: a data contract (ODCS), a Croissant description and an SDMX structure with its data.

All three are made from the descriptions of the models; nothing in them is written by hand for one mart.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from claimhouse.catalog import Column, Mart
from claimhouse.cells import as_csv, unguarded
from claimhouse.codebook import ABOUT, FIELD_TYPES, field_type
from claimhouse.publish import file_hash

# Open Data Contract Standard 3.1.0
CONTRACT_VERSION = "v3.1.0"
# Croissant 1.0; schema.org and the name of the format are identifiers, nothing is fetched
CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "column": "cr:column",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
    "citeAs": "cr:citeAs",
    "data": {"@id": "cr:data", "@type": "@json"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "equivalentProperty": "cr:equivalentProperty",
    "samplingRate": "cr:samplingRate",
    "rai": "http://mlcommons.org/croissant/RAI/",
}
CROISSANT_TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "date": "sc:Date",
    "boolean": "sc:Boolean",
    "any": "sc:Text",
}

# SDMX 3.0: a data structure of one dimension, four measures and attributes. Of many figures no time is printed, which a time dimension must
# have, so periods are attributes.
SCHEMA = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json"
NO_TIME = "1980-01-01T00:00:00Z"  # equal inputs give equal bytes
AGENCY, FLOW, VERSION = "CLAIMHOUSE", "OBSERVATIONS", "1.0.0"
PREFIX = ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
DIMENSION = "OBSERVATION_ID"
MEASURES = ["VALUE_LOW", "VALUE_HIGH", "BOUND_LOW", "BOUND_HIGH"]
RENAMED = {"geography_id": "REF_AREA", "unit": "UNIT_MEASURE"}  # concepts of the cross-domain list that say the same
SDMX_TYPES = {"string": "String", "integer": "Integer", "number": "Decimal", "date": "GregorianDay", "boolean": "Boolean"}


def contract(marts: list[Mart], reports: list[dict[str, str]], version: str, formats: list[str]) -> str:
    """The data contract as YAML: tables, columns, keys, and that no interval is inverted."""
    servers = [
        {"server": name, "type": "local", "path": f"{name}/{{model}}.{name}", "format": name} | extra
        for name, extra in (("csv", {"delimiter": ","}), ("parquet", {}))
        if name in formats
    ]
    if "duckdb" in formats:
        servers.append({"server": "duckdb", "type": "duckdb", "database": "claimhouse.duckdb", "schema": "main"})
    made = {
        "apiVersion": CONTRACT_VERSION,
        "kind": "DataContract",
        "id": "claimhouse",
        "name": "Claimhouse",
        "version": version,
        "status": "active",
        "description": {
            "purpose": ABOUT[0][1],
            "usage": " ".join(text for name, text in ABOUT if name in ("Intervals", "Units", "Verdicts")),
            "limitations": "Figures are kept as they are printed, those that contradict each other too: see the mart contradictions.",
        },
    }
    return yaml.safe_dump(
        made
        | ({"servers": servers} if servers else {})
        | {
            "schema": list(map(_table, marts)),
            "customProperties": [{"property": "reports", "value": [f"{report['title']}, {report['as_of']}" for report in reports]}],
        },
        sort_keys=False,
        allow_unicode=True,
        width=120,
    )


def _table(mart: Mart) -> dict:
    key = ", ".join(mart.key)
    rules = [
        ("key_is_unique", f"{key} name one row; NULL counts as a value", f"select {key} from {mart.name} group by all having count(*) > 1")
    ] + [
        (f"{low}_is_at_most_{high}", f"{low} is at most {high}", f"select 1 from {mart.name} where {low} > {high}")
        for low, high in intervals(mart)
    ]
    return {
        "name": mart.name,
        "physicalName": mart.name,
        "physicalType": "table",
        "description": mart.description,
        "properties": list(map(_property, mart.columns)),
        "quality": [
            {"id": name, "type": "sql", "description": said, "query": f"select count(*) from ({query}) as broken", "mustBe": 0}
            for name, said, query in rules
        ],
        "customProperties": [{"property": "key", "value": list(mart.key)}],
    }


def _property(column: Column) -> dict:
    kind = field_type(column)
    made = {"name": column.name, "logicalType": "string" if kind == "any" else kind, "description": column.description}
    if kind == "array":
        return made | {"items": {"logicalType": FIELD_TYPES[column.type[:-2]], "physicalType": column.type[:-2]}}
    return made | {"physicalType": column.type}


def intervals(mart: Mart) -> list[tuple[str, str]]:
    """The pairs of columns that hold an interval: low and high, bound_low and bound_high."""
    names = {column.name for column in mart.columns}
    lows = [name for name in (column.name for column in mart.columns) if re.fullmatch(r"(\w+_)?low", name)]
    return [(low, high) for low in lows if (high := low[:-3] + "high") in names]


def croissant(folder: Path, marts: list[Mart], reports: list[dict[str, str]], version: str, form: str) -> str:
    """The Croissant description of the files of a format, parquet or csv, in `folder`."""
    files = {mart.name: f"{form}/{mart.name}.{form}" for mart in marts}
    encoding = {"csv": "text/csv", "parquet": "application/x-parquet"}[form]
    described = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "name": "claimhouse",
        "description": ABOUT[0][1],
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "version": version,
        "citeAs": "; ".join(f"{report['title']}, {report['as_of']}" for report in reports),
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": path,
                "name": path,
                "contentUrl": path,
                "encodingFormat": encoding,
                "sha256": file_hash(folder / path),
            }
            for path in files.values()
        ],
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": mart.name,
                "name": mart.name,
                "description": mart.description,
                "key": [{"@id": f"{mart.name}/{column}"} for column in mart.key],
                "field": [_field(mart, column, files[mart.name], form) for column in mart.columns],
            }
            for mart in marts
        ],
    }
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


def _field(mart: Mart, column: Column, path: str, form: str) -> dict:
    kind = field_type(column)
    many = kind == "array" and form == "parquet"  # in CSV a list is a text
    of = FIELD_TYPES[column.type[:-2]] if many else "string" if kind == "array" else kind
    return {
        "@type": "cr:Field",
        "@id": f"{mart.name}/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": CROISSANT_TYPES[of],
        "source": {"fileObject": {"@id": path}, "extract": {"column": column.name}},
    } | ({"repeated": True} if many else {})


def write_sdmx(source, folder: Path) -> None:
    """SDMX-CSV 2.0 of the observations, and the structure that it follows as SDMX-JSON 2.0."""
    (mart,) = source.marts
    with (folder / f"sdmx/{mart.name}.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(",".join([*PREFIX, *map(concept, mart.columns)]) + "\n")
        fixed = ("dataflow", f"{AGENCY}:{FLOW}({VERSION})", "I")
        file.writelines(as_csv((*fixed, *row)) for row in source.rows(mart))
    (folder / "sdmx/structure.json").write_text(structure(mart), encoding="utf-8")


@contextmanager
def read_sdmx(folder: Path) -> Iterator:
    def rows(mart: Mart) -> Iterator[tuple]:
        with (folder / f"sdmx/{mart.name}.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            next(reader)
            for _, _, _, *row in reader:
                yield tuple(unguarded(cell) if column.type == "VARCHAR" else cell for column, cell in zip(mart.columns, row, strict=True))

    yield rows


def concept(column: Column) -> str:
    return RENAMED.get(column.name, column.name.upper())


def structure(mart: Mart) -> str:
    """The concepts, the data structure and the dataflow of the observations."""
    urn = f"urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept={AGENCY}:CONCEPTS({VERSION})."
    shared = {"agencyID": AGENCY, "version": VERSION}

    def component(column: Column) -> dict:
        return {
            "id": concept(column),
            "conceptIdentity": urn + concept(column),
            "localRepresentation": {"format": {"dataType": SDMX_TYPES[field_type(column)]}},
        }

    parts = {concept(column): component(column) for column in mart.columns}
    observation = {"attributeRelationship": {"observation": {}}, "usage": "optional"}
    made = {
        "meta": {"schema": SCHEMA, "id": FLOW, "prepared": NO_TIME, "test": False, "contentLanguages": ["en"], "sender": {"id": AGENCY}},
        "data": {
            "conceptSchemes": [
                shared
                | {
                    "id": "CONCEPTS",
                    "name": "Concepts of Claimhouse",
                    "concepts": [
                        {"id": concept(column), "name": column.name, "description": column.description} for column in mart.columns
                    ],
                }
            ],
            "dataStructures": [
                shared
                | {
                    "id": FLOW,
                    "name": mart.description,
                    "dataStructureComponents": {
                        "dimensionList": {"id": "DimensionDescriptor", "dimensions": [parts[DIMENSION]]},
                        "measureList": {
                            "id": "MeasureDescriptor",
                            "measures": [parts[name] | {"usage": "optional"} for name in MEASURES],
                        },
                        "attributeList": {
                            "id": "AttributeDescriptor",
                            "attributes": [parts[name] | observation for name in parts if name not in (DIMENSION, *MEASURES)],
                        },
                    },
                }
            ],
            "dataflows": [
                shared
                | {
                    "id": FLOW,
                    "name": mart.description,
                    "structure": f"urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={AGENCY}:{FLOW}({VERSION})",
                }
            ],
        },
    }
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"
