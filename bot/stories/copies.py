"""Near-verbatim copies: agency reports that several papers print, and articles that are published again (pure).

MinHash (Broder 1997, https://doi.org/10.1109/SEQUEN.1997.666900) of the runs of three words of the text, by `rensa`
(fast similarity sketching, Dahlgaard et al. 2017, https://arxiv.org/abs/1704.04370), of which 16 bits a value are kept
(Li and König 2010, https://arxiv.org/abs/0910.3349). Candidates share a band of two values; whether they are copies is
told by containment, which, unlike Jaccard's index, stays high where a paper cut the end off.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from bot.stories.index import Floats, Ids, Keys, Postings

#: Words in a run.
SHINGLE = 3
#: Values of a digest, and how many of them make a band.
VALUES = 96
BAND = 2
#: Fixed for ever: stored digests were made with it.
SEED = 7
#: Texts with fewer runs have no digest: a few words are alike by chance.
FEWEST_SHINGLES = 30
#: More of a text is not looked at: no article is so long.
MOST_CHARACTERS = 200_000
#: The share of the shorter text that stands in the longer one, from which on it is a copy. Reports of one event that
#: only share quotations have 0.1 to 0.3, copies with new first sentences and a fifth cut off 0.85 and seldom under 0.5.
COPY_AT = 0.5

# Everything of ASCII but letters and digits is a space; other punctuation (quotation marks, dashes) by its blocks,
# U+0080 to U+00BF and U+2000 to U+206F. In bytes this takes a tenth of the time of `\w+`.
_TO_SPACE = bytes(code if code >= 128 or chr(code).isalnum() else 32 for code in range(256))
_OTHER_PUNCTUATION = re.compile(rb"\xc2[\x80-\xbf]|\xe2(?:\x80[\x80-\xbf]|\x81[\x80-\xaf])")
_SPACE = 32
_BASE = 0x2545F4914F6CDD1D
_BANDS = VALUES // BAND
_FIRST_ROOM = 1_024
# Odd constants of multiplicative hashing (Knuth; the 64-bit golden ratio and two primes of xxHash).
_MIX = np.array([0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)

Digest = npt.NDArray[np.uint16]


def digest_of(text: str) -> bytes:
    """The number of runs of words (4 bytes, little-endian) and 96 values of 2 bytes; empty for a text too short.

    Case, punctuation and white space make no difference. The same text has the same digest in every process, as long
    as `RMinHash.ALGORITHM_VERSION` is the same; of another version all have to be made anew.
    """
    hashes = _word_hashes(text)
    runs = len(hashes) - SHINGLE + 1
    if runs < FEWEST_SHINGLES:
        return b""
    mixed = np.zeros(runs, np.uint64)
    for offset in range(SHINGLE):
        mixed = (mixed ^ hashes[offset : offset + runs]) * _MIX[offset]
        mixed ^= mixed >> np.uint64(29)
    values = RMinHash.digest_matrix_from_flat_token_hashes(mixed, [0, runs], VALUES, SEED).to_rows()[0]
    return len(set(mixed.tolist())).to_bytes(4, "little") + np.array(values, np.uint32).astype("<u2").tobytes()


def _word_hashes(text: str) -> npt.NDArray[np.uint64]:
    """A hash for each word, in their order.

    The hash of Rabin and Karp (1987, https://doi.org/10.1147/rd.312.0249), modulo 2**64: a sum of bytes times powers of
    a base. All words at once from one running sum, a third of the time of a call for each word.
    """
    folded = text[:MOST_CHARACTERS].casefold().encode(errors="replace")
    if not folded.isascii():
        folded = _OTHER_PUNCTUATION.sub(b" ", folded)
    characters = np.frombuffer(b" " + folded.translate(_TO_SPACE) + b" ", np.uint8)
    edges = np.flatnonzero(np.diff(characters == _SPACE))  # the place before each word, and its last character
    first, last = edges[::2], edges[1::2]
    powers, inverses = _powers(1 << len(characters).bit_length())
    running = np.cumsum(characters * powers[: len(characters)])
    return (running[last] - running[first]) * inverses[first]


@cache
def _powers(count: int) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """The powers of the base and of its inverse, modulo 2**64."""
    base, inverse = np.uint64(_BASE), np.uint64(pow(_BASE, -1, 1 << 64))
    return np.cumprod(np.full(count, base), dtype=np.uint64), np.cumprod(np.full(count, inverse), dtype=np.uint64)


class CopyIndex:
    """The digests of the window: which articles are copies of a text."""

    def __init__(self, *, window_ms: int) -> None:
        self._within_ms = window_ms
        self._rows: dict[int, int] = {}
        self._free: list[int] = []
        self._values = np.zeros((_FIRST_ROOM, VALUES), np.uint16)
        self._sizes = np.zeros(_FIRST_ROOM, np.uint32)
        self._postings = Postings(self._bands_of)

    def __len__(self) -> int:
        return len(self._rows)

    def load(self, entries: Iterable[tuple[int, int, bytes]]) -> None:
        """Add many at once: (article id, epoch ms of publication, digest)."""
        kept = [
            (article_id, published_ms) for article_id, published_ms, digest in entries if self._keep(article_id, digest)
        ]
        if kept:
            ids, published = np.array(kept, np.int64).T
            self._postings.load(ids, published)

    def add(self, article_id: int, published_ms: int, digest: bytes) -> None:
        """Add an article that is not here; one without a digest is passed over."""
        if self._keep(article_id, digest):
            self._postings.add(article_id, published_ms, _bands(self._values[self._rows[article_id]][None])[0])

    def remove(self, article_ids: Collection[int]) -> None:
        """Take articles out, where they are here."""
        gone = [article_id for article_id in article_ids if article_id in self._rows]
        self._postings.remove(set(gone))
        self._free += [self._rows.pop(article_id) for article_id in gone]

    def digest(self, article_id: int) -> bytes:
        """The digest of an article that is here; empty where it has none."""
        if article_id not in self._rows:
            return b""
        row = self._rows[article_id]
        values: bytes = self._values[row].astype("<u2").tobytes()
        return int(self._sizes[row]).to_bytes(4, "little") + values

    def find(self, digest: bytes, published_ms: int) -> dict[int, float]:
        """The copies of a text within the window, with the share of the shorter text that both have."""
        if not digest:
            return {}
        bands = _bands(_values_of(digest)[None])[0]
        ids, _ = self._postings.search(bands, np.ones(_BANDS), published_ms, self._within_ms)
        return self.among(digest, ids.tolist())

    def among(self, digest: bytes, article_ids: Sequence[int]) -> dict[int, float]:
        """The copies of a text among some articles; for those that share much without sharing a band."""
        here = [article_id for article_id in article_ids if article_id in self._rows]
        if not digest or not here:
            return {}
        rows = [self._rows[article_id] for article_id in here]
        shares = _containment(_values_of(digest), _size_of(digest), self._values[rows], self._sizes[rows])
        return {
            article_id: share
            for article_id, share in zip(here, shares.round(3).tolist(), strict=True)
            if share >= COPY_AT
        }

    def pairs(self, article_ids: Sequence[int]) -> npt.NDArray[np.bool_]:
        """Which of some articles are copies of each other: square, false for those without a digest."""
        found = np.zeros((len(article_ids), len(article_ids)), np.bool_)
        places = [place for place, article_id in enumerate(article_ids) if article_id in self._rows]
        rows = [self._rows[article_ids[place]] for place in places]
        if len(rows) > 1:
            values, sizes = self._values[rows], self._sizes[rows].astype(np.float64)
            shares = _containment(values[:, None], sizes[:, None], values, sizes)
            found[np.ix_(places, places)] = shares >= COPY_AT
        return found

    def _keep(self, article_id: int, digest: bytes) -> bool:
        if not digest:
            return False
        row = self._free.pop() if self._free else len(self._rows)
        if row >= len(self._sizes):
            self._values = np.concatenate([self._values, np.zeros_like(self._values)])
            self._sizes = np.concatenate([self._sizes, np.zeros_like(self._sizes)])
        self._rows[article_id] = row
        self._values[row] = _values_of(digest)
        self._sizes[row] = _size_of(digest)
        return True

    def _bands_of(self, article_ids: Sequence[int]) -> tuple[Keys, Ids]:
        rows = [self._rows[article_id] for article_id in article_ids]
        return _bands(self._values[rows]).ravel(), np.full(len(rows), _BANDS, np.int64)


def _containment(
    values: Digest, size: npt.ArrayLike, other_values: Digest, other_sizes: npt.NDArray[np.floating | np.integer]
) -> Floats:
    """Estimated from Jaccard's index and both sizes: |A and B| = J / (1 + J) * (|A| + |B|)."""
    alike = np.count_nonzero(values == other_values, axis=-1) / VALUES
    common = alike / (1.0 + alike) * (np.asarray(size, np.float64) + other_sizes)
    shares: Floats = np.minimum(1.0, common / np.minimum(size, other_sizes))
    return shares


def _size_of(digest: bytes) -> int:
    return int.from_bytes(digest[:4], "little")


def _values_of(digest: bytes) -> Digest:
    return np.frombuffer(digest, "<u2", VALUES, 4)


def _bands(values: Digest) -> Keys:
    """A key for each band of each row, that no other band has."""
    bands = values.reshape(len(values), _BANDS, BAND).astype(np.uint64)
    keys = np.arange(1, _BANDS + 1, dtype=np.uint64) * _MIX[2]
    for position in range(BAND):
        keys = (keys ^ bands[:, :, position]) * _MIX[position]
    high: Keys = (keys >> np.uint64(32)).astype(np.uint32)
    return high
