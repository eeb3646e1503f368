"""Python as on Windows: without the modules and calls that only POSIX systems have."""

import os
import signal
import sys
from typing import Any

MODULES = ("fcntl", "grp", "pwd", "resource", "termios", "tty", "pty", "syslog")
CALLS = ("fork", "forkpty", "getuid", "geteuid", "getgid", "setsid", "killpg", "getpgid", "fchmod")
SIGNALS = ("SIGKILL", "SIGQUIT", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGCHLD", "alarm")


class Missing:
    """Finds none of the modules."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        if name in MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


sys.meta_path.insert(0, Missing())
for module in MODULES:
    sys.modules.pop(module, None)
for place, names in ((os, CALLS), (signal, SIGNALS)):
    for name in names:
        if hasattr(place, name):
            delattr(place, name)
