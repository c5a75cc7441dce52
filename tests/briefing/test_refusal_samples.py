"""Precision and recall of each refusal over invented articles in four languages, 12 of a kind and 12 near to it."""

from collections import Counter
from pathlib import Path

import pytest

from bot.articles.prose import split_paragraphs, split_standfirst
from bot.briefing.refuse import refusal_for
from bot.briefing.text import split_sentences
from bot.models import Refusal

KINDS = {
    "table": Refusal.TABLE,
    "interview": Refusal.INTERVIEW,
    "several": Refusal.SEVERAL_STORIES,
    "list": Refusal.LIST,
    "live": Refusal.LIVE_BLOG,
}


def samples():
    """Kind (or None), language, title and text of each article."""
    for name, kind in KINDS.items():
        text = Path(__file__).with_name("refusals").joinpath(f"{name}.txt").read_text("utf-8")
        for part in text.split("=== ")[1:]:
            head, _, body = part.partition("\n")
            answer, language, title = head.split(" ", 2)
            yield kind if answer == "yes" else None, language, title, body


def said(language, title, body):
    key_points, paragraphs = split_standfirst(split_paragraphs(body))
    return refusal_for(title, key_points, paragraphs, split_sentences(paragraphs, language))


@pytest.fixture(scope="module")
def answers():
    """How often each kind (or None) was given each answer."""
    return Counter((kind, said(language, title, body)) for kind, language, title, body in samples())


@pytest.mark.parametrize("kind", KINDS.values())
def test_precision_and_recall(answers, kind):
    right = answers[kind, kind]
    given = sum(count for (_is, was_said), count in answers.items() if was_said is kind)
    wanted = sum(count for (is_kind, _said), count in answers.items() if is_kind is kind)
    print(f"{kind}: precision {right / given:.2f}, recall {right / wanted:.2f} of {wanted}")  # noqa: T201
    assert wanted >= 12
    assert right / given >= 0.9
    assert right / wanted >= 0.85


def test_what_is_near_to_it_is_briefed(answers):
    near = sum(count for (is_kind, _said), count in answers.items() if is_kind is None)
    assert near >= 60
    assert answers[None, None] >= 0.95 * near


if __name__ == "__main__":
    for kind, language, title, body in samples():
        if (found := said(language, title, body)) is not kind:
            print(f"{language} {title!r}: {kind or 'prose'}, taken for {found or 'prose'}")  # noqa: T201
