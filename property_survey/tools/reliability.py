"""Whether the items of a determinant measure one thing: Cronbach's alpha.

Cronbach 1951, Psychometrika 16: k/(k−1) · (1 − Σ variances of the items / variance of
the sums), each with n−1.

>>> round(alpha([(4, 5, 4), (3, 4, 3), (5, 5, 5), (2, 3, 2)]), 6)
0.979592
>>> round(alpha_of_variances([6.2, 5.8, 9.1, 7.4, 8.0, 6.9], 52.4), 6)
0.206107
"""

from statistics import variance


def alpha(rows):
    """Return alpha of the complete rows, None where it is not defined.

    >>> alpha([(1, 2), (2, None), (3, 4), (2, 3)]) == alpha([(1, 2), (3, 4), (2, 3)])
    True
    >>> alpha([(1, 2)]) is None, alpha([(1,), (2,)]) is None, alpha([(1, 2), (2, 1)])
    (True, True, None)
    """
    complete = [row for row in rows if None not in row]
    if len(complete) < 2:
        return None
    columns = list(zip(*complete, strict=True))
    return alpha_of_variances(
        [variance(column) for column in columns], variance(map(sum, complete))
    )


def alpha_of_variances(variances, total):
    """Return alpha of the items' variances and that of their sum.

    Nought and below are legal: the items do not belong together.
    """
    count = len(variances)
    if count < 2 or not total:
        return None
    return count / (count - 1) * (1 - sum(variances) / total)
