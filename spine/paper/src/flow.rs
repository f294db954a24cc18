//! Text that flows down one sheet and on to the next.

use crate::drawn::NotDrawn;
use crate::font::Fonts;
use crate::limits;
use crate::lines::{Line, broken};
use crate::sheet::{HEIGHT, Ink, MM, Pen, Sheet, WIDTH, count};

/// A sheet is 33 characters of 14 points wide: 462 points, which leaves margins of 23.5 mm.
pub(crate) const MEASURE: f32 = 462.0;
/// The left edge of the text.
pub(crate) const LEFT: f32 = (WIDTH - MEASURE) / 2.0;
/// The right edge of the text.
pub(crate) const RIGHT: f32 = LEFT + MEASURE;
/// The upper edge: 24 mm.
pub(crate) const TOP: f32 = 24.0 * MM;
/// The lower edge, 25 mm above the paper's; the foot stands below it.
pub(crate) const BOTTOM: f32 = HEIGHT - 25.0 * MM;

/// Where text stands across the sheet, and how far apart its baselines are.
#[derive(Clone, Copy)]
pub(crate) struct Block {
    /// The left edge in points.
    pub left: f32,
    /// The width in points.
    pub wide: f32,
    /// From baseline to baseline in points.
    pub leading: f32,
    /// The first line's indent in ems.
    pub indent: f32,
}

/// The body of a document: 14 points, two characters in.
pub(crate) const BODY: Block = Block { left: LEFT, wide: MEASURE, leading: 25.0, indent: 2.0 };

/// Sheets being filled from top to bottom.
pub(crate) struct Flow<'a> {
    pub fonts: &'a Fonts,
    pub sheets: Vec<Sheet>,
    /// How far down the last sheet is filled, in points from its upper edge.
    pub y: f32,
    /// Sheets it may fill.
    most: usize,
}

impl<'a> Flow<'a> {
    pub fn new(fonts: &'a Fonts) -> Flow<'a> {
        Flow::of(fonts, limits::PAGES)
    }

    /// A flow of at most so many sheets.
    pub fn of(fonts: &'a Fonts, most: usize) -> Flow<'a> {
        Flow { fonts, sheets: vec![Sheet::default()], y: TOP, most }
    }

    /// The sheet being filled.
    pub fn sheet(&mut self) -> &mut Sheet {
        self.sheets.last_mut().expect("there is always a sheet")
    }

    /// Begins a new sheet.
    pub fn turn(&mut self) -> Result<(), NotDrawn> {
        if self.sheets.len() >= self.most {
            return Err(NotDrawn::TooManyPages);
        }
        self.sheets.push(Sheet::default());
        self.y = TOP;
        Ok(())
    }

    /// Makes sure that so many points are left, on a new sheet if need be.
    pub fn room(&mut self, high: f32) -> Result<(), NotDrawn> {
        if self.y + high > BOTTOM && self.y > TOP { self.turn() } else { Ok(()) }
    }

    /// The lines of a text in a block.
    pub fn lines(&self, text: &str, block: Block, pen: Pen) -> Vec<Line> {
        broken(self.fonts, text, block.wide / pen.size, block.indent)
    }

    /// Writes a text, never leaving one line of it alone on a sheet.
    pub fn write(&mut self, text: &str, block: Block, pen: Pen) -> Result<(), NotDrawn> {
        let lines = self.lines(text, block, pen);
        for (at, line) in lines.iter().enumerate() {
            let left = lines.len() - at;
            let together = if (at == 0 && left > 1) || (left == 2 && at > 0) { 2.0 } else { 1.0 };
            self.room(block.leading * together)?;
            self.line(line, block, pen);
        }
        Ok(())
    }

    /// Writes one line where the flow stands.
    pub fn line(&mut self, line: &Line, block: Block, pen: Pen) {
        let baseline = self.y + block.leading / 2.0 + pen.size * 0.36;
        let x = block.left + line.indent * pen.size;
        self.sheet().spread(x, baseline, &line.text, pen, line.spread);
        self.y += block.leading;
    }

    /// Writes one centred text, broken where it must be.
    pub fn centred(&mut self, text: &str, spread: f32, leading: f32, pen: Pen) -> Result<(), NotDrawn> {
        let wide = MEASURE / pen.size / (1.0 + spread);
        for line in broken(self.fonts, text, wide, 0.0) {
            self.room(leading)?;
            let (fonts, y) = (self.fonts, self.y + leading / 2.0 + pen.size * 0.36);
            self.sheet().centred(fonts, WIDTH / 2.0, y, (&line.text, spread), pen);
            self.y += leading;
        }
        Ok(())
    }

    /// Puts a foot under every sheet: what paper this is on the left (the first of these that fits), the page
    /// on the right if there are several.
    pub fn feet(&mut self, left: &[String]) {
        let (fonts, pages) = (self.fonts, self.sheets.len());
        let fits = |words: &&String| fonts.ems(words) * 9.0 <= MEASURE - 100.0;
        let left = left.iter().find(fits).map_or("", String::as_str);
        for (at, sheet) in self.sheets.iter_mut().enumerate() {
            let y = HEIGHT - 15.0 * MM;
            sheet.text(LEFT, y, left, Pen::soft(9.0));
            if pages > 1 {
                let page = format!("第 {} 页，共 {pages} 页", at + 1);
                sheet.right(fonts, RIGHT, y, &page, Pen::soft(9.0));
            }
        }
    }
}

/// A list of a paper: materials handed in, things to mend.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// What the list is; may be empty when the text before it says so.
    pub title: String,
    /// The columns, with their shares of the width.
    pub columns: Vec<Column>,
    /// The rows, a cell for each column.
    pub rows: Vec<Vec<String>>,
}

/// A column of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// Its share of the width; shares of 1 and 3 make it a quarter and three quarters.
    pub share: u16,
}

/// A cell's text.
const CELL: Pen = Pen::plain(11.0);
/// From baseline to baseline in a cell.
const CELL_LEADING: f32 = 16.0;
/// White around a cell's text.
const PAD: f32 = 5.0;

impl Flow<'_> {
    /// Draws a list: its head again on every sheet, no row split between two.
    pub fn list(&mut self, list: &List) -> Result<(), NotDrawn> {
        let shares: f32 = list.columns.iter().map(|column| f32::from(column.share.max(1))).sum();
        let mut blocks = Vec::new();
        let mut left = LEFT;
        for column in &list.columns {
            let wide = MEASURE * f32::from(column.share.max(1)) / shares;
            let (x, inner) = (left + PAD, (wide - 2.0 * PAD).max(CELL.size));
            blocks.push(Block { left: x, wide: inner, leading: CELL_LEADING, indent: 0.0 });
            left += wide;
        }
        let heads: Vec<String> = list.columns.iter().map(|column| column.head.clone()).collect();
        let bold = Pen { bold: true, ..CELL };
        self.y += 6.0;
        self.room(4.0 * CELL_LEADING + 4.0 * PAD)?;
        if !list.title.trim().is_empty() {
            self.write(&list.title, Block { indent: 0.0, leading: 20.0, ..BODY }, Pen::bold(11.0))?;
        }
        self.row(&heads, &blocks, bold, true);
        for cells in &list.rows {
            let high = self.high(cells, &blocks);
            if self.y + high > BOTTOM {
                self.turn()?;
                self.row(&heads, &blocks, bold, true);
            }
            if self.y + high > BOTTOM {
                let most = BOTTOM - TOP;
                return Err(NotDrawn::TooLong { place: "lists", is: points(high), limit: points(most) });
            }
            self.row(cells, &blocks, CELL, false);
        }
        self.y += 10.0;
        Ok(())
    }

    fn high(&self, cells: &[String], blocks: &[Block]) -> f32 {
        let lines = cells.iter().zip(blocks).map(|(cell, block)| self.lines(cell, *block, CELL).len());
        count(lines.max().unwrap_or(1).max(1)) * CELL_LEADING + 2.0 * PAD
    }

    fn row(&mut self, cells: &[String], blocks: &[Block], pen: Pen, head: bool) {
        let (top, high) = (self.y, self.high(cells, blocks));
        for (cell, block) in cells.iter().zip(blocks) {
            self.y = top + PAD;
            for line in self.lines(cell, *block, pen) {
                self.line(&line, *block, pen);
            }
        }
        let line = 0.6;
        let sheet = self.sheet();
        if head {
            sheet.bar(LEFT, top, MEASURE, 1.0, Ink::Black);
        }
        let under = if head { 1.0 } else { line };
        sheet.bar(LEFT, top + high - under, MEASURE, under, Ink::Black);
        let inner = blocks.iter().map(|block| block.left - PAD).chain([RIGHT]);
        for x in inner {
            sheet.bar(x - line / 2.0, top, line, high, Ink::Black);
        }
        self.y = top + high;
    }
}

/// Whole points, for a message.
fn points(measure: f32) -> usize {
    (0..20_000_u16).find(|n| f32::from(*n) >= measure).map_or(20_000, usize::from)
}
