using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Catalogue;

/// <summary>What is generated from the catalogue, in the hands of other people's compilers and validators.</summary>
public sealed class GeneratedTypesTests : IDisposable
{
    private static readonly string Validators = Repository.PathOf("tests", "validators");
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string Node(params string[] needed)
    {
        string? node = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(p => Path.Combine(p, "node")).FirstOrDefault(File.Exists);
        bool installed = needed.All(package => Directory.Exists(Path.Combine(Validators, "node_modules", package)));
        Assert.SkipWhen(node is null || !installed, "node or the packages of tests/validators are not installed: npm ci --prefix tests/validators");
        return node!;
    }

    private static string Tool(string name)
    {
        string? tool = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(p => Path.Combine(p, name)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(tool is null, $"{name} is not installed");
        return tool!;
    }

    private string Generate(string language, string file)
    {
        Ending ended = PawlProgram.Run(folder.Path, "types", "generate", "--lang", language);
        Assert.True(ended.Code == 0, ended.Error);
        File.WriteAllBytes(Path.Combine(folder.Path, file), ended.Output);
        return Path.Combine(folder.Path, file);
    }

    private void Passes(string program, params string[] arguments)
    {
        Ending ended = PawlProgram.RunOther(program, folder.Path, arguments);
        Assert.True(ended.Code == 0, ended.Text + ended.Error);
    }

    /// <summary>A candle with and without what was traded in it: one type, one schema.</summary>
    [Theory]
    [InlineData("true", "\"vwap\":")]
    [InlineData("false", "\"flags\":[]}")]
    public void Candles_fit_their_schema(string flow, string holds)
    {
        string node = Node("ajv");
        string pipeline = folder.Write("p.yaml", $"pipeline: p\ncandles: {{frames: [1m], flow: {flow}}}\n");
        Ending ended = PawlProgram.Run(folder.Path, "replay", "-p", pipeline, "-d", new TickFile(5, 4000).Write(Path.Combine(folder.Path, "SPY_ticks.csv")), "--out", "-");
        Assert.True(ended.Code == 0, ended.Error);
        Assert.Contains(holds, ended.Text, StringComparison.Ordinal);
        string schema = folder.Write("candle.json", PawlProgram.Run(folder.Path, "types", "schema", "candle").Text);
        Passes(node, Path.Combine(Validators, "validate.mjs"), "lines", schema, folder.Write("candle.jsonl", ended.Text));
        string bad = folder.Write("bad.jsonl", ended.Text.Split('\n')[0].Replace("\"flags\":", "\"flags\":7,\"_\":", StringComparison.Ordinal));
        Assert.NotEqual(0, PawlProgram.RunOther(node, folder.Path, [Path.Combine(Validators, "validate.mjs"), "lines", schema, bad]).Code);
    }

    private const string Line =
        """{"symbol":"SPY","timestamp":"2024-01-02T00:00:00Z","timeframe":"1m","type":"swing_point","data":{"object_id":1,"kind":"higher_high","price":1.5,"bar_index":1,"bar_time":"2024-01-02T00:00:00Z","confirmed_index":2,"confirmed_time":"2024-01-02T00:00:00Z","strength":1,"score":null},"metadata":{"version":1,"id":"SPY:1:1","node":"swings","confirmed":true}}""";

    [Fact]
    public void TypeScript_compiles_and_its_types_bite()
    {
        string node = Node("typescript");
        Generate("ts", "pawl.ts");
        string good = folder.Write("good.ts", $$"""
            import type { Message, SwingKind } from "./pawl.js";
            const message: Message = {{Line}};
            export function kindOf(m: Message): SwingKind | null { return m.type === "swing_point" ? m.data.kind : null; }
            export const kind = kindOf(message);
            """);
        string[] options = [Path.Combine(Validators, "node_modules", "typescript", "bin", "tsc"), "--noEmit", "--strict", "--module", "nodenext", "--target", "es2022"];
        Passes(node, [.. options, good]);
        string bad = folder.Write("bad.ts", $"import type {{ Message }} from \"./pawl.js\";\nexport const message: Message = {Line.Replace("higher_high", "higher", StringComparison.Ordinal)};\n");
        Assert.NotEqual(0, PawlProgram.RunOther(node, folder.Path, [.. options, bad]).Code);
    }

    [Fact]
    public void Python_compiles_and_every_name_is_known()
    {
        string python = Tool("python3");
        Generate("python", "pawl_messages.py");
        Passes(python, "-c", """
            import typing, pawl_messages as m
            types = [t for t in vars(m).values() if isinstance(t, type) and hasattr(t, "__total__")]
            assert len(types) > 50, len(types)
            hints = [typing.get_type_hints(t) for t in types]
            assert set(typing.get_args(m.SwingPointMessage.__annotations__["type"])) == {"swing_point"}
            assert "from" in m.StateTransition.__annotations__
            """);
    }

    [Fact]
    public void Rust_compiles()
    {
        string rustc = Tool("rustc");
        string file = Generate("rust", "pawl.rs");
        Passes(rustc, "--edition", "2021", "--crate-type", "lib", "--emit", "metadata", "-D", "warnings", "--out-dir", folder.Path, file);
    }

    [Fact]
    public void Protocol_Buffers_are_read_and_carry_a_candle() => Passes(Node("protobufjs"), Path.Combine(Validators, "validate.mjs"), "proto", Generate("proto", "pawl.proto"));

    [Fact]
    public void The_AsyncApi_document_is_valid() => Passes(Node("@asyncapi/specs", "ajv-formats"), Path.Combine(Validators, "validate.mjs"), "asyncapi", Generate("asyncapi", "asyncapi.json"));

    /// <summary>What nodes really say fits the schema of their kind, by a validator of JSON Schema 2020-12.</summary>
    [Fact]
    public void Outputs_of_nodes_fit_the_schemas_of_their_kinds()
    {
        string node = Node("ajv");
        string pipeline = folder.Write("p.yaml", """
            pipeline: p
            nodes:
              rsi: {kind: rsi, inputs: [candle(1m)]}
              macd: {kind: macd, inputs: [candle(1m)]}
              vwap: {kind: vwap, inputs: [candle(1m), tick]}
              footprint: {kind: footprint, inputs: [tick, candle(5m)]}
              volume_profile: {kind: volume_profile, inputs: [tick, candle(5m)]}
              swing_points: {kind: swing_points, inputs: [candle(1m)]}
            """);
        string data = new TickFile(5, 4000).Write(Path.Combine(folder.Path, "SPY_ticks.csv"));
        Ending ended = PawlProgram.Run(folder.Path, "replay", "-p", pipeline, "-d", data, "--out", "-");
        Assert.True(ended.Code == 0, ended.Error);
        foreach (string kind in new[] { "rsi", "macd", "vwap", "footprint", "volume_profile", "swing_points" })
        {
            string[] lines = [.. ended.Text.Split('\n').Where(l => l.Contains($"\"node\":\"{kind}\"", StringComparison.Ordinal))];
            Assert.NotEmpty(lines);
            string said = folder.Write(kind + ".jsonl", string.Join('\n', lines.Take(300)));
            Ending schema = PawlProgram.Run(folder.Path, "types", "schema", kind);
            string file = folder.Write(kind + ".json", schema.Text);
            Passes(node, Path.Combine(Validators, "validate.mjs"), "lines", file, said);

            // And the validator refuses what has another type.
            string bad = folder.Write("bad.jsonl", lines[0].Replace("\"data\":{", "\"data\":{\"bar_time\":7,\"value\":\"x\",\"macd\":\"x\",\"vwap\":\"x\",\"object_id\":\"x\",\"_\":", StringComparison.Ordinal)[..^1] + "}");
            Assert.NotEqual(0, PawlProgram.RunOther(node, folder.Path, [Path.Combine(Validators, "validate.mjs"), "lines", file, bad]).Code);
        }
    }
}
