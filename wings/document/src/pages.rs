//! Documents: the file of one, and the administrator's list of those that could not be printed.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use house::web::guard::newcomer;
use house::web::parts::{self, Look};
use house::web::{
    Administrator, Frame, Input, Member, Nothing, Page, Reply, Route, get, get_file, get_led, post,
};
use house::{Entrance, Failure, House, To, links};
use kernel::limits::PAGE_ROWS;
use kernel::{Channel, Decider, Rule, Text, Where};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use crate::rules::{Command, Rules, SEE};
use crate::views::{self, Line};

/// Its places in the navigation: documents are found on the pages of their cases.
pub const ENTRIES: &[Entrance] = &[];

const PDF: &str = "application/pdf";
/// The policy of a sheet that a terminal shows to be printed: nothing is fetched, nobody frames it.
const SHOWN: &str =
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/// Its pages.
pub fn routes() -> Vec<Route> {
    vec![
        get::<Administrator, Stuck, _, _>("/documents", stuck),
        get_file::<Member, _, _>("/documents/{document_no}", &[PDF], file),
        post::<Administrator, _, _>("/documents/{document_no}/draw-again", draw_again)
            .refuses(Rule::Delivery, &["drawn_already", "being_drawn"]),
        get_led::<Administrator, _, _>("/documents/{document_no}/draw-again", to_the_list),
    ]
}

/// `GET /documents/{document_no}`: the bytes as they were issued, handed out; only a terminal shows them in
/// place.
async fn file(
    State(house): State<House>,
    Member(who): Member,
    Path(no): Path<String>,
) -> Result<Response, Failure> {
    let at_terminal = who.channel == Channel::Kiosk;
    let line = house
        .read(who, move |seeing| {
            let line = views::one(seeing.look, &no)?.ok_or(Failure::Absent)?;
            let place = Where {
                organ: line.organ.clone(),
                item: line.item.clone(),
                hall: line.hall.clone(),
                division: seeing.ctx.division.to_owned(),
                party: line.party.clone(),
            };
            let seen = seeing.ctx.rights.may(seeing.ctx.actor, SEE, &place);
            let there = matches!(line.state.as_str(), "drawn" | "ready");
            if seen && there { Ok(line) } else { Err(Failure::Absent) }
        })
        .await?;
    // it is drawn when somebody looks for the first time, and stays what it is then
    let line = match line.state.as_str() {
        "drawn" => line,
        _ => first_look(&house, line).await?,
    };
    let bytes = house.open_file(&line.party, &line.hash).await?.ok_or(Failure::Absent)?;
    let mut answer = Response::new(Body::from(bytes));
    // a terminal prints it on the spot: what the house drew itself is shown there
    let (how, policy) = if at_terminal { ("inline", SHOWN) } else { ("attachment", "sandbox") };
    let name = format!("{how}; filename=\"{}-{}.pdf\"", line.case_no, line.kind);
    for (header, value) in [
        (header::CONTENT_TYPE, PDF),
        (header::CONTENT_DISPOSITION, name.as_str()),
        (header::CONTENT_SECURITY_POLICY, policy),
    ] {
        let value = HeaderValue::from_str(value).map_err(|e| Failure::Fault(e.to_string()))?;
        answer.headers_mut().insert(header, value);
    }
    Ok(answer)
}

async fn first_look(house: &House, line: Line) -> Result<Line, Failure> {
    let no = line.document_no.clone();
    house.draw(crate::rules::Rules::WING, line.seq, no.clone()).await?;
    let drawn = house.read(newcomer(""), move |seeing| Ok(views::one(seeing.look, &no)?)).await?;
    drawn.filter(|line| line.state == "drawn").ok_or(Failure::Absent)
}

/// Documents that wait for an administrator.
#[derive(Serialize, JsonSchema)]
struct Stuck {
    documents: Vec<Line>,
    /// Where a font file is put.
    folder: String,
}

async fn stuck(
    State(house): State<House>,
    Administrator(who): Administrator,
    reply: Reply,
) -> Result<Response, Failure> {
    let folder = house.data.join(house::printing::FONTS).display().to_string();
    let documents = house.read(who, |seeing| Ok(views::stuck(seeing.look, PAGE_ROWS)?)).await?;
    Ok(reply.page(&Stuck { documents, folder }))
}

async fn to_the_list(Administrator(_): Administrator, Path(_): Path<String>, reply: Reply) -> Response {
    reply.lead(links::stuck_documents())
}

async fn draw_again(
    State(house): State<House>,
    Administrator(who): Administrator,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Nothing>,
) -> Result<Response, Failure> {
    let cause = input.cause(&who)?;
    let receipt = house.act::<Rules>(who, To::Stream(no), cause, input.seen, Command::DrawAgain {}).await?;
    Ok(reply.done(links::stuck_documents(), &receipt))
}

impl Page for Stuck {
    fn title(&self, see: &Frame) -> String {
        see.say("打印不出来的文书", "Documents that cannot be printed").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (links::admin().to_owned(), see.say("系统状况", "The house").to_owned()),
            (String::new(), self.title(see)),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::title(&self.title(see), &html! {
                (see.say("有字打不出来的文书不盖章、不送达，申请人在等。",
                    "A document with a character that cannot be printed is neither sealed nor delivered; \
                     somebody is waiting for it."))
            }))
            @if self.documents.is_empty() {
                (parts::note(&html! { p { (see.say("没有。文书都打印好了。", "None. Every document is printed.")) } }))
            } @else {
                (parts::section("how", see.say("怎么办", "What to do"), &self.how(see)))
                @for line in &self.documents { (drawn(see, line)) }
            }
        }
    }

    fn desk(&self) -> bool {
        true
    }
}

impl Stuck {
    fn how(&self, see: &Frame) -> Markup {
        html! { ol {
            li { (see.say("找一个有这些字的字体文件（ttf、otf、ttc），放到 ",
                "Find a font file that has these characters (ttf, otf, ttc) and put it into "))
                span.code { (self.folder) } (see.say("，不用重启。", "; no restart is needed.")) }
            li { (see.say("在下面按“再打印一次”。", "Press “Print again” below.")) }
            li { (see.say("打印好了，这里就没有它了，窗口可以送达。",
                "Once it is printed it is gone from here, and the window can deliver.")) }
        } }
    }
}

fn drawn(see: &Frame, line: &Line) -> Markup {
    let kind = views::called(&line.kind);
    let characters = || {
        let each = line.glyphs.chars().map(|c| format!("{c} (U+{:04X})", u32::from(c)));
        each.collect::<Vec<_>>().join("  ")
    };
    let mut rows = vec![(see.say("办件", "Case").to_owned(), parts::code(&line.case_no))];
    if !line.glyphs.is_empty() {
        let label = see.say("字库里没有的字", "Characters no font has").to_owned();
        rows.push((label, html! { strong { (characters()) } }));
    }
    rows.push((see.say("打印室的话", "What the printing room says").to_owned(), html! { (line.why) }));
    let heading: Text =
        Text::new(format!("{} {}", kind.zh, line.number), format!("{} {}", kind.en, line.number));
    let action = format!("{}/draw-again", links::document(&line.document_no));
    let seen = line.version.to_string();
    parts::section(
        &line.document_no,
        see.of(&heading),
        &html! {
            (parts::facts(&rows))
            (parts::act_form(see, &action, &[("seen", &seen)], &html! {}, Look::Filled,
                see.say("再打印一次", "Print again")))
        },
    )
}
