#!/usr/bin/env python3
"""Runs the fuzz targets one after the other; what the project has of articles is what each begins with.

    python3 tests/fuzz/run.py [--seconds 1200] [--rounds 1] [TARGET ...]

Needs a nightly toolchain and cargo-fuzz (`cargo install cargo-fuzz`), or binaries that were built before (--built FOLDER).
Prints the CPU time that each target got and what it found; exit code 1 if anything was found. What is found is kept under
artifacts/, the growing corpora under corpus/; neither is in the repository. A find becomes a test beside the code it mends.
"""
import argparse, json, os, re, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FOLDERS = {
    "html": ["html"], "text": ["text"], "dump": ["dump"], "mail": ["mail"], "wordpress": ["wordpress"], "feed": ["feed", "wordpress"],
    "ndjson": ["ndjson", "story"], "any": ["html", "text", "dump", "mail", "wordpress", "feed", "ndjson"],
    "warc": ["archive"], "archive": ["archive"], "packed": ["archive"],
}
TARGETS = re.findall(r'name = "(\w+)"\npath', open(os.path.join(HERE, "Cargo.toml")).read())
# What every byte of input may cost is the same; what a target reads at once is not.
LENGTHS = {"tokens": 4096, "dates": 1024, "figures": 1024, "claims": 2048, "entities": 2048, "compare": 3072, "output": 1024, "model": 512}


def texts():
    """The texts of the articles of NDJSON, one a seed."""
    found = []
    for name in ("ndjson/articles.ndjson", "story/vesper.ndjson"):
        with open(os.path.join(ROOT, "fixtures", name), encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                found.append((article.get("article") or article)["text"])
    return found


def seed(target, corpus):
    """Fills the corpus of a target with what it can begin with."""
    os.makedirs(corpus, exist_ok=True)
    seeds = []
    for folder in FOLDERS.get(target, []):
        for source in (os.path.join(ROOT, "fixtures", folder), os.path.join(ROOT, "tests", "broken")):
            for name in sorted(os.listdir(source)):
                with open(os.path.join(source, name), "rb") as file:
                    seeds.append(file.read())
    if target not in FOLDERS:
        all_texts = texts()
        if target == "compare":
            seeds = ["\n====\n".join(all_texts[at:at + 2]).encode() for at in range(len(all_texts) - 1)]
        elif target == "model":
            seeds = [bytes([200, kinds]) + bytes(range(40)) for kinds in range(9)]
        elif target == "annotated":
            folder = os.path.join(ROOT, "src", "data", "training")
            seeds = [open(os.path.join(folder, name), "rb").read()[:8000] for name in sorted(os.listdir(folder))[:4]]
        else:
            seeds = [part.encode() for text in all_texts for part in text.split("\n\n")]
    for number, content in enumerate(seeds):
        with open(os.path.join(corpus, f"seed{number:03d}"), "wb") as file:
            file.write(content)


def run(target, seconds, built):
    """-> CPU seconds, last line of the progress, whether anything was found"""
    corpus, kept = os.path.join(HERE, "corpus", target), os.path.join(HERE, "artifacts", target)
    seed(target, corpus)
    os.makedirs(kept, exist_ok=True)
    options = [f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", f"-max_len={LENGTHS.get(target, 16384)}",
               f"-artifact_prefix={kept}/", "-print_final_stats=1"]
    if built:
        command = [os.path.join(built, target), corpus] + options
    else:
        command = ["cargo", "+nightly", "fuzz", "run", "--fuzz-dir", HERE, "--sanitizer", "none", target, corpus, "--"] + options
    log = os.path.join(kept, "log")
    known = set(os.listdir(kept))
    # Some targets write a file for each try: in memory, where there is such a folder.
    scratch = {"TMPDIR": "/dev/shm"} if os.path.isdir("/dev/shm") else {}
    with open(log, "wb") as file:
        child = subprocess.Popen(command, stdout=file, stderr=file, cwd=HERE, env=os.environ | scratch)
        _, status, usage = os.wait4(child.pid, 0)
    with open(log, errors="replace") as file:
        said = file.read()
    runs = re.findall(r"number_of_executed_units: (\d+)", said)
    new = [os.path.join(kept, name) for name in sorted(set(os.listdir(kept)) - known - {"log"})]
    # On a busy machine a timeout may be of the machine's making: only what fails alone too counts.
    again = [find for find in new if subprocess.run(alone(target, built) + [find], cwd=HERE, capture_output=True).returncode]
    for find in set(new) - set(again):
        os.remove(find)
    return usage.ru_utime + usage.ru_stime, runs[-1] if runs else "?", bool(again) or status != 0 and not new


def alone(target, built):
    """The command that runs a target over one file."""
    if built:
        return [os.path.join(built, target), "-timeout=10"]
    return ["cargo", "+nightly", "fuzz", "run", "--fuzz-dir", HERE, "--sanitizer", "none", target]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("targets", nargs="*", default=TARGETS)
    parser.add_argument("--seconds", type=int, default=1200)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--built")
    given = parser.parse_args()
    found = False
    for _ in range(given.rounds):
        for target in given.targets or TARGETS:
            cpu, runs, bad = run(target, given.seconds, given.built)
            found |= bad
            print(f"{time.strftime('%H:%M')} {target:10} {cpu / 60:6.1f} CPU minutes, {runs} runs{', FOUND SOMETHING' if bad else ''}", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
