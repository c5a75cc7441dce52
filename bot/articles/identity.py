"""When two texts are the same article: keys that survive another address, another file name and another date."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from bot.models import ArticleDraft

#: A text of so many characters hardly stands under two headlines by chance.
TELLING_CHARS = 200
_DEFAULT_PORTS = {80, 443}
_TRACKING = re.compile(
    r"utm_.*|mc_.*|at_.*|ns_.*|_hs.*|pk_.*|mtm_.*|wt_?mc.*"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh|_ga|_gl|mkt_tok"
    r"|cmpid|cmp|ocid|smid|icid|ncid|xtor|s_cid|guccounter|__twitter_impression|ck_subscriber_id",
    re.IGNORECASE,
)
_ESCAPE = re.compile("%[0-9a-fA-F]{2}")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_QUOTES = str.maketrans({**dict.fromkeys("‘’‚‛′´`ʼ", "'"), **dict.fromkeys("“”„‟«»″", '"')})


def canonical_url(url: str) -> str:
    """One spelling for all addresses of a page, for comparing and not for opening; other text comes back stripped.

    Scheme and host in lower case, http as https, without default port, user, fragment, tracking parameters and the
    path's last slash, parameters sorted, escapes as in RFC 3986 (6.2.2). Applying it twice changes nothing.
    """
    text = "".join(url.split())
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        return text
    if parts.scheme not in {"http", "https"} or not host:
        return text
    authority = f"[{host}]" if ":" in host else host
    if port is not None and port not in _DEFAULT_PORTS:
        authority = f"{authority}:{port}"
    kept = sorted(
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(name)
    )
    query = f"?{urlencode(kept)}" if kept else ""
    return f"https://{authority}{_normal_escapes(parts.path).rstrip('/')}{query}"


def content_hash(draft: ArticleDraft) -> str:
    """A fingerprint of title, key points and body that case, white space and the shape of quotes do not change."""
    return _digest([draft.title, *draft.key_points, "", *draft.paragraphs])


def identity_keys(draft: ArticleDraft, published_at: datetime) -> tuple[str, ...]:
    """What the article may be known by, surest first: guid and address, or else its headline; always its text.

    All but the address count within a source only: guids such as "1042" repeat between outlets, and a reprint by
    another outlet is an article of its own. A headline counts within its file and its day, since columns return under
    one; without a date of its own, within its file. A text of under `TELLING_CHARS` characters may be the same notice
    under many headlines, so there the headline is part of it.
    """
    keys = []
    if draft.guid:
        keys.append(f"guid:{_digest([draft.source, draft.guid])}")
    if draft.url:
        keys.append(f"url:{_digest([canonical_url(draft.url)], fold=False)}")
    if not keys:
        day = published_at.date().isoformat() if draft.is_dated else ""
        keys.append(f"title:{_digest([draft.source, draft.title, draft.origin, day])}")
    is_telling = sum(map(len, draft.paragraphs)) >= TELLING_CHARS
    keys.append(
        f"text:{_digest([draft.source, *draft.paragraphs] if is_telling else [draft.source, content_hash(draft)])}"
    )
    return tuple(keys)


def folded(text: str) -> str:
    """Text for comparing: Unicode NFKC, no case, plain quotes, single spaces."""
    plain = unicodedata.normalize("NFKC", text.translate(_QUOTES)).casefold()
    return " ".join(unicodedata.normalize("NFKC", plain).split())


def _digest(parts: Iterable[str], *, fold: bool = True) -> str:
    joined = "\n".join(folded(part) if fold else part for part in parts)
    return blake2b(joined.encode(errors="replace"), digest_size=16).hexdigest()


def _normal_escapes(path: str) -> str:
    def normal(escape: re.Match[str]) -> str:
        character = chr(int(escape[0][1:], 16))
        return character if _UNRESERVED.match(character) else escape[0].upper()

    return _ESCAPE.sub(normal, quote(path, safe="/%:@!$&'()*+,;=~", errors="replace"))
