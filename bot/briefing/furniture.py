"""What stands in an article's text and is no part of the article: bylines, credits, links, appeals, notices. Pure.

It is told by its signs in any language, and by its words in English, French, German, Spanish, Italian, Portuguese and
Dutch: labels before a colon, what such lines begin with, and what no reporting says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.language.words import word_count


def _phrases(table: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in table.split("|"))


def _by_first_word(phrases: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """The phrases under the first word of each, as `_WORD` finds it."""
    found: dict[str, list[str]] = {}
    for phrase in sorted(phrases):
        found.setdefault(_WORD.findall(phrase)[0], []).append(phrase)
    return {first: tuple(rest) for first, rest in found.items()}


_WORD = re.compile(r"[^\W\d_]+")

# `Photo: …`, `Read more: …`: what stands before a colon.
_LABELS = _phrases("""
    advertisement|also read|also see|caption|click here|correction|credit|credits|don't miss|file photo|gallery
    |graphic|hear more|image|image credit|image source|images|in pictures|interactive|learn more|listen|live updates
    |map|more|more from|more news|more on this|must read|must watch|news alert|photo|photo by|photo credit
    |photo courtesy|photo gallery|photograph|photos|picture|pictures|read|read also|read here|read more|read next
    |recommended|related|related articles|related coverage|related stories|related story|related video|see also
    |share|share this|slideshow|source|sources|source text|top stories|trending|video|watch|watch also|watch live
    |watch more|watch now|editor's note|editor’s note|editors' note|original article|full story|more information
    |tags|topics|filed under|keywords|à lire|à lire aussi|a lire aussi|à voir aussi|crédit|crédit photo|crédits
    |diaporama|en images|lire aussi|lire également|lire la suite|note de la rédaction|photo d'archives
    |sur le même sujet|vidéo|voir aussi|bild|bilder|bilderstrecke|foto|fotos|grafik|im video|lesen sie auch
    |lesen sie hier|lesen sie mehr|lesen sie dazu|mehr dazu|mehr zum thema|quelle|quellen|siehe auch|video|zum thema
    |lesetipp|fotografía|fotogalería|fuente|galería|imagen|lea además|lea también|le puede interesar|lee también
    |leer más|mira también|puede leer|te puede interesar|vea también|ver también|ver más|vídeo|fonte|guarda anche
    |leggi anche|leggi di più|vedi anche|crédito|imagem|leia mais|leia também|saiba mais|veja mais|veja também|beeld
    |bekijk ook|bron|lees meer|lees ook|lees verder
""")

# `Updated: 14:03`: labels of a time, where what follows is none they may be part of the report.
_TIME_LABELS = _phrases("""
    actualizado|aggiornato|aktualisiert|atualizado|bijgewerkt|modified|posted|pubblicato|publicado|published|publié
    |stand|update|updated|veröffentlicht
""")

# What a line begins with, as whole words. A bar parts them.
_OPENINGS = _phrases("""
    advertisement|advertising|article continues|story continues|continue reading|keep reading|scroll down|scroll for
    |click here|click on the|click through|tap here|swipe to|read more about|read more at|read more from
    |read more on|read more here|read or share|read the full|read full|see the full|view comments|view the full
    |watch the full|see more|see also|share your|tell us your|hide caption|toggle caption|close video|image caption
    |image copyright|image credit|image source|media caption|media playback|photo by|photo credit|photo courtesy
    |picture by|file photo|photo illustration|image courtesy|video courtesy|video by|getty images|shutterstock
    |ap photo|associated press photo|reuters photo|sign up|subscribe to|subscribe now|subscribe today|subscribe for
    |register for|register to|log in to|already a subscriber|follow us|follow me on|follow him on|follow her on
    |follow them on|like us on|join us on|find us on|follow on|share this|tweet this|email this|print this|share on
    |leave a comment|post a comment|join the conversation|have your say|let us know in|tell us in|this site uses
    |this website uses|we use cookies|by continuing to use|by clicking|by signing up|by subscribing|by submitting
    |you can unsubscribe|unsubscribe|thanks for signing|thanks for subscribing|thank you for subscribing
    |thank you for signing|get the latest|get breaking news|download our|have a tip|got a tip|got a story
    |contact the writer|contact the author|contact us|last updated|last modified|this story has been updated
    |this article has been updated|this post has been updated|this is a developing story|this is a breaking news
    |this story was originally|this article was originally|this article originally|this story originally
    |this article was first|this story was first|this story is part of|this article is part of
    |this story has been corrected|this article has been corrected|an earlier version of this
    |a previous version of this|editor's note|editor’s note|editors' note|editors’ note|correction appended
    |this material may not|this content is provided|all rights reserved|copyright ©|copyright (c)
    |the views expressed|the opinions expressed|opinions expressed|views expressed|additional reporting|reporting by
    |editing by|writing by|compiled by|sponsored content|sponsored by|promoted content|most read|most popular
    |recommended for you|you may also like|you might also like|trending now|related articles|related stories
    |related topics|for more stories|for more news|for the latest news|to read more|to subscribe|skip to|loading…
    |loading...|à lire aussi|lire aussi|lire la suite|lire également|voir aussi|cliquez ici|publicité|abonnez-vous
    |inscrivez-vous|suivez-nous|rejoignez-nous|tous droits réservés|ce site utilise|en poursuivant votre navigation
    |crédit photo|photo d'illustration|photo d’illustration|recevez notre|article réservé|cet article est réservé
    |mis à jour le|avec agences|avec afp|retrouvez toute|lesen sie auch|lesen sie mehr|lesen sie hier|lesen sie dazu
    |siehe auch|mehr zum thema|klicken sie hier|anzeige|abonnieren sie|folgen sie uns|alle rechte vorbehalten
    |diese seite verwendet|diese website verwendet|diese website nutzt|melden sie sich|zur startseite
    |mit material von|anmerkung der redaktion|newsletter abonnieren|lea también|lee también|lea más|leer más
    |ver también|vea también|te puede interesar|le puede interesar|haga clic|haz clic|publicidad|suscríbase
    |suscríbete|síganos|síguenos|todos los derechos|este sitio|con información de|regístrese|recibe nuestro
    |nota del editor|nota de la redacción|leggi anche|leggi di più|vedi anche|clicca qui|pubblicità|iscriviti
    |abbonati|seguici|tutti i diritti|questo sito|leia também|leia mais|veja também|clique aqui|publicidade|assine
    |inscreva-se|siga-nos|todos os direitos|este site|lees ook|lees meer|lees verder|bekijk ook|klik hier
    |advertentie|schrijf je in|meld je aan|volg ons|deze website
""")
# These stand alone or before a stop; with more words after them they may be reporting.
_ALONE = _phrases(
    "advertisement|advertising|anzeige|publicité|publicidad|pubblicità|publicidade|advertentie|unsubscribe"
)

# What no reporting says, anywhere in a line.
_TELLTALES = (
    " | ",
    " ©",
    "(©",
    "all rights reserved",
    "click here",
    "contributed from",
    "contributed reporting",
    "contributed to this",
    "editing by",
    "file photo",
    "getty images",
    "image caption",
    "may not be published, broadcast",
    "on twitter @",
    "our newsletter",
    "pic.twitter.com",
    "privacy policy",
    "scroll down for",
    "terms of service",
    "to your inbox",
    "uses cookies",
)

_BY = frozenset({"by", "di", "door", "par", "por", "text", "texte", "texto", "von"})
_NAMES = re.compile(
    r"(?:[^\W\d_a-zà-ÿ][\w.'’-]*|(?:and|und|et|y|e|en|de|da|di|del|der|la|le|van|von|for|in|of|the|with)\b|[,&|.:\s])+"
)
_TWEET = re.compile(r"\(@\w{2,20}\)\s+[^\W\d_]+\.? \d{1,2}, \d{4}|\bt\.co/\w|^RT @\w|^#\w+(?:\s#\w+)*$")
_AGENCIES = r"(?:AFP|AP|ANSA|dpa|DPA|EFE|EPA|Getty|PA|Reuters|REUTERS|SIPA|TASS)"
_PHOTO_CREDIT = re.compile(
    rf"\b{_AGENCIES}\s?/\s?(?!Ipsos|NORC|GfK|Zogby|YouGov)[A-ZÀ-Þ]|/\s?{_AGENCIES}\b"
    r"|\((?i:photos?|image|fotos?|bild|imagen|crédit|credit|picture)\b[^)]{0,20}[:/]"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+")
_BULLET = re.compile(r"[•▪◦‣●■►▶➤★☆©*·]|-\s(?=[^\Wa-zà-ÿ_]|[\"“«])")
# `09:04 EST, 3 September 2026.`; a sentence that begins with a time has words of its own.
_CLOCK = re.compile(
    r"[\s(\[•*-]*\d{1,2}(?::\d\d\s?(?:[AaPp]\.?[Mm]\b\.?|Uhr|h)?|\.\d\d\s?(?:[AaPp]\.?[Mm]\b\.?|Uhr|h))"
    r"(?:[\s,.|]+(?:[^\Wa-zà-ÿ\d_]\w*|on|am|le|el|\d{1,4}(?:st|nd|rd|th)?)){0,6}[\s,.|)\]]*"
)
_NUMBER = re.compile(r"[(+$€£#–-]*\d[\d.,:/%–-]*\)?[a-z]{0,2}[.,;]?")
# A heading shouts for longer than `NATO.` or `"NO!"`.
_HEADING_LETTERS = 8
_ADDRESS_WORDS = 12
_SHORT = 60
_BYLINE = 150
_ROW_CELLS = 4
_HEAD = 40


_OPENING_BY_WORD = _by_first_word(_OPENINGS)


def is_furniture(sentence: str, paragraph: str) -> bool:
    """Whether a sentence of `paragraph` is no part of the article. Both without white space around them.

    One that only mentions a photo, a newsletter or a website is part of it. When in doubt, it is.
    """
    head = sentence[:_HEAD].lower()
    telltales = _telltales_in(paragraph)
    return (
        (":" in head and _is_labelled(head))
        or _opens_as_furniture(head, sentence)
        or (telltales != () and any(telltale in sentence.lower() for telltale in telltales))
        or _has_its_form(sentence)
    )


@lru_cache(maxsize=64)
def _telltales_in(paragraph: str) -> tuple[str, ...]:
    lowered = paragraph.lower()
    return tuple(telltale for telltale in _TELLTALES if telltale in lowered)


def _is_labelled(head: str) -> bool:
    label, _colon, rest = head.partition(":")
    label = label.strip(" [(*•-–—_>»)")
    return label in _LABELS or (label in _TIME_LABELS and not rest.lstrip(" .|")[:1].isalpha())


def _opens_as_furniture(head: str, sentence: str) -> bool:
    first = _WORD.search(head)
    if first is None:
        return False
    if first[0] in _BY and len(sentence) <= _BYLINE and _NAMES.fullmatch(sentence, first.end()):
        return True
    opening = head[first.start() :]
    for phrase in _OPENING_BY_WORD.get(first[0], ()):
        if opening.startswith(phrase) and not opening[len(phrase) :][:1].isalnum():
            return phrase not in _ALONE or not opening[len(phrase) :].lstrip()[:1].islower()
    return False


def _has_its_form(sentence: str) -> bool:
    """Whether a line has the form of a heading, a credit, a tweet, an address, an item, a time or a row of a table."""
    if _BULLET.match(sentence) or (sentence.isupper() and sum(map(str.isalpha, sentence)) >= _HEADING_LETTERS):
        return True
    if ("/" in sentence or "(" in sentence) and _PHOTO_CREDIT.search(sentence):
        return True
    if ("@" in sentence or "#" in sentence or "t.co/" in sentence) and _TWEET.search(sentence):
        return True
    if ("@" in sentence or "www." in sentence or "://" in sentence) and _ADDRESS.search(sentence):
        return word_count(sentence) <= _ADDRESS_WORDS
    if len(sentence) <= _SHORT and _CLOCK.fullmatch(sentence):
        return True
    return "\t" in sentence or (sentence.rstrip(".,;%)")[-1:].isdigit() and _is_row(sentence.split()))


def _is_row(cells: Sequence[str]) -> bool:
    """Whether there are more numbers than words."""
    return len(cells) >= _ROW_CELLS and 2 * sum(1 for cell in cells if _NUMBER.fullmatch(cell)) > len(cells)
