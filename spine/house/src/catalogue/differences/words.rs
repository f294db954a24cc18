//! What the keys and the words of an item's file are called, for people who read no files.

use kernel::Text;

/// Key, Chinese, English.
type Named = (&'static str, &'static str, &'static str);

/// Keys that are called otherwise inside a part: the part's key, its own, Chinese, English.
const INSIDE: &[(&str, &str, &str, &str)] = &[
    ("fields", "kind", "填法", "how it is filled in"),
    ("special", "kind", "程序", "procedure"),
    ("places", "hall", "大厅", "hall"),
    ("outcome", "name", "文书名称", "name of the document"),
];

const KEYS: &[Named] = &[
    ("code", "代码", "code"),
    ("catalog_code", "基本编码", "catalogue code"),
    ("task_code", "实施编码", "task code"),
    ("name", "名称", "name"),
    ("purpose", "一句话说明", "purpose"),
    ("synonyms", "群众叫法", "other names"),
    ("often", "常办次序", "place among the frequent"),
    ("kind", "事项类型", "kind"),
    ("organ", "实施机关", "implementing organ"),
    ("hall", "进驻大厅", "hall that takes it in"),
    ("pace", "办件类型", "pace"),
    ("for_persons", "面向个人", "for persons"),
    ("for_organisations", "面向单位", "for organisations"),
    ("set_by", "设定依据", "legal basis"),
    ("statutory_limit", "法定时限", "statutory limit"),
    ("statutory_basis", "法定时限依据", "basis of the statutory limit"),
    ("statutory_certainty", "法定时限的把握", "certainty of the statutory limit"),
    ("promised_limit", "承诺时限", "promised limit"),
    ("reply_limit", "收件答复时限", "reply limit"),
    ("silence", "逾期不答复", "silence of the organ"),
    ("delivery_limit", "送达时限", "delivery limit"),
    ("correction_limit", "补正时限", "correction limit"),
    ("visits", "跑动次数", "visits"),
    ("visits_reason", "必须到场的理由", "reason for visits"),
    ("bases", "各环节依据", "own bases"),
    ("questions", "情形问题", "guided question"),
    ("answers", "选项", "answers"),
    ("conditions", "受理条件", "condition"),
    ("materials", "申请材料", "material"),
    ("fields", "表单栏目", "field of the form"),
    ("points", "审查要点", "check point"),
    ("special", "特别程序", "special procedure"),
    ("fees", "收费", "fee"),
    ("places", "办理地点", "place"),
    ("outcome", "审批结果", "outcome"),
    ("remedies", "救济途径", "remedy"),
    ("text", "内容", "text"),
    ("label", "栏目名", "label"),
    ("source", "来源", "source"),
    ("issuer", "出具单位", "issuer"),
    ("licence", "证照", "licence"),
    ("hint", "提示", "hint"),
    ("basis", "依据", "basis"),
    ("certainty", "把握", "certainty"),
    ("when", "适用情形", "when"),
    ("on_site", "现场核查", "verification on the spot"),
    ("awaits", "须等程序", "awaits"),
    ("fen", "金额", "amount"),
    ("reductions", "减免", "reductions"),
    ("windows", "窗口", "windows"),
    ("address", "地址", "address"),
    ("hours", "办公时间", "opening hours"),
    ("phone", "电话", "telephone"),
    ("prefix", "编号字头", "prefix of its number"),
    ("valid", "有效期", "valid for"),
    ("optional", "可不填", "optional"),
    ("options", "选项", "options"),
    ("rows", "行数", "rows"),
    ("min", "最少", "at least"),
    ("max", "最多", "at most"),
];

const VALUES: &[Named] = &[
    ("licensing", "行政许可", "licensing"),
    ("confirmation", "行政确认", "confirmation"),
    ("benefit", "行政给付", "benefit"),
    ("adjudication", "行政裁决", "adjudication"),
    ("reward", "行政奖励", "reward"),
    ("levy", "行政征收", "levy"),
    ("public_service", "公共服务", "public service"),
    ("other", "其他行政权力", "other"),
    ("on_the_spot", "即办件", "on the spot"),
    ("promised", "承诺件", "promised"),
    ("forwarded", "上报件", "forwarded"),
    ("accepts", "视为受理", "counts as acceptance"),
    ("overruns", "只算超期", "is an overrun"),
    ("applicant", "申请人自备", "the applicant brings it"),
    ("government", "政府内部获取，免提交", "the government fetches it"),
    ("intermediary", "中介机构出具", "an intermediary makes it"),
    ("commitment", "以书面承诺代替", "a written commitment"),
    ("C", "已核实", "verified"),
    ("L", "待核实（较有把握）", "to be verified (likely)"),
    ("U", "待核实（没有把握）", "to be verified (unsure)"),
];

/// What a key is called, inside the part of the tree at `at`.
pub(super) fn label(at: &str, key: &str) -> Text {
    let part = at.split('.').next().unwrap_or_default();
    let inside = INSIDE.iter().find(|(p, k, _, _)| *p == part && *k == key);
    if let Some((_, _, zh, en)) = inside {
        return Text::new(*zh, *en);
    }
    let named = KEYS.iter().find(|(name, _, _)| *name == key);
    named.map_or_else(|| Text::new(key, key), |(_, zh, en)| Text::new(*zh, *en))
}

/// What a word of the file says.
pub(super) fn value(key: &str, word: &str) -> Text {
    let chosen = ["kind", "pace", "silence", "source"].contains(&key) || key.ends_with("certainty");
    let named = VALUES.iter().find(|(name, _, _)| chosen && *name == word);
    named.map_or_else(|| Text::new(word, word), |(_, zh, en)| Text::new(*zh, *en))
}

/// Where a key stands in the file, for the order in which differences are told.
pub(super) fn place(at: &str) -> usize {
    let key = at.split('.').next().unwrap_or_default();
    KEYS.iter().position(|(name, _, _)| *name == key).unwrap_or(KEYS.len())
}
