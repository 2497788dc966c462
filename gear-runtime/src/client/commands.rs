//! The list of the commands of RedisGears.

/// Hands the list to a macro that makes methods of it. Each is the function of the same name in [`request`](super::request).
///
/// Not in it are the commands of RedisGears to itself, and `RG.PYEXECUTEREMOTE` and `RG.PYFREEINTERPRETER`, which only say
/// that they are no longer supported.
macro_rules! commands {
    ($make:ident) => {
        $make! {
            /// `RG.GETRESULTS`: the results of an execution that is done.
            fn get_results(id: &str) -> Results;
            /// `RG.GETRESULTSBLOCKING`: the results of an execution. The connection waits until it is done.
            fn get_results_blocking(id: &str) -> Results;
            /// `RG.DROPEXECUTION`: forgets an execution and its results.
            fn drop_execution(id: &str) -> ();
            /// `RG.ABORTEXECUTION`: stops an execution, at its next chance.
            fn abort_execution(id: &str) -> ();
            /// `RG.DUMPEXECUTIONS`: the executions that the server remembers.
            fn dump_executions() -> Vec<ExecutionInfo>;
            /// `RG.GETEXECUTION`: how far an execution is on each shard.
            fn get_execution(id: &str, scope: Scope) -> Vec<ShardExecution>;
            /// `RG.DUMPREGISTRATIONS`: what is registered, with its statistics.
            fn dump_registrations() -> Vec<RegistrationInfo>;
            /// `RG.UNREGISTER`: takes a registration off the server. Executions that are under way end undisturbed.
            fn unregister(id: &str) -> ();
            /// `RG.UNREGISTER ABORTPENDING`: takes a registration off the server, with its executions that have not begun.
            fn unregister_and_abort(id: &str) -> ();
            /// `RG.CLEARREGISTRATIONSSTATS`: sets the statistics of all registrations to zero.
            fn clear_registration_stats() -> ();
            /// `RG.PAUSEREGISTRATIONS`: stops a stream reader. Messages wait for it in the stream.
            fn pause_registration(id: &str) -> ();
            /// `RG.UNPAUSEREGISTRATIONS`: starts a stream reader again.
            fn unpause_registration(id: &str) -> ();
            /// `RG.CONFIGGET`: configuration values, in the order of the names; `None` where there is no such name.
            fn config_get(names: &[&str]) -> Vec<Option<Value>>;
            /// `RG.CONFIGSET`: sets configuration values on the node that is asked, and tells of each what became of it.
            fn config_set(values: &[(&str, &str)]) -> Vec<ConfigChange>;
            /// `RG.PYSTATS`: the memory of Python.
            fn python_stats() -> PythonStats;
            /// `RG.PYDUMPREQS`: the Python packages that scripts have asked for.
            fn dump_requirements() -> Vec<RequirementInfo>;
            /// `RG.PYDUMPSESSIONS`: what scripts have left on the server.
            fn dump_sessions(query: &SessionQuery) -> Vec<Session>;
            /// `RG.PYPROFILE STATS`: where the functions of a session spend their time, as Python's `pstats` prints it. The
            /// server measures only while `ProfileExecutions` is 1, and has an error to tell where it has measured nothing.
            fn profile(session: &str) -> String;
            /// `RG.PYPROFILE RESET`: begins a new profile.
            fn reset_profile(session: &str) -> ();
            /// `RG.PYEXPORTREQ`: a Python package with its wheels.
            fn export_requirement(name: &str) -> ExportedRequirement;
            /// `RG.PYIMPORTREQ`: puts an exported Python package on the server.
            fn import_requirement(pieces: &[Vec<u8>]) -> ();
            /// `RG.INFOCLUSTER`: the cluster as a node sees it; `None` where there is none.
            fn info_cluster() -> Option<ClusterInfo>;
            /// `RG.REFRESHCLUSTER`: makes the node that is asked look at the cluster again.
            fn refresh_cluster() -> ();
            /// `RG.DUMPPLUGINS`: the plugins of RedisGears.
            fn dump_plugins() -> Vec<Plugin>;
            /// `RG.NETWORKTEST`: checks the messages between shards.
            fn network_test() -> Value;
        }
    };
}

pub(super) use commands;
