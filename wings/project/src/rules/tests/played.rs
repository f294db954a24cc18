//! Projects as dice would have them: stages in and out of turn, looks beforehand, organs that speak late or
//! twice, results after the end, other answers, other drawings, withdrawals. Whatever happens, joins are safe
//! and every working day is somebody's.

use super::*;

/// A die: the same seed, the same history.
struct Die(u64);

impl Die {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(most).unwrap()).unwrap()
    }

    fn one<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

const STAGES: [&str; 4] = ["land", "works", "start", "completion"];
const ITEMS: [&str; 3] = ["a", "b", "c"];
const TURNS: [Turn; 7] =
    [Turn::Filed, Turn::Organ, Turn::Applicant, Turn::Intermediary, Turn::Done, Turn::Done, Turn::Failed];
const ORGANS: [&str; 4] = [LAND, BUILD, WATER, "11449921MB9X0020XF"];

/// One more thing happens.
fn deed(life: &mut Life, die: &mut Die, bundles: &mut Vec<String>) -> Vec<String> {
    let stage = die.one(&STAGES);
    let owned = |text: &str| text.to_owned();
    match die.below(20) {
        16..=18 => sensible(life, die, bundles),
        0 | 1 => {
            let number = format!("b-{}", bundles.len());
            bundles.push(number.clone());
            life.drawings = owned(die.one(&["", "v1", "v1", "v1", "v2"]));
            let members = &ITEMS[..1 + die.below(3)];
            let class = owned(die.one(&["small", "social"]));
            let begun = life.run.begun.as_ref().unwrap().class.clone();
            let class = if die.below(5) == 0 { class } else { begun };
            life.opens_as(&format!("project-{stage}"), &number, members, &class, "o-ming")
        }
        2..=7 if !bundles.is_empty() => {
            let (number, item) = (bundles[die.below(bundles.len())].clone(), die.one(&ITEMS));
            life.turns(&number, item, die.one(&TURNS))
        }
        8 | 9 => {
            let stance = die.one(&[Stance::Agrees, Stance::Conditions, Stance::Disagrees]);
            let stage = if die.below(2) == 0 { "works" } else { stage };
            let (organ, stage, words) = (die.one(&ORGANS), owned(stage), owned("看过"));
            life.asks(Role::Examiner, organ, &Command::Opine { stage, stance, words })
        }
        10 => {
            let command = Command::Resolve {
                stage: owned(stage),
                organ: owned(die.one(&ORGANS)),
                stands: die.below(2) == 0,
                words: owned("协调过"),
            };
            life.asks(Role::Head, if stage == "land" || stage == "works" { LAND } else { BUILD }, &command)
        }
        11 | 12 => life.replies(if stage == "land" || stage == "works" { LAND } else { BUILD }, stage),
        13 => {
            let (ground, area) = (die.one(&["no", "yes"]), die.one(&["9000", "12000"]));
            life.regrades(&[("ground", ground), ("area", area)])
        }
        14 => match die.below(3) {
            0 => life.prereviews_by("方案", die.one(&["", "v1", "v1", "v1", "v2"])),
            1 => {
                let (design, version) = (owned(die.one(&["方案", "方案二"])), owned(die.one(&["v1", "v2"])));
                life.asks(Role::Agent, "", &Command::Redesign { design, version })
            }
            _ if die.below(8) == 0 => life.asks(Role::Agent, "", &Command::Withdraw {}),
            _ => Vec::new(),
        },
        _ => {
            let class = life.run.begun.as_ref().unwrap().class.clone();
            match bundles.last().cloned() {
                Some(bundle_no) if die.below(3) == 0 => {
                    life.asks(Role::House, "", &Command::TakenBack { bundle_no })
                }
                Some(bundle_no) => life.replans(&bundle_no, &class, &ITEMS[..1 + die.below(3)]),
                None => Vec::new(),
            }
        }
    }
}

/// What somebody does who wants it done: the next stage is asked for, or all of the open one is settled and
/// its lead replies.
fn sensible(life: &mut Life, die: &mut Die, bundles: &mut Vec<String>) -> Vec<String> {
    let open = STAGES.into_iter().find(|stage| life.run.stage(stage).is_some_and(|one| one.open().is_some()));
    let Some(stage) = open else {
        let Some(next) = STAGES.into_iter().find(|stage| !life.run.granted(stage)) else { return Vec::new() };
        let (number, class) =
            (format!("b-{}", bundles.len()), life.run.begun.as_ref().unwrap().class.clone());
        bundles.push(number.clone());
        life.drawings = die.one(&["v1", "v1", "v2"]).to_owned();
        return life.opens_as(&format!("project-{next}"), &number, &ITEMS[..1], &class, "o-ming");
    };
    let round = life.run.stage(stage).unwrap().open().unwrap().clone();
    let class = life.run.begun.as_ref().unwrap().class.clone();
    let lead = if stage == "land" || stage == "works" { LAND } else { BUILD };
    let mut said = Vec::new();
    if round.outdated() {
        let members: Vec<&str> = round.members.iter().map(String::as_str).collect();
        said.extend(life.replans(&round.bundle_no, &class, &members));
    }
    for item in &round.members {
        said.extend(life.turns(&round.bundle_no, item, Turn::Done));
    }
    for organ in round.conflicts() {
        let (stage, organ, words) = (stage.to_owned(), organ.to_owned(), "协调过".to_owned());
        said.extend(life.asks(Role::Head, lead, &Command::Resolve { stage, organ, stands: false, words }));
    }
    said.extend(life.replies(lead, stage));
    said
}

/// What is true of every project, whatever happened to it.
fn sound(life: &Life, before: &Run, said: &[String], at: &str) {
    let run = &life.run;
    let begun = run.begun.as_ref().unwrap();
    let project = &life.editions.project_by_hash("h-1").unwrap().project;
    let class = project.class(&begun.situation).unwrap();
    assert_eq!(
        (&class.code, class.budget),
        (&begun.class, begun.budget),
        "{at}: the answers decide the class"
    );
    for (n, stage) in project.stages.iter().enumerate() {
        let Some(one) = run.stage(&stage.code) else { continue };
        assert!(one.rounds.iter().rev().skip(1).all(|round| round.end.is_some()), "{at}: two rounds at once");
        let opened = one.rounds.len() > before.stage(&stage.code).map_or(0, |one| one.rounds.len());
        let ready = stage.after.iter().all(|code| before.granted(code));
        assert!(!opened || ready && !before.withdrawn, "{at}: stage {n} was opened before its turn");
        for (round, old) in
            one.rounds.iter().zip(before.stage(&stage.code).iter().flat_map(|one| &one.rounds))
        {
            if old.end.is_some() {
                assert_eq!(round, old, "{at}: what had ended was changed by {said:?}");
            }
            for (item, turn) in
                old.now().into_iter().filter(|(_, turn)| matches!(turn, Turn::Done | Turn::Failed))
            {
                let now = round.now().get(item).copied();
                assert_eq!(now, Some(turn), "{at}: a result was lost by {said:?}");
            }
            let kept = |(organ, given): (&String, &Given)| round.opinions[organ].stance == given.stance;
            assert!(old.opinions.iter().all(kept), "{at}: an opinion was given twice");
            let replied = round.end.as_ref().is_some_and(|end| end.reply.is_some()) && old.end.is_none();
            let settled = round.settled() && round.conflicts().is_empty() && !round.outdated();
            assert!(
                !replied || settled && old.awaited(life.day).is_empty(),
                "{at}: a join before its branches"
            );
        }
        let spent = one.reckoned(life.day, &life.calendar).unwrap();
        for part in [spent.before, spent.joint] {
            assert_eq!(
                part.government + part.applicant + part.intermediary,
                part.elapsed,
                "{at}: a day is nobody's"
            );
        }
    }
    assert!(!before.finished || run.finished, "{at}");
}

#[test]
fn whatever_happens_joins_are_safe_and_every_day_is_somebody_s() {
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..400 {
        let mut life = Life::begun();
        let (mut die, mut bundles) = (Die(seed), Vec::new());
        for step in 0..120 {
            let before = life.run.clone();
            let said = deed(&mut life, &mut die, &mut bundles);
            sound(&life, &before, &said, &format!("seed {seed}, step {step}"));
            seen.extend(said.iter().map(|line| line.split(' ').next().unwrap().to_owned()));
            if die.below(3) == 0 {
                life.day = life.day.next();
            }
        }
    }
    let all =
        ["opened", "replied", "bundle", "opinion", "early", "carried", "outdated", "silent", "resolved"];
    let more =
        ["regraded", "reasked", "replanned", "received", "withdrawn", "redesigned", "refused", "finished"];
    for name in all.into_iter().chain(more) {
        assert!(seen.contains(name), "nobody ever {name}: {seen:?}");
    }
}
