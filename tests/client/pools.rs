//! Connections that are shared: of a pool, multiplexed, and such as connect again by themselves.

use redis::Client;

use crate::Engine;
use crate::gears::{NUMBERS, twice};

#[test]
fn connections_of_a_pool_are_connections() {
    let engine = Engine::with_numbers(3);
    let client = Client::open(engine.server.url()).expect("it is a URL");
    let pool = r2d2::Pool::builder().max_size(2).build(client).expect("it connects");
    twice::register(&mut pool.get().expect("one is free")).expect("it registers");
    std::thread::scope(|scope| {
        for n in 0..8 {
            let pool = &pool;
            scope.spawn(move || {
                let mut con = pool.get().expect("one becomes free");
                assert_eq!(NUMBERS.run(&mut con).expect("it runs").len(), 3);
                assert_eq!(twice::call(&mut con, n).expect("it answers"), 2 * n);
            });
        }
    });
}

#[cfg(feature = "aio")]
#[test]
fn many_share_an_asynchronous_connection() {
    let engine = Engine::with_numbers(3);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let client = Client::open(engine.server.url()).expect("it is a URL");
        use crate::asynchronous::patient;
        let con = client.get_multiplexed_async_connection_with_config(&patient()).await.expect("it connects");
        twice::GEAR.register_async(&mut con.clone()).await.expect("it registers");
        let calls = (0..8).map(|n| {
            let mut con = con.clone();
            tokio::spawn(async move { (n, twice::call_async(&mut con, n).await) })
        });
        for call in calls.collect::<Vec<_>>() {
            let (n, answer) = call.await.expect("it does not panic");
            assert_eq!(answer.expect("it answers"), 2 * n);
        }
        let mut manager = client.get_connection_manager().await.expect("it connects");
        assert_eq!(NUMBERS.run_async(&mut manager).await.expect("it runs").len(), 3);
    });
}
