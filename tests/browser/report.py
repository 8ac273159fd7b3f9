#!/usr/bin/env python3
"""Opens the page that `newscorp report` writes in a real browser and uses it as a reader would.

    python3 tests/browser/report.py target/debug/newscorp [FOLDER FOR SCREENSHOTS]

Needs Chromium and ChromeDriver (Debian: chromium, chromium-driver), and nothing else but Python. Where they are missing,
it says so and ends with 0.
"""

import base64
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Text and background of everything that is shown, as seen; what lies below 4.5 to 1 is given back.
CONTRAST = r"""
const parse = (color) => {
  const parts = /rgba?\(([^)]+)\)/.exec(color);
  const [r, g, b, a = 1] = parts[1].split(/[ ,/]+/).map(Number);
  return [r, g, b, a];
};
const light = ([r, g, b]) => {
  const part = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
};
const ground = (element) => {
  for (let up = element; up; up = up.parentElement) {
    const color = parse(getComputedStyle(up).backgroundColor);
    if (color[3] > 0) return color;
  }
  return [255, 255, 255];
};
const poor = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest("svg, script, option, .skip")) continue;
  const [one, two] = [light(parse(getComputedStyle(element).color)), light(ground(element))];
  const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} ${walker.currentNode.data.trim().slice(0, 40)}`);
}
return [...new Set(poor)].slice(0, 10);
"""

LABELS = r"""
const wrong = [];
for (const field of document.querySelectorAll("input, select"))
  if (!field.labels || field.labels.length === 0) wrong.push(field.id);
for (const image of document.querySelectorAll("svg"))
  if (!image.getAttribute("aria-label")) wrong.push("svg");
for (const link of document.querySelectorAll("a[href]"))
  if (!(link.getAttribute("aria-label") || link.textContent).trim()) wrong.push(link.outerHTML.slice(0, 80));
for (const name of ["header", "nav", "main", "footer", "[role=search]"])
  if (!document.querySelector(name)) wrong.push(name);
const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
if (new Set(ids).size !== ids.length) wrong.push("an id stands twice");
for (const link of document.querySelectorAll('a[href^="#"]'))
  if (!document.getElementById(link.getAttribute("href").slice(1))) wrong.push(link.getAttribute("href"));
return wrong.slice(0, 10);
"""


class Browser:
    """A page in headless Chromium, driven by the WebDriver protocol."""

    def __init__(self, chromium, driver, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.driver = subprocess.Popen([driver, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.base = f"http://127.0.0.1:{port}"
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                 "--disable-background-networking", "--disable-component-update", "--disable-sync",
                 f"--user-data-dir={folder}/profile", "--window-size=1200,1000"]
        wish = {"browserName": "chrome",
                "goog:chromeOptions": {"binary": chromium, "args": flags},
                "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}
        for _ in range(100):
            try:
                answer = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": wish}})
                break
            except (urllib.error.URLError, ConnectionError) as error:
                if isinstance(error, urllib.error.HTTPError):
                    raise SystemExit(f"no session: {error.read().decode()[:300]}") from error
                time.sleep(0.1)
        else:
            raise SystemExit("ChromeDriver does not answer")
        self.base += f"/session/{answer['sessionId']}"

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def open(self, address):
        self.ask("POST", "/url", {"url": address})

    def run(self, script, *arguments):
        return self.ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def comes(self, condition):
        """Whether a condition comes to hold; what the page does after an event needs a turn of its own."""
        for _ in range(200):
            if self.run(condition):
                return True
            time.sleep(0.05)
        return False

    def cdp(self, command, **parameters):
        return self.ask("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def log(self, kind):
        return self.ask("POST", "/se/log", {"type": kind})

    def shoot(self, path):
        path.write_bytes(base64.b64decode(self.ask("GET", "/screenshot")))

    def close(self):
        try:
            self.ask("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait()


def check(what, holds, seen=""):
    if not holds:
        raise SystemExit(f"FAILED: {what}: {str(seen)[:500]}")
    print(f"ok: {what}")


def look(browser, shots, name, *, dark=False, width=1200):
    """Takes a picture, and checks that all text can be read."""
    scheme = "dark" if dark else "light"
    browser.cdp("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.cdp("Emulation.setDeviceMetricsOverride", width=width, height=1000, deviceScaleFactor=1, mobile=False)
    poor = browser.run(CONTRAST)
    check(f"{name}: contrast of 4.5 and more", not poor, poor)
    wide = browser.run("return document.documentElement.scrollWidth - innerWidth")
    check(f"{name}: nothing sticks out at the side", wide <= 0, wide)
    height = browser.run("return Math.min(document.documentElement.scrollHeight, 6000)")
    browser.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
    browser.shoot(shots / f"{name}.png")


def reset(browser):
    """Takes all filters away."""
    browser.run("document.getElementById('filter').reset()")
    check("the filter is taken away", browser.comes("return document.getElementById('count').value === ''"))


def use(browser, page):
    """What a reader does: follow a link to a passage, filter, search, switch marks off."""
    browser.open(page.as_uri())
    wrong = browser.run(LABELS)
    check("landmarks, labels, links that lead somewhere", not wrong, wrong)
    articles = browser.run("return document.querySelectorAll('details.article').length")
    check("the articles are there", articles == 3, articles)

    link = browser.run("const a = document.querySelector('table.matrix td.cell a'); a.click(); return a.getAttribute('href')")
    check("a cell leads to its passage", browser.run("return location.hash") == link, link)
    opened = "const t = document.getElementById(location.hash.slice(1)); return t.closest('details').open"
    check("its article opens", browser.comes(opened))
    browser.comes("return CSS.highlights.has('hit')")
    marked = browser.run("return [...(CSS.highlights.get('hit') || [])].map((r) => r.toString()).join('')")
    told = browser.run("return document.querySelector('table.matrix td.cell a').title")
    check("the passage is marked", marked == told and marked != "", [marked, told])

    fill = ("const f = document.getElementById(arguments[0]); f.value = arguments[1];"
            "f.dispatchEvent(new Event('input', {bubbles: true}));"
            "return [...document.querySelectorAll('details.article')].filter((a) => !a.hidden).length")
    check("the outlets filter", browser.run(fill, "outlet", "The Gorge Courier") == 1)
    check("it is said how many are shown", browser.run("return document.getElementById('count').value") == "1 of 3 articles")
    reset(browser)
    check("a word is found", browser.run(fill, "find", "CANTONAL") == 1)
    browser.run(fill, "find", "")
    check("a person is found", browser.run(fill, "person", "luc tavernier") >= 2)
    browser.run(fill, "person", "")
    check("days filter", browser.run(fill, "from", "2024-02-12") == 2)
    check("what nothing matches is empty", browser.run(fill, "find", "zeppelin") == 0)
    check("its story goes too", browser.run("return document.querySelector('section.story').hidden"))
    reset(browser)

    ground = "return getComputedStyle(document.querySelector('.text .e')).backgroundColor"
    before = browser.run(ground)
    browser.run("document.getElementById('show-e').click()")
    check("marks are switched off", browser.run(ground) != before)
    browser.run("document.getElementById('show-e').click()")


def quiet(browser):
    """Nothing went wrong, and nothing was asked of any network."""
    errors = [entry["message"] for entry in browser.log("browser") if entry["level"] in ("SEVERE", "WARNING")]
    check("the console is empty", not errors, errors)
    asked = []
    for entry in browser.log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            asked.append(message["params"]["request"]["url"])
    # The browser's own pages are none of ours.
    asked = [url for url in asked if not url.startswith(("chrome:", "chrome-untrusted:", "data:"))]
    outside = [url for url in asked if not (url.startswith("file:") and url.split("#")[0].endswith(".html"))]
    check("no request leaves the page", not outside, outside)


def hostile(browser, binary, folder):
    """An article that would run something runs nothing."""
    article = folder / "hostile.txt"
    article.write_text("<script>document.title='owned'</script> Harbour closed\n\nPORTSEA, 21 June 2025 - “</script>"
                       "<img src=x onerror=\"document.title='owned'\">,” said Maria Lopez' \"><svg onload=alert(1)>. "
                       "The \x1b[31mharbour\u202e closed {{ 7 * 7 }} on Monday, she said.\n")
    page = folder / "hostile.html"
    subprocess.run([binary, "report", article, "-o", page], check=True)
    browser.open(page.as_uri())
    check("a hostile article runs nothing", browser.run("return document.title") != "owned")
    check("it adds no elements", browser.run("return document.querySelectorAll('img, svg[onload]').length") == 0)
    check("nor is it a template", "{{ 7 * 7 }}" in browser.run("return document.body.textContent"))
    check("nothing of it reaches a terminal", "\x1b" not in page.read_text() and "\u202e" not in page.read_text())


def contradictory(browser, binary, folder):
    """What one article says against itself has a section of its own, also where no other article tells its story."""
    article = folder / "toll.txt"
    article.write_text("PORTSEA, 21 June 2025 - A ferry sank off Portsea on Tuesday, killing eight people, police said. "
                       "The nine dead were all from the village of Ostrava.\n")
    page = folder / "toll.html"
    subprocess.run([binary, "report", article, "-o", page], check=True)
    browser.open(page.as_uri())
    heads = browser.run("return [...document.querySelectorAll('h3')].map((h) => h.textContent)")
    check("conflicts inside one article are shown", "Inside one article" in heads and "Where they differ" not in heads, heads)


def large(browser, binary, folder):
    """A page of many articles makes its texts into elements only where they are opened."""
    lines = folder / "many.ndjson"
    with lines.open("w") as out:
        for number in range(120):
            text = f"The harbour of Portsea {number} closed on Monday, mayor Ana Lopez{number} said. It cost {number}5 euros."
            out.write(json.dumps({"id": f"x{number}", "title": f"Harbour {number}", "text": text, "published": "2025-06-21"}) + "\n")
    page = folder / "many.html"
    subprocess.run([binary, "report", lines, "-o", page], check=True)
    browser.open(page.as_uri())
    check("a large page holds its texts back", browser.run("return document.querySelectorAll('.text').length") == 0)
    browser.run("const f = document.getElementById('find'); f.value = 'portsea 117'; f.dispatchEvent(new Event('input', {bubbles: true}))")
    shown = "return [...document.querySelectorAll('details.article')].filter((a) => !a.hidden).map((a) => a.id)"
    found = browser.run(shown)
    check("they are searched all the same", len(found) == 1, found)
    browser.run("location.hash = arguments[0]", found[0])
    there = "return (document.querySelector('.text') || document.createElement('p')).textContent.includes('Portsea 117')"
    check("what is opened is there", browser.comes(there))


def main():
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not (chromium and driver):
        print("skipped: Chromium and ChromeDriver are not both here")
        return
    binary = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        shots = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else folder
        page = folder / "report.html"
        subprocess.run([binary, "report", "fixtures/story", "-o", page], cwd=ROOT, check=True)
        browser = Browser(chromium, driver, folder)
        try:
            use(browser, page)
            browser.open(page.as_uri())
            browser.run("document.querySelectorAll('details').forEach((d) => { d.open = true })")
            look(browser, shots, "light")
            look(browser, shots, "dark", dark=True)
            look(browser, shots, "narrow", width=390)
            quiet(browser)
            hostile(browser, binary, folder)
            contradictory(browser, binary, folder)
            large(browser, binary, folder)
            quiet(browser)
        finally:
            browser.close()


if __name__ == "__main__":
    main()
