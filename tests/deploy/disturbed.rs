//! Deployments that are disturbed: by each other, and by connections that break.

use std::sync::Barrier;
use std::time::Duration;

use redis_gears::deploy::{Deployment, Orphans, Plan};
use redis_gears::{Error, Gears as _};

use crate::gears::{first, second};
use crate::proxy::cut_after;
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
    for _ in 0..25 {
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

/// Does something over a connection that is cut after some bytes, and does the same again over one that is not. Returns
/// whether the first time failed.
fn cut_and_repeat(
    engine: &mut Engine,
    after: usize,
    deployment: &mut Deployment,
    work: fn(&mut Deployment, &mut redis::Connection) -> Result<Plan, Error>,
) -> bool {
    let Some(mut cut) = cut_after(engine.server.addr(), after) else { return false };
    let Err(error) = work(deployment, &mut cut) else { return false };
    assert!(error.is_connection(), "after {after} bytes: {error}");
    assert!(error.suggestion().is_some(), "{error}");
    work(deployment, &mut engine.con).expect("the same goes on");
    true
}

/// Numbers of bytes until a deployment is through. The greeting of the redis crate takes about 150.
fn cuts(step: usize) -> impl Iterator<Item = usize> {
    (1..).map(move |n| n * step).take_while(|after| *after < 20_000)
}

/// However far it came, the same deployment applied again ends right.
#[test]
fn a_deployment_whose_connection_breaks_is_repaired_by_the_next() {
    let mut engine = Engine::start();
    let mut broken = 0;
    for after in cuts(450) {
        one().apply(&mut engine.con).expect("it applies");
        let mut deployment = two();
        if !cut_and_repeat(&mut engine, after, &mut deployment, Deployment::apply) {
            deployment.apply(&mut engine.con).expect("it applies");
        } else {
            broken += 1;
        }
        let con = &mut engine.con;
        assert_eq!(second::price::call(con, 1).expect("it answers"), 12);
        assert!(first::greet::call(con, "ann").is_err(), "what is dropped is gone");
        assert!(two().plan(con).expect("it plans").is_unchanged());
    }
    assert!(broken > 5, "only {broken} were cut");
}

/// It does not go forth when it is repeated.
#[test]
fn a_rollback_whose_connection_breaks_goes_on_where_it_was() {
    let mut engine = Engine::start();
    let mut broken = 0;
    for after in cuts(700) {
        one().apply(&mut engine.con).expect("it applies");
        let mut deployment = two();
        deployment.apply(&mut engine.con).expect("it applies");
        if cut_and_repeat(&mut engine, after, &mut deployment, Deployment::rollback) {
            broken += 1;
            assert_eq!(
                first::price::call(&mut engine.con, 1).expect("it answers"),
                10,
                "after {after} bytes"
            );
            assert!(one().plan(&mut engine.con).expect("it plans").is_unchanged());
            assert!(!one().status(&mut engine.con).expect("it tells").pending);
        }
    }
    assert!(broken > 5, "only {broken} were cut");
}

/// Also when somebody else repeats it, who knows only what is on the server.
#[test]
fn a_rollback_that_broke_off_is_finished_by_another_process() {
    let mut engine = Engine::start();
    let mut broken = 0;
    for after in cuts(1500) {
        one().apply(&mut engine.con).expect("it applies");
        two().apply(&mut engine.con).expect("it applies");
        let Some(mut cut) = cut_after(engine.server.addr(), after) else { continue };
        let mut deployment = two();
        deployment.rollback(&mut cut).err();
        // The lock of the one that is gone expires.
        redis::cmd("DEL").arg("{redis-gears:shop}:lock").exec(&mut engine.con).expect("it is deleted");
        if !deployment.status(&mut engine.con).expect("it tells").pending {
            continue;
        }
        broken += 1;
        one().rollback(&mut engine.con).expect("it goes on");
        assert_eq!(first::price::call(&mut engine.con, 1).expect("it answers"), 10, "after {after} bytes");
    }
    assert!(broken > 0, "none was cut in the middle");
}

#[test]
fn a_removal_whose_connection_breaks_is_finished_by_the_next() {
    let mut engine = Engine::start();
    let mut broken = 0;
    for after in cuts(500).take_while(|after| *after < 8000) {
        let mut deployment = two();
        deployment.apply(&mut engine.con).expect("it applies");
        if cut_and_repeat(&mut engine, after, &mut deployment, Deployment::remove) {
            broken += 1;
            assert!(engine.con.dump_registrations().expect("it lists").is_empty());
        }
    }
    assert!(broken > 3, "only {broken} were cut");
}

/// Before it, there was nothing.
#[test]
fn a_first_deployment_that_broke_off_can_be_rolled_back() {
    let mut engine = Engine::start();
    let broken = cuts(900).find(|after| {
        let Some(mut cut) = cut_after(engine.server.addr(), *after) else { return false };
        let mut deployment = two();
        let failed = deployment.apply(&mut cut).is_err();
        let begun = deployment.status(&mut engine.con).expect("it tells").pending;
        if !(failed && begun) {
            deployment.remove(&mut engine.con).expect("it goes");
            return false;
        }
        deployment.rollback(&mut engine.con).expect("it goes back to nothing");
        true
    });
    assert!(broken.is_some(), "none was cut in the middle");
    assert!(engine.con.dump_registrations().expect("it lists").is_empty());
}
