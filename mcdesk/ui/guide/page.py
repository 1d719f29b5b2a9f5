"""The development guide (F1): chapters at the left, the text beside them, editions and search."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from mcdesk import i18n
from mcdesk.application.guide_chapters import beside, chapters_of, plain
from mcdesk.i18n import N_, _, plural
from mcdesk.procedure.wording import label_of
from mcdesk.ui import language
from mcdesk.ui.guide.bars import BOTH, EditionBar, ReadingBar
from mcdesk.ui.guide.text import GuideText
from mcdesk.ui.guide.writing import Look
from mcdesk.ui.people.desk_page import DeskPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcdesk.application.guide_chapters import Chapter, Shown
    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import GuideView, WordingVersion
    from mcdesk.i18n import Language
    from mcdesk.ui.tasks import Tasks

SCALES = (0.9, 1.0, 1.1, 1.25, 1.45, 1.7, 2.0)
USUAL = 1.1
OUTLINE = 292


class GuidePage(DeskPage):
    """The guide to read, in the language and the size of letters that one likes.

    Signals:
        closed: back to where the guide was called.
        setting_requested: a setting (key) is to be seen where it can be changed.
        print_requested: the digest and title of the edition to print.
        scaled: another size of letters was chosen.
    """

    closed = Signal()
    setting_requested = Signal(str)
    print_requested = Signal(str, str)
    scaled = Signal(float)

    help_topic = "development-guide"
    tables: ClassVar[frozenset[str]] = frozenset({"definition", "setting", "office", "person"})
    title: ClassVar[str] = N_("Development guide")

    def __init__(self, tasks: Tasks, scale: float = 0.0, chapter: str = "") -> None:
        self._scale = scale if scale in SCALES else USUAL
        self._shown_language = ""
        self._edition, self._other = "", ""
        self._chapter, self._behind, self._words = chapter, 0.0, ""
        super().__init__(tasks)

    @override
    @staticmethod
    def read(desk: DeskPort) -> GuideView:
        return desk.guide_view()

    # --- building -------------------------------------------------------------------------

    @override
    def build(self, body: QWidget) -> None:
        self.editions = EditionBar()
        self.editions.edition_chosen.connect(self.show_edition)
        self.editions.other_chosen.connect(self.compare_with)
        self.editions.copy.clicked.connect(self.copy_chapter)
        self.editions.print_.clicked.connect(self._on_print)
        self.bar = ReadingBar()
        self.bar.words.setText(self._words)
        self.bar.words_changed.connect(self._on_words)
        self.bar.stepped.connect(self._on_step)
        self.bar.left.connect(self.take_focus)
        self.bar.language_chosen.connect(self.show_language)
        self.bar.scale_requested.connect(self.scale)
        self._make_text()
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.outline)
        middle.addWidget(self.text, 1)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for bar in (self.editions, self.bar):
            column.addWidget(bar)
        column.addLayout(middle, 1)
        self._make_keys(body)

    def _make_text(self) -> None:
        self.outline = QListWidget()
        self.outline.setFixedWidth(OUTLINE)
        self.outline.setWordWrap(True)
        self.outline.setSpacing(1)
        self.outline.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.outline.setAccessibleName(_("Chapters"))
        self.outline.currentItemChanged.connect(self._on_item)
        self.text = GuideText()
        self.text.chapter_changed.connect(self._on_chapter)
        self.text.followed.connect(self.follow)
        self.text.found_changed.connect(self._on_found)
        self.text.scale_requested.connect(self.scale)
        self.text.escaped.connect(self.closed)
        self.text.find_words(self._words, go=False)

    def _make_keys(self, body: QWidget) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+F", self.begin_search),
            ("/", self.begin_search),
            ("F3", partial(self._on_step, 1)),
            ("Shift+F3", partial(self._on_step, -1)),
            ("Ctrl++", partial(self.scale, 1)),
            ("Ctrl+=", partial(self.scale, 1)),
            ("Ctrl+-", partial(self.scale, -1)),
            ("Ctrl+0", partial(self.scale, 0)),
            ("Ctrl+P", self._on_print),
            ("F6", self.change_pane),
        )
        for name, call in keys:
            made = QShortcut(QKeySequence(name), body, call)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # --- showing --------------------------------------------------------------------------

    @property
    def view(self) -> GuideView | None:
        """What was read."""
        found: GuideView | None = self.data_
        return found

    @property
    def edition(self) -> WordingVersion | None:
        """The edition that is shown."""
        return self._version(self._edition) if self.view is not None else None

    @property
    def chapter(self) -> str:
        """The chapter that is read."""
        return self.text.chapter

    def take_focus(self) -> None:
        """Put the keyboard on the text."""
        self.text.setFocus()

    def change_pane(self) -> None:
        """Go from the text to the chapters, from anywhere else to the text: Tab walks its links."""
        (self.outline if self.text.hasFocus() else self.text).setFocus()

    @override
    def rebuild(self) -> None:
        if self._body is not None:
            self._chapter, self._behind = self.text.chapter, self.text.behind
        super().rebuild()

    @override
    def show_data(self, data: GuideView) -> None:
        known = {version.digest for version in data.form.versions}
        if self._edition not in known:
            self._edition = data.form.current.digest
        if self._other not in known - {self._edition}:
            self._other = ""
        self._write()

    def _version(self, digest: str) -> WordingVersion:
        assert self.view is not None
        return next(each for each in self.view.form.versions if each.digest == digest)

    def _write(self) -> None:
        """Write everything in the edition, language and size that are chosen."""
        if self.view is None:
            return
        self.editions.show_editions(self.view.form.versions, self._edition, self._other)
        self.bar.show_language(self._shown_language)
        self.bar.show_scale(can_shrink=self._scale > SCALES[0], can_grow=self._scale < SCALES[-1])
        shown = [self._in_language(code) for code in self._languages()]
        self._write_outline(shown[0])
        if self._chapter and not self.text.chapter:
            self.text.chapter = self._chapter
        title = label_of(self._version(self._edition).data["title"]).text(self._languages()[0])
        look = Look(self._scale, self._languages())
        behind, self._behind = self._behind, 0.0
        self.text.show_text(self.view, look, (title, self._words_of_edition(shown[0])), shown)
        if self._chapter:
            self.text.go(self._chapter, behind)
            self._chapter = ""
        self._on_chapter(self.text.chapter)

    def _languages(self) -> tuple[Language, ...]:
        """Return the languages that are shown, the leading one first."""
        own = i18n.language()
        if self._shown_language == BOTH:
            return (own, "id" if own == "en" else "en")
        return (cast("Language", self._shown_language or own),)

    def _chapters(self, digest: str) -> tuple[Chapter, ...]:
        return chapters_of(self._version(digest).data)

    def _in_language(self, code: Language) -> tuple[Shown, ...]:
        new = self._chapters(self._edition)
        return beside(self._chapters(self._other), new, code) if self._other else plain(new, code)

    def _words_of_edition(self, shown: tuple[Shown, ...]) -> str:
        """Return the sentence about the edition that is shown, or about what changed in it."""
        version = self._version(self._edition)
        if self._other:
            count = sum(chapter.state != "same" for chapter in shown)
            told = plural("{n} chapter differs", "{n} chapters differ", count)
            if not count:
                told = _("no chapter differs")
            words = _("Edition {n} beside edition {other}: {told}.")
            other = self._version(self._other).version
            return words.format(n=version.version, other=other, told=told)
        day = language.long_day(version.since)
        words = {
            "now": _("Edition {n}, binding since {day}."),
            "planned": _("Edition {n}, planned from {day}. The numbers are those of today."),
            "earlier": _("Edition {n} of {day}, which no longer binds. The numbers are those of "
                         "today."),
        }[version.state]  # fmt: skip
        return words.format(n=version.version, day=day)

    # --- outline --------------------------------------------------------------------------

    def _write_outline(self, shown: tuple[Shown, ...]) -> None:
        blocker = QSignalBlocker(self.outline)
        self.outline.clear()
        for chapter in shown:
            item = QListWidgetItem(chapter.heading)
            item.setData(Qt.ItemDataRole.UserRole, chapter)
            self.outline.addItem(item)
        blocker.unblock()
        self._mark_outline()

    def _mark_outline(self) -> None:
        """Say at each chapter how many finds are in it, and whether it changed."""
        counts = self.text.finds_by_chapter()
        states = {"changed": _("changed"), "added": _("new"), "gone": _("gone"), "same": ""}
        for row in range(self.outline.count()):
            item = self.outline.item(row)
            chapter: Shown = item.data(Qt.ItemDataRole.UserRole)
            marks = [states[chapter.state], str(counts.get(chapter.id, 0) or "")]
            told = ", ".join(filter(None, marks))
            item.setText(f"{chapter.heading}  ({told})" if told else chapter.heading)
            item.setToolTip(item.text())

    def _on_item(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.text.go(item.data(Qt.ItemDataRole.UserRole).id)

    def _on_chapter(self, chapter: str) -> None:
        """Let the outline follow what is read."""
        blocker = QSignalBlocker(self.outline)
        for row in range(self.outline.count()):
            item = self.outline.item(row)
            if item.data(Qt.ItemDataRole.UserRole).id == chapter:
                self.outline.setCurrentItem(item)
        blocker.unblock()

    def go(self, chapter: str) -> None:
        """Show a chapter, also where the text is not read yet."""
        if self.view is None:
            self._chapter, self._behind = chapter, 0.0
        else:
            self.text.go(chapter)

    # --- choosing -------------------------------------------------------------------------

    def show_edition(self, digest: str) -> None:
        """Show another edition."""
        self._edition = digest
        if self._other == digest:
            self._other = ""
        self._write()

    def compare_with(self, digest: str) -> None:
        """Show what came and went since another edition; "" ends that."""
        self._other = digest
        self._write()

    def show_language(self, code: str) -> None:
        """Show the text in a language, or in both."""
        self._shown_language = "" if code == i18n.language() else code
        self._write()

    def scale(self, by: int) -> None:
        """Make the letters larger (1), smaller (-1), or as usual (0)."""
        place = SCALES.index(self._scale)
        new = SCALES[min(max(place + by, 0), len(SCALES) - 1)] if by else USUAL
        if new != self._scale:
            self._scale = new
            self._write()
            self.scaled.emit(new)

    @override
    def _on_language(self) -> None:
        if self._shown_language != BOTH:
            self._shown_language = ""
        super()._on_language()

    # --- finding --------------------------------------------------------------------------

    def begin_search(self) -> None:
        """Go where the words are typed that are looked for; what is selected is taken along."""
        chosen = self.text.textCursor().selectedText().strip()
        if chosen and len(chosen) < 80 and "\u2029" not in chosen:
            self.bar.words.setText(chosen)
        self.bar.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.words.selectAll()

    def _on_words(self, words: str) -> None:
        self._words = words
        self.text.find_words(words)

    def _on_step(self, by: int) -> None:
        if self.text.finds:
            self.text.step(by)
        else:
            self.begin_search()

    def _on_found(self) -> None:
        self.bar.show_found(self.text.at, len(self.text.finds))
        self._mark_outline()

    # --- deeds ----------------------------------------------------------------------------

    def follow(self, target: str) -> None:
        """Follow a link of the text."""
        kind, _colon, rest = target.partition(":")
        if kind == "setting":
            self.setting_requested.emit(rest)
        elif kind == "edition":
            self._other = ""
            self.show_edition(rest)
        elif kind == "compare" and self.view is not None:
            digests = [version.digest for version in self.view.form.versions]
            self._edition = rest
            self.compare_with(digests[digests.index(rest) + 1])

    def copy_chapter(self) -> None:
        """Put title and text of the chapter that is read into the clipboard."""
        QGuiApplication.clipboard().setText(self.text.chapter_text())

    def _on_print(self) -> None:
        version = self.edition
        if version is not None and self.view is not None:
            title = f"{self.view.form.title.text()} {version.version}"
            self.print_requested.emit(version.digest, title)
