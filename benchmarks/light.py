"""A phone: from asking for a link or the app to its verdict on screen, in a Chromium slowed down.

    python -m benchmarks.light [--rounds 7]

The processor is slowed 4 times and the line to 1.2 MB/s with 40 ms of delay, by the browser's own
protocol; the window is 390 px wide. The server is warm: its baseline is loaded. `page, kept` is a
link that was opened a moment ago, `page, new` one that nobody has opened yet, `link in app` the
same in the app; `first visit` and `second visit` are the app itself. Times are read in the page:
`verdict` is the end of the frame that shows the first number of a card, `sliders` the same of the
app's own card.
"""

import argparse
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser

from benchmarks.chromium import browser, served
from forecast.fit_cache import prepare
from records.links.codec import encode
from records.links.pin import pin
from scenarios.assume.scenario import Assumption, Scenario
from scenarios.outcome.simulate import simulate
from views.session.baselines import newest

SLOWER: Final = 4
LINE: Final = {
    "offline": False,
    "latency": 40,
    "downloadThroughput": 1_200_000,
    "uploadThroughput": 1_200_000,
}
GOAL: Final = 1.5
"""Seconds within which a leader sees the verdict."""

WATCH: Final = """
window.verdict = window.sliders = 0;
const shown = (name, found) => (function look() {
  if (!found()) return requestAnimationFrame(look);
  setTimeout(() => { window[name] = performance.now(); });
})();
const number = (place) => place?.querySelector(".card .number")?.textContent;
shown("verdict", () =>
  number(document) || number(document.getElementById("first")?.contentDocument) ||
  [...document.querySelectorAll(".stBidiComponent *")].some((one) => number(one.shadowRoot)));
shown("sliders", () =>
  [...document.querySelectorAll(".stBidiComponent *")].some((one) => number(one.shadowRoot)));
"""


def once(chromium: Browser, url: str, visits: int = 1, app: bool = False) -> dict[str, Any]:
    """Open an address by a browser that never saw it, or did: seconds, requests, kilobytes.

    Of the `app` it waits for the sliders too.
    """
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, locale="zh-CN", service_workers="block"
    )
    context.add_init_script(WATCH)
    found: dict[str, Any] = {}
    for _ in range(visits):
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", LINE)
        line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(url, wait_until="commit")
        page.wait_for_function(
            f"window.{'sliders' if app else 'verdict'} > 0", timeout=120_000, polling=100
        )
        found = page.evaluate(
            """() => {
              const all = [...performance.getEntriesByType('navigation'),
                           ...performance.getEntriesByType('resource')];
              return {
                verdict: window.verdict / 1000,
                sliders: window.sliders / 1000,
                requests: all.length,
                kilobytes: all.reduce((sum, one) => sum + one.transferSize, 0) / 1024,
              };
            }"""
        )
        page.close()
    context.close()
    return found


def link_of(number: int) -> str:
    """Give a link that nobody has opened yet."""
    item = Assumption(section="J", years=(2026, 2027), value=0.05 + number / 1000, reason="why")
    scenario = Scenario(title_zh=f"方案 {number}", assumptions=(item,))
    return encode(pin(simulate(prepare(newest()), scenario)))


def measure(chromium: Browser, address: str, rounds: int) -> dict[str, list[dict[str, Any]]]:
    """Open links in each way, that many times."""
    links = [link_of(number) for number in range(rounds + 1)]
    once(chromium, f"{address}/{links[0]}")  # the server is warm
    ways: dict[str, Callable[[int], dict[str, Any]]] = {
        "page, new": lambda number: once(chromium, f"{address}/{links[number + 1]}"),
        "page, kept": lambda _: once(chromium, f"{address}/{links[-1]}"),
        "link in app": lambda _: once(chromium, f"{address}/{links[-1]}&app=1", app=True),
        "first visit": lambda _: once(chromium, f"{address}/", app=True),
        "second visit": lambda _: once(chromium, f"{address}/", 2, app=True),
    }
    return {name: [way(number) for number in range(rounds)] for name, way in ways.items()}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    with (
        tempfile.TemporaryDirectory() as folder,
        browser() as chromium,
        served(YUCE_STORE=str(Path(folder) / "store.db")) as address,
    ):
        found = measure(chromium, address, rounds)
    print("opened        verdict s (median, worst)  sliders s (median)  requests  kilobytes")
    for name, runs in found.items():
        verdict, sliders = ([run[key] for run in runs] for key in ("verdict", "sliders"))
        last = runs[-1]
        print(
            f"{name:<12}  {statistics.median(verdict):9.2f} {max(verdict):9.2f}"
            f"            {statistics.median(sliders) or float('nan'):9.2f}"
            f"     {last['requests']:10.0f}  {last['kilobytes']:9.0f}"
        )
    worst = max(run["verdict"] for kind in ("page, new", "page, kept") for run in found[kind])
    print(f"goal: the page's verdict within {GOAL} s; worst {worst:.2f} s")


if __name__ == "__main__":
    main()
