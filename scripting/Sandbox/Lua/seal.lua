-- What a script remembers is what lies in ctx.memory, for only that is saved. So once its file is loaded, nothing else of
-- it may change: tables become read-only, and functions that assign to a local outside of them are refused.
local S = ...
local E = S.environment
local error, type, next, byte, string_unpack = error, type, next, string.byte, string.unpack
local getinfo, getupvalue, getmetatable, setmetatable, dump = debug.getinfo, debug.getupvalue, debug.getmetatable, debug.setmetatable, string.dump
local frozen, originals = S.frozen, S.originals

local globals = setmetatable({}, { __index = E })
local sealed = false
local environment = setmetatable({}, {
  __index = globals,
  __metatable = false,
  __newindex = function(_, name, v)
    if sealed then
      error("'" .. E.tostring(name) .. "' would be a global, which is not saved; write 'local', or put it into ctx.memory", 2)
    end
    globals[name] = v
  end,
})
frozen[environment] = globals
S.globals, S.script_environment = globals, environment

local known = {}
local function know(t)
  for _, v in next, t do
    if type(v) == "function" then
      known[v] = true
    elseif type(v) == "table" then
      know(v)
    end
  end
end

local SETUPVAL = 10

-- Reads a function as string.dump writes it (ldump.c of Lua 5.4): the place and name of the first assignment to a local
-- outside of the function, if there is one.
local function outside_assignment(code)
  local at = 33

  local function number()
    local x, b = 0, nil
    repeat
      b = byte(code, at)
      at = at + 1
      x = x << 7 | b & 127
    until b & 128 ~= 0
    return x
  end

  local function name()
    local size = number()
    at = at + (size > 0 and size - 1 or 0)
    return size > 0 and code:sub(at - size + 1, at - 1) or nil
  end

  local read

  -- outer tells for each upvalue of the enclosing function whether it leads out of all of them; nil at the outermost.
  function read(outer)
    name()
    local line = number()
    number()
    at = at + 3
    local assigned = {}
    local count = number()
    for pc = 1, count do
      local instruction = string_unpack("<I4", code, at)
      at = at + 4
      if instruction & 127 == SETUPVAL then
        assigned[#assigned + 1] = { pc = pc, upvalue = (instruction >> 16 & 255) + 1 }
      end
    end
    for _ = 1, number() do
      local tag = byte(code, at)
      at = at + 1
      if tag == 0x13 or tag == 0x03 then
        at = at + 8
      elseif tag == 0x04 or tag == 0x14 then
        name()
      end
    end
    local leads_out = {}
    for i = 1, number() do
      local in_stack, index = byte(code, at), byte(code, at + 1)
      at = at + 3
      leads_out[i] = outer == nil or in_stack == 0 and outer[index + 1]
    end
    local found
    for _ = 1, number() do
      found = read(leads_out) or found
    end
    local lines = {}
    for pc = 1, number() do
      lines[pc] = string_unpack("i1", code, at)
      at = at + 1
    end
    local absolute = {}
    for _ = 1, number() do
      local pc = number()
      absolute[pc + 1] = number()
    end
    for _ = 1, number() do
      name()
      number()
      number()
    end
    local names = {}
    for i = 1, number() do
      names[i] = name()
    end
    for _, assignment in next, assigned do
      if leads_out[assignment.upvalue] and not found then
        for pc = 1, assignment.pc do
          line = absolute[pc] or line + lines[pc]
        end
        found = { line = line, name = names[assignment.upvalue] or "?" }
      end
    end
    return found
  end

  return read(nil)
end

local tables, seen

local visit

local function visit_function(f)
  if known[f] or getinfo(f, "S").what == "C" then
    return
  end
  local found = outside_assignment(dump(f))
  if found then
    error(getinfo(f, "S").short_src .. ":" .. found.line .. ": '" .. found.name .. "' is assigned in a function but declared outside of it, where it is not saved; put it into ctx.memory", 0)
  end
  local i = 1
  while true do
    local name, v = getupvalue(f, i)
    if not name then
      return
    end
    visit(v)
    i = i + 1
  end
end

function visit(v)
  local kind = type(v)
  if seen[v] or kind ~= "function" and kind ~= "table" or v == environment then
    return
  end
  seen[v] = true
  if kind == "function" then
    visit_function(v)
    return
  end
  tables[#tables + 1] = v
  for key, value in next, v do
    visit(key)
    visit(value)
  end
  local meta = getmetatable(v)
  if meta then
    visit(meta)
  end
end

local function refuse()
  S.refuse_change()
end

local function freeze(t)
  local shadow, proxy = {}, {}
  for k, v in next, t do
    shadow[k] = v
  end
  for k in next, shadow do
    t[k] = nil
  end
  local meta = getmetatable(t)
  for k, v in next, meta and (frozen[meta] or meta) or {} do
    proxy[k] = v
  end
  proxy.__index, proxy.__newindex, proxy.__metatable = shadow, refuse, false
  proxy.__len = function()
    return #shadow
  end
  setmetatable(shadow, meta)
  setmetatable(t, proxy)
  frozen[t], originals[shadow] = shadow, t
end

function S.seal()
  know(E)
  tables, seen = {}, {}
  for _, name in next, { "string", "math", "table" } do
    tables[#tables + 1], seen[E[name]] = E[name], true
  end
  for name, v in next, globals do
    visit(v)
  end
  for i = 1, #tables do
    freeze(tables[i])
  end
  -- Behind what a script knows, metatables are those that hold the entries.
  for i = 1, #tables do
    local shadow = frozen[tables[i]]
    local meta = getmetatable(shadow)
    if meta and frozen[meta] then
      setmetatable(shadow, frozen[meta])
    end
  end
  tables, seen = nil, nil
  sealed = true
end
