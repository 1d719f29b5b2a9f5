"""The one style sheet: selectors by widget class and by the properties `kind`, `role`, `state`.

None is for labels within something else: for each label of the program Qt would ask all that it
lies in for their properties.
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from mcdesk import resources

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHEET = Template("""
QToolTip { background: $card; color: $ink; border: 1px solid $line; padding: 4px 6px; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $faint; font-size: ${small}pt; }
QLabel[role="caption"] { color: $faint; font-size: ${small}pt; font-weight: 600; }
QLabel[phase="plan"] { color: $phase_plan; }
QLabel[phase="build"] { color: $phase_build; }
QLabel[phase="launch"] { color: $phase_launch; }
QLabel[role="badge"] { background: $bad; color: $panel; border-radius: 7px; padding: 1px 5px;
    font-size: ${small}pt; font-weight: 600; min-width: 8px; }
QLabel[role="note"] { background: $accent_soft; color: $ink; border-radius: 6px; padding: 8px; }
QLabel[role="chip"] { background: $chip; color: $muted; border-radius: 4px; padding: 1px 6px;
    font-size: ${small}pt; }
QLabel[role="toast"] { color: $panel; }
QLabel[state="accent"] { color: $accent; }
QLabel[state="good"] { color: $good; }
QLabel[state="warn"] { color: $warn; }
QLabel[state="bad"] { color: $bad; }
QLabel[role="chip"][state="good"] { background: $good_soft; color: $good; }
QLabel[role="chip"][state="warn"] { background: $warn_soft; color: $warn; }
QLabel[role="chip"][state="bad"] { background: $bad_soft; color: $bad; }
QLabel[role="chip"][state="accent"] { background: $accent_soft; color: $accent; }
QFrame[role="panel"] { background: $card; border: 1px solid $line; border-radius: 8px; }
QFrame[role="panel"][state="chosen"] { background: $accent_soft; border: 1px solid $accent; }
QFrame[role="bar"] { background: $panel; border: none; border-bottom: 1px solid $line; }
QFrame[role="side"] { background: $panel; border: none; border-left: 1px solid $line; }
QFrame[role="nav"] { background: $panel; border: none; border-right: 1px solid $line; }
QFrame[role="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="toast"] { background: $ink; border-radius: 8px; }
QFrame[role="banner"] { background: $warn_soft; border: none; border-bottom: 1px solid $line; }
QFrame[role="banner"][state="sample"] { background: $accent_soft; }

QPushButton, QToolButton { background: $card; color: $ink; border: 1px solid $line;
    border-radius: 6px; padding: 5px 12px; }
QToolButton { padding: 4px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked { background: $column; }
QPushButton:focus, QToolButton:focus { border: 1px solid $accent; }
QPushButton:disabled, QToolButton:disabled { color: $faint; background: $column;
    border-color: $column; }
QPushButton[kind="primary"] { background: $accent; color: $accent_ink; border-color: $accent;
    font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 3px double $accent_ink; padding: 3px 10px; }
QPushButton[kind="primary"]:disabled { background: $column; color: $faint; border-color: $column; }
QPushButton[kind="danger"] { color: $bad; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] { background: transparent;
    border-color: transparent; color: $muted; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $column;
    color: $ink; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border: 1px solid $accent; }
QToolButton[kind="arrow"] { background: transparent; border: none; padding: 0; }
QToolButton[kind="arrow"]:hover { background: $column; }
QToolButton[kind="quiet"]:checked { background: $accent_soft; color: $accent; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent;
    color: $accent; padding: 1px 2px; text-align: left; font-weight: 600; }
QPushButton[kind="link"][flush="yes"] { padding-left: 0; border-left: 0; }
QPushButton[kind="link"][state="bad"] { color: $bad; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 1px solid $accent; border-radius: 4px; }
QPushButton[kind="link"]:disabled { color: $faint; }
QPushButton[kind="chip"], QToolButton[kind="chip"] { background: $card; color: $ink;
    border: 1px solid $line; border-radius: 12px; padding: 3px 10px; min-height: 16px; }
QPushButton[kind="chip"]:hover, QToolButton[kind="chip"]:hover { background: $hover; }
QPushButton[kind="chip"]:checked, QToolButton[kind="chip"]:checked,
QToolButton[kind="chip"][state="on"] { background: $accent_soft; color: $accent;
    border-color: $accent; }
QPushButton[kind="chip"]:focus, QToolButton[kind="chip"]:focus { border: 2px solid $accent;
    padding: 2px 9px; }
QToolButton[kind="chip"]::menu-indicator, QPushButton::menu-indicator,
QToolButton[kind="quiet"]::menu-indicator { image: none; width: 0; }
QPushButton[kind="nav"] { background: transparent; border: 1px solid transparent; color: $muted;
    text-align: left; padding: 7px 10px; }
QPushButton[kind="nav"]:hover { background: $column; color: $ink; }
QPushButton[kind="nav"]:checked { background: $accent_soft; color: $accent; font-weight: 600; }
QPushButton[kind="nav"]:focus { border: 1px solid $accent; }
QPushButton[kind="toast"] { background: transparent; color: $toast_link; border: none;
    font-weight: 600; padding: 2px 6px; }
QPushButton[kind="toast"]:hover, QPushButton[kind="toast"]:focus { text-decoration: underline; }
QPushButton[kind="choice"] { text-align: left; padding: 10px 12px; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QComboBox {
    background: $field; color: $ink; border: 1px solid $edge; border-radius: 6px;
    padding: 4px 7px; selection-background-color: $accent; selection-color: $accent_ink; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus,
QDateEdit:focus, QComboBox:focus { border: 1px solid $accent; }
QLineEdit[state="bad"], QPlainTextEdit[state="bad"], QTextEdit[state="bad"],
QDateEdit[state="bad"], QComboBox[state="bad"] { border: 1px solid $bad; }
QComboBox[state="warn"] { border: 1px solid $warn; color: $warn; }
QLineEdit:read-only, QPlainTextEdit:read-only, QTextEdit:read-only, QLineEdit:disabled,
QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled, QDateEdit:disabled,
QSpinBox:disabled, QDoubleSpinBox:disabled { background: $window; color: $muted;
    border-color: $line; }
QLineEdit:read-only:focus, QPlainTextEdit:read-only:focus,
QTextEdit:read-only:focus { border-color: $accent; }
QTextBrowser, QTextBrowser:read-only { background: $card; color: $ink; padding: 12px; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 22px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url($icons/fixed-down.svg); width: 14px;
    height: 14px; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button,
QDoubleSpinBox::down-button { border: none; width: 18px; background: transparent; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url($icons/fixed-up.svg); width: 11px;
    height: 11px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url($icons/fixed-down.svg);
    width: 11px; height: 11px; }
QComboBox QAbstractItemView { background: $card; color: $ink; border: 1px solid $line;
    selection-background-color: $selection; selection-color: $ink; outline: none; padding: 2px; }
QListView[kind="offered"] { background: $card; color: $ink; border: 1px solid $line;
    outline: none; padding: 2px; }
QListView[kind="offered"]::item { padding: 3px 6px; border: none; }
QListView[kind="offered"]::item:selected { background: $selection; color: $ink; }

QCheckBox, QRadioButton { spacing: 8px; padding: 2px 0; }
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator, QTableView::indicator,
QTreeView::indicator { width: 14px; height: 14px; border: 1px solid $edge; background: $field; }
QCheckBox::indicator, QListView::indicator, QTableView::indicator, QTreeView::indicator {
    border-radius: 4px; }
QCheckBox::indicator:checked, QListView::indicator:checked, QTableView::indicator:checked,
QTreeView::indicator:checked { background: $accent; border-color: $accent;
    image: url($icons/fixed-check-$name.svg); }
QRadioButton::indicator { border-radius: 8px; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent;
    background: $accent_ink; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QCheckBox::indicator:focus { border-color: $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $faint; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; }
QCheckBox::indicator:checked:disabled { background: $faint; }
QRadioButton::indicator:checked:disabled { border-color: $faint; }

QMenu { background: $card; color: $ink; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::icon:checked { margin-left: 4px; padding: 1px 0 1px 3px; border: 1px solid $accent;
    border-radius: 4px; background: $accent_soft; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenuBar { background: $panel; color: $ink; border-bottom: 1px solid $line; }
QMenuBar::item { padding: 4px 10px; background: transparent; }
QMenuBar::item:selected { background: $selection; }

QListWidget, QTreeWidget, QTableWidget, QTableView { background: $card; color: $ink;
    border: 1px solid $line; border-radius: 6px; outline: none;
    selection-background-color: $selection; selection-color: $ink; gridline-color: $line; }
QListWidget::item { padding: 5px 8px; border-radius: 4px; }
QListWidget::item:selected, QTreeWidget::item:selected { background: $selection; color: $ink; }
QListWidget::item:hover { background: $hover; }
QListWidget:focus, QTreeWidget:focus, QTableWidget:focus,
QTableView:focus { border: 1px solid $accent; }
QHeaderView::section { background: $window; color: $muted; border: none;
    border-bottom: 1px solid $line; padding: 5px 8px; font-weight: 600; }
QTableView[kind="cells"]::item { padding: 0 5px; }
QTableView[kind="grid"] QHeaderView::section { padding: 2px; font-weight: 400; }
QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget[role="page"] { background: transparent; }
QSplitter::handle { background: $line; }
QProgressBar { background: $column; border: none; border-radius: 3px; max-height: 6px;
    min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar::tab { background: transparent; color: $muted; padding: 6px 13px 7px 13px;
    border: 1px solid transparent; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:hover { color: $ink; }
QTabBar::tab:selected:focus { background: $accent_soft; border-color: $accent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $thumb; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def style_sheet(colours: Mapping[str, str], base: float) -> str:
    """Return the program's style sheet in the named `colours`, text around `base` points."""
    return _SHEET.substitute(
        colours,
        title=f"{base * 1.4:.2f}",
        small=f"{base * 0.89:.2f}",
        icons=(resources.root() / "icons").as_posix(),
    )
