"""Texts that would be code, shown in a real Chromium: they are read, and nothing runs (XSS)."""

from pathlib import Path
from urllib.parse import quote

import pytest
from browsing import still
from playwright.sync_api import Browser, Dialog

from benchmarks.chromium import served
from forecast.fit_cache import prepare
from records.links.codec import encode
from records.links.pin import pin
from records.store.records import Store
from scenarios.assume.scenario import Assumption, Scenario
from scenarios.outcome.simulate import simulate
from views.session.baselines import newest

PAYLOADS = (
    '<img src=x onerror="window.ran=1">',
    "<script>window.ran=1</script>",
    '"><svg onload="window.ran=1">',
    "[a](javascript:window.ran=1) ![b](x) :red[c] $x$",
    "</style><iframe srcdoc='<script>parent.ran=1</script>'>",
)
TEXT = " ".join(PAYLOADS)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A store whose every text is hostile, and a link that is."""
    setting = str(tmp_path_factory.mktemp("intruders") / "store.db")
    said = {"reason": TEXT, "source": TEXT, "owner": TEXT}
    item = Assumption(section="J", years=(2027,), value=0.05, **said)  # type: ignore[arg-type]
    texts = {"title_zh": TEXT[:200], "title_en": TEXT[:200], "note_zh": TEXT, "note_en": TEXT}
    scenario = Scenario(assumptions=(item,), **texts)  # type: ignore[arg-type]
    found = pin(simulate(prepare(newest()), scenario))
    store = Store(setting)
    for payload in PAYLOADS:
        store.save(found, payload, TEXT, payload, TEXT)
    store.log("fit", PAYLOADS[0], {"x": PAYLOADS[1]}, PAYLOADS[2], TEXT)
    store.close()
    return setting, encode(found)


def test_nothing_that_people_wrote_runs(chromium: Browser, hostile: tuple[str, str]) -> None:
    setting, link = hostile
    with served(YUCE_STORE=setting) as address:
        page = chromium.new_page(viewport={"width": 1440, "height": 1200}, locale="zh-CN")
        alerts: list[str] = []

        def note(shown: Dialog) -> None:
            alerts.append(shown.message)
            shown.dismiss()

        page.on("dialog", note)
        bad = quote(PAYLOADS[0])
        for path in (
            *(f"/{link}", f"/{link}&app=1", "/compare", "/audit"),
            *(
                f"/?x={bad}",
                f"/?s={bad}&app=1",
                f"/s/{bad}",
                f"/?lang={bad}",
                f"/scenario?scope={bad}",
            ),
        ):
            page.goto(f"{address}{path}")
            page.locator(".brand").first.wait_for()
            still(page)
            if path == "/compare":
                page.get_by_text("已保存的情景").first.click()
                still(page)
            assert page.evaluate("() => window.ran") is None, path
            injected = "img[onerror], svg[onload], iframe[srcdoc], a[href^='javascript:']"
            assert page.locator(injected).count() == 0, path
            said = page.locator("body").inner_text()
            if path in (f"/{link}", "/audit", "/compare"):
                assert "onerror" in said or page.locator("canvas").count(), path
        assert alerts == []
        page.close()


def test_what_is_handed_on_runs_nothing_either(
    chromium: Browser, hostile: tuple[str, str], tmp_path: Path
) -> None:
    from views.export.formats import export
    from views.present.contents import Contents

    store = Store(hostile[0])
    found = store.get(store.ids()[0])
    store.close()
    outcome = simulate(prepare(newest()), found.scenario)
    file = tmp_path / "dossier.html"
    file.write_bytes(next(iter(export(Contents(outcome, "zh", "http://x"), "html").values())))
    page = chromium.new_page()
    page.goto(file.as_uri())
    page.locator(".board[data-live=true]").wait_for()
    still(page)
    assert "onerror" in page.locator("body").inner_text()
    assert page.evaluate("() => window.ran") is None
    assert page.locator("img[onerror], svg[onload], iframe").count() == 0
    page.close()
