"""First paint: from asking for a page to its verdict on screen, in a real Chromium.

    python -m benchmarks.paint [--rounds 7] [--path /]

The server is warm: somebody has opened the page before. `cold` is a browser that has never
seen it, `warm` one that comes back. Times are read in the page, from navigation to the end
of the frame that shows the first verdict; `text` is the browser's own first contentful paint.
"""

import argparse
import statistics
from typing import Any

from playwright.sync_api import Browser, BrowserContext

from benchmarks.chromium import browser, served

WATCH = """
window.verdict = 0;
(function look() {
  const found = [...document.querySelectorAll('.stBidiComponent *')].some(
    (one) => one.shadowRoot?.querySelector('.card .number')?.textContent);
  if (!found) return requestAnimationFrame(look);
  setTimeout(() => { window.verdict = performance.now(); });
})();
"""


def one(context: BrowserContext, url: str) -> dict[str, Any]:
    """Open the page in a tab of its own: milliseconds, requests and kilobytes to the verdict."""
    page = context.new_page()
    page.goto(url)
    page.wait_for_function("window.verdict > 0", timeout=60_000)
    found: dict[str, Any] = page.evaluate(
        """() => {
          const seen = performance.getEntriesByType('resource')
            .filter((one) => one.responseEnd <= window.verdict);
          return {
            verdict: window.verdict,
            text: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
            requests: seen.length,
            kilobytes: seen.reduce((sum, one) => sum + one.transferSize, 0) / 1024,
          };
        }"""
    )
    page.close()
    return found


def measure(chromium: Browser, url: str, rounds: int) -> dict[str, list[dict[str, Any]]]:
    """Open the page by a browser that never saw it, and again by the same one."""
    found: dict[str, list[dict[str, Any]]] = {"cold": [], "warm": []}
    for _ in range(rounds + 1):
        context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        context.add_init_script(WATCH)
        for kind in ("cold", "warm"):
            found[kind].append(one(context, url))
        context.close()
    return {kind: runs[1:] for kind, runs in found.items()}  # the first warmed the server


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--path", default="/")
    parser.add_argument("--address", help="of a server that runs already")
    options = parser.parse_args()
    with browser() as chromium:
        if options.address:
            found = measure(chromium, options.address + options.path, options.rounds)
        else:
            with served() as address:
                found = measure(chromium, address + options.path, options.rounds)
    print("browser  verdict ms (median, worst)  text ms  requests  kilobytes")
    for kind, runs in found.items():
        middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        worst = max(run["verdict"] for run in runs)
        print(
            f"{kind}     {middle['verdict']:6.0f} {worst:6.0f}               "
            f"{middle['text']:7.0f}  {middle['requests']:8.0f}  {middle['kilobytes']:9.0f}"
        )


if __name__ == "__main__":
    main()
