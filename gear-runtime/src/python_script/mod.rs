//! Scripts of Python as gears: texts that go to the server as they stand.
//!
//! | module | idea |
//! |---|---|
//! | `decode` | results that are Python's own, as values of Rust |
//! | `literal` | the texts that Python makes of lists, maps and the like |

mod decode;
mod literal;

pub use decode::ScriptResult;

use std::sync::Arc;

use crate::link::{Script, SourceLine, script_hash};
use crate::{Gear, Location};

/// A script of Python, as a gear holds it.
#[derive(Clone, Debug)]
pub struct PythonScript {
    name: &'static str,
    /// The file, as errors name it.
    file: &'static str,
    text: Text,
}

#[derive(Clone, Debug)]
enum Text {
    /// It is in the program.
    Included(&'static str, &'static [&'static str]),
    /// It came while the program runs: the text, and the packages that it needs.
    Made(Arc<(String, Vec<String>)>),
}

impl PythonScript {
    #[doc(hidden)]
    pub const fn __included(
        name: &'static str,
        file: &'static str,
        text: &'static str,
        requirements: &'static [&'static str],
    ) -> Self {
        Self { name, file, text: Text::Included(text, requirements) }
    }

    fn text(&self) -> &str {
        match &self.text {
            Text::Included(text, _) => text,
            Text::Made(made) => &made.0,
        }
    }

    fn requirements(&self) -> Vec<String> {
        match &self.text {
            Text::Included(_, requirements) => requirements.iter().map(|&name| name.to_owned()).collect(),
            Text::Made(made) => made.1.clone(),
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn file(&self) -> &'static str {
        self.file
    }

    /// The script as it is sent: the text as it stands, and each of its lines comes from that line of the file.
    pub(crate) fn script(&self) -> Script {
        let (text, requirements) = (self.text().to_owned(), self.requirements());
        let hash = script_hash(&text, &requirements);
        let lines = 1..=text.lines().count() as u32;
        let line = |line| SourceLine {
            script: line,
            unit: self.name,
            location: Location { file: self.file, line, column: 0 },
        };
        Script {
            label: format!("gear-{hash}"),
            triggers: triggers_of(&text),
            map: lines.map(line).collect(),
            name: self.name,
            text,
            hash,
            requirements,
            ..Script::default()
        }
    }
}

/// The triggers that a script registers under names that stand in it. The server tells neither which one is taken, nor whose it was
/// before, so this is for messages and plans only.
fn triggers_of(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines().map(|line| line.split('#').next().unwrap_or_default()) {
        for rest in line.split("trigger").skip(1) {
            let value = rest.trim_start().strip_prefix('=').map(str::trim_start);
            let quote = value.and_then(|value| value.chars().next()).filter(|c| matches!(c, '\'' | '"'));
            let (Some(value), Some(quote)) = (value, quote) else { continue };
            if let Some((name, _)) = value[1..].split_once(quote).filter(|(name, _)| !name.contains('\\')) {
                found.push(name.to_owned());
            }
        }
    }
    found.dedup();
    found
}

/// Scripts of Python.
impl<T: ScriptResult> Gear<T> {
    /// A script of Python as a gear: the text is sent as it stands. For a text that is made or read while the program runs; a
    /// file that is there before is better included by `include_gear!`, which finds its mistakes at compile time. Here, the server
    /// finds them.
    ///
    /// `requires` are the Python packages that it needs, in the form of pip. [`ScriptResult`] says what `T` can be.
    ///
    /// ```no_run
    /// use gear_runtime::Gear;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut con = redis::Client::open("redis://127.0.0.1/")?.get_connection()?;
    /// let nightly: Gear<Vec<i64>> = Gear::script(std::fs::read_to_string("nightly.py")?, &["numpy~=1.21"]);
    /// println!("{:?}", nightly.run(&mut con)?);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// It has no native twin: `native` and its like are an error.
    pub fn script(text: impl Into<String>, requires: &[&str]) -> Self {
        let requires = requires.iter().map(|&name| name.to_owned()).collect();
        let text = Text::Made(Arc::new((text.into(), requires)));
        Self::__script(PythonScript { name: "script", file: "<script>", text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Registration, Value};

    #[test]
    fn a_script_is_sent_as_it_stands() {
        let text = "from __future__ import annotations\n\n\nGB().run()\n";
        let gear: Gear<Vec<Value>> = Gear::script(text, &["b", "a"]);
        assert_eq!(gear.python(), text);
        assert_eq!(gear.requirements(), ["b", "a"]);
        let script = gear.to_script();
        assert_eq!(script.locate(4).unwrap().to_string(), "<script>:4");
        assert_eq!(script.locate(2).unwrap().to_string(), "<script>:2", "blank lines are lines");
        assert_ne!(gear.hash(), Gear::<Vec<Value>>::script(text, &[]).hash());
        assert_eq!((gear.name(), gear.reader(), gear.trigger()), ("script", "", None));
    }

    #[test]
    fn characters_that_mark_references_elsewhere_are_text_here() {
        let text = "GB().map(lambda r: '\u{1}d\u{1}\u{1}0\u{1}').run()";
        assert_eq!(Gear::<Vec<Value>>::script(text, &[]).python(), text);
    }

    #[test]
    fn there_is_no_native_twin() {
        let gear: Gear<Registration> = Gear::script("GB('CommandReader').register(trigger='t')", &[]);
        let error = gear.native_on(Vec::<Vec<String>>::new()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`<script>` is Python, which has no native twin: it runs on a server only"
        );
    }

    #[test]
    fn triggers_that_stand_in_a_script() {
        let text = "GB('CommandReader').register(trigger='a')\n# .register(trigger='b')\n\
                    x.register(mode='sync', trigger = \"c\")\ny.register(trigger=name)\n";
        assert_eq!(triggers_of(text), ["a", "c"]);
    }
}
