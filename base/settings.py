"""Where this machine keeps what is not shipped (存放目录)."""

import os
from pathlib import Path
from typing import Final

HOME: Final = Path(os.environ.get("YUCE_HOME", Path(__file__).parent.parent / "artefacts"))
"""`YUCE_HOME`, or artefacts/ beside the code."""
