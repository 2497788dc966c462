//! Runs that are not waited for, and runs that half fail.

use std::time::Duration;

use redis_gears::{Error, ExecutionStatus, Gears as _, Limit, PyExecute};

use crate::Engine;
use crate::gears::{NUMBERS, QUOTIENTS, WAITING};

const SOON: Duration = Duration::from_secs(20);

#[test]
fn a_handle_waits_polls_and_forgets() {
    let Engine { mut con, server: _server } = Engine::with_numbers(5);
    let execution = WAITING.unblocking(&mut con).expect("it starts");
    assert_eq!(execution.poll(&mut con).expect("it is asked"), None);
    let error = execution.wait(&mut con, Duration::from_millis(50)).expect_err("it waits for a key");
    assert!(matches!(&error, Error::WaitTimeout { id, .. } if id == execution.id()), "{error:?}");
    assert!(matches!(execution.partial(&mut con), Err(Error::StillRunning { .. })));
    redis::cmd("SET").arg("go").arg(1).exec(&mut con).expect("it is set");
    assert_eq!(execution.wait(&mut con, SOON).expect("it ends"), 5);
    assert_eq!(execution.poll(&mut con).expect("it is asked"), Some(5));
    assert_eq!(execution.status(&mut con).expect("it tells"), ExecutionStatus::Done);
    let id = execution.id().to_owned();
    execution.clone().discard(&mut con).expect("it goes");
    assert!(
        matches!(execution.wait(&mut con, SOON), Err(Error::UnknownExecution { id: unknown, .. }) if unknown == id)
    );
}

#[test]
fn an_execution_can_be_aborted() {
    let Engine { mut con, server: _server } = Engine::with_numbers(2);
    let execution = WAITING.unblocking(&mut con).expect("it starts");
    std::thread::sleep(Duration::from_millis(100));
    execution.abort(&mut con).expect("it is told");
    let error = execution.wait(&mut con, SOON).expect_err("it was aborted");
    assert!(matches!(error, Error::Step { .. }), "{error:?}");
}

#[test]
fn an_execution_that_was_aborted_before_its_first_record_has_no_result() {
    let Engine { mut con, server: _server } = Engine::with_numbers(2);
    // One for each of the threads of the server: the next one waits.
    let busy: Vec<_> = (0..3).map(|_| WAITING.unblocking(&mut con).expect("it starts")).collect();
    let queued = WAITING.unblocking(&mut con).expect("it starts");
    queued.abort(&mut con).expect("it is told");
    redis::cmd("SET").arg("go").arg(1).exec(&mut con).expect("it is set");
    busy.iter().for_each(|running| assert_eq!(running.wait(&mut con, SOON).expect("it ends"), 2));
    let error = queued.wait(&mut con, SOON).expect_err("it was aborted");
    assert!(matches!(&error, Error::Aborted { id } if id == queued.id()), "{error:?}");
    let errors = queued.partial(&mut con).expect("it is done").errors;
    assert!(matches!(&errors[..], [Error::Aborted { .. }]), "{errors:?}");
}

#[test]
fn results_and_errors_come_together() {
    let Engine { mut con, server: _server } = Engine::with_numbers(3);
    assert!(matches!(QUOTIENTS.run(&mut con), Err(Error::Step { .. })));
    let partial = QUOTIENTS.run_partial(&mut con).expect("it runs");
    let [error] = partial.errors.as_slice() else { panic!("{:?}", partial.errors) };
    let location = error.location().expect("it has a place");
    assert!(location.file.ends_with("tests/client/gears.rs"), "{location}");
    assert!(partial.value.iter().all(|quotient| [-30, -60].contains(quotient)), "{:?}", partial.value);
    let backtrace = error.backtrace().expect("it has one").to_string();
    assert!(
        backtrace.contains("| ") && backtrace.contains("60 / (r.value"),
        "the source is shown:\n{backtrace}"
    );
}

#[test]
fn results_that_are_too_large_stay_on_the_server() {
    let Engine { mut con, server: _server } = Engine::with_numbers(30);
    let execution = NUMBERS.unblocking(&mut con).expect("it starts");
    let few = execution.clone().limit(Limit::new().records(10));
    let error = few.wait(&mut con, SOON).expect_err("there are 30");
    assert!(matches!(error, Error::TooManyResults { results: 30, limit: 10, .. }), "{error:?}");
    // 9 numbers with one digit, and 21 with two.
    let small = execution.clone().limit(Limit::new().bytes(50));
    let error = small.wait(&mut con, SOON).expect_err("there are 51");
    assert!(matches!(error, Error::ResultsTooLarge { bytes: 51, limit: 50, .. }), "{error:?}");
    assert!(
        error
            .to_string()
            .ends_with("at most 50 are wanted: aggregate or limit on the server, or raise the limit")
    );
    let enough = execution.limit(Limit::new().records(30).bytes(51));
    assert_eq!(enough.wait(&mut con, SOON).expect("that is enough").len(), 30);
    assert_eq!(enough.partial(&mut con).expect("it is done").value.len(), 30);
}

#[test]
fn a_limit_does_not_end_the_waiting() {
    let Engine { mut con, server: _server } = Engine::with_numbers(2);
    for limit in [Limit::new().records(9), Limit::new().bytes(9)] {
        redis::cmd("DEL").arg("go").exec(&mut con).expect("it is deleted");
        let execution = WAITING.unblocking(&mut con).expect("it starts").limit(limit);
        assert_eq!(execution.poll(&mut con).expect("it is asked"), None);
        redis::cmd("SET").arg("go").arg(1).exec(&mut con).expect("it is set");
        assert_eq!(execution.wait(&mut con, SOON).expect("it ends"), 2);
        execution.clone().discard(&mut con).expect("it goes");
        assert!(matches!(execution.poll(&mut con), Err(Error::UnknownExecution { .. })));
    }
}

#[test]
fn a_gear_can_be_sent_with_options() {
    let Engine { mut con, server: _server } = Engine::with_numbers(1);
    con.pyexecute(&PyExecute::gear(&NUMBERS).description("numbers")).expect("it runs");
}
