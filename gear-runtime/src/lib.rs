//! The runtime of redis-gears: gears, records, native runs and the RG.* client.
