"""The sheets of a volume: which there are, their words to edit, and each as a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from villagedesk.base.changes import Area, Changes
from villagedesk.base.clock import moment_text
from villagedesk.base.document import Document
from villagedesk.base.errors import Mistake
from villagedesk.mediation import volume
from villagedesk.mediation.case import Case, Stage, Step
from villagedesk.mediation.volume import Place, Sheet, State
from villagedesk.papers.mediation import agreement, binding, opening, records
from villagedesk.papers.mediation.parts import Facts
from villagedesk.papers.mediation.words import Slot, slots, words
from villagedesk.services.mediation import cases, settings
from villagedesk.services.office import Office
from villagedesk.store.cases import sheets as shelf

_PAPERS: Mapping[Sheet, Callable[[Facts], Document]] = {
    Sheet.APPLICATION: opening.application,
    Sheet.ACCEPTANCE: opening.acceptance,
    Sheet.REFUSAL: opening.refusal,
    Sheet.RIGHTS: opening.rights,
    Sheet.INVESTIGATION: records.investigation,
    Sheet.SESSION: records.session,
    Sheet.AGREEMENT: agreement.agreement,
    Sheet.ORAL: agreement.oral,
    Sheet.REVISIT: records.revisit,
    Sheet.CONFIRMATION: agreement.confirmation,
    Sheet.CLOSING: binding.closing,
    Sheet.NOTES: binding.notes,
}

_STAGE_OF = {
    Sheet.ACCEPTANCE: Stage.ACCEPTED,
    Sheet.REFUSAL: Stage.REFUSED,
    Sheet.RIGHTS: Stage.INFORMED,
    Sheet.INVESTIGATION: Stage.INVESTIGATED,
    Sheet.SESSION: Stage.SESSION,
    Sheet.AGREEMENT: Stage.WRITTEN,
    Sheet.ORAL: Stage.ORAL,
    Sheet.REVISIT: Stage.REVISITED,
    Sheet.CONFIRMATION: Stage.CONFIRMED,
    Sheet.CLOSING: Stage.ARCHIVED,
    Sheet.NOTES: Stage.ARCHIVED,
}


def sheet_named(word: str) -> Sheet:
    """The sheet of that name; `Mistake` that lists the names."""
    same = [sheet for sheet in Sheet if word in (sheet.value, sheet.value.removeprefix("人民调解"))]
    found = same or [sheet for sheet in Sheet if word and word in sheet.value]
    if len(found) != 1:
        raise Mistake(f"卷宗里没有“{word}”这种文书，可选：{'、'.join(s.value for s in Sheet)}。", "sheet")
    return found[0]


def places_of(office: Office, case: Case) -> tuple[Place, ...]:
    """Every place of the volume of a case, with what it needs and has."""
    return volume.places(case, shelf.held(office.store, case.id))


def scans_at(office: Office, case: Case, sheet: Sheet, step: int) -> tuple[shelf.Scan, ...]:
    """The scanned pages of one place."""
    return tuple(s for s in shelf.scans(office.store, case.id) if s.sheet is sheet and s.step in (0, step))


def step_of(case: Case, sheet: Sheet, step: int = 0) -> Step | None:
    """The step that a form records: the one of that id, or the latest of its kind."""
    if step:
        return next((s for s in case.steps if s.id == step), None)
    stage = _STAGE_OF.get(sheet)
    return case.last(stage) if stage else None


def slots_of(office: Office, case: Case, sheet: Sheet, step: int = 0) -> tuple[Slot, ...]:
    """The editable places of a form as they would print now, edits included."""
    edited = _edited(office, case, sheet, step)
    found = slots(sheet, case, step_of(case, sheet, step))
    return tuple(Slot(s.name, s.label, edited.get(s.name, s.text)) for s in found)


def _edited(office: Office, case: Case, sheet: Sheet, step: int) -> Mapping[str, str]:
    return next(
        (form.texts for form in shelf.forms(office.store, case.id) if form.sheet is sheet and form.step == step), {}
    )


def drafted(office: Office, case: Case, sheet: Sheet) -> dict[str, str]:
    """What was changed on a form before its step was taken, as far as the step's own form does not ask for it."""
    return {name: text for name, text in _edited(office, case, sheet, 0).items() if name in ("deal", "effect", "note")}


def save_words(office: Office, key: int, sheet: Sheet, step: int, texts: Mapping[str, str]) -> Changes:
    """Keep the words a mediator changed on a form; words equal to the filled ones are not kept."""
    case = cases.open_case(office, key)
    if case.stage is Stage.ARCHIVED:
        raise Mistake("这个案件已经归档，文书不能再改。", "stage")
    filled = {slot.name: slot.text for slot in slots(sheet, case, step_of(case, sheet, step))}
    if unknown := set(texts) - set(filled):
        raise Mistake(f"这张文书没有“{'、'.join(sorted(unknown))}”这一处。", min(unknown))
    before = dict(_edited(office, case, sheet, step))
    kept = {name: text for name, text in {**before, **texts}.items() if text != filled[name]}
    at = moment_text(office.clock())
    with office.change(f"{case.number}：修改{sheet.value}") as change:
        shelf.save_form(change, office.store, key, shelf.Form(sheet, step, kept, at))
    return Changes(Area.CASES, f"“{sheet.value}”已保存。", lambda later: _put_words(later, key, sheet, step, before))


def _put_words(office: Office, key: int, sheet: Sheet, step: int, texts: Mapping[str, str]) -> Changes:
    at = moment_text(office.clock())
    with office.change("撤销修改文书") as change:
        shelf.save_form(change, office.store, key, shelf.Form(sheet, step, texts, at))
    return Changes(Area.CASES, f"“{sheet.value}”已恢复。")


def document_of(office: Office, case: Case, sheet: Sheet, step: int = 0) -> Document:
    """One form of a case as it will print; `Mistake` for sheets that only exist on paper."""
    facts = _facts(office, case, sheet, step)
    if sheet is Sheet.COVER:
        return binding.cover(facts)
    if sheet is Sheet.CONTENTS:
        names = [
            p.title for p in places_of(office, case) if p.sheet not in volume.BOUND and p.state is not State.ABSENT
        ]
        return binding.contents(facts, [binding.Content(name, None) for name in names])
    if sheet is Sheet.BACK:
        return binding.back(facts, 0)
    maker = _PAPERS.get(sheet)
    if maker is None:
        raise Mistake(f"“{sheet.value}”没有固定格式，请把原件扫描或拍照放进卷宗。", "sheet")
    return maker(facts)


def _facts(office: Office, case: Case, sheet: Sheet, step: int) -> Facts:
    recorded = step_of(case, sheet, step)
    of_kind = case.took(recorded.stage) if recorded else ()
    index = of_kind.index(recorded) + 1 if recorded and len(of_kind) > 1 and sheet in volume.PER_STEP else 0
    return Facts(
        case,
        settings.committee_name(office),
        words(sheet, case, recorded, _edited(office, case, sheet, step)),
        recorded,
        volume.draft_number(case) if sheet in (Sheet.AGREEMENT, Sheet.ORAL) else volume.agreement_number(case),
        index,
    )


def facts_of(office: Office, case: Case) -> Facts:
    """What cover, contents and back are made of."""
    return Facts(case, settings.committee_name(office), {}, None, volume.agreement_number(case))
