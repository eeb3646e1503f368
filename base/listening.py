"""Whether a server can listen at an address (监听地址), asked before it is started."""

import socket

from base.faults import fault
from base.problems import Problem, Problems, Text


def demand_free(address: str, port: int) -> None:
    """Raise Problems unless a server can listen at an address and port (端口可用)."""
    try:
        found = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)
        family, *_, place = found[0]
        socket.create_server(place[:2], family=family).close()
    except OSError as error:
        raise Problems([_not_free(address, port, error)]) from error


def _not_free(address: str, port: int, error: OSError) -> Problem:
    return Problem(
        where=f"{address}:{port}",
        what=Text(
            "不能在此地址和端口提供页面", "the pages cannot be served at this address and port"
        ),
        found=fault(error),
        expected=Text("本机的地址，未被占用的端口", "this machine's address, a port that is free"),
        remedy=Text(
            "关闭占用端口的程序，或用 --port、--address 另选",
            "stop what uses the port, or choose with --port and --address",
        ),
        code="port-not-free",
    )
