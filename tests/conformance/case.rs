//! The case files.

use std::path::Path;

use serde_json::Value;

pub(crate) struct Case {
    pub(crate) topic: String,
    pub(crate) name: String,
    pub(crate) steps: Vec<Value>,
}

impl Case {
    pub(crate) fn full_name(&self) -> String {
        format!("{}/{}", self.topic, self.name)
    }
}

/// The cases of all files of a folder.
pub(crate) fn read_folder(folder: &Path) -> Vec<Case> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    files.iter().flat_map(|path| read_file(path)).collect()
}

pub(crate) fn read_file(path: &Path) -> Vec<Case> {
    let topic = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let text = std::fs::read_to_string(path).unwrap();
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    let case = |case: Value| Case {
        topic: topic.clone(),
        name: case["name"].as_str().unwrap_or_default().to_owned(),
        steps: case["steps"].as_array().cloned().unwrap_or_default(),
    };
    cases.into_iter().map(case).collect()
}
