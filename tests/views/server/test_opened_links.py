"""A link answered without the app: to whom, in what forms, and how little of a forged one."""

import json
import re
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import anyio
import httpx
import pytest
from forging import packed
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from terminal import yuce

from base.problems import Problem, Problems, Text
from forecast.baseline import Baseline
from records.links.codec import encode
from records.links.pin import Pin, pin
from records.publishing import published
from records.store.records import Store
from scenarios.assume.scenario import Assumption, Scenario
from scenarios.outcome.simulate import simulate
from views.board.draws import DRAWS, lay_out, pack
from views.server import first_look, link_answers, opened_links, packed_draws, readers
from views.server.replies import Replies
from views.session import baselines, opened_link, permissions
from views.words.numbers import percent

HOST = "yuce.example.org"
SECRET = "a secret of the tests' own, long enough"
SETTINGS = f"""
[auth]
redirect_uri = "https://{HOST}/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "yuce"
client_secret = "known to nobody"
server_metadata_url = "https://login.example.org/.well-known/openid-configuration"
[roles]
hours = 8
"""
FILES = ("json", "csv", "svg", "png")
FIGURE = re.compile(r"\d+[.%]|\d\d")
"""What might be a result or a year; how many digits differ is told by a count."""

HOSTILE = "\"><script>alert(1)</script><img src=x onerror='x'>"


def stated(baseline: Baseline, **said: Any) -> Pin:
    item = Assumption(section="J", years=(2026, 2027), value=0.07, reason="为什么", owner="张三")
    return pin(simulate(baseline, Scenario(**{"title_zh": "方案", "assumptions": (item,)} | said)))


@pytest.fixture(autouse=True)
def here_alone(tmp_path: Path, newest: Baseline, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A store of the test's own, its baseline the published one, and nothing kept of before."""
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
    monkeypatch.setattr(baselines, "in_use", lambda: newest)
    monkeypatch.setattr(baselines, "publication", lambda: object())
    monkeypatch.setattr(opened_links, "REPLIES", Replies(2, 32))
    monkeypatch.setattr(opened_links, "RECORDS", Replies(1, 8))
    monkeypatch.setattr(first_look, "REPLIES", Replies(1, 8))
    opened_link.store.clear()
    yield
    opened_link.store.clear()


LOOK = re.compile(r'<iframe id="first"[^>]* srcdoc="([^"]*)"></iframe>')


def the_app(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("the app")


def is_the_app(answer: httpx.Response) -> bool:
    """Whether it is the app's page, with no number before it."""
    return answer.content == first_look.alone().body


class Site:
    """The routes before the app's own, as the server has them; nobody has signed in."""

    def __init__(self, **cookies: str) -> None:
        routes = [packed_draws.mount(), *opened_links.routes(), *first_look.routes()]
        self.app = Starlette(routes=[*routes, Route("/{path:path}", the_app)])
        self.cookies = cookies

    def get(self, way: str, **headers: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=httpx.ASGITransport(app=self.app),
                base_url=f"https://{HOST}",
                cookies=self.cookies,
            ) as line:
                return await line.get(way, headers={"Accept-Language": "zh-CN"} | headers)

        return anyio.run(ask)


def ways(link: str, name: str) -> list[str]:
    """Every address that answers a link, by either form."""
    return [
        *(f"/{link}", f"/x{link}", f"/?s={name}", f"/s/{name}"),
        *(f"/x.{form}{link}" for form in FILES),
        *(f"/s/{name}.{form}" for form in FILES),
    ]


def plain(page: str) -> str:
    """What a page says, without its style and its tags."""
    return unescape(re.sub(r"<style>.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL))


@pytest.fixture
def sent(newest: Baseline) -> tuple[str, str]:
    """A link that holds a scenario whole, and the id under which the store keeps it."""
    found = stated(newest)
    Store().save(found, "年度方案", "", "李某")
    return encode(found), found.id


def test_every_way_to_a_link_gives_it_and_without_one_the_app_answers(
    sent: tuple[str, str],
) -> None:
    link, name = sent
    site = Site()
    for way in ways(link, name):
        answer = site.get(way)
        assert answer.status_code == 200, way
        assert not is_the_app(answer)
        assert answer.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    for way in ("/scenario", f"/{link}&app=1", f"/?s={name}&app=1", f"/scenario{link}"):
        assert is_the_app(site.get(way)), way
    for page in (site.get(f"/{link}"), site.get(f"/s/{name}")):
        assert re.search(r'href="/\?[sx]=[\w-]+&amp;app=1&amp;lang=zh"', page.text)
        assert len(page.content) < 100_000
        assert "<script" not in page.text
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page.text)
    assert "年度方案" in site.get(f"/s/{name}").text
    assert "方案（自称）" in site.get(f"/{link}").text


def test_files_are_what_they_say(sent: tuple[str, str]) -> None:
    _, name = sent
    site = Site()
    table = site.get(f"/s/{name}.csv").content.decode("utf-8-sig").splitlines()
    assert len(table) > 60
    assert all("年度方案" in row for row in table[1:])
    drawn = site.get(f"/s/{name}.svg")
    assert ElementTree.fromstring(drawn.text).tag.endswith("svg")
    assert "年度方案" in drawn.text
    assert site.get(f"/s/{name}.png").content.startswith(b"\x89PNG")
    assert site.get(f"/s/{name}.exe").status_code == 422


def test_json_is_that_of_yuce_open(
    sent: tuple[str, str], newest: Baseline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command stands on what the store publishes; both are shown the same baseline here."""
    link, name = sent
    monkeypatch.setattr(published, "in_use", lambda *_, **__: published.InUse(newest, None))
    monkeypatch.setattr(baselines, "publication", lambda: None)
    site = Site()
    for way, told in ((f"/x.json{link}", link), (f"/s/{name}.json", f"?s={name}")):
        printed = json.loads(yuce("open", told, "--json"))
        assert site.get(way).json() == printed


def forged(newest: Baseline) -> dict[str, str]:
    """Links that lie: about a digit, a target, the day; and one that is cut."""
    honest = stated(newest).record()
    digits, targets = json.loads(json.dumps(honest)), json.loads(json.dumps(honest))
    digits["headline"]["targets"][0]["value"] = 0.0777
    targets["targets"][0]["threshold"] = 0.01
    ahead = honest | {"made": "2999-01-01"}
    return {
        "digits": packed(digits),
        "target": packed(targets),
        "day": packed(ahead),
        "cut": encode(stated(newest))[:-9],
        "none": "?s=0123456789abcdef",
        "empty": "?x=",
    }


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_link_that_is_not_believed_shows_no_number(newest: Baseline, language: str) -> None:
    site = Site()
    for kind, link in forged(newest).items():
        page = site.get(f"/{link}&lang={language}")
        assert page.status_code == 422, kind
        assert not FIGURE.search(plain(page.text)), (kind, plain(page.text))
        assert f'href="/?lang={language}"' in page.text  # the way to the overview
        assert "方案" not in page.text
        assert "app=1" not in page.text
        for form in FILES:
            answer = site.get(f"/x.{form}{link}")
            assert answer.status_code == 422, (kind, form)
            if form == "json":
                told = answer.json()
                assert (told["believed"], sorted(told)) == (
                    False,
                    ["believed", "problems", "schema"],
                )
            else:
                assert not FIGURE.search(plain(answer.text)), (kind, form)


def cookie(secret: str = SECRET, origin: str = f"https://{HOST}", **claims: Any) -> dict[str, str]:
    told = {"is_logged_in": True, "iat": time.time(), "name": "王某", "origin": origin} | claims
    name = "_streamlit_user"
    return {name: create_signed_value(secret, name, json.dumps(told)).decode()}


@pytest.fixture
def signing_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sign-in is set up, and this process signs its cookies as the settings say."""
    file = tmp_path / "settings.toml"
    file.write_text(SETTINGS, encoding="utf-8")
    monkeypatch.setenv("YUCE_SETTINGS", str(file))
    monkeypatch.setattr(readers, "get_cookie_secret", lambda: SECRET)
    monkeypatch.setattr(readers, "get_origin_from_redirect_uri", lambda: f"https://{HOST}")
    return file


STRANGERS: dict[str, dict[str, str]] = {
    "nobody": {},
    "nonsense": {"_streamlit_user": "x.y.z"},
    "letters": {"_streamlit_user": "\xff\xfe"},
    "another secret": cookie("another secret, as long as the other one"),
    "another site": cookie(origin="https://elsewhere.example.org"),
    "long ago": cookie(iat=time.time() - 9 * 3600),
    "signed out": cookie(is_logged_in=False),
}


@pytest.mark.parametrize("who", STRANGERS)
def test_who_has_not_signed_in_gets_nothing(
    sent: tuple[str, str], signing_in: Path, who: str
) -> None:
    link, name = sent
    site = Site()
    raw = "; ".join(f"{key}={value}" for key, value in STRANGERS[who].items())
    headers = {"Cookie": raw.encode("latin-1")} if raw else {}
    for way in ways(link, name):
        answer = site.get(way, **headers)
        if answer.status_code == 303:  # to the app at the same link, which asks to sign in
            assert not answer.content
            answer = site.get(answer.headers["location"], **headers)
            assert is_the_app(answer)
        assert is_the_app(answer) or answer.text == "请先登录。", way
        assert answer.status_code == (200 if is_the_app(answer) else 403)


@pytest.mark.parametrize("tongue", ["zh", "en"])
@pytest.mark.parametrize("page", ["/", "/overview"])
def test_the_app_comes_with_the_verdicts_of_the_baseline(
    newest: Baseline, page: str, tongue: str
) -> None:
    answer = Site().get(page, **{"Accept-Language": tongue})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "Cookie" in answer.headers["vary"]
    (told,) = LOOK.findall(answer.text)
    assert LOOK.sub("", answer.text).count('<div id="root"></div>') == 1
    look = unescape(told)
    assert f'<html lang="{"zh-CN" if tongue == "zh" else "en"}">' in look
    assert not re.search(r"<script|<a |(?:src|href)=\"(?!data:)", look)
    outcome = simulate(newest, Scenario())
    for year, scope in ((2026, None), (2027, Scenario().scope)):
        value = (
            outcome.share_quantile(scope, year, 0.5)
            if scope
            else outcome.growth_quantile(year, 0.5)
        )
        assert f'<span class="number">{percent(value)}</span>' in look
    assert len(answer.content) < 40_000


def test_the_app_comes_alone_where_there_are_no_verdicts_to_give(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def gone() -> Baseline:
        raise OSError("the folder is gone")

    told: list[str] = []
    monkeypatch.setattr(baselines, "in_use", gone)
    monkeypatch.setattr(first_look, "broke", lambda where, error: told.append(str(error)))
    answer = Site().get("/")
    assert answer.status_code == 200
    assert is_the_app(answer)
    assert told == ["the folder is gone"]


def test_every_page_of_the_app_is_told_where_it_is_served() -> None:
    source = (Path(__file__).parents[3] / "app.py").read_text("utf-8")
    assert set(re.findall(r'url_path="(\w+)"', source)) | {""} == set(first_look.PAGES)
    for page in first_look.PAGES:
        answer = Site().get(f"/{page}", Cookie="")
        assert 'BACKEND_BASE_URL: location.origin + "/"' in answer.text
        assert answer.text.index("BACKEND_BASE_URL") < answer.text.index('<script type="module"')
    assert Site().get("/elsewhere").text == "the app"


@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_get_the_app_without_verdicts(signing_in: Path, who: str) -> None:
    raw = "; ".join(f"{key}={value}" for key, value in STRANGERS[who].items())
    answer = Site().get("/", **({"Cookie": raw.encode("latin-1")} if raw else {}))
    assert is_the_app(answer)
    site = Site()
    site.cookies = cookie()
    assert LOOK.search(site.get("/").text)


def test_the_draws_of_the_board_go_to_readers_alone(
    newest: Baseline, signing_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YUCE_HOME", str(tmp_path))
    way, site = f"/draws/{lay_out(newest, tmp_path / DRAWS)}", Site()
    assert site.get(way).status_code == 403
    site.cookies = cookie()
    answer = site.get(way)
    assert answer.content == pack(newest)
    assert answer.headers["cache-control"].startswith("private")
    assert site.get("/draws/none.bin").status_code == 404
    assert site.get(way, **{"If-None-Match": answer.headers["etag"]}).status_code == 304
    (tmp_path / "secret.txt").write_text("a secret")
    for outside in ("/draws/../secret.txt", "/draws/%2e%2e/secret.txt", "/draws/..%2fsecret.txt"):
        assert "a secret" not in site.get(outside).text


def test_who_signed_in_reads_it_and_only_in_a_role_that_may(
    sent: tuple[str, str], signing_in: Path
) -> None:
    link, name = sent
    site = Site()
    site.cookies = cookie()
    for way in ways(link, name):
        assert site.get(way).status_code == 200, way
    assert is_the_app(site.get(f"/{link}", Host="other.example.org"))
    rules = "[roles]\nhours = 8\n"
    signing_in.write_text(SETTINGS.replace("[roles]\n", '[roles]\nanonymous = "viewer"\n'))
    permissions.settings.cache_clear()
    site = Site()
    assert site.get(f"/{link}").status_code == 200  # strangers may read, the settings say
    signing_in.write_text(SETTINGS.replace(rules, "[roles]\nnonsense = 1\n"))
    permissions.settings.cache_clear()
    site = Site()
    site.cookies = cookie()
    assert is_the_app(site.get(f"/{link}"))  # which says what is wrong, and opens nothing
    assert site.get(f"/x.json{link}").status_code == 403
    permissions.settings.cache_clear()


def test_previews_are_closed_until_the_settings_open_them(
    sent: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    link, name = sent
    site = Site()
    assert "og:" not in site.get(f"/s/{name}").text
    monkeypatch.setenv("YUCE_PREVIEW", "open")
    monkeypatch.setenv("YUCE_ADDRESS", "https://yuce.example.gov.cn/")
    monkeypatch.setattr(opened_links, "REPLIES", Replies(2, 32))
    page = site.get(f"/s/{name}").text
    assert 'property="og:title" content="年度方案"' in page
    assert re.search(r'property="og:description" content="按本情景，2026 年服务业[^"]+"', page)
    picture = f"https://yuce.example.gov.cn/s/{name}.png?lang=zh"
    assert f'property="og:image" content="{picture}"' in page
    whole = site.get(f"/{link}").text
    assert f'content="https://yuce.example.gov.cn/x.png{link}&amp;lang=zh"' in whole
    for bad in forged_pages(site):
        assert "og:" not in bad


def forged_pages(site: Site) -> list[str]:
    return [site.get(way).text for way in ("/?x=1abc", "/s/0123456789abcdef", "/?s=")]


@pytest.mark.parametrize("policy", [None, "open", "title", "whole"])
def test_behind_sign_in_a_preview_tells_only_what_the_policy_allows(
    sent: tuple[str, str],
    signing_in: Path,
    monkeypatch: pytest.MonkeyPatch,
    policy: str | None,
) -> None:
    link, name = sent
    if policy:
        monkeypatch.setenv("YUCE_PREVIEW", policy)
    monkeypatch.setenv("YUCE_ADDRESS", "https://yuce.example.gov.cn")
    site = Site()
    pages = [site.get(way) for way in (f"/{link}", f"/?s={name}", f"/s/{name}", f"/x{link}")]
    if policy in (None, "open"):
        assert {(one.status_code, is_the_app(one) or one.text) for one in pages} == {
            (200, True),
            (303, ""),
        }
    for page in pages[: 4 if policy in ("title", "whole") else 0]:
        assert 'property="og:title"' in page.text
        assert ("og:description" in page.text) == (policy == "whole")
        assert ("og:image" in page.text) == (policy == "whole")
        body = page.text.split("<body>")[1]
        assert not re.search(r"\d%|为什么|张三", plain(body))
        assert "app=1" in body
    for form in FILES:
        shown = (form, policy) == ("png", "whole")
        assert site.get(f"/s/{name}.{form}").status_code == (200 if shown else 403)
    if policy in ("title", "whole"):
        for bad in ("/?x=1abc", "/?s=0123456789abcdef"):
            answer = site.get(bad)
            assert answer.status_code == 403
            assert "og:" not in answer.text


@pytest.mark.parametrize("policy", [None, "open"])
def test_whatever_people_wrote_is_text(
    newest: Baseline, monkeypatch: pytest.MonkeyPatch, policy: str | None
) -> None:
    if policy:
        monkeypatch.setenv("YUCE_PREVIEW", policy)
    texts: Any = {"reason": HOSTILE, "source": HOSTILE, "owner": HOSTILE}
    item = Assumption(section="J", years=(2027,), value=0.05, **texts)
    titles = {"title_zh": HOSTILE, "title_en": HOSTILE, "note_zh": HOSTILE, "source": HOSTILE}
    found = stated(newest, assumptions=(item,), **titles)
    Store().save(found, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    site = Site()
    for way in (f"/s/{found.id}", f"/{encode(found)}"):
        text = site.get(way).text
        assert "<script" not in text
        assert "<img" not in text
        assert "&lt;script&gt;" in text
    drawn = site.get(f"/s/{found.id}.svg").text
    assert "<script" not in drawn
    ElementTree.fromstring(drawn)


def test_a_page_speaks_the_language_that_is_asked_for(sent: tuple[str, str]) -> None:
    link, _ = sent
    site = Site()
    assert 'lang="zh-CN"' in site.get(f"/{link}").text
    english = site.get(f"/{link}", **{"Accept-Language": "en-GB,en;q=0.9"})
    assert '<html lang="en">' in english.text
    assert "Open in Yuce" in english.text
    assert 'lang="zh-CN"' in site.get(f"/{link}&lang=zh", **{"Accept-Language": "en"}).text


def test_reading_a_link_writes_nothing(sent: tuple[str, str]) -> None:
    link, name = sent
    before = [(one.record, one.number, one.at) for one in Store().history()], Store().ids()
    site = Site()
    for way in ways(link, name):
        site.get(way)
    assert (
        [(one.record, one.number, one.at) for one in Store().history()],
        Store().ids(),
    ) == before


@pytest.mark.parametrize("code", ["store-silent", "store-unreachable"])
def test_a_store_that_does_not_answer_is_no_fault_of_a_link(
    sent: tuple[str, str], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, name = sent
    site = Site()

    def store() -> Store:
        what = Text("情景库打不开", "the store cannot be opened")
        where = "postgresql://yuce:***@db.inside/yuce"
        raise Problems([Problem("YUCE_STORE", what, where, what, Text("稍候", "wait"), code=code)])

    with monkeypatch.context() as broken:
        broken.setattr(opened_link, "store", store)
        for way in (f"/s/{name}", f"/s/{name}.json"):
            answer = site.get(way)
            assert answer.status_code == 503
            assert "情景库打不开" in answer.text
            assert "不可采信" not in answer.text
            assert "db.inside" not in answer.text
    assert site.get(f"/s/{name}").status_code == 200  # nothing of it is kept


def test_a_fault_is_told_without_its_text_and_is_not_kept(
    sent: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    link, _ = sent
    site = Site()
    with monkeypatch.context() as broken:
        broken.setattr(link_answers, "_briefing", lambda _opened: 1 // 0)
        answer = site.get(f"/{link}")
        assert answer.status_code == 500
        assert f'href="/{link}&amp;app=1' in answer.text
        assert "division" not in answer.text
        assert "在渝策中打开" in answer.text
    assert site.get(f"/{link}").status_code == 200
