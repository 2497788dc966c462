//! Programs as people write them, by theme: each runs natively and in CPython, and both give the same.
//!
//! They are written without a thought of what can be shipped. What runs them is that of `tests/differential`.

#![allow(clippy::all, reason = "the programs are Rust as people write it, and not as it should be written")]

mod algorithms;
#[path = "../differential/compare.rs"]
mod compare;
#[path = "../differential/encode.rs"]
mod encode;
mod parsers;
#[path = "../differential/program.rs"]
mod program;
#[path = "../differential/python.rs"]
mod python;
mod text;

use compare::{Tally, compare};
use program::{Program, script, silence_expected_panics};
use python::{Python, interpreters};

#[test]
fn programs_mean_the_same() {
    let interpreters = interpreters();
    if interpreters.is_empty() {
        return eprintln!("skipped: there is no python3");
    }
    silence_expected_panics();
    let themes = [text::programs(), parsers::programs(), algorithms::programs()];
    let programs: Vec<Program> = themes.into_iter().flatten().collect();
    let script = script(&programs);
    for interpreter in interpreters {
        let mut python = Python::start(&interpreter, &script);
        let mut tally = Tally::default();
        for (index, program) in programs.iter().enumerate() {
            compare((index, program), |arguments| python.call(index, arguments), &mut tally);
            assert_eq!(tally.overflows, 0, "{}: an input leaves the range of its type", program.name);
        }
        println!(
            "{interpreter}: {} programs, {} pairs, {} fail in both worlds",
            programs.len(),
            tally.pairs,
            tally.failures,
        );
        for difference in &tally.differences {
            let (name, native, shipped) =
                (programs[difference.program].name, &difference.native, &difference.shipped);
            println!(
                "{}\n{name}({})\n    native:  {native:?}\n    shipped: {shipped:?}",
                difference.python, difference.rust
            );
        }
        assert!(tally.differences.is_empty(), "{} differences", tally.differences.len());
    }
}
