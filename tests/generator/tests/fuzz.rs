//! Whatever tokens come in: no panic, an expansion that is Rust, and Python that is Python 3.7.

use generator::fuzz::{Fuzz, Python};

#[test]
fn mutated_programs_neither_panic_nor_become_nonsense() {
    let python = Python::start("python3").expect("python3 is there, as for all tests");
    let mut fuzz = Fuzz::new(7, python).expect("the pages can be read");
    let original = fuzz.originals().expect("the interpreter answers");
    assert!(original.is_none(), "{}", original.unwrap_or_default());
    for _ in 0..3000 {
        let finding = fuzz.one_more().expect("the interpreter answers");
        assert!(finding.is_none(), "{}", finding.unwrap_or_default());
    }
    assert!(fuzz.compiled > 100, "only {} of the programs compile", fuzz.compiled);
}
