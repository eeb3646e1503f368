"""The model of the settings (设置模型): what each may be, and what is told of one that is not."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from base.problems import Problem, Problems, Text, one_of

PREFIX: Final = "YUCE_"
ROOT: Final = Path(__file__).parents[1]
BESIDE: Final = ROOT / "artefacts"
"""The home of a checkout: beside its code."""

OF_TESTS: Final = ("DRESSES", "FUZZ", "LONG", "ORDERS", "TESTS")
"""Names that the tests alone read."""


def _folder(path: Path) -> Path:
    """Make a folder's path whole; one that is there is a folder."""
    path = path.expanduser().absolute()
    if path.exists() and not path.is_dir():
        raise ValueError("not a folder")
    return path


def _there(path: Path) -> Path:
    path = path.expanduser().absolute()
    if not path.exists():
        raise ValueError("not there")
    return path


def _file(path: Path) -> Path:
    path = path.expanduser().absolute()
    if not path.is_file():
        raise ValueError("not a file")
    return path


def _place(text: str) -> str:
    """Make a plain path, or SQLite's, whole; see that an address has a port that can be."""
    scheme, mark, rest = text.partition("://")
    if not mark:
        return str(Path(text).expanduser().absolute())
    if scheme.startswith("sqlite"):
        path, query, options = rest.removeprefix("/").partition("?")
        within = path and path != ":memory:" and not path.startswith("file:")
        return f"{scheme}:///{Path(path).absolute()}{query}{options}" if within else text
    _port(text)
    return text


def _web(text: str) -> str:
    if not re.match(r"https?://[^/\s]+", text):
        raise ValueError("not a web address")
    _port(text)
    return text


def _port(address: str) -> None:
    if "," not in urlsplit(address).netloc:  # several hosts are PostgreSQL's own affair
        _ = urlsplit(address).port  # raises ValueError


def _spoken(text: str) -> str:
    if not text.lower().startswith(("zh", "en")):
        raise ValueError("another language")
    return text


def default_home() -> Path:
    """Give the home where none is named (默认目录): a checkout's own, else the user's."""
    if BESIDE.exists() or (ROOT / "pyproject.toml").exists():
        return BESIDE
    from platformdirs import user_data_path

    return user_data_path("yuce", appauthor=False)


class Settings(BaseSettings):
    """Every setting (设置), checked; what is not set is None, or what it is by default.

    A description is what `yuce settings` prints beside the value.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True)

    home: Annotated[Path, AfterValidator(_folder)] = Field(
        default_factory=default_home, description="存放目录 · where what is made here is kept"
    )
    store: Annotated[str, AfterValidator(_place)] | None = Field(
        None, description="情景库 · the store: a file or postgresql://"
    )
    artefacts: Annotated[str, AfterValidator(_place)] | None = Field(
        None, description="基准存放处 · where baselines are kept, if not in home"
    )
    settings: Annotated[Path, AfterValidator(_file)] | None = Field(
        None, description="登录与角色 · the file of sign-in and roles"
    )
    port: Annotated[int, Field(ge=1, le=65535)] = Field(
        8501, description="页面端口 · the page's port"
    )
    address: Annotated[str, AfterValidator(_web)] | None = Field(
        None, description="网址 · the page's address in links and codes"
    )
    preview: Literal["open", "title", "whole"] | None = Field(
        None, description="链接预览 · what chat programs may show of a link"
    )
    lang: Annotated[str, AfterValidator(_spoken)] | None = Field(
        None, description="语言 · the terminal's language: zh or en"
    )
    user: str | None = Field(None, description="操作人 · who acts in a terminal")
    unit: str | None = Field(None, description="编制单位 · the office that documents name")
    fonts: Annotated[Path, AfterValidator(_there)] | None = Field(
        None, description="字体目录 · a folder of fonts with letters that ours lacks"
    )


EXPECTED: Final = {
    "home": Text("一个目录", "a folder"),
    "store": Text("文件路径，或 postgresql:// 地址", "a file's path or a postgresql:// address"),
    "artefacts": Text("目录或 fsspec 可识别的地址", "a folder or an address that fsspec knows"),
    "settings": Text("已有的文件", "a file that is there"),
    "port": Text("1 至 65535 的整数", "a whole number from 1 to 65535"),
    "address": Text("http(s):// 网址", "an http(s):// address"),
    "preview": Text("open、title 或 whole", "open, title or whole"),
    "lang": Text("zh 或 en", "zh or en"),
    "fonts": Text("已有的目录", "a folder that is there"),
}
"""What a value must be, where not any text will do."""


def hidden(address: str) -> str:
    """Take the secrets out of an address (隐去密码).

    >>> hidden("postgresql://yuce:s3@db/yuce?password=s3"), hidden("s3://key:secret@bucket")
    ('postgresql://yuce:***@db/yuce?password=***', 's3://key:***@bucket')
    """
    plain = re.sub(r"(://[^/:@]*):[^/]*@", r"\1:***@", address)
    return re.sub(r"(?i)([?&;][^=&;]*(?:password|secret|token|key)[^=&;]*=)[^&;]*", r"\1***", plain)


@lru_cache(maxsize=4)
def checked(told: tuple[tuple[str, str], ...]) -> Settings:
    """Check what the environment tells (核对设置), name and value; raises Problems."""
    names = {key: key.upper().removeprefix(PREFIX) for key, _ in told}
    empty = [key for key, value in told if not value.strip()]
    known = [name.upper() for name in Settings.model_fields]
    strange = [key for key, name in names.items() if name not in {*known, *OF_TESTS}]
    problems = [_unknown(key, known) for key in strange if key not in empty]
    problems += [_problem(key, "", "setting-empty") for key in empty]
    try:
        found = Settings.model_validate({})
    except ValidationError as error:
        wrong = {str(detail["loc"][0]): detail["input"] for detail in error.errors()}
        for name, value in wrong.items():
            if (key := PREFIX + name.upper()) not in {one.upper() for one in empty}:
                problems.append(_problem(key, value, "setting-invalid"))
    if problems:
        raise Problems(problems)
    return found


def _problem(key: str, found: Any, code: str) -> Problem:
    name = key.upper().removeprefix(PREFIX).lower()
    return Problem(
        where=key,
        what=Text("设置取值不合规定", "a setting's value does not fit"),
        found=hidden(str(found))[:120],
        expected=EXPECTED.get(name, Text("一个取值", "a value")),
        remedy=Text("更正取值，或不设这一项", "correct the value, or leave the setting out"),
        code=code,
    )


def _unknown(key: str, known: list[str]) -> Problem:
    return Problem(
        where=key,
        what=Text("没有这项设置", "there is no such setting"),
        found=key,
        expected=one_of(PREFIX + name for name in known),
        remedy=Text("更正名称，或删去", "correct its name, or take it out"),
        code="setting-unknown",
    )
