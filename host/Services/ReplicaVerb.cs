using System.CommandLine;
using Pawl.Host.Commands;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Services.Redis;
using Pawl.Host.Web;

namespace Pawl.Host.Services;

/// <summary>The roles that show a whole system, be it on NATS or of the Redis form: the setting service.profile says which.</summary>
internal static class ReplicaVerb
{
    public static Verb Create(string role, int usual, string description)
    {
        PipelineDataOptions input = new(needsPipeline: false, takesData: false, withProfile: true);
        Option<string> store = new("--store") { Description = $"The SQLite file with its copy, {role}.db by default; where it is lost, it is made again from the logs.", HelpName = "FILE", DefaultValueFactory = _ => role + ".db" };
        ServeOptions serve = new(usual);
        ParsedOption<int> threads = Options.WholeNumber("--threads", "Threads, as many as there are processors by default. The result does not depend on it.", 1, 1024);
        Verb verb = new(role, description)
        {
            Examples = [$"pawl service {role} {ServiceCommand.Pipeline}", $"pawl service {role} --profile redis"],
        };
        input.AddTo(verb, [store, .. serve.All, threads]);
        verb.SetAction(parsed =>
        {
            SettingValues values = input.ReadSettings(parsed);
            bool isRedis = values.Get(SettingTable.Profile) == ServiceProfile.Redis;
            PipelineData data = input.Read(parsed, values, other: input.HasPipeline(parsed) ? null : isRedis ? RedisRoles.FindUsualPipeline() : throw new UsageException("Option '--pipeline' is required: the pipeline that the executors compute; --profile redis shows the Redis form"));
            StoreRequest copy = new(parsed.GetValue(store)!, StoreOptionsOfReplay.PolicyOf(null, values), Resume: true, StoreOptionsOfReplay.OptionsOf($"pawl service {role}", values));
            WebOptions web = serve.ReadAlways(parsed, values);
            int count = parsed.GetValue(threads) ?? values.Get(SettingTable.Threads);
            Interruption.Patience = RunCommand.Patience;
            if (isRedis)
            {
                new StreamReplicaRole(data, RedisSettings.Of(values, role), new Listings(values), copy, web).Run(role, count, Interruption.Token);
            }
            else
            {
                new ReplicaRole(new NatsSystem(NatsSettings.Of(values, role)), data, copy, web).Run(role, count, Interruption.Token);
            }

            return 0;
        });
        return verb;
    }
}
