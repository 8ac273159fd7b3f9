//! What the help of each command begins with: lines that can be typed as they stand. A test runs every one of them, and
//! sees that they fit a terminal of 80 columns.

/// The order of a help: what the command is, examples, then usage and options.
pub(super) const HELP: &str = "\
{about}

{before-help}{usage-heading} {usage}

{all-args}{after-help}";

/// What the help of the program ends with.
pub(super) const EXIT_CODES: &str = "\
`newscorp COMMAND --help` has more examples.

Exit codes: 0 all inputs were read; 1 some failed, the rest is printed;
2 nothing could be done.";

pub(super) const ALL: &str = "\
Examples:
  newscorp extract article.txt             # who said what, figures, dates
  newscorp extract crawl/ -o found.ndjson  # a folder of articles in any format
  newscorp report crawl/ -o report.html    # a page to look at in a browser
  newscorp claims crawl/ --format csv > claims.csv
  curl -s https://example.org/wp-json/wp/v2/posts | newscorp ingest";

pub(super) const EXTRACT: &str = "\
Examples:
  newscorp extract article.html
  newscorp extract crawl/ |
    jq -r '.claims[]? | [.source.text, .content.text] | @tsv'
  newscorp extract --only claims,figures --since 2025-06-01 crawl/
  newscorp ingest crawl/ | newscorp extract - -o found.ndjson
  newscorp extract crawl/ --format markdown > notes.md
  find . -name '*.html' -mtime -1 | newscorp extract --files-from -
  newscorp extract --one-to-one < articles.ndjson   # a filter in Spark";

pub(super) const INGEST: &str = "\
Examples:
  newscorp ingest crawl/ -o articles.ndjson
  newscorp ingest --list-inputs crawl/          # what is read, and as what
  newscorp ingest --explain page.html           # what gave each field
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
  newscorp dates --by-date crawl/               # of all articles, by day
  newscorp dates crawl/ | jq -r 'select(.first_day >= \"2025-07-01\") | .text'";

pub(super) const FIGURES: &str = "\
Examples:
  newscorp figures article.txt
  newscorp figures crawl/ --format csv > figures.csv
  newscorp figures crawl/ |
    jq -r 'select(.kind == \"money\") | [.value, .unit, .text] | @tsv'";

pub(super) const CLAIMS: &str = "\
Examples:
  newscorp claims article.txt
  newscorp claims --by Lagarde crawl/           # what one source says
  newscorp claims --about tariffs --direct crawl/
  newscorp claims --anonymous --format csv crawl/ > unnamed.csv
  newscorp claims crawl/ |
    jq -r 'select(.style == \"direct\") | [.source_text, .content_text] | @tsv'";

pub(super) const COMPARE: &str = "\
Examples:
  newscorp compare coverage/                       # a report for each story
  newscorp compare -v coverage/                    # with the passages behind it
  newscorp extract coverage/ | newscorp compare -  # from findings made before
  newscorp compare coverage/ -o compared.md        # for notes and issues
  newscorp compare coverage/ | jq -r '.facts[] | select(.kind == \"differ\")
    | [.about, .sides[].value] | @tsv'";

pub(super) const STORIES: &str = "\
Examples:
  newscorp stories crawl/                         # who tells of one event
  newscorp ingest crawl/ | newscorp stories -     # from articles read before
  newscorp stories crawl/ | jq -c 'select(.copies != []) | [.title, .copies]'
  newscorp stories --min-articles 1 --format csv crawl/ > stories.csv";

pub(super) const TIMELINE: &str = "\
Examples:
  newscorp timeline coverage/                      # days, past and to come
  newscorp timeline --format csv coverage/ > days.csv
  newscorp timeline coverage/ |
    jq -r 'select(.disputed) | [.first_day, .text] | @tsv'";

pub(super) const REPORT: &str = "\
Examples:
  newscorp report coverage/ -o report.html         # to open in any browser
  newscorp extract coverage/ | newscorp report - > report.html";

pub(in crate::cli) const MODEL: &str = "\
Examples:
  newscorp model info                              # what the embedded model is
  newscorp model eval --data annotated/*.xml       # how good it is on texts";

pub(in crate::cli) const TRAIN: &str = "\
Examples:
  newscorp model train entities --data annotated/*.xml --epochs 2 \\
    --gazetteer names.tsv --clusters clusters.tsv -o own.model";

pub(in crate::cli) const EVAL: &str = "\
Examples:
  newscorp model eval --data annotated/*.xml";

pub(in crate::cli) const INFO: &str = "\
Examples:
  newscorp model info";

pub(in crate::cli) const TERMS: &str = "\
Examples:
  newscorp model terms --data annotated/*.xml > terms.tsv";

pub(super) const SCHEMA: &str = "\
Examples:
  newscorp schema > schema.json                    # of every kind of record
  newscorp schema claims                           # of the rows of `claims`
  newscorp schema claims --for polars > claims_schema.py
  newscorp schema --for spark > article.ddl
  newscorp schema --for duckdb > columns.txt
  duckdb -c \"SELECT count(*) FROM read_json('found.ndjson',
    columns=$(newscorp schema --for duckdb))\"";

pub(super) const COMPLETIONS: &str = "\
Examples:
  newscorp completions zsh > ~/.zfunc/_newscorp
  newscorp completions fish > ~/.config/fish/completions/newscorp.fish
  newscorp completions bash \\
    > ~/.local/share/bash-completion/completions/newscorp";

pub(super) const MAN: &str = "\
Examples:
  newscorp man > newscorp.1
  man ./newscorp.1";
