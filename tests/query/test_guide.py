"""Every example of docs/query.md, run."""

import re
from pathlib import Path

import pytest

from bot.query.describe import explain
from bot.query.fulltext import to_fulltext
from bot.query.match import Document, matches
from bot.query.parse import read

GUIDE = Path(__file__).parents[2] / "docs" / "query.md"


def tables():
    """The tables of the guide, each a list of rows without its two head lines."""
    blocks = re.findall(r"(?:^\|.*\n)+", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    return [[[cell.strip() for cell in line.strip("|").split("|")] for line in b.splitlines()[2:]] for b in blocks]


ARTICLES, EXAMPLES = tables()
DOCUMENTS = {name: Document(title, "", text, source, language) for name, title, text, source, language in ARTICLES}


def test_the_guide_has_its_examples():
    assert len(DOCUMENTS) == 3
    assert len(EXAMPLES) > 15


@pytest.mark.parametrize(("typed", "says", "finds"), EXAMPLES, ids=[row[0] for row in EXAMPLES])
def test_example(typed, says, finds, index):
    query = read(typed.strip("`"))

    assert explain(query) == says
    assert [name for name, document in DOCUMENTS.items() if matches(query, document)] == finds.split()
    rows = index.fill(DOCUMENTS.values())
    assert [name for name, row in zip(DOCUMENTS, rows, strict=True) if row in index.find(to_fulltext(query))] == (
        finds.split()
    )
