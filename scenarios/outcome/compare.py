"""Two to six scenarios side by side (对比): what they assume, what follows, how they differ."""

from collections.abc import Mapping
from typing import Final

from base.json_types import Record
from base.problems import Problem, Problems, Text
from data.sections import column
from scenarios.assume.scenario import assumed
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import joint_odds, judge_all

FEWEST, MOST = 2, 6
"""How many scenarios one page can show."""

MEASURES: Final = ("real_growth", "deflator")


def assumptions(outcomes: Mapping[str, Outcome]) -> list[Record]:
    """List the assumptions in which scenarios differ (不同的假设), by measure, section, year.

    Each row holds the growth assumed by every scenario, a fraction; where a scenario assumes
    nothing, it is the median of its own baseline, and `moved` says so.
    """
    stated = {label: _stated(outcome) for label, outcome in outcomes.items()}
    keys = sorted(
        {key for cells in stated.values() for key in cells},
        key=lambda key: (MEASURES.index(key[0]), key[1], key[2]),
    )
    rows = []
    for key in keys:
        values = {
            label: stated[label].get(key, _median(outcome, key))
            for label, outcome in outcomes.items()
        }
        moved = {label: key in stated[label] for label in outcomes}
        if len({*values.values()}) > 1 or len({*moved.values()}) > 1:
            measure, section, year = key
            named = {"measure": measure, "section": section, "year": year}
            rows.append(named | {"values": values, "moved": moved})
    return rows


def compare(outcomes: Mapping[str, Outcome]) -> Record:
    """Set scenarios side by side (对比), as `yuce compare --json` prints them.

    Raises Problems for fewer than two or more than six.
    """
    if not FEWEST <= len(outcomes) <= MOST:
        raise Problems([_count(len(outcomes))])
    return {
        "schema": 1,
        "scenarios": [
            {
                "label": label,
                "baseline": outcome.baseline.id,
                "as_of": outcome.baseline.as_of,
                "growth": {str(y): outcome.growth_quantile(y, 0.5) for y in outcome.years},
                "targets": [one.record() for one in judge_all(outcome)],
                "joint_odds": joint_odds(outcome),
            }
            for label, outcome in outcomes.items()
        ],
        "assumptions": assumptions(outcomes),
        "baselines_differ": len({outcome.baseline.id for outcome in outcomes.values()}) > 1,
    }


StatedKey = tuple[str, str, int]


def _stated(outcome: Outcome) -> dict[StatedKey, float]:
    """Growth that a scenario states, by measure, section and year, fractions."""
    found: dict[StatedKey, float] = {}
    for item in outcome.scenario.assumptions:
        for year in item.years:
            key = (item.measure, item.section, year)
            median = _median(outcome, key)
            assert median is not None, "an outcome's assumptions lie in its horizon"
            found[key] = round(assumed(item, outcome.baseline, median), 9)
    return found


def _median(outcome: Outcome, key: StatedKey) -> float | None:
    """Give the baseline's median where nothing is assumed; None beyond the horizon."""
    measure, section, year = key
    if year not in outcome.years:
        return None
    base = outcome.baseline
    medians = base.median_growth if measure == "real_growth" else base.median_deflator
    return round(float(medians[outcome.row(year), column(section)]), 9)


def _count(found: int) -> Problem:
    return Problem(
        where="compare",
        what=Text("对比的情景数目不合适", "too few or too many scenarios to compare"),
        found=str(found),
        expected=Text(f"{FEWEST} 至 {MOST} 个", f"{FEWEST} to {MOST}"),
        remedy=Text("增减情景", "add or remove scenarios"),
        code="compare-count",
    )
