"""The region is data: one record, read whole or refused with every reason."""

import re
from pathlib import Path

import pytest

from base.problems import Problems
from data.region import FILE, LISTS, TEXTS, region

GOOD = {
    "name": '"甲市"',
    "en": '"A City"',
    "code": '"990000"',
    "bureau": '"甲市统计局"',
    "zone": '"Europe/Zurich"',
    "aliases": '["甲"]',
    "relative": '["全市"]',
    "districts": '["东区", "西区"]',
    "areas": '["两区"]',
    "country": '["全国"]',
    "provinces": '["乙省"]',
    "cities": '["丙市"]',
}


def written(folder: Path, said: dict[str, str]) -> Path:
    folder.mkdir()
    lines = [f"{key} = {value}\n" for key, value in said.items()]
    (folder / FILE).write_text("".join(lines), encoding="utf-8")
    return folder


def test_the_shipped_record_is_of_these_tables() -> None:
    ours = region()
    assert (ours.name, ours.en, ours.code) == ("重庆市", "Chongqing", "500000")
    assert ours.name.removesuffix("市") in ours.aliases
    assert {"万州区", "渝中区"} <= set(ours.districts)
    assert (ours.tables / "annual.csv").exists()


def test_another_region_is_another_folder(tmp_path: Path) -> None:
    found = region(written(tmp_path / "a", GOOD))
    assert (found.name, found.bureau, found.zone.key) == ("甲市", "甲市统计局", "Europe/Zurich")
    assert found.districts == ("东区", "西区")


@pytest.mark.parametrize("key", [*TEXTS, *LISTS])
@pytest.mark.parametrize("value", [None, '""', "1", "[]", "[1]"])
def test_whatever_is_missing_or_wrong_is_named(tmp_path: Path, key: str, value: str | None) -> None:
    said = {one: text for one, text in GOOD.items() if one != key}
    with pytest.raises(Problems) as caught:
        region(written(tmp_path / "b", said | ({key: value} if value else {})))
    assert [one.where for one in caught.value.problems] == [f"{FILE}:{key}"]


def test_all_reasons_are_told_at_once(tmp_path: Path) -> None:
    wrong = GOOD | {"zone": '"Asia/Chungking City"', "code": '"50"'}
    with pytest.raises(Problems) as caught:
        region(written(tmp_path / "c", wrong))
    assert [one.where for one in caught.value.problems] == [f"{FILE}:code", f"{FILE}:zone"]


def test_no_file_and_no_toml_are_told(tmp_path: Path) -> None:
    for folder in (tmp_path / "none", written(tmp_path / "d", {"name": '"open'})):
        with pytest.raises(Problems):
            region(folder)


def test_nothing_else_names_the_region() -> None:
    ours = region()
    root = Path(__file__).parents[2]
    alone = (ours.name.removesuffix("市"), ours.en, ours.zone.key)
    rooms = ("base", "data", "forecast", "scenarios", "records", "views", "commands")
    code = [path for room in rooms for path in (root / room).rglob("*")]
    for path in (*code, root / "app.py", root / "cli.py", *(root / "yuce").glob("*.py")):
        if path.suffix not in (".py", ".js", ".css") or "words" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        found = [one for one in alone if one in text] + re.findall(rf"\b{ours.code}\b(?!\d)", text)
        assert not found, (path, found)
