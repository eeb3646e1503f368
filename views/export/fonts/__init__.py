"""The font of documents and pictures (文档字体), the same on every machine.

Letters of Noto Sans CJK SC (SIL Open Font License, OFL.txt) under a name of its own: a part of a
font that bears the whole one's name leaves holes in other documents. deploy/fonts.py made it.
"""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
FAMILY: Final = "Yuce Sans SC"
STYLES: Final = ("Regular", "Bold")
