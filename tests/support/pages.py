"""The pages through AppTest: opened, their board, their text."""

import json
import re
from pathlib import Path
from typing import Any

from held import held, hold
from streamlit.testing.v1 import AppTest

from views.words.words import speaking

ROOT = Path(__file__).parents[2]
PAGES = ["views/pages/overview.py", "views/pages/scenario.py"]
EVIDENCE = re.findall(r'"(tab_\w+)":', (ROOT / "views/pages/evidence.py").read_text("utf-8"))
"""The tabs of 依据, which draws the open one alone."""


def opened(page: str, language: str = "zh") -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    hold(app, language=language)
    app.run()
    if page != PAGES[0]:
        app.switch_page(page).run()
    assert not app.exception
    return app


def tab(app: AppTest, name: str) -> AppTest:
    """Open a tab of 依据."""
    hold(app, evidence=name)
    with speaking(held(app).choices.language or "zh"):  # AppTest spells again what it shows
        app.run()
    assert not app.exception
    return app


def board(app: AppTest) -> dict[str, Any]:
    """What the board of sliders was given: AppTest cannot drag it, a real browser does."""
    boards = (one for one in app.get("bidi_component") if "board" in one.proto.component_name)
    given: dict[str, Any] = {}
    for element in boards:
        told = json.loads(element.proto.json)
        given = json.loads(told.pop("standing")) | told
    return given


def text(app: AppTest) -> str:
    """Everything the page says, without markup and style."""
    told = board(app).get("result")
    found = [f"{told['cards']} {told['lead']}".replace("<1%", "1%")] if told else []
    found += [getattr(element, "body", "") for element in app.get("html")]
    found += [element.value for element in (*app.markdown, *app.caption)]
    plain = re.sub(r"<style>.*?</style>", "", " ".join(map(str, found)), flags=re.DOTALL)
    return re.sub(r"</?[a-z][^>]*>", " ", plain)  # "<1%" is no markup
