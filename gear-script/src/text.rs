//! What is wrong with a text before it is read as Python.

use super::Mistake;
use ruff_text_size::TextSize;

pub(super) fn mistakes(text: &str) -> Vec<Mistake> {
    let mut found = Vec::new();
    if text.starts_with('\u{feff}') {
        found.push(Mistake {
            help: Some("save it as UTF-8 without one"),
            ..Mistake::new(TextSize::new(0), "the script begins with a byte order mark")
        });
    }
    if let Some(at) = text.find('\0') {
        found.push(Mistake {
            help: Some("write `\\0` in a string literal"),
            ..Mistake::new(at_byte(at), "a NUL character, where the server stops reading the script")
        });
    }
    let mut start = 0;
    // Python looks for it in these two lines only. Where all is ASCII, the encodings of the world agree.
    for line in text.split_inclusive('\n').take(2).filter(|_| !text.is_ascii()) {
        if let Some((column, encoding)) = declared_encoding(line)
            && !["utf-8", "utf8"].contains(&encoding.to_ascii_lowercase().replace('_', "-").as_str())
        {
            let message = format!("the script says that its encoding is `{encoding}`, and is sent as UTF-8");
            let help = Some("save it as UTF-8, and remove the line");
            found.push(Mistake { help, ..Mistake::new(at_byte(start + column), message) });
        }
        start += line.len();
    }
    if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        found.push(Mistake {
            help: Some("write what runs or registers a gear, such as `GB('KeysReader').count().run()`"),
            ..Mistake::new(TextSize::new(0), "the script has no statement")
        });
    }
    found
}

fn at_byte(index: usize) -> TextSize {
    TextSize::try_from(index).unwrap_or_default()
}

/// The encoding in a comment such as `# -*- coding: latin-1 -*-`, as PEP 263 has it, and where it is.
fn declared_encoding(line: &str) -> Option<(usize, &str)> {
    if !line.trim_start_matches([' ', '\t', '\u{c}']).starts_with('#') {
        return None;
    }
    let after = line.find("coding:").or_else(|| line.find("coding="))? + "coding:".len();
    let rest = &line[after..];
    let start = after + rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let name = &line[start..];
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && !"-_.".contains(c)).unwrap_or(name.len());
    (end > 0).then(|| (start, &name[..end]))
}
