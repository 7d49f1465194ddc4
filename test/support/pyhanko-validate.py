"""Validates PDF signatures with pyHanko: a request as JSON on stdin, one judgement per file as JSON on stdout."""

import base64
import json
import logging
import sys
from datetime import datetime

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)


def context_of(reader, roots, at):
    """A file that brings validation data must bring all of it: then revocation is checked, and with that data alone."""
    options = {"trust_roots": roots, "allow_fetching": False, "moment": at}
    if "/DSS" not in reader.root:
        return ValidationContext(**options)
    store = DocumentSecurityStore.read_dss(reader)
    return store.as_validation_context({**options, "revocation_mode": "hard-fail"})


def judge(path, roots, at):
    signatures = []
    timestamps = []
    with open(path, "rb") as handle:
        reader = PdfFileReader(handle)
        for embedded in reader.embedded_regular_signatures:
            status = validate_pdf_signature(embedded, context_of(reader, roots, at))
            level = status.modification_level
            stamp = status.timestamp_validity
            signatures.append(
                {
                    "field": embedded.field_name,
                    "intact": bool(status.intact),
                    "valid": bool(status.valid),
                    "trusted": bool(status.trusted),
                    "accepted": bool(status.bottom_line),
                    "modification": level.name if level is not None else "UNKNOWN",
                    "docmdpOk": bool(status.docmdp_ok),
                    "stamped": bool(stamp is not None and stamp.intact and stamp.trusted),
                }
            )
        for embedded in reader.embedded_timestamp_signatures:
            status = validate_pdf_timestamp(embedded, context_of(reader, roots, at))
            accepted = status.intact and status.valid and status.trusted
            level = status.modification_level
            timestamps.append(
                {
                    "field": embedded.field_name,
                    "accepted": bool(accepted and level in (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES)),
                }
            )
    return {"signatures": signatures, "timestamps": timestamps}


def main():
    request = json.load(sys.stdin)
    roots = [Certificate.load(base64.b64decode(der)) for der in request["roots"]]
    at = datetime.fromisoformat(request["at"].replace("Z", "+00:00"))
    answers = []
    for path in request["files"]:
        try:
            answers.append({"file": path, **judge(path, roots, at)})
        except Exception as error:  # a file that pyHanko refuses is an answer, too
            answers.append({"file": path, "error": f"{type(error).__name__}: {error}", "signatures": [], "timestamps": []})
    json.dump(answers, sys.stdout)


main()
