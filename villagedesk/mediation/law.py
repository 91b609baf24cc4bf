"""The articles that bind a people's mediation committee, cited where a step is refused or a clock runs."""

from __future__ import annotations

from dataclasses import dataclass

from villagedesk.base.errors import Mistake


@dataclass(frozen=True, slots=True)
class Article:
    """One article: the law's short name, the article's number in words, and what it says in one sentence."""

    law: str
    number: str
    says: str

    @property
    def cite(self) -> str:
        """`《人民调解法》第十七条`, as it is printed."""
        return f"《{self.law}》{self.number}"


class Forbidden(Mistake):
    """A step that the law forbids: why, and the article that says so."""

    def __init__(self, why: str, article: Article, field: str = "") -> None:
        super().__init__(f"{why}（{article.cite}：{article.says}）", field)
        self.article = article


_ACT = "人民调解法"
_RULES = "人民调解工作若干规定"
_CODE = "民法典"

FREE = Article(_ACT, "第四条", "调解民间纠纷不收取任何费用")
COMMITTEE = Article(_ACT, "第八条", "调解委员会由委员三至九人组成，设主任一人，应当有妇女成员")
CLEAR_REFUSAL = Article(_ACT, "第十七条", "当事人一方明确拒绝调解的，不得调解")
APPOINTED = Article(_ACT, "第十九条", "由调解委员会指定或者当事人选择一名或数名调解员进行调解")
INVITED = Article(_ACT, "第二十条", "邀请亲属、邻里、专门人员参与调解，要征得当事人同意")
RIGHTS = Article(_ACT, "第二十三条", "当事人有权选择调解员、拒绝或终止调解、要求公开或不公开、自主表达意愿")
ESCALATION = Article(_ACT, "第二十五条", "有可能激化的要采取预防措施，可能引起治安、刑事案件的及时报告公安机关")
NO_AGREEMENT = Article(_ACT, "第二十六条", "调解不成的应当终止调解，并告知仲裁、行政、司法等途径")
RECORDS = Article(_ACT, "第二十七条", "调解员应当记录调解情况，登记、记录、协议书等材料立卷归档")
ORAL_RECORD = Article(_ACT, "第二十八条", "当事人认为无需制作协议书的可以口头协议，调解员应当记录协议内容")
WRITTEN_EFFECT = Article(_ACT, "第二十九条", "协议书自各方签名、盖章或按指印，调解员签名并加盖调解委员会印章之日起生效")
PERFORMANCE = Article(_ACT, "第三十一条", "协议有法律约束力，调解委员会监督、督促履行")
CONFIRMATION = Article(_ACT, "第三十三条", "自协议生效之日起三十日内，双方可以共同向人民法院申请司法确认")
BARRED = Article(
    _RULES, "第二十二条", "专门机关管辖、法律禁止民间调解，或者法院、公安、行政机关已受理或解决的，不得受理"
)
WITHDRAWAL = Article(_RULES, "第二十五条", "当事人要求调解主持人回避的，应当予以调换")
TOLD_FIRST = Article(_RULES, "第三十条", "调解前应当告知人民调解的性质、原则、效力和当事人的权利义务")
ONE_MONTH = Article(_RULES, "第三十三条", "调解纠纷一般在一个月内调结")
REVISIT = Article(_RULES, "第三十六条", "对协议履行情况适时回访，并做出记录")
AGAIN = Article(_RULES, "第三十七条", "协议内容不当的，征得双方同意后可以再次调解，变更或撤销原协议")
GUARDIAN = Article(_CODE, "第二十三条", "无民事行为能力人、限制民事行为能力人的监护人是其法定代理人")
AUTHORITY = Article(_CODE, "第一百六十五条", "委托代理授权采用书面形式，载明代理事项、权限和期限，由被代理人签名或盖章")
CONFIRM_PAPERS = Article(
    "最高人民法院关于人民调解协议司法确认程序的若干规定", "第三条", "申请司法确认要提交申请书和调解协议"
)
