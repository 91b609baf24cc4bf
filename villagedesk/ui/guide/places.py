"""Where the manual opens for what is in front: a page of it, or `page#heading`."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

# Windows and dialogs by the name of their class.
BY_CLASS = {
    "HelpWindow": "入门#看说明书",
    "Welcome": "入门#第一天早上",
    "WizardWindow": "入门#第一天早上",
    "KioskWindow": "签到台",
    "BoardWindow": "去向牌",
    "SearchBox": "今日#查找",
    "ShortcutSheet": "快捷键",
    "AboutDialog": "入门#版本和许可证",
    "CrashWindow": "入门#程序出错的时候",
    "PreviewDialog": "入门#预览和打印",
    "PrintSheet": "入门#预览和打印",
    "RecentDialog": "入门#打开别的办公文件",
    "NoticesDialog": "入门#消息",
    "PasteDialog": "入门#从 Excel、WPS 粘贴",
    "RequestDialog": "值班表#换班、替班",
    "RequestsDialog": "值班表#换班、替班",
    "PatternDialog": "值班表#班次和规则",
    "BusyDialog": "值班表#不在岗登记",
    "HabitsDialog": "值班表#半年回看",
    "LeaveDialog": "考勤#请假、公出、补签",
    "RawDialog": "考勤#看月表",
    "FlagsDialog": "考勤#疑点",
    "ReachDialog": "考勤#数据截至",
    "RulesDialog": "考勤#考勤规则",
    "RuleEditor": "考勤#修改考勤规则",
    "TrialDialog": "考勤#试算",
    "ImportDialog": "导入考勤机",
    "RejectedDialog": "导入考勤机#每一行都有交代",
    "MatchingDialog": "导入考勤机#考勤号是谁的",
    "MachinesDialog": "导入考勤机#机器的钟不准",
    "HistoryDialog": "台账#往来记录",
    "PickDialog": "台账#打印",
    "StepDialog": "台账#往下办",
    "BookDialog": "台账#改台账、加台账",
    "PartForm": "台账#改台账、加台账",
    "WordsDialog": "台账#选项表",
    "GridsDialog": "台账#网格和户",
    "ImportBookDialog": "台账#导入、导出",
    "ExportDialog": "台账#导入、导出",
    "SchemeDialog": "报表#计分办法",
    "MarkingDialog": "报表#街道自己的表",
    "PackDialog": "报表#看各村的原表",
    "StaffImportDialog": "人员#第一次：把花名册导进来",
    "RestoreDialog": "设置#备份与检查",
    "ChecksWindow": "查岗",
    "CheckDialog": "查岗#记一次查岗",
    "StillDialog": "查岗#视频查岗",
    "CamerasDialog": "查岗#视频查岗",
}

# Forms and questions by words of their titles; the first that fits is taken.
BY_TITLE = (
    (r"^用备份恢复|^没有打开", "入门#办公文件打不开的时候"),
    (r"^没有做成", "入门#磁盘满了、优盘拔了"),
    (r"^没有备份成", "设置#备份与检查"),
    (r"^还没有打开办公室", "入门#第一天早上"),
    (r"^拖进来的文件", "入门#把文件拖进来"),
    (r"^粘贴", "入门#从 Excel、WPS 粘贴"),
    (r"^还没有填完", "入门#第一天早上"),
    (r"公出、下村登记|^补签|^审批$|^不同意$|^撤回$|^销假|^续假|的经过$", "考勤#请假、公出、补签"),
    (r"^签定|^更正", "考勤#签定"),
    (r"^写说明", "考勤#疑点"),
    (r"^撤掉这一版规则", "考勤#考勤规则"),
    (r"^放弃修改", "考勤#修改考勤规则"),
    (r"摄像头", "查岗#视频查岗"),
    (r"查岗计划", "查岗#抽取计划"),
    (r"查岗", "查岗#记一次查岗"),
    (r"^代签", "签到台#代签"),
    (r"签到密码", "签到台#忘了密码"),
    (r"^考勤机$|时钟校正", "导入考勤机#机器的钟不准"),
    (r"^删除案件", "调解#删除"),
    (r"^退回一步", "调解#一步一步办"),
    (r"^取出扫描件", "调解#卷宗"),
    (r"调委会名单", "调解#登记一件"),
    (r"排查|^报送|^转为调解案件", "调解#排查"),
    (r"^登记以案定补|以案定补|已发放", "调解#以案定补"),
    (r"期限", "调解#期限"),
    (r"当事人|调解案件|登记案件", "调解#登记一件"),
    (r"^删除人员|离任$", "人员#离任和回来"),
    (r"的考勤号$", "人员#考勤号"),
    (r"的新任期$", "人员#任期与承诺"),
    (r"岗位|分组|职务|^添加人员", "人员#添加、修改"),
    (r"村民资料", "台账#往来记录"),
    (r"^作废", "台账#作废"),
    (r"网格|^登记户|^导入户", "台账#网格和户"),
    (r"不遮盖", "报表#生成报送包"),
    (r"公钥", "报表#封签和公钥"),
    (r"应报送", "报表#应报送的村"),
    (r"约谈|的月报$", "报表#看各村的原表"),
    (r"通报|提问", "报表#导出、通报和提问"),
    (r"不在岗", "值班表#不在岗登记"),
    (r"公示", "值班表#公示和改版"),
    (r"说明理由|违反规定|^清空草稿", "值班表#手工改"),
    (r"^没有导入", "值班表#班次和规则"),
    (r"放假通知", "设置#日历"),
    (r"集体日|特殊时期", "设置#集体日"),
)

# The views of the pages by the word on their switch; the first view of a page opens the page itself.
BY_VIEW = {
    ("值班表", "人员"): "值班表#按人看",
    ("考勤", "请假补签"): "考勤#请假、公出、补签",
    ("考勤", "全年"): "考勤#全年",
    ("台账", "统计"): "台账#统计",
    ("调解", "列表"): "调解#四个视图",
    ("调解", "排查"): "调解#排查",
    ("调解", "统计"): "调解#统计",
    ("报表", "街道汇总"): "报表#街道汇总",
}

# Parts of a page by their class, where they are in front or hold the cursor.
BY_PART = {
    "EntryPanel": "台账#登记一次来访",
    "DueList": "台账#到期与逾期",
    "CaseView": "调解#一步一步办",
    "FactsSection": "设置#办公室",
    "LooksSection": "设置#这台电脑",
    "CalendarSection": "设置#日历",
    "LocalSection": "设置#集体日",
    "RulesSection": "设置#考勤规则",
    "MediationSection": "设置#调解",
    "CamerasSection": "设置#摄像头",
    "SafetySection": "设置#备份与检查",
    "HistorySection": "设置#操作记录",
}

# The steps of the wizard and the cards of 今日.
BY_STEP = {
    "VillageStep": "入门#新建办公室：村名",
    "PeopleStep": "入门#新建办公室：人员",
    "PatternStep": "入门#新建办公室：班次",
    "PostedStep": "入门#新建办公室：值班表",
}


def place_of(widget: QWidget) -> str:
    """Where the manual opens for a window or dialog; empty when only the page behind it can tell."""
    if said := str(widget.property("help") or ""):
        return said
    for part in _within(widget, BY_STEP):
        return BY_STEP[part]
    for kind in type(widget).__mro__:
        if kind.__name__ in BY_CLASS:
            return BY_CLASS[kind.__name__]
    if not isinstance(widget, QDialog):
        return ""
    title = widget.windowTitle()
    found = next((place for words, place in BY_TITLE if re.search(words, title)), "")
    above = widget.parentWidget()
    return found or (place_of(above.window()) if above is not None else "")


def place_of_page(page: QWidget, name: str) -> str:
    """Where the manual opens for a page of the window as it is now: its part, its view, or the page."""
    for part in _within(page, BY_PART):
        return BY_PART[part]
    switched = [button.text() for button in page.findChildren(QPushButton) if _is_view(button)]
    return next((BY_VIEW[name, word] for word in switched if (name, word) in BY_VIEW), name)


def _is_view(button: QPushButton) -> bool:
    return button.property("role") == "segment" and button.isChecked() and button.isVisible()


def _within(widget: QWidget, among: dict[str, str]) -> list[str]:
    """The names of the parts in front: that which holds the cursor first, then those that fill the window."""
    focus = QApplication.focusWidget()
    found: list[str] = []
    while focus is not None and widget.isAncestorOf(focus):
        found += [type(focus).__name__] if type(focus).__name__ in among else []
        focus = focus.parentWidget()
    kinds = [w for w in widget.findChildren(QWidget) if type(w).__name__ in among and w.isVisible()]
    return found + [type(w).__name__ for w in kinds]
