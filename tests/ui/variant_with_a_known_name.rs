use redis_gears::gear;

enum Maybe {
    Some(usize),
    Nothing,
}

fn main() {
    use Maybe::Some;
    gear!(KeysReader::<String>("*").filter(|r| matches!(Some(r.key.len()), Some(3))).count().run());
    let _ = Maybe::Nothing;
}
