//! Mistakes and what the compiler says to them: one mistake gives one error, on the right token.
//!
//! Every file under `tests/ui` is a program with one mistake; the `.stderr` beside it is what rustc prints.
//! `TRYBUILD=overwrite cargo test --test ui` writes them anew.

use std::fs;
use std::path::Path;

#[test]
fn mistakes_are_explained() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}

#[cfg(feature = "scripts")]
#[test]
fn mistakes_in_scripts_are_explained() {
    trybuild::TestCases::new().compile_fail("tests/ui/scripts/*.rs");
}

#[cfg(not(feature = "scripts"))]
#[test]
fn a_feature_that_is_missing_is_named() {
    trybuild::TestCases::new().compile_fail("tests/ui/without_scripts/*.rs");
}

/// An error in one gear hides none in another, nor a second one in the same closure.
#[test]
fn every_mistake_of_a_file_is_reported_once() {
    trybuild::TestCases::new().compile_fail("tests/ui/several/*.rs");
}

/// A second error would be a consequence, not a mistake.
#[test]
fn one_mistake_gives_one_error() {
    let folders = ["tests/ui", "tests/ui/scripts", "tests/ui/without_scripts"];
    let folders = folders.map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
    for entry in folders.iter().flat_map(|folder| fs::read_dir(folder).expect("the folder is there")) {
        let path = entry.expect("the folder can be read").path();
        if path.extension().is_some_and(|extension| extension == "stderr") {
            let text = fs::read_to_string(&path).expect("the file can be read");
            let errors = text.lines().filter(|line| line.starts_with("error")).count();
            assert_eq!(errors, 1, "{}:\n{text}", path.display());
        }
    }
}
