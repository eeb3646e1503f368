"""One client floods, others work: their times beside those of a quiet server (洪水).

    python -m benchmarks.flood [--planners 10] [--seconds 20] [--rates 250 1000]

Planners move a slider every two seconds over Streamlit's own protocol (benchmarks/load.py). The
flooder sends a planner's message, a rerun of the whole page, so many times a second, until it is
hung up on. Ratios are to the quiet run beside it.
"""

import argparse
import asyncio
import contextlib

from websockets.exceptions import ConnectionClosed

from benchmarks.load import Served, Session, Times, at, crowd, line, serving


async def flood(server: Served, rate: float, told: list[str]) -> None:
    """Send whole reruns at a rate, without reading what comes back faster than it must."""
    session = Session(server.address, 0, Times(), 1)
    async with line(server.address) as socket:
        message = session._ask("").SerializeToString()

        async def drain() -> None:
            async for _ in socket:
                pass

        reader = asyncio.create_task(drain())
        sent = 0
        try:
            while True:
                await asyncio.wait_for(socket.send(message), 5)
                sent += 1
                await asyncio.sleep(1 / rate)
        except (ConnectionClosed, TimeoutError) as ended:
            told.append(f"after {sent} messages: {str(ended) or 'nothing more is read'}")
        finally:
            reader.cancel()


async def beside(server: Served, planners: int, seconds: float, rate: float) -> tuple[Times, str]:
    """Let planners work beside a flooder; their times, and what the flooder was told."""
    told: list[str] = []
    other = asyncio.create_task(flood(server, rate, told))
    times, _ = await crowd(server, planners, seconds, 2)
    other.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await other
    return times, told[0] if told else "kept waiting"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--planners", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rates", type=float, nargs="+", default=[250, 1_000])
    chosen = parser.parse_args()
    with serving(1) as server:
        asyncio.run(crowd(server, 3, 5, 0))  # what is loaded once a process
        print("messages/s   board p50/p95 ms   ratio of p95   the flooder", flush=True)
        for rate in chosen.rates:
            quiet, _ = asyncio.run(crowd(server, chosen.planners, chosen.seconds, 2))
            calm = at(quiet.board, 0.95)
            print(f"{'quiet':>10} {at(quiet.board, 0.5):10.0f} /{calm:6.0f}", flush=True)
            times, told = asyncio.run(beside(server, chosen.planners, chosen.seconds, rate))
            worst = at(times.board, 0.95)
            figures = f"{at(times.board, 0.5):10.0f} /{worst:6.0f} {worst / calm:14.2f}"
            print(f"{rate:10.0f} {figures}   {told}", flush=True)


if __name__ == "__main__":
    main()
