//! Compares the outcomes in both worlds.

use crate::failure::says_the_same;
use crate::program::{Program, native};
use crate::python::Outcome;

/// What was compared.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) pairs: usize,
    /// Pairs that fail in both worlds, and say the same.
    pub(crate) failures: usize,
    /// Pairs that fail by an overflow in the native world alone, or there before anything else.
    pub(crate) overflows: usize,
    pub(crate) differences: Vec<Difference>,
}

pub(crate) struct Difference {
    /// The place of the program in its list.
    pub(crate) program: usize,
    /// The program's Python.
    pub(crate) python: &'static str,
    /// The arguments.
    pub(crate) rust: String,
    pub(crate) native: Outcome,
    pub(crate) shipped: Outcome,
}

/// Runs a program on its inputs.
pub(crate) fn compare(
    (index, program): (usize, &Program),
    mut shipped: impl FnMut(&str) -> Outcome,
    tally: &mut Tally,
) {
    for run in &program.runs {
        let (native, shipped) = (native(run), shipped(&run.arguments));
        tally.pairs += 1;
        match (&native, &shipped) {
            (Outcome::Value(a), Outcome::Value(b)) if a == b => {}
            (Outcome::Fails(panic), Outcome::Fails(exception)) if says_the_same(panic, exception) => {
                tally.failures += 1;
            }
            (Outcome::Fails(panic), Outcome::Value(_) | Outcome::Fails(_)) if is_overflow(panic) => {
                tally.overflows += 1;
            }
            _ => tally.differences.push(Difference {
                program: index,
                python: (program.unit)().python,
                rust: run.rust.clone(),
                native,
                shipped,
            }),
        }
    }
}

/// Python's integers do not overflow: where the native program panics for that, the shipped one may go on.
fn is_overflow(panic: &str) -> bool {
    panic.starts_with("attempt to ") && panic.ends_with(" with overflow")
}
