"""Which period a figure is of, and of which kind (期间判定): never guessed.

年 is a year; 前三季度, 1-9月 and 累计 count from January; 三季度 alone is told by 当季 or 累计, or
by a neighbour that says 上半年; else it is left out.
"""

from dataclasses import dataclass, replace

from base.problems import Text
from data.reading import reasons
from data.reading.evidence import Evidence, is_total, meanings
from data.reading.reasons import Reason
from data.reading.words.periods import When


@dataclass(frozen=True)
class Span:
    """A period (期间): `name` as the tables write it; `single` for a quarter or month alone."""

    name: str
    single: bool = False
    month: bool = False


class Conflict(Exception):  # noqa: N818 - it is told as a problem of the table
    """Row and column say different things (互相矛盾)."""

    def __init__(self, what: Text):
        self.what = what


def span(evidence: Evidence, stock: bool) -> Span | Reason | None:
    """Give the period of a figure, why it has none, or None where no year is said (期间)."""
    scopes = {
        "column": _said(evidence, evidence.column),
        "row": _said(evidence, evidence.row),
        "heading": _said(evidence, evidence.heading),
        "far": _said(evidence, evidence.far),
    }
    far = [one for one in scopes["far"] if one.kind != "day"]
    near = [*scopes["column"], *scopes["row"], *scopes["heading"]]
    if any(one.kind == "half" for one in near):
        return reasons.HALF
    if any(one.kind == "span" for one in near):
        return reasons.SPAN
    if "last_year" in evidence.nears("span"):
        return reasons.LAST_YEAR
    year = _year(scopes, far)
    if not isinstance(year, int):
        return year
    if not year:
        return reasons.SPAN if any(one.kind == "span" for one in far) else None
    part = _part(scopes, far)
    if part is None:
        return reasons.KIND
    own = any(one.part for one in near)
    if part.part and not own and evidence.parted and any(one.year for one in near):
        return reasons.KIND  # 2024年 beside 2025年前三季度: the whole year, or its three quarters?
    titled = {one.year for one in far if one.year}
    if part.part and not own and titled and year not in titled and not titled & evidence.years:
        return reasons.KIND  # 2025年 below a title of 2026年前三季度, and no 2026年 beside it
    years = any(one.year for one in near)
    if not part.part and not years and evidence.column_parted:
        return reasons.KIND  # a year in the title beside columns that name parts of it
    if evidence.parted and not own and (is_total(evidence.row) or is_total(evidence.column)):
        return reasons.KIND  # 合计 of the quarters above it: of how many?
    return _kind(evidence, replace(part, year=year), stock, own, years)


def _said(evidence: Evidence, texts: tuple[str, ...]) -> list[When]:
    return [one for meaning in meanings(texts) for one in meaning.when]


def _year(scopes: dict[str, list[When]], far: list[When]) -> int | Reason:
    """The year said nearest; row and column must agree."""
    by_scope = {
        name: list(dict.fromkeys(one.year for one in (far if name == "far" else said) if one.year))
        for name, said in scopes.items()
    }
    row, column = by_scope["row"], by_scope["column"]
    if len(row) > 1 or len(column) > 1:
        return reasons.YEARS
    if row and column and row != column:
        raise Conflict(Text("行和列的年份不同", "row and column name different years"))
    for name in ("column", "row", "heading", "far"):
        if by_scope[name]:
            return by_scope[name][0] if len(by_scope[name]) == 1 else reasons.YEARS
    return 0


def _part(scopes: dict[str, list[When]], far: list[When]) -> When | None:
    """The part of the year said nearest; a plain When for a whole year, None when unclear."""
    near = {name: {_bare(one) for one in said if one.part} for name, said in scopes.items()}
    near["far"] = {_bare(one) for one in far if one.part}
    row, column = near["row"], near["column"]
    if row and column and {one.month for one in row} != {one.month for one in column}:
        raise Conflict(Text("行和列的季度不同", "row and column name different quarters"))
    close = row | column | near["heading"]
    if any(a.alone and b.to_date for a in close for b in close):
        return None  # 7-9月 beside 前三季度
    for name in ("column", "row", "heading", "far"):
        if near[name]:
            found = sorted(
                near[name], key=lambda one: (one.to_date, one.alone, one.part, one.number)
            )
            months, parts = {one.month for one in found}, {one.part for one in found}
            clear = len(months) == 1 and (len(parts) == 1 or found[-1].to_date)
            both = found[-1].to_date and any(one.alone for one in found)
            return found[-1] if clear and not both else None
    return When()


def _bare(one: When) -> When:
    return replace(one, year=0)


_TOLD = {"cumulative", "single", "single_month", "single_part"}
"""Words for how a part of a year is counted; 当期 is the quarter's or the month's that it heads."""


def _kind(evidence: Evidence, when: When, stock: bool, own: bool, own_year: bool) -> Span | Reason:
    near, far = evidence.nears("span"), evidence.fars("span")
    told = _TOLD - ({"single_part"} if evidence.beside_last else set())
    said = near & told or far & told
    if "point" in near | far and not stock:
        return reasons.POINT
    if not when.part:
        titled = said == {"cumulative"} and not near & said and own_year
        listed = evidence.parted and not evidence.column_parted  # 2025年 below 2025年前三季度
        titled |= said == {"cumulative"} and own_year and listed
        return Span(str(when.year)) if stock or not said or titled else reasons.KIND
    if len(said) > 1:
        return reasons.KIND
    alone = bool(said) and "cumulative" not in said
    if stock:
        return _to_date(when)
    if when.alone:
        return reasons.KIND if said & {"cumulative", "single_month"} else _alone(when, {"single"})
    if when.to_date and alone:
        month = bool(said & {"single_month", "single_part"}) and when.part == "m"
        if when.number == 1 or (not own and month):
            return _alone(when, said)
        return _to_date(when) if own and not near & said else reasons.KIND
    if when.to_date or "cumulative" in said:
        return _to_date(when)
    if alone or (evidence.to_date and own):
        return _alone(when, said)
    return reasons.KIND


def _to_date(when: When) -> Span:
    months = when.month
    if months == 12:
        return Span(str(when.year))
    if months % 3 == 0:
        return Span(f"{when.year}Q{months // 3}")
    return Span(f"{when.year}M{months:02d}", month=True)


def _alone(when: When, said: set[str]) -> Span | Reason:
    if when.part == "q":
        if "single_month" in said:  # 本月 below a quarter: which of its months is not said
            return reasons.KIND
        return Span(f"{when.year}Q{when.number}", single=True)
    if "single" in said:  # 当季 of a month is the quarter that ends with it
        if when.number % 3:
            return reasons.KIND
        return Span(f"{when.year}Q{when.number // 3}", single=True)
    return Span(f"{when.year}M{when.number:02d}", single=True, month=True)
