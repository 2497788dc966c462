//! One requirement: `name[extras]>=1,<2; marker` or `name @ https://.. ; marker`.

use std::str::FromStr as _;

use pep440_rs::VersionSpecifier;

use super::marker::{self, Holds};
use super::refuse;
use super::version::contradiction;
use crate::{Error, Result};

/// A requirement, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Requirement {
    /// The name as pip compares it.
    pub(super) key: String,
    /// The text to send: without a marker.
    pub(super) text: String,
    /// Whether its marker lets it count on a server.
    pub(super) applies: bool,
    name: String,
    extras: Vec<String>,
    needs: Needs,
}

#[derive(Debug, PartialEq, Eq)]
enum Needs {
    Versions(Vec<VersionSpecifier>),
    Address(String),
}

impl Requirement {
    /// Accepts what is a requirement, and nothing that a shell would act on.
    ///
    /// The server hands the text to `/bin/bash -c ".. '<text>'"` as it is: what ends one of the quotes, or counts within double
    /// ones, must not be in it.
    pub(super) fn parse(whole: &str) -> Result<Self> {
        let (text, marker) = match whole.split_once(';') {
            Some((text, marker)) => (text, Some(marker)),
            None => (whole, None),
        };
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.,~=!<>[]()* +@:/%#&?".contains(c);
        if let Some(c) = text.chars().find(|c| !allowed(*c)) {
            let shell = "'\"`$\\".contains(c) || c.is_control();
            let why = if shell { ", on which the shell of the server would act" } else { "" };
            return Err(refuse(whole, &format!("has the character {c:?}{why}")));
        }
        let applies = marker.map_or(Ok(true), |marker| applies(whole, marker))?;
        let text = text.trim();
        let (name, rest) = text.split_at(text.find(|c| !is_name(c)).unwrap_or(text.len()));
        let sound = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if !sound(name.chars().next()) || !sound(name.chars().last()) {
            return Err(refuse(whole, "does not start with the name of a package"));
        }
        let (extras, rest) = parse_extras(whole, rest.trim_start())?;
        let rest = rest.trim();
        let needs = match rest.strip_prefix('@') {
            Some(address) => Needs::Address(parse_address(whole, address.trim())?),
            None => Needs::Versions(parse_versions(whole, rest)?),
        };
        let mut requirement =
            Self { key: key(name), text: text.to_owned(), applies, name: name.to_owned(), extras, needs };
        if let Needs::Versions(versions) = &requirement.needs {
            if contradiction(versions) {
                return Err(refuse(whole, "cannot be met by any version"));
            }
            // Parentheses around versions are as old as they are useless.
            if rest.starts_with('(') {
                requirement.text = requirement.written();
            }
        }
        Ok(requirement)
    }

    /// Adds what another requirement of the same package needs.
    pub(super) fn merge(&mut self, other: Self) -> Result<()> {
        let conflict = |why: &str| Error::Requirements {
            message: format!("`{}` and `{}` {why}", self.text, other.text),
            requirements: vec![self.text.clone(), other.text.clone()],
        };
        match (&mut self.needs, other.needs) {
            (Needs::Address(here), Needs::Address(there)) if *here == there => {}
            (Needs::Address(_), Needs::Versions(versions)) if versions.is_empty() => {}
            (Needs::Versions(versions), address @ Needs::Address(_)) if versions.is_empty() => {
                self.needs = address;
            }
            (Needs::Versions(here), Needs::Versions(there)) => {
                let new: Vec<_> = there.into_iter().filter(|need| !here.contains(need)).collect();
                if contradiction(&[here.as_slice(), &new].concat()) {
                    return Err(conflict("cannot both be met"));
                }
                here.extend(new);
            }
            _ => return Err(conflict("cannot be put together: name one address, or versions only")),
        }
        for extra in other.extras {
            add_extra(&mut self.extras, extra);
        }
        self.text = self.written();
        Ok(())
    }

    fn written(&self) -> String {
        let mut text = self.name.clone();
        if !self.extras.is_empty() {
            text += &format!("[{}]", self.extras.join(","));
        }
        match &self.needs {
            Needs::Address(address) => text + " @ " + address,
            Needs::Versions(versions) => {
                text + &versions.iter().map(|need| format!("{need}")).collect::<Vec<_>>().join(",")
            }
        }
    }
}

fn applies(whole: &str, marker: &str) -> Result<bool> {
    match marker::decide(marker).map_err(|why| refuse(whole, &why))? {
        Holds::Yes => Ok(true),
        Holds::No => Ok(false),
        Holds::Unknown(variable) => Err(refuse(
            whole,
            &format!(
                "depends on `{variable}`, which only the server knows, and no marker can be sent there, because its quotes would \
                 end those around the requirement in the server's shell: leave the marker out, or the requirement"
            ),
        )),
    }
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_.".contains(c)
}

/// Names that differ in case, `-`, `_` and `.` only are one name.
fn key(name: &str) -> String {
    let words = name.split(['-', '_', '.']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_ascii_lowercase()
}

/// Each extra once, as it was written first.
fn add_extra(extras: &mut Vec<String>, extra: String) {
    if !extras.iter().any(|known| key(known) == key(&extra)) {
        extras.push(extra);
    }
}

fn parse_extras<'a>(text: &str, rest: &'a str) -> Result<(Vec<String>, &'a str)> {
    let Some(list) = rest.strip_prefix('[') else { return Ok((Vec::new(), rest)) };
    let (list, rest) = list.split_once(']').ok_or_else(|| refuse(text, "has a `[` without a `]`"))?;
    let mut extras = Vec::new();
    for extra in list.split(',').map(str::trim).filter(|_| !list.trim().is_empty()) {
        if extra.is_empty() || !extra.chars().all(is_name) {
            return Err(refuse(text, &format!("has the extra `{extra}`, which is no name")));
        }
        add_extra(&mut extras, extra.to_owned());
    }
    Ok((extras, rest))
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

fn parse_versions(text: &str, rest: &str) -> Result<Vec<VersionSpecifier>> {
    let inner = match rest.strip_prefix('(') {
        Some(list) => list.strip_suffix(')').ok_or_else(|| refuse(text, "has a `(` without a `)`"))?.trim(),
        None => rest,
    };
    // A comma may end the list.
    let inner = inner.strip_suffix(',').unwrap_or(inner);
    if inner.is_empty() {
        return Ok(Vec::new());
    }
    inner.split(',').map(|part| parse_version(text, part.trim())).collect()
}

fn parse_version(text: &str, part: &str) -> Result<VersionSpecifier> {
    if !part.starts_with(['=', '~', '!', '<', '>']) {
        return Err(refuse(text, &format!("has `{part}` where a version like `>=1.2` should be")));
    }
    VersionSpecifier::from_str(part).map_err(|error| {
        let why = error.to_string();
        refuse(
            text,
            &format!("has `{part}`, which asks for no version: {}", why.lines().next().unwrap_or_default()),
        )
    })
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
            "a @ git+https://host/a.git@v1#egg=a&x=%20",
            "x == 1.*",
            "A.b-c_d",
            "x!=1.4.*",
            "x===1.0",
            "x>=1!2.0rc1",
            "x==1.0.post1.dev2",
            "x==1.0+ubuntu.1",
            "x[]",
            "x>=1,",
        ];
        for good in good {
            assert_eq!(Requirement::parse(good).unwrap().text, good);
        }
        let bad = [
            "a'; rm -rf /; '",
            "a; rm -rf /",
            "a$(id)",
            "a`id`",
            "a\nb",
            "--index-url=x",
            "",
            ";python_version>='3'",
            "a\"b",
            "a\\b",
            "../x",
            "a b",
            "a>=",
            "a=1",
            "a=>1",
            "a==1 --hash=sha256:00",
            "a>=1.*",
            "a~=1",
            "a==x.y",
            "a>=1.0+local",
            "a>=1,,<2",
            "a(>=1",
            "a[",
            "a[x y]",
            "a[x,]",
            "a @ file:///etc",
            "a @ https://x y",
            "a @ https://x;python_version<'3' x",
            "-",
            "a-",
        ];
        for bad in bad {
            assert!(Requirement::parse(bad).is_err(), "{bad}");
        }
        let why = |text: &str| Requirement::parse(text).unwrap_err().to_string();
        assert!(why("a$b").ends_with("has the character '$', on which the shell of the server would act"));
        assert!(why("ä").ends_with("has the character 'ä'"));
        assert!(why("a>=2,<1").ends_with("cannot be met by any version"));
        assert!(
            why("a; platform_machine == 'arm'")
                .contains("depends on `platform_machine`, which only the server")
        );
    }

    /// What reaches the server has no quotes, whatever the marker.
    #[test]
    fn markers_are_never_sent() {
        let parse = |text: &str| Requirement::parse(text).unwrap();
        let counts = parse("numpy (>=1.21, <2) ; python_version >= \"3.7\" and os_name != 'nt'");
        assert_eq!((counts.text.as_str(), counts.applies), ("numpy>=1.21,<2", true));
        assert!(!parse("numpy<1.21;python_version<'3'").applies);
        let address = parse("a @ https://host/a.whl ; sys_platform == 'linux'");
        assert_eq!((address.text.as_str(), address.applies), ("a @ https://host/a.whl", true));
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
        assert_eq!(merged("a_b[x_y]>=1", "A-B[X-Y,z]>=1,<3").unwrap(), "a_b[x_y,z]>=1,<3");
        assert_eq!(merged("a", "a==1").unwrap(), "a==1");
        assert_eq!(merged("a @ https://x/a.whl", "a @ https://x/a.whl").unwrap(), "a @ https://x/a.whl");
        assert_eq!(merged("a", "a @ https://x/a.whl").unwrap(), "a @ https://x/a.whl");
        assert_eq!(merged("a @ https://x/a.whl", "a[b]").unwrap(), "a[b] @ https://x/a.whl");
        assert!(merged("a @ https://x/a.whl", "a>=1").unwrap_err().contains("cannot be put together"));
        assert!(
            merged("a>=1,<2", "a!=1.*").unwrap_err().contains("`a>=1,<2` and `a!=1.*` cannot both be met")
        );
    }
}
