//! The tireless clerks: one that goes down in its round begins again, and everybody can see that it did.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use house::hands::Hands;
use house::outbox::{Channel, Message, NotSent};
use serde_json::Value;

use super::county::applies;
use super::visits::Served;

/// How long anything may take before the test gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// A way out that breaks the messenger's neck while it is ill.
struct Treacherous {
    ill: Arc<AtomicBool>,
    tells: Mutex<Sender<bool>>,
}

impl Channel for Treacherous {
    fn name(&self) -> &'static str {
        "sms"
    }

    fn send(&self, _: &Message) -> Result<(), NotSent> {
        let ill = self.ill.load(Ordering::SeqCst);
        self.tells.lock().unwrap().send(ill).unwrap();
        assert!(!ill, "this is a bug of the channel");
        Ok(())
    }
}

fn health(served: &Served) -> Value {
    served.door.get("/healthz", &[]).json()
}

/// Ask again until it is so.
fn until(served: &Served, so: impl Fn(&Value) -> bool) -> Value {
    let began = Instant::now();
    loop {
        let said = health(served);
        if so(&said) {
            return said;
        }
        assert!(began.elapsed() < PATIENCE, "{said}");
    }
}

fn heard(tells: &Receiver<bool>) -> bool {
    tells.recv_timeout(PATIENCE).unwrap()
}

#[test]
fn a_clerk_that_goes_down_begins_again_and_the_house_says_so_meanwhile() {
    let served = Served::new(256);
    let ill = Arc::new(AtomicBool::new(true));
    let (tell, tells) = channel();
    let way = Treacherous { ill: Arc::clone(&ill), tells: Mutex::new(tell) };
    let hands = Hands::start(&served.house, vec![Box::new(way)]);
    until(&served, |said| said["clerks"].as_object().is_some_and(|all| all.len() == 6));
    assert_eq!(health(&served)["degraded"], false);
    applies(&served.house, "residence-permit");
    assert!(heard(&tells), "the messenger tried");
    let said = until(&served, |said| said["degraded"] == true);
    assert_eq!((&said["healthy"], &said["clerks"]["messenger"]["panicked"]), (&true.into(), &1.into()));
    assert_eq!(said["clerks"]["follower"]["well"], true, "the others go on: {said}");
    let counts = served.door.get("/metrics", &[]);
    if counts.status == 200 {
        assert!(counts.body.contains("yimen_clerk_panicked_total{clerk=\"messenger\"} 1"), "{counts:?}");
    }
    ill.store(false, Ordering::SeqCst);
    // the message waits its minute, as after any failure; then it leaves
    until(&served, |said| said["degraded"] == false);
    served.forward(10 * 60_000);
    applies(&served.house, "food-permit");
    assert!(!heard(&tells), "the messenger is back");
    hands.stop();
    served.house.close().unwrap();
}
