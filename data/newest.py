"""Which of several published figures is the newest (取最新数): the rule behind every vintage."""

from typing import Final

import pandas as pd

from data.accounts import growth_from_percent, real_growth_from_index

_STATUS: Final = {
    "suspect": 0,
    "estimate": 0,
    "": 0,
    "unknown": 0,
    "preliminary": 1,
    "revised": 2,
    "final": 3,
}
DOUBTED: Final = ("estimate", "suspect")
"""Statuses of figures that are shown, and in no fit: official estimates before the release, and
what is wrong in its source."""

_NTH: Final = {"1st": 1, "2nd": 2, "3rd": 3}


def census_base(described: str) -> int:
    """Give the census whose base a release stands on (普查基数).

    Before the fifth census is after the fourth: one base.

    >>> census_base("post-4th") == census_base("pre-5th")
    True
    """
    side, _, nth = described.partition("-")
    number = _NTH.get(nth) or int(nth.removesuffix("th"))
    return number if side == "post" else number - 1


def in_fractions(rows: pd.DataFrame) -> pd.DataFrame:
    """Bring growth to one measure and unit (统一为增速): indices and per cent to fractions.

    Takes rows as printed; real_index becomes real_growth. `decimals` follows.
    """
    index, percent = rows["measure"] == "real_index", rows["unit"] == "percent"
    values = rows["value"].mask(index, rows["value"].map(real_growth_from_index))
    growth = index | percent
    return rows.assign(
        value=values.mask(percent, rows["value"].map(growth_from_percent)),
        measure=rows["measure"].mask(index, "real_growth"),
        unit=rows["unit"].mask(growth, "fraction"),
        decimals=rows["decimals"] + 2 * growth,
    )


def by_age(rows: pd.DataFrame, releases: pd.DataFrame) -> pd.DataFrame:
    """Sort figures from the oldest to the newest (由旧到新): known_from, status, release.

    Releases of one day follow the order of their table, `releases`, indexed by name.
    """
    order = {name: position for position, name in enumerate(releases.index)}
    age = pd.DataFrame(
        {
            "known_from": rows["known_from"],
            "status": rows["status"].map(_STATUS) if "status" in rows else 0,
            "release": rows["release"].map(order).fillna(-1),
        }
    )
    return rows.loc[
        age.sort_values(["known_from", "status", "release"], kind="stable").index
    ].copy()


def newest(rows: pd.DataFrame, releases: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Keep the newest row of each key (最新数), by age.

    A newer figure that only repeats the one held, printed with fewer digits and no better
    status, does not replace it: 2,238 of a report is still the bulletin's 2,238.02. Columns
    census_base and support_services of the release are added.
    """
    ranked = by_age(rows, releases)
    held: dict[tuple[object, ...], tuple[int, float, int, int]] = {}
    ranked["rank"] = ranked["status"].map(_STATUS) if "status" in ranked else 0
    columns = ["value", "decimals", "rank"]
    for at, (name, figure) in enumerate(
        zip(
            ranked[key].itertuples(index=False, name=None),
            ranked[columns].itertuples(index=False, name=None),
            strict=True,
        )
    ):
        before = held.get(name)
        if before is None or not _repeats(figure, before[1:]):
            held[name] = (at, *figure)
    kept = ranked.iloc[[at for at, *_ in held.values()]].drop(columns="rank")
    bases = releases["census_basis"].map(census_base)
    kept = kept.assign(
        census_base=kept["release"].map(bases),
        support_services=kept["release"].map(releases["support_services"]).fillna(""),
    )
    return kept.sort_values(key, ignore_index=True)


def _repeats(new: tuple[float, int, int], old: tuple[float, int, int]) -> bool:
    """Whether a figure (value, decimals, status) is an older one with digits left off."""
    value, decimals, status = new
    coarser = decimals < old[1] and status <= old[2]
    return coarser and abs(value - old[0]) <= 0.5000001 * 10.0**-decimals
