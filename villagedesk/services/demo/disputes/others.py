"""A failure that went to court, a case from the police, one handed on, and those still under way."""

from __future__ import annotations

from villagedesk.mediation.case import Stage
from villagedesk.services.demo.disputes.story import ACCEPT, TOLD, Story, person

FAILED = Story(
    52,
    {
        "category": "婚姻家庭继承",
        "difficulty": "疑难",
        "amount": 86000,
        "people": 5,
        "summary": "叶长林去世后，长子叶建军与次女叶丽萍对老屋拆迁补偿款的分割意见不一。",
        "requests": "按法定继承分割补偿款八万六千元",
        "parties": [
            person("叶丽萍", "申请人", "女", 45, "二组", work="小学教师"),
            person("叶建军", "被申请人", "男", 51, "二组", work="货车司机"),
        ],
        "helpers": [{"name": "叶长海", "capacity": "亲属", "unit": "叔父"}],
    },
    (
        (0, Stage.ACCEPTED, ACCEPT),
        (1, Stage.INFORMED, TOLD),
        (
            6,
            Stage.SESSION,
            {
                "statements": "叶丽萍：父亲没有遗嘱，应当平分。\n叶建军：父母十多年由我赡养，应当多分。",
                "verified": "双方认可没有遗嘱；对赡养出力多少各执一词。",
                "result": "继续调解",
            },
        ),
        (
            14,
            Stage.SESSION,
            {
                "statements": "叶丽萍：可以让到四成。\n叶建军：只同意给两万元。",
                "result": "未达成",
                "content": "差距较大，双方都不再让步。",
                "told_ways": True,
            },
        ),
        (
            14,
            Stage.FAILED,
            {
                "reason": "对赡养贡献和分割比例分歧大，两次调解双方都不再让步。",
                "told_ways": True,
                "next_way": "向人民法院起诉",
                "note": "申请人表示准备起诉，已告知继承案件的管辖法院和需要的材料。",
            },
        ),
        (
            30,
            Stage.REVISITED,
            {
                "visitor": "{主持}",
                "visited": "叶丽萍",
                "way": "电话",
                "sued": "已向人民法院起诉，等待开庭",
                "note": "双方情绪平稳。",
            },
        ),
    ),
)

POLICE = Story(
    36,
    {
        "source": "公安移交",
        "referred_by": "锦湖派出所",
        "referral_number": "锦公调移〔2026〕18号",
        "category": "损害赔偿",
        "difficulty": "一般",
        "amount": 4200,
        "people": 3,
        "summary": "蒋志明与方大勇因停车争吵，方大勇推倒蒋志明致手腕扭伤，花医药费一千九百元。"
        "派出所认为情节轻微，双方愿意调解，移交本会。",
        "requests": "赔偿医药费、误工费四千二百元\n赔礼道歉",
        "parties": [
            person("蒋志明", "申请人", "男", 39, "四组", work="电工"),
            person("方大勇", "被申请人", "男", 34, "二组", work="装修工"),
        ],
        "prevented": [{"effect": "械斗", "cases": 1, "people": 7}],
    },
    (
        (0, Stage.ACCEPTED, ACCEPT),
        (1, Stage.INFORMED, TOLD),
        (
            4,
            Stage.SESSION,
            {
                "starts": "19:00",
                "ends": "20:40",
                "joined": "驻村民警",
                "statements": "蒋志明：手伤了半个月不能上工。\n方大勇：推了一把，没想到会摔，愿意赔，但误工费太高。",
                "verified": "核对门诊病历、发票一千九百元和电工日工价。",
                "result": "达成一致",
                "content": "方大勇赔偿三千六百元，当面道歉。",
            },
        ),
        (
            5,
            Stage.WRITTEN,
            {
                "facts": "双方因停车争吵，方大勇推倒蒋志明致其手腕扭伤。争议事项为误工费数额。",
                "terms": "方大勇当面向蒋志明道歉。\n方大勇赔偿蒋志明医药费、误工费共三千六百元。"
                "\n双方不再就此事发生争执。",
                "way": "分期付款",
                "where": "村人民调解室",
                "due_on": "{+40}",
                "instalments": "{+10} 付 1600 元\n{+40} 付 2000 元",
                "all_signed": True,
                "sealed": True,
                "recorder": "{参加}",
            },
        ),
        (15, Stage.PERFORMED, {"performance": "部分履行", "paid": 1600, "note": "第一期已付。"}),
        (20, Stage.CONFIRMED, {"court": "县人民法院", "joint": True, "result": "已申请"}),
        (
            28,
            Stage.CONFIRMED,
            {"court": "县人民法院", "joint": True, "result": "确认有效", "paper": "（2026）民特字第 41 号"},
        ),
    ),
    photographed=True,
)

MOVED = Story(
    33,
    {
        "category": "征地拆迁",
        "difficulty": "重大",
        "people": 14,
        "summary": "五组十四户对公路扩建青苗补偿标准有异议，准备集体到街道反映。",
        "requests": "公开补偿标准\n按实际面积重新丈量",
        "source": "调委会主动调解",
        "parties": [
            person("苏国梁", "申请人", "男", 55, "五组"),
            {"name": "锦湖公路建设有限公司", "side": "被申请人", "kind": "法人或其他组织", "head_person": "林成",
             "phone": "05778800112", "address": "锦湖街道公路建设项目部"},
        ],
        "prevented": [{"effect": "群体性上访", "cases": 1, "people": 14}],
    },
    (
        (0, Stage.ACCEPTED, ACCEPT),
        (1, Stage.INFORMED, TOLD),
        (
            3,
            Stage.TRANSFERRED,
            {
                "to": "锦湖街道司法所",
                "reason": "补偿标准由街道征地工作组制定，涉及十四户，超出本会能够调解的范围。",
                "paper": "桃调转〔2026〕2号",
                "risk": True,
                "prevention": "已劝返准备上访的农户，推选三名代表，由街道约时间答复。",
            },
        ),
    ),
)  # fmt: skip

RUNNING = Story(
    20,
    {
        "category": "土地承包",
        "difficulty": "一般",
        "amount": 1800,
        "people": 4,
        "summary": "潘志远流转给谢永昌的三亩水田，租金今年未付，谢永昌称虫害减产要求减免。",
        "requests": "支付今年租金一千八百元",
        "parties": [
            person("潘志远", "申请人", "男", 63, "六组"),
            person("谢永昌", "被申请人", "男", 48, "七组", work="种粮大户"),
        ],
    },
    (
        (0, Stage.ACCEPTED, ACCEPT),
        (2, Stage.INFORMED, TOLD),
        (
            8,
            Stage.SESSION,
            {
                "statements": "潘志远：合同写明不论收成。\n谢永昌：减产四成，想少付三百元。",
                "result": "继续调解",
                "content": "待农技员核实减产情况。",
            },
        ),
    ),
    holds=((10, "调解期限", "延长", 15, "等待农技员核实减产情况"),),
)

NEW = Story(
    4,
    {
        "source": "来访转入",
        "category": "物业管理",
        "difficulty": "一般",
        "people": 3,
        "summary": "集体公寓住户反映楼顶太阳能水管漏水，安装户黄国庆不肯修。",
        "requests": "修好水管\n赔偿墙面粉刷费",
        "amount": 900,
        "parties": [
            person("罗春燕", "申请人", "女", 37, "集体公寓"),
            person("黄国庆", "被申请人", "男", 50, "集体公寓"),
        ],
    },
    ((0, Stage.ACCEPTED, ACCEPT), (1, Stage.INFORMED, {**TOLD, "way": "口头"})),
)

WAITING = Story(
    1,
    {
        "category": "合同",
        "difficulty": "一般",
        "amount": 5600,
        "people": 2,
        "summary": "钱阿福请雷师傅做铝合金门窗，付了定金后迟迟不装。",
        "requests": "退还定金或者十天内安装",
        "parties": [
            person("钱阿福", "申请人", "男", 57, "二组"),
            person("雷顺", "被申请人", "男", 41, "邻村", work="门窗店主"),
        ],
    },
    (),
)

REFUSED = Story(
    15,
    {
        "category": "道路交通事故",
        "amount": 12000,
        "summary": "冯小军与外村车辆相撞，已向人民法院起诉，又来申请调解赔偿。",
        "requests": "调解赔偿数额",
        "barred": "人民法院已经受理或者解决",
        "parties": [
            person("冯小军", "申请人", "男", 29, "三组", work="快递员"),
            person("孔祥", "被申请人", "男", 44, "外村"),
        ],
    },
    (
        (
            0,
            Stage.REFUSED,
            {
                "reason": "人民法院已经受理或者解决",
                "told_to": "该纠纷已由人民法院受理，可以在诉讼中申请法院调解，或者等待判决。",
                "handler": "{主持}",
            },
        ),
    ),
)
