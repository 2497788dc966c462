//! The text of a script as it grows, with the source map beside it.

use super::hash::script_hash;
use super::unit::Position;
use super::{Script, Source, SourceLine};
use crate::Location;

/// Stands before and after a reference in the text of a [`Unit`](super::Unit).
pub(super) const MARK: char = '\u{1}';

/// Stands for the label of the script, which is made of its hash.
pub(super) const LABEL: &str = "\u{1}d\u{1}";

/// A unit with its references filled in.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) text: String,
    pub(super) unit: &'static str,
    pub(super) source: &'static Source,
}

impl Section {
    fn line(&self, first: u32, position: Position) -> SourceLine {
        let location = Location {
            file: self.source.file,
            line: self.source.first_line() + position.line,
            column: position.column,
        };
        SourceLine { script: first + position.python - 1, unit: self.unit, location }
    }
}

/// The text so far: parts with two blank lines between them.
#[derive(Debug, Default)]
pub(super) struct Layout {
    text: String,
    lines: u32,
    map: Vec<SourceLine>,
}

impl Layout {
    /// Appends a part and returns the number of its first line.
    pub(super) fn push(&mut self, part: &str) -> u32 {
        let part = part.trim_end();
        if part.is_empty() {
            return self.lines + 1;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
            self.lines += 2;
        }
        let first = self.lines + 1;
        self.text.push_str(part);
        self.text.push('\n');
        self.lines += part.lines().count() as u32;
        first
    }

    /// Appends a unit.
    pub(super) fn push_section(&mut self, section: &Section) {
        let first = self.push(&section.text);
        self.map.extend(section.source.positions().map(|position| section.line(first, position)));
    }

    pub(super) fn finish(mut self, name: &'static str, requirements: Vec<&'static str>) -> Script {
        self.map.sort_by_key(|line| line.script);
        let hash = script_hash(&self.text, &requirements);
        let requirements = requirements.into_iter().map(str::to_owned).collect();
        let label = format!("gear-{hash}");
        let text = self.text.replace(LABEL, &label);
        Script { text, hash, label, map: self.map, requirements, name, ..Script::default() }
    }
}
