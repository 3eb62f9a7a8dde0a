"""The dossier for programs: what each address answers, and what it says when it is asked wrongly."""

import io
import json
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
import uvicorn
from conftest import TINY, at_most, write_dossier
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.protocols import Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dossier.__main__ import main
from dossier.dates import parse_edtf
from dossier.directory import find_directory
from dossier.export import EXPORTS, Imprint
from dossier.export.shapes import PARTS as RECORDS
from dossier.model import CLAIM_TYPES, EVENT_KINDS
from dossier.opened import open_index
from dossier.view import FILTERS, View
from server import api, health
from server.openapi import FILES, PARTS, openapi_document

REAL = TINY.parents[3] / "data" / "claims.yaml"
APP = Starlette(routes=[*api.routes(), *health.routes()])
LISTS = [f"/api/{part}.json" for part in PARTS]
DATA = [*LISTS, *(f"/api/{name}" for name in FILES)]
ADDRESSES = [*DATA, "/api/schema.json", "/api/openapi.json"]


@pytest.fixture(autouse=True, scope="module")
def on_tiny() -> Iterator[None]:
    """The API reads the tiny dossier."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOSSIER", str(TINY))
        yield


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(APP, base_url="http://site.example")


def ids(answer) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()]


# Addresses


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_answers_and_may_be_read_from_other_sites(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("address", DATA)
def test_data_names_its_version_and_its_kind(client, address, dossier):
    answer = client.get(address)
    assert answer.headers["x-dossier-version"] == dossier.version
    wanted = {f"/api/{name}": kind for name, (kind, _) in FILES.items()}.get(address, "application/json")
    assert answer.headers["content-type"].split(";")[0] == wanted


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_answers_like_get_without_a_body(client, address):
    asked, got = client.head(address), client.get(address)
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["content-type"] == got.headers["content-type"]
    assert asked.headers.get("etag") == got.headers.get("etag")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_browser_that_asks_beforehand_may_send_its_tag(client, address):
    asked = client.options(address, headers={"Origin": "http://else.example", "Access-Control-Request-Method": "GET"})
    assert asked.status_code == 204
    assert "If-None-Match" in asked.headers["access-control-allow-headers"]
    assert asked.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(client, method):
    assert client.request(method, "/api/claims.json").status_code == 405


@pytest.mark.parametrize("address", ["/api/", "/api/claim.json", "/api/claims.xml", "/api/../claims", "/api/a/b"])
def test_an_unknown_address_names_those_that_exist(client, address):
    answer = client.get(address)
    if address != "/api/../claims":
        assert "/api/claims.json" in answer.json()["error"]
    assert answer.status_code == 404


def test_the_list_of_claims_is_that_of_the_document(client):
    document = client.get("/api/dossier.json").json()
    for part in PARTS:
        assert client.get(f"/api/{part}.json").json() == document[part]


@pytest.mark.parametrize(
    ("query", "claims"),
    [
        ("source=quay-post&type=fact", ["closed-july"]),
        ("source=quay-post&type=fact,figure", ["office-cracks", "closed-july"]),
        ("source=quay-post&type=fact&type=figure", ["office-cracks", "closed-july"]),
        ("country=se", ["guild-disagrees", "wirth-safe"]),
        ("likelihood=likely", ["wirth-safe"]),
        ("q=cracks%20-lund", ["office-cracks"]),
        ("q=ANGSTR%C3%96M", []),
        ("known=2021-06", ["lund-closing", "lund-cracks", "guild-disagrees", "wirth-safe"]),
        ("speaker=SE&utm_source=letter", ["wirth-safe", "wirth-repeats"]),
        ("country=&type=fact", ["closed-july"]),
        ("sort=voice&show=table&part=2&type=fact", ["closed-july"]),
    ],
)
def test_query_keys_are_those_of_the_pages(client, query, claims):
    assert ids(client.get(f"/api/claims.json?{query}")) == claims


def test_letters_may_come_as_they_are_typed():
    """`curl` encodes nothing."""
    assert asked_raw("q=Ängström café".encode()) == 200
    assert asked_raw(b"q=\xff\xfe") == 200


def test_links_in_the_data_lead_to_where_the_request_came_in(client, monkeypatch):
    (claim,) = client.get("/api/claims.json?type=fact").json()
    assert claim["url"] == "http://site.example/claims?claim=closed-july"
    monkeypatch.setenv("PUBLIC_URL", "https://public.example/claims/")
    (claim,) = client.get("/api/claims.json?type=fact&n=1").json()
    assert claim["url"] == "https://public.example/claims/claims?claim=closed-july"


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("sources.json?voice=engineers-guild", ["harbour-news"]),
        ("sources.json?known=2021-06", ["harbour-news"]),
        ("questions.json?source=quay-post&type=figure", ["cracks"]),
        ("questions.json?question=cracks", ["cracks"]),
        ("conflicts.json?question=cracks", ["cracks"]),
        ("voices.json?source=harbour-news&type=figure", ["ada-lund"]),
        ("voices.json?source=harbour-news&type=figure&kind=visit", ["ada-lund"]),
        ("voices.json?speaker=SE", ["bo-wirth"]),
        ("voices.json?who=governments&type=figure", ["ada-lund", "survey-office"]),
    ],
)
def test_voices_sources_and_questions_follow_the_view_as_on_the_pages(client, address, names):
    answer = client.get(f"/api/{address}")
    key = "question" if address.startswith("conflicts") else "id"
    assert sorted(item[key] for item in answer.json()) == names


def test_the_document_holds_every_name_that_its_claims_use(client):
    document = client.get("/api/dossier.json?type=figure&source=harbour-news").json()
    assert [claim["id"] for claim in document["claims"]] == ["lund-cracks"]
    assert len(document["voices"]) == len(client.get("/api/voices.json").json())


# Paging


def test_pages_follow_each_other_by_link_and_hold_everything_once(client):
    address, found = "/api/claims.json?country=NO&limit=3", []
    while address:
        answer = client.get(address)
        assert answer.headers["x-total-count"] == "8"
        assert len(answer.json()) <= 3
        found += ids(answer)
        address = answer.links.get("next", {}).get("url")
    assert found == ids(client.get("/api/claims.json?country=NO"))
    assert len(found) == 8


def test_past_the_end_is_an_empty_page(client):
    answer = client.get("/api/claims.json?offset=100")
    assert answer.json() == []
    assert "link" not in answer.headers


@pytest.mark.parametrize(
    "paging", ["limit=0", "limit=-1", "limit=10001", "limit=x", "offset=1e3", "offset=²", "limit="]
)
def test_paging_that_is_no_number_is_refused_by_name(client, paging):
    answer = client.get(f"/api/claims.json?{paging}")
    assert answer.status_code == 400
    assert f"'{paging.partition('=')[0]}'" in answer.json()["error"]


# Sparing what is there already


def test_who_has_it_already_gets_nothing_again(client):
    tag = client.get("/api/claims.json").headers["etag"]
    for held in (tag, tag.removeprefix("W/"), f'"other", {tag}', f'{tag},W/"x"', "*"):
        answer = client.get("/api/claims.json", headers={"If-None-Match": held})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == tag


def test_another_tag_another_query_or_another_version_is_answered_in_full(client, tmp_path, monkeypatch):
    tag = client.get("/api/claims.json").headers["etag"]
    for held in ('W/"other"', tag[:-2] + '"', tag.strip('W/"'), ""):
        assert client.get("/api/claims.json", headers={"If-None-Match": held}).status_code == 200
    assert client.get("/api/claims.json?type=fact", headers={"If-None-Match": tag}).status_code == 200
    assert client.get("/api/claims.csv", headers={"If-None-Match": tag}).status_code == 200
    texts = {f"texts/{file.name}": file.read_text() for file in (TINY.parents[1] / "texts").iterdir()}
    changed = write_dossier(tmp_path, TINY.read_text().replace("Survey of the bridge", "The survey"), texts)
    monkeypatch.setenv("DOSSIER", str(changed))
    assert client.get("/api/claims.json", headers={"If-None-Match": tag}).status_code == 200


# Refusals


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("colour=red", "'colour=red'"),
        ("source=bay-post", "'source=bay-post'"),
        ("country=XX", "'country=XX'"),
        ("from=May", "'from=May'"),
        ("type=rumour", "'type=rumour'"),
        ("likelihood=maybe", "'likelihood=maybe'"),
        ("type=fact&kind=party&kind=visit", "'kind=party'"),
        ("n=many", "'n=many'"),
    ],
)
def test_what_is_not_understood_is_named_and_the_known_keys_too(client, query, named):
    answer = client.get(f"/api/claims.csv?{query}")
    assert answer.status_code == 400
    assert named in answer.json()["error"]
    assert answer.headers["access-control-allow-origin"] == "*"
    assert all(key in answer.json()["error"] for key in (*FILTERS, "limit", "offset"))


@pytest.mark.parametrize("address", DATA)
def test_without_a_dossier_that_can_be_read_the_answer_is_503_and_tells_no_paths(
    client, address, tmp_path, monkeypatch
):
    broken = write_dossier(tmp_path, "dossier: [")
    monkeypatch.setenv("DOSSIER", str(broken))
    answer = client.get(address)
    assert answer.status_code == 503
    assert str(tmp_path) not in answer.text
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


HOSTILE = st.binary(max_size=60) | st.text("%&=+;,\"'*()-^:?#<>{}\x00\\ \nqtype0129AÄ€", max_size=60).map(str.encode)


def asked_raw(query: bytes, headers: dict[bytes, bytes] | None = None) -> int:
    """The status of a request whose query is sent byte by byte, as no well-behaved client would."""

    async def app(scope, receive, send) -> None:
        if scope["type"] == "http":
            kept = [pair for pair in scope["headers"] if pair[0] not in (headers or {})]
            scope = {**scope, "query_string": query, "headers": [*kept, *(headers or {}).items()]}
        await APP(scope, receive, send)

    return TestClient(app).get("/api/claims.json").status_code


@at_most(100)
@given(HOSTILE | st.builds(b"q=%s&limit=%s".__mod__, st.tuples(HOSTILE, HOSTILE)))
def test_no_query_is_too_odd_to_answer(query):
    assert asked_raw(query) in {200, 400}


@pytest.mark.parametrize("host", [b"[", b"]:x", b"a b", b"\xff", b'x"y<z>', b"", b"a:99999999"])
def test_no_host_is_too_odd_to_answer(host):
    assert asked_raw(b"limit=1", {b"host": host}) == 200


# The same everywhere

INDEX_DATES = [parse_edtf(text) for text in ("2019", "2021-05", "2021-05-17", "2021-06/2021-07", "2021-07~")]


def some(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.just(()) | st.lists(st.sampled_from(values), min_size=1, max_size=2).map(tuple)


@st.composite
def views(draw) -> View:
    """Views over what the tiny dossier holds."""
    document = open_index(TINY).dossier
    day = st.none() | st.sampled_from(INDEX_DATES)
    return View(
        country=draw(some(["NO", "SE", "FR"])),
        speaker=draw(some(["NO", "SE"])),
        source=draw(some(list(document.sources))),
        voice=draw(some(list(document.voices))),
        question=draw(some(list(document.questions))),
        topic=draw(some(["safety", "future"])),
        type=draw(some(list(CLAIM_TYPES))),
        kind=draw(some(list(EVENT_KINDS))),
        likelihood=draw(some(["likely", "unlikely"])),
        since=draw(day),
        until=draw(day),
        known=draw(day),
        q=draw(st.sampled_from(["", "bridge", "cracks -lund", '"too early"', "wirth", "Ä\x00 -"])),
    )


def taken_along(form: str, content: bytes) -> list[str]:
    """The ids of the claims in an export."""
    text = content.decode("utf-8-sig") if form != "parquet" else ""
    match form:
        case "json":
            return [claim["id"] for claim in json.loads(text)["claims"]]
        case "csv":
            return pd.read_csv(io.BytesIO(content))["claim"].tolist()
        case "parquet":
            return pd.read_parquet(io.BytesIO(content))["claim"].tolist()
        case "jsonld":
            return [link["url"].rpartition("=")[2] for link in json.loads(text)["@graph"] if link["@type"] == "Claim"]
    raise AssertionError(form)


@at_most(40)
@given(views())
def test_page_api_and_download_hold_the_same_claims_for_the_same_query(view):
    index, client = open_index(TINY), TestClient(APP)
    query = view.query()
    page = [claim.id for claim in index.read(View.parse("claims", query, index.dossier)).claims]
    assert ids(client.get(f"/api/claims.json?{query}")) == page
    for form in ("json", "csv", "parquet"):
        download = EXPORTS[form].export(index.read(View.parse("claims", query, index.dossier)), Imprint("http://a"))
        address = "/api/dossier.json" if form == "json" else f"/api/claims.{form}"
        assert taken_along(form, download) == taken_along(form, client.get(f"{address}?{query}").content) == page


@at_most(40)
@given(views())
def test_lists_of_the_api_hold_what_their_pages_show(view):
    index, client, query = open_index(TINY), TestClient(APP), view.query()
    reading = index.read(View.parse("analysts", query, index.dossier))
    sources = ids(client.get(f"/api/sources.json?{query}"))
    assert sources == [item["id"] for item in client.get(f"/api/sources.csl.json?{query}").json()]
    assert set(sources) == {claim.source for claim in reading.claims}
    voices = {entry.voice.id for entry in find_directory(reading).entries}
    assert set(ids(client.get(f"/api/voices.json?{query}"))) == voices
    shown = {case.question.id for case in (*reading.conflicts, *reading.agreed)}
    assert set(ids(client.get(f"/api/questions.json?{query}"))) == shown
    assert {case["question"] for case in client.get(f"/api/conflicts.json?{query}").json()} <= shown


@at_most(15)
@given(views())
def test_the_command_exports_the_same_claims(tmp_path_factory, view):
    out = tmp_path_factory.mktemp("exported") / "claims.json"
    assert main(["export", "json", str(TINY), "--view", view.query(), "-o", str(out)]) == 0
    assert taken_along("json", out.read_bytes()) == ids(TestClient(APP).get(f"/api/claims.json?{view.query()}"))


# Programs


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A running server."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()  # who comes before the server has started waits
        server = uvicorn.Server(uvicorn.Config(APP, log_level="critical", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def test_pandas_reads_the_addresses(address):
    table = pd.read_csv(f"{address}/api/claims.csv?country=SE")
    assert table["claim"].tolist() == ["guild-disagrees", "wirth-safe"]
    assert table["voice_name"].tolist() == ["The engineers' guild", "Bo Wirth"]
    typed = pd.read_parquet(f"{address}/api/claims.parquet?country=SE")
    assert typed["claim"].tolist() == table["claim"].tolist()
    assert list(typed["countries"][0]) == ["Norway", "Sweden"]
    records = pd.read_json(f"{address}/api/claims.json?country=SE")
    assert records["id"].tolist() == table["claim"].tolist()


def test_pandas_keeps_a_country_whose_code_reads_as_not_available(address):
    """The code of Namibia is NA: the table names countries instead."""
    assert pd.read_csv(f"{address}/api/claims.csv?speaker=SE")["voice_country"].tolist() == ["Sweden", "Sweden"]


# What the API says of itself


def test_the_description_follows_the_standard():
    OpenAPIV31SpecValidator(openapi_document()).validate()


def test_the_description_names_every_address_and_every_filter(client):
    document = client.get("/api/openapi.json").json()
    assert sorted(document["paths"]) == sorted(DATA)
    for path in document["paths"].values():
        assert {parameter["name"] for parameter in path["get"]["parameters"]} - {"limit", "offset"} == set(FILTERS)


DESCRIBED = openapi_document()["components"]


def validator(name: str) -> Validator:
    """Holds answers to what the description says of them."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": DESCRIBED}
    return Draft202012Validator(schema, format_checker=FormatChecker())


def untold(answer: object, name: str) -> list[str]:
    """The fields of an answer, and of what is in it, that the description does not name."""
    schemas = DESCRIBED["schemas"]

    def walk(value: object, schema: dict, path: str) -> Iterator[str]:
        schema = next((part for part in schema.get("anyOf", []) if part != {"type": "null"}), schema)
        schema = schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
        if isinstance(value, list):
            for item in value:
                yield from walk(item, schema["items"], path)
        elif isinstance(value, dict) and "properties" in schema:
            for key, item in value.items():
                if key in schema["properties"]:
                    yield from walk(item, schema["properties"][key], f"{path}.{key}")
                else:
                    yield f"{path}.{key}"

    return sorted(set(walk(answer, schemas[name], name)))


@pytest.mark.parametrize("file", [TINY, REAL], ids=["tiny", "real"])
@pytest.mark.parametrize("part", RECORDS)
def test_every_record_is_as_the_description_says(client, monkeypatch, file, part):
    monkeypatch.setenv("DOSSIER", str(file))
    answer = client.get(f"/api/{part}.json?limit=10000").json()
    assert answer
    held = validator(RECORDS[part])
    assert [error.message for record in answer for error in held.iter_errors(record)] == []
    assert [field for record in answer for field in untold(record, RECORDS[part])] == []


@pytest.mark.parametrize("file", [TINY, REAL], ids=["tiny", "real"])
@pytest.mark.parametrize("query", ["", "known=2024-10-31&country=RU", "q=bridge"])
def test_the_document_is_as_the_description_says(client, monkeypatch, file, query):
    monkeypatch.setenv("DOSSIER", str(file))
    document = client.get(f"/api/dossier.json?{query}").json()
    assert [error.message for error in validator("Document").iter_errors(document)] == []
    assert untold(document, "Document") == []


@pytest.mark.parametrize("part", RECORDS)
def test_a_record_that_lacks_a_field_or_holds_another_kind_of_value_is_found(client, part):
    record = client.get(f"/api/{part}.json").json()[0]
    held = validator(RECORDS[part])
    for key in record:
        assert not held.is_valid({name: value for name, value in record.items() if name != key}), key
        assert not held.is_valid({**record, key: 1.5}), key


def test_the_description_types_every_list(client):
    paths = client.get("/api/openapi.json").json()["paths"]
    for part, name in RECORDS.items():
        schema = paths[f"/api/{part}.json"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert schema == {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


@pytest.mark.parametrize("address", DATA)
def test_the_description_tells_the_kind_of_every_answer(client, address):
    (kind,) = client.get("/api/openapi.json").json()["paths"][address]["get"]["responses"]["200"]["content"]
    assert client.get(address).headers["content-type"].split(";")[0] == kind


def test_the_addresses_that_the_method_page_names_exist():
    words = (Path(__file__).parents[1] / "components" / "assets" / "method.md").read_text()
    named = re.findall(r"/api/[a-z]+\.[a-z]+", words)
    assert len(named) > 5
    assert [address for address in named if address not in ADDRESSES] == []
