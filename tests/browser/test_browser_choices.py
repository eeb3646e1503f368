"""One scope, one vintage, one number everywhere, after whatever order of a reader's doings.

Every order starts from a fresh visit. One runs with every test; YUCE_ORDERS=200 tries as many.
"""

import io
import json
import os
import random
import re
import shutil
import subprocess
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import openpyxl
import pytest
from browsing import live, still
from playwright.sync_api import Locator, Page, ViewportSize, expect
from served import Site
from typer.testing import CliRunner
from visits import Visits

from benchmarks.chromium import hold
from cli import app
from records.links.codec import decode, parse
from records.links.pin import Pin
from scenarios.assume.presets import presets
from scenarios.assume.toml import to_toml
from views.session.baselines import REPORT, newest
from views.words.numbers import chance, percent
from views.words.words import WORDS

ORDERS = int(os.environ.get("YUCE_ORDERS", "1"))
LENGTH = 7
SCOPES = ("D1", "D3", "D6", "D7")
PAGES = {
    "overview": "总览|Overview",
    "scenario": "情景|Scenario",
    "compare": "对比|Compare",
    "model": "模型|Model",
    "evidence": "依据|Evidence",
}
SCREEN: ViewportSize = {"width": 1440, "height": 1000}
FINANCE = '.cell[data-key="J/2026"]'


def both(key: str) -> re.Pattern[str]:
    """A word of the table, in whichever language the page has."""
    return re.compile("^(" + "|".join(map(re.escape, WORDS[key])) + ")$")


class Card(NamedTuple):
    """A target's card as it is read."""

    what: str
    number: str
    verdict: str
    detail: str


class Reader:
    """A fresh visit, what its reader does, and what they then expect to see."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self.site = page, site
        self.scope, self.day, self.cells, self.turns = "D3", newest(), "[]", 0
        self.aims = 0
        self.page.goto(site.address)
        self.board().wait_for()

    def board(self) -> Locator:
        return self.page.locator(".board[data-live=true]")

    def header(self) -> Locator:
        return self.page.locator(".st-key-top [data-testid=stPopover] button").first

    def still(self) -> None:
        """Wait until the server has nothing to do, and the header says what it should."""
        still(self.page)
        expect(self.header()).to_contain_text(f"{self.scope} · {self.day}")

    # ---- what a reader may do ---------------------------------------------------------------

    def look(self, rng: random.Random) -> None:
        """Open the popover only to look, and close it."""
        self.header().click()
        field = self.page.locator("[data-testid=stPopoverBody]").get_by_role("combobox").first
        field.wait_for()
        self.page.wait_for_timeout(rng.choice((50, 600)))
        self.page.keyboard.press("Escape")
        field.wait_for(state="hidden")

    def turn(self, rng: random.Random) -> None:
        self.to(rng.choice(list(PAGES)))

    def to(self, page: str) -> None:
        before = self.page.url.partition("?")[0]
        self.page.get_by_role("link", name=re.compile(f"^({PAGES[page]})$")).first.click()
        self.page.wait_for_url(lambda url: urlsplit(url).path in ("/", f"/{page}"))
        self.turns += self.page.url.partition("?")[0] != before
        self.still()
        if page in ("overview", "scenario"):
            self.board().wait_for()
            expect(self.board()).to_have_attribute("data-confirmed", self.cells)

    def speak(self, rng: random.Random) -> None:
        """Switch the language."""
        lang = self.page.evaluate("document.documentElement.lang")
        other = "English" if lang == "zh-CN" else "中文"
        self.page.get_by_role("radio", name=other).or_(
            self.page.get_by_role("button", name=other, exact=True)
        ).first.click()
        wanted = "en" if lang == "zh-CN" else "zh-CN"
        self.page.wait_for_function(f"document.documentElement.lang === '{wanted}'")
        self.still()

    def type(self, rng: random.Random) -> None:
        self.to("scenario")
        self.typed("J/2026", f"{rng.uniform(-5, 12):.1f}")

    def drag(self, rng: random.Random) -> None:
        self.to("scenario")
        thumb = self.page.locator(f"{FINANCE} input[type=range]")
        hold(self.page, thumb, rng.uniform(0.2, 0.8))
        self.moved(self.page.mouse.up)

    def lever(self, rng: random.Random) -> None:
        self.to("overview")
        thumb = self.page.locator('.cell[data-key^="J/"] input[type=range]')
        self.moved(lambda: thumb.press(rng.choice(("ArrowRight", "ArrowLeft"))))

    def undo(self, rng: random.Random) -> None:
        self.to(rng.choice(("overview", "scenario")))
        if self.page.locator(".undo").is_enabled():
            self.moved(self.page.locator(".undo").click)

    def typed(self, key: str, value: str) -> None:
        """Type into a cell of the planner's page."""
        box = self.page.locator(f'.cell[data-key="{key}"] input[type=number]')
        box.fill(value)
        self.moved(lambda: box.press("Enter"))

    def moved(self, act: Callable[[], object]) -> None:
        """Move, and remember what the board and the server then agree on."""
        act()
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('*')].some(e => {"
            " const b = e.shadowRoot?.querySelector('.board'); if (!b) return false;"
            " const kept = JSON.parse(sessionStorage.getItem('yuce-way') ?? '{\"moved\": {}}');"
            " return b.dataset.confirmed === JSON.stringify(Object.entries(kept.moved).sort()); })"
        )
        self.cells = str(self.board().get_attribute("data-confirmed"))
        self.still()

    def reload(self, rng: random.Random) -> None:
        self.page.reload()
        self.still()

    def back(self, rng: random.Random) -> None:
        if self.turns:
            self.turns -= 1
            self.page.go_back()
            self.still()

    def choose_scope(self, rng: random.Random) -> None:
        self.scope = rng.choice(SCOPES)
        self.choose(1, self.scope)

    def choose_vintage(self, rng: random.Random) -> None:
        self.day = rng.choice((REPORT, newest()))
        self.choose(0, self.day.isoformat())

    def choose(self, place: int, option: str) -> None:
        self.header().click()
        self.page.locator("[data-testid=stPopoverBody]").get_by_role("combobox").nth(place).click()
        self.page.get_by_role("option", name=re.compile(f"^{option}")).click()
        self.still()
        self.page.keyboard.press("Escape")

    def panel(self, key: str) -> None:
        """Open one of the questions below the board."""
        self.to("scenario")
        radio, button = (
            self.page.get_by_role("radio", name=both(key)),
            self.page.get_by_role("button", name=both(key)),
        )
        radio.or_(button).first.click()
        self.still()

    def preset(self, rng: random.Random) -> None:
        """Load a shipped scenario: its scope comes along."""
        self.panel("presets")
        self.page.locator(".st-key-takes_load button").click()
        stated = presets()["five-clusters"].assumptions
        cells = {f"{a.section}/{y}": round(100 * a.value, 1) for a in stated for y in a.years}
        self.scope = "D3"
        self.cells = json.dumps(sorted(cells.items()), separators=(",", ":"))
        expect(self.board()).to_have_attribute("data-confirmed", self.cells)
        self.still()

    def takes(self, rng: random.Random) -> None:
        """Ask for other odds, and leave it at that."""
        self.panel("takes")
        self.page.locator(".stSlider input").press("ArrowRight")
        self.still()

    def aim(self, rng: random.Random) -> None:
        """State a target of one's own."""
        self.to("evidence")
        self.page.get_by_role("tab", name=both("tab_targets")).click()
        self.page.get_by_role("button", name=both("add_target")).click()
        self.aims += 1
        self.still()

    def compare(self, rng: random.Random) -> None:
        """Look at what is compared, open the list and close it again."""
        self.to("compare")
        self.page.get_by_role("combobox", name=both("choose")).click()
        self.page.keyboard.press("Escape")
        self.still()

    def follow(self, rng: random.Random) -> None:
        """Open a link in this tab, and go on from it."""
        self.page.goto(f"{self.site.address}/{self.site.link}&app=1")
        self.page.get_by_role("button", name=re.compile("以这些假设继续|Go on from")).click()
        self.scope, self.day, self.cells, self.turns = "D7", newest(), '[["J/2027",2]]', 0
        self.aims = 0
        self.board().wait_for()
        self.still()

    # ---- what they see ------------------------------------------------------------------------

    def check(self, path: Path) -> None:
        """Header, sentence, cards, tables, dialog, files and the command line say the same."""
        self.to("overview")
        number, cards = self.card(), self.cards_shown()
        for part in (self.scope, number):
            expect(self.page.locator(".lead")).to_contain_text(part)
        lead = self.page.locator(".lead").inner_text()
        assert len(cards) == 2 + self.aims
        self.to("compare")
        row = self.page.get_by_role("row").filter(has_text="60%").first
        now = row.locator(f'td[data-head="{self.said("current")}"]')
        expect(now).to_contain_text(f"{number} {cards[1].verdict}")
        expect(self.page.locator(".age").first).to_contain_text(self.day.isoformat())
        self.to("scenario")
        assert self.card() == number
        chosen = self.page.locator("[aria-busy=false] tr.chosen").filter(
            has_text=re.compile(f"^(自定 |own )?{self.scope} ")
        )
        expect(chosen.first).to_contain_text(number)
        assert self.cards_shown() == cards
        found = [self.shared(), *self.taken(cards, lead)]
        for one in found:
            assert one.scenario.scope == self.scope
            assert one.baseline.as_of == self.day.isoformat()
            growth = {(a.section, y): a.value for a in one.scenario.assumptions for y in a.years}
            cells = {(key[0], int(key[2:])): value / 100 for key, value in json.loads(self.cells)}
            first = one.baseline.origin + 1
            assert growth == pytest.approx({key: v for key, v in cells.items() if key[1] >= first})
            assert number == f"{100 * share(one):.1f}%"
        self.judged(path, found[0], cards)

    def judged(self, path: Path, one: Pin, cards: list[Card]) -> None:
        """What `yuce run` prints of the same scenario, card for card."""
        file = path / "sent.toml"
        file.write_text(to_toml(one.scenario), encoding="utf-8")
        done = CliRunner().invoke(app, ["run", str(file), "--as-of", str(self.day), "--json"])
        rows = json.loads(done.stdout)["targets"]
        kept = [row for row in rows if row["scope"] in (None, self.scope)]
        printed = [(percent(row["value"]), chance(row["odds"])) for row in kept]
        assert [number for number, _ in printed] == [card.number for card in cards]
        assert all(odds in card.detail for (_, odds), card in zip(printed, cards, strict=True))

    def card(self) -> str:
        card = self.page.locator("[data-target=share-2027]")
        expect(card.locator(".what")).to_contain_text(f" {self.scope} ")
        expect(self.board()).to_have_attribute("data-agree", "true")
        return card.locator(".number").inner_text()

    def cards_shown(self) -> list[Card]:
        """Every card of the page, own targets' among them, once nothing beside is behind."""
        beside = self.page.locator(".stMain [class*=st-key-beside-]")
        expect(beside.and_(self.page.locator(":not([aria-busy=false])"))).to_have_count(0)
        return [
            Card(*(card.locator(f".{part}").inner_text() for part in Card._fields))
            for where in (".board .card", ".stHtml .card")  # official ones, then one's own
            for card in self.page.locator(where).all()
        ]

    def said(self, key: str) -> str:
        return WORDS[key][self.page.evaluate("document.documentElement.lang") == "en"]

    def shared(self) -> Pin:
        """What the dialog's link says."""
        self.page.locator(".st-key-share button").click()
        link = self.page.get_by_role("dialog").locator("code").first.inner_text()
        self.page.keyboard.press("Escape")
        self.page.get_by_role("dialog").wait_for(state="hidden")
        return decode(parse(link).value)

    def taken(self, cards: list[Card], lead: str) -> Iterator[Pin]:
        """What the links in workbook and PDF say, once what both print is what the screen does."""
        self.page.locator(".st-key-take-away button").first.click()
        for kind in ("xlsx", "pdf"):
            with self.page.expect_download() as download:
                self.page.locator(f".st-key-export-{kind} button").click()
            made = Path(download.value.path()).read_bytes()
            if kind == "pdf":
                printed_in_pdf(made, cards, lead)
                yield decode(parse(links_in_pdf(made)).value)
            else:
                printed_in_book(made, cards)
                yield decode(parse(link_in_book(made)).value)
        self.page.keyboard.press("Escape")


def squeezed(text: str) -> str:
    """A text without blanks and ends of line, which a sheet of paper sets as it likes."""
    return re.sub(r"\s+", "", text)


def without_note(detail: str) -> str:
    """A card's detail without the note of what its odds hold, which only the screen has."""
    notes = ("by_stage", "about_first", "odds_include", "odds_without")
    begun = tuple(text.partition("{")[0] for key in notes for text in WORDS[key])
    return " · ".join(part for part in detail.split(" · ") if not part.startswith(begun))


def printed_in_pdf(made: bytes, cards: list[Card], lead: str) -> None:
    """Sentence and cards are printed as on the screen, but for what odds hold: it has no room."""
    assert shutil.which("pdftotext"), "apt-get install poppler-utils"
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=made, capture_output=True)
    text = squeezed(done.stdout.decode())
    assert squeezed(lead) in text
    for card in cards:
        assert squeezed("".join(card._replace(detail=without_note(card.detail)))) in text


def printed_in_book(made: bytes, cards: list[Card]) -> None:
    """Each card's row says its number, odds and verdict, at export and by the live formulas."""
    sheet = openpyxl.load_workbook(io.BytesIO(made), data_only=True).worksheets[0]
    rows = {str(row[1]): row for row in sheet.iter_rows(values_only=True) if row[1]}
    for card in cards:
        _, _, _, _, aligned, gap, live, median, odds, stated = rows[card.what]
        assert [percent(aligned), percent(median)] == [card.number] * 2
        assert (live, stated) == (card.verdict,) * 2
        assert f" {abs(gap):.2f} " in f" {card.detail} "
        assert chance(odds) in card.detail


def share(found: Pin) -> float:
    rows = found.headline.targets
    (row,) = (r for r in rows if (r.target, r.scope) == ("share-2027", found.scenario.scope))
    return row.value


def link_in_book(made: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(made))
    texts = (str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    return next(found[0] for text in texts if (found := re.search(r"\?x=[\w-]+", text)))


def links_in_pdf(made: bytes) -> str:
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    plain = [made]
    for one in packed:
        try:
            plain.append(zlib.decompress(one))
        except zlib.error:
            continue
    found = next(hit for one in plain if (hit := re.search(rb"\?x=[\w-]+", one)))
    return found[0].decode()


DOINGS = {
    *("look", "turn", "speak", "type", "drag", "lever", "undo", "reload", "back"),
    *("choose_scope", "choose_vintage", "follow", "preset", "takes", "aim", "compare"),
}


@pytest.mark.parametrize("seed", range(ORDERS))
def test_one_scope_and_number_whatever_came_before(
    seed: int, chromium: Visits, site: Site, tmp_path: Path
) -> None:
    rng = random.Random(seed)
    order = rng.sample(sorted(DOINGS), LENGTH)
    page = chromium.new_page(viewport=SCREEN, locale=rng.choice(("zh-CN", "en-US")))
    reader = Reader(page, site)
    for place, doing in enumerate(order):
        try:
            getattr(reader, doing)(rng)
        except Exception as error:
            error.add_note(f"seed {seed}: {' '.join(order[: place + 1])}")
            raise
    print(order)
    reader.check(tmp_path)
    page.close()


# ---- the faults that were found, each from a fresh visit ------------------------------------


@pytest.fixture
def reader(chromium: Visits, site: Site) -> Iterator[Reader]:
    with chromium.tab(SCREEN) as page:
        yield Reader(page, site)


def test_looking_at_the_choices_changes_none(reader: Reader, tmp_path: Path) -> None:
    reader.to("scenario")
    reader.look(random.Random(0))
    assert reader.shared().scenario.scope == "D3"
    reader.type(random.Random(1))
    reader.check(tmp_path)


def test_looking_and_then_the_other_language_changes_none(chromium: Visits, site: Site) -> None:
    opened = chromium.new_page(viewport=SCREEN, locale="en-US")
    reader = Reader(opened, site)
    for page in ("scenario", "evidence", "overview"):
        reader.to(page)
        reader.look(random.Random(2))
        reader.speak(random.Random(2))
        assert reader.page.get_by_text("未知口径").count() == 0
    assert reader.card()
    opened.close()


def own_scope(reader: Reader, title: str) -> None:
    """Keep a scope of one's own, as the form on 依据 begins it."""
    reader.to("evidence")
    reader.page.get_by_role("tab", name="口径").click()
    panel = reader.page.get_by_role("tabpanel", name="口径")
    panel.get_by_label("名称").fill(title)
    panel.get_by_label("名称").press("Enter")
    reader.still()
    panel.get_by_role("button", name="存为我的口径并选用").click()
    reader.scope = "U1"
    reader.still()


def test_an_own_scope_is_chosen_on_every_page_and_after_a_reload(
    reader: Reader, tmp_path: Path
) -> None:
    own_scope(reader, "我的")
    for page in ("scenario", "overview", "model", "compare", "scenario"):
        reader.to(page)
    reader.reload(random.Random(0))
    reader.check(tmp_path)


def test_the_way_back_survives_every_page_and_a_reload(reader: Reader) -> None:
    reader.to("scenario")
    for value in ("8", "9"):
        reader.typed("J/2026", value)
    reader.to("evidence")
    reader.to("overview")
    reader.moved(reader.page.locator(".undo").click)
    assert reader.cells == '[["J/2026",8]]'
    reader.to("compare")
    reader.reload(random.Random(0))
    reader.to("scenario")
    reader.moved(reader.page.locator(".redo").click)
    assert reader.cells == '[["J/2026",9]]'
    for left in ('[["J/2026",8]]', "[]"):
        reader.moved(reader.page.locator(".undo").click)
        assert reader.cells == left
    expect(reader.page.locator(".undo")).to_be_disabled()


def test_what_was_loaded_or_gone_on_from_can_be_undone(reader: Reader) -> None:
    reader.type(random.Random(5))
    before = reader.cells
    reader.follow(random.Random(5))
    reader.moved(reader.page.locator(".undo").click)
    assert reader.cells == before


def test_a_lever_moves_its_years_by_the_same_points_and_nothing_else(reader: Reader) -> None:
    reader.to("scenario")
    for key, value in (("J/2027", "9"), ("F/2028", "3")):
        reader.typed(key, value)
    before = levels(reader)
    reader.to("overview")
    lever = reader.page.locator('.cell[data-key="J/2026–2030"]')
    values = [before[f"J/{year}"] for year in range(2026, 2031)]
    expect(lever.locator(".spread")).to_have_text(f"{min(values):.1f} – {max(values):.1f}")
    expect(lever.locator("input[type=number]")).to_have_value(f"{sum(values) / 5:.1f}")
    expect(reader.page.locator(".levers .group")).to_contain_text("2026–2030 年")
    reader.moved(lambda: lever.locator("input[type=range]").press("ArrowRight"))
    reader.to("scenario")
    after = levels(reader)
    moved = {key: after[key] - before[key] for key in after if after[key] != before[key]}
    assert moved == pytest.approx({f"J/{year}": 0.1 for year in range(2026, 2031)})
    reader.to("overview")
    reader.moved(lambda: lever.locator("input[type=range]").press("ArrowLeft"))
    assert json.loads(reader.cells) == [["F/2028", 3], ["J/2027", 9]]


def test_what_is_typed_to_a_hundredth_stays_so_everywhere(reader: Reader) -> None:
    reader.to("scenario")
    reader.typed("J/2027", "6.35")
    box = reader.page.locator('.cell[data-key="J/2027"] input[type=number]')
    assert json.loads(reader.cells) == [["J/2027", 6.35]]
    expect(box).to_have_value("6.35")
    expect(reader.board()).to_have_attribute("data-agree", "true")  # the engine has it too
    reader.typed("J/2027", "-2.7")
    reader.moved(reader.page.locator(".undo").click)
    assert json.loads(reader.cells) == [["J/2027", 6.35]]
    box.fill("")
    box.press_sequentially("7.25")
    reader.moved(lambda: box.press("Enter"))
    reader.reload(random.Random(5))
    expect(box).to_have_value("7.25")
    reader.to("overview")
    lever = reader.page.locator('.cell[data-key="J/2026–2030"] input[type=number]')
    lever.fill("6.35")
    reader.moved(lambda: lever.press("Enter"))
    expect(lever).to_have_value("6.35")


def test_what_is_typed_as_its_page_is_left_is_kept(reader: Reader) -> None:
    reader.to("scenario")
    wanted: dict[str, float] = {}
    for place, left in enumerate(("overview", "evidence", "overview")):
        key = f"J/{2026 + place}"
        box = reader.page.locator(f'.cell[data-key="{key}"] input[type=number]')
        box.fill(f"{4 + place}.25")
        wanted[key] = 4.25 + place
        reader.cells = json.dumps([list(one) for one in wanted.items()], separators=(",", ":"))
        reader.to(left)
        expect(
            reader.page.locator("[data-testid=stException], [class*=st-key-failed-]")
        ).to_have_count(0)
        reader.to("scenario")
    reader.to("overview")
    lever = reader.page.locator('.cell[data-key^="G/"] input[type=number]')
    lever.fill("3")
    reader.page.get_by_role("link", name=re.compile(PAGES["scenario"])).first.click()
    expect(reader.page.locator('.cell[data-key="G/2026"].moved')).to_have_count(1)
    expect(reader.page.locator(".cell.moved")).to_have_count(8)
    expect(reader.page.locator("[data-testid=stException], [class*=st-key-failed-]")).to_have_count(
        0
    )


FAR_AWAY = """(() => {
  const late = (hear) => (event) => setTimeout(() => hear(event), 700);
  window.sent = [];
  window.WebSocket = class extends WebSocket {
    send(told) { sent.push(location.pathname); super.send(told); }
    set onmessage(hear) { super.onmessage = hear && late(hear); }
    addEventListener(kind, hear, ...more) {
      super.addEventListener(kind, kind === "message" ? late(hear) : hear, ...more);
    }
  };
})()"""
"""A server whose answers are long on their way; and from which page each message was sent."""


def test_a_page_left_while_its_cell_is_typed_leaves_no_empty_page(
    chromium: Visits, site: Site
) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 1000}, locale="zh-CN")
    page.add_init_script(FAR_AWAY)
    live(page, f"{site.address}/scenario")
    still(page)
    page.locator('.cell[data-key="J/2026"] input[type=number]').fill("4.25")
    before = page.evaluate("sent.length")
    page.get_by_role("link", name=re.compile(PAGES["overview"])).first.click()
    page.locator(".board.compact[data-live=true]").wait_for()
    still(page)
    told = page.evaluate("sent")[before:]
    assert told.count("/scenario") == 1, told  # the press itself: another would be of a page gone
    expect(page.locator(".board.compact[data-live=true]")).to_have_attribute(
        "data-confirmed", '[["J/2026",4.25]]'
    )
    page.close()


def test_a_press_that_ends_typing_is_heard(reader: Reader) -> None:
    reader.to("scenario")
    reader.page.locator('.cell[data-key="J/2026"] input[type=number]').fill("9.9")
    reader.page.locator(".st-key-share button").click()
    expect(reader.page.get_by_role("dialog").locator("[aria-busy=false] code")).to_have_count(2)
    reader.page.keyboard.press("Escape")
    expect(reader.board()).to_have_attribute("data-confirmed", '[["J/2026",9.9]]')


MOVED = """(values) => {
  const all = (root, one) => [...root.querySelectorAll(one),
    ...[...root.querySelectorAll("*")].flatMap((e) => e.shadowRoot ? all(e.shadowRoot, one) : [])];
  const sliders = all(document, "input[type=range]");
  return values.map((value, i) => {
    const slider = sliders[(7 * i) % sliders.length];
    slider.value = value;
    slider.oninput();
    slider.onchange();
    return all(document, ".nudge")[0].getBoundingClientRect().top;
  });
}"""
"""Moves one slider after the other, and gives where a button of the sliders stands after each."""


@pytest.mark.parametrize(
    ("path", "lang", "width"),
    [("", "zh", 1366), ("", "en", 1366), ("", "zh", 1440), ("scenario", "zh", 1366)],
)
def test_no_move_moves_the_buttons_under_the_mouse(
    chromium: Visits, site: Site, path: str, lang: str, width: int
) -> None:
    rng = random.Random(1)
    moves = [rng.choice((-10, -5, 0, 3, 6, 9, 12, 25)) for _ in range(60)]
    with chromium.tab({"width": width, "height": 768}) as page:
        live(page, f"{site.address}/{path}?lang={lang}")
        still(page)
        places = page.evaluate(MOVED, moves)
        assert max(places) - min(places) < 0.5, places
        button = page.locator(".nudge").first
        button.evaluate("(e) => e.scrollIntoView({ block: 'center' })")  # nothing covers it there
        button.hover()
        before = button.bounding_box()
        page.locator(".to_baseline").dispatch_event("click")
        button.click()
        assert button.bounding_box() == before


def test_what_is_typed_and_not_taken_is_told_at_its_field(chromium: Visits, site: Site) -> None:
    page = chromium.new_page(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    live(page, f"{site.address}/scenario?lang=zh")
    box = page.locator('.cell[data-key="J/2026"] input[type=number]')
    note = page.locator('.cell[data-key="J/2026"] .note')
    plain = box.input_value()
    for typed, stands, told in (
        ("7.25", "7.25", None),
        ("99", "25.0", "限 −10.0 至 25.0：99 按 25.0 计"),
        ("-99", "-10.0", "限 −10.0 至 25.0：−99 按 −10.0 计"),
        ("7.256", "7.26", "7.256 按 7.26 计"),
        ("8,5", "7.26", "不是数字，仍为 7.26"),
        ("abc", "7.26", "不是数字，仍为 7.26"),
        ("", plain, f"未填数字，回到 {plain}"),
        ("７.５", "7.5", None),
        ("1e1", "10.0", None),
    ):
        box.click()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(typed) if typed else page.keyboard.press("Delete")
        page.keyboard.press("Enter")
        expect(box).to_have_value(stands)
        expect(note).to_contain_text(told) if told else expect(note).to_be_hidden()
    page.close()


def levels(reader: Reader) -> dict[str, float]:
    """What every slider of the planner's page stands at."""
    found = reader.page.locator(".cell").evaluate_all(
        "cells => cells.map(c => [c.dataset.key, c.querySelector('input').valueAsNumber])"
    )
    return dict(found)


def test_what_was_typed_into_a_form_is_there_when_one_comes_back(reader: Reader) -> None:
    reader.to("model")
    reader.page.get_by_role("tab", name="拟合").click()
    reader.page.get_by_text("重新拟合").first.click()
    why = reader.page.get_by_label("事由").first
    why.fill("季度例行")
    why.press("Enter")
    reader.still()
    reader.to("scenario")
    reader.page.get_by_role("radio", name="影响因素").or_(
        reader.page.get_by_role("button", name="影响因素")
    ).first.click()
    reader.still()
    reader.to("model")
    expect(reader.page.get_by_role("tab", name="拟合")).to_have_attribute("aria-selected", "true")
    expect(reader.page.get_by_label("事由").first).to_have_value("季度例行")
    reader.speak(random.Random(0))
    expect(reader.page.get_by_role("tab", name="Fit", exact=True)).to_have_attribute(
        "aria-selected", "true"
    )
    expect(reader.page.get_by_label("Why").first).to_have_value("季度例行")
    reader.speak(random.Random(0))
    reader.to("scenario")
    expect(reader.page.get_by_text("各提高 1 个百分点").first).to_be_visible()


WATCH = """
() => {
  const board = [...document.querySelectorAll('*')].map(e => e.shadowRoot?.querySelector('.board'))
    .find(Boolean);
  window.seen = new Set();
  const told = (part, says, now) => window.seen.add([part.ariaBusy, says === now].join());
  const look = () => {
    const card = board.querySelector('[data-target=share-2027] .number').textContent;
    const row = document.querySelector('tr.chosen');
    if (row) told(row.closest('[class*=st-key-beside-]'), row.cells[1].textContent, card);
    const text = document.querySelectorAll('[role=dialog] code')[1];
    if (text) told(text.closest('[class*=st-key-beside-]'),
      text.textContent.match(/2027.*?(\\d+\\.\\d%)，/s)?.[1], card);
    requestAnimationFrame(look);
  };
  look();
}
"""


def test_what_is_beside_the_board_is_dimmed_until_it_is_of_its_cells(reader: Reader) -> None:
    reader.to("scenario")
    reader.shared()
    expect(reader.page.locator("[aria-busy=false] tr.chosen")).to_have_count(1)
    reader.page.evaluate(WATCH)
    box = reader.page.locator('.cell[data-key="J/2027"] input[type=number]')
    for value in ("12", "16", "20"):  # the later ones while the server works on the first
        box.fill(value)
        box.press("Enter")
    reader.page.locator(".st-key-share button").click()
    dialog = reader.page.get_by_role("dialog").locator("[aria-busy=false] code").nth(1)
    expect(dialog).to_contain_text(reader.page.locator(".card .number").nth(1).inner_text())
    reader.page.keyboard.press("Escape")
    expect(reader.page.locator("[aria-busy=false] tr.chosen")).to_have_count(1)
    reader.page.locator(".to_baseline").click()
    expect(reader.board()).to_have_attribute("data-confirmed", "[]")
    expect(reader.page.locator("[aria-busy=false] tr.chosen")).to_have_count(1)
    seen = set(reader.page.evaluate("[...window.seen]"))
    assert "true,false" in seen  # older numbers were there,
    assert "false,false" not in seen  # never as those of now


def test_targets_presets_and_questions_leave_one_choice(reader: Reader, tmp_path: Path) -> None:
    rng = random.Random(3)
    reader.aim(rng)
    reader.scope = "D6"
    reader.choose(1, "D6")
    reader.panel("presets")
    expect(reader.page.get_by_text("载入后口径改为 D3")).to_be_visible()
    reader.compare(rng)
    reader.speak(rng)
    reader.preset(rng)
    expect(reader.page.get_by_text("Loading it chooses")).to_have_count(0)
    reader.takes(rng)
    reader.look(rng)
    reader.to("compare")
    reader.speak(rng)
    reader.back(rng)
    reader.panel("takes")
    expect(reader.page.locator(".stSlider input")).to_have_value("55")
    reader.reload(rng)
    reader.check(tmp_path)
