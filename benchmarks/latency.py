"""Slider to screen: release of a slider to the server's full result painted, in a real Chromium.

    python benchmarks/latency.py [--moves 60]

Prints median and 95th percentile, with the number of reruns and requests to other hosts.
"""

import argparse
import random
import statistics
from urllib.parse import urlparse

from benchmarks.chromium import browser, served

WATCH = """
() => {
  const board = [...document.querySelectorAll('*')]
    .map((e) => e.shadowRoot?.querySelector('.board')).find(Boolean);
  window.painted = [];
  let released = 0;
  window.addEventListener('pointerup', () => { released = performance.now(); }, true);
  new MutationObserver(() => {
    if (!released) return;
    const from = released; released = 0;
    requestAnimationFrame(() => setTimeout(() => window.painted.push(performance.now() - from)));
  }).observe(board, { attributes: true, attributeFilter: ['data-confirmed'] });
}
"""


def foreigner(url: str) -> bool:
    """Say whether a request leaves for another host; data: and blob: addresses have none."""
    return urlparse(url).hostname not in (None, "localhost")


def measure(moves: int, width: int = 1440) -> tuple[list[float], list[str]]:
    """Drag sliders at random and time each release; milliseconds, and foreign requests."""
    rng = random.Random(7)
    foreign: list[str] = []
    with served() as address, browser() as chromium:
        page = chromium.new_page(viewport={"width": width, "height": 1000}, locale="zh-CN")
        page.on(
            "request",
            lambda r: foreign.append(r.url) if foreigner(r.url) else None,
        )
        page.goto(f"{address}/scenario")
        sliders = page.locator("input[type=range]")
        page.locator(".board[data-live=true]").wait_for(timeout=60_000)
        page.wait_for_timeout(2_000)
        page.evaluate(WATCH)
        for move in range(moves):
            # Producer sections of 2026 and 2027 move the share of 2027, so the cards must change.
            slider = sliders.nth(rng.choice([5, 6, 10, 11, 15, 16, 20, 21]))
            slider.scroll_into_view_if_needed()
            box = slider.bounding_box()
            assert box is not None
            y = box["y"] + box["height"] / 2
            page.mouse.move(box["x"] + box["width"] * 0.5, y)
            page.mouse.down()
            page.mouse.move(box["x"] + box["width"] * rng.uniform(0.3, 0.9), y, steps=6)
            page.mouse.up()
            page.wait_for_timeout(700)
            print(f"\r{move + 1}/{moves}", end="", flush=True)
        print()
        return page.evaluate("window.painted"), foreign


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moves", type=int, default=60)
    times, foreign = measure(parser.parse_args().moves)
    ordered = sorted(times)
    print(f"releases                          {len(times)}")
    print(f"release to painted, median        {statistics.median(times):.0f} ms")
    print(f"release to painted, p95           {ordered[int(0.95 * (len(times) - 1))]:.0f} ms")
    print(f"requests to other hosts           {len(foreign)} {' '.join(foreign[:3])}")


if __name__ == "__main__":
    main()
