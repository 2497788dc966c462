//! `cargo xtask bench python` and `cargo xtask bench crates`: what is measured against something else.

mod gears;
mod python;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.split_first() {
        Some((name, rest)) if name == "python" => python::run(rest),
        _ => Err("Usage: benchmarks python [--show]".to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
