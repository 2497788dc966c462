//! Finds the programs that the engine needs, and installs what is missing where that can be done without questions.

use crate::{Result, shell};
use std::process::Command;

/// A program that has to be there.
struct Program {
    /// Its names, each of which will do.
    names: &'static [&'static str],
    /// The variable by which the user names another one.
    variable: &'static str,
    apt: &'static str,
    brew: &'static str,
}

const PROGRAMS: &[Program] = &[
    Program {
        names: &["redis-server", "valkey-server"],
        variable: "GEAR_REDIS_SERVER",
        apt: "redis-server",
        brew: "redis",
    },
    Program { names: &["python3"], variable: "GEAR_PYTHON", apt: "python3", brew: "python" },
];

/// A way to install packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Installer {
    Apt,
    /// Through sudo, which asks for no password if `silent`.
    AptWithSudo {
        silent: bool,
    },
    Brew,
    Unknown,
}

/// Makes sure that redis-server (or valkey-server) and python3 are there.
pub(crate) fn ensure() -> Result {
    let missing: Vec<&Program> = PROGRAMS.iter().filter(|program| !program.is_there()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let installer = Installer::of_this_machine();
    let commands = installer.commands(&missing);
    if !installer.asks_nothing() {
        return Err(to_do(&missing, &commands));
    }
    for command in &commands {
        let mut words = command.iter();
        let mut run = Command::new(words.next().ok_or("an empty command")?);
        run.args(words).env("DEBIAN_FRONTEND", "noninteractive");
        shell::run(run, &command.join(" "))?;
    }
    match missing.into_iter().find(|program| !program.is_there()) {
        None => Ok(()),
        Some(program) => Err(format!(
            "{} is installed but not on the PATH: add its folder, or set {}",
            program.names[0], program.variable
        )),
    }
}

impl Program {
    fn is_there(&self) -> bool {
        // If the variable names something that is not there, the engine says so.
        std::env::var_os(self.variable).is_some_and(|value| !value.is_empty())
            || self.names.iter().any(|name| shell::on_path(name).is_some())
    }
}

impl Installer {
    fn of_this_machine() -> Installer {
        if shell::on_path("apt-get").is_some() {
            return match shell::output("id", &["-u"]).as_deref() {
                Some("0") => Installer::Apt,
                _ => Installer::AptWithSudo { silent: shell::succeeds("sudo", &["-n", "true"]) },
            };
        }
        if shell::on_path("brew").is_some() { Installer::Brew } else { Installer::Unknown }
    }

    fn asks_nothing(self) -> bool {
        matches!(self, Installer::Apt | Installer::AptWithSudo { silent: true } | Installer::Brew)
    }

    fn commands(self, missing: &[&Program]) -> Vec<Vec<&'static str>> {
        let apt = [vec!["apt-get", "update"], {
            let mut install = vec!["apt-get", "install", "--yes", "--no-install-recommends"];
            install.extend(missing.iter().map(|program| program.apt));
            install
        }];
        match self {
            Installer::Apt => apt.into(),
            Installer::AptWithSudo { silent } => {
                let sudo: &[&str] = if silent { &["sudo", "-n"] } else { &["sudo"] };
                apt.into_iter().map(|command| [sudo, &command].concat()).collect()
            }
            Installer::Brew => {
                let mut install = vec!["brew", "install"];
                install.extend(missing.iter().map(|program| program.brew));
                vec![install]
            }
            Installer::Unknown => Vec::new(),
        }
    }
}

/// What the user has to do where nothing can be installed without questions.
fn to_do(missing: &[&Program], commands: &[Vec<&str>]) -> String {
    let names: Vec<&str> = missing.iter().map(|program| program.names[0]).collect();
    let (names, is) = (names.join(" and "), if missing.len() == 1 { "is" } else { "are" });
    if commands.is_empty() {
        return format!(
            "{names} {is} missing: install with the package manager of this system, and try again"
        );
    }
    let commands: Vec<String> = commands.iter().map(|command| command.join(" ")).collect();
    format!("{names} {is} missing: run `{}`, and try again", commands.join(" && "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commands(installer: Installer) -> Vec<String> {
        let all: Vec<&Program> = PROGRAMS.iter().collect();
        installer.commands(&all).iter().map(|command| command.join(" ")).collect()
    }

    #[test]
    fn each_system_has_its_commands() {
        let install = "apt-get install --yes --no-install-recommends redis-server python3";
        assert_eq!(commands(Installer::Apt), ["apt-get update", install]);
        let silent = commands(Installer::AptWithSudo { silent: true });
        assert_eq!(silent, ["sudo -n apt-get update".to_owned(), format!("sudo -n {install}")]);
        assert_eq!(commands(Installer::Brew), ["brew install redis python"]);
    }

    #[test]
    fn without_rights_the_user_gets_the_command() {
        let missing = [&PROGRAMS[0]];
        let installer = Installer::AptWithSudo { silent: false };
        assert!(!installer.asks_nothing());
        assert_eq!(
            to_do(&missing, &installer.commands(&missing)),
            "redis-server is missing: run `sudo apt-get update && sudo apt-get install --yes \
             --no-install-recommends redis-server`, and try again"
        );
        let all: Vec<&Program> = PROGRAMS.iter().collect();
        assert_eq!(
            to_do(&all, &Installer::Unknown.commands(&all)),
            "redis-server and python3 are missing: install with the package manager of this system, and try again"
        );
    }
}
