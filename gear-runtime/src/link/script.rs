//! A finished script and its source map.

use crate::Location;

/// A linked script.
///
/// ```
/// use redis_gears::{gear, prelude::*};
///
/// static USERS: Gear<i64> = gear!(KeysReader("user:*").count().run());
///
/// let script = USERS.to_script();
/// assert!(script.text().contains("GB('KeysReader')"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Script {
    pub(crate) text: String,
    pub(crate) hash: String,
    /// The id of its session, and the beginning of the labels of its registrations.
    pub(crate) label: String,
    pub(crate) registrations: Registrations,
    /// The triggers that it registers.
    pub(crate) triggers: Vec<String>,
    pub(crate) map: Vec<SourceLine>,
    pub(crate) requirements: Vec<String>,
    /// The name of the gear; empty for a text that is none.
    pub(crate) name: &'static str,
}

/// How the registrations of a script are found on a server.
#[derive(Clone, Debug, Default)]
pub(crate) enum Registrations {
    /// Each has a label of its own. This is what follows the label of the script in it.
    Labelled(Vec<String>),
    /// They are all that its session has: it is Python that we have not written.
    #[default]
    OfSession,
}

/// Where one line of a script comes from.
/// It is a line of [`Script`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLine {
    /// The line of the script, from 1.
    pub script: u32,
    /// The function, struct or gear it belongs to.
    pub unit: &'static str,
    /// The place in the Rust source.
    pub location: Location,
}

impl Script {
    /// The Python text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Which lines come from where, in the order of the script.
    pub fn map(&self) -> &[SourceLine] {
        &self.map
    }

    /// The name of the gear.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The labels of its registrations; none if they have none.
    pub(crate) fn labels(&self) -> Vec<String> {
        match &self.registrations {
            Registrations::Labelled(suffixes) => {
                suffixes.iter().map(|suffix| format!("{}{suffix}", self.label)).collect()
            }
            Registrations::OfSession => Vec::new(),
        }
    }

    /// The Rust source of a line of the script.
    pub fn locate(&self, line: u32) -> Option<Location> {
        // A statement can span lines: the entry that starts it is the last one at or before the line, if only
        // text of the same unit, that is, no blank line, lies between.
        let entry = self.map.iter().rev().find(|entry| entry.script <= line)?;
        let between = self.text.lines().skip(entry.script as usize).take((line - entry.script) as usize);
        let same = between.into_iter().all(|text| !text.is_empty());
        same.then_some(entry.location)
    }

    /// Whether a frame of a traceback is in this script. Frames of RedisGears' own Python layer have the same
    /// file name.
    pub(crate) fn has_frame(&self, line: u32, function: &str) -> bool {
        let Some(text) = line.checked_sub(1).and_then(|index| self.text.lines().nth(index as usize)) else {
            return false;
        };
        match function {
            "<module>" => true,
            "<lambda>" => text.contains("lambda"),
            "<listcomp>" | "<setcomp>" | "<dictcomp>" | "<genexpr>" => text.contains(" for "),
            _ => {
                let head = format!("def {function}(");
                let is_head = |text: &str| {
                    let text = text.trim_start();
                    text.strip_prefix("async ").unwrap_or(text).starts_with(&head)
                };
                self.text.lines().take(line as usize).any(is_head)
            }
        }
    }
}
