"""Long work in a process of its own (后台作业): seen, waited for and cancelled by anybody.

A job is a folder, `jobs/ID` of the home: `request.json` says what was asked, `state.jsonl` is
what its process tells, a line at a time, and `alive` is locked by that process for as long as
it lives, so that a dead one is seen as dead however it died. The process locks first and then
writes the request down: a job is seen from then on. Jobs of one home take turns.
"""

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from base import settings
from base.faults import fault
from base.json_types import Record
from base.places import held, locked, put
from base.problems import Language, Problem, Problems, Text, not_written
from base.settings import Home
from data import clock
from records.store.people import now

State = Literal["waiting", "running", "done", "failed", "cancelled", "dead"]

KILLED: Final = Text("被终止", "killed")
ENDED: Final = ("done", "failed", "cancelled", "dead")
ROOT: Final = Path(__file__).parents[2]
REQUEST: Final = "request.json"
ANY_RECORD: Final = TypeAdapter(dict[str, Any])


class _Told(BaseModel):
    """A line of what a job's process tells."""

    time: float
    pid: int = 0
    state: State = "waiting"
    what: str = ""
    done: Annotated[float, Field(ge=0, le=1)] = 0.0
    result: str = ""
    problems: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True)
class Job:
    """A job as it stands (作业状态).

    `what` is running now, `done` the fraction behind it, `seconds` since its first step.
    `result` is what it made; `problems` are texts in both languages.
    """

    id: str
    request: Record
    state: State
    what: str = ""
    done: float = 0.0
    seconds: float = 0.0
    result: str = ""
    problems: tuple[Record, ...] = ()

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it (已结束)."""
        return self.state in ENDED

    @property
    def to_go(self) -> float | None:
        """Seconds to go (剩余秒数) at the pace so far; None while there is no pace yet."""
        return self.seconds * (1 - self.done) / self.done if self.done > 0 else None

    def record(self) -> Record:
        """Give it as plain values (纯数据)."""
        return {
            "id": self.id,
            "request": self.request,
            "state": self.state,
            "what": self.what,
            "done": self.done,
            "result": self.result or None,
            "problems": list(self.problems),
        }


def start(module: str, request: Record, home: Home = None) -> Job:
    """Start a module of ours on a request (启动作业): `python -m MODULE FOLDER`.

    Raises Problems when it cannot even be written down, or dies before that.
    """
    root = settings.home(home).absolute()
    name = f"{clock.now():%Y%m%dT%H%M%S.%f}-{secrets.token_hex(3)}"
    folder = root / "jobs" / name
    search = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    own = {"YUCE_HOME": str(root), "PYTHONPATH": search, "PYTHONSAFEPATH": "1"}
    try:
        folder.mkdir(parents=True)
        with (folder / "log").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", module, str(folder)],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env=os.environ | settings.handed_down() | own,
            )
        content = json.dumps(request | {"at": now()}, ensure_ascii=False)
        assert process.stdin is not None
        with suppress(BrokenPipeError), process.stdin as asked:  # one that died says why below
            asked.write(content.encode())
        _begun(process, folder)
    except OSError as error:
        words = "作业无法启动", "the job could not be started"
        raise Problems([not_written(str(root / "jobs"), *words, error)]) from error
    threading.Thread(target=process.wait, daemon=True).start()
    return read_job(name, home)


def _begun(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until the process has taken the request down, or has ended; raises OSError."""
    while not (folder / REQUEST).exists():
        if process.poll() is not None and not (folder / REQUEST).exists():
            words = _last_words(folder)
            shutil.rmtree(folder, ignore_errors=True)
            raise OSError(words if isinstance(words, str) else words.en)
        time.sleep(0.02)


def read_job(name: str, home: Home = None) -> Job:
    """Tell how a job stands (查看作业); raises Problems for one that is not there."""
    folder = settings.home(home) / "jobs" / Path(name).name
    try:
        request = ANY_RECORD.validate_json((folder / REQUEST).read_bytes())
    except ValidationError:
        return Job(folder.name, {}, "dead", problems=(_damaged(folder).record(),))
    except OSError as error:
        raise Problems([_no_job(name)]) from error
    living = held(folder / "alive")  # asked before reading: the last word is then never missed
    status: Record = {}
    began: float | None = None
    for line in _lines(folder):
        status |= line
        if line.get("what") and began is None:  # loading the programme says nothing of the pace
            began = line["time"]
    state: State = status.get("state", "waiting")
    if not living and state not in ENDED:
        state = "dead"
        status["problems"] = [_died(folder).record()]
    since = (time.time() if living else status.get("time", 0.0)) - began if began else 0.0
    return Job(
        folder.name,
        request,
        state,
        what=status.get("what", ""),
        done=status.get("done", 0.0),
        seconds=max(0.0, since),
        result=status.get("result", ""),
        problems=tuple(status.get("problems", ())),
    )


def jobs(home: Home = None) -> list[Job]:
    """List the jobs of a home, the newest first (作业列表)."""
    names = sorted(path.parent.name for path in settings.home(home).glob(f"jobs/[0-9]*/{REQUEST}"))
    return [read_job(name, home) for name in reversed(names)]


def active(home: Home = None) -> list[Job]:
    """List those that run or wait, the first in line first (进行中的作业)."""
    return [job for job in reversed(jobs(home)) if not job.ended]


def cancel(name: str, home: Home = None, patience: float = 10.0) -> Job:
    """Ask a job to end, and wait until it has (取消)."""
    deadline = time.monotonic() + patience
    (settings.home(home) / "jobs" / read_job(name, home).id / "cancel").touch()
    while not (job := read_job(name, home)).ended and time.monotonic() < deadline:
        time.sleep(0.1)
    return job


def problem_text(problem: Record, language: Language) -> str:
    """Print a problem that a job reported (问题说明)."""
    return str(problem["text"] if language == "zh" else problem.get("text_en", problem["what"]))


class Cancelled(BaseException):
    """Somebody asked for the end (已取消); no Exception, so that no step swallows it."""


class Teller:
    """What a job's process tells of itself (作业自述), a line of `state.jsonl` at a time.

    It is alive from here on, and takes the request, which comes in by the process's input, down.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self._life = ExitStack()
        self._life.enter_context(locked(folder / "alive"))
        content = sys.stdin.buffer.read()
        self.request: Record = json.loads(content)
        put(folder / REQUEST, content)
        signal.signal(signal.SIGTERM, _stop)
        self._tell(state="waiting", pid=os.getpid())

    def _heed(self) -> None:
        """End this process once somebody asks for it (听候取消).

        Its number is its own business: in another container of the same home it is another
        process's, or a thread of the server's.
        """
        while not (self.folder / "cancel").exists():
            time.sleep(0.1)
        signal.raise_signal(signal.SIGTERM)

    def progress(self, what: str, done: float) -> None:
        """Tell what runs now (进度)."""
        self._tell(state="running", what=what, done=round(done, 4))

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for this job's turn (排队), then run to the end and tell which it was."""
        try:
            threading.Thread(target=self._heed, daemon=True).start()
            with locked(self.folder.parent / "turn"):
                self.progress("", 0.0)
                yield
        except Cancelled:
            self._tell(state="cancelled")
        except Problems as found:
            self._tell(state="failed", problems=[one.record() for one in found.problems])
        except Exception as error:
            self._tell(state="failed", problems=[_broke(self.folder, error).record()])
            raise

    def finish(self, result: str, problems: tuple[Problem, ...] = ()) -> None:
        """Tell what came of it (结果); from here on there is nothing to cancel."""
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        told = [problem.record() for problem in problems]
        self._tell(state="done", what="", done=1.0, result=result, problems=told)

    def _tell(self, **told: Any) -> None:
        line = json.dumps(told | {"time": time.time()}, ensure_ascii=False) + "\n"
        with (self.folder / "state.jsonl").open("a", encoding="utf-8") as file:
            file.write(line)


def _stop(_signal: int, _frame: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # asked twice is asked once
    raise Cancelled


def _lines(folder: Path) -> Iterator[Record]:
    """Give the whole lines; one that was cut off or damaged says nothing."""
    with suppress(OSError):
        for line in (folder / "state.jsonl").read_bytes().split(b"\n"):
            with suppress(ValidationError):
                yield _Told.model_validate_json(line).model_dump(exclude_unset=True)


def _no_job(name: str) -> Problem:
    return Problem(
        where="jobs",
        what=Text("没有这项作业", "there is no such job"),
        found=repr(name)[:60],
        expected=Text("yuce fits 列出的作业", "a job of this home"),
        remedy=Text("重新启动拟合", "start the fit again"),
        code="job-unknown",
    )


def _damaged(folder: Path) -> Problem:
    return Problem(
        where=f"jobs/{folder.name}/{REQUEST}",
        what=Text("作业记录已损坏", "the notes of a job are damaged"),
        found=Text("不是一组键值", "no table of keys and values"),
        expected=Text("作业启动时写下的请求", "the request, as it was written at the start"),
        remedy=Text("删去该目录，重新启动拟合", "remove the folder, and start the fit again"),
        code="job-damaged",
    )


def _died(folder: Path) -> Problem:
    return Problem(
        where=f"jobs/{folder.name}",
        what=Text("作业进程中途终止，没有结果", "the job's process died before it was done"),
        found=_last_words(folder),
        expected=Text("完成、失败或取消", "done, failed or cancelled"),
        remedy=Text(
            "再次启动即可：已有基准未受影响；若又终止，检查内存与日志",
            "start it again: no baseline was changed; if it ends again, check memory and the log",
        ),
        code="job-died",
    )


def _broke(folder: Path, error: Exception) -> Problem:
    return Problem(
        where=f"jobs/{folder.name}",
        what=Text("作业出错，没有结果", "the job failed"),
        found=fault(error, type(error).__name__),
        expected=Text("拟合完成", "a fit"),
        remedy=Text(
            f"查看 {folder / 'log'}，更正后重试",
            f"see {folder / 'log'}, correct what it names, then try again",
        ),
        code="job-failed",
    )


def _last_words(folder: Path) -> str | Text:
    with suppress(OSError):
        words = (folder / "log").read_text(encoding="utf-8", errors="replace").split("\n")
        return next((line[:120] for line in reversed(words) if line.strip()), KILLED)
    return KILLED
