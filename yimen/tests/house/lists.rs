//! Lists that do not grow with the county: each page of the worklist and of the supervisor's list is read
//! along an index, on both engines, and finds what looking at every case would find. And cases are found by
//! their number, their applicant or their project, by whoever may see them.

use std::collections::BTreeMap;

use case::rules::Command;
use case::views::{Asked, Line, Whose};
use house::House;
use kernel::Sight;
use store::Value;

use super::county::{Ground, applies, does, granted, morning, on_both, organ_of, window};

/// Where running cases are.
const HALLS: [&str; 3] = ["", "h1", "h2"];

/// Rows enough that no planner reads them all by choice: of every organ, hall, item, state and day.
fn fill(ground: &Ground, table: &str, columns: &str, first: &str) {
    let sql = format!(
        "with recursive n (i) as (select 1 union all select i + 1 from n where i < 30000) \
         insert into {table} ({columns}) select 'c' || i, 'o' || (i % 11), 'i' || (i % 37), \
         case i % 7 when 0 then 'accepted' when 1 then 'confirming' when 2 then 'correction_waiting' \
         when 3 then 'examined' when 4 then 'granted' when 5 then 'stopped' else 'submitted' end, \
         '2026-0' || (1 + i / 7 % 9) || '-1' || (i % 10), {first} from n"
    );
    ground.behind(&sql, vec![]);
    // both engines spell it in the American way
    ground.behind(concat!("analy", "ze"), vec![]);
}

/// Every statement is answered along an index of its table, in its order: nothing is scanned, nothing sorted.
fn reads_along_an_index(
    look: &mut store::Look<'_>,
    sqlite: bool,
    table: &str,
    asks: Vec<(String, Vec<Value>)>,
) {
    assert!(!asks.is_empty());
    for (sql, args) in asks {
        let explain = if sqlite { format!("explain query plan {sql}") } else { format!("explain {sql}") };
        let plan = look.query(&explain, &args).unwrap();
        let told = |row: &store::Row| row.0.iter().filter_map(Value::as_text).collect::<Vec<_>>().join(" ");
        let plan: Vec<String> = plan.iter().map(told).collect();
        let whole = plan.join("\n");
        let (along, not): (&str, &[&str]) =
            if sqlite { ("SEARCH", &["SCAN", "TEMP B-TREE"]) } else { ("Index", &["Seq Scan"]) };
        assert!(whole.contains(along) && whole.contains(table), "{sql}\n{whole}");
        assert!(not.iter().all(|word| !whole.contains(word)), "{sql}\n{whole}");
        // where PostgreSQL expects few rows it takes them from the index at once and sorts them
        if whole.contains("Sort") {
            let taken = plan.iter().find(|line| line.contains("Bitmap Index Scan")).unwrap_or(&whole);
            let few =
                taken.split("rows=").nth(1).and_then(|rest| rest.split(' ').next()?.parse::<u64>().ok());
            assert!(few.is_some_and(|rows| rows < 1_000), "{sql}\n{whole}");
        }
    }
}

/// Everything that may be asked of the worklist, one filter at a time and all together.
fn questions() -> Vec<Asked> {
    let text = str::to_owned;
    let all = [("", ""), ("2026-03-11", "2026-03-15"), ("", "2026-02-01"), ("9999-12-31", "")];
    let mut asked = Vec::new();
    for (from, to) in all {
        for (holder, state) in [("", ""), ("clerk", ""), ("examiner", ""), ("", "examined")] {
            for (item, organ) in [("", ""), ("i3", ""), ("", "o4"), ("i3", "o4")] {
                let after = if from.is_empty() { (text("2026-01-15"), 77) } else { Default::default() };
                asked.push(Asked {
                    holder: text(holder),
                    state: text(state),
                    item: text(item),
                    organ: text(organ),
                    from: text(from),
                    to: text(to),
                    after,
                    ..Asked::default()
                });
            }
        }
    }
    let of = |whose| Asked { whose, ..Asked::default() };
    asked.extend([
        of(Whose::Of(vec![text("s1"), text("s2")])),
        of(Whose::Nobody),
        of(Whose::Others(vec![text("s1")])),
        Asked { case_no: text("c77"), ..Asked::default() },
    ]);
    asked
}

fn sights() -> [Sight; 4] {
    let text = str::to_owned;
    [Sight::Organ(text("o4")), Sight::Hall(text("h1")), Sight::Hall(text("o4")), Sight::Division]
}

#[test]
fn every_page_of_a_worklist_is_read_along_an_index() {
    on_both(|ground| {
        ground.open().close().unwrap();
        let columns = "case_no, organ, item, state, due, seq, hall, claimed, also, way";
        let rest = "i, case i % 3 when 0 then '' else 'h' || (i % 3) end, \
                    case i % 4 when 0 then 's' || (i % 900) else '' end, \
                    case i % 5 when 0 then 'o' || (i % 7) else '' end, 'window'";
        fill(&ground, "v_work", columns, rest);
        let sqlite = matches!(ground.place(), store::Place::Sqlite(_));
        ground.look(|look| {
            for sight in sights() {
                for asked in questions() {
                    let asks = case::views::asks(&sight, &asked, 51);
                    if !asks.is_empty() {
                        reads_along_an_index(look, sqlite, "v_work", asks);
                    }
                }
            }
            Ok(())
        });
    });
}

#[test]
fn the_list_behind_the_board_is_read_along_an_index() {
    on_both(|ground| {
        ground.open().close().unwrap();
        let columns = "case_no, organ, item, state, first_day, law_day, due, statutory, clock, judged";
        let rest = "'2026-0' || (1 + i % 9) || '-15', '2026-05-15', '2026-05-15', '', ''";
        fill(&ground, "v_watch", columns, rest);
        let today = morning(2026, 6, 1).day();
        let sqlite = matches!(ground.place(), store::Place::Sqlite(_));
        for (organ, item, state) in
            [("", "", ""), ("o4", "", ""), ("", "i3", ""), ("", "", "granted"), ("o4", "i3", "granted")]
        {
            let place = |light, after| oversight::views::Asked {
                organ: organ.to_owned(),
                item: item.to_owned(),
                state: state.to_owned(),
                light,
                after,
                ..Default::default()
            };
            use oversight::views::Light;
            let page = Some(("2026-02-11".to_owned(), "c7".to_owned()));
            for asked in
                [place(Light::Any, None), place(Light::Red, page.clone()), place(Light::Orange, page)]
            {
                let asks = oversight::views::list_asks(&asked, today, 51);
                ground.look(|look| {
                    reads_along_an_index(look, sqlite, "v_watch", asks.clone());
                    Ok(())
                });
            }
        }
    });
}

/// Cases in every state that a morning brings about.
fn a_morning(house: &House) -> Vec<String> {
    let mut all = vec![granted(house, "food-permit"), granted(house, "residence-permit")];
    for item in ["food-permit", "residence-permit", "food-permit", "residence-permit"] {
        let no = applies(house, item);
        does(house, window(), &no, Command::Accept {});
        all.push(no);
    }
    for item in ["residence-permit", "food-permit"] {
        all.push(applies(house, item));
    }
    let asked = applies(house, "residence-permit");
    let lacking = vec!["photo".to_owned()];
    does(house, window(), &asked, Command::AskCorrection { lacking, note: "看不清".to_owned() });
    all.push(asked);
    let [examiner, _] = organ_of("food-permit");
    does(house, examiner, &all[2], Command::Claim {});
    all
}

/// What a worklist holds, counted from every case one after the other.
fn by_looking_at_every_case(lines: &[Line], sight: &Sight, asked: &Asked) -> Vec<String> {
    let is = |asked: &str, own: &str| asked.is_empty() || asked == own;
    let due = |line: &Line| line.due().map_or(case::views::NO_DUE.to_owned(), |day| day.to_string());
    let mut all: Vec<(String, i64, String)> = lines
        .iter()
        .filter(|line| line.running() && sight.covers(&line.party, &line.organ, &line.hall))
        .filter(|line| is(&asked.holder, line.holder()) && is(&asked.state, &line.state))
        .filter(|line| is(&asked.item, &line.item) && is(&asked.organ, &line.organ))
        .filter(|line| due(line) >= asked.from && (asked.to.is_empty() || due(line) <= asked.to))
        .filter(|line| match &asked.whose {
            Whose::All => true,
            Whose::Nobody => line.claimed_by.is_empty(),
            Whose::Of(all) => all.contains(&line.claimed_by),
            Whose::Others(all) => !line.claimed_by.is_empty() && !all.contains(&line.claimed_by),
        })
        .map(|line| (due(line), line.seq, line.case_no.clone()))
        .collect();
    all.sort();
    all.into_iter().map(|(_, _, no)| no).collect()
}

/// All pages of two, one after the other.
fn by_pages(look: &mut store::Look<'_>, sight: &Sight, asked: &Asked) -> Vec<String> {
    let mut asked = asked.clone();
    let mut all = Vec::new();
    loop {
        let page = case::views::worklist(look, sight, &asked, 2).unwrap();
        let Some((line, due)) = page.last() else { return all };
        asked.after = (due.clone(), line.seq);
        all.extend(page.into_iter().map(|(line, _)| line.case_no));
    }
}

/// What may be asked of a morning's cases, every filter with every other.
fn filters(organ: &str, examiner: &str) -> Vec<Asked> {
    let mut all = Vec::new();
    for (holder, state) in [("", ""), ("clerk", ""), ("head", ""), ("", "correction_waiting")] {
        for (item, organ) in [("", ""), ("food-permit", ""), ("", organ), ("food-permit", organ)] {
            for whose in [
                Whose::All,
                Whose::Nobody,
                Whose::Of(vec![examiner.to_owned()]),
                Whose::Others(vec!["s-wu".to_owned()]),
            ] {
                all.push(Asked {
                    holder: holder.to_owned(),
                    state: state.to_owned(),
                    item: item.to_owned(),
                    organ: organ.to_owned(),
                    whose,
                    ..Asked::default()
                });
            }
        }
    }
    all
}

#[test]
fn pages_of_a_worklist_hold_what_looking_at_every_case_finds() {
    on_both(|ground| {
        let house = ground.open();
        let all = a_morning(&house);
        house.close().unwrap();
        let lines: Vec<Line> =
            all.iter().map(|no| ground.look(|look| case::views::one(look, no)).unwrap()).collect();
        let [examiner, _] = organ_of("food-permit");
        let organs = [examiner.organ.clone(), organ_of("residence-permit")[0].organ.clone()];
        let halls = lines.iter().map(|line| line.hall.clone()).chain(HALLS.map(str::to_owned));
        let sights: Vec<Sight> = organs
            .iter()
            .cloned()
            .map(Sight::Organ)
            .chain(halls.filter(|hall| !hall.is_empty()).map(Sight::Hall))
            .chain([Sight::Division])
            .collect();
        let found = ground.look(|look| {
            let mut found = 0;
            for sight in &sights {
                for asked in filters(&organs[1], &examiner.party) {
                    let wanted = by_looking_at_every_case(&lines, sight, &asked);
                    assert_eq!(by_pages(look, sight, &asked), wanted, "{sight:?} {asked:?}");
                    found += wanted.len();
                }
            }
            Ok(found)
        });
        assert!(found > 100, "{found} rows are too few to show anything");
    });
}

/// Numbers of what was found, by what.
fn found(ground: &Ground, sight: &Sight, asked: &str) -> Vec<(String, String)> {
    let finding = ground.look(|look| case::views::find(look, sight, asked, 50));
    assert!(!finding.more);
    finding.cases.into_iter().map(|found| (found.line.case_no, found.by)).collect()
}

#[test]
fn a_case_is_found_by_number_applicant_or_project_within_sight() {
    on_both(|ground| {
        let house = ground.open();
        let food = applies(&house, "food-permit");
        let home = applies(&house, "residence-permit");
        let again = applies(&house, "food-permit");
        house.close().unwrap();
        let [market, _] = organ_of("food-permit");
        let [police, _] = organ_of("residence-permit");
        let by = |how: &str, all: &[&String]| {
            all.iter().map(|no| ((*no).clone(), how.to_owned())).collect::<Vec<_>>()
        };
        let (market, police, all) = (Sight::Organ(market.organ), Sight::Organ(police.organ), Sight::Division);
        assert_eq!(found(&ground, &all, &food), by("number", &[&food]));
        assert_eq!(found(&ground, &all, "20260901-0002"), by("number", &[&home]));
        assert_eq!(found(&ground, &all, "20260901").len(), 3, "a day's");
        assert_eq!(found(&ground, &police, &food), [], "another organ's is as if it were not there");
        assert_eq!(found(&ground, &all, "王小明"), by("applicant", &[&home]));
        assert_eq!(found(&ground, &all, " 小 明"), by("applicant", &[&home]));
        assert_eq!(found(&ground, &market, "李"), by("applicant", &[&again, &food]), "the newest first");
        assert_eq!(found(&ground, &police, "李梅"), []);
        assert_eq!(found(&ground, &Sight::Nothing, "李梅"), []);
        for nobody in ["", " ", "王小丽", "小", "明小", "%", "0001", "' or 1 = 1 --"] {
            assert_eq!(found(&ground, &all, nobody), [], "{nobody}");
        }
    });
}

#[test]
fn a_common_name_is_answered_and_more_is_asked_for() {
    let ground = Ground::sqlite();
    let house = ground.open();
    applies(&house, "food-permit");
    house.close().unwrap();
    let many = "with recursive n (i) as (select 1 union all select i + 1 from n where i < 700) ";
    ground.behind(&format!("{many} insert into p_find_text select '李梅' || i from n"), vec![]);
    ground.behind(&format!("{many} insert into p_find_pair select '李梅', '李梅' || i from n"), vec![]);
    ground.behind(
        &format!("{many} insert into p_find_pair select '梅' || (i % 10), '李梅' || i from n"),
        vec![],
    );
    let finding = |asked: &str| ground.look(|look| case::views::find(look, &Sight::Division, asked, 50));
    let common = finding("李梅");
    assert!(common.more, "not every name was read");
    assert_eq!(common.cases.len(), 1, "whoever is called just that is found all the same");
    assert!(!finding("李梅3").more, "more was written, and every name with it was read");
}

#[test]
fn a_supervisor_finds_every_case_and_reads_no_name() {
    let ground = Ground::sqlite();
    let (house, _, door) = ground.street(morning(2026, 9, 1));
    let no = applies(&house, "residence-permit");
    let enter =
        |part: &str| door.post(&format!("/demo/{part}"), &[], &format!("token=anyone.to-be-{part}")).cookie();
    let rows = |part: &str| {
        let cookie = enter(part);
        let json = [("accept", "application/json"), ("cookie", cookie.as_str())];
        let page = door.get("/find?q=%E7%8E%8B%E5%B0%8F%E6%98%8E", &json).json();
        let row = |row: &serde_json::Value| {
            (row["case_no"].as_str().unwrap().to_owned(), row["applicant"].as_str().unwrap().to_owned())
        };
        page["rows"]
            .as_array()
            .unwrap_or_else(|| panic!("{page}"))
            .iter()
            .map(row)
            .collect::<BTreeMap<_, _>>()
    };
    assert_eq!(rows("clerk"), BTreeMap::from([(no.clone(), "王小明".to_owned())]));
    assert_eq!(rows("supervisor"), BTreeMap::from([(no, "王某某".to_owned())]));
    let citizen = enter("citizen");
    assert_eq!(door.get("/find?q=449921", &[("cookie", &citizen)]).status, 404, "it is the officers'");
    house.close().unwrap();
}
