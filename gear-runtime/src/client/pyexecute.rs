//! The options of `RG.PYEXECUTE`.

use redis::Cmd;

use crate::link::Script;
use crate::requirements::Requirements;
use crate::wire::Mismatch;
use crate::{Gear, Result};

/// A script with the options of `RG.PYEXECUTE`: a [`Gear`], or any Python text.
///
/// ```no_run
/// use gear_runtime::{Gears as _, Outcome, PyExecute};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mut con = redis::Client::open("redis://127.0.0.1/")?.get_connection()?;
/// let outcome = con.pyexecute(&PyExecute::new("GB('ShardsIDReader').count().run()"))?;
/// if let Outcome::Results(outcome) = outcome {
///     println!("{:?}", outcome.results);
/// }
/// con.pyexecute(&PyExecute::new("GB('CommandReader').register(trigger='hello')").id("greeter").upgrade())?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct PyExecute {
    script: Script,
    unblocking: bool,
    id: Option<String>,
    description: Option<String>,
    upgrade: bool,
    replace_with: Option<String>,
    force_reinstall: bool,
    requirements: Vec<String>,
}

impl PyExecute {
    /// A Python text.
    pub fn new(script: impl Into<String>) -> Self {
        Self::of(Script { text: script.into(), ..Script::default() })
    }

    /// The program of a gear, with its requirements. Errors name its Rust source.
    pub fn gear<T>(gear: &Gear<T>) -> Self {
        Self::of(gear.to_script())
    }

    pub(crate) fn of(script: Script) -> Self {
        let requirements = script.requirements.clone();
        Self {
            script,
            unblocking: false,
            id: None,
            description: None,
            upgrade: false,
            replace_with: None,
            force_reinstall: false,
            requirements,
        }
    }

    /// The server answers with the id of the execution at once, and not with its results at its end.
    pub fn unblocking(mut self) -> Self {
        self.unblocking = true;
        self
    }

    /// The id of the session: letters, digits, `-` and `_`. The default is a random one.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// A description, which [`Gears::dump_sessions`](crate::Gears::dump_sessions) shows.
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// If a session with the [`id`](PyExecute::id) exists, its registrations make way for those of this script, at once.
    pub fn upgrade(mut self) -> Self {
        self.upgrade = true;
        self
    }

    /// Like [`upgrade`](PyExecute::upgrade), for a session with another id.
    pub fn replace_with(mut self, session: impl Into<String>) -> Self {
        self.replace_with = Some(session.into());
        self
    }

    /// Installs the requirements even if the server has them.
    pub fn force_reinstall(mut self) -> Self {
        self.force_reinstall = true;
        self
    }

    /// Adds Python packages that the script needs, in the form of pip: `requests~=2.31`.
    pub fn requirements<R: Into<String>>(mut self, requirements: impl IntoIterator<Item = R>) -> Self {
        self.requirements.extend(requirements.into_iter().map(Into::into));
        self
    }

    pub(crate) fn script(&self) -> &Script {
        &self.script
    }

    pub(crate) fn command(&self) -> Result<Cmd> {
        check_nul(&self.script)?;
        let requirements = Requirements::merge(&self.requirements)?;
        let mut cmd = redis::cmd("RG.PYEXECUTE");
        cmd.arg(&self.script.text);
        let flags = [("UNBLOCKING", self.unblocking), ("UPGRADE", self.upgrade)];
        let words =
            [("ID", &self.id), ("DESCRIPTION", &self.description), ("REPLACE_WITH", &self.replace_with)];
        for (name, value) in words {
            if let Some(value) = value {
                cmd.arg(name).arg(value);
            }
        }
        for (name, _) in flags.into_iter().filter(|(_, is_set)| *is_set) {
            cmd.arg(name);
        }
        if self.force_reinstall {
            cmd.arg("FORCE_REINSTALL_REQUIREMENTS");
        }
        // They have to be the last.
        if !requirements.is_empty() {
            cmd.arg("REQUIREMENTS").arg(requirements.specifiers());
        }
        Ok(cmd)
    }
}

/// The server reads a script to the first NUL: what is behind it would not run, without a word.
pub(super) fn check_nul(script: &Script) -> Result<()> {
    let Some(at) = script.text.find('\0') else { return Ok(()) };
    let line = script.text[..at].matches('\n').count() + 1;
    let got = format!("a NUL in line {line}, at which the server would stop reading");
    Err(Mismatch::new("the script", "text without NUL", got).into())
}
