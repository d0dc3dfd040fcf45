"""Pages of cities from the draft to the receipt: who reaches them, what they refuse, what they show."""

from __future__ import annotations

import hashlib
import re
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from civiscope.web.collection.domain.reopening import ask_reopening, grant_reopening
from civiscope.web.collection.domain.reviewing import correct, note_query, send_queries, settle_query
from civiscope.web.collection.models import Answer, Case, Query, Reopening, SignOff
from civiscope.web.common.models import Message
from civiscope.web.common.rules.access import Role
from civiscope.web.studies.domain.fieldwork import close
from tests.unit.web.collection.field import Field, make_staff
from tests.unit.web.collection.handed_in import answer, answer_all, hand_in, opened, sign_as

ENTIRE = {"name": "Cleo Clerk", "function": "City clerk", "agreed": "1"}


def _seen(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def _step(client: Client, number: int, step: str) -> int:
    return client.post(f"/answer/{number}/step", {"step": step}).status_code


def test_from_draft_to_receipt(field: Field) -> None:
    number = field.cases["aa"].pk
    answer_all(field)
    ben, ada, cleo = (field.client(who) for who in ("ben", "ada", "cleo"))
    assert _step(ben, number, "contribute") == 303
    assert _step(ben, number, "review") == 409
    assert _step(ada, number, "review") == 303
    assert _step(ada, number, "return") == 303
    assert _step(ada, number, "review") == 303
    page = cleo.get(f"/answer/{number}/sign").content.decode()
    assert "Is there a strategy?" in page
    assert "A tale.<br>Of two lines." in page
    done = cleo.post(f"/answer/{number}/sign", {**ENTIRE, "seen": _seen(page)})
    assert (done.status_code, done.headers["Location"]) == (303, f"/answer/{number}/signed/1")
    receipt = cleo.get(f"/answer/{number}/signed/1").content.decode()
    assert SignOff.objects.get().digest in receipt
    assert Case.objects.get(pk=number).state == "submitted"


def test_sign_page_lists_what_is_missing_with_links_and_has_no_form(field: Field) -> None:
    number = field.cases["aa"].pk
    answer(field, "ada", "strategy", {"": "yes"})
    answer(field, "ada", "staff", {"": "many"})
    field.client("ada").post(f"/answer/{number}/step", {"step": "review"})
    client = field.client("cleo")
    page = client.get(f"/answer/{number}/sign").content.decode()
    assert 'role="alert"' in page
    assert f'href="/answer/{number}/section/strategy#strategy_year"' in page
    assert f'href="/answer/{number}/section/team#staff"' in page
    assert 'name="seen"' not in page
    refused = client.post(f"/answer/{number}/sign", {**ENTIRE, "seen": "0" * 64})
    assert refused.status_code == 409
    assert not SignOff.objects.exists()


@pytest.mark.parametrize(
    ("left_out", "told"),
    [("name", "Enter your name."), ("function", "Enter your function"), ("agreed", "Tick the box")],
)
def test_signature_that_is_not_whole_is_refused(field: Field, left_out: str, told: str) -> None:
    number = field.cases["aa"].pk
    answer_all(field)
    field.client("ada").post(f"/answer/{number}/step", {"step": "review"})
    client = field.client("cleo")
    seen = _seen(client.get(f"/answer/{number}/sign").content.decode())
    sent = {**ENTIRE, "seen": seen, left_out: " \n"}
    refused = client.post(f"/answer/{number}/sign", sent)
    assert refused.status_code == 400
    assert told in refused.content.decode()
    assert f'href="#{left_out}"' in refused.content.decode()
    assert not SignOff.objects.exists()


def test_answer_that_changed_meanwhile_is_shown_before_it_is_signed(field: Field) -> None:
    number = field.cases["aa"].pk
    answer_all(field)
    field.client("ada").post(f"/answer/{number}/step", {"step": "review"})
    client = field.client("cleo")
    seen = _seen(client.get(f"/answer/{number}/sign").content.decode())
    answer(field, "ben", "staff", {"": "777"})
    refused = client.post(f"/answer/{number}/sign", {**ENTIRE, "seen": seen})
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "was changed after you opened this page" in page
    assert "777" in page
    # What was ticked was said of other answers.
    assert re.search(r'id="agreed"[^>]* checked', page) is None
    assert client.post(f"/answer/{number}/sign", {**ENTIRE, "seen": _seen(page)}).status_code == 303


def test_colleagues_read_but_do_not_sign(field: Field) -> None:
    number = field.cases["aa"].pk
    answer_all(field)
    field.client("ada").post(f"/answer/{number}/step", {"step": "review"})
    client = field.client("ben")
    page = client.get(f"/answer/{number}/sign").content.decode()
    assert "Cleo" in page
    assert 'name="seen"' not in page
    assert client.post(f"/answer/{number}/sign", {**ENTIRE, "seen": "0" * 64}).status_code == 409


@pytest.mark.parametrize("step", ["", "sign", "approve", "nonsense"])
def test_other_steps_cannot_be_asked_for(field: Field, step: str) -> None:
    assert _step(field.client("ada"), field.cases["aa"].pk, step) == 400


def test_pages_are_closed_to_other_cities_and_strangers(field: Field) -> None:
    hand_in(field)
    number = field.cases["aa"].pk
    note_query(number, "staff", "Sure?", make_staff(Role.REVIEWER))
    dora, ada, nobody = field.client("dora"), field.client("ada"), Client(headers={"host": "localhost"})
    for path in (
        "sign",
        "reopen",
        "queries",
        "history/staff",
        "signed/1",
        "signed/1/receipt.pdf",
        "signed/1/answers.json",
    ):
        assert dora.get(f"/answer/{number}/{path}").status_code == 404, path
        assert nobody.get(f"/answer/{number}/{path}").status_code == 403, path
    for path in ("step", "sign", "reopen", "queries"):
        assert dora.post(f"/answer/{number}/{path}", {"step": "review"}).status_code == 404, path
    assert ada.get(f"/answer/{number}/signed/2").status_code == 404
    assert ada.get(f"/answer/{number}/history/nothing").status_code == 404
    assert not Reopening.objects.exists()


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        (
            "en",
            (
                "Receipt",
                "Is there a strategy?",
                "Housing",
                "parks",
                "Signed by",
                "Of two lines.",
                "Checksum",
                "Its website?",
            ),
        ),
        ("fr", ("Reçu", "Existe-t-il une stratégie", "Logement", "parks", "Signé par", "Somme de contrôle")),
        ("es", ("Recibo", "Is there a strategy?", "Firmado por", "Suma de verificación")),
    ],
)
def test_receipt_is_a_tagged_pdf_with_everything(trilingual: Field, language: str, texts: tuple[str, ...]) -> None:
    signed = hand_in(trilingual)
    answered = trilingual.client("ben").get(f"/answer/{trilingual.cases['aa'].pk}/signed/1/receipt.pdf?lang={language}")
    assert answered.headers["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(answered.content))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for found in (*texts, "Cleo Clerk", "City clerk", "Aaville"):
        assert found in text, found
    assert signed.digest in text.replace(" ", "").replace("\u200b", "")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == language


def test_downloaded_answers_have_the_checksum_of_the_receipt(field: Field) -> None:
    signed = hand_in(field)
    answered = field.client("ada").get(f"/answer/{field.cases['aa'].pk}/signed/1/answers.json")
    assert hashlib.sha256(answered.content).hexdigest() == signed.digest


def test_hostile_words_of_cities_stay_words(field: Field) -> None:
    number = field.cases["aa"].pk
    answer_all(field)
    answer(field, "ada", "story", {"": '<script>alert(1)</script> #import "x" {name} \u202e'})
    field.client("ada").post(f"/answer/{number}/step", {"step": "review"})
    client = field.client("cleo")
    seen = _seen(client.get(f"/answer/{number}/sign").content.decode())
    sent = {"name": "<b>Cleo</b>\r\nBcc: x@example.org", "function": "{link}", "agreed": "1", "seen": seen}
    assert client.post(f"/answer/{number}/sign", sent).status_code == 303
    page = client.get(f"/answer/{number}/signed/1").content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;Cleo&lt;/b&gt; Bcc: x@example.org" in page
    pdf = client.get(f"/answer/{number}/signed/1/receipt.pdf")
    assert "<script>alert(1)</script>" in "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages)


def test_city_replies_to_queries_and_signs_an_amendment(field: Field) -> None:
    hand_in(field)
    number, staff = field.cases["aa"].pk, make_staff(Role.REVIEWER)
    query = note_query(number, "staff", "Really twelve?", staff)
    client = field.client("ada")
    assert "Really twelve?" not in client.get(f"/answer/{number}/queries").content.decode()
    assert client.post(f"/answer/{number}/queries", {"query": query.pk, f"reply:{query.pk}": "Yes"}).status_code == 409
    send_queries(number, staff)
    assert "Really twelve?" in client.get(f"/answer/{number}/section/team").content.decode()
    assert f"/answer/{number}/queries" in client.get(f"/answer/{number}/").content.decode()
    empty = client.post(f"/answer/{number}/queries", {"query": query.pk, f"reply:{query.pk}": " "})
    assert (empty.status_code, f'href="#reply-{query.pk}"' in empty.content.decode()) == (400, True)
    for unknown in ("0", "", "x", "9" * 5000, str(query.pk + 1)):
        sent = {"query": unknown, f"reply:{query.pk}": "Yes", f"reply:{query.pk + 1}": "Yes"}
        assert client.post(f"/answer/{number}/queries", sent).status_code == 409
    assert (
        client.post(f"/answer/{number}/queries", {"query": query.pk, f"reply:{query.pk}": "Thirteen"}).status_code
        == 303
    )
    assert Query.objects.get().reply == "Thirteen"
    answer(field, "ben", "staff", {"": "13"})
    page = field.client("cleo").get(f"/answer/{number}/sign").content.decode()
    assert "What changes from what was signed" in page
    sign_as(field, "cleo")
    text = client.get(f"/answer/{number}/signed/2").content.decode()
    assert re.search(
        f"Amends: Receipt, signed by [^,]+, [^<]+ UTC, checksum {SignOff.objects.get(number=1).digest}", text
    )
    assert "Receipt of amendment 1" in text
    assert "Signed before this amendment" in text
    assert client.get(f"/answer/{number}/signed/1").status_code == 200


def test_lead_asks_for_reopening(field: Field) -> None:
    number = field.cases["aa"].pk
    assert field.client("ada").get(f"/answer/{number}/reopen").status_code == 403
    hand_in(field)
    assert field.client("ben").post(f"/answer/{number}/reopen", {"reason": "Please"}).status_code == 409
    client = field.client("ada")
    assert client.get(f"/answer/{number}/reopen").status_code == 200
    assert client.post(f"/answer/{number}/reopen", {"reason": ""}).status_code == 400
    assert client.post(f"/answer/{number}/reopen", {"reason": "More people."}).status_code == 303
    # A double click is no second request; another reason must not be lost without a word.
    assert client.post(f"/answer/{number}/reopen", {"reason": "More people."}).status_code == 303
    refused = client.post(f"/answer/{number}/reopen", {"reason": "Fewer people."})
    assert (refused.status_code, f'href="/answer/{number}/"' in refused.text) == (409, True)
    assert Reopening.objects.get().reason == "More people."


def test_city_sees_corrections_with_both_values(field: Field) -> None:
    hand_in(field)
    number = field.cases["aa"].pk
    correct(number, "staff", {"": "21"}, 1, make_staff(Role.REVIEWER), "Digits were swapped.")
    client = field.client("ben")
    assert "Digits were swapped." in client.get(f"/answer/{number}/signed/1").content.decode()
    page = client.get(f"/answer/{number}/history/staff?lang=fr").content.decode()
    for text in (">21\u00a0personnes<", ">12\u00a0personnes<", "Corrigée par l’équipe", "Réponse de la ville"):
        assert text in page


def test_review_begins_only_once_the_answers_can_be_signed(field: Field) -> None:
    answer_all(field)
    answer(field, "ada", "strategy_year", {})
    ada, number = field.client("ada"), field.cases["aa"].pk
    refused = ada.post(f"/answer/{number}/step", {"step": "review"}, follow=True)
    assert refused.redirect_chain == [(f"/answer/{number}/sign", 303)]
    assert "The answers cannot be signed yet" in refused.text
    assert "Since which year?" in refused.text
    assert (Case.objects.get(pk=number).state, Message.objects.count()) == ("draft", 0)
    overview = ada.get(f"/answer/{number}/").text
    assert f'<a class="button" href="/answer/{number}/section/strategy">Answer the questions</a>' in overview
    answer(field, "ada", "strategy_year", {"": "2010"})
    assert "Answer the questions" not in ada.get(f"/answer/{number}/").text
    assert ada.post(f"/answer/{number}/step", {"step": "review"}).status_code == 303


def test_whoever_signs_sees_what_staff_entered(field: Field) -> None:
    answer_all(field)
    Answer.objects.filter(item="staff").update(origin="phone")
    page = field.client("cleo").get(f"/answer/{field.cases['aa'].pk}/sign").text
    assert "The programme team entered 1 answer from your city’s phone call" in page


def test_signature_that_is_sent_twice_leads_to_its_receipt(field: Field) -> None:
    number = field.cases["aa"].pk
    answer_all(field)
    ada, client = field.client("ada"), field.client("cleo")
    assert [_step(ada, number, "review") for _ in range(2)] == [303, 303]
    sent = {**ENTIRE, "seen": _seen(client.get(f"/answer/{number}/sign").content.decode())}
    for _ in range(2):
        done = client.post(f"/answer/{number}/sign", sent)
        assert (done.status_code, done.headers["Location"]) == (303, f"/answer/{number}/signed/1")
    assert SignOff.objects.count() == 1
    refused = ada.post(f"/answer/{number}/step", {"step": "review"})
    assert refused.status_code == 409
    # The page's own address takes no language, and a dead end helps nobody.
    assert f'<a class="button" href="/answer/{number}/">' in refused.text
    assert f'href="/answer/{number}/?lang=fr"' in refused.text


def test_what_is_typed_at_one_query_is_saved_with_the_reply_to_another(field: Field) -> None:
    hand_in(field)
    number, staff = field.cases["aa"].pk, make_staff(Role.REVIEWER)
    first, second, third = (note_query(number, item, "Sure?", staff).pk for item in ("staff", "story", "areas"))
    send_queries(number, staff)
    client, path = field.client("ada"), f"/answer/{number}/queries"
    long = client.post(path, {"query": first, f"reply:{first}": "Yes", f"reply:{second}": "x" * 5001})
    assert long.status_code == 400
    assert f'href="#reply-{second}"' in long.text
    assert f'href="#reply-{first}"' not in long.text
    assert not Query.objects.exclude(reply="").exists()
    sent = {"query": first, f"reply:{first}": "Yes", f"reply:{second}": "It is", f"reply:{third}": " "}
    assert client.post(path, sent).headers["Location"] == f"{path}#query-{first}"
    assert dict(Query.objects.values_list("pk", "reply")) == {first: "Yes", second: "It is", third: ""}
    # Ben's page is older than Ada's reply to the second, and says nothing of it.
    Query.objects.filter(pk=second).update(reply="It is indeed")
    again = {"query": third, f"reply:{third}": "Three", f"reply:{second}": "It is", f"was:{second}": "It is"}
    assert field.client("ben").post(path, again).status_code == 303
    assert dict(Query.objects.values_list("pk", "reply")) == {first: "Yes", second: "It is indeed", third: "Three"}


def test_reply_to_a_query_that_was_settled_meanwhile_is_refused_with_a_way_back(field: Field) -> None:
    hand_in(field)
    number, staff = field.cases["aa"].pk, make_staff(Role.REVIEWER)
    query = note_query(number, "staff", "Sure?", staff).pk
    send_queries(number, staff)
    settle_query(number, query, staff)
    refused = field.client("ada").post(f"/answer/{number}/queries", {"query": query, f"reply:{query}": "Yes"})
    assert (refused.status_code, f'href="/answer/{number}/"' in refused.text) == (409, True)


def test_nothing_is_signed_or_handed_over_once_the_wave_is_closed(field: Field) -> None:
    number = field.cases["aa"].pk
    answer_all(field)
    ada, cleo = field.client("ada"), field.client("cleo")
    assert _step(ada, number, "review") == 303
    seen = _seen(cleo.get(f"/answer/{number}/sign").content.decode())
    close(field.fieldwork, "staff:1")
    assert cleo.post(f"/answer/{number}/sign", {**ENTIRE, "seen": seen}).status_code == 409
    assert _step(ada, number, "return") == 409
    assert (SignOff.objects.count(), Case.objects.get(pk=number).state) == (0, "in_review")
    page = cleo.get(f"/answer/{number}/sign").text
    assert ('name="seen"' in page, "once the lead has started the review" in page) == (False, False)
    overview = ada.get(f"/answer/{number}/").text
    assert ('<span class="chip">Wave closed</span>' in overview, 'name="step"' in overview) == (True, False)
    assert "Wave closed" in ada.get("/answer/").text


def test_receipt_names_only_corrections_that_came_after_it(field: Field) -> None:
    hand_in(field)
    number, staff = field.cases["aa"].pk, make_staff(Role.REVIEWER)
    query = note_query(number, "staff", "Sure?", staff).pk
    send_queries(number, staff)
    correct(number, "staff", {"": "21"}, 1, staff, "Digits were swapped.")
    sign_as(field, "cleo")
    settle_query(number, query, staff)
    client = field.client("ada")
    assert "Digits were swapped." in client.get(f"/answer/{number}/signed/1").text
    assert "Digits were swapped." not in client.get(f"/answer/{number}/signed/2").text


def test_overview_tells_what_is_next_of_a_case_that_was_reopened(field: Field) -> None:
    hand_in(field)
    number = field.cases["aa"].pk
    asked = ask_reopening(opened(field, "ada"), "More people.")
    grant_reopening(number, asked.pk, "", make_staff(Role.REVIEWER))
    page = field.client("ada").get(f"/answer/{number}/").text
    assert "change what needs changing, then sign again." in page
    assert "Questions of the programme team" not in page


def test_lead_is_not_told_to_hand_over_to_the_lead(field: Field) -> None:
    answer_all(field)
    path = f"/answer/{field.cases['aa'].pk}/"
    assert "then start the review." in field.client("ada").get(path).text
    assert "then hand them over to the lead." in field.client("ben").get(path).text
