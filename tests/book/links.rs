//! What pages point to is there: files, headings, and the chapters of the book.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages of a folder and of those in it.
fn pages_in(folder: &Path, pages: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("it has entries").path();
        if path.is_dir() {
            pages_in(&path, pages);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            pages.push(path);
        }
    }
}

/// A page without its code: its lines outside of fences.
fn prose(page: &Path) -> Vec<String> {
    let text = fs::read_to_string(page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
    let mut code = false;
    let outside = |line: &&str| {
        let fence = line.trim_start().starts_with("```");
        code ^= fence;
        !code && !fence
    };
    text.lines().filter(outside).map(str::to_owned).collect()
}

/// The targets of the links of a page, `[text](target)` and `[name]: target`.
fn targets(page: &Path) -> Vec<String> {
    let mut targets = Vec::new();
    for line in prose(page) {
        for part in line.split("](").skip(1) {
            targets.push(part.split(')').next().unwrap_or_default().to_owned());
        }
        if let Some((_, target)) = line.strip_prefix('[').and_then(|rest| rest.split_once("]: ")) {
            targets.push(target.to_owned());
        }
    }
    targets
}

/// The name by which a heading is linked to.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.collect::<String>().trim().to_lowercase().replace(' ', "-")
}

fn has_heading(page: &Path, wanted: &str) -> bool {
    prose(page)
        .iter()
        .filter(|line| line.starts_with('#'))
        .any(|line| anchor(line.trim_start_matches('#')) == wanted)
}

#[test]
fn links_lead_somewhere() {
    let mut pages =
        vec![root().join("README.md"), root().join("CHANGELOG.md"), root().join("gear-engine/README.md")];
    pages_in(&root().join("docs"), &mut pages);
    let mut broken = Vec::new();
    let mut local = 0;
    for page in &pages {
        for target in targets(page) {
            if target.contains("://") {
                continue;
            }
            local += 1;
            let (file, heading) = target.split_once('#').unwrap_or((&target, ""));
            let path = match file {
                "" => page.clone(),
                file => page.parent().expect("it is in a folder").join(file),
            };
            if !path.exists() || !heading.is_empty() && !has_heading(&path, heading) {
                broken.push(format!("{}: {target}", page.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    assert!(local > 100, "{local} links were found");
}

#[test]
fn every_page_is_in_the_summary_and_its_examples_are_compiled() {
    let book = root().join("docs/src");
    let mut pages = Vec::new();
    pages_in(&book, &mut pages);
    let listed: BTreeSet<PathBuf> =
        targets(&book.join("SUMMARY.md")).iter().map(|target| book.join(target)).collect();
    let compiled = fs::read_to_string(root().join("src/lib.rs")).expect("it can be read");
    for page in pages {
        let name = page.strip_prefix(&book).expect("it is in the book").to_string_lossy().into_owned();
        assert!(name == "SUMMARY.md" || listed.contains(&page), "{name} is not in the summary");
        let text = fs::read_to_string(&page).expect("it can be read");
        // The pages of errors have mistakes in them, which another test compiles.
        let examples = !name.starts_with("errors/") && text.lines().any(|line| line.starts_with("```rust"));
        assert!(
            !examples || compiled.contains(&format!("docs/src/{name}\"")),
            "{name} has examples that nobody compiles"
        );
    }
}
