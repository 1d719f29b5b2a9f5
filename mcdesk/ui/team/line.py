"""The quiet line about the team's hub: all there, so many wait, offline, needs a look."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from mcdesk.i18n import _, plural
from mcdesk.procedure.calendar import moment_of
from mcdesk.ui import icons, language, parts, theme
from mcdesk.ui.saying import sentence, with_path

if TYPE_CHECKING:
    from mcdesk.application.views import ReplicaState
    from mcdesk.ui.team.standing import Standing

LONG = timedelta(days=3)
SIGNS = {
    "synced": ("circle-check", "good"),
    "waiting": ("upload", "muted"),
    "working": ("rotate-ccw", "muted"),
    "offline": ("circle-dashed", "warn"),
    "stopped": ("circle-alert", "bad"),
}
MOST = 99
"""So many are counted in a narrow sidebar."""
QUIET = ("synced", "waiting", "working")
"""What stands behind a notice that nobody looked at yet."""


class TeamLine(QPushButton):
    """Tells how the workspace stands towards its hub; hidden where it has none.

    In a narrow sidebar it is a sign alone, and its `caption` below it says the rest in a word.

    Signals:
        looked: what needs a look is to be shown, or the whole state where nothing does.
    """

    looked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "nav")
        self.setObjectName("go.team")
        self._standing: Standing | None = None
        self._is_narrow = False
        self.caption = parts.label("", "small")
        self.caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.clicked.connect(self.looked)
        theme.theme_changed.connect(self.write)
        language.language_changed.connect(self.write)
        self._hide()

    def show_standing(self, standing: Standing) -> None:
        """Show how it stands."""
        self._standing = standing
        self.write()

    def show_narrow(self, *, narrow: bool) -> None:
        """Show the sign only, or sign and words."""
        self._is_narrow = narrow
        self.write()

    def write(self) -> None:
        """Write sign and words in the language and colours in use."""
        standing = self._standing
        if standing is None or standing.state is None or standing.kind == "none":
            self._hide()
            return
        look, asks = theme.current(), standing.state.attention
        icon, tone = SIGNS[standing.kind]
        if waits_long(standing.state, datetime.now(UTC)):
            icon, tone = "triangle-alert", "bad"
        state = standing.state
        noticed = (state.healed, state.copied, state.put_back, state.ahead)
        if standing.kind in QUIET and any(each is not None for each in noticed):
            icon, tone = "circle-alert", "warn"
        if asks and standing.kind != "stopped":
            icon, tone = "flag", "warn"
        words = short_words(standing)
        self.setIcon(icons.icon(icon, getattr(look, tone), 18))
        self.setText("" if self._is_narrow else f"  {words}")
        told = long_words(standing)
        self.setToolTip(parts.breakable(told))
        self.setAccessibleName(told)
        self.caption.setText(one_word(standing))
        self.caption.setToolTip(self.toolTip())
        self.caption.setVisible(self._is_narrow)
        self.show()

    def _hide(self) -> None:
        self.hide()
        self.caption.hide()


def waits_long(state: ReplicaState, now: datetime) -> bool:
    """Tell whether work waits for the hub for more than three days."""
    if not state.waiting or not state.synced_at:
        return False
    return now - datetime.fromisoformat(state.synced_at) > LONG


def short_words(standing: Standing) -> str:
    """Return the state in a few words, the most serious of what there is to say."""
    assert standing.state is not None
    words = {
        "synced": _("Team: all there"),
        "working": _("Team: exchanging"),
        "offline": _("Team: offline"),
        "stopped": _("Team: stopped"),
    }
    if standing.kind == "stopped":
        return words["stopped"]
    if standing.state.attention:
        return plural("{n} needs a look", "{n} need a look", standing.state.attention)
    if standing.kind == "offline":
        return words["offline"]
    if standing.state.healed is not None:
        lacks = bool(standing.state.healed.midst)
        return _("Team: hub had a gap") if lacks else _("Team: hub put back")
    if standing.state.put_back is not None:
        return _("Workspace put back")
    if standing.state.copied is not None:
        return _("Workspace copied")
    if standing.state.ahead is not None:
        return _("Team: clocks differ")
    done, of = standing.files
    if of and standing.kind == "working":
        return _("Team: files {done}/{of}").format(done=done, of=of)
    waiting = standing.state.waiting
    return words.get(standing.kind) or plural("{n} change waits", "{n} changes wait", waiting)


def one_word(standing: Standing) -> str:
    """Return the state as shortly as it can be said, the most serious of what there is to say."""
    state = standing.state
    assert state is not None
    if standing.kind == "stopped":
        return _("stopped")
    if state.attention:
        return _("look: {n}").format(n=_counted(state.attention))
    if standing.kind == "offline":
        return _("offline")
    if any(each is not None for each in (state.healed, state.put_back, state.copied, state.ahead)):
        return _("look")
    if state.waiting:
        return _("wait: {n}").format(n=_counted(state.waiting))
    return _("synced") if standing.kind == "synced" else "…"


def _counted(number: int) -> str:
    return str(number) if number <= MOST else f"{MOST}+"


def long_words(standing: Standing, *, with_noticed: bool = True) -> str:
    """Return the state in sentences, the most serious first: what is wrong, waits, since when.

    What was noticed of the workspace itself is left out where the banner above says it already.
    """
    state = standing.state
    assert state is not None
    said = _trouble_words(standing)
    if state.attention:
        asks = plural("{n} entry needs a look.", "{n} entries need a look.", state.attention)
        said.insert(0 if standing.kind != "stopped" else len(said), asks)
    if state.waiting:
        said.append(plural("{n} change waits for the hub.",
                           "{n} changes wait for the hub.", state.waiting))  # fmt: skip
    if state.lost:
        said.append(plural("{n} change of others was lost when the server was put back; their "
                           "workspaces bring it again.",
                           "{n} changes of others were lost when the server was put back; their "
                           "workspaces bring them again.", state.lost))  # fmt: skip
    if standing.trouble is None and standing.report is not None and standing.report.older:
        words = _("The hub is of an older MC Desk: work goes on, and what it cannot hold yet "
                  "waits. Who keeps the directory brings it up to date: “{button}” on the team’s "
                  "page.")  # fmt: skip
        said.append(words.format(button=_("Bring the hub up to date…")))
    if standing.trouble is None and state.old_rules is not None:
        said.append(sentence(state.old_rules))
    if state.healed is not None:
        from mcdesk.ui.team.healings import healing_words

        said.append(healing_words(state.healed))
    said += _noticed_words(state) if with_noticed else []
    if state.ahead is not None:
        from mcdesk.application import ahead_of

        said += [sentence(found) for found in ahead_of.told(state.ahead)]
    said = said or [_well_words(standing)]
    if state.synced_at:
        when = language.short_moment(state.synced_at)
        said.append(_("Last exchanged: {when}.").format(when=when))
    if waits_long(state, datetime.now(UTC)):
        said.append(_late_words(standing))
    return " ".join(part for part in said if part)


def _late_words(standing: Standing) -> str:
    """Return that work waits for days; a hub that is reached and is wrong was told of already."""
    if standing.kind == "stopped":
        return _("That is more than three days ago: others do not see your work.")
    return _("That is more than three days ago: others do not see your work. Find out why "
             "the hub is out of reach.")  # fmt: skip


def _well_words(standing: Standing) -> str:
    """Return how it stands where there is nothing else to tell."""
    is_all = standing.kind == "synced"
    return _("Everything is exchanged.") if is_all else _("It is being exchanged.")


def _noticed_words(state: ReplicaState) -> list[str]:
    """Return that the workspace was put back, or is a copy: what was noticed, done, to check."""
    from mcdesk.application import copied, put_back

    back = put_back.told(state.put_back) if state.put_back is not None else ()
    copy = copied.told(state.copied) if state.copied is not None else ()
    return [with_path(found) for found in (*back, *copy)]


def _trouble_words(standing: Standing) -> list[str]:
    """Return what is wrong, what it means, and when the hub is tried again."""
    trouble = standing.trouble
    if trouble is None:
        return []
    said = [str(getattr(trouble, "title", trouble)), str(getattr(trouble, "advice", ""))]
    if standing.next_at is not None and not standing.is_working:
        again = moment_of(standing.next_at.isoformat())
        said.append(_("It is tried again at {time}.").format(time=f"{again:%H:%M:%S}"))
    return said
