//! Programs run natively and in CPython, and both must give the same value or both fail.
//!
//! `cases.rs`, `control.rs` and `methods.rs` have programs written by hand: what is easy to get wrong, and one for each
//! difference that was ever found. `programs.rs` has generated ones; `cargo xtask differential` tries many more.

#![allow(
    clippy::all,
    invalid_nan_comparisons,
    reason = "the programs are Rust as people write it, and not as it should be written"
)]

mod cases;
mod compare;
mod control;
mod encode;
mod functions;
mod inputs;
mod items;
mod json;
mod library;
mod methods;
mod program;
mod regex;
mod time;
mod types;
#[rustfmt::skip]
mod programs;
mod python;

use compare::{Difference, Tally, compare};
use program::{Program, script, silence_expected_panics};
use python::{Python, interpreters};

/// What the generated programs run on.
const INPUTS: inputs::Plan = inputs::Plan { count: 8, seed: 1 };

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
        regex::programs(),
        library::programs(),
        functions::programs(),
        items::programs(),
        time::programs(),
    ];
    let programs: Vec<Program> = by_hand.into_iter().flatten().chain(programs::programs(INPUTS)).collect();
    let script = script(&programs);
    for interpreter in interpreters {
        let mut python = Python::start(&interpreter, &script);
        let mut tally = Tally::default();
        for (index, program) in programs.iter().enumerate() {
            compare((index, program), |arguments| python.call(index, arguments), &mut tally);
        }
        println!(
            "{interpreter}: {} programs, {} pairs, {} differences, {} fail in both worlds, {} native overflows that Python counts through",
            programs.len(),
            tally.pairs,
            tally.differences.len(),
            tally.failures,
            tally.overflows,
        );
        let smallest = tally.differences.iter().min_by_key(|difference| difference.python.len());
        if let Some(smallest) = smallest {
            tally.differences.iter().for_each(|difference| println!("{}", text(&programs, difference)));
            let count = tally.differences.len();
            panic!("{count} differences; the smallest:\n{}\n{}", smallest.python, text(&programs, smallest));
        }
        assert!((tally.overflows as f64) < MOST_OVERFLOWS * tally.pairs as f64, "too many overflows");
    }
}

fn text(programs: &[Program], difference: &Difference) -> String {
    let Difference { program, rust, native, shipped, .. } = difference;
    format!("{}({rust})\n    native:  {native:?}\n    shipped: {shipped:?}", programs[*program].name)
}
