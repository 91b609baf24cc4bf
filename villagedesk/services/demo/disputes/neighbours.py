"""A boundary between neighbours mended in writing, and a drip settled by word of mouth."""

from __future__ import annotations

from villagedesk.mediation.case import Stage
from villagedesk.services.demo.disputes.story import ACCEPT, TOLD, Story, person

BOUNDARY = Story(
    84,
    {
        "category": "边界",
        "difficulty": "疑难",
        "amount": 3000,
        "people": 6,
        "place": "三组老槐树旁",
        "summary": "郑水根家与何金堂家宅基地相邻。何金堂今年翻建围墙，郑水根认为新墙越过老界石约三十厘米，"
        "挡住滴水沟，雨天倒灌进屋；何金堂认为界石早年移动过，墙砌在自家地上。两家多次争吵，曾互相推搡。",
        "requests": "拆除越过界石部分的围墙\n恢复门前排水沟\n以后雨季不再发生倒灌",
        "parties": [person("郑水根", "申请人", "男", 58, "三组"), person("何金堂", "被申请人", "男", 61, "三组")],
        "helpers": [{"name": "唐有福", "capacity": "邀请参加", "unit": "三组老组长"}],
        "prevented": [{"effect": "民转刑", "cases": 1, "people": 4}],
    },
    (
        (0, Stage.ACCEPTED, ACCEPT),
        (1, Stage.INFORMED, TOLD),
        (
            3,
            Stage.INVESTIGATED,
            {
                "place": "三组老槐树旁现场",
                "starts": "09:00",
                "ends": "10:20",
                "investigator": "{主持}",
                "recorder": "{参加}",
                "witness": "唐有福",
                "witness_facts": "男，72 岁，三组老组长，住三组",
                "record": "问：两家的界石原来在哪里？\n"
                "答：一九八九年分宅基地时我在场，界石埋在槐树根向东一步半，没有人动过。\n"
                "问：原来的排水沟有多宽？\n答：两尺左右，两家各让一尺。\n问：以上说的属实吗？\n答：属实。",
                "evidence": "一九八九年宅基地登记簿复印件一页\n现场照片四张\n卷尺测量：新墙越过界石连线二十八厘米",
            },
        ),
        (
            5,
            Stage.SESSION,
            {
                "starts": "14:30",
                "ends": "16:10",
                "statements": "郑水根：墙越过界石，沟没了，去年两次进水，要求拆墙。\n"
                "何金堂：界石位置说不清，墙已花了一万多元，不同意拆。",
                "verified": "出示宅基地登记簿和测量结果。何金堂对登记簿没有异议，对界石位置有异议。",
                "result": "继续调解",
                "content": "约定请老组长到现场指界后再谈。",
                "risk": True,
                "prevention": "与两家分别谈话，约定不再争吵；已告知驻村民警。",
            },
        ),
        (
            9,
            Stage.SESSION,
            {
                "place": "三组现场",
                "starts": "09:30",
                "ends": "11:00",
                "statements": "郑水根：只要沟通水、墙不过界就行，愿意出一半工钱。"
                "\n何金堂：认可老组长指的界石位置，愿意退墙。",
                "verified": "老组长唐有福现场指界，双方认可。",
                "result": "达成一致",
                "content": "何金堂退墙三十厘米，双方共同恢复排水沟，工料费各半。",
            },
        ),
        (
            9,
            Stage.WRITTEN,
            {
                "facts": "何金堂翻建围墙越过老界石二十八厘米，占用两家共有的排水沟。"
                "争议事项为围墙是否拆除、排水沟如何恢复。",
                "terms": "何金堂于期限内将越界部分围墙拆除，退到界石连线以内。"
                "\n双方在原址恢复宽六十厘米的排水沟，工料费约三千元，各承担一半。\n"
                "今后任何一方翻建，提前七天告知对方和村民委员会。\n双方就此事互不再追究。",
                "way": "自行拆除、共同施工",
                "where": "三组老槐树旁",
                "due_on": "{+20}",
                "all_signed": True,
                "sealed": True,
                "recorder": "{参加}",
            },
        ),
        (
            27,
            Stage.PERFORMED,
            {"performance": "全部履行", "paid": 1500, "proof": "", "note": "围墙已退，水沟已通，费用已结清。"},
        ),
        (
            40,
            Stage.REVISITED,
            {
                "visitor": "{主持}",
                "visited": "郑水根、何金堂",
                "way": "上门",
                "state": "全部履行",
                "satisfied": "满意",
                "sued": "未起诉",
                "note": "下过两场大雨，没有再倒灌；两家已恢复往来。",
            },
        ),
    ),
    photographed=True,
)

ORAL = Story(
    61,
    {
        "category": "邻里排水",
        "difficulty": "一般",
        "amount": 260,
        "people": 2,
        "summary": "周阿宝家空调外机滴水，打湿楼下徐月娥晾晒的番薯干，徐月娥要求赔偿。",
        "requests": "接管引走滴水\n赔偿番薯干损失",
        "parties": [person("徐月娥", "申请人", "女", 66, "一组"), person("周阿宝", "被申请人", "男", 43, "一组")],
    },
    (
        (0, Stage.ACCEPTED, {**ACCEPT, "after": True}),
        (0, Stage.INFORMED, {**TOLD, "way": "口头"}),
        (
            0,
            Stage.SESSION,
            {
                "place": "一组徐月娥家门口",
                "statements": "徐月娥：晒了三天的番薯干全湿了。\n周阿宝：不知道会滴到楼下，愿意赔。",
                "result": "达成一致",
                "content": "赔偿二百六十元，当天接好排水管。",
            },
        ),
        (
            0,
            Stage.ORAL,
            {
                "facts": "空调外机滴水打湿番薯干约十三斤。",
                "terms": "周阿宝当场赔偿徐月娥二百六十元。\n周阿宝当天把滴水管接到排水沟。",
                "way": "当场履行",
                "due_on": "{+0}",
                "no_paper": True,
                "registrar": "{文书}",
            },
        ),
        (0, Stage.PERFORMED, {"performance": "全部履行", "paid": 260, "note": "当场付清。"}),
        (
            12,
            Stage.REVISITED,
            {"visitor": "{参加}", "visited": "徐月娥", "way": "电话", "satisfied": "满意", "note": "管子已接好。"},
        ),
        (13, Stage.ARCHIVED, {"filer": "{文书}"}),
    ),
)
