"""Why a link is not believed, in whole or in part (不予采信的理由): each with its code."""

from typing import Final

from base.digits import exact
from base.problems import Problem, Text
from forecast.baseline import Baseline
from records.links.pin import BaselineMark, Pin, mark

AGAIN: Final = Text(
    "请向发送者重新索取链接并整段复制", "ask the sender for the link again and copy it whole"
)
ASK: Final = Text("向发送者索取原链接", "ask the sender for the link again")


def no_link(text: str, count: int) -> Problem:
    """Nothing in a text is a link, or several things are (没有链接)."""
    return Problem(
        where="link",
        what=Text("不是渝策的情景链接", "this is no scenario link of Yuce"),
        found=repr(text[:40]) if not count else Text(f"{count} 个", f"{count} of them"),
        expected=Text("一个 ?s=编号 或 ?x=内容", "one ?s=ID or ?x=…"),
        remedy=AGAIN,
        code="link-none" if not count else "link-several",
    )


def too_long(found: int, limit: int) -> Problem:
    """A link beyond the limits (过长)."""
    return Problem(
        where="link",
        what=Text("链接过长", "the link is too long"),
        found=f"{found:,}",
        expected=Text(f"至多 {limit:,}", f"at most {limit:,}"),
        remedy=Text(
            "请存入情景库，改用 ?s= 短链接", "save the scenario and send its ?s= link instead"
        ),
        code="link-too-long",
    )


def damaged(found: str) -> Problem:
    """A link that was altered (损坏)."""
    return Problem(
        where="link",
        what=Text("链接已损坏：校验不符", "the link is damaged: its checksum does not match"),
        found=found,
        expected=Text("完整、未改动的链接", "the link, whole and unaltered"),
        remedy=AGAIN,
        code="link-damaged",
    )


def cut(found: str) -> Problem:
    """A link of which the end is missing (截断)."""
    return Problem(
        where="link",
        what=Text(
            "链接不完整，可能被聊天软件截断",
            "the link is damaged: it is incomplete, a chat program may have cut it",
        ),
        found=found,
        expected=Text("完整的链接", "the whole link"),
        remedy=Text("请发送者重发", "ask the sender to send it again"),
        code="link-cut",
    )


def needs_store(found: str) -> Problem:
    """A name of a record, where content was asked for (只有编号)."""
    return Problem(
        where="link",
        what=Text("这是情景库的编号，不含内容", "this names a record of the store, and holds none"),
        found=found,
        expected=Text("?x= 链接", "an ?x= link"),
        remedy=Text("用 Store().get 读取", "read it with Store().get"),
        code="link-needs-store",
    )


def unreadable(found: Text) -> Problem:
    """Content that Yuce does not write (无法读取)."""
    return Problem(
        where="link",
        what=Text("链接内容无法读取", "the link's content cannot be read"),
        found=found,
        expected=Text("渝策写出的内容", "what Yuce writes"),
        remedy=AGAIN,
        code="link-unreadable",
    )


def other_rows(where: str, found: list[tuple[str, ...]], due: list[tuple[str, ...]]) -> Problem:
    """Name the first row that is not the one that follows (行不符)."""
    rows = [".".join(one) for one in found], [".".join(one) for one in due]
    place = next(
        (n for n, (one, other) in enumerate(zip(*rows, strict=False)) if one != other),
        min(map(len, rows)),
    )
    first, second = (",".join(one[place : place + 1]) for one in rows)
    return Problem(
        where=f"{where}[{place}]",
        what=Text(
            "链接中的数字缺行、重行或有未知的行",
            "rows of digits in the link are missing, doubled or unknown",
        ),
        found=first[:60],
        expected=Text(second or "到此为止", second or "no more rows"),
        remedy=ASK,
        code="link-rows",
    )


def another_mark(pin: Pin, baseline: Baseline) -> Problem:
    """A baseline marked otherwise than it is (基准标识不符)."""
    held = _told(mark(baseline))
    return Problem(
        where=f"baseline {baseline.id}",
        what=Text(
            "链接所写的数据日期、起点、年数或抽样数不是该基准的",
            "data day, origin, years or draws are not those of this baseline",
        ),
        found=_told(pin.baseline),
        expected=Text(held, held),
        remedy=ASK,
        code="link-baseline",
    )


def made_up_target(name: str, year: int, threshold: float) -> Problem:
    """A target said to be official that never was (未登记的官方目标)."""
    return Problem(
        where=f"targets {name[:60]}",
        what=Text(
            "链接称之为官方目标，但与历次官方目标表均不符，不予判定",
            "the link calls it an official target, but no official table ever held it: not judged",
        ),
        found=f"{year}, {exact(threshold, 2)}%",
        expected=Text("官方目标表中的一行", "a row of an official table"),
        remedy=Text(
            "向发送者核对；若由更新版本生成，请升级渝策",
            "ask the sender; update Yuce if a newer one made the link",
        ),
        code="link-forged-target",
    )


def made_up_scopes(name: str, scopes: list[str]) -> Problem:
    """Scopes of a baseline that never were (未登记的口径)."""
    return Problem(
        where=f"baseline {name}",
        what=Text(
            "该基准的口径与历次口径表均不符，不予采信",
            "scopes of this baseline are in no table ever shipped: not believed",
        ),
        found=", ".join(scopes)[:60],
        expected=Text("口径表中的口径", "scopes of an official table"),
        remedy=Text(
            "向提供该基准者核对；若由更新版本生成，请升级渝策",
            "ask whoever gave you the baseline; update Yuce if a newer one made it",
        ),
        code="link-forged-scope",
    )


def impossible_day(where: str, found: str, expected: Text) -> Problem:
    """A day that cannot be that of the link (不可能的日期)."""
    return Problem(
        where=where,
        what=Text("链接所写的日期不可信", "a day in the link is impossible"),
        found=found,
        expected=expected,
        remedy=Text(
            "向发送者核对，并检查本机时钟", "ask the sender, and check this computer's clock"
        ),
        code="link-date",
    )


def other_digits(pin: Pin, where: str, count: int) -> Problem:
    """Digits that the same software never gave on the same baseline (数字不符)."""
    return Problem(
        where=where,
        what=Text(
            f"链接中有 {count} 处数字不是该情景在该基准上的结果，不予采信",
            f"{count} numbers in the link are not what its scenario gives on its baseline",
        ),
        found=Text(
            f"基准 {pin.baseline.id}，软件版本 {pin.software}",
            f"baseline {pin.baseline.id}, software {pin.software}",
        ),
        expected=Text("重新推算所得的数字", "the numbers recomputed here"),
        remedy=ASK,
        code="link-digits",
    )


def unverified(pin: Pin) -> Problem:
    """A baseline that is not here (基准不在本机)."""
    mark = pin.baseline
    return Problem(
        where=mark.id,
        what=Text(
            "链接所用的基准不在本机，链接中的数字未经核验，不予显示",
            "the link's baseline is not here: its digits cannot be checked, and are not shown",
        ),
        found="",
        expected=Text(f"基准 {mark.id}", f"baseline {mark.id}"),
        remedy=Text(
            f"用 yuce fit --as-of {mark.as_of} 在本机拟合后再打开；今日结果见总览",
            f"fit it here (`yuce fit --as-of {mark.as_of}`) and open it again; today's result "
            "stands on the overview",
        ),
        code="link-no-baseline",
    )


def another_record(name: str) -> Problem:
    """A link that says it is a record of the store, and is not (冒称的编号)."""
    return Problem(
        where="left_out.id",
        what=Text(
            "链接自称是库中的一条记录，内容却不是",
            "the link says that it is a record of the store, and is not",
        ),
        found=name,
        expected=Text("该记录的数字", "that record's figures"),
        remedy=ASK,
        code="link-forged-id",
    )


def broken_seal(pin: Pin) -> Problem:
    """The signature does not match the content (签章无效)."""
    return Problem(
        where=pin.own_id,
        what=Text(
            "签章无效，标题、姓名和日期不可信", "the seal is broken: believe no title, name or date"
        ),
        found=Text("另一内容的签章", "a signature of something else"),
        expected=Text("签章后未改动的链接", "what was sealed, unaltered"),
        remedy=ASK,
        code="seal-broken",
    )


def _told(one: BaselineMark) -> str:
    return f"{one.as_of}, {one.origin}, {one.years}, {one.draws:,}"
