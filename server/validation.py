"""`/validate`, asked by GET: the form for people, a description for programs. The gate takes what is posted."""

from flask import Blueprint, Response, jsonify, render_template, request

from server.jobs import negotiate, report, upload
from server.limits import MEGABYTE
from server.site import site

routes = Blueprint("validation", __name__)


@routes.get("/validate")
def form() -> Response:
    """Say how to validate."""
    kind, _ = negotiate.choose(request.headers.get("Accept", ""), {"application/json": "", "text/html": ""})
    if kind == "application/json":
        return jsonify(
            method="POST",
            accepts=[*upload.MEDIA_TYPES, upload.MULTIPART, upload.FORM],
            answers=list(report.WRITERS),
            options=upload.OPTIONS,
            field=upload.DOCUMENT,
            bytes=site().limits.upload,
            seconds=site().limits.timeout,
        )
    page = render_template("validate.html", upload=upload, report=report, megabytes=site().limits.upload // MEGABYTE)
    return Response(page, content_type="text/html; charset=utf-8")
