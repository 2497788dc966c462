//! A kitchen: clients wait for what other clients bring, and nobody blocks the server.
//!
//! Shows what waits: `async` commands, a `GearsFuture` that one gear gives to another, a `timeout`, two gears that run at the same
//! time inside of a command, and a `GearSet`, whose gears share one script and its `State`.
//!
//!     cargo run --example kitchen [redis://host:port/]

mod common;

use redis_gears::{GearSet, gear, prelude::*};
use std::thread;

/// Who waits for which dish.
static WAITING: State<HashMap<String, Vec<GearsFuture<String>>>> = State::new(HashMap::new);

/// Waits until a dish is there, but not for ever.
#[trigger("order")]
pub(crate) async fn order(dish: String, patience: u64) -> Result<String, String> {
    let served: GearsFuture<String> = GearsFuture::new();
    // Nobody comes between: `update` has the lock of Redis.
    WAITING.update(|mut waiting: HashMap<String, Vec<GearsFuture<String>>>| {
        waiting.entry(dish.clone()).or_default().push(served.clone());
        waiting
    });
    cmd::hincr("orders", &dish, 1);
    match timeout(Duration::from_millis(patience), served).await {
        Ok(Ok(cook)) => Ok(format!("{dish} by {cook}")),
        Ok(Err(error)) => Err(error),
        Err(_) => Err(format!("no {dish} today")),
    }
}

/// Brings a dish to all who wait for it, and tells how many they were.
#[trigger("serve", mode = Sync)]
pub(crate) fn serve(dish: String, cook: String) -> i64 {
    let mut all: HashMap<String, Vec<GearsFuture<String>>> = WAITING.get();
    let waiting: Vec<GearsFuture<String>> = all.remove(&dish).unwrap_or_default();
    WAITING.set(all);
    let mut served = 0;
    for future in waiting {
        if future.complete(cook.clone()) {
            served += 1;
        }
    }
    served
}

/// How many dishes there are, and the dearest of them: two gears that run at the same time.
#[trigger("menu")]
pub(crate) async fn menu() -> Result<String, String> {
    let (count, dearest) = join!(
        gear!(KeysOnlyReader("dish:*").count().run()),
        gear!(
            KeysReader::<HashMap<String, String>>("dish:*")
                .map(|r| (r.value["price"].parse::<i64>().unwrap_or(0), r.key.replace("dish:", "")))
                .max()
                .map(|dearest: Option<(i64, String)>| dearest.map(|(_, name)| name).unwrap_or_default())
                .run()
        )
    );
    let (count, dearest): (i64, String) = (count?, dearest?);
    Ok(format!("{count} dishes, {dearest} is the dearest"))
}

/// One script, so that `order` and `serve` see the same `WAITING`.
fn kitchen() -> GearSet {
    GearSet::new().trigger(&order::GEAR).trigger(&serve::GEAR).trigger(&menu::GEAR)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let session = common::connect()?;
    let (url, mut con) = (session.url, session.con);
    for (dish, price) in [("soup", 4), ("roast", 18), ("cake", 5)] {
        redis::cmd("HSET").arg(format!("dish:{dish}")).arg(&["price", &price.to_string()]).exec(&mut con)?;
    }
    kitchen().register(&mut con)?;
    println!("{}", menu::call(&mut con)?);

    // Three guests, each with a connection of its own.
    let guests: Vec<_> = [("soup", 10_000), ("soup", 10_000), ("cake", 1)]
        .map(|(dish, patience)| {
            let client = redis::Client::open(url.clone());
            thread::spawn(move || {
                let mut con = client?.get_connection()?;
                order::call(&mut con, dish, patience)
            })
        })
        .into();
    let mut served = 0;
    while served < 2 {
        thread::sleep(Duration::from_millis(5));
        served += serve::call(&mut con, "soup", "ann")?;
    }
    println!("{served} soups served");
    for guest in guests {
        match guest.join().expect("a guest does not panic") {
            Ok(dish) => println!("{dish}"),
            Err(error) => println!("{error}"),
        }
    }
    Ok(())
}
