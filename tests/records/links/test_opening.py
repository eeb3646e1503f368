"""Two clocks: the numbers as decided, today's, and the way from one to the other."""

import json
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from forging import packed
from typer.testing import CliRunner

from base.problems import Problems
from cli import app
from forecast.baseline import Baseline
from records.links import refusals
from records.links.codec import decode, encode, parse
from records.links.opened import Opened, open_pin, to_keep
from records.links.pin import SOFTWARE, Pin, pin, read_pin
from records.links.seal import BROKEN, Attested
from records.store.received import receive
from records.store.records import Store
from scenarios.assume.carry import carry
from scenarios.assume.scenario import Scenario
from scenarios.outcome.as_json import outcome_record
from scenarios.outcome.simulate import simulate
from scenarios.outcome.targets import Target, targets
from views.present.link_differences import unlike
from views.words.words import speaking


def decided(baseline: Baseline, year: int = 2027) -> Pin:
    items = [
        {"section": "J", "years": [year], "value": 0.02, "reason": "利差收窄", "owner": "张三"}
    ]
    return pin(simulate(baseline, Scenario.model_validate({"assumptions": items})))


def shelf(*baselines: Baseline) -> Any:
    kept = {one.id: one for one in baselines}

    def load(name: str) -> Baseline:
        if name not in kept:
            Baseline.load(name, Path("/nowhere"))
        return kept[name]

    return load


def test_the_same_numbers_as_on_the_day(newest: Baseline) -> None:
    sent = decided(newest)
    found = open_pin(sent, shelf(newest), newest)
    assert found.same
    assert found.differences == ()
    assert not found.newer
    record = found.record()
    assert record["as_decided"] == outcome_record(simulate(newest, sent.scenario))
    assert record["today"] == record["as_decided"]
    assert all(gap["then"] == gap["now"] for gap in record["gap"])
    json.dumps(record, allow_nan=False)


def test_digits_that_were_never_true_are_told_one_by_one(newest: Baseline) -> None:
    sent = decided(newest)
    lie = sent.headline.targets[1].model_copy(update={"value": 0.61, "verdict": "met"})
    rows = (sent.headline.targets[0], lie, *sent.headline.targets[2:])
    headline = sent.headline.model_copy(update={"targets": rows})
    forged = sent.model_copy(update={"headline": headline, "scopes": "0" * 16})
    found = open_pin(forged, shelf(newest), newest)
    assert not found.same
    where = {one.where: (one.then, one.now) for one in found.differences}
    true = sent.headline.targets[1]
    assert where == {
        "targets.share-2027.D1.value": (0.61, true.value),
        "targets.share-2027.D1.verdict": ("met", true.verdict),
        "scopes": ("0" * 16, sent.scopes),
    }


def test_an_unknown_baseline_is_named_and_today_is_offered(
    newest: Baseline, report: Baseline
) -> None:
    sent = decided(report)
    found = open_pin(sent, shelf(newest), newest)
    assert not found.verified
    assert not found.same
    assert found.today is not None
    record = found.record()
    assert record["as_decided"] is None
    assert record["verified"] is False
    assert record["stated_not_checked"]["headline"] == sent.headline.model_dump(mode="json")
    assert any(report.id in problem.text("zh") for problem in found.problems)
    assert any("未经核验" in problem.text("zh") for problem in found.problems)


@pytest.mark.parametrize("by", [2e-3, -1e-3])
@pytest.mark.parametrize("field", ["value", "odds", "growth"])
def test_digits_that_never_followed_are_not_believed(
    newest: Baseline, field: str, by: float
) -> None:
    sent = decided(newest)
    told = sent.headline
    if field == "growth":
        years = {year: value + by for year, value in told.growth.items()}
        forged = told.model_copy(update={"growth": years})
    else:
        rows = [
            one.model_copy(update={field: min(max(getattr(one, field) + by, 0), 1)})
            for one in told.targets
        ]
        forged = told.model_copy(update={"targets": tuple(rows)})
    found = open_pin(sent.model_copy(update={"headline": forged}), shelf(newest), newest)
    assert found.verified
    assert (found.believed, found.record()["believed"]) == (False, False)
    assert "link-digits" in [one.code for one in found.problems]
    older = {"headline": forged, "software": "0.0.1"}
    found = open_pin(sent.model_copy(update=older), shelf(newest), newest)
    assert (found.believed, found.same, found.other_software) == (True, False, True)


def test_a_link_is_kept_only_as_it_was_found_true_and_under_the_day_it_is_kept(
    newest: Baseline,
) -> None:
    sent = decided(newest).model_copy(update={"made": "2026-04-01"})
    found = open_pin(sent, shelf(newest), newest)
    kept = to_keep(found, date(2026, 11, 27))
    assert (kept.made, kept.id) == ("2026-11-27", sent.id)
    lie = {year: value + 0.01 for year, value in sent.headline.growth.items()}
    headline = sent.headline.model_copy(update={"growth": lie})
    for forged, code in (
        ({"headline": headline}, "link-digits"),
        ({"made": "2999-01-01"}, "link-date"),
    ):
        with pytest.raises(Problems) as told:
            to_keep(open_pin(sent.model_copy(update=forged), shelf(newest), newest))
        assert code in [one.code for one in told.value.problems]
    broken = replace(found, seal=BROKEN, problems=(refusals.broken_seal(sent),))
    with pytest.raises(Problems, match="seal is broken"):
        to_keep(broken)
    with pytest.raises(Problems):
        to_keep(open_pin(sent, shelf()))


def test_what_other_software_made_is_told_as_that_and_kept_as_that(newest: Baseline) -> None:
    """Its digits stay its own account: kept or not, each that differs is told, none is shown."""
    sent = decided(newest)
    value = sent.headline.growth["2027"]
    growth = sent.headline.growth | {"2027": round(value + 0.01, 6)}
    headline = sent.headline.model_copy(update={"growth": growth})
    older = sent.model_copy(update={"headline": headline, "software": "0.0.1"})
    kept = to_keep(open_pin(older, shelf(newest), newest), date(2026, 11, 27))
    assert (kept.id, kept.software, kept.headline) == (older.id, "0.0.1", headline)
    assert (kept.id != sent.id, kept.made) == (True, "2026-11-27")
    again = open_pin(read_pin(kept.record()), shelf(newest), newest)
    assert (again.believed, again.same, again.other_software) == (True, False, True)
    assert [one.where for one in again.differences] == ["growth.2027"]
    assert again.record()["other_software"] is True
    assert again.decided is not None
    assert again.decided.growth_quantile(2027, 0.5) == pytest.approx(value, abs=1e-6)
    for tongue, said in (("zh", "其他版本的软件"), ("en", "other software made it")):
        with speaking("zh" if tongue == "zh" else "en"):
            told = unlike(again, kept.made)
        assert said in told
        assert all(one in told for one in ("0.0.1", SOFTWARE, "1 "))
    same = open_pin(sent.model_copy(update={"software": "0.0.1"}), shelf(newest), newest)
    assert (same.same, same.other_software) == (True, False)


def test_no_made_up_row_stands_for_an_official_one(newest: Baseline) -> None:
    sent = decided(newest)
    for place, row in enumerate(sent.targets):
        made_up = row | {"id": "made-up"}
        others = (*sent.targets[:place], *sent.targets[place + 1 :])
        for rows in ((*others, made_up), (made_up, *others), others, (*sent.targets, made_up)):
            with pytest.raises(Problems) as told:
                read_pin(sent.model_copy(update={"targets": rows}).record())
            problem = next(one for one in told.value.problems if one.code == "link-rows")
            if len(rows) <= len(sent.targets):
                assert row["id"] in problem.text("zh")


@pytest.fixture
def apart(newest: Baseline, report: Baseline) -> Opened:
    """Decided on the day of the report; today another model, more data, another scope table."""
    remodelled = replace(report, growth=report.growth + 0.01)

    def refit(old: Baseline, new: Baseline) -> Baseline:
        assert (old.id, new.id) == (report.id, today.id)
        return remodelled

    scopes = [dict(row) for row in newest.manifest["scopes"]]
    scopes[2] |= {key: [0.9 * part for part in scopes[2][key]] for key in ("low", "mid", "high")}
    today = replace(newest, manifest=newest.manifest | {"scopes": scopes})
    return open_pin(decided(report), shelf(report), today, refit)


def test_the_gap_is_split_into_model_data_and_scope(apart: Opened) -> None:
    gaps = {(gap.target, gap.scope): gap for gap in apart.gaps}
    assert apart.same
    assert apart.newer
    assert len(gaps) == 1 + len(apart.decided.scope_ids if apart.decided else ())
    for gap in gaps.values():
        assert gap.model is not None
        assert gap.data is not None
        assert gap.rescoped is not None
        assert gap.model + gap.data + gap.rescoped == pytest.approx(gap.now - gap.then, abs=1e-12)
    growth, d3 = gaps["growth-2025", None], gaps["share-2027", "D3"]
    assert growth.model == pytest.approx(0.01, abs=5e-4)  # every section grows a point more
    assert growth.now == pytest.approx(0.062)  # published meanwhile
    assert growth.rescoped == 0
    assert d3.rescoped == pytest.approx(-d3.now / 9, abs=1e-5)  # a tenth of what it was


def row(sent: Pin, place: int, **change: Any) -> Pin:
    """Change a row of the target table."""
    rows = list(sent.targets)
    rows[place] = rows[place] | change
    return sent.model_copy(update={"targets": tuple(rows)})


def test_an_official_target_that_never_was_is_named_and_not_judged(newest: Baseline) -> None:
    forged = row(decided(newest), 0, threshold=0.02)
    found = open_pin(read_pin(forged.record()), shelf(newest), newest)
    assert [one.code for one in found.problems] == ["link-forged-target"]
    assert "growth-2025" in found.problems[0].text("zh")
    assert not found.same
    assert not found.believed
    record = found.record()
    assert {one["id"] for one in record["as_decided"]["targets"]} == {"share-2027"}
    assert {one["threshold"] for one in record["today"]["targets"]} == {0.065, 0.6}
    assert {gap["target"] for gap in record["gap"]} == {"share-2027"}


@pytest.mark.parametrize("what", ["missing", "doubled", "moved", "unknown", "none"])
def test_rows_that_do_not_follow_are_damage(newest: Baseline, what: str) -> None:
    sent = decided(newest)
    rows = [*sent.headline.targets]
    if what == "missing":
        del rows[3]
    elif what == "doubled":
        rows.append(rows[0].model_copy(update={"scope": "", "value": 0.081, "verdict": "met"}))
    elif what == "moved":
        rows[0], rows[1] = rows[1], rows[0]
    elif what == "unknown":
        rows[0] = rows[0].model_copy(update={"target": "growth-2031"})
    else:
        rows = []
    headline = sent.headline.model_copy(update={"targets": tuple(rows)})
    with pytest.raises(Problems) as told:
        open_pin(read_pin(sent.model_copy(update={"headline": headline}).record()), shelf(newest))
    assert {one.code for one in told.value.problems} == {"link-rows"}


@pytest.mark.parametrize(
    "change", [{"as_of": "2024-01-01"}, {"origin": 2024}, {"draws": 10_000_000}, {"years": 5}]
)
def test_the_baseline_is_as_the_pin_marks_it(newest: Baseline, change: dict[str, Any]) -> None:
    sent = decided(newest)
    other = sent.model_copy(update={"baseline": sent.baseline.model_copy(update=change)})
    if other == sent:
        assert open_pin(other, shelf(newest)).same
        return
    with pytest.raises(Problems) as told:
        open_pin(other, shelf(newest))
    assert [one.code for one in told.value.problems] == ["link-baseline"]


@pytest.mark.parametrize(
    ("made", "code"),
    [("2999-01-01", "link-date"), ("2020-01-01", "link-date"), ("9999-99-99", "link-content")],
)
def test_a_day_that_cannot_be_is_not_believed(newest: Baseline, made: str, code: str) -> None:
    forged = decided(newest).model_copy(update={"made": made})
    try:
        problems = open_pin(read_pin(forged.record()), shelf(newest)).problems
    except Problems as told:
        problems = told.problems
    assert [one.code for one in problems] == [code]


def test_a_baseline_with_scopes_of_its_own_making_is_not_believed(newest: Baseline) -> None:
    scopes = [dict(one) for one in newest.manifest["scopes"]]
    scopes[2] = scopes[2] | {"mid": [0.9] * len(scopes[2]["mid"])}
    doctored = replace(newest, manifest=newest.manifest | {"scopes": scopes})
    found = open_pin(decided(doctored), shelf(doctored), newest)
    assert [one.code for one in found.problems] == ["link-forged-scope"]
    assert found.record()["as_decided"] is None


LONG = "".join(chr(0x4E00 + 41 * n) for n in range(400))


def test_whose_record_a_link_says_it_is_must_be_true(newest: Baseline, tmp_path: Path) -> None:
    """A link that left texts behind names the whole record: here it is, or is not."""
    item = {"section": "J", "years": [2027], "value": 0.02, "reason": LONG, "owner": "张三"}
    other = {"section": "J", "years": [2027], "value": 0.09, "reason": LONG}
    whole, theirs = (
        pin(simulate(newest, Scenario.model_validate({"assumptions": [one]})))
        for one in (item, other)
    )
    link, store = encode(whole), Store(f"sqlite:///{tmp_path / 'store.db'}")
    with pytest.MonkeyPatch.context() as place:
        place.setenv("YUCE_STORE", str(tmp_path / "store.db"))
        assert receive(link, lambda: store).pin.left_out is not None  # nobody here has the whole
        store.save(whole, "定稿", who="王某")
        store.save(theirs, "另一件", who="李某")
        assert receive(link, lambda: store).pin == whole
        forged = decode(link).record()
        forged["left_out"]["id"] = theirs.id
        with pytest.raises(Problems) as told:
            receive(packed(forged), lambda: store)
        assert [one.code for one in told.value.problems] == ["link-forged-id"]
    store.close()


def test_without_a_refit_the_gap_is_not_split_by_guess(newest: Baseline, report: Baseline) -> None:
    found = open_pin(decided(report), shelf(report), newest)
    assert {(gap.model, gap.data, gap.rescoped) for gap in found.gaps} == {(None, None, None)}


def test_years_that_are_past_stay_behind_and_are_listed(newest: Baseline, report: Baseline) -> None:
    sent = decided(report, 2025)
    kept, behind = carry(sent.scenario, newest)
    assert kept.assumptions == ()
    assert [item.model_dump()["years"] for item in behind] == [(2025,)]
    found = open_pin(sent, shelf(report), newest)
    assert found.record()["happened"][0]["owner"] == "张三"


def test_the_targets_are_those_of_the_day(
    newest: Baseline, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = decided(newest)
    moved: tuple[Target, ...] = tuple(replace(one, threshold=0.3) for one in targets())
    monkeypatch.setattr("scenarios.outcome.targets.targets", lambda: moved)
    found = open_pin(sent, shelf(newest), newest)
    assert found.same
    assert {row["threshold"] for row in found.record()["as_decided"]["targets"]} == {0.065, 0.6}
    assert sent.targets == tuple(asdict(one) for one in targets())


@pytest.fixture
def file(newest: Baseline, tmp_path: Path) -> Path:
    newest.save()
    path = tmp_path / "one.toml"
    text = f'title_zh = "金融放缓"\nbaseline = "{newest.id}"\n[[assumptions]]\n'
    path.write_text(f'{text}section = "J"\nyears = 2027\nvalue = 0.02\n', encoding="utf-8")
    return path


def run(*words: str, code: int = 0) -> Any:
    result = CliRunner().invoke(app, [*words, "--json"])
    if isinstance(result.exception, Problems):
        assert code == 1
        if not result.stdout:
            return result.exception
    else:
        assert result.exit_code == code, result.output
    return json.loads(result.stdout.splitlines()[0])


@pytest.mark.slow
def test_from_file_to_link_to_screen(
    file: Path, newest: Baseline, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
    Store().publish(newest.id, "张三")
    ran = run("run", str(file))
    made = run("link", str(file))
    assert made["short"] is None
    assert made["left_out"] == []
    opened = run("open", f"https://yuce.example/{made['link']}")
    assert opened["same"] is True
    assert opened["differences"] == []
    assert opened["seal"]["state"] == "here"
    for key in ("growth", "share", "targets", "joint_odds", "contributions", "sections"):
        assert opened["as_decided"][key] == ran[key]
        assert opened["today"][key] == ran[key]
    sent = run("save", made["link"], "--title", "附件", "--who", "张三")
    kept = run("open", sent["short"])["scenario"]
    assert (
        kept["title_zh"] == opened["scenario"]["title_zh"] + "（自称）"
    )  # as it was sent: a claim
    run("archive", "附件")
    saved = run("save", str(file), "--title", "方案", "--who", "张三", "--why", "上会")
    assert saved["id"] == made["id"]
    short = run("link", str(file))["short"]
    assert short == f"?s={made['id']}"
    assert run("open", short)["scenario"] == opened["scenario"]
    assert [row["title"] for row in run("list")["entries"]] == ["方案"]
    run("archive", "方案")
    assert run("list")["entries"] == []
    assert len(run("history", "方案")["entries"]) == 2
    assert run("search", "金融放缓")["entries"]
    both = run("compare", str(file), short)
    assert both["assumptions"] == []
    lying = decided(newest)
    grown = {year: value + 0.01 for year, value in lying.headline.growth.items()}
    headline = lying.headline.model_copy(update={"growth": grown})
    forged = encode(lying.model_copy(update={"headline": headline}))
    assert run("open", forged, code=1)["believed"] is False
    both = run("compare", str(file), forged, code=1)
    assert [one[:2] for one in both["not_believed"]] == ["2 "]
    refused = CliRunner().invoke(app, ["save", forged, "--title", "方案"])
    assert refused.exit_code == 1
    assert len(run("history", "方案")["entries"]) == 2
    refused = run("open", made["link"][:-2], code=1)
    assert (refused["believed"], refused["problems"][0]["code"]) == (False, "link-cut")
    assert parse(encode(decided(newest))).form == "x"


def test_a_seal_of_a_day_ahead_is_not_believed(newest: Baseline) -> None:
    found = decided(newest)
    for seal, believed in (("2026-11-27", True), ("2999-01-01", False)):
        worth = Attested("elsewhere", True, "王五", f"{seal}T09:00:00+08:00", "k", "统计局")
        opened = open_pin(found, lambda _name: newest, seal=worth)
        assert opened.believed is believed
        assert [one.code for one in opened.doubts] == ([] if believed else ["link-date"])
