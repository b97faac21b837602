"""Words that mean danger, found in what people write."""

import re
from functools import lru_cache


@lru_cache(maxsize=32)
def _compile(words):
    patterns = []
    for word in words:
        pattern = re.escape(word).replace(r"\ ", r"\s+")
        # English words stand alone, also between Chinese characters (as ASCII has it,
        # these are no letters); Chinese words do not: no spaces part them
        patterns.append(rf"(?a:\b{pattern}\b)" if word.isascii() else pattern)
    return re.compile("|".join(patterns), re.IGNORECASE)


def split_words(text):
    """Return the words of a list with one a line, the longest first.

    >>> split_words("gas\\n gas leak \\n\\n燃气")
    ('gas leak', 'gas', '燃气')
    """
    words = {line.strip() for line in (text or "").splitlines()}
    return tuple(sorted(words - {""}, key=lambda word: (-len(word), word)))


def find_word(text, words):
    """Return the first of the words in the text, as it is written there, or None.

    >>> find_word("Strong GAS  leak", ("gas leak",))
    'GAS  leak'
    >>> find_word("gasket is worn", ("gas",)) is None
    True
    >>> find_word("楼道有燃气味", ("燃气",))
    '燃气'
    """
    if not (words and text):
        return None
    found = _compile(words).search(text)
    return found and found.group()
