"""The six facts of a figure (六项事实): region, series, measure, unit and scale, period, its kind.

Each must be said by a word around the figure; `decide` gives them all, or why not.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from base.problems import Text
from data.indicators import indicators
from data.reading import reasons
from data.reading.evidence import Evidence, is_total, meanings, only_unit, says_nothing
from data.reading.reasons import Reason
from data.reading.when import Conflict, Span, span
from data.reading.words.understand import Meaning
from data.reading.words.vocabulary import SECTIONS, measured, revenue_series
from data.sections import TERTIARY

UNIT_NAMES: Final = {
    "value_added": "100m_cny",
    "real_growth": "percent",
    "real_index": "previous_year=100",
    "value_added_single": "100m_cny",
    "real_growth_single": "percent",
}


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """What a figure is (事实): series, measure, unit, and the power of ten that makes it that unit.

    `sure`: whether per cent is said; where it is not, the figures have to show their scale.
    `asked`: what was taken for granted and somebody has to confirm: form, unit or total.
    """

    series: str
    period: str
    measure: str
    unit: str
    power: int = 0
    sure: bool = True
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """What was decided of a figure (判定): its facts, or why it has none.

    `lacks`: facts without which it cannot be read, told as problems; `text`: the words that
    stand in the way.
    """

    facts: FigureFacts | None = None
    why: Reason | None = None
    text: str = ""
    lacks: tuple[str, ...] = ()
    conflict: Text | None = None


_OUT: Final = {"share", "contribution", "rank", "change", "ratio"}
_HELD: Final = {"last_period", "other_period", "average", "fixed"}
_OTHER: Final = ("other", "country", "part")


@lru_cache(65536)
def decide(evidence: Evidence) -> Decision:
    """Decide what a figure is, from all that is said around it (判定)."""
    try:
        return _decided(evidence)
    except Conflict as told:
        return Decision(conflict=told.what)


def _decided(e: Evidence) -> Decision:
    text, words = e.unknown()
    if words:
        return Decision(why=reasons.NOT_UNDERSTOOD, text=text)
    form, sure_form = _form(e)
    if _percent_of(e):
        return Decision(why=reasons.SEVERAL)
    asked: tuple[str, ...] = ("form",) if not form and _bare_percent(e) else ()
    form = "growth" if asked else form
    for why in (_region(e), _told(e, form, sure_form), _prices(e, form)):
        if why:
            return Decision(why=why)
    name = _series(e)
    if isinstance(name, Reason):
        other = e.nears("measure") - {"value_added"}
        return Decision(why=reasons.MEASURE if other else name)
    kept = _kept(e, name)
    if isinstance(kept, Reason):
        return Decision(why=kept)
    indicator = indicators().get(kept)
    period = span(e, stock=bool(indicator and indicator.kind == "stock"))
    if isinstance(period, Reason):
        return Decision(why=period)
    unit = _unit(e, form, indicator.unit if indicator else "100m_cny")
    if isinstance(unit, Reason):
        return Decision(why=unit)
    asked += tuple(
        one
        for one, so in (
            ("unit", _short_unit(e, form)),
            ("units", _units_differ(e, form, unit)),
            ("total", _partial(e, kept)),
        )
        if so
    )
    what = "unit" if form or not _any_unit(e) else "form"
    lacks = tuple(
        one for one, there in ((what, unit is not None), ("year", period is not None)) if not there
    )
    if lacks or unit is None or period is None:
        return Decision(lacks=lacks)
    return _whole(kept, form, period, unit, bool(indicator), asked)


def _whole(
    name: str,
    form: str,
    period: Span,
    unit: tuple[str, int, bool],
    indicator: bool,
    asked: tuple[str, ...],
) -> Decision:
    """Put the facts together; what the accounts do not have is left out."""
    if period.month and not indicator:
        return Decision(why=reasons.MONTH, text=period.name)
    yearly = len(period.name) == 4
    if indicator:
        measure = "indicator_level" if form == "level" else "indicator_growth"
        name_of_period = f"{period.name}Q4" if yearly else period.name
    else:
        measure = {"level": "value_added", "growth": "real_growth", "index": "real_index"}[form]
        name_of_period = period.name
    measure += "_single" if period.single else ""
    facts = FigureFacts(name, name_of_period, measure, *unit, asked)
    return Decision(facts=facts)


def _bare_percent(e: Evidence) -> bool:
    """Whether a column says % and nothing else, beside one of money: growth, or a share?"""
    column = {value for one in meanings(e.column) for value in one.of("unit")}
    money = any(one.of("money") or one.of("measured") for one in e.near)
    return e.valued and column == {"percent"} and not money


def _percent_of(e: Evidence) -> bool:
    """Whether a column says % of what its row is not: GDP（%） beside 金融业 is a share."""
    column = meanings(e.column)
    units, forms, whole = (
        {v for one in column for v in one.of(f)} for f in ("unit", "form", "series")
    )
    own = {value for one in meanings(e.row) for value in one.of("series")}
    return units == {"percent"} and not forms and bool(own and whole - own)


def _short_unit(e: Evidence, form: str) -> bool:
    """Whether a level's unit is 亿 or 万, and of what is not said."""
    if form != "level":
        return False
    for scope in (e.column, e.row, e.heading, e.far):
        found = [one for one in reversed(meanings(scope)) if one.of("money")]
        if found:
            return bool(found[0].of("short"))
    return False


def _partial(e: Evidence, kept: str) -> bool:
    """Whether 合计 stands for the title's series, and the sections beside it do not make it up."""
    total = e.summed or is_total(e.column) or is_total(e.above)
    if not total or _name(e.column) or _name(e.row):
        return False
    if kept in SECTIONS.values():  # of finance, beside what is none of it
        return any(SECTIONS.get(one, one) != kept for one in e.named)
    whole = "revenue" if kept == revenue_series().get("TERTIARY") else kept
    return bool(e.parts) and whole in ("tertiary", "gdp", "revenue") and whole not in e.made


def _region(e: Evidence) -> Reason | None:
    near, far = e.nears("region"), e.fars("region")
    for kind in _OTHER:
        if kind in near:
            return reasons.REGION[kind]
    if "own" in near:
        return None
    own_series = any(meaning.of("series") for meaning in meanings(e.row))
    told = far == {"own"} and any(e.column)
    if (e.column_regions and not told) or (
        e.row_regions and not (e.row_regions == "part" and own_series)
    ):
        return reasons.REGION[""]
    for kind in _OTHER:
        if kind in far:
            return reasons.REGION[kind]
    return None


def _told(e: Evidence, form: str, sure: bool) -> Reason | None:
    """Why a figure is told in a way that is not kept: a share, a plan, against another period."""
    near = e.nears("form") & _OUT
    if near:
        return reasons.FORM[sorted(near)[0]]
    if "points" in e.nears("unit") or "permille" in e.nears("unit"):
        return reasons.FORM["points"]
    if form == "both":
        return reasons.FORM["both"]
    if "expected" in e.nears("status") | e.fars("status"):
        return reasons.STATUS
    far = e.fars("form") & _OUT
    if far and not sure:
        return reasons.FORM[sorted(far)[0]]
    return _against(e, form)


def _against(e: Evidence, form: str) -> Reason | None:
    near, far = e.nears("against"), e.fars("against")
    for kind in sorted(near & _HELD):
        return reasons.AGAINST[kind]
    if any(_other_year(e, one) for one in near):
        return reasons.AGAINST["other_period"]
    if form == "level":
        return None
    bad = sorted(far & _HELD)
    otherwise = bool(bad) or any(_other_year(e, one) for one in far)
    if otherwise and "year" not in near:
        return reasons.AGAINST[bad[0] if bad else "other_period"]
    if form == "index" and not any(one.startswith("year") for one in near | far):
        return reasons.AGAINST["index"]
    return None


def _other_year(e: Evidence, against: str) -> bool:
    """Whether growth is told against a year that is not the one before."""
    if not against.startswith("year "):
        return False
    years = {one.year for one in (w for m in (*e.near, *e.title) for w in m.when) if one.year}
    return years != {int(against[5:]) + 1}


def _prices(e: Evidence, form: str) -> Reason | None:
    near = e.nears("price")
    said = near or e.fars("price")
    if "nominal" in near or (form != "level" and "nominal" in said and "real" not in near):
        return reasons.PRICE["nominal"]
    if form == "growth" and near & {"current"} and not near & {"constant", "real"}:
        return reasons.PRICE["nominal"]
    if form == "growth" and "current" in e.fars("price") and _all_growth(e):
        return reasons.PRICE["nominal"]
    growth = e.grown or "growth" in e.fars("form")  # 增加值及实际增速
    real = "real" in near or ("real" in said and not growth)
    if form == "level" and ("constant" in said or real) and "current" not in near:
        return reasons.PRICE["constant"]
    return None


def _all_growth(e: Evidence) -> bool:
    """Whether the prices that a title names can be no level's, and none of growth's are named."""
    real = (e.nears("price") | e.fars("price")) & {"constant", "real"}
    return not real and not e.valued and not any(one.of("money") for one in (*e.title, *e.near))


def _form(e: Evidence) -> tuple[str, bool]:
    """Level, growth or index, as the nearest words say, and whether they are near.

    "" where nothing says it, "both" where one place says two.
    """
    column, row = _form_of(e.column), _form_of(e.row)
    explicit = {_words_form(e.column), _words_form(e.row)} - {""}
    if len(explicit) > 1 and "both" not in explicit:
        if explicit == {"level", "growth"}:
            raise Conflict(Text("行和列一说水平一说增速", "row and column name level and growth"))
        return ("index", True) if "index" in explicit else (sorted(explicit)[0], True)
    for found in (*explicit, column, row, _form_of(e.heading)):
        if found:
            return found, True
    return _far_form(e), False


def _form_of(texts: tuple[str, ...]) -> str:
    """The form that the nearest of several texts says, by its words or its unit."""
    words = _words_form(texts)
    if words:
        return words
    for meaning in reversed(meanings(texts)):
        money = meaning.of("money") or meaning.of("measured")
        per_cent = "percent" in meaning.of("unit")
        if money and per_cent:
            return ""
        if money:
            return "level"
        if per_cent and "year" in {one.split()[0] for one in meaning.of("against")}:
            return "growth"
    return ""


def _words_form(texts: tuple[str, ...]) -> str:
    for meaning in reversed(meanings(texts)):
        forms = set(meaning.of("form")) - _OUT
        against = {one.split()[0] for one in meaning.of("against")}
        if "index" in forms:
            return "index"
        if len(forms) > 1:
            return "both"
        if forms:
            return forms.pop()
        if "year" in against and not (meaning.of("money") or meaning.of("measured")):
            return "growth"
    return ""


def _far_form(e: Evidence) -> str:
    forms = e.fars("form") - _OUT
    money = any(m.of("money") or m.of("measured") for m in e.title)
    per_cent = "percent" in e.fars("unit")
    if "index" in forms and len(forms) == 1:
        return "index"
    growth = "growth" in forms or any(one.startswith("year") for one in e.fars("against"))
    if growth and not money and "level" not in forms:
        return "growth"
    if money and not per_cent and not growth:
        return "level"
    near = any(m.of("money") for m in e.near)
    valued = "value_added" in e.nears("measure") or bool(e.nears("span"))  # 累计值, not 累计增长
    valued |= e.grown and "value_added" in e.fars("measure")  # 最终核实数 beside 增速
    return "level" if near or (money and valued and not growth) else ""


def _series(e: Evidence) -> str | Reason:
    """The series named nearest: column and row must not name two."""
    column, row = _name(e.column), _name(e.row)
    if isinstance(column, Reason) or isinstance(row, Reason):
        return column if isinstance(column, Reason) else row
    if column and row and column != row:
        for one in (column, row):
            if one.startswith("part "):
                return reasons.PART[one.split()[1]]
        if "gdp" in (column, row):  # 第三产业 below GDP（亿元）: value added of it
            return column if row == "gdp" else row
        if any(one.startswith("indicator ") for one in (column, row)):
            return reasons.MEASURE  # premiums by section are no series of theirs
        raise Conflict(Text("行和列各说一个行业", "row and column name different sections"))
    heading = "" if e.summed else _name(e.heading)
    for found in (column or row, _name(e.above), heading):
        if found:
            return found
    if any("小计" in text for text in (*e.row, *e.above)):
        return reasons.NO_SERIES  # of the rows above it, and not of all that the title names
    for where, texts in (("row", e.row), ("column", e.column)):
        if where in e.parts and says_nothing(texts) and not is_total(texts):
            return reasons.NO_SERIES  # 其中, or a blank, beside names of sections
    return _far_name(e)


def _far_name(e: Evidence) -> str | Reason:
    names = {
        value for m in e.title for facet in ("series", "indicator", "part") for value in m.of(facet)
    }
    if len(names) > 1:
        names -= {"gdp"} if names == {"gdp", "tertiary"} else set()
    if len(names) != 1:
        return reasons.SEVERAL if names else reasons.NO_SERIES
    texts = (one if "gdp:" in one.lower() else "" for one in e.far)  # GDP: ytd: Tertiary Industry
    told = [_one_name(*pair) for pair in zip(e.title, texts, strict=True)]
    (only,) = {one for one in told if one} or {""}
    return only or reasons.NO_SERIES


def _name(texts: tuple[str, ...]) -> str | Reason:
    """What the nearest of several texts is of: a series, `part …` or `indicator …`."""
    for text, meaning in zip(reversed(texts), reversed(meanings(texts)), strict=True):
        found = _one_name(meaning, text)
        if found:
            return found
    return ""


def _one_name(meaning: Meaning, text: str) -> str | Reason:
    named = [one for one in meaning.words if one.facet in ("series", "part", "indicator")]
    values = list(dict.fromkeys((one.facet, one.value) for one in named))
    if len(values) > 1 and ":" not in text:
        return reasons.SEVERAL
    if not values:
        return ""
    facet, value = values[-1]
    return value if facet == "series" else f"{facet} {value}"


def _kept(e: Evidence, name: str) -> str | Reason:
    """The series under which a figure is kept: accounts, or an indicator; else why not."""
    if name == "part not_kept" and e.services and _is_other(e):
        name = "other_services"
    if name == "other_services" and e.split:
        return reasons.REST
    if name.startswith("part "):
        return reasons.PART[name.split()[1]]
    others = e.nears("measure") - {"value_added"}
    far = e.fars("measure") - {"value_added"}
    scale = e.nears("scale") | e.fars("scale")
    if name.startswith("indicator "):
        return name.split()[1] if not others else reasons.MEASURE
    if (others or far) and (others or far) == {"revenue"} and scale:
        series = revenue_series().get("TERTIARY" if name == TERTIARY else name)
        return series or reasons.MEASURE
    if others or e.nears("indicator"):
        return reasons.MEASURE
    explicit = "value_added" in e.nears("measure") or name == "gdp"
    if e.under and not explicit:
        return reasons.MEASURE
    if far and not explicit:
        return reasons.MEASURE
    if scale:
        return reasons.SCALE
    if e.fars("indicator") and not explicit:
        return reasons.MEASURE
    return _section(name)


def _is_other(e: Evidence) -> bool:
    return bool(e.row) and e.row[0].lstrip("#").startswith(("其他", "其它", "其中:其他"))


def _section(name: str) -> str | Reason:
    if name in SECTIONS:
        return SECTIONS[name] or reasons.SECTION
    return name


def _unit(e: Evidence, form: str, kept_in: str) -> tuple[str, int, bool] | Reason | None:
    """The unit a figure is kept in, and the power of ten that brings it there."""
    if not form:
        units = e.nears("unit") | e.fars("unit")
        if any(m.of("money") for m in (*e.near, *e.title)) or not units:
            return None
        return reasons.PERCENT if "percent" in units else reasons.UNIT
    scopes = [e.column, e.row, e.heading, e.far]
    if form == "level":
        for scope in scopes:
            found = _money(scope, kept_in)
            if found:
                return found if isinstance(found, Reason) else (kept_in, found[1], True)
        return None
    if _in_money(e.column) or _in_money(e.row):
        return reasons.FORM["change"]
    if any(_in_other_units(one) for one in meanings((*e.column, *e.row))):
        return reasons.UNIT
    if "fraction" in e.nears("unit"):
        return "percent", 2, True
    sure = "percent" in e.nears("unit") | e.fars("unit")
    if form == "index":
        return "previous_year=100", 0, True
    return "percent", 0, sure


def _units_differ(e: Evidence, form: str, unit: tuple[str, int, bool] | None) -> bool:
    """Whether two places say two units of what a figure counts: 单位：亿元 above 增加值（元）."""
    if unit is None or form == "index":
        return False
    said = meanings((*e.column, *e.row, *e.heading))
    if not any(map(only_unit, meanings(e.heading))):  # （单位：万元） further down takes its place
        said = (*said, *e.title)
    if form == "growth":
        return {"percent", "fraction"} <= {value for one in said for value in one.of("unit")}
    return any(_unlike(one, *unit[:2]) for one in said)


def _unlike(meaning: Meaning, kept_in: str, power: int) -> bool:
    """Whether a text says another unit of the same kind as one that is kept in, by its power."""
    if kept_in == "100m_cny":
        money = {int(one) for one in meaning.of("money")}
        return bool(money - {power} and power not in money) or bool(
            {"foreign", "yuan"} & set(meaning.of("unit"))
        )
    powers = {int(one.split()[1]) for one in meaning.of("measured") if one.split()[0] == kept_in}
    smaller = {one.text for one in meaning.words if one.facet == "unit"}
    own = measured().get((kept_in, power), "")
    return (bool(powers) and power not in powers) or any(map(own.endswith, smaller))


def _any_unit(e: Evidence) -> bool:
    said = ("money", "measured", "unit")
    return any(meaning.of(one) for meaning in (*e.near, *e.title) for one in said)


def _in_other_units(meaning: Meaning) -> bool:
    """Whether growth is told in what is no per cent: 增长（倍）."""
    units = set(meaning.of("unit"))
    return "growth" in meaning.of("form") and bool(units) and not units & {"percent", "fraction"}


def _in_money(texts: tuple[str, ...]) -> bool:
    """Whether growth is told in money: an amount of change, 同比增长（亿元）."""
    money = False
    for meaning in reversed(meanings(texts)):
        money |= bool(meaning.of("money"))
        if "percent" in meaning.of("unit"):
            return False
        if "growth" in meaning.of("form"):
            return money
    return False


def _money(texts: tuple[str, ...], kept_in: str) -> tuple[str, int] | Reason | None:
    for meaning in reversed(meanings(texts)):
        money, measured = meaning.of("money"), meaning.of("measured")
        others = set(meaning.of("unit")) - {"percent"}
        if kept_in == "100m_cny" and money:
            return (kept_in, int(money[0])) if len(money) == 1 else reasons.UNIT
        for one in measured:
            unit, power = one.split()
            if unit == kept_in:
                return kept_in, int(power)
        if money or measured or others:
            return reasons.UNIT
        if "percent" in meaning.of("unit"):
            return reasons.UNIT
    return None
