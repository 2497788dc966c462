//! The Python of every example, as it is shipped. `cargo insta review`, or `INSTA_UPDATE=always`, accepts a change.

#![allow(dead_code, reason = "of the examples only the gears are used")]

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
    ($($name:ident: $gear:expr;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(stringify!($name), $gear.python());
        }
    )*};
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
