//! The programs of the differential test are generated, and use the whole catalog.
//!
//! `UPDATE_PROGRAMS=1 cargo test --test differential_programs` writes them anew.

#[path = "differential/generate/mod.rs"]
mod generate;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const SEED: u64 = 1;
const COUNT: usize = 600;

#[test]
fn the_programs_are_the_generated_ones() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/differential/programs.rs");
    let programs = generate::programs(SEED, COUNT).text;
    if std::env::var_os("UPDATE_PROGRAMS").is_some() {
        fs::write(&path, &programs).expect("the file can be written");
    }
    let written = fs::read_to_string(&path).expect("the file is there");
    assert!(written == programs, "the generator writes other programs: run with UPDATE_PROGRAMS=1");
}

#[test]
fn the_programs_use_the_whole_catalog() {
    let covered = generate::programs(SEED, COUNT).covered;
    let entries = entries();
    let unknown: Vec<_> =
        covered.iter().filter(|covered| !entries.iter().any(|entry| entry == *covered)).collect();
    assert!(unknown.is_empty(), "the grammar names what is not in the catalog: {unknown:?}");
    let by_hand = hand_written();
    let (reached, other): (Vec<_>, Vec<_>) =
        entries.iter().partition(|entry| covered.contains(entry.as_str()));
    let missing: Vec<_> = other.iter().filter(|entry| !names(&by_hand, entry)).collect();
    println!(
        "catalog: {} entries, {} in generated programs, {} more in those written by hand",
        entries.len(),
        reached.len(),
        other.len() - missing.len(),
    );
    assert!(missing.is_empty(), "no program uses {missing:?}");
}

/// The text of the programs written by hand.
fn hand_written() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/differential");
    let files = ["cases.rs", "control.rs", "methods.rs", "types.rs"].map(|file| folder.join(file));
    files.iter().filter_map(|file| fs::read_to_string(file).ok()).collect()
}

/// Whether a text calls an entry.
fn names(text: &str, entry: &str) -> bool {
    let path = entry.split('(').next().unwrap_or(entry);
    match path.rsplit_once('.') {
        Some((_, method)) => {
            [format!(".{method}("), format!(".{method}::<")].iter().any(|call| text.contains(call))
        }
        None => text.contains(path),
    }
}

/// `receiver.name` of each entry, with its types where several share the name. Without those that need a server.
fn entries() -> Vec<String> {
    use gear_compiler::reference::{functions, methods};
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for method in methods() {
        *names.entry(format!("{}.{}", method.receiver, method.name)).or_default() += 1;
    }
    let of_methods = methods().map(|method| {
        let name = format!("{}.{}", method.receiver, method.name);
        if names[&name] > 1 { format!("{name}{}", method.types) } else { name }
    });
    let needs_server = |path: &str| path.starts_with("cmd::") || path == "hashtag";
    let of_functions =
        functions().map(|function| function.name.to_owned()).filter(|path| !needs_server(path));
    of_methods.chain(of_functions).collect()
}
