"""The logo of printed forms: what is frozen keeps the one it had."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from mcdesk.application.logo import house_on
from mcdesk.application.views import Extent, FormHeader
from mcdesk.errors import Refused, Trouble
from mcdesk.exchange.logo import check_logo
from mcdesk.procedure import commands as do
from mcdesk.procedure.period import Period
from mcdesk.procedure.stage import Label
from mcdesk.reports.audit import print_audit
from mcdesk.reports.binder import print_binder
from mcdesk.reports.booklet import print_booklet
from mcdesk.reports.catalogue import print_catalogue
from mcdesk.reports.form import print_form
from mcdesk.reports.register import print_register
from mcdesk.reports.statement import print_statement
from tests.asking import form_of
from tests.conftest import TODAY
from tests.walk import Walker, create, set_up


def image(path, colour="navy", size=(200, 90)):
    Image.new("RGB", size, colour).save(path)
    return path


def half(path):
    """Cut a file in two."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def printed(desk, kind: str, way: str) -> bytes:
    out = BytesIO()
    print_form(desk.sheet(form_of(desk, kind), way), out)
    return out.getvalue()


def test_a_logo_stands_on_what_is_printed_from_now_on_and_not_on_what_is_signed(app, at, tmp_path):
    desk = at("discussion")
    signed, draft = printed(desk, "R1", "frozen"), printed(desk, "R2", "draft")
    digest, _size = desk.store_file(image(tmp_path / "uph.png"))
    desk.execute(do.SetLogo(file=digest, name="uph.png"))
    assert desk.settings_view().logo == "uph.png"
    assert printed(desk, "R1", "frozen") == signed
    assert b"/Subtype /Image" in printed(desk, "R2", "draft")
    desk.execute(do.ChangeForm(form="MC-1/R1", reason="a slip"))
    desk.execute(do.SetValue(form="MC-1/R1", path="topic", new="Digital contracts anew"))
    desk.execute(do.FreezeForm(form="MC-1/R1"))
    with_logo = printed(desk, "R1", "frozen")
    assert b"/Subtype /Image" in with_logo
    binder = desk.binder("MC-1")
    assert binder.logo == desk.file_path(digest)
    first, second, *_more = next(f.sheets for f in binder.forms if f.line.kind == "R1")
    assert (first.logo, second.logo) == (None, binder.logo)
    other, _size = desk.store_file(image(tmp_path / "new.png", "red"))
    desk.execute(do.SetLogo(file=other, name="new.png"))
    desk.execute(do.SetLogo())
    assert printed(desk, "R1", "frozen") == with_logo
    assert printed(desk, "R2", "draft") == draft
    assert app.check(desk.store.path) == ()


def test_a_clock_that_is_behind_changes_no_signed_print(at, tmp_path):
    desk = at("discussion")
    signed = printed(desk, "R1", "frozen")
    digest, _size = desk.store_file(image(tmp_path / "late.png"))
    with desk.at(TODAY - timedelta(days=30)):
        desk.execute(do.SetLogo(file=digest, name="late.png"))
    assert printed(desk, "R1", "frozen") == signed


def test_a_logo_that_is_not_kept_is_refused(at):
    with pytest.raises(Refused) as caught:
        at().execute(do.SetLogo(file="0" * 64, name="x.png"))
    assert caught.value.code == "no_file"


def test_only_images_that_print_well_are_taken(tmp_path):
    check_logo(image(tmp_path / "good.jpg"))
    (tmp_path / "text.png").write_text("no image")
    for bad in (
        tmp_path / "text.png",
        tmp_path / "none.png",
        image(tmp_path / "small.png", size=(20, 20)),
        image(tmp_path / "kind.bmp"),
        image(tmp_path / "large.png", size=(9000, 9000)),
        half(image(tmp_path / "half.jpg", size=(900, 900))),
    ):
        with pytest.raises(Trouble) as caught:
            check_logo(bad)
        assert caught.value.code == "no_logo"


def test_a_logo_and_the_name_of_the_house_head_every_other_paper(at, tmp_path):
    desk = at("timeline")
    digest, _size = desk.store_file(image(tmp_path / "uph.png"))
    create(desk, "MC-2")
    waiting = Walker(desk, "MC-2")
    waiting.fill("R1", {"topic": "Digital contract law", "reason": "plh"})
    waiting.freeze("R1")

    since, until = date(2026, 1, 1), date(2026, 12, 31)

    def papers() -> list[bytes]:
        made = []
        for print_, view in (
            (print_statement, desk.statement(desk.person_id, since, until)),
            (print_catalogue, desk.catalogue("MC-1")),
            (print_audit, desk.audit(Extent(since, until))),
            (print_binder, desk.binder("MC-1")),
            (print_register, desk.register(Period("2026/2027", "odd"))),
            (print_booklet, desk.booklet("HSP-LAW")),
        ):
            out = BytesIO()
            print_(view, out)
            made.append(out.getvalue())
        return made

    images = [paper.count(b"/Subtype /Image") for paper in papers()]
    desk.execute(do.SetSetting(key="university", value="A University"))
    desk.execute(do.SetLogo(file=digest, name="uph.png"))
    made = papers()
    assert [paper.count(b"/Subtype /Image") for paper in made] == [n + 1 for n in images]
    for paper in made:
        first = PdfReader(BytesIO(paper)).pages[0]
        assert len(first.images) >= 1
        assert "A University" in first.extract_text()


def test_a_logo_that_is_no_image_gives_way_to_the_name_of_the_house(at, tmp_path):
    desk = at("discussion")
    before = printed(desk, "R2", "draft")
    (tmp_path / "text.png").write_text("no image")
    digest, _size = desk.store_file(tmp_path / "text.png")
    desk.execute(do.SetLogo(file=digest, name="text.png"))
    assert printed(desk, "R2", "draft") == before


def test_what_is_signed_keeps_the_names_of_the_house_that_it_was_frozen_under(app, at):
    desk = at("discussion")
    signed = printed(desk, "R1", "frozen")
    head = desk.sheet(form_of(desk, "R1"), "frozen").header
    desk.execute(do.SetSetting(key="university", value="Universitas Baru"))
    desk.execute(do.SetSetting(key="name", value="Another name"))
    desk.execute(do.SetSetting(key="contacts", value="Room 7"))
    draft = desk.sheet(form_of(desk, "R2"), "draft").header
    assert (draft.house, draft.workspace) == ("Universitas Baru · Another name", "Another name")
    assert draft.contacts == "Room 7"
    kept = desk.sheet(form_of(desk, "R1"), "frozen").header
    assert (kept.house, kept.workspace, kept.contacts) == (head.house, head.workspace, "")
    assert printed(desk, "R1", "frozen") == signed
    desk.execute(do.ChangeForm(form="MC-1/R1", reason="a slip"))
    desk.execute(do.SetValue(form="MC-1/R1", path="topic", new="Digital contracts anew"))
    desk.execute(do.FreezeForm(form="MC-1/R1"))
    again = printed(desk, "R1", "frozen")
    desk.execute(do.SetSetting(key="university", value="Universitas Lama"))
    desk.execute(do.SetSetting(key="name", value="Name of old"))
    kept = desk.sheet(form_of(desk, "R1"), "frozen").header
    assert (kept.house, kept.contacts) == ("Universitas Baru · Another name", "Room 7")
    assert printed(desk, "R1", "frozen") == again
    assert app.check(desk.store.path) == ()


def test_a_name_that_is_to_hold_later_does_not_stand_on_what_was_frozen_before_it_does(at):
    desk = at("discussion")
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    before = desk.sheet(form_of(desk, "R1"), "frozen").header
    desk.execute(do.SetSetting(key="name", value="Tomorrow's name", since=tomorrow))
    desk.execute(do.ChangeForm(form="MC-1/R1", reason="a slip"))
    desk.execute(do.SetValue(form="MC-1/R1", path="topic", new="Digital contracts anew"))
    desk.execute(do.FreezeForm(form="MC-1/R1"))
    with desk.at(TODAY + timedelta(days=2)):
        assert desk.sheet(form_of(desk, "R2"), "draft").header.workspace == "Tomorrow's name"
        assert desk.sheet(form_of(desk, "R1"), "frozen").header.workspace == before.workspace


def test_a_name_that_was_taken_back_does_not_stand_on_what_is_frozen_afterwards(at):
    desk = at("discussion")
    before = desk.sheet(form_of(desk, "R1"), "frozen").header
    done = desk.execute(do.SetSetting(key="name", value="A slip"))
    desk.execute(do.UndoEvent(of=done.events[0]))
    desk.execute(do.ChangeForm(form="MC-1/R1", reason="a slip"))
    desk.execute(do.SetValue(form="MC-1/R1", path="topic", new="Digital contracts anew"))
    desk.execute(do.FreezeForm(form="MC-1/R1"))
    assert desk.sheet(form_of(desk, "R1"), "frozen").header.house == before.house


def header(workspace, house=""):
    given = dict.fromkeys(("card_id", "code", "title_en", "title_id", "lead_sme", "designer",
                           "number", "scope"), "")  # fmt: skip
    none = Label("", "")
    return FormHeader(**given, programme=none, faculty=none, version=1, round=1, loop=1,
                      sample=False, workspace=workspace, house=house)  # fmt: skip


@pytest.mark.parametrize("name", ["CTL team workspace", "Ruang kerja tim CTL"])
def test_a_workspace_without_a_name_of_its_own_heads_no_paper(name):
    """What the program calls a new workspace is nobody's name on a letter."""
    assert house_on(header(name)) == ""
    assert house_on(header(name, "Universitas Contoh")) == "Universitas Contoh"
    assert house_on(header("CTL of the UPH")) == "CTL of the UPH"


def test_a_letter_of_an_unnamed_workspace_has_no_such_line(app, at, tmp_path):
    desk = app.create(tmp_path / "plain.mcdesk", "CTL team workspace", "CTL-01")
    set_up(desk)
    walker = Walker(desk)
    walker.fill("R1", {"topic": "Digital contract law", "reason": "plh"})
    walker.freeze("R1")
    form = next(line.form_id for line in desk.page("MC-1").all_forms if line.kind == "R1")
    out = BytesIO()
    print_form(desk.sheet(form, "frozen"), out)
    assert "CTL team workspace" not in PdfReader(out).pages[0].extract_text()
    app.close(desk)
