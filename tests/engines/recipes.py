#!/usr/bin/env python3
"""Runs the recipes of README.md's section "At scale" as they stand there, on the fixtures and on broken records among good ones.

  python3 tests/engines/recipes.py target/debug/newscorp [README.md]

A block of ```python is for PySpark, one of ```sql for DuckDB, one of ```sh for a shell; they run in their order in one scratch
folder, with `newscorp` on the path. A recipe whose engine is missing (`pip install pyspark duckdb`, Java 17) is skipped with a
line that says so. Needs nothing but Python itself otherwise.
"""
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HEADING = "At scale"
BROKEN = ['{"broken', "", "null", "[1,2]", '{"text":5}', '{"id":"no-text"}', '{"text":"\\ud800 lone"}']
PLACE = "fixtures"


def main():
    binary = os.path.abspath(sys.argv[1])
    readme = sys.argv[2] if len(sys.argv) > 2 else os.path.join(ROOT, "README.md")
    blocks = recipes(open(readme, encoding="utf-8").read())
    assert blocks, f"no recipe under '{HEADING}' in {readme}"
    with tempfile.TemporaryDirectory() as scratch:
        prepare(scratch, binary)
        environment = dict(os.environ, PATH=scratch + "/bin:" + os.environ["PATH"], PYSPARK_PYTHON=sys.executable)
        done = [run(kind, code, scratch, environment) for kind, code in blocks]
        check(scratch, {kind for (kind, _), ran in zip(blocks, done) if ran})
        check_again(scratch, environment, blocks)
    print(f"{sum(done)} recipes ran, {len(done) - sum(done)} skipped")


def recipes(text):
    """The fenced blocks of the section, as (language, code)."""
    section = re.search(rf"^## {HEADING}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    return re.findall(r"^```(python|sql|sh)\n(.*?)^```$", section.group(1), re.M | re.S) if section else []


def prepare(scratch, binary):
    """What the recipes read: a crawl, and its articles as NDJSON with broken lines among them."""
    os.mkdir(scratch + "/bin")
    os.symlink(binary, scratch + "/bin/newscorp")
    shutil.copytree(os.path.join(ROOT, PLACE), scratch + "/crawl")
    articles = subprocess.run([binary, "ingest", "-q", scratch + "/crawl"], capture_output=True, text=True, check=True)
    lines = []
    for number, line in enumerate(articles.stdout.split("\n")[:-1]):
        lines.append(line)
        if number % 3 == 0:
            lines.append(BROKEN[number // 3 % len(BROKEN)])
    write(scratch, "articles.ndjson", lines)
    write(scratch, "crawl/broken.json", ["{"])
    write(scratch, "warc.paths", ["crawl/archive/crawl.warc.gz", "crawl/gone.warc.gz", "crawl/archive/bundle.zip"])


def write(scratch, name, lines):
    with open(os.path.join(scratch, name), "w", encoding="utf-8") as file:
        file.write("".join(line + "\n" for line in lines))


def run(kind, code, scratch, environment):
    """Whether the recipe ran; a recipe that fails ends the script."""
    module = {"python": "pyspark", "sql": "duckdb"}.get(kind)
    if module and importlib.util.find_spec(module) is None:
        print(f"skipped: a recipe of {module}, which is not installed (pip install {module})")
        return False
    if module == "pyspark" and not shutil.which("java"):
        print("skipped: a recipe of pyspark, without Java")
        return False
    if kind == "sql":
        code = f"import duckdb\nduckdb.sql({code!r})\n"
    command = ["sh", "-euc", code] if kind == "sh" else [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=scratch, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"a recipe failed with {done.returncode}:\n{code}\n{done.stdout}\n{done.stderr}")
    print(f"ran: {code.strip().splitlines()[0][:100]}")
    return True


def check(scratch, kinds):
    """Nothing is lost and nothing doubled."""
    given = open(scratch + "/articles.ndjson", encoding="utf-8").read().split("\n")[:-1]
    direct = subprocess.run([scratch + "/bin/newscorp", "extract", "-q", "--one-to-one", "-"], capture_output=True, cwd=scratch,
                            stdin=open(scratch + "/articles.ndjson"), text=True, check=True).stdout.split("\n")[:-1]
    assert len(given) == len(direct), (len(given), len(direct))
    parts = open(scratch + "/parts.ndjson", encoding="utf-8").read().split("\n")[:-1]
    assert list(map(known, parts)) == list(map(known, direct)), "the parts give other articles than the whole"
    good = sorted(json.loads(line)["article"]["id"] for line in direct if '"article":{' in line)
    if "python" in kinds:
        check_spark(scratch, good, len(given))
    if "sql" in kinds:
        import duckdb
        rows = duckdb.sql(f"SELECT article.id FROM '{scratch}/found.parquet'").fetchall()
        assert sorted(row[0] for row in rows) == good, "DuckDB's Parquet has other articles"


def known(line):
    """The id of an article, or what is wrong with a line; which line it is hangs on where the file was parted."""
    record = json.loads(line)
    return record["article"]["id"] if "article" in record else record["error"]["kind"]


def check_again(scratch, environment, blocks):
    """A second run of the recipe for what is new reads the one new file."""
    code = next(code for kind, code in blocks if kind == "sh" and "new.list" in code)
    for name in os.listdir(scratch):
        if name.startswith("found-"):
            os.rename(os.path.join(scratch, name), os.path.join(scratch, "first.ndjson"))
    write(scratch, "crawl/late.txt", ["Ferry late again", "", "The ferry to Orsa was late on Monday, the harbour office said."])
    again = code.replace("touch done.list\n", "")
    run("sh", again, scratch, environment)
    run("sh", again, scratch, environment)
    (found,) = [name for name in os.listdir(scratch) if name.startswith("found-")]
    paths = [json.loads(line)["article"]["input"]["path"] for line in open(os.path.join(scratch, found), encoding="utf-8")]
    assert paths == ["crawl/late.txt"], paths


def check_spark(scratch, good, given):
    failed = lines_of(scratch + "/failed")
    assert len(good) + len(failed) == given, (len(good), len(failed), given)
    from pyspark.sql import SparkSession
    spark = SparkSession.builder.master("local[2]").getOrCreate()
    ids = sorted(row.id for row in spark.read.parquet(scratch + "/spark.parquet").select("article.id").collect())
    assert ids == good, "Spark's Parquet has other articles"
    pages = [json.loads(line) for line in lines_of(scratch + "/pages")]
    assert sum("error" in page for page in pages) == 1, "one path is of no file"
    assert len(pages) > 4, len(pages)
    stories = [json.loads(line) for line in lines_of(scratch + "/compared")]
    assert any(len(story["articles"]) > 1 for story in stories), "no story of several articles"


def lines_of(folder):
    """The lines that Spark wrote as text."""
    parts = sorted(name for name in os.listdir(folder) if name.startswith("part-"))
    return [line for part in parts for line in open(os.path.join(folder, part), encoding="utf-8").read().split("\n")[:-1]]


if __name__ == "__main__":
    main()
