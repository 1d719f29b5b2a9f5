"""Who else is working in the open form: told quietly, in the language in use, or not at all."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from mcdesk import i18n
from mcdesk.application.views import Presence
from mcdesk.errors import Trouble
from mcdesk.procedure.stage import Label
from mcdesk.ui.team import presence
from mcdesk.ui.team.presence import Presences
from mcdesk.ui.team.standing import Standing

SECTIONS = tuple(
    SimpleNamespace(id=id_, title=Label(en, id_text))
    for id_, en, id_text in (("need", "Need", "Kebutuhan"), ("aims", "Outcomes", "Capaian"))
)
OTHERS = (Presence("p3", "f", "need"), Presence("p2", "f", "aims"), Presence("p2", "g", "need"),
          Presence("stranger", "f", "need"))  # fmt: skip


class Window(QObject):
    """A window with one page, and its hub."""

    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.host = SimpleNamespace(page=None, moved=Moved())
        persons = [SimpleNamespace(id=f"p{n}", name=f"ID-0{n}") for n in (1, 2, 3)]
        self.info = SimpleNamespace(person_id="p1", persons=persons)
        self.state = SimpleNamespace(is_seen=True)
        self.told: list[Presence] = []
        self.answer: object = OTHERS
        self.standing = Standing(SimpleNamespace(hub_id="hub", address="hub.mcdhub", waiting=0))

    def ask(self, job, done, failed) -> None:
        """Answer at once, as the worker does later."""
        job(SimpleNamespace(here=lambda _address, me: self.told.append(me)))
        failed(self.answer) if isinstance(self.answer, Trouble) else done(self.answer)


class Moved(QObject):
    signal = Signal(str)

    def connect(self, slot) -> None:
        self.signal.connect(slot)


class Editor:
    """A form that is open at a section."""

    def __init__(self, section: str) -> None:
        self.form_id, self.section_id, self.words, self.near = "f", section, "", 0
        self.session = SimpleNamespace(definition=SimpleNamespace(sections=SECTIONS))

    def show_others(self, words: str, near: int) -> None:
        self.words, self.near = words, near


@pytest.fixture
def window(qtbot) -> Window:
    return Window()


def test_it_tells_where_i_am_and_shows_where_the_others_are(window):
    presences = Presences(window, window)
    presences.look()
    assert window.told == [Presence("p1")], "who is on the board is nowhere"
    window.host.page = editor = Editor("aims")
    window.host.moved.signal.emit("")
    assert window.told[-1] == Presence("p1", "f", "aims")
    assert editor.words == "ID-02 is in this section, too\nID-03 is in “Need”"
    assert editor.near == 1
    presences.look()
    assert len(window.told) == 2, "what the hub knows is not told again at once"
    editor.section_id = "need"
    presences.look()
    assert editor.words == "ID-03 is in this section, too\nID-02 is in “Outcomes”"
    window.host.page = None
    presences.look()
    assert window.told[-1] == Presence("p1"), "who left is told to have left"


def test_who_is_in_no_section_that_is_known_here_has_the_form_open(window):
    window.answer = (Presence("p2", "f", ""), Presence("p3", "f", "x_new"))
    presences = Presences(window, window)
    window.host.page = editor = Editor("")
    presences.look()
    assert editor.words == "ID-02 has this form open, too\nID-03 has this form open, too"
    assert editor.near == 0


def test_it_is_told_again_now_and_then(window, monkeypatch):
    monkeypatch.setattr(presence, "TELLS", -1.0)
    presences = Presences(window, window)
    window.host.page = Editor("aims")
    presences.look()
    presences.look()
    assert len(window.told) == 2


def test_who_does_not_want_it_tells_nothing_and_is_told_nothing(window):
    window.state.is_seen = False
    presences = Presences(window, window)
    window.host.page = editor = Editor("aims")
    presences.look()
    assert all(not told.form_id for told in window.told)
    assert editor.words == ""


def test_a_hub_that_does_not_answer_shows_nobody(window):
    presences = Presences(window, window)
    window.host.page = editor = Editor("aims")
    presences.look()
    assert editor.words
    window.answer = Trouble("no_answer", "silent", retry=True)
    editor.section_id = "need"
    presences.look()
    assert editor.words == ""


def test_no_hub_is_not_asked(window):
    window.standing = Standing(None)
    presences = Presences(window, window)
    window.host.page = Editor("aims")
    presences.look()
    assert not window.told


def test_it_speaks_the_language_in_use(window):
    presences = Presences(window, window)
    window.host.page = editor = Editor("aims")
    i18n.use_language("id")
    presences.look()
    assert editor.words == "ID-02 juga berada di bagian ini\nID-03 berada di “Kebutuhan”"
