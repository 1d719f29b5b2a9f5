"""Who hosts the settings page in tests, and when it has saved."""

from __future__ import annotations

from mcdesk.ui import language, theme


class Host:
    """Keeps the place of backups."""

    def __init__(self, folder) -> None:
        self.backup_folder = None
        self.offered = folder
        self.error = None
        self.titles = []

    def use_backup_folder(self, folder):
        self.backup_folder = folder

    def choose_folder(self, parent, title):
        self.titles.append(title)
        return self.offered

    def backup_job(self, folder):
        def job(desk, progress):
            if self.error:
                raise self.error
            progress(1, 1)
            return folder / "copy.zip"

        return job


class Looks:
    """Keeps language and colours."""

    def __init__(self) -> None:
        self.theme_mode = "light"

    def use_theme(self, mode):
        self.theme_mode = mode
        theme.theme_changed.emit()

    def use_language(self, wanted):
        language.switch(wanted)


def saved(qtbot, page):
    qtbot.waitUntil(lambda: page._words.text() == "Saved")
    qtbot.waitUntil(lambda: not page._reading)
