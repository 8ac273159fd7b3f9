#!/usr/bin/env python3
"""What is seen on a terminal: progress, failures beside it, the closing line, widths. Needs Python and a Unix.

    python3 tests/terminal/terminal.py target/debug/newscorp

The program runs with its standard error, or both streams, on a pseudo terminal, over articles that come slowly.
"""

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
import unicodedata

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LINE = '{"id":"%d","text":"PORTSEA - The harbour bridge reopened on Monday, city engineer Maria Lopez said."}\n'


def on_terminal(command, slowly=(), columns=80, stdout=None, environment=None, pauses=()):
    """Runs a command with a terminal as standard error; what `stdout` is goes there. Gives all that the terminal saw."""
    lead, follow = pty.openpty()
    fcntl.ioctl(follow, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    usual = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "CLICOLOR_FORCE", "COLUMNS")}
    usual.update({"TERM": "xterm-256color"}, **(environment or {}))
    child = subprocess.Popen(
        command, cwd=ROOT, env=usual, stdin=subprocess.PIPE, stdout=stdout or follow, stderr=follow, close_fds=True
    )
    os.close(follow)

    def feed():
        for line in slowly:
            child.stdin.write(line.encode())
            child.stdin.flush()
            time.sleep(0.12)
        child.stdin.close()

    feeder = threading.Thread(target=feed)
    feeder.start()

    def pause():
        for run, rest in pauses:
            time.sleep(run)
            os.kill(child.pid, signal.SIGSTOP)
            time.sleep(rest)
            os.kill(child.pid, signal.SIGCONT)

    pauser = threading.Thread(target=pause)
    pauser.start()
    seen = b""
    while True:
        try:
            chunk = os.read(lead, 65536)
        except OSError:
            break
        if not chunk:
            break
        seen += chunk
    feeder.join()
    pauser.join()
    os.close(lead)
    return seen.decode(), child.wait()


def screen(seen):
    """The lines that are left on a terminal which saw this."""
    rows, row, column = [[]], 0, 0
    for token in re.findall(r"\x1b\[[0-9;?]*[A-Za-z]|\r|\n|[^\x1b\r\n]", seen):
        if token == "\r":
            column = 0
        elif token == "\n":
            row, column = row + 1, 0
        elif token.endswith("A") and token.startswith("\x1b["):
            row = max(0, row - int(token[2:-1] or 1))
        elif token.endswith("K") and token.startswith("\x1b["):
            rows[row] = [] if token == "\x1b[2K" else rows[row][:column]
        elif token.startswith("\x1b["):
            continue
        else:
            line = rows[row]
            line.extend(" " * (column + 1 - len(line)))
            line[column] = token
            column += 1
        while len(rows) <= row:
            rows.append([])
    return [text for text in ("".join(line).rstrip() for line in rows) if text]


def width(line):
    wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line if not unicodedata.combining(c))
    return wide - sum(1 for c in line if c in "\u200d\ufe0f")


def progress(binary):
    slow = [LINE % number for number in range(9)] + ["{bad\n"] + [LINE % number for number in range(9)]
    command = [binary, "extract", "-"]
    seen, code = on_terminal(command, slow, stdout=subprocess.DEVNULL)
    assert code == 1, code
    assert re.search(r"\d+ inputs?, (1 failed, )?[\d.]+ a second", seen), seen
    left = screen(seen)
    assert [line for line in left if "not valid JSON" in line] == [left[0]], left
    assert left[0].startswith("newscorp: standard input:10: "), left
    assert re.fullmatch(r"newscorp: 19 inputs, 18 articles, \d+ findings, 1 failed, [\d.]+ s", left[1]), left
    assert len(left) == 2, left
    for option in ["-q", "--no-progress"]:
        seen, _ = on_terminal(command + [option], slow, stdout=subprocess.DEVNULL)
        assert "a second" not in seen, seen
        assert ("findings" in seen) == (option != "-q"), seen
    seen, _ = on_terminal(command, slow, environment={"NO_COLOR": "1"})
    assert "a second" not in seen, "progress stands among results on one screen"
    piped = subprocess.run(command, input="".join(slow).encode(), capture_output=True, cwd=ROOT)
    assert b"second" not in piped.stderr and b"findings" not in piped.stderr, piped.stderr


def time_left(binary, folder):
    path = os.path.join(folder, "many.ndjson")
    with open(path, "w") as file:
        for number in range(15000):
            file.write(LINE % number)
    # However fast the machine is: the run is held up until somebody has waited for it.
    pauses = [(0.1, 1.2)] + [(0.02, 0.15)] * 8
    seen, code = on_terminal([binary, "extract", "-j", "1", "-o", os.path.join(folder, "out"), path], pauses=pauses)
    assert code == 0 and re.search(r"\d+%, about \d+ (s|min) left", seen), seen[-2000:]
    assert len(screen(seen)) == 1, screen(seen)


def quick(binary, folder):
    seen, _ = on_terminal([binary, "claims", "fixtures/story"], stdout=subprocess.DEVNULL)
    assert seen == "", f"a quick run says nothing: {seen!r}"
    seen, _ = on_terminal([binary, "claims", "fixtures/story", "-o", os.path.join(folder, "c.csv")])
    assert re.fullmatch(r"newscorp: 3 inputs, 3 articles, \d+ findings, [\d.]+ s", seen.strip()), seen


def widths(binary):
    wide = '{"id":"w","title":"東京の港で橋が再開した","text":"' + "橋は月曜日に再開した。" * 9 + 'Maria Lopez said “' + "é\u0301 " * 60 + '”."}\n'
    few = ["fixtures/story", "fixtures/wordpress", "fixtures/html"]
    commands = [
        ["extract", *few],
        ["ingest", *few],
        ["ingest", "--explain", *few],
        ["entities", *few],
        ["dates", *few],
        ["dates", "--by-date", *few],
        ["figures", *few],
        ["claims", *few],
        ["stories", *few],
        ["compare", "-v", *few],
        ["timeline", *few],
        ["model", "info"],
        ["extract", "-"],
    ]
    for columns in [40, 60, 80, 120]:
        for arguments in commands:
            seen, code = on_terminal([binary, *arguments], [wide], columns)
            assert code == 0, (arguments, seen)
            coloured = "\x1b[" in seen
            assert coloured or arguments[0] in ("model",), f"{arguments} has no colour"
            for line in screen(seen):
                whole = "://" in line or line.startswith("newscorp: ")
                assert whole or width(line) <= columns, f"{arguments} at {columns}: {line}"


def main():
    binary = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        progress(binary)
        quick(binary, folder)
        widths(binary)
        time_left(binary, folder)
    print("ok: progress, failures, closing lines and widths on a terminal")


main()
