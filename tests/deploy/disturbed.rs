//! Deployments that are disturbed: by each other, and by connections that break.

use std::sync::Barrier;
use std::time::Duration;

use redis_gears::Error;
use redis_gears::deploy::{Deployment, Orphans};

use crate::gears::{first, second};
use crate::proxy::cutting;
use crate::{Engine, connect};

fn one() -> Deployment {
    Deployment::new("shop").trigger(&first::price::GEAR).trigger(&first::greet::GEAR).orphans(Orphans::Drop)
}

fn two() -> Deployment {
    Deployment::new("shop")
        .trigger(&second::price::GEAR)
        .trigger(&second::refund::GEAR)
        .orphans(Orphans::Drop)
}

#[test]
fn of_two_deployers_one_wins_and_the_result_is_one_of_the_two() {
    let Engine { mut con, server } = Engine::start();
    for _ in 0..5 {
        let barrier = Barrier::new(2);
        let results = std::thread::scope(|scope| {
            let run = |mut deployment: Deployment| {
                let (barrier, url) = (&barrier, server.url());
                scope.spawn(move || {
                    let mut con = connect(&url);
                    barrier.wait();
                    deployment.apply(&mut con)
                })
            };
            let handles = [run(one()), run(two())];
            handles.map(|handle| handle.join().expect("it does not panic"))
        });
        assert!(results.iter().any(Result::is_ok), "{results:?}");
        for error in results.iter().filter_map(|result| result.as_ref().err()) {
            assert!(matches!(error, Error::DeploymentLocked { .. }), "{error}");
        }
        let is = |deployment: Deployment, con: &mut _| deployment.plan(con).expect("it plans").is_unchanged();
        assert!(is(one(), &mut con) || is(two(), &mut con), "a mixture of both");
        one().remove(&mut con).expect("it goes");
    }
}

#[test]
fn a_lock_of_somebody_else_is_an_error_that_says_for_how_long() {
    let Engine { mut con, server: _server } = Engine::start();
    let mut lock = redis::cmd("SET");
    lock.arg("{redis-gears:shop}:lock").arg("somebody").arg("PX").arg(5000);
    lock.exec(&mut con).expect("it is locked");
    let error = one().apply(&mut con).expect_err("it is locked");
    assert!(
        matches!(&error, Error::DeploymentLocked { app, expires } if app == "shop" && *expires <= Duration::from_secs(5))
    );
    assert!(error.to_string().starts_with("another process deploys `shop`, for at most "), "{error}");
}

/// Cuts the connection after 1, 2, 4 etc. hundred bytes. However far it came, the same deployment applied again ends right.
#[test]
fn a_deployment_whose_connection_breaks_is_repaired_by_the_next() {
    let Engine { mut con, server } = Engine::start();
    let mut broken = 0;
    for after in (1..).map(|n| n * 450).take_while(|after| *after < 20_000) {
        one().apply(&mut con).expect("it applies");
        let mut deployment = two();
        let through_proxy = redis::Client::open(cutting(server.addr(), after))
            .and_then(|client| client.get_connection_with_timeout(Duration::from_secs(5)));
        if let Ok(mut cut) = through_proxy {
            cut.set_read_timeout(Some(Duration::from_secs(10))).expect("it is a socket");
            match deployment.apply(&mut cut) {
                Ok(_) => {}
                Err(error) => {
                    broken += 1;
                    assert!(error.is_connection(), "after {after} bytes: {error}");
                    assert!(error.suggestion().is_some(), "{error}");
                }
            }
        }
        deployment.apply(&mut con).expect("the same deployment goes on");
        assert_eq!(second::price::call(&mut con, 1).expect("it answers"), 12);
        assert!(first::greet::call(&mut con, "ann").is_err(), "what is dropped is gone");
        assert!(two().plan(&mut con).expect("it plans").is_unchanged());
    }
    assert!(broken > 5, "only {broken} were cut");
}
