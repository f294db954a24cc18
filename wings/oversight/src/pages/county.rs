//! `/admin/catalogue` and `/admin/simplify`: what the compiler finds in the catalogue in force, and what need
//! not be asked of people any more, as pages to print and bring to a meeting.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use house::catalogue::simplify::{self, Proposal};
use house::catalogue::{Weight, report, standing};
use house::opening::Seeing;
use house::web::parts::{self, Tag};
use house::web::reply::attachment;
use house::web::{Administrator, Frame, Page, Reply};
use house::{Failure, House, links};
use kernel::Text;
use kernel::item::Situation;
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use crate::views;

/// A stretch of a file with the line that is meant.
#[derive(Serialize, JsonSchema)]
struct Excerpt {
    /// Path below the catalogue folder.
    file: String,
    /// The line that is meant, from 1.
    line: usize,
    /// What is said of it; empty for the finding's own place.
    says: Text,
    /// That line, the one before and the one after, each with its number.
    lines: Vec<(usize, String)>,
}

/// One finding.
#[derive(Serialize, JsonSchema)]
struct Found {
    /// Its code, as `docs/findings.md` lists it.
    code: String,
    /// Error, warning or note.
    weight: Text,
    #[serde(skip)]
    tag: Option<Tag>,
    title: Text,
    /// Who answers for the item; none for a file of the whole county.
    organ: Option<Text>,
    /// What is wrong.
    what: Text,
    /// How to mend it.
    mend: Text,
    /// Why it matters.
    why: Text,
    /// The article or requirement it rests on.
    rule: Text,
    /// Where it stands, then where else.
    excerpts: Vec<Excerpt>,
    /// Answers of somebody it happens to.
    example: Situation,
}

/// How many findings of one class or of one organ.
#[derive(Serialize, JsonSchema)]
struct Count {
    name: Text,
    found: usize,
}

/// What the compiler says of the catalogue in force.
#[derive(Serialize, JsonSchema)]
pub(super) struct Report {
    /// Files looked at.
    files: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    /// Facts that their files mark as not verified.
    to_verify: usize,
    classes: Vec<Count>,
    organs: Vec<Count>,
    findings: Vec<Found>,
}

/// GET `/admin/catalogue`.
pub(super) async fn report(
    State(house): State<House>,
    _who: Administrator,
    reply: Reply,
) -> Result<Response, Failure> {
    Ok(reply.page(&reported(&*house.looked().await?)))
}

fn reported(looked: &standing::Looked) -> Report {
    let survey = &looked.survey;
    let organs = report::organs(survey);
    let count = |weight| survey.flaws.iter().filter(|flaw| flaw.weight == weight).count();
    let excerpt = |file: &str, line: usize, says: Text| {
        let text = looked.sources.get(file).map_or("", String::as_str);
        let lines = text.lines().enumerate().map(|(n, text)| (n + 1, text.to_owned()));
        let near = lines.filter(|(n, _)| n.abs_diff(line) <= 1);
        Excerpt { file: file.to_owned(), line, says, lines: near.collect() }
    };
    let mut findings = Vec::new();
    for flaw in &survey.flaws {
        let (code, organ) = (flaw.code, organs.get(&flaw.file).cloned());
        let mut excerpts = vec![excerpt(&flaw.file, flaw.line, Text::default())];
        excerpts.extend(flaw.places.iter().map(|place| excerpt(&place.file, place.line, place.says.clone())));
        findings.push(Found {
            code: code.name.to_owned(),
            weight: flaw.weight.text(),
            tag: Some(if flaw.weight == Weight::Error { Tag::Bad } else { Tag::Ask }),
            title: report::both(code.title),
            organ,
            what: flaw.what.clone(),
            mend: flaw.mend.clone(),
            why: report::both(code.why),
            rule: report::both(code.rule),
            excerpts,
            example: flaw.example.clone(),
        });
    }
    let counts = report::counts(survey, &organs);
    let counted =
        |all: Vec<(Text, usize)>| all.into_iter().map(|(name, found)| Count { name, found }).collect();
    Report {
        files: survey.sources.len(),
        errors: count(Weight::Error),
        warnings: count(Weight::Warning),
        notes: count(Weight::Note),
        to_verify: survey.doubts.len(),
        classes: counted(counts.classes),
        organs: counted(counts.organs),
        findings,
    }
}

fn trail(see: &Frame, last: &str) -> Vec<(String, String)> {
    vec![
        ("/".to_owned(), see.say("首页", "Home").to_owned()),
        (links::admin().to_owned(), see.say("系统状况", "The house").to_owned()),
        (String::new(), last.to_owned()),
    ]
}

impl Report {
    fn counts(&self, see: &Frame) -> Markup {
        let rows = |counts: &[Count]| -> Vec<(String, Markup)> {
            counts.iter().map(|one| (see.of(&one.name).to_owned(), html! { (one.found) })).collect()
        };
        html! {
            (parts::section("classes", see.say("按类别", "By class"), &parts::facts(&rows(&self.classes))))
            (parts::section("organs", see.say("按机关", "By organ"), &parts::facts(&rows(&self.organs))))
        }
    }
}

impl Found {
    fn drawn(&self, see: &Frame, n: usize) -> Markup {
        let stop = see.say("。", ". ");
        html! { article aria-labelledby={ "finding-" (n) } {
            h3 id={ "finding-" (n) } {
                @if let Some(tag) = self.tag { (parts::tag(tag, see.of(&self.weight))) " " }
                (self.code) " " (see.of(&self.title))
            }
            p { (see.of(&self.what)) (stop) strong { (see.of(&self.mend)) (stop) } }
            @for excerpt in &self.excerpts { (excerpt.drawn(see)) }
            p.soft.small {
                (see.of(&self.why)) " " (see.say("依据：", "Rule: ")) (see.of(&self.rule))
                @if let Some(organ) = &self.organ { (see.say("。负责：", ". Answers for it: ")) (see.of(organ)) }
            }
        } }
    }
}

impl Excerpt {
    fn drawn(&self, see: &Frame) -> Markup {
        html! {
            @if !see.of(&self.says).is_empty() { p.small { (see.of(&self.says)) } }
            p.soft.small { (self.file) ":" (self.line) }
            ul.plain.small { @for (n, text) in &self.lines { li {
                @if *n == self.line { strong { (n) " " (text) } } @else { span.soft { (n) " " (text) } }
            } } }
        }
    }
}

impl Page for Report {
    fn title(&self, see: &Frame) -> String {
        let n = self.findings.len();
        match n {
            0 => see.say("没有发现问题 · 目录检查", "Nothing was found · The catalogue").to_owned(),
            n => see.pick(format!("{n} 处 · 目录检查"), format!("{n} found · The catalogue")),
        }
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        trail(see, see.say("目录检查", "The catalogue"))
    }

    fn body(&self, see: &Frame) -> Markup {
        let line = see.pick(
            format!(
                "{} 个文件，{} 处错误，{} 处提醒，{} 处说明，{} 处待核实。",
                self.files, self.errors, self.warnings, self.notes, self.to_verify
            ),
            format!(
                "{} files: {} errors, {} warnings, {} notes, {} facts to be verified.",
                self.files, self.errors, self.warnings, self.notes, self.to_verify
            ),
        );
        html! {
            (parts::title(see.say("目录检查报告", "Report on the catalogue"), &html! { (line) }))
            p { a href="/admin/simplify" {
                (see.say("哪些材料可以不要", "Which papers need not be asked for"))
            } }
            @if self.findings.is_empty() {
                (parts::note(&html! { p { (see.say(
                    "现行的事项之间没有矛盾、循环、含糊和多余。",
                    "Between the items in force nothing is contradictory, circular, vague or superfluous.",
                )) } }))
            } @else {
                (self.counts(see))
                (parts::section("findings", see.say("逐条", "One by one"), &html! {
                    @for (n, found) in self.findings.iter().enumerate() { (found.drawn(see, n + 1)) }
                }))
            }
        }
    }

    fn desk(&self) -> bool {
        true
    }
}

/// What could be asked for no more.
#[derive(Serialize, JsonSchema)]
pub(super) struct Less {
    /// The one that saves most first.
    proposals: Vec<Proposal>,
    /// Papers saved in a year, if all are taken.
    papers: u64,
    /// Trips saved in a year, if all are taken.
    trips: u64,
}

/// GET `/admin/simplify`.
pub(super) async fn simplify(
    State(house): State<House>,
    Administrator(who): Administrator,
    reply: Reply,
) -> Result<Response, Failure> {
    let proposals = house.looked().await?.proposals.clone();
    let page = house.read(who, move |seeing| less(seeing, proposals)).await?;
    Ok(reply.page(&page))
}

fn less(seeing: &mut Seeing<'_, '_>, mut proposals: Vec<Proposal>) -> Result<Less, Failure> {
    let today = seeing.ctx.today();
    let days = views::first_published(seeing.look)?.map_or(0, |at| today.days_since(at.day()));
    let days = u64::try_from(days).unwrap_or(0);
    let mut cases: BTreeMap<String, u64> = BTreeMap::new();
    for sum in views::sums(seeing.look, today, today)? {
        *cases.entry(sum.item).or_default() += u64::try_from(sum.running + sum.ended).unwrap_or(0);
    }
    for one in &mut proposals {
        let all = cases.get(&one.item).copied().unwrap_or(0);
        one.cases = Some(simplify::a_year(all, days));
    }
    proposals.sort_by_key(|one| (std::cmp::Reverse(one.saved()), one.file.clone(), one.line));
    let total = |saves: fn(&Proposal) -> u32| -> u64 {
        proposals.iter().map(|one| u64::from(saves(one)) * one.cases.unwrap_or(0)).sum()
    };
    let (papers, trips) = (total(|one| one.papers), total(|one| one.trips));
    Ok(Less { proposals, papers, trips })
}

/// GET `/admin/simplify.diff`: the changes as a difference of the catalogue's files.
pub(super) async fn difference(State(house): State<House>, _who: Administrator) -> Result<Response, Failure> {
    let looked = house.looked().await?;
    let text = simplify::difference(&looked.sources, &looked.proposals);
    Ok(attachment("simplify.diff", "text/plain; charset=utf-8", text.into_bytes()))
}

impl Less {
    fn rows(&self, see: &Frame) -> Vec<Vec<Markup>> {
        let row = |one: &Proposal| {
            vec![
                html! { a href=(links::item(&one.item)) { (see.of(&one.name)) } },
                html! { (see.of(&one.what)) br; span.soft.small { (one.code) " " (see.of(&one.rule)) } },
                html! { (see.of(&one.step.text())) },
                html! { (one.papers) " / " (one.trips) },
                html! { (one.cases.unwrap_or(0)) },
                html! { (one.saved()) },
            ]
        };
        self.proposals.iter().map(row).collect()
    }
}

impl Page for Less {
    fn title(&self, see: &Frame) -> String {
        let n = self.proposals.len();
        see.pick(format!("{n} 处 · 可以不要的材料"), format!("{n} · Papers that need not be asked for"))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        trail(see, see.say("可以不要的材料", "Papers that need not be asked for"))
    }

    fn body(&self, see: &Frame) -> Markup {
        let heads = [
            see.say("事项", "Item"),
            see.say("为什么", "Why"),
            see.say("怎么改", "What is done"),
            see.say("每件少交 / 少跑", "Papers / trips a case"),
            see.say("一年几件", "Cases a year"),
            see.say("一年省", "Saved a year"),
        ];
        let heading = see.say("可以不要的材料", "Papers that need not be asked for");
        let line = see.pick(
            format!("全部照改，一年少交 {} 份材料，少跑 {} 趟。", self.papers, self.trips),
            format!("All of it together saves {} papers and {} trips a year.", self.papers, self.trips),
        );
        html! {
            (parts::title(heading, &html! { (line) }))
            p { a href="/admin/catalogue" { (see.say("目录检查报告", "Report on the catalogue")) } }
            @if self.proposals.is_empty() {
                (parts::note(&html! { p { (see.say(
                    "没有找到：别的机关有的、交过的、查得到的，现行的事项都没有再要。",
                    "None was found: what a body has, or what was handed in, is not asked for.",
                )) } }))
            } @else {
                (parts::table(heading, &heads, &self.rows(see)))
                p.noprint { a href="/admin/simplify.diff" {
                    (see.say("下载目录文件的改动", "Download the change of the catalogue's files"))
                } }
                p.soft.small { (see.say(
                    "件数是台账里全部办件折算成一年的；只有部分情形要的材料，按每件都要算，是最多能省的数。",
                    "Cases are all of the ledger reckoned on a year. A paper that only some must bring \
                     counts for every case: it is the most that can be saved.",
                )) }
            }
        }
    }

    fn desk(&self) -> bool {
        true
    }
}
