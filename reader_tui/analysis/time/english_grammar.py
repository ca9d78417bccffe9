"""What English time expressions look like; used over text as it is, case ignored."""

from __future__ import annotations

import re

MONTHS = {name: number for number, names in enumerate(
    ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
     "september sept sep", "october oct", "november nov", "december dec"), 1) for name in names.split()}
WEEKDAYS = {name: number for number, names in enumerate(
    ("monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri", "saturday sat",
     "sunday sun")) for name in names.split()}
NUMBERS = {word: number for number, word in enumerate((
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"))} | {
        "a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 0, "final": 0}
CENTURIES = {"sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}
_CENTURY = "|".join(CENTURIES)
UNITS = {"second": "S", "minute": "MIN", "hour": "H", "day": "D", "week": "W", "fortnight": "FN", "month": "M",
         "quarter": "Q", "year": "Y", "decade": "DE", "century": "C", "centurie": "C"}

_MONTH = (
    r"(?:january|february|march|april|june|july|august|september|october|november|december|may|(?:jan|feb|mar|apr|jun|jul|aug"
    r"|sept?|oct|nov|dec)\b\.?)"
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_WEEKDAY_SHORT = r"(?:(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\b\.?)"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})?(?:\.\d)?|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
_VAGUE_NUMBER = "(?:several|a few|few|a couple of|a couple|couple of|some|many|recent|a number of|dozens of)"
_UNIT = r"(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade|centur(?:y|ies))s?"
_YEAR = r"(?:1[5-9]|20)\d{2}"
_ORDINAL_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_PART = r"(?:early morning|morning|afternoon|evening|night)"
EDGE = (
    r"(?:(?:the\s+)?(?:beginning|start|middle|end|turn)\s+of\s+(?:the\s+)?|early(?:\s+in)?\s+|late(?:\s+in)?\s+|mid[- ]|mid"
    r"|year-end\s+|end[- ](?:of[- ])?)"
)
OPENER = r"(?:since|until|till|up to|before|prior to|after|by|from)"

CLOCK = re.compile(
    r"(?<![\d:.])(?:(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?|(?P<oclock>1[0-2]"
    r"|[1-9])\s+o['’]clock"
    r"|\b(?P<word>noon|midnight)\b)", re.I | re.A)
DATE = re.compile(
    rf"\b(?:(?:{_WEEKDAY}|{_WEEKDAY_SHORT}),?\s+)?(?:"
    rf"(?P<edge>{EDGE})?(?P<month>{_MONTH})\s+(?P<day>{_ORDINAL_DAY})(?:\s*(?:-|–|to)\s*(?P<to_day>{_ORDINAL_DAY}))?(?![\d:]"
    rf"|,\d{{3}}\b|\s*(?:percent|%))"
    rf"(?:,?\s+(?P<year>{_YEAR})\b)?"
    rf"|(?:the\s+)?(?P<from_day>{_ORDINAL_DAY})?(?:\s*(?:-|–"
    rf"|to)\s*(?=\d))?(?P<day2>(?<!\d){_ORDINAL_DAY})(?:\s+of)?\s+(?P<month2>{_MONTH})\b(?:,?\s+(?P<year2>{_YEAR})\b)?)", re.I | re.A)
MONTH = re.compile(
    rf"\b(?P<edge>{EDGE})?(?:(?P<shift>last|next|this|past"
    rf"|coming)\s+)?(?P<month>{_MONTH})(?![\w’'])(?:,?\s+(?:of\s+)?(?P<year>{_YEAR}|last year|this year"
    rf"|next year)\b)?", re.I | re.A)
QUARTER = re.compile(
    rf"(?:the\s+)?\b(?P<nth>first|second|third|fourth|last|final|1st|2nd|3rd|4th)[\s-]+(?P<unit>quarter|half)(?!-?(?:back"
    rf"|final|time|hour|century|mile|inch|pound|dozen))"
    rf"(?:\s+(?:of\s+)?(?:the\s+)?(?P<year>{_YEAR}|last year|this year|next year|year))?"
    rf"|\b(?P<letter>[QH])(?P<number>[1-4])\s?(?:of\s+|,\s?)?(?P<year2>{_YEAR})?\b"
    rf"|\b(?P<year3>{_YEAR})[- ](?P<letter2>[QH])(?P<number2>[1-4])\b", re.I | re.A)
DECADE = re.compile(
    rf"(?:the\s+)?(?:\b(?P<edge>early|mid|late)[-\s]+)?(?:\b(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b|['’](?P<short>[2-9]0)s\b"
    rf"|\b(?P<century>\d{{1,2}})(?:st|nd|rd|th)[\s-]+century\b|\b(?P<century_word>{_CENTURY})[\s-]+century\b)", re.I | re.A)
YEAR = re.compile(
    rf"(?<![\d.,$€£#-])\b(?:(?P<edge>{EDGE})|(?P<lead>in|since|by|until|till|before|after|from|during|between|to|through|of"
    rf"|and|for|fiscal year|fiscal|year|than|back in|vs\.?|throughout|the)\s+)"
    rf"(?P<year>{_YEAR})(?:\s*(?:-|–|/|to|through|and)\s*(?P<to_year>{_YEAR}|\d{{2}}(?!\d)))?(?![\d,.]\d|-?\d|\w|%)", re.I | re.A)
PART = re.compile(
    rf"(?:the\s+)?\b(?P<nth>first|second|third|fourth|last|final)\s+(?P<what>week|{_WEEKDAY})\s+(?:of|in)\s+(?P<month>{_MONTH})"
    rf"(?![\w’'])(?:,?\s+(?P<year>{_YEAR})\b)?"
    rf"|\bthe\s+first\s+(?P<count>\d{{1,2}}|{'|'.join(NUMBERS)})\s+(?P<units>months|quarters)\s+of\s+"
    rf"(?P<units_year>{_YEAR}|(?:last|this|next) year)\b"
    r"|(?<![\w.])(?P<number>[1-4])(?P<letter>[QH])\s?(?P<short_year>20\d{2}|[0-4]\d)(?!\w|\.\d)"
    r"|\bFY\s?(?P<fiscal>20\d{2}|[0-4]\d)(?!\w|\.\d)"
    rf"|(?:the\s+)?\b(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?(?P<season_year>{_YEAR})\b", re.I | re.A)
RELATIVE = re.compile(
    rf"\b(?:(?P<word>the day before yesterday|the day after tomorrow|yesterday|today|tomorrow|tonight|last night|the weekend)(?:\s+{_PART})?"
    rf"|(?:(?:earlier|later|early|late|mid)\s+)?(?P<shift>last|next|this past|this|the coming|coming|the previous|the following"
    rf"|the current)\s+(?P<what>week|weekend|month|year|quarter|decade|century|"
    rf"morning|afternoon|evening|spring|summer|autumn|fall|winter|{_WEEKDAY})(?!\w)(?:\s+{_PART})?(?P<ago_tail>\s+ago)?"
    rf"|(?P<weekday>{_WEEKDAY})(?!s)(?:\s+{_PART})?)\b", re.I | re.A)
LENGTH = re.compile(
    rf"(?<![\d,.])\b(?:(?P<before>(?:over |during |in |for |within )?the (?:past|last|next|coming|following)|(?:past|last|next"
    rf"|coming)|in|within|for|after|about|almost|nearly|over|more than|at least|around|some)\s+)?"
    rf"(?:(?:(?P<low>{_NUMBER})\s*(?:to|or|-|–)\s*(?P<high>{_NUMBER})|(?P<number>{_NUMBER})|(?P<vague>{_VAGUE_NUMBER})"
    rf"|(?P<half>half an?))"
    rf"(?P<and_half>\s+and\s+a\s+half)?[\s-]+)?(?:more\s+|consecutive\s+|straight\s+|business\s+"
    rf"|working\s+)?(?P<unit>{_UNIT})(?!-old|\s+old|['’]s?\s+old)\b"
    rf"(?:\s+(?P<after>ago|earlier|before|later|from now|hence|afterwards|on))?", re.I | re.A)
SET = re.compile(
    rf"\b(?:every|each)\s+(?:(?P<number>other|{_NUMBER})\s+)?(?P<unit>{_UNIT}|{_WEEKDAY}s?|morning|night"
    rf"|{_MONTH})(?!\w)", re.I | re.A)
VAGUE = re.compile(
    r"\b(?:(?P<past>recently|lately|previously|formerly|in the past|long ago|in recent (?:years|months|weeks|days)"
    r"|the other day|once upon a time|at the time)"
    r"|(?P<present>now|currently|at present|nowadays|at the moment|presently|these days|so far this year)"
    r"|(?P<future>in the (?:near |coming )?future|the future|soon|shortly|in the coming (?:years|months|weeks|days)"
    r"|someday))\b", re.I | re.A)
HOLIDAYS = {
    "new year's day": "元旦", "new year's eve": "跨年夜", "valentine's day": "情人节", "good friday": "耶稣受难日", "easter": "复活节",
    "easter sunday": "复活节", "mother's day": "母亲节", "father's day": "父亲节", "memorial day": "阵亡将士纪念日",
    "independence day": "美国独立日", "labor day": "美国劳动节", "labour day": "劳动节", "may day": "劳动节", "halloween": "万圣节",
    "thanksgiving": "感恩节", "thanksgiving day": "感恩节", "black friday": "黑色星期五", "christmas eve": "平安夜", "christmas day": "圣诞节",
    "christmas": "圣诞节", "boxing day": "节礼日", "chinese new year": "春节", "lunar new year": "春节", "spring festival": "春节",
    "lantern festival": "元宵节", "dragon boat festival": "端午节", "mid-autumn festival": "中秋节", "double ninth festival": "重阳节",
    "double tenth day": "双十节", "international women's day": "妇女节",
}
"""English names of festivals and the Chinese ones that the table of festivals knows them by."""
HOLIDAY = re.compile(
    r"\b(?P<name>" + "|".join(sorted((name.replace("'", "['’]") for name in HOLIDAYS), key=len, reverse=True)) + r")\b"
    rf"(?!\s+(?:tree|island|carol|card|present|gift)s?)(?:,?\s+(?P<year>{_YEAR})\b)?", re.I | re.A)
FUTURE = re.compile(
    r"\b(?:will|shall|would|plans?|planned|scheduled|expected|due|upcoming|next|going to|set to|aims?|deadline|by|until|"
                    r"to be|'ll|slated|begins|starts|opens)\b", re.I | re.A)
PAST = re.compile(r"\b(?:said|told|was|were|had|did|has|have|\w{2,}ed)\b", re.I | re.A)
OPEN = re.compile(rf"\b(?P<word>{OPENER})\s+$", re.I | re.A)
TO = re.compile(r"\s*(?:to|through|until|till|-|–|—)\s*(?:the\s+)?|\s+and\s+", re.I | re.A)
HINT = re.compile(
    rf"(?<![A-Za-z])(?:{_MONTH}|{_WEEKDAY}|[a-z]{{2,7}}\s{_YEAR}|[1-4][qh]\s?\d\d|[qh][1-4]\s?\d\d|fy\s?\d\d|['’]?[1-9]\d0s|ago|years?|months?|weeks?|days?|hours?"
    rf"|minutes?|decades?|century|quarter|half|today|yesterday|tomorrow|tonight|now|recently|currently|[ap]\.?m\b|noon|midnight)",
    re.I | re.A)
