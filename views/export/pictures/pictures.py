"""The charts of a scenario as pictures (图片): growth, contributions, share by scope."""

from collections.abc import Iterator
from dataclasses import replace

from scenarios.outcome.targets import chosen_targets, within_horizon
from views.export.pictures.echarts_svg import svg
from views.present import charts
from views.present.charts import Chart
from views.present.contents import Contents
from views.present.provenance import LONG, SHORT, short_note
from views.words.words import speaking


def pictures(contents: Contents) -> dict[str, str]:
    """Draw every chart to be handed on alone (全部图), SVG by name, the facts below it."""
    with speaking(contents.tongue):
        foot = footing(contents)
        return {
            chart.name: svg(chart.option, chart.title, chart.finding, foot)
            for chart in _charts(contents)
        }


def figures(contents: Contents) -> list[str]:
    """Draw every chart of a page that says the facts itself (插图), in the language spoken."""
    return [_inset(chart) for chart in _charts(contents)]


def growth(contents: Contents) -> str:
    """Draw services growth for such a page (增速扇形图), in the language spoken."""
    return _inset(charts.growth(contents.outcome, contents.plain))


def footing(contents: Contents) -> list[str]:
    """Say who, why and when below a picture (图下说明), in the language spoken.

    Of a long note its first sentence; no link, which nobody can press there: the id leads to it.
    """
    facts = contents.facts(linked=False)
    told = replace(facts, note=short_note(facts.note))
    return [*told.lines(leave=SHORT), " · ".join(told.lines(leave=LONG))]


def _charts(contents: Contents) -> Iterator[Chart]:
    outcome = contents.outcome
    yield charts.growth(outcome, contents.plain)
    for target in chosen_targets(outcome):
        if target.measure == "producer_share" and within_horizon(target, outcome):
            yield charts.shares(outcome, target, contents.scope)
    for year in outcome.years:
        yield charts.contributions(outcome, year)


def _inset(chart: Chart) -> str:
    return svg(chart.option, chart.title, chart.finding, [])
