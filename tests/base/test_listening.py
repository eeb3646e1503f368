"""A place to listen at is asked for before the server is started (监听地址)."""

import socket

import pytest

from base.listening import demand_free
from base.problems import Problems


def test_a_port_that_is_taken_is_told_and_a_free_one_is_not() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(Problems) as told:
            demand_free("127.0.0.1", port)
    (problem,) = told.value.problems
    assert (problem.code, problem.seen("zh")) == ("port-not-free", "端口已被占用")
    demand_free("127.0.0.1", port)
    demand_free("localhost", port)


@pytest.mark.parametrize("address", ["203.0.113.7", "no.such.host.invalid"])
def test_an_address_that_is_not_this_machines_is_told(address: str) -> None:
    with pytest.raises(Problems, match="cannot be served"):
        demand_free(address, 8501)
