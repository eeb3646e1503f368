"""A judgement as tables and findings (评判表), the same on the page and in a terminal."""

from typing import Any, Final

import pandas as pd

from base.json_types import Record
from data.scopes import USUAL
from data.sections import CODES, COLUMNS, GROUP_SERIES, OTHER, industry
from forecast.evaluation.diagnostics import LEVEL, TESTS
from views.present.names import name
from views.words.words import joined, word

SUBJECTS: Final = ("groups", "tertiary")
SCORES: Final = ("mae", "bias", "crps", "log_score", "covered80", "covered95")
SHOWN_SCOPE: Final = USUAL


def tables(record: Record, scope: str = SHOWN_SCOPE) -> dict[str, pd.DataFrame]:
    """Give every table of a judgement (评判各表), by the key of its title (`judge_…`)."""
    found = {
        "weights": weights(record),
        "scores": scores(record),
        "coverage": covers(record),
        "tests": tests(record),
    }
    if record["against"]:
        found |= {
            "side": side_by_side(record),
            "moved": moved(record, scope),
            "news": news(record, scope),
        }
    return found


def weights(record: Record) -> pd.DataFrame:
    """What leaving a piece of information out does (各项信息的作用); growth in points."""
    rows = []
    for one in record["weights"]:
        row: dict[str, Any] = {
            word("member"): word(f"info_{one['member']}"),
            word("worth"): one["worth"],
        }
        rows.append(row | {year: 100 * moved for year, moved in one["services"].items()})
    return pd.DataFrame(rows)


def scores(record: Record, measure: str = "growth", release: str = "latest") -> pd.DataFrame:
    """Scores of the backtest (回测成绩), best CRPS first; coverage in per cent."""
    rows = []
    for one in record["scores"]:
        if (one["release"], one["measure"]) != (release, measure) or one["subject"] not in SUBJECTS:
            continue
        row: dict[str, Any] = {
            word("subject"): word(f"of_{one['subject']}"),
            word("model"): one["model"],
        }
        for key in SCORES:
            scale = 100 if key.startswith("covered") else 1
            row[word(f"score_{key}")] = float("nan") if one[key] is None else scale * one[key]
        rows.append(row | {word("forecasts"): str(one["forecasts"])})
    return pd.DataFrame(rows)


def covers(record: Record, horizon: int = 1) -> pd.DataFrame:
    """Promised and found coverage a year ahead, per cent, with its band (覆盖率)."""
    rows = [
        {
            word("subject"): word(f"of_{one['subject']}"),
            word("nominal"): 100 * one["nominal"],
            word("empirical"): 100 * one["empirical"],
            word("band_low"): 100 * one["low"],
            word("band_high"): 100 * one["high"],
            word("forecasts"): str(one["forecasts"]),
            word("effective"): str(one["effective"]),
        }
        for one in record["coverage"]
        if one["horizon"] == horizon
    ]
    return pd.DataFrame(rows)


def tests(record: Record) -> pd.DataFrame:
    """Residual tests, a p-value each (残差检验)."""
    rows = []
    for one in record["tests"]:
        row: dict[str, Any] = {
            word("section"): group_name(one["group"]),
            word("errors"): str(one["errors"]),
            word("mean"): one["mean"],
            word("spread"): one["spread"],
        }
        rows.append(row | {word(f"test_{key}"): one[key] for key in TESTS})
    return pd.DataFrame(rows)


def stability(record: Record, horizon: int = 1) -> pd.DataFrame:
    """Year by year how services growth was forecast (逐年表现), points."""
    keys = {"point": "median", "outcome": "outcome_known", "error": "forecast_error"}
    rows = [
        {word("year"): str(one["year"])}
        | {word(shown): one[key] for key, shown in (*keys.items(), ("ahead", "gained"))}
        for one in record["stability"]
        if one["horizon"] == horizon
    ]
    return pd.DataFrame(rows)


def autocorrelations(record: Record) -> pd.DataFrame:
    """Autocorrelations by group and lag, with the limit of chance (自相关)."""
    rows = [
        {
            word("section"): group_name(one["group"]),
            word("lag"): str(one["lag"]),
            word("autocorrelation"): one["value"],
            word("chance_band"): one["limit"],
        }
        for one in record["autocorrelations"]
    ]
    return pd.DataFrame(rows)


def side_by_side(record: Record) -> pd.DataFrame:
    """Two fits' scores beside each other (两次拟合并列)."""
    both = record, record["against"]["judged"]
    rows: dict[str, list[Any]] = {
        word("vintage"): [one["as_of"] for one in both],
        word("candidates"): [joined(row["member"] for row in one["weights"]) for one in both],
    }
    for subject in SUBJECTS:
        for key in SCORES:
            label = f"{word(f'of_{subject}')} · {word(f'score_{key}')}"
            scale = 100 if key.startswith("covered") else 1
            rows[label] = [f"{scale * _score(one, subject, key):.2f}" for one in both]
    rows[word("suspected")] = ["{} / {}".format(*suspected(one)) for one in both]
    head = [word("item"), *(one["baseline"] for one in both)]
    return pd.DataFrame([[key, *values] for key, values in rows.items()], columns=head)


def moved(record: Record, scope: str) -> pd.DataFrame:
    """By how much medians moved, by section and year, points (中位数变动)."""
    found: dict[str, dict[str, float]] = {}
    for one in record["against"]["medians"]:
        if one["what"] != "share" or one["name"] == scope:
            label = output_name(one["what"], one["name"])
            found.setdefault(label, {})[str(one["year"])] = 100 * (one["after"] - one["before"])
    table = pd.DataFrame.from_dict(found, orient="index")
    return table.rename_axis(word("item")).reset_index()


def news(record: Record, scope: str, until: int = 9999) -> pd.DataFrame:
    """What each cause moved, points (变动来源): services and the share, up to a year."""
    rows = []
    for one in record["against"]["news"]:
        row: dict[str, Any] = {word("cause"): cause_name(one["cause"])}
        for effect in one["effects"]:
            shown = effect["what"] == "services" or effect["name"] == scope
            if shown and effect["year"] <= until:
                label = f"{output_name(effect['what'], effect['name'])} {effect['year']}"
                row[label] = 100 * effect["effect"]
        rows.append(row)
    table = pd.DataFrame(rows)
    return table.loc[table.drop(columns=word("cause")).abs().max(axis=1) >= 0.0005]


def figures(record: Record) -> pd.DataFrame:
    """The figures behind each cause, before and after (所涉数据), growth in per cent."""
    rows = [
        {
            word("cause"): cause_name(one["cause"]),
            word("period"): str(figure["period"]),
            word("figure_before"): _percent(figure["before"]),
            word("figure_after"): _percent(figure["after"]),
        }
        for one in record["against"]["news"]
        if isinstance(one["figures"], list)
        for figure in one["figures"]
    ]
    return pd.DataFrame(rows)


def suspected(record: Record) -> tuple[int, int]:
    """Count the residual tests below the level, and all of them (可疑检验数)."""
    found = [one[key] for one in record["tests"] for key in TESTS]
    return sum(p < LEVEL for p in found), len(found)


def findings(record: Record) -> list[str]:
    """Say in sentences what the tables show (要点)."""
    own, drift = (_score(record, "tertiary", "crps", model) for model in ("combination", "drift"))
    cover = 100 * _score(record, "groups", "covered80")
    known, total = suspected(record)
    best = max(record["weights"], key=lambda one: one["worth"], default=None)
    said = [
        word(*_signed_words(100 * (1 - own / drift), "found_crps", "found_crps_above")),
        word("found_cover", f"{cover:.0f}"),
        word("found_tests", known, total, f"{LEVEL * total:.1f}"),
    ]
    if best is None:
        return said
    if best["worth"] <= 0:
        return [*said, word("found_member_none")]
    return [*said, word("found_member", word(f"info_{best['member']}"), f"{best['worth']:.1f}")]


def _signed_words(value: float, above: str, below: str) -> tuple[str, str]:
    """Choose the words by the sign of a number, and print its size."""
    return (above if value >= 0 else below), f"{abs(value):.0f}"


def cause_name(cause: str) -> str:
    """Name what moved a forecast (变动来源)."""
    if "/" not in cause:
        return word(f"cause_{cause}")
    series, which = cause.split("/")
    code = {series: code for code, series in GROUP_SERIES.items()}.get(series)
    about = word("series_tertiary") if code is None else group_name(code)
    kind = word(f"cause_{which}") if which in ("new", "revised") else which
    return f"{about} · {kind}"


def output_name(what: str, label: str) -> str:
    """Name a number that moved (变动指标)."""
    if what == "section":
        return name(industry(label)) if label in CODES else label
    return word("services_growth") if what == "services" else word("share_by", label)


def group_name(code: str) -> str:
    """Name a published group (公布行业)."""
    if code == OTHER:
        return word("series_other_services")
    return next(name(one) for one in COLUMNS if one.code == code)


def _score(record: Record, subject: str, key: str, model: str = "combination") -> float:
    for one in record["scores"]:
        about = one["subject"], one["measure"], one["release"], one["model"]
        if about == (subject, "growth", "latest", model):
            return float("nan") if one[key] is None else float(one[key])
    return float("nan")


def _percent(value: float | None) -> float:
    return float("nan") if value is None else 100 * value
