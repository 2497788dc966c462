//! The Python of every example, as it is shipped. `cargo insta review`, or `INSTA_UPDATE=always`, accepts a change.

#![allow(dead_code, reason = "of the examples only the gears are used")]
#![allow(clippy::duplicate_mod, reason = "every example has the common module of its own")]

use std::io::Write as _;
use std::process::{Command, Stdio};

#[path = "../examples/adults.rs"]
mod adults;
#[path = "../examples/demo/gears.rs"]
mod demo;
#[path = "../examples/launch.rs"]
mod launch;
#[path = "../examples/watch.rs"]
mod watch;
#[path = "../examples/word_count.rs"]
mod word_count;

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
    demo_lines_per_package: demo::LINES_PER_PACKAGE;
    demo_totals: demo::TOTALS;
    demo_lines_of: demo::lines_of::GEAR;
}
