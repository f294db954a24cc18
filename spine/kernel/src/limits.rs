//! A limit on everything, in one place, with its unit in its name and its reason beside it.

/// Commands that may wait for the writer. More would keep a person waiting longer than she will.
pub const QUEUE_JOBS: usize = 512;
/// Milliseconds one look of a page may take: beyond ten seconds nobody waits, and others wait behind it.
pub const LOOK_MS: u64 = 10_000;
/// Looks without that limit at once (a check of the whole ledger), each on a connection of its own.
pub const LOOKS_APART: usize = 2;
/// Connections at once: a process may have 1,024 files open unless somebody raised it, and the ledger, the
/// uploads and the lobby want some. A hall of officers behind one proxy needs some dozens.
pub const CONNECTIONS: usize = 800;
/// Connections beyond that which are told so at the same time; one more is hung up on without a word.
pub const LOBBY: usize = 64;
/// Milliseconds somebody in the lobby has to say what she wants and to hear that there is no place.
pub const LOBBY_MS: u64 = 2_000;
/// Milliseconds the head of a request may take, and a connection may stand idle between two.
pub const HEADER_MS: u64 = 15_000;
/// Bytes of the head of a request: cookies, and an address with a long search.
pub const HEADER_BYTES: usize = 32 * 1024;
/// Milliseconds the body of a post may take: 256 KiB at 100 kbit/s. Uploads have limits of their own.
pub const BODY_MS: u64 = 20_000;
/// Milliseconds an answer may wait for its reader to take the next piece.
pub const WRITE_IDLE_MS: u64 = 20_000;
/// Jobs that one transaction may hold: group commit is worth sixfold, and a batch is what a crash repeats.
pub const BATCH_JOBS: usize = 256;
/// Events a stream may hold: a ticket, a slot, a case is a stream; a day or a hall is not (design §3.6).
pub const STREAM_EVENTS: usize = 2_000;
/// Events one command may record; more than this is a loop.
pub const COMMAND_EVENTS: usize = 16;
/// Rounds in which `lapse` may speak before a command; more than this is a loop.
pub const LAPSE_ROUNDS: usize = 8;
/// Characters of a key that comes from outside (one-way door 4).
pub const KEY_CHARS: usize = 64;
/// Bytes of a request body without attachments: a form of 200 long fields is under it.
pub const BODY_BYTES: usize = 256 * 1024;
/// Characters of a name of a person or an organisation (the longest registered name is shorter).
pub const NAME_CHARS: usize = 100;
/// Characters of one line of text in a form.
pub const LINE_CHARS: usize = 200;
/// Characters of a search that count: a sentence; longer ones are pasted by mistake.
pub const SEARCH_CHARS: usize = 60;
/// Words of a search that count.
pub const SEARCH_WORDS: usize = 8;
/// Items shown that share only some words with what was asked: more is a list nobody reads.
pub const SEARCH_LOOSELY: usize = 6;
/// Characters of a reason, an opinion, an explanation.
pub const REASON_CHARS: usize = 2_000;
/// Objections of one party to one publicity, each answered before the next; others are heard however many
/// there are (Licensing Law Art. 36).
pub const OBJECTIONS: usize = 5;
/// Looks on the spot in one case; who comes more often harasses (优化营商环境条例 Art. 36).
pub const VISITS: u32 = 5;
/// Other organs asked in one case; more is a meeting.
pub const CONSULTATIONS: u32 = 6;
/// Fields of one form; a longer one is several questions asked at once.
pub const FORM_FIELDS: usize = 200;
/// Rows of a repeated group: a company of limited liability has at most 50 shareholders (公司法 Art. 42).
pub const GROUP_ROWS: usize = 50;
/// Materials of one item; the longest list of the county has 27.
pub const MATERIALS: usize = 100;
/// Bytes of one catalogue file: an item of fifty pages is under it.
pub const CATALOGUE_FILE_BYTES: usize = 512 * 1024;
/// Characters of a catalogue file in the editor of the browser: a Chinese character costs nine bytes of a
/// form's body, and what is said of the change, its day and the token come in the same body.
pub const CATALOGUE_EDITOR_CHARS: usize = BODY_BYTES / 9 - REASON_CHARS - 500;
/// Bytes of one spreadsheet of the catalogue: two thousand items are under it.
pub const SHEET_BYTES: usize = 16 * 1024 * 1024;
/// Rows of one page of a list.
pub const PAGE_ROWS: i64 = 50;
/// Characters of a name that are searched: longer than any company's, and no text has more pairs than this.
pub const FIND_CHARS: usize = 60;
/// Distinct texts read for one pair of characters of what is searched: some milliseconds; of more the
/// reader is told to write more.
pub const FIND_TEXTS: usize = 500;
/// Cases of one text looked at: more than one person has in a life; of a company the newest.
pub const FIND_BEARERS: usize = 2_000;
/// Facts a follower reads at once: more than one commit of a crowded house holds, so that what is owed does
/// not grow while it is crowded, and a tenth of a second of the writer at most when much is owed.
pub const FOLLOW_FACTS: i64 = 1_000;
/// Clocks the timekeeper strikes in one round (one-way door 10).
pub const CLOCK_ROUND: i64 = 1_000;
/// Events after which a head is signed (one-way door 5).
pub const HEAD_EVENTS: i64 = 1_000;
/// Milliseconds after which a head is signed if there are new events (one-way door 5).
pub const HEAD_MS: i64 = 60_000;
/// Milliseconds a session lives without being used: a clerk's lunch is shorter.
pub const SESSION_IDLE_MS: i64 = 2 * 3_600_000;
/// Milliseconds a session lives at all: one working day.
pub const SESSION_MS: i64 = 12 * 3_600_000;
/// Milliseconds a draft is kept (GLOSSARY: gone after 30 days).
pub const DRAFT_MS: i64 = 30 * 86_400_000;
/// Milliseconds what was sent without a session waits for whoever sent it: she is about to sign in.
pub const RESUME_MS: i64 = 3_600_000;
/// Milliseconds the row of a session outlives it, so that a form drawn for it is known to be hers.
pub const SESSION_KNOWN_MS: i64 = 86_400_000;
/// Drafts one person may keep; the oldest goes first.
pub const DRAFTS: i64 = 20;
/// Wrong passwords in a row before the account is locked (GB/T 22239-2019 8.1.4.1: failure handling).
pub const WRONG_PASSWORDS: i64 = 5;
/// Milliseconds an account stays locked after that.
pub const LOCKED_MS: i64 = 15 * 60_000;
/// Characters of a password, at least (GB/T 22239-2019 8.1.4.1: complexity).
pub const PASSWORD_CHARS_MIN: usize = 10;
/// Characters of a password, at most: argon2 reads them all.
pub const PASSWORD_CHARS_MAX: usize = 200;
/// Times a message is tried before it is called failed and an administrator sees it.
pub const OUTBOX_TRIES: i64 = 8;
/// Messages the outbox hands to a channel in one round.
pub const OUTBOX_ROUND: i64 = 100;
/// Calendar years a division may keep: a due date of 20 years is no due date.
pub const CALENDAR_YEARS: usize = 40;
/// Longest limit in its own unit: the longest period of the catalogue is 30 years.
pub const LIMIT_MAX: u32 = 3_650;
/// Working days after the conclusion of a case within which it may be reviewed: what is said later is no
/// longer about the day of the service (GB/T 39734-2020, 评价时效规则; the county's service rule).
pub const REVIEW_WORKING_DAYS: u32 = 5;
/// Working days after a bad review within which somebody contacts the person (国办发〔2019〕51号: 差评 are
/// called back and verified at once; one working day is the county's own limit for “at once”).
pub const REVIEW_CONTACT_WORKING_DAYS: u32 = 1;
/// Working days after a notice of corrections after which the county's rule closes the file, where the item
/// says nothing: public counters close after 10 to 30, and the longest is the kindest (not verified; the
/// county's service rule names the clause).
pub const CLOSING_WORKING_DAYS: u32 = 30;
/// Working days after a grant on a promise within which the organ verifies it, where the item says nothing:
/// about the two months that published commitment rules name most often (not verified; the county's own).
pub const PLEDGE_CHECK_WORKING_DAYS: u32 = 40;
/// Working days in which a promise found broken is mended, where the item says nothing (not verified; the
/// county's own, and no shorter than what a correction is given).
pub const PLEDGE_MEND_WORKING_DAYS: u32 = 15;
/// Days before the last day of a verification on which the organ is reminded: two officers must still find
/// a day to go.
pub const PLEDGE_CHECK_REMINDER_DAYS: i32 = 10;
/// Points of one commitment; more are read by nobody who signs.
pub const PLEDGE_POINTS: usize = 20;
/// Days before something runs out for the applicant on which she is reminded: a weekend and a day to act.
pub const REMINDER_DAYS: i32 = 3;
/// Days before today on which a parcel may have come: what lay longer was lost, and is another matter.
pub const PARCEL_DAYS: i32 = 60;
/// Days a laboratory test may be announced to need; longer must be told again.
pub const STOP_DAYS: u32 = 180;
/// Codes one address may have verified at once: a hall of forty windows behind one address, three each.
pub const VERIFY_BURST: i64 = 120;
/// Milliseconds until one more: two a second from one address is a busy hall, not a program.
pub const VERIFY_MS: i64 = 500;
/// Codes one address may get wrong at once: forty people who mistype, half of them in the same minute.
pub const VERIFY_MISS_BURST: i64 = 20;
/// Milliseconds until one more may be wrong: six a minute is no guessing of eighty bits.
pub const VERIFY_MISS_MS: i64 = 10_000;
/// Codes that everybody together may get wrong at once.
pub const VERIFY_ALL_MISS_BURST: i64 = 300;
/// Milliseconds until one more: 86 400 a day against 2^80 codes open one of a million licences in ten
/// thousand million years.
pub const VERIFY_ALL_MISS_MS: i64 = 1_000;
/// Addresses that are remembered for it: under 2 MiB of memory.
pub const VERIFY_ADDRESSES: usize = 10_000;
/// Steps that filling one text of a document may take: the longest takes some hundreds.
pub const TEXT_FUEL: u64 = 50_000;
/// Templates inside templates while a text is filled: a county's texts have none.
pub const TEXT_ROUND: usize = 20;
/// Documents the printing room takes in one round: a round ends within a second.
pub const PRINT_ROUND: i64 = 50;
/// Bytes of one uploaded file: a scan of ten pages at 300 dpi in grey, a photograph of a telephone.
pub const FILE_BYTES: usize = 10 * 1024 * 1024;
/// Files of one material: a contract photographed page by page.
pub const MATERIAL_FILES: usize = 10;
/// Files that may wait on one draft or one correction.
pub const SHELF_FILES: usize = 60;
/// Bytes that may wait on one draft or one correction.
pub const SHELF_BYTES: i64 = 100 * 1024 * 1024;
/// Bytes of one party that no fact names yet, over all her drafts: what a disk may lose to one person.
pub const LOOSE_BYTES: i64 = 300 * 1024 * 1024;
/// Files that one event names: sixty lines of hashes are a fact, more is an archive.
pub const EVENT_FILES: usize = 60;
/// Days for which a file that came with an earlier application is offered again: no law says how long a paper
/// of the applicant's own stays true, and after two years (assumed) it seldom does.
pub const EARLIER_FILE_DAYS: i64 = 730;
/// Files of one party that are looked through for it, the newest first: five full applications.
pub const EARLIER_FILE_ROWS: i64 = 300;
/// Characters of a file's own name that are kept.
pub const FILE_NAME_CHARS: usize = 120;
/// Uploads that are read at the same time: with their sealed copies about 160 MiB.
pub const UPLOADS_AT_ONCE: usize = 8;
/// Milliseconds an upload may wait for its turn before the person is asked to come back.
pub const UPLOAD_TURN_MS: u64 = 10_000;
/// Milliseconds without a byte after which an upload is given up: a tunnel, not a coffee.
pub const UPLOAD_IDLE_MS: u64 = 20_000;
/// Milliseconds one upload may take: 10 MiB at 300 kbit/s.
pub const UPLOAD_MS: u64 = 300_000;
/// Bytes read and thrown away behind a file that is too large, so that a browser that is still sending
/// hears the answer; what sends more is cut off.
pub const DRAIN_BYTES: usize = 32 * 1024 * 1024;
/// Text fields before the file of an upload's form, and bytes of each.
pub const UPLOAD_FIELDS: usize = 8;
/// Bytes of one text field of an upload's form.
pub const UPLOAD_FIELD_BYTES: usize = 4 * 1024;
/// Entries of a document that is an archive inside (DOCX, XLSX, OFD): an office file has some hundred.
pub const ARCHIVE_ENTRIES: usize = 2_000;
/// Bytes that the inside of one document may unfold to.
pub const UNFOLDED_BYTES: usize = 64 * 1024 * 1024;
/// Pixels of a picture's longer side: an A3 sheet at 1200 dpi.
pub const PICTURE_SIDE: u32 = 20_000;
/// Pixels of a picture: what a viewer must hold in memory, four bytes each.
pub const PICTURE_PIXELS: u64 = 100_000_000;
/// Accounts that do not exist whose wrong tries are remembered at once: each costs a guesser a hashed
/// password, and us 200 bytes.
pub const STRANGERS: usize = 10_000;
