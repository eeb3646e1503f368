"""What a session of the app holds, set and read by tests."""

from collections.abc import Iterable
from typing import Any

from streamlit.testing.v1 import AppTest

from views.session.choices import Choices, Session


def held(app: AppTest) -> Session:
    """What the session holds, before its first run too."""
    if "session" not in app.session_state:
        app.session_state["session"] = Session()
    found: Session = app.session_state["session"]
    return found


def hold(app: AppTest, **said: Any) -> None:
    """Let the session hold choices by their names, and what stands in fields by theirs."""
    session = held(app)
    for name, value in said.items():
        if name in Choices.model_fields:
            setattr(session.choices, name, value)
        else:
            session.fields[name] = value


def field(widgets: Iterable[Any], name: str) -> Any:
    """The widget that shows a field now: its key has a number once something else changed it."""
    return next(one for one in widgets if str(one.key).partition("~")[0] == name)
