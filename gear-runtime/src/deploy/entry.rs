//! The gears of a deployment, with their names.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::check_name;
use crate::client::PyExecute;
use crate::link::Script;
use crate::streams::{overlap, streams_of};
use crate::{Error, Gear, GearSet, Registration, Result};

/// What has to be known of a gear to put it on a server; this is what the app remembers there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Program {
    pub(super) hash: String,
    pub(super) text: String,
    pub(super) requirements: Vec<String>,
    pub(super) triggers: Vec<String>,
    /// How many registrations it makes; 0 if only the server can tell.
    pub(super) registrations: usize,
}

/// A gear of a deployment, or a set of them.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) program: Program,
    /// With its source map; a program that was remembered has none.
    pub(super) script: Script,
}

impl Entry {
    fn new(name: String, script: Script) -> Self {
        let program = Program {
            hash: script.hash.clone(),
            text: script.text.clone(),
            requirements: script.requirements.clone(),
            triggers: script.triggers.clone(),
            registrations: script.labels().len(),
        };
        Self { name, program, script }
    }

    /// A gear that the app remembers.
    pub(super) fn remembered(name: String, program: Program) -> Self {
        let script = Script { text: program.text.clone(), hash: program.hash.clone(), ..Script::default() };
        Self { name, program, script }
    }

    /// The command that puts it on a server.
    pub(super) fn pyexecute(&self, app: &str) -> PyExecute {
        let script = Script { requirements: Vec::new(), ..self.script.clone() };
        PyExecute::of(script)
            .requirements(&self.program.requirements)
            .id(session_id(app, &self.name))
            .description(description(app, &self.name, &self.program.hash))
    }
}

/// The id of the session of a gear.
pub(super) fn session_id(app: &str, gear: &str) -> String {
    format!("{app}--{gear}")
}

/// The description of the session of a gear. It tells whose it is, and which version: names have no `:`.
pub(super) fn description(app: &str, gear: &str, hash: &str) -> String {
    format!("redis-gears:{app}:{gear}:{hash}")
}

/// The gear and the hash in the description of a session, if it belongs to this app.
pub(super) fn parse_description<'a>(app: &str, text: &'a str) -> Option<(&'a str, &'a str)> {
    text.strip_prefix("redis-gears:")?.strip_prefix(app)?.strip_prefix(':')?.split_once(':')
}

/// The gears as they were added.
#[derive(Debug, Default)]
pub(super) struct Entries {
    list: Vec<Entry>,
    /// What was added and cannot be deployed.
    problems: Vec<String>,
}

impl Entries {
    pub(super) fn add(&mut self, name: Option<&str>, gear: &Gear<Registration>) {
        let name = match (name, gear.trigger()) {
            (Some(name), _) => name.to_owned(),
            (None, Some(trigger)) => trigger.to_owned(),
            (None, None) => self.free_name(&default_name(gear)),
        };
        self.list.push(Entry::new(name, gear.to_script()));
    }

    pub(super) fn add_set(&mut self, name: &str, set: &GearSet) {
        if let Err(error) = set.check() {
            self.problems.push(error.to_string());
        }
        self.list.push(Entry::new(name.to_owned(), set.to_script()));
    }

    fn free_name(&self, wanted: &str) -> String {
        let taken = |name: &str| self.list.iter().any(|entry| entry.name == name);
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let mut names = std::iter::once(wanted.to_owned()).chain(numbered);
        names.find(|name| !taken(name)).expect("there are more numbers than names")
    }

    /// The gears, if they can be deployed together.
    pub(super) fn checked(&self) -> Result<Vec<Entry>> {
        if let Some(problem) = self.problems.first() {
            return Err(Error::InvalidDeployment { message: problem.clone() });
        }
        for (index, entry) in self.list.iter().enumerate() {
            check_name("gear", &entry.name)?;
            let others = self.list[..index].iter();
            if let Some(message) =
                clash_within(entry).or_else(|| others.into_iter().find_map(|other| clash(entry, other)))
            {
                return Err(Error::InvalidDeployment { message });
            }
        }
        Ok(self.list.clone())
    }
}

/// Why the gears of a set cannot be together.
fn clash_within(set: &Entry) -> Option<String> {
    let name = &set.name;
    let pairs = |count: usize| (0..count).flat_map(|b| (0..b).map(move |a| (a, b)));
    let triggers = &set.program.triggers;
    if let Some((a, _)) = pairs(triggers.len()).find(|(a, b)| triggers[*a] == triggers[*b]) {
        return Some(format!(
            "two gears of `{name}` have the same trigger `{}`: rename one of them",
            triggers[a]
        ));
    }
    let streams = streams_of(&set.program.text).named;
    let (a, b) = pairs(streams.len()).find(|(a, b)| overlap(streams[*a], streams[*b]))?;
    Some(format!(
        "two gears of `{name}` read the same streams (`{}`, `{}`), and each message reaches one of the two: make one gear of both",
        streams[a], streams[b]
    ))
}

/// Why two gears cannot be in one deployment.
fn clash(a: &Entry, b: &Entry) -> Option<String> {
    if a.program.hash == b.program.hash {
        return Some(format!("`{}` and `{}` are the same gear: add it once", b.name, a.name));
    }
    if a.name == b.name {
        return Some(format!("two gears are called `{}`: give one another name with `.named(..)`", a.name));
    }
    let (of_a, of_b) = (streams_of(&a.program.text).named, streams_of(&b.program.text).named);
    let pairs = of_a.iter().flat_map(|here| of_b.iter().map(move |there| (here, there)));
    if let Some((here, there)) = pairs.into_iter().find(|(here, there)| overlap(here, there)) {
        return Some(format!(
            "`{}` and `{}` read the same streams (`{there}`, `{here}`), and each message reaches one of the two: make one gear of both",
            b.name, a.name
        ));
    }
    let shared = a.program.triggers.iter().find(|trigger| b.program.triggers.contains(trigger))?;
    Some(format!("`{}` and `{}` have the same trigger `{shared}`: rename one of them", b.name, a.name))
}

/// The name of a gear without a trigger: that of its file and of its reader. A script is called like its file.
fn default_name(gear: &Gear<Registration>) -> String {
    if gear.reader().is_empty() {
        return gear.name().to_owned();
    }
    let file = Path::new(gear.file()).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let reader = gear.reader().strip_suffix("Reader").unwrap_or(gear.reader()).to_ascii_lowercase();
    format!("{}-{reader}", file.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_tell_whose_a_session_is() {
        let text = description("a", "b--c", "123");
        assert_eq!(parse_description("a", &text), Some(("b--c", "123")));
        assert_eq!(parse_description("a--b", &text), None);
        assert_eq!(parse_description("", &text), None);
        assert_eq!(parse_description("a", "something else"), None);
    }
}
