"""A target stands at its own year on every picture of growth, and at no other."""

from forecast.baseline import Baseline
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate
from scenarios.outcome.targets import official
from views.board import payload
from views.export.pictures.pictures import growth
from views.present import charts
from views.present.contents import Contents
from views.words.words import speaking


def test_growth_is_held_against_its_target_in_the_targets_year_alone(newest: Baseline) -> None:
    outcome, target = simulate(newest, Scenario()), official("services_real_growth")
    for tongue, said in (("zh", "2025年目标 6.5%"), ("en", "2025 target 6.5%")):
        with speaking(tongue):  # type: ignore[arg-type]
            option = charts.growth(outcome, outcome).option
            drawn = growth(Contents(outcome, tongue))  # type: ignore[arg-type]
        assert not any("markLine" in one for one in option["series"])
        (mark,) = (one["markPoint"] for one in option["series"] if "markPoint" in one)
        assert mark["data"] == [{"coord": [str(target.year), 100 * target.threshold]}]
        assert mark["label"]["formatter"] == said
        assert said in drawn


def test_the_boards_own_picture_takes_the_year_from_the_target() -> None:
    script = payload.script()
    assert "[first, growthTarget], [end, growthTarget]" not in script
    assert "words.target_year, aim" in script
