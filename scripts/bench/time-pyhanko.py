"""Times pyHanko on the same work: a request as JSON on stdin, milliseconds of each run as JSON on stdout."""

import asyncio
import base64
import io
import json
import logging
import sys
import time

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)


def timed(runs, work):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return times


def main():
    request = json.load(sys.stdin)
    signer = signers.SimpleSigner.load_pkcs12(request["p12"], passphrase=request["pin"].encode())
    with open(request["unsigned"], "rb") as handle:
        unsigned = handle.read()
    with open(request["signed"], "rb") as handle:
        signed = handle.read()
    meta = signers.PdfSignatureMetadata(
        field_name="leader",
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.FILL_FORMS,
        subfilter=SigSeedSubFilter.PADES,
    )
    roots = [Certificate.load(base64.b64decode(request["root"]))]

    def sign():
        writer = IncrementalPdfFileWriter(io.BytesIO(unsigned))
        asyncio.run(signers.PdfSigner(meta, signer).async_sign_pdf(writer))

    def verify():
        reader = PdfFileReader(io.BytesIO(signed))
        for embedded in reader.embedded_regular_signatures:
            validate_pdf_signature(embedded, ValidationContext(trust_roots=roots, allow_fetching=False))

    sign()
    verify()
    json.dump({"sign": timed(request["runs"], sign), "verify": timed(request["runs"], verify)}, sys.stdout)


main()
