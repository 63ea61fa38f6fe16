using System.CommandLine;
using System.Globalization;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Host.Drawing;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>What is asked of the catalogue of messages.</summary>
internal enum TypesAction
{
    List,
    Show,
    Schema,
    Generate,
}

/// <summary>The languages that the messages are written in.</summary>
internal enum TypesLanguage
{
    Ts,
    Python,
    Rust,
    Proto,
    Asyncapi,
}

/// <summary><c>pawl types</c>: the catalogue of messages.</summary>
internal static class TypesCommand
{
    public static Command Create()
    {
        Argument<TypesAction> action = Options.ChoiceArgument<TypesAction>("ACTION", "list: all types. show: one with its fields. schema: its JSON Schema. generate: all types in another language.");
        Argument<string?> name = new("NAME") { Description = "With show or schema: a type, one of its aliases, or a kind of node.", Arity = ArgumentArity.ZeroOrOne };
        ParsedOption<TypesLanguage> language = Options.Choice<TypesLanguage>("--lang", "With generate: the language.");
        Option<bool> json = new("--json") { Description = "With list or show: print as JSON." };
        Verb command = new("types", "List, show and generate the types of messages.")
        {
            Examples = ["pawl types list", "pawl types show swing_point", "pawl types schema rsi", "pawl types generate --lang ts > pawl.ts"],
            Json = TypesJson.Fields,
        };
        command.Add(action);
        command.Add(name);
        command.Add(language);
        command.Add(json);
        command.SetAction(parsed => Run(parsed.GetValue(action), parsed.GetValue(name), parsed.GetValue(language), parsed.GetValue(json)));
        return command;
    }

    private static int Run(TypesAction action, string? name, TypesLanguage? language, bool json)
    {
        Check(action, name, language, json);
        switch (action)
        {
            case TypesAction.List when json:
                JsonOutput.Write(to => TypesJson.Write(to, MessageCatalogue.Types()));
                break;
            case TypesAction.List:
                WriteList();
                break;
            case TypesAction.Show when json:
                JsonOutput.Write(to => TypesJson.Write(to, Find(name!)));
                break;
            case TypesAction.Show:
                WriteOne(Find(name!));
                break;
            case TypesAction.Schema:
                Console.Out.Write(SchemaOf(name!));
                break;
            default:
                Console.Out.Write(Generated(language!.Value));
                break;
        }

        return 0;
    }

    private static void Check(TypesAction action, string? name, TypesLanguage? language, bool json)
    {
        bool wantsName = action is TypesAction.Show or TypesAction.Schema;
        if (wantsName != name is not null)
        {
            throw new UsageException(wantsName ? $"types {Word(action)} needs a NAME; 'pawl types list' lists them" : $"types {Word(action)} takes no NAME; remove {Shown.Of(name!)}");
        }

        if ((action == TypesAction.Generate) != language is not null)
        {
            throw new UsageException(language is null ? "types generate needs --lang: ts, python, rust, proto or asyncapi" : $"--lang is for 'types generate', not for {Word(action)}");
        }

        if (json && (action is TypesAction.Schema or TypesAction.Generate))
        {
            throw new UsageException($"--json is for 'types list' and 'types show', not for {Word(action)}");
        }
    }

    private static string Word(TypesAction action) => action.ToString().ToLowerInvariant();

    private static MessageType Find(string name) => MessageCatalogue.Find(name) ?? throw Unknown(name, MessageCatalogue.Types().Select(t => t.Name));

    private static UsageException Unknown(string name, IEnumerable<string> known) =>
        new($"unknown type {Shown.Of(name)}; " + (Nearest.Of(name, known) is { } nearest ? $"did you mean '{nearest}'?" : "'pawl types list' lists them"));

    /// <summary>The schema of a type, or of the outputs of a kind.</summary>
    public static string SchemaOf(string name) =>
        MessageCatalogue.Find(name) is { } type ? type.JsonSchema()
        : Pipelines.Kinds.Find(name) is { } kind ? JsonSchemaWriter.Write(kind.Output, kind.Name)
        : throw Unknown(name, MessageCatalogue.Types().Select(t => t.Name).Concat(Pipelines.Kinds.Kinds.Select(k => k.Name)));

    /// <summary>All types in another language.</summary>
    public static string Generated(TypesLanguage language) => language switch
    {
        TypesLanguage.Ts => TypeScriptWriter.Write(),
        TypesLanguage.Python => PythonWriter.Write(),
        TypesLanguage.Rust => RustWriter.Write(),
        TypesLanguage.Proto => ProtoWriter.Write(),
        _ => AsyncApiWriter.Write(),
    };

    private static void WriteList()
    {
        Page page = Page.OnConsole();
        page.Line($"{MessageCatalogue.Types().Length} types; 'pawl types show NAME' shows one with its fields.");
        foreach (IGrouping<MessageGroup, MessageType> group in MessageCatalogue.Types().GroupBy(t => t.Group))
        {
            page.Section(TypesPage.Title(group.Key), group.Select(t => (t.Name, t.Doc)));
        }
    }

    private static void WriteOne(MessageType type)
    {
        Page page = Page.OnConsole();
        page.Paragraph($"{type.Name} (version {type.Version.ToString(CultureInfo.InvariantCulture)}): {type.Doc}");
        page.Section("Where", TypesPage.Where(type));
        if (type.Schema is { } schema)
        {
            page.Section("Fields of data", schema.DataFields.Select(f => (f.Name, KindText.With(FieldType.Shown(f), f.Doc))));
            foreach (RecordField list in schema.DataFields.Where(f => f.Items is { Fields.Length: > 1 }))
            {
                page.Section($"Each of {list.Name}", list.Items!.Fields.Select(f => (f.Name, KindText.With(FieldType.Of(f), f.Doc))));
            }
        }
    }
}
