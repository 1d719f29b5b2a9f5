"""From which other micro-credentials' forms a form could be begun, and what it would take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.booklet import BookletReading
from mcdesk.application.form_queries import form_state
from mcdesk.application.views import OtherLine, SourceLine, Taking
from mcdesk.procedure.by_module import is_part
from mcdesk.procedure.records import External, Form
from mcdesk.procedure.stage import Label
from mcdesk.procedure.taking import keys_between, may_take, parts, takes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mcdesk.application.views import CardTile


class TakingReading(BookletReading):
    """The questions that taking over from another card's form asks of a workspace."""

    def sources(self, form: str) -> tuple[SourceLine, ...]:
        """Return the other cards' forms of the same kind, by code; none where it is no text.

        One that was not found at a take-over is none: it has neither text nor original.
        """
        tiles = self.store.tiles("all")
        with self.store.read() as reader:
            knowledge, _actor = self._knowledge(reader)
            card, _situation, state = form_state(knowledge, form)
            if not may_take(state.definition):
                return ()
            kept = reader.select(Form, kind=state.form.kind)
            outside = {each.form_id: each.state
                       for each in reader.select(External, kind=state.form.kind)}  # fmt: skip
        whole = [each for each in kept if each.card_id != card.id and not is_part(each)
                 and outside.get(each.id) != "missing"]  # fmt: skip
        return _lines(whole, tiles, outside)

    def others(self, form: str) -> tuple[OtherLine, ...]:
        """Return the forms that a form can be compared with: of its own card, then of others.

        An assessor's sheet is compared with no other one: each assesses for themselves.
        """
        tiles = self.store.tiles()
        with self.store.read() as reader:
            knowledge, _actor = self._knowledge(reader)
            card, _situation, state = form_state(knowledge, form)
            if "assessor" in state.definition.per:
                return ()
            kept = [each for each in reader.select(Form, kind=state.form.kind)
                    if each.id != state.form.id and not is_part(each)]  # fmt: skip
        own = [each for each in kept if each.card_id == card.id]
        newest = _newest(each for each in kept if each.card_id != card.id)
        cards = {tile.id: tile for tile in tiles}
        own.sort(key=lambda each: (-each.round, -each.loop, each.scope, each.id))
        rest = sorted(((cards[id_].code, each) for id_, each in newest.items() if id_ in cards),
                      key=lambda pair: pair[0])  # fmt: skip
        found = [*own, *(each for _code, each in rest)]
        return tuple(_other(each, cards[each.card_id], is_own=each.card_id == card.id)
                     for each in found if each.card_id in cards)  # fmt: skip

    def taking(self, form: str, source: str) -> Taking:
        """Return what a form could take over from a source."""
        with self.store.read() as reader:
            knowledge, _actor = self._knowledge(reader)
            (_card, now, own), (_other, before, other) = (form_state(knowledge, each)
                                                          for each in (form, source))  # fmt: skip
            found = parts(own.definition, (own.form.id, own.content), other.content,
                          other.definition, keys_between(other.form.id, before, now))  # fmt: skip
        left = [
            entry.label for section in own.definition.sections for entry in section.fields
            if not takes(entry) and not any(map(takes, entry.parts))
        ]  # fmt: skip
        return Taking(found, tuple(left))


def _newest(forms: Iterable[Form]) -> dict[str, Form]:
    """Return the newest form of each card."""
    newest: dict[str, Form] = {}
    for form in sorted(forms, key=lambda form: (not form.superseded, form.round, form.loop)):
        newest[form.card_id] = form
    return newest


def _other(form: Form, tile: CardTile, *, is_own: bool) -> OtherLine:
    return OtherLine(
        form_id=form.id,
        code=tile.code,
        title=Label(tile.title_en, tile.title_id),
        programme=Label(tile.programme_en, tile.programme_in),
        version=form.version if form.revision_id else 0,
        round=form.round,
        loop=form.loop,
        scope=form.scope,
        is_own=is_own,
    )


def _lines(
    forms: Iterable[Form], tiles: Iterable[CardTile], outside: Mapping[str, str]
) -> tuple[SourceLine, ...]:
    """Return a line for the newest form of each card, in the order of the cards' codes."""
    newest = _newest(forms)
    lines = [
        SourceLine(
            form_id=newest[tile.id].id,
            code=tile.code,
            title=Label(tile.title_en, tile.title_id),
            programme=Label(tile.programme_en, tile.programme_in),
            version=newest[tile.id].version if newest[tile.id].revision_id else 0,
            outside=outside.get(newest[tile.id].id, ""),
        )
        for tile in tiles if tile.id in newest
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda line: line.code))
