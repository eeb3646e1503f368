"""The region is data: one record, read whole or refused with every reason."""

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
    "districts": '["东区", "西区"]',
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
