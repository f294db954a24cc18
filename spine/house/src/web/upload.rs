//! One file, uploaded by its own form: the text before it is read and judged first, the file piece by piece
//! up to its limit, and what a slow or greedy sender can cost is bounded.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use kernel::limits::{
    DRAIN_BYTES, FILE_BYTES, FILE_NAME_CHARS, UPLOAD_FIELD_BYTES, UPLOAD_FIELDS, UPLOAD_IDLE_MS, UPLOAD_MS,
    UPLOAD_TURN_MS, UPLOADS_AT_ONCE,
};
use kernel::{Actor, Text};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{Instant, timeout, timeout_at};

use super::input::{SEEN_FIELD, own_token};
use super::page::TOKEN_FIELD;
use super::visit::Visit;
use crate::content::{Form, Unfit, judge};
use crate::desk::Cause;
use crate::failure::Failure;
use crate::opening::House;
use store::ledger::sm3_hex;

/// The field of a form that holds the file; it comes last.
pub const FILE_FIELD: &str = "file";

/// Who uploads now: so many at once in the house, and one at once of a party.
pub struct Turns {
    all: Semaphore,
    parties: Mutex<BTreeSet<String>>,
}

impl Default for Turns {
    fn default() -> Self {
        Self { all: Semaphore::new(UPLOADS_AT_ONCE), parties: Mutex::default() }
    }
}

/// A turn; given back when it is dropped.
struct Turn<'a> {
    turns: &'a Turns,
    party: String,
    _permit: SemaphorePermit<'a>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if let Ok(mut parties) = self.turns.parties.lock() {
            parties.remove(&self.party);
        }
    }
}

impl Turns {
    async fn take(&self, party: &str) -> Result<Turn<'_>, Failure> {
        let waiting = timeout(Duration::from_millis(UPLOAD_TURN_MS), self.all.acquire()).await;
        let permit = waiting.map_err(|_| Failure::Busy)?.map_err(|_| Failure::Busy)?;
        let mut parties = self.parties.lock().expect("nothing panics while it counts");
        if !parties.insert(party.to_owned()) {
            return Err(Failure::Busy);
        }
        drop(parties);
        Ok(Turn { turns: self, party: party.to_owned(), _permit: permit })
    }
}

/// An upload whose text is read and whose file is not.
pub struct Upload {
    /// Text fields that came before the file.
    pub fields: BTreeMap<String, String>,
    /// Version of the thing that the page showed.
    pub seen: Option<i64>,
    key: String,
    program: bool,
    declared: Option<u64>,
    file: Option<multer::Field<'static>>,
    rest: multer::Multipart<'static>,
}

/// A file that was read and judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uploaded {
    /// What it is.
    pub form: Form,
    /// The name it came under, cleaned; for people only.
    pub name: String,
    /// It.
    pub bytes: Vec<u8>,
}

/// Why the file of an upload was not taken; the page it came from says so at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// No file was chosen.
    None,
    /// It is larger than [`FILE_BYTES`].
    TooLarge,
    /// It is not what is taken.
    Unfit(Unfit),
}

impl NotTaken {
    /// What is wrong and what to do.
    pub fn text(&self) -> Text {
        match self {
            NotTaken::None => Text::new("请先选一个文件", "Choose a file first"),
            NotTaken::TooLarge => {
                let most = FILE_BYTES / (1024 * 1024);
                Text::new(
                    format!(
                        "这个文件太大，一个最多 {most} MB。请把扫描调到 300 dpi、黑白或者灰度，或者分成几个文件交"
                    ),
                    format!(
                        "This file is too large; one may have {most} MB. Scan at 300 dpi in grey, or split it"
                    ),
                )
            }
            NotTaken::Unfit(unfit) => unfit.text(),
        }
    }
}

fn unreadable(zh: &str, en: &str) -> Failure {
    Failure::Unreadable(Text::new(zh, en))
}

fn broken_off() -> Failure {
    unreadable(
        "文件没有传完就断了，没有存上。请再传一次",
        "The upload broke off before its end; nothing was kept. Send the file again",
    )
}

impl FromRequest<House> for Upload {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &House) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        let visit = parts.extensions.get::<Visit>().cloned().ok_or(Failure::Stranger)?;
        let header = |name: &str| parts.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let boundary = multer::parse_boundary(header("content-type")).map_err(|_| {
            unreadable(
                "没有读懂传来的文件：请求不是 multipart/form-data，或者没有写分隔符。请从页面上传",
                "The upload cannot be read: it is no multipart/form-data with a boundary. Use the page",
            )
        })?;
        // a second bound around everything: what stands before, between and behind the parts counts too
        let most = u64::try_from(FILE_BYTES + 2 * DRAIN_BYTES).unwrap_or(u64::MAX);
        let bound = multer::Constraints::new().size_limit(multer::SizeLimit::new().whole_stream(most));
        let mut rest = multer::Multipart::with_constraints(Body::into_data_stream(body), boundary, bound);
        let deadline = Instant::now() + Duration::from_millis(UPLOAD_IDLE_MS);
        let reading = timeout_at(deadline, text_fields(&mut rest));
        let (mut fields, file) = reading.await.map_err(|_| broken_off())??;
        let program = visit.session.is_none() && visit.actor.is_some();
        let key = if program {
            header("idempotency-key").to_owned()
        } else {
            let path = sm3_hex(parts.uri.path().as_bytes())[..12].to_owned();
            let token = fields.remove(TOKEN_FIELD).unwrap_or_default();
            format!("{}-{path}", own_token(&visit, &token)?)
        };
        let seen = fields.remove(SEEN_FIELD).and_then(|seen| seen.parse().ok());
        let declared = header("content-length").parse().ok();
        Ok(Self { fields, seen, key, program, declared, file, rest })
    }
}

type Texts = (BTreeMap<String, String>, Option<multer::Field<'static>>);

/// The text fields up to the file, which stays unread.
async fn text_fields(rest: &mut multer::Multipart<'static>) -> Result<Texts, Failure> {
    let mut fields = BTreeMap::new();
    while let Some(mut field) = rest.next_field().await.map_err(|_| broken_off())? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == FILE_FIELD || field.file_name().is_some() {
            return Ok((fields, Some(field)));
        }
        if fields.len() >= UPLOAD_FIELDS {
            return Err(Failure::TooLarge(UPLOAD_FIELDS * UPLOAD_FIELD_BYTES));
        }
        let mut text = Vec::new();
        while let Some(piece) = field.chunk().await.map_err(|_| broken_off())? {
            if text.len() + piece.len() > UPLOAD_FIELD_BYTES {
                return Err(Failure::TooLarge(UPLOAD_FIELD_BYTES));
            }
            text.extend_from_slice(&piece);
        }
        fields.insert(name, String::from_utf8_lossy(&text).replace('\0', "\u{FFFD}"));
    }
    Ok((fields, None))
}

impl Upload {
    /// One of the text fields; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// The cause of the command this upload becomes, scoped by who sends it.
    ///
    /// # Errors
    /// [`Failure::Unreadable`] if the key cannot be one.
    pub fn cause(&self, who: &Actor) -> Result<Cause, Failure> {
        Cause::outside(if self.program { "api" } else { "form" }, &who.party, &self.key)
    }

    /// Read the file, now that the text before it was judged; `keep` is asked to do something with it while
    /// the party's turn lasts, so that two uploads of hers cannot both count what is there.
    ///
    /// # Errors
    /// [`Failure::Busy`] if too many upload, [`Failure::Unreadable`] if it breaks off or more follows it,
    /// whatever `keep` says.
    pub async fn read<T>(
        mut self,
        house: &House,
        who: &Actor,
        keep: impl AsyncFnOnce(Uploaded) -> Result<T, Failure>,
    ) -> Result<Result<T, NotTaken>, Failure> {
        let Some(file) = self.file.take() else { return Ok(Err(NotTaken::None)) };
        let _turn = house.turns.take(&who.party).await?;
        let name = clean(file.file_name().unwrap_or_default());
        let until = Instant::now() + Duration::from_millis(UPLOAD_MS);
        let most = u64::try_from(FILE_BYTES + UPLOAD_FIELDS * UPLOAD_FIELD_BYTES).unwrap_or(u64::MAX);
        let declared = self.declared.is_some_and(|declared| declared > most);
        let Some(bytes) = pieces(file, declared, until).await? else {
            return Ok(Err(NotTaken::TooLarge));
        };
        let more = timeout_at(until, self.rest.next_field()).await.map_err(|_| broken_off())?;
        if more.map_err(|_| broken_off())?.is_some() {
            return Err(unreadable(
                "一次只传一个文件，文件后面不能再有别的内容。没有存上，请一个一个传",
                "One file at a time, with nothing behind it. Nothing was kept; send them one by one",
            ));
        }
        if bytes.is_empty() && name.is_empty() {
            return Ok(Err(NotTaken::None));
        }
        let looked = tokio::task::spawn_blocking(move || {
            let form = judge(&bytes);
            (form, bytes)
        });
        match looked.await {
            Ok((Ok(form), bytes)) => keep(Uploaded { form, name, bytes }).await.map(Ok),
            Ok((Err(unfit), _)) => Ok(Err(NotTaken::Unfit(unfit))),
            Err(_) => Err(Failure::Fault("a file was not looked into to its end".to_owned())),
        }
    }
}

/// The pieces of the file; none if they are more than a file may have, or were declared to be. What is too
/// much is read on for a while and thrown away: a browser shows an answer only when it has finished sending.
async fn pieces(
    mut file: multer::Field<'static>,
    declared_too_large: bool,
    until: Instant,
) -> Result<Option<Vec<u8>>, Failure> {
    let (mut bytes, mut thrown) = (Vec::new(), 0);
    let mut over = declared_too_large;
    while let Some(piece) = next(&mut file, until).await? {
        over = over || bytes.len() + piece.len() > FILE_BYTES;
        if !over {
            bytes.extend_from_slice(&piece);
            continue;
        }
        bytes = Vec::new();
        thrown += piece.len();
        if thrown > DRAIN_BYTES {
            break;
        }
    }
    Ok((!over).then_some(bytes))
}

async fn next(file: &mut multer::Field<'static>, until: Instant) -> Result<Option<Bytes>, Failure> {
    let idle = Instant::now() + Duration::from_millis(UPLOAD_IDLE_MS);
    let piece = timeout_at(until.min(idle), file.chunk()).await.map_err(|_| broken_off())?;
    piece.map_err(|_| broken_off())
}

/// The last part of a name, without what no name has; for people only, never a path.
fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain =
        last.chars().filter(|c| !c.is_control() && !"\"<>:|?*\u{202A}\u{202B}\u{202D}\u{202E}".contains(*c));
    let plain: String = plain.take(FILE_NAME_CHARS).collect();
    plain.trim().trim_matches('.').to_owned()
}
