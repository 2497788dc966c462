//! Programs run natively and in CPython, and both must give the same value or both fail.
//!
//! `cases.rs`, `control.rs` and `methods.rs` have programs written by hand: what is easy to get wrong, and one for each
//! difference that was ever found. `programs.rs` has generated ones; `cargo xtask differential` tries many more.

#![allow(
    clippy::all,
    invalid_nan_comparisons,
    uncommon_codepoints,
    confusable_idents,
    mixed_script_confusables,
    reason = "the programs are Rust as people write it, and not as it should be written; some names only Python takes for one"
)]

mod cases;
mod compare;
mod control;
mod encode;
mod failure;
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
mod worlds;

use program::Program;
use worlds::agree;

/// What the generated programs run on.
const INPUTS: inputs::Plan = inputs::Plan { count: 8, seed: 1 };

/// Beyond this share of pairs, overflows would hide what is to be compared.
const MOST_OVERFLOWS: f64 = 0.05;

#[test]
fn both_worlds_agree() {
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
    for tally in agree(&programs, |_, _| {}) {
        assert!((tally.overflows as f64) < MOST_OVERFLOWS * tally.pairs as f64, "too many overflows");
    }
}
