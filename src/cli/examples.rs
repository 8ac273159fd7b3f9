//! What the help of each command ends with: lines that can be typed as they stand.

pub(super) const ALL: &str = "\
Examples:
  newscorp extract article.txt             who said what, figures, dates and names, to read
  newscorp extract crawl/ -o found.ndjson  a folder of articles in any format, one line of JSON an article
  curl -s https://example.org/wp-json/wp/v2/posts | newscorp ingest
  newscorp claims --format csv crawl/ > claims.csv

`newscorp COMMAND --help` has more of them.

Exit codes: 0 all inputs were read; 1 some failed, the rest is printed; 2 nothing could be done.";

pub(super) const EXTRACT: &str = "\
Examples:
  newscorp extract article.html
  newscorp extract crawl/ | jq -r '.claims[] | [.source.text, .content.text] | @tsv'
  newscorp extract --only claims,figures --since 2025-06-01 crawl/
  newscorp ingest crawl/ | newscorp extract - -o found.ndjson
  find . -name '*.html' -mtime -1 | newscorp extract --files-from -
  newscorp extract --one-to-one < articles.ndjson   # as a filter inside Spark, Dask or xargs";

pub(super) const INGEST: &str = "\
Examples:
  newscorp ingest crawl/ -o articles.ndjson
  newscorp ingest --list-inputs crawl/          # which files are read, and as what
  newscorp ingest --explain page.html           # what gave each field, what was left out
  newscorp ingest crawl.warc.gz -o articles.md  # to read, or for notes
  newscorp ingest page.html | jq -r .article.text";

pub(super) const ENTITIES: &str = "\
Examples:
  newscorp entities crawl/
  newscorp entities --type person,organization --min-articles 5 crawl/
  newscorp entities --format csv crawl/ > names.csv";

pub(super) const DATES: &str = "\
Examples:
  newscorp dates article.txt
  newscorp dates crawl/ | jq -r 'select(.first_day >= \"2025-07-01\") | [.first_day, .text] | @tsv'";

pub(super) const FIGURES: &str = "\
Examples:
  newscorp figures article.txt
  newscorp figures crawl/ | jq -r 'select(.kind == \"money\") | [.value, .unit, .text] | @tsv'";

pub(super) const CLAIMS: &str = "\
Examples:
  newscorp claims article.txt
  newscorp claims --by Lagarde crawl/           what one source says, in all articles
  newscorp claims --about tariffs --direct crawl/
  newscorp claims --anonymous --format csv crawl/ > unnamed.csv
  newscorp claims crawl/ | jq -r 'select(.style == \"direct\") | [.source_text, .content_text] | @tsv'";

pub(super) const COMPARE: &str = "\
Examples:
  newscorp compare coverage/                       # a report for each story of two or more articles
  newscorp compare -v coverage/                    # with the passages behind every line
  newscorp extract coverage/ | newscorp compare -  # from findings made before
  newscorp compare coverage/ | jq -r '.facts[] | select(.kind == \"differ\") | [.about, .sides[].value] | @tsv'";

pub(super) const STORIES: &str = "\
Examples:
  newscorp stories crawl/                         # which articles tell of one event, and which repeat another
  newscorp ingest crawl/ | newscorp stories -     # the same from articles read before
  newscorp stories crawl/ | jq -c 'select(.copies != []) | [.title, (.copies | length)]'
  newscorp stories --min-articles 1 --format csv crawl/ > stories.csv";

pub(super) const TIMELINE: &str = "\
Examples:
  newscorp timeline coverage/                      # each story's days, past and to come
  newscorp timeline --format csv coverage/ > days.csv
  newscorp timeline coverage/ | jq -r 'select(.disputed) | [.first_day, .text] | @tsv'";

pub(super) const REPORT: &str = "\
Examples:
  newscorp report coverage/ -o report.html         # one page, to open in any browser
  newscorp extract coverage/ | newscorp report - > report.html";

pub(super) const SCHEMA: &str = "\
Examples:
  newscorp schema > schema.json                    # JSON Schema (2020-12) of every kind of record
  newscorp schema claims                           # of the rows of `claims`
  duckdb -c \"SELECT id FROM read_json('found.ndjson', columns=$(newscorp schema --for duckdb))\"
  newscorp schema claims --for polars > claims_schema.py
  newscorp schema --for spark > article.ddl";

pub(super) const COMPLETIONS: &str = "\
Examples:
  newscorp completions bash > ~/.local/share/bash-completion/completions/newscorp
  newscorp completions zsh > ~/.zfunc/_newscorp
  newscorp completions fish > ~/.config/fish/completions/newscorp.fish";

pub(super) const MAN: &str = "\
Examples:
  newscorp man > newscorp.1
  man ./newscorp.1";
