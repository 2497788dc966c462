//! The commands that gears can call as functions: one table, of which the runtime makes functions and the compiler
//! entries of its catalog.

/// Calls a macro with the table of commands.
///
/// A row is `"what it does" name(parameter: kind, ..) -> result = [words];`. The name, the order of the parameters and the
/// result are those of the `redis` crate. A parameter is `One` argument, `Many`, a value that is sent as `Json`, or a
/// number. A word is a text, a parameter, `[parameter]` for how many arguments it is, `{parameter}` for how many pairs,
/// and `(first parameter)` or `(second parameter)` for one side of the pairs.
#[macro_export]
macro_rules! commands {
    ($callback:ident) => {
        $callback! {
            "The text at a key."
            get(key: One) -> Option<String> = ["GET" key];
            "The texts at several keys."
            mget(keys: Many) -> Vec<Option<String>> = ["MGET" keys];
            "The keys that match a glob, of the whole shard."
            keys(pattern: One) -> Vec<String> = ["KEYS" pattern];
            "Sets the text at a key."
            set(key: One, value: One) -> () = ["SET" key value];
            "Sets the text at a key with options as in Redis, such as `(\"NX\", \"EX\", 10)`; the result is `OK`, the old text, or nothing."
            set_options(key: One, value: One, options: Many) -> Option<String> = ["SET" key value options];
            "Sets several keys, given as pairs."
            mset(items: Many) -> () = ["MSET" items];
            "Sets the text at a key, which expires after seconds."
            set_ex(key: One, value: One, seconds: u64) -> () = ["SETEX" key seconds value];
            "Sets the text at a key, which expires after milliseconds."
            pset_ex(key: One, value: One, milliseconds: u64) -> () = ["PSETEX" key milliseconds value];
            "Sets the text at a key if there is none."
            set_nx(key: One, value: One) -> bool = ["SETNX" key value];
            "Sets several keys, given as pairs, if none of them exists."
            mset_nx(items: Many) -> bool = ["MSETNX" items];
            "Sets several keys, given as pairs, with options as in Redis."
            mset_ex(items: Many, options: Many) -> bool = ["MSETEX" {items} items options];
            "Sets the text at a key and returns the one before."
            getset(key: One, value: One) -> Option<String> = ["GETSET" key value];
            "A part of the text at a key, both ends included."
            getrange(key: One, from: isize, to: isize) -> String = ["GETRANGE" key from to];
            "Overwrites a part of the text at a key; returns its new length."
            setrange(key: One, offset: isize, value: One) -> usize = ["SETRANGE" key offset value];
            "Deletes keys; returns how many there were."
            del(keys: Many) -> usize = ["DEL" keys];
            "Deletes a key if its value compares as given, as in Redis."
            del_ex(key: One, comparison: Many) -> usize = ["DELEX" key comparison];
            "A hash of the text at a key."
            digest(key: One) -> Option<String> = ["DIGEST" key];
            "Whether a key exists."
            exists(key: One) -> bool = ["EXISTS" key];
            "The name of the type of a key; `none` without key."
            key_type(key: One) -> String = ["TYPE" key];
            "Lets a key expire after seconds; false without key."
            expire(key: One, seconds: i64) -> bool = ["EXPIRE" key seconds];
            "Lets a key expire at a time in seconds since 1970; false without key."
            expire_at(key: One, ts: i64) -> bool = ["EXPIREAT" key ts];
            "Lets a key expire after milliseconds; false without key."
            pexpire(key: One, ms: i64) -> bool = ["PEXPIRE" key ms];
            "Lets a key expire at a time in milliseconds since 1970; false without key."
            pexpire_at(key: One, ts: i64) -> bool = ["PEXPIREAT" key ts];
            "When a key expires, in seconds since 1970; -1 without expiry, -2 without key."
            expire_time(key: One) -> i64 = ["EXPIRETIME" key];
            "When a key expires, in milliseconds since 1970; -1 without expiry, -2 without key."
            pexpire_time(key: One) -> i64 = ["PEXPIRETIME" key];
            "Removes the expiry of a key; false if there is none."
            persist(key: One) -> bool = ["PERSIST" key];
            "In how many seconds a key expires; -1 without expiry, -2 without key."
            ttl(key: One) -> i64 = ["TTL" key];
            "In how many milliseconds a key expires; -1 without expiry, -2 without key."
            pttl(key: One) -> i64 = ["PTTL" key];
            "The text at a key, whose expiry changes as in Redis, such as `(\"EX\", 10)`."
            get_ex(key: One, expiry: Many) -> Option<String> = ["GETEX" key expiry];
            "Deletes a key and returns its text."
            get_del(key: One) -> Option<String> = ["GETDEL" key];
            "Copies a key, with options as in Redis."
            copy(source: One, destination: One, options: Many) -> bool = ["COPY" source destination options];
            "Renames a key."
            rename(key: One, new_key: One) -> () = ["RENAME" key new_key];
            "Renames a key if the new name is free."
            rename_nx(key: One, new_key: One) -> bool = ["RENAMENX" key new_key];
            "Deletes keys, whose memory is freed later; returns how many there were."
            unlink(keys: Many) -> usize = ["UNLINK" keys];
            "Appends to the text at a key; returns its new length."
            append(key: One, value: One) -> usize = ["APPEND" key value];
            "Adds to the integer at a key and returns the sum."
            incr(key: One, delta: i64) -> isize = ["INCRBY" key delta];
            "Subtracts from the integer at a key and returns the difference."
            decr(key: One, delta: i64) -> isize = ["DECRBY" key delta];
            "Sets a bit and returns the one before."
            setbit(key: One, offset: usize, value: bool) -> bool = ["SETBIT" key offset value];
            "A bit of the text at a key."
            getbit(key: One, offset: usize) -> bool = ["GETBIT" key offset];
            "How many bits are set."
            bitcount(key: One) -> usize = ["BITCOUNT" key];
            "How many bits are set in a range of bytes."
            bitcount_range(key: One, start: usize, end: usize) -> usize = ["BITCOUNT" key start end];
            "Stores the bits that all keys have; returns the length."
            bit_and(dstkey: One, srckeys: Many) -> usize = ["BITOP" "AND" dstkey srckeys];
            "Stores the bits that any key has; returns the length."
            bit_or(dstkey: One, srckeys: Many) -> usize = ["BITOP" "OR" dstkey srckeys];
            "Stores the bits that an odd number of keys has; returns the length."
            bit_xor(dstkey: One, srckeys: Many) -> usize = ["BITOP" "XOR" dstkey srckeys];
            "Stores the bits that a key has not; returns the length."
            bit_not(dstkey: One, srckey: One) -> usize = ["BITOP" "NOT" dstkey srckey];
            "Stores the bits of the first key that no other has; returns the length."
            bit_diff(dstkey: One, srckeys: Many) -> usize = ["BITOP" "DIFF" dstkey srckeys];
            "Stores the bits of other keys that the first has not; returns the length."
            bit_diff1(dstkey: One, srckeys: Many) -> usize = ["BITOP" "DIFF1" dstkey srckeys];
            "Stores the bits of the first key that any other has; returns the length."
            bit_and_or(dstkey: One, srckeys: Many) -> usize = ["BITOP" "ANDOR" dstkey srckeys];
            "Stores the bits that one key alone has; returns the length."
            bit_one(dstkey: One, srckeys: Many) -> usize = ["BITOP" "ONE" dstkey srckeys];
            "The length of the text at a key."
            strlen(key: One) -> usize = ["STRLEN" key];

            "A field of a hash."
            hget(key: One, field: One) -> Option<String> = ["HGET" key field];
            "Several fields of a hash."
            hmget(key: One, fields: Many) -> Vec<Option<String>> = ["HMGET" key fields];
            "Several fields of a hash, whose expiry changes as in Redis, such as `(\"EX\", 10)`."
            hget_ex(key: One, fields: Many, expiry: Many) -> Vec<Option<String>> = ["HGETEX" key expiry "FIELDS" [fields] fields];
            "Deletes fields of a hash; returns how many there were."
            hdel(key: One, fields: Many) -> usize = ["HDEL" key fields];
            "Deletes fields of a hash and returns them."
            hget_del(key: One, fields: Many) -> Vec<Option<String>> = ["HGETDEL" key "FIELDS" [fields] fields];
            "Sets a field of a hash; returns how many fields are new."
            hset(key: One, field: One, value: One) -> usize = ["HSET" key field value];
            "Sets fields of a hash, given as pairs, with options as in Redis."
            hset_ex(key: One, options: Many, items: Many) -> bool = ["HSETEX" key options "FIELDS" {items} items];
            "Sets a field of a hash if it is absent."
            hset_nx(key: One, field: One, value: One) -> bool = ["HSETNX" key field value];
            "Sets several fields of a hash, given as pairs."
            hset_multiple(key: One, items: Many) -> () = ["HMSET" key items];
            "Whether a hash has a field."
            hexists(key: One, field: One) -> bool = ["HEXISTS" key field];
            "In how many seconds fields of a hash expire; -1 without expiry, -2 without field."
            httl(key: One, fields: Many) -> Vec<i64> = ["HTTL" key "FIELDS" [fields] fields];
            "In how many milliseconds fields of a hash expire; -1 without expiry, -2 without field."
            hpttl(key: One, fields: Many) -> Vec<i64> = ["HPTTL" key "FIELDS" [fields] fields];
            "Lets fields of a hash expire after seconds; the option is as in Redis, such as `\"NX\"` or `()`."
            hexpire(key: One, seconds: i64, option: Many, fields: Many) -> Vec<i64> = ["HEXPIRE" key seconds option "FIELDS" [fields] fields];
            "Lets fields of a hash expire at a time in seconds since 1970."
            hexpire_at(key: One, ts: i64, option: Many, fields: Many) -> Vec<i64> = ["HEXPIREAT" key ts option "FIELDS" [fields] fields];
            "When fields of a hash expire, in seconds since 1970."
            hexpire_time(key: One, fields: Many) -> Vec<i64> = ["HEXPIRETIME" key "FIELDS" [fields] fields];
            "Removes the expiry of fields of a hash."
            hpersist(key: One, fields: Many) -> Vec<i64> = ["HPERSIST" key "FIELDS" [fields] fields];
            "Lets fields of a hash expire after milliseconds."
            hpexpire(key: One, milliseconds: i64, option: Many, fields: Many) -> Vec<i64> = ["HPEXPIRE" key milliseconds option "FIELDS" [fields] fields];
            "Lets fields of a hash expire at a time in milliseconds since 1970."
            hpexpire_at(key: One, ts: i64, option: Many, fields: Many) -> Vec<i64> = ["HPEXPIREAT" key ts option "FIELDS" [fields] fields];
            "When fields of a hash expire, in milliseconds since 1970."
            hpexpire_time(key: One, fields: Many) -> Vec<i64> = ["HPEXPIRETIME" key "FIELDS" [fields] fields];
            "The names of the fields of a hash."
            hkeys(key: One) -> Vec<String> = ["HKEYS" key];
            "The values of the fields of a hash."
            hvals(key: One) -> Vec<String> = ["HVALS" key];
            "The fields of a hash."
            hgetall(key: One) -> HashMap<String, String> = ["HGETALL" key];
            "How many fields a hash has."
            hlen(key: One) -> usize = ["HLEN" key];

            "An element of a list; negative indices count from the tail."
            lindex(key: One, index: isize) -> Option<String> = ["LINDEX" key index];
            "Inserts before the first element that equals `pivot`; returns the new length, -1 without pivot."
            linsert_before(key: One, pivot: One, value: One) -> isize = ["LINSERT" key "BEFORE" pivot value];
            "Inserts after the first element that equals `pivot`; returns the new length, -1 without pivot."
            linsert_after(key: One, pivot: One, value: One) -> isize = ["LINSERT" key "AFTER" pivot value];
            "How many elements a list has."
            llen(key: One) -> usize = ["LLEN" key];
            "Moves an element between lists; the ends are `\"LEFT\"` or `\"RIGHT\"`."
            lmove(srckey: One, dstkey: One, src_dir: One, dst_dir: One) -> Option<String> = ["LMOVE" srckey dstkey src_dir dst_dir];
            "Takes elements off the first list that has any; the end is `\"LEFT\"` or `\"RIGHT\"`."
            lmpop(numkeys: usize, keys: Many, dir: One, count: usize) -> Option<(String, Vec<String>)> = ["LMPOP" numkeys keys dir "COUNT" count];
            "Takes the element at the head of a list."
            lpop(key: One) -> Option<String> = ["LPOP" key];
            "Where an element is in a list, with options as in Redis; with `COUNT` use `execute!`."
            lpos(key: One, value: One, options: Many) -> Option<usize> = ["LPOS" key value options];
            "Puts elements at the head of a list; returns its new length."
            lpush(key: One, values: Many) -> usize = ["LPUSH" key values];
            "Puts elements at the head of a list if it exists; returns its new length."
            lpush_exists(key: One, values: Many) -> usize = ["LPUSHX" key values];
            "The elements of a list from `start` to `stop`, both included."
            lrange(key: One, start: isize, stop: isize) -> Vec<String> = ["LRANGE" key start stop];
            "Removes `count` elements with this value from a list; returns how many there were."
            lrem(key: One, count: isize, value: One) -> usize = ["LREM" key count value];
            "Keeps only the elements of a list from `start` to `stop`."
            ltrim(key: One, start: isize, stop: isize) -> () = ["LTRIM" key start stop];
            "Sets an element of a list."
            lset(key: One, index: isize, value: One) -> () = ["LSET" key index value];
            "Answers `PONG`."
            ping() -> String = ["PING"];
            "Answers the message."
            ping_message(message: One) -> String = ["PING" message];
            "Takes the element at the tail of a list."
            rpop(key: One) -> Option<String> = ["RPOP" key];
            "Moves the element at the tail of a list to the head of another."
            rpoplpush(key: One, dstkey: One) -> Option<String> = ["RPOPLPUSH" key dstkey];
            "Puts elements at the tail of a list; returns its new length."
            rpush(key: One, values: Many) -> usize = ["RPUSH" key values];
            "Puts elements at the tail of a list if it exists; returns its new length."
            rpush_exists(key: One, values: Many) -> usize = ["RPUSHX" key values];

            "Adds members to a set; returns how many are new."
            sadd(key: One, members: Many) -> usize = ["SADD" key members];
            "How many members a set has."
            scard(key: One) -> usize = ["SCARD" key];
            "The members of the first set that no other has."
            sdiff(keys: Many) -> HashSet<String> = ["SDIFF" keys];
            "Stores the members of the first set that no other has; returns how many."
            sdiffstore(dstkey: One, keys: Many) -> usize = ["SDIFFSTORE" dstkey keys];
            "The members that all sets have."
            sinter(keys: Many) -> HashSet<String> = ["SINTER" keys];
            "Stores the members that all sets have; returns how many."
            sinterstore(dstkey: One, keys: Many) -> usize = ["SINTERSTORE" dstkey keys];
            "Whether a set has a member."
            sismember(key: One, member: One) -> bool = ["SISMEMBER" key member];
            "Whether a set has each of several members."
            smismember(key: One, members: Many) -> Vec<bool> = ["SMISMEMBER" key members];
            "The members of a set."
            smembers(key: One) -> HashSet<String> = ["SMEMBERS" key];
            "Moves a member to another set; false without member."
            smove(srckey: One, dstkey: One, member: One) -> bool = ["SMOVE" srckey dstkey member];
            "Takes some member off a set."
            spop(key: One) -> Option<String> = ["SPOP" key];
            "Some member of a set."
            srandmember(key: One) -> Option<String> = ["SRANDMEMBER" key];
            "Some members of a set."
            srandmember_multiple(key: One, count: isize) -> Vec<String> = ["SRANDMEMBER" key count];
            "Removes members of a set; returns how many there were."
            srem(key: One, members: Many) -> usize = ["SREM" key members];
            "The members that any set has."
            sunion(keys: Many) -> HashSet<String> = ["SUNION" keys];
            "Stores the members that any set has; returns how many."
            sunionstore(dstkey: One, keys: Many) -> usize = ["SUNIONSTORE" dstkey keys];

            "Adds a member to a sorted set; returns how many are new."
            zadd(key: One, member: One, score: One) -> usize = ["ZADD" key score member];
            "Adds members to a sorted set, given as pairs of score and member; returns how many are new."
            zadd_multiple(key: One, items: Many) -> usize = ["ZADD" key items];
            "Adds a member to a sorted set with options as in Redis, such as `\"NX\"`."
            zadd_options(key: One, member: One, score: One, options: Many) -> usize = ["ZADD" key options score member];
            "Adds members to a sorted set, given as pairs of score and member, with options as in Redis."
            zadd_multiple_options(key: One, items: Many, options: Many) -> usize = ["ZADD" key options items];
            "How many members a sorted set has."
            zcard(key: One) -> usize = ["ZCARD" key];
            "How many members have a score in a range."
            zcount(key: One, min: One, max: One) -> usize = ["ZCOUNT" key min max];
            "Adds to the score of a member of a sorted set and returns the sum."
            zincr(key: One, member: One, delta: One) -> f64 = ["ZINCRBY" key delta member];
            "Stores the members that all sorted sets have; returns how many."
            zinterstore(dstkey: One, keys: Many) -> usize = ["ZINTERSTORE" dstkey [keys] keys];
            "Stores the members that all sorted sets have, with the smallest score."
            zinterstore_min(dstkey: One, keys: Many) -> usize = ["ZINTERSTORE" dstkey [keys] keys "AGGREGATE" "MIN"];
            "Stores the members that all sorted sets have, with the greatest score."
            zinterstore_max(dstkey: One, keys: Many) -> usize = ["ZINTERSTORE" dstkey [keys] keys "AGGREGATE" "MAX"];
            "Stores the members that all sorted sets have, given as pairs of key and weight."
            zinterstore_weights(dstkey: One, keys: Many) -> usize = ["ZINTERSTORE" dstkey {keys} (first keys) "WEIGHTS" (second keys)];
            "As `zinterstore_weights`, with the smallest score."
            zinterstore_min_weights(dstkey: One, keys: Many) -> usize = ["ZINTERSTORE" dstkey {keys} (first keys) "AGGREGATE" "MIN" "WEIGHTS" (second keys)];
            "As `zinterstore_weights`, with the greatest score."
            zinterstore_max_weights(dstkey: One, keys: Many) -> usize = ["ZINTERSTORE" dstkey {keys} (first keys) "AGGREGATE" "MAX" "WEIGHTS" (second keys)];
            "How many members are in a range of the alphabet."
            zlexcount(key: One, min: One, max: One) -> usize = ["ZLEXCOUNT" key min max];
            "Takes the members with the greatest scores off a sorted set: members and scores in turn."
            zpopmax(key: One, count: isize) -> Vec<String> = ["ZPOPMAX" key count];
            "Takes the members with the smallest scores off a sorted set: members and scores in turn."
            zpopmin(key: One, count: isize) -> Vec<String> = ["ZPOPMIN" key count];
            "Takes members with the greatest scores off the first sorted set that has any."
            zmpop_max(keys: Many, count: isize) -> Value = ["ZMPOP" [keys] keys "MAX" "COUNT" count];
            "Takes members with the smallest scores off the first sorted set that has any."
            zmpop_min(keys: Many, count: isize) -> Value = ["ZMPOP" [keys] keys "MIN" "COUNT" count];
            "Some members of a sorted set."
            zrandmember(key: One, count: isize) -> Vec<String> = ["ZRANDMEMBER" key count];
            "Some members of a sorted set with their scores."
            zrandmember_withscores(key: One, count: isize) -> Vec<(String, f64)> = ["ZRANDMEMBER" key count "WITHSCORES"];
            "The members of a sorted set from rank `start` to `stop`, both included."
            zrange(key: One, start: isize, stop: isize) -> Vec<String> = ["ZRANGE" key start stop];
            "The members of a sorted set from rank `start` to `stop` with their scores."
            zrange_withscores(key: One, start: isize, stop: isize) -> Vec<(String, f64)> = ["ZRANGE" key start stop "WITHSCORES"];
            "The members in a range of the alphabet."
            zrangebylex(key: One, min: One, max: One) -> Vec<String> = ["ZRANGEBYLEX" key min max];
            "Some of the members in a range of the alphabet."
            zrangebylex_limit(key: One, min: One, max: One, offset: isize, count: isize) -> Vec<String> = ["ZRANGEBYLEX" key min max "LIMIT" offset count];
            "The members in a range of the alphabet, last first."
            zrevrangebylex(key: One, max: One, min: One) -> Vec<String> = ["ZREVRANGEBYLEX" key max min];
            "Some of the members in a range of the alphabet, last first."
            zrevrangebylex_limit(key: One, max: One, min: One, offset: isize, count: isize) -> Vec<String> = ["ZREVRANGEBYLEX" key max min "LIMIT" offset count];
            "The members whose score is in a range."
            zrangebyscore(key: One, min: One, max: One) -> Vec<String> = ["ZRANGEBYSCORE" key min max];
            "The members whose score is in a range, with their scores."
            zrangebyscore_withscores(key: One, min: One, max: One) -> Vec<(String, f64)> = ["ZRANGEBYSCORE" key min max "WITHSCORES"];
            "Some of the members whose score is in a range."
            zrangebyscore_limit(key: One, min: One, max: One, offset: isize, count: isize) -> Vec<String> = ["ZRANGEBYSCORE" key min max "LIMIT" offset count];
            "Some of the members whose score is in a range, with their scores."
            zrangebyscore_limit_withscores(key: One, min: One, max: One, offset: isize, count: isize) -> Vec<(String, f64)> = ["ZRANGEBYSCORE" key min max "WITHSCORES" "LIMIT" offset count];
            "The rank of a member of a sorted set."
            zrank(key: One, member: One) -> Option<usize> = ["ZRANK" key member];
            "Removes members of a sorted set; returns how many there were."
            zrem(key: One, members: Many) -> usize = ["ZREM" key members];
            "Removes the members in a range of the alphabet; returns how many."
            zrembylex(key: One, min: One, max: One) -> usize = ["ZREMRANGEBYLEX" key min max];
            "Removes the members in a range of ranks; returns how many."
            zremrangebyrank(key: One, start: isize, stop: isize) -> usize = ["ZREMRANGEBYRANK" key start stop];
            "Removes the members whose score is in a range; returns how many."
            zrembyscore(key: One, min: One, max: One) -> usize = ["ZREMRANGEBYSCORE" key min max];
            "The members of a sorted set from rank `start` to `stop`, greatest first."
            zrevrange(key: One, start: isize, stop: isize) -> Vec<String> = ["ZREVRANGE" key start stop];
            "The members of a sorted set from rank `start` to `stop`, greatest first, with their scores."
            zrevrange_withscores(key: One, start: isize, stop: isize) -> Vec<(String, f64)> = ["ZREVRANGE" key start stop "WITHSCORES"];
            "The members whose score is in a range, greatest first."
            zrevrangebyscore(key: One, max: One, min: One) -> Vec<String> = ["ZREVRANGEBYSCORE" key max min];
            "The members whose score is in a range, greatest first, with their scores."
            zrevrangebyscore_withscores(key: One, max: One, min: One) -> Vec<(String, f64)> = ["ZREVRANGEBYSCORE" key max min "WITHSCORES"];
            "Some of the members whose score is in a range, greatest first."
            zrevrangebyscore_limit(key: One, max: One, min: One, offset: isize, count: isize) -> Vec<String> = ["ZREVRANGEBYSCORE" key max min "LIMIT" offset count];
            "Some of the members whose score is in a range, greatest first, with their scores."
            zrevrangebyscore_limit_withscores(key: One, max: One, min: One, offset: isize, count: isize) -> Vec<(String, f64)> = ["ZREVRANGEBYSCORE" key max min "WITHSCORES" "LIMIT" offset count];
            "The rank of a member of a sorted set, counted from the greatest."
            zrevrank(key: One, member: One) -> Option<usize> = ["ZREVRANK" key member];
            "The score of a member of a sorted set."
            zscore(key: One, member: One) -> Option<f64> = ["ZSCORE" key member];
            "The scores of members of a sorted set."
            zscore_multiple(key: One, members: Many) -> Vec<Option<f64>> = ["ZMSCORE" key members];
            "Stores the members that any sorted set has; returns how many."
            zunionstore(dstkey: One, keys: Many) -> usize = ["ZUNIONSTORE" dstkey [keys] keys];
            "Stores the members that any sorted set has, with the smallest score."
            zunionstore_min(dstkey: One, keys: Many) -> usize = ["ZUNIONSTORE" dstkey [keys] keys "AGGREGATE" "MIN"];
            "Stores the members that any sorted set has, with the greatest score."
            zunionstore_max(dstkey: One, keys: Many) -> usize = ["ZUNIONSTORE" dstkey [keys] keys "AGGREGATE" "MAX"];
            "Stores the members that any sorted set has, given as pairs of key and weight."
            zunionstore_weights(dstkey: One, keys: Many) -> usize = ["ZUNIONSTORE" dstkey {keys} (first keys) "WEIGHTS" (second keys)];
            "As `zunionstore_weights`, with the smallest score."
            zunionstore_min_weights(dstkey: One, keys: Many) -> usize = ["ZUNIONSTORE" dstkey {keys} (first keys) "AGGREGATE" "MIN" "WEIGHTS" (second keys)];
            "As `zunionstore_weights`, with the greatest score."
            zunionstore_max_weights(dstkey: One, keys: Many) -> usize = ["ZUNIONSTORE" dstkey {keys} (first keys) "AGGREGATE" "MAX" "WEIGHTS" (second keys)];

            "Adds elements to a counter of distinct elements; whether the estimate changed."
            pfadd(key: One, elements: Many) -> bool = ["PFADD" key elements];
            "About how many distinct elements counters have together."
            pfcount(keys: Many) -> usize = ["PFCOUNT" keys];
            "Merges counters of distinct elements."
            pfmerge(dstkey: One, srckeys: Many) -> () = ["PFMERGE" dstkey srckeys];
            "Publishes a message; returns how many clients got it."
            publish(channel: One, message: One) -> usize = ["PUBLISH" channel message];
            "Publishes a message in the shard of the channel; returns how many clients got it."
            spublish(channel: One, message: One) -> usize = ["SPUBLISH" channel message];
            "How the value of a key is encoded in memory."
            object_encoding(key: One) -> Option<String> = ["OBJECT" "ENCODING" key];
            "For how many seconds a key was not used."
            object_idletime(key: One) -> Option<usize> = ["OBJECT" "IDLETIME" key];
            "How often a key is used, as a logarithm."
            object_freq(key: One) -> Option<usize> = ["OBJECT" "FREQ" key];
            "How many references the value of a key has."
            object_refcount(key: One) -> Option<usize> = ["OBJECT" "REFCOUNT" key];
            "Deletes all keys of all databases."
            flushall() -> () = ["FLUSHALL"];
            "Deletes all keys of all databases, with options as in Redis."
            flushall_options(options: Many) -> () = ["FLUSHALL" options];
            "Deletes all keys."
            flushdb() -> () = ["FLUSHDB"];
            "Deletes all keys, with options as in Redis."
            flushdb_options(options: Many) -> () = ["FLUSHDB" options];

            "Adds places, given as longitude, latitude and name; returns how many are new."
            geo_add(key: One, members: Many) -> usize = ["GEOADD" key members];
            "The distance between two places, in `\"m\"`, `\"km\"`, `\"mi\"` or `\"ft\"`."
            geo_dist(key: One, member1: One, member2: One, unit: One) -> Option<f64> = ["GEODIST" key member1 member2 unit];
            "The geohashes of places."
            geo_hash(key: One, members: Many) -> Vec<Option<String>> = ["GEOHASH" key members];
            "The longitudes and latitudes of places."
            geo_pos(key: One, members: Many) -> Value = ["GEOPOS" key members];
            "The places around a point, with options as in Redis."
            geo_radius(key: One, longitude: f64, latitude: f64, radius: f64, unit: One, options: Many) -> Value = ["GEORADIUS" key longitude latitude radius unit options];
            "The places around a place, with options as in Redis."
            geo_radius_by_member(key: One, member: One, radius: f64, unit: One, options: Many) -> Value = ["GEORADIUSBYMEMBER" key member radius unit options];

            "Says that messages of a group are done; returns how many."
            xack(key: One, group: One, ids: Many) -> usize = ["XACK" key group ids];
            "Gives messages of a group back, with options as in Redis."
            xnack(key: One, group: One, ids: Many, options: Many) -> usize = ["XNACK" key group options "IDS" [ids] ids];
            "Appends a message of pairs of field and value to a stream; the id `*` lets Redis choose. Returns the id."
            xadd(key: One, id: One, items: Many) -> Option<String> = ["XADD" key id items];
            "Appends a message, given as a map, to a stream. Returns the id."
            xadd_map(key: One, id: One, map: Many) -> Option<String> = ["XADD" key id map];
            "Appends a message to a stream with options as in Redis, such as `(\"MAXLEN\", \"~\", 1000)`. Returns the id."
            xadd_options(key: One, id: One, items: Many, options: Many) -> Option<String> = ["XADD" key options id items];
            "Appends a message to a stream and cuts it, such as to `(\"MAXLEN\", 1000)`. Returns the id."
            xadd_maxlen(key: One, maxlen: Many, id: One, items: Many) -> Option<String> = ["XADD" key maxlen id items];
            "Appends a message, given as a map, to a stream and cuts it. Returns the id."
            xadd_maxlen_map(key: One, maxlen: Many, id: One, map: Many) -> Option<String> = ["XADD" key maxlen id map];
            "Takes over messages that nobody finished, with options as in Redis."
            xautoclaim_options(key: One, group: One, consumer: One, min_idle_time: One, start: One, options: Many) -> Value = ["XAUTOCLAIM" key group consumer min_idle_time start options];
            "Takes over messages of a group: their ids and fields."
            xclaim(key: One, group: One, consumer: One, min_idle_time: One, ids: Many) -> Vec<(String, HashMap<String, String>)> = ["XCLAIM" key group consumer min_idle_time ids];
            "Takes over messages of a group with options as in Redis."
            xclaim_options(key: One, group: One, consumer: One, min_idle_time: One, ids: Many, options: Many) -> Value = ["XCLAIM" key group consumer min_idle_time ids options];
            "Deletes messages of a stream; returns how many there were."
            xdel(key: One, ids: Many) -> usize = ["XDEL" key ids];
            "Deletes messages of a stream with a policy as in Redis."
            xdel_ex(key: One, ids: Many, policy: Many) -> Vec<i64> = ["XDELEX" key policy "IDS" [ids] ids];
            "Says that messages of a group are done and deletes them, with a policy as in Redis."
            xack_del(key: One, group: One, ids: Many, policy: Many) -> Vec<i64> = ["XACKDEL" key group policy "IDS" [ids] ids];
            "Makes a group of a stream."
            xgroup_create(key: One, group: One, id: One) -> () = ["XGROUP" "CREATE" key group id];
            "Makes a consumer of a group; false if there is one."
            xgroup_createconsumer(key: One, group: One, consumer: One) -> bool = ["XGROUP" "CREATECONSUMER" key group consumer];
            "Makes a group of a stream, and the stream if need be."
            xgroup_create_mkstream(key: One, group: One, id: One) -> () = ["XGROUP" "CREATE" key group id "MKSTREAM"];
            "Sets the last id that a group was given."
            xgroup_setid(key: One, group: One, id: One) -> () = ["XGROUP" "SETID" key group id];
            "Removes a group of a stream; false without group."
            xgroup_destroy(key: One, group: One) -> bool = ["XGROUP" "DESTROY" key group];
            "Removes a consumer of a group; returns how many messages it had not finished."
            xgroup_delconsumer(key: One, group: One, consumer: One) -> usize = ["XGROUP" "DELCONSUMER" key group consumer];
            "What is known of the consumers of a group."
            xinfo_consumers(key: One, group: One) -> Value = ["XINFO" "CONSUMERS" key group];
            "What is known of the groups of a stream."
            xinfo_groups(key: One) -> Value = ["XINFO" "GROUPS" key];
            "What is known of a stream."
            xinfo_stream(key: One) -> Value = ["XINFO" "STREAM" key];
            "What is known of a stream."
            xinfo_stream_with_idempotency(key: One) -> Value = ["XINFO" "STREAM" key];
            "How many messages a stream has."
            xlen(key: One) -> usize = ["XLEN" key];
            "What a group has not finished, in short."
            xpending(key: One, group: One) -> Value = ["XPENDING" key group];
            "What a group has not finished."
            xpending_count(key: One, group: One, start: One, end: One, count: One) -> Value = ["XPENDING" key group start end count];
            "What a consumer has not finished."
            xpending_consumer_count(key: One, group: One, start: One, end: One, count: One, consumer: One) -> Value = ["XPENDING" key group start end count consumer];
            "The messages of a stream in a range of ids: their ids and fields."
            xrange(key: One, start: One, end: One) -> Vec<(String, HashMap<String, String>)> = ["XRANGE" key start end];
            "All messages of a stream: their ids and fields."
            xrange_all(key: One) -> Vec<(String, HashMap<String, String>)> = ["XRANGE" key "-" "+"];
            "Some messages of a stream in a range of ids."
            xrange_count(key: One, start: One, end: One, count: One) -> Vec<(String, HashMap<String, String>)> = ["XRANGE" key start end "COUNT" count];
            "The messages of streams after the given ids."
            xread(keys: Many, ids: Many) -> Value = ["XREAD" "STREAMS" keys ids];
            "The messages of streams after the given ids, with options as in Redis; for a group use `execute!`."
            xread_options(keys: Many, ids: Many, options: Many) -> Value = ["XREAD" options "STREAMS" keys ids];
            "The messages of a stream in a range of ids, last first."
            xrevrange(key: One, end: One, start: One) -> Vec<(String, HashMap<String, String>)> = ["XREVRANGE" key end start];
            "All messages of a stream, last first."
            xrevrange_all(key: One) -> Vec<(String, HashMap<String, String>)> = ["XREVRANGE" key "+" "-"];
            "Some messages of a stream in a range of ids, last first."
            xrevrange_count(key: One, end: One, start: One, count: One) -> Vec<(String, HashMap<String, String>)> = ["XREVRANGE" key end start "COUNT" count];
            "Cuts a stream, such as to `(\"MAXLEN\", 1000)`; returns how many messages are gone."
            xtrim(key: One, maxlen: Many) -> usize = ["XTRIM" key maxlen];
            "Cuts a stream with options as in Redis; returns how many messages are gone."
            xtrim_options(key: One, options: Many) -> usize = ["XTRIM" key options];

            "Adds an element with a vector, such as `(\"VALUES\", 2, 0.5, 0.1)`; false if it was there."
            vadd(key: One, input: Many, element: One) -> bool = ["VADD" key input element];
            "How many elements a vector set has."
            vcard(key: One) -> usize = ["VCARD" key];
            "How long the vectors of a vector set are."
            vdim(key: One) -> usize = ["VDIM" key];
            "The vector of an element."
            vemb(key: One, element: One) -> Value = ["VEMB" key element];
            "The vector of an element, with options as in Redis."
            vemb_options(key: One, element: One, options: Many) -> Value = ["VEMB" key element options];
            "Removes an element; false without element."
            vrem(key: One, element: One) -> bool = ["VREM" key element];
            "Sets the attributes of an element, which are sent as JSON."
            vsetattr(key: One, element: One, attributes: Json) -> bool = ["VSETATTR" key element attributes];
            "Removes the attributes of an element."
            vdelattr(key: One, element: One) -> bool = ["VSETATTR" key element ""];
            "The attributes of an element, as JSON."
            vgetattr(key: One, element: One) -> Option<String> = ["VGETATTR" key element];
            "What is known of a vector set."
            vinfo(key: One) -> Value = ["VINFO" key];
            "The neighbours of an element."
            vlinks(key: One, element: One) -> Value = ["VLINKS" key element];
            "The neighbours of an element with how near they are."
            vlinks_with_scores(key: One, element: One) -> Value = ["VLINKS" key element "WITHSCORES"];
            "Some element."
            vrandmember(key: One) -> Option<String> = ["VRANDMEMBER" key];
            "Some elements."
            vrandmember_multiple(key: One, count: usize) -> Vec<String> = ["VRANDMEMBER" key count];
            "The elements that are most like the given one, such as `(\"ELE\", \"a\")`."
            vsim(key: One, input: Many) -> Value = ["VSIM" key input];
            "The elements that are most like the given one, with options as in Redis."
            vsim_options(key: One, input: Many, options: Many) -> Value = ["VSIM" key input options];

            "Adds to a Bloom filter; false if it was probably there."
            bf_add(key: One, value: One) -> bool = ["BF.ADD" key value];
            "About how many values a Bloom filter has."
            bf_card(key: One) -> usize = ["BF.CARD" key];
            "Whether a Bloom filter probably has a value."
            bf_exists(key: One, value: One) -> bool = ["BF.EXISTS" key value];
            "What is known of a Bloom filter."
            bf_info(key: One) -> Value = ["BF.INFO" key];
            "One thing that is known of a Bloom filter, such as `\"CAPACITY\"`."
            bf_info_type(key: One, info: One) -> Value = ["BF.INFO" key info];
            "Adds values to a Bloom filter."
            bf_insert(key: One, items: Many) -> Vec<bool> = ["BF.INSERT" key "ITEMS" items];
            "Adds values to a Bloom filter with options as in Redis."
            bf_insert_options(key: One, items: Many, options: Many) -> Vec<bool> = ["BF.INSERT" key options "ITEMS" items];
            "Adds values to a Bloom filter."
            bf_madd(key: One, items: Many) -> Vec<bool> = ["BF.MADD" key items];
            "Whether a Bloom filter probably has values."
            bf_mexists(key: One, items: Many) -> Vec<bool> = ["BF.MEXISTS" key items];
            "Makes a Bloom filter."
            bf_reserve(key: One, err_rate: f64, capacity: usize) -> () = ["BF.RESERVE" key err_rate capacity];
            "Makes a Bloom filter with options as in Redis."
            bf_reserve_options(key: One, err_rate: One, capacity: One, options: Many) -> () = ["BF.RESERVE" key err_rate capacity options];

            "The JSON at a path, as text."
            json_get(key: One, path: Many) -> Option<String> = ["JSON.GET" key path];
            "The JSON at a path of several keys, as texts."
            json_mget(keys: Many, path: One) -> Vec<Option<String>> = ["JSON.MGET" keys path];
            "Sets the JSON at a path to a value, which is sent as JSON."
            json_set(key: One, path: One, value: Json) -> () = ["JSON.SET" key path value];
            "Deletes the JSON at a path; returns how many values there were."
            json_del(key: One, path: One) -> usize = ["JSON.DEL" key path];
            "Adds to the number at a path; returns the new number as JSON."
            json_num_incr_by(key: One, path: One, value: One) -> String = ["JSON.NUMINCRBY" key path value];
            "Appends a value, which is sent as JSON, to the arrays at a path; returns their lengths."
            json_arr_append(key: One, path: One, value: Json) -> Value = ["JSON.ARRAPPEND" key path value];
            "The lengths of the arrays at a path."
            json_arr_len(key: One, path: One) -> Value = ["JSON.ARRLEN" key path];
            "The names in the objects at a path."
            json_obj_keys(key: One, path: One) -> Value = ["JSON.OBJKEYS" key path];
            "The types of the values at a path."
            json_type(key: One, path: One) -> Value = ["JSON.TYPE" key path];

            "Adds a value to a time series at a time in milliseconds; the time `*` is now. Returns the time."
            ts_add(key: One, time: One, value: f64) -> i64 = ["TS.ADD" key time value];
            "Adds a value to a time series with options as in Redis, such as `(\"LABELS\", \"area\", 7)`. Returns the time."
            ts_add_options(key: One, time: One, value: f64, options: Many) -> i64 = ["TS.ADD" key time value options];
            "Makes a time series, with options as in Redis."
            ts_create(key: One, options: Many) -> () = ["TS.CREATE" key options];
            "The last value of a time series, with its time."
            ts_get(key: One) -> Value = ["TS.GET" key];
            "The values of a time series in a range of times, with their times; options as in Redis."
            ts_range(key: One, from: One, to: One, options: Many) -> Vec<(i64, f64)> = ["TS.RANGE" key from to options];
            "What an index finds, with options as in Redis."
            ft_search(index: One, query: One, options: Many) -> Value = ["FT.SEARCH" index query options];
        }
    };
}
