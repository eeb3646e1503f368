"""While the thumb moves: pointer to paint, frame by frame, in a real Chromium.

    python -m benchmarks.drag [--moves 200] [--width 1440]

Pointer events are sent one by one; each is timed from its arrival in the page to the end of
the frame that shows it. No rerun may happen until release.
"""

import argparse
import statistics

from benchmarks.chromium import browser, served

WATCH = """
() => {
  const board = [...document.querySelectorAll('*')]
    .map((e) => e.shadowRoot?.querySelector('.board')).find(Boolean);
  window.board = board; window.times = []; window.at = 0;
  board.addEventListener('input', () => { window.at ||= performance.now(); }, true);
  new MutationObserver(() => {
    if (!window.at) return;
    const from = window.at; window.at = 0;
    const channel = new MessageChannel();   // its message comes right after the paint
    channel.port1.onmessage = () => window.times.push(performance.now() - from);
    requestAnimationFrame(() => channel.port2.postMessage(0));
  }).observe(board, { attributes: true, attributeFilter: ['data-frame'] });
}
"""


def measure(moves: int, width: int = 1440) -> tuple[list[float], int, int]:
    """Drag one slider to and fro: milliseconds a frame, frames drawn, reruns meanwhile."""
    with served() as address, browser() as chromium:
        page = chromium.new_page(viewport={"width": width, "height": 1000}, locale="zh-CN")
        sent: list[int] = []
        page.on("websocket", lambda socket: socket.on("framesent", lambda data: sent.append(1)))
        page.goto(f"{address}/scenario")
        slider = page.locator(".cell.shown input[type=range], input[type=range]").nth(20)
        slider.wait_for(timeout=60_000)
        page.locator(".board[data-live=true]").wait_for(timeout=60_000)
        page.wait_for_timeout(1_500)
        page.evaluate(WATCH)
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        assert box is not None
        y = box["y"] + box["height"] / 2
        page.mouse.move(box["x"] + box["width"] / 2, y)
        page.mouse.down()
        sent.clear()
        before = int(page.evaluate("Number(board.dataset.frame)"))
        for move in range(moves):
            page.mouse.move(box["x"] + box["width"] * (0.15 + 0.7 * ((move % 40) / 40)), y)
        page.wait_for_timeout(300)
        drawn = int(page.evaluate("Number(board.dataset.frame)")) - before
        reruns = len(sent)
        times: list[float] = page.evaluate("window.times")
        page.mouse.up()
        return times, drawn, reruns


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moves", type=int, default=200)
    parser.add_argument("--width", type=int, default=1440)
    options = parser.parse_args()
    times, drawn, reruns = measure(options.moves, options.width)
    ordered = sorted(times)
    print(f"frames drawn while dragging       {drawn}")
    print(f"pointer to paint, median          {statistics.median(times):.1f} ms")
    print(f"pointer to paint, p95             {ordered[int(0.95 * (len(times) - 1))]:.1f} ms")
    print(f"messages to the server meanwhile  {reruns}")


if __name__ == "__main__":
    main()
