//! What an item promises and what the law allows: numbers with their units.

/// How long: a number and its unit, never assumed (domain brief 1.1: other statutes' days are not always
/// working days).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// How many.
    pub number: u32,
    /// Of what.
    pub unit: Unit,
}

/// What a limit is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Working days (Licensing Law Art. 82).
    WorkingDay,
    /// Days as they come (Civil Code Art. 200).
    CalendarDay,
    /// Months, ending on the day of the same number (Civil Code Art. 202).
    Month,
    /// Years, ending on the day of the same number (Civil Code Art. 202).
    Year,
    /// Hours. The law lets them run from the hour itself (Civil Code Art. 201, second paragraph); the county
    /// keeps the day on which they end, at least the next one, and a worked one.
    Hour,
}

impl Limit {
    /// `number` working days.
    #[must_use]
    pub fn working(number: u32) -> Self {
        Self { number, unit: Unit::WorkingDay }
    }
}

/// The limits of one item.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// To accept, to ask for correction, or to say no (Art. 32: five working days).
    pub reply: Limit,
    /// Whether silence past `reply` accepts (Art. 32 (4); licences do).
    pub silence_accepts: bool,
    /// For the applicant to correct (the Law is silent; the item says).
    pub correction: Option<Limit>,
    /// After the notice of corrections, when the file is closed if not everything came (the Law is silent;
    /// the item or the county's rule says); never before `correction` ends. None: it stays open.
    pub closing: Option<Limit>,
    /// The published promise, from acceptance to decision; none where the item promises nothing.
    pub promised: Option<Limit>,
    /// The statutory limit, from acceptance to decision; none where no law sets one.
    pub statutory: Option<Limit>,
    /// From the granting decision to delivery (Art. 44: ten working days).
    pub delivery: Option<Limit>,
}
