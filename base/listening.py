"""Whether a server can listen at an address (监听地址), asked before it is started."""

import os
import socket

from base.faults import fault
from base.problems import Problem, Problems, Text


def demand_free(address: str, port: int) -> None:
    """Raise Problems unless a server can listen at an address and port (端口可用)."""
    try:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET  # as the server takes it
        *_, place = socket.getaddrinfo(address, port, family, socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as server:
            if os.name == "posix":  # lines just closed keep no server out
                server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.bind(place)
            server.listen()
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
            "关闭占用端口的程序，或另选 port、address",
            "stop what listens there, or choose another port or address",
        ),
        code="port-not-free",
        arguments=("port", "address"),
    )
