//! Python tracebacks, which RedisGears sends as the text of a Python list of strings.

use crate::link::Script;

/// A traceback, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Traceback {
    /// The whole text, as Python would print it.
    pub(crate) text: String,
    /// The last entry: the exception.
    pub(crate) message: String,
    /// The frames, outermost first.
    pub(crate) frames: Vec<Frame>,
}

/// A frame of a traceback.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// The file of a module; `None` in a script, and in RedisGears' own Python layer.
    pub(crate) file: Option<String>,
    pub(crate) line: u32,
    pub(crate) function: String,
    /// The line of the file.
    pub(crate) source: Option<String>,
}

impl Frame {
    /// Whether it is in this script. Frames of RedisGears' own Python layer have the same file name.
    pub(crate) fn is_of(&self, script: &Script) -> bool {
        self.file.is_none() && script.has_frame(self.line, &self.function)
    }
}

impl Traceback {
    /// Reads the text of an error; `None` if it is not a traceback.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let entries = parse_list(text)?;
        // A chained exception has several tracebacks: the last one is the exception that was not caught.
        let start = entries.iter().rposition(|entry| entry.starts_with("Traceback (most recent call last)"));
        let (message, frames) = match start {
            Some(start) => entries[start + 1..].split_last()?,
            // What RedisGears itself finds wrong with a value was raised nowhere.
            None => (entries.last().filter(|entry| is_exception(entry))?, &[][..]),
        };
        Some(Self {
            text: entries.concat(),
            message: message.trim_end().to_owned(),
            frames: parse_frames(frames.iter().flat_map(|entry| entry.lines())),
        })
    }
}

/// `ValueError: not this`, as Python prints it at the end.
fn is_exception(entry: &str) -> bool {
    let class = entry.split(':').next().unwrap_or_default();
    entry.ends_with('\n')
        && class.chars().all(|c| c.is_ascii_alphanumeric() || "._".contains(c))
        && ["Error", "Exception"].iter().any(|end| class.ends_with(end))
}

fn parse_frames<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<Frame> {
    let mut frames: Vec<Frame> = Vec::new();
    for line in lines {
        match (parse_frame(line), frames.last_mut()) {
            (Some(frame), _) => frames.push(frame),
            // Below a frame is the line of its file.
            (None, Some(frame)) if frame.source.is_none() => frame.source = Some(line.trim().to_owned()),
            (None, _) => {}
        }
    }
    frames
}

/// `  File "<string>", line 12, in gear_step_2`
fn parse_frame(line: &str) -> Option<Frame> {
    let (file, rest) = line.trim_start().strip_prefix("File \"")?.split_once("\", line ")?;
    let (line, function) = rest.split_once(", in ")?;
    let file = (file != "<string>").then(|| file.to_owned());
    Some(Frame { file, line: line.parse().ok()?, function: function.trim_end().to_owned(), source: None })
}

/// Reads the `repr` of a list of strings.
fn parse_list(text: &str) -> Option<Vec<String>> {
    let mut rest = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    let mut entries = Vec::new();
    while !rest.is_empty() {
        let (entry, after) = parse_string(rest)?;
        entries.push(entry);
        rest = match after.strip_prefix(", ") {
            Some(next) if !next.is_empty() => next,
            Some(_) => return None,
            None if after.is_empty() => after,
            None => return None,
        };
    }
    Some(entries)
}

/// Reads one string literal and returns what follows it.
pub(crate) fn parse_string(text: &str) -> Option<(String, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let mut string = String::new();
    let mut chars = text[1..].chars();
    loop {
        match chars.next()? {
            '\\' => string.push(parse_escape(&mut chars)?),
            c if c == quote => return Some((string, chars.as_str())),
            c => string.push(c),
        }
    }
}

fn parse_escape(chars: &mut std::str::Chars<'_>) -> Option<char> {
    let digits = match chars.next()? {
        'n' => return Some('\n'),
        'r' => return Some('\r'),
        't' => return Some('\t'),
        c @ ('\\' | '\'' | '"') => return Some(c),
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => return None,
    };
    let code = chars.as_str().get(..digits)?;
    let code = u32::from_str_radix(code, 16).ok()?;
    *chars = chars.as_str()[digits..].chars();
    // A lone surrogate has no place in Rust's text.
    Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script_frame(line: u32, function: &str) -> Frame {
        Frame { file: None, line, function: function.to_owned(), source: None }
    }

    #[test]
    fn a_recorded_traceback() {
        let text = "['Traceback (most recent call last):\\n', '  File \"<string>\", line 2, in boom\\n', \"ValueError: it's\\n\"]";
        let traceback = Traceback::parse(text).unwrap();
        assert_eq!(traceback.message, "ValueError: it's");
        assert_eq!(traceback.frames, [script_frame(2, "boom")]);
        assert!(traceback.text.starts_with("Traceback (most recent call last):\n  File"));
    }

    #[test]
    fn chained_exceptions_end_with_the_last() {
        let text = r#"['Traceback (most recent call last):\n', '  File "<string>", line 1, in a\n', 'KeyError: 1\n', '\nDuring handling of the above exception, another exception occurred:\n\n', 'Traceback (most recent call last):\n', '  File "<string>", line 9, in b\n', 'ValueError: x\ny\n']"#;
        let traceback = Traceback::parse(text).unwrap();
        assert_eq!(traceback.message, "ValueError: x\ny");
        assert_eq!(traceback.frames, [script_frame(9, "b")]);
    }

    #[test]
    fn frames_of_modules_have_a_file_and_a_line_of_it() {
        let text = r#"['Traceback (most recent call last):\n', '  File "<string>", line 1, in a\n', '  File "/lib/json/decoder.py", line 355, in raw_decode\n    raise Error(\'x\')\n', 'json.Error: x\n']"#;
        let traceback = Traceback::parse(text).unwrap();
        let inner = Frame {
            file: Some("/lib/json/decoder.py".to_owned()),
            source: Some("raise Error('x')".to_owned()),
            ..script_frame(355, "raw_decode")
        };
        assert_eq!(traceback.frames, [script_frame(1, "a"), inner]);
    }

    #[test]
    fn an_exception_that_was_raised_nowhere() {
        let text = r#"["UnicodeEncodeError: 'utf-8' codec can't encode\n"]"#;
        let traceback = Traceback::parse(text).unwrap();
        assert_eq!(traceback.message, "UnicodeEncodeError: 'utf-8' codec can't encode");
        assert!(traceback.frames.is_empty());
    }

    #[test]
    fn anything_else_is_no_traceback() {
        for text in [
            "",
            "[",
            "[]",
            "only this",
            "['a']",
            "['Traceback (most recent call last):\\n']",
            "['a' 'b']",
            "['a', ]",
            "['\\",
            "['\\x4",
            "['\\xé0']",
            "['\\u00e9', 'Traceback']",
            "[1]",
            "['Traceback (most recent call last):', 'x",
        ] {
            assert_eq!(Traceback::parse(text), None, "{text}");
        }
    }

    #[test]
    fn escapes() {
        assert_eq!(
            parse_list(r#"['\x41\u00e9\U0001f600\ud800', "'"]"#).unwrap(),
            ["Aé\u{1f600}\u{fffd}", "'"]
        );
    }
}
