#!/usr/bin/env python3
"""Reads real NDJSON of newscorp with its explicit schemas, in the engines that they are for, and runs the README's query
of them; its larger recipes are run by `recipes.py`.

    python3 tests/engines/schema.py target/debug/newscorp

Every kind of record is made from fixtures and read by `newscorp schema KIND --for ENGINE`; the rows are compared with
those that Python's json reads: none may be missing, and no value may be lost or changed. An engine that is not installed
(pip install duckdb polars pyspark; Spark needs Java) is skipped with a line that says so.
"""

import importlib.util
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
COMMANDS = {
    "article": ["extract", "fixtures"],
    "entities": ["entities", "fixtures"],
    "dates": ["dates", "fixtures"],
    "figures": ["figures", "fixtures"],
    "claims": ["claims", "fixtures"],
    "stories": ["stories", "fixtures"],
    "compare": ["compare", "fixtures"],
    "timeline": ["timeline", "fixtures"],
    "inputs": ["ingest", "--list-inputs", "fixtures"],
    "explain": ["ingest", "--explain", "--format", "ndjson", "fixtures"],
    "errors": None,
}


def run(binary, *arguments):
    return subprocess.run([binary, *arguments], cwd=ROOT, capture_output=True, stdin=subprocess.DEVNULL).stdout.decode()


def make(binary, kind, folder):
    """A file of the lines of a kind."""
    path = os.path.join(folder, kind + ".ndjson")
    if COMMANDS[kind] is None:
        bad = os.path.join(folder, "bad.jsonl")
        with open(bad, "w") as file:
            file.write('{"id": 7}\n{"id": "x", "text": 5}\n{bad\n')
        run(binary, "ingest", "--errors", path, bad)
    else:
        with open(path, "w") as file:
            file.write(run(binary, *COMMANDS[kind]))
    return path


def same(ours, theirs, at):
    """Fails unless an engine read what stands in the file; what an input gave as a number may be read as a string."""
    if isinstance(ours, dict):
        assert isinstance(theirs, dict) and list(ours) == list(theirs), f"{at}: {list(ours)} read as {theirs!r:.200}"
        for key in ours:
            same(ours[key], theirs[key], f"{at}.{key}")
    elif isinstance(ours, list):
        assert isinstance(theirs, list) and len(ours) == len(theirs), f"{at}: {len(ours)} read as {theirs!r:.200}"
        for number, (own, other) in enumerate(zip(ours, theirs)):
            same(own, other, f"{at}[{number}]")
    elif isinstance(ours, float):
        assert theirs is not None and math.isclose(ours, theirs, rel_tol=1e-15), f"{at}: {ours} read as {theirs}"
    else:
        given = at.endswith(".id") and isinstance(ours, int)
        assert ours == theirs or given and str(ours) == theirs, f"{at}: {ours!r:.200} read as {theirs!r:.200}"


def duckdb_rows(path, schema):
    import duckdb

    cursor = duckdb.sql(f"SELECT * FROM read_json('{path}', format='newline_delimited', columns={schema})")
    return [dict(zip(cursor.columns, row)) for row in cursor.fetchall()]


def polars_rows(path, schema):
    import polars

    names = {}
    exec(schema, names)
    return polars.scan_ndjson(path, schema=names["SCHEMA"]).collect().to_dicts()


SPARK = []


def spark_session():
    from pyspark.sql import SparkSession

    if not SPARK:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
        SPARK.append(builder.config("spark.log.level", "ERROR").getOrCreate())
    return SPARK[0]


def spark_rows(path, schema):
    frame = spark_session().read.schema(schema).option("mode", "FAILFAST").json(path)
    return [row.asDict(recursive=True) for row in frame.collect()]



def available(engine):
    """Why an engine cannot be tried, or nothing."""
    module = {"spark": "pyspark"}.get(engine, engine)
    if importlib.util.find_spec(module) is None:
        return f"Python has no {module}"
    if engine == "spark" and not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        return "there is no Java"
    return None


def query(folder):
    """Runs the README's query of the records."""
    import duckdb

    with open(os.path.join(ROOT, "README.md")) as file:
        block = re.search(r"(?:^    .*\n)*^    SELECT .*\n(?:^    .*\n)+", file.read(), re.M).group()
    shutil.copy(os.path.join(folder, "article.ndjson"), os.path.join(folder, "found.ndjson"))
    rows = duckdb.sql(block.replace("found.ndjson", os.path.join(folder, "found.ndjson"))).fetchall()
    assert rows, block


def main():
    binary = os.path.abspath(sys.argv[1])
    readers = {"duckdb": duckdb_rows, "polars": polars_rows, "spark": spark_rows}
    with tempfile.TemporaryDirectory() as folder:
        paths = {kind: make(binary, kind, folder) for kind in COMMANDS}
        for engine, read in readers.items():
            reason = available(engine)
            if reason:
                print(f"skipped: schemas for {engine}: {reason}")
                continue
            count = 0
            for kind, path in paths.items():
                with open(path) as file:
                    ours = [json.loads(line) for line in file.read().split("\n") if line]
                theirs = read(path, run(binary, "schema", kind, "--for", engine))
                assert ours and len(ours) == len(theirs), f"{engine}, {kind}: {len(ours)} rows read as {len(theirs)}"
                for number, (own, other) in enumerate(zip(ours, theirs)):
                    same(own, other, f"{engine}, {kind} {number + 1}")
                count += len(ours)
            print(f"ok: {engine} reads {count} rows of {len(paths)} kinds by their schemas")
            if engine == "duckdb":
                query(folder)
                print("ok: duckdb runs the README's query")


main()
