namespace Pawl.Host.Configuration.Instruments;

/// <summary>A word that a key may hold, and what it means.</summary>
internal readonly record struct Choice<T>(string Word, T Meaning);

/// <summary>The words that a key may hold: few, so that they are searched one after the other. A dictionary's code would be compiled anew for each <typeparamref name="T"/> at every start.</summary>
internal sealed class Choices<T>(params Choice<T>[] all)
    where T : struct
{
    public string[] Words { get; } = WordsOf(all);

    /// <summary>What a word means; null for any other.</summary>
    public T? Of(string word)
    {
        foreach (Choice<T> choice in all)
        {
            if (choice.Word == word)
                return choice.Meaning;
        }

        return null;
    }

    private static string[] WordsOf(Choice<T>[] all)
    {
        var words = new string[all.Length];
        for (int i = 0; i < words.Length; ++i)
        {
            words[i] = all[i].Word;
        }

        return words;
    }
}
