//! An organ's handbook, drawn when somebody asks for it and kept while what it says stays the same.
//!
//! It is no document: no number, no seal, nothing on the ledger. Who asks twice gets the same bytes.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use paper::Handbook;

use crate::failure::Failure;
use crate::opening::House;

/// Books kept at once: an organ's in two languages; a county has some thirty organs.
const BOOKS: usize = 64;

/// The books drawn last, by organ and language, with what they say.
#[derive(Default)]
pub struct Books(Mutex<Drawn>);

type Drawn = BTreeMap<(String, &'static str), (Handbook, Arc<Vec<u8>>)>;

impl House {
    /// The PDF of a handbook; drawn once for the same words. One is drawn at a time, so that a crowd costs
    /// one processor.
    ///
    /// # Errors
    /// A fault that names the characters no font has, or what is too long.
    pub async fn handbook(&self, book: Handbook) -> Result<Vec<u8>, Failure> {
        self.aside(move |house| house.handbook_now(book)).await?
    }

    fn handbook_now(&self, book: Handbook) -> Result<Vec<u8>, Failure> {
        let mut books = self.books.0.lock().map_err(|e| Failure::Fault(e.to_string()))?;
        let key = (book.organ.clone(), book.lang);
        if let Some((known, bytes)) = books.get(&key)
            && *known == book
        {
            return Ok(bytes.to_vec());
        }
        let fonts = self.press.fonts(&self.data.join(crate::printing::FONTS));
        let bytes = paper::handbook(&book, &fonts).map_err(|why| Failure::Fault(why.to_string()))?;
        if books.len() >= BOOKS {
            books.clear();
        }
        books.insert(key, (book, Arc::new(bytes.clone())));
        Ok(bytes)
    }
}
