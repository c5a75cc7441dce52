"""Invented articles: a harbour town and its bridge."""

from datetime import UTC, datetime, timedelta

from bot.briefing.methods import rank
from bot.models import Article, Method, RankedArticle

MORNING = datetime(2026, 11, 12, 8, tzinfo=UTC)

BRIDGE = (
    "PORT VELLIN, Nov 12 (Harrow Wire) - The lift bridge at Port Vellin will close for eleven weeks after divers found "
    "cracks in two of its six piers, the harbour board said on Thursday. The closure begins on Monday at 6 a.m.",
    "Divers inspected the bridge last month after a coal barge struck the northern pier. They found cracks up to four "
    "metres long below the waterline, according to a report the harbour board published.",
    'Repairs will cost 14.2 million crowns, said Dr. Lena Marsh, the chief engineer. "We could have waited until '
    'spring," Marsh told the council. "The piers could not."',
    "About 31,000 vehicles cross the bridge each day. Drivers will be sent 18 kilometres inland to the crossing at "
    "Ottery. However, the harbour board will run a free ferry every twenty minutes.",
    "Shopkeepers on the north bank expect to lose a third of their Christmas trade. The council has set aside "
    "2 million crowns for shops that can show a loss, its treasurer said.",
    "The bridge opened in 1931 and was last repaired in 1988. A decision on replacing the bridge is due in June.",
)


def article(paragraphs, *, id=1, title="Port Vellin bridge to close", language="en", hours=0, **more):  # noqa: A002
    return Article(
        id=id,
        title=title,
        key_points=more.pop("key_points", ()),
        paragraphs=tuple(paragraphs),
        source=more.pop("source", "Harrow Wire"),
        published_at=MORNING + timedelta(hours=hours),
        language=language,
        **more,
    )


def ranked(paragraphs, *, method=Method.LEXRANK, **more):
    it = article(paragraphs, **more)
    ranking = rank(it.paragraphs, title=it.title, key_points=it.key_points, language=it.language, method=method)
    return RankedArticle(it, ranking)


def texts(paragraphs, spans):
    return [paragraphs[span.paragraph][span.start : span.end] for span in spans]
