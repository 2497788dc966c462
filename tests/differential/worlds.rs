//! Runs a list of programs in both worlds, with each Python there is.

use crate::compare::{Difference, Tally, compare};
use crate::program::{Program, script, silence_expected_panics};
use crate::python::{Python, interpreters};

/// Runs the programs and fails with the smallest difference. `after` sees the tally when a program is through.
///
/// Gives the tally of each interpreter: none if there is no Python.
pub(crate) fn agree(programs: &[Program], after: impl Fn(&Program, &Tally)) -> Vec<Tally> {
    let interpreters = interpreters();
    if interpreters.is_empty() {
        eprintln!("skipped: there is no python3");
        return Vec::new();
    }
    silence_expected_panics();
    let script = script(programs);
    let run = |interpreter: &String| {
        let mut python = Python::start(interpreter, &script);
        let mut tally = Tally::default();
        for (index, program) in programs.iter().enumerate() {
            compare((index, program), |arguments| python.call(index, arguments), &mut tally);
            after(program, &tally);
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
            tally.differences.iter().for_each(|difference| println!("{}", text(programs, difference)));
            let count = tally.differences.len();
            panic!("{count} differences; the smallest:\n{}\n{}", smallest.python, text(programs, smallest));
        }
        tally
    };
    interpreters.iter().map(run).collect()
}

fn text(programs: &[Program], difference: &Difference) -> String {
    let Difference { program, rust, native, shipped, .. } = difference;
    format!("{}({rust})\n    native:  {native:?}\n    shipped: {shipped:?}", programs[*program].name)
}
