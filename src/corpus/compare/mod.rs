//! What the articles of a story agree on, where they differ, what one alone says, whom they rely on, and what happened
//! when.

mod agreed;
mod align;
mod denied;
mod diff;
mod differ;
mod dispute;
mod fuse;
mod provenance;
mod rewrite;
mod slip;
mod stance;
mod statement;
mod timeline;
mod voice;
mod within;
mod words;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{
    Basis, Block, Comparison, Copy, Fact, FactKind, FactSide, Passage, Record, Reliance, Said,
    Sourcing, Span, Story, StoryArticle,
};
use crate::text::Text;
use crate::text::name::plain;
use align::{Alignment, Node};
use differ::{Item, Named, Quoted, Told, Utterance};
use dispute::Disputes;
use provenance::Relied;
use statement::{Kind, Statement};
use timeline::Dated;
use voice::Voice;
use within::Slip;

/// What the features of a sentence weigh together from which on it is worth showing though one article alone has it.
const TELLING: f64 = 14.0;

/// What a comparison reads of an article.
#[derive(Debug)]
pub struct Digest {
    text: String,
    blocks: Vec<Block>,
    /// Where the text begins behind its dateline.
    head: u32,
    statements: Vec<Statement>,
    items: Vec<Item>,
    /// Where they stand, in text order, each with its position.
    values: Vec<(Span, usize)>,
    /// They by their values, and by the clauses they stand in.
    by_value: FxHashMap<(u64, u64), Vec<usize>>,
    by_clause: Vec<(usize, usize)>,
    /// The days with which stretches begin and end.
    days: FxHashSet<u64>,
    named: Vec<Named>,
    quoted: Vec<Quoted>,
    utterances: Vec<Utterance>,
    voices: Vec<Voice>,
    slips: Vec<Slip>,
    /// Where names stand, in text order.
    names: Vec<Span>,
    told: Vec<Told>,
    dated: Vec<Dated>,
    relied: Vec<Relied>,
    /// Where the article credits another outlet, each time.
    credits: Vec<(Span, String)>,
    sourcing: Sourcing,
}

impl Digest {
    /// The digest of one article with its findings.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let text = Text::new(&record.article.text, &record.article.blocks);
        let statements = statement::statements(record, &text);
        let relied = provenance::relies(record);
        let items = differ::items(record, &text, &statements);
        let values = items.iter().enumerate().map(|(at, item)| (item.span(), at));
        let mut values: Vec<(Span, usize)> = values.collect();
        values.sort_unstable();
        let mut by_value: FxHashMap<_, Vec<usize>> = FxHashMap::default();
        let mut by_clause: Vec<(usize, usize)> = Vec::new();
        for (at, item) in items.iter().enumerate() {
            by_value.entry(item.value()).or_default().push(at);
            by_clause.push((item.clause(), at));
        }
        by_clause.sort_unstable();
        Self {
            items,
            values,
            by_value,
            by_clause,
            days: differ::ends_of_stretches(record),
            named: differ::named(record),
            quoted: differ::quoted(record, &text),
            utterances: differ::utterances(record, &text),
            voices: voice::voices(record, &text),
            slips: within::slips(record, &text),
            names: names(record),
            head: provenance::head_end(&record.article),
            blocks: record.article.blocks.clone(),
            told: differ::told(record, &text, &statements),
            dated: timeline::dated(record, &text, &statements),
            credits: provenance::credits(record),
            sourcing: provenance::sourcing(record, &relied),
            relied,
            statements,
            text: record.article.text.clone(),
        }
    }
}

/// Whether an article says anything against itself.
#[must_use]
pub fn contradicts_itself(record: &Record) -> bool {
    let text = Text::new(&record.article.text, &record.article.blocks);
    !within::slips(record, &text).is_empty()
}

/// Where names stand in an article, in text order.
fn names(record: &Record) -> Vec<Span> {
    let entities = record.entities.iter().flatten();
    let mut names: Vec<Span> = entities
        .flat_map(|entity| entity.mentions.clone())
        .collect();
    names.sort_unstable();
    names
}

/// A story compared. `digests` are those of its articles, in its order.
#[must_use]
pub fn compare(mut story: Story, digests: Vec<Digest>) -> Comparison {
    turn(&mut story.copies, &story.articles, &digests);
    let alignment = Alignment::new(digests.iter().map(|d| &*d.statements).collect());
    let edges = alignment.edges();
    let groups = alignment.groups(&edges);
    let mut compared = Compared {
        story: &story,
        digests: &digests,
        alignment: &alignment,
        originals: originals(&story),
        outlets: outlets(&story),
        added: FxHashMap::default(),
    };
    let rewrites = rewrite::rewrites(&compared);
    let added = rewrites.iter();
    compared.added = added
        .map(|rewrite| (rewrite.copy.article, rewrite.added.clone()))
        .collect();
    let mut differences = differ::facts(&compared, &edges, &groups);
    rewrite::facts(&compared, &edges, &rewrites, &mut differences);
    differences.extend(compared.within());
    let disputes = Disputes::of(&compared, &differences);
    let groups = groups.into_iter();
    let groups = groups.flat_map(|group| disputes.united(&compared, group));
    let groups = fuse::fused(&compared, groups.collect());
    let mut facts = compared.agreed(&groups, &disputes);
    let mut singles = Vec::new();
    if digests.len() > 1 {
        let single = compared.single(&edges).into_iter();
        let told = |fact: &Fact| disputes.is_told(fact.sides[0].support[0]);
        singles = single.filter(|fact| !told(fact)).collect();
    }
    facts.extend(differences);
    facts.extend(singles);
    compared.answer(&mut facts);
    let provenance = compared.provenance();
    let timeline = timeline::events(&compared, &edges, &facts);
    Comparison {
        rewrites,
        facts,
        provenance,
        timeline,
        sourcing: digests
            .iter()
            .map(|digest| digest.sourcing.clone())
            .collect(),
        texts: digests.into_iter().map(|digest| digest.text).collect(),
        story,
    }
}

/// The articles of a story on the way to their comparison.
struct Compared<'s> {
    story: &'s Story,
    digests: &'s [Digest],
    alignment: &'s Alignment<'s>,
    /// Of each article the one that it repeats, or itself.
    originals: Vec<usize>,
    /// The outlets of the articles by their plain names, with and without what names an edition; of each the name that comes
    /// first.
    outlets: FxHashMap<String, &'s str>,
    /// Of each copy what its original has not.
    added: FxHashMap<usize, Vec<Span>>,
}

/// Of each article of a story the one that it repeats, or itself; of a copy of a copy the first one.
fn originals(story: &Story) -> Vec<usize> {
    let mut of: Vec<usize> = (0..story.articles.len()).collect();
    for copy in &story.copies {
        of[copy.article] = copy.of;
    }
    let first = |article: usize| {
        let mut chain =
            std::iter::successors(Some(article), |&at| (of[at] != at).then_some(of[at]));
        chain.by_ref().take(of.len()).last().unwrap_or(article)
    };
    (0..of.len()).map(first).collect()
}

/// Turns those copies round of which the original credits the copy, which has no date: it came first.
fn turn(copies: &mut [Copy], articles: &[StoryArticle], digests: &[Digest]) {
    let repeats: FxHashSet<usize> = copies.iter().map(|copy| copy.article).collect();
    let mut turned: FxHashSet<usize> = FxHashSet::default();
    for copy in copies.iter_mut() {
        let (head, undated) = (&articles[copy.of], &articles[copy.article]);
        let names = digests[copy.article].relied.iter();
        let names = names.filter(|relied| relied.basis == Basis::Agency);
        let names = names.map(|relied| &*relied.on);
        let mut names = names.chain(undated.publisher.as_deref());
        let own = head.publisher.as_deref().unwrap_or_default();
        let credited = |name: &str| {
            let credits = digests[copy.of].credits.iter().map(|(_, outlet)| outlet);
            let relied = digests[copy.of].relied.iter().map(|relied| &relied.on);
            let mut by = credits.chain(relied);
            by.any(|outlet| provenance::same_outlet(outlet, name))
                && !provenance::same_outlet(name, own)
        };
        let later = head.day.is_some() && undated.day.is_none() && !repeats.contains(&copy.of);
        if later && names.any(credited) && turned.insert(copy.of) {
            std::mem::swap(&mut copy.of, &mut copy.article);
        }
    }
    copies.sort_unstable_by_key(|copy| copy.article);
}

/// The outlets of a story's articles by their plain names, with and without what names an edition; of each the name that
/// comes first.
fn outlets(story: &Story) -> FxHashMap<String, &str> {
    let all = story.articles.iter();
    let mut found = FxHashMap::default();
    for name in all.filter_map(|head| head.publisher.as_deref()) {
        let plain = plain(name);
        for edition in provenance::editions(&plain) {
            found.entry(edition.to_owned()).or_insert(name);
        }
        found.entry(plain).or_insert(name);
    }
    found
}

/// What is no part of a clause at its end.
const MARKS: [char; 7] = [',', ';', ':', ' ', '-', '\u{2013}', '\u{2014}'];

/// A clause without the conjunction at its end that leads to the next one.
fn without_tie(clause: &str) -> &str {
    let bare = clause.rsplit_once(' ');
    let bare = bare.filter(|(_, last)| words::is("trailing", last));
    bare.map_or(clause, |(bare, _)| bare.trim_end_matches(MARKS))
}

impl Compared<'_> {
    /// The article that an article repeats, or itself.
    fn original(&self, article: usize) -> usize {
        self.originals[article]
    }

    /// Whether articles are more than copies of one.
    fn independent(&self, mut articles: impl Iterator<Item = usize>) -> bool {
        let first = articles.next().map(|article| self.original(article));
        articles.any(|article| Some(self.original(article)) != first)
    }

    /// The passage of a clause, without white space and marks at its ends.
    fn passage(&self, (article, number): Node) -> Passage {
        let text = &self.digests[article].text;
        let span = self.digests[article].statements[number].span;
        let trimmed = span.of(text).trim_end_matches(MARKS);
        let trimmed = without_tie(trimmed);
        let end = span.start + u32::try_from(trimmed.len()).unwrap_or(0);
        Passage {
            article,
            span: Span::new(span.start, end.max(span.start)),
        }
    }

    /// A passage with the clause that it stands in.
    fn around(&self, passage: Passage) -> Passage {
        let statements = &self.digests[passage.article].statements;
        let clause = timeline::holder(statements, passage.span);
        let clause = clause.map(|at| self.passage((passage.article, at)));
        clause.map_or(passage, |clause| Passage {
            span: clause.span.join(passage.span),
            ..passage
        })
    }

    /// The claim that a passage is the content of.
    fn voice(&self, passage: Passage) -> Option<&Voice> {
        voice::of(&self.digests[passage.article].voices, passage.span)
    }

    /// Tells of each passage who answers for it.
    fn answer(&self, facts: &mut [Fact]) {
        for side in facts.iter_mut().flat_map(|fact| &mut fact.sides) {
            let said = side.support.iter().map(|&passage| {
                let voice = self.voice(passage);
                voice.map_or_else(Said::default, |voice| voice.said.clone())
            });
            side.said = said.collect();
        }
    }

    /// What articles say against themselves.
    fn within(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        for (article, digest) in self.digests.iter().enumerate() {
            for slip in &digest.slips {
                let sides = slip.sides.each_ref().map(|(value, span)| FactSide {
                    value: Some(value.clone()),
                    support: vec![self.around(Passage {
                        article,
                        span: *span,
                    })],
                    said: Vec::new(),
                });
                facts.push(Fact {
                    kind: FactKind::Differ,
                    contrast: Some(slip.contrast),
                    about: slip.about.clone(),
                    disputed: true,
                    origins: self.origins(&sides[0].support),
                    sides: sides.into(),
                });
            }
        }
        facts
    }

    fn words(&self, passage: Passage) -> &str {
        passage.span.of(&self.digests[passage.article].text)
    }

    /// Who stands behind passages: for each, the outlet that its article credits nearby, else the article's own outlet;
    /// copies stand behind nothing of their own.
    fn origins(&self, support: &[Passage]) -> Vec<String> {
        let mut origins: Vec<String> = Vec::new();
        let has = |article: usize| support.iter().any(|passage| passage.article == article);
        for passage in support {
            let mut original = self.original(passage.article);
            let added = self.added.get(&passage.article).into_iter().flatten();
            if added.clone().any(|added| added.contains(passage.span)) {
                original = passage.article;
            } else if original != passage.article && has(original) {
                continue;
            }
            let head = &self.story.articles[original];
            let outlet = self.credit(passage).or_else(|| head.publisher.clone());
            let origin = outlet.unwrap_or_else(|| head.locator.path.to_string_lossy().into_owned());
            let origin = self.outlet(origin);
            if !origins.contains(&origin) {
                origins.push(origin);
            }
        }
        origins
    }

    /// The agency whose report an article prints, or the outlet that it credits in the sentence of a passage.
    fn credit(&self, passage: &Passage) -> Option<String> {
        let digest = &self.digests[passage.article];
        let mut agencies = digest
            .relied
            .iter()
            .filter(|relied| relied.basis == Basis::Agency);
        if let Some(agency) = agencies.next() {
            return Some(agency.on.clone());
        }
        let sentence = |at: u32| {
            let place = timeline::holder(&digest.statements, Span::new(at, at))?;
            Some(digest.statements[place].sentence)
        };
        let own = sentence(passage.span.start)?;
        let mut credits = digest.credits.iter();
        let credit = credits.find(|(span, _)| sentence(span.start) == Some(own));
        credit.map(|(_, outlet)| outlet.clone())
    }

    /// The name of an outlet as the story's articles have it.
    fn outlet(&self, name: String) -> String {
        let plain = plain(&name);
        let mut names = std::iter::once(&*plain).chain(provenance::editions(&plain));
        let known = names.find_map(|name| self.outlets.get(name));
        known.map_or(name, |own| (*own).to_owned())
    }

    /// Sentences that say much and meet nothing in the other articles.
    fn single(&self, edges: &[align::Edge]) -> Vec<Fact> {
        let met: FxHashSet<(usize, usize)> = edges
            .iter()
            .filter(|edge| edge.weight >= TELLING / 2.0)
            .flat_map(|edge| [edge.a, edge.b])
            .map(|node| (node.0, self.alignment.statement(node).sentence))
            .collect();
        let mut facts = Vec::new();
        for (article, digest) in self.digests.iter().enumerate() {
            let sentences = digest.statements.chunk_by(|a, b| a.sentence == b.sentence);
            let mut first = 0;
            for clauses in sentences {
                let numbers = first..first + clauses.len();
                first = numbers.end;
                let mut nodes = numbers.map(|number| (article, number));
                if met.contains(&(article, clauses[0].sentence))
                    && !nodes.any(|node| differ::is_later_toll(self, node))
                {
                    continue;
                }
                let features = clauses.iter().flat_map(|clause| &clause.features);
                let mut features: Vec<statement::Feature> = features.copied().collect();
                // Sums of floating-point numbers hang on their order.
                features.sort_unstable();
                features.dedup();
                let telling = [
                    Kind::Figure,
                    Kind::Count,
                    Kind::Date,
                    Kind::Name,
                    Kind::Person,
                ];
                let weight: f64 = features
                    .iter()
                    .map(|&feature| self.alignment.weight(feature))
                    .sum();
                if weight < TELLING
                    || !clauses
                        .iter()
                        .any(|c| telling.iter().any(|&kind| c.has(kind)))
                {
                    continue;
                }
                let span = Span::new(clauses[0].span.start, clauses[clauses.len() - 1].span.end);
                let support = vec![Passage { article, span }];
                facts.push(Fact {
                    kind: FactKind::Single,
                    contrast: None,
                    about: self.words(support[0]).to_owned(),
                    disputed: false,
                    origins: self.origins(&support),
                    sides: vec![FactSide {
                        value: None,
                        support,
                        said: Vec::new(),
                    }],
                });
            }
        }
        facts
    }

    fn provenance(&self) -> Vec<Reliance> {
        let mut found = Vec::new();
        for (article, digest) in self.digests.iter().enumerate() {
            for relied in &digest.relied {
                let passage = Passage {
                    article,
                    span: relied.span,
                };
                found.push(Reliance {
                    passage,
                    on: relied.on.clone(),
                    basis: relied.basis,
                });
            }
        }
        found
    }
}
