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
foreach (Row row in AllRows.Make(quick))
{
    if (parts.Length > 0 && !parts.Any(p => row.Name.Contains(p, StringComparison.OrdinalIgnoreCase)))
        continue;
    if (row.Missing is null)
        Console.Error.WriteLine($"measuring {row.Name} …");
    table.Add(row, row.Missing is null ? (row.IsBrief ? Harness.Brief : harness).Measure(row) : default);
}

table.Write(Console.Out);
return 0;
