"""What a system's error says (系统报错), in both languages where it is a usual one."""

import errno
import re
from typing import Final

from base.texts import Text

_USUAL: Final = {
    errno.ENOENT: "没有这个文件或目录",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "是一个目录",
    errno.ENOTDIR: "路径中有一段不是目录",
    errno.EEXIST: "已经存在",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EROFS: "磁盘只读",
    errno.ENAMETOOLONG: "名称过长",
    errno.EIO: "磁盘读写出错",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "不是本机的地址",
}

_PLACE: Final = re.compile(r"line (\d+),? column (\d+)")

_SENTENCES: Final = {
    "database or disk is full": Text("磁盘已满", "the disk is full"),
    "attempt to write a readonly database": Text("库只读", "the store is readonly"),
    "unable to open database file": Text("打不开库文件", "unable to open the store's file"),
    "database is locked": Text("库被占用", "the store is locked"),
    "file is not a database": Text("文件不是 SQLite 库", "the file is not a database"),
    "database disk image is malformed": Text("库文件已损坏", "the store's file is malformed"),
    "Connection refused": Text("连接被拒绝", "the connection was refused"),
    "password authentication failed": Text("密码不对", "password authentication failed"),
    "Name or service not known": Text("没有这个地址", "there is no such address"),
    "codec can't decode": Text("不是 UTF-8 文字", "text that is not UTF-8"),
}
"""What drivers say, by a part of it."""


def fault(error: BaseException, where: str = "") -> Text:
    """Say what an error is (错误原因): in both languages where it is known, else as it came.

    `where` stands before it.

    >>> fault(FileNotFoundError(2, "No such file or directory")).zh
    '没有这个文件或目录'
    >>> fault(ValueError("Expected '=' after a key (at line 1, column 3)")).zh
    '第 1 行第 3 列不合语法'
    """
    said = _said(error)
    return Text(f"{where}：{said.zh}", f"{where}: {said.en}") if where else said


def _said(error: BaseException) -> Text:
    if isinstance(error, OSError) and error.errno in _USUAL:
        return Text(_USUAL[error.errno], error.strerror or type(error).__name__)
    told = (str(error).splitlines() or [""])[0][:200]
    for part, text in _SENTENCES.items():
        if part in told:
            return text
    if place := _PLACE.search(told):
        return Text(f"第 {place[1]} 行第 {place[2]} 列不合语法", told)
    told = told or type(error).__name__
    return Text(told, told)
