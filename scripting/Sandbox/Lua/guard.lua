-- What stops a script, and what of the base library it may use. S is shared by these files and never seen by scripts.
local S = ...
local debug, error, type, rawset, rawget, rawlen, rawequal = debug, error, type, rawset, rawget, rawlen, rawequal
local getmetatable, setmetatable, tostring, tonumber, select, pcall, next = getmetatable, setmetatable, tostring, tonumber, select, pcall, next
local sort = table.sort

local E = {}
S.environment = E

-- Runs when the count of instructions is used up. From then on it runs before every instruction, so that no pcall can
-- go on after catching what it raises.
local stopped = false
local sethook = debug.sethook
local function overrun()
  stopped = true
  sethook(overrun, "", 1)
  error("stopped", 0)
end
sethook(overrun, "", 1000000)

local function settle(...)
  if stopped then
    error("stopped", 0)
  end
  return ...
end

function E.pcall(f, ...)
  return settle(pcall(f, ...))
end

-- The handler of the real one runs where no instruction is counted; here it runs when the error has been caught.
function E.xpcall(f, handler, ...)
  local function finish(ok, ...)
    if ok then
      return true, ...
    end
    return false, handler(...)
  end
  return finish(E.pcall(f, ...))
end

-- Tables that were made while the file was loaded, by the tables that now hold what was in them.
local frozen = setmetatable({}, { __mode = "k" })
S.frozen = frozen

function S.refuse_change()
  error("what was made when the file was loaded cannot be changed; what is to last belongs into ctx.memory", 3)
end

local function writable(t, name)
  if type(t) ~= "table" then
    error(name .. ": a table is needed, not a " .. type(t), 3)
  end
  if frozen[t] then
    S.refuse_change()
  end
end
S.writable = writable

local function readable(t, name)
  if type(t) ~= "table" then
    error(name .. ": a table is needed, not a " .. type(t), 3)
  end
  return frozen[t] or t
end
S.readable = readable

-- The real one shows addresses, which differ from run to run; so does the sign of "not a number" from machine to machine.
function E.tostring(v)
  local kind = type(v)
  if kind == "string" then
    return v
  elseif kind == "number" then
    return v ~= v and "nan" or tostring(v)
  elseif kind == "boolean" or kind == "nil" then
    return tostring(v)
  end
  local meta = debug.getmetatable(v)
  local shown = meta and rawget(meta, "__tostring")
  if not shown then
    return kind
  end
  local text = shown(v)
  if type(text) ~= "string" then
    error("'__tostring' must return a string", 2)
  end
  return text
end

-- Reading a very long text as a number is one instruction that costs much.
function E.tonumber(v, ...)
  if type(v) == "string" and #v > 200 then
    return nil
  end
  return tonumber(v, ...)
end

local refused = { "__gc", "__close", "__mode" }
function E.setmetatable(t, meta)
  meta = meta ~= nil and frozen[meta] or meta
  if type(meta) == "table" then
    for i = 1, #refused do
      if rawget(meta, refused[i]) ~= nil then
        error("a metatable must not have " .. refused[i], 2)
      end
    end
  end
  return setmetatable(t, meta)
end

-- The table that a script knows, by the one that holds what was in it.
local originals = setmetatable({}, { __mode = "k" })
S.originals = originals

function E.getmetatable(v)
  local meta = getmetatable(v)
  return meta ~= nil and originals[meta] or meta
end

function E.rawset(t, k, v)
  writable(t, "rawset")
  return rawset(t, k, v)
end

function E.rawget(t, k)
  return rawget(readable(t, "rawget"), k)
end

function E.rawlen(v)
  return rawlen(type(v) == "table" and frozen[v] or v)
end

-- Keys in a defined order: numbers, then texts, then false and true.
local ranks = { number = 1, string = 2, boolean = 3 }
local function before(a, b)
  local x, y = type(a), type(b)
  if x ~= y then
    return ranks[x] < ranks[y]
  elseif x == "boolean" then
    return b and not a
  end
  return a < b
end

local function keys_of(t)
  local keys, n, kinds, kind = {}, 0, 0, nil
  for k in next, t do
    local own = type(k)
    if own ~= kind then
      if not ranks[own] then
        error("the keys of a table that is gone through are numbers, texts or booleans; a " .. own .. " has no order", 3)
      end
      kind, kinds = own, kinds + 1
    end
    n = n + 1
    keys[n] = k
  end
  if kinds == 1 and kind ~= "boolean" then
    sort(keys)
  elseif n > 1 then
    sort(keys, before)
  end
  return keys, n
end

function E.pairs(t)
  local source = readable(t, "pairs")
  local keys, n = keys_of(source)
  local i = 0
  return function()
    while i < n do
      i = i + 1
      local v = source[keys[i]]
      if v ~= nil then
        return keys[i], v
      end
    end
  end, t, nil
end

function E.next(t, key)
  local source = readable(t, "next")
  local least
  for k in next, source do
    if not ranks[type(k)] then
      error("the keys of a table that is gone through are numbers, texts or booleans; a " .. type(k) .. " has no order", 2)
    end
    if (key == nil or before(key, k)) and (least == nil or before(k, least)) then
      least = k
    end
  end
  return least, source[least]
end

E.error, E.assert, E.type, E.select, E.ipairs, E.rawequal = error, assert, type, select, ipairs, rawequal
E._VERSION = _VERSION

-- The part of the mathematical library that gives the same everywhere.
local M = {}
E.math = M
for _, name in ipairs { "abs", "ceil", "floor", "fmod", "max", "min", "modf", "sqrt", "exp", "log", "tointeger", "type", "ult", "huge", "pi", "maxinteger", "mininteger" } do
  M[name] = math[name]
end

-- Numbers by chance are a function of the event that the script is called for.
local random, randomseed = math.random, math.randomseed
S.seed, S.turn = 0, 0
local seeded
function M.random(...)
  if seeded ~= S.turn then
    seeded = S.turn
    randomseed(S.seed, S.turn)
  end
  return random(...)
end
