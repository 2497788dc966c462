//! Programs run natively and in CPython, and both must give the same value or both fail.
//!
//! `cases.rs`, `control.rs` and `methods.rs` have programs written by hand: what is easy to get wrong, and one for each
//! difference that was ever found. `programs.rs` has generated ones (see `tests/differential_programs.rs`).

#![allow(
    clippy::all,
    invalid_nan_comparisons,
    reason = "the programs are Rust as people write it, and not as it should be written"
)]

mod cases;
mod control;
mod encode;
mod inputs;
mod items;
mod json;
mod methods;
mod program;
mod types;
#[rustfmt::skip]
mod programs;
mod python;

use program::{Program, native, script, silence_expected_panics};
use python::{Outcome, Python, interpreters};

/// What was compared.
#[derive(Default)]
struct Tally {
    pairs: usize,
    overflows: usize,
    differences: Vec<Difference>,
}

struct Difference {
    /// The program's Python, which is printed for the smallest one that shows a difference.
    python: &'static str,
    text: String,
}

/// Beyond this share of pairs, overflows would hide what is to be compared.
const MOST_OVERFLOWS: f64 = 0.05;

#[test]
fn both_worlds_agree() {
    let interpreters = interpreters();
    if interpreters.is_empty() {
        return eprintln!("skipped: there is no python3");
    }
    silence_expected_panics();
    let by_hand = [
        cases::programs(),
        control::programs(),
        methods::programs(),
        types::programs(),
        json::programs(),
        items::programs(),
    ];
    let programs: Vec<Program> = by_hand.into_iter().flatten().chain(programs::programs()).collect();
    let script = script(&programs);
    for interpreter in interpreters {
        let mut python = Python::start(&interpreter, &script);
        let mut tally = Tally::default();
        for (index, program) in programs.iter().enumerate() {
            compare(program, |arguments| python.call(index, arguments), &mut tally);
        }
        println!(
            "{interpreter}: {} programs, {} pairs, {} differences, {} native overflows that Python counts through",
            programs.len(),
            tally.pairs,
            tally.differences.len(),
            tally.overflows,
        );
        let smallest = tally.differences.iter().min_by_key(|difference| difference.python.len());
        if let Some(smallest) = smallest {
            tally.differences.iter().for_each(|difference| println!("{}", difference.text));
            panic!(
                "{} differences; the smallest:\n{}\n{}",
                tally.differences.len(),
                smallest.python,
                smallest.text
            );
        }
        assert!((tally.overflows as f64) < MOST_OVERFLOWS * tally.pairs as f64, "too many overflows");
    }
}

fn compare(program: &Program, mut shipped: impl FnMut(&str) -> Outcome, tally: &mut Tally) {
    for run in &program.runs {
        let (native, shipped) = (native(run), shipped(&run.arguments));
        tally.pairs += 1;
        match (&native, &shipped) {
            (Outcome::Value(a), Outcome::Value(b)) if a == b => {}
            (Outcome::Fails(_), Outcome::Fails(_)) => {}
            (Outcome::Fails(panic), Outcome::Value(_)) if is_overflow(panic) => tally.overflows += 1,
            _ => {
                let head = format!("{}{}", program.name, run.arguments);
                let text = format!("{head}\n    native:  {native:?}\n    shipped: {shipped:?}");
                tally.differences.push(Difference { python: (program.unit)().python, text });
            }
        }
    }
}

/// Python's integers do not overflow: where the native program panics for that, the shipped one may go on.
fn is_overflow(panic: &str) -> bool {
    panic.starts_with("attempt to ") && panic.ends_with(" with overflow")
}
