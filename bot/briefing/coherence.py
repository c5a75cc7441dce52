"""Whether a sentence can be understood, and is true, without the ones around it.

Word lists for the languages most read, after the rules of sentence extraction for dangling anaphora and connectives
(Paice, 1990, https://doi.org/10.1016/0306-4573(90)90014-S). Sentences in other languages are judged by their quotes.
"""

from __future__ import annotations

import re

from bot.briefing.quotes import quotations
from bot.language.words import word_count

MIN_WORDS = 4

# A sentence that begins with one of these words or phrases leans on the one before.
_WORDS = {
    "de": """aber allerdings also auch außerdem beide daher dabei dagegen damit danach dann daraufhin darum davon dazu
        denn dennoch deshalb deswegen dies diese diesem diesen dieser dieses doch ebenso er es hingegen ihm ihn ihnen
        ihr ihre jedoch jene jener oder sein seine sie so somit stattdessen trotzdem und unterdessen zudem""",
    "en": """accordingly additionally afterwards also and besides both but consequently conversely elsewhere
        furthermore he hence her hers him his however instead it its later likewise meanwhile moreover nevertheless
        nonetheless or otherwise she similarly so still such that their them then therefore these they this those thus
        too yet""",
    "es": """además ambos aquello así aunque después e entonces ella ellas ello ellos esa esas ese eso esos esta estas
        este esto estos luego o pero sino su sus también tampoco y él""",
    "fr": """ainsi alors aussi c car ce ceci cela celle celles celui cependant ces cet cette ceux donc elle elles
        enfin et il ils leur leurs lui mais néanmoins or ou pourtant puis sa ses sinon son toutefois ça""",
    "it": """allora anche ciò dunque e ed egli essa esse essi esso infatti inoltre invece lei loro lui ma o perciò
        però poi quella quelle quelli quello questa queste questi questo quindi sua suo suoi tuttavia così""",
    "nl": """bovendien daarbij daardoor daarmee daarna daarom deze die dit dat dus echter en haar hem hij hun maar of
        ook toch toen vervolgens ze zij""",
    "pt": """aquilo assim contudo depois e ela elas ele eles então entretanto essa essas esse esses esta estas este
        estes isso isto mas ou porém portanto seu seus sua suas também todavia""",
}
_PHRASES = {
    "de": "das hat|das ist|das sei|das sind|das war|das wird|im gegensatz|zum beispiel",
    "en": "after that|as a result|at the same time|by contrast|even so|for example|for instance|in addition|in contrast"
    "|in other words|in response|in turn|on the other hand|the former|the latter",
    "es": "al mismo tiempo|en cambio|en consecuencia|no obstante|por ejemplo|por ello|por eso|por lo tanto|por tanto"
    "|sin embargo",
    "fr": "au contraire|de même|de plus|en effet|en outre|en revanche|les deux|par ailleurs|par conséquent|par exemple",
    "it": "ad esempio|al contrario|di conseguenza|i loro|i suoi|il loro|il suo|la loro|la sua|le loro|le sue"
    "|per esempio|per questo",
    "nl": "aan de andere kant|het heeft|het is|het was|het wordt|in plaats daarvan",
    "pt": "além disso|ao contrário|em vez disso|no entanto|por exemplo|por isso|por outro lado",
}
# `This week` names a time the reader knows; `This ship` names nothing.
_DEMONSTRATIVES = """this these diese diesem diesen dieser dieses ce cet cette ces este esta estes estas questo questa
    deze dit"""
_TIMES = """week weekend month year morning afternoon evening spring summer autumn fall winter season century woche
    wochenende monat jahr morgen abend frühjahr sommer herbst saison semaine mois année matin soir été automne
    hiver printemps lundi mardi mercredi jeudi vendredi samedi dimanche semana mes año mañana tarde noche verano
    otoño invierno primavera lunes martes miércoles jueves viernes sábado domingo mês ano manhã noite verão outono
    inverno settimana mese anno mattina sera estate autunno maand jaar ochtend avond zomer voorjaar"""
_WORD = re.compile(r"[^\W_]+")
_QUOTE_MARK = re.compile(r"[\"“”„«»]")
_CLOSING = {'"': '"', "“": "”", "”": "”", "„": "“”", "«": "»", "»": "«"}
_SEEN_WORDS = 4
# "He" within so many characters of the beginning is its subject.
_EARLY = 60
_PRONOUN = re.compile(r"\b(?:he|she)\b")
_SAYING = re.compile(r"\w+ (?:said|says|added|adds|explained|explains|recalled|recalls|argued|argues|wrote|writes)\b")
_OPENERS = """after as at before by during early earlier for from if in last late on once shortly since soon today
    tomorrow tonight until when while with within yesterday"""
_CALENDAR = """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december jan feb mar apr jun jul aug sept oct nov dec christmas easter i"""
# `a-t-elle dit` is all of the outlet's words in a sentence of speech.
_SAID_WORDS = 4
_SPEAKERS = frozenset(
    (
        "he",
        "she",
        "they",
        "er",
        "sie",
        "il",
        "elle",
        "ils",
        "elles",
        "él",
        "ella",
        "lui",
        "lei",
        "ele",
        "ela",
        "hij",
        "zij",
    )
)


def stands_alone(paragraph: str, start: int, end: int, language: str) -> bool:
    """Whether `paragraph[start:end]` may be shown without its neighbours: it is whole, and nothing in it points back.

    What points back is a pronoun or connective at the beginning, of the outlet's words or of those it quotes.
    """
    sentence = paragraph[start:end]
    return (
        is_whole(paragraph, start, end)
        and not dangles(sentence, language)
        and not dangles(_unquoted(sentence)[0], language)
    )


def is_whole(paragraph: str, start: int, end: int) -> bool:
    """Whether `paragraph[start:end]` is no fragment and, where it quotes, names who speaks.

    A part of a longer quotation would read as the outlet's own claim, and `"…," she said` leaves the reader guessing.
    """
    sentence = paragraph[start:end]
    own_words, unfinished = _unquoted(sentence)
    cuts_a_quotation = any(since < start < until or since < end < until for since, until in quotations(paragraph))
    if unfinished or cuts_a_quotation or word_count(sentence) < MIN_WORDS:
        return False
    speech = [word.lower() for word in _WORD.findall(own_words)]
    return bool(speech) and not (len(speech) <= _SAID_WORDS and _SPEAKERS.intersection(speech))


def dangles(sentence: str, language: str) -> bool:
    """Whether the sentence begins with a word or phrase that points back. `language` is an ISO 639-1 code."""
    first = [word.lower() for word in _WORD.findall(sentence[:80])[:_SEEN_WORDS]]
    if not first:
        return False
    if first[0] in _WORDS.get(language, "").split():
        return not (first[0] in _DEMONSTRATIVES.split() and first[1:] and first[1] in _TIMES.split())
    if language == "en" and _has_nameless_subject(sentence):
        return True
    opening = " ".join([*first, ""])
    return any(opening.startswith(f"{phrase} ") for phrase in _PHRASES.get(language, "").split("|"))


def _has_nameless_subject(sentence: str) -> bool:
    """Whether "he" or "she" comes before any name: "On Friday he signed it", "A lid, he says, is everything"."""
    pronoun = _PRONOUN.search(sentence[:_EARLY])
    if pronoun is None:
        return False
    first, *others = _WORD.findall(sentence[: pronoun.start()]) or [""]
    names_nobody = not any(word[0].isupper() and word.lower() not in _CALENDAR.split() for word in others)
    is_aside = _SAYING.match(sentence, pronoun.start()) is not None and sentence[: pronoun.start()].endswith(", ")
    return names_nobody and (is_aside or first.lower() in _OPENERS.split())


def _unquoted(text: str) -> tuple[str, bool]:
    """The text outside quotation marks, and whether a quotation is left open or closed without a beginning."""
    outside: list[str] = []
    closing, since = "", 0
    for mark in _QUOTE_MARK.finditer(text):
        if not closing:
            outside.append(text[since : mark.start()])
            closing = _CLOSING[mark[0]]
        elif mark[0] in closing:
            closing, since = "", mark.end()
    if not closing:
        outside.append(text[since:])
    return " ".join(outside), bool(closing)
