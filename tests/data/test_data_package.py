"""datapackage.json describes every table, and frictionless agrees."""

import csv
import json

import pytest
from frictionless import Package, system

from data.schema import schemas
from data.tables import PACKAGE, TABLES


@pytest.mark.slow
def test_frictionless_finds_the_package_valid() -> None:
    with system.use_context(trusted=True):
        report = Package(str(PACKAGE)).validate()
    assert report.flatten(["rowNumber", "fieldName", "type", "note"]) == []
    assert report.valid
    assert report.stats["tasks"] == len(list(TABLES.glob("*.csv")))


def test_every_table_is_described_and_every_description_has_a_table() -> None:
    described = {schema.path for schema in schemas(PACKAGE).values()}
    assert described == {f"tables/{path.name}" for path in TABLES.glob("*.csv")}


@pytest.mark.parametrize("name", schemas(PACKAGE))
def test_columns_stand_as_described(name: str) -> None:
    schema = schemas(PACKAGE)[name]
    with (PACKAGE.parent / schema.path).open(encoding="utf-8") as file:
        assert next(csv.reader(file)) == schema.columns


def test_every_field_has_a_name_in_both_languages_and_money_its_unit() -> None:
    for resource in json.loads(PACKAGE.read_text("utf-8"))["resources"]:
        for field in resource["schema"]["fields"]:
            assert not field["title"].isascii(), field
            assert field["description"], field
    io = schemas(PACKAGE)["input-output"]
    resources = json.loads(PACKAGE.read_text("utf-8"))["resources"]
    (described,) = (one for one in resources if one["name"] == io.name)
    for field in described["schema"]["fields"]:
        assert field["type"] != "number" or field["unit"] == "100m_cny"
