"""The register of indicators and their figures, as tables and a chart (指标表与图)."""

from datetime import date
from typing import Any, Final

import pandas as pd

from base.digits import exact
from base.texts import called
from data.checks.known_figures import keyed
from data.checks.monthly import AGREE, made_by_levels, missing_months
from data.indicators import Indicator, ends, indicators
from data.sections import SECTION_CODES, industry
from data.watched.indicator_figures import at_end, known, prints
from data.watched.overdue import overdue
from views.present import echarts
from views.present.charts import Chart, Table
from views.present.names import cited, name
from views.words.numbers import percent
from views.words.words import aside, joined, language, period_name, running, word

LEVEL: Final = "indicator_level"
GROWTH: Final = "indicator_growth"


def indicator_name(one: Indicator) -> str:
    """Name an indicator in the reader's language (指标名称)."""
    return called(one, language())


def speaks_for(one: Indicator) -> str:
    """Say which section an indicator speaks for (所指行业)."""
    if one.section in SECTION_CODES:
        return name(industry(one.section))
    return word(f"speaks_{one.section}")


def register(when: date, today: date) -> pd.DataFrame:
    """Lay out the register, with how many periods are known and what is overdue (登记表)."""
    rows = known(when)
    counts = rows.groupby("series")["period"].nunique()
    last = rows.groupby("series")["period"].last()
    late = {one.series: one.period for one in overdue(when, today)}
    return pd.DataFrame([_registered(one, counts, last, late) for one in indicators().values()])


def _registered(
    one: Indicator, counts: "pd.Series[int]", last: "pd.Series[str]", late: dict[str, str]
) -> dict[str, Any]:
    newest = last.get(one.series)
    return {
        word("indicator"): indicator_name(one),
        word("unit_head"): word(f"unit_{one.unit}"),
        word("frequency"): word(f"frequency_{one.frequency}"),
        word("area_of"): word(f"area_{one.area}"),
        word("speaks_for"): speaks_for(one),
        word("enters_how"): word(f"enters_{one.enters}"),
        word("deflated_by"): word(f"deflator_{one.deflator}") if one.deflator else "—",
        word("lag_months"): str(one.accounting_lag or "—"),
        word("release_usual"): _usual(one),
        word("since_period"): _period(one.since),
        word("breaks_of"): joined(word(f"break_{each}") for each in one.breaks) or "—",
        word("source"): one.source,
        word("checked_of"): word("checked_yes" if one.checked else "checked_no"),
        word("periods_known"): str(counts.get(one.series, 0)),
        word("newest_period"): period_name(newest) if newest else word("not_seen"),
        word("overdue_of"): _period(late.get(one.series, "")),
    }


def _usual(one: Indicator) -> str:
    if one.release_months is None:
        return "—"
    return word("release_rule", one.release_months, one.release_day)


def _period(period: str) -> str:
    return period_name(period) if period else "—"


def about(one: Indicator) -> str:
    """Say what an indicator is for, in a line (指标说明)."""
    use = word(f"enters_{one.enters}")
    if one.deflator:
        use += aside(word(f"deflator_{one.deflator}"))
    lag = word("indicator_no_lag")
    if one.accounting_lag:
        lag = word("indicator_lag", one.accounting_lag, 9 - one.accounting_lag)
    told = [word("indicator_about", speaks_for(one), use, lag, one.source)]
    if one.breaks:
        told.append(word("indicator_breaks", joined(word(f"break_{each}") for each in one.breaks)))
    return running(*told)


def disagreements(series: str, when: date) -> list[str]:
    """Say where an indicator's figures do not agree (自洽说明): growth and levels, lost months.

    Of the newest year that has any; nothing where all agrees.
    """
    rows = known(when)
    rows = rows[rows["series"] == series]
    figures, told = keyed(rows), []
    for period in reversed(list(dict.fromkeys(rows["period"]))):
        growth, made = (
            figures.get((series, period, GROWTH)),
            made_by_levels(figures, series, period),
        )
        if growth is not None and made is not None and abs(growth - made) > AGREE:
            ends = percent(growth), percent(made)
            told.append(word("growth_not_of_levels", period_name(period), *ends))
            break
    gaps = missing_months(rows["period"])
    if gaps:
        year = max(gaps)
        told.append(word("months_missing", year, joined(gaps[year])))
    return told


def printed(series: str, when: date) -> pd.DataFrame:
    """Lay out every print of a series known on a day (历次公布), the newest period first."""
    rows = prints(when)
    rows = rows[rows["series"] == series]
    rows = rows.assign(end=rows["period"].map(at_end)).sort_values(
        ["end", "measure", "known_from"], ascending=[False, True, False]
    )
    growth = rows["unit"] == "fraction"
    return pd.DataFrame(
        {
            word("period"): rows["period"].map(period_name).to_numpy(),
            word("measure"): [word(f"measure_{one}") for one in rows["measure"]],
            word("value"): rows["value"].where(~growth, 100 * rows["value"]).to_numpy(),
            word("unit_head"): [
                word("unit_percent" if one == "fraction" else f"unit_{one}") for one in rows["unit"]
            ],
            word("said_bound"): rows["said"].replace("", "—").to_numpy(),
            word("status"): [word(f"status_{one}") for one in rows["status"]],
            word("known_from"): rows["known_from"].dt.date.astype(str).to_numpy(),
            word("release"): [
                cited(release) if release else title
                for release, title in zip(rows["release"], rows["source_title"], strict=True)
            ],
        }
    )


def chart(series: str, when: date) -> Chart | None:
    """Draw a series' growth at its months, else its level (指标小图); None of fewer than two."""
    one = indicators()[series]
    rows = known(when)
    rows = rows[rows["series"] == series]
    measures = [each for each in (GROWTH, LEVEL) if (rows["measure"] == each).sum() > 1]
    if not measures:
        return None
    chosen = rows[rows["measure"] == measures[0]]
    rate = bool((chosen["unit"] == "fraction").all())
    values = [float(value) * (100 if rate else 1) for value in chosen["value"]]
    periods = [period_name(period) for period in chosen["period"]]
    points = {
        _month(period): (said, value)
        for period, said, value in zip(chosen["period"], periods, values, strict=True)
    }
    unit = "%" if rate else word(f"unit_{one.unit}")
    newest = percent(values[-1] / 100) if rate else f"{exact(values[-1], grouped=True)} {unit}"
    label = word(f"measure_{measures[0]}")
    option = echarts.timeline(points, label, "%" if rate else "")
    return Chart(
        *(f"{series.replace(':', '-')}-indicator", indicator_name(one)),
        word("indicator_finding", indicator_name(one), len(values), periods[-1], newest),
        option,
        Table((word("period"), label + aside(unit)), tuple(zip(periods, values, strict=True))),
        240,
    )


def _month(period: str) -> int:
    """Count the month in which a period ends from year 0, January of a year a multiple of 12."""
    year, month = ends(period)
    return 12 * year + month - 1
