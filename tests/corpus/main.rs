//! Programs as people write them, by theme: each runs natively and in CPython, and both give the same.
//!
//! They are written without a thought of what can be shipped. What runs them is that of `tests/differential`.

#![allow(clippy::all, reason = "the programs are Rust as people write it, and not as it should be written")]

mod algorithms;
mod aliases;
mod business;
mod changes;
mod closures;
#[path = "../differential/compare.rs"]
mod compare;
mod contents;
mod control;
mod copies;
mod derives;
mod displays;
mod documents;
#[path = "../differential/encode.rs"]
mod encode;
#[path = "../support/engine.rs"]
mod engine;
mod equality;
mod everyday;
mod expressions;
#[path = "../differential/failure.rs"]
mod failure;
mod failures;
mod graphs;
mod iterators;
mod kept;
mod lent;
mod lists;
mod machines;
mod models;
mod nothing;
mod operators;
mod order;
mod owners;
mod parsers;
mod patterns;
mod pipelines;
mod places;
#[path = "../differential/program.rs"]
mod program;
#[path = "../differential/python.rs"]
mod python;
mod references;
mod renamed;

mod shapes;
mod statics;
mod text;
mod trees;
mod types;
mod unseen;
mod variants;
mod words;
#[path = "../differential/worlds.rs"]
mod worlds;

use program::Program;
use worlds::agree;

#[test]
fn programs_mean_the_same() {
    let themes = [
        algorithms::programs(),
        lists::programs(),
        business::programs(),
        changes::programs(),
        closures::programs(),
        contents::programs(),
        control::programs(),
        copies::programs(),
        derives::programs(),
        displays::programs(),
        documents::programs(),
        everyday::programs(),
        expressions::programs(),
        failures::programs(),
        graphs::programs(),
        iterators::programs(),
        kept::programs(),
        lent::programs(),
        machines::programs(),
        nothing::programs(),
        models::programs(),
        order::programs(),
        operators::programs(),
        owners::programs(),
        statics::programs(),
        variants::programs(),
        aliases::programs(),
        equality::programs(),
        references::programs(),
        renamed::programs(),
        parsers::programs(),
        patterns::programs(),
        places::programs(),
        shapes::programs(),
        text::programs(),
        trees::programs(),
        types::programs(),
        unseen::programs(),
        words::programs(),
    ];
    let programs: Vec<Program> = themes.into_iter().flatten().collect();
    agree(&programs, |program, tally| {
        assert_eq!(tally.overflows, 0, "{}: an input leaves the range of its type", program.name);
    });
}
