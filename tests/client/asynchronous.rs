//! The same on an asynchronous connection.

use std::time::Duration;

use redis_gears::{AsyncGears as _, Error, ExecutionStatus, Limit, PyExecute, SessionQuery, Value, trigger};

use crate::Engine;
use crate::every_command::every_command;
use crate::gears::{NUMBERS, QUOTIENTS, WAITING, twice};
use crate::proxy::cutting;

#[trigger("greet")]
fn greet(name: String, numbers: Vec<i64>) -> String {
    format!("hello {name} {}", numbers.iter().sum::<i64>())
}

fn run<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        tokio::time::timeout(Duration::from_secs(60), test).await.expect("it does not hang")
    })
}

/// The half second that is the default is short on a busy machine.
pub(crate) fn patient() -> redis::AsyncConnectionConfig {
    redis::AsyncConnectionConfig::new().set_response_timeout(Some(Duration::from_secs(30)))
}

async fn connect(url: &str) -> redis::aio::MultiplexedConnection {
    let client = redis::Client::open(url).expect("it is a URL");
    let con = client.get_multiplexed_async_connection_with_config(&patient()).await;
    con.expect("the engine accepts connections")
}

#[test]
fn gears_run_and_fail_as_on_a_blocking_connection() {
    let engine = Engine::with_numbers(3);
    run(async {
        let mut con = connect(&engine.server.url()).await;
        assert_eq!(NUMBERS.run_async(&mut con).await.expect("it runs").len(), 3);
        let error = QUOTIENTS.run_async(&mut con).await.expect_err("it divides by zero");
        assert!(error.location().is_some(), "{error:?}");
        assert_eq!(QUOTIENTS.run_partial_async(&mut con).await.expect("it runs").errors.len(), 1);
        let registration = twice::GEAR.register_async(&mut con).await.expect("it registers");
        assert_eq!(twice::call_async(&mut con, 4).await.expect("it answers"), 8);
        assert_eq!(con.trigger("twice", [4]).await.expect("it answers"), [Value::Int(8)]);
        registration.unregister_async(&mut con).await.expect("it goes");
        assert!(matches!(con.trigger("twice", [4]).await, Err(Error::UnknownTrigger { .. })));
        let error = twice::call_async(&mut con, 4).await.expect_err("it is gone");
        assert!(matches!(error, Error::UnknownTrigger { .. }), "{error:?}");
    });
}

#[test]
fn handles_wait_without_blocking_the_connection() {
    let engine = Engine::with_numbers(2);
    run(async {
        let mut con = connect(&engine.server.url()).await;
        let execution = WAITING.unblocking_async(&mut con).await.expect("it starts");
        assert_eq!(execution.poll_async(&mut con).await.expect("it is asked"), None);
        let error = execution.wait_async(&mut con, Duration::from_millis(30)).await.expect_err("it waits");
        assert!(matches!(error, Error::WaitTimeout { .. }), "{error:?}");
        let mut other = con.clone();
        let (result, ()) = tokio::join!(execution.wait_async(&mut con, Duration::from_secs(20)), async {
            redis::cmd("SET").arg("go").arg(1).exec_async(&mut other).await.expect("it is set");
        });
        assert_eq!(result.expect("it ends"), 2);
        let small = execution.clone().limit(Limit::new().bytes(0));
        let error = small.poll_async(&mut con).await.expect_err("it has a byte");
        assert!(matches!(error, Error::ResultsTooLarge { bytes: 1, limit: 0, .. }), "{error:?}");
        assert_eq!(execution.partial_async(&mut con).await.expect("it is done").value, 2);
        assert_eq!(execution.status_async(&mut con).await.expect("it tells"), ExecutionStatus::Done);
        execution.discard_async(&mut con).await.expect("it goes");
        redis::cmd("DEL").arg("go").exec_async(&mut con).await.expect("it is deleted");
        let execution = WAITING.unblocking_async(&mut con).await.expect("it starts");
        while execution.status_async(&mut con).await.expect("it tells") != ExecutionStatus::Running {}
        execution.abort_async(&mut con).await.expect("it is told");
        let error =
            execution.wait_async(&mut con, Duration::from_secs(20)).await.expect_err("it was aborted");
        assert!(matches!(error, Error::Step { .. }), "{error:?}");
    });
}

#[test]
fn commands_have_the_same_types() {
    let engine = Engine::start();
    run(async {
        let mut con = connect(&engine.server.url()).await;
        every_command!(&mut con, await);
    });
}

#[test]
fn a_future_can_go_to_another_thread() {
    fn is_send<T: Send>(value: T) -> T {
        value
    }
    let engine = Engine::with_numbers(1);
    run(async {
        let mut con = connect(&engine.server.url()).await;
        assert_eq!(is_send(NUMBERS.run_async(&mut con)).await.expect("it runs"), [1]);
        is_send(greet::GEAR.register_async(&mut con)).await.expect("it registers");
        assert_eq!(
            is_send(greet::call_async(&mut con, "ann", vec![1, 2])).await.expect("it answers"),
            "hello ann 3"
        );
        let execution = is_send(NUMBERS.unblocking_async(&mut con)).await.expect("it starts");
        is_send(execution.wait_async(&mut con, Duration::from_secs(20))).await.expect("it ends");
    });
}

/// An operation by its number; `None` if there are not as many.
async fn operation(number: usize, con: &mut redis::aio::MultiplexedConnection) -> Option<Result<(), Error>> {
    const SOON: Duration = Duration::from_secs(20);
    Some(match number {
        0 => NUMBERS.run_async(con).await.map(drop),
        1 => NUMBERS.run_partial_async(con).await.map(drop),
        2 => match NUMBERS.unblocking_async(con).await {
            Ok(execution) => execution.wait_async(con, SOON).await.map(drop),
            Err(error) => Err(error),
        },
        3 => twice::call_async(con, 4).await.map(drop),
        4 => twice::GEAR.register_async(con).await.map(drop),
        5 => con.dump_registrations().await.map(drop),
        6 => con.dump_sessions(&SessionQuery::all().verbose()).await.map(drop),
        7 => con.config_get(&["MaxExecutions"]).await.map(drop),
        8 => con.trigger("twice", [4]).await.map(drop),
        9 => con.pyexecute(&PyExecute::new("GB('ShardsIDReader').run()")).await.map(drop),
        _ => return None,
    })
}

#[test]
fn a_cut_is_an_error_and_no_hang() {
    let engine = Engine::with_numbers(20);
    run(async {
        let mut con = connect(&engine.server.url()).await;
        twice::GEAR.register_async(&mut con).await.expect("it registers");
        for number in 0.. {
            let mut broken = 0;
            for bytes in [165, 180, 200, 260, 330, 420, 600, 900, 1300] {
                let client = redis::Client::open(cutting(engine.server.addr(), bytes)).expect("it is a URL");
                let cut = client.get_multiplexed_async_connection_with_config(&patient()).await;
                let Ok(mut cut) = cut else { continue };
                let Some(result) = operation(number, &mut cut).await else { return };
                if let Err(error) = result {
                    assert!(error.is_connection(), "operation {number} after {bytes} bytes: {error}");
                    broken += 1;
                }
            }
            assert!(broken > 0, "operation {number} was never cut");
            operation(number, &mut con).await.expect("there is one").expect("it works again");
        }
    });
}

#[cfg(feature = "deploy")]
#[test]
fn deployments_work_the_same_way() {
    use redis_gears::deploy::Deployment;

    let engine = Engine::start();
    run(async {
        let mut con = connect(&engine.server.url()).await;
        let mut app = Deployment::new("app").trigger(&twice::GEAR);
        app.apply_async(&mut con).await.expect("it applies");
        assert!(app.plan_async(&mut con).await.expect("it plans").is_unchanged());
        assert_eq!(con.trigger("twice", [4]).await.expect("it answers"), [Value::Int(8)]);
        assert!(app.status_async(&mut con).await.expect("it tells").gears[0].up_to_date);
        app.remove_async(&mut con).await.expect("it goes");
        assert!(con.dump_registrations().await.expect("it lists").is_empty());
    });
}
