"""sumy's eight summarizers anew, over arrays of word numbers: the same order of sentences, some hundred times faster.

A `Lexicon` turns words into numbers, each shape of a word stemmed once; a twin takes the `Document` it makes and gives
every sentence a rating. The higher is better, and ratings that differ by less than 1e-9 are equal (sums over sets come
out in another order in every process), in which case the text's order decides. Where sumy is odd, a twin is as odd, and
its docstring says how. Heavy imports: only workers import this package.
"""

from bot.briefing.twins.counts import edmundson, lsa, luhn
from bot.briefing.twins.graph import lexrank, reduction, textrank
from bot.briefing.twins.greedy import kl, sumbasic
from bot.briefing.twins.words import Document, Lexicon, lexicon_for

__all__ = [
    "Document",
    "Lexicon",
    "edmundson",
    "kl",
    "lexicon_for",
    "lexrank",
    "lsa",
    "luhn",
    "reduction",
    "sumbasic",
    "textrank",
]
