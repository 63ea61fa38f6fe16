-- What a strategy is to its file: a declaration, a function for each state, and a context.
local S = ...
local E = S.environment
local error, type, next, setmetatable, getmetatable, mathtype = error, type, next, setmetatable, debug.getmetatable, math.type
local tostring, getinfo, pack, concat, sort = E.tostring, debug.getinfo, string.pack, table.concat, table.sort

local HANDLERS = { "on_watch", "on_close_watch", "on_in_trade" }

function E.strategy(declaration)
  if type(declaration) ~= "table" then
    error("strategy: a table such as {inputs = {...}, parameters = {...}} is needed", 2)
  elseif S.declaration then
    error("strategy: it is declared twice", 2)
  end
  S.declaration, S.declaration_line = declaration, debug.getinfo(2, "l").currentline
end

-- Blames the line of the file that is being run. "return enter{...}" leaves none behind: such a call is a jump.
local function fail(message)
  local level = 3
  local info = getinfo(level, "Sl")
  while info and info.source ~= "=" .. S.file do
    level = level + 1
    info = getinfo(level, "Sl")
  end
  error((info and S.file .. ":" .. info.currentline or S.file .. ": " .. S.handler) .. ": " .. message, 0)
end

-- Actions -----------------------------------------------------------------------------------------------------------

local ACTIONS = {
  close_watch = { code = 1, reason = "text", within = "positive" },
  watch = { code = 2, reason = "text" },
  enter = { code = 3, reason = "text", side = "side", size = "positive", limit = "number", stop = "number", target = "number", confidence = "part", within = "positive", needs = "side" },
  adjust = { code = 4, reason = "text", stop = "number", target = "number" },
  exit = { code = 5, reason = "text" },
}
local is_action = { __metatable = false }
local SIDES = { long = 1, buy = 1, short = -1, sell = -1 }

local function check_field(action, name, kind, v)
  if kind == "text" then
    return type(v) == "string" and v or fail(action .. ": " .. name .. " is a text")
  elseif kind == "side" then
    return SIDES[v] or fail(action .. ": side is 'long' or 'short'")
  end
  if type(v) ~= "number" or v ~= v or v == 1 / 0 or v == -1 / 0 then
    fail(action .. ": " .. name .. " is a finite number, not " .. tostring(v))
  elseif kind == "positive" and v <= 0 then
    fail(action .. ": " .. name .. " is more than 0, not " .. tostring(v))
  elseif kind == "part" and (v < 0 or v > 1) then
    fail(action .. ": " .. name .. " lies between 0 and 1, not " .. tostring(v))
  end
  return v
end

for action, fields in next, ACTIONS do
  E[action] = function(given)
    given = given == nil and {} or given
    if type(given) ~= "table" then
      fail(action .. ": a table is needed, such as " .. action .. "{reason = \"...\"}")
    end
    local made = { code = fields.code }
    for name, v in next, S.frozen[given] or given do
      local kind = fields[name]
      if kind == nil or name == "code" or name == "needs" then
        fail(action .. ": there is no field '" .. tostring(name) .. "'")
      end
      made[name] = check_field(action, name, kind, v)
    end
    if fields.needs and made[fields.needs] == nil then
      fail(action .. ": '" .. fields.needs .. "' is missing")
    end
    return setmetatable(made, is_action)
  end
end

-- Memory ------------------------------------------------------------------------------------------------------------

local MOST_BYTES, DEEPEST = S.max_memory, 8
local pieces, count, bytes, met

local function add(piece, path)
  count, bytes = count + 1, bytes + #piece
  if bytes > MOST_BYTES then
    error(path .. ": more than " .. MOST_BYTES .. " bytes", 0)
  end
  pieces[count] = piece
end

local pack_table

-- One form for one content: what kind of value it is, and its bytes.
local function pack_value(v, path, k, depth)
  local kind = type(v)
  if kind == "number" then
    add(mathtype(v) == "integer" and pack("<Bi8", 2, v) or pack("<Bd", 3, v), path)
  elseif kind == "string" then
    add(pack("<Bs4", 4, v), path)
  elseif kind == "boolean" then
    add(pack("<Bi8", 1, v and 1 or 0), path)
  elseif kind == "table" then
    pack_table(v, path .. "." .. tostring(k), depth + 1)
  else
    error(path .. "." .. tostring(k) .. ": a " .. kind .. " cannot be saved", 0)
  end
end

function pack_table(t, path, depth)
  if depth > 1 then
    met = met or { [S.memory] = true }
    if getmetatable(t) then
      error(path .. ": a table with a metatable, or of the file itself, cannot be saved", 0)
    elseif met[t] then
      error(path .. ": the same table is in the memory twice; make a copy", 0)
    elseif depth > DEEPEST then
      error(path .. ": tables lie more than " .. DEEPEST .. " deep", 0)
    end
    met[t] = true
  end
  local names, n, listed = {}, 0, 0
  for k in next, t do
    if type(k) == "string" then
      n = n + 1
      names[n] = k
    elseif mathtype(k) == "integer" and k >= 1 then
      listed = listed + 1
    else
      error(path .. ": a key is a text, or the place in a list; " .. tostring(k) .. " is neither", 0)
    end
  end
  if listed ~= #t then
    error(path .. ": the list has a hole; what is not a list has texts as keys", 0)
  end
  if n > 1 then
    sort(names)
  end
  add(pack("<Bi4", 5, listed + n), path)
  for i = 1, listed do
    add(pack("<Bi8", 2, i), path)
    pack_value(t[i], path, i, depth)
  end
  for i = 1, n do
    add(pack("<Bs4", 4, names[i]), path)
    pack_value(t[names[i]], path, names[i], depth)
  end
end

-- What is to be saved; nil where it is nothing.
local function pack_memory()
  if next(S.memory) == nil then
    return nil
  end
  pieces, count, bytes, met = {}, 0, 0, nil
  pack_table(S.memory, "ctx.memory", 1)
  return concat(pieces)
end
S.pack_memory = pack_memory

-- Calls -------------------------------------------------------------------------------------------------------------

S.memory = {}
local frame = {}
S.frame = frame

-- Read-only from outside: what a script writes into its context would be remembered, but not saved.
local function shown(values, what)
  local proxy = setmetatable({}, {
    __index = values,
    __metatable = false,
    __newindex = function(_, name)
      error(what .. " cannot be changed ('" .. tostring(name) .. "'); what is to last belongs into ctx.memory", 2)
    end,
  })
  S.frozen[proxy] = values
  return proxy
end

local handlers = {}
local context, position = {}, {}
local inputs, shown_context

-- Makes the context: the names of the inputs in the order in which the frame holds them, and the parameters.
function S.prepare(names, parameters)
  local shown_inputs = {}
  inputs = {}
  for i = 1, #names do
    inputs[i] = {}
    shown_inputs[names[i]] = shown(inputs[i], "an input")
  end
  context.inputs, context.parameters = shown(shown_inputs, "the inputs"), shown(parameters, "a parameter")
  context.position = shown(position, "the position")
  context.memory = S.memory
  shown_context = shown(context, "the context")
  for i = 1, #HANDLERS do
    local handler = S.globals[HANDLERS[i]]
    if handler ~= nil and type(handler) ~= "function" then
      error(HANDLERS[i] .. " is a " .. type(handler) .. ", not a function", 0)
    end
    handlers[i] = handler
  end
  if not handlers[1] then
    error("there is no function on_watch", 0)
  end
end

function S.remember(memory)
  S.memory, context.memory = memory, memory
end

local STATES = { "watch", "close_watch", "in_trade" }

function S.call()
  local state = frame[1]
  S.turn, S.seed = frame[3], frame[4]
  context.time, context.state = frame[2], STATES[state]
  position.size, position.price, position.stop, position.target = frame[5], frame[6], frame[7], frame[8]
  local at = 9
  for i = 1, #inputs do
    local input = inputs[i]
    input.value, input.previous, input.updated, input.age = frame[at], frame[at + 1], frame[at + 2], frame[at + 3]
    at = at + 4
  end
  local handler = handlers[state]
  if not handler then
    return 0, pack_memory()
  end
  S.handler = HANDLERS[state]
  local action = handler(shown_context)
  local memory = pack_memory()
  if action == nil then
    return 0, memory
  elseif type(action) ~= "table" or getmetatable(action) ~= is_action then
    error(HANDLERS[state] .. " returns nothing, or one action such as close_watch{}; it returned " .. (type(action) == "table" and "another table" or tostring(action)), 0)
  end
  return action.code, memory, action.side, action.size, action.limit, action.stop, action.target, action.confidence, action.within, action.reason
end

local traceback = debug.traceback
function S.explain(e)
  if type(e) ~= "string" then
    e = type(e) == "table" and "an error that is a table" or tostring(e)
  end
  return traceback(e, 2)
end
