using System.Runtime.CompilerServices;
using Pawl.Host.Commands;

// Most runs are short. Where code may be compiled at run time, libraries compile their regular expressions, which takes a
// tenth of such a run; only the compiled executor needs it, which 'verify' runs too. The runtime looks at the switch once, later than this.
if (args is not ["verify", ..] && !args.Any(a => a.EndsWith("compiled", StringComparison.OrdinalIgnoreCase)))
{
    AppContext.SetSwitch(typeof(RuntimeFeature).FullName + "." + nameof(RuntimeFeature.IsDynamicCodeSupported), false);
}

return CommandRunner.Run(CommandLine.CreateFor(args), args);
