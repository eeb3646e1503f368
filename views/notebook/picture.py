"""A picture that a notebook shows and a file keeps (图): SVG, and PNG when it is saved so."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from base import asked
from base.places import put_told
from base.problems import Language
from scenarios.outcome.simulate import Outcome, plain_of
from views.export.pictures.echarts_svg import svg
from views.export.pictures.typesetting import png
from views.notebook.tables import LANGUAGES
from views.present.charts import Chart, growth
from views.words.words import speaking

FORMS: Final = (".svg", ".png")


@dataclass(frozen=True, repr=False)
class Picture:
    """A chart (图): `finding` says what it shows, `svg` is what is drawn."""

    title: str
    finding: str
    svg: str

    def __repr__(self) -> str:
        return f"Picture({self.title})"

    def _repr_svg_(self) -> str:
        """Give it to a notebook."""
        return self.svg

    def save(self, path: Path | str) -> Path:
        """Write it as .svg or .png, whole or not at all (保存); raises Problems."""
        place = asked.path("path", path)
        asked.name("path", place.suffix, FORMS)
        drawn = png(self.svg) if place.suffix == ".png" else self.svg.encode()
        return put_told(place, drawn, "无法写入", "it cannot be written")


def fan(outcome: Outcome, language: Language) -> Picture:
    """Draw services growth with its intervals, history and target (扇形图), as the pages do."""
    asked.name("language", language, LANGUAGES)
    with speaking(language):
        return _drawn(growth(outcome, plain_of(outcome)))


def _drawn(chart: Chart) -> Picture:
    return Picture(chart.title, chart.finding, svg(chart.option, chart.title, chart.finding, []))
