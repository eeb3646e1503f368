"""Plain JSON values that nobody can alter (只读数据): what many share stays what it was."""

from copy import deepcopy
from typing import Any, NoReturn


def _refused(*_args: Any, **_more: Any) -> NoReturn:
    raise TypeError("read-only; make a copy: dict(…) or list(…)")


class ReadOnlyDict(dict[str, Any]):
    """A mapping that is read only (只读映射); `|` and copies give plain ones."""

    __setitem__ = __delitem__ = __ior__ = _refused
    update = setdefault = pop = popitem = clear = _refused

    def __reduce__(self) -> Any:
        """Copy and send as a plain mapping."""
        return dict, (dict(self),)

    def __deepcopy__(self, memo: Any) -> dict[str, Any]:
        """Copy as plain values all the way down."""
        return {key: deepcopy(value, memo) for key, value in self.items()}


class Items(list[Any]):
    """A list that is read only (只读列表); `+` and copies give plain ones."""

    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refused
    append = extend = insert = remove = _refused
    pop = clear = sort = reverse = _refused

    def __reduce__(self) -> Any:
        """Copy and send as a plain list."""
        return list, (list(self),)

    def __deepcopy__(self, memo: Any) -> list[Any]:
        """Copy as plain values all the way down."""
        return [deepcopy(value, memo) for value in self]


def read_only(item: Any) -> Any:
    """Give JSON values that nobody can alter (设为只读), all the way down.

    >>> read_only({"a": [1]})["a"].append(2)
    Traceback (most recent call last):
    ...
    TypeError: read-only; make a copy: dict(…) or list(…)
    """
    if isinstance(item, dict):
        return ReadOnlyDict((key, read_only(value)) for key, value in item.items())
    if isinstance(item, list):
        return Items(map(read_only, item))
    return item
