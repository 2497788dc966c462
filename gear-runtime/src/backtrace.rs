//! Python tracebacks in terms of the Rust source.

use std::fmt;
use std::path::Path;

use crate::Location;
use crate::link::Script;
use crate::traceback::{Frame, Traceback};

/// Where a shipped program was when it failed: the frames of Python with their places in the Rust source, the innermost one
/// first, as in a backtrace of Rust.
///
/// Its text shows, for each frame, the function, the place, and the line of the source if the
/// file is at hand. Python modules that the program calls are shown with their own files. [`python`](Backtrace::python) is what
/// the server sent.
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mut con = redis::Client::open("redis://127.0.0.1/")?.get_connection()?;
/// # let names: redis_gears::Gear<Vec<String>> = redis_gears::Gear::__poisoned();
/// if let Err(error) = names.run(&mut con)
///     && let Some(backtrace) = error.backtrace()
/// {
///     println!("{error}\n{backtrace}");
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backtrace {
    frames: Vec<BacktraceFrame>,
    python: String,
}

/// A frame of a [`Backtrace`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BacktraceFrame {
    /// The Python function.
    pub function: String,
    /// The file of a Python module on the server; `None` in the program itself.
    pub file: Option<String>,
    /// The line in the Python text, or in that file.
    pub line: u32,
    /// The line of that file.
    pub source: Option<String>,
    /// The place in the Rust source, if the function came from there.
    pub location: Option<Location>,
}

impl Backtrace {
    /// `script` is the program that failed: frames of RedisGears' own Python layer, which have the same file name, are left
    /// out.
    pub(crate) fn new(traceback: &Traceback, script: &Script) -> Self {
        let ours = |frame: &Frame| frame.is_of(script);
        // What calls the program is not of interest; what it calls is.
        let called = traceback.frames.iter().skip_while(|frame| !ours(frame));
        let shown = called.filter(|frame| ours(frame) || frame.file.is_some());
        let mut frames: Vec<BacktraceFrame> = shown
            .map(|frame| BacktraceFrame {
                function: frame.function.clone(),
                file: frame.file.clone(),
                line: frame.line,
                source: frame.source.clone().filter(|_| frame.file.is_some()),
                location: if frame.file.is_none() { script.locate(frame.line) } else { None },
            })
            .collect();
        frames.reverse();
        Self { frames, python: traceback.text.clone() }
    }

    /// The frames, the innermost one first.
    pub fn frames(&self) -> &[BacktraceFrame] {
        &self.frames
    }

    /// The traceback as Python prints it.
    pub fn python(&self) -> &str {
        &self.python
    }

    /// The innermost place in the Rust source.
    pub fn location(&self) -> Option<Location> {
        self.frames.iter().find_map(|frame| frame.location)
    }
}

impl fmt::Display for Backtrace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, frame) in self.frames.iter().enumerate() {
            writeln!(f, "{number:4}: {}", frame.function)?;
            match (&frame.location, &frame.file) {
                (Some(at), _) => {
                    let column = if at.column > 0 { format!(":{}", at.column) } else { String::new() };
                    writeln!(f, "             at {}:{}{column}", at.file, at.line)?;
                    if let Some(source) = source_line(at) {
                        writeln!(f, "             | {source}")?;
                    }
                }
                (None, Some(file)) => {
                    writeln!(f, "             at {file}:{}", frame.line)?;
                    if let Some(source) = &frame.source {
                        writeln!(f, "             | {source}")?;
                    }
                }
                (None, None) => writeln!(f, "             at line {} of the Python program", frame.line)?,
            }
        }
        Ok(())
    }
}

/// The line of the file, if the file is at hand. Paths of `file!()` begin at the root of the workspace, and a program may have been started below it.
fn source_line(at: &Location) -> Option<String> {
    let here = std::env::current_dir().ok()?;
    let text =
        here.ancestors().find_map(|folder| std::fs::read_to_string(folder.join(Path::new(at.file))).ok())?;
    let line = text.lines().nth(at.line.checked_sub(1)? as usize)?.trim();
    (!line.is_empty()).then(|| line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn backtrace(location: Location) -> Backtrace {
        let frame = |function: &str, location| BacktraceFrame {
            function: function.to_owned(),
            file: None,
            line: 3,
            source: None,
            location,
        };
        let module = BacktraceFrame {
            file: Some("/lib/json.py".to_owned()),
            source: Some("raise Error".to_owned()),
            ..frame("loads", None)
        };
        Backtrace {
            frames: vec![module, frame("gear_step_1", Some(location)), frame("gear_help", None)],
            python: String::new(),
        }
    }

    #[test]
    fn frames_look_like_those_of_rust() {
        let at = Location { file: "no/such/file.rs", line: 7, column: 5 };
        assert_eq!(
            backtrace(at).to_string(),
            "   0: loads\n             at /lib/json.py:3\n             | raise Error\n   \
                1: gear_step_1\n             at no/such/file.rs:7:5\n   \
                2: gear_help\n             at line 3 of the Python program\n"
        );
    }

    #[test]
    fn the_line_of_the_file_is_shown() {
        let at = |line| Location { file: "src/backtrace.rs", line, column: 0 };
        assert_eq!(source_line(&at(1)).unwrap(), "//! Python tracebacks in terms of the Rust source.");
        assert_eq!(source_line(&at(2)), None, "an empty line says nothing");
        assert_eq!(source_line(&at(1_000_000)), None, "the file has become shorter");
    }
}
