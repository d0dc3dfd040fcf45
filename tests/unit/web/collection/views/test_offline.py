"""The pages for answering offline: down and up, refusals in words, choices where both changed, nobody else's case."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NullObject

from civiscope.report.words.phrases import say
from civiscope.study.questionnaire import Questionnaire
from civiscope.web.collection.domain.saving import save_answer
from civiscope.web.collection.domain.writers import city_writer
from civiscope.web.collection.models import Answer, Case, Origin, Revision
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.collection.rules.given import encoded
from civiscope.web.common.models import AuditEvent
from civiscope.web.common.rules.access import Role
from civiscope.web.studies.domain.fieldwork import close
from civiscope.web.studies.domain.instruments import add_version
from tests.unit.web.collection.field import Field, make_staff
from tests.unit.web.collection.workbooks import edited, filled, plan_of, questionnaire_of

pytestmark = pytest.mark.django_db


def path(field: Field, name: str, city: str = "aa") -> str:
    return f"/answer/{field.cases[city].pk}/{name}"


def download(field: Field, who: str = "ada", city: str = "aa", language: str = "en") -> bytes:
    answer = field.client(who).get(path(field, "workbook.xlsx", city), {"lang": language})
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="officers-{city}-{language}.xlsx"'
    return answer.content


def send(field: Field, content: bytes, client: Client | None = None):  # type: ignore[no-untyped-def]
    file = SimpleUploadedFile("workbook.xlsx", content)
    return (client or field.client("ada")).post(path(field, "workbook"), {"workbook": file})


def changes_of(page: str) -> str:
    found = re.search(r'name="changes" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_workbook_goes_down_up_and_is_saved(field: Field) -> None:
    content = filled(download(field), plan_of(field), {"strategy": "Yes", "staff": 12, "story": "We <b>tried</b>"})
    client = field.client("ben")
    page = send(field, content, client).content.decode()
    assert "3 answers will change." in page
    assert "We &lt;b&gt;tried&lt;/b&gt;" in page
    assert not Answer.objects.exists()
    answer = client.post(path(field, "workbook/save"), {"changes": changes_of(page)}, follow=True)
    assert "3 answers of the workbook were saved." in answer.content.decode()
    saved = Answer.objects.get(case=field.cases["aa"], item="staff")
    assert (saved.value, saved.origin, saved.person) == ('{"":"12"}', Origin.WORKBOOK, field.people["ben"])
    event = AuditEvent.objects.get(action="workbook saved")
    assert event.detail == "3 answers"


def test_unchanged_workbook_says_so(field: Field) -> None:
    page = send(field, download(field)).content.decode()
    assert say("offline_changes_none", "en") in page
    assert "workbook/save" not in page


def test_problems_are_named_by_cell_with_their_question_and_nothing_is_saved(field: Field) -> None:
    answer = send(field, filled(download(field), plan_of(field), {"staff": "19x2", "strategy": "Yes"}))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "2 Team!C5" in page
    assert "“19x2” is not a whole number." in page
    assert "How many people work on it?" in page
    assert not Revision.objects.exists()


def test_conflict_is_a_choice_that_must_be_made(field: Field) -> None:
    case, client = field.cases["aa"].pk, field.client("ada")
    content = filled(download(field), plan_of(field), {"staff": 12, "strategy": "Yes"})
    save_answer(case, "staff", encoded({"": "7"}), 0, city_writer(field.people["ben"]))
    page = send(field, content, client).content.decode()
    assert "(Ben)" in page
    sealed = changes_of(page)
    undecided = client.post(path(field, "workbook/save"), {"changes": sealed})
    assert undecided.status_code == 422
    assert "Choose for “How many people work on it?”" in undecided.content.decode()
    assert not Answer.objects.filter(item="strategy").exists()
    client.post(path(field, "workbook/save"), {"changes": sealed, "choice-staff": "here"})
    assert Answer.objects.get(item="staff").value == '{"":"7"}'
    assert Answer.objects.get(item="strategy").value == '{"":"yes"}'


def test_workbooks_answer_taken_is_the_next_version(field: Field) -> None:
    case, client = field.cases["aa"].pk, field.client("ada")
    content = filled(download(field), plan_of(field), {"staff": 12})
    save_answer(case, "staff", encoded({"": "7"}), 0, city_writer(field.people["ben"]))
    sealed = changes_of(send(field, content, client).content.decode())
    client.post(path(field, "workbook/save"), {"changes": sealed, "choice-staff": "workbook"})
    assert list(Revision.objects.filter(item="staff").values_list("version", "origin")) == [
        (1, "city"),
        (2, "workbook"),
    ]


def test_change_between_looking_and_saving_saves_nothing(field: Field) -> None:
    client = field.client("ada")
    content = filled(download(field), plan_of(field), {"strategy": "Yes", "staff": 12})
    sealed = changes_of(send(field, content, client).content.decode())
    save_answer(field.cases["aa"].pk, "staff", encoded({"": "7"}), 0, city_writer(field.people["ben"]))
    answer = client.post(path(field, "workbook/save"), {"changes": sealed})
    assert answer.status_code == 409
    assert say("offline_changed_again", "en") in answer.content.decode()
    assert not Answer.objects.filter(item="strategy").exists()
    again = changes_of(answer.content.decode())
    client.post(path(field, "workbook/save"), {"changes": again, "choice-staff": "workbook"})
    assert Answer.objects.get(item="staff").value == '{"":"12"}'


@pytest.mark.parametrize("who", ["dora", None])
@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("get", "offline"),
        ("get", "workbook.xlsx"),
        ("get", "questionnaire.html"),
        ("get", "questionnaire.pdf"),
        ("post", "workbook"),
        ("post", "workbook/save"),
        ("post", "confirm"),
    ],
)
def test_nobody_else_reaches_a_case(field: Field, who: str | None, method: str, name: str) -> None:
    client = field.client(who) if who else Client(headers={"host": "localhost"})
    answer = getattr(client, method)(path(field, name))
    assert answer.status_code == (404 if who else 403)


def refused(field: Field, content: bytes) -> str:
    answer = send(field, content)
    assert answer.status_code == 422
    assert not Revision.objects.exists()
    return answer.content.decode()


def test_workbook_of_another_city_is_refused(field: Field) -> None:
    content = download(field, "dora", "bb")
    assert say("offline_refused_case", "en") in refused(field, content)


def test_workbook_of_an_older_version_is_refused(field: Field) -> None:
    content = download(field)
    add_version(field.instrument, questionnaire_of(field))
    assert say("offline_refused_version", "en") in refused(field, content)


def test_changed_signature_is_refused(field: Field) -> None:
    def change(book) -> None:  # type: ignore[no-untyped-def]
        cell = book["civiscope"]["A1"]
        cell.value = cell.value[:10] + ("A" if cell.value[10] != "A" else "B") + cell.value[11:]

    assert say("offline_refused_seal", "en") in refused(field, edited(download(field), change))
    without = edited(download(field), lambda book: book.remove(book["civiscope"]))
    assert say("offline_refused_seal", "en") in refused(field, without)


def test_macro_workbook_bomb_and_other_files_are_refused(field: Field) -> None:
    content, target = download(field), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name))
        archive.writestr("xl/vbaProject.bin", b"")
    assert say("offline_refused_macros", "en") in refused(field, target.getvalue())
    assert say("offline_refused_kind", "en") in refused(field, b"%PDF-1.7")
    assert say("offline_refused_large", "en", limit=5) in refused(field, b"PK" + bytes(6_000_000))
    answer = field.client("ada").post(path(field, "workbook"))
    assert say("offline_refused_none", "en") in answer.content.decode()


@pytest.mark.parametrize("sealed", ["", "nonsense", "a:b:c"])
def test_changes_that_were_not_signed_here_are_refused(field: Field, sealed: str) -> None:
    answer = field.client("ada").post(path(field, "workbook/save"), {"changes": sealed})
    assert answer.status_code == 422
    assert not Revision.objects.exists()


def test_changes_of_another_case_are_refused(field: Field) -> None:
    content = filled(download(field), plan_of(field), {"strategy": "Yes"})
    sealed = changes_of(send(field, content).content.decode())
    answer = field.client("dora").post(path(field, "workbook/save", "bb"), {"changes": sealed})
    assert answer.status_code == 422
    assert not Revision.objects.exists()


@pytest.mark.parametrize("name", ["workbook", "workbook/save"])
def test_case_that_takes_no_answers_takes_no_workbook(field: Field, name: str) -> None:
    content = filled(download(field), plan_of(field), {"strategy": "Yes"})
    sealed = changes_of(send(field, content).content.decode())
    Case.objects.update(state=CaseState.SUBMITTED)
    sent = {"workbook": SimpleUploadedFile("w.xlsx", content), "changes": sealed}
    answer = field.client("ada").post(path(field, name), sent)
    assert answer.status_code == 409
    assert say("offline_closed", "en") in answer.content.decode()
    Case.objects.update(state=CaseState.DRAFT)
    close(field.fieldwork, "service")
    assert field.client("ada").post(path(field, name), sent).status_code == 409
    assert not Revision.objects.exists()


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_questionnaire_can_be_read_and_printed(trilingual: Field, language: str) -> None:
    client = trilingual.client("ben")
    page = client.get(path(trilingual, "questionnaire.html"), {"lang": language}).content.decode()
    assert f'<html lang="{language}"' in page
    assert say("offline_required", language) in page
    assert page.count("<h1") == 1
    answer = client.get(path(trilingual, "questionnaire.pdf"), {"lang": language})
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    text = "\n".join(sheet.extract_text() for sheet in reader.pages)
    assert ("Existe-t-il une stratégie" if language == "fr" else "Is there a strategy?") in text
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/Lang"] == language


def test_staff_read_and_print_the_questionnaire(field: Field) -> None:
    member = make_staff(Role.READER)
    Authenticator.objects.create(user=member, type=Authenticator.Type.TOTP, data={"secret": "secret"})
    client = Client(headers={"host": "localhost"})
    client.force_login(member)
    place = f"/desk/questionnaires/{field.instrument.pk}/questionnaire"
    assert "Is there a strategy?" in client.get(f"{place}.html").content.decode()
    assert client.get(f"{place}.pdf").content.startswith(b"%PDF")
    assert client.get("/desk/questionnaires/999999/questionnaire.pdf").status_code == 404
    assert field.client("ada").get(f"{place}.html").status_code == 302


def test_scripts_in_texts_of_a_questionnaire_stay_texts(field: Field) -> None:
    content = questionnaire_of(field).model_dump_json(exclude_defaults=True)
    hostile = content.replace("Is there a strategy?", "<script>alert(1)</script>").replace("Housing", "=<img src=x>")
    add_version(field.instrument, Questionnaire.model_validate_json(hostile))
    client = field.client("ada")
    for name in ("questionnaire.html", "questionnaire.pdf", "workbook.xlsx"):
        assert client.get(path(field, name)).status_code == 200
    page = client.get(path(field, "questionnaire.html")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert say("offline_changes_none", "en") in send(field, download(field)).content.decode()


def test_the_paper_questionnaire_marks_what_is_not_in_its_language(unphrased: Field) -> None:
    client = unphrased.client("ada")
    page = client.get(path(unphrased, "questionnaire.html"), {"lang": "nl"}).text
    document = page[page.index("<article") : page.index("</article>")]
    assert re.search(r'<article[^>]* lang="nl"', document)
    assert '<p class="cs-subtitle" lang="en">' in document
    assert '<span lang="en">Choose one option; required.</span>' in document
    assert '<th scope="col"><span lang="en">' in document
    assert '<th scope="col">Weak (nl)</th>' in document
    assert f'<span lang="en">{say("offline_own_words", "en")}' in document
    # Dates are said in the language of the sentence around them.
    assert re.search(r'<span lang="en">Version 1 of the questionnaire, of \d+ [A-Z][a-z]+ \d{4}\.</span>', document)
    rest = re.sub(r"<[^>]*>", "", re.sub(r'<(span|p)[^>]* lang="en">.*?</\1>', "", document))
    for phrase in ("Choose", "required", "A whole number", "Asked only if", "in your own words", "Version"):
        assert phrase in document
        assert phrase not in rest


def test_a_paper_questionnaire_in_one_language_marks_nothing(unphrased: Field) -> None:
    page = unphrased.client("ada").get(path(unphrased, "questionnaire.html"), {"lang": "en"}).text
    assert re.findall(r' lang="(..)"', page[page.index("<article") : page.index("</article>")]) == ["en"]


def test_the_paper_questionnaires_pdf_marks_what_is_not_in_its_language(unphrased: Field) -> None:
    content = unphrased.client("ada").get(path(unphrased, "questionnaire.pdf"), {"lang": "nl"}).content
    reader = PdfReader(io.BytesIO(content))
    assert reader.trailer["/Root"]["/Lang"] == "nl"
    assert "en" in {element.get("/Lang") for element in elements_of(reader)}


def elements_of(reader: PdfReader) -> list[DictionaryObject]:
    """The elements of a tagged PDF's structure."""
    found, left = [], [reader.trailer["/Root"]["/StructTreeRoot"].get_object()]
    while left:
        here = left.pop()
        if isinstance(here, DictionaryObject):
            found.append(here)
            left.append(here.get("/K", NullObject()).get_object())
        elif isinstance(here, ArrayObject):
            left += [entry.get_object() for entry in here]
    return found


def test_pages_of_the_workbook_mark_the_studys_texts(unphrased: Field) -> None:
    client = unphrased.client("ada")
    plan = plan_of(unphrased, "nl")
    content = download(unphrased, language="nl")
    file = SimpleUploadedFile("workbook.xlsx", filled(content, plan, {"staff": "many"}))
    page = client.post(f"{path(unphrased, 'workbook')}?lang=nl", {"workbook": file}).text
    assert '<td dir="auto" lang="nl">How many people work on it? (nl)</td>' in page
    assert '<strong lang="nl">2 Team (nl)!C5</strong>' in page
    file = SimpleUploadedFile("workbook.xlsx", filled(content, plan, {"strategy": "Yes (nl)"}))
    page = client.post(f"{path(unphrased, 'workbook')}?lang=nl", {"workbook": file}).text
    assert '<th scope="row" dir="auto" lang="nl">Is there a strategy? (nl)</th>' in page
    assert '<span class="answer-line" dir="auto" lang="nl">Yes (nl)</span>' in page
