"""The whole set, nginx before two processes on PostgreSQL: one is killed in mid-drag (部署)."""

import os
import re
import shutil
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import HTTPError
from urllib.parse import urlsplit

import pytest
import yaml
from browsing import LEASING, still
from playwright.sync_api import expect
from visits import Visits

from benchmarks.chromium import hold
from deploy.local import Deployed, binaries, deployed
from forecast.fit_cache import prepare
from records.store.records import Store
from views.session.baselines import newest

ROOT = Path(__file__).parents[2]
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"

LOST = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  const look = () => { window.lost ||= app.dataset.testConnectionState !== "CONNECTED"; };
  new MutationObserver(look).observe(app, { attributeFilter: ["data-test-connection-state"] });
}"""
"""Remembers that the line to the server was lost, however soon it is back."""

needed = pytest.mark.skipif(
    binaries() is None or not Path(NGINX).exists(),
    reason="needs PostgreSQL and nginx: .ci/run installs them",
)


@pytest.fixture(scope="module")
def running() -> Iterator[Deployed]:
    prepare(newest())  # else both processes fit it
    with TemporaryDirectory(prefix="yuce-deployed-") as folder:
        home = Path(folder)
        home.chmod(0o755)  # PostgreSQL runs as its own user below
        settings = home / "settings.toml"
        settings.write_text('[roles]\nanonymous = "planner"\n', encoding="utf-8")
        with deployed(home, YUCE_SETTINGS=str(settings)) as found:
            yield found


def fetched(address: str) -> tuple[int, dict[str, str], str]:
    with urllib.request.urlopen(address, timeout=10) as found:
        return found.status, dict(found.headers), found.read().decode()


def uploaded(
    address: str, size: int, path: str = "/_stcore/upload_file/none/none", method: str = "PUT"
) -> int:
    """Say that so many bytes come, send them unless refused at once; the answer's status."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
    try:
        connection.putrequest(method, path)
        connection.putheader("Content-Length", str(size))
        connection.endheaders()
        with suppress(OSError):  # refused before all of it was sent
            connection.send(bytes(size))
        return connection.getresponse().status
    finally:
        connection.close()


def runs(port: int) -> float:
    """How often the board ran in a process, by its own metrics."""
    text = fetched(f"http://127.0.0.1:{port}/_stcore/metrics")[2]
    found = re.search(r'yuce_run_seconds_count{part="board"} (\d+)', text)
    return float(found[1]) if found else 0.0


@needed
def test_one_process_dies_in_mid_drag_and_the_sliders_come_back(
    running: Deployed, chromium: Visits
) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 1000}, locale="zh-CN")
    blocked: list[str] = []
    page.on(
        "console",
        lambda said: blocked.append(said.text) if "Content Security" in said.text else None,
    )
    page.goto(f"{running.address}/scenario")
    board = page.locator(".board[data-live=true]")
    board.wait_for()
    typed = page.locator(f'input[type=number][aria-label="{LEASING}"]')
    typed.fill("15")
    typed.press("Enter")
    expect(page.locator(".board")).to_have_attribute("data-confirmed", re.compile("15"))
    mine = max(running.processes, key=runs)
    thumb = page.locator(f'input[type=range][aria-label="{LEASING}"]')
    hold(page, thumb, 0.9)
    dragged = thumb.input_value()
    assert dragged != "15"
    page.evaluate(LOST)
    running.processes[mine].send_signal(signal.SIGKILL)
    page.wait_for_function("() => window.lost")
    page.mouse.up()
    expect(page.locator(".board")).to_have_attribute(
        "data-confirmed", re.compile(re.escape(f'"L/2026",{float(dragged):g}'))
    )
    expect(page.locator(".board")).to_have_attribute("data-agree", "true")
    expect(typed).to_have_value(dragged)
    (other,) = (port for port in running.processes if port != mine)
    assert runs(other) > 0
    # The new session still works the rest of its page out; a click then may be lost with it.
    still(page)
    page.get_by_role("button", name="分享与保存").click()
    page.get_by_role("dialog").get_by_label("标题").fill("换了进程")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("已保存").wait_for()
    assert blocked == []
    page.close()
    store = Store(running.store)
    assert [entry.title for entry in store.newest()] == ["换了进程"]
    store.close()


@needed
def test_the_proxy_adds_what_keeps_intruders_out(running: Deployed) -> None:
    status, headers, _ = fetched(running.address)
    assert status == 200
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "HttpOnly" in headers["Set-Cookie"]
    assert headers["Server"] == "nginx"
    assert fetched(f"{running.address}/_stcore/health")[2] == "ok"
    assert uploaded(running.address, 13_000_000) == 413
    assert uploaded(running.address, 1_000_000) != 413
    for path in ("?x=somebodys-scenario", "s/somebodys-scenario", "s/somebodys-scenario.json"):
        with pytest.raises(HTTPError):
            fetched(f"{running.address}/{path}")
    written = (running.home / "nginx-access.log").read_text(encoding="utf-8")
    assert '"path"' in written
    assert "?" not in written
    assert "somebodys" not in written


@needed
def test_a_line_that_one_client_breaks_closes_the_site_to_nobody(running: Deployed) -> None:
    for size in (1_000_000, 11_500_000) * 15:
        assert uploaded(running.address, size) in (403, 413)  # read to its end, and told
        uploaded(running.address, size, "/scenario", "POST")  # answered unread: the line breaks
        assert fetched(running.address)[0] == 200


@needed
def test_metrics_and_logs_tell_what_runs_and_nobodys_name(running: Deployed) -> None:
    text = "".join(
        fetched(f"http://127.0.0.1:{port}/_stcore/metrics")[2]
        for port, process in running.processes.items()
        if process.poll() is None
    )
    assert 'yuce_actions_total{kind="save"} 1' in text
    assert re.search(r'yuce_run_seconds_bucket{le="\+Inf",part="page"} \d+', text)
    logs = "".join(path.read_text() for path in running.home.glob("yuce-*.log"))
    assert '"event": "action", "action": "save"' in logs
    assert "换了进程" not in logs


def test_the_compose_file_and_the_units_name_what_is_there() -> None:
    composed = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))
    assert set(composed["services"]) == {"store", "web1", "web2", "proxy"}
    for service in ("web1", "web2"):
        assert composed["services"][service]["environment"]["YUCE_STORE"].startswith("postgresql:")
        assert "store" in composed["services"][service]["depends_on"]
    for file in (".gitignore", ".dockerignore"):  # what holds secrets goes into no commit, no image
        kept_out = (ROOT / file).read_text(encoding="utf-8").splitlines()
        assert {"deploy/settings.toml", "deploy/.env"} <= set(kept_out)
    unit = (ROOT / "deploy" / "yuce@.service").read_text(encoding="utf-8")
    (command,) = re.findall(r"ExecStart=(.*)", unit)
    assert "yuce serve --port %i" in command
    (writable,) = re.findall(r"ReadWritePaths=(.*)", unit)
    (made,) = re.findall(r"ExecStartPre=\+/usr/bin/install -d -o yuce (.*)", unit)
    assert made.split() == writable.split()  # systemd refuses to start where one is missing
    keeping = (ROOT / "deploy" / "yuce-backup.service").read_text(encoding="utf-8")
    (folder,) = re.findall(r"ExecStartPre=\+/usr/bin/install .* (\S+)$", keeping, re.MULTILINE)
    assert f"yuce backup {folder}/" in keeping


@pytest.mark.skipif(not Path(NGINX).exists(), reason="needs nginx: .ci/run installs it")
def test_nginx_reads_what_compose_makes_of_the_template(tmp_path: Path) -> None:
    composed = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))
    script = composed["services"]["proxy"]["command"][2].replace("$$", "$")
    made = tmp_path / "nginx.conf"
    for inside, here in {
        "/template.conf": str(ROOT / "deploy" / "nginx.conf"),
        "> /tmp/nginx.conf": f"> {made}",
        "exec nginx -c /tmp/nginx.conf -g 'daemon off;'": "true",
    }.items():
        assert inside in script
        script = script.replace(inside, here)
    subprocess.run(["sh", "-euc", script], check=True)
    text = made.read_text(encoding="utf-8")
    assert not re.search(r"@\w+@", text)
    for one in ("web1", "web2"):
        assert f"server {one}:8501 resolve max_fails=0;" in text
    # Debian's nginx may be older than `resolve`, and nobody is called web1 here.
    known = re.sub(r"web(\d):8501 resolve", r"127.0.0.1:850\1", text)
    known = re.sub(r"resolver \S+ valid=2s;", "", known).replace(" /tmp", f" {tmp_path}")
    made.write_text(known, encoding="utf-8")
    done = subprocess.run(
        [NGINX, "-t", "-p", str(tmp_path), "-c", str(made)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_images_have_exact_tags_and_a_script_writes_their_digests(tmp_path: Path) -> None:
    """Docker's place is taken by a script of two lines: no registry can be asked here."""
    files = ("Dockerfile", "compose.yaml")
    named = r"^(?:FROM|\s+image:) (\S+:\S+)$"
    tags = [
        tag
        for file in files
        for tag in re.findall(named, (ROOT / "deploy" / file).read_text("utf-8"), re.MULTILINE)
    ]
    assert len(tags) == 3
    assert all(re.search(r":\d+\.\d+(\.\d+)?-\w+", tag) for tag in tags)
    for file in files:
        shutil.copy(ROOT / "deploy" / file, tmp_path)
    docker = tmp_path / "docker"
    for sign in "ab":  # the second time, newer ones
        digest = "sha256:" + sign * 64
        docker.write_text(f'#!/bin/sh\n[ "$1" = pull ] || echo "${{5%%:*}}@{digest}"\n')
        docker.chmod(0o755)
        done = subprocess.run(
            [str(ROOT / "deploy" / "pin.sh"), str(tmp_path)],
            env=os.environ | {"DOCKER": str(docker)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert sorted(done.stdout.split()) == sorted(f"{tag}@{digest}" for tag in tags)
        for file in files:
            text = (tmp_path / file).read_text("utf-8")
            before = (ROOT / "deploy" / file).read_text("utf-8")
            assert text == re.sub(named, rf"\g<0>@{digest}", before, flags=re.M)


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None,
    reason="no systemd-analyze on this machine: apt-get install systemd",
)
def test_systemd_reads_the_units_and_objects_to_nothing(tmp_path: Path) -> None:
    """The programme is put where a test may write; everything else is verified as it stands."""
    program = tmp_path / "opt" / ".venv" / "bin" / "yuce"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    units = []
    for unit in (ROOT / "deploy").glob("yuce*.*"):
        text = unit.read_text(encoding="utf-8").replace("/opt/yuce/", f"{tmp_path}/opt/")
        units.append(tmp_path / unit.name.replace("@", "@8511"))
        units[-1].write_text(text, encoding="utf-8")
    assert len(units) == 3
    check = ["systemd-analyze", "verify", "--man=no", *map(str, units)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    units[0].write_text(units[0].read_text(encoding="utf-8") + "Nonsense=1\n", encoding="utf-8")
    assert "Nonsense" in subprocess.run(check, capture_output=True, text=True, check=False).stderr


@needed
def test_no_page_breaks_the_proxys_policy(running: Deployed, chromium: Visits) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 1000}, locale="zh-CN")
    page.add_init_script(
        "window.broken = []; document.addEventListener('securitypolicyviolation',"
        " (e) => window.broken.push(e.violatedDirective + ' ' + e.blockedURI))"
    )
    app = page.locator(".stApp[data-test-script-state=notRunning] h1.brand")
    for path in ("", "scenario", "model", "evidence", "compare"):
        answer = page.goto(f"{running.address}/{path}")
        assert answer is not None
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        app.wait_for()
        still(page)
        assert page.evaluate("() => window.broken") == [], path
    page.evaluate(
        "() => { const s = document.createElement('script');"
        " s.src = 'http://127.0.0.1:9/x.js'; document.head.append(s); }"
    )
    page.wait_for_function("() => window.broken.length > 0")  # it would be seen
    page.close()
