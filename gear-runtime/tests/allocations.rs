//! How much memory a large result takes on its way: every byte that arrives is put where it stays, and nowhere else.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use gear_runtime::__private as p;
use gear_runtime::{Gear, Gears as _, Outcome, PyExecute};
use redis::{Cmd, Value};

mod support;

use support::answering::Answering;
use support::definition;

/// Counts what a thread asks for.
struct Counting;

thread_local! {
    static ASKED: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: all is done by the system's allocator; beside it, only a number is changed, which allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ASKED.set(ASKED.get() + layout.size());
        // SAFETY: the caller keeps the rules of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: it was given out by the line above.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ASKED.set(ASKED.get() + size);
        // SAFETY: it was given out by `alloc`, and the caller keeps the rules of `realloc`.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// The bytes that `work` asks for.
fn asked<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = ASKED.get();
    let result = work();
    (result, ASKED.get() - before)
}

const RECORDS: usize = 500;
const LENGTH: usize = 10_000;
/// What is asked for beside the records: the script, the command, the list.
const REST: usize = 200_000;

/// A reply of 5 MB, which is there already.
fn reply(record: &[u8]) -> Value {
    let results = (0..RECORDS).map(|_| Value::BulkString(record.to_vec())).collect();
    Value::Array(vec![Value::Array(results), Value::Array(Vec::new())])
}

#[test]
fn a_typed_result_is_copied_once_into_its_type() {
    static DEFINITION: p::Definition = definition("GEAR", "GB().run()", &[]);
    let gear: Gear<Vec<String>> = p::Gear::__new(&DEFINITION, |request| {
        p::KeysReader::<()>("*").__open().map(|r| r.key).run().__serve(request)
    });
    let mut reply = Some(reply(format!("\"{}\"", "x".repeat(LENGTH)).as_bytes()));
    let mut con = Answering(|_: &Cmd| Ok(reply.take().expect("one run")));
    let (texts, asked) = asked(|| gear.run(&mut con).expect("it decodes"));
    assert_eq!((texts.len(), texts[RECORDS - 1].len()), (RECORDS, LENGTH));
    assert!(asked < RECORDS * LENGTH + REST, "{asked} bytes for {} of results", RECORDS * LENGTH);
}

#[test]
fn the_values_of_a_foreign_script_are_not_copied_at_all() {
    let mut reply = Some(reply("x".repeat(LENGTH).as_bytes()));
    let mut con = Answering(|_: &Cmd| Ok(reply.take().expect("one run")));
    let (outcome, asked) = asked(|| con.pyexecute(&PyExecute::new("GB().run()")).expect("it runs"));
    let Outcome::Results(outcome) = outcome else { panic!("{outcome:?}") };
    assert_eq!(outcome.results[RECORDS - 1].as_str().map(str::len), Some(LENGTH));
    assert!(asked < REST, "{asked} bytes for {} of results", RECORDS * LENGTH);
}
