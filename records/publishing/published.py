"""Which baseline is in use (现用基准): the one published last, from the first start on.

The store's publications say so, append-only. The first start publishes the fit of the shipped
figures; from then on only the gate changes what readers see. Every page and command that is
asked for no day of its own stands on what `in_use` gives.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from base.problems import Problem, Problems, Text
from base.settings import Home
from data.vintages import recalled, shipped
from forecast.artefacts import MANIFEST, shelf
from forecast.baseline import Baseline
from forecast.fit import SEED, Progress, fit
from forecast.fit_cache import made
from forecast.manifest import parsed
from forecast.spec import Spec
from records.publishing.fits import settle
from records.publishing.spec_files import parse
from records.store.audit_log import Publication
from records.store.database import exists
from records.store.records import Store

FIRST: Final = "first start"
"""Who publishes when nobody has yet; `views.words.words.doer` says it in the reader's language."""

FIRST_NOTE: Final = Text(
    "首次启动：发布随软件附带数据的拟合。此后所见数字只随发布而变。",
    "First start: the fit of the figures that came with the software. "
    "From now on only a publication changes what is seen.",
)


@dataclass(frozen=True, eq=False)
class InUse:
    """What readers see (现用基准).

    `publication` is None, and `problems` say why, only where the store cannot be written and
    nothing was ever published in it: the fit of the shipped figures then stands in.
    """

    baseline: Baseline
    publication: Publication | None
    problems: tuple[Problem, ...] = ()


def in_use(
    store: Callable[[], Store] = Store, home: Home = None, progress: Progress | None = None
) -> InUse:
    """Give the baseline in use, publishing the shipped figures' fit at the first start (现用基准).

    Never another one in its stead: raises Problems when the store cannot be asked, or when the
    published baseline is damaged and cannot be made anew.
    """
    found = standing(store, home, progress)
    if isinstance(found, Publication):
        return InUse(whole(found.baseline, home), found)
    return InUse(first_fit(home, progress, must_save=False), None, found.problems)


def standing(
    store: Callable[[], Store] = Store, home: Home = None, progress: Progress | None = None
) -> Publication | Problems:
    """Give the publication that holds, making the first one (当前发布); or why there is none.

    Raises Problems when the store cannot be asked.
    """
    try:
        opened = store()
    except Problems as problems:
        if exists():  # something may be published in it
            raise
        return problems
    settle(opened, home)
    return opened.current() or _start(opened, home, progress)


def first_fit(
    home: Home = None, progress: Progress | None = None, must_save: bool = True
) -> Baseline:
    """Give the fit of the shipped figures (随附数据的拟合), whatever was added here.

    Raises Problems when it cannot be saved; with `must_save` false it stands in all the same.
    """
    return made(shipped(), Spec(), SEED, home, progress, must_save)


def _start(store: Store, home: Home, progress: Progress | None) -> Publication | Problems:
    """Publish for the first time; of several who start at once, one does."""
    name = first_fit(home, progress).id
    try:
        return store.publish(name, FIRST, note=FIRST_NOTE, after=0)
    except Problems as problems:
        return store.current() or problems


def whole(name: str, home: Home = None) -> Baseline:
    """Load a baseline; where its draws are damaged or gone, make them anew (读取或重算).

    A fit gives the same bytes again, and its name proves it. Raises Problems when it does not.
    """
    try:
        return Baseline.load(name, home)
    except Problems as damage:
        try:
            again = _again(name, home)
        except (OSError, ValueError, KeyError, TypeError):
            raise damage from None
        if again.id != name:
            raise Problems([*damage.problems, _other(name, again.id)]) from damage
        again.save(home)
        return again


def _again(name: str, home: Home) -> Baseline:
    """Fit anew what the manifest says was fitted."""
    manifest = parsed(shelf(home).read(name, MANIFEST))
    vintage = recalled(date.fromisoformat(manifest["as_of"]), manifest["vintage"])
    return fit(vintage, parse(manifest["spec"]), int(manifest["seed"]))


def _other(name: str, found: str) -> Problem:
    return Problem(
        where=name,
        what=Text("重新拟合得到的不是同一基准", "fitting it again gives another baseline"),
        found=found,
        expected=Text(name, name),
        remedy=Text(
            "从备份恢复，或发布另一个拟合（yuce publish）",
            "restore it from a backup, or publish another fit (`yuce publish`)",
        ),
        code="baseline-not-the-same",
    )
