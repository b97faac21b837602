from secrets import SystemRandom

# Ids of what is answered are drawn at random, above those that are counted.
FIRST_ID = 2**30


def draw_ids(model, number):
    """Return so many ids that no row has, in no order."""
    random = SystemRandom()
    found = set()
    while len(found) < number:
        drawn = [FIRST_ID + random.randrange(FIRST_ID) for _one in range(number)]
        taken = model.browse(drawn).exists().ids
        found.update(set(drawn) - set(taken))
    ids = list(found)[:number]
    random.shuffle(ids)
    return ids
