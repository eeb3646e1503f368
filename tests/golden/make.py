"""Write the golden links of a version: run once, when the version is released; never again.

    python -m tests.golden.make v1

Two small baselines and a link for each kind of scenario, sealed, with the whole outcome as it
was. The key is the golden links' own, and secret to nobody.
What is there is never written anew: these are the promises that `test_golden.py` holds us to.
"""

import json
import random
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from data.sections import SECTION_CODES
from data.vintages import as_of
from forecast.baseline import Baseline
from forecast.fit import fit
from forecast.spec import Spec
from records.links.codec import encode, parse, unpack
from records.links.pin import pin
from records.links.seal import Seal, attest, sign
from scenarios.assume.scenario import Scenario
from scenarios.outcome.as_json import outcome_record
from scenarios.outcome.simulate import simulate

HERE = Path(__file__).parent
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NOON = datetime(2026, 11, 27, 4, 0, 0, tzinfo=UTC)
LEDGER = {
    "reason": "西部金融中心建设",
    "source": "市统计局",
    "owner": "张三",
    "review": "2027-03-31",
}


def scenarios(base: Baseline) -> dict[str, dict[str, Any]]:
    """Name one of each kind."""
    rng, first = random.Random(7), base.years[0]
    every = [
        {"section": code, "years": [year], "value": rng.randrange(-100, 201) / 1000}
        for code in SECTION_CODES
        for year in base.years
    ]
    kinds = [
        {"section": "J", "years": [first, first + 1], "value": 0.0635, **LEDGER},
        {"section": "I", "years": [first], "kind": "change", "value": -0.01},
        {"section": "K", "years": [first + 2], "kind": "percentile", "value": 0.25},
        {"section": "F", "years": [first], "measure": "deflator", "value": 0.012},
    ]
    words = "".join(chr(rng.randrange(0x4E00, 0x9FA5)) for _ in range(900))
    return {
        "empty": {},
        "every-slider": {"assumptions": every, "scope": "D6"},
        "every-kind": {
            "assumptions": kinds,
            "title_zh": "<b>金融</b>提速",
            "note_en": "as told & agreed",
        },
        "ledger-left-out": {"assumptions": [kinds[0] | {"reason": words}]},
    }


def sealed(text: str) -> Seal:
    return sign(KEY, text, "张三 · zhang@example.gov.cn", NOON)


def main(version: str) -> None:
    target = HERE / f"{version}.json"
    if target.exists():
        raise SystemExit(f"{target} is a promise already given")
    golden = []
    for day in (date(2026, 3, 31), date(2025, 5, 28)):
        base = fit(as_of(day), Spec(draws=100), seed=1)
        base.save(HERE)
        for name, content in scenarios(base).items():
            outcome = simulate(base, Scenario.model_validate(content | {"name": name}))
            sent = pin(outcome, made=date(2026, 11, 23))
            link = encode(sent, sealed)
            letter = unpack(parse(link).value)
            golden.append(
                {
                    "name": f"{day} {name}",
                    "id": sent.id,
                    "link": link,
                    "seal": attest(letter.seal, letter.text, "unknown").record(),
                    "pin": sent.record(),
                    "outcome": outcome_record(outcome),
                }
            )
    lines = [json.dumps(one, ensure_ascii=False, sort_keys=True) for one in golden]
    target.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
