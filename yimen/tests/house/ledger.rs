//! The ledger against somebody with the database's password: whatever she does to it behind the house's
//! back, `yimen ledger verify` names the line.

use store::Value;
use store::ledger::hash;

use super::binary::{Said, yimen};
use super::county::{Ground, a_mornings_work, applies, morning, on_both, words};

fn verify(ground: &Ground) -> Said {
    yimen(&words(&ground.told(&["ledger", "verify"])))
}

/// Verify finds something, says each of these sentences, and exits 1.
#[track_caller]
fn finds(ground: &Ground, sentences: &[String]) {
    let said = verify(ground);
    for sentence in sentences {
        assert!(said.out.contains(&format!("FAULT: {sentence}")), "{sentence}\n{said:?}");
    }
    assert!(said.out.contains("NOT as it was written"), "{said:?}");
    assert!(said.refused().contains("not sound"));
}

fn unfit(seq: i64) -> String {
    format!("line {seq}: its hash does not fit its contents and the line before it")
}

fn differs(first: i64, last: i64) -> String {
    format!("lines {first} to {last} are not those that the head of line {last} was made over")
}

/// Move a line to another number.
fn moved(ground: &Ground, from: i64, to: i64) {
    let rows = ground.behind("update ledger set seq = $1 where seq = $2", vec![to.into(), from.into()]);
    assert_eq!(rows, 1);
}

/// The hash that a line would have if it said `body`.
fn forged(ground: &Ground, seq: i64, body: &str) -> Vec<Value> {
    let sum = ground.look(|look| {
        let (before, mut kept) = (look.line(seq - 1)?.unwrap(), look.line(seq)?.unwrap());
        kept.line.body = body.to_owned();
        Ok(hash(look.division(), seq, &kept.line, &before.hash))
    });
    vec![body.into(), sum.into(), seq.into()]
}

const REWRITE: &str = "update ledger set body = $1, hash = $2 where seq = $3";

#[test]
fn a_ledger_left_alone_is_sound() {
    on_both(|ground| {
        a_mornings_work(&ground);
        let last = ground.last();
        assert!(last > 20, "people and cases are on it: {last}");
        let said = verify(&ground).done();
        assert!(said.contains(&format!("{last} lines read, the last is {last}; 1 heads compared")), "{said}");
        assert!(said.contains("No fault was found."), "{said}");
        assert!(!said.contains("younger"), "an orderly stop signs a head over the last line: {said}");
    });
}

#[test]
fn an_altered_line_is_named() {
    on_both(|ground| {
        a_mornings_work(&ground);
        let last = ground.last();
        for column in ["body", "sealed", "actor", "kind", "cause"] {
            let twin = ground.twin();
            let sql = format!("update ledger set {column} = {column} || 'x' where seq = $1");
            assert_eq!(twin.behind(&sql, vec![15.into()]), 1);
            finds(&twin, &[unfit(15)]);
        }
        for column in ["at", "effective", "shape"] {
            let twin = ground.twin();
            twin.behind(
                &format!("update ledger set {column} = {column} + 1 where seq = $1"),
                vec![15.into()],
            );
            finds(&twin, &[unfit(15)]);
        }
        let twin = ground.twin();
        twin.behind("update ledger set body = '{}' where seq = $1", vec![last.into()]);
        finds(&twin, &[unfit(last)]);
    });
}

#[test]
fn a_removed_line_is_named() {
    on_both(|ground| {
        a_mornings_work(&ground);
        let last = ground.last();
        assert_eq!(ground.behind("delete from ledger where seq = 15", vec![]), 1);
        finds(&ground, &["lines 15 to 15 are missing".to_owned(), differs(1, last)]);
    });
}

#[test]
fn a_removed_line_is_named_even_when_the_rest_moved_up() {
    on_both(|ground| {
        a_mornings_work(&ground);
        let last = ground.last();
        ground.behind("delete from ledger where seq = 15", vec![]);
        ground.behind("update ledger set seq = seq + 1000 where seq > 15", vec![]);
        ground.behind("update ledger set seq = seq - 1001 where seq > 1000", vec![]);
        let cut = format!("the ledger ends at line {}, but a head was signed over line {last}", last - 1);
        finds(&ground, &[unfit(15), cut]);
    });
}

#[test]
fn lines_in_another_order_are_named() {
    on_both(|ground| {
        a_mornings_work(&ground);
        let last = ground.last();
        moved(&ground, 15, 1000);
        moved(&ground, 16, 15);
        moved(&ground, 1000, 16);
        finds(&ground, &[unfit(15), unfit(16), differs(1, last)]);
    });
}

#[test]
fn a_line_put_in_is_named() {
    let put_in = "insert into ledger (seq, stream, version, at, effective, actor, cause, cause_no, kind, \
                  shape, body, sealed, hash) select $1, stream, 77, at, effective, actor, 'form/nobody/1', \
                  1, kind, shape, body, sealed, hash from ledger where seq = 14";
    on_both(|ground| {
        a_mornings_work(&ground);
        let last = ground.last();
        let twin = ground.twin();
        twin.behind("update ledger set seq = seq + 1000 where seq >= 15", vec![]);
        twin.behind("update ledger set seq = seq - 999 where seq >= 1000", vec![]);
        assert_eq!(twin.behind(put_in, vec![15.into()]), 1);
        finds(&twin, &[unfit(15), differs(1, last)]);
        // at the very end it is outside the head, but it still has to fit the line before it
        ground.behind(put_in, vec![(last + 1).into()]);
        finds(&ground, &[unfit(last + 1)]);
    });
}

#[test]
fn a_last_line_rewritten_with_its_own_hash_is_named() {
    on_both(|ground| {
        a_mornings_work(&ground);
        let last = ground.last();
        assert_eq!(ground.behind(REWRITE, forged(&ground, last, "{\"Granted\":{}}")), 1);
        finds(&ground, &[differs(1, last)]);
    });
}

#[test]
fn a_head_rewritten_to_fit_does_not_bear_the_signature() {
    on_both(|ground| {
        a_mornings_work(&ground);
        let last = ground.last();
        ground.behind(REWRITE, forged(&ground, last, "{}"));
        let (tip, root) = ground.look(|look| {
            let hashes = look.hashes(1, last)?;
            Ok((look.head()?.hash, store::ledger::root(&hashes)))
        });
        ground.behind("update heads set hash = $1, root = $2", vec![tip.into(), root.into()]);
        let unsigned = format!("the head of line {last} does not bear the house's signature");
        // and the head outside the database still tells of the old line
        finds(&ground, &[differs(1, last), unsigned]);
    });
}

#[test]
fn a_cut_tail_is_named_even_when_its_heads_were_cut_too() {
    on_both(|ground| {
        a_mornings_work(&ground);
        let last = ground.last();
        let cut = format!("the ledger ends at line {}, but a head was signed over line {last}", last - 3);
        ground.behind("delete from ledger where seq > $1", vec![(last - 3).into()]);
        finds(&ground, std::slice::from_ref(&cut));
        assert_eq!(ground.behind("delete from heads where last = $1", vec![last.into()]), 1);
        finds(&ground, &[cut]);
        // without the heads outside nobody can tell, and verify says so
        let catalogue = ground.catalogue.to_str().unwrap();
        let said = yimen(&["ledger", "verify", "--db", &ground.db, "--catalogue", catalogue]).done();
        assert!(said.contains("cut or rewritten tail cannot be seen"), "{said}");
        assert!(said.contains("heads outside the database were not compared"), "{said}");
    });
}

#[test]
fn what_is_younger_than_the_last_head_is_named_as_not_covered() {
    on_both(|ground| {
        a_mornings_work(&ground);
        let signed = ground.last();
        let house = ground.open_at(morning(2026, 9, 2));
        applies(&house, "residence-permit");
        applies(&house, "food-permit");
        // no orderly stop of the house: nobody signs
        house.store.close().unwrap();
        let last = ground.last();
        // each is filed, and taken in at the window
        assert_eq!(last, signed + 4);
        let said = verify(&ground).done();
        assert!(
            said.contains(&format!("Lines {} to {last} are younger than the last head", signed + 1)),
            "{said}"
        );
        // a change of a line that is not the last is still seen, by the line after it
        let twin = ground.twin();
        twin.behind(REWRITE, forged(&twin, last - 1, "{}"));
        finds(&twin, &[unfit(last)]);
        // the next orderly stop covers them
        let house = ground.open_at(morning(2026, 9, 3));
        house.close().unwrap();
        let said = verify(&ground).done();
        assert!(said.contains("2 heads compared") && !said.contains("younger"), "{said}");
    });
}

#[test]
fn where_there_is_no_ledger_verify_says_so() {
    let ground = Ground::sqlite();
    let why = verify(&ground).refused();
    assert!(!why.is_empty() && !ground.path("ledger.db").exists(), "verify makes nothing: {why}");
    let why = yimen(&["ledger", "verify", "--db", "mysql://nowhere"]).refused();
    assert!(why.contains("sqlite:PATH or postgres://"), "{why}");
}
