import csv
import doctest
import math
from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import text_classifier
from ...tools.text_classifier import (
    add,
    get_grams,
    measure,
    predict,
    similarity,
    train,
)

# Made-up requests of ten classes in both languages.
with Path(__file__).with_name("text_corpus.csv").open(encoding="utf-8") as file:
    CORPUS = [(row["text"], row["label"]) for row in csv.DictReader(file)]
TEXT = st.text(max_size=40) | st.sampled_from([text for text, _label in CORPUS])
SAMPLES = st.lists(st.tuples(TEXT, st.integers(1, 4)), max_size=12)


@tagged("post_install", "-at_install")
class TestTextClassifier(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(text_classifier).failed)

    def test_better_than_the_majority_on_what_was_held_out(self):
        """In each language alone and in both."""
        languages = {
            "both": CORPUS,
            "Chinese": [s for s in CORPUS if not s[0].isascii()],
            "English": [s for s in CORPUS if s[0].isascii()],
        }
        for name, samples in languages.items():
            told = [s for n, s in enumerate(samples) if n % 3]
            asked = samples[::3]
            majority = Counter(label for _text, label in told).most_common(1)[0][0]
            baseline = sum(label == majority for _text, label in asked) / len(asked)
            with self.subTest(language=name):
                model = train(told)
                self.assertGreater(measure(model, asked), 4 * baseline)
                self.assertGreaterEqual(measure(model, asked), 0.8)
                self.assertGreaterEqual(measure(model, asked, top=3), 0.9)

    def test_as_sure_as_it_is_right(self):
        model, asked = train([s for n, s in enumerate(CORPUS) if n % 3]), CORPUS[::3]
        sure = sum(predict(model, text)[0][1] for text, _label in asked) / len(asked)
        self.assertAlmostEqual(sure, measure(model, asked), delta=0.1)

    def test_confidence_by_hand(self):
        """Three texts of one class and one of the other; one gram is known of each."""
        model = {"docs": {"a": 3, "b": 1}, "grams": {"tap": {"a": 2}, "lif": {"b": 1}}}
        odds = math.log(3 / 4) - math.log(1 / 4)
        odds += math.log(2.2 / 3.4) - math.log(0.2 / 1.4)
        share = 1 / (1 + math.exp(-0.3 * odds))
        [(label, found), (_other, rest)] = predict(model, "tap")
        self.assertEqual((label, found), ("a", round(share, 4)))
        self.assertAlmostEqual(found + rest, 1, places=3)

    def test_many_features_count_less_each(self):
        """Sixteen of them count as twelve: 3 / sqrt(16) each."""
        text = "abcdefghij"
        grams = {gram: {"a": 1} for gram in get_grams(text)}
        self.assertEqual(len(grams), 19)
        kept = dict(sorted(grams.items())[:16])
        model = {"docs": {"a": 1, "b": 1}, "grams": kept}
        odds = 16 * (math.log(1.2 / 1.4) - math.log(0.2 / 1.4)) * 3 / 16**0.5
        share = 1 / (1 + math.exp(-0.3 * odds))
        self.assertEqual(predict(model, text)[0], ("a", round(share, 4)))

    def test_the_most_frequent_grams_are_kept(self):
        model = train([("tap", 1), ("tap lift", 1), ("tap", 2)], max_grams=6)
        self.assertTrue(all("l" not in gram[:2] for gram in model["grams"]))
        self.assertIn("tap", model["grams"])

    def test_nothing_to_measure_or_to_compare(self):
        self.assertEqual(measure(train(CORPUS), []), 0)
        self.assertEqual(similarity(set(), {"tap"}), 0)
        self.assertEqual(similarity({"tap"}, set()), 0)

    def test_three_are_offered_unless_told_otherwise(self):
        model = train(CORPUS)
        self.assertEqual(len(predict(model, CORPUS[0][0])), 3)
        self.assertEqual(len(predict(model, CORPUS[0][0], top=5)), 5)

    def test_one_language_teaches_the_other(self):
        chinese = train([s for s in CORPUS if not s[0].isascii()])
        english = [s for s in CORPUS if s[0].isascii()]
        self.assertGreater(measure(chinese, english), 0.6)

    def test_order_makes_no_difference(self):
        self.assertEqual(train(CORPUS), train(CORPUS[::-1]))

    def test_what_one_person_wrote_is_not_kept(self):
        model = train([("张三丰漏水", 1), ("厨房漏水", 1)], min_count=2)
        self.assertIn("漏水", model["grams"])
        self.assertNotIn("张三", model["grams"])

    def test_no_digits_are_kept(self):
        model = train([("3-1202 13800000000 漏水", 1)])
        self.assertFalse(any(map(str.isdigit, "".join(model["grams"]))))

    def test_size_is_limited(self):
        model = train(CORPUS, max_grams=10)
        self.assertEqual(len(model["grams"]), 10)

    def test_only_allowed_classes(self):
        model = train(CORPUS)
        for text, _label in CORPUS:
            found = predict(model, text, {"lift", "noise"})
            self.assertLessEqual({label for label, _share in found}, {"lift", "noise"})

    @given(SAMPLES, TEXT)
    def test_confidence_is_a_share(self, samples, text):
        shares = [share for _label, share in predict(train(samples), text, top=9)]
        self.assertEqual(shares, sorted(shares, reverse=True))
        self.assertTrue(all(0 <= share <= 1 for share in shares))
        if shares:
            self.assertAlmostEqual(sum(shares), 1, places=2)

    @given(SAMPLES, SAMPLES)
    def test_counts_add_up(self, some, others):
        self.assertEqual(add(train(some), train(others)), train(some + others))

    @given(st.sets(TEXT), st.sets(TEXT))
    def test_likeness(self, some, others):
        likeness = similarity(some, others)
        self.assertEqual(likeness, similarity(others, some))
        self.assertTrue(0 <= likeness <= 1.000001)
        if some:
            self.assertAlmostEqual(similarity(some, some), 1)
