"""The ready questions over years and villages, as the analysis asks them."""

from __future__ import annotations

from dataclasses import dataclass

_RATE = "case when sum(over_part) > 0 then round(100 * sum(of_part) / sum(over_part), 1) end"


@dataclass(frozen=True, slots=True)
class Question:
    """A ready question: its name, its words, the headings of the answer and how it is asked."""

    name: str
    words: str
    headings: tuple[str, ...]
    sql: str


QUESTIONS: tuple[Question, ...] = (
    Question(
        "逐年合计",
        "每年全街道接待、办理、调处各多少？",
        ("年份", "接待群众（人次）", "办理事项（件次）", "调处纠纷（件）", "报送村数"),
        """select left(month, 4) y, sum(value) filter (name = '接待群众_人次'),
           sum(value) filter (name = '办理事项_件次'), sum(value) filter (name = '调处纠纷_件'), count(distinct village)
           from figures
           group by y order by y""",
    ),
    Question(
        "逐月合计",
        "每个月全街道接待、办理、调处各多少？",
        ("月份", "接待群众（人次）", "办理事项（件次）", "调处纠纷（件）", "报送村数"),
        """select month, sum(value) filter (name = '接待群众_人次'), sum(value) filter (name = '办理事项_件次'),
           sum(value) filter (name = '调处纠纷_件'), count(distinct village)
           from figures
           group by month order by month""",
    ),
    Question(
        "各村各率",
        "各村历年的答复率、解决率、调解成功率是多少？",
        ("村（社区）", "指标", "%", "分子", "分母"),
        f"""select village, name, {_RATE} r, sum(of_part), sum(over_part) from figures
            where name in ('答复率', '解决率', '调解成功率') group by village, name
            order by name, r desc nulls last, village""",
    ),
    Question(
        "到岗率最低",
        "近十二个月哪些村到岗率最低？",
        ("村（社区）", "到岗率（%）", "应坐班（半天）", "实坐班（半天）", "旷工（半天）"),
        """with last as (select max(month) m from people), months as (select distinct month from people, last
             where month > strftime(strptime(m || '-01', '%Y-%m-%d') - interval 12 month, '%Y-%m'))
           select village, round(100 * sum(least(present + errand, due)) / nullif(sum(due), 0), 1) r, sum(due),
             sum(present), sum(absent) from people where month in (select month from months) group by village
           order by r nulls last, village limit 50""",
    ),
    Question(
        "缺岗最多",
        "哪些干部历年无故缺岗最多？",
        ("村（社区）", "姓名", "职务", "旷工（半天）", "迟到（次）", "月数"),
        """select village, person, last(post), sum(absent) a, sum(late), count(*) from people
           group by village, person having a > 0 order by a desc, village, person limit 100""",
    ),
    Question(
        "比去年同月",
        "最近一个月各村接待人次比去年同月增减多少？",
        ("村（社区）", "本月", "去年同月", "增减"),
        """with now as (select max(month) m from figures)
           select a.village, a.value, b.value, a.value - b.value d from figures a, now left join figures b
             on b.village = a.village and b.name = a.name
             and b.month = (cast(left(m, 4) as integer) - 1) || right(m, 3)
           where a.name = '接待群众_人次' and a.month = m order by d desc nulls last, a.village""",
    ),
    Question(
        "漏报",
        "哪些村有哪些月份没有报送？",
        ("村（社区）", "缺的月数", "最早", "最近"),
        """with months as (select distinct month from figures),
             villages as (select village, min(month) f from figures group by 1)
           select v.village, count(*) n, min(m.month), max(m.month) from villages v join months m on m.month >= v.f
           anti join (select distinct village, month from figures) h on h.village = v.village and h.month = m.month
           group by 1 order by n desc, 1""",
    ),
)
