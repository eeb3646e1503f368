"""The charts of a scenario as pictures (图片): growth, contributions, share by scope."""

from collections.abc import Iterator

from scenarios.targets import chosen_targets, within_horizon
from views import plotted
from views.plotted import Chart
from views.report.contents import Contents
from views.report.drawn import svg
from views.words import speaking


def pictures(contents: Contents) -> dict[str, str]:
    """Draw every chart (全部图), SVG by name."""
    with speaking(contents.tongue):
        return {chart.name: _drawn(contents, chart) for chart in _charts(contents)}


def growth(contents: Contents) -> str:
    """Draw services growth (增速扇形图), in the language spoken."""
    return _drawn(contents, plotted.growth(contents.outcome, contents.plain))


def _charts(contents: Contents) -> Iterator[Chart]:
    outcome = contents.outcome
    yield plotted.growth(outcome, contents.plain)
    for target in chosen_targets(outcome):
        if target.measure == "producer_share" and within_horizon(target, outcome):
            yield plotted.shares(outcome, target, contents.scope)
    for year in outcome.years:
        yield plotted.contributions(outcome, year)


def _drawn(contents: Contents, chart: Chart) -> str:
    return svg(chart.option, chart.title, chart.finding, contents.dated())
