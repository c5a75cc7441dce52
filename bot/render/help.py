"""The help page as a post (pure)."""

from __future__ import annotations

from bot.render.articles import ACCENT
from bot.render.post import Divider, Post, Text

_COMMANDS = """\
**/brief** the top stories of the last day
**/brief** topic: *ferry* the story in a few sentences, with `since` and `length`
**/brief** article: *begin to type a headline* one article in short
**/article search** query: *"port ansel" AND tunnel* find articles
**/article show** read one, **/article latest** see the newest"""

_QUERY = (
    'A search takes words, `"a phrase"`, `AND` `OR` `NOT`, parentheses, `prefix*`, '
    "`title:word`, `source:name` and `lang:en`."
)


def help_post(articles: int, sources: int) -> Post:
    """What the bot does, what to type, and how much there is."""
    return Post(
        (
            Text(
                "## Briefing Bot\n"
                "Every sentence it shows stands word for word in a named source. "
                "**Where is this from?** shows it in its paragraph."
            ),
            Text(_COMMANDS),
            Text(_QUERY),
            Divider(),
            Text(f"-# {articles:,} articles from {sources:,} sources"),
        ),
        accent=ACCENT,
    )
