//! The Python packages that scripts need.
//!
//! A requirement reaches a shell on the server, so only what is understood here is sent.

#[cfg(feature = "aio")]
mod aio;
mod bundle;
mod install;
mod marker;
mod specifier;
mod version;

pub use bundle::Bundle;
pub use install::Installing;

use crate::{Error, Result};
use specifier::Requirement;

/// Python packages, each once, in the form of [PEP 508], which is that of pip: names, extras, versions, addresses and environment
/// markers.
///
/// Markers are decided here, for the CPython 3.7 on Linux that RedisGears has, and not sent: what does not count there is left
/// out. A marker that only the server can decide, such as one about its processor, is an error.
///
/// ```
/// use gear_runtime::Requirements;
///
/// let merged = Requirements::merge(["numpy>=1.21", "NumPy<2", "requests"]).unwrap();
/// assert_eq!(merged.specifiers(), ["numpy>=1.21,<2", "requests"]);
///
/// let conflict = Requirements::merge(["redis==3.5.3", "redis>=4"]).unwrap_err();
/// assert_eq!(conflict.to_string(), "requirements: `redis==3.5.3` and `redis>=4` cannot both be met");
///
/// let old_and_new = ["numpy<2; python_version < '3.9'", "numpy>=2; python_version >= '3.9'"];
/// assert_eq!(Requirements::merge(old_and_new).unwrap().specifiers(), ["numpy<2"]);
/// ```
///
/// [PEP 508]: https://peps.python.org/pep-0508/
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirements {
    specifiers: Vec<String>,
}

impl Requirements {
    /// Checks requirements and puts those of the same package together. Those that cannot both be met are an error that
    /// names them.
    pub fn merge<R: AsRef<str>>(requirements: impl IntoIterator<Item = R>) -> Result<Self> {
        let mut merged: Vec<Requirement> = Vec::new();
        for text in requirements {
            let requirement = Requirement::parse(text.as_ref())?;
            if !requirement.applies {
                continue;
            }
            match merged.iter_mut().find(|known| known.key == requirement.key) {
                Some(known) => known.merge(requirement)?,
                None => merged.push(requirement),
            }
        }
        Ok(Self { specifiers: merged.into_iter().map(|requirement| requirement.text).collect() })
    }

    /// Reads the lines of a `requirements.txt`: comments and empty lines are left out, options of pip are an error.
    ///
    /// ```
    /// use gear_runtime::Requirements;
    ///
    /// let needed = Requirements::from_lines("# arrays\nnumpy~=1.21\npywin32; os_name == 'nt'\n").unwrap();
    /// assert_eq!(needed.specifiers(), ["numpy~=1.21"]);
    /// ```
    pub fn from_lines(text: &str) -> Result<Self> {
        let lines = text.lines().map(|line| match line.split_once(" #") {
            Some((line, _comment)) => line.trim(),
            None => line.trim(),
        });
        Self::merge(lines.filter(|line| !line.is_empty() && !line.starts_with('#')))
    }

    /// The requirements, in the order of their first mention.
    pub fn specifiers(&self) -> &[String] {
        &self.specifiers
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.specifiers.is_empty()
    }
}

fn refuse(requirement: &str, why: &str) -> Error {
    let message = format!("`{}` {why}", requirement.escape_debug());
    Error::Requirements { message, requirements: vec![requirement.to_owned()] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_file() {
        let text = "# what we need\nnumpy>=1.21  # arrays\n\nrequests\nwin; os_name == 'nt'  # elsewhere\n";
        assert_eq!(Requirements::from_lines(text).unwrap().specifiers(), ["numpy>=1.21", "requests"]);
        assert!(Requirements::from_lines("-r other.txt").is_err());
    }
}
