"""Validates PDF signatures with pyHanko: a request as JSON on stdin, one judgement per file as JSON on stdout."""

import base64
import json
import logging
import sys
from datetime import datetime

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)


def judge(path, roots, at):
    signatures = []
    with open(path, "rb") as handle:
        for embedded in PdfFileReader(handle).embedded_regular_signatures:
            context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=at)
            status = validate_pdf_signature(embedded, context)
            level = status.modification_level
            signatures.append(
                {
                    "field": embedded.field_name,
                    "intact": bool(status.intact),
                    "valid": bool(status.valid),
                    "trusted": bool(status.trusted),
                    "accepted": bool(status.bottom_line),
                    "modification": level.name if level is not None else "UNKNOWN",
                    "docmdpOk": bool(status.docmdp_ok),
                }
            )
    return signatures


def main():
    request = json.load(sys.stdin)
    roots = [Certificate.load(base64.b64decode(der)) for der in request["roots"]]
    at = datetime.fromisoformat(request["at"].replace("Z", "+00:00"))
    answers = []
    for path in request["files"]:
        try:
            answers.append({"file": path, "signatures": judge(path, roots, at)})
        except Exception as error:  # a file that pyHanko refuses is an answer, too
            answers.append({"file": path, "error": f"{type(error).__name__}: {error}", "signatures": []})
    json.dump(answers, sys.stdout)


main()
