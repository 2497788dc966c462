use redis_gears::{gear, prelude::*};
use serde::{Deserialize, Serialize};

#[gear]
#[derive(Clone, Serialize, Deserialize)]
struct Shop {
    name: String,
}

#[gear]
impl Shop {
    async fn visitors(&self) -> i64 {
        sleep(Duration::from_millis(1)).await;
        self.name.len() as i64
    }
}

static G: Gear<i64> = gear!(KeysReader::<Shop>("shop:*").map(|r| r.value.visitors()).sum().run());

fn main() {
    let _ = &G;
}
