//! The input of the demonstration: the source files of this repository.

use std::error::Error;
use std::fs;
use std::path::Path;

/// A file, as it is stored in Redis.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    /// The package that the file belongs to: its folder, or the one at the root.
    pub(crate) fn package(&self) -> &str {
        match self.path.split_once('/') {
            Some((folder, _)) if folder.starts_with("gear-") || folder == "xtask" => folder,
            _ => "redis-gears",
        }
    }

    /// The language, by the extension.
    pub(crate) fn language(&self) -> &'static str {
        match self.path.rsplit('.').next() {
            Some("rs") => "rust",
            Some("py") => "python",
            Some("md") => "markdown",
            _ => "toml",
        }
    }
}

/// The source files of the repository, in the order of their paths.
pub(crate) fn files() -> Result<Vec<File>, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    walk(root, root, &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<File>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if entry.file_type()?.is_dir() {
            // What is built, and what belongs to git or an editor.
            if name != "target" && !name.starts_with('.') {
                walk(root, &path, files)?;
            }
        } else if [".rs", ".py", ".md", ".toml"].iter().any(|extension| name.ends_with(extension)) {
            let relative = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            // One of them, a mistake for a test, is no text.
            let text = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
            files.push(File { path: relative, text });
        }
    }
    Ok(())
}
