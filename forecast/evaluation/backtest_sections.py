"""The split of other services, judged by leaving benchmarks out (留一基准检验)."""

import numpy as np
import pandas as pd

from data.sections import OTHER_CODES
from data.vintages import Vintage
from forecast.steps.section_evidence import TABLE_ERROR, evidence
from forecast.steps.section_split import split


def leave_one_out(vintage: Vintage, draws: int = 1_000, seed: int = 1) -> pd.DataFrame:
    """Predict each benchmark from the others (留一基准误差), with employment and without.

    Columns: year, section, driver, predicted, actual (shares of the sections), error (of
    the logs), weighted (|error| times the actual share: summed over a year, its mean error),
    covered (whether the 80% interval held it, the benchmark's own error included). Sections
    a benchmark does not know are left out, and shares are of those it does.
    """
    table = vintage.benchmarks()[list(OTHER_CODES)]
    rows = []
    for label in table.index:
        year, known = int(str(label)), table.loc[label].dropna()
        known = known / known.sum()
        places = [OTHER_CODES.index(code) for code in known.index]
        for driven in (True, False):
            inside, apart = evidence(vintage, without=year, driven=driven)
            if any(one.empty for one in (*inside.values(), *apart.values())):
                continue
            rng = np.random.default_rng(seed)
            drawn = split(inside, apart, [year], draws, rng)[0][places]
            drawn = drawn * np.exp(TABLE_ERROR * rng.standard_normal(drawn.shape))
            drawn = drawn / drawn.sum(axis=0)
            for place, code in enumerate(known.index):
                actual = float(known[code])
                low, middle, high = np.quantile(drawn[place], (0.1, 0.5, 0.9))
                error = float(np.log(middle / actual))
                rows.append(
                    {
                        "year": year,
                        "section": code,
                        "driver": driven,
                        "predicted": float(middle),
                        "actual": actual,
                        "error": error,
                        "weighted": abs(error) * actual,
                        "covered": bool(low <= actual <= high),
                    }
                )
    return pd.DataFrame(rows)
