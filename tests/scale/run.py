#!/usr/bin/env python3
"""Many files, some of them broken: every good one has to come out right, every broken one has to be named.

    python3 tests/scale/run.py target/release/newscorp [--files 50000] [--broken 500] [--small 5000] [--jobs 2]

Makes the files in a temporary folder by rule (about 200 MB on disk for 50,000), runs `extract` over a small and over the
whole number of them, and checks: as many records as good files, each with its own place and figure in it; as many failures
as broken files, each named once in --errors; exit code 1; the same peak of memory for both runs, but for 15 %.
Exit code 0 if all of it holds. Needs Python 3.9 and Linux (/proc), nothing else.
"""
import argparse, bz2, gzip, io, json, lzma, os, shutil, subprocess, sys, tarfile, tempfile, time, zipfile

PLACES = ["Portsea", "Halverton", "Kisumi", "Vesper", "Lowford", "Tarn", "Ellmouth", "Cinder Ridge"]


def story(i):
    place = PLACES[i % len(PLACES)]
    return (f"Bridge {i} reopens in {place}",
            [f"{place.upper()}, 21 June 2025 - The bridge reopened on Monday after repairs that cost ${i + 1} million, city "
             "engineer Maria Lopez said.",
             "\"Traffic fell by 12 per cent,\" she said. The mayor declined to comment on the delay of three weeks."])


def text(i):
    title, parts = story(i)
    return ".txt", (title + "\n\n" + "\n\n".join(parts) + "\n").encode()


def html(i):
    title, parts = story(i)
    body = "".join(f"<p>{part}</p>" for part in parts)
    menu = "".join(f"<li><a href=/{n}>Section {n}</a></li>" for n in range(30))
    return ".html", (f"<!doctype html><html><head><title>{title}</title></head><body><ul>{menu}</ul>"
                     f"<article><h1>{title}</h1>{body}</article></body></html>").encode()


def post(i):
    title, parts = story(i)
    body = "".join(f"<p>{part}</p>" for part in parts)
    return ".json", json.dumps({"id": i, "type": "post", "date": "2025-06-21T10:00:00", "link": f"https://example.org/{i}",
                                "title": {"rendered": title}, "content": {"rendered": body}}).encode()


def line(i):
    title, parts = story(i)
    return ".ndjson", json.dumps({"id": str(i), "title": title, "text": "\n\n".join(parts), "language": "en"}).encode() + b"\n"


def mail(i):
    title, parts = story(i)
    return ".eml", (f"From: desk@example.org\nSubject: {title}\nDate: Sat, 21 Jun 2025 10:00:00 +0000\n"
                    "Content-Type: text/plain; charset=utf-8\n\n" + "\n\n".join(parts) + "\n").encode()


def packed(i):
    return ".txt.gz", gzip.compress(text(i)[1], mtime=0)


def feed(i):
    title, parts = story(i)
    body = "".join(f"<p>{part}</p>" for part in parts)
    return ".rss", (f"<?xml version='1.0'?><rss version='2.0'><channel><title>The Desk</title><item><title>{title}</title>"
                    f"<link>https://example.org/{i}</link><description><![CDATA[{body}]]></description></item></channel></rss>"
                    ).encode()


GOOD = [text, html, post, line, mail, packed, feed, text]


def zipped(inner):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", inner)
    return out.getvalue()


def tarred(name, inner):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(inner)
        archive.addfile(info, io.BytesIO(inner))
    return out.getvalue()


NOISE = bytes((i * 2654435761 >> 13) & 255 for i in range(6000))
WHOLE = text(1)[1] * 20
# Each of these is one input that cannot be read at all.
BROKEN = [
    (".txt", b""), (".txt", b" \n\t\r\n" * 500), (".txt", NOISE), (".html", b""), (".json", b""),
    (".json", post(1)[1][:-40]), (".json", b'{"hello": [1, 2, 3]}'), (".json", b"[" * 20000),
    (".json", b'{"a":' * 20000 + b"1" + b"}" * 20000), (".ndjson", b""), (".ndjson", b"{bad\n"),
    (".ndjson", b'{"id":"x","text":7}\n'), (".txt.gz", gzip.compress(WHOLE, mtime=0)[:60]),
    (".txt.gz", b"\x1f\x8b\x08\x00" + NOISE), (".txt.gz", gzip.compress(gzip.compress(WHOLE))),
    (".txt.bz2", bz2.compress(WHOLE)[:40]), (".txt.xz", lzma.compress(WHOLE)[:40]), (".txt.zst", b"\x28\xb5\x2f\xfd" + b"\xff" * 200),
    (".zip", zipped(WHOLE)[:50]), (".tar", tarred("a.zip", zipped(WHOLE))), (".html.gz", gzip.compress(b"<" * (80 << 20), 9)),
    (".warc", b"WARC/1.0\r\nContent-Length: many\r\n\r\n"), (".rss", b"<?xml version='1.0'?><rss><channel><item><title>x</titel>"),
    (".txt", b"%PDF-1.7\n" + NOISE), (".eml", b"From: a@example.org\nSubject: x\nDate: Sat, 21 Jun 2025 10:00:00 +0000\n"
             b"MIME-Version: 1.0\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"),
]


def make(root, files, broken):
    """The good files by path, with the number of each; the paths of the broken ones."""
    every = max(1, files // max(1, broken))
    good, bad = {}, set()
    for i in range(files):
        folder = os.path.join(root, f"{i // 1000:03d}")
        os.makedirs(folder, exist_ok=True)
        breaks = i % every == every // 2 and len(bad) < broken
        if breaks:
            ending, content = BROKEN[len(bad) % len(BROKEN)]
        else:
            ending, content = GOOD[i % len(GOOD)](i)
        path = os.path.join(folder, f"{i:06d}{ending}")
        with open(path, "wb") as file:
            file.write(content)
        if breaks:
            bad.add(path)
        else:
            good[path] = i
    return good, bad


def run(binary, root, jobs, place):
    """-> exit code, peak of memory in MB, wall seconds"""
    out, errors = os.path.join(place, "out"), os.path.join(place, "errors")
    begun = time.time()
    with open(out, "wb") as stdout, open(os.path.join(place, "said"), "wb") as stderr:
        child = subprocess.Popen([binary, "extract", "-j", str(jobs), "--errors", errors, root], stdout=stdout, stderr=stderr)
        peak = 0
        while child.poll() is None:
            try:
                with open(f"/proc/{child.pid}/status") as status:
                    peak = max([peak] + [int(l.split()[1]) for l in status if l.startswith("VmHWM")])
            except OSError:
                pass
            time.sleep(0.02)
    return child.returncode, peak / 1024, time.time() - begun


def check(place, good, bad):
    wrong = []
    seen = set()
    with open(os.path.join(place, "out"), encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            path, body = record["article"]["input"]["path"], record["article"]["text"]
            number = good.get(path)
            if number is None or path in seen:
                wrong.append(f"{path}: not expected")
                continue
            seen.add(path)
            values = {figure["value"] for figure in record["figures"] or []}
            if "The bridge reopened on Monday" not in body or (number + 1) * 1e6 not in values:
                wrong.append(f"{path}: its place or its figure is missing: {sorted(values)}")
            if not any(claim["cue"]["text"] == "said" for claim in record["claims"] or []):
                wrong.append(f"{path}: nobody said it")
    wrong += [f"{path}: not reported" for path in good.keys() - seen]
    with open(os.path.join(place, "errors"), encoding="utf-8") as lines:
        named = [json.loads(line)["error"]["path"].split("#")[0] for line in lines]
    wrong += [f"{path}: failed, not expected" for path in set(named) - bad]
    wrong += [f"{path}: broken, not named" for path in bad - set(named)]
    return seen, named, wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--files", type=int, default=50000)
    parser.add_argument("--broken", type=int, default=500)
    parser.add_argument("--small", type=int, default=5000)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    peaks, fine = [], True
    for files in (given.small, given.files):
        place = tempfile.mkdtemp(prefix="newscorp-scale-")
        root = os.path.join(place, "in")
        good, bad = make(root, files, given.broken * files // given.files)
        code, peak, seconds = run(os.path.abspath(given.binary), root, given.jobs, place)
        seen, named, wrong = check(place, good, bad)
        peaks.append(peak)
        fine &= not wrong and code == 1 and len(seen) == len(good) and len(named) == len(bad)
        print(f"{files} files: {len(seen)} of {len(good)} right, {len(named)} of {len(bad)} named, exit {code}, "
              f"peak {peak:.0f} MB, {seconds:.0f} s")
        print("\n".join(wrong[:20]))
        shutil.rmtree(place)
    fine &= peaks[1] <= 1.15 * peaks[0] + 1
    print("holds" if fine else "does not hold")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
