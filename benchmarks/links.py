"""What bad links cost: `python -m benchmarks.links [100000]` breaks a link in that many ways.

Each must be refused with a reason, or be the very same link. `Another pin` are forgeries with a
true checksum whose content is sound: opening them shows the digits that differ. Time is this
thread's own, for others use the machine as well.
"""

import random
import sys
import time
import tracemalloc
import zlib
from collections import Counter
from contextlib import suppress
from datetime import date

from rich.console import Console
from rich.progress import track
from rich.table import Table

from base.canonical import canonical
from base.problems import Problems
from data.sections import SECTION_CODES
from forecast.fit_cache import prepare
from records.links.codec import VERSION, _checksum, _compact, _to_letters, decode, encode, parse
from records.links.dictionaries import DICTIONARIES
from records.links.pin import Pin, pin
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def every_slider() -> Pin:
    base, rng = prepare(date(2025, 5, 28)), random.Random(1)
    items = [
        {"section": code, "years": [year], "value": rng.randrange(-100, 201) / 1000}
        for code in SECTION_CODES
        for year in base.years
    ]
    return pin(simulate(base, Scenario.model_validate({"assumptions": items})))


def broken(link: str, raw: bytes, rng: random.Random) -> tuple[str, str]:
    """Break a link in one of ten ways; half of them forge a true checksum."""
    place = rng.randrange(3, len(link))
    spot = rng.randrange(len(raw))
    match rng.randrange(10):
        case 0:
            flipped = chr(ord(link[place]) ^ (1 << rng.randrange(7)))
            return "bit flipped", link[:place] + flipped + link[place + 1 :]
        case 1:
            return "cut", link[:place]
        case 2:
            return "over-long", link + "".join(rng.choices(LETTERS, k=rng.randrange(1, 9_000)))
        case 3:
            return "letters swapped", link[:place] + rng.choice(LETTERS) + link[place + 1 :]
        case 4:
            noise = rng.randbytes(rng.randrange(1, 1_000))
            return "noise, true checksum", forge(noise)
        case 5:
            changed = raw[:spot] + rng.randbytes(1) + raw[spot + 1 :]
            return "content changed, true checksum", forge(squeeze(changed))
        case 6:
            cut = raw[:spot] + raw[min(len(raw), spot + rng.randrange(1, 50)) :]
            return "content cut, true checksum", forge(squeeze(cut))
        case 7:
            fill = rng.choice([b"0", b"[", b"9", b'{"a":', b"\xff", b"\x00"])
            return "bomb, true checksum", forge(squeeze(fill * rng.randrange(60_000, 900_000)))
        case 8:
            number = rng.choice([b"NaN", b"Infinity", b"1e999", b"-" + b"9" * 5_000, b"true"])
            return "number, true checksum", forge(squeeze(raw.replace(b"0.06", number, 1)))
        case _:
            key = rng.choice([b'"<script>":1,', b'"__class__":"os.system",', b'"schema":9,'])
            at = raw.index(b'"made"')
            return "foreign key, true checksum", forge(squeeze(raw[:at] + key + raw[at:]))


def squeeze(raw: bytes) -> bytes:
    machine = zlib.compressobj(9, zlib.DEFLATED, -15, 9, 0, DICTIONARIES[VERSION])
    return machine.compress(raw) + machine.flush()


def forge(body: bytes) -> str:
    return f"?x={VERSION}{_to_letters(_checksum(VERSION, body) + body)}"


def main(count: int) -> None:
    sent, rng = every_slider(), random.Random(2)
    link = encode(sent)
    content = canonical(_compact(sent.record())).encode()
    times: dict[str, list[float]] = {}
    fates: dict[str, Counter[str]] = {}
    for _ in track(range(count), description="links", console=Console(stderr=True)):
        kind, bad = broken(link, content, rng)
        start = time.thread_time()
        try:
            found = decode(parse(bad).value)
            fate = "same" if found == sent else "another pin"
        except Problems as problems:
            fate = "refused" if problems.text("zh") and problems.text("en") else "unexplained"
        times.setdefault(kind, []).append(time.thread_time() - start)
        fates.setdefault(kind, Counter())[fate] += 1
    outcomes = ("refused", "same", "another pin", "unexplained")
    table = Table("broken how", "links", *outcomes, "p50 ms", "worst CPU ms", "MB")
    for kind, took in sorted(times.items()):
        took.sort()
        counts = [str(fates[kind][name]) for name in outcomes]
        figures = [f"{1000 * took[len(took) // 2]:.2f}", f"{1000 * took[-1]:.2f}"]
        table.add_row(kind, str(len(took)), *counts, *figures, f"{memory(kind, link, content):.2f}")
    Console().print(table)


def memory(kind: str, link: str, content: bytes) -> float:
    """Greatest memory that 40 links of a kind took, megabytes."""
    rng, worst, seen = random.Random(3), 0, 0
    while seen < 40:
        found, bad = broken(link, content, rng)
        if found != kind:
            continue
        seen += 1
        tracemalloc.start()
        with suppress(Problems):
            decode(parse(bad).value)
        worst = max(worst, tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    return worst / 1e6


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
