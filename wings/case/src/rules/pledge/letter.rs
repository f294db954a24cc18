//! The words of 告知承诺书: what the organ tells, then what the applicant promises, from the item's own file.

use kernel::item::{Item, Situation};
use kernel::{Ctx, Text};

use crate::rules::life::Case;
use crate::rules::terms::{Terms, names};

/// Codes of what is lacking and may be promised instead, and every word she would sign for it.
pub fn may_pledge(case: &Case, ctx: &Ctx<'_>) -> (Vec<String>, Text) {
    let Ok(terms) = Terms::of(case, ctx) else { return Default::default() };
    let open = terms.case.pledge.signed.is_empty() && terms.not_accepted(kernel::Rule::Pledging).is_ok();
    let all = if open { terms.pledgeable() } else { Vec::new() };
    let words = words(terms.item, &terms.filed.situation, &all);
    (all, words)
}

/// Every word that is told and signed, a paragraph a line; empty where nothing may be promised.
pub fn words(item: &Item, situation: &Situation, codes: &[String]) -> Text {
    let Some(told) = item.commitment_in(situation).filter(|_| !codes.is_empty()) else {
        return Text::default();
    };
    let papers = names(codes.iter().map(|code| item.lacking_name(code)));
    let (check, mend) = (told.check_limit(), told.mend_limit());
    let mut zh = vec![
        format!(
            "一、机关告知：办理{}，可以用承诺代替下列材料：{}。依据：{}。",
            item.name.zh, papers.zh, told.basis.zh
        ),
        "要达到的条件和标准：".to_owned(),
    ];
    let mut en = vec![
        format!(
            "1. The organ tells: for {} a commitment may stand in for: {}. Basis: {}.",
            item.name.en, papers.en, told.basis.en
        ),
        "Conditions and standards:".to_owned(),
    ];
    for (n, one) in item.promises.iter().enumerate() {
        zh.push(format!("（{}）{}（{}）；", n + 1, one.text.zh, one.basis.zh));
        en.push(format!("({}) {} ({});", n + 1, one.text.en, one.basis.en));
    }
    zh.push(format!(
        "核查：{}最晚在准予之日起 {} 内核查，查出没有做到的，在 {} 内整改。",
        told.verification.zh,
        check.zh(),
        mend.zh()
    ));
    zh.push(format!("后果：{}", told.consequence.zh));
    zh.push("可以不作承诺：不承诺的，补齐材料，照普通程序办，不受影响。".to_owned());
    zh.push(
        "二、申请人承诺：上面告知的我都知道了；每一条现在都做到了，以后也做到；愿意接受核查，承担不实承诺的\
         后果；这是我真实的意思。"
            .to_owned(),
    );
    en.push(format!(
        "Verification: {} At the latest within {} of the grant; what is not met is mended within {}.",
        told.verification.en,
        check.en(),
        mend.en()
    ));
    en.push(format!("Consequences: {}", told.consequence.en));
    en.push(
        "You need not commit yourself: bring the papers, and the case takes its usual course, to no \
         disadvantage of yours."
            .to_owned(),
    );
    en.push(
        "2. The applicant promises: I know all that is told above; every point is met now and will be; I \
         accept the verification and bear the consequences of an untrue commitment; this is my true will."
            .to_owned(),
    );
    Text::new(zh.join("\n"), en.join("\n"))
}
