"""What the session of one reader holds, and who that reader is (会话)."""

from views.session.language import readers_language
from views.words.words import ask_reader

ask_reader(readers_language)
