//! One requirement: `name[extras]>=1,<2` or `name @ https://..`.

use std::collections::BTreeSet;

use super::refuse;
use super::version::{Version, contradiction};
use crate::{Error, Result};

/// A requirement, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Requirement {
    /// The name as pip compares it.
    pub(super) key: String,
    /// The text to send.
    pub(super) text: String,
    name: String,
    extras: BTreeSet<String>,
    needs: Needs,
}

#[derive(Debug, PartialEq, Eq)]
enum Needs {
    /// Operators and versions.
    Versions(Vec<(&'static str, Version)>),
    Address(String),
}

/// The longer ones first.
const OPERATORS: [&str; 8] = ["===", "~=", "==", "!=", "<=", ">=", "<", ">"];

impl Requirement {
    /// Accepts what is a requirement, and nothing that a shell would act on.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.,~=!<>[]* +@:/%#&?".contains(c);
        if let Some(c) = text.chars().find(|c| !allowed(*c)) {
            let why = if c == ';' { "has an environment marker, which is not supported" } else { "" };
            let why = if why.is_empty() { format!("has the character {c:?}") } else { why.to_owned() };
            return Err(refuse(text, &why));
        }
        let text = text.trim();
        let is_name = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        let (name, rest) = text.split_at(text.find(|c| !is_name(c)).unwrap_or(text.len()));
        let sound = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if !sound(name.chars().next()) || !sound(name.chars().last()) {
            return Err(refuse(text, "does not start with the name of a package"));
        }
        let (extras, rest) = parse_extras(text, rest.trim_start())?;
        let needs = match rest.trim().strip_prefix('@') {
            Some(address) => Needs::Address(parse_address(text, address.trim())?),
            None => Needs::Versions(parse_versions(text, rest)?),
        };
        Ok(Self { key: key(name), text: text.to_owned(), name: name.to_owned(), extras, needs })
    }

    /// Adds what another requirement of the same package needs.
    pub(super) fn merge(&mut self, other: Self) -> Result<()> {
        let conflict = || Error::Requirements {
            message: format!("`{}` and `{}` cannot both be met", self.text, other.text),
        };
        match (&mut self.needs, &other.needs) {
            (Needs::Address(here), Needs::Address(there)) if here == there => {}
            (Needs::Versions(here), Needs::Versions(there)) => {
                let mut both = here.clone();
                both.extend(there.iter().filter(|need| !here.contains(need)).cloned());
                if contradiction(&both) {
                    return Err(conflict());
                }
                *here = both;
            }
            _ => return Err(conflict()),
        }
        self.extras.extend(other.extras);
        self.text = self.written();
        Ok(())
    }

    fn written(&self) -> String {
        let mut text = self.name.clone();
        if !self.extras.is_empty() {
            text += &format!("[{}]", self.extras.iter().map(String::as_str).collect::<Vec<_>>().join(","));
        }
        match &self.needs {
            Needs::Address(address) => text + " @ " + address,
            Needs::Versions(versions) => {
                let versions = versions.iter().map(|(operator, version)| format!("{operator}{version}"));
                text + &versions.collect::<Vec<_>>().join(",")
            }
        }
    }
}

/// Names that differ in case, `-`, `_` and `.` only are one name.
fn key(name: &str) -> String {
    let words = name.split(['-', '_', '.']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_ascii_lowercase()
}

fn parse_extras<'a>(text: &str, rest: &'a str) -> Result<(BTreeSet<String>, &'a str)> {
    let Some(list) = rest.strip_prefix('[') else { return Ok((BTreeSet::new(), rest)) };
    let (list, rest) = list.split_once(']').ok_or_else(|| refuse(text, "has a `[` without a `]`"))?;
    let extras: BTreeSet<String> = list.split(',').map(|extra| extra.trim().to_owned()).collect();
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    match extras.iter().find(|extra| extra.is_empty() || !extra.chars().all(is_name)) {
        Some(extra) => Err(refuse(text, &format!("has the extra `{extra}`, which is no name"))),
        None => Ok((extras, rest)),
    }
}

fn parse_address(text: &str, address: &str) -> Result<String> {
    let schemes = ["https://", "http://", "git+https://", "git+ssh://"];
    let known = schemes.iter().any(|scheme| address.starts_with(scheme));
    match known && !address.contains(' ') {
        true => Ok(address.to_owned()),
        false => {
            Err(refuse(text, "has an address that does not begin with https://, http:// or git+https://"))
        }
    }
}

fn parse_versions(text: &str, rest: &str) -> Result<Vec<(&'static str, Version)>> {
    if rest.trim().is_empty() {
        return Ok(Vec::new());
    }
    let versions = rest.split(',').map(|part| {
        let part = part.trim();
        let operator = OPERATORS.into_iter().find(|operator| part.starts_with(operator));
        let operator = operator
            .ok_or_else(|| refuse(text, &format!("has `{part}` where a version like `>=1.2` should be")))?;
        let version = part[operator.len()..].trim();
        let is_version = |c: char| c.is_ascii_alphanumeric() || ".*+!-_".contains(c);
        match version.starts_with(|c: char| c.is_ascii_alphanumeric()) && version.chars().all(is_version) {
            true => Ok((operator, Version::new(version))),
            false => Err(refuse(text, &format!("has `{version}`, which is no version"))),
        }
    });
    versions.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specifiers_pass_and_shell_does_not() {
        let good = [
            "numpy",
            "requests~=2.31",
            "redis[hiredis]>=4,<5",
            "a @ https://host/a.whl",
            "x == 1.*",
            "A.b-c_d",
        ];
        for good in good {
            assert_eq!(Requirement::parse(good).unwrap().text, good);
        }
        let bad = [
            "a'; rm -rf /; '",
            "a$(id)",
            "a`id`",
            "a\nb",
            "--index-url=x",
            "",
            "a\"b",
            "a\\b",
            "a; python_version<'3'",
            "../x",
            "a b",
            "a>=",
            "a=1",
            "a[",
            "a[x y]",
            "a @ file:///etc",
            "a @ https://x y",
            "-",
            "a-",
        ];
        for bad in bad {
            assert!(Requirement::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn one_package_has_many_spellings() {
        assert_eq!(key("Foo._Bar"), "foo-bar");
        let merged = |a: &str, b: &str| {
            let mut merged = Requirement::parse(a).unwrap();
            merged
                .merge(Requirement::parse(b).unwrap())
                .map(|()| merged.text)
                .map_err(|error| error.to_string())
        };
        assert_eq!(merged("a_b[x]>=1", "A-B[y]>=1,<3").unwrap(), "a_b[x,y]>=1,<3");
        assert_eq!(merged("a", "a==1").unwrap(), "a==1");
        assert_eq!(merged("a @ https://x/a.whl", "a @ https://x/a.whl").unwrap(), "a @ https://x/a.whl");
        assert!(merged("a @ https://x/a.whl", "a").unwrap_err().contains("cannot both be met"));
    }
}
