"""Whatever form an outcome leaves in, it says who, why and when: found in the form's own text."""

import csv
import html
import io
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import openpyxl
import pytest

from base.problems import Language
from forecast.baseline import Baseline
from records.store.records import Entry
from scenarios.assume.presets import presets
from scenarios.assume.scenario import Scenario, parse
from scenarios.outcome.simulate import simulate
from views.export.brief.brief import brief, shortened
from views.export.formats import FORMATS, export
from views.present.contents import Contents
from views.present.provenance import LEDGER, Facts, Provenance, first_sentence, short_note
from views.present.seals import MARKS, as_claims, heard
from views.words.words import speaking, word

TITLE = (
    "成渝地区双城经济圈建设背景下重庆市现代生产性服务业高质量发展加速推进情景：金融、物流、"
    "软件信息、科技研发、工业设计五大集群同步提速并带动商务服务（至二七年）测算"
)
ENGLISH = "Five feature clusters of modern producer services all pick up speed, 2026 to ’27"
LONG = {"note_zh": "不是官方目标。" + "其余各行业按历史误差联动，见附注。" * 90}
FULL: dict[str, Any] = {
    "name": "full",
    "title_zh": TITLE,
    "title_en": ENGLISH,
    "note_zh": "不是官方目标。金融业年均增长27%，先核对基数与口径。",
    "note_en": "No official target. Finance grows 27% a year: check base and definition first.",
    "source": "综合处测算稿",
    "assumptions": [
        {
            "section": section,
            "years": [year],
            "value": 0.05 + year % 7 / 1000,
            "reason": f"{section}类企业{year}年集中投产，订单与用工同步回升，产能利用率过八成半",
            "source": f"重点企业问卷（{section}）第{year}号",
            "owner": f"处室{section}",
            "review": f"{year}-0{1 + year % 3}-15",
        }
        for section in "FGJLM"
        for year in (2026, 2027)
    ],
    "events": [
        {
            "kind": "project", "section": "I", "from": 2026, "amount": 60.5, "ramp": 3,
            "title_zh": "算力中心", "title_en": "Computing hub", "reason": "已开工",
            "source": "重大项目清单", "owner": "投资处",
        }
    ],
    "targets": [
        {
            "id": f"own-{year}", "title_zh": f"自定{year}", "title_en": f"Own {year}",
            "measure": "services_real_growth", "year": year, "threshold": 0.07,
            "source": f"讨论稿{year}",
        }
        for year in (2026, 2027, 2028)
    ]
    + [
        {
            "id": "past", "title_zh": "已过之年", "title_en": "A past year", "scope": "D3",
            "measure": "producer_share", "year": 2025, "threshold": 0.6,
        }
    ],
    "scopes": [
        {
            "id": "mine", "title_zh": "专班口径", "title_en": "Task force",
            "coefficients": {"I": 1.0, "J": 0.5}, "source": "专班纪要",
        }
    ],
}  # fmt: skip
SAVED = Entry(
    "0" * 16, TITLE, 3, "备注一条", "save", "李某", "常务会", "2026-11-26T16:30:00.000+00:00"
)
GIVEN = Provenance(
    *("陈某某", "发展改革委服务业处", "季度形势分析会"),
    origin="“旧情景”（编号 0123456789abcdef），此后改动 2 处",
    saved=SAVED,
)
CASES: dict[str, tuple[Scenario, Provenance]] = {
    **{name: (one, Provenance()) for name, one in presets().items()},
    "full": (parse(FULL, "full"), GIVEN),
    "long": (
        as_claims(parse(FULL | LONG | {"note_en": "Check first. " + "And so on. " * 200}, "x")),
        replace(GIVEN, saved=None),
    ),
    "bare": (Scenario(), Provenance()),
}
ADDRESS = "http://yuce.example:8501/overview"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("pdftotext") is None, reason="no pdftotext (apt-get install poppler-utils)"
    ),
]


def plain(text: str) -> str:
    """Letters alone: a line may break anywhere, and a font may join two."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def docx(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        body = parts.read("word/document.xml").decode()
    return html.unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", body)))


def pdf(data: bytes) -> str:
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True)
    return done.stdout.decode()


def xlsx(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return "".join(str(cell.value or "") for page in book for row in page.rows for cell in row)


def page(data: bytes) -> str:
    """What a reader sees of HTML or SVG: no scripts, styles, titles in the head."""
    text = re.sub(r"(?s)<(script|style|title|desc)\b.*?</\1>", "", data.decode())
    return html.unescape(re.sub(r"<[^>]*>", "", text))


UNSAID = re.compile(r"report-2025-05|yearbook-2025|[a-z_]+\.csv|(?<![\w.])-\d[\d.]*%|\b1years")
"""Ids of sources where titles belong, a hyphen for a minus, a plural of one."""

READ = {"docx": docx, "pdf": pdf, "xlsx": xlsx, "html": page, "svg": page}


@cache
def made(name: str, tongue: Language, baseline: Baseline) -> Contents:
    scenario, given = CASES[name]
    outcome = simulate(baseline, scenario)
    return Contents(outcome, tongue, ADDRESS, date(2026, 11, 27), given)


@cache
def exported(name: str, tongue: Language, baseline: Baseline, form: str) -> dict[str, bytes]:
    """The files of a case in a form, made once for all who read them."""
    return export(made(name, tongue, baseline), form)


def expected(contents: Contents, form: str) -> Iterator[tuple[str, str]]:
    """What must be found, by the fact: its text, or what stands for it in this form."""
    with speaking(contents.tongue):
        facts, entries = contents.facts(), contents.ledger()
    for key, text in facts.said().items():
        if key in LEDGER and form in ("docx", "pdf", "html"):
            field = {"reasons": "reason", "sources": "source"}.get(key, key.removesuffix("s"))
            yield from ((key, getattr(one, field)) for one in entries)
        elif key == "link" and form in ("docx", "pdf"):
            yield key, shortened(text)
        elif form == "svg" and key in ("note", "link"):
            yield key, short_note(text) if key == "note" else ""
        elif form == "svg" and key == "seal":  # there is no link in it to be sealed
            yield key, ""
        else:
            yield key, text
    yield "note", first_sentence(facts.note)


@pytest.mark.parametrize("tongue", ["zh", "en"])
@pytest.mark.parametrize("name", list(CASES))
def test_every_form_says_every_fact(newest: Baseline, name: str, tongue: Language) -> None:
    contents = made(name, tongue, newest)
    for form, read in READ.items():
        for file, data in exported(name, tongue, newest, form).items():
            text = plain(read(data))
            missing = [
                (key, one) for key, one in expected(contents, form) if plain(one) not in text
            ]
            assert missing == [], file
            assert UNSAID.findall(text) == [], file


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_every_table_says_every_fact_in_columns_of_every_row(
    newest: Baseline, tongue: Language
) -> None:
    for name in ("full", "long", "plan-finance", "bare"):
        contents = made(name, tongue, newest)
        with speaking(tongue):
            facts = asdict(contents.facts())
            heads = {key: word(f"fact_{key}") for key in facts}
        for file, data in export(contents, "csv").items():
            rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
            own = LEDGER if "reason" in file or heads["reasons"] not in rows[0] else ()
            assert all(
                row[head] == facts[key].replace("\r", "")
                for row in rows
                for key, head in heads.items()
                if key not in own
            ), file
            if own:  # a row an assumption: it has its own reason, source, owner and day
                found = {row[word_of(tongue, "reason")] for row in rows}
                stated = contents.outcome.scenario.assumptions
                with speaking(tongue):
                    assert {heard(item.reason) for item in stated} <= found
        about, _ = sorted(export(contents, "iamc").items(), key=lambda one: len(one[1]))
        (row,) = csv.DictReader(io.StringIO(about[1].decode()))
        with speaking("en"):
            assert {key: row[key] for key in facts} == asdict(contents.facts())


def word_of(tongue: Language, key: str) -> str:
    with speaking(tongue):
        return word(key)


def strings(told: Any) -> Iterator[str]:
    """Every text in a brief, wherever it stands; the picture and the whole link apart."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, list | tuple):
        for one in told:
            yield from strings(one)
    elif is_dataclass(told):
        for field in fields(told):
            if field.name not in ("picture", "link", "tone"):
                yield from strings(getattr(told, field.name))


@pytest.mark.parametrize("tongue", ["zh", "en"])
@pytest.mark.parametrize("name", ["full", "long", "plan-finance", "bare"])
def test_word_and_pdf_say_the_same_facts_and_tables(
    newest: Baseline, name: str, tongue: Language
) -> None:
    contents = made(name, tongue, newest)
    with speaking(tongue):
        told = brief(contents)
    if not told.entries:  # a table without rows is not drawn
        told = replace(told, columns=[])
    assert told.scopes
    for form in ("docx", "pdf"):
        (data,) = exported(name, tongue, newest, form).values()
        text = plain(READ[form](data))
        assert [one for one in strings(told) if plain(one) not in text] == [], form


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_what_came_as_a_claim_is_handed_on_as_one(newest: Baseline, tongue: Language) -> None:
    """Title, note, names, reasons, sources and review days, each with its mark beside it.

    That every form says them so is held above, of the same scenario.
    """
    contents = made("long", tongue, newest)
    with speaking(tongue):
        facts, entries = contents.facts(), contents.ledger()
    texts = [facts.title, facts.source, *(one.owner for one in entries if one.owner)]
    texts += [one for entry in entries for one in (entry.reason, entry.source, entry.review) if one]
    assert all(MARKS[tongue] in one for one in (*texts, facts.note))


def test_a_title_is_wrapped_and_never_cut(newest: Baseline) -> None:
    assert len(TITLE) == len(ENGLISH) == 80
    for tongue, title in (("zh", TITLE), ("en", ENGLISH)):
        contents = Contents(made("full", "zh", newest).outcome, "zh" if tongue == "zh" else "en")
        for form, read in READ.items():
            for file, data in export(contents, form).items():
                assert plain(title) in plain(read(data)), file
        for data in export(contents, "svg").values():
            for x, size, line in re.findall(
                r'<text x="(16\.0)"[^>]* font-size="([\d.]+)"[^>]*>([^<]*)<', data.decode()
            ):
                wide = sum(1.0 if ord(one) > 0x2000 else 0.5 for one in html.unescape(line))
                assert float(x) + wide * float(size) <= 720


def test_the_saved_title_and_who_saved_it_are_said_in_chongqings_time(newest: Baseline) -> None:
    facts = made("full", "zh", newest).facts
    with speaking("zh"):
        told = "李某（自称） · 2026-11-27 00:30 · 事由：常务会 · 备注：备注一条"
        assert facts().kept == f"{TITLE} v3 · {told}"


def test_every_fact_is_named_in_both_languages() -> None:
    for tongue in ("zh", "en"):
        with speaking("zh" if tongue == "zh" else "en"):
            named = [word(f"fact_{field.name}") for field in fields(Facts)]
            assert len(set(named)) == len(named)


def test_every_form_is_read_here() -> None:
    assert set(FORMATS) == {*READ, "csv", "iamc", "png"}  # a PNG is its SVG


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_a_picture_says_that_it_has_no_seal_and_nothing_of_links(
    newest: Baseline, tongue: Language
) -> None:
    contents = made("full", tongue, newest)
    with speaking(tongue):
        told, sealed = contents.facts(linked=False).seal, word("seal_none")
    assert told != sealed
    assert not any(one in told.lower() for one in ("链接", "发送", "link", "sender"))
    for data in exported("full", tongue, newest, "svg").values():
        assert plain(told) in plain(page(data))


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_what_an_earlier_saving_says_is_never_said_for_this_one(
    newest: Baseline, tongue: Language
) -> None:
    """Nobody gave a reason now: that of somebody else's saving stands with the saving alone."""
    outcome = simulate(newest, Scenario())
    contents = Contents(outcome, tongue, given=Provenance(saved=SAVED))
    with speaking(tongue):
        facts = contents.facts()
        claim = word("claim")
    assert facts.why == facts.note == ""
    assert all(one in facts.kept for one in (SAVED.who, SAVED.why, SAVED.note))
    assert f"{SAVED.who}{'（' if tongue == 'zh' else ' ('}{claim}" in facts.kept


@pytest.mark.parametrize("vouched", [True, False])
def test_a_name_that_was_typed_is_a_claim_in_every_form(newest: Baseline, vouched: bool) -> None:
    given = replace(GIVEN, vouched=vouched)
    contents = Contents(simulate(newest, Scenario()), "zh", given=given)
    for form, read in READ.items():
        for file, data in export(contents, form).items():
            assert ("陈某某（自称）" in plain(read(data)).translate(BRACKETS)) is not vouched, file


BRACKETS = str.maketrans("()", "（）")
"""NFKC turned them into narrow ones."""
