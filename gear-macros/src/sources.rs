//! The source files of the crate that is compiled, read once.

use gear_compiler::surroundings::{SourceFile, Sources, Surroundings};
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::SystemTime;

/// The files on the disk, each looked at once for one macro call.
#[derive(Default)]
struct Disk {
    looked_at: RefCell<HashMap<PathBuf, Option<Arc<SourceFile>>>>,
}

/// A file's time and size, and what was in it then.
type Known = (Stamp, Option<Arc<SourceFile>>);
type Stamp = (Option<SystemTime>, u64);

/// What this process has read. An editor keeps it for long: a file that has changed is read again.
static FILES: LazyLock<Mutex<HashMap<PathBuf, Known>>> = LazyLock::new(Mutex::default);

/// Calls `compile` with what stands around the macro call that is expanded; `None` if its file is not known.
pub(crate) fn with_surroundings<R>(compile: impl FnOnce(Option<&Surroundings<'_>>) -> R) -> R {
    match proc_macro::Span::call_site().local_file() {
        // Cargo says the name of the program when it builds one.
        Some(file) => {
            let binary = std::env::var_os("CARGO_BIN_NAME").is_some();
            compile(Some(&Surroundings::new(&Disk::default(), file, binary)))
        }
        None => compile(None),
    }
}

impl Sources for Disk {
    fn file(&self, path: &Path) -> Option<Arc<SourceFile>> {
        if let Some(known) = self.looked_at.borrow().get(path) {
            return known.clone();
        }
        let file = current(path);
        self.looked_at.borrow_mut().insert(path.to_owned(), file.clone());
        file
    }
}

/// The file as it is now.
fn current(path: &Path) -> Option<Arc<SourceFile>> {
    let data = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    let stamp = (data.modified().ok(), data.len());
    let mut files = FILES.lock().unwrap_or_else(PoisonError::into_inner);
    match files.get(path) {
        Some((known, file)) if *known == stamp => file.clone(),
        _ => {
            let file = parse(path).map(Arc::new);
            files.insert(path.to_owned(), (stamp, file.clone()));
            file
        }
    }
}

/// Tokens that the compiler makes of a text have no lines, those of `proc_macro2` have. Until the guard is dropped, it makes them.
struct WithLines;

impl WithLines {
    fn begin() -> Self {
        proc_macro2::fallback::force();
        WithLines
    }
}

impl Drop for WithLines {
    fn drop(&mut self) {
        proc_macro2::fallback::unforce();
    }
}

fn parse(path: &Path) -> Option<SourceFile> {
    let text = std::fs::read_to_string(path).ok()?;
    let _lines = WithLines::begin();
    SourceFile::parse(&text)
}
