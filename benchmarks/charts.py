"""Which chart library: the same fan and bars in Streamlit by ECharts, Vega-Lite and Plotly.

    python -m benchmarks.charts [--moves 20]

In a real Chromium, for each library: frames in which a chart stood blank, milliseconds from the
press of a button to the last change of the charts, bytes a rerun, bytes and time of the first
paint, alternative text, Chinese on the page, what a reader can export. Plotly is no dependency:
it is put into a folder of its own, `.charts`, for this benchmark (`uv pip install --target`).
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.chromium import ROOT, answering, browser, free_port

LIBRARIES = ("echarts", "altair", "plotly")
OWN = ROOT / ".charts"

WATCH = """
() => {
  const drawn = (one) => [...one.querySelectorAll('svg, canvas')].some((picture) => {
    const box = picture.getBoundingClientRect();
    if (box.width < 100 || box.height < 100) return false;
    return picture.tagName === 'CANVAS' || picture.querySelectorAll('path, rect, text').length > 9;
  });
  window.run = { pressed: 0, last: 0, frames: 0, blank: 0 };
  const seen = () => ['fan', 'bars'].every((key) => {
    const one = document.querySelector('.st-key-' + key);
    return one && drawn(one);
  });
  const tick = () => {
    const run = window.run;
    if (run.pressed) { run.frames++; if (!seen()) run.blank++; }
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  window.addEventListener('pointerdown', () => {
    window.run = { pressed: performance.now(), last: 0, frames: 0, blank: 0 };
  }, true);
  new MutationObserver((changes) => {
    const inside = changes.some((one) => one.target.closest?.('.st-key-fan, .st-key-bars'));
    if (inside && window.run.pressed) window.run.last = performance.now();
  }).observe(document.body, { subtree: true, childList: true, attributes: true,
    characterData: true });
}
"""

SEEN = """
() => {
  const parts = [...document.querySelectorAll('.st-key-fan, .st-key-bars')];
  const labels = parts.filter((part) => [...part.querySelectorAll('[aria-label]')]
    .some((one) => one.getAttribute('aria-label').includes('增速')));
  const texts = parts.map((one) => one.textContent).join(' ');
  return { alt: labels.length, chinese: texts.includes('信息传输'), svg:
    parts.every((one) => one.querySelector('svg')) };
}
"""

EXPORT = {
    "echarts": "its own PNG in the browser's font; ours: SVG, PNG, CSV by views.widgets.chart",
    "altair": "PNG and SVG in the browser's font; vl-convert on the server",
    "plotly": "PNG in the browser's font; kaleido on the server needs a browser",
}


@dataclass
class Measured:
    """One library's figures."""

    blank: list[int] = field(default_factory=list)
    settle: list[float] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)
    first: float = 0.0
    loaded: int = 0
    alt: int = 0
    chinese: bool = False
    svg: bool = False


@contextmanager
def served(library: str) -> Iterator[str]:
    """Serve the page for one library; gives its address."""
    port = free_port()
    page = str(ROOT / "benchmarks" / "charts_page.py")
    options = [
        "--server.headless=true",
        f"--server.port={port}",
        "--browser.gatherUsageStats=false",
    ]
    paths = os.pathsep.join([str(ROOT), str(OWN)])
    command = [sys.executable, "-m", "streamlit", "run", page, *options, "--", library]
    with answering(command, port, PYTHONPATH=paths) as address:
        yield address


def measure(chromium: Browser, address: str, moves: int) -> Measured:
    """Press the button many times, and watch the charts."""
    found = Measured()
    page = chromium.new_page(viewport={"width": 1200, "height": 1000}, locale="zh-CN")
    received = [0]
    page.on(
        "websocket", lambda socket: socket.on("framereceived", lambda data: _add(received, data))
    )
    page.on("response", lambda answer: _load(found, answer.headers.get("content-length")))
    begin = time.perf_counter()
    page.goto(address)
    page.wait_for_function(
        "() => ['fan', 'bars'].every((k) => document.querySelector(`.st-key-${k} svg,"
        " .st-key-${k} canvas`))",
        timeout=60_000,
    )
    found.first = 1000 * (time.perf_counter() - begin)
    page.wait_for_timeout(2_000)
    page.evaluate(WATCH)
    for _ in range(moves):
        received[0] = 0
        _press(page)
        run = page.evaluate("window.run")
        found.blank.append(run["blank"])
        found.settle.append(run["last"] - run["pressed"])
        found.sent.append(received[0])
    seen = page.evaluate(SEEN)
    found.alt, found.chinese, found.svg = seen["alt"], seen["chinese"], seen["svg"]
    page.close()
    return found


def _press(page: Page) -> None:
    page.get_by_role("button", name="移动").click()
    page.wait_for_timeout(1_500)


def _add(received: list[int], data: str | bytes) -> None:
    received[0] += len(data)


def _load(found: Measured, length: str | None) -> None:
    found.loaded += int(length or 0)


def prepare() -> None:
    """Put Plotly into a folder of its own, once."""
    if not (OWN / "plotly").exists():
        uv = Path(sys.executable).with_name("uv")
        subprocess.run(
            [str(uv), "pip", "install", "--quiet", "--target", str(OWN), "plotly==6.5.0"],
            check=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moves", type=int, default=20)
    moves = parser.parse_args().moves
    prepare()
    heads = ("library", "blank frames", "settled ms (p95)", "KB a rerun", "first ms")
    print("| " + " | ".join((*heads, "MB loaded", "alt texts", "Chinese", "export")) + " |")
    print("|" + " --- |" * 9)
    with browser() as chromium:
        for library in LIBRARIES:
            with served(library) as address:
                one = measure(chromium, address, moves)
            ordered = sorted(one.settle)
            cells = (
                *(library, f"{sum(one.blank)} in {moves} reruns"),
                f"{statistics.median(ordered):.0f} ({ordered[int(0.95 * (moves - 1))]:.0f})",
                f"{statistics.median(one.sent) / 1000:.1f}",
                f"{one.first:.0f}",
                f"{one.loaded / 1e6:.1f}",
                f"{one.alt} of 2",
                "as text" if one.chinese else "drawn only" if not one.svg else "missing",
                EXPORT[library],
            )
            print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
