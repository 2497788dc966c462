//! `cargo xtask bench python` and `cargo xtask bench compile`: what is measured against something else.

mod crates;
mod gears;
mod python;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.split_first() {
        Some((name, rest)) if name == "python" => python::run(rest),
        Some((name, rest)) if name == "crates" => crates::run(rest),
        _ => Err("Usage: benchmarks python [--show] | benchmarks crates".to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
