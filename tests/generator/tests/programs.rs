//! The programs of the differential test are generated, and use the whole grammar and the whole catalog.
//!
//! `UPDATE_PROGRAMS=1 cargo test -p generator` writes them anew.

use generator::{Grammar, catalog, file};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const SEED: u64 = 1;
const COUNT: usize = 1620;

#[test]
fn the_programs_are_the_generated_ones() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../differential/programs.rs");
    let programs = file(&Grammar::default().functions(SEED, 0, COUNT)).text;
    if std::env::var_os("UPDATE_PROGRAMS").is_some() {
        fs::write(&path, &programs).expect("the file can be written");
    }
    let written = fs::read_to_string(&path).expect("the file is there");
    assert!(written == programs, "the generator writes other programs: run with UPDATE_PROGRAMS=1");
}

/// What is new in the catalog needs a row in `grammar.txt`.
#[test]
fn the_programs_use_the_whole_catalog() {
    let grammar = Grammar::default();
    let functions = grammar.functions(SEED, 0, COUNT);
    let rows: BTreeSet<usize> = functions.iter().flat_map(|function| function.rows.clone()).collect();
    assert_eq!(rows.len(), grammar.rows(), "every row of the grammar is used");
    let covered = grammar.covered(&rows);
    let catalog = catalog();
    let unknown: Vec<_> =
        covered.iter().filter(|entry| !catalog.iter().any(|known| known == *entry)).collect();
    assert!(unknown.is_empty(), "the grammar names what is not in the catalog: {unknown:?}");
    let missing: Vec<_> = catalog.iter().filter(|entry| !covered.contains(entry.as_str())).collect();
    assert!(
        missing.is_empty(),
        "{} entries of the catalog are in no row of the grammar: {missing:#?}",
        missing.len()
    );
}

/// Every program comes again from its choices, and simpler choices give shorter programs.
#[test]
fn choices_give_the_program_again() {
    let grammar = Grammar::default();
    for (index, function) in grammar.functions(7, 0, 20).into_iter().enumerate() {
        let again = grammar.again(index, function.row, function.choices.clone());
        assert_eq!(again.text, function.text);
        let simpler = function.choices.simpler();
        let shortest =
            simpler.into_iter().map(|choices| grammar.again(index, function.row, choices).text.len()).min();
        assert!(shortest.is_some_and(|length| length < function.text.len()), "{}", function.text);
    }
}
