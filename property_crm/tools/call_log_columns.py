"""The columns that logs of telephone systems have, and what they call them.

Known among others: the logs of Asterisk and FreeSWITCH, exports of Avaya, Cisco and
Genesys, the log of an Israeli bank that many papers count, Chinese call centres.
"""

import re

from .call_log_values import (
    parse_duration,
    parse_minutes,
    parse_outcome,
    parse_resolved,
)
from .phone_numbers import normalise_phone
from .sheet_mapping import Column
from .sheet_values import normalise, parse_number

OUTBOUND = [
    "outbound",
    "out",
    "outgoing",
    "internal_out",
    "outbound_call",
    "2",
    "呼出",
    "去电",
    "外呼",
    "拨出",
    "主叫",
]
_CHANNEL = re.compile(r"[A-Za-z0-9]+/([^-@/;]+).*")


def parse_direction(text):
    """Return the direction; a log that tells none is of inbound calls.

    >>> parse_direction("Outgoing"), parse_direction("")
    ('outbound', 'inbound')
    """
    return "outbound" if normalise(text) in OUTBOUND else "inbound"


def parse_caller(text, region=None):
    """Return a number in E.164, or as it came: some have no country, or are hidden.

    >>> parse_caller("0571-88881234", "CN"), parse_caller("anonymous")
    ('+8657188881234', 'anonymous')
    """
    return normalise_phone(text, region) or text


parse_caller.needs_region = True


def parse_agent(text):
    """Return the name of an agent; a channel has it between slash and dash.

    >>> parse_agent("SIP/1001-0000002a"), parse_agent("Diane")
    ('1001', 'Diane')
    """
    match = _CHANNEL.fullmatch(text)
    return match[1] if match else text


def parse_abandoned(text):
    """Return the outcome where a column tells who hung up.

    >>> parse_abandoned("Yes"), parse_abandoned("N")
    ('abandoned', '')
    """
    return "abandoned" if parse_outcome(text) == "answered" else ""


def make_headers(text):
    """Return the headers of a text that has a stroke between them.

    >>> make_headers("talk time| talk")
    ('talk time', 'talk')
    """
    return tuple(part.strip() for part in text.split("|"))


CALL_COLUMNS = (
    Column(
        "key",
        make_headers(
            "id|call id|callid|uniqueid|unique id|uuid|conversation id"
            "|interaction id|contact id|session id|call reference|call number"
            "|record id|ucid|通话编号|话单号|呼叫编号|通话id|会话id|流水号"
            "|呼叫流水号"
        ),
    ),
    Column(
        "date",
        make_headers(
            "call date|call timestamp|timestamp|start time|calldate|date time"
            "|datetime|start|start stamp|start date|start date time|start epoch"
            "|call start|call start time|begin time|segstart|created|created at"
            "|received|date received|arrival time|arrived at|offered at"
            "|time of call|call time stamp|initiated|ring time stamp|日期"
            "|呼叫日期|呼叫时间|来电时间|开始时间|呼入时间|通话时间|进线时间"
            "|来电日期|呼叫开始时间|通话日期|接入时间|拨打时间"
        ),
        required=True,
    ),
    Column(
        "time",
        make_headers("call time|vru_entry|time of day|hour|clock|时间|时刻|来电时刻"),
    ),
    Column(
        "queued_at",
        make_headers(
            "q_start|queue start|queued at|enqueued at|queue entry|进入队列时间"
            "|入队时间"
        ),
    ),
    Column(
        "left_at",
        make_headers("q_exit|queue exit|left the queue|离开队列时间|出队时间"),
    ),
    Column(
        "answered_at",
        make_headers(
            "ser_start|answer time|answer|answer stamp|answer epoch|answered at"
            "|connect time|connected at|call answer time|time answered"
            "|pickup time|接听时间|应答时间|接通时间|接起时间|摘机时间"
        ),
    ),
    Column(
        "ended_at",
        make_headers(
            "ser_exit|end time|hangup time|end|end stamp|end epoch|ended at"
            "|call end|call end time|end date|end date time|disconnect time"
            "|segstop|finish time|结束时间|挂机时间|挂断时间|通话结束时间"
            "|呼叫结束时间"
        ),
    ),
    Column(
        "wait",
        make_headers(
            "speed of answer in seconds|speed of answer|wait time|waiting time"
            "|wait|q_time|queue time|queuetime|time in queue|time to answer"
            "|seconds waiting|wait seconds|waitsec|wait duration|queue duration"
            "|total queue|answer speed|hold time before answer"
            "|holdtime before answer|queue wait time|disptime|等待时长|等待秒数"
            "|排队时长|等待时间|排队时间|排队等待时长"
        ),
        parse_duration,
    ),
    Column(
        "ring",
        make_headers(
            "ring time|ringing time|ring duration|ring seconds|ringtime"
            "|total alert|alert time|振铃时长|振铃秒数|响铃时长|振铃时间"
        ),
        parse_duration,
    ),
    Column(
        "talk",
        make_headers(
            "avgtalkduration|avg talk duration|talk duration|talk time|talktime"
            "|billsec|ser_time|talk|talk seconds|total talk|conversation time"
            "|billable seconds|acd time|service time|conversation duration"
            "|通话时长|通话秒数|通话时间长度|接听时长|人工通话时长|计费时长"
        ),
        parse_duration,
    ),
    Column(
        "talk_minutes",
        make_headers(
            "call duration in minutes|duration in minutes|talk minutes"
            "|duration minutes|通话分钟数|通话分钟"
        ),
        parse_minutes,
    ),
    Column(
        "length",
        make_headers(
            "duration|call duration|total duration|call length|duration seconds"
            "|duration in seconds|call duration seconds|call duration in seconds"
            "|total time|总时长|呼叫时长|时长|持续时间"
        ),
        parse_duration,
    ),
    Column(
        "hold",
        make_headers(
            "hold time|hold|hold duration|total hold|ansholdtime|保持时长|保持时间"
        ),
        parse_duration,
    ),
    Column(
        "wrapup",
        make_headers(
            "wrap-up|wrapup time|acw|wrap up time|wrap-up time|acw time|acwtime"
            "|work time|after call work|total acw|话后时长|话后处理时长|整理时长"
            "|事后处理时长"
        ),
        parse_duration,
    ),
    Column(
        "outcome",
        make_headers(
            "answered|disposition|result|status|outcome|call result|call status"
            "|call outcome|contact disposition|hangup cause|call disposition"
            "|is answered|是否接听|通话结果|呼叫结果|接听状态|通话状态|呼叫状态"
            "|状态|接通状态|是否接通"
        ),
        parse_outcome,
    ),
    Column(
        "abandoned",
        make_headers("abandoned|is abandoned|abandon|missed|是否放弃|是否呼损"),
        parse_abandoned,
    ),
    Column(
        "direction",
        make_headers(
            "call direction|call type direction|inbound/outbound"
            "|originating direction|呼叫方向|方向|呼叫类型|通话类型"
        ),
        parse_direction,
    ),
    Column(
        "number",
        make_headers(
            "phone|phone number|caller|caller id|src|source|caller id number"
            "|caller number|calling number|calling party|calling pty|ani"
            "|originator dn|from|customer phone|cli|remote|caller phone"
            "|callerid num|主叫号码|来电号码|电话号码|客户号码|主叫|客户电话"
            "|来电电话"
        ),
        parse_caller,
    ),
    Column(
        "called",
        make_headers(
            "dst|destination|destination number|called number|called party"
            "|dialed number|dialled number|dnis|to|destination dn|被叫号码|被叫"
            "|呼出号码"
        ),
        parse_caller,
    ),
    Column(
        "agent",
        make_headers(
            "server|agent name|operator|agent id|agents|users|user|anslogin"
            "|employee|representative|rep|handled by|answered by|agent|dstchannel"
            "|坐席|客服|接线员|座席|坐席姓名|坐席工号|工号|客服人员|座席姓名"
            "|话务员"
        ),
        parse_agent,
    ),
    Column(
        "queue",
        make_headers(
            "queue name|call center|call centre|skill|skill group|csq names|csq"
            "|split|queue id|service line|line of business|hunt group|team"
            "|department|队列|技能组|技能|业务组|队列名称|技能组名称|服务队列"
        ),
    ),
    Column(
        "topic",
        make_headers(
            "reason|type|purpose|call type|call reason|category|subject"
            "|wrap-up code|主题|事由|来电类型|来电原因|业务类型|咨询类型"
        ),
    ),
    Column(
        "resolved",
        make_headers("is resolved|first call resolution|fcr|是否解决|已解决|解决状态"),
        parse_resolved,
    ),
    Column(
        "rating",
        make_headers(
            "satisfaction rating|csat score|csat|satisfaction|satisfaction score"
            "|score|满意度|评分|满意度评分"
        ),
        parse_number,
    ),
)
