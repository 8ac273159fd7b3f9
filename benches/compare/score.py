#!/usr/bin/env python3
"""Scores `newscorp compare` against the hand-made gold of the project's own stories.

    python3 benches/compare/score.py --bin target/release/newscorp [-v] [--held-out]

Reads src/data/training/w7-*.xml (six stories of five outlets each) and w7-stories.json, or two stories of four articles that
were written, with their gold, before anything was seen of what the tool makes of them. A finding is matched so:
  agreed      one to one, best first: passages overlap the gold's evidence in two articles or more (half of the shorter of
              both), and the sets of articles have a Jaccard index of 0.5 or more
  differ      one to one, those of the same kind first: two different sides of the gold have evidence that overlaps passages of two different sides
  look-alikes a pair of texts that the gold says must not be set against each other stands on two sides of a difference
  provenance  one to one, by article: the passages overlap, or one name of whom it relies on holds the other
  timeline    one to one: the same first day (by month or year where the gold has no day), at least half of the articles
"""
import argparse, glob, html, json, os, re, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..", "src", "data", "training")


def articles():
    plain = lambda marked: html.unescape(re.sub(r"<[^>]+>", "", marked))
    found = []
    for name in sorted(glob.glob(os.path.join(ROOT, "w7-*.xml"))):
        for head, body in re.findall(r"<article ([^>]*)>(.*?)</article>", open(name, encoding="utf-8").read(), re.S):
            about = {k: html.unescape(v) for k, v in re.findall(r'(\w+)="([^"]*)"', head)}
            if "story" not in about:
                continue
            found.append({
                "id": about["id"], "published": about["published"], "publisher": about.get("outlet"), "language": "en",
                "title": plain(re.search(r"<title>(.*?)</title>", body).group(1)),
                "text": "\n\n".join(plain(block) for block in re.findall(r"<(?:p|h|li)>(.*?)</(?:p|h|li)>", body)),
            })
    return found


def overlaps(a, b):
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared > 0 and 2 * shared >= min(a[1] - a[0], b[1] - b[0])


class Story:
    def __init__(self, gold, found, texts):
        self.gold, self.found, self.texts = gold, found, texts

    def place(self, evidence):
        at = self.texts[evidence["article"]].find(evidence["text"])
        return (at, at + len(evidence["text"])) if at >= 0 else (0, 0)

    def hit(self, evidence, support):
        return any(s["article"] == evidence["article"] and overlaps(self.place(evidence), (s["start"], s["end"])) for s in support)

    def agreed(self):
        pairs, found = [], [f for f in self.found["facts"] if f["kind"] == "agreed"]
        for i, fact in enumerate(found):
            support = fact["sides"][0]["support"]
            for j, gold in enumerate(self.gold["agreed"]):
                hits = sum(self.hit(e, support) for e in gold["evidence"])
                a, b = {s["article"] for s in support}, set(gold["support"])
                if hits >= 2 and 2 * len(a & b) >= len(a | b):
                    pairs.append((-hits, -len(a & b) / len(a | b), i, j))
        return one_to_one(pairs), found, self.gold["agreed"]

    def differ(self):
        pairs, found = [], [f for f in self.found["facts"] if f["kind"] == "differ"]
        for i, fact in enumerate(found):
            for j, gold in enumerate(self.gold["differ"]):
                sides = set()
                for side in gold["sides"]:
                    for n, own in enumerate(fact["sides"]):
                        if any(self.hit(e, own["support"]) for e in side["evidence"]):
                            sides.add((side["value"], n))
                if len({v for v, _ in sides}) > 1 and len({n for _, n in sides}) > 1:
                    kind = {"post": "name"}.get(fact.get("contrast"), fact.get("contrast"))
                    pairs.append((kind != gold["kind"], -len(sides), i, j))
        return one_to_one(pairs), found, self.gold["differ"]

    def look_alikes(self):
        bad = []
        for fact in (f for f in self.found["facts"] if f["kind"] == "differ"):
            for alike in self.gold["look_alikes"]:
                sides = [any(any(t in self.texts[s["article"]] and overlaps((self.texts[s["article"]].find(t), self.texts[s["article"]].find(t) + len(t)), (s["start"], s["end"])) for s in side["support"]) for t in [text]) for text in alike["texts"][:1] for side in fact["sides"]]
                other = [any(alike["texts"][1] in self.texts[s["article"]] and overlaps((self.texts[s["article"]].find(alike["texts"][1]), self.texts[s["article"]].find(alike["texts"][1]) + len(alike["texts"][1])), (s["start"], s["end"])) for s in side["support"]) for side in fact["sides"]]
                if any(x and y and n != m for n, x in enumerate(sides) for m, y in enumerate(other)):
                    bad.append((fact, alike))
        return bad

    def provenance(self):
        pairs = []
        for i, own in enumerate(self.found["provenance"]):
            for j, gold in enumerate(self.gold["provenance"]):
                a, b = own["relies_on"].lower(), gold["relies_on"].lower()
                named = a in b or b in a
                if own["article"] == gold["article"] and (named or self.hit(gold, [own])):
                    pairs.append((-named, 0, i, j))
        return one_to_one(pairs), self.found["provenance"], self.gold["provenance"]

    def timeline(self):
        pairs = []
        for i, own in enumerate(self.found["timeline"]):
            mine = {s["article"] for s in own["support"]}
            for j, gold in enumerate(self.gold["timeline"]):
                theirs = set(gold["articles"])
                if same_day(own, gold["date"]) and 2 * len(mine & theirs) >= len(mine | theirs):
                    pairs.append((-len(mine & theirs), len(mine | theirs), i, j))
        return one_to_one(pairs), self.found["timeline"], self.gold["timeline"]


def same_day(own, date):
    if re.fullmatch(r"\d{4}-(Q\d|W\d\d)", date):
        import datetime
        year, part = int(date[:4]), int(date[6:])
        first = datetime.date.fromisocalendar(year, part, 1).isoformat() if "W" in date else "%d-%02d-01" % (year, 3 * part - 2)
        return own["first_day"] == first
    return own["first_day"].startswith(date)


def one_to_one(pairs):
    used = {}
    for _, _, i, j in sorted(pairs):
        if i not in used and j not in used.values():
            used[i] = j
    return used


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--bin", required=True)
    ap.add_argument("-v", action="store_true", help="print what is missed and what is too much")
    ap.add_argument("--held-out", action="store_true", help="the stories of held-out.ndjson, on which nothing was set")
    o = ap.parse_args()
    arts = articles() if not o.held_out else [json.loads(line) for line in open(os.path.join(HERE, "held-out.ndjson"), encoding="utf-8")]
    golds = os.path.join(HERE, "held-out.json") if o.held_out else os.path.join(ROOT, "w7-stories.json")
    texts = {a["id"]: a["text"] for a in arts}
    p = subprocess.run([o.bin, "compare", "--format", "ndjson", "-"], input="".join(json.dumps(a) + "\n" for a in arts).encode(), stdout=subprocess.PIPE)
    if p.returncode:
        sys.exit("tool failed with status %d" % p.returncode)
    found = [json.loads(line) for line in p.stdout.decode().splitlines()]
    total, right = {}, 0
    golds = json.load(open(golds, encoding="utf-8"))
    for gold in golds:
        own = [f for f in found if set(f["articles"]) == set(gold["articles"])]
        right += bool(own)
        story = Story(gold, own[0] if own else {"facts": [], "provenance": [], "timeline": []}, texts)
        for name in ("agreed", "differ", "provenance", "timeline"):
            used, mine, theirs = getattr(story, name)()
            t = total.setdefault(name, [0, 0, 0])
            t[0] += len(used); t[1] += len(mine); t[2] += len(theirs)
            if o.v:
                show(gold["story"], name, used, mine, theirs)
        bad = story.look_alikes()
        total.setdefault("bad", []).extend(bad)
        if o.v:
            for fact, alike in bad:
                print(gold["story"], "LOOK-ALIKE", alike["texts"], alike["why"])
    print("stories right %d of %d" % (right, len(golds)))
    for name in ("agreed", "differ", "provenance", "timeline"):
        n, mine, theirs = total[name]
        prec, rec = n / (mine or 1), n / (theirs or 1)
        print("%-10s p %.3f r %.3f f1 %.3f  (%d right of %d found, %d in gold)" % (name, prec, rec, 2 * prec * rec / (prec + rec or 1), n, mine, theirs))
    print("look-alikes set against each other: %d" % len(total["bad"]))


def show(story, name, used, mine, theirs):
    for j, gold in enumerate(theirs):
        if j not in used.values():
            print(story, name, "MISSED", json.dumps(gold, ensure_ascii=False)[:300])
    for i, own in enumerate(mine):
        if i not in used:
            if "sides" in own:
                for side in own["sides"]:
                    print(story, name, "EXTRA ", own["about"][:50], "|", side["value"], [(s["article"], s["text"][:80]) for s in side["support"]])
            else:
                print(story, name, "EXTRA ", json.dumps(own, ensure_ascii=False)[:200])


main()
