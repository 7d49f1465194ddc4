"""An agency's own system, written from exchange-protocol.md alone ("section" means that page's): it sends documents, collects (section 9: others
cannot call it), and answers. Needs Python 3.9 and openssl 3. All it knows stands in FOLDER, on disk before anybody is told that it is kept:
  me.json         {"deployment": "du-lieu-1", "code": "H99.77", "name": "Trung tâm Dữ liệu"}, as the directory has them
  system.pem      openssl req -x509 -newkey rsa:3072 -nodes -days 730 -subj /CN=H99.77 -keyout system.pem -out system.pem
  deployment.pem  openssl genpkey -algorithm ed25519 -out deployment.pem
  directory.pem   the public key of the directory's authority, brought by hand. The authority is brought, for this agency's entry, what these say:
                  openssl x509 -in system.pem -outform DER | openssl base64 -A;  openssl pkey -in deployment.pem -pubout -outform DER | openssl base64 -A
exchange-example.py FOLDER directory ADDRESS                     takes the directory that another deployment holds
exchange-example.py FOLDER send CODE NUMBER SUBJECT FILE [ID]    sends a PDF, as the answer to ID; says its id once the receipt is kept
exchange-example.py FOLDER collect                               takes what waits, says each message in a line of JSON
exchange-example.py FOLDER status CODE ID SEQUENCE STATUS [MORE] says what became of ID; MORE is JSON, '{"verdict": "valid"}'
exchange-example.py FOLDER deliver ID                            goes on with a message that was cut
"""
import base64, datetime, hashlib, json, os, pathlib, random, ssl, subprocess, sys, tempfile, time, urllib.request, uuid

HOME = pathlib.Path(sys.argv[1])
ME = json.loads((HOME / "me.json").read_bytes())
UNKNOWN = (OSError, ValueError, LookupError, StopIteration, subprocess.CalledProcessError)
class NoRedirect(urllib.request.HTTPRedirectHandler): redirect_request = lambda *_: None
def now(): return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:23] + "Z"
def b64(data): return base64.b64encode(data).decode()
def sha256(data): return hashlib.sha256(data).hexdigest()
def written(value): return json.dumps(value, ensure_ascii=False).encode()
def parts(thing): return {name: base64.b64decode(thing[name]) for name in ("content", "signature")}
def said_in(thing): return json.loads(parts(thing)["content"])
def about(thing): return {"messageId": said_in(thing)["messageId"], "messageSha256": sha256(parts(thing)["content"])}
def kept(name): return (HOME / name).read_bytes()
def keep(name, data):
    with open(HOME / "new", "wb", buffering=0) as file: file.write(data), os.fsync(file.fileno())
    os.replace(HOME / "new", HOME / name)

def openssl(command, **files):
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items(): pathlib.Path(folder, name).write_bytes(data)
        return subprocess.run(["openssl", *command.split()], cwd=folder, capture_output=True, check=True).stdout

def signed(value):
    """Section 3: a signed thing by our system key."""
    signature = openssl("cms -sign -binary -cades -md sha256 -in content -signer pem -outform DER", content=written(value), pem=kept("system.pem"))
    return {"content": b64(written(value)), "signature": b64(signature)}

def opened(thing, agency):
    """What an agency signed with one of the keys that the directory names for it today."""
    current = [ssl.DER_cert_to_PEM_cert(base64.b64decode(one["certificate"])) for one in agency["certificates"]
               if one["purpose"] == "signing" and one["from"] <= now() < min(one["until"] or "9", one["revokedAt"] or "9")]
    openssl("cms -verify -binary -cades -inform DER -in signature -content content -nointern -certfile pem -CAfile pem -partial_chain "
            "-purpose any", **parts(thing), pem="".join(current).encode())
    return said_in(thing)

def attempt(method, address, path, body=None, **headers):
    """Section 6: one request, signed by our deployment key; the body of its answer."""
    digest, nonce = f"sha-256=:{b64(hashlib.sha256(body or b'').digest())}:", base64.urlsafe_b64encode(os.urandom(18)).decode()
    signing = ('("@method" "@target-uri" "content-digest")'
               f';created={int(time.time())};nonce="{nonce}";keyid="{ME["deployment"]}";alg="ed25519";tag="vanban-exchange"')
    base = f'"@method": {method}\n"@target-uri": {address + path}\n"content-digest": {digest}\n"@signature-params": {signing}'
    signature = openssl("pkeyutl -sign -rawin -inkey key -in base", key=kept("deployment.pem"), base=base.encode())
    headers = {"Content-Type": "application/json", "Content-Digest": digest, "Signature-Input": "vanban=" + signing,
               "Signature": f"vanban=:{b64(signature)}:", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return urllib.request.build_opener(NoRedirect).open(urllib.request.Request(address + path, body, headers, method=method), timeout=30).read()

def directory(address=None):
    """Section 4: the list that is kept, or that of another deployment. A program that is more than an example heeds endorsements too."""
    thing = json.loads(attempt("GET", address, "/directory") if address else kept("directory.json"))
    openssl("pkeyutl -verify -rawin -pubin -inkey key -in content -sigfile signature", key=kept("directory.pem"), **parts(thing))
    if address and not ((HOME / "directory.json").exists() and said_in(thing)["serial"] < directory()["serial"]): keep("directory.json", written(thing))
    return said_in(thing)

def agency(code):
    """Who bears this code today, with the address of its deployment."""
    known = directory()
    found = next(one for one in known["agencies"] if code in [one["code"], *(a["code"] for a in one["aliases"] if (a["until"] or "9") >= now()[:10])])
    if found["successor"] and found["successor"]["from"] <= now()[:10]: return agency(found["successor"]["code"])
    return {**found, "address": next(one["address"] for one in known["deployments"] if one["id"] == found["deployment"])}

def message(kind, code, **members):
    """Section 5: made once, kept, then delivered."""
    ident = str(uuid.UUID(int=int(time.time() * 1000) << 80 | 7 << 76 | 2 << 62 | random.SystemRandom().getrandbits(76) & ~(3 << 62)))
    keep("sent." + ident, written(signed({
        "format": "vanban-message/1", "kind": kind, "messageId": ident, "sentAt": now(), "critical": [], "links": [], "treeHead": None,
        "sender": {"code": ME["code"], "name": ME["name"]}, "recipient": {"code": code, "name": agency(code)["name"]}, **members})))
    return deliver(ident)

def deliver(ident):
    """Sections 6 and 7: from the top with the same bytes, a week long, until a signed answer ends it."""
    thing = json.loads(kept("sent." + ident))
    to = agency(said_in(thing)["recipient"]["code"])
    for pause in [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, *[600] * 1000]:
        time.sleep(pause * random.uniform(0.5, 1))
        try:
            answer = offer(thing, to["address"], f"/messages/{ME['code']}/{ident}")
            said = opened(answer.get("receipt", answer), to)
            if about(thing).items() <= said.items() and said.get("type") not in ("/problems/clock-skew", "/problems/sender-mismatch"):
                keep("answer." + ident, written(answer))
                return "refused: " + said["detail"] if "type" in said else ident
        except UNKNOWN as unknown: print("asked again:", unknown, getattr(unknown, "stderr", ""), file=sys.stderr)

def offer(thing, address, path):
    """What the other side says in the end: that it holds all, or why not."""
    try:
        answer = json.loads(attempt("POST", address, "/messages", written(thing)))
        while answer["state"] == "files-wanted":
            for file in answer["files"]:
                data, at = kept("file." + file["sha256"]), file["offset"]
                attempt("PUT", address, f"{path}/files/{file['sha256']}", data[at:at + (8 << 20)], Content_Type="application/octet-stream",
                        Content_Range=f"bytes {at}-{min(at + (8 << 20), len(data)) - 1}/{len(data)}")
            answer = json.loads(attempt("POST", address, path + "/commit", b""))
        return answer
    except urllib.error.HTTPError as problem: return json.loads(problem.read())

def send(code, number, subject, file, answered=None):
    data, asked = pathlib.Path(file).read_bytes(), answered and said_in(json.loads(kept("taken." + answered)))
    keep("file." + sha256(data), data)
    return message("reply" if asked else "document", code, links=[{"type": "answers", "sender": asked["sender"]["code"], "messageId": answered,
        "documentId": asked["document"]["documentId"]}] if asked else [], files=[{"name": pathlib.Path(file).name, "mediaType": "application/pdf",
        "size": len(data), "sha256": sha256(data), "pages": None, "role": "main"}], document={
        "documentId": f"{ME['code']},{now()[:10].replace('-', '/')},{number}/CV", "codeNumber": number, "codeNotation": "CV", "typeCode": "cong-van",
        "typeName": "Công văn", "issuedOn": now()[:10], "subject": subject, "language": "vi", "pageAmount": None, "priority": 0, "replyBy": None,
        "signer": {"position": None, "fullName": None}, "description": None, "paperFollows": False})

def status(code, ident, sequence, said, more="{}"):
    return message("receipt", code, receipt={"of": about(json.loads(kept("taken." + ident))), "sequence": int(sequence), "code": said, "at": now(),
        "by": ME["name"], "reasonCode": None, "reason": None, "verdict": "pending", "arrivalNumber": None, **json.loads(more)})

def collect():
    """Section 9: what waits for us at each other deployment; one that cannot be asked, or sends what is not right, keeps us from no other."""
    for address in [one["address"] for one in directory()["deployments"] if one["address"] and one["id"] != ME["deployment"]]:
        try:
            while waiting := json.loads(attempt("GET", address, "/waiting"))["messages"]:
                for one in waiting: take(address, one["sender"], one["messageId"])
        except UNKNOWN as unknown: print("to be asked again:", address, unknown, getattr(unknown, "stderr", ""), file=sys.stderr)

def take(address, sender, ident):
    """Section 6, "Receiving": on disk with its files and receipt, then answered; by the same receipt when it comes again."""
    path, answer = f"/waiting/{sender}/{ident}", "answer." + ident
    if not (HOME / answer).exists():
        thing = json.loads(attempt("GET", address, path))
        said = opened(thing, agency(sender))
        if (said["format"], said["messageId"], said["recipient"]["code"], said["critical"]) != ("vanban-message/1", ident, ME["code"], []):
            raise ValueError("not a message to us of which we understand all")
        for sha in [file["sha256"] for file in said.get("files", [])]:
            keep("file." + sha, attempt("GET", address, f"{path}/files/{sha}"))
            if sha256(kept("file." + sha)) != sha: raise ValueError("other bytes than were announced")
        keep("taken." + ident, written(thing))
        keep(answer, written(signed({"format": "vanban-transport-receipt/1", **about(thing), "sender": said["sender"],
                                     "recipient": said["recipient"], "storedAt": now(), "treeHead": None})))
        print(json.dumps(said, ensure_ascii=False))
    attempt("POST", address, path + "/receipt", kept(answer))

print({"directory": lambda address: directory(address)["serial"], "send": send, "collect": collect, "status": status,
       "deliver": deliver}[sys.argv[2]](*sys.argv[3:]) or "")
