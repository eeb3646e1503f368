"""The buttons on a page: one a form, written when pressed, in the language they were shown in."""

import csv
import io
import zipfile
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from forecast.baseline import Baseline
from scenarios.assume.scenario import parse
from scenarios.outcome.simulate import simulate
from views.present.contents import Contents
from views.widgets import downloads as exports


def script(name: str) -> None:
    from forecast.baseline import Baseline
    from scenarios.assume.scenario import Scenario
    from scenarios.outcome.simulate import simulate
    from views.session.choices import choices
    from views.widgets.downloads import downloads

    choices().language = "zh"
    downloads(simulate(Baseline.load(name), Scenario()))


def test_every_form_has_a_button(newest: Baseline) -> None:
    newest.save()
    page = AppTest.from_function(script, kwargs={"name": newest.id}, default_timeout=60).run()
    assert not page.exception
    shown = [one.proto.label for one in page.get("download_button")]
    assert shown == [
        *("工作簿", "简报 Word", "简报 PDF", "离线滑块页", "图片 PNG", "图片 SVG", "数据表 CSV"),
    ]
    assert all(one.proto.ignore_rerun for one in page.get("download_button"))


@pytest.mark.parametrize("kind", ["csv", "svg", "xlsx"])
def test_a_button_writes_outside_the_page(newest: Baseline, kind: str) -> None:
    record = {"name": "s", "assumptions": [{"section": "J", "years": [2026], "value": 0.09}]}
    contents = Contents(simulate(newest, parse(record, "s")), "en")
    write: Callable[[], bytes] = exports._writer(contents, kind)
    made = write()
    if kind == "xlsx":
        assert made.startswith(b"PK")
        return
    with zipfile.ZipFile(io.BytesIO(made)) as files:
        assert all(contents.pin.id in name for name in files.namelist())
        if kind == "csv":
            name = next(one for one in files.namelist() if "assumptions" in one)
            rows = list(csv.reader(io.StringIO(files.read(name).decode("utf-8-sig"))))
            assert rows[0][:2] == ["Code", "Section"]
