//! Programs run natively and in CPython, and both must give the same value or both fail.
//!
//! `cases.rs` has programs written by hand, one for each difference that was ever found; `programs.rs` has generated
//! ones (see `tests/differential_programs.rs`).

mod cases;
mod encode;
mod program;
mod python;

use program::{Program, native, script, silence_expected_panics};
use python::{Outcome, Python, interpreters};

/// What was compared.
#[derive(Default)]
struct Tally {
    pairs: usize,
    overflows: usize,
    differences: Vec<String>,
}

#[test]
fn both_worlds_agree() {
    let interpreters = interpreters();
    if interpreters.is_empty() {
        return eprintln!("skipped: there is no python3");
    }
    silence_expected_panics();
    let programs = cases::programs();
    let script = script(&programs);
    for interpreter in interpreters {
        let mut python = Python::start(&interpreter, &script);
        let mut tally = Tally::default();
        programs.iter().for_each(|program| compare(program, &mut python, &mut tally));
        println!(
            "{interpreter}: {} programs, {} pairs, {} differences, {} native overflows that Python counts through",
            programs.len(),
            tally.pairs,
            tally.differences.len(),
            tally.overflows,
        );
        tally.differences.iter().for_each(|difference| println!("{difference}"));
        assert!(tally.differences.is_empty(), "{} differences", tally.differences.len());
    }
}

fn compare(program: &Program, python: &mut Python, tally: &mut Tally) {
    for run in &program.runs {
        let (native, shipped) = (native(run), python.call(program.name, &run.arguments));
        tally.pairs += 1;
        match (&native, &shipped) {
            (Outcome::Value(a), Outcome::Value(b)) if a == b => {}
            (Outcome::Fails(_), Outcome::Fails(_)) => {}
            (Outcome::Fails(panic), Outcome::Value(_)) if is_overflow(panic) => tally.overflows += 1,
            _ => {
                let head = format!("{}{}", program.name, run.arguments);
                tally.differences.push(format!("{head}\n    native:  {native:?}\n    shipped: {shipped:?}"));
            }
        }
    }
}

/// Python's integers do not overflow: where the native program panics for that, the shipped one may go on.
fn is_overflow(panic: &str) -> bool {
    panic.starts_with("attempt to ") && panic.ends_with(" with overflow")
}
