//! The requirements of a gear reach a shell on the server, so they are checked here.

use crate::{Error, Result};

/// Accepts what pip calls a requirement specifier, and nothing that a shell would act on.
pub(super) fn check(requirement: &str) -> Result<()> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.,~=!<>[]* +@:/".contains(c);
    let starts_well = requirement.starts_with(|c: char| c.is_ascii_alphanumeric());
    match requirement.chars().find(|c| !allowed(*c)) {
        None if starts_well => Ok(()),
        Some(c) => Err(refuse(requirement, &format!("has the character {c:?}"))),
        None => Err(refuse(requirement, "does not start with the name of a package")),
    }
}

fn refuse(requirement: &str, why: &str) -> Error {
    Error::Requirements { message: format!("`{}` {why}", requirement.escape_debug()) }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn specifiers_pass_and_shell_does_not() {
        for good in ["numpy", "requests~=2.31", "redis[hiredis]>=4,<5", "a @ https://host/a.whl"] {
            assert!(check(good).is_ok(), "{good}");
        }
        for bad in ["a'; rm -rf /; '", "a$(id)", "a`id`", "a\nb", "--index-url=x", ""] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}
