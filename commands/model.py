"""Commands of the laboratory: fit, fits, publish, audit (模型实验室)."""

import time
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from base.problems import Problems, Text, not_among
from commands.chosen_baseline import in_use
from commands.terminal import (
    TODAY,
    AsOf,
    Json,
    Who,
    Why,
    complain,
    echo,
    heads,
    language,
    out,
    plain,
    problem_rows,
    progress,
    spoken,
    wrapping,
)
from commands.terminal import any_store as _any_store
from commands.terminal import store as _store
from data import clock
from views.present.fit_steps import step
from views.words.numbers import percent, points
from views.words.words import deed, doer, say, speaking

commands = typer.Typer()

FitId = Annotated[str, typer.Argument(metavar="ID", help="A fit's id, of `yuce fits` 拟合编号.")]


@commands.command()
def fit(
    when: AsOf = TODAY,
    spec: Annotated[Path | None, typer.Option(help="A spec, TOML or JSON 设定文件.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of the draws 随机种子.")] = None,
    action: Annotated[
        str, typer.Option(help="From the published fit: model 重拟模型, data 更新数据, both.")
    ] = "",
    verify: Annotated[str, typer.Option(metavar="ID", help="Work a fit out again 复核.")] = "",
    who: Who = None,
    why: Why = "",
    as_json: Json = False,
) -> None:
    """Fit a baseline and save it 拟合基准, in a process of its own; Ctrl-C cancels it."""
    if verify:
        _verify(verify, as_json)
        return
    from dataclasses import replace

    from forecast.fit_cache import kept
    from records.publishing import fit_request

    asked = replace(_asked(when, spec, seed, action), who=who or "", why=why)
    if kept(asked.when, asked.spec, asked.seed) is None:
        _follow(fit_request.begin(asked), as_json)
    with progress() as tell:  # it is there now: this reads it, and writes down who asked
        baseline, problems = fit_request.carry_out(asked, tell)
    if as_json:
        manifest = baseline.manifest | {"manifest_schema": baseline.manifest["schema"]}
        echo(manifest | {"schema": 1, "baseline": baseline.id})
    else:
        out.print(spoken("fitted", baseline.id, baseline.as_of, baseline.origin))
    if problems:
        complain(Problems(problems))


def _asked(when: Any, spec: Path | None, seed: int | None, action: str) -> Any:
    """Turn the options into a request; raises Problems."""
    from forecast.fit import SEED
    from forecast.spec import Spec
    from records.publishing import fit_request
    from records.publishing.spec_files import read_spec

    told = None if spec is None else read_spec(spec)
    if not action:
        return fit_request.Order(when, told or Spec(), SEED if seed is None else seed)
    if action not in fit_request.ACTIONS:
        raise Problems(
            [
                not_among(
                    "--action",
                    "未知取值",
                    "an unknown value",
                    action,
                    fit_request.ACTIONS,
                    code="option-unknown",
                )
            ]
        )
    return fit_request.plan(action, in_use().baseline, fit_request.newest_day(when), told, seed)


def _follow(job: Any, as_json: bool) -> None:
    """Show how a job goes, until it ends; raises Problems when it gave nothing."""
    from forecast.fit import STEPS
    from records.publishing import jobs

    tongue = language()
    try:
        with progress() as tell:
            while not job.ended:
                left = round((1 - job.done) * STEPS)
                seconds = "" if job.to_go is None else f"{job.to_go:.0f}"
                waits = say(tongue, "job_waiting" if job.state == "waiting" else "job_loading")
                says = (
                    say(tongue, "job_running", step(tongue, job.what), left, seconds)
                    if job.what
                    else waits
                )
                tell(says, job.done)
                time.sleep(0.2)
                job = jobs.read_job(job.id)
    except KeyboardInterrupt:
        job = jobs.cancel(job.id)
    if job.state == "done":
        return
    typer.echo(say(tongue, f"job_{job.state}"), err=True)
    if as_json:
        echo({"schema": 1, "problems": list(job.problems)})
    for problem in job.problems:
        typer.echo(jobs.problem_text(problem, tongue), err=True)
    raise typer.Exit(1)


def _verify(name: str, as_json: bool) -> None:
    """Work a fit out again, and say exactly what differs."""
    from forecast.evaluation.verify import verify

    with progress() as tell:
        found = verify(name, progress=tell)
    if as_json:
        echo(found.record())
    else:
        tongue = language()
        state = "identical" if found.identical else "same" if found.same else "other"
        out.print(say(tongue, f"verified_{state}", found.id, found.again))
        for software, (then, now) in found.versions.items():
            out.print(f"  {software}: {then or '—'} → {now or '—'}")
        if found.vintage[0] != found.vintage[1]:
            out.print(f"  {say(tongue, 'vintage')}: {found.vintage[0]} → {found.vintage[1]}")
        for one in found.arrays:
            if one.largest != 0:
                far = "—" if one.largest is None else f"{one.largest:.3g} / {one.said:.3g}"
                out.print(f"  {one.name}: {one.then} → {one.now}  {far}")
    raise typer.Exit(0 if found.same and all(found.kept.values()) else 1)


@commands.command()
def fits(as_json: Json = False) -> None:
    """List the fits that are kept 列出拟合: what each was told, by whom, which is published."""
    from records.publishing.fits import fits as listed
    from records.publishing.fits import passed_over

    found, others = listed(_store() if _any_store() else None), passed_over()
    if as_json:
        rows = [one.record() for one in found]
        echo({"schema": 1, "fits": rows, "passed_over": [one.record() for one in others]})
        return
    keys = ("fit_id", "vintage", "spec", "seed", "when", "fitted_by", "published_at")
    table = Table(box=None, padding=(0, 2, 0, 0))  # 80 columns hold it; --json has the versions
    for key in keys:
        table.add_column(spoken(key), no_wrap=key != "fitted_by")
    for one in found:
        days = "\n".join(clock.shown(day, 10) for day in one.published)
        days += " ◀" if one.current else ""
        story = (clock.shown(one.at, 10), plain(doer(language(), one.who)), days)
        table.add_row(one.id, one.as_of, one.spec[:8], str(one.seed), *story)
    out.print(table)
    if any(one.who for one in found):
        out.print(spoken("names_typed"))
    if others:
        complain(Problems(others))


@commands.command()
def publish(
    name: FitId,
    acknowledge: Annotated[str, typer.Option(metavar="HASH", help="The review read 确认码.")] = "",
    note_zh: Annotated[str, typer.Option(help="Note in Chinese; else the draft 说明.")] = "",
    note_en: Annotated[str, typer.Option(help="Note in English 英文说明; else the draft.")] = "",
    who: Who = None,
    why: Why = "",
    as_json: Json = False,
) -> None:
    """Publish a fit 发布: without --acknowledge it prints the review, and ends with 1.

    An older fit published again is a rollback 回退. Old links do not move.
    """
    from records.publishing import gate
    from records.publishing.published import whole
    from records.publishing.release_note import explain

    store = _store()
    with progress() as tell:
        found = gate.review(
            store, whole(name), lambda done, of: tell(f"{done} / {of}", done / max(of, 1))
        )
        note = Text(note_zh, note_en)
        if not (note_zh and note_en):
            drafted = explain(found)
            note = Text(note_zh or drafted.zh, note_en or drafted.en)
    if acknowledge:
        done = gate.publish(store, found, acknowledge, note, who, why)
        if as_json:
            echo({"schema": 1, "published": done.asdict(), "review": found.record()})
        else:
            out.print(spoken("published_now", done.baseline))
        return
    if as_json:
        notes = {"note_zh": note.zh, "note_en": note.en}
        asked = problem_rows([gate.unacknowledged(acknowledge, found.hash)])
        review = found.record()
        echo({"schema": 1, "published": None, "review": review, **notes, "problems": asked})
    else:
        _show_review(found, note)
    raise typer.Exit(1)


@commands.command()
def audit(
    kind: Annotated[str, typer.Option(help="Only save, publish, fit, figures, … 只看一类.")] = "",
    as_json: Json = False,
) -> None:
    """List all that was done, by whom, when and why 审计, the newest first."""
    found = _store().audit(kind) if _any_store() else []
    if as_json:
        echo({"schema": 1, "events": [one.asdict() for one in found]})
        return
    from views.present.details import detail

    table = wrapping(*heads("when", "who_did", "done", "item", "why", "detail"))
    tongue = language()
    with speaking(tongue):
        for one in found:
            done = (doer(tongue, one.who), deed(tongue, one.kind), one.subject, one.why)
            table.add_row(clock.shown(one.at, 19), *map(plain, (*done, detail(one.detail))))
    out.print(table)
    out.print(say(tongue, "names_typed"))


def _show_review(review: Any, note: Text) -> None:
    """Say what would change, then the note, then how to go on."""
    tongue = language()
    table = Table(
        *heads("scenario", "item", "year", "scope", "then", "now", "difference", "verdict")
    )
    for row in review.rows:
        told = row.verdicts[tongue] if row.verdicts else "—"
        title = plain(row.title) if row.record else say(tongue, "baseline")
        figures = (percent(row.old), percent(row.new), points(row.new - row.old))
        named = row.named(tongue)
        table.add_row(title, *map(plain, named[:1]), str(row.year), plain(named[1]), *figures, told)
    out.print(table)
    if review.problems:
        complain(Problems(review.problems))
    counts = (review.saved, len(review.flipped), len(review.moved))
    out.print(say(tongue, "review_counts", *counts))
    for text in (note.zh, note.en):
        out.print("\n" + "\n".join(map(plain, text.split("\n"))))
    out.print()
    out.print(say(tongue, "acknowledge_how", review.new.id, review.hash))
