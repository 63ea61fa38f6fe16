using Pawl.Bench;
using Pawl.Bench.Rows;

bool quick = args.Contains("--quick");
string[] parts = [.. args.Where(a => a != "--quick")];
if (parts.Any(p => p.StartsWith('-')))
{
    Console.Error.WriteLine("usage: bench/run [--quick] [PART OF A ROW'S NAME …]");
    return 2;
}

Harness harness = quick ? Harness.Quick : Harness.Thorough;
var table = new Table();
int failed = 0;
foreach (Row row in AllRows.Make(quick))
{
    if (parts.Length > 0 && !parts.Any(p => row.Name.Contains(p, StringComparison.OrdinalIgnoreCase)))
        continue;
    if (row.Missing is null)
        Console.Error.WriteLine($"measuring {row.Name} …");
    try
    {
        table.Add(row, row.Missing is null ? (row.IsBrief ? Harness.Brief : harness).Measure(row) : default);
    }
    catch (Exception e) when (e is not OutOfMemoryException)
    {
        // What was measured before must not be lost with it.
        failed++;
        table.Add(row with { Missing = "failed" }, default);
        Console.Error.WriteLine(e);
    }
}

table.Write(Console.Out);
return failed == 0 ? 0 : 1;
