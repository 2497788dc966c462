//! The chores of the workspace: `cargo xtask <task>`.

mod engine;
mod matrix;
mod options;
mod programs;
mod shell;

use shell::cargo;
use std::process::ExitCode;

/// What a task gives: nothing, or one line that says what to do.
type Result<T = ()> = std::result::Result<T, String>;

/// A chore.
struct Task {
    name: &'static str,
    summary: &'static str,
    run: fn(&[String]) -> Result,
}

const TASKS: &[Task] = &[
    Task { name: "demo", summary: "a tour: gears over the source files of this repository", run: demo },
    Task {
        name: "test",
        summary: "everything that has to pass; `test engine [--matrix [--fetch]]`: the engine's, with all servers and Pythons found, and others from PyPI",
        run: test,
    },
    Task {
        name: "engine",
        summary: "a development engine for redis-cli (--help lists the options)",
        run: engine::run,
    },
    Task {
        name: "differential",
        summary: "random programs in both worlds (--help lists the options)",
        run: differential,
    },
    Task { name: "fuzz", summary: "mutated programs for some minutes (--help lists the options)", run: fuzz },
    Task {
        name: "load",
        summary: "minutes of many clients on the engine: alone, while its worker is killed every second, and while its shards are",
        run: load,
    },
    Task {
        name: "bench",
        summary: "the benchmarks, or one of compile, python, client and engine (other arguments go to criterion)",
        run: bench,
    },
    Task {
        name: "docs",
        summary: "writes the tables of the book anew, from those of the compiler",
        run: docs,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.split_first() {
        None => help(),
        Some((name, _)) if name == "--help" || name == "-h" || name == "help" => help(),
        Some((name, rest)) => match TASKS.iter().find(|task| task.name == name) {
            Some(task) => (task.run)(rest),
            None => Err(unknown(name)),
        },
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn help() -> Result {
    println!("Usage: cargo xtask <task>\n");
    for Task { name, summary, .. } in TASKS {
        println!("  {name:<14}{summary}");
    }
    Ok(())
}

fn unknown(name: &str) -> String {
    let names: Vec<&str> = TASKS.iter().map(|task| task.name).collect();
    let suggestion = match options::nearest(name, &names) {
        Some(near) => format!(" did you mean `{near}`?"),
        None => String::new(),
    };
    format!("there is no task `{name}`:{suggestion} the tasks are {}", names.join(", "))
}

fn demo(arguments: &[String]) -> Result {
    options::none("demo", arguments)?;
    programs::ensure()?;
    cargo(&["run", "--package", "redis-gears", "--example", "demo"])
}

fn test(arguments: &[String]) -> Result {
    if let Some((_, rest)) = arguments.split_first().filter(|(first, _)| *first == "engine") {
        return matrix::run(rest);
    }
    options::none("test", arguments)?;
    programs::ensure()?;
    cargo(&["fmt", "--all", "--check"])?;
    // The library as most people build it, then everything with every feature.
    cargo(&["clippy", "--package", "redis-gears", "--", "--deny", "warnings"])?;
    cargo(&["clippy", "--workspace", "--all-targets", "--all-features", "--", "--deny", "warnings"])?;
    let doc = ["doc", "--workspace", "--no-deps", "--all-features"];
    shell::cargo_with(("RUSTDOCFLAGS", "--deny warnings"), &doc)?;
    // Last, so that the result of the tests is the last thing to be read.
    cargo(&["test", "--workspace", "--all-features"])
}

fn differential(arguments: &[String]) -> Result {
    generator("generator", arguments)
}

fn fuzz(arguments: &[String]) -> Result {
    generator("fuzz", arguments)
}

/// A program of the package that writes random programs.
fn generator(program: &str, arguments: &[String]) -> Result {
    let mut command = vec!["run", "--quiet", "--package", "generator", "--bin", program, "--"];
    command.extend(arguments.iter().map(String::as_str));
    cargo(&command)
}

/// The tests of the engine under load, for a minute instead of seconds.
fn load(arguments: &[String]) -> Result {
    options::none("load", arguments)?;
    programs::ensure()?;
    // The first one works twice, and compares the memory in between.
    for (test, seconds) in
        [("under_load", "30"), ("a_worker_that_is_killed", "60"), ("shards_that_are_killed", "60")]
    {
        let command =
            ["test", "--package", "gear-engine", "--release", "--test", "load", "--", "--nocapture", test];
        shell::cargo_with(("GEAR_LOAD_SECONDS", seconds), &command)?;
    }
    Ok(())
}

/// The benchmarks: a name, and the command that runs it. Those of criterion take its arguments.
const BENCHES: [(&str, &[&str]); 5] = [
    ("compile", &["bench", "--package", "gear-compiler", "--bench", "compile", "--"]),
    ("compile", &["run", "--quiet", "--package", "benchmarks", "--", "crates"]),
    ("python", &["run", "--quiet", "--package", "benchmarks", "--", "python"]),
    ("client", &["bench", "--package", "redis-gears", "--features", "deploy", "--bench", "client", "--"]),
    ("engine", &["bench", "--package", "gear-engine", "--bench", "engine", "--"]),
];

fn bench(arguments: &[String]) -> Result {
    programs::ensure()?;
    let one = arguments.first().filter(|first| BENCHES.iter().any(|(name, _)| name == first));
    let rest = &arguments[usize::from(one.is_some())..];
    // One by one: criterion's arguments mean nothing to the other targets that `cargo bench` would run.
    for (name, command) in BENCHES {
        if one.is_none_or(|one| one == name) {
            let criterion = command[0] == "bench" || one.is_some();
            let rest = rest.iter().filter(|_| criterion).map(String::as_str);
            let command: Vec<&str> = command.iter().copied().chain(rest).collect();
            cargo(&command)?;
        }
    }
    Ok(())
}

fn docs(arguments: &[String]) -> Result {
    options::none("docs", arguments)?;
    shell::cargo_with(
        ("UPDATE_BOOK", "1"),
        &["test", "--quiet", "--package", "redis-gears", "--test", "book", "--test", "subset"],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_task_gets_a_suggestion() {
        let tasks = "the tasks are demo, test, engine, differential, fuzz, load, bench, docs";
        assert_eq!(unknown("tests"), format!("there is no task `tests`: did you mean `test`? {tasks}"));
        assert_eq!(unknown("frobnicate"), format!("there is no task `frobnicate`: {tasks}"));
    }
}
