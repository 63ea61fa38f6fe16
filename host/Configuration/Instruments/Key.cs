using System.Text.Json.Nodes;

namespace Pawl.Host.Configuration.Instruments;

/// <summary>A key of a map in the file of instruments: what it means, with unit and default, and the form of its value.</summary>
internal sealed record Key(string Name, string Meaning, Func<JsonObject> Form, bool Required = false);
