"""What operators watch: runs and their time, actions, refusals, faults (运行指标与日志).

Metrics join Streamlit's own under /_stcore/metrics. The log has a line of JSON an event, on
standard error, and no personal data: no names, titles, texts, addresses or ids of links.
"""

import json
import logging
import math
import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import accumulate
from traceback import extract_tb
from typing import Any, Final

import streamlit as st
from streamlit.runtime import get_instance
from streamlit.runtime.stats import CounterStat, HistogramStat, Stat

from base.problems import Problems
from data import clock
from views.words.words import language, speaking, word

BOUNDS: Final = (0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, math.inf)
"""Upper ends of the histogram's buckets, seconds."""

HELP: Final = {
    "yuce_actions": "Actions let through, by kind",
    "yuce_refusals": "Actions refused for want of a role, by kind",
    "yuce_faults": "Runs that ended in an error, by where",
    "yuce_run_seconds": "Time of a run of the page or of a part of it",
}


class Metrics:
    """Counts and times of this process (本进程指标), in the shape Streamlit asks for."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.counts: Counter[tuple[str, str]] = Counter()
        self.runs: dict[str, list[int]] = {}
        self.seconds: dict[str, float] = {}

    def count(self, family: str, kind: str) -> None:
        """Count one more (计数)."""
        with self.lock:
            self.counts[family, kind] += 1

    def time(self, what: str, seconds: float) -> None:
        """Put a run into its bucket (计时)."""
        with self.lock:
            self.runs.setdefault(what, [0] * len(BOUNDS))[bisect_left(BOUNDS, seconds)] += 1
            self.seconds[what] = self.seconds.get(what, 0.0) + seconds

    @property
    def stats_families(self) -> Sequence[str]:
        """The families that are ours."""
        return list(HELP)

    def get_stats(self, family_names: Sequence[str] | None = None) -> Mapping[str, Sequence[Stat]]:
        """Give every count and histogram (汇总)."""
        found: dict[str, list[Stat]] = {family: [] for family in HELP}
        with self.lock:
            for (family, kind), value in sorted(self.counts.items()):
                found[family].append(CounterStat(family, value, {"kind": kind}, "", HELP[family]))
            for what, runs in sorted(self.runs.items()):
                name = "yuce_run_seconds"
                buckets = tuple(zip(BOUNDS, accumulate(runs), strict=True))
                labels = {"part": what}
                spent = self.seconds[what]
                found[name].append(
                    HistogramStat(name, buckets, spent, sum(runs), labels, "seconds", HELP[name])
                )
        return {family: found[family] for family in family_names or HELP if family in found}


METRICS: Final = Metrics()


@st.cache_resource(show_spinner=False)
def start() -> None:
    """Put our metrics beside Streamlit's, once a process (登记指标)."""
    get_instance().stats_mgr.register_provider(METRICS)
    if not LOG.handlers:
        LOG.addHandler(logging.StreamHandler())
        LOG.setLevel(logging.INFO)
        LOG.propagate = False
    tell("started")


LOG: Final = logging.getLogger("yuce")


def tell(event: str, **said: Any) -> None:
    """Write an event down (记日志): one line of JSON."""
    at = clock.stamp()
    LOG.info(json.dumps({"at": at, "event": event, **said}, ensure_ascii=False))


def broke(part: str, error: Exception) -> None:
    """Count an error of ours (程序出错), and log its kind and place, without its text."""
    METRICS.count("yuce_faults", part)
    last = extract_tb(error.__traceback__)[-1]
    place = f"{last.filename.rsplit('/', 2)[-1]}:{last.lineno}"
    tell("error", part=part, kind=type(error).__name__, place=place)


def acted(action: str) -> None:
    """Count an action that was let through (记录操作)."""
    METRICS.count("yuce_actions", action)
    tell("action", action=action)


def refused(action: str) -> None:
    """Count an action that was refused (记录拒绝)."""
    METRICS.count("yuce_refusals", action)
    tell("refused", action=action)


@contextmanager
def run(part: str) -> Iterator[None]:
    """Time a run of a part of the page (计时一次运行); problems are told, and the page stands.

    Anything else is counted, and logged by kind and place but without its text; the reader is told
    when. The reader's language is asked once, and not for every word.
    """
    began = time.perf_counter()
    try:
        with speaking(language()):
            yield
    except Problems as problems:
        METRICS.count("yuce_faults", part)
        tell("problem", part=part, where=[one.where.split("=")[0] for one in problems.problems])
        st.error(problems.text(language()))
    except Exception as error:
        broke(part, error)
        st.container(key=f"failed-{part}").error(word("failed", clock.shown(clock.stamp(), 19)))
    finally:
        METRICS.time(part, time.perf_counter() - began)
