"""Learns from short texts in Chinese and English which class they belong to.

Multinomial naive Bayes over character n-grams, which need no word list of the language,
and over meanings (``text_synonyms``), which join the two languages. A model is a
dictionary of counts, ``{"docs": {class: n}, "grams": {gram: {class: n}}}``: it is
stored as JSON, added up, and holds no text.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict

from .text_synonyms import GROUPS

SMOOTHING = 0.2
MEANING_WEIGHT = 3
# Naive Bayes is far too sure: n-grams of one word tell the same thing twice.
MODESTY = 0.3
MAX_GRAMS = 30_000
MAX_TEXT = 600
_RUN = re.compile(r"[\u3400-\u9fff]+|[a-zà-öø-ÿ']+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SIZES = {True: (2, 3, 4), False: (3, 4)}


def _compile_groups():
    words = defaultdict(set)
    for meaning, line in GROUPS.items():
        for word in line.split():
            words[word.replace("|", " ")].add(meaning)
    han = {word for word in words if _HAN.search(word)}
    return {word: tuple(sorted(words[word])) for word in words}, han


_MEANINGS, _HAN_WORDS = _compile_groups()
_ANY_HAN = re.compile(f"(?=({'|'.join(sorted(_HAN_WORDS, key=len, reverse=True))}))")
_ANY_LATIN = re.compile(
    "(?<![a-z])(?=("
    + "|".join(sorted(set(_MEANINGS) - _HAN_WORDS, key=len, reverse=True))
    + ")(?![a-z]))"
)


def normalise(text):
    """Return the text in small letters of usual width.

    >>> normalise("Ｋitchen  LEAK")
    'kitchen leak'
    """
    text = unicodedata.normalize("NFKC", text or "")[:MAX_TEXT]
    return " ".join(text.lower().split())


def get_meanings(text):
    """Return the meanings found in a text, in either language.

    >>> sorted(get_meanings("厨房漏水")), sorted(get_meanings("Leak in the kitchen"))
    (['kitchen', 'leak'], ['kitchen', 'leak'])
    """
    text = normalise(text)
    found = set()
    for form in (_ANY_HAN, _ANY_LATIN):
        for match in form.finditer(text):
            found.update(_MEANINGS[match[1]])
    return found


def get_grams(text):
    """Return the character n-grams of the words of a text.

    >>> sorted(get_grams("漏水了 tap"))
    ['_ta', '_tap', 'ap_', 'tap', 'tap_', '水了', '漏水', '漏水了']
    """
    grams = set()
    for run in _RUN.findall(normalise(text)):
        is_han = bool(_HAN.match(run))
        word = run if is_han else f"_{run}_"
        for size in _SIZES[is_han]:
            grams.update(word[i : i + size] for i in range(len(word) - size + 1))
    return grams


def get_features(text):
    """Return ``{feature: weight}``."""
    features = dict.fromkeys(get_grams(text), 1)
    features.update((f"={name}", MEANING_WEIGHT) for name in get_meanings(text))
    return features


def train(samples, min_count=1, max_grams=MAX_GRAMS):
    """Return the counts of ``(text, class)`` pairs; the order makes no difference.

    With ``min_count`` 2 what only one person wrote, such as a name, is not kept.

    >>> train([("漏水", 1), ("漏水", 1)])["grams"]["漏水"]
    {'1': 2}
    """
    docs, grams = Counter(), defaultdict(Counter)
    for text, label in samples:
        features = get_features(text)
        if not features:
            continue
        docs[str(label)] += 1
        for feature in features:
            grams[feature][str(label)] += 1
    known = [gram for gram in grams if grams[gram].total() >= min_count]
    kept = sorted(known, key=lambda gram: (-grams[gram].total(), gram))[:max_grams]
    return {
        "docs": dict(sorted(docs.items())),
        "grams": {gram: dict(sorted(grams[gram].items())) for gram in sorted(kept)},
    }


def add(model, other):
    """Return the counts of two models together.

    >>> one = train([("漏水", 1)])
    >>> add(one, one)["docs"], add(one, one)["grams"]["漏水"]
    ({'1': 2}, {'1': 2})
    """
    docs = Counter(model["docs"]) + Counter(other["docs"])
    grams = {gram: dict(counts) for gram, counts in model["grams"].items()}
    for gram, counts in other["grams"].items():
        mine = grams.setdefault(gram, {})
        for label, count in counts.items():
            mine[label] = mine.get(label, 0) + count
    return {"docs": dict(docs), "grams": grams}


def predict(model, text, labels=None, top=3):
    """Return ``[(class, confidence)]``, the best first; empty if nothing is known.

    The confidence is the share of the class among the allowed ones.

    >>> model = train([("厨房漏水", 1), ("电梯困人", 2)])
    >>> predict(model, "Leak in the kitchen", top=1)[0][0]
    '1'
    >>> predict(model, "???")
    []

    :param labels: the classes that are allowed, all if not given
    """
    docs, grams = model["docs"], model["grams"]
    allowed = [str(label) for label in docs if labels is None or label in labels]
    found = [(f, w) for f, w in get_features(text).items() if f in grams]
    if not found or not allowed:
        return []
    total = sum(docs[label] for label in allowed)
    weight = sum(w for _feature, w in found)
    scores = {}
    for label in allowed:
        size = docs[label]
        evidence = sum(
            w * math.log((grams[f].get(label, 0) + SMOOTHING) / (size + 2 * SMOOTHING))
            for f, w in found
        )
        prior = math.log(size / total)
        scores[label] = prior + evidence * _get_temperature(weight)
    best = max(scores.values())
    parts = {
        label: math.exp((score - best) * MODESTY) for label, score in scores.items()
    }
    whole = sum(parts.values())
    ranked = sorted(parts, key=lambda label: (-parts[label], label))
    return [(label, round(parts[label] / whole, 4)) for label in ranked[:top]]


def _get_temperature(weight):
    """Return what one feature counts when there are so many of them."""
    return min(1.0, 3 / weight**0.5)


def measure(model, samples, labels=None, top=1):
    """Return the share of ``(text, class)`` pairs whose class is among the first."""
    hits = sum(
        str(label) in {name for name, _share in predict(model, text, labels, top)}
        for text, label in samples
    )
    return hits / len(samples) if samples else 0.0


def similarity(grams, others):
    """Return the cosine of two sets of n-grams: 0 nothing alike, 1 the same.

    >>> round(similarity(get_grams("厨房漏水"), get_grams("厨房又漏水")), 2)
    0.27
    """
    if not grams or not others:
        return 0.0
    return len(grams & others) / math.sqrt(len(grams) * len(others))
