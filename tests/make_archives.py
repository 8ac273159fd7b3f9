#!/usr/bin/env python3
"""Writes the packed files of fixtures/archive and tests/broken, the same bytes on every machine.

    python3 tests/make_archives.py        # from the root of the project; Python 3 alone is needed

The texts are our own. Run it after a change here, then the tests with TRYCMD=overwrite, and read the difference.
"""
import bz2, gzip, io, lzma, struct, tarfile, zipfile, zlib
from pathlib import Path

GOOD, BROKEN = Path("fixtures/archive"), Path("tests/broken")

LANTERN = """Lantern festival moves to the canal

By Ines Varga

HOLMSTEAD, 4 March 2025 - The lantern festival will move from the old market to the canal this year, the town council said on
Tuesday. "The market is too small for 9,000 visitors," said council leader Petra Lund. The move will cost 120,000 euros.
"""

ORCHARD = """Frost takes a third of the orchard harvest

By Tom Ashby

HOLMSTEAD, 2 March 2025 - Growers around Holmstead have lost about a third of this year's apples to two nights of frost, the
growers' union said on Sunday. Its chair, Marek Dolan, said that prices would rise by 10 per cent before the autumn.
"""

SCHOOL = """New school opens with half its teachers

HOLMSTEAD, 1 September 2025 - The new school on Mill Street opened on Monday with 14 of the 28 teachers that it needs,
headteacher Ruth Adeyemi said. "We will manage until Christmas," she said.
"""


def joined(text):
    """Paragraphs on lines of their own."""
    return "\n\n".join(part.strip().replace("\n", " ") for part in text.split("\n\n")) + "\n"


LANTERN, ORCHARD, SCHOOL = joined(LANTERN), joined(ORCHARD), joined(SCHOOL)


def page(title, paragraphs, head=""):
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return (f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title} | Holmstead Herald</title>"
            f"<meta property=og:site_name content='Holmstead Herald'>{head}</head><body><nav><a href=/>Home</a> <a href=/sport>Sport</a>"
            f"</nav><article><h1>{title}</h1>{body}</article><footer>Holmstead Herald, all rights reserved</footer></body></html>").encode()


BRIDGE = page("Swing bridge stays shut until May", [
    "The swing bridge over the Holm will stay shut until May, the harbour authority said on Friday, after divers found cracks in two of "
    "its four piers.", "“We cannot open it to lorries before the steel is replaced,” said harbour engineer Olga Brandt. The repair will "
    "cost 2.3 million euros, twice what was planned.", "About 6,000 vehicles crossed the bridge every day before it was closed in January."],
    "<meta property='article:published_time' content='2025-03-14T08:30:00+01:00'><meta name=author content='Ines Varga'>")
TRAM = page("Night trams return at weekends", [
    "Night trams will run again on Fridays and Saturdays from next week, the transport company said on Monday, three years after they "
    "were cut.", "“People asked for nothing else as often,” spokesman Jan Rehak said. A ride will cost 3.20 euros and the line will be "
    "served every 40 minutes. See <a href='/tickets'>tickets and fares</a>."],
    "<meta property='article:published_time' content='2031-01-01T00:00:00Z'>")


def gz(data):
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as f:
        f.write(data)
    return out.getvalue()


def zst(data):
    """A frame of zstd with the bytes as they are, in one block."""
    assert len(data) < 1 << 17
    return b"\x28\xb5\x2f\xfd\x80" + struct.pack("<BI", 0x58, len(data))[:5] + struct.pack("<I", len(data) << 3 | 1)[:3] + data


def tar(members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def record(kind, url, block, media="application/http; msgtype=response", length=None):
    return (f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-03-17T21:10:05Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{zlib.crc32(block):012d}>\r\nContent-Type: {media}\r\n"
            f"Content-Length: {len(block) if length is None else length}\r\n\r\n").encode() + block + b"\r\n\r\n"


def http(body, more="", media="text/html; charset=utf-8", status="200 OK"):
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}\r\n".encode() + body


def chunked(data, size=300):
    parts = [data[i:i + size] for i in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


SITE = "https://www.herald.example"
WARC = [
    record("warcinfo", "", b"software: made by hand\r\n", "application/warc-fields"),
    record("request", SITE + "/news/swing-bridge", b"GET /news/swing-bridge HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
    record("response", SITE + "/news/swing-bridge", http(chunked(gz(BRIDGE)), "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n")),
    record("response", SITE + "/2025/03/17/night-trams", http(TRAM)),
    record("response", SITE + "/old", http(b"<h1>Not found</h1>", status="404 Not Found")),
    record("response", SITE + "/logo.png", http(b"\x89PNG\r\n\x1a\n", media="image/png")),
    record("resource", SITE + "/archive/orchard.txt", ORCHARD.encode(), "text/plain"),
]
POST = (b'{"id":7,"date":"2025-05-02T09:00:00","date_gmt":"2025-05-02T07:00:00","link":"https://www.herald.example/choir","type":"post",'
        b'"title":{"rendered":"Choir sings in the empty pool"},"content":{"rendered":"<p>The town choir will sing in the empty swimming '
        b'pool on Sunday, conductor Lea Moritz said. Tickets cost 12 euros.</p>","protected":false}}')
NDJSON = (b'{"id":"n1","title":"Ferry fares frozen","text":"Ferry fares will stay at 4.50 euros, the operator said on Monday.","published":"2025-06-02"}\n'
          b'{"id":"n2","title":"Lighthouse sold","text":"The lighthouse was sold for 310,000 euros, its keeper Ada Holm said.","published":"2025-06-03"}\n')

GOOD.mkdir(parents=True, exist_ok=True)
good = {
    "crawl.warc.gz": b"".join(map(gz, WARC)),
    "week.tar.gz": gz(tar([("2025/lantern.txt", LANTERN.encode()), ("2025/cover.png", b"\x89PNG\r\n\x1a\n"), ("2025/.notes", b"x"),
                           ("2025/school.txt.gz", gz(SCHOOL.encode()))])),
    "bundle.zip": zipped([("choir.json", POST), ("pages/bridge.html", BRIDGE)]),
    "school.txt.zst": zst(SCHOOL.encode()),
    "lantern.txt.xz": lzma.compress(LANTERN.encode()),
    "briefs.ndjson.bz2": bz2.compress(NDJSON),
}
lie = record("response", SITE + "/lie", http(b"<p>This record says that it is longer than it is.</p>"), length=10**9)
whole = record("response", SITE + "/2025/03/17/night-trams", http(TRAM))
deep = tar([("inner.zip", zipped([("a.txt", SCHOOL.encode())])), ("school.txt", SCHOOL.encode())])
broken = {
    "cut.txt.gz": gz(LANTERN.encode())[:200],
    "damaged.txt.xz": bytes(b ^ (0x55 if 30 < i < 60 else 0) for i, b in enumerate(lzma.compress(LANTERN.encode()))),
    "twice.txt.gz": gz(gz(LANTERN.encode())),
    "cut.warc.gz": b"".join(map(gz, WARC[2:4]))[:-200],
    "lies.warc": lie + whole,
    "nested.tar": deep,
    "cut.zip": zipped([("choir.json", POST)])[:-40],
    "pictures.tar.gz": gz(tar([("cover.png", b"\x89PNG\r\n\x1a\n")])),
}
for folder, files in ((GOOD, good), (BROKEN, broken)):
    for name, data in files.items():
        (folder / name).write_bytes(data)
