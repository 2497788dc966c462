//! The program of a batch of `cargo xtask differential`: compares `programs.rs`, which is beside it, and prints a
//! report. It stands in the crate that the chore writes, and takes its modules from here.

mod programs;

use compare::{Tally, compare};
use program::{script, silence_expected_panics};
use python::{Outcome, Python};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// The program that runs.
static RUNNING: AtomicUsize = AtomicUsize::new(usize::MAX);

/// How long all inputs of one program may take.
const LIMIT: Duration = Duration::from_secs(60);

/// Ends with a report when a program does not end.
fn watch() {
    std::thread::spawn(|| {
        loop {
            let before = RUNNING.load(Ordering::Relaxed);
            std::thread::sleep(LIMIT);
            if before != usize::MAX && before == RUNNING.load(Ordering::Relaxed) {
                println!("{}", serde_json::json!({ "stuck": before }));
                std::process::exit(1);
            }
        }
    });
}

/// Arguments: how many inputs a program runs on, their seed, and the interpreters.
fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = || arguments.next().and_then(|text| text.parse().ok()).expect("a number is given");
    let plan = inputs::Plan { count: number() as usize, seed: number() };
    silence_expected_panics();
    let programs = programs::programs(plan);
    let script = script(&programs);
    let mut tally = Tally::default();
    watch();
    for interpreter in arguments {
        let mut python = Python::start(&interpreter, &script);
        for (index, program) in programs.iter().enumerate() {
            RUNNING.store(index, Ordering::Relaxed);
            compare((index, program), |arguments| python.call(index, arguments), &mut tally);
        }
    }
    let differences = tally.differences.iter().map(|difference| {
        serde_json::json!({
            "program": difference.program,
            "python": difference.python,
            "rust": difference.rust,
            "native": shown(&difference.native),
            "shipped": shown(&difference.shipped),
        })
    });
    let differences: Vec<_> = differences.collect();
    let report = serde_json::json!({
        "pairs": tally.pairs,
        "failures": tally.failures,
        "overflows": tally.overflows,
        "differences": differences,
    });
    println!("{report}");
}

fn shown(outcome: &Outcome) -> String {
    format!("{outcome:?}")
}
