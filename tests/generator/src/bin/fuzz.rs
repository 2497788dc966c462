//! `cargo xtask fuzz`: mutated programs for some minutes.

use generator::fuzz::{Fuzz, Python};
use std::process::ExitCode;
use std::time::{Duration, Instant};

const USAGE: &str = "\
Usage: cargo xtask fuzz [--seed N] [--minutes N] [--python PATH]

  --seed N       which programs; 1 if not given
  --minutes N    how long; 1 if not given
  --python PATH  the interpreter that says what is Python 3.7, itself 3.7 or newer; python3 if not given";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let (mut seed, mut minutes, mut python) = (1, 1, "python3".to_owned());
    let mut arguments = arguments.iter();
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("`{name}` needs a value\n\n{USAGE}"))?;
        let wrong = |_| format!("`{name}` takes a number, not `{value}`");
        match name.as_str() {
            "--seed" => seed = value.parse().map_err(wrong)?,
            "--minutes" => minutes = value.parse().map_err(wrong)?,
            "--python" => python.clone_from(value),
            _ => return Err(format!("there is no option `{name}`\n\n{USAGE}")),
        }
    }
    // rustc gives its threads a large stack too.
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(move || {
        fuzz(seed, Duration::from_secs(60 * minutes), &python).map_err(|error| error.to_string())
    });
    thread.map_err(|error| error.to_string())?.join().map_err(|_| "the fuzzer panicked".to_owned())?
}

fn fuzz(seed: u64, time: Duration, python: &str) -> std::io::Result<()> {
    let mut fuzz = Fuzz::new(seed, Python::start(python)?)?;
    let start = Instant::now();
    let (mut programs, mut findings) = (0_u64, 0);
    if let Some(finding) = fuzz.originals()? {
        findings += 1;
        println!("{finding}\n");
    }
    // The compiler catches its panics, and says that they are bugs.
    std::panic::set_hook(Box::new(|panic| eprintln!("{panic}")));
    while start.elapsed() < time && findings < 20 {
        if let Some(finding) = fuzz.one_more()? {
            findings += 1;
            println!("{finding}\n");
        }
        programs += 1;
    }
    println!("seed {seed}: {programs} programs, of which {} compile; {findings} findings", fuzz.compiled);
    if findings == 0 { Ok(()) } else { Err(std::io::Error::other("see the findings above")) }
}
