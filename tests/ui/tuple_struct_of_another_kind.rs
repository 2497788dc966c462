use redis_gears::{gear, prelude::*};

struct Pair(i64, i64);

fn main() {
    gear!(PythonReader(|| 0..3).map(|n| Pair(n, n).1).run());
}
