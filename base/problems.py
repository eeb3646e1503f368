"""A problem in what a reader gave us: what, where, found, expected, remedy (问题清单).

Every layer gathers its problems and raises them once, in both languages; the reader's
language is chosen where they are shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from base.texts import Language as Language
from base.texts import called, visible


@dataclass(frozen=True)
class Text:
    """The same words in both languages (双语文本)."""

    zh: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return called(self, language)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong (问题), and what to do about it.

    `where` names file, row and field, or the key of a scenario; `found` is printed as given,
    and says that nothing was there when it is empty. `code` is a short name that stays the
    same when the words change (link-damaged), for programs to tell problems apart by.
    """

    where: str
    what: Text
    found: str
    expected: Text
    remedy: Text
    code: str | None = None

    def text(self, language: Language) -> str:
        """Say it in one line (一行说明); what cannot be seen in what was found is spelt out."""
        if language == "zh":
            return visible(
                f"{self.where}：{self.what.zh}；现为 {self.found or '空'}，应为{self.expected.zh}；"
                f"{self.remedy.zh}。"
            )
        return visible(
            f"{self.where}: {self.what.en}; found {self.found or 'nothing'}, "
            f"expected {self.expected.en}; "
            f"{self.remedy.en}."
        )

    def record(self) -> dict[str, str | None]:
        """Give it as a row of `--json` output (机器可读)."""
        return {
            "code": self.code,
            "where": self.where,
            "what": self.what.en,
            "found": self.found,
            "expected": self.expected.en,
            "remedy": self.remedy.en,
            "text": self.text("zh"),
        }


class Problems(ValueError):  # noqa: N818 - several problems, told together, are not one error
    """Every problem found in one input, raised once (输入有误)."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.text("en") for problem in self.problems))

    def text(self, language: Language) -> str:
        """All problems, a line each (逐行列出)."""
        return "\n".join(problem.text(language) for problem in self.problems)


def one_of(choices: Iterable[str]) -> Text:
    """Say that one of these was expected (可用取值)."""
    listed = ", ".join(choices)
    return Text(f"以下之一：{listed}", f"one of {listed}")


def named(asked: object, choices: Iterable[str]) -> bool:
    """Say whether what is asked for is one of these names, whatever it is (是否在列)."""
    return isinstance(asked, str) and asked in choices


def shown(asked: object) -> str:
    """Print what was asked for, cut short (所问内容)."""
    return repr(asked)[:60]


def not_among(where: str, zh: str, en: str, found: str, choices: Iterable[str]) -> Problem:
    """Tell of a value that is none of those there are (未知取值)."""
    remedy = Text("改用其中之一", "choose one of them")
    return Problem(where, Text(zh, en), found, one_of(choices), remedy)


def not_written(where: str, zh: str, en: str, error: Exception) -> Problem:
    """Tell that something could not be written, for want of room or rights (无法写入)."""
    return Problem(
        where,
        Text(zh, en),
        (getattr(error, "strerror", None) or f"{type(error).__name__}: {error}")[:200],
        Text("可写且有余量的存放处", "a place with room, and the right to write"),
        Text(
            "清理磁盘空间或修改文件权限后重试",
            "free disk space or correct the file permissions, then try again",
        ),
    )


def unknown_version(
    where: str, zh: str, en: str, found: object, known: Iterable[object]
) -> Problem:
    """Tell of something whose version this software cannot read (未知版本)."""
    return Problem(
        where,
        Text(f"无法识别的{zh}版本", f"a {en} of an unknown version"),
        repr(found)[:40],
        one_of(map(str, known)),
        Text(f"若{zh}由更新版本的渝策生成，请先升级", f"update Yuce if a newer one made the {en}"),
        code="unknown-version",
    )
