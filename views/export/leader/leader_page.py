"""The leader's page of a link (领导阅读页): HTML and SVG alone, read without a script.

It asks nothing of anybody: its content policy forbids every request, and its style is named in
it by hash. Whatever a link says is text here, never markup.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import Final

from base.problems import Language
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import by_scope, judge_all
from views.export.leader.briefing import Briefing, ToldNumber, TwoClocks, concluded, numbers
from views.export.pictures.echarts_svg import svg
from views.present.age import data_age
from views.present.ledger import LedgerLine
from views.present.svg import NARROW
from views.words.words import language, word

STYLE: Final = (Path(__file__).parent / "leader_page.css").read_text(encoding="utf-8")
HASH: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{HASH}'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
"""What a browser may do with such a page (内容安全策略): show it, and nothing else."""

SAID: Final = ("reason", "source", "owner", "review")
"""What is said of a line of the ledger, beside the line itself."""


@dataclass(frozen=True)
class Places:
    """Where a page leads (去处): the app at the same link, the overview, and the data as files."""

    app: str
    overview: str
    files: Mapping[str, str]


@dataclass(frozen=True)
class Preview:
    """What a chat program shows of a link before it is opened (预览卡片); "" is not told."""

    title: str
    conclusion: str = ""
    address: str = ""
    picture: str = ""

    def tags(self, tongue: Language) -> str:
        """Give it as Open Graph tags."""
        told = {
            "og:type": "article",
            "og:site_name": "渝策 Yuce",
            "og:locale": "zh_CN" if tongue == "zh" else "en_GB",
            "og:title": self.title,
            "og:description": self.conclusion,
            "og:url": self.address,
            "og:image": self.picture,
            "og:image:alt": self.conclusion if self.picture else "",
        }
        return "".join(
            f'<meta property="{key}" content="{escape(text)}">'
            for key, text in told.items()
            if text
        )


def leader_page(briefing: Briefing, places: Places, preview: Preview | None = None) -> str:
    """Write the page of a believed link (领导阅读页), in the language spoken."""
    title = briefing.title
    body = [
        _first(briefing, title, places),
        _reasons(briefing),
        _ledger(briefing),
        _clocks(briefing),
        _charts(briefing),
        _section("leader_terms", _list(briefing.terms)),
        _footer(briefing, places),
    ]
    return _page(title, "".join(body), preview)


def refusal_page(reasons: Iterable[str], places: Places, to_app: bool = False) -> str:
    """Say why there is no such page, and nothing else (不予采信): no number stands on it.

    Its button leads to the overview, or `to_app` at the same link.
    """
    said = "".join(f'<p class="refused">{escape(one)}</p>' for one in reasons)
    away = _button(places.app, "leader_open") if to_app else _button(places.overview, "to_overview")
    return _page(word("leader_page"), f"{_brand()}<main>{said}<p>{away}</p></main>")


def closed_page(places: Places, preview: Preview | None = None) -> str:
    """Send whoever is to sign in to the app (请先登录); a chat program reads the tags alone."""
    away = _button(places.app, "leader_preview_closed")
    said = f"<p>{escape(word('leader_closed'))}</p><p>{away}</p>"
    return _page(word("leader_page"), f"{_brand()}<main>{said}</main>", preview)


def first_look(outcome: Outcome, today: date) -> str:
    """Write what stands while the app is on its way (先睹页): the baseline's verdicts, no more."""
    judged = by_scope(judge_all(outcome), outcome.scenario.scope)
    base = outcome.baseline
    cards = "".join(_card(one, "h2") for one in numbers(outcome, judged))
    return _page(
        word("overview"),
        f'<header><p class="brand">{escape(word("brand"))}</p></header><main>'
        f'<p class="conclusion">{escape(concluded(outcome, judged))}</p>'
        f'<div class="cards">{cards}</div><div class="facts">'
        f"<p>{escape(data_age(base.as_of, today, base.vintage))}</p>"
        f"<p>{escape(word('first_look'))}</p></div></main>",
    )


def _page(title: str, body: str, preview: Preview | None = None) -> str:
    tongue = language()
    return (
        f'<!doctype html><html lang="{"zh-CN" if tongue == "zh" else "en"}"><head>'
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">'
        '<link rel="icon" href="data:,">'
        f"<title>{escape(title)} · {escape(word('brand'))}</title>"
        f"{preview.tags(tongue) if preview else ''}<style>{STYLE}</style></head>"
        f"<body>{body}</body></html>"
    )


def _brand() -> str:
    return f'<p class="brand">{escape(word("brand"))} · {escape(word("leader_page"))}</p>'


def _first(briefing: Briefing, title: str, places: Places) -> str:
    """The first screen: conclusion, numbers, seal, day of the data, and the button."""
    cards = "".join(_card(one, "h2") for one in briefing.figures[:2])
    told = f'<p>{escape(briefing.seal)}</p><p class="day">{escape(briefing.day)}</p>'
    if briefing.opened.today is not None and not briefing.agree:
        told += f'<p><a href="#clocks">{escape(word("leader_apart"))}</a></p>'
    return (
        f"<header>{_brand()}<h1>{escape(title)}</h1></header><main>"
        f'<p class="conclusion">{escape(briefing.conclusion)}</p>'
        f'<div class="cards">{cards}</div><div class="facts">{told}</div>'
        f"<p>{_button(places.app, 'leader_open')}</p>{_checked(briefing)}{_others(briefing)}"
    )


def _button(place: str, key: str) -> str:
    return f'<a class="button" href="{escape(place)}">{escape(word(key))}</a>'


def _card(one: ToldNumber, name: str = "h3") -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in one.lines)
    verdict = f'<span class="verdict">{escape(one.verdict)}</span>' if one.verdict else ""
    return (
        f'<article class="card {one.tone}"><{name} class="what">{escape(one.head)}</{name}>'
        f'<p class="top"><span class="number">{escape(one.number)}</span>{verdict}</p>'
        f"<ul>{lines}</ul></article>"
    )


def _others(briefing: Briefing) -> str:
    """Every target that is not on the first screen."""
    cards = "".join(map(_card, briefing.figures[2:]))
    return _section("leader_others", f'<div class="cards">{cards}</div>') if cards else ""


def _checked(briefing: Briefing) -> str:
    """Say whether these are the numbers that were sent, and each digit that is not."""
    lines = (briefing.checked, briefing.data)
    said = "".join(f'<p class="facts">{escape(one)}</p>' for one in lines if one)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
        for row in briefing.differences
    )
    if not rows:
        return said
    heads = "".join(
        f'<th scope="col">{escape(word(key))}</th>' for key in ("where", "stated", "worked_out")
    )
    return f"{said}<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _section(key: str, body: str, name: str = "") -> str:
    mark = f' id="{name}"' if name else ""
    return f"<section{mark}><h2>{escape(word(key))}</h2>{body}</section>"


def _list(lines: Sequence[str]) -> str:
    return f'<ul class="list">{"".join(f"<li>{escape(one)}</li>" for one in lines)}</ul>'


def _reasons(briefing: Briefing) -> str:
    return _section("leader_reasons", _list([*briefing.reasons, *briefing.said]))


def _ledger(briefing: Briefing) -> str:
    """All that is assumed, a card each."""
    notes = "".join(f'<p class="small">{escape(one)}</p>' for one in briefing.ledger_notes)
    lines = "".join(map(_assumed, briefing.ledger))
    cards = f'<div class="ledger">{lines}</div>' if lines else ""
    nothing = "" if lines else f"<p>{escape(word('leader_nothing'))}</p>"
    return _section("leader_assumed", cards + nothing + notes)


def _assumed(line: LedgerLine) -> str:
    """One line of the ledger: what and when, how much, and on what grounds."""
    told = [(line.measure, line.assumed)]
    told += [(word(key), text) for key in SAID if (text := getattr(line, key))]
    rows = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(text)}</dd></div>" for label, text in told
    )
    head = " ".join(filter(None, (line.section, line.years)))
    return f"<article><h3>{escape(head)}</h3><dl>{rows}</dl></article>"


def _clocks(briefing: Briefing) -> str:
    """As sent and today: in a sentence where they agree, side by side where they do not."""
    said = "".join(f"<p>{escape(one)}</p>" for one in [*briefing.today_said, *briefing.unjudged])
    if briefing.opened.today is None or briefing.agree:
        return _section("leader_clocks", said, "clocks")
    heads = "".join(f"<p>{escape(word(key))}</p>" for key in ("as_decided", "today"))
    pairs = "".join(map(_pair, briefing.clocks))
    return _section("leader_clocks", f'<div class="pair">{heads}</div>{pairs}{said}', "clocks")


def _pair(one: TwoClocks) -> str:
    now = one.now or ToldNumber(one.then.head, "—")
    return f'<div class="pair">{_card(one.then)}{_card(now)}</div>'


def _charts(briefing: Briefing) -> str:
    drawn = "".join(
        f"<figure>{svg(one.option, one.title, one.finding, [], NARROW)}</figure>"
        for one in briefing.charts
    )
    return _section("leader_paths", f'<div class="charts">{drawn}</div>')


def _footer(briefing: Briefing, places: Places) -> str:
    """Ids, seal with its key, savings here; the data as files; and the button once more."""
    lines = "".join(f'<p class="small">{escape(one)}</p>' for one in briefing.details)
    files = " · ".join(
        f'<a href="{escape(place)}">{form.upper()}</a>' for form, place in places.files.items()
    )
    return (
        f'</main><footer><p class="screen">{_button(places.app, "leader_open")}</p>{lines}'
        f'<p class="small screen">{escape(word("leader_files"))}{word("colon")}{files}</p></footer>'
    )
