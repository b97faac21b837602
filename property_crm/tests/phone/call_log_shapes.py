"""The same calls as the systems of several makers write them down.

The values are invented; only the shapes are those of the makers.
"""

import csv
import io
import random
from datetime import datetime, timedelta
from typing import NamedTuple

import openpyxl

AGENTS = ("Ann", "Ben", "Ming")


class Fact(NamedTuple):
    """What happened: seconds waited, seconds talked (none: hung up), who answered."""

    number: int
    start: datetime
    wait: int
    talk: int
    agent: str

    @property
    def answered(self):
        return self.start + timedelta(seconds=self.wait)

    @property
    def end(self):
        return self.answered + timedelta(seconds=self.talk)

    @property
    def caller(self):
        return f"1380013{self.number:04}"


def make_facts(seed=3, count=24):
    """Return calls that begin on full minutes, some of them across midnight."""
    chance = random.Random(seed)
    start = datetime(2026, 3, 14, 21)
    facts = []
    for number in range(count):
        start += timedelta(minutes=chance.randrange(1, 20))
        wait = chance.randrange(1, 90)
        talk = chance.randrange(20, 4000) if chance.random() < 0.75 else 0
        agent = chance.choice(AGENTS) if talk else ""
        facts.append(Fact(number, start, wait, talk, agent))
    return facts


def count_facts(facts):
    """Return what must come out: counted here without any code of the addon."""
    answered = [fact for fact in facts if fact.talk]
    abandoned = [fact for fact in facts if not fact.talk and fact.wait >= 10]
    offered = len(answered) + len(abandoned)
    in_time = sum(fact.wait <= 20 for fact in answered)
    return (
        offered,
        len(answered),
        len(abandoned),
        sum(fact.wait for fact in answered) / len(answered),
        sum(fact.talk for fact in answered) / len(answered),
        100 * in_time / offered,
    )


def hms(seconds):
    return str(timedelta(seconds=seconds))


def bank(fact):
    clock = "{:%H:%M:%S}".format
    never = "0:00:00"
    queue = [clock(fact.start), clock(fact.answered), fact.wait]
    served = [clock(fact.answered), clock(fact.end), fact.talk, fact.agent.upper()]
    return [
        "AA0101",
        fact.number,
        0,
        0,
        "PS",
        f"{fact.start:%y%m%d}",
        clock(fact.start),
        clock(fact.start),
        0,
        *queue,
        "AGENT" if fact.talk else "HANG",
        *(served if fact.talk else [never, never, 0, "NO_SERVER"]),
    ]


def topics(fact):
    told = [fact.wait, hms(fact.talk), 4] if fact.talk else [fact.wait, "", ""]
    return [
        f"ID{fact.number}",
        fact.agent,
        f"{fact.start:%m/%d/%Y}",
        f"{fact.start:%I:%M %p}",
        "Streaming",
        "Y" if fact.talk else "N",
        "Y" if fact.talk else "N",
        *told,
    ]


def asterisk(fact):
    return [
        "acc",
        fact.caller,
        "600",
        "from-trunk",
        f'"Caller" <{fact.caller}>',
        "SIP/trunk-00000001",
        f"SIP/{fact.agent}-0000000a" if fact.talk else "",
        "Queue",
        "service,t",
        f"{fact.start:%Y-%m-%d %H:%M:%S}",
        f"{fact.answered:%Y-%m-%d %H:%M:%S}" if fact.talk else "",
        f"{fact.end:%Y-%m-%d %H:%M:%S}",
        fact.wait + fact.talk,
        fact.talk,
        "ANSWERED" if fact.talk else "NO ANSWER",
        "DOCUMENTATION",
    ]


def freeswitch(fact):
    return [
        "Caller",
        fact.caller,
        "600",
        "public",
        f"{fact.start:%Y-%m-%d %H:%M:%S}",
        f"{fact.answered:%Y-%m-%d %H:%M:%S}" if fact.talk else "",
        f"{fact.end:%Y-%m-%d %H:%M:%S}",
        fact.wait + fact.talk,
        fact.talk,
        "NORMAL_CLEARING" if fact.talk else "ORIGINATOR_CANCEL",
        f"uuid-{fact.number}",
    ]


def genesys(fact):
    return [
        f"c-{fact.number}",
        f"{fact.start:%d.%m.%Y %H:%M}",
        "Inbound",
        fact.caller,
        "Service",
        fact.agent,
        f"{fact.wait},0" if fact.number % 2 else fact.wait,
        hms(fact.talk) if fact.talk else "-",
        "",
        "0:00:30" if fact.talk else "",
        "No" if fact.talk else "Yes",
    ]


def cisco(fact):
    return [
        f"1-{fact.number}-0",
        f"{fact.start:%b %d, %Y %I:%M:%S %p}",
        f"{fact.end:%b %d, %Y %I:%M:%S %p}",
        "Handled" if fact.talk else "Abandoned",
        fact.caller,
        hms(fact.wait),
        fact.agent,
        hms(fact.talk),
    ]


def chinese(fact):
    return [
        f"TH{fact.number}",
        fact.caller,
        "057188880000",
        fact.agent,
        "Service",
        f"{fact.start:%Y年%m月%d日 %H:%M:%S}",
        f"{fact.answered:%Y/%m/%d %H:%M:%S}" if fact.talk else "",
        f"{fact.end:%Y/%m/%d %H:%M:%S}",
        f"{fact.wait}秒",
        f"{fact.talk // 60}分{fact.talk % 60}秒",
        "接通" if fact.talk else "用户挂断",
    ]


def iso(fact):
    there = fact.start + timedelta(hours=8)
    return [
        f"iso-{fact.number}",
        f"{there:%Y-%m-%dT%H:%M:%S}+08:00",
        fact.wait,
        round(fact.talk / 60, 4),
    ]


def epoch(fact):
    seconds = int((fact.start - datetime(1970, 1, 1)).total_seconds())
    answered = seconds + fact.wait if fact.talk else 0
    return [seconds, answered, seconds + fact.wait + fact.talk]


def excel(fact):
    """Days as numbers, as some programs put them into a sheet."""
    days = (fact.start - datetime(1899, 12, 30)) / timedelta(days=1)
    return [days, fact.wait, fact.talk / 86400, "yes" if fact.talk else "no"]


def excel_cells(fact):
    return [
        fact.start,
        timedelta(seconds=fact.wait),
        timedelta(seconds=fact.talk),
        bool(fact.talk),
    ]


HEADERS = {
    bank: "vru+line,call_id,customer_id,priority,type,date,vru_entry,vru_exit,vru_time,"
    "q_start,q_exit,q_time,outcome,ser_start,ser_exit,ser_time,server",
    topics: "Call Id,Agent,Date,Time,Topic,Answered (Y/N),Resolved,"
    "Speed of answer in seconds,AvgTalkDuration,Satisfaction rating",
    asterisk: "accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,"
    "start,answer,end,duration,billsec,disposition,amaflags",
    freeswitch: "",
    genesys: "Conversation ID,Date,Direction,ANI,Queue,Users,Total Queue,Total Talk,"
    "Total Hold,Total ACW,Abandoned",
    cisco: "Node ID - Session ID,Call Start Time,Call End Time,Contact Disposition,"
    "Originator DN,Queue Time,Agent Name,Talk Time",
    chinese: "通话编号,主叫号码,被叫号码,坐席,技能组,来电时间,接通时间,挂断时间,"
    "振铃时长,通话时长,呼叫结果",
    iso: "id,Start time,Wait time,Duration in minutes",
    epoch: "start epoch,answer epoch,end epoch",
    excel: "Start,Wait,Talk,Answered",
    excel_cells: "Start,Wait,Talk,Answered",
}


def write_csv(facts, shape, header=True, delimiter=",", encoding="utf-8"):
    """Return the bytes of the file."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    if header and HEADERS[shape]:
        writer.writerow(HEADERS[shape].split(","))
    writer.writerows(shape(fact) for fact in facts)
    return text.getvalue().encode(encoding)


def write_xlsx(facts, shape):
    book = openpyxl.Workbook()
    book.active.append(["Report of calls"])
    book.active.append(HEADERS[shape].split(","))
    for fact in facts:
        book.active.append(shape(fact))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
