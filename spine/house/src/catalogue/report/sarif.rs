//! SARIF 2.1.0: what editors and code review read. Regions are 1-based lines and UTF-16 columns, as it says.

use serde_json::{Value, json};

use crate::catalogue::Survey;
use crate::catalogue::compiler::codes::{self, Code};
use crate::catalogue::flaw::{Flaw, Weight};

/// The findings as one run.
pub fn sarif(survey: &Survey) -> Value {
    let rules: Vec<Value> = codes::all().map(rule).collect();
    let results: Vec<Value> = survey.flaws.iter().map(|flaw| result(survey, flaw)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "yimen lint",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    })
}

fn rule(code: &Code) -> Value {
    json!({
        "id": code.name,
        "shortDescription": { "text": format!("{} / {}", code.title.0, code.title.1) },
        "fullDescription": { "text": format!("{} / {}", code.why.0, code.why.1) },
        "help": { "text": format!("依据：{} / Rule: {}", code.rule.0, code.rule.1) },
        "defaultConfiguration": { "level": level(code.weight) },
    })
}

fn level(weight: Weight) -> &'static str {
    match weight {
        Weight::Error => "error",
        Weight::Warning => "warning",
        Weight::Note => "note",
    }
}

fn result(survey: &Survey, flaw: &Flaw) -> Value {
    let index = codes::all().position(|code| code.name == flaw.code.name);
    let related: Vec<Value> = flaw
        .places
        .iter()
        .map(|place| {
            let mut location = location(survey, &place.file, place.line, &place.span);
            location["message"] = json!({ "text": format!("{} / {}", place.says.zh, place.says.en) });
            location
        })
        .collect();
    json!({
        "ruleId": flaw.code.name,
        "ruleIndex": index,
        "level": level(flaw.weight),
        "message": { "text": format!(
            "{}。{} / {}. {}", flaw.what.zh, flaw.mend.zh, flaw.what.en, flaw.mend.en
        )},
        "locations": [location(survey, &flaw.file, flaw.line, &flaw.span)],
        "relatedLocations": related,
        "properties": { "at": flaw.at, "example": flaw.example },
    })
}

fn location(survey: &Survey, file: &str, line: usize, span: &std::ops::Range<usize>) -> Value {
    let text = survey.sources.get(file).map_or("", String::as_str);
    let start = text.get(..span.start).map_or(0, |before| before.rfind('\n').map_or(0, |at| at + 1));
    let units = |to: usize| text.get(start..to).map_or(0, |part| part.encode_utf16().count());
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": file },
        "region": {
            "startLine": line,
            "startColumn": units(span.start) + 1,
            "endColumn": units(span.end) + 1,
        },
    }})
}
