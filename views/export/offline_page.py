"""One file that opens from a disk, offline, with live sliders (离线报告).

It holds the board and its engine as the pages have them, all the draws, and everything the
brief says. It asks nothing of anybody: its content policy forbids every request.
"""

import base64
import gzip
import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple
from html import escape
from pathlib import Path
from typing import Any, Final

import numpy as np

from scenarios.outcome.targets import carded, joint_odds
from scenarios.outcome.verdict_wording import gap_said, said
from views.board import payload
from views.board.offline import freeze
from views.export.pictures.pictures import figures
from views.export.pictures.qr import qr_svg
from views.present.contents import Contents
from views.present.ledger import HEADS
from views.present.provenance import LEDGER
from views.present.verdict_cards import odds_count, scope_name
from views.words.numbers import chance, percent
from views.words.words import joined, running, speaking, word

HERE: Final = Path(__file__).parent
MOUNT: Final = ("export default function", "const mount = function")
"""The board is a module whose default export mounts it; here it is called by name."""


def dossier(contents: Contents) -> bytes:
    """Write the page (离线报告), UTF-8."""
    with speaking(contents.tongue):
        frozen = freeze(contents.outcome)
        outcome, scope = contents.outcome, contents.scope
        told = payload.standing(
            *(outcome.baseline, scope, frozen.layout),
            scenario=outcome.scenario,
            shown=carded(outcome),
        )
        told |= payload.answer(outcome, scope, frozen.moved)
        told |= {
            "facts": payload.facts(contents),
            "version": 0,
            "preset": None,
            "opened": frozen.moved or None,
        }
        script = _script()
        body = [*_head(contents), *_live(told["stated"]["count"]), *_fixed(contents)]
        return _page(contents, script, body, told, frozen.draws).encode("utf-8")


def _script() -> str:
    board = payload.script()
    assert board.count(MOUNT[0]) == 1, "the board has one default export"
    own = (HERE / "offline_page.js").read_text(encoding="utf-8")
    return f"{board.replace(*MOUNT)}\n{own}"


def _page(
    contents: Contents, script: str, body: list[str], told: dict[str, Any], draws: bytes
) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "img-src data:; connect-src blob:; base-uri 'none'; form-action 'none'"
    )
    style = payload.style() + (HERE / "offline_page.css").read_text(encoding="utf-8")
    tongue = "zh-CN" if contents.tongue == "zh" else "en"
    return "\n".join(
        [
            f'<!doctype html><html lang="{tongue}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{escape(contents.title())} · {word('app')} Yuce</title>",
            f"<style>{style}</style></head><body>",
            *body,
            f'<script type="application/json" id="told">{_json(told)}</script>',
            f'<script type="text/plain" id="draws">{_packed(draws)}</script>',
            f'<script type="module">{script}</script></body></html>',
        ]
    )


def _head(contents: Contents) -> list[str]:
    """What it is, what follows, and who says so, why and when."""
    facts = contents.facts()
    told = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(words)}</dd></div>"
        for label, words in facts.told(("title", "note", "link", *LEDGER))
    )
    return [
        f'<header><p class="small">{word("brand")} · {escape(word("brief"))}</p>',
        f"<h1>{escape(contents.title())}</h1>",
        f"<p>{escape(facts.note)}</p>" if facts.note else "",
        f'<p class="sentence">{escape(contents.sentence())}</p>',
        f"<dl>{told}</dl></header>",
    ]


def _live(beside: int) -> list[str]:
    note = f'<p class="small">{escape(word("beside_sliders", beside))}</p>' if beside else ""
    keys = {"old": "too_old", "same": "checked", "other": "unchecked"}
    states = " ".join(f'data-{name}="{escape(word(key))}"' for name, key in keys.items())
    return [
        f"<main><h2>{escape(word('live_part'))}</h2>{note}",
        f'<p id="state" class="small" role="status" {states}>{escape(word("opening"))}</p>',
        f"<noscript><p>{escape(word('no_script'))}</p></noscript>",
        '<div id="host"><div class="board"></div></div>',
    ]


def _fixed(contents: Contents) -> list[str]:
    """What was so at export: charts, scopes, ledger, link."""
    drawn = "".join(f"<figure>{svg}</figure>" for svg in figures(contents))
    gone = contents.left_out()
    missing = f'<p class="small">{escape(word("no_room", joined(gone)))}</p>' if gone else ""
    return [
        f'<h2>{escape(word("fixed_part"))}</h2><p class="small">{escape(word("fixed_note"))}</p>',
        f'<div class="figures">{drawn}</div>',
        f"<h2>{escape(word('scope'))}</h2>{_scopes(contents)}",
        f'<p class="small">{escape(running(word("no_scope"), odds_count(contents.outcome)))}</p>',
        f"<h2>{escape(word('sheet_ledger'))}</h2>{_ledger(contents)}",
        f'<h2>{escape(word("link"))}</h2><p class="small">{escape(contents.link)}</p>{missing}',
        f'<div class="code">{qr_svg(contents.link)}</div></main>',
    ]


def _scopes(contents: Contents) -> str:
    outcome = contents.outcome
    joint, scenario = joint_odds(outcome), outcome.scenario
    names = {one.id: scope_name(one, scenario) for one in outcome.baseline.scopes}
    heads = ("scope", "median", "verdict", "gap", "odds", "joint")
    rows, chosen = [], []
    for one in contents.every_scope():
        verdict = said(one.target, one).marked(contents.tongue)
        gap = gap_said(one.gap, short=True)[contents.tongue]
        figures = (percent(one.value), verdict, gap, chance(one.odds))
        rows.append((names[str(one.scope)], *figures, chance(joint[str(one.scope)])))
        chosen.append(one.scope == contents.scope)
    return _table([word(key) for key in heads], rows, chosen)


def _ledger(contents: Contents) -> str:
    entries = contents.ledger()
    if not entries:
        return f"<p>{escape(word('nothing_assumed'))}</p>"
    return _table([word(key) for key in HEADS], [astuple(one) for one in entries], name="ledger")


def _table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    chosen: Sequence[bool] = (),
    name: str = "plain",
) -> str:
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    lines = []
    for number, cells in enumerate(rows):
        mark = ' class="chosen"' if chosen and chosen[number] else ""
        lines.append(
            f"<tr{mark}>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
        )
    return (
        f'<div class="scroll" tabindex="0"><table class="{name}"><thead><tr>{top}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


def _json(told: dict[str, Any]) -> str:
    """Spell JSON so that nothing in it can end its element or start another."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _packed(draws: bytes) -> str:
    """Put bytes of equal rank side by side, gzip, base64: see offline_page.js."""
    ranked = np.frombuffer(draws, np.uint8).reshape(-1, 4).T.tobytes()
    return base64.b64encode(gzip.compress(ranked, 9, mtime=0)).decode("ascii")
