"""The declared fields of a person: one list for the form, the table, the template and the import."""

from __future__ import annotations

from typing import Any

from villagedesk.base.fields import Field, Kind
from villagedesk.people.posts import DUTY_POSTS

NAME = Field("name", "姓名", required=True, aliases=("人员姓名", "干部姓名", "名字", "人员", "员工姓名"), width_mm=20)
POSTS = Field(
    "posts",
    "职务",
    Kind.CHOICES,
    aliases=(
        "党内职务", "村委会职务", "村内职务", "行政职务", "村两委职务", "两委职务", "党组织职务", "居委会职务",
        "社区职务", "村居职务", "现任职务", "担任职务", "其他职务", "岗位", "职位", "身份",
    ),
    width_mm=36,
    help="可以写几个，用顿号隔开；第一个印在表上。",
)  # fmt: skip
GROUP = Field("group", "分组", aliases=("组别", "小组", "班组", "值班组", "部门", "所属部门", "线", "条线"))
PHONE = Field(
    "phone",
    "电话",
    Kind.PHONE,
    aliases=("联系电话", "手机", "手机号", "手机号码", "电话号码", "联系方式", "移动电话", "长号"),
    width_mm=28,
)
OTHER_PHONE = Field("other_phone", "短号", aliases=("其他电话", "固定电话", "座机", "办公电话", "备用电话", "短号码"))
PHONE_PUBLIC = Field(
    "phone_public", "电话公开", Kind.YES, default=False, aliases=("公开电话", "号码公开"), help="张贴的表上印出全号。"
)
BADGE = Field(
    "badge",
    "考勤号码",
    aliases=("考勤号", "考勤编号", "工号", "登记号", "登记号码", "指纹号", "指纹编号", "人员编号", "用户号", "员工号"),
    width_mm=20,
)
DUTY = Field(
    "duty_posts",
    "可值岗位",
    Kind.CHOICES,
    default=DUTY_POSTS,
    aliases=("值班岗位", "可值班岗位", "参加岗位"),
    help="排班时可以安排的岗位：带班、坐班、值班等。",
)
CAN_LEAD = Field("can_带班", "可带班", aliases=("能带班", "是否带班", "带班", "带班领导", "可否带班"))
CAN_SIT = Field("can_坐班", "可坐班", aliases=("能坐班", "是否坐班", "坐班"))
CAN_STAND = Field("can_值班", "可值班", aliases=("能值班", "是否值班", "值班"))
SEX = Field("sex", "性别", Kind.CHOICE, choices=("男", "女"), width_mm=12)
BORN = Field("born", "出生年月", aliases=("出生日期", "生日", "出生"), help="写成 1971.05 这样。")
WORK = Field("work", "分管工作", aliases=("分工", "工作分工", "负责工作", "分管", "工作职责", "主要工作"), width_mm=36)
GRID = Field("grid", "网格", aliases=("所属网格", "负责网格", "网格名称"))
JOINED = Field("joined_on", "到任日期", Kind.DATE, aliases=("任职日期", "任职时间", "到岗日期", "入职日期", "上岗日期"))
LEFT = Field("left_on", "离任日期", Kind.DATE, aliases=("离职日期", "离岗日期", "离任时间"), help="最后在任的一天。")
TERM_FROM = Field("term_from_on", "任期开始", Kind.DATE, aliases=("任期起", "本届开始"))
TERM_TO = Field("term_to_on", "任期结束", Kind.DATE, aliases=("任期止", "本届结束"))
PROMISED = Field(
    "promised_days",
    "承诺坐班天数",
    Kind.COUNT,
    default=0,
    unit="天",
    min=0,
    max=3000,
    aliases=("承诺天数", "坐班承诺"),
    help="换届时承诺任期内坐班的天数。",
)
NOTE = Field("note", "备注", Kind.LONG_TEXT, aliases=("说明", "备考"), width_mm=36)
SERIAL = Field("serial", "序号", aliases=("编号", "次序", "排序", "No", "NO."), width_mm=12)

FIELDS = (
    NAME, POSTS, GROUP, PHONE, OTHER_PHONE, PHONE_PUBLIC, DUTY, SEX, BORN, WORK, GRID, JOINED, LEFT, TERM_FROM,
    TERM_TO, PROMISED, NOTE,
)  # fmt: skip
"""What a form shows, in this order; the badge has a history of its own."""

COLUMNS = (SERIAL, NAME, SEX, BORN, POSTS, GROUP, PHONE, OTHER_PHONE, PHONE_PUBLIC, BADGE, DUTY, CAN_LEAD, CAN_SIT,
           CAN_STAND, WORK, GRID, JOINED, LEFT, TERM_FROM, TERM_TO, PROMISED, NOTE)  # fmt: skip
"""What an import understands, by header words in any order."""

TEMPLATE = (NAME, POSTS, GROUP, PHONE, BADGE, CAN_LEAD, DUTY, SEX, BORN, WORK, GRID, JOINED, PROMISED, NOTE)
"""What the template offers."""


def empty(field: Field) -> Any:
    """What a `Person` holds where this field was left empty."""
    match field.kind:
        case Kind.CHOICES:
            return ()
        case Kind.YES:
            return False
        case Kind.DATE:
            return None
        case Kind.COUNT:
            return 0
        case _:
            return ""
