//! What sheets, columns and values are called in the national layout (GB/T 39554.1-2020), and which of its
//! columns are worked out from others or not kept here at all.

use kernel::Item;

use super::super::Organs;

/// Name of the sheet of the items.
pub(super) const ITEMS: &str = "事项";
/// Head of the column that names the item on every sheet.
pub(super) const ITEM: &str = "事项代码";
/// Head of the column that says where in its list a row stands: `3`, `3.1`.
pub(super) const AT: &str = "序号";

/// The sheets, by the lists that lead there.
const SHEETS: &[(&str, &str)] = &[
    ("", ITEMS),
    ("set_by", "设定依据"),
    ("bases", "各环节依据"),
    ("questions", "情形问题"),
    ("questions.answers", "情形答案"),
    ("conditions", "受理条件"),
    ("materials", "申请材料"),
    ("fields", "表单字段"),
    ("fields.options", "字段选项"),
    ("points", "审查要点"),
    ("special", "特别程序"),
    ("fees", "收费项目"),
    ("promises", "承诺内容"),
    ("places", "办理地点"),
    ("remedies", "法律救济"),
];

/// Columns of the items, by path.
const OF_ITEMS: &[(&str, &str)] = &[
    ("code", ITEM),
    ("catalog_code", "基本编码"),
    ("task_code", "实施编码"),
    ("sample", "示例"),
    ("name", "事项名称"),
    ("purpose", "事项说明"),
    ("synonyms", "别名"),
    ("often", "常办次序"),
    ("kind", "事项类型"),
    ("organ", "实施主体编码"),
    ("hall", "进驻大厅主体编码"),
    ("pace", "办件类型"),
    ("for_persons", "面向自然人"),
    ("for_organisations", "面向法人"),
    ("statutory_limit", "法定办结时限"),
    ("statutory_basis", "法定时限说明"),
    ("statutory_certainty", "法定时限核实"),
    ("promised_limit", "承诺办结时限"),
    ("reply_limit", "受理答复时限"),
    ("silence", "逾期不答复"),
    ("delivery_limit", "送达时限"),
    ("correction_limit", "补正时限"),
    ("visits", "到办事现场次数"),
    ("visits_reason", "必须现场办理原因说明"),
    ("outcome.name", "审批结果名称"),
    ("outcome.licence.code", "证照类型代码"),
    ("outcome.licence.prefix", "证照编号字头"),
    ("outcome.licence.valid", "证照有效期"),
    ("outcome.licence.founds", "设立主体代码前两位"),
    ("outcome.licence.certainty", "证照核实"),
    ("closing.after", "补正终止时限"),
    ("closing.basis", "补正终止依据"),
    ("closing.certainty", "补正终止核实"),
    ("precheck.within", "预审时限"),
    ("precheck.certainty", "预审核实"),
    ("receipt.outside_hours", "下班后提交从哪天算"),
    ("receipt.closes", "当天收件截止"),
    ("receipt.basis", "收件日依据"),
    ("receipt.certainty", "收件日核实"),
    ("elsewhere.basis", "异地收件依据"),
    ("elsewhere.certainty", "异地收件核实"),
    ("extension.limit", "延期时限"),
    ("extension.basis", "延期依据"),
    ("extension.certainty", "延期核实"),
    ("joint.government", "联合决定的政府编码"),
    ("joint.basis", "联合决定依据"),
    ("joint.certainty", "联合决定核实"),
    ("publicity.limit", "公示时限"),
    ("publicity.place", "公示地点"),
    ("publicity.basis", "公示依据"),
    ("publicity.certainty", "公示核实"),
    ("publicity.required", "必须公示"),
    ("publicity.not_counted", "公示不计入时限的依据"),
    ("publicity.when", "公示适用情形"),
    ("covers_delivery", "法定时限包括送达"),
    ("forwarding.body", "转报上级机关"),
    ("forwarding.organ", "转报上级机关编码"),
    ("forwarding.limit", "上级决定时限"),
    ("forwarding.basis", "转报依据"),
    ("forwarding.certainty", "转报核实"),
    ("forwarding.when", "转报适用情形"),
    ("quantity.places", "数量限制"),
    ("quantity.period", "数量限制期间"),
    ("quantity.basis", "数量限制依据"),
    ("quantity.certainty", "数量限制核实"),
    ("renewal.before", "延续申请提前"),
    ("renewal.basis", "延续依据"),
    ("renewal.silence", "延续逾期视为准予"),
    ("commitment.verification", "告知承诺核查方式"),
    ("commitment.consequence", "告知承诺不实后果"),
    ("commitment.check_within", "告知承诺核查时限"),
    ("commitment.mend_within", "告知承诺整改时限"),
    ("commitment.on_the_spot", "告知承诺当场决定"),
    ("commitment.basis", "告知承诺依据"),
    ("commitment.certainty", "告知承诺核实"),
    ("commitment.when", "告知承诺适用情形"),
];

/// Columns of the other sheets, by path.
const OF_LISTS: &[(&str, &str)] = &[
    ("code", "代码"),
    ("name", "名称"),
    ("text", "内容"),
    ("label", "名称"),
    ("basis", "依据"),
    ("certainty", "核实"),
    ("when", "适用情形"),
    ("rule", "环节"),
    ("takes", "答案形式"),
    ("own", "本人信息"),
    ("usual", "通常用时"),
    ("begin_within", "最迟多久开始"),
    ("town", "镇街代码"),
    ("source", "来源渠道"),
    ("issuer", "核发机关"),
    ("licence", "证照类型代码"),
    ("hint", "填报须知"),
    ("kind", "类型"),
    ("optional", "选填"),
    ("rows.min", "最少行数"),
    ("rows.max", "最多行数"),
    ("on_site.basis", "现场核查依据"),
    ("on_site.certainty", "现场核查核实"),
    ("on_site.when", "现场核查适用情形"),
    ("awaits", "等待的特别程序"),
    ("fen", "标准（分）"),
    ("reductions", "减免依据"),
    ("hall", "大厅代码"),
    ("windows", "窗口代码"),
    ("address", "地址"),
    ("hours", "办理时间"),
    ("phone", "咨询方式"),
    ("may_follow.within", "容缺补交时限"),
    ("may_follow.basis", "容缺依据"),
    ("may_follow.certainty", "容缺核实"),
    ("may_follow.meanwhile", "容缺期间"),
    ("may_follow.block", "容缺限制"),
    ("by_commitment", "可以承诺代替"),
];

/// What stands after the words of a path.
const ENDS: &[(&str, &str)] = &[("zh", ""), ("en", "（英文）"), ("n", ""), ("unit", "单位")];

/// Values by the key they belong to.
const VALUES: &[(&str, &[(&str, &str)])] = &[
    (
        "kind",
        &[
            ("licensing", "行政许可"),
            ("confirmation", "行政确认"),
            ("benefit", "行政给付"),
            ("adjudication", "行政裁决"),
            ("reward", "行政奖励"),
            ("levy", "行政征收"),
            ("public_service", "公共服务"),
            ("other", "其他行政权力"),
            ("text", "一行字"),
            ("lines", "多行字"),
            ("number", "数字"),
            ("date", "日期"),
            ("choice", "选择"),
            ("name", "名称"),
            ("phone", "电话"),
            ("citizen_id", "公民身份号码"),
            ("uscc", "统一社会信用代码"),
            ("money", "金额"),
            ("person", "个人"),
            ("organisation", "单位"),
            ("address", "地址"),
            ("group", "一组"),
            ("hearing", "听证"),
            ("tender", "招标"),
            ("auction", "拍卖"),
            ("inspection", "检验"),
            ("testing", "检测"),
            ("quarantine", "检疫"),
            ("appraisal", "鉴定"),
            ("expert_review", "专家评审"),
            ("by_item_law", "本法另定"),
        ],
    ),
    ("pace", &[("on_the_spot", "即办件"), ("promised", "承诺件"), ("forwarded", "上报件")]),
    ("period", &[("year", "每年"), ("always", "总数")]),
    ("takes", &[("choice", "选择"), ("number", "整数"), ("date", "日期")]),
    ("meanwhile", &[("decide", "可以决定"), ("wait", "等材料到齐再决定")]),
    ("silence", &[("accepts", "视为受理"), ("overruns", "记为超期")]),
    (
        "source",
        &[
            ("applicant", "申请人自备"),
            ("government", "政府部门核发"),
            ("intermediary", "中介机构出具"),
            ("commitment", "告知承诺"),
        ],
    ),
    (
        "unit",
        &[
            ("working_days", "工作日"),
            ("days", "日"),
            ("months", "月"),
            ("years", "年"),
            ("hours", "小时"),
            ("on_the_spot", "当场"),
        ],
    ),
    ("founds", &[("91", "企业"), ("92", "个体工商户"), ("93", "农民专业合作社")]),
    ("certainty", &[("C", "已核实"), ("L", "待核实（大概如此）"), ("U", "待核实（没有把握）")]),
    (
        "rule",
        &[
            ("applying", "申请"),
            ("one_time_notice", "一次性告知"),
            ("acceptance", "受理"),
            ("silence", "逾期不答复"),
            ("declining", "不予受理"),
            ("barring", "限制再申请"),
            ("referring", "转告"),
            ("stopping", "中止计时"),
            ("examination", "审查"),
            ("decision", "决定"),
            ("denial", "不予许可"),
            ("delivery", "送达"),
            ("withdrawal", "撤回申请"),
            ("counting", "期限计算"),
            ("remedy", "救济"),
            ("review", "评价"),
            ("handling", "承办责任"),
            ("terminating", "终止办理"),
            ("voiding", "作废"),
            ("renewal", "延续"),
            ("amending", "变更"),
            ("suspending", "暂扣"),
            ("cancelling", "注销"),
            ("recalling", "撤回证照"),
            ("annulling", "撤销"),
            ("revoking", "吊销"),
            ("extension", "延期"),
            ("publicity", "公示"),
            ("hearing", "听证"),
            ("consulting", "征求意见"),
            ("visiting", "现场核查"),
            ("forwarding", "转报"),
            ("quantity", "数量限制"),
            ("publishing", "发布"),
            ("pledging", "告知承诺"),
            ("verifying", "事后核查"),
            ("precheck", "预审"),
            ("receiving", "收件"),
        ],
    ),
    ("outside_hours", &[("arrival-day", "到达当天"), ("next-working-day", "下一个工作日")]),
];

/// A column worked out from others: its head, and what stands there.
pub(super) type Derived = (&'static str, fn(&Item, &Organs) -> String);

/// Columns of the national layout that are worked out; on the way back they must say the same.
pub(super) const DERIVED: &[Derived] = &[
    ("实施主体", |item, organs| organs.get(&item.organ).map_or_else(String::new, |o| o.name.zh.clone())),
    ("服务对象", |item, _| {
        match (item.for_persons, item.for_organisations) {
            (true, true) => "自然人、法人",
            (true, false) => "自然人",
            (false, _) => "法人",
        }
        .to_owned()
    }),
    ("事项状态", |_, _| "在用".to_owned()),
    ("是否进驻政务大厅", |item, _| truth(!item.hall.is_empty()).to_owned()),
    ("是否收费", |item, _| truth(!item.fees.is_empty()).to_owned()),
    ("是否网办", |_, _| truth(true).to_owned()),
];

/// Columns of the national layout of which this catalogue has nothing yet: they go out empty, and what comes
/// in there is told, never lost in silence.
pub(super) const NOT_KEPT: &[&str] = &[
    "业务办理项编码",
    "地方基本编码",
    "地方实施编码",
    "计划生效日期",
    "计划取消日期",
    "权力来源",
    "行使层级",
    "实施主体性质",
    "委托部门",
    "联办机构",
    "权限划分",
    "行使内容",
    "面向自然人主题分类",
    "面向法人主题分类",
    "地方特色主题",
    "办理流程",
    "办理形式",
    "通办范围",
    "是否支持预约办理",
    "是否支持网上支付",
    "是否支持物流快递",
    "是否支持自助终端",
    "网上办理深度",
    "网办地址",
    "移动端地址",
    "是否单点登录",
    "监督投诉方式",
    "承诺时限说明",
    "审批结果类型",
    "结果样本",
    "中介服务",
    "常见问题",
    "权利义务",
    "交通指引",
    "乡镇街道代码",
    "村居代码",
];

/// The same of the sheet of materials.
pub(super) const NOT_KEPT_OF_MATERIALS: &[&str] = &[
    "必要性",
    "材料类型",
    "材料形式",
    "来源说明",
    "纸质份数",
    "纸质规格",
    "受理标准",
    "空白表格",
    "示例样表",
];

/// 是, 否.
pub(super) fn truth(yes: bool) -> &'static str {
    if yes { "是" } else { "否" }
}

/// What a sheet is called.
pub(super) fn sheet(lists: &str) -> String {
    SHEETS
        .iter()
        .find(|(name, _)| *name == lists)
        .map_or_else(|| lists.to_owned(), |(_, words)| (*words).to_owned())
}

/// What a column is called.
pub(super) fn column(lists: &str, path: &str) -> String {
    let heads = if lists.is_empty() { OF_ITEMS } else { OF_LISTS };
    let of = |path: &str| heads.iter().find(|(name, _)| *name == path).map(|(_, words)| *words);
    if let Some(words) = of(path) {
        return words.to_owned();
    }
    let (before, end) = path.rsplit_once('.').unwrap_or(("", path));
    let end = ENDS.iter().find(|(name, _)| *name == end).map(|(_, words)| *words);
    match (of(before), end) {
        (Some(words), Some(end)) => format!("{words}{end}"),
        // a list of words alone, like the remedies: its languages are its columns
        (None, Some(end)) if before.is_empty() => format!("内容{end}"),
        _ => path.to_owned(),
    }
}

/// A value in the words of the sheet.
pub(super) fn value(key: &str, value: &str) -> String {
    let of = VALUES.iter().find(|(name, _)| *name == as_key(key)).into_iter().flat_map(|(_, words)| *words);
    of.clone()
        .find(|(code, _)| *code == value)
        .map_or_else(|| value.to_owned(), |(_, words)| (*words).to_owned())
}

/// The value that such words stand for: of these, by its word or itself.
pub(super) fn meant(key: &str, words: &str, of: &'static [&'static str]) -> Option<&'static str> {
    of.iter().copied().find(|code| *code == words || value(key, code) == words)
}

/// Keys that share their words with another.
fn as_key(key: &str) -> &str {
    match key {
        "awaits" => "kind",
        _ if key.ends_with("certainty") => "certainty",
        _ => key,
    }
}
