//! Commands about the configuration and the cluster.

use super::{cannot_block, text};
use crate::api::{Context, Reply};
use crate::{config, shards};

pub(super) fn config_get(ctx: Context, args: &[&[u8]]) {
    ctx.reply(&Reply::Array(args.iter().map(|name| config::get(&text(name))).collect()));
}

pub(super) fn config_set(ctx: Context, args: &[&[u8]]) {
    let set = |pair: &[&[u8]]| config::set(&text(pair[0]), pair.get(1).map(|value| text(value)).as_deref());
    ctx.reply(&Reply::Array(args.chunks(2).map(set).collect()));
}

pub(super) fn info_cluster(ctx: Context, _args: &[&[u8]]) {
    if shards::count() == 1 {
        return ctx.reply(&Reply::bulk("no cluster mode"));
    }
    let rows = (0..shards::count()).map(|shard| {
        let (first, last) = shards::slots_of(shard);
        Reply::Array(vec![
            Reply::bulk("id"),
            Reply::bulk(shards::node_id(shard)),
            Reply::bulk("ip"),
            Reply::bulk("127.0.0.1"),
            Reply::bulk("port"),
            Reply::Int(0),
            Reply::bulk("unixSocket"),
            Reply::bulk("None"),
            Reply::bulk("runid"),
            Reply::bulk(shards::node_id(shard)),
            Reply::bulk("minHslot"),
            Reply::Int(first as i64),
            Reply::bulk("maxHslot"),
            Reply::Int(last as i64),
            Reply::bulk("pendingMessages"),
            Reply::Int(0),
        ])
    });
    ctx.reply(&Reply::Array(vec![
        Reply::bulk("MyId"),
        Reply::bulk(shards::node_id(0)),
        Reply::bulk("MyRunId"),
        Reply::bulk(shards::node_id(0)),
        Reply::Array(rows.collect()),
    ]));
}

pub(super) fn refresh_cluster(ctx: Context, _args: &[&[u8]]) {
    ctx.reply(&cannot_block(ctx).unwrap_or_else(Reply::ok));
}

// What the nodes of a cluster send to each other: a node outside of a cluster answers like this.

pub(super) fn hello(ctx: Context, _args: &[&[u8]]) {
    ctx.reply(&Reply::error("ERRCLUSTER NULL cluster state on hello msg"));
}

pub(super) fn message(ctx: Context, _args: &[&[u8]]) {
    ctx.reply(&Reply::error("ERRCLUSTER NULL cluster state"));
}

pub(super) fn cluster_set(ctx: Context, _args: &[&[u8]]) {
    ctx.reply(&Reply::error("Could not parse cluster set arguments"));
}

pub(super) fn network_test(ctx: Context, _args: &[&[u8]]) {
    ctx.reply(&Reply::error(
        "there is no network between the shards of this engine (RedisGears crashes without a cluster)",
    ));
}

pub(super) fn dump_plugins(ctx: Context, _args: &[&[u8]]) {
    ctx.reply(&Reply::Array(vec![Reply::Array(vec![Reply::bulk("GearsPythonPlugin"), Reply::Int(10_000)])]));
}

pub(super) fn execute_remote(ctx: Context, _args: &[&[u8]]) {
    ctx.reply(&Reply::bulk("Execute remote is not longer supported"));
}

pub(super) fn free_interpreter(ctx: Context, _args: &[&[u8]]) {
    ctx.reply(&Reply::bulk("Free interpreter is not longer supported"));
}
