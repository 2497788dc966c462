//! Mistakes and what the compiler says to them: one mistake gives one error, on the right token.
//!
//! Every file under `tests/ui` is a program with one mistake; the `.stderr` beside it is what rustc prints.
//! `TRYBUILD=overwrite cargo test --test ui` writes them anew.

use std::fs;

#[test]
fn mistakes_are_explained() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}

/// A second error would be a consequence, not a mistake.
#[test]
fn one_mistake_gives_one_error() {
    for entry in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ui")).expect("the folder is there")
    {
        let path = entry.expect("the folder can be read").path();
        if path.extension().is_some_and(|extension| extension == "stderr") {
            let text = fs::read_to_string(&path).expect("the file can be read");
            let errors = text.lines().filter(|line| line.starts_with("error")).count();
            assert_eq!(errors, 1, "{}:\n{text}", path.display());
        }
    }
}
