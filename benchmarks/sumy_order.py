"""sumy's own summarizers, asked for the whole order: what the bot's ranking is measured against."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import cache
from typing import Any

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer, null_stemmer
from sumy.summarizers.edmundson import EdmundsonSummarizer
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import get_stop_words

from bot.briefing.text import tokenizer_for
from bot.language.names import LANGUAGE_NAMES
from bot.models import Method

_SUMMARIZERS = {
    Method.EDMUNDSON: EdmundsonSummarizer,
    Method.KL: KLSummarizer,
    Method.LEXRANK: LexRankSummarizer,
    Method.LSA: LsaSummarizer,
    Method.LUHN: LuhnSummarizer,
    Method.REDUCTION: ReductionSummarizer,
    Method.SUMBASIC: SumBasicSummarizer,
    Method.TEXTRANK: TextRankSummarizer,
}
# Ratings that differ by less are equal: sums over sets differ in the last digits from process to process.
_DIGITS = 9
# sumy's Edmundson refuses empty word sets; no word is empty.
_NO_WORDS = frozenset({""})


def sumy_order(sentences: Sequence[str], method: Method, language: str, *, title: str = "") -> list[str]:
    """Distinct sentences, best first, ties and all that the method cannot rate in the order given.

    Only Edmundson's method uses the title: its words are the bonus words, and there are no stigma words.
    """
    tokenizer = tokenizer_for(language)
    document = ObjectDocumentModel([Paragraph([Sentence(text, tokenizer) for text in sentences])])
    summarizer = summarizer_for(method, language, frozenset(map(str.lower, tokenizer.to_words(title))))
    rated: list[Any] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # numpy's division by nothing; LSA on few words
        try:
            summarizer(document, lambda infos: rated.extend(infos) or ())  # a count may be callable: it sees all
        except (ArithmeticError, ValueError):  # numpy's LinAlgError is a ValueError
            return list(sentences)
    rated.sort(key=lambda info: (-round(float(info.rating), _DIGITS), info.order))
    return [str(info.sentence) for info in rated]


def summarizer_for(method: Method, language: str, cues: frozenset[str]) -> Any:
    """sumy's summarizer with the stemmer and the stop words that sumy has for the language; `cues` are lower-case."""
    stemmer, stop_words = _language(LANGUAGE_NAMES.get(language, ""))
    summarizer = _SUMMARIZERS[method](stemmer)
    if method is Method.EDMUNDSON:
        summarizer.null_words = stop_words or _NO_WORDS
        summarizer.stigma_words = _NO_WORDS
        summarizer.bonus_words = cues - stop_words or _NO_WORDS
    else:
        summarizer.stop_words = stop_words
    return summarizer


@cache
def _language(name: str) -> tuple[Any, frozenset[str]]:
    try:
        stemmer = Stemmer(name)
        stemmer("probe")  # Greek's and Polish's ask for a package of their own when they are used, with a ValueError
    except (LookupError, ValueError):
        stemmer = null_stemmer
    try:
        return stemmer, frozenset(get_stop_words(name))
    except LookupError:
        return stemmer, frozenset()
