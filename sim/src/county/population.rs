//! Who lives in the county: people with numbers whose check characters hold, and companies with somebody
//! who acts for them. All invented; a person is her place in the row, and everything about her follows from
//! it.

use kernel::{Day, id};

use super::Plan;
use crate::lot::Lot;

/// Applications of one person in three years, on average, where she comes at all.
const CASES_OF_A_PERSON: u64 = 3;
/// Applications of one company.
const CASES_OF_A_COMPANY: u64 = 8;
/// People born on one day whose numbers differ.
const A_DAY: usize = 900;
/// The hundred most common family names (公安部户政管理研究中心) begin with these.
const SURNAMES: [&str; 32] = [
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何",
    "林", "高", "罗", "郑", "梁", "谢", "宋", "唐", "许", "邓", "冯", "韩", "曹", "曾", "欧阳",
];
const GIVEN: [&str; 40] = [
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超",
    "兰", "霞", "平", "刚", "桂", "英", "华", "玉", "萍", "红", "建", "国", "春", "梅", "海", "燕", "波",
    "宁", "雪", "松", "柏", "青", "山",
];
const TRADES: [(&str, &str); 10] = [
    ("餐饮", "面馆"),
    ("农业", "农资店"),
    ("建筑", "建材行"),
    ("商贸", "超市"),
    ("茶业", "茶行"),
    ("物流", "货运部"),
    ("旅游", "客栈"),
    ("科技", "数码店"),
    ("医药", "药房"),
    ("文化", "书屋"),
];

/// Who applies: a person for herself, or for a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Who {
    /// This person.
    Person(usize),
    /// This company, for which the person with the same place acts.
    Company(usize),
}

/// Everybody, and who has been at the house before.
pub(super) struct Population {
    people: usize,
    companies: usize,
    known: Vec<bool>,
    known_companies: Vec<bool>,
}

impl Population {
    /// As many as a county of so many applications has.
    pub fn of(plan: &Plan) -> Self {
        let count = |cases: u64| usize::try_from(plan.cases / cases + 10).unwrap_or(usize::MAX);
        let (people, companies) = (count(CASES_OF_A_PERSON), count(CASES_OF_A_COMPANY));
        Self { people, companies, known: vec![false; people], known_companies: vec![false; companies] }
    }

    /// Somebody who may apply for what is for these.
    pub fn one(&self, lot: &mut Lot, persons: bool, organisations: bool) -> Who {
        let company = organisations && (!persons || lot.percent(40));
        let below = |lot: &mut Lot, n: usize| {
            usize::try_from(lot.below(u64::try_from(n).unwrap_or(u64::MAX))).unwrap_or_default()
        };
        if company { Who::Company(below(lot, self.companies)) } else { Who::Person(below(lot, self.people)) }
    }

    /// Is it her first time? From now on it is not.
    pub fn first_time(&mut self, who: Who) -> bool {
        let known = match who {
            Who::Person(no) => &mut self.known[no],
            Who::Company(no) => &mut self.known_companies[no],
        };
        !std::mem::replace(known, true)
    }
}

/// A number that looks as if it were thrown, and is not.
fn mixed(no: usize, salt: usize) -> usize {
    let no = u64::try_from(no).unwrap_or_default();
    let salt = u64::try_from(salt).unwrap_or_default();
    usize::try_from(Lot::new(no, salt).below(1 << 30)).unwrap_or_default()
}

fn pick(all: &[&'static str], no: usize, salt: usize) -> &'static str {
    all[mixed(no, salt) % all.len()]
}

impl Who {
    /// Opaque id.
    pub fn party(self) -> String {
        match self {
            Who::Person(no) => format!("p-{no:06}"),
            Who::Company(no) => format!("c-{no:06}"),
        }
    }

    /// Who comes: she herself, or who acts for the company.
    pub fn speaker(self) -> Who {
        match self {
            Who::Person(_) => self,
            Who::Company(no) => Who::Person(no),
        }
    }

    /// Her name, or the company's.
    pub fn name(self) -> String {
        match self {
            Who::Person(no) => {
                let second = if mixed(no, 3).is_multiple_of(4) { "" } else { pick(&GIVEN, no, 4) };
                format!("{}{}{second}", pick(&SURNAMES, no, 1), pick(&GIVEN, no, 2))
            }
            Who::Company(no) => {
                let (trade, shop) = TRADES[mixed(no, 5) % TRADES.len()];
                let (one, two) = (pick(&GIVEN, no, 6), pick(&GIVEN, no, 7));
                if mixed(no, 8).is_multiple_of(3) {
                    format!("青岭县{one}{two}{shop}")
                } else {
                    format!("青岭{one}{two}{trade}有限公司")
                }
            }
        }
    }

    /// 公民身份号码 (GB 11643) of the person, or of who acts for the company.
    pub fn id_number(self) -> String {
        let (Who::Person(no) | Who::Company(no)) = self;
        let born = Day::ymd(1956, 1, 1).expect("a day").plus(i32::try_from(no / A_DAY).unwrap_or_default());
        let birthday = born.to_string().replace('-', "");
        let body = format!("449921{birthday}{:03}", no % A_DAY + 1);
        let check = id::citizen_id_check(&body).expect("seventeen digits have a check character");
        format!("{body}{check}")
    }

    /// 统一社会信用代码 (GB 32100) of the company.
    pub fn uscc(self) -> String {
        let (Who::Person(no) | Who::Company(no)) = self;
        let organ = format!("{:08}", 30_000_000 + no);
        let own = id::org_code_check(&organ).expect("eight digits have a check character");
        let body = format!("91449921{organ}{own}");
        let check = id::uscc_check(&body).expect("seventeen characters have a check character");
        format!("{body}{check}")
    }

    /// Mobile number.
    pub fn phone(self) -> String {
        let (Who::Person(no) | Who::Company(no)) = self;
        format!("139{no:08}")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Who;
    use kernel::id;

    #[test]
    fn invented_numbers_are_valid_and_everybodys_own() {
        let mut all = BTreeSet::new();
        for no in [0, 1, 899, 900, 1234, 99_999, 399_999] {
            let (person, company) = (Who::Person(no), Who::Company(no));
            assert!(id::check_citizen_id(&person.id_number()).is_ok(), "{}", person.id_number());
            assert!(id::check_uscc(&company.uscc()).is_ok(), "{}", company.uscc());
            assert!(person.name().chars().count() >= 2 && company.name().starts_with("青岭"));
            assert_eq!(person.phone().len(), 11);
            assert!(all.insert(person.id_number()) && all.insert(company.uscc()));
        }
    }
}
