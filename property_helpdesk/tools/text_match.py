"""Finding short texts in Chinese and English, without a dictionary.

Plain functions from text to text. Chinese is written without blanks, so a run of
Chinese characters is cut into pairs; other letters and digits stay whole words.
"""

import re
import unicodedata

_HAN = "\u3400-\u9fff"
_WORDS = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_NUMBERS = re.compile(r"\+?\d[\d\s-]{5,}\d")


def fold(text):
    """Return the text as it is compared: one width, no capitals.

    >>> fold("ＬＥＡＫ  Kitchen")
    'leak  kitchen'
    """
    return unicodedata.normalize("NFKC", text or "").casefold()


def get_words(text):
    """Return the runs of Chinese characters and of other letters.

    >>> get_words("厨房漏水 Kitchen-leak 3")
    ['厨房漏水', 'kitchen', 'leak', '3']
    """
    return _WORDS.findall(fold(text))


def is_chinese(word):
    """Tell a run of Chinese characters from a word of letters.

    >>> is_chinese("漏水"), is_chinese("leak")
    (True, False)
    """
    return "\u3400" <= word[:1] <= "\u9fff"


def get_alternatives(word):
    """Return the ways to look for a word, each a list of parts that must all be there.

    A long Chinese run is cut into pairs twice, from the first and from the second
    character, so that words of one, two and three characters are found.

    >>> get_alternatives("leak"), get_alternatives("漏水")
    ([['leak']], [['漏水']])
    >>> get_alternatives("厨房漏水")
    [['厨房', '漏水'], ['厨', '房漏', '水']]
    >>> get_alternatives("水龙头漏水")[1]
    ['水', '龙头', '漏水']
    """
    if len(word) < 3 or not is_chinese(word):
        return [[word]]
    pairs = range(0, len(word), 2)
    return [
        [word[i : i + 2] for i in pairs],
        [word[0], *(word[i + 1 : i + 3] for i in pairs if word[i + 1 : i + 3])],
    ]


def get_features(text):
    """Return what two texts can have in common: words, and pairs of characters.

    >>> sorted(get_features("厨房漏水 a tap"))
    ['tap', '厨房', '房漏', '漏水']
    """
    features = set()
    for word in get_words(text):
        if not is_chinese(word):
            features |= {word} if len(word) > 2 else set()
        elif len(word) > 1:
            features |= {word[i : i + 2] for i in range(len(word) - 1)}
    return features


def get_likeness(text, other):
    """Return from 0 to 1 how much of the shorter text the other one has.

    One word in common is chance.

    >>> get_likeness("厨房水槽漏水", "厨房水槽下面漏水") > 0.7
    True
    >>> get_likeness("kitchen leak", "lift stands still"), get_likeness("", "leak")
    (0, 0)
    >>> get_likeness("tap drips", "kitchen tap leaks")
    0
    """
    left, right = get_features(text), get_features(other)
    common = left & right
    if len(common) < 2:
        return 0
    return len(common) / min(len(left), len(right))


def drop_numbers(text):
    """Return the text without what may be the phone or the number of a person.

    >>> drop_numbers("Call Ms Lee 138 0013 8000, unit 301")
    'Call Ms Lee …, unit 301'
    """
    return _NUMBERS.sub("…", text or "")
