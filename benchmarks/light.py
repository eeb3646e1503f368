"""A link on a phone: from asking for it to its verdict on screen, in a real Chromium slowed down.

    python -m benchmarks.light [--rounds 7]

The processor is slowed 4 times and the line to 1.2 MB/s with 40 ms of delay, by the browser's own
protocol; the window is 390 px wide. The server is warm: its baseline is loaded. `page, kept` is a
link that was opened a moment ago, `page, new` one that nobody has opened yet, `app` the same
link in the app. Times are read in the page: `paint` is the browser's own first contentful paint,
`verdict` the end of the frame that shows the first number of a card.
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
window.verdict = 0;
(function look() {
  if (!document.querySelector(".card .number")?.textContent) return requestAnimationFrame(look);
  setTimeout(() => { window.verdict = performance.now(); });
})();
"""


def once(chromium: Browser, url: str) -> dict[str, Any]:
    """Open a link by a browser that never saw it: seconds, requests, kilobytes."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, locale="zh-CN", service_workers="block"
    )
    context.add_init_script(WATCH)
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url, wait_until="commit")
    page.wait_for_function("window.verdict > 0", timeout=120_000)
    found: dict[str, Any] = page.evaluate(
        """() => {
          const all = [...performance.getEntriesByType('navigation'),
                       ...performance.getEntriesByType('resource')];
          return {
            paint: (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0)
              / 1000,
            verdict: window.verdict / 1000,
            requests: all.length,
            kilobytes: all.reduce((sum, one) => sum + one.transferSize, 0) / 1024,
          };
        }"""
    )
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
    ways: dict[str, Callable[[int], str]] = {
        "page, new": lambda number: links[number + 1],
        "page, kept": lambda _: links[-1],
        "app": lambda _: f"{links[-1]}&app=1",
    }
    return {
        name: [once(chromium, f"{address}/{way(number)}") for number in range(rounds)]
        for name, way in ways.items()
    }


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
    print("link        paint s (median, worst)  verdict s (median, worst)  requests  kilobytes")
    for name, runs in found.items():
        paint, verdict = ([run[key] for run in runs] for key in ("paint", "verdict"))
        last = runs[-1]
        print(
            f"{name:<10}  {statistics.median(paint):8.2f} {max(paint):8.2f}"
            f"        {statistics.median(verdict):9.2f} {max(verdict):9.2f}"
            f"         {last['requests']:8.0f}  {last['kilobytes']:9.0f}"
        )
    worst = max(run["verdict"] for kind in ("page, new", "page, kept") for run in found[kind])
    print(f"goal: the page's verdict within {GOAL} s; worst {worst:.2f} s")


if __name__ == "__main__":
    main()
