"""What is written down at each station of a case: declared once for form, command line and paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind, check
from villagedesk.base.plain import write
from villagedesk.mediation.case import Case, Difficulty, Source, Stage

BARS = (
    "法律规定由专门机关管辖处理",
    "法律禁止采用民间调解方式解决",
    "人民法院已经受理或者解决",
    "公安机关已经受理或者解决",
    "其他行政机关已经受理或者解决",
)
REFUSAL_REASONS = (*BARS, "一方当事人明确拒绝调解", "不属于民间纠纷", "不属于本调解委员会调解")
STOP_REASONS = (
    "当事人要求终止调解",
    "申请人撤回申请",
    "当事人不到场、无法继续",
    "一方已向人民法院起诉",
    "发现属于不得受理的纠纷",
)
OTHER_WAYS = ("仲裁", "行政处理", "向人民法院起诉")
PERFORMANCES = ("部分履行", "全部履行", "不履行")
RESULTS = ("已申请", "确认有效", "确认无效", "法院不予受理", "撤回申请")
KEEPINGS = ("短期", "长期", "永久")

_LONG, _YES, _CHOICE, _TEXT, _PERSON = Kind.LONG_TEXT, Kind.YES, Kind.CHOICE, Kind.TEXT, Kind.PERSON

CASE_FIELDS: tuple[Field, ...] = (
    Field("title", "纠纷名称", _TEXT, help="不填时按当事人和类型自动起名。"),
    Field("received_on", "来件日期", Kind.DATE, default="today", help="当事人来申请或者移交过来的那一天。"),
    Field("source", "案件来源", _CHOICE, default=Source.REQUEST.value, choices=tuple(s.value for s in Source)),
    Field("category", "纠纷类型", _TEXT, required=True, help="司法部统计表的类型，或者本办公室对照过的叫法。"),
    Field(
        "difficulty", "难易程度", _CHOICE, choices=tuple(d.value for d in Difficulty), help="不填时按人数和标的推定。"
    ),
    Field("amount", "涉及金额", Kind.MONEY, default=0.0, unit="元", min=0),
    Field("people", "涉及人数", Kind.COUNT, default=2, unit="人", min=1),
    Field("deaths", "死亡人数", Kind.COUNT, default=0, unit="人", min=0),
    Field("summary", "纠纷简要情况", _LONG, required=True),
    Field("requests", "申请事项", _LONG, help="一行写一项。"),
    Field("place", "纠纷发生地", _TEXT),
    Field("grid", "网格", Kind.GRID),
    Field("referred_by", "移交（委托）单位", _TEXT),
    Field("referral_number", "移交（委托）文号", _TEXT),
    Field("barred", "不得受理的情形", _CHOICE, choices=BARS, help="没有就留空；有就只能不予受理。"),
    Field("fee", "收费", Kind.MONEY, default=0.0, help="人民调解不收任何费用，只能是 0。"),
    Field("keeping", "保管期限", _CHOICE, default="长期", choices=KEEPINGS),
    Field("origin", "来访编号", _TEXT, help="从来访台账转来时自动填写。"),
    Field("same_as", "同一纠纷的案号", _TEXT, help="同一纠纷多次调解，补贴只发一次。"),
)

PARTY_FIELDS: tuple[Field, ...] = (
    Field("name", "姓名（名称）", Kind.VILLAGER, required=True),
    Field("side", "地位", _CHOICE, default="申请人", choices=("申请人", "被申请人", "第三人")),
    Field("kind", "类型", _CHOICE, default="自然人", choices=("自然人", "法人或其他组织")),
    Field("sex", "性别", _CHOICE, choices=("男", "女")),
    Field("nation", "民族", _TEXT, default="汉族"),
    Field("age", "年龄", Kind.COUNT, default=0, unit="岁", min=0, max=130),
    Field("id_number", "身份证号（信用代码）", _TEXT),
    Field("work", "职业或职务", _TEXT),
    Field("phone", "联系方式", Kind.PHONE),
    Field("address", "单位或住址", _TEXT),
    Field("head_person", "法定代表人", _TEXT, help="单位当事人填写。"),
    Field("representative", "代理人", _TEXT),
    Field("relation", "代理人与当事人关系", _TEXT),
    Field("authority", "代理权限", _CHOICE, choices=("法定代理", "一般授权", "特别授权")),
    Field("authority_paper", "授权委托书", _TEXT, help="编号或日期；有了委托书才能代为调解。"),
    Field("refuses", "明确拒绝调解", _YES, default=False),
)

_PLACE = Field("place", "地点", _TEXT, default="村人民调解室")
_FROM = Field("starts", "开始时间", Kind.TIME)
_TO = Field("ends", "结束时间", Kind.TIME)
_RECORDER = Field("recorder", "记录人", _PERSON)
_NOTE = Field("note", "备注", _LONG)
_FACTS = Field("facts", "纠纷主要事实、争议事项", _LONG, required=True)
_TERMS = Field("terms", "协议内容", _LONG, required=True, help="一行写一项。")
_TOLD = Field("told_ways", "已告知仲裁、行政、司法等途径", _YES, default=False)
_RISK = Field("risk", "有激化可能", _YES, default=False)
_REPORTED = Field("prevention", "预防措施（报告公安等）", _LONG)
_DEAL = (
    Field("way", "履行方式", _TEXT, help="当场履行、分期付款、恢复原状等。"),
    Field("where", "履行地点", _TEXT),
    Field("due_on", "履行期限", Kind.DATE),
    Field("instalments", "分期履行", _LONG, help="一行一期，以日期开头：2026-12-01 付 3000 元。"),
)

STEP_FIELDS: Mapping[Stage, tuple[Field, ...]] = {
    Stage.ACCEPTED: (
        Field("registrar", "登记人", _PERSON),
        Field("after", "调解后补登", _YES, default=False, help="紧急、简单的纠纷可以先调解后登记。"),
        _NOTE,
    ),
    Stage.REFUSED: (
        Field("reason", "不予受理的理由", _CHOICE, required=True, choices=REFUSAL_REASONS),
        Field("told_to", "告知当事人的解决途径", _LONG, required=True),
        Field("handler", "经办人", _PERSON),
    ),
    Stage.INFORMED: (
        Field("way", "告知方式", _CHOICE, default="书面", choices=("书面", "口头")),
        Field("told_by", "告知人", _PERSON),
        Field("agreed", "各方同意调解", _YES, default=True),
        Field("open", "同意公开调解", _YES, default=False),
        Field("objection", "对调解员的回避要求", _TEXT),
        _NOTE,
    ),
    Stage.INVESTIGATED: (
        Field("witness", "被调查人", _TEXT, required=True),
        Field("witness_facts", "被调查人情况", _TEXT, help="性别、年龄、职业、住址。"),
        Field("record", "调查笔录", _LONG, required=True),
        Field("evidence", "取得的证据材料", _LONG),
        Field("investigator", "调查人", _PERSON, required=True),
        _RECORDER,
        _PLACE,
        _FROM,
        _TO,
        Field("present", "参加人", _TEXT),
    ),
    Stage.SESSION: (
        Field("statements", "双方陈述", _LONG, required=True),
        Field("verified", "调查核实、质证", _LONG),
        Field("result", "本次结果", _CHOICE, default="继续调解", choices=("达成一致", "继续调解", "未达成")),
        Field("content", "协议内容或不成的原因", _LONG),
        _TOLD,
        _RISK,
        _REPORTED,
        _PLACE,
        _FROM,
        _TO,
        Field("present", "到场当事人", _TEXT, help="不填为全部当事人。"),
        Field("joined", "参加人（受邀）", _TEXT),
        Field("principle", "原则与调解员身份告知", _YES, default=True),
        Field("risks", "结果与风险告知", _LONG),
        Field("again", "双方同意再次调解", _YES, default=False),
        _RECORDER,
    ),
    Stage.WRITTEN: (
        _FACTS,
        _TERMS,
        *_DEAL,
        Field("signed_on", "各方签名盖章日期", Kind.DATE, help="这一天起协议生效。"),
        Field("all_signed", "各方当事人已签名、盖章或按指印", _YES, default=False),
        Field("sealed", "调解员已签名并加盖调委会印章", _YES, default=False),
        _RECORDER,
    ),
    Stage.ORAL: (
        _FACTS,
        _TERMS,
        *_DEAL,
        Field("no_paper", "当事人认为无需制作协议书", _YES, default=False),
        Field("registrar", "登记人", _PERSON),
    ),
    Stage.FAILED: (
        Field("reason", "调解不成的原因", _LONG, required=True),
        _TOLD,
        Field("next_way", "当事人选择的途径", _CHOICE, choices=OTHER_WAYS),
        _RISK,
        _REPORTED,
        _NOTE,
    ),
    Stage.STOPPED: (
        Field("reason", "终止的理由", _CHOICE, required=True, choices=STOP_REASONS),
        _TOLD,
        _RISK,
        _REPORTED,
        _NOTE,
    ),
    Stage.TRANSFERRED: (
        Field("to", "转往单位", _TEXT, required=True),
        Field("reason", "转办理由", _LONG, required=True),
        Field("paper", "转办文号", _TEXT),
        _RISK,
        _REPORTED,
    ),
    Stage.PERFORMED: (
        Field("performance", "履行情况", _CHOICE, required=True, choices=PERFORMANCES),
        Field("paid", "已付金额", Kind.MONEY, unit="元", min=0),
        Field("proof", "履行凭证", _TEXT, help="收条、汇款单等。"),
        Field("told_ways", "已督促并告知可以起诉", _YES, default=False),
        _NOTE,
    ),
    Stage.CONFIRMED: (
        Field("court", "管辖法院", _TEXT, required=True),
        Field("joint", "双方共同申请", _YES, default=False),
        Field("result", "结果", _CHOICE, default="已申请", choices=RESULTS),
        Field("paper", "裁定书文号", _TEXT),
        _NOTE,
    ),
    Stage.REVISITED: (
        Field("visitor", "回访人", _PERSON, required=True),
        Field("visited", "被回访人", _TEXT, required=True),
        Field("way", "回访方式", _CHOICE, default="上门", choices=("上门", "电话", "来访")),
        Field("state", "履行情况", _TEXT),
        Field("satisfied", "满意程度", _CHOICE, choices=("满意", "基本满意", "不满意")),
        Field("sued", "是否起诉及结果", _TEXT),
        _RISK,
        Field("note", "回访情况", _LONG, required=True),
    ),
    Stage.ARCHIVED: (
        Field("filer", "立卷人", _PERSON, required=True),
        Field("note", "情况说明", _LONG),
    ),
}


def checked(fields: tuple[Field, ...], given: Mapping[str, Any], *, defaults: bool = True) -> dict[str, Any]:
    """Plain JSON values of declared fields: labels or names as keys, each value checked, defaults filled in.

    Raises `Mistake` for an unknown key, a value of the wrong kind or a missing required one.
    """
    by_key = {field.name: field for field in fields} | {field.label: field for field in fields}
    values: dict[str, Any] = {}
    for key, value in given.items():
        if key not in by_key:
            raise Mistake(f"不认识的名称“{key}”；可以写：{'、'.join(f.label for f in fields)}。", key)
        values[by_key[key].name] = value
    found: dict[str, Any] = {}
    for field in fields:
        if not defaults and field.name not in values:
            continue
        value = check(field, values.get(field.name, field.default))
        if value is not None:
            found[field.name] = write(value)
    if str(found.get("starts") or "") > str(found.get("ends") or "24:00"):
        raise Mistake(f"结束时间 {found['ends']} 早于开始时间 {found['starts']}，请检查。", "ends")
    return found


_INSTALMENT = re.compile(r"\s*(\d{4}-\d{2}-\d{2})\s*(.*)")


def instalments(text: str) -> tuple[tuple[date, str], ...]:
    """The dates of a performance in parts, one a line; `Mistake` for a line that begins with no date."""
    found: list[tuple[date, str]] = []
    for line in filter(str.strip, text.splitlines()):
        match = _INSTALMENT.fullmatch(line)
        try:
            if match is None:
                raise ValueError
            found.append((date.fromisoformat(match[1]), match[2]))
        except ValueError:
            raise Mistake(f"分期履行的“{line}”要以日期开头，如 2026-12-01 付 3000 元。", "instalments") from None
    return tuple(sorted(found))


def suggested_difficulty(case: Case) -> Difficulty:
    """The grade that people, amount and deaths suggest: 重大 from ten people, 100,000 yuan or a death."""
    if case.deaths or case.people >= 10 or case.amount >= 100_000:
        return Difficulty.MAJOR
    if case.people >= 5 or case.amount >= 20_000 or len(case.sessions) >= 3:
        return Difficulty.HARD
    return Difficulty.ORDINARY
