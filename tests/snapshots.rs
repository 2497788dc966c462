//! The Python of every example, as it is shipped. `cargo insta review`, or `INSTA_UPDATE=always`, accepts a change.

#![allow(dead_code, reason = "of the examples only the gears are used")]
#![allow(clippy::duplicate_mod, reason = "every example has the common module of its own")]

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

#[path = "../examples/adults.rs"]
mod adults;
#[path = "../examples/changes.rs"]
mod changes;
#[path = "../examples/demo/gears.rs"]
mod demo;
#[path = "../examples/digest.rs"]
mod digest;
#[path = "../examples/expiry.rs"]
mod expiry;
#[path = "../examples/fill.rs"]
mod fill;
#[path = "../examples/json.rs"]
mod json;
#[path = "../examples/kitchen.rs"]
mod kitchen;
#[path = "../examples/launch.rs"]
mod launch;
#[path = "../examples/pi.rs"]
mod pi;
#[path = "../examples/query.rs"]
mod query;
#[path = "../examples/stamp.rs"]
mod stamp;
#[path = "../examples/tickets.rs"]
mod tickets;
#[path = "../examples/transfer.rs"]
mod transfer;
#[path = "../examples/watch.rs"]
mod watch;
#[path = "../examples/word_count.rs"]
mod word_count;
#[path = "../examples/write_behind.rs"]
mod write_behind;

macro_rules! snapshots {
    ($($name:ident: $gear:expr;)*) => {
        /// Every script, by name.
        fn scripts() -> Vec<(&'static str, String)> {
            vec![$((stringify!($name), $gear.python())),*]
        }

        $(
        #[test]
        fn $name() {
            insta::assert_snapshot!(stringify!($name), $gear.python());
        }
    )*};
}

/// The server embeds CPython 3.7: every program must parse there.
#[test]
fn every_script_is_python_3_7() {
    const CHECK: &str = "import ast, sys; ast.parse(sys.stdin.read(), feature_version=(3, 7))";
    for (name, script) in scripts() {
        let mut python = Command::new("python3")
            .args(["-c", CHECK])
            .stdin(Stdio::piped())
            .spawn()
            .expect("python3 is there, as for all tests");
        let mut stdin = python.stdin.take().expect("it is a pipe");
        stdin.write_all(script.as_bytes()).expect("python3 reads its input");
        drop(stdin);
        assert!(python.wait().expect("python3 ends").success(), "{name} is not Python 3.7:\n{script}");
    }
}

snapshots! {
    adults_by_city: adults::ADULTS_BY_CITY;
    word_count_frequent: word_count::FREQUENT;
    watch_turnover: watch::TURNOVER;
    launch_launch: launch::launch::GEAR;
    launch_book: launch::book::GEAR;
    digest_fingerprints: digest::FINGERPRINTS;
    expiry_expire_after: expiry::expire_after(Duration::from_secs(3600));
    changes_changes: changes::CHANGES;
    write_behind_remember: write_behind::REMEMBER;
    write_behind_flush: write_behind::FLUSH;
    transfer_transfers: transfer::TRANSFERS;
    kitchen_order: kitchen::order::GEAR;
    kitchen_serve: kitchen::serve::GEAR;
    kitchen_menu: kitchen::menu::GEAR;
    tickets_ticket: tickets::ticket::GEAR;
    stamp_stamp: stamp::stamp::GEAR;
    stamp_older_than: stamp::older_than(Duration::from_secs(60));
    fill_fill: fill::FILL;
    query_images: query::images(BTreeMap::from([("cat".to_owned(), (1, 3))]));
    json_summaries: json::SUMMARIES;
    pi_pi: pi::pi(40);
    demo_lines_per_package: demo::LINES_PER_PACKAGE;
    demo_totals: demo::TOTALS;
    demo_lines_of: demo::lines_of::GEAR;
}
