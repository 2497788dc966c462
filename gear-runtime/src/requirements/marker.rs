//! Environment markers: `; python_version >= "3.7" and sys_platform == "linux"`.
//!
//! They are decided here, for the Python of RedisGears, and never sent: the server hands a requirement to a shell between single
//! quotes within double ones, and the quotes in a marker would end those.

use std::str::FromStr as _;

use pep440_rs::{Version, VersionSpecifier};

/// Whether a marker holds on a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Yes,
    No,
    /// Only the server knows: it depends on this variable.
    Unknown(&'static str),
}

/// Decides a marker; the error says what is wrong with it.
pub(super) fn decide(marker: &str) -> Result<Holds, String> {
    // Each of them is a step of a recursion.
    if marker.matches('(').count() > 64 {
        return Err("has too many parentheses in its marker".to_owned());
    }
    let mut parser = Parser { rest: marker };
    let holds = parser.any()?;
    match parser.word() {
        "" => Ok(holds),
        other => Err(format!("has `{other}` where `and`, `or` or the end of the marker should be")),
    }
}

/// What a variable can be in the CPython 3.7 of RedisGears, which runs on Linux only; `None` where that is not known.
fn values(variable: &str) -> Option<(&'static str, Option<Vec<String>>)> {
    let one = |value: &str| Some(vec![value.to_owned()]);
    let versions = || Some((0..18).map(|patch| format!("3.7.{patch}")).collect());
    Some(match variable {
        "os_name" => ("os_name", one("posix")),
        "sys_platform" => ("sys_platform", one("linux")),
        "platform_system" => ("platform_system", one("Linux")),
        "platform_python_implementation" => ("platform_python_implementation", one("CPython")),
        "implementation_name" => ("implementation_name", one("cpython")),
        "python_version" => ("python_version", one("3.7")),
        "python_full_version" => ("python_full_version", versions()),
        "implementation_version" => ("implementation_version", versions()),
        "platform_machine" => ("platform_machine", None),
        "platform_release" => ("platform_release", None),
        "platform_version" => ("platform_version", None),
        // What is asked for is never asked for as the extra of something else.
        "extra" => ("extra", one("")),
        _ => return None,
    })
}

/// A side of a comparison.
struct Side {
    /// The variable, if it is one.
    variable: Option<&'static str>,
    /// What it can be.
    values: Option<Vec<String>>,
}

struct Parser<'a> {
    rest: &'a str,
}

impl<'a> Parser<'a> {
    /// `a or b or c`
    fn any(&mut self) -> Result<Holds, String> {
        let mut holds = self.all()?;
        while self.take("or") {
            holds = match (holds, self.all()?) {
                (Holds::Yes, _) | (_, Holds::Yes) => Holds::Yes,
                (Holds::No, other) => other,
                (unknown, _) => unknown,
            };
        }
        Ok(holds)
    }

    /// `a and b and c`
    fn all(&mut self) -> Result<Holds, String> {
        let mut holds = self.one()?;
        while self.take("and") {
            holds = match (holds, self.one()?) {
                (Holds::No, _) | (_, Holds::No) => Holds::No,
                (Holds::Yes, other) => other,
                (unknown, _) => unknown,
            };
        }
        Ok(holds)
    }

    fn one(&mut self) -> Result<Holds, String> {
        if self.take("(") {
            let holds = self.any()?;
            return if self.take(")") {
                Ok(holds)
            } else {
                Err("has a `(` without a `)` in its marker".to_owned())
            };
        }
        let left = self.side()?;
        let operator = self.operator()?;
        let right = self.side()?;
        let unknown = left.variable.or(right.variable);
        let unknown = unknown.ok_or("has a marker that compares two texts, and no variable")?;
        let (Some(left), Some(right)) = (left.values, right.values) else {
            return Ok(Holds::Unknown(unknown));
        };
        let pairs = left.iter().flat_map(|left| right.iter().map(move |right| (left, right)));
        let answers =
            pairs.map(|(left, right)| compare(left, operator, right)).collect::<Result<Vec<_>, _>>()?;
        Ok(match (answers.contains(&true), answers.contains(&false)) {
            (true, false) => Holds::Yes,
            (true, true) => Holds::Unknown(unknown),
            _ => Holds::No,
        })
    }

    fn side(&mut self) -> Result<Side, String> {
        let word = self.word();
        if let Some(text) = word.strip_prefix(['\'', '"']) {
            let quote = &word[..1];
            let text = text.strip_suffix(quote).ok_or("has a text without an end in its marker")?;
            return Ok(Side { variable: None, values: Some(vec![text.to_owned()]) });
        }
        match values(word) {
            Some((variable, values)) => Ok(Side { variable: Some(variable), values }),
            None if word.is_empty() => Err("has a marker that ends too early".to_owned()),
            None => {
                Err(format!("has `{word}` in its marker, which is neither a variable nor a text in quotes"))
            }
        }
    }

    fn operator(&mut self) -> Result<&'static str, String> {
        const OPERATORS: [&str; 10] = ["===", "==", "~=", "!=", "<=", ">=", "<", ">", "in", "not"];
        let word = self.word();
        match OPERATORS.into_iter().find(|operator| *operator == word) {
            Some("not") if self.take("in") => Ok("not in"),
            Some(operator) if operator != "not" => Ok(operator),
            _ => {
                Err(format!("has `{word}` in its marker, where a comparison such as `>=` or `in` should be"))
            }
        }
    }

    fn take(&mut self, word: &str) -> bool {
        let before = self.rest;
        let found = self.word() == word;
        if !found {
            self.rest = before;
        }
        found
    }

    /// The next text in quotes, parenthesis, comparison or word; empty at the end.
    fn word(&mut self) -> &'a str {
        let text = self.rest.trim_start();
        let run = |is_part: fn(char) -> bool| text.find(|c| !is_part(c)).unwrap_or(text.len());
        let length = match text.chars().next() {
            None => 0,
            Some(quote @ ('\'' | '"')) => text[1..].find(quote).map_or(text.len(), |end| end + 2),
            Some('(' | ')') => 1,
            Some('<' | '>' | '=' | '!' | '~') => run(|c| "<>=!~".contains(c)),
            Some(c) if is_word(c) => run(is_word),
            Some(c) => c.len_utf8(),
        };
        let (word, rest) = text.split_at(length);
        self.rest = rest;
        word
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_.".contains(c)
}

/// As versions where both are, else as texts.
fn compare(left: &str, operator: &'static str, right: &str) -> Result<bool, String> {
    let as_versions = || {
        let specifier = VersionSpecifier::from_str(&format!("{operator}{right}")).ok()?;
        Some(specifier.contains(&Version::from_str(left).ok()?))
    };
    Ok(match operator {
        "in" => right.contains(left),
        "not in" => !right.contains(left),
        _ => match (as_versions(), operator) {
            (Some(answer), _) => answer,
            (None, "==" | "===") => left == right,
            (None, "!=") => left != right,
            (None, "<") => left < right,
            (None, "<=") => left <= right,
            (None, ">") => left > right,
            (None, ">=") => left >= right,
            (None, _) => {
                return Err(format!("has `{operator}` with `{right}` in its marker, which is no version"));
            }
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_decided_for_the_python_of_the_server() {
        for yes in [
            "python_version >= '3.7'",
            "python_version<\"3.10\"",
            "'3.6' < python_version",
            "python_version in '2.7 3.7'",
            "python_version ~= '3.5' and python_version != '3.8.*'",
            "os_name == 'nt' or sys_platform == 'linux'",
            "(os_name == 'nt' or os_name == 'posix') and platform_system=='Linux'",
            "implementation_name == 'cpython' and platform_python_implementation not in 'PyPy Jython'",
            "python_full_version >= '3.6.1'",
            "platform_machine == 'x86_64' or python_version < '4'",
        ] {
            assert_eq!(decide(yes), Ok(Holds::Yes), "{yes}");
        }
        for no in [
            "python_version < '3.7'",
            "python_version == '3.10'",
            "sys_platform == 'win32'",
            "extra == 'socks'",
            "os_name == 'posix' and os_name == 'nt' or extra == 'x'",
            "platform_machine == 'x86_64' and python_version >= '3.8'",
            "implementation_version < '3.7'",
        ] {
            assert_eq!(decide(no), Ok(Holds::No), "{no}");
        }
        for (unknown, variable) in [
            ("platform_machine == 'aarch64'", "platform_machine"),
            ("python_full_version < '3.7.2'", "python_full_version"),
            ("python_version == '3.7' and platform_release >= '5'", "platform_release"),
            ("platform_version == '1' or os_name == 'nt'", "platform_version"),
        ] {
            assert_eq!(decide(unknown), Ok(Holds::Unknown(variable)), "{unknown}");
        }
    }

    #[test]
    fn what_is_no_marker_says_where() {
        for (marker, words) in [
            ("", "ends too early"),
            ("python_version", "where a comparison"),
            ("python_version >=", "ends too early"),
            ("python_version >= 3.7", "neither a variable nor a text"),
            ("python >= '3.7'", "`python` in its marker"),
            ("python_version >= '3.7", "without an end"),
            ("(python_version >= '3.7'", "`(` without a `)`"),
            ("python_version >= '3.7' rm", "`rm` where `and`"),
            ("python_version => '3.7'", "`=>` in its marker"),
            ("python_version not '3.7'", "`not` in its marker"),
            ("'a' == 'b'", "no variable"),
            ("os_name ~= 'x'", "which is no version"),
            ("python_version >= '3.7' and ; ö", "`;` in its marker"),
            (&"(".repeat(100_000), "too many parentheses"),
        ] {
            let error = decide(marker).expect_err(marker);
            assert!(error.contains(words), "{marker}: {error}");
        }
    }
}
