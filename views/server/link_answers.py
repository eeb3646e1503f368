"""A link answered (链接应答): opened as the app opens it, and put in the form asked for."""

import time

from base import settings
from base.problems import Problem, Problems
from data import clock
from forecast.baseline import Baseline
from records.links.opened import Opened
from records.publishing import opening
from views.export.leader import forms
from views.export.leader.briefing import Briefing
from views.export.leader.headline import headline
from views.export.leader.leader_page import Preview, closed_page, leader_page, refusal_page
from views.present.link_differences import refused_said
from views.server.link_requests import KINDS, Asked
from views.server.replies import Reply
from views.session import baselines, opened_link
from views.session.metrics import METRICS
from views.words.words import speaking, word


def made(asked: Asked) -> Reply:
    """Open the link, as the app opens it, and put it in the form that is asked for."""
    began = time.perf_counter()
    problems: list[Problem] = []
    with speaking(asked.tongue):
        assert asked.link is not None, "there is one to open"
        found = opened_link.read(asked.link, lambda: _in_use(problems))
        if not isinstance(found, Opened):
            answer = refused(asked, found)
        elif asked.kind == "json":
            figures = None if problems else _figures()
            answer = Reply(forms.as_json(found, problems, figures), KINDS["json"])
        else:
            answer = _written(asked, _briefing(found))
    METRICS.time("leader", time.perf_counter() - began)
    return answer


def _in_use(problems: list[Problem]) -> Baseline:
    """Give the published baseline, and take down why there is none."""
    try:
        return baselines.in_use()
    except Problems as error:
        problems += error.problems
        raise


def _figures() -> str:
    return "shipped" if baselines.publication() is None else "published"


def _briefing(opened: Opened) -> Briefing:
    savings = opening.savings(opened.pin.own_id, opened_link.store)
    return Briefing(opened, savings, clock.today())


def _written(asked: Asked, briefing: Briefing) -> Reply:
    forms_of = {
        "html": lambda: _page(asked, briefing).encode(),
        "csv": lambda: forms.as_csv(briefing),
        "svg": lambda: headline(briefing).encode(),
        "png": lambda: forms.as_png(briefing),
    }
    return Reply(forms_of[asked.kind](), KINDS[asked.kind])


def _page(asked: Asked, briefing: Briefing) -> str:
    preview = _preview(asked, briefing)
    if not asked.closed:
        return leader_page(briefing, asked.places, preview)
    return closed_page(asked.places, preview)


def _preview(asked: Asked, briefing: Briefing) -> Preview | None:
    """Give what a chat program may show of it: nothing, unless the settings say so."""
    known = settings.read()
    if known.preview is None:
        return None
    if asked.closed and known.preview == "title":
        return Preview(briefing.title)
    root = (known.address or "").split("?")[0].rstrip("/")
    if not root:
        return Preview(briefing.title, briefing.conclusion)
    places = f"{root}{asked.path()}", f"{root}{asked.spoken('png')}"
    return Preview(briefing.title, briefing.conclusion, *places)


def refused(asked: Asked, problems: Problems) -> Reply:
    """Say why a link is not believed, and no number; strangers are told nothing of it."""
    status = 503 if problems.of("store") else 422
    with speaking(asked.tongue):
        if asked.closed:
            return Reply(closed_page(asked.places).encode(), KINDS["html"], 403)
        if asked.kind == "json":
            return Reply(forms.refused_json(problems), KINDS["json"], status)
        page = refusal_page(refused_said(problems), asked.places)
    return Reply(page.encode(), KINDS["html"], status)


def saying(asked: Asked, key: str, status: int) -> Reply:
    """Say a word of ours on a page (提示页)."""
    with speaking(asked.tongue):
        page = refusal_page([word(key)], asked.places, to_app=key == "leader_fault")
    return Reply(page.encode(), KINDS["html"], status)
