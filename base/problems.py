"""A problem in what a reader gave us: what, where, found, expected, remedy (问题清单).

Every layer gathers its problems and raises them once, in both languages; the reader's
language is chosen where they are shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from base.faults import fault
from base.texts import Language as Language
from base.texts import Text as Text
from base.texts import visible


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong (问题), and what to do about it.

    `where` names file, row and field, or the key of a scenario; `found` is a value as given,
    or words in both languages, and says that nothing was there when it is empty. `code` is a
    short name, its family first (link-damaged), that stays the same when the words change, for
    programs to tell problems apart by; docs/json.md lists every one. `arguments` are the names
    of those that `where`, `remedy` and the words of `found` speak of, `odds` or `onto=1`: the
    terminal prints the option that gives each (`commands/usage.py`).
    """

    where: str
    what: Text
    found: str | Text
    expected: Text
    remedy: Text
    code: str = field(kw_only=True)
    arguments: tuple[str, ...] = field(default=(), kw_only=True)

    def seen(self, language: Language) -> str:
        """Say what was found (所见), in a language."""
        return self.found if isinstance(self.found, str) else self.found[language]

    def text(self, language: Language) -> str:
        """Say it in one line (一行说明); what cannot be seen in what was found is spelt out."""
        found, expected, remedy = (
            self.seen(language),
            self.expected[language],
            self.remedy[language],
        )
        if language == "zh":
            told = f"{self.what.zh}；现为 {found or '空'}，应为{expected}；{remedy}。"
            return visible(f"{self.where}：{told}")
        told = f"{self.what.en}; found {found or 'nothing'}, expected {expected}; {remedy}."
        return visible(f"{self.where}: {told}")

    def record(self) -> dict[str, str]:
        """Give it as a row of `--json` output (机器可读), its words in both languages."""
        return {
            "code": self.code,
            "where": self.where,
            "what": self.what.en,
            "found": self.seen("en"),
            "expected": self.expected.en,
            "remedy": self.remedy.en,
            "text": self.text("zh"),
            "text_en": self.text("en"),
            "what_zh": self.what.zh,
            "found_zh": self.seen("zh"),
            "expected_zh": self.expected.zh,
            "remedy_zh": self.remedy.zh,
        }


class Problems(ValueError):  # noqa: N818 - several problems, told together, are not one error
    """Every problem found in one input, raised once (输入有误)."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.text("en") for problem in self.problems))

    def text(self, language: Language) -> str:
        """All problems, a line each (逐行列出)."""
        return "\n".join(problem.text(language) for problem in self.problems)

    def of(self, *kinds: str) -> bool:
        """Say whether each is of these kinds (是否此类): a code, or the family before its hyphen.

        >>> store = Problem("", Text("", ""), "", Text("", ""), Text("", ""), code="store-newer")
        >>> Problems([store]).of("store"), Problems([store]).of("link", "store-unreachable")
        (True, False)
        """
        return all(one.code in kinds or one.code.split("-")[0] in kinds for one in self.problems)

    def allow(self, *kinds: str) -> None:
        """Raise them again (放行), unless each is of the kinds that a caller can do without."""
        if not self.of(*kinds):
            raise self


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


def not_among(
    where: str,
    zh: str,
    en: str,
    found: object,
    choices: Iterable[str],
    *,
    code: str,
    arguments: tuple[str, ...] = (),
) -> Problem:
    """Tell of a value that is none of those there are (未知取值)."""
    remedy = Text("改用其中之一", "choose one of them")
    what = Text(zh, en)
    seen = found if isinstance(found, str) else shown(found)
    return Problem(where, what, seen, one_of(choices), remedy, code=code, arguments=arguments)


def not_written(where: str, zh: str, en: str, error: Exception) -> Problem:
    """Tell that something could not be written, for want of room or rights (无法写入)."""
    return Problem(
        where,
        Text(zh, en),
        fault(error),
        Text("可写且有余量的存放处", "a place with free space that may be written"),
        Text(
            "清理磁盘空间或修改文件权限后重试",
            "free disk space or correct the file permissions, then try again",
        ),
        code="not-written",
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
