"""Words on screen (屏幕用语), a file a page: key → 中文, English; {0}, {1} are filled in."""

from typing import Final

from views.words.screen.audit import AUDIT
from views.words.screen.board import BOARD
from views.words.screen.evaluation import EVALUATION
from views.words.screen.every_page import EVERY_PAGE
from views.words.screen.evidence import EVIDENCE
from views.words.screen.fit import FIT
from views.words.screen.indicators import INDICATORS
from views.words.screen.leader import LEADER
from views.words.screen.links import LINKS
from views.words.screen.new_figures import NEW_FIGURES
from views.words.screen.other_assumptions import OTHER_ASSUMPTIONS
from views.words.screen.overview import OVERVIEW
from views.words.screen.questions import QUESTIONS
from views.words.screen.saved import SAVED
from views.words.screen.watch import WATCH
from views.words.screen.watch_past import WATCH_PAST

_TABLES: Final = (
    EVERY_PAGE,
    AUDIT,
    OVERVIEW,
    BOARD,
    QUESTIONS,
    OTHER_ASSUMPTIONS,
    LINKS,
    LEADER,
    SAVED,
    FIT,
    EVALUATION,
    NEW_FIGURES,
    EVIDENCE,
    INDICATORS,
    WATCH,
    WATCH_PAST,
)

SCREEN: Final[dict[str, tuple[str, str]]] = {
    key: words for table in _TABLES for key, words in table.items()
}
