"""Results of many answers: ours, core survey's own statistics and pandas, in one run.

The same answers stand in the database twice: as lines of core survey, one number a row,
and as sheets of a campaign, one questionnaire a row. The values are invented; a seed
makes them the same each time. Runs inside ``odoo shell`` on a database copied for it.
"""

import json
import os
from statistics import fmean

from .measure import clock

SEED = 0.5
ROUNDS = 3
BUILDINGS, SEGMENTS, EMPLOYEES = 40, 6, 30
ITEMS = 25  # asked twice: 50 questions
# the first and the last two of the ten have two items, the others three or two
NAMES = (
    "tangibles",
    "reliability",
    "responsiveness",
    "competence",
    "courtesy",
    "credibility",
    "security",
    "access",
    "communication",
    "understanding",
)


def prepare(env):
    """Return a questionnaire of 50 questions, and a campaign that asks it."""
    survey = env["survey.survey"].create({"title": "Benchmark"})
    determinants = env["property.survey.determinant"]._get_by_code(NAMES)
    env["survey.question"].create(
        [
            {
                "survey_id": survey.id,
                "title": f"{role} {number}",
                "question_type": "scale",
                "scale_min": 1,
                "scale_max": 7,
                "quality_role": role,
                "item_code": f"i{number}",
                "determinant_id": determinants[NAMES[number % len(NAMES)]].id,
            }
            for role in ("expected", "perceived")
            for number in range(ITEMS)
        ]
    )
    campaign = env["property.survey.campaign"].create(
        {"name": "Benchmark", "survey_id": survey.id, "mode": "named"}
    )
    return survey, campaign


def make_groups(env):
    """Return a site, its 40 buildings, six segments and 30 employees."""
    site = env["property.site"].create({"name": "Benchmark", "code": "BENCH"})
    return site, (
        env["property.building"].create(
            [
                {"site_id": site.id, "name": f"B{n}", "code": f"B{n}"}
                for n in range(BUILDINGS)
            ]
        ),
        env["property.segment"].create(
            [{"name": f"S{n}", "code": f"bench-{n}"} for n in range(SEGMENTS)]
        ),
        env["res.users"].create(
            [{"name": f"E{n}", "login": f"bench-{n}"} for n in range(EMPLOYEES)]
        ),
    )


def _dealt(*groups):
    return [value for group in groups for value in (group.ids, len(group))]


def fill(env, survey, campaign, count):
    """Write the answers twice, in SQL: creating them is not what is measured."""
    cr = env.cr
    site, groups = make_groups(env)
    cr.execute("SELECT setseed(%s)", [SEED])
    cr.execute(
        "CREATE TEMPORARY TABLE bench AS"
        " SELECT who, id AS question_id, (1 + floor(random() * 7))::int AS number"
        " FROM generate_series(1, %s) who, survey_question WHERE survey_id = %s",
        [count, survey.id],
    )
    cr.execute(
        "WITH made AS (INSERT INTO survey_user_input"
        " (survey_id, state, access_token, end_datetime, create_date)"
        " SELECT %s, 'done', 'bench-' || who, now(), now()"
        " FROM generate_series(1, %s) who RETURNING id, access_token)"
        " INSERT INTO survey_user_input_line (user_input_id, survey_id, question_id,"
        " answer_type, value_scale, skipped, create_date)"
        " SELECT made.id, %s, question_id, 'scale', number, false, now()"
        " FROM bench JOIN made ON made.access_token = 'bench-' || who",
        [survey.id, count, survey.id],
    )
    cr.execute(
        "INSERT INTO property_survey_sheet (campaign_id, company_id, site_id, day,"
        " role, building_id, segment_id, user_id, numbers)"
        " SELECT %s, %s, %s, current_date,"
        " (ARRAY['owner', 'tenant', 'family'])[1 + who %% 3],"
        " (%s)[1 + who %% %s], (%s)[1 + who %% %s], (%s)[1 + who %% %s],"
        " jsonb_object_agg(question_id, number) FROM bench GROUP BY who",
        [campaign.id, campaign.company_id.id, site.id, *_dealt(*groups)],
    )
    cr.execute("ANALYZE survey_user_input, survey_user_input_line")
    cr.execute("ANALYZE property_survey_sheet")
    env.invalidate_all()


def by_us(env, **values):
    """Count everything a result has; return the means by question."""
    result = env["property.survey.result"].create({"name": "Benchmark", **values})
    result.action_count()
    env.flush_all()
    lines = result.line_ids.filtered(lambda line: line.level == "item")
    return {
        (role, line.code): line[role]
        for line in lines
        for role in ("expected", "perceived")
    }


def by_core(env, survey):
    """Core's statistics, question by question: not all lines are in memory at once."""
    found = {}
    for question in survey.question_ids:
        env.invalidate_all()
        lines = env["survey.user_input.line"].search(
            [("question_id", "=", question.id), ("user_input_id.state", "=", "done")]
        )
        data = question._prepare_statistics(lines)[0]
        found[question.quality_role, question.item_code] = data["numerical_average"]
    env.invalidate_all()
    return found


def by_pandas(env, survey, campaign):
    """The least that gives the figures by item and determinant: no groups, no rules."""
    import pandas

    env.cr.execute(
        "SELECT numbers FROM property_survey_sheet WHERE campaign_id = %s",
        [campaign.id],
    )
    frame = pandas.DataFrame.from_records([row[0] for row in env.cr.fetchall()])
    sides = {
        role: frame[
            [str(one.id) for one in survey.question_ids if one.quality_role == role]
        ].set_axis(range(ITEMS), axis=1)
        for role in ("expected", "perceived")
    }
    sides["gap"] = sides["perceived"] - sides["expected"]
    found = {}
    for kind, side in sides.items():
        means = side.mean()
        found |= {(kind, f"i{number}"): means[number] for number in range(ITEMS)}
        side.var(), side.count()
        levels = side.T.groupby(lambda number: number % len(NAMES)).mean().T
        levels.mean(), levels.var(), levels.mean(axis=1).sem()
    for place in range(len(NAMES)):
        items = sides["perceived"][list(range(place, ITEMS, len(NAMES)))]
        items.var().sum() / items.sum(axis=1).var()
    return found


def check(found, wanted, digits):
    for key, value in wanted.items():
        if key in found:
            assert abs(found[key] - value) <= digits, (key, found[key], value)


def main(env, count):
    """Print the measurements as JSON for ``run.py``."""
    survey, campaign = prepare(env)
    seconds, _none = clock(lambda: fill(env, survey, campaign, count))
    ways = {
        "sheets": lambda: by_us(env, campaign_id=campaign.id),
        "lines": lambda: by_us(env, survey_id=survey.id),
        "pandas": lambda: by_pandas(env, survey, campaign),
    }
    best, found = {}, {}
    for _round in range(ROUNDS):
        for name, run in ways.items():
            spent, found[name] = clock(run)
            best[name] = min(spent, best.get(name, spent))
    # once: it takes long enough
    best["core"], found["core"] = clock(lambda: by_core(env, survey))
    for name in ("sheets", "lines"):
        check(found[name], found["pandas"], 0.0051)  # figures have two digits
    check(found["core"], found["pandas"], 0.0051)
    overall = fmean(value for key, value in found["sheets"].items())
    env.cr.rollback()
    with open(os.environ["BENCH_RESULT"], "w", encoding="utf-8") as file:
        json.dump(
            {"count": count, "best": best, "fill": seconds, "overall": overall}, file
        )
