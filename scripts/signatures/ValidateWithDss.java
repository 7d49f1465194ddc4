import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/**
 * Judges signatures of PDFs and containers (ASiC) with EU DSS, strictly: what its default policy only warns about (forbidden changes, overlapping
 * fields) fails. No network and no revocation data, which the demo authority does not publish.
 * Arguments: root certificate (DER or PEM), time (ISO 8601), files. One line per signature: file, indication, format, errors.
 */
public class ValidateWithDss {
    private static final String[] STRICT = {
        "PdfAnnotationOverlap", "DocMDP", "FieldMDP", "SigFieldLock", "UndefinedChanges", "ByteRangeCollision",
    };

    public static void main(String[] arguments) throws Exception {
        var roots = new CommonTrustedCertificateSource();
        roots.addCertificate(DSSUtils.loadCertificate(new File(arguments[0])));
        var policy = strictPolicy();
        for (int index = 2; index < arguments.length; index++) {
            var verifier = new CommonCertificateVerifier();
            verifier.setTrustedCertSources(roots);
            var validator = SignedDocumentValidator.fromDocument(new FileDocument(arguments[index]));
            validator.setCertificateVerifier(verifier);
            validator.setValidationTime(Date.from(Instant.parse(arguments[1])));
            var report = validator.validateDocument(new ByteArrayInputStream(policy)).getSimpleReport();
            for (var id : report.getSignatureIdList()) {
                var errors = report.getAdESValidationErrors(id).stream().map(message -> message.getValue()).toList();
                System.out.println(String.join("\t", arguments[index], String.valueOf(report.getIndication(id)),
                    String.valueOf(report.getSignatureFormat(id)), errors.toString()));
            }
        }
    }

    private static byte[] strictPolicy() throws Exception {
        try (InputStream source = ValidateWithDss.class.getResourceAsStream("/policy/constraint.xml")) {
            var text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
            for (var constraint : STRICT) {
                text = text.replaceAll("<" + constraint + " Level=\"\\w+\"", "<" + constraint + " Level=\"FAIL\"");
            }
            text = text.replaceAll("<(RevocationDataAvailable|AcceptableRevocationDataFound) Level=\"\\w+\"", "<$1 Level=\"IGNORE\"");
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
