"""The application of a server: which page answers at which address, and what is answered to a mistake."""

from __future__ import annotations

import re
import threading
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.requests import Request  # type: ignore[import-not-found, unused-ignore]
from starlette.responses import RedirectResponse, Response  # type: ignore[import-not-found, unused-ignore]

from azmil.errors import AzmilError, Exit, Fault
from azmil.publish.citing import edition
from azmil.publish.server import addresses, guard, pages, render, report, timeline, work
from azmil.publish.server.addresses import replaced, with_parameters
from azmil.publish.server.given import Given
from azmil.publish.server.mistakes import mistakes
from azmil.publish.server.record import record
from azmil.publish.server.replies import Reply
from azmil.publish.site import static, styles
from azmil.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.types import Receive, Scope, Send  # type: ignore[import-not-found, unused-ignore]

    from azmil.errors import Notify
    from azmil.publish.server.guard import Place
    from azmil.publish.server.reading import Reading, Readings

    Page = Callable[[Reading, Given, str], Reply]
    Form = Callable[[Reading, Given, str], tuple[Reply, list[str]]]  # a page without rows, and the names of its fields

NO_PAGE = Fault(
    "an address of a server leads to no page",
    "there is no page '{path}'",
    "start at the first page, or search",
    Exit.USAGE,
)
CANNOT_READ = Fault(
    "a server cannot read its knowledge base: the database is missing, damaged or being replaced",
    "the knowledge base cannot be read at the moment",
    "try again later; the server prints the reason",
)
UNEXPECTED = Fault(
    "an unexpected error occurs in a server, which prints it",
    "an unexpected error occurred: {error}",
    "please report it",
)
FAILED = Fault(
    "a page cannot be shown because of an unexpected error in a server",
    "an unexpected error occurred",
    "please report it with the address of this page; the server prints the reason",
)
LARGEST_KEPT, MOST_KEPT = 512 * 1024, 4 * 1024 * 1024  # bytes of an answer that is kept, and of all
PAGES: tuple[tuple[str, Page], ...] = (
    ("index", pages.start),
    ("reports", pages.report_list),
    ("timeline", timeline.timeline),
    ("conflicts", report.conflicts),
    ("order-of-battle", pages.order_of_battle),
    ("search", pages.search),
)
FOLDERS: dict[str, Page] = {"report": report.report, "r": record, "source": pages.source}
FORMS: dict[Page, Form] = {
    report.report: report.form,
    timeline.timeline: timeline.form,
    pages.search: pages.search_form,
}
SHORT = {"": "index.html", "search": "search.html"}
_PATH = re.compile(r"(?:(report|r|source)/)?([^/]{1,300})\.(html|json)", re.DOTALL)


class Wanted(NamedTuple):
    """What a path leads to: the page, its name in a folder, and whether it is answered as JSON."""

    page: Page
    name: str
    is_json: bool


class Answered(NamedTuple):
    """A body with its status, and the version of the base that it shows; no body if the client has it."""

    body: bytes
    status: int
    version: str
    moved: str | None = None


class Kept:
    """Answers that are kept for the same requests, up to a total size, until the base is replaced."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: dict[tuple[Wanted, str], Answered] = {}
        self._version, self._size = "", 0

    def get(self, version: str, key: tuple[Wanted, str]) -> Answered | None:
        """Return the answer to a request that shows a version of the base, or None."""
        with self._lock:
            return self._answers.get(key) if version == self._version else None

    def keep(self, key: tuple[Wanted, str], answered: Answered) -> None:
        """Keep an answer unless it is large."""
        size = len(answered.body) + len(key[1])
        if size > LARGEST_KEPT:
            return
        with self._lock:
            if answered.version != self._version or self._size + size > MOST_KEPT:
                self._answers.clear()
                self._version, self._size = answered.version, 0
            if key not in self._answers:
                self._answers[key] = answered
                self._size += size


class Application:
    """An ASGI application that answers with pages and JSON."""

    def __init__(self, readings: Readings, doing: work.Work, notes: work.Notes, place: Place, notify: Notify) -> None:
        self.readings = readings
        self.work = doing
        self.notes = notes
        self.place = place
        self.notify = notify  # receives errors that are not the fault of a request
        self.kept = Kept()
        self.styles = (styles() + static("served.css")).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return
        request = Request(scope)
        response = await self._response(request)
        response.headers.update(guard.HEADERS)
        if "content-length" in request.headers or "transfer-encoding" in request.headers:
            response.headers["connection"] = "close"  # the body is not read
        await response(scope, receive, send)

    async def _response(self, request: Request) -> Response:
        path = request.scope["path"].removeprefix("/")
        is_json = path.endswith(".json")
        length = len(request.scope.get("raw_path", b"")) + len(request.scope["query_string"])
        size = sum(len(name) + len(value) for name, value in request.scope["headers"])
        try:
            error = guard.refusal(self.place, request.method, length, request.headers, size)
            if error is not None:
                return self._mistake(error, path, is_json=is_json)
            if path == "site.css":
                return Response(self.styles, media_type="text/css", headers={"cache-control": "max-age=300"})
            if path == "favicon.ico":
                return Response(status_code=204)
            return await self._page(request, path)
        except AzmilError as raised:
            return self._mistake(raised, path, is_json=is_json)
        except Exception as raised:  # noqa: BLE001 - no request may end the server, or show a traceback
            self.notify(UNEXPECTED(error=f"{type(raised).__name__}: {raised}"[:300]))
            return self._mistake(FAILED(), path, is_json=is_json)

    async def _page(self, request: Request, path: str) -> Response:
        wanted = _wanted(SHORT.get(path, path))
        query = request.scope["query_string"].decode("latin-1")
        known = request.headers.get("if-none-match", "")
        found = await self.work.do(partial(self._answered, wanted, query, known))
        if found.moved is not None:
            return RedirectResponse(found.moved, 302)
        headers = {"etag": f'W/"{found.version}"', "cache-control": "no-cache"}
        if found.status == HTTPStatus.BAD_REQUEST:
            headers = {"cache-control": "no-store"}
        kind = "application/json" if wanted.is_json else "text/html"
        if found.status == HTTPStatus.NOT_MODIFIED:
            return Response(status_code=304, headers=headers)
        return Response(found.body, found.status, headers, f"{kind}; charset=utf-8")

    def _answered(self, wanted: Wanted, query: str, known: str) -> Answered:
        """Return the body of a page; called in a thread. If the base is replaced meanwhile, it is read again."""
        version = self.readings.version()
        if version in known:
            return Answered(b"", HTTPStatus.NOT_MODIFIED, version)
        if (kept := self.kept.get(version, (wanted, query))) is not None:
            return kept
        given = Given(query)
        for _ in range(3):
            notes = self.notes.collect()
            reading = self.readings.current()
            try:
                reply = wanted.page(reading, given, wanted.name)
            except AzmilError as error:
                reply = self._form(wanted, reading, given, error)
            if self.readings.version() == reading.version:
                break
        if reply.moved is not None:
            up = "../" if "/" in reply.path else ""
            moved = reply.moved if not wanted.is_json else f"{reply.moved.removesuffix('.html')}.json"
            return Answered(b"", 302, reading.version, with_parameters(up + moved, replaced(given)))
        shown = list(dict.fromkeys(map(render.note_of, notes)))
        current = edition(reading.frame)
        if (cited := given.one("v")) is not None and cited not in (current, reading.site.values["short"]):
            shown.append(f"the citation names version {cited}; this is version {current}, which may differ")
        if wanted.is_json:
            body = render.data(reply, reading.about(), shown)
        else:
            body = render.html(reply, reading.site.values, shown)
        if reply.mistakes:
            return Answered(body, HTTPStatus.BAD_REQUEST, reading.version)
        answered = Answered(body, HTTPStatus.OK, reading.version)
        self.kept.keep((wanted, query), answered)
        return answered

    def _form(self, wanted: Wanted, reading: Reading, given: Given, error: AzmilError) -> Reply:
        """Return the form of a page as it was sent, with what is wrong; raise the error if it is not about a form."""
        form = FORMS.get(wanted.page)
        if form is None or wanted.is_json or _status_of(error, "") != HTTPStatus.BAD_REQUEST:
            raise error
        reply, fields = form(reading, given, wanted.name)
        self.notes.collect()  # notes about single fields are not shown
        found = mistakes(lambda alone: wanted.page(reading, alone, wanted.name), given, error, fields)
        reply.mistakes = {name: render.note_of(raised) for name, raised in found}
        return reply

    def _mistake(self, error: AzmilError, path: str, *, is_json: bool) -> Response:
        """Return the answer to a request that cannot be answered."""
        status = _status_of(error, path)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR and error.fault not in (work.BUSY, work.TOO_SLOW, FAILED):
            self.notify(error)
            error = CANNOT_READ()
        headers = {"cache-control": "no-store"}
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["allow"] = "GET, HEAD"
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            headers["retry-after"] = "5"
        if is_json:
            body = render.written({"error": error.message, "hint": error.hint, "status": status})
            return Response(body, status, headers, "application/json; charset=utf-8")
        site: Mapping[str, Any] = {"documents": [], "version": __version__, "short": ""}
        if (reading := self.readings.last) is not None and status not in guard.STATUS.values():
            site = reading.site.values
        return Response(_error_page(error, status, path, site), status, headers, "text/html; charset=utf-8")


_HEADINGS = {400: "Invalid request", 404: "Not found", 503: "Not available", 500: "Error"}


def _error_page(error: AzmilError, status: int, path: str, site: Mapping[str, Any]) -> bytes:
    """Return the page that says what is wrong and what to do."""
    folder, _, name = path.rpartition("/")
    is_record = status == HTTPStatus.NOT_FOUND and folder == "r"
    values = {
        "heading": _HEADINGS.get(status, "Invalid request"),
        "message": error.message.rstrip("."),
        "hint": error.hint,
        "sought": re.sub(r"\.(html|json)$", "", name).replace("-", " ")[:100] if is_record else "",
    }
    return render.html(Reply(path, values["heading"], "served/error.html", values, {}), site)


def _status_of(error: AzmilError, path: str) -> int:
    if error.fault in guard.STATUS:
        return guard.STATUS[error.fault]
    if error.fault in (NO_PAGE, addresses.NO_REPORT):
        return 404
    if error.fault is FAILED:
        return 500
    if error.fault.code != Exit.USAGE:
        return 503
    return 404 if error.values.get("name") == _name_in(path) and path.startswith(("r/", "source/")) else 400


def _name_in(path: str) -> str | None:
    found = _PATH.fullmatch(path)
    return found[2] if found else None


def _wanted(path: str) -> Wanted:
    """Return what a path leads to; raise AzmilError if there is no such page."""
    found = _PATH.fullmatch(path)
    page = None
    if found is not None:
        page = dict(PAGES).get(found[2]) if found[1] is None else FOLDERS[found[1]]
    if found is None or page is None:
        raise NO_PAGE(path=path[:200])
    return Wanted(page, found[2], found[3] == "json")
