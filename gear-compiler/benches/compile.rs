//! How long the compiler takes: for the gear of the README, for one of 5 operations like it, and for gears of 5, 50 and 500
//! operations with larger closures, which show that the time grows with the length and not faster.
//!
//! Tokens are parsed outside the measured part, from text that is parsed again for every run. Outside of a macro, each parse
//! adds to a table of spans, in which every look at a span searches: it is emptied each time, as rustc has no such table.

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use proc_macro2::TokenStream;
use std::hint::black_box;

/// The gear of the README.
const README: &str = r#"
    KeysReader::<User>("user:*")
        .map(|r| r.value)
        .filter(is_adult)
        .count_by(|user| user.city.clone())
        .run()
"#;

/// Five operations with the closures that most gears have: a field, a comparison, a pair.
const TYPICAL: &str = r#"
    KeysReader::<User>("user:*")
        .map(|r| r.value)
        .filter(is_adult)
        .map(|user| (user.city, user.age))
        .sort_by_key(|(_, age)| *age)
        .limit(10)
        .run()
"#;

/// Five operations with closures of some size.
const OPERATIONS: &str = r#"
    .map(|r| r.value)
    .filter(|user| user.age >= 18 && user.name.len() > 2)
    .map(|user| (user.city.trim().to_lowercase(), user.age * 2 + 1))
    .filter(|(city, score)| !city.is_empty() && *score % 3 != 0)
    .count_by(|(city, _)| format!("city:{city}"))
"#;

/// The same five operations for records that are pairs, so that they can follow each other.
const FURTHER: &str = r#"
    .map(|(city, n)| (city.trim().to_lowercase(), n * 2 + 1))
    .filter(|(city, n)| !city.is_empty() && *n >= 18)
    .map(|(city, n)| (city.replace("-", " "), n + 1))
    .filter(|(city, n)| city.len() > 2 && *n % 3 != 0)
    .count_by(|(city, _)| format!("city:{city}"))
"#;

/// A gear of `length` times five operations.
fn gear(length: usize) -> String {
    format!("KeysReader::<User>(\"user:*\"){OPERATIONS}{}.run()", FURTHER.repeat(length - 1))
}

fn parse(text: &str) -> TokenStream {
    text.parse().expect("the text is Rust")
}

fn compile(c: &mut Criterion) {
    let mut group = c.benchmark_group("compile");
    let gears = [("README", 3, README.to_owned()), ("typical", 5, TYPICAL.to_owned())]
        .into_iter()
        .chain([1, 10, 100].map(|length| ("operations", 5 * length, gear(length))));
    for (name, operations, text) in gears {
        let output = gear_compiler::gear(parse(&text));
        assert!(output.diagnostics.is_empty(), "the gear compiles");
        group.throughput(Throughput::Elements(operations as u64));
        group.bench_with_input(BenchmarkId::new(name, operations), &text, |b, text| {
            let tokens = || {
                proc_macro2::extra::invalidate_current_thread_spans();
                parse(text)
            };
            b.iter_batched(tokens, |tokens| black_box(gear_compiler::gear(tokens)), BatchSize::PerIteration);
        });
    }
    group.finish();
}

criterion_group!(benches, compile);
criterion_main!(benches);
