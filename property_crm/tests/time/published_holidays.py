"""What the package chinesecalendar publishes, as the file that is shipped.

``python published_holidays.py > ../../data/time/holidays_cn.csv`` after its version in
setup/requirements/test.in was raised writes the file anew.
"""

import sys

from chinese_calendar.constants import Holiday, holidays, workdays


def get_published_csv():
    names = {holiday.value: holiday.chinese for holiday in Holiday}
    rows = [(day, "holiday", name) for day, name in holidays.items()]
    rows += [(day, "workday", name) for day, name in workdays.items()]
    lines = [f"{day},{kind},{name},{names[name]}\n" for day, kind, name in sorted(rows)]
    return "".join(["date,kind,name,name_zh\n", *lines])


if __name__ == "__main__":
    sys.stdout.write(get_published_csv())
