using Pawl.Scripting;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Scripting;

/// <summary>What scripts can reach, and that what they see is the same in every run.</summary>
public sealed class SandboxTests
{
    [Theory]
    [InlineData("io")]
    [InlineData("os")]
    [InlineData("debug")]
    [InlineData("package")]
    [InlineData("coroutine")]
    [InlineData("utf8")]
    [InlineData("require")]
    [InlineData("load")]
    [InlineData("loadstring")]
    [InlineData("loadfile")]
    [InlineData("dofile")]
    [InlineData("collectgarbage")]
    [InlineData("print")]
    [InlineData("warn")]
    [InlineData("_G")]
    [InlineData("luanet")]
    [InlineData("string.dump")]
    [InlineData("string.pack")]
    [InlineData("string.unpack")]
    [InlineData("table.move")]
    [InlineData("math.randomseed")]
    [InlineData("('').dump")]
    public void Is_not_there(string name) => Assert.Equal("nil", Scripts.Said($"tostring({name})"));

    [Fact]
    public void Only_what_is_listed_is_there()
    {
        using Script script = Scripts.Watching("local names = {} for k in pairs(getmetatable(_ENV) and {} or _ENV) do names[#names + 1] = k end return close_watch{reason = table.concat(names, ' ')}");
        Assert.Equal("on_watch", script.Call().Reason.ToString());
    }

    [Theory]
    [InlineData("getmetatable('').__index = nil")]
    [InlineData("string.rep = nil")]
    [InlineData("math.x = 1")]
    [InlineData("rawset(string, 'rep', 1)")]
    [InlineData("rawset(_ENV, 'x', 1)")]
    [InlineData("_ENV.x = 1")]
    [InlineData("x = 1")]
    [InlineData("on_watch = nil")]
    [InlineData("setmetatable(_ENV, {})")]
    [InlineData("ctx.x = 1")]
    [InlineData("ctx.memory = {}")]
    [InlineData("ctx.inputs.price.value = 1")]
    [InlineData("rawset(ctx.inputs, 'price', 1)")]
    [InlineData("ctx.parameters.size = 2")]
    [InlineData("getmetatable(watch{}).x = 1")]
    [InlineData("table.insert(CONSTANT, 1)")]
    [InlineData("CONSTANT.list[1] = 2")]
    [InlineData("table.sort(CONSTANT.list)")]
    public void Nothing_outside_of_the_memory_can_be_changed(string statement)
    {
        const string Head = "strategy{inputs = {price = 'candle(1m)'}} CONSTANT = {list = {3, 1}} function on_watch(ctx) ";
        Assert.StartsWith("test.lua:1: ", Scripts.Failure(Head + statement + " end").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("local n = 0 function on_watch() n = n + 1 end", "'n' is assigned in a function")]
    [InlineData("local function make() local n = 0 return function() n = n + 1 return n end end local count = make() function on_watch() count() end", "'n' is assigned in a function")]
    [InlineData("local n = 0 local function add() n = n + 1 end local t = {add = add} function on_watch() t.add() end", "'n' is assigned in a function")]
    [InlineData("local n = 0 function on_watch() local function add() n = n + 1 end add() end", "'n' is assigned in a function")]
    [InlineData("local words = string.gmatch('a b', '%a') function on_watch() return words() end", "is assigned in a function")]
    public void A_function_that_would_remember_is_refused(string source, string expected) =>
        Assert.Contains(expected, Scripts.Failure("strategy{inputs = {price = 'candle(1m)'}} " + source).Message, StringComparison.Ordinal);

    [Fact]
    public void Locals_of_a_call_may_be_assigned_by_inner_functions()
    {
        using Script script = Scripts.Watching("local sum = 0 local function add(v) sum = sum + v end add(1) add(2) return close_watch{reason = tostring(sum)}");
        Assert.Equal("3", script.Call().Reason.ToString());
        Assert.Equal("3", script.Call().Reason.ToString());
    }

    [Fact]
    public void Tables_of_the_file_can_be_read_like_others()
    {
        using Script script = Scripts.Load("""
            strategy{inputs = {price = "candle(1m)"}}
            local list, map = {5, 6, 7}, {b = 1, a = {x = 2}}
            local Class = {}
            Class.__index = Class
            function Class.new(v) return setmetatable({v = v}, Class) end
            function Class:get() return self.v end
            function on_watch(ctx)
              local sum = 0
              for _, v in ipairs(list) do sum = sum + v end
              for _, v in pairs(list) do sum = sum + v end
              for k, v in pairs(map) do sum = sum + (k == "b" and v or v.x) end
              local o = Class.new(4)
              assert(getmetatable(o) == Class and #list == 3 and rawlen(list) == 3 and select("#", table.unpack(list)) == 3)
              return close_watch{reason = sum .. " " .. table.concat(list, ",") .. " " .. o:get() .. " " .. tostring(next(map))}
            end
            """);
        Assert.Equal("39 5,6,7 4 a", script.Call().Reason.ToString());
    }

    [Fact]
    public void Patterns_give_what_those_of_Lua_give()
    {
        string source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "unit", "Scripting", "patterns.lua"));
        using Script script = Scripts.Load(source, new ScriptLimits { Instructions = 10_000_000 });
        Assert.Equal("330", script.Call().Reason.ToString());
    }

    [Theory]
    [InlineData("('%5.2f|%d|%s|%q|%x|%-4s|%%'):format(1.239, 3, 'a', 'b', 255, 'c')", " 1.24|3|a|\"b\"|ff|c   |%")]
    [InlineData("('%s %s'):format({}, true)", "table true")]
    [InlineData("('%f'):format(0/0)", "nan")]
    [InlineData("tostring(0/0) .. tostring(-(0/0))", "nannan")]
    [InlineData("tostring({}) .. tostring(pairs)", "tablefunction")]
    [InlineData("tostring(pcall(string.format, '%p', {}))", "false")]
    [InlineData("tostring(pcall(string.format, '%a', 1))", "false")]
    [InlineData("table.concat({1, 'b', 2.5}, '-')", "1-b-2.5")]
    [InlineData("('a,b'):gsub(',', {[','] = ';'})", "a;b")]
    [InlineData("tostring(select(2, pcall(error, {})))", "table")]
    [InlineData("tostring(select(2, xpcall(error, function(e) return e .. '!' end, 'x')))", "x!")]
    [InlineData("tostring(tonumber(('1'):rep(300)))", "nil")]
    [InlineData("table.concat({table.unpack({1, 2, 3}, 2)}, ',')", "2,3")]
    public void Text_is_the_same_in_every_run(string expression, string expected) => Assert.Equal(expected, Scripts.Said(expression));

    [Fact]
    public void Keys_come_in_one_order()
    {
        const string Body = """
            local t = {}
            for i = 20, 1, -1 do t["k" .. i] = i end
            t[3], t[1], t[2.5], t[-1], t[true], t[false] = 1, 1, 1, 1, 1, 1
            local names = {}
            for k in pairs(t) do names[#names + 1] = tostring(k) end
            local k, again = nil, {}
            repeat k = next(t, k) again[#again + 1] = k ~= nil and tostring(k) or nil until k == nil
            assert(table.concat(names) == table.concat(again))
            return close_watch{reason = table.concat(names, " ", 1, 8) .. " " .. table.concat(names, " ", 25)}
            """;
        using Script script = Scripts.Watching(Body);
        Assert.Equal("-1 1 2.5 3 k1 k10 k11 k12 false true", script.Call().Reason.ToString());
    }

    [Fact]
    public void Equal_elements_keep_their_order_when_sorted()
    {
        const string Body = """
            local t = {}
            for i = 1, 500 do t[i] = {key = i * 7 % 5, place = i} end
            table.sort(t, function(a, b) return a.key < b.key end)
            for i = 2, 500 do
              local a, b = t[i - 1], t[i]
              assert(a.key < b.key or a.key == b.key and a.place < b.place)
            end
            """;
        using Script script = Scripts.Watching(Body);
        Assert.Equal(ScriptActionKind.None, script.Call().Kind);
    }

    [Fact]
    public void Chance_derives_from_the_event()
    {
        const string Body = "return close_watch{reason = math.random(1000000) .. ' ' .. math.random(1000000)}";
        using Script one = Scripts.Watching(Body);
        using Script other = Scripts.Watching(Body);
        string first = one.Call(turn: 1).Reason.ToString();
        string second = one.Call(turn: 2).Reason.ToString();
        Assert.NotEqual(first, second);
        Assert.Equal(second, other.Call(turn: 2).Reason.ToString());
        Assert.Equal(first, one.Call(turn: 1).Reason.ToString());
    }

    [Fact]
    public void A_memory_is_saved_exactly_and_in_one_form()
    {
        const string Body = """
            local m = ctx.memory
            m.z, m.a, m.whole, m.real, m.list, m.nan = "x", true, 3, 3.0, {1, {deep = "ü"}}, 0/0
            return close_watch{reason = math.type(m.whole) .. math.type(m.real)}
            """;
        using Script script = Scripts.Watching(Body);
        byte[] saved = script.MemoryAfterCall();
        using Script other = Scripts.Watching("local m = ctx.memory return close_watch{reason = m.z .. tostring(m.a) .. math.type(m.whole) .. math.type(m.real) .. m.list[2].deep .. #m.list}");
        Assert.True(other.LoadMemory(saved));
        Assert.Equal("xtrueintegerfloatü2", other.Call().Reason.ToString());
        Assert.Equal(saved, other.MemoryAfterCall());
        Assert.True(other.LoadMemory([]));
        for (int length = 1; length < saved.Length; length++)
        {
            Assert.False(other.LoadMemory(saved.AsSpan(0, length)));
        }
    }

    [Theory]
    [InlineData("ctx.memory.f = function() end", "ctx.memory.f: a function cannot be saved")]
    [InlineData("ctx.memory.t = setmetatable({}, {})", "ctx.memory.t: a table with a metatable, or of the file itself, cannot be saved")]
    [InlineData("ctx.memory.c = ctx", "ctx.memory.c: a table with a metatable, or of the file itself, cannot be saved")]
    [InlineData("ctx.memory.m = ctx.memory", "ctx.memory.m: the same table is in the memory twice; make a copy")]
    [InlineData("local t = {} ctx.memory.a, ctx.memory.b = t, t", "the same table is in the memory twice; make a copy")]
    [InlineData("ctx.memory[1], ctx.memory[3] = 1, 1", "ctx.memory: the list has a hole; what is not a list has texts as keys")]
    [InlineData("ctx.memory[1.5] = 1", "ctx.memory: a key is a text, or the place in a list; 1.5 is neither")]
    [InlineData("ctx.memory[true] = 1", "ctx.memory: a key is a text, or the place in a list; true is neither")]
    [InlineData("for i = 1, 5000 do ctx.memory[i] = 1 end", "ctx.memory: more than 16000 bytes")]
    [InlineData("local t = ctx.memory for i = 1, 10 do t.t = {} t = t.t end", "tables lie more than 8 deep")]
    public void What_cannot_be_saved_is_refused(string body, string expected)
    {
        using Script script = Scripts.Watching(body);
        Assert.EndsWith(expected, Assert.Throws<ScriptException>(() => script.Call()).Message, StringComparison.Ordinal);
    }
}
