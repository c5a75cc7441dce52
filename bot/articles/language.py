"""Which language a text is in."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

UNKNOWN = "und"
# The languages that can be briefed with sentence model, stemmer and stop words of their own.
BRIEFED = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sv", "tr", "ru", "el")
# The ones likely to be taken for them, or to come along with them.
_OTHERS = frozenset(
    "ar bg ca da et eu fa fi gl he hi hr hu id ja ko lt lv mk nn no ro sk sl sq sr th uk vi zh".split()  # noqa: SIM905
)
_SAMPLE_CHARS = 1_000
_MIN_LETTERS = 8
_MIN_CONFIDENCE = 0.5
_NOISE = re.compile(r"https?://\S+|[\d_]+")


def detect_language(text: str, hint: str | None = None) -> str:
    """The ISO 639-1 code of the text's language, or `und` where the text is too short or too odd to tell.

    A `hint` with a known code ("en", "en-GB") is believed. Otherwise langid's naive Bayes over byte n-grams
    (Lui and Baldwin, ACL 2012) judges the first 1,000 characters.
    """
    if code := language_code(hint):
        return code
    sample = _NOISE.sub(" ", text[:_SAMPLE_CHARS])
    if sum(map(str.isalpha, sample)) < _MIN_LETTERS:
        return UNKNOWN
    code, confidence = _identifier().classify(sample)
    return str(code) if confidence >= _MIN_CONFIDENCE else UNKNOWN


def language_code(name: str | None) -> str | None:
    """The code within a language tag such as "en", "EN_us" or "pt-BR" (BCP 47), or None where it is not known."""
    code = re.split("[-_]", (name or "").strip().lower(), maxsplit=1)[0]
    code = "no" if code == "nb" else code
    return code if code in BRIEFED or code in _OTHERS else None


@cache
def _identifier() -> Any:
    """The model, restricted to the languages above; loading takes half a second, so only those who ask pay it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier: Any = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)  # type: ignore[no-untyped-call]
    identifier.set_languages([*BRIEFED, *_OTHERS])
    return identifier
