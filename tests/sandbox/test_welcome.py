"""The first thing that a newcomer reads."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.render.limits import fits
from bot.render.post import Row
from bot.sandbox.welcome import welcome_post

NOW = datetime(2026, 11, 21, 20, tzinfo=UTC)


def said(post):
    return "\n".join(block.markdown for block in post.blocks if hasattr(block, "markdown"))


def buttons(post):
    return [button for block in post.blocks if isinstance(block, Row) for button in block.buttons]


def test_it_says_what_to_type_and_offers_topics():
    post = welcome_post(98, 9, ["Tarn Holm", "Kerrohaven"], now=NOW)
    assert "/brief" in said(post)
    assert "for example **Tarn Holm**" in said(post)
    assert "98 articles from 9 sources" in said(post)
    assert [button.label for button in buttons(post)] == ["Tarn Holm", "Kerrohaven"]


def test_without_articles_it_says_how_to_get_some():
    post = welcome_post(0, 0, [], now=NOW)
    assert "python -m bot sandbox FOLDER" in said(post)
    assert buttons(post) == []


@given(st.lists(st.text(min_size=1), unique=True))
def test_any_topics_make_a_post_that_discord_takes(topics):
    post = welcome_post(1, 1, topics, now=NOW)
    assert fits(post.blocks)
    ids = [button.custom_id for button in buttons(post)]
    assert len(set(ids)) == len(ids) <= 5
    for button in buttons(post):
        assert 1 <= len(button.label) <= 80
        assert button.custom_id.split(":", 3)[3] == button.label, "the press asks for what the button says"
